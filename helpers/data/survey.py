"""Reading a reader's own SERVQUAL survey into the one table shape of the course."""

import os
from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.data import _cells as cells
from helpers.data import schemas
from helpers.data._columns import find_layout
from helpers.data._errors import DataError, SurveyError
from helpers.data._grid import read_grid
from helpers.data._scale import find_scale, given_scale, told_scale
from helpers.data._shape import long_table, rated_places
from helpers.data.tables import validated


def load_survey(
    path: str | os.PathLike[str],
    *,
    scale: Sequence[float] | None = None,
    points: int | None = None,
    columns: Mapping[str, object] | None = None,
    dimensions: Mapping[str, object] | None = None,
    missing: object = (),
    decimals: bool = False,
    sheet: str | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Read your own SERVQUAL survey: a CSV file or an Excel workbook, in wide or long form.

    **Wide form** has one row per respondent and, for every item, a column of expectations
    and one of perceptions. They are known by a number with a word before or after it:
    ``E1`` and ``P1``, ``e_01``, ``"E 1"``, ``exp_1`` and ``perc_1``, ``Q1_E``, ``期望1`` and
    ``感知1``. **Long form** has one row per respondent and item, and columns ``guest``,
    ``item``, ``dimension``, ``expectation`` and ``perception``, or usual synonyms of these
    (``respondent``, ``id``, ``question``, ``perceived``, ``编号``, ``题项``, ``维度``,
    ``期望``, ``感知``). Capitals, spaces and underscores do not matter. Other columns, such
    as a segment, are carried along. A column of another name is named in `columns`.

    Parameters
    ----------
    path : str or path
        CSV in UTF-8, GBK (GB18030) or UTF-16 with its mark, separated by commas, semicolons
        or tabs, where ``4,5`` is a number unless commas separate; or ``.xlsx``.
    scale : (low, high), optional
        The lowest and the highest rating that could be given, in scale points: ``(1, 7)``.
    points : int, optional
        Short for a scale that begins at 1: ``points=7``. Without either, the scale is taken
        from the file where the file says it: in a line above the headings,
        ``# scale: 1 to 7``, or in a column ``scale`` that says the same in every row; or
        where a 10 among the ratings leaves only the 10-point scale. Ratings up to 5 might
        stand on 5, 7, 9 or 10 points, so nothing is guessed from them.
    columns : mapping, optional
        Names of columns. ``"guest"`` says who answered. ``"expectation"`` and
        ``"perception"`` are, in wide form, a pattern in which ``{}`` stands for the item
        (``"want_{}"``) or a mapping from item to column; in long form, a column each, beside
        ``"item"`` and ``"dimension"``. ``"scale"`` names the column that says the scale.
    dimensions : mapping, optional
        Dimension to items, ``{"staff": [1, 2, 3]}``, or item to dimension,
        ``{"1": "staff"}``; its order becomes the order of the dimensions, and it comes
        before a column ``dimension``. Without either, 22 items numbered 1 to 22 are taken
        in the order of 1988: 4 tangibles, 5 reliability, 4 responsiveness, 4 assurance,
        5 empathy. Other surveys have to say.
    missing : number, text or several of them, optional
        Further marks for "no answer", such as ``[99]``. Always understood, besides an empty
        cell: NA, N/A, NaN, null, none, ``-``, ``.``, 无, 缺失, 未答, 不适用.
    decimals : bool
        Whether a rating may lie between the points, as an average of several answers does.
    sheet : str, optional
        The workbook's sheet; without it the first.
    encoding : str, optional
        A CSV file's encoding, where it is not one of those above: ``"cp1252"``.

    Returns
    -------
    DataFrame, one row per respondent and item
        Columns ``guest`` (numbered from 1 in a wide file that does not say), ``item``,
        ``dimension``, ``expectation``, ``perception`` (float, scale points, missing where
        there is no answer), then the file's further columns. ``attrs["scale"]`` is
        ``(low, high)``. Respondents stand in the file's order, items dimension by dimension.

    Raises
    ------
    SurveyError
        If anything is not as described, with the file, the row as a spreadsheet numbers it,
        the column, what was found and what is allowed. Nothing is read by halves.

    Examples
    --------
    >>> from helpers.data import FOLDER
    >>> canteen = load_survey(
    ...     FOLDER / "example_survey.csv",
    ...     points=5,
    ...     columns={"guest": "student", "expectation": "want_{}", "perception": "got_{}"},
    ...     dimensions={
    ...         "food": range(1, 6),
    ...         "staff": range(6, 11),
    ...         "waiting": range(11, 15),
    ...         "place": range(15, 19),
    ...     },
    ...     missing=[9],
    ... )
    >>> canteen[["guest", "item", "dimension", "expectation", "perception"]].head(2)
       guest item dimension  expectation  perception
    0      1    1      food          5.0         3.0
    1      1    2      food          4.0         2.0
    >>> canteen.attrs["scale"]
    (1, 5)
    """
    try:
        grid = read_grid(path, sheet, encoding)
        marks = cells.codes(missing)
        given = given_scale(grid.file, scale, points)
        layout = find_layout(grid, columns)
        places = rated_places(layout)
        ratings = cells.ratings(grid, places, marks)
        named = [] if layout.scale is None else grid.column(layout.scale)
        ends = find_scale(grid.file, given, told_scale(grid.file, grid.note, named), ratings)
        cells.require_no_code_on_scale(grid.file, marks, ends)
        cells.require_on_scale(grid, places, ratings, ends, decimals)
        table = long_table(grid, layout, ratings, dimensions)
        schema = schemas.ratings(ends, table["dimension"].unique(), decimals=decimals)
        table = validated(table, schema, grid.file)
    except DataError as problem:
        raise SurveyError(str(problem)) from None
    table.attrs["scale"] = ends
    return table
