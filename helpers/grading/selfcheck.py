"""A student's own notebook looked over before it is handed in.

The tests that everybody sees are run in a fresh process, by the engine that marks. Hidden
tests are not here, so what passes may still be wrong; what does not pass is lost.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from helpers.grading.assignment import Assignment, Notebook, SourceCell, read_files
from helpers.grading.calibrate import job_of
from helpers.grading.errors import NotPossible
from helpers.grading.isolate import Limits
from helpers.grading.repair import Unreadable, grade_id, read
from helpers.grading.work import Worker

MOST_BYTES = 16 * 1024 * 1024
NOT_YET = "student_id is 'demo'"
LOST = {
    "blank": "nothing is written yet",
    "missing": "the cell for the answer is gone",
    "error": "a cell before it ends with an error",
    "timeout": "a cell before it takes too long",
    "memory": "a cell before it takes too much memory",
    "died": "a cell before it ends the whole process",
}


def selfcheck(asked: argparse.Namespace, worker: Worker) -> int:
    """Print what would be lost of a notebook as it stands; return 1 if something would."""
    path: Path = asked.notebook
    if not path.is_file():
        raise NotPossible(f"There is no file {path}.")
    try:
        notebook, _repairs = read(path.read_bytes())
    except Unreadable as error:
        raise NotPossible(f"{path} would count as not handed in: {error}.") from error
    released = as_released(path.stem, notebook)
    if not any(each.grade for each in released.notebooks[path.stem].cells):
        raise NotPossible(f"{path} has no cell that carries points: it is no assignment.")
    worker.begin(job_of(released, Limits(seconds=asked.timeout)))
    started = time.monotonic()
    record = worker.grade("", _files(path))
    took = time.monotonic() - started
    for line in (*_questions(record), *_remarks(notebook, record)):
        print(line)
    return _sum(record, took)


def as_released(name: str, notebook: NotebookNode) -> Assignment:
    """Return what a notebook tells of the assignment that it was, every test to run inside."""
    told = {grade_id(cell): cell for cell in notebook.cells if grade_id(cell)}
    cells = [_source(cell) for cell in told.values()]
    inside = [each.name for each in cells if each.is_test]
    spec = notebook.metadata.get("kernelspec", {})
    return Assignment(name, {name: Notebook(spec, cells, [], inside)}, {})


def _source(cell: NotebookNode) -> SourceCell:
    told = cell.metadata["nbgrader"]
    kind = told.get("cell_type", cell.cell_type)
    flags = {name: bool(told.get(name)) for name in ("locked", "grade", "solution", "task")}
    points = float(told["points"]) if "points" in told else None
    return SourceCell(
        grade_id(cell), kind, cell.source, str(told.get("checksum")), points=points, **flags
    )


def _files(path: Path) -> dict[str, str]:
    """Return the notebook and, where they are not too large, the files beside it."""
    others = [f"{each.name}" for each in path.parent.glob("*.ipynb") if each != path]
    size = 0
    for each in path.parent.rglob("*"):
        size += each.stat().st_size if each.is_file() else 0
        if size > MOST_BYTES:
            return {path.name: read_files(path.parent, others)[path.name]}
    return read_files(path.parent, others)


def _questions(record: dict[str, Any]) -> Iterator[str]:
    for each in record["questions"]:
        points = f"{each['max_points']:g} points"
        yield f"{each['name']:<24} {points:<10} {_state(each)}"


def _state(question: dict[str, Any]) -> str:
    if question["state"] == "right":
        return "its visible test passes"
    if question["state"] == "waiting":
        return "a person reads it"
    why = LOST.get(question["state"]) or question["message"] or "its visible test fails"
    return f"would be lost: {why}"


def _remarks(notebook: NotebookNode, record: dict[str, Any]) -> Iterator[str]:
    yield from (f"Note: {each}." for each in record["repairs"])
    for cell in notebook.cells:
        told = cell.metadata.get("nbgrader", {})
        if told.get("locked") and "checksum" in told and told["checksum"] != compute_checksum(cell):
            yield f"Note: {grade_id(cell)} was changed; when it is marked, its own text is used."
    if record["flags"].get("identity", "") == NOT_YET:
        yield 'Note: student_id is still "demo": write your own, or the numbers are not yours.'


def _sum(record: dict[str, Any], took: float) -> int:
    if record["state"] != "graded":
        print(record["note"])
        return 1
    lost = [each for each in record["questions"] if each["state"] not in ("right", "waiting")]
    points = sum(each["max_points"] for each in lost)
    print(
        f"{len(lost)} of {len(record['questions'])} questions, {points:g} points, would be lost as "
        f"it stands. (Looked over in {took:.1f} s; hidden tests are not here.)"
    )
    return 1 if lost else 0
