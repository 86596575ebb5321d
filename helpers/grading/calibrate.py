"""An assignment prepared with the instructor's solution, marked as if a student had sent it."""

from dataclasses import asdict, replace
from typing import Any, NamedTuple

from helpers.grading.assignment import Assignment
from helpers.grading.course import Course
from helpers.grading.folder import read_files
from helpers.grading.isolate import Limits
from helpers.grading.work import Worker


class Calibrated(NamedTuple):
    """An assignment that a worker is prepared for.

    Attributes
    ----------
    assignment : Assignment
        With those tests named that have to run inside.
    job : dict
        What other workers are to begin with.
    solved : dict
        The record of the instructor's solution; empty where there is none.
    """

    assignment: Assignment
    job: dict[str, Any]
    solved: dict[str, Any]


def calibrated(
    course: Course, assignment: Assignment, limits: Limits, worker: Worker
) -> Calibrated:
    """Prepare a worker for an assignment.

    A test that the solution passes inside the student's process and not outside asks for more
    than plain values and calls; that one is run inside for everybody, as nbgrader does it,
    and can be trusted less.
    """
    folder = course.folder("source", ".", assignment.name)
    files = read_files(folder, list(course.directory.ignore)) if folder.is_dir() else {}
    job = job_of(assignment, limits, files)
    worker.begin(job)
    if not all(f"{name}.ipynb" in files for name in assignment.notebooks):
        return Calibrated(assignment, job, {})
    solved = worker.grade(student="solution", files=files)
    if any(short := _short(assignment, solved)):
        inside = _with_inside(assignment, short)
        worker.begin(job_of(inside, limits, {}))
        solved = worker.grade(student="solution", files=files)
        pairs = zip(short, _short(inside, solved), strict=True)
        gained = [[test for test in was if test not in now] for was, now in pairs]
        assignment = _with_inside(assignment, gained)
        job = job_of(assignment, limits, files)
        worker.begin(job)
    return Calibrated(assignment, job, solved)


def job_of(
    assignment: Assignment, limits: Limits, solution: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return what a worker begins with."""
    told = {"assignment": assignment.to_json(), "limits": asdict(limits)}
    return told | {"solution": solution or {}}


def short_of(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions that lose points without a person."""
    return [each for each in questions if each["state"] not in ("right", "waiting")]


def _short(assignment: Assignment, solved: dict[str, Any]) -> list[list[str]]:
    """Return for each notebook the tests that the solution does not pass in full."""
    short = short_of(solved["questions"])
    return [
        [each["name"] for each in short if each["notebook"] == name]
        for name in assignment.notebooks
    ]


def _with_inside(assignment: Assignment, inside: list[list[str]]) -> Assignment:
    pairs = zip(assignment.notebooks.items(), inside, strict=True)
    notebooks = {name: replace(each, inside=tests) for (name, each), tests in pairs}
    return replace(assignment, notebooks=notebooks)
