"""Checks of chapter 03. The truth comes from the models and the reader's own tables."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import gronroos
from helpers.checks._choice import mark_choice, mark_choices
from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._options import HOW_OFTEN, memo_lines
from helpers.checks._settings import Control, mark_settings
from helpers.checks._text import keep_text
from helpers.checks._verdict import Verdict
from helpers.gronroos import Mind
from helpers.locale import gettext as _
from helpers.locale import mark as N_

_STATEMENTS = {letter: (letter,) for letter in "abcdefgh"}
_MARKET: dict[str, Control] = {"technical": (0.1, 1.5), "functional": (0.1, 1.5)}
_MARKET |= {"weight": (0.1, 1.9), "noise": (0.1, 2.0), "rho": (-0.8, 0.8), "sample": range(1, 21)}
_PROMISE: dict[str, Control] = {"promise": (0, 1), "quality": (0, 1), "base": (0, 1)}
_PROMISE |= {"disappointment": (0, 3), "told": (0, 1), "rounds": range(1, 13)}
LEAST_WEIGHT, LEAST_LEAD = 1.5, 0.2
LEAST_GAIN, LEAST_TOLD, LEAST_ROUNDS = 0.01, 0.3, 6
_SLACK = 1e-9


@never_raises("3.1")
def check_functional(answer: object) -> Verdict:
    """Mark exercise 3.1: the statements that are about how, not what."""
    outcome = _("{letter} is something that is received and stays: what, not how.")
    return mark_choices(
        "3.1",
        answer,
        {"b", "d", "h"},
        _STATEMENTS,
        praise=_("all three could be said of a service whose outcome was bad."),
        hint=_("ask of each: is it what was received, or the way there?"),
        slips={
            "e": _(
                "e is a use that the customer has of the outcome. Functional does not mean "
                "useful, though the course text reads it so."
            ),
            "a": outcome.format(letter="a"),
            "c": outcome.format(letter="c"),
            "f": _("f is what one thinks of the firm before anything has happened: its image."),
            "g": _("g has not happened yet: it sets what is expected."),
        },
    )


@never_raises("3.2")
def check_compensation(answer: object, technical: float, functional: float) -> Verdict:
    """Mark exercise 3.2: the functional quality that makes up for a point of the technical."""
    points = gronroos.compensation(Mind(technical, functional))
    return mark_number(
        "3.2",
        answer,
        points,
        decimals=2,
        unit=_("scale points"),
        praise=_(
            "from 5 that is more than a scale to 7 has room for: where the outcome weighs most, "
            "no manner makes up for it."
        ),
        hint=_("what one point of the outcome takes away, the manner has to give back."),
        slips={
            1 / points: _(
                "turned over: that many points of the outcome make up for one of manner."
            ),
            technical: _("that is what is lost; how many points of manner give it back?"),
            functional: _("that is what one point of manner gives; how many are needed?"),
            technical - functional: _("weights are not subtracted here: one is divided."),
            5 + points: _("that is the level; the exercise asks how far it lies above the 5."),
            2.0: _("that is how much the scale has left above the 5; how much is needed?"),
            0.4 / 0.6: _("those are the weights of the hotel guest; this client weighs otherwise."),
            1.0: _("a point for a point would do only if both weighed the same."),
        },
    )


@never_raises("3.3")
def check_market(settings: object) -> Verdict:
    """Mark exercise 3.3: a market where what weighs more correlates less."""
    return mark_settings(
        "3.3",
        settings,
        _misleads,
        _MARKET,
        praise=_(
            "in this market the consultant would call friendliness important, and every guest "
            "cares more for the room."
        ),
    )


def _misleads(chosen: Mapping[str, Any]) -> bool | str:
    if abs(chosen["rho"]) > _SLACK:
        return _("leave the correlation between the two at 0; it can be done without.")
    if chosen["weight"] < LEAST_WEIGHT - _SLACK:
        return _("technical quality weighs less than 1.5 of 2.0 here.")
    weights = {"technical": chosen["weight"], "functional": 2 - chosen["weight"]}
    spreads = {name: chosen[name] for name in weights}
    found = gronroos.market_correlations(weights, spreads, chosen["noise"])
    lead = found["functional"] - found["technical"]
    if lead <= 0:
        return _("over all such hotels technical quality still correlates as much, or more.")
    if lead < LEAST_LEAD - _SLACK:
        return _("functional quality correlates more, but by less than 0.20 over all such hotels.")
    return True


@never_raises("3.4")
def check_promise(answer: object, proof: object) -> Verdict:
    """Mark exercise 3.4: does a low promise pay, with a setting as proof."""
    word = mark_choice(
        "3.4",
        answer,
        "sometimes",
        HOW_OFTEN,
        slips={
            "always": _("the settings that the explorer opens with speak against it."),
            "never": _("call up scene 1, guests who do not forgive."),
        },
    )
    if not word.right:
        return word
    return mark_settings(
        "3.4",
        proof,
        _pays_to_promise_less,
        _PROMISE,
        praise=_(
            "there it pays, and what makes it pay is guests who answer strongly to a surprise, "
            "or few who would come back without one."
        ),
    )


def _pays_to_promise_less(chosen: Mapping[str, Any]) -> bool | str:
    if chosen["promise"] >= chosen["quality"] - _SLACK:
        return _("this promise is not below what is delivered.")
    if chosen["told"] < LEAST_TOLD - _SLACK or chosen["rounds"] < LEAST_ROUNDS:
        return _("let people talk: told 0.3 at least, and 6 rounds at least.")
    gain = advantage(chosen)
    if gain <= 0:
        return _("with these settings the honest promise brings as much, or more.")
    if gain < LEAST_GAIN - _SLACK:
        return _("it brings more, but by less than one in a hundred.")
    return True


def advantage(chosen: Mapping[str, Any]) -> float:
    """Return what a promise brings beyond the honest one, as a share of those who read.

    Parameters
    ----------
    chosen : mapping
        Settings of the explorer of promises.
    """
    rest = {name: value for name, value in chosen.items() if name != "promise"}
    worth, honest = (
        gronroos.promise_value(promise, **rest)["value"].mean()
        for promise in (chosen["promise"], chosen["quality"])
    )
    return float(worth - honest)


@never_raises("3.5")
def check_advantage(answer: object) -> Verdict:
    """Mark exercise 3.5: what becomes of a low promise's advantage as people talk."""
    told = [
        advantage(
            {
                **{"promise": 0.55, "quality": 0.8, "base": 0.5, "disappointment": 2.0},
                **{"rounds": 8, "told": share},
            }
        )
        for share in (0.0, 1.0)
    ]
    right = "shrink" if told[1] < told[0] else "grow"
    return mark_choice(
        "3.5",
        answer,
        right,
        (N_("grow"), N_("shrink"), N_("stay")),
        praise=_("who is known to under-promise is read as promising more: nobody is surprised."),
        slips={
            "grow": _(
                "it sounds well that people tell of good surprises; but who has heard of one "
                "expects it."
            ),
            "stay": _("turn “Told to the next round” with eight rounds, and compare."),
        },
    )


@never_raises("3.6")
def check_standard(answer: object, staff: float, guests: float) -> Verdict:
    """Mark exercise 3.6: how much to lay down so that perceived quality differs least."""
    percent = 5 * round(20 * gronroos.steadiest_standard(staff, guests))
    return mark_number(
        "3.6",
        answer,
        percent,
        unit=_("percent"),
        praise=_("the more employees differ beside the guests, the more is worth laying down."),
        hint=_("set both spreads, then turn “Laid down” until the standard deviation is smallest."),
        slips={
            100: _("then clerks are alike, and nobody meets what guests bring along."),
            0: _("then employees differ most of all."),
            100 * gronroos.steadiest_standard(1, 1): _(
                "that is right for the spreads that the explorer opens with; set these two first."
            ),
        },
    )


@never_raises("3.7")
def check_adequacy(answer: object, tolerance: pd.DataFrame) -> Verdict:
    """Mark exercise 3.7: service adequacy of reliability among business guests."""
    scores = gronroos.tolerance_scores(tolerance, by=["segment", "dimension"])
    everybody = gronroos.tolerance_scores(tolerance)["adequacy"]
    adequacy, business = scores["adequacy"], ("business", "reliability")
    return mark_number(
        "3.7",
        answer,
        adequacy[business],
        decimals=2,
        unit=_("scale points"),
        praise=_("below zero: for these guests it is less than would just do."),
        hint=_("score the answers by segment and dimension, and read one cell."),
        slips={
            -adequacy[business]: _("right size, wrong sign: perceived comes first."),
            scores["superiority"][business]: _(
                "that is perceived less desired; adequacy takes the least that would do."
            ),
            everybody["reliability"]: _("that is all guests; look at business alone."),
            adequacy["leisure", "reliability"]: _("that is leisure guests."),
            scores["perceived"][business]: _(
                "that is how reliable they perceive the hotel to be; subtract the adequate level."
            ),
        },
    )


@never_raises("3.8")
def check_next_step(answer: object) -> Verdict:
    """Mark exercise 3.8: what a chart advises about one slow check-in."""
    return mark_choice(
        "3.8",
        answer,
        "c",
        {letter: (letter,) for letter in "abcd"},
        praise=_(
            "the guest deserves an answer; the chart gives no reason to look for the cause in this "
            "clerk."
        ),
        slips={
            "a": _(
                "17 lies within the limits: this service does that now and then, whoever serves."
            ),
            "b": _("a wish is not a limit: the service would breach it often and learn nothing."),
            "d": _("limits that follow each value never signal anything."),
        },
    )


@never_raises("3.9")
def check_memo(answer: object) -> Verdict:
    """Mark exercise 3.9: the first wrong line of the consultant's memo."""
    stands = _("that line reports what was measured; it stands.")
    later = _("that line does not follow either, but an earlier one is wrong already.")
    return mark_choice(
        "3.9",
        answer,
        "3",
        memo_lines(5),
        praise=_("from what hotels differ in, the line concludes what guests care for."),
        slips={"1": stands, "2": stands, "4": later, "5": later},
    )


@never_raises("3.10")
def check_advice(answer: object) -> Verdict:
    """Keep exercise 3.10: three sentences to the General Manager."""
    return keep_text(
        "3.10",
        answer,
        at_least=30,
        praise=_(
            "Does it say what hotels differ in, what a point of room is worth, and how he could "
            "find out by changing some rooms and not others?"
        ),
    )
