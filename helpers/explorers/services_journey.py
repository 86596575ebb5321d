"""More explorers of chapter 01: a journey of touchpoints, and the service process matrix."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import services
from helpers.charts.services import journey_bars, process_plane
from helpers.charts.style import shown
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import choice, slider
from helpers.locale import gettext as _

NOTHING = -1


def explore_journey(
    touchpoints: pd.DataFrame | None = None, settings: Mapping[str, Any] | None = None
) -> Explorer:
    """Let the reader mend one step of a journey and count the guests who meet no fault.

    Parameters
    ----------
    touchpoints : DataFrame, optional
        As taken by `helpers.services.mending_table`, with a touchpoint at least; by default
        the wedding party's.
    settings : mapping, optional
        Where to start.
    """
    journey = services.wedding_journey() if touchpoints is None else touchpoints
    today = services.mending_table(journey)
    steps, phases = list(journey["step"]), list(journey["phase"])
    names = [shown(step) for step in steps]

    def draw(step: int, left: int, faults: int, journeys: int) -> View:
        of_all = services.scaled(journey["success"], faults / 100)
        success = of_all if step == NOTHING else services.mended(of_all, step, left / 100)
        earlier = services.flawless(success, journeys - 1) if journeys > 1 else 1.0
        so_far = earlier * np.cumprod(success)
        title = _("Guests without a fault so far")
        return View(
            journey_bars(steps, phases, so_far, today["so_far"].to_numpy(), title),
            _spared(services.flawless(success, journeys), len(steps) * journeys),
            _what_mending_brings(journey.assign(success=of_all), success, left / 100, names),
        )

    whole = services.flawless(journey["success"])
    mean = float(journey["success"].mean())
    return Explorer(
        draw,
        name=_("A journey of touchpoints"),
        question=Question(
            _(
                "A party passes {count} touchpoints. On average each goes well for {mean:.0f} "
                "guests in 100. How many of 100 guests meet no fault at all?"
            ).format(count=len(steps), mean=100 * mean),
            (_("about 98"), _("about 90"), _("about 82"), _("about 50")),
            _(
                "{whole:.0f}: a guest is spared only if every step goes well, so the shares are "
                "multiplied. Each step looks good in its own department's report, and nobody's "
                "report shows the journey. Which one step would you mend?"
            ).format(whole=100 * whole),
        ),
        scenes={
            _("1 · the journey made twice"): {"journeys": 2},
            _("2 · half the faults everywhere"): {"faults": 50},
        },
        settings=settings,
        step=choice(
            _("Step to mend"),
            {_("none"): NOTHING, **{name: place for place, name in enumerate(names)}},
            NOTHING,
        ),
        left=slider(_("Faults left there (% of today's)"), 50, 0, 100, 10),
        faults=slider(_("Faults at every step (% of today's)"), 100, 0, 300, 10),
        journeys=slider(_("Times the journey is made (journeys)"), 1, 1, 5),
    )


def _spared(share: float, steps: int) -> str:
    return _(
        "Of 100 guests {spared} meet no fault on the {steps} steps; {met} meet one at least."
    ).format(spared=f"{100 * share:.1f}", met=f"{100 * (1 - share):.1f}", steps=steps)


def _what_mending_brings(
    of_all: pd.DataFrame, success: np.ndarray, left: float, names: list[str]
) -> pd.DataFrame:
    table = services.mending_table(of_all, left)
    return pd.DataFrame(
        {
            _("step"): names,
            _("phase"): [shown(services.PHASES[phase]) for phase in table["phase"]],
            _("goes well (in 100)"): [f"{100 * share:.1f}" for share in success],
            _("spared, if this step alone is mended (in 100)"): [
                f"{100 * share:.1f}" for share in table["if_mended"]
            ],
        }
    )


def explore_process_matrix(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader place a business in the service process matrix.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """

    def draw(labour: int, plant: int, interaction: int, cut: float) -> View:
        intensity = services.labour_intensity(1000 * labour, 1000 * plant)
        here = services.quadrant(intensity, interaction, cut)
        name = shown(services.QUADRANTS[here])
        sentence = _(
            "Labour costs {ratio} times what plant and equipment are worth: {quadrant}."
        ).format(ratio=f"{intensity:.2f}", quadrant=name)
        return View(
            process_plane(intensity, interaction, cut, here, _("The service process matrix")),
            sentence,
            pd.DataFrame(
                {
                    _("labour intensity"): [f"{intensity:.2f}"],
                    _("interaction (points)"): [str(interaction)],
                    _("quadrant"): [name],
                }
            ),
        )

    return Explorer(
        draw,
        name=_("The service process matrix"),
        question=Question(
            _(
                "A repair shop employs many people: labour costs 400 thousand yuan a year, and its "
                "plant is worth 1,600 thousand. It does what each customer asks for. Where does it "
                "stand?"
            ),
            (
                _("Professional service: many people, much interaction"),
                _("Service shop: little labour for its plant, much interaction"),
                _("Mass service: many people, little interaction"),
                _("Service factory: little labour for its plant, little interaction"),
            ),
            _(
                "Many people are not yet a high labour intensity. It is a ratio, labour cost to "
                "the value of plant and equipment: 0.25 here. Low intensity and much interaction "
                "make a service shop."
            ),
        ),
        scenes={
            _("1 · the same shop, 900 and 300"): {"labour": 900, "plant": 300},
            _("2 · little interaction"): {"interaction": 2},
        },
        settings=settings,
        labour=slider(_("Labour cost (thousand yuan a year)"), 400, 100, 2000, 100),
        plant=slider(_("Plant and equipment (thousand yuan)"), 1600, 100, 4000, 100),
        interaction=slider(_("Interaction and customisation (points)"), 8, 0, 10),
        cut=slider(_("Counts as high from (ratio)"), 1.0, 0.1, 3.0, 0.1),
    )
