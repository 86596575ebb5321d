"""Marking one number: what it is, and if it is wrong, which mistake it shows."""

import math
from collections.abc import Mapping
from typing import NoReturn

import numpy as np
import pandas as pd

from helpers.checks._guard import Refusal, marker
from helpers.checks._plain import (
    elements_of,
    holds_a_number,
    plain,
    quoted,
    refuse_blank,
    refuse_kind,
)
from helpers.checks._tolerance import Rule
from helpers.checks._verdict import Verdict, not_yet, praised
from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.locale import ngettext, one_text

_LARGEST = 1e300
_UNITS = {
    "%": N_("percent"),
    "percent": N_("percent"),
    "share": N_("as a share between 0 and 1"),
}


@marker
def mark_number(
    exercise: str,
    answer: object,
    truth: float,
    *,
    tolerance: float | None = None,
    decimals: int | None = None,
    unit: str | None = None,
    praise: str | None = None,
    hint: str | None = None,
    slips: Mapping[float, str] | None = None,
) -> Verdict:
    """Mark a number; never raises, never shows the answer.

    Parameters
    ----------
    exercise : str
        Its number, chapter.count.
    answer : object
        Whatever the reader put in place of the dots.
    truth : float
        As the model computes it from the same data; an int asks for a whole number.
    tolerance : float, optional
        Distance allowed, in the unit of the answer.
    decimals : int, optional
        Decimals that the task asks for. `helpers.checks._tolerance` has the rule.
    unit : str, optional
        In words, translated. "percent" (or "%") and "share" are known and translated
        here; with them an answer in the other one is recognised.
    praise, hint : str, optional
        What a right answer means; where to look when the mistake is not a known one.
    slips : mapping of float to str, optional
        What a known mistake gives, and the sentence that names it. They go before the
        general mistakes; a missing or infinite value is passed over.

    Returns
    -------
    Verdict
    """
    refuse_blank(answer)
    number = read_number(answer, unit)
    aim = _finite(truth)
    rule = Rule.of(plain(truth), tolerance, decimals)
    if rule.accepts(number, aim):
        return _right(exercise, number, rule, praise)
    slip = _nearest_slip(number, rule, slips or {})
    if slip:
        return Verdict(exercise, "wrong", slip, slip)
    found = diagnose(number, aim, rule, unit)
    if found:
        name, sentence = found
        return Verdict(exercise, "wrong", sentence, name)
    return not_yet(exercise, hint)


def read_number(answer: object, unit: str | None = None) -> float:
    """Return the number in an answer, or refuse it with the sentence that says why."""
    found = plain(_only_element(answer))
    if isinstance(found, bool) or not isinstance(found, int | float):
        _refuse_other_kinds(answer, found, unit)
    if isinstance(found, int):
        return float(max(-_LARGEST, min(_LARGEST, found)))
    if math.isnan(found):
        raise Refusal(
            _("that is a missing value (NaN): something on the way was missing or 0 divided by 0.")
        )
    if math.isinf(found):
        raise Refusal(_("that is infinite: something on the way was divided by 0."))
    return found


def diagnose(number: float, truth: float, rule: Rule, unit: str | None) -> tuple[str, str] | None:
    """Return the name of a general mistake and its sentence, None if it is no known one."""
    return (
        _sign(number, truth, rule)
        or _scale(number, truth, rule, unit)
        or _rounding(number, truth, rule)
    )


def _right(exercise: str, number: float, rule: Rule, praise: str | None) -> Verdict:
    if rule.told and not rule.rounded(number):
        return praised(exercise, praise, asked_decimals(rule), "unrounded")
    return praised(exercise, praise)


def asked_decimals(rule: Rule) -> str:
    """Return the remark on an answer that is not rounded as the task asks."""
    decimals = rule.decimals or 0
    if decimals <= 0:
        return _("(The exercise asks for it rounded.)")
    return ngettext(
        "(The exercise asks for it rounded to {n} decimal.)",
        "(The exercise asks for it rounded to {n} decimals.)",
        decimals,
    ).format(n=decimals)


def _only_element(answer: object) -> object:
    """Return the element of a Series, Index or array that holds just one."""
    single = any(type(answer) is kind for kind in (pd.Series, pd.Index, np.ndarray))
    if not single or answer.size != 1:  # type: ignore[attr-defined]
        return answer
    return (elements_of(answer) or [answer])[0]


def _finite(truth: object) -> float:
    found = plain(_only_element(truth))
    if isinstance(found, int | float) and math.isfinite(found):
        return float(found)
    raise Refusal(
        _("this exercise has no answer in the table it was given: too much is missing there.")
    )


def _refuse_other_kinds(answer: object, found: object, unit: str | None) -> NoReturn:
    if isinstance(found, str) and holds_a_number(found):
        sentence = _(
            "{quote} is text; write the number without quotation marks, with a point for"
            " decimals and the minus sign of the keyboard."
        )
        raise Refusal(sentence.format(quote=quoted(found)))
    if _decimal_comma(answer):
        raise Refusal(_("a comma makes two numbers of one: write the decimals after a point."))
    bracketed = any(type(answer) is kind for kind in (list, tuple, set))
    if bracketed and len(answer) == 1:  # type: ignore[arg-type]
        refuse_kind(answer, _("take the number out of its brackets."))
    if not unit:
        refuse_kind(answer, _("one number is asked for."))
    asked = _("one number is asked for ({unit}).")
    refuse_kind(answer, asked.format(unit=_(_UNITS.get(unit, unit))))


def _decimal_comma(answer: object) -> bool:
    return (
        type(answer) is tuple
        and len(answer) == 2
        and all(isinstance(plain(part), int) for part in answer)
    )


def _nearest_slip(number: float, rule: Rule, slips: Mapping[float, str]) -> str | None:
    near = [
        (abs(number - value), sentence)
        for value, sentence in slips.items()
        if math.isfinite(value) and rule.accepts(number, float(value))
    ]
    return min(near)[1] if near else None


def _sign(number: float, truth: float, rule: Rule) -> tuple[str, str] | None:
    if number and rule.accepts(-number, truth):
        return "sign", _("the size is right, the sign is not: what is subtracted from what?")
    return None


def _scale(number: float, truth: float, rule: Rule, unit: str | None) -> tuple[str, str] | None:
    for factor in (100, 1000):
        for large, back in ((True, number / factor), (False, number * factor)):
            if _same_digits(abs(back), abs(truth), rule):
                slip, sentence = _scale_sentence(factor, large, unit)
                if back * truth < 0:
                    sentence = one_text(sentence, _("The sign is wrong as well."))
                return slip, sentence
    return None


def _same_digits(number: float, truth: float, rule: Rule) -> bool:
    """Compare sizes within 1%, or as the rule does where that is no more than 10%."""
    away = abs(number - truth)
    return number > 0 and (
        away <= 0.01 * truth or (away <= 0.1 * truth and rule.accepts(number, truth))
    )


def _scale_sentence(factor: int, large: bool, unit: str | None) -> tuple[str, str]:
    if factor == 100 and large and unit == "share":
        return "percent", _("that is in percent; the exercise asks for a share between 0 and 1.")
    if factor == 100 and not large and unit in ("%", "percent"):
        return "share", _("that is a share; the exercise asks for percent.")
    sentence = (
        _("that is {factor} times too large.") if large else _("that is {factor} times too small.")
    )
    return f"factor {factor}", one_text(sentence.format(factor=factor), _unit_reminder(unit))


def _unit_reminder(unit: str | None) -> str:
    if not unit:
        return _("In which unit is it asked for: a share or percent, units or thousands?")
    return _("The unit asked for: {unit}.").format(unit=_(_UNITS.get(unit, unit)))


def _rounding(number: float, truth: float, rule: Rule) -> tuple[str, str] | None:
    if rule.counts(truth) and not rule.rounded(number):
        return "rounding", _("a whole number is asked for.")
    if rule.too_coarse(number, truth):
        return "too coarse", _("right as far as it goes, but rounded too coarsely.")
    if rule.last_decimal_off(number, truth):
        return "rounding", _(
            "the last digit is off: keep every decimal until the end, then round once (and"
            " round, do not cut off)."
        )
    if rule.nearly(number, truth):
        return "close", _(
            "close, but not close enough: was something rounded on the way, or left out?"
        )
    return None
