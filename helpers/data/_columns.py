"""Which column of a survey holds what: found by its heading, or named by the reader."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

from helpers.data._errors import file_error, listed, quote
from helpers.data._grid import Grid
from helpers.data._headings import first, fold, item_name, numbered
from helpers.data._scale import scale_in_words
from helpers.locale import gettext as _

RATED = ("expectation", "perception")
RESERVED = ("guest", "item", "dimension", *RATED)
KEYS = (*RESERVED, "scale")


class Layout(NamedTuple):
    """Where in a grid things stand, as places of columns; None where there is no such column.

    In wide form ``pairs`` holds, for each item, the places of its expectation and perception;
    in long form it is empty and ``item``, ``expectation`` and ``perception`` are set.
    """

    pairs: dict[str, tuple[int, int]]
    guest: int | None
    scale: int | None
    item: int | None = None
    dimension: int | None = None
    expectation: int | None = None
    perception: int | None = None

    def used(self) -> set[int]:
        """Return the places of all columns that have a part of their own."""
        single = {self.guest, self.scale, self.item, self.dimension}
        single |= {self.expectation, self.perception, *sum(self.pairs.values(), ())}
        return {place for place in single if place is not None}


def find_layout(grid: Grid, columns: Mapping[str, object] | None) -> Layout:
    """Say which column holds what.

    Parameters
    ----------
    columns : mapping or None
        What the reader names; see `helpers.data.load_survey`. What it leaves open is found
        by the headings.

    Raises
    ------
    DataError
        If a column is missing, is named twice, or lacks its partner.
    """
    named = _checked(grid, columns)
    wide = [kind for kind in RATED if _is_wide(named.get(kind))]
    if wide or "expectation" in named or "perception" in named:
        _require_both(grid, named, wide)
        layout = _wide_as_named(grid, named) if wide else _long(grid, named)
    else:
        layout = _by_headings(grid, named)
    _require_once(grid, layout)
    return layout


def _checked(grid: Grid, columns: object) -> dict[str, object]:
    if columns is None:
        return {}
    if not isinstance(columns, Mapping):
        problem = _("columns= names columns like {example}, and {found} was given")
        example = '{"guest": "id", "expectation": "E{}", "perception": "P{}"}'
        raise file_error(grid.file, problem.format(example=example, found=quote(columns)))
    unknown = [key for key in columns if key not in KEYS]
    if unknown:
        problem = _("columns= has {unknown}; it can name {known}")
        raise file_error(grid.file, problem.format(unknown=listed(unknown), known=listed(KEYS)))
    return {str(key): value for key, value in columns.items() if value is not None}


def _is_wide(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, str) and "{}" in value)


def _require_both(grid: Grid, named: dict[str, object], wide: list[str]) -> None:
    absent = [kind for kind in RATED if kind not in named]
    if absent:
        problem = _("columns= names one of expectation and perception, and not {absent}")
        raise file_error(grid.file, problem.format(absent=absent[0]))
    if len(wide) == 1:
        raise file_error(
            grid.file,
            _(
                "columns= names many columns for {wide} and a single one for the other; an item "
                'has a column for each, or all items share one (a pattern needs its "{{}}")'
            ).format(wide=wide[0]),
        )
    if wide and (useless := [kind for kind in ("item", "dimension") if kind in named]):
        problem = _(
            "columns= names a column {kind}, which a table with one row per respondent "
            "does not have; dimensions= says what belongs where"
        )
        raise file_error(grid.file, problem.format(kind=useless[0]))


def _by_headings(grid: Grid, named: dict[str, object]) -> Layout:
    taken = {_place(grid, named[key]) for key in named}
    expectation, perception = (numbered(grid, kind, taken) for kind in RATED)
    long = [kind for kind in RATED if first(grid, kind) is not None]
    if expectation or perception:
        if len(long) == 2 and first(grid, "item") is not None:
            problem = _(
                "there are columns for single items, such as {wide}, and columns for all items, "
                "such as {long}; columns= says which are meant"
            )
            wide = [*expectation.values(), *perception.values()][0]
            columns = {"wide": quote(grid.headings[wide]), "long": quote(long[0])}
            raise file_error(grid.file, problem.format(**columns))
        return _wide(grid, named, expectation, perception)
    if long or {"item", "dimension"} & named.keys():
        return _long(grid, named)
    raise file_error(
        grid.file,
        _(
            "no columns for expectations and perceptions among {headings}; they are known by "
            "headings such as E1 and P1 (one row per respondent) or expectation and perception "
            "(one row per respondent and item), or named in columns="
        ).format(headings=listed(grid.headings)),
    )


def _wide_as_named(grid: Grid, named: dict[str, object]) -> Layout:
    expectation, perception = (_as_named(grid, kind, named[kind]) for kind in RATED)
    return _wide(grid, named, expectation, perception)


def _as_named(grid: Grid, kind: str, value: object) -> dict[str, int]:
    if isinstance(value, Mapping):
        found = {item_name(item): _place(grid, column) for item, column in value.items()}
        if len(found) < len(value):
            problem = _("columns= names an item of {kind} twice")
            raise file_error(grid.file, problem.format(kind=kind))
        return found
    before, *rest = str(value).split("{}")
    pattern = re.compile(
        re.escape(before.strip()) + "(.+?)" + re.escape("{}".join(rest).strip()), re.IGNORECASE
    )
    found = {}
    for place, heading in enumerate(grid.headings):
        match = pattern.fullmatch(heading)
        if match and found.setdefault(item_name(match[1]), place) != place:
            problem = _("the pattern {pattern} finds item {item} twice")
            item = quote(item_name(match[1]))
            raise file_error(grid.file, problem.format(pattern=quote(value), item=item))
    if not found:
        problem = _("no column fits the pattern {pattern}; there are {headings}")
        headings = listed(grid.headings)
        raise file_error(grid.file, problem.format(pattern=quote(value), headings=headings))
    return found


def _wide(
    grid: Grid,
    named: dict[str, object],
    expectation: dict[str, int],
    perception: dict[str, int],
) -> Layout:
    without_perception = [item for item in expectation if item not in perception]
    without_expectation = [item for item in perception if item not in expectation]
    problems = [
        _("column {column} (item {item}) has no column of perceptions beside it").format(
            column=quote(grid.headings[expectation[item]]), item=quote(item)
        )
        for item in without_perception
    ] + [
        _("column {column} (item {item}) has no column of expectations beside it").format(
            column=quote(grid.headings[perception[item]]), item=quote(item)
        )
        for item in without_expectation
    ]
    if problems:
        raise file_error(grid.file, *problems)
    pairs = {item: (expectation[item], perception[item]) for item in expectation}
    return Layout(pairs, _named_or_first(grid, named, "guest"), _scale_column(grid, named))


def _long(grid: Grid, named: dict[str, object]) -> Layout:
    places = {key: _named_or_first(grid, named, key) for key in RESERVED}
    absent = [key for key in ("guest", "item", "expectation", "perception") if places[key] is None]
    if absent:
        raise file_error(
            grid.file,
            _(
                "one row per respondent and item needs a column {absent}; there are {headings}, "
                "and columns= can say which is meant"
            ).format(absent=listed(absent), headings=listed(grid.headings)),
        )
    return Layout({}, scale=_scale_column(grid, named), **places)


def _named_or_first(grid: Grid, named: dict[str, object], key: str) -> int | None:
    if key in named:
        return _place(grid, named[key])
    return first(grid, key)


def _scale_column(grid: Grid, named: dict[str, object]) -> int | None:
    """Return the column that names the scale; one of another meaning is left alone."""
    if "scale" in named:
        return _place(grid, named["scale"])
    place = first(grid, "scale")
    told = place is not None and all(scale_in_words(cell) for cell in grid.column(place) if cell)
    return place if told else None


def _place(grid: Grid, heading: object) -> int:
    """Return the place of a column by its heading, or by its heading but for case and spaces."""
    wanted = " ".join(str(heading).split())
    if wanted in grid.headings:
        return grid.headings.index(wanted)
    alike = [place for place, name in enumerate(grid.headings) if fold(name) == fold(wanted)]
    if len(alike) == 1:
        return alike[0]
    near = get_close_matches(wanted, grid.headings, n=3) or grid.headings
    problem = _("there is no column {wanted}; there are {near}")
    raise file_error(grid.file, problem.format(wanted=quote(wanted), near=listed(near)))


def _require_once(grid: Grid, layout: Layout) -> None:
    single = [layout.guest, layout.scale, layout.item, layout.dimension]
    places = [*single, layout.expectation, layout.perception, *sum(layout.pairs.values(), ())]
    places = [place for place in places if place is not None]
    twice = sorted({grid.headings[place] for place in places if places.count(place) > 1})
    if twice:
        problem = _("column {twice} is named for two things")
        raise file_error(grid.file, problem.format(twice=listed(twice)))
    clashing = [
        heading
        for place, heading in enumerate(grid.headings)
        if heading in RESERVED and place not in places
    ]
    if clashing:
        problem = _("column {clashing} has the name of a column of the result; give it another")
        raise file_error(grid.file, problem.format(clashing=listed(clashing)))
