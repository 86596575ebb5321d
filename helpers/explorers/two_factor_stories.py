"""The explorer of chapter 06 that makes two factors out of one: who tells the story."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import two_factor
from helpers.charts.style import shown, signed
from helpers.charts.two_factor import told_incidents
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import slider
from helpers.locale import gettext as _
from helpers.two_factor.attribution import OWN, SURROUNDINGS


def explore_stories(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader collect incidents from tellers who credit themselves and blame the rest.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    order = [*OWN, *SURROUNDINGS]

    def draw(bias: int, difference: float, incidents: int, sample: int) -> View:
        rng = np.random.default_rng([6, sample])
        told = two_factor.simulate_reports(incidents, bias / 100, difference, rng=rng)
        index = two_factor.incident_index(told).reindex(order).dropna(subset=["index"])
        truth = pd.Series([difference] * 3 + [-difference] * 3, order)
        title = _("{incidents} stories, and what they were made of").format(incidents=incidents)
        return View(
            told_incidents(index, title, truth),
            _finding(told, bias / 100, difference),
            _table(index, truth),
        )

    return Explorer(
        draw,
        name=_("One factor, two stories"),
        question=Question(
            _(
                "In truth one's own doing and the surroundings stand behind good and bad incidents "
                "alike. Half the tellers credit themselves with what went well and blame the "
                "surroundings for what did not. What will the stories show?"
            ),
            (
                _("Nothing: the two mistakes cancel out"),
                _("Two factors: own doing at +0.5, surroundings at −0.5"),
                _("A small difference, lost in chance"),
            ),
            _(
                "Two factors, neatly apart, out of none. The mistakes do not cancel: both push own "
                "doing into the good stories and the surroundings into the bad ones. The index "
                "comes out as large as the share of such tellers. Turn it to 0 and the pattern is "
                "gone; then give the truth a difference and try to tell the two cases apart."
            ),
        ),
        scenes={
            _("1 · everybody tells what was"): {"bias": 0},
            _("2 · a true difference, honestly told"): {"bias": 0, "difference": 0.5},
        },
        settings=settings,
        bias=slider(_("Tellers who credit themselves and blame the rest (%)"), 50, 0, 100, 10),
        difference=slider(_("True difference (index)"), 0.0, -0.5, 0.5, 0.1),
        incidents=slider(_("Stories (incidents)"), 600, 100, 2000, 100),
        sample=slider(_("Sample (other stories)"), 1, 1, 20),
    )


def _finding(told: pd.DataFrame, bias: float, difference: float) -> str:
    groups = told.assign(group=np.where(told["factor"].isin(OWN), "own", "rest"))
    index = two_factor.incident_index(groups, factor="group")["index"]
    return _(
        "As told, own doing stands at {own} and the surroundings at {rest}; in truth at {true} and "
        "{other}. Without chance the stories would show {expected}."
    ).format(
        own=signed(index.get("own", -1.0)),
        rest=signed(index.get("rest", -1.0)),
        true=signed(difference),
        other=signed(-difference),
        expected=signed(two_factor.reported_index(bias, difference)),
    )


def _table(index: pd.DataFrame, truth: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("factor"): [shown(name) for name in index.index],
            _("good stories"): [str(n) for n in index["satisfying"]],
            _("bad stories"): [str(n) for n in index["dissatisfying"]],
            _("index as told"): [signed(value) for value in index["index"]],
            _("index in truth"): [signed(truth[name]) for name in index.index],
        }
    )
