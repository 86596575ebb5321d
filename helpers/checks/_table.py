"""Marking a table or a Series: the first difference, named by row and column."""

from collections import Counter
from collections.abc import Hashable, Sequence

import pandas as pd

from helpers.checks._cells import Cells, kind_of, same, take_apart
from helpers.checks._guard import marker
from helpers.checks._plain import Plain, quoted, refuse_blank, refuse_kind
from helpers.checks._tolerance import Rule
from helpers.checks._verdict import Verdict, praised, with_hint
from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.locale import ngettext, one_text

Table = pd.Series | pd.DataFrame
_KINDS = {
    "number": N_("numbers"),
    "truth": N_("True and False"),
    "text": N_("text"),
    "date": N_("dates"),
    "other": N_("something else"),
}


@marker
def mark_table(
    exercise: str,
    answer: object,
    truth: Table,
    *,
    tolerance: float | None = None,
    decimals: int | None = None,
    any_order: bool = False,
    praise: str | None = None,
    hint: str | None = None,
    slips: Sequence[tuple[Table, str]] = (),
) -> Verdict:
    """Mark a Series or a DataFrame; the first difference is named, its value is not.

    Names of Series and of the index, the order of columns, and whole numbers against
    decimals make no difference. Row labels count, unless the truth has only the
    default 0, 1, 2 ...; missing equals missing.

    Parameters
    ----------
    exercise : str
    answer : object
    truth : Series or DataFrame
        As the model computes it from the same data.
    tolerance, decimals : float and int, optional
        For each number, as in `mark_number`.
    any_order : bool
        Whether the rows may stand in any order (they are then matched by label).
    praise, hint : str, optional
    slips : sequence of (table, str)
        What known mistakes give, and the sentences that name them.
    """
    refuse_blank(answer)
    _require_kind(answer, truth)
    difference = table_difference(answer, truth, tolerance, decimals, any_order)
    if difference is None:
        return praised(exercise, praise)
    for mistake, sentence in slips:
        if type(mistake) is not type(answer):
            continue
        if table_difference(answer, mistake, tolerance, decimals, any_order) is None:
            return Verdict(exercise, "wrong", sentence, sentence)
    slip, sentence = difference
    return Verdict(exercise, "wrong", sentence if slip else with_hint(sentence, hint), slip)


def table_difference(
    answer: object,
    truth: Table,
    tolerance: float | None = None,
    decimals: int | None = None,
    any_order: bool = False,
) -> tuple[str | None, str] | None:
    """Return the known mistake, if it is one, and the sentence; None without difference."""
    rows, wanted = len(answer.index), len(truth.index)  # type: ignore[attr-defined]
    if rows > 10 * wanted + 1000:
        return None, _row_count(rows, wanted)
    if answer.size > 10 * truth.size + 100_000:  # type: ignore[attr-defined]
        return None, _("there are far too many columns.")
    mine, theirs = take_apart(answer), take_apart(truth)
    rule = Rule.of(0.5, tolerance, decimals)
    found = _columns_differ(mine, theirs) or _rows_differ(mine, theirs, any_order)
    if found:
        return None, found
    mine = _lined_up(mine, theirs, any_order)
    found = _kinds_differ(mine, theirs)
    if found:
        return None, found
    return _values_differ(mine, theirs, rule)


def _require_kind(answer: object, truth: Table) -> None:
    if type(answer) is type(truth):
        return
    if type(truth) is pd.DataFrame:
        refuse_kind(answer, _("a table (DataFrame) is asked for."))
    if type(answer) is pd.DataFrame:
        refuse_kind(answer, _("take one column out of it, as a Series: table[name]."))
    refuse_kind(answer, _("a Series is asked for."))


def _named(label: Hashable) -> str:
    return quoted(label if isinstance(label, str) else str(label)[:100])


def _columns_differ(mine: Cells, theirs: Cells) -> str | None:
    missing = [label for label in theirs.columns if label not in mine.columns]
    if missing:
        return _("the column {name} is missing.").format(name=_named(missing[0]))
    extra = [label for label in mine.columns if label not in theirs.columns]
    if extra:
        return _("the column {name} is not asked for.").format(name=_named(extra[0]))
    if len(mine.columns) != len(theirs.columns):
        return _("a column stands there twice.")
    return None


def _row_count(mine: int, theirs: int) -> str:
    if mine == theirs:
        return _("a row stands there twice.")
    if mine > theirs:
        return _("there are too many rows ({n}).").format(n=mine)
    return _("there are too few rows ({n}).").format(n=mine)


def _rows_differ(mine: Cells, theirs: Cells, any_order: bool) -> str | None:
    if theirs.rows is None:
        return None if mine.length == theirs.length else _row_count(mine.length, theirs.length)
    if mine.rows == theirs.rows:
        return None
    if mine.rows is None:
        return _("the rows have no labels; {name} is one that they need.").format(
            name=_named(theirs.rows[0] if theirs.rows else "")
        )
    known = set(theirs.rows)
    extra = next((label for label in mine.rows if label not in known), None)
    if extra is not None:
        return _("the row {name} does not belong.").format(name=_named(extra))
    if Counter(mine.rows) != Counter(theirs.rows):
        return _row_count(mine.length, theirs.length)
    return None if any_order else _("the rows are right, but stand in another order.")


def _lined_up(mine: Cells, theirs: Cells, any_order: bool) -> Cells:
    """Return the answer with columns, and rows where that is allowed, in the truth's order."""
    values = [mine.values[mine.columns.index(label)] for label in theirs.columns]
    if any_order and mine.rows and theirs.rows:
        places: dict[Hashable, list[int]] = {}
        for place, label in enumerate(mine.rows):
            places.setdefault(label, []).append(place)
        order = [places[label].pop(0) for label in theirs.rows]
        values = [[column[place] for place in order] for column in values]
    return Cells(theirs.rows, theirs.columns, values)


def _kinds_differ(mine: Cells, theirs: Cells) -> str | None:
    for label, column, aim in zip(theirs.columns, mine.values, theirs.values, strict=True):
        asked = {kind for value in aim if (kind := kind_of(value))}
        strange = [kind for value in column if (kind := kind_of(value)) and kind not in asked]
        if strange and len(asked) == 1:
            return _("{where} holds {found} where {asked} belong.").format(
                where=_("the Series") if label is None else _column(label),
                found=_(_KINDS[strange[0]]),
                asked=_(_KINDS[asked.pop()]),
            )
    return None


def _column(label: Hashable) -> str:
    return _("the column {name}").format(name=_named(label))


def _values_differ(mine: Cells, theirs: Cells, rule: Rule) -> tuple[str | None, str] | None:
    pairs = [
        (place, label, value, aim)
        for label, column, aims in zip(theirs.columns, mine.values, theirs.values, strict=True)
        for place, (value, aim) in enumerate(zip(column, aims, strict=True))
    ]
    wrong = [pair for pair in pairs if not same(pair[2], pair[3], rule)]
    if not wrong:
        return None
    numbers = [
        (float(value), float(aim))
        for _place, _label, value, aim in pairs
        if kind_of(value) == kind_of(aim) == "number"
        and isinstance(value, int | float)
        and isinstance(aim, int | float)
    ]
    return _of_all(numbers, len(wrong), rule) or (None, _where(wrong, theirs))


def _of_all(
    numbers: list[tuple[float, float]], wrong: int, rule: Rule
) -> tuple[str | None, str] | None:
    """Return the mistake that all numbers share, if there is one."""
    telling = [(value, aim) for value, aim in numbers if not rule.accepts(0.0, aim)]
    if wrong < 2 or not telling:
        return None
    if all(rule.accepts(-value, aim) for value, aim in telling):
        return "sign", _("the sizes are right, every sign is not: what is subtracted from what?")
    for factor in (100, 1000):
        for shift in (factor, 1 / factor):
            if all(abs(value / shift - aim) <= 0.01 * abs(aim) for value, aim in telling):
                return f"factor {factor}", (
                    _("every number is {factor} times too large.")
                    if shift > 1
                    else _("every number is {factor} times too small.")
                ).format(factor=factor)
    return None


def _where(wrong: list[tuple[int, Hashable, Plain, Plain]], theirs: Cells) -> str:
    place, column, value, _truth = wrong[0]
    where = _("row {row}").format(row=place if theirs.rows is None else _named(theirs.rows[place]))
    if column is not None:
        where = _("{row}, column {column}").format(row=where, column=_named(column))
    first = _("{where}: the value is not right.")
    if kind_of(value) is None:
        first = _("{where}: the value is missing.")
    return one_text(first.format(where=where), _others(len(wrong) - 1))


def _others(more: int) -> str:
    if not more:
        return _("All others are right.")
    return ngettext(
        "{n} other value is not right either.", "{n} other values are not right either.", more
    ).format(n=more)
