"""The core explorers of chapter 03: the market, the receptionist and the promise."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import gronroos
from helpers.charts.gronroos import needed_line, promise_curve, two_scatters
from helpers.charts.style import shown, signed
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import slider
from helpers.gronroos import Image, Mind
from helpers.locale import gettext as _
from helpers.locale import one_text

HOTELS, SEED = 60, 164  # a seed whose sample lies near the market's own correlations
CAP, STRENGTH, TOP = 3.5, 0.2, 7.0


def explore_importance(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader move hotels together and apart, and watch two correlations.

    The 60 hotels are made up. They stay the same hotels on every setting: the same standard
    draws, stretched; "Other hotels" draws others.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    kept = {
        sample: gronroos.standard_draws(HOTELS, 2, np.random.default_rng([3, SEED + sample - 1]))
        for sample in range(1, 21)
    }

    def draw(
        technical: float, functional: float, weight: float, noise: float, rho: float, sample: int
    ) -> View:
        weights = {"technical": weight, "functional": round(2 - weight, 6)}
        spreads = {"technical": technical, "functional": functional}
        firms = gronroos.simulate_market(weights, spreads, noise, kept[sample], rho)
        found = pd.DataFrame(
            {
                "weight": weights,
                "spread": spreads,
                "sample": gronroos.sample_correlations(firms),
                "market": gronroos.market_correlations(weights, spreads, noise, rho),
                "slope": gronroos.fitted_weights(firms),
            }
        )
        title = _("60 hotels: correlation with perceived quality")
        return View(two_scatters(firms, found, title), _higher(found), _market_table(found))

    return Explorer(
        draw,
        name=_("Is functional quality more important?"),
        question=Question(
            _(
                "In guests' minds rooms (technical) and friendliness (functional) weigh "
                "the same, and always will. Then the rooms become alike everywhere. Whose "
                "correlation with perceived quality rises?"
            ),
            (
                _("That of the rooms"),
                _("That of friendliness"),
                _("Both"),
                _("Neither: the weights have not changed"),
            ),
            _(
                "D is the usual answer, and it is true of the minds. The correlation of "
                "friendliness rises all the same, and that of the rooms falls: where rooms are "
                "alike, rooms cannot explain why one hotel is perceived as better than another. "
                "Call up scene 1 and look."
            ),
        ),
        scenes={
            _("1 · rooms become alike"): {"technical": 0.3},
            _("2 · friendliness becomes alike"): {"functional": 0.3},
            _("3 · rooms weigh more, and are alike"): {"technical": 0.3, "weight": 1.3},
        },
        settings=settings,
        technical=slider(_("Spread of technical quality (points)"), 1.0, 0.1, 1.5, 0.1),
        functional=slider(_("Spread of functional quality (points)"), 1.0, 0.1, 1.5, 0.1),
        weight=slider(_("True weight of technical quality (of 2.0)"), 1.0, 0.1, 1.9, 0.1),
        noise=slider(_("Noise: everything else (points)"), 1.0, 0.1, 2.0, 0.1),
        rho=slider(_("Correlation between the two (−1 to 1)"), 0.0, -0.8, 0.8, 0.1),
        sample=slider(_("Other hotels (sample)"), 1, 1, 20),
    )


def _higher(found: pd.DataFrame) -> str:
    market = found["market"]
    numbers = {
        "technical": signed(market["technical"]).lstrip("+"),
        "functional": signed(market["functional"]).lstrip("+"),
        "weight": f"{found['weight']['technical']:.1f}",
        "other": f"{found['weight']['functional']:.1f}",
    }
    if abs(market["technical"] - market["functional"]) < 0.005:
        said = _(
            "Over all such hotels the two correlate alike with perceived quality, "
            "{technical} and {functional}; in guests' minds they weigh {weight} and {other}."
        )
    elif market["technical"] > market["functional"]:
        said = _(
            "Over all such hotels technical quality correlates more, {technical} against "
            "{functional}; in guests' minds technical weighs {weight} and functional {other}."
        )
    else:
        said = _(
            "Over all such hotels functional quality correlates more, {functional} against "
            "{technical}; in guests' minds technical weighs {weight} and functional {other}."
        )
    return said.format(**numbers)


def _market_table(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("quality"): [shown(name) for name in found.index],
            _("weight in the mind"): [f"{weight:.1f}" for weight in found["weight"]],
            _("spread among hotels"): [f"{spread:.1f}" for spread in found["spread"]],
            _("correlation, these 60"): [signed(r) for r in found["sample"]],
            _("correlation, all"): [signed(r) for r in found["market"]],
            _("slope, these 60"): [signed(slope) for slope in found["slope"]],
        }
    )


def explore_compensation(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader see how far a receptionist makes up for a room, and where that ends.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """

    def draw(
        room: float, receptionist: float, weight: float, threshold: float, image: float
    ) -> View:
        mind = Mind(weight, round(1 - weight, 6), threshold, CAP)
        seen = Image(image, STRENGTH)
        expected = 5.0
        rooms = np.round(np.arange(1, TOP + 0.005, 0.01), 2)
        line = pd.Series(gronroos.functional_needed(rooms, expected, mind, seen, TOP), rooms)
        perceived = float(gronroos.perceived_quality(room, receptionist, expected, mind, seen))
        needed = float(gronroos.functional_needed(room, expected, mind, seen, TOP))
        figure = needed_line(
            line,
            (room, receptionist),
            perceived >= -1e-9,
            threshold,
            _("Guests expect 5.0 of both: which stays come up to it?"),
        )
        return View(
            figure,
            _made_up(room, perceived, needed, threshold),
            _compensation_table(mind, seen, expected, room, receptionist),
        )

    return Explorer(
        draw,
        name=_("How far does the receptionist make up for the room?"),
        question=Question(
            _(
                "Guests expect 5 of the room and 5 of the receptionist, and friendliness weighs "
                "more: 0.6 against 0.4. Down to which room can the best receptionist, a 7, make "
                "up for it?"
            ),
            (
                _("Down to the worst room, a 1"),
                _("Down to a room of 2, as the weights say"),
                _("Down to a room of 3"),
                _("Not at all: nothing makes up for a room"),
            ),
            _(
                "The weights alone would let him go down to 2. But below 3 these guests find the "
                "room unacceptable, and then no friendliness helps: the line breaks off. "
                "“To a certain degree” (一定程度上) is part of the course text's sentence."
            ),
        ),
        scenes={
            _("1 · a room one point short"): {"room": 4.0},
            _("2 · the receptionist answers"): {"room": 4.0, "receptionist": 5.7},
            _("3 · a flooded room"): {"room": 2.5, "receptionist": 7.0},
            _("4 · the same, and no threshold"): {
                "room": 2.5,
                "receptionist": 7.0,
                "threshold": 1.0,
            },
            _("5 · scene 2 in a hotel with a bad name"): {
                "room": 4.0,
                "receptionist": 5.7,
                "image": 2.0,
            },
        },
        settings=settings,
        room=slider(_("The room: technical (1 to 7)"), 5.0, 1.0, 7.0, 0.1),
        receptionist=slider(_("Receptionist: functional (1 to 7)"), 5.0, 1.0, 7.0, 0.1),
        weight=slider(_("Weight of the room (of 1.0)"), 0.4, 0.1, 0.9, 0.1),
        threshold=slider(_("Room unacceptable below (1 to 7)"), 3.0, 1.0, 5.0, 0.1),
        image=slider(_("Image of the hotel (1 to 7)"), 4.0, 1.0, 7.0, 0.5),
    )


def _made_up(room: float, perceived: float, needed: float, threshold: float) -> str:
    said = _("Perceived quality is {perceived} points.").format(perceived=signed(perceived))
    if room < threshold:
        why = _("The room is unacceptable, and no receptionist makes up for it.")
    elif np.isnan(needed):
        why = _("No receptionist makes up for this room: more than a 7 would be needed.")
    elif needed < 1:
        why = _("With this room any receptionist will do.")
    else:
        why = _("With this room it takes a receptionist of {needed:.2f}.").format(needed=needed)
    return one_text(said, why)


def _compensation_table(
    mind: Mind, image: Image, expected: float, room: float, receptionist: float
) -> pd.DataFrame:
    rooms = np.array([expected, expected - 1, expected - 2, expected - 3, room])
    needed = gronroos.functional_needed(rooms, expected, mind, image, TOP)
    perceived = gronroos.perceived_quality(rooms, receptionist, expected, mind, image)
    return pd.DataFrame(
        {
            _("room"): [f"{level:.1f}" for level in rooms],
            _("receptionist needed"): [
                _("none will do") if np.isnan(level) else f"{max(level, 1):.2f}" for level in needed
            ],
            _("perceived quality with this receptionist"): [signed(level) for level in perceived],
        }
    )


def explore_promise(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader promise more or less than is delivered, once and over many rounds.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """

    def draw(
        promise: float,
        quality: float,
        base: float,
        disappointment: float,
        told: float,
        rounds: int,
    ) -> View:
        mind = (quality, base, disappointment, told, rounds)
        best = gronroos.best_promise(*mind)
        chosen, at_best = (gronroos.promise_value(p, *mind) for p in (promise, best))
        curves = gronroos.shares_curve(*mind).iloc[::10]
        title = _("What a promise brings, mean of {rounds} rounds").format(rounds=rounds)
        if rounds == 1 or told == 0:
            title = _("What a promise brings where nobody has heard of the hotel")
        worth, most = chosen["value"].mean(), at_best["value"].mean()
        figure = promise_curve(
            curves["value"], curves, (promise, worth), (best, most), quality, title
        )
        return View(
            figure, _worth(promise, best, quality, worth, most), _promise_table(chosen, at_best)
        )

    return Explorer(
        draw,
        name=_("The promise"),
        question=Question(
            _(
                "A hotel delivers 0.80 of the best there could be. A promise p brings a share p "
                "of those who read it to try. Half of the guests come back if all is as expected; "
                "each 0.10 of bad surprise costs 5 of 100. Which promise brings the most guests "
                "who try and come back?"
            ),
            (
                _("As little as possible: then every guest is surprised"),
                _("0.70, a little less than it delivers"),
                _("0.80, exactly what it delivers"),
                _("0.90, more than it delivers"),
            ),
            _(
                "0.90. B is the usual answer: under-promise and over-deliver. It is right for the "
                "mark that each guest gives, and forgets the guests who never came. With guests "
                "who answer more strongly to a surprise (scene 1) B's direction is right."
            ),
        ),
        scenes={
            _("1 · guests who do not forgive"): {"disappointment": 2.0},
            _("2 · the word goes round"): {"told": 0.5},
        },
        settings=settings,
        promise=slider(_("Promise (0 to 1)"), 0.7, 0.0, 1.0, 0.05),
        quality=slider(_("Quality delivered (0 to 1)"), 0.8, 0.0, 1.0, 0.05),
        base=slider(_("Come back if as expected (share)"), 0.5, 0.0, 1.0, 0.05),
        disappointment=slider(_("Answer to a surprise (share per 1.0)"), 0.5, 0.0, 3.0, 0.1),
        told=slider(_("Told to the next round (share)"), 0.0, 0.0, 1.0, 0.1),
        rounds=slider(_("Rounds (number)"), 8, 1, 12),
    )


def _worth(promise: float, best: float, quality: float, worth: float, most: float) -> str:
    if abs(most - worth) < 0.0005:
        return _(
            "A promise of {promise:.2f} brings {worth:.1%} who try and come back; no other "
            "promise brings more."
        ).format(promise=promise, worth=worth)
    numbers = {"promise": promise, "best": best, "worth": worth, "most": most, "quality": quality}
    if best > quality + 0.0005:
        said = _(
            "A promise of {promise:.2f} brings {worth:.1%} who try and come back; the best, "
            "{best:.2f}, is more than the {quality:.2f} delivered and brings {most:.1%}."
        )
    elif best < quality - 0.0005:
        said = _(
            "A promise of {promise:.2f} brings {worth:.1%} who try and come back; the best, "
            "{best:.2f}, is less than the {quality:.2f} delivered and brings {most:.1%}."
        )
    else:
        said = _(
            "A promise of {promise:.2f} brings {worth:.1%} who try and come back; the best is "
            "what is delivered, {best:.2f}, and brings {most:.1%}."
        )
    return said.format(**numbers)


def _promise_table(chosen: pd.DataFrame, at_best: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("round"): [str(number) for number in chosen.index],
            _("expected"): [f"{share:.2f}" for share in chosen["expected"]],
            _("perceived quality"): [signed(share) for share in chosen["surprise"]],
            _("try"): [f"{share:.0%}" for share in chosen["try"]],
            _("come back, of those who tried"): [f"{share:.0%}" for share in chosen["back"]],
            _("try and come back"): [f"{share:.1%}" for share in chosen["value"]],
            _("the same, with the best promise"): [f"{share:.1%}" for share in at_best["value"]],
        }
    )
