"""Every exercise of every chapter: answered rightly, wrongly, and not at all."""

import ast
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from solutions import SOLUTIONS
from solutions.exercise import Exercise

import helpers
from helpers.checks import Verdict

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CHAPTERS = {path.stem[3:]: path for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))}
# An answer may be worked out by any model, whatever its chapter imports.
MODELS = {
    module.name: importlib.import_module(f"helpers.{module.name}")
    for module in pkgutil.iter_modules(helpers.__path__)
}
CELLS = [(chapter, cell) for chapter, cells in SOLUTIONS.items() for cell in cells]
MISTAKES = [
    pytest.param(chapter, cell, answers, words, id=f"{chapter}-{cell}-{words}")
    for chapter, cell in CELLS
    for answers, words in SOLUTIONS[chapter][cell].wrong
]


@cache
def exercises(chapter: str) -> dict[str, str]:
    """Return the source of each exercise cell of a chapter, by the cell's id."""
    return {
        cell.id: cell.source
        for cell in nbformat.read(CHAPTERS[chapter], as_version=4).cells
        if "exercise" in cell.metadata.get("tags", [])
    }


@cache
def ran(chapter: str) -> dict[str, Any]:
    """Return what a chapter knows after its cells have run, unanswered."""
    known: dict[str, Any] = {}
    for cell in nbformat.read(CHAPTERS[chapter], as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{chapter}:{cell.id}", "exec"), known)
    return known


def answered(chapter: str, cell: str, answers: dict[str, str]) -> Verdict:
    """Return the verdict on an exercise with its blanks filled."""
    source = exercises(chapter)[cell]
    for name, answer in answers.items():
        blank = f"{name} = ...\n"
        assert source.count(blank) == 1, f"{chapter} {cell} has no blank {blank}"
        source = source.replace(blank, f"{name} = {answer}\n")
    known = MODELS | ran(chapter)
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, cell, "exec"), known)
    return eval(compile(last, cell, "eval"), known)


def test_every_exercise_of_every_chapter_has_its_solution():
    assert {chapter: set(exercises(chapter)) for chapter in CHAPTERS} == {
        chapter: set(cells) for chapter, cells in SOLUTIONS.items()
    }


@pytest.mark.parametrize(("chapter", "cell"), CELLS)
def test_the_right_answer_is_praised(chapter, cell):
    exercise: Exercise = SOLUTIONS[chapter][cell]
    verdict = answered(chapter, cell, exercise.right)
    assert verdict.right if exercise.graded else verdict.state == "kept", verdict


@pytest.mark.parametrize(("chapter", "cell"), CELLS)
def test_an_exercise_left_alone_gets_a_friendly_word_and_no_error(chapter, cell):
    verdict = answered(chapter, cell, {})
    assert verdict.state == "blank"
    assert not verdict.right


@pytest.mark.parametrize(("chapter", "cell", "answers", "words"), MISTAKES)
def test_a_known_mistake_meets_its_own_hint(chapter, cell, answers, words):
    verdict = answered(chapter, cell, answers)
    assert not verdict.right
    assert words in verdict.sentence


@pytest.mark.parametrize(("chapter", "cell"), CELLS)
def test_no_verdict_on_a_wrong_answer_tells_the_right_one(chapter, cell):
    exercise: Exercise = SOLUTIONS[chapter][cell]
    known = ran(chapter)
    right = [eval(answer, MODELS | known) for answer in exercise.right.values()]
    numbers = [f"{abs(answer):.2f}" for answer in right if isinstance(answer, float)]
    for answers, _words in exercise.wrong:
        said = answered(chapter, cell, answers).sentence.replace("−", "-")
        assert not any(number in said for number in numbers), said
