"""Values spread evenly: the unit square and the sum of many, against other ways to compute."""

import math
from fractions import Fraction

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings
from scipy import optimize

from helpers import bundling


def irwin_hall(bound: float, services: int) -> float:
    """The textbook's alternating sum, in exact fractions."""
    x = Fraction(bound)
    terms = (
        (-1) ** k * math.comb(services, k) * (x - k) ** services for k in range(math.floor(x) + 1)
    )
    return float(sum(terms) / math.factorial(services))


@given(st.integers(1, 40), st.floats(0, 1))
@settings(deadline=None)
def test_the_sum_of_many_values_is_distributed_as_irwin_and_hall_say(services, share):
    bound = share * services
    found = bundling.sum_of_uniforms_below(bound, services)
    assert found == pytest.approx(irwin_hall(bound, services), abs=1e-9)


@pytest.mark.parametrize("services", [1, 2, 3, 7])
def test_a_sum_of_values_is_never_below_nothing_and_always_below_all(services):
    found = bundling.sum_of_uniforms_below([-1.0, 0.0, float(services), services + 1.0], services)
    assert found == pytest.approx([0, 0, 1, 1])


def test_very_many_services_approach_the_mean_value_and_cost_takes_the_gain_away():
    assert 0.4489 < bundling.many_services(200)["profit"] < 0.5
    dear = 0.5
    assert bundling.many_services(20, dear)["profit"] < (1 - dear) ** 2 / 4


even_prices = st.tuples(*[st.floats(0, 1.2)] * 2, st.floats(0, 2.2))


@given(even_prices, st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)))
@settings(deadline=None, max_examples=40)
def test_the_square_is_what_a_fine_grid_of_customers_comes_to(prices, costs):
    middles = (np.arange(400) + 0.5) / 400
    x, y = (axis.ravel() for axis in np.meshgrid(middles, middles))
    p, q, whole = prices
    whole = min(whole, p + q)
    surplus = np.stack([np.zeros_like(x), x - p, y - q, x + y - whole])
    margins = np.array([0, p - costs[0], q - costs[1], whole - sum(costs)])
    on_the_grid = margins[surplus.argmax(axis=0)].mean()
    assert bundling.square_profit(*prices, costs) == pytest.approx(on_the_grid, abs=0.02)


@pytest.mark.parametrize("cost", [0.0, 0.1, 0.25, 0.4, 0.7])
def test_no_price_of_the_package_on_the_square_earns_more_than_the_best(cost):
    prices = np.linspace(0, 2, 4001)
    earned = bundling.square_profit(package=prices, costs=(cost, cost))
    best = bundling.square_bundle(cost)
    assert best.profit == pytest.approx(earned.max(), abs=1e-6)


@pytest.mark.parametrize("cost", [0.0, 0.1, 0.4, 0.7])
def test_no_prices_on_the_square_earn_more_than_both_ways_at_their_best(cost):
    def lost(prices):
        return -bundling.square_profit(*np.clip(prices, 0, 2), (cost, cost))

    found = optimize.differential_evolution(lost, [(0, 1), (0, 1), (0, 2)], seed=1, tol=1e-10)
    best = bundling.square_mixed(cost)
    assert best.profit >= -found.fun - 1e-6
    assert best.profit >= bundling.square_bundle(cost).profit
    assert best.profit >= bundling.square_separate(cost).profit
