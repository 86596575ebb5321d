"""Bytes of a CSV file to rows of cells: which encoding, which separator."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from helpers.data._errors import file_error, quote
from helpers.locale import gettext as _

SEPARATORS = ("\t", ";", ",")
LOOKED_AT = 50
# Longest first: UTF-32's mark begins with UTF-16's.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def rows_of_text(raw: bytes, file: str, encoding: str | None) -> tuple[list[list[str]], str]:
    """Return the rows of a CSV file and the separator that was found.

    Parameters
    ----------
    raw : bytes
    file : str
        The file's name, for errors.
    encoding : str or None
        None finds out: a byte order mark, else UTF-8, else GB18030 (which holds GBK).
    """
    text = _decoded(raw, file, encoding).lstrip("\ufeff")
    if "\0" in text:
        raise file_error(file, _("this is not a text file; a CSV or an .xlsx file is needed"))
    told = re.match(r"sep=([,;\t|])\r?\n", text, re.IGNORECASE)
    if told:
        text = text[told.end() :]
    separator = told[1] if told else max(SEPARATORS, key=lambda mark: _fit(text, mark))
    return _rows(text, separator, file), separator


def _decoded(raw: bytes, file: str, encoding: str | None) -> str:
    marked = next((name for mark, name in MARKS.items() if raw.startswith(mark)), None)
    if encoding or marked:
        return _decoded_as(raw, file, encoding or marked or "")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text or _looks_western(raw):
        raise file_error(
            file,
            _(
                "the text is neither UTF-8 nor GBK; save it as CSV UTF-8, or name its encoding, "
                'for example encoding="cp1252" for Western European Windows'
            ),
        )
    return text


def _decoded_as(raw: bytes, file: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError:
        problem = _("{encoding} is not the name of a text encoding; usual ones are {usual}")
        usual = "utf-8, gb18030, utf-16, cp1252"
    except ValueError:
        problem = _("the text cannot be read as {encoding}; usual encodings are {usual}")
        usual = "utf-8, gb18030, utf-16, cp1252"
    raise file_error(file, problem.format(encoding=quote(encoding), usual=usual))


def _looks_western(raw: bytes) -> bool:
    """Tell one-byte letters with accents from Chinese: GBK would read them without complaint.

    In GBK the characters in common use are two high bytes; a high byte followed by an ASCII
    letter is a rare character, but the usual thing where é or ü is a single byte.
    """
    pairs = re.findall(rb"[\x81-\xfe][\x40-\xfe]", raw)
    western = sum(pair[0] >= 0xC0 and pair[1:].isalpha() for pair in pairs)
    return western > len(pairs) - western


def _fit(text: str, separator: str) -> tuple[float, int]:
    """Return how many of the first rows are as long as the first of them, and how long that is."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in islice(_reader(text, separator), LOOKED_AT):
            rows.extend([row] if any(row) else [])
    if rows and rows[0][0].startswith("#") and not any(rows[0][1:]):
        rows = rows[1:]
    if not rows or len(rows[0]) < 2:
        return 0, 0
    width = len(rows[0])
    return sum(len(row) == width for row in rows) / len(rows), width


def _rows(text: str, separator: str, file: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in _reader(text, separator):
            rows.append(row)
    except csv.Error:
        raise file_error(
            file, _("row {row} has a quotation mark out of place").format(row=len(rows) + 1)
        ) from None
    return rows


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
