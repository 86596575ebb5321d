"""Assignment 11: its points, right answers and known wrong ones."""

from collections.abc import Iterator
from math import ceil
from statistics import NormalDist
from typing import Any

from assignments._assignment import wrong_lines
from helpers.checks import own_numbers
from helpers.checks.cases import peak_pricing as case

POINTS = {"q1": 3, "q2": 3, "q3": 2, "q4": 2, "q5": 2}
CELL_POINTS = {
    "key": 0,
    "question-1": 3,
    "question-2": 3,
    "question-3": 2,
    "question-4": 2,
    "question-5-memo": 2,
    "question-5-letter": 3,
}
BLANKS = {
    "q1": "additional_days",
    "q2": "decision",
    "q3": "protected",
    "q4": "what_it_shows",
    "q5": "first_wrong_line",
}


def answers(student: str) -> dict[str, Any]:
    """Return the right answers of a student."""
    own = own_numbers("peak_pricing", student)
    before, sold, after, cost = case.cut(own)
    left, each = sold * (before - cost), after - cost
    low, high, mean, spread = case.late(own)
    town = case.town(own)
    return {
        "q1": -(-left // each) - sold,
        "q2": town | {"cut": max(cut for cut in range(5, 51, 5) if change(cut, town) >= 0)},
        "q3": round(NormalDist(mean, spread).inv_cdf(1 - low / high)),
        "q4": dict(zip("ABCDEF", "baccab", strict=True))[case.reading(own)],
        "q5": {"A": 4, "B": 5, "C": 2, "D": 3}[case.memo(own)],
    }


def change(cut: int, town: dict[str, int]) -> int:
    """Return the change in profit of two nights, guest by guest, in yuan."""
    price = 800 - 8 * cut
    again = min(town["flexible"], town["turned_away"])
    return (
        -40 * 8 * cut
        + town["new"] * (price - town["unit_cost"])
        + town["flexible"] * (price - 1200)
        + again * (1200 - town["unit_cost"])
    )


def mistakes(student: str) -> Iterator[tuple[str, Any, int, str]]:
    """Yield question, known wrong answer, its points, and words of the sentence it meets."""
    own, right = own_numbers("peak_pricing", student), answers(student)
    before, sold, after, _cost = case.cut(own)
    yield "q1", right["q1"] + sold, 0, "all the days"
    yield "q1", ceil(sold * before / after) - sold, 0, "Revenue is what you kept"
    yield "q1", round(sold * (1 - after / before)), 0, "as the price went down"
    yield "q1", right["q1"] - 1, 0, "One short"
    yield "q1", right["q1"] + 3, 0, "what one leaves now"
    yield "q1", str(right["q1"]), 0, "without quotation marks"
    yield from _wrong_cuts(right["q2"])
    night = case.late(own)
    yield "q3", night.expected, 0, "So many are expected"
    yield "q3", 2 * night.expected - right["q3"], 0, "wrong side"
    yield "q3", right["q3"] + 30, 0, "chance of being exceeded"
    for option in sorted(set("abc") - {right["q4"]}):
        yield "q4", option, 0, "Look at what set the price"
    yield "q4", "k", 0, "not among the options"
    yield from wrong_lines("q5", right["q5"], "Nothing is wrong with that line", "an earlier line")


def _wrong_cuts(right: dict[str, int]) -> Iterator[tuple[str, Any, int, str]]:
    opening = {"cut": 20, "flexible": 0, "new": 10, "turned_away": 0, "unit_cost": 150}
    yield "q2", opening, 0, "stands when it opens"
    yield "q2", right | {"new": 25}, 0, "another town"
    yield "q2", right | {"cut": 0}, 0, "No cut at all"
    yield "q2", right | {"cut": right["cut"] + 5}, 0, "Too deep"
    yield "q2", right | {"cut": right["cut"] - 5}, 1, "a deeper cut would not"
    yield "q2", right | {"cut": right["cut"] + 2}, 0, "it may be one of"
    yield "q2", {"cut": right["cut"]}, 0, "is missing"
    yield "q2", right["cut"], 0, "settings()"


def guesses() -> Iterator[Any]:
    """Yield decisions for every cut, as one would try them on a digest."""
    for student in ("demo", "1"):
        town = case.town(own_numbers("peak_pricing", student))
        yield from (town | {"cut": cut} for cut in range(0, 51, 5))
