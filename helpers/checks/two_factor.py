"""Checks of chapter 06. The truth comes from the models and the reader's own tables."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import two_factor
from helpers.checks._choice import mark_choice, mark_choices
from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._options import HOW_OFTEN, memo_lines
from helpers.checks._settings import mark_settings
from helpers.checks._text import keep_text
from helpers.checks._verdict import Verdict
from helpers.locale import gettext as _
from helpers.locale import mark as N_

_SPEND: dict[str, Any] = {"penalty": (-1.5, 0.0), "reward": (0.0, 1.5), "low": range(0, 61)}
_SPEND |= {"high": range(0, 81), "raised": range(5, 41, 5)}
LEAST_LOW, TIMES = 10, 2  # what exercise 6.1 asks: low ratings in 100, and how much larger


@never_raises("6.1")
def check_hygiene_second(settings: object) -> Verdict:
    """Mark exercise 6.1: settings at which "hygiene first" is wrong, replayed by the model."""
    return mark_settings(
        "6.1",
        settings,
        _raises_first,
        _SPEND,
        praise=_(
            "a low rating hurts at least twice as much as a high one pleases, and yet the money "
            "does more in the middle: more guests can be moved there."
        ),
    )


def _raises_first(chosen: Mapping[str, Any]) -> bool | str:
    low, high = chosen["low"] / 100, min(chosen["high"], 100 - chosen["low"]) / 100
    table = pd.DataFrame(
        {
            "penalty": [chosen["penalty"]],
            "reward": [chosen["reward"]],
            "low": [low],
            "high": [high],
        }
    )
    found = two_factor.spending_yields(table, chosen["raised"] / 100).iloc[0]
    if chosen["low"] < LEAST_LOW:
        return _("fewer than ten guests in a hundred rate it low here; the exercise asks for more.")
    if -chosen["penalty"] < TIMES * chosen["reward"] - 1e-9:
        return _("the penalty is not twice the reward here, so the usual advice does not say much.")
    if found["first"] == "clear":
        return _(
            "here clearing yields more: the usual advice is right. Move more guests elsewhere."
        )
    if found["first"] != "raise":
        return _("neither spending is ahead here.")
    return True


@never_raises("6.2")
def check_clearing(answer: object, board: pd.DataFrame) -> Verdict:
    """Mark exercise 6.2: what clearing the low ratings of responsiveness yields."""
    yields = two_factor.spending_yields(board)
    clear, lift = (yields[name].to_dict() for name in ("clear", "raise"))
    penalty, reward, low = (
        float(board[name].to_dict()["responsiveness"]) for name in ("penalty", "reward", "low")
    )
    truth = clear["responsiveness"]
    return mark_number(
        "6.2",
        answer,
        truth,
        decimals=3,
        unit=_("points"),
        praise=_(
            "not the largest penalty, but nearly one guest in four pays it: more than any other "
            "spending on the board yields."
        ),
        hint=_("the effect of one low rating, times the share of guests who give one."),
        slips={
            -truth: _("right size, wrong sign: clearing a penalty is a gain."),
            lift["responsiveness"]: _("that is raising a fifth of the guests to high."),
            clear["cleanliness"]: _("that is cleanliness."),
            -penalty: _("that is the effect on one guest; few guests pay it."),
            low: _("that is the share of guests; times what?"),
            reward * low: _("clearing a low rating takes off a penalty."),
            (reward - penalty) * low: _(
                "that would lift them from low to high; clearing lifts them to the middle."
            ),
        },
    )


@never_raises("6.3")
def check_asymmetry(answer: object, table: pd.DataFrame) -> Verdict:
    """Mark exercise 6.3: the impact asymmetry of Value in New York."""
    found = two_factor.impact_asymmetry(table)
    value, size, satisfying, dissatisfying = (
        float(found[name].to_dict()["value"])
        for name in ("asymmetry", "size", "satisfying", "dissatisfying")
    )
    return mark_number(
        "6.3",
        answer,
        value,
        decimals=2,
        praise=_("poor value offends far more than good value pleases."),
        hint=_(
            "divide the reward by the size, the penalty without its sign by the size, subtract."
        ),
        slips={
            -value: _("right size, wrong sign: the reward's share comes first."),
            size: _("that is the size, the penalty and the reward together."),
            satisfying: _("that is the reward's share alone; subtract the other."),
            dissatisfying: _("that is the penalty's share alone."),
            (satisfying - dissatisfying) * size: _(
                "that is the difference in points; divide it by the size."
            ),
        },
    )


@never_raises("6.4")
def check_larger_matters(answer: object, proof: object, table: pd.DataFrame) -> Verdict:
    """Mark exercise 6.4: does a larger asymmetry matter more, with a setting as proof."""
    word = mark_choice(
        "6.4",
        answer,
        "sometimes",
        HOW_OFTEN,
        slips={
            "always": _("look for an attribute far from zero whose whole size is small."),
            "never": _("it can: compare Rooms with Service, and mind what a high rating brings."),
        },
    )
    if not word.right:
        return word
    return mark_settings(
        "6.4",
        proof,
        lambda chosen: _outweighed(chosen, table),
        {"cut_off": (0.0, 0.6), "least": (0.0, 1.0)},
        praise=_(
            "one setting is enough against “always”: there the attribute furthest from zero moves "
            "so little that it counts as neutral, and others do not."
        ),
    )


def _outweighed(chosen: Mapping[str, Any], table: pd.DataFrame) -> bool | str:
    found = two_factor.impact_asymmetry(table, chosen["cut_off"], chosen["least"])
    strength = found["asymmetry"].abs().fillna(0.0)
    neutral = found["kind"] == "neutral"
    if not neutral.any():
        return _("no attribute is neutral with these settings; size does not count yet.")
    if neutral.all():
        return _("every attribute is neutral with these settings; nothing is left to compare with.")
    if strength[neutral].max() <= strength[~neutral].max():
        return _("the neutral attributes are not those furthest from zero here: no proof.")
    return True


@never_raises("6.5")
def check_evidence(answer: object) -> Verdict:
    """Mark exercise 6.5: the next evidence that tells a bias from a difference."""
    return mark_choice(
        "6.5",
        answer,
        "B",
        {letter: (letter,) for letter in "ABCD"},
        praise=_(
            "the clerk credits the clerk and the guest credits the guest. Where the two accounts "
            "of one incident part, it is the teller and not the incident."
        ),
        slips={
            "A": _("more stories of the same tellers give the same picture, only sharper."),
            "C": _("a second reader finds slips in the sorting; the telling stays as it was."),
            "D": _("that shows how pleased they are, and not who did what."),
        },
    )


@never_raises("6.6")
def check_reported_hygiene(answer: object) -> Verdict:
    """Mark exercise 6.6: which of Johnston's determinants are reported as hygiene only."""
    determinants = two_factor.DETERMINANTS
    options = {name: (name, one.chinese) for name, one in determinants.items() if one.reported}
    truth = [name for name, one in determinants.items() if one.reported == "hygiene"]
    return mark_choices(
        "6.6",
        answer,
        truth,
        options,
        praise=_(
            "so it is reported of UK bank customers. Whether Hotel A's guests are alike is a "
            "question for a table of their own stories."
        ),
        slips={
            "friendliness": _("friendliness is reported among what delights."),
            "responsiveness": _("responsiveness is reported on both sides, not as hygiene alone."),
        },
    )


@never_raises("6.7")
def check_friendliness(answer: object) -> Verdict:
    """Mark exercise 6.7: what 友谊 in the course text should say."""
    return mark_choice(
        "6.7",
        answer,
        "友善",
        {
            "友善": ("友善", "友好", N_("friendliness")),
            "友谊": ("友谊", N_("friendship")),
            "礼貌": ("礼貌", N_("courtesy")),
            "移情性": ("移情性", N_("empathy")),
        },
        praise=_(
            "friendliness: a manner that a waiter can have with every guest. Friendship takes two "
            "who chose each other, and no hotel can put it into a standard."
        ),
        slips={
            "友谊": _("that is what the text says; would you train a waiter in it?"),
            "礼貌": _("courtesy stands in the list already, as number 8."),
            "移情性": _("empathy is one of the five dimensions of chapter 4, not of these twelve."),
        },
    )


@never_raises("6.8")
def check_memo(answer: object) -> Verdict:
    """Mark exercise 6.8: the first wrong line of the memo."""
    stands = _("that line stands: the board above bears it out.")
    return mark_choice(
        "6.8",
        answer,
        "3",
        memo_lines(5),
        praise=_("a penalty is per guest; what money buys is the penalty times those who pay it."),
        slips={
            "1": stands,
            "2": stands,
            "4": _("that line rests on the one before; an earlier one is wrong already."),
            "5": _("that line does not follow either, but an earlier one is wrong already."),
        },
    )


@never_raises("6.9")
def check_advice(answer: object) -> Verdict:
    """Keep exercise 6.9: three sentences to the General Manager."""
    return keep_text(
        "6.9",
        answer,
        at_least=30,
        praise=_(
            "Does it say what the money moves, how many guests that is, how sure the number is, "
            "and what you would ask before the next 100,000 yuan?"
        ),
    )
