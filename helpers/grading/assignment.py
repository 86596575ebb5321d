"""What the gradebook and the instructor's folder say of an assignment, read once for a class."""

import ast
import base64
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import find_all_files

BEGIN = ClearHiddenTests.begin_test_delimeter.default_value
END = ClearHiddenTests.end_test_delimeter.default_value
ENGINE = "2"


@dataclass(frozen=True)
class SourceCell:
    """A cell that the instructor marked, as everybody got it, with its hidden tests."""

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def is_test(self) -> bool:
        return self.grade and not self.solution and self.cell_type == "code"

    def metadata(self) -> dict[str, Any]:
        """Return nbgrader's entry in a cell's metadata."""
        told: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return told if self.points is None else told | {"points": self.points}

    def parts(self) -> list[tuple[bool, str]]:
        """Return the cell in parts, each hidden (True) or seen by everybody."""
        parts: list[tuple[bool, list[str]]] = [(False, [])]
        for line in self.source.splitlines():
            if BEGIN in line or END in line:
                parts.append((BEGIN in line, []))
            else:
                parts[-1][1].append(line)
        joined = [(hidden, "\n".join(lines).strip("\n")) for hidden, lines in parts]
        return [(hidden, text) for hidden, text in joined if text.strip()]


@dataclass(frozen=True)
class Notebook:
    """One notebook of an assignment.

    Attributes
    ----------
    kernelspec : dict
    cells : list of SourceCell
    unmarked : list of str
        The source's code cells that nbgrader knows nothing of.
    answers : dict of str to list of str
        The names that the instructor's solutions bind, by cell, but for imports: from that
        cell on such a name is the student's, whatever hidden tests meant by it before.
    inside : list of str
        Test cells whose hidden part does not work outside the student's process.
    """

    kernelspec: dict[str, Any]
    cells: list[SourceCell]
    unmarked: list[str]
    inside: list[str] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)

    def instructors(self) -> list[str]:
        """Return what everybody sees of the cells that students cannot change."""
        shown = [each.parts() for each in self.cells if each.cell_type == "code" and each.locked]
        return self.unmarked + [text for parts in shown for hidden, text in parts if not hidden]

    def imports(self) -> list[str]:
        """Return the modules that everybody sees imported."""
        return imports(self.instructors())


def imports(sources: list[str]) -> list[str]:
    """Return the modules that cells import, wherever in them.

    Examples
    --------
    >>> imports(["import math", "def f():\\n    from os import path"])
    ['math', 'os', 'os.path']
    """
    nodes = [node for source in sources for node in ast.walk(parsed(source))]
    plain = [each.name for node in nodes if isinstance(node, ast.Import) for each in node.names]
    of = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    named = [f"{node.module}.{each.name}" for node in of for each in node.names]
    return sorted({*plain, *(str(node.module) for node in of), *named})


@dataclass(frozen=True)
class Assignment:
    """An assignment, as plain values that can be sent to another machine.

    Attributes
    ----------
    name : str
    notebooks : dict of str to Notebook
    files : dict of str to str
        What lies beside the notebooks in the source folder, in base64.
    """

    name: str
    notebooks: dict[str, Notebook]
    files: dict[str, str]

    def digest(self) -> str:
        """Return another text for every other version of the tests or files."""
        told = json.dumps([ENGINE, asdict(self)], sort_keys=True).encode()
        return hashlib.sha256(told).hexdigest()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Assignment":
        notebooks = {
            name: Notebook(**each | {"cells": [SourceCell(**cell) for cell in each["cells"]]})
            for name, each in told["notebooks"].items()
        }
        return cls(told["name"], notebooks, told["files"])


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


def read_files(folder: Path, ignored: list[str]) -> dict[str, str]:
    """Return the plain files of a folder in base64, by their path in it; no link is followed."""
    found = sorted(map(Path, find_all_files(str(folder), ignored)))
    inside = [path for path in found if path.is_file() and not path.is_symlink()]
    return {
        path.relative_to(folder).as_posix(): base64.b64encode(path.read_bytes()).decode("ascii")
        for path in inside
    }


def out_of_date(assignment: Assignment, folder: Path) -> bool:
    """Say whether the source folder has other tests than the gradebook."""
    for name, notebook in assignment.notebooks.items():
        path = folder / f"{name}.ipynb"
        if not path.is_file():
            continue
        known = {each.name: each for each in notebook.cells}
        for cell in nbformat.read(path, as_version=4).cells:
            told = cell.metadata.get("nbgrader", {})
            if told.get("grade") and not told.get("solution") and cell.cell_type == "code":
                there = known.get(told.get("grade_id"))
                if not there or there.source != cell.source or there.points != told["points"]:
                    return True
    return False


def parsed(source: str) -> ast.Module:
    """Return the code's tree; an empty one for what is no plain Python, such as magics."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def bound(tree: ast.AST) -> set[str]:
    """Return the names that code binds, those of its functions' insides left out.

    Examples
    --------
    >>> sorted(bound(ast.parse("import numpy as np; a, b = 1, 2")))
    ['a', 'b', 'np']
    """
    found: set[str] = set()
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(child.name)
        elif isinstance(child, ast.alias):
            found.add((child.asname or child.name).split(".")[0])
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.add(child.id)
        elif not isinstance(child, ast.Lambda):
            found |= bound(child)
    return found


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
