"""A table as it is shown: the same values on the page and in a file for a spreadsheet."""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from helpers.grading.report.shown import in_spreadsheet

Value = str | float | list[str]
BOM = "\ufeff"  # Excel takes a file without one for text in the machine's own encoding


@dataclass(frozen=True)
class Column:
    """A column's heading and kind: ``text``, ``number``, ``list`` of texts, or ``names`` (folded).

    Attributes
    ----------
    most : float or None
        Of a number with a bar beside it: what fills the bar.
    """

    heading: str
    kind: str = "text"
    most: float | None = None

    def part(self, value: float) -> float:
        """Return how much of its bar a number fills, 0 to 1."""
        return min(1.0, max(0.0, value / self.most)) if self.most and value == value else 0.0


@dataclass(frozen=True)
class Table:
    """Columns and rows, with a caption; the name is that of its file.

    Attributes
    ----------
    folded : str
        What stands on a long table that is folded away; nothing if it is open.
    group : bool
        Whether the first column is a heading over rows that share it.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    folded: str = ""
    group: bool = False

    def grouped(self) -> Iterator[tuple[str, list[list[tuple[Column, Value]]]]]:
        """Yield each heading over rows, or none, and its rows as pairs of column and value."""
        rows = [list(zip(self.columns, row, strict=True)) for row in self.rows]
        if not self.group:
            yield "", rows
            return
        for heading, those in groupby(rows, key=lambda row: str(row[0][1])):
            yield heading, [row[1:] for row in those]

    def shown(self) -> Sequence[Column]:
        """Return the columns that stand side by side."""
        beside = self.columns[1:] if self.group else self.columns
        return [column for column in beside if column.kind != "names"]

    def to_csv(self) -> str:
        """Return the table as a file that a spreadsheet opens and computes nothing of."""
        text = io.StringIO(BOM, newline="")
        text.seek(0, io.SEEK_END)
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([column.heading for column in self.columns])
        for row in self.rows:
            writer.writerow([in_spreadsheet(_in_file(value)) for value in row])
        return text.getvalue()


@dataclass(frozen=True)
class Section:
    """A heading, sentences that say the result, tables, and terms explained."""

    name: str
    heading: str
    sentences: Sequence[str]
    tables: Sequence[Table]
    legend: Sequence[tuple[str, str]] = field(default_factory=list)


def number(value: Any) -> str:
    """Return a number as it is shown, with two decimals at most; nothing for a missing one.

    Examples
    --------
    >>> number(12.0), number(0.333), number(float("nan"))
    ('12', '0.33', '')
    """
    return str(_in_file(float(value)))


def ratio(part: float, whole: float) -> float:
    """Return a share; NaN of nothing."""
    return part / whole if whole else float("nan")


def percent(share: float) -> float:
    """Return a share in whole percent."""
    return round(100 * share) if math.isfinite(share) else share


def _in_file(value: Value) -> str | float:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(value)
    if not math.isfinite(value):
        return ""
    short = round(float(value), 2)
    return int(short) if short == int(short) else short
