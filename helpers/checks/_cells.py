"""Tables taken apart into plain values, and when two values are the same."""

from collections.abc import Hashable
from dataclasses import dataclass

import pandas as pd

from helpers.checks._options import even
from helpers.checks._plain import Plain, elements_of, plain
from helpers.checks._tolerance import Rule


@dataclass(frozen=True, slots=True)
class Cells:
    """A table taken apart into plain values.

    Attributes
    ----------
    rows, columns : list of label
        None for the rows where the table has only its default 0, 1, 2 ...; one column
        None for a Series.
    values : list of list
        Column by column.
    """

    rows: list[Hashable] | None
    columns: list[Hashable]
    values: list[list[Plain]]

    @property
    def length(self) -> int:
        """How many rows."""
        return len(self.values[0]) if self.values else 0


def take_apart(table: object) -> Cells:
    """Return the plain values and labels of a Series or a DataFrame."""
    index = table.index  # type: ignore[attr-defined]
    default = type(index) is pd.RangeIndex and index.start == 0 and index.step == 1
    rows = None if default else [_label(label) for label in index]
    if type(table) is pd.Series:
        return Cells(rows, [None], [_plain_values(table)])
    count = table.shape[1]  # type: ignore[attr-defined]
    columns = [table.iloc[:, place] for place in range(count)]  # type: ignore[attr-defined]
    return Cells(
        rows,
        [_label(label) for label in table.columns],  # type: ignore[attr-defined]
        [_plain_values(column) for column in columns],
    )


def _plain_values(column: object) -> list[Plain]:
    return [plain(value) for value in elements_of(column) or ()]


def _label(label: object) -> Hashable:
    if type(label) is tuple:
        return tuple(_label(part) for part in label)
    found = plain(label)
    return "NaN" if found is None or found != found else found


def kind_of(value: Plain) -> str | None:
    """Return the kind of a value, None where it is missing."""
    if value is None or value != value:
        return None
    for kind, types in (
        ("truth", bool),
        ("number", (int, float)),
        ("text", str),
        ("date", pd.Timestamp),
    ):
        if isinstance(value, types):
            return kind
    return "other"


def same(value: Plain, truth: Plain, rule: Rule) -> bool:
    """Return whether two plain values are the same: numbers by the rule, text by its words."""
    kind = kind_of(truth)
    if kind_of(value) != kind:
        return False
    if isinstance(value, int | float) and isinstance(truth, int | float) and kind == "number":
        return rule.accepts(_clip(value), _clip(truth))
    if isinstance(value, str) and isinstance(truth, str):
        return len(value) < 10 * len(truth) + 1000 and even(value) == even(truth)
    return kind is None or value == truth


def _clip(number: int | float) -> float:
    return float(max(-1e300, min(1e300, number)))
