"""A student's own notebook looked over before it is handed in.

The tests that everybody sees are run in a fresh process, by the engine that marks. Hidden
tests are not here, so what passes may still be wrong; what does not pass is lost.
"""

import argparse
import base64
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from helpers.grading.assignment import Assignment, Notebook, SourceCell
from helpers.grading.calibrate import job_of
from helpers.grading.errors import NotPossible
from helpers.grading.folder import read_files
from helpers.grading.isolate import Limits
from helpers.grading.questions import gone
from helpers.grading.repair import Unreadable, grade_id, read
from helpers.grading.work import Worker
from helpers.locale import gettext as _
from helpers.locale import mark as N_

MOST_BYTES = 16 * 1024 * 1024
NOT_YET = "student_id is 'demo'"
# How a verdict of the course's checks begins that is not right.
NOT_RIGHT = ("✗", "…")
LOST = {
    "blank": N_("nothing is written yet"),
    "missing": N_("the cell for the answer is gone"),
    "error": N_("a cell before it ends with an error"),
    "timeout": N_("a cell before it takes too long"),
    "memory": N_("a cell before it takes too much memory"),
    "died": N_("a cell before it ends the whole process"),
}


def selfcheck(asked: argparse.Namespace, worker: Worker) -> int:
    """Print what would be lost of a notebook as it stands; return 1 if something would."""
    path: Path = asked.notebook
    if not path.is_file():
        raise NotPossible(_("There is no file {path}.").format(path=path))
    try:
        notebook, _repairs = read(path.read_bytes())
    except Unreadable as error:
        told = _("{path} would count as not handed in: {error}.")
        raise NotPossible(told.format(path=path, error=error)) from error
    released = as_released(path.stem, notebook)
    source = released.notebooks[path.stem]
    if not any(each.points for each in source.cells):
        told = _("{path} has no cell that carries points: it is no assignment.")
        raise NotPossible(told.format(path=path))
    worker.begin(job_of(released, Limits(seconds=asked.timeout)))
    started = time.monotonic()
    record = worker.grade(student="", files=_files(path))
    took = time.monotonic() - started
    if record["state"] != "graded":
        told = _("{path} could not be looked over: {why}")
        raise NotPossible(told.format(path=path, why=record["note"]))
    ran = nbformat.reads(record["notebooks"][path.stem], as_version=4)
    asked_of = [each for each in record["questions"] if each["max_points"]]
    lost = {each["name"]: why for each in asked_of if (why := _why_lost(each, source, ran))}
    for each in asked_of:
        print(f"{each['name']} ({each['max_points']:g}): {_line(each, lost, ran)}")
    for remark in _remarks(notebook, record):
        print(_("Note: {remark}").format(remark=remark))
    points = sum(each["max_points"] for each in asked_of if each["name"] in lost)
    told = _(
        "{lost} of {all} questions, {points} points, would be lost as it stands. (Looked over in "
        "{seconds} s; hidden tests are not here.)"
    )
    numbers = {"lost": len(lost), "all": len(asked_of), "points": f"{points:g}"}
    print(told.format(seconds=f"{took:.1f}", **numbers))
    return 1 if lost else 0


def as_released(name: str, notebook: NotebookNode) -> Assignment:
    """Return what a notebook tells of the assignment that it was, every test to run inside."""
    told = {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}
    cells = [_source(cell) for cell in told.values()]
    inside = [each.name for each in cells if each.is_test]
    spec = notebook.metadata.get("kernelspec", {})
    return Assignment(name, {name: Notebook(spec, cells, [], inside)}, {})


def _source(cell: NotebookNode) -> SourceCell:
    told = cell.metadata["nbgrader"]
    flags = {name: told.get(name) is True for name in ("locked", "grade", "solution", "task")}
    points = told.get("points")
    if not isinstance(points, int | float) or not 0 <= points < float("inf"):
        points, flags["grade"] = None, False
    checksum = str(told.get("checksum"))
    return SourceCell(grade_id(cell), cell.cell_type, cell.source, checksum, points=points, **flags)


def _files(path: Path) -> dict[str, str]:
    """Return the notebook and, where they are not too large, the files beside it."""
    alone = {path.name: base64.b64encode(path.read_bytes()).decode("ascii")}
    size = 0
    for each in path.parent.rglob("*"):
        size += each.stat().st_size if each.is_file() else 0
        if size > MOST_BYTES:
            return alone
    return read_files(path.parent, ["*.ipynb"]) | alone


def _why_lost(question: dict[str, Any], source: Notebook, ran: NotebookNode) -> str:
    """Return why a question would earn nothing; nothing if it may earn something."""
    state, said = question["state"], question["message"]
    test = next(each for each in source.cells if each.name == question["name"])
    if test.is_test and (empty := gone(test, source, ran)):
        return _(LOST[empty])
    if state == "waiting":
        return ""
    if state in ("right", "partly"):
        verdict = _shown(test.name, ran)
        return verdict if verdict.startswith(NOT_RIGHT) else ""
    if state in LOST:
        return _(LOST[state])
    return _("its visible test fails ({said})").format(said=said)


def _line(question: dict[str, Any], lost: dict[str, str], ran: NotebookNode) -> str:
    if why := lost.get(question["name"]):
        return _("would be lost: {why}").format(why=why)
    if question["state"] == "waiting":
        return _("a person reads it")
    return _shown(question["name"], ran) or _("its visible test passes")


def _shown(name: str, ran: NotebookNode) -> str:
    """Return what a test cell has shown last, as text."""
    cell = next(each for each in ran.cells if grade_id(each) == name)
    shown = [each.data.get("text/plain", "") for each in cell.outputs if "data" in each]
    return str(shown[-1]) if shown else ""


def _remarks(notebook: NotebookNode, record: dict[str, Any]) -> Iterator[str]:
    yield from (f"{each}." for each in record["repairs"])
    for cell in notebook.cells:
        told = cell.metadata.get("nbgrader", {})
        if told.get("locked") and "checksum" in told and told["checksum"] != compute_checksum(cell):
            changed = _("{cell} was changed; when it is marked, its own text is used.")
            yield changed.format(cell=grade_id(cell))
    if record["flags"].get("identity", "") == NOT_YET:
        yield _('student_id is still "demo": write your own, or the numbers are not yours.')
