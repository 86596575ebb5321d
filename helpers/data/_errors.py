"""Errors that a reader meets: one sentence that says where, what was found, what is allowed."""

from collections.abc import Sequence

from helpers.locale import gettext as _
from helpers.locale import in_a_row, ngettext

SHOWN = 3
LONGEST = 40


class DataError(ValueError):
    """A table that cannot be used; its message names the file, the place and what is allowed."""


class SurveyError(DataError):
    """A reader's own survey that cannot be used."""


def file_error(file: str, *problems: str, hint: str = "") -> DataError:
    """Return an error: the file, the first few problems, how many more, and a way out."""
    told = list(problems[:SHOWN])
    more = len(problems) - SHOWN
    if more > 0:
        told.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    sentence = _("{file}: {problems} ({hint}).") if hint else _("{file}: {problems}.")
    return DataError(sentence.format(file=file, problems=_("; ").join(told), hint=hint))


def at(row: int, column: str, found: str, allowed: str) -> str:
    """Return one problem: a cell, what stands in it and what may stand there."""
    if found:
        problem = _("row {row}, column {column} has {found} where only {allowed} may stand")
    else:
        problem = _("row {row}, column {column} has nothing where only {allowed} may stand")
    return problem.format(row=row, column=quote(column), found=quote(found), allowed=allowed)


def quote(text: object) -> str:
    """Return a text in quotation marks, cut short and without characters that cannot be shown."""
    shown = "".join(
        mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in str(text)
    )
    return f'"{shown}"' if len(shown) <= LONGEST else f'"{shown[:LONGEST]}…"'


def listed(names: Sequence[object], most: int = 12) -> str:
    """Return names in quotation marks with commas between them, the first few of many."""
    shown = [quote(name) for name in names[:most]]
    return in_a_row(shown if len(names) <= most else [*shown, "…"])
