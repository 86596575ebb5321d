"""Assignment 01 as its tests see it: right answers and known wrong ones."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from assignments._assignment import wrong_lines
from helpers.checks import own_numbers
from helpers.checks.cases import services as case

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
    "q1": "cheaper_from",
    "q2": "deciding_fact",
    "q3": "spared",
    "q4": "plan",
    "q5": "first_wrong_line",
}


def answers(student: str) -> dict[str, Any]:
    """Return the right answers of a student."""
    own = own_numbers("services", student)
    costs = case.kitchen(own)
    each = [Fraction(round(100 * share), 100) for share in case.journey(own)]
    lift = case.lift(own)
    return {
        "q1": costs["fixed"] // (costs["buy"] - costs["make"]),
        "q2": 1 + ["built and sold" in fact for fact in case.facts(own)].index(True),
        "q3": round(float(100 * math.prod(each)), 1),
        "q4": plan(lift, fees(lift)[0]),
        "q5": {"A": 3, "B": 2, "C": 4, "D": 5}[case.memo(own)],
    }


def fees(lift: case.Lift) -> list[int]:
    """Return the fees at which both sides gain their 500 yuan, by trying each."""
    earned_today = lift.now * (lift.per_repair - lift.repair_cost)
    paid_today = lift.now * (lift.per_repair + 600)
    return [
        fee
        for fee in range(0, 6001, 500)
        if fee - lift.later * lift.repair_cost - earned_today >= 500
        and paid_today - fee - lift.later * 600 >= 500
    ]


def plan(lift: case.Lift, fee: int) -> dict[str, Any]:
    """Return settings of the explorer with this fee."""
    return {
        "contract": "full",
        "failures": lift.later,
        "repair_cost": lift.repair_cost,
        "per_repair": 900,
        "fee": fee,
        "per_ride": 0.05,
    }


def mistakes(student: str) -> Iterator[tuple[str, Any, int, str]]:
    """Yield question, known wrong answer, its points, and words of the sentence it meets."""
    own, right = own_numbers("services", student), answers(student)
    fixed, make, buy = case.kitchen(own).values()
    yield "q1", round(fixed / buy), 0, "is not free either"
    yield "q1", round(fixed / make), 0, "What does buying it cost more"
    yield "q1", round(fixed / (make + buy)), 0, "not paid together"
    yield "q1", round(right["q1"] / 12), 0, "not a month"
    yield "q1", buy - make, 0, "make up for the fixed cost"
    yield "q1", str(right["q1"]), 0, "without quotation marks"
    facts = {"takes skill": "whoever sells it", "names hours": "who earns by a failure"}
    facts["comes to the customer"] = "come to the customer"
    for place, fact in enumerate(case.facts(own), start=1):
        for words, sentence in facts.items():
            if words in fact:
                yield "q2", place, 0, sentence
    yield "q2", 5, 0, "not among the options"
    shares = case.journey(own)
    yield "q3", round(100 * shares.mean(), 1), 0, "step goes on average"
    yield "q3", round(100 * shares.min(), 1), 0, "weakest step alone"
    yield "q3", round(100 - 100 * (1 - shares).sum(), 1), 0, "adds up the faults"
    yield "q3", round(100 - right["q3"], 1), 0, "asked are the others"
    yield "q3", right["q3"] / 100, 0, "percent are asked for"
    yield from _wrong_plans(case.lift(own), right["q4"])
    yield from wrong_lines("q5", right["q5"], "That line holds", "go further up")


def _wrong_plans(lift: case.Lift, right: dict[str, Any]) -> Iterator[tuple[str, Any, int, str]]:
    opening = {"contract": "repair", "failures": 4, "repair_cost": 500, "per_repair": 900}
    yield "q4", right | opening | {"fee": 3000}, 0, "settings that the explorer opens with"
    yield "q4", right | {"failures": lift.now}, 0, "with better care"
    yield "q4", right | {"repair_cost": 1500}, 0, "costs its maker"
    yield "q4", right | {"contract": "repair"}, 0, "loses by every failure"
    yield "q4", right | {"contract": "ride"}, 0, "a year ahead"
    yield "q4", right | {"fee": right["fee"] - 500}, 1, "does not gain its 500 yuan"
    yield "q4", right | {"fee": 1000}, 1, "does not gain its 500 yuan"
    yield "q4", {"fee": right["fee"]}, 0, "is missing"
    yield "q4", right["fee"], 0, "settings()"
