"""Text cells to numbers: ratings, who answered, and whatever else a survey carries."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.data._errors import at, file_error, quote
from helpers.data._grid import Grid
from helpers.data._scale import Scale, in_words
from helpers.locale import gettext as _

EMPTY = frozenset({"", "na", "n/a", "#n/a", "nan"})
NO_ANSWER = EMPTY | {"-", "–", "—", ".", "null", "none", "无", "缺失", "未答", "不适用"}
NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d+)?")
NUMBER_WITH_COMMA = re.compile(r"[+-]?\d{1,9}(?:[.,]\d+)?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")
WHOLE = re.compile(r"0|[1-9]\d{0,17}")


class Codes(NamedTuple):
    """The reader's own marks for "no answer"."""

    numbers: frozenset[float]
    words: frozenset[str]


def codes(missing: object) -> Codes:
    """Sort the marks for "no answer" into numbers and words."""
    marks = missing if isinstance(missing, Iterable) and not isinstance(missing, str) else [missing]
    numbers, words = set(), set()
    for mark in marks:
        number = _number(str(mark), comma=False)
        if number is None:
            words.add(str(mark).strip().casefold())
        else:
            numbers.add(number)
    return Codes(frozenset(numbers), frozenset(words))


def ratings(grid: Grid, places: Sequence[int], marks: Codes) -> np.ndarray:
    """Return ratings as floats, rows by columns, NaN where there is no answer.

    Raises
    ------
    DataError
        If a cell holds neither a number nor a mark for "no answer".
    """
    read = {
        cell: _rating(cell, grid.decimal_comma, marks)
        for cell in {row[place] for row in grid.rows for place in places}
    }
    allowed = _('a number, nothing, "NA", "-", "." or a mark named in missing=')
    problems = [
        at(number, grid.headings[place], row[place], allowed)
        for number, row in zip(grid.numbers, grid.rows, strict=True)
        for place in places
        if read[row[place]] is None
    ]
    if problems:
        raise file_error(grid.file, *problems)
    table = np.array([[read[row[place]] for place in places] for row in grid.rows], dtype=float)
    if np.isnan(table).all():
        raise file_error(grid.file, _("there is not a single rating"))
    return table


def _rating(cell: str, comma: bool, marks: Codes) -> float | None:
    word = cell.casefold()
    if word in NO_ANSWER or word in marks.words:
        return np.nan
    number = _number(cell, comma)
    return np.nan if number in marks.numbers else number


def _number(cell: str, comma: bool) -> float | None:
    text = unicodedata.normalize("NFKC", cell).strip().replace("\N{MINUS SIGN}", "-")
    if not (NUMBER_WITH_COMMA if comma else NUMBER).fullmatch(text):
        return None
    return float(text.replace(",", "."))


def require_on_scale(
    grid: Grid, places: Sequence[int], table: np.ndarray, scale: Scale, decimals: bool
) -> None:
    """Raise a DataError that names the ratings off the scale or between its points."""
    off = (table < scale[0]) | (table > scale[1])
    between = np.zeros_like(off) if decimals else table % 1 > 0
    where = np.argwhere(off | between)
    if not len(where):
        return
    kind = _("numbers from {scale}") if decimals else _("whole numbers from {scale}")
    allowed = kind.format(scale=in_words(scale))
    problems = [
        at(
            grid.numbers[row],
            grid.headings[places[column]],
            grid.rows[row][places[column]],
            allowed,
        )
        for row, column in where
    ]
    hint = _("a number that means no answer is named like missing=[99]")
    if not off.any():
        hint = _("where ratings are averages, say decimals=True")
    raise file_error(grid.file, *problems, hint=hint)


def require_no_code_on_scale(file: str, marks: Codes, scale: Scale) -> None:
    """Raise where a mark for "no answer" is also a rating: it would wipe out real answers."""
    on = sorted(number for number in marks.numbers if scale[0] <= number <= scale[1])
    if on:
        problem = _("missing={mark:g} is also a rating: they run from {scale}")
        raise file_error(file, problem.format(mark=on[0], scale=in_words(scale)))


def who(grid: Grid, place: int) -> list[str]:
    """Return who answered, row by row."""
    nobody = [
        _("row {row} does not say in column {column} who answered").format(
            row=number, column=quote(grid.headings[place])
        )
        for number, cell in zip(grid.numbers, grid.column(place), strict=True)
        if not cell
    ]
    if nobody:
        raise file_error(grid.file, *nobody)
    return grid.column(place)


def as_ids(names: Sequence[str]) -> pd.Series:
    """Return whole numbers where all names are such (without leading zeros), else text."""
    if all(WHOLE.fullmatch(name) and name.isascii() for name in names):
        return pd.Series([int(name) for name in names], dtype="int64")
    return pd.Series(list(names), dtype="str")


def as_values(grid: Grid, place: int) -> pd.Series:
    """Return a further column: numbers where every cell is plainly one, else text.

    Leading zeros (postcodes) and thousands separators leave a column as text.
    """
    cells = grid.column(place)
    filled = [cell for cell in cells if cell.casefold() not in EMPTY]
    if filled and all(_is_plain_number(cell, grid.decimal_comma) for cell in filled):
        numbers = {cell: _number(cell, grid.decimal_comma) for cell in filled}
        values = pd.Series([numbers.get(cell) for cell in cells], dtype="float64")
        whole = values.notna().all() and (values % 1 == 0).all()
        return values.astype("int64") if whole else values
    return pd.Series(
        [cell if cell.casefold() not in EMPTY else None for cell in cells], dtype="str"
    )


def _is_plain_number(cell: str, comma: bool) -> bool:
    if _number(cell, comma) is None or (comma and THOUSANDS.fullmatch(cell)):
        return False
    return not re.match(r"[+-]?0\d", cell)
