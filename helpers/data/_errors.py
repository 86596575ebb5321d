"""Errors that a reader meets: one sentence that says where, what was found, what is allowed."""

from collections.abc import Sequence

from helpers.locale import gettext as _
from helpers.locale import ngettext

SHOWN = 3
LONGEST = 40


class DataError(ValueError):
    """A table that cannot be used; its message names the file, the place and what is allowed."""


class SurveyError(DataError):
    """A reader's own survey that cannot be used."""


def file_error(file: str, *problems: str, hint: str = "") -> DataError:
    """Return an error: the file, the first few problems, how many more, and a way out."""
    text = "; ".join(problems[:SHOWN])
    more = len(problems) - SHOWN
    if more > 0:
        text += "; " + ngettext("and {count} more", "and {count} more", more).format(count=more)
    return DataError(f"{file}: {text} ({hint})." if hint else f"{file}: {text}.")


def at(row: int, column: str, found: str, allowed: str) -> str:
    """Return one problem: a cell, what stands in it and what may stand there."""
    return _("row {row}, column {column} has {found} where only {allowed} may stand").format(
        row=row,
        column=quote(column),
        found=quote(found) if found else _("nothing"),
        allowed=allowed,
    )


def quote(text: object) -> str:
    """Return a text in quotation marks, cut short and without characters that cannot be shown."""
    shown = "".join(
        mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in str(text)
    )
    return f'"{shown}"' if len(shown) <= LONGEST else f'"{shown[:LONGEST]}…"'


def listed(names: Sequence[object], most: int = 12) -> str:
    """Return names in quotation marks with commas between them, the first few of many."""
    text = ", ".join(quote(name) for name in names[:most])
    return text if len(names) <= most else f"{text}, …"
