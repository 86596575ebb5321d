"""Assignment 04 as its tests see it: the source, its key, right answers and known wrong ones.

The right answers are worked out here once more, by other means than the key's. Students do
not get this file.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from nbformat import NotebookNode
from statsmodels.stats.power import TTestIndPower

from helpers.checks import own_numbers
from helpers.checks.assignment import Mark
from helpers.checks.cases import servqual as case

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "notebooks" / "assignments" / "servqual" / "servqual.ipynb"
POINTS = {"q1": 3, "q2": 2, "q3": 2, "q4": 3, "q5": 2}
BLANKS = {
    "q1": "weighted_score",
    "q2": "largest_part",
    "q3": "next_report",
    "q4": "plan",
    "q5": "first_wrong_line",
}
REGION = re.compile(
    r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END (?:SOLUTION|HIDDEN TESTS)", re.DOTALL
)


@cache
def source() -> NotebookNode:
    """Return the instructor's version."""
    return nbformat.read(SOURCE, as_version=4)


def cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cells that nbgrader knows, by their names."""
    known = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return {cell.metadata.nbgrader.grade_id: cell for cell in known}


def secret_code() -> list[str]:
    """Return what stands in solutions and hidden tests, region by region."""
    return [
        region
        for cell in source().cells
        if cell.cell_type == "code"
        for region in REGION.findall(cell.source)
    ]


def secret_sentences() -> Iterator[str]:
    """Yield each sentence of the key, and each line of the model letter and its marking guide."""
    for region in secret_code():
        for node in ast.walk(ast.parse(region)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from (part for part in [node.value.strip()] if len(part) > 15)
    letter = cells(source())["question-5-letter"].source
    yield from (line.strip() for line in letter.splitlines() if len(line) > 15)


@cache
def grade() -> Callable[[str, object, object], Mark]:
    """Return the key's function, taken from the source as nbgrader runs it."""
    known: dict[str, Any] = {}
    exec(compile(cells(source())["key"].source, "key", "exec"), known)
    return known["grade"]


def answers(student: str) -> dict[str, Any]:
    """Return the right answers of a student."""
    own = own_numbers("servqual", student)
    survey = case.survey(own)
    weighted = sum(
        row.points / 100 * (row.perception - row.expectation) for row in survey.itertuples()
    )
    return {
        "q1": round(weighted, 2),
        "q2": largest_part(*case.waves(own)),
        "q3": (set("fgh") & set(case.offer(own))).pop(),
        "q4": plan(*case.two_hotels(own)),
        "q5": {"A": 2, "B": 3, "C": 4, "D": 5}[case.memo(own)],
    }


def largest_part(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """Return the letter of the largest part of the change, from means and counts."""
    old, new = (wave.groupby("segment")[["expectation", "perception"]] for wave in (before, after))
    moved, share = new.mean() - old.mean(), (old.size() + new.size()) / 200
    gap = sum(means["perception"] - means["expectation"] for means in (old.mean(), new.mean())) / 2
    parts = {
        "dc": -(share * moved["expectation"]).sum(),
        "ba": (share * moved["perception"]).sum(),
        "fe": ((new.size() - old.size()) / 100 * gap).sum(),
    }
    letters = max(parts, key=lambda name: abs(parts[name]))
    return letters[0] if parts[letters] > 0 else letters[1]


def plan(difference: float, spread: float, guests: int | None = None) -> dict[str, Any]:
    """Return settings of the explorer, without other wish the cheapest that tell apart."""
    power = TTestIndPower().solve_power(effect_size=difference / spread, alpha=0.05, power=0.8)
    cheapest = -(-float(power) // 10) * 10
    return {
        "guests": int(guests or cheapest),
        "difference": difference,
        "spread": spread,
        "confidence": 95,
        "sample": 3,
    }


def mistakes(student: str) -> Iterator[tuple[str, Any, int, str]]:
    """Yield question, known wrong answer, its points, and words of the sentence it meets."""
    own, right = own_numbers("servqual", student), answers(student)
    survey = case.survey(own)
    gaps, weights = survey["perception"] - survey["expectation"], survey["points"] / 100
    truth = (weights * gaps).sum()
    yield "q1", round(-truth, 2), 0, "the sign is not"
    yield "q1", round(gaps.mean(), 2), 0, "That is the plain mean of the five gaps"
    yield "q1", round(-gaps.mean(), 2), 0, "wrong sign as well"
    yield "q1", round(gaps.sum(), 2), 0, "the sum of the five gaps"
    yield "q1", round(100 * truth, 2), 0, "points are percentages"
    yield "q1", round(truth / 5, 2), 0, "nothing is left to divide"
    yield "q1", round((weights * survey["perception"]).sum(), 2), 0, "weighted perceptions"
    yield "q1", round(truth - 1.33, 2), 0, "weigh each gap by its share"
    yield "q1", str(right["q1"]), 0, "without quotation marks"
    little = ["the perceptions within", "the expectations within", "share of business guests"]
    for pair, words in zip(("ab", "cd", "ef"), little, strict=True):
        for letter in set(pair) - {right["q2"]}:
            yield "q2", letter, 0, "the wrong way" if right["q2"] in pair else words
    yield "q2", "k", 0, "not among the options"
    for letter in "abcdefgh":
        if letter not in case.offer(own):
            yield "q3", letter, 0, "not among those on offer"
        elif letter == "a":
            yield "q3", letter, 0, "It measures gap 5 again"
        elif letter in "bcde":
            yield "q3", letter, 1, "Only one cause is sure to go"
    yield from _wrong_plans(right["q4"])
    for line in set(range(1, 7)) - {right["q5"]}:
        words = "That line holds" if line < right["q5"] else "go further up"
        yield "q5", line, 0, words
    yield "q5", 7, 0, "not among the options"


def _wrong_plans(right: dict[str, Any]) -> Iterator[tuple[str, Any, int, str]]:
    opening = right | {"guests": 30, "difference": 0.3, "sample": 1}
    yield "q4", opening, 0, "settings that the explorer opens with"
    yield "q4", right | {"difference": 0.9}, 0, "Your two hotels differ by"
    yield "q4", right | {"spread": 0.5}, 0, "Your two hotels differ by"
    yield "q4", right | {"confidence": 80}, 0, "A confidence of 95 % was asked for"
    yield "q4", right | {"guests": right["guests"] - 10}, 0, "Too few"
    yield "q4", right | {"guests": right["guests"] + 10}, 1, "a smaller survey would do so too"
    yield "q4", right | {"guests": right["guests"] + 100}, 1, "a smaller survey would do so too"
    yield "q4", right | {"guests": right["guests"] + 3}, 0, "steps of 10"
    yield "q4", {"guests": right["guests"]}, 0, "is missing"
    yield "q4", right["guests"], 0, "settings()"
