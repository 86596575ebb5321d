"""Assignment 04: its points, right answers and known wrong ones."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pandas as pd
from statsmodels.stats.power import TTestIndPower

from assignments._assignment import wrong_lines
from helpers.checks import own_numbers
from helpers.checks.cases import servqual as case

POINTS = {"q1": 3, "q2": 2, "q3": 2, "q4": 3, "q5": 2}
CELL_POINTS = {
    "key": 0,
    "question-1": 3,
    "question-2": 2,
    "question-3": 2,
    "question-4": 3,
    "question-5-memo": 2,
    "question-5-letter": 3,
}
BLANKS = {
    "q1": "weighted_score",
    "q2": "largest_part",
    "q3": "next_report",
    "q4": "plan",
    "q5": "first_wrong_line",
}


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
        for letter in sorted(set(pair) - {right["q2"]}):
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
    yield from wrong_lines("q5", right["q5"], "That line holds", "go further up")


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


def guesses() -> Iterator[Any]:
    """Yield plans for every count of guests, as one would try them on a digest."""
    for student, guests in product(("demo", "1"), range(10, 401, 10)):
        yield plan(*case.two_hotels(own_numbers("servqual", student)), guests)
