"""Marking a choice of one option, of several, and a ranking."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.checks._guard import Refusal, marker
from helpers.checks._options import Labels, Options, pieces
from helpers.checks._plain import elements_of, plain, quoted, refuse_blank, refuse_kind, text_of
from helpers.checks._verdict import Verdict, not_yet, praised
from helpers.locale import gettext as _
from helpers.locale import ngettext

_MOST = 200  # names in one answer


@marker
def mark_choice(
    exercise: str,
    answer: object,
    truth: str,
    options: Labels,
    *,
    praise: str | None = None,
    hint: str | None = None,
    slips: Mapping[str, str] | None = None,
) -> Verdict:
    """Mark the choice of one option; case, width, spacing and language do not matter.

    Parameters
    ----------
    exercise : str
    answer : object
        The letter or the words of an option.
    truth : str
        Key of the right option (its words, where `options` is a sequence).
    options : mapping of str to str or sequence of str, or sequence of str
        As `helpers.checks._options.Options` takes them: ``{"a": N_("train the front
        desk"), ...}``, ``{"reliability": ("reliability", "可靠性"), ...}`` or a list.
    praise, hint : str, optional
    slips : mapping of str to str, optional
        For the key of a wrong option, the sentence that says why it is tempting.
    """
    refuse_blank(answer)
    known = Options(options)
    right = _required(known, truth)
    if any(type(answer) is several for several in (list, tuple, set, frozenset)):
        refuse_kind(answer, _("one option is asked for, without brackets."))
    chosen = known.key(answer)
    if chosen == right:
        return praised(exercise, praise)
    for option, sentence in (slips or {}).items():
        if _required(known, option) == chosen:
            return Verdict(exercise, "wrong", sentence, sentence)
    return not_yet(exercise, hint)


@marker
def mark_choices(
    exercise: str,
    answer: object,
    truth: Collection[str],
    options: Labels,
    *,
    praise: str | None = None,
    hint: str | None = None,
    slips: Mapping[str | frozenset[str], str] | None = None,
) -> Verdict:
    """Mark the choice of several options; says how many belong, never which.

    Parameters
    ----------
    exercise : str
    answer : object
        A set, list or tuple of letters or words, or one text with commas.
    truth : collection of str
        Keys of the right options; their order does not matter.
    options : mapping or sequence
        As in `mark_choice`.
    praise, hint : str, optional
    slips : mapping of str or frozenset of str to str, optional
        A frozenset is a known wrong answer as a whole; a key alone is an option that
        many choose wrongly, told as soon as it is among the chosen.
    """
    refuse_blank(answer)
    known = Options(options)
    right = {_required(known, option) for option in truth}
    chosen = {known.key(name) for name in _names(answer, known, r"[,;，；、|]")}
    if not chosen and right:
        raise Refusal(_("nothing is chosen yet."), "blank")
    if chosen == right:
        return praised(exercise, praise)
    for mistake, sentence in _whole_first(slips or {}):
        if _shows(mistake, chosen, right, known):
            return Verdict(exercise, "wrong", sentence, sentence)
    return not_yet(exercise, hint, _partly(chosen, right))


@marker
def mark_order(
    exercise: str,
    answer: object,
    truth: Sequence[str],
    options: Labels | None = None,
    *,
    praise: str | None = None,
    hint: str | None = None,
    slips: Mapping[tuple[str, ...], str] | None = None,
) -> Verdict:
    """Mark a ranking; says how many stand in their place, never which.

    Parameters
    ----------
    exercise : str
    answer : object
        A list, tuple, Index or Series of letters or words, first place first, or one
        text with commas or ">". Of a Series of numbers the labels are read, in the
        order in which they stand.
    truth : sequence of str
        Keys, first place first.
    options : mapping or sequence, optional
        As in `mark_choice`; without it the names in `truth`, shown in alphabetical
        order.
    praise, hint : str, optional
    slips : mapping of tuple of str to str, optional
        Known wrong orders.
    """
    refuse_blank(answer)
    known = Options({name: name for name in sorted(truth)} if options is None else options)
    right = [_required(known, name) for name in truth]
    if any(type(answer) is kind for kind in (set, frozenset, dict)):
        refuse_kind(answer, _("it has no order: use a list."))
    order = [known.key(name) for name in _names(answer, known, r"[,;，；、>＞|]|->|→")]
    _refuse_broken_ranking(order, right, known)
    if order == right:
        return praised(exercise, praise)
    for mistake, sentence in (slips or {}).items():
        if [_required(known, name) for name in mistake] == order:
            return Verdict(exercise, "wrong", sentence, sentence)
    if order == right[::-1]:
        return Verdict(exercise, "wrong", _("the order is right, but upside down."), "reversed")
    return not_yet(exercise, hint, _in_place(order, right))


def _required(known: Options, name: str) -> str:
    key = name if name in known.labels else known.find(name)
    if key is None:
        raise LookupError("a check names an option that it does not offer")
    return key


def _names(answer: object, known: Options, separators: str) -> list[object]:
    """Return the single names in an answer that may hold several."""
    words = text_of(answer)
    if words is not None:
        return list(pieces(words, known, separators))
    kind = type(answer)
    if kind is pd.Series and _is_numeric(answer):
        answer = answer.index  # type: ignore[attr-defined]
    columns = (pd.Series, pd.Index, pd.CategoricalIndex, np.ndarray)
    if any(type(answer) is several for several in columns):
        if answer.size <= _MOST:  # type: ignore[attr-defined]
            return elements_of(answer) or []
    elif any(kind is several for several in (list, tuple, set, frozenset)):
        if len(answer) <= _MOST:  # type: ignore[arg-type]
            return list(answer)  # type: ignore[call-overload]
    else:
        asked = _("a list of options is asked for: {options}.")
        refuse_kind(answer, asked.format(options=known.listed()))
    refuse_kind(answer, _("that is far too many."))


def _is_numeric(answer: object) -> bool:
    first = elements_of(answer.iloc[: _MOST + 1])  # type: ignore[attr-defined]
    return all(isinstance(plain(value), int | float) for value in first or ())


def _whole_first(
    slips: Mapping[str | frozenset[str], str],
) -> list[tuple[str | frozenset[str], str]]:
    return sorted(slips.items(), key=lambda slip: isinstance(slip[0], str))


def _shows(
    mistake: str | frozenset[str], chosen: set[str], right: set[str], known: Options
) -> bool:
    if isinstance(mistake, str):
        return _required(known, mistake) in chosen - right
    return {_required(known, name) for name in mistake} == chosen


def _partly(chosen: set[str], right: set[str]) -> str:
    good = len(chosen & right)
    if good == len(chosen):
        return _("all that you chose belongs, but something is missing.")
    if good == len(right):
        return _("nothing is missing, but not all that you chose belongs.")
    if not good:
        return _("none of those that you chose belongs.")
    return ngettext(
        "of the {n} that you chose, {good} belongs, and something is missing.",
        "of the {n} that you chose, {good} belong, and something is missing.",
        good,
    ).format(n=len(chosen), good=good)


def _refuse_broken_ranking(order: list[str], right: list[str], known: Options) -> None:
    twice = next((name for place, name in enumerate(order) if name in order[:place]), None)
    if twice is not None:
        raise Refusal(_("{name} stands there twice.").format(name=quoted(known.label(twice))))
    if set(order) == set(right):
        return
    beside = next((name for name in order if name not in right), None)
    if beside is not None:
        raise Refusal(
            _("{name} is not among those to be ranked.").format(name=quoted(known.label(beside)))
        )
    raise Refusal(
        _("your ranking has {n} places, {m} are asked for: {options}.").format(
            n=len(order), m=len(right), options=known.listed()
        )
    )


def _in_place(order: list[str], right: list[str]) -> str:
    good = sum(mine == theirs for mine, theirs in zip(order, right, strict=True))
    if not good:
        return _("none stands in its place.")
    return ngettext(
        "{good} of {n} stands in its place.", "{good} of {n} stand in their place.", good
    ).format(good=good, n=len(right))
