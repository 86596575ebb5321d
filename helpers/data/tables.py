"""The tables that come with the course, read and held against their schemas."""

from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
import pandera.pandas as pa
from pandera.dtypes import is_int, is_numeric

from helpers.data._errors import DataError, at, file_error, listed, quote
from helpers.data._grid import Grid, read_grid
from helpers.data.schemas import HOTEL_SCALE, SCHEMAS
from helpers.locale import gettext as _

FOLDER = Path(__file__).resolve().parents[2] / "data"


def load(name: str) -> pd.DataFrame:
    """Return a table of the course; data/README.md describes its columns.

    Every call returns a table of its own, so that changing one changes no other.

    Parameters
    ----------
    name : str
        Any of `helpers.data.schemas.SCHEMAS`, such as ``"hotel_guests"``, ``"hotel_ratings"``,
        ``"items"`` or ``"glossary"``.

    Returns
    -------
    DataFrame
        Empty cells are missing values. Ratings carry the ends of their scale, in points:
        ``load("hotel_ratings").attrs["scale"]`` is ``(1, 7)``.

    Raises
    ------
    DataError
        If the course has no table of that name, or its file has been changed and no longer
        agrees with the codebook.

    Examples
    --------
    >>> load("items").loc[0, "dimension"]
    'tangibles'
    """
    if name not in SCHEMAS:
        problem = _("the course has no table {name}; it has {known}")
        raise DataError(problem.format(name=quote(name), known=listed(list(SCHEMAS))))
    table = _table(read_grid(FOLDER / f"{name}.csv", encoding="utf-8"), SCHEMAS[name]())
    if name == "hotel_ratings":
        table.attrs["scale"] = HOTEL_SCALE
    return table


def join(ratings: pd.DataFrame, guests: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the ratings with columns of their guests beside them; the scale is kept.

    Parameters
    ----------
    ratings : DataFrame, one row per guest and item
    guests : DataFrame, one row per guest
        Both with a column ``guest``.
    columns : list of str
        Columns of `guests` to add.

    Raises
    ------
    DataError
        If a column is missing, or a guest stands twice in `guests` or not at all.
    """
    missing = [name for name in ("guest", *columns) if name not in guests]
    if missing:
        problem = _("the guests' table has no column {missing}; it has {known}")
        raise DataError(problem.format(missing=listed(missing), known=listed(list(guests))))
    asked = guests.set_index("guest")[columns]
    if asked.index.has_duplicates:
        twice = asked.index[asked.index.duplicated()][0]
        raise DataError(_("guest {guest} stands twice in the guests' table").format(guest=twice))
    unknown = ratings.loc[~ratings["guest"].isin(asked.index), "guest"]
    if len(unknown):
        problem = _("guest {guest} has ratings and is not in the guests' table")
        raise DataError(problem.format(guest=unknown.iloc[0]))
    joined = ratings.join(asked, on="guest")
    joined.attrs.update(ratings.attrs)
    return joined


def validated(table: pd.DataFrame, schema: pa.DataFrameSchema, file: str) -> pd.DataFrame:
    """Return the table if it fits the schema, else raise a DataError that names the cells.

    The table's index holds the rows of the file, as a spreadsheet numbers them; the result
    is numbered from 0.
    """
    try:
        return schema.validate(table, lazy=True).reset_index(drop=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        problems = [
            _in_words(int(row), schema.columns[column], str(check), found)
            for column, check, found, row in zip(
                cases["column"], cases["check"], cases["failure_case"], cases["index"], strict=True
            )
        ]
        raise file_error(file, *dict.fromkeys(problems)) from None


def _in_words(row: int, column: pa.Column, check: str, found: Any) -> str:
    if "uniqueness" in check:
        return _("row {row}, column {column} repeats {found}").format(
            row=row, column=quote(column.name), found=quote(found)
        )
    found = "" if pd.isna(found) else f"{found:g}" if isinstance(found, float) else found
    return at(row, column.name, str(found), column.description or "")


def _table(grid: Grid, schema: pa.DataFrameSchema) -> pd.DataFrame:
    if grid.headings != list(schema.columns):
        problem = _("the columns are {found}, and must be {allowed}")
        found, allowed = listed(grid.headings, 30), listed(list(schema.columns), 30)
        raise file_error(grid.file, problem.format(found=found, allowed=allowed))
    columns = {name: _column(grid, column) for name, column in schema.columns.items()}
    return validated(pd.DataFrame(columns).set_axis(grid.numbers), schema, grid.file)


def _column(grid: Grid, column: pa.Column) -> pd.Series:
    """Return one column's cells in the type that its schema names."""
    name = str(column.name)
    cells = pd.Series(grid.column(grid.headings.index(name)), dtype="str").replace("", None)
    if not is_numeric(column.dtype):
        return cells
    numbers = pd.to_numeric(cells, errors="coerce")
    wrong = numbers.isna() & cells.notna()
    if is_int(column.dtype):
        wrong = numbers.isna() | (numbers % 1 != 0)
    problems = [
        at(grid.numbers[row], name, cells.fillna("")[row], column.description or "")
        for row in cells.index[wrong]
    ]
    if problems:
        raise file_error(grid.file, *problems)
    return numbers.astype("int64" if is_int(column.dtype) else "float64")
