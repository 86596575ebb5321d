"""Assignment 03: its points, right answers and known wrong ones."""

import math
from collections.abc import Iterator
from itertools import product
from typing import Any

from assignments._assignment import wrong_lines
from helpers.checks import own_numbers
from helpers.checks.cases import gronroos as case

POINTS = {"q1": 3, "q2": 2, "q3": 3, "q4": 2, "q5": 2}
CELL_POINTS = {
    "key": 0,
    "question-1": 3,
    "question-2": 2,
    "question-3": 3,
    "question-4": 2,
    "question-5-memo": 2,
    "question-5-letter": 3,
}
BLANKS = {
    "q1": "correlation",
    "q2": "points_above",
    "q3": "plan",
    "q4": "functional",
    "q5": "first_wrong_line",
}
FUNCTIONAL = set("bdfi")


def answers(student: str) -> dict[str, Any]:
    """Return the right answers of a student."""
    own = own_numbers("gronroos", student)
    weight, other, spread, others, noise = case.market(own)
    deviation = math.hypot(weight * spread, other * others, noise)
    firm, hotel = case.firm(own), case.promises(own)
    return {
        "q1": round(weight * spread / deviation, 2),
        "q2": round(firm.short * firm.technical_weight / firm.functional_weight, 2),
        "q3": {"promise": best(hotel), **hotel._asdict()},
        "q4": (FUNCTIONAL & set(case.statements(own))).pop(),
        "q5": {"A": 2, "B": 3, "C": 4, "D": 5}[case.memo(own)],
    }


def worth(promise: float, hotel: case.Promises) -> float:
    """Return who tries and comes back, added up round by round."""
    total, expected = 0.0, promise
    for _round in range(hotel.rounds):
        back = hotel.base + hotel.disappointment * (hotel.quality - expected)
        total += expected * min(1, max(0, back))
        expected += hotel.told * (hotel.quality - expected)
    return total / hotel.rounds


def best(hotel: case.Promises) -> float:
    """Return the best promise that is allowed, in steps of 0.05."""
    steps = [step / 20 for step in range(21) if step / 20 <= hotel.quality + 0.0501]
    return max(steps, key=lambda promise: worth(promise, hotel))


def mistakes(student: str) -> Iterator[tuple[str, Any, int, str]]:
    """Yield question, known wrong answer, its points, and words of the sentence it meets."""
    own, right = own_numbers("gronroos", student), answers(student)
    weight, other, spread, others, noise = case.market(own)
    deviation = math.hypot(weight * spread, other * others, noise)
    yield "q1", round(other * others / deviation, 2), 0, "the correlation of functional quality"
    yield "q1", round(weight / math.hypot(weight, other, noise), 2), 0, "all spreads for 1"
    without = weight * spread / math.hypot(weight * spread, other * others)
    yield "q1", round(without, 2), 0, "The noise is missing"
    yield "q1", round((weight * spread / deviation) ** 2, 2), 0, "the square of it"
    yield "q1", round(weight / 2, 2), 0, "the weight as a share of both"
    yield "q1", str(right["q1"]), 0, "without quotation marks"
    firm = case.firm(own)
    rate = firm.technical_weight / firm.functional_weight
    yield "q2", round(firm.short / rate, 2), 0, "turned over"
    yield "q2", round(firm.short * firm.technical_weight, 2), 0, "what is lost"
    yield "q2", round(rate, 2), 0, "a whole point"
    yield "q2", firm.short, 0, "A point for a point"
    yield "q2", round(5 + firm.short * rate, 2), 0, "That is the level"
    yield from _wrong_plans(right["q3"], case.promises(own))
    offered = set(case.statements(own))
    for letter in sorted(offered - FUNCTIONAL):
        yield "q4", letter, 0, f"Statement {letter}"
    yield "q4", "z", 0, "not among the options"
    yield from wrong_lines("q5", right["q5"], "That line holds", "go further up")


def _wrong_plans(
    right: dict[str, Any], hotel: case.Promises
) -> Iterator[tuple[str, Any, int, str]]:
    opening = {"promise": 0.7, "quality": 0.8, "base": 0.5, "disappointment": 0.5}
    yield "q3", {**opening, "told": 0.0, "rounds": 8}, 0, "settings that the explorer opens with"
    yield "q3", right | {"told": 0.9}, 0, "as your case has them"
    yield "q3", right | {"promise": right["promise"] + 0.02}, 0, "steps of 0.05"
    yield "q3", right | {"promise": 1.0}, 0, "which Wang Hao ruled out"
    yield "q3", right | {"promise": hotel.quality}, 0, "The honest promise"
    if worth(0.0, hotel) < worth(hotel.quality, hotel):
        yield "q3", right | {"promise": 0.0}, 0, "The honest promise"
    steps = [step / 20 for step in range(21) if step / 20 <= hotel.quality + 0.0501]
    gains = [step for step in steps if worth(step, hotel) > worth(hotel.quality, hotel) + 1e-6]
    for step in gains:
        if step != right["promise"]:
            yield "q3", right | {"promise": step}, 1, "another one would bring more still"
    yield "q3", {"promise": right["promise"]}, 0, "is missing"
    yield "q3", right["promise"], 0, "settings()"


def guesses() -> Iterator[Any]:
    """Yield plans for every promise, as one would try them on a digest."""
    for student, step in product(("demo", "1"), range(21)):
        hotel = case.promises(own_numbers("gronroos", student))
        yield {"promise": step / 20, **hotel._asdict()}
