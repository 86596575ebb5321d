"""Assignment 06 as its tests see it: right answers and known wrong ones."""

from collections.abc import Iterator
from typing import Any

from assignments._assignment import wrong_lines
from helpers.checks import own_numbers
from helpers.checks.cases import two_factor as case

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
    "q1": "asymmetry",
    "q2": "index",
    "q3": "best_use",
    "q4": "plan",
    "q5": "first_wrong_line",
}


def answers(student: str) -> dict[str, Any]:
    """Return the right answers of a student."""
    own = own_numbers("two_factor", student)
    penalty, reward = case.effect(own)
    gains = yields(own)
    return {
        "q1": round((abs(reward) - abs(penalty)) / (abs(reward) + abs(penalty)), 2),
        "q2": round(index(own), 2),
        "q3": max(gains, key=lambda way: gains[way]),
        "q4": plan(case.bent(own), turn(case.bent(own))),
        "q5": {"A": 3, "B": 4, "C": 2, "D": 5}[case.memo(own)],
    }


def index(own) -> float:
    """Return the factor's index, from the share of each pile that is about it."""
    told = case.incidents(own)
    s, d = (told[name][case.factor(own)] / told[name].sum() for name in told)
    return float((s - d) / (s + d))


def yields(own) -> dict[str, float]:
    """Return what each of the six ways adds, by its letter, worked out guest by guest of 100."""
    found = {}
    for letters, row in zip(("ad", "be", "cf"), case.house(own).itertuples(), strict=True):
        low, high = round(100 * row.low), round(100 * row.high)
        found[letters[0]] = -row.penalty * low / 100
        found[letters[1]] = row.reward * min(20, 100 - low - high) / 100
    return found


def turn(bent: case.Effect) -> int:
    """Return the largest share of low ratings at which raising 20 yields more, by trying."""
    tenths = {"penalty": round(-10 * bent.penalty), "reward": round(10 * bent.reward)}
    return max(low for low in range(61) if tenths["penalty"] * low < tenths["reward"] * 20)


def plan(bent: case.Effect, low: int) -> dict[str, Any]:
    """Return settings of the explorer with this share of low ratings."""
    return {"penalty": bent.penalty, "reward": bent.reward, "low": low, "high": 30, "raised": 20}


def mistakes(student: str) -> Iterator[tuple[str, Any, int, str]]:
    """Yield question, known wrong answer, its points, and words of the sentence it meets."""
    own, right = own_numbers("two_factor", student), answers(student)
    penalty, reward = case.effect(own)
    size = reward - penalty
    yield "q1", -right["q1"], 0, "the sign is not"
    yield "q1", round(reward / size, 2), 0, "share of the reward alone"
    yield "q1", round(-penalty / size, 2), 0, "share of the penalty alone"
    yield "q1", round(size, 2), 0, "That is the size"
    yield "q1", round(reward + penalty, 2), 0, "Divide that by the size"
    yield "q1", str(right["q1"]), 0, "without quotation marks"
    told = case.incidents(own).loc[case.factor(own)]
    s, d = told["satisfying"] / 200, told["dissatisfying"] / 100
    yield "q2", -right["q2"], 0, "the sign is not"
    counts = (told["satisfying"] - told["dissatisfying"]) / told.sum()
    yield "q2", round(float(counts), 2), 0, "numbers of stories"
    yield "q2", round(float(s - d), 2), 0, "divide it by their sum"
    yield "q2", round(float(s / (s + d)), 2), 0, "one share of the sum"
    house = case.house(own)
    for letter in sorted(set("abcdef") - {right["q3"]}):
        words = "Multiply each effect"
        if letter == "abc"[int(house["penalty"].argmin())]:
            words = "largest penalty"
        elif letter == "def"[int(house["reward"].argmax())]:
            words = "largest reward"
        yield "q3", letter, 0, words
    yield "q3", "k", 0, "not among the options"
    yield from _wrong_plans(case.bent(own), right["q4"])
    yield from wrong_lines("q5", right["q5"], "That line holds", "go further up")


def _wrong_plans(bent: case.Effect, right: dict[str, Any]) -> Iterator[tuple[str, Any, int, str]]:
    opening = {"penalty": -0.8, "reward": 0.5, "low": 3, "high": 40, "raised": 20}
    yield "q4", opening, 0, "settings that the explorer opens with"
    yield "q4", right | {"penalty": -0.1}, 0, "Your attribute has a penalty"
    yield "q4", right | {"high": 50}, 0, "so it was given"
    yield "q4", right | {"raised": 25}, 0, "so it was given"
    yield "q4", right | {"low": right["low"] + 1}, 0, "no more than clearing"
    yield "q4", right | {"low": 60}, 0, "no more than clearing"
    yield "q4", right | {"low": right["low"] - 1}, 1, "it does still"
    yield "q4", right | {"low": 0}, 1, "it does still"
    yield "q4", {"low": right["low"]}, 0, "is missing"
    yield "q4", right["low"], 0, "settings()"
