"""An assignment read from the gradebook and the instructor's folder, once for a class."""

import ast
import json
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from helpers.grading.assignment import Assignment, Notebook, SourceCell
from helpers.grading.folder import read_files
from helpers.grading.python import bound, parsed


def read_assignment(book: Gradebook, course: CourseDirectory, name: str) -> Assignment | None:
    """Return an assignment as the gradebook has it; None if it has none with a notebook."""
    folder = Path(course.format_path(course.source_directory, ".", name))
    try:
        found = book.find_assignment(name).notebooks
        notebooks = {each.name: _notebook(each, folder) for each in found}
    except MissingEntry:
        notebooks = {}
    if not notebooks:
        return None
    return Assignment(name, notebooks, read_files(folder, [*course.ignore, "*.ipynb"]))


def out_of_date(assignment: Assignment, folder: Path) -> bool:
    """Say whether the source folder has other tests or locked cells than the gradebook."""
    for name, notebook in assignment.notebooks.items():
        known = {each.name: each for each in notebook.cells}
        for cell in _code(folder / f"{name}.ipynb"):
            told = cell.metadata.get("nbgrader", {})
            if told.get("solution") or not (told.get("grade") or told.get("locked")):
                continue
            there, points = known.get(told.get("grade_id")), told.get("points")
            if not there or there.source != cell.source or (there.grade and there.points != points):
                return True
    return False


def _code(path: Path) -> list[nbformat.NotebookNode]:
    """Return the code cells of the instructor's version; none where there is no such file."""
    cells = nbformat.read(path, as_version=4).cells if path.is_file() else []
    return [each for each in cells if each.cell_type == "code"]


def _unmarked(cells: list[nbformat.NotebookNode]) -> list[str]:
    marked = ("grade", "solution", "locked", "task")
    return [
        each.source for each in cells if not any(map(each.metadata.get("nbgrader", {}).get, marked))
    ]


def _answers(cells: list[nbformat.NotebookNode]) -> dict[str, list[str]]:
    entries = [(each.metadata.get("nbgrader", {}), parsed(each.source).body) for each in cells]
    answers = {told["grade_id"]: body for told, body in entries if told.get("solution")}
    return {name: sorted(bound(ast.Module(_own(body), []))) for name, body in answers.items()}


def _own(body: list[ast.stmt]) -> list[ast.stmt]:
    return [each for each in body if not isinstance(each, ast.Import | ast.ImportFrom)]


def _notebook(found: Any, folder: Path) -> Notebook:
    graded = {each.name: each for each in [*found.grade_cells, *found.task_cells]}
    solutions = {each.name for each in found.solution_cells}
    tasks = {each.name for each in found.task_cells}
    cells = [
        SourceCell(
            name=each.name,
            cell_type=each.cell_type,
            source=each.source,
            checksum=each.checksum,
            locked=bool(each.locked),
            grade=each.name in graded and each.name not in tasks,
            solution=each.name in solutions,
            task=each.name in tasks,
            points=float(graded[each.name].max_score) if each.name in graded else None,
        )
        for each in found.source_cells
    ]
    code = _code(folder / f"{found.name}.ipynb")
    spec = json.loads(found.kernelspec or "{}")
    return Notebook(spec, cells, _unmarked(code), answers=_answers(code))
