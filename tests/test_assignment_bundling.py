"""Assignment 12 alone: its markets, weekends and libraries, and what earns one point."""

import itertools

import pytest
from assignments import grade
from assignments.bundling import every_plan

from helpers import bundling, data
from helpers.checks import own_numbers
from helpers.checks.cases import bundling as case

MANY = [f"student {number}" for number in range(60)]
GUESTS = data.load("weekend_guests")
DEMO = (
    [[8, 10], [30, 14], [24, 26], [32, 28]],
    {"maintenance": 4, "training": 10},
    [450, 420, 470],
    {"room": 140, "spa": 110},
    (6, 0.1),
)


@pytest.mark.parametrize(("rows", "costs"), case.MARKETS)
def test_in_every_market_selling_both_ways_earns_strictly_more(rows, costs):
    values = bundling_table(rows)
    profits = bundling.compare(values, costs)["profit"]
    assert profits["mixed"] >= profits[["separate", "bundle"]].max() + 2
    assert len(bundling.best_separate(values, costs).prices) == 2


def bundling_table(rows):
    own = own_numbers("bundling", "demo")
    return case.market(own)[0].assign(
        maintenance=[row[0] for row in rows], training=[row[1] for row in rows]
    )


@pytest.mark.parametrize("tenths", case.TENTHS)
def test_on_every_weekend_both_ways_are_needed_and_the_chapters_prices_do_not_do(tenths):
    values = GUESTS[["room", "spa"]] // 10 * tenths
    values = (values + 5) // 10 * 10
    for costs in itertools.product(range(100, 181, 20), range(50, 111, 20)):
        profits = bundling.compare(values, costs)["profit"]
        assert 0.98 * profits["mixed"] > profits[["separate", "bundle"]].max()
        chapters = {"room": 550, "spa": 400, "bundle": 650}
        assert bundling.profit(values, chapters, costs) < 0.98 * profits["mixed"]


def test_half_way_between_the_pure_ways_and_the_best_earns_one_point():
    marked = grade("bundling")
    for student in MANY[:5]:
        own = own_numbers("bundling", student)
        values, costs = case.market(own)
        most = bundling.best_mixed(values, costs).profit
        assert every_plan(student)[0][0] == pytest.approx(most)
        best = every_plan(student)[0][1]
        prices = dict(zip((*case.SERVICES, "package"), best, strict=True))
        assert marked("q3", prices, student) == 3


def test_no_two_of_a_class_share_all_their_numbers():
    drawn = set()
    for student in MANY:
        own = own_numbers("bundling", student)
        (values, costs), (_table, weekend) = case.market(own), case.weekend(own, GUESTS)
        drawn.add((values.to_csv(), *costs.values(), *weekend.values(), *case.library(own)))
    assert len(drawn) == len(MANY)


def test_the_numbers_of_a_student_never_change():
    own = own_numbers("bundling", "demo")
    values, costs = case.market(own)
    table, weekend = case.weekend(own, GUESTS)
    found = (values.to_numpy().tolist(), costs, table["room"].head(3).tolist(), weekend)
    assert (*found, case.library(own)) == DEMO
