"""The assignments as their tests see them: source, key, right answers and known wrong ones.

Students do not get this folder. Each assignment has a module of its word, which holds what
`Assignment` names; what all have in common is here.
"""

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from assignments._assignment import Assignment
from helpers.checks.assignment import Mark

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "notebooks" / "assignments"
ASSIGNMENTS: dict[str, Assignment] = {
    module.name: importlib.import_module(f"{__name__}.{module.name}")
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_")
}
WORDS = sorted(ASSIGNMENTS)
QUESTIONS = [(word, question) for word in WORDS for question in ASSIGNMENTS[word].POINTS]
REGION = re.compile(
    r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END (?:SOLUTION|HIDDEN TESTS)", re.DOTALL
)


def path(word: str) -> Path:
    """Return where the instructor's version stands."""
    return SOURCES / word / f"{word}.ipynb"


@cache
def source(word: str) -> NotebookNode:
    """Return the instructor's version."""
    return nbformat.read(path(word), as_version=4)


def chapter(word: str) -> str:
    """Return the number of an assignment's chapter, in two digits."""
    [found] = (ROOT / "notebooks").glob(f"[0-9][0-9]_{word}.ipynb")
    return found.name[:2]


def cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cells that nbgrader knows, by their names."""
    known = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return {cell.metadata.nbgrader.grade_id: cell for cell in known}


def graded(word: str) -> dict[str, NotebookNode]:
    """Return the cells that carry points."""
    known = cells(source(word))
    return {name: cell for name, cell in known.items() if cell.metadata.nbgrader.grade}


def read_by_a_person(word: str) -> list[str]:
    """Return the names of the cells whose points a person gives."""
    return [name for name, cell in graded(word).items() if cell.metadata.nbgrader.solution]


def hidden_call(cell: NotebookNode) -> str:
    """Return what stands in the hidden tests of a cell."""
    return cell.source.partition("### BEGIN HIDDEN TESTS\n")[2].partition("### END")[0].strip()


def question_in(cell: NotebookNode) -> str | None:
    """Return the question whose answer a test cell hands to the key."""
    call = re.match(r'grade\("(\w+)"', hidden_call(cell))
    return call and call[1]


def secret_code(word: str) -> list[str]:
    """Return what stands in solutions and hidden tests, region by region."""
    return [
        region
        for cell in source(word).cells
        if cell.cell_type == "code"
        for region in REGION.findall(cell.source)
    ]


def secret_sentences(word: str) -> Iterator[str]:
    """Yield each sentence of the key, and each line of a model text and its marking guide."""
    for region in secret_code(word):
        for node in ast.walk(ast.parse(region)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from (part for part in [node.value.strip()] if len(part) > 15)
    for name in read_by_a_person(word):
        lines = graded(word)[name].source.splitlines()
        yield from (line.strip() for line in lines if len(line) > 15)


@cache
def grade(word: str) -> Callable[[str, object, object], Mark]:
    """Return the key's function, taken from the source as nbgrader runs it."""
    known: dict[str, Any] = {}
    exec(compile(cells(source(word))["key"].source, f"key of {word}", "exec"), known)
    return known["grade"]


def likely_answers(word: str) -> list[str]:
    """Return what one would try: each answer alone, and with what it might be salted with."""
    module = ASSIGNMENTS[word]
    numbers = [f"{hundredths / 100:.2f}" for hundredths in range(-300, 301)]
    choices = [*"abcdefghABCDEFGH1234567", *map(str, range(10, 401, 10))]
    own = [*module.answers("demo").values(), *getattr(module, "guesses", list)()]
    choices += [text for each in own for text in (repr(each), json.dumps(each, sort_keys=True))]
    plain = [*numbers, *(number.rstrip("0") for number in numbers), *choices]
    salts = ("", "demo", word, f"{word}-demo", *module.POINTS, "demoq1")
    return [f"{salt}{answer}" for salt in salts for answer in plain]
