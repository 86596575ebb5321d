"""Bytes of an Excel workbook to rows of cells."""

import io
import re
import warnings
import zipfile
from itertools import islice
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # has no types of its own

from helpers.data._errors import DataError, file_error, listed, quote
from helpers.locale import gettext as _

ZIP, OLD_OR_LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MOST_BYTES, MOST_ROWS = 300_000_000, 1_048_576


def rows_of_workbook(raw: bytes, file: str, sheet: str | None) -> list[list[str]]:
    """Return the rows of one sheet, every cell as text; without a name, the first sheet's."""
    _require_size(raw, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = _cells(raw, file, sheet, data_only=True)
            if _has_formulas(raw):
                _require_values(rows, _cells(raw, file, sheet, data_only=False), file)
    except DataError:
        raise
    except Exception:  # openpyxl passes on whatever a damaged file makes its parsers raise
        raise file_error(
            file, _("this is not an Excel workbook (.xlsx) that can be read")
        ) from None
    return [[_as_text(cell) for cell in row] for row in rows]


def _require_size(raw: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except Exception:  # as above
        raise file_error(
            file, _("this is not an Excel workbook (.xlsx) that can be read")
        ) from None
    if size > MOST_BYTES:
        raise file_error(
            file,
            _(
                "unpacked, the workbook holds {size:.0f} MB, and at most {most:.0f} MB are read"
            ).format(size=size / 1e6, most=MOST_BYTES / 1e6),
        )


def _cells(raw: bytes, file: str, sheet: str | None, data_only: bool) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=data_only)
    names = [page.title for page in book.worksheets]
    if sheet is not None and sheet not in names:
        raise file_error(
            file,
            _("there is no sheet {sheet}; there are {names}").format(
                sheet=quote(sheet), names=listed(names)
            ),
        )
    page = book.worksheets[0 if sheet is None else names.index(sheet)]
    page.reset_dimensions()
    rows = list(islice(page.iter_rows(values_only=True), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise file_error(file, _("more than {most} rows").format(most=MOST_ROWS))
    return rows


def _has_formulas(raw: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        pages = (name for name in parts.namelist() if name.startswith("xl/worksheets/"))
        return any(re.search(rb"<f[ >/]", parts.read(name)) for name in pages)


def _require_values(
    rows: list[tuple[Any, ...]], formulas: list[tuple[Any, ...]], file: str
) -> None:
    """Raise where a cell holds a formula but no value: read as empty, it would be lost unseen."""
    for number, (row, written) in enumerate(zip(rows, formulas, strict=True), start=1):
        for value, formula in zip(row, written, strict=True):
            if value is None and formula is not None:
                raise file_error(
                    file,
                    _(
                        "row {row} has a formula without a stored result; open the file in a "
                        "spreadsheet program and save it again"
                    ).format(row=number),
                )


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
