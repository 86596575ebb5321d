"""Which hidden tests work outside the student's process: found with the instructor's solution."""

from dataclasses import replace
from typing import Any

from helpers.grading.assignment import Assignment, Notebook, read_files
from helpers.grading.course import Course
from helpers.grading.isolate import Limits
from helpers.grading.work import Worker


def calibrated(
    course: Course, assignment: Assignment, limits: Limits, isolated: bool
) -> Assignment:
    """Return the assignment with those tests named that have to run inside.

    The instructor's solution is marked as if a student had handed it in. A test that it
    passes inside and not outside asks for more than plain values and calls; that one is run
    inside for everybody, as nbgrader does it, and can be trusted less.
    """
    folder = course.folder("source", ".", assignment.name)
    files = read_files(folder, list(course.directory.ignore)) if folder.is_dir() else {}
    if not all(f"{name}.ipynb" in files for name in assignment.notebooks):
        return assignment
    short = _short(assignment, files, limits, isolated)
    if not any(short.values()):
        return assignment
    inside = _with_inside(assignment, short)
    still = _short(inside, files, limits, isolated)
    gained = {name: [test for test in short[name] if test not in still[name]] for name in short}
    return _with_inside(assignment, gained)


def _short(
    assignment: Assignment, files: dict[str, str], limits: Limits, isolated: bool
) -> dict[str, list[str]]:
    """Return by notebook the tests that the solution does not pass in full."""
    worker = Worker(assignment, limits, isolated)
    try:
        questions = worker.grade(student="solution", files=files)["questions"]
    finally:
        worker.close()
    return {
        name: [each["name"] for each in short_of(questions) if each["notebook"] == name]
        for name in assignment.notebooks
    }


def short_of(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions that lose points without a person."""
    return [each for each in questions if each["state"] not in ("right", "waiting")]


def _with_inside(assignment: Assignment, inside: dict[str, list[str]]) -> Assignment:
    notebooks: dict[str, Notebook] = {
        name: replace(each, inside=inside[name]) for name, each in assignment.notebooks.items()
    }
    return replace(assignment, notebooks=notebooks)
