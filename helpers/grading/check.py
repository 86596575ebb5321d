"""Look over an assignment before students get it."""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat

from helpers.grading.assignment import Assignment
from helpers.grading.calibrate import calibrated, short_of
from helpers.grading.course import CONFIG, Course
from helpers.grading.errors import NotPossible
from helpers.grading.folder import read_files
from helpers.grading.isolate import Limits
from helpers.grading.work import Worker

LONG = 18


def check(asked: argparse.Namespace, worker: Worker) -> int:
    """Print what is wrong with an assignment; return 1 if something is, else 0."""
    course = Course(asked.course)
    found, told = problems(course, asked.assignment, Limits(seconds=course.seconds()), worker)
    for line in found:
        print(line)
    print(told)
    fits = "the solution gets full marks, the blank notebook none, and nothing leaks"
    print(f"{len(found)} problems." if found else f"{asked.assignment}: {fits}.")
    return 1 if found else 0


def problems(course: Course, name: str, limits: Limits, worker: Worker) -> tuple[list[str], str]:
    """Return what is wrong with an assignment, and what is only to be known.

    It is released in a folder of its own; nothing of the course is touched. The instructor's
    solution is marked like a submission, and so is the students' version left blank.

    Raises
    ------
    NotPossible
        If it cannot be released.
    """
    source = course.folder("source", ".", name)
    if not source.is_dir():
        raise NotPossible(f'There is no assignment "{name}": no folder {source}.')
    with tempfile.TemporaryDirectory(prefix="assignment-") as folder:
        there = Path(folder).resolve()
        shutil.copytree(source, there / source.relative_to(course.root))
        if (course.root / CONFIG).is_file():
            shutil.copy(course.root / CONFIG, there)
        trial = Course(there)
        released, _job, solved = calibrated(trial, trial.assignment(name), limits, worker)
        given = read_files(trial.folder("release", ".", name), list(trial.directory.ignore))
        found = _found(solved, worker.grade(student="blank", files=given))
        folders = (trial.folder(each, ".", name) for each in ("source", "release"))
        return found + _leaks(*folders), _told(released)


def _found(solved: dict[str, Any], blank: dict[str, Any]) -> list[str]:
    return [
        *_short(solved),
        *(
            f"{each['name']}: the blank notebook earns {each['points']:g} points"
            for each in blank["questions"]
            if each["points"]
        ),
        *_no_numbers(solved),
    ]


def _short(solved: dict[str, Any]) -> list[str]:
    if solved["state"] != "graded":
        return [f"the solution is not graded: {solved['note']}"]
    return [
        f"{each['name']}: the solution earns {each['points']:g} of {each['max_points']:g} points"
        f" ({each['message']})"
        for each in short_of(solved["questions"])
    ]


def _no_numbers(solved: dict[str, Any]) -> list[str]:
    """Return the tests whose last line shows no number, which nbgrader takes for full marks."""
    found = []
    for text in solved["notebooks"].values():
        for cell in nbformat.reads(text, as_version=4).cells:
            told = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and told.get("grade") and not told.get("solution"):
                found += [
                    f"{told['grade_id']}: its last line shows {shown[:40]!r}, which nbgrader takes "
                    "for full marks; let it be a number of points, or nothing"
                    for output in cell.outputs
                    if output.output_type == "execute_result"
                    and not _is_number(shown := str(output.data.get("text/plain", "")))
                ]
    return found


def _is_number(text: str) -> bool:
    try:
        return float(text) >= 0
    except ValueError:
        return False


def _leaks(source: Path, release: Path) -> list[str]:
    """Return lines of solutions and hidden tests that stand in what students get."""
    found = []
    for path in sorted(release.glob("*.ipynb")):
        given = {line for each in _cells(path) for line in each.splitlines()}
        kept = [line for each in _cells(source / path.name) for line in _regions(each)]
        secret = {line for line in kept if len(line.strip()) > LONG}
        found += [
            f"{path.name}: students can read {line.strip()!r}" for line in sorted(secret & given)
        ]
    return found


def _cells(path: Path) -> list[str]:
    return [each.source for each in nbformat.read(path, as_version=4).cells]


def _regions(text: str) -> list[str]:
    """Return the lines that nbgrader takes out."""
    lines, inside = [], False
    for line in text.splitlines():
        if line.lstrip().startswith("#") and " BEGIN " in line:
            inside = True
        elif line.lstrip().startswith("#") and " END " in line:
            inside = False
        elif inside:
            lines.append(line)
    return lines


def _told(released: Assignment) -> str:
    inside = [test for each in released.notebooks.values() for test in each.inside]
    if not inside:
        return "Every hidden test runs outside the student's process."
    return (
        f"Inside the student's process, where they can be tampered with, run {json.dumps(inside)}: "
        "they ask for more than plain values and calls."
    )
