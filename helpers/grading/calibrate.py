"""An assignment prepared with the instructor's solution, marked as if a student had sent it."""

from dataclasses import asdict, replace
from typing import Any, NamedTuple

from helpers.grading.assignment import Assignment
from helpers.grading.course import Course
from helpers.grading.folder import read_files
from helpers.grading.isolate import Limits
from helpers.grading.work import Worker

Tests = dict[str, list[str]]


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
    and can be trusted less. The visible lines of a test are run in both places where the
    solution passes them in both.
    """
    folder = course.folder("source", ".", assignment.name)
    files = read_files(folder, list(course.directory.ignore)) if folder.is_dir() else {}
    if not all(f"{name}.ipynb" in files for name in assignment.notebooks):
        job = job_of(assignment, limits)
        worker.begin(job)
        return Calibrated(assignment, job, {})

    def short(tried: Assignment) -> tuple[Tests, dict[str, Any]]:
        worker.begin(job_of(tried, limits, files))
        solved = worker.grade(student="solution", files=files)
        return _short(tried, solved), solved

    tests = {
        name: [each.name for each in notebook.cells if each.is_test]
        for name, notebook in assignment.notebooks.items()
    }
    assignment = _with(assignment, twice=tests)
    failed, solved = short(assignment)
    if any(failed.values()):
        assignment = _with(assignment, twice=_but(tests, failed))
        failed, solved = short(assignment)
    if any(failed.values()):
        still, solved = short(_with(assignment, inside=failed))
        assignment = _with(assignment, inside=_but(failed, still))
        _failed, solved = short(assignment) if any(still.values()) else (still, solved)
    return Calibrated(assignment, job_of(assignment, limits, files), solved)


def job_of(
    assignment: Assignment, limits: Limits, solution: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return what a worker begins with."""
    told = {"assignment": assignment.to_json(), "limits": asdict(limits)}
    return told | {"solution": solution or {}}


def short_of(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions that lose points without a person."""
    return [each for each in questions if each["state"] not in ("right", "waiting")]


def _short(assignment: Assignment, solved: dict[str, Any]) -> Tests:
    """Return for each notebook the tests that the solution does not pass in full."""
    short = short_of(solved["questions"])
    return {
        name: [each["name"] for each in short if each["notebook"] == name]
        for name in assignment.notebooks
    }


def _but(tests: Tests, others: Tests) -> Tests:
    return {
        name: [each for each in found if each not in others[name]] for name, found in tests.items()
    }


def _with(assignment: Assignment, **ways: Tests) -> Assignment:
    """Return the assignment with tests named for a way to run them."""

    def of(name: str) -> dict[str, Any]:
        return {way: tests[name] for way, tests in ways.items()}

    notebooks = {name: replace(each, **of(name)) for name, each in assignment.notebooks.items()}
    return replace(assignment, notebooks=notebooks)
