"""Bundling: what customers would pay, and the best of three ways to sell."""

import itertools
import math

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from helpers import bundling
from helpers.bundling import BUNDLE


def table(*rows, names=("X", "Y")):
    return pd.DataFrame(list(rows), columns=list(names))


# Published cases


def test_two_stations_pay_more_for_both_films_together_than_for_each():
    """Peppall's variant of Stigler's block-booking case, as reported in course materials."""
    found = bundling.compare(table((8000, 2500), (7000, 4000)))
    assert found["profit"].tolist() == [19_000, 21_000, 21_000]
    assert found.loc["separate", ["X", "Y"]].tolist() == [7000, 2500]
    assert found.loc["bundle", BUNDLE] == 10_500


def test_two_stations_that_agree_on_one_film_gain_nothing_from_the_package():
    """Peppall's control, as reported there: both stations value the second film alike."""
    found = bundling.compare(table((8000, 2500), (7000, 2500)))
    assert found["profit"].tolist() == [19_000] * 3


def test_two_cinemas_of_opposite_tastes_pay_28_000_for_both_films():
    """Pindyck and Rubinfeld, section on bundling: Gone with the Wind and Gertie's Garter."""
    found = bundling.compare(table((12_000, 3000), (10_000, 4000)))
    assert found["profit"].tolist() == [26_000, 28_000, 28_000]
    assert found.loc["bundle", BUNDLE] == 14_000
    assert found.loc["separate", ["X", "Y"]].tolist() == [10_000, 3000]


def test_two_cinemas_that_rank_the_films_alike_gain_nothing_from_the_package():
    """Pindyck and Rubinfeld, section on bundling: demands that are positively correlated."""
    found = bundling.compare(table((12_000, 4000), (10_000, 3000)))
    assert found["profit"].tolist() == [26_000] * 3
    assert found.loc["bundle", BUNDLE] == 13_000


def test_burgers_and_fries_earn_more_singly_than_a_published_solution_says():
    """A web page for students gives 4, 6 and 7.5; the first is not the optimum, 5.5 is."""
    menu = table((4, 1), (3, 2), (4.5, 0), names=("burger", "fries"))
    found = bundling.compare(menu, {"burger": 2, "fries": 0.5})
    assert found["profit"].tolist() == [5.5, 6, 7.5]
    assert found.loc["separate", ["burger", "fries"]].tolist() == [4, 2]
    assert found.loc["bundle", BUNDLE] == 4.5
    assert found.loc["mixed", ["burger", BUNDLE]].tolist() == [4.5, 5]
    assert math.isnan(found.loc["mixed", "fries"])
    assert bundling.profit(menu, {"burger": 3, "fries": 1}, (2, 0.5)) == 4


@pytest.mark.parametrize(("costs", "bundle"), [((1, 1), 18), ((0.5, 0.5), 20)])
def test_the_two_channels_depend_on_how_the_cost_is_read(costs, bundle):
    """A web exercise on two television channels prints no answers; they are derived here."""
    found = bundling.compare(table((9, 2), (3, 8)), costs)
    assert found.loc["bundle", "profit"] == bundle
    if costs == (1, 1):
        assert found.loc["separate"].dropna().tolist() == [9, 8, 15]


@pytest.mark.parametrize(
    ("price", "printed"),
    [(1, 0.5), (0.9, 0.536), (0.8, 0.544), (0.7, 0.529), (0.6, 0.492), (0.5, 0.438)],
)
def test_the_package_on_the_unit_square_earns_what_the_textbook_tabulates(price, printed):
    """Peppall's table of a package at six prices, as reported; 0.5 sold separately."""
    assert bundling.square_profit(package=price) == pytest.approx(printed, abs=6e-4)
    assert bundling.square_profit(0.5, 0.5) == pytest.approx(0.5)


def test_the_best_prices_on_the_unit_square_are_the_known_ones():
    """Derived: the square root of 2/3 for the package; 2/3 and (4 - sqrt 2)/3 for both ways."""
    package, mixed = bundling.square_bundle(), bundling.square_mixed()
    assert package.prices[BUNDLE] == pytest.approx(math.sqrt(2 / 3))
    assert package.profit == pytest.approx(0.5443, abs=5e-5)
    assert mixed.prices["first"] == pytest.approx(2 / 3)
    assert mixed.prices[BUNDLE] == pytest.approx(0.8619, abs=5e-5)
    assert mixed.profit == pytest.approx(0.5492, abs=5e-5)


@pytest.mark.parametrize(
    ("services", "price", "share", "profit"),
    [
        (1, 0.5, 0.5, 0.25),
        (2, 0.4082, 0.6667, 0.2722),
        (3, 0.3876, 0.74, 0.2869),
        (5, 0.385, 0.8079, 0.3111),
        (10, 0.3929, 0.8776, 0.3448),
        (20, 0.4079, 0.9227, 0.3764),
    ],
)
def test_a_larger_package_is_bought_by_more_people_at_more_per_service(
    services, price, share, profit
):
    """Derived from the distribution of a sum of uniform values (after Bakos & Brynjolfsson)."""
    found = bundling.many_services(services).tolist()
    assert found == pytest.approx([price, share, profit], abs=5e-5)


# The model against trying everything


def every_price(values, costs, weights):
    """Try every price on a half-unit grid, with a chooser written the plain way."""
    top = int(values.to_numpy().max())
    halves = [x / 2 for x in range(2 * top + 2)]
    singles, packages = [*halves, math.inf], [*[x / 2 for x in range(4 * top + 2)], math.inf]
    best = 0.0
    for p, q in itertools.product(singles, singles):
        for whole in packages:
            best = max(best, _plain_profit(values, (p, q, min(whole, p + q)), costs, weights))
    return best


def _plain_profit(values, prices, costs, weights):
    p, q, whole = prices
    earned = 0.0
    for (x, y), weight in zip(values.to_numpy(), weights, strict=True):
        options = [
            (x - p, p - costs[0]),
            (y - q, q - costs[1]),
            (x + y - whole, whole - sum(costs)),
        ]
        surplus, margin = max(option for option in options)
        earned += weight * margin if surplus >= 0 else 0.0
    return earned


few_customers = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 2)), min_size=1, max_size=4
)
small_costs = st.tuples(st.integers(0, 2), st.integers(0, 2))


@given(few_customers, small_costs)
@settings(max_examples=40, deadline=None)
def test_no_prices_at_all_earn_more_than_the_best_that_are_found(rows, costs):
    values, weights = table(*[row[:2] for row in rows]), [row[2] for row in rows]
    plan = bundling.best_mixed(values, costs, weights)
    assert plan.profit == pytest.approx(every_price(values, costs, weights))


amounts = st.integers(0, 60).map(lambda tens: tens / 4)
customers = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=12)
both_costs = st.tuples(amounts, amounts)


@given(customers, both_costs)
@settings(deadline=None)
def test_the_best_plans_earn_what_they_say_and_both_ways_never_less(rows, costs):
    values = table(*rows)
    found = bundling.compare(values, costs)
    for way, row in found.iterrows():
        prices = row.drop("profit").dropna().to_dict()
        assert bundling.profit(values, prices, costs) == pytest.approx(row["profit"]), way
    assert found.loc["mixed", "profit"] >= found["profit"].max() - 1e-9
    assert (found["profit"] >= 0).all()


@given(customers, both_costs, st.tuples(amounts, amounts, amounts))
@settings(deadline=None)
def test_no_prices_that_somebody_thinks_of_earn_more_than_the_best(rows, costs, tried):
    values = table(*rows)
    prices = dict(zip(("X", "Y", BUNDLE), tried, strict=True))
    earned = bundling.profit(values, prices, costs)
    assert earned <= bundling.best_mixed(values, costs).profit + 1e-9


@given(customers, both_costs, st.floats(0.01, 1000))
@settings(deadline=None)
def test_another_currency_changes_prices_and_profit_alike(rows, costs, rate):
    values = table(*rows)
    here = bundling.best_mixed(values, costs).profit
    there = bundling.best_mixed(values * rate, [cost * rate for cost in costs]).profit
    assert there == pytest.approx(here * rate, rel=1e-6, abs=1e-9)


@given(customers, both_costs)
@settings(deadline=None)
def test_a_row_that_stands_for_two_customers_counts_like_two_rows(rows, costs):
    once = bundling.compare(table(*rows), costs, [2] * len(rows))
    twice = bundling.compare(table(*rows, *rows), costs)
    pd.testing.assert_frame_equal(once, twice)


@given(customers, both_costs, st.tuples(amounts, amounts, amounts))
@settings(deadline=None)
def test_nobody_ever_pays_more_than_what_is_bought_is_worth(rows, costs, tried):
    values = table(*rows)
    sold = bundling.sales(values, dict(zip(("X", "Y", BUNDLE), tried, strict=True)), costs)
    assert (sold["surplus"] >= -1e-9).all()
    assert (sold["pays"] <= values.sum(axis=1) + 1e-9).all()
    assert (sold.loc[sold["takes"] == bundling.NOTHING, "pays"] == 0).all()


def test_customers_whose_sums_are_all_alike_leave_nothing_on_the_table():
    values = table(*[(x, 10 - x) for x in range(11)])
    assert bundling.best_bundle(values).profit == values.to_numpy().sum()


def test_tens_that_binary_fractions_miss_count_as_tens():
    values = table((0.1, 0.2), (0.3, 0.0), (0.0, 0.3))
    assert bundling.best_bundle(values).profit == pytest.approx(0.9)
    assert bundling.profit(values, {BUNDLE: 0.3}) == pytest.approx(0.9)


# Ties, and what is not on offer


def test_who_is_indifferent_between_buying_and_not_buying_buys():
    assert bundling.sales(table((5, 5)), {"X": 5})["takes"].tolist() == ["X"]


def test_who_is_indifferent_between_two_purchases_makes_the_one_that_earns_more():
    guest = table((8, 3))
    assert bundling.sales(guest, {"X": 8, BUNDLE: 11})["takes"].item() == BUNDLE
    assert bundling.sales(guest, {"X": 8, BUNDLE: 11}, (0, 4))["takes"].item() == "X"


def test_nobody_can_be_kept_from_buying_both_one_by_one():
    sold = bundling.sales(table((5, 5)), {"X": 2, "Y": 3, BUNDLE: 9})
    assert (sold["takes"].item(), sold["pays"].item()) == (BUNDLE, 5)


def test_who_takes_a_service_below_its_cost_is_told_of():
    sold = bundling.sales(table((9, 1), (5, 5)), {BUNDLE: 10}, (0, 2))
    assert sold["below_cost"].tolist() == [True, False]


def test_a_service_that_costs_more_than_anybody_pays_is_not_sold():
    plan = bundling.best_separate(table((5, 1), (4, 2)), (0, 3))
    assert plan.prices == {"X": 4}
    assert bundling.best_bundle(table((1, 1)), (2, 2)).prices == {}


def test_three_services_go_into_one_package_as_two_do():
    firms = table((90, 20, 5), (60, 45, 10), (75, 30, 20), names=("machine", "repair", "training"))
    assert bundling.best_bundle(firms).prices == {BUNDLE: 115}
    separate = bundling.best_separate(firms)
    assert separate.prices == {"machine": 60, "repair": 20, "training": 10}
    assert separate.profit == 60 * 3 + 20 * 3 + 10 * 2
    sold = bundling.sales(firms, {"machine": 70, "repair": 30, BUNDLE: 120})
    assert sold["takes"].tolist() == ["machine", "repair", BUNDLE]


# Moves


def test_a_package_moves_customers_and_the_changes_add_up_to_the_profits():
    values = table((80, 25), (70, 40), (60, 10), (20, 20))
    before, after = {"X": 70, "Y": 40}, {"X": 70, "Y": 40, BUNDLE: 70}
    moves = bundling.moves_to_package(values, before, after)
    earned = bundling.profit(values, after) - bundling.profit(values, before)
    assert moves["change"].sum() == pytest.approx(earned)
    assert moves["customers"].to_dict() == {
        "new": 1,
        "more": 1,
        "same": 1,
        "less": 0,
        "single": 0,
        "nothing": 1,
    }


# Errors


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (table((1, np.nan)), "customer 0 has nothing for Y"),
        (table((1, -2)), 'customer 0 has "-2" for Y'),
        (table((1, "dear")), 'customer 0 has "dear" for Y'),
        (table((1, 2)).set_axis(["X", "X"], axis=1), '"X" stands in two columns'),
        (table((1, 2)).set_axis(["X", BUNDLE], axis=1), "that is the package"),
        (table((1, 2), (2, 3)).set_axis(["Li", "Li"]), "customer Li has two rows"),
        (table((1, 2)).iloc[:0], "one customer"),
        ([[1, 2]], "not as list"),
        (pd.DataFrame({"X": [1]}), "2 services are asked for, and the table has 1 columns: X"),
    ],
)
def test_a_table_that_cannot_be_used_is_met_by_a_sentence(values, words):
    with pytest.raises(ValueError, match=words):
        bundling.best_mixed(values)


@pytest.mark.parametrize(
    ("costs", "weights", "words"),
    [
        ((1,), None, "2 services and 1 costs"),
        ((1, -1), None, "Y has -1"),
        ({"X": 1}, None, "costs are asked for X, Y, and given for X"),
        (None, [1, 2], "1 customers and 2 weights"),
        (None, [0], "not all of them 0"),
        (None, pd.Series([1], ["Li"]), "every customer needs one weight"),
    ],
)
def test_costs_and_weights_that_do_not_fit_are_met_by_a_sentence(costs, weights, words):
    with pytest.raises(ValueError, match=words):
        bundling.best_mixed(table((1, 2)), costs, weights)


@pytest.mark.parametrize(
    ("prices", "words"),
    [({"Z": 1}, "no Z to price; there are: X, Y, bundle"), ({"X": -1}, "X has -1")],
)
def test_prices_that_cannot_be_are_met_by_a_sentence(prices, words):
    with pytest.raises(ValueError, match=words):
        bundling.sales(table((1, 2)), prices)


def test_numbers_out_of_range_are_met_by_a_sentence():
    with pytest.raises(ValueError, match="between -1 and 1, not at 2"):
        bundling.draw_values(10, (1, 1), (1, 1), 2, np.random.default_rng(0))
    with pytest.raises(ValueError, match="3 customers or more, not 2"):
        bundling.draw_values(2, (1, 1), (1, 1), 0, np.random.default_rng(0))
    with pytest.raises(ValueError, match="from 1 to 200, not 0"):
        bundling.many_services(0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        bundling.square_bundle(1.5)
    with pytest.raises(ValueError, match="0 or more"):
        bundling.square_profit(package=-1)
