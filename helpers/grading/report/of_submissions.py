"""What is said of the submissions: whose want a look, what they took, and everybody's score."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.grading.report import tables
from helpers.grading.report.drawn import Column, Section, Table, number
from helpers.grading.report.everybody import Submission
from helpers.grading.report.shown import name, shown
from helpers.grading.report.words import SIGNS, STATES
from helpers.locale import gettext as _
from helpers.locale import ngettext


def to_look_at(of_each: pd.DataFrame) -> Section:
    """Show who is not graded, and whose work was repaired or flagged."""
    found = tables.to_look_at(of_each)
    rows: list[list[str | list[str]]] = [
        [
            name(row["student"]),
            _(STATES[row["state"]][0]),
            _signs(row["signs"]),
            _note(row["note"]),
            [shown(each) for each in row["repairs"]],
        ]
        for _place, row in found.iterrows()
    ]
    columns = [
        Column(_("student")),
        Column(_("state")),
        Column(_("signs"), "list"),
        Column(_("note")),
        Column(_("repaired"), "list"),
    ]
    sentence = ngettext(
        "{found} of {n} submission wants a look.",
        "{found} of {n} submissions want a look.",
        len(of_each),
    ).format(found=len(found), n=len(of_each))
    unsandboxed = int(of_each["signs"].map(lambda signs: "unsandboxed" in signs).sum())
    loud = ngettext(
        "{n} submission was run without a sandbox: its marks can be trusted less.",
        "{n} submissions were run without a sandbox: their marks can be trusted less.",
        unsandboxed,
    ).format(n=unsandboxed)
    states = [STATES[state] for state in STATES if state in set(found["state"]) - {"graded"}]
    met = {sign for signs in found["signs"] for sign in signs}
    legend = [*states, *(SIGNS[sign] for sign in SIGNS if sign in met)]
    caption = _("Submissions that want a look; a sign is no proof")
    return Section(
        "look",
        _("To look at"),
        [sentence, *([loud] if unsandboxed else [])],
        [Table("states", caption, columns, rows)],
        [(_(called), _(meaning)) for called, meaning in legend],
    )


def slowest(everybody: Sequence[Submission], of_each: pd.DataFrame) -> Section:
    """Show the cells that took longest, and the submissions that took most memory."""
    cells, large = tables.slowest(everybody), tables.largest(of_each)
    rows: list[list[str | float]] = [
        [
            _cell(row["cell"], row["place"]),
            name(row["notebook"]),
            name(row["student"]),
            row["seconds"],
        ]
        for _place, row in cells.iterrows()
    ]
    sizes: list[list[str | float]] = [
        [name(row["student"]), row["peak_mb"], row["seconds"]] for _place, row in large.iterrows()
    ]
    seconds = Column(_("seconds"), "number")
    of_cells = [Column(_("cell")), Column(_("notebook")), Column(_("student")), seconds]
    of_sizes = [Column(_("student")), Column("MB", "number"), seconds]
    said = [_slow(*rows[0]) if rows else _("No cell was run."), *_large(of_each["peak_mb"])]
    return Section(
        "slowest",
        _("Time and memory"),
        said,
        [
            Table("slowest", _("The slowest cells"), of_cells, rows),
            Table("memory", _("The submissions that took most memory"), of_sizes, sizes),
        ],
    )


def _slow(cell: str | float, _notebook: str | float, student: str | float, took: Any) -> str:
    sentence = _("The slowest cell took {seconds} s: {cell} of {student}.")
    return sentence.format(seconds=number(took), cell=cell, student=student)


def _large(peaks: "pd.Series[float]") -> list[str]:
    ran = peaks[peaks > 0]
    sentence = _("The largest submission took {most} MB of memory, the median one {median} MB.")
    told = sentence.format(most=number(ran.max()), median=number(ran.median()))
    return [told] if len(ran) else []


def every_score(of_each: pd.DataFrame) -> Table:
    """Return what each student has, as a long table that is folded away."""
    columns = [
        Column(_("student")),
        Column(_("state")),
        Column(_("score"), "number"),
        Column(_("out of"), "number"),
        Column(_("taken off for being late"), "number"),
        Column(_("waits for a person")),
        Column(_("signs"), "list"),
        Column(_("seconds"), "number"),
        Column("MB", "number"),
    ]
    rows: list[list[str | float | list[str]]] = [
        [
            name(row["student"]),
            _(STATES[row["state"]][0]),
            *row[["score", "max_score", "penalty"]],
            _("yes") if row["waits"] else "",
            _signs(row["signs"]),
            *row[["seconds", "peak_mb"]],
        ]
        for _place, row in of_each.iterrows()
    ]
    return Table("scores", _("Every student"), columns, rows, folded=_("Every student's score"))


def _signs(signs: Mapping[str, str]) -> list[str]:
    """Return the signs, each with what was seen, if anything was."""
    called = {sign: _(SIGNS[sign][0]) if sign in SIGNS else name(sign) for sign in signs}
    with_what = _("{sign}: {seen}")
    return [
        with_what.format(sign=called[sign], seen=shown(seen, 160)) if seen else called[sign]
        for sign, seen in signs.items()
    ]


def _note(note: str) -> str:
    """Return a note; of Python's own account of an error, which has many lines, the last."""
    lines = note.strip().splitlines()
    return shown(lines[-1] if note.startswith("Traceback") else note) if lines else ""


def _cell(called: str, place: int) -> str:
    """Return what a cell is called: by its place, if it has no name."""
    return name(called) if called else _("cell {n}").format(n=place + 1)
