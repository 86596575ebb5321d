"""A grid in wide or long form to the one table: a row per respondent and item."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.data import _cells as cells
from helpers.data._columns import Layout
from helpers.data._dimensions import find_dimensions
from helpers.data._errors import file_error, quote
from helpers.data._grid import Grid
from helpers.data._headings import item_name
from helpers.locale import gettext as _


class Rows(NamedTuple):
    """The rows of the result; each array has one entry a row.

    ``source`` is the row of the grid that it comes from.
    """

    source: np.ndarray
    item: list[str]
    dimension: list[str]
    expectation: np.ndarray
    perception: np.ndarray


def rated_places(layout: Layout) -> list[int]:
    """Return the places of all columns that hold ratings: expectation, perception, in turn."""
    if layout.pairs:
        return [place for pair in layout.pairs.values() for place in pair]
    return [place for place in (layout.expectation, layout.perception) if place is not None]


def long_table(grid: Grid, layout: Layout, ratings: np.ndarray, dimensions: object) -> pd.DataFrame:
    """Return one row per respondent and item, respondents in the file's order.

    The index holds the rows of the file, as a spreadsheet numbers them.

    Parameters
    ----------
    ratings : array of float, rows of the grid by `rated_places`
    dimensions : mapping or None
        As the reader gave it; its order is the order of the dimensions.
    """
    names = _respondents(grid, layout)
    make = _from_wide if layout.pairs else _from_long
    rows = make(grid, layout, ratings, dimensions, names)
    table = pd.DataFrame(
        {
            "guest": cells.as_ids(names).take(rows.source).to_numpy(),
            "item": pd.array(rows.item, dtype="str"),
            "dimension": pd.array(rows.dimension, dtype="str"),
            "expectation": rows.expectation,
            "perception": rows.perception,
        },
        index=np.array(grid.numbers)[rows.source],
    )
    for place, heading in enumerate(grid.headings):
        if place not in layout.used():
            table[heading] = cells.as_values(grid, place).take(rows.source).array
    return table


def _respondents(grid: Grid, layout: Layout) -> list[str]:
    if layout.guest is None:
        return [str(number) for number in range(1, len(grid.rows) + 1)]
    return cells.who(grid, layout.guest)


def _from_wide(
    grid: Grid, layout: Layout, ratings: np.ndarray, dimensions: object, names: list[str]
) -> Rows:
    same = _("rows {first} and {second} are both respondent {name}")
    _require_unique(grid, [(name,) for name in names], same)
    items = list(layout.pairs)
    dimension_of = find_dimensions(grid.file, items, dimensions)
    place = [items.index(item) for item in dimension_of]
    return Rows(
        np.repeat(np.arange(len(names)), len(items)),
        list(dimension_of) * len(names),
        list(dimension_of.values()) * len(names),
        ratings[:, 0::2][:, place].ravel(),
        ratings[:, 1::2][:, place].ravel(),
    )


def _from_long(
    grid: Grid, layout: Layout, ratings: np.ndarray, dimensions: object, names: list[str]
) -> Rows:
    items = [item_name(cell) for cell in _filled(grid, layout.item)]
    same = _("rows {first} and {second} are both respondent {name} on item {item}")
    _require_unique(grid, list(zip(names, items, strict=True)), same)
    of_file = None
    if dimensions is None and layout.dimension is not None:
        of_file = _dimensions_of_file(grid, items, _filled(grid, layout.dimension))
    dimension_of = find_dimensions(grid.file, list(dict.fromkeys(items)), dimensions, of_file)
    order = {item: place for place, item in enumerate(dimension_of)}
    guest = pd.factorize(np.array(names, dtype=object))[0]
    source = np.lexsort((np.array([order[item] for item in items]), guest))
    return Rows(
        source,
        [items[row] for row in source],
        [dimension_of[items[row]] for row in source],
        ratings[source, 0],
        ratings[source, 1],
    )


def _filled(grid: Grid, place: int | None) -> list[str]:
    """Return a column in which no cell may be empty."""
    column = grid.column(place or 0)
    empty = [
        _("row {row} has nothing in column {column}").format(
            row=number, column=quote(grid.headings[place or 0])
        )
        for number, cell in zip(grid.numbers, column, strict=True)
        if not cell
    ]
    if empty:
        raise file_error(grid.file, *empty)
    return column


def _dimensions_of_file(
    grid: Grid, items: Sequence[str], dimensions: Sequence[str]
) -> Mapping[str, str]:
    first: dict[str, tuple[int, str]] = {}
    problems = []
    for number, item, dimension in zip(grid.numbers, items, dimensions, strict=True):
        row, known = first.setdefault(item, (number, dimension))
        if known != dimension:
            problems.append(
                _(
                    "item {item} belongs to {known} in row {first} and to {other} in row {second}"
                ).format(
                    item=quote(item),
                    known=quote(known),
                    other=quote(dimension),
                    first=row,
                    second=number,
                )
            )
    if problems:
        raise file_error(grid.file, *problems)
    return {item: dimension for item, (_row, dimension) in first.items()}


def _require_unique(grid: Grid, keys: Sequence[tuple[str, ...]], same: str) -> None:
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for number, key in zip(grid.numbers, keys, strict=True):
        row = first.setdefault(key, number)
        if row != number:
            name, item = quote(key[0]), quote(key[-1])
            problems.append(same.format(first=row, second=number, name=name, item=item))
    if problems:
        raise file_error(grid.file, *problems)
