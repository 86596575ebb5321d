"""Marking a function that the reader wrote, by calling it."""

import copy
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from helpers.checks._call import Outcome, call
from helpers.checks._cells import same
from helpers.checks._guard import Refusal, marker
from helpers.checks._number import diagnose, read_number
from helpers.checks._plain import (
    Unknown,
    describe,
    plain,
    quoted,
    refuse_blank,
    refuse_kind,
    text_of,
)
from helpers.checks._table import table_difference
from helpers.checks._tolerance import Rule
from helpers.checks._verdict import Verdict, praised, with_hint
from helpers.locale import gettext as _

Case = tuple[object, ...] | Mapping[str, object]


@marker
def mark_function(
    exercise: str,
    answer: object,
    truth: Callable[..., object],
    cases: Sequence[Case],
    *,
    tolerance: float | None = None,
    decimals: int | None = None,
    unit: str | None = None,
    seconds: float = 2.0,
    praise: str | None = None,
    hint: str | None = None,
    slips: Sequence[tuple[Callable[..., object], str]] = (),
) -> Verdict:
    """Mark a function by what it returns; it gets copies, a time limit, and no way out.

    Parameters
    ----------
    exercise : str
    answer : object
        Whatever the reader put in place of the dots.
    truth : callable
        The model: called with the same arguments. Returns a number, text, True or
        False, a Series or a DataFrame, or a list of these.
    cases : sequence of tuple or mapping
        The arguments of each call, by position or by name.
    tolerance, decimals, unit : optional
        For numbers, as in `mark_number`; but with neither tolerance nor decimals a
        result may be off by 1e-6 and no more, for a function need not round.
    seconds : float
        Time for one call.
    praise, hint : str, optional
    slips : sequence of (callable, str)
        Functions with a known mistake; recognised when they return the same in every
        case.
    """
    refuse_blank(answer)
    if not callable(answer):
        refuse_kind(answer, _("a function is asked for: write def, and its name, in this cell."))
    aims = [_apply(truth, case) for case in cases]
    values: list[object] = []
    wrong: tuple[str | None, str] | None = None
    for case, aim in zip(cases, aims, strict=True):
        value, complaint = _run(answer, case, seconds)
        if complaint:
            raise Refusal(_with_call(case, complaint))
        values.append(value)
        found = result_difference(value, aim, tolerance, decimals, unit)
        if found and not wrong:
            wrong = found[0], _with_call(case, found[1])
    if wrong is None:
        return praised(exercise, praise)
    for mistake, sentence in slips:
        if _all_same(values, [_apply(mistake, case) for case in cases], tolerance, decimals):
            return Verdict(exercise, "wrong", sentence, sentence)
    slip, sentence = wrong
    return Verdict(exercise, "wrong", sentence if slip else with_hint(sentence, hint), slip)


def result_difference(
    value: object, truth: object, tolerance: float | None, decimals: int | None, unit: str | None
) -> tuple[str | None, str] | None:
    """Return the known mistake, if any, and how a result differs; None if it does not."""
    if tolerance is None and decimals is None:
        tolerance = 1e-6
    if isinstance(truth, pd.Series | pd.DataFrame):
        if type(value) is not type(truth):
            return None, _it_returns(value)
        return table_difference(value, truth, tolerance, decimals)
    if isinstance(truth, list | tuple):
        several = any(type(value) is kind for kind in (list, tuple))
        if not several or len(cast(Sequence[object], value)) != len(truth):
            return None, _it_returns(value)
        pairs = zip(cast(Sequence[object], value), truth, strict=True)
        found = (result_difference(*pair, tolerance, decimals, unit) for pair in pairs)
        return next((difference for difference in found if difference), None)
    aim, rule = plain(truth), Rule.of(truth, tolerance, decimals)
    if isinstance(aim, int | float) and not isinstance(aim, bool) and aim == aim:
        return _number_difference(value, aim, rule, unit)
    mine = plain(value)
    if type(mine) is not type(aim):
        return None, _it_returns(value)
    return None if same(mine, aim, rule) else (None, _not_right())


def _number_difference(
    value: object, truth: float, rule: Rule, unit: str | None
) -> tuple[str | None, str] | None:
    try:
        number = read_number(value, unit)
    except Refusal:
        return None, _it_returns(value)
    if rule.accepts(number, float(truth)):
        return None
    return diagnose(number, float(truth), rule, unit) or (None, _not_right())


def _not_right() -> str:
    return _("what it returns is not right.")


def _it_returns(value: object) -> str:
    return _("it returns {what}, where something else is asked for.").format(what=describe(value))


def _all_same(
    values: Sequence[object], aims: Sequence[object], tolerance: float | None, decimals: int | None
) -> bool:
    return all(
        result_difference(value, aim, tolerance, decimals, None) is None
        for value, aim in zip(values, aims, strict=True)
    )


def _apply(function: Callable[..., object], case: Case) -> object:
    positional, named = _copied(case)
    return function(*positional, **named)


def _copied(case: Case) -> tuple[tuple[object, ...], dict[str, object]]:
    if isinstance(case, Mapping):
        return (), {name: copy.deepcopy(value) for name, value in case.items()}
    return copy.deepcopy(case), {}


def _run(answer: Callable[..., object], case: Case, seconds: float) -> tuple[object, str | None]:
    """Return what the function returned for the case, and what there is to complain of."""
    given = _copied(case)
    outcome = call(answer, *given, seconds=seconds)
    if outcome.kind != "returned":
        return None, _failure(outcome, seconds)
    if outcome.value is None:
        return None, _nothing_returned(outcome.printed)
    if outcome.value is ...:
        return None, _("it returns the dots: put your formula in their place.")
    if not _unchanged(given, _copied(case)):
        return None, _("it changes the table it is given: let it work on a copy, table.copy().")
    return outcome.value, None


def _unchanged(given: object, kept: object) -> bool:
    """Compare in a thread too: what the function put into its arguments may lie."""
    return call(_equal, (kept, given)).value is True


def _equal(kept: object, given: object) -> bool:
    if type(kept) is not type(given):
        return False
    if isinstance(kept, pd.DataFrame | pd.Series | pd.Index):
        return bool(kept.equals(cast(Any, given)))
    if isinstance(kept, np.ndarray):
        return np.array_equal(kept.astype(object), cast(np.ndarray, given).astype(object)) or (
            kept.dtype.kind == "f" and np.array_equal(kept, cast(np.ndarray, given), equal_nan=True)
        )
    if isinstance(kept, Mapping):
        other = cast(Mapping[object, object], given)
        return list(kept) == list(other) and _equal(list(kept.values()), list(other.values()))
    if isinstance(kept, list | tuple):
        others = cast(Sequence[object], given)
        return len(kept) == len(others) and all(map(_equal, kept, others))
    return bool(kept == given) or (kept != kept and given != given)


def _nothing_returned(printed: bool) -> str:
    if printed:
        return _("it prints, but returns nothing: end it with return instead of print.")
    return _("it returns nothing (None): does it end with return?")


def _failure(outcome: Outcome, seconds: float) -> str:
    if outcome.kind == "late":
        return _("it had not ended after {seconds:g} seconds: does its loop ever stop?").format(
            seconds=seconds
        )
    if outcome.kind == "uncallable":
        return _("it does not take these arguments ({message}).").format(
            message=quoted(outcome.message)
        )
    if outcome.error == "RecursionError":
        return _("it calls itself without end (RecursionError).")
    return _("it raised {error}: {message}.").format(
        error=outcome.error, message=quoted(outcome.message)
    )


def _with_call(case: Case, sentence: str) -> str:
    """Put what the function was called with before the sentence."""
    if isinstance(case, Mapping):
        shown = [f"{name}={_shown(value)}" for name, value in case.items()]
    else:
        shown = [_shown(value) for value in case]
    return _("called with ({arguments}), {sentence}").format(
        arguments=", ".join(shown), sentence=sentence
    )


def _shown(value: object) -> str:
    text = text_of(value)
    if text is not None:
        return quoted(text)
    if isinstance(plain(value), Unknown) and not isinstance(value, list | tuple | dict):
        return describe(value)
    shown = repr(value.item() if isinstance(value, np.generic) else value)
    return shown if len(shown) <= 60 else describe(value)
