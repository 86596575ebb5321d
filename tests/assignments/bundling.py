"""Assignment 12 as its tests see it: right answers by trying every price, and wrong ones."""

import itertools
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from scipy import stats

from helpers import data
from helpers.checks import own_numbers
from helpers.checks.cases import bundling as case

POINTS = {"q1": 2, "q2": 2, "q3": 3, "q4": 3, "q5": 2}
CELL_POINTS = {
    "key": 0,
    "question-1": 2,
    "question-2": 2,
    "question-3": 3,
    "question-4": 3,
    "question-5": 2,
    "question-6-letter": 3,
}
BLANKS = {
    "q1": "separate_profit",
    "q2": "package_price",
    "q3": "three_prices",
    "q4": "plan",
    "q5": "lead",
}


def answers(student: str) -> dict[str, Any]:
    """Return the right answers of a student."""
    own = own_numbers("bundling", student)
    values, costs = case.market(own)
    table, unit = values.to_numpy(), list(costs.values())
    sums = table.sum(axis=1)
    return {
        "q1": float(sum(max(_profits(table[:, i], unit[i]).values()) for i in range(2))),
        "q2": max((earned, price) for price, earned in _profits(sums, sum(unit)).items())[1],
        "q3": _named(every_plan(student)[0][1]),
        "q4": _weekend(student),
        "q5": round(_library(*case.library(own)), 3),
    }


def _profits(values: Any, cost: float) -> dict[float, float]:
    return {float(p): float((p - cost) * (values >= p).sum()) for p in values}


def earned(table: Any, unit: Any, prices: tuple[float, float, float]) -> float:
    """Return the profit, the plain way: customers choose, ties go to what earns more."""
    p, q, whole = prices
    whole = min(whole, p + q)
    options = np.stack(
        [
            np.zeros(len(table)),
            table[:, 0] - p,
            table[:, 1] - q,
            table.sum(axis=1) - whole,
        ],
        axis=1,
    )
    margins = np.array([-1e-9, p - unit[0], q - unit[1], whole - sum(unit)])
    best = options >= options.max(axis=1, keepdims=True) - 1e-9
    chosen = np.where(best, margins, -np.inf).argmax(axis=1)
    return float(np.where(chosen > 0, margins[chosen], 0.0).sum())


@cache
def every_plan(student: str) -> list[tuple[float, tuple[float, float, float]]]:
    """Return all plans of whole multiples of the student's unit, best first."""
    own = own_numbers("bundling", student)
    values, costs = case.market(own)
    scale = own.number("scale", 2, 6, 1)
    table, unit = values.to_numpy() / scale, np.array(list(costs.values())) / scale
    singles = [*range(2, 21), 1000 / scale]
    packages = range(8, int(table.sum(axis=1).max()) + 1)
    found = [
        (earned(table, unit, prices) * scale, tuple(price * scale for price in prices))
        for prices in itertools.product(singles, singles, packages)
    ]
    return sorted(found, key=lambda plan: -plan[0])


def _named(prices: tuple[float, ...]) -> dict[str, float]:
    return dict(zip((*case.SERVICES, "package"), prices, strict=True))


@cache
def _weekend(student: str) -> dict[str, Any]:
    """Return the best prices on a coarse grid, the room at what is best for a given package."""
    others, costs = case.weekend(own_numbers("bundling", student), data.load("weekend_guests"))
    table, unit = others[["room", "spa"]].to_numpy(), list(costs.values())
    top = int(table.sum(axis=1).mean())
    packages, rooms = range(top * 6 // 100 * 10, top, 20), range(200, 1001, 20)
    _profit, package = max(
        (max(earned(table, unit, (room, 1000, whole)) for room in rooms), whole)
        for whole in packages
    )
    _profit, room = max(
        (earned(table, unit, (room, 1000, package)), room) for room in range(200, 1001, 10)
    )
    near = range(package - 20, package + 21, 10)
    _profit, package = max((earned(table, unit, (room, 1000, whole)), whole) for whole in near)
    return {"extra": "spa", "who": "all", "room": room, "single": 1000, "package": package}


@cache
def _library(films: int, cost: float) -> float:
    """Return the package's lead from scipy's distribution, on a fine grid of prices."""
    price = np.linspace(cost, 1, 4001)
    package = (price - cost) * stats.irwinhall(films).sf(price * films)
    return float(package.max()) - (1 - cost) ** 2 / 4


def mistakes(student: str) -> Iterator[tuple[str, Any, int, str]]:
    """Yield question, known wrong answer, its points, and words of the sentence it meets."""
    own, right = own_numbers("bundling", student), answers(student)
    values, costs = case.market(own)
    lowest = float(sum(4 * (values[name].min() - costs[name]) for name in values))
    yield "q1", lowest, 0, "At those prices all four buy"
    sums = values.sum(axis=1)
    yield "q1", max(_profits(sums.to_numpy(), sum(costs.values())).values()), 0, "best package"
    yield "q1", str(right["q1"]), 0, "without quotation marks"
    for total in sorted({float(x) for x in sums} - {right["q2"]})[:1]:
        yield "q2", total, 0, "another sum earns more"
    yield "q2", [right["q2"]], 0, "out of its brackets"
    yield from _wrong_prices(student, right["q3"])
    yield from _wrong_weekends(student, right["q4"])
    films, cost = case.library(own)
    yield "q5", round(-right["q5"], 3), 0, "the package less one by one"
    yield "q5", round(right["q5"] + (1 - cost) ** 2 / 4, 3), 0, "take off one by one"
    yield "q5", round(_library(films, cost) * films, 3), 0, "asked for per service"


def _wrong_prices(student: str, right: dict[str, float]) -> Iterator[tuple[str, Any, int, str]]:
    own = own_numbers("bundling", student)
    values, costs = case.market(own)
    table, unit = values.to_numpy(), list(costs.values())
    singly = sum(max(_profits(table[:, i], unit[i]).values()) for i in range(2))
    package = max(_profits(table.sum(axis=1), sum(unit)).values())
    most = every_plan(student)[0][0]
    half = [
        plan
        for profit, plan in every_plan(student)
        if max(singly, package) + 0.01 < profit < most - 0.01
    ]
    if half:
        yield "q3", _named(half[0]), 1, "some other prices earn still more"
    yield "q3", right | {"package": 1000}, 0, ""
    yield "q3", dict.fromkeys(right, 1), 0, "The better of the two pure ways"
    yield "q3", {"package": right["package"]}, 0, "is missing"
    yield "q3", right["package"], 0, ""


def _wrong_weekends(student: str, right: dict[str, Any]) -> Iterator[tuple[str, Any, int, str]]:
    others, costs = case.weekend(own_numbers("bundling", student), data.load("weekend_guests"))
    table, unit = others[["room", "spa"]].to_numpy(), list(costs.values())
    best = [
        max(_profits(table[:, i], unit[i]).items(), key=lambda pair: (pair[1], -pair[0]))[0]
        for i in range(2)
    ]
    singles = {"room": int(best[0]), "single": int(best[1])}
    opening = right | singles | {"package": round(0.09 * sum(best)) * 10}
    yield "q4", opening, 0, "settings that the explorer opens with"
    yield "q4", opening | {"package": round(0.09 * sum(best)) * 10 + 10}, 1, "at least 2 % more"
    yield "q4", right | {"who": "family"}, 0, "All guests see the card"
    yield "q4", right | {"package": 2000}, 0, "no more than the best single prices"
    yield "q4", right | {"room": 455}, 0, "in steps of 10"
    yield "q4", {"room": right["room"]}, 0, "is missing"
    yield "q4", right["room"], 0, "settings()"
