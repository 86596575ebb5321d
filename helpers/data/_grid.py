"""A file to a grid: one heading per column, one row of text cells per row, and their numbers."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.data._errors import DataError, file_error, listed, quote
from helpers.data._excel import OLD_OR_LOCKED, ZIP, rows_of_workbook
from helpers.data._text import rows_of_text
from helpers.locale import gettext as _

MOST_BYTES = 50_000_000


class Grid(NamedTuple):
    """What stands in a file, still as text.

    ``numbers`` are the rows as a spreadsheet numbers them; ``note`` is what a line
    ``# scale: ...`` above the headings says; ``decimal_comma`` tells that ``4,5`` is a number.
    """

    file: str
    headings: list[str]
    rows: list[list[str]]
    numbers: list[int]
    note: str
    decimal_comma: bool

    def column(self, place: int) -> list[str]:
        """Return the cells of one column."""
        return [row[place] for row in self.rows]


def read_grid(
    path: str | os.PathLike[str], sheet: str | None = None, encoding: str | None = None
) -> Grid:
    """Read a CSV file or an Excel workbook, whichever its bytes show it to be.

    Raises
    ------
    DataError
        If there is no such file, it cannot be read, has no headings or no rows, a heading
        stands twice or is missing, or a row is longer or shorter than the headings.
    """
    path = Path(path)
    raw = _bytes(path)
    if raw.startswith(OLD_OR_LOCKED):
        raise file_error(
            path.name,
            _("an old .xls file or one with a password; save it as .xlsx without a password"),
        )
    if raw.startswith(ZIP):
        rows, separator = rows_of_workbook(raw, path.name, sheet), None
    elif sheet is not None:
        raise file_error(path.name, _("only an Excel workbook has sheets; leave out sheet="))
    else:
        rows, separator = rows_of_text(raw, path.name, encoding)
    return _grid(path.name, rows, separator)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise file_error(path.name or str(path), _("this is a folder, not a file"))
        if path.exists() and not path.is_file():
            raise file_error(path.name, _("this is not an ordinary file"))
        if not path.exists():
            where = quote(path.parent.resolve())
            raise file_error(path.name, _("there is no such file in {folder}").format(folder=where))
        if path.stat().st_size > MOST_BYTES:
            most = MOST_BYTES / 1e6
            raise file_error(path.name, _("larger than {most:.0f} MB").format(most=most))
        return path.read_bytes()
    except DataError:
        raise
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise file_error(path.name, _("cannot be opened: {reason}").format(reason=reason)) from None


def _grid(file: str, rows: list[list[str]], separator: str | None) -> Grid:
    filled = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows, start=1)]
    filled = [(number, row) for number, row in filled if any(row)]
    note = ""
    if filled and (told := _scale_note(filled[0][1])):
        note, filled = told, filled[1:]
    if not filled:
        raise file_error(file, _("the file is empty"))
    (number, headings), *filled = filled
    while not headings[-1]:
        headings.pop()
    headings = [" ".join(heading.split()) for heading in headings]
    _require_headings(file, headings, number)
    if not filled:
        raise file_error(file, _("there are headings but no rows below them"))
    padded = list(_padded(file, filled, len(headings), ragged=separator is not None))
    named = _named(file, headings, filled)
    return Grid(
        file,
        [headings[place] for place in named],
        [[row[place] for place in named] for row in padded],
        [number for number, _row in filled],
        note,
        separator in (";", "\t"),
    )


def _scale_note(row: list[str]) -> str:
    """Return what a first line such as ``# scale: 1 to 7`` says, else nothing."""
    told = re.fullmatch(r"#\s*(?:scale|points|量表|分制)\s*[:：=]\s*(.+)", row[0], re.IGNORECASE)
    return told[1] if told and not any(row[1:]) else ""


def _require_headings(file: str, headings: list[str], number: int) -> None:
    if len(headings) == 1:
        raise file_error(
            file,
            _(
                "row {row} holds a single cell, {heading}; the first row that is filled must hold "
                "the headings, in a CSV file with commas, semicolons or tabs between them"
            ).format(row=number, heading=quote(headings[0])),
        )
    twice = sorted({name for name in headings if name and headings.count(name) > 1})
    if twice:
        raise file_error(
            file,
            _("row {row} has the heading {heading} more than once").format(
                row=number, heading=listed(twice)
            ),
        )


def _padded(
    file: str, filled: list[tuple[int, list[str]]], width: int, ragged: bool
) -> Iterator[list[str]]:
    """Yield every row with as many cells as there are headings."""
    problems = []
    for number, row in filled:
        too_long, too_short = any(row[width:]), ragged and len(row) < width
        if too_long or too_short:
            problem = _("row {row} has {cells} cells and there are {width} headings")
            problems.append(problem.format(row=number, cells=len(row), width=width))
    if problems:
        raise file_error(file, *problems)
    for _number, row in filled:
        yield [*row[:width], *[""] * (width - len(row))]


def _named(file: str, headings: list[str], filled: list[tuple[int, list[str]]]) -> list[int]:
    """Return the places of the columns that have a heading; one without may not hold anything."""
    for number, row in filled:
        for place, cell in enumerate(row[: len(headings)]):
            if cell and not headings[place]:
                raise file_error(
                    file,
                    _("row {row} has {found} in column {letter}, which has no heading").format(
                        row=number, found=quote(cell), letter=_letter(place)
                    ),
                )
    return [place for place, heading in enumerate(headings) if heading]


def _letter(place: int) -> str:
    """Return a column's letters as a spreadsheet shows them: A, B ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
