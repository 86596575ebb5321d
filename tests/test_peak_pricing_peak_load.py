"""Prices and capacity with a peak: published tables, brute force and the laws of the theory."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.peak_pricing import Market, best_plan, firm_peak_prices

POWER = ([60, 40], [[-0.5, 0.1], [0.1, -1.0]])
TABLE = {
    **{5: (67.81, 28.75, 2342.92), 6: (68.31, 28.50, 2314.30), 7: (68.81, 28.25, 2285.92)},
    **{8: (69.31, 28.00, 2257.80), 9: (69.81, 27.75, 2229.92), 10: (70.31, 27.50, 2202.30)},
    **{11: (70.81, 27.25, 2174.92), 12: (71.31, 27.00, 2147.80), 13: (71.81, 26.75, 2120.92)},
    **{14: (72.31, 26.50, 2094.30), 15: (72.81, 26.25, 2067.92)},
}
SHIFTING = Market([22e5, 18e5], [-1e5, -1e5], unit_cost=6, capacity_cost=8)


@pytest.mark.parametrize(("cost", "row"), TABLE.items())
def test_a_power_station_prices_its_peak_as_the_published_table_says(cost, row):
    """Winston & Albright, example 7.4, Florida Power & Light, as reported in a course hand-out
    (facts G6): peak price, capacity and profit; off-peak price 26.53 throughout."""
    plan = best_plan(Market(*POWER, capacity_cost=cost))
    found = (plan.prices[0], plan.capacity, plan.profit)
    np.testing.assert_allclose(found, row, atol=0.0051)
    assert plan.prices[1] == pytest.approx(26.53, abs=0.005)
    assert (plan.kind, plan.full) == ("firm", (0,))


def test_at_a_cost_of_ten_the_station_earns_and_pays_what_the_hand_out_prints():
    """Facts 7.1-A: off-peak demand 20.50, revenue 2,477.30, capacity cost 275."""
    plan = best_plan(Market(*POWER, capacity_cost=10))
    assert plan.quantities[1] == pytest.approx(20.50, abs=0.005)
    assert plan.prices @ plan.quantities == pytest.approx(2477.30, abs=0.005)
    assert 10 * plan.capacity == pytest.approx(275)


def test_a_monopoly_with_rising_costs_charges_38_and_74():
    """Course text after Pindyck & Rubinfeld (facts 7.1-B): Q 12 and 36, P 38 and 74; at
    marginal cost (derived) Q 20 and 60, P 30 and 50."""
    market = Market([50, 110], [-1, -1], unit_cost=20, cost_slope=0.5)
    np.testing.assert_allclose(best_plan(market).prices, [38, 74])
    np.testing.assert_allclose(best_plan(market).quantities, [12, 36])
    np.testing.assert_allclose(best_plan(market, "welfare").prices, [30, 50])
    np.testing.assert_allclose(best_plan(market, "welfare").quantities, [20, 60])


def test_where_the_peak_shifts_both_periods_bear_the_capacity_three_to_one():
    """Problem text from a public course, solution derived (facts 7.1-C): K 500,000, prices
    17 and 13, profit 5,000,000 cents; welfare K 1,000,000, 12 and 8, profit 0."""
    plan = best_plan(SHIFTING)
    np.testing.assert_allclose(plan.prices, [17, 13])
    assert plan.capacity == pytest.approx(500_000)
    assert plan.profit == pytest.approx(5_000_000)
    np.testing.assert_allclose(plan.shares / 8, [0.75, 0.25])
    assert (plan.kind, plan.full) == ("shifting", (0, 1))
    welfare = best_plan(SHIFTING, "welfare")
    np.testing.assert_allclose(welfare.prices, [12, 8])
    assert welfare.capacity == pytest.approx(1_000_000)
    assert welfare.profit == pytest.approx(0, abs=1e-6)


def test_demand_given_as_prices_is_the_same_market():
    turned = Market.from_prices([22, 18], [-1e-5, -1e-5], unit_cost=6, capacity_cost=8)
    np.testing.assert_allclose(best_plan(turned).prices, best_plan(SHIFTING).prices)
    with pytest.raises(ValueError, match="one for each of 2 periods"):
        Market.from_prices([22, 18], [-1, 0])


def test_the_naive_peak_price_leaves_the_other_period_with_more_guests_than_rooms():
    """Facts 7.1-C: 400,000 at the peak and 600,000 off it."""
    np.testing.assert_allclose(
        SHIFTING.demand(firm_peak_prices(SHIFTING, peak=0)), [400_000, 600_000]
    )


@pytest.mark.parametrize("cost", [0.0, 10.0, 40.0, 90.0])
@pytest.mark.parametrize("cross", [0.0, 0.1, 0.3])
def test_no_prices_on_a_fine_grid_earn_more(cost, cross):
    market = Market([60, 50], [[-0.5, cross], [cross, -0.7]], unit_cost=4, capacity_cost=cost)
    plan = best_plan(market)
    assert market.profit(plan.prices) == pytest.approx(plan.profit)
    steps = np.arange(-25, 25.1, 0.5)
    around = itertools.product(plan.prices[0] + steps, plan.prices[1] + steps)
    feasible = [prices for prices in around if (market.demand(prices) >= 0).all()]
    assert max(map(market.profit, feasible)) <= plan.profit + 1e-9


def test_a_house_that_stands_already_says_what_one_more_room_is_worth():
    market = Market([22, 18], [-1, -1], unit_cost=6)
    plan, more = (best_plan(market, capacity=size) for size in (5.0, 5.001))
    assert plan.shares.sum() == pytest.approx((more.profit - plan.profit) / 0.001, abs=0.01)
    np.testing.assert_allclose(plan.prices, [17, 13])


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.floats(10, 200), st.floats(0.2, 3), st.floats(0.5, 4)),
        min_size=2,
        max_size=9,
    ),
    st.floats(0.5, 80),
    st.sampled_from(["profit", "welfare"]),
)
def test_whatever_the_periods_are_they_share_the_capacity_cost_and_only_full_ones_bear_it(
    periods, cost, aim
):
    heights, slopes, hours = zip(*periods, strict=True)
    market = Market(heights, [-s for s in slopes], 3, capacity_cost=cost, hours=hours)
    plan = best_plan(market, aim)
    assert (plan.quantities >= 0).all()
    assert (plan.quantities <= plan.capacity * (1 + 1e-7) + 1e-7).all()
    if plan.capacity > 0:
        assert plan.shares.sum() == pytest.approx(cost, rel=1e-6)
        assert set(np.flatnonzero(plan.shares > 1e-6)) <= set(plan.full)
    else:
        assert plan.shares.sum() <= cost + 1e-6


def test_a_day_of_twenty_four_hours_is_priced_too():
    hours = np.arange(24)
    market = Market(
        (60 + 40 * np.sin(hours / 24 * 2 * np.pi)).tolist(), [-1.0] * 24, 2, capacity_cost=120
    )
    plan = best_plan(market)
    assert plan.kind == "shifting"
    assert plan.shares.sum() == pytest.approx(120)
    # No set of periods other than those that are full bears anything.
    assert (plan.shares[[t for t in hours if t not in plan.full]] < 1e-9).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Market([1, 2], [[-1, 0]]), "2 periods need 2 x 2 slopes, not 1 x 2"),
        (lambda: Market([1, 2], [-1, 1]), "own price must lower its demand"),
        (lambda: Market([1, 2], [[-1, 2], [2, -1]]), "own price must lower its demand"),
        (lambda: Market([1, 2], [-1, -1], unit_cost=[1, 2, 3]), "one for each of the 2"),
        (lambda: Market([1, 2], [-1, -1], capacity_cost=-1), "capacity_cost is -1"),
        (lambda: Market([], []), "one period at least"),
        (lambda: best_plan(SHIFTING, "glory"), "not 'glory'"),
        (lambda: firm_peak_prices(SHIFTING, 2), "from 0 to 1, not 2"),
        (
            lambda: best_plan(Market([60, 40], [[-1, 0.2], [0.1, -1]]), "welfare"),
            "equal both ways",
        ),
    ],
)
def test_a_market_that_cannot_be_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
