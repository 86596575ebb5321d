"""Protection levels and revenue: published tables, a reckoning by hand, and laws."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import peak_pricing as pp

FOUR = [1050, 950, 699, 520]
FOUR_DEMANDS = [
    pp.normal(mean, spread)
    for mean, spread in [(17.3, 5.8), (45.1, 15.0), (39.6, 13.2), (34.0, 11.3)]
]
POISSONS = [pp.poisson(80), pp.poisson(100)]


@pytest.mark.parametrize(("ratio", "limit"), [(0.4, 25), (0.5, 50), (0.6, 76)])
def test_littlewood_gives_the_booking_limits_of_phillips(ratio, limit):
    """Phillips, exercise 9.2: 100 seats, N(50, 100); limits 25, 50, 76 are the ceiling of
    100 - y (as reported by a public library's validation file; facts 7.3-A)."""
    level = pp.littlewood(ratio, 1, pp.normal(50, 100))
    assert pp.booking_limits(100, [level], rounding="ceil").tolist() == [100, limit]
    floored = pp.littlewood(ratio, 1, pp.normal(50, 100), rounding="floor")
    assert pp.booking_limits(100, [floored])[1] == limit


@pytest.mark.parametrize(
    ("low", "high", "demand", "level"),
    [
        (375, 675, pp.normal(80, 35), 75.11),
        (99, 499, pp.poisson(20), 24),
        (200, 500, pp.poisson(105), 107),
        (0.90, 1.50, pp.poisson(100), 97),
        (0.90, 1.50, pp.normal(100, 20), 94.93),
        (400, 600, pp.normal(60, 20), 51.39),
        (400, 600, pp.uniform(35, 75), 48.33),
    ],
)
def test_littlewood_answers_the_exercises_of_other_courses(low, high, demand, level):
    """Texts of public course exercises (facts 7.3-C: PHL-LAX; 499/99; 500/200, printed 107;
    bagels; 600/400), answers derived by this project except 107."""
    assert pp.littlewood(low, high, demand) == pytest.approx(level, abs=0.005)


def test_protecting_85_seats_to_los_angeles_loses_and_leaves_empty_what_the_sum_says():
    """Facts 7.3-C, PHL-LAX: 11.61 lost, 16.61 empty, revenue 89,291 (derived)."""
    high = pp.normal(80, 35)
    assert pp.expected_excess(high, 85) == pytest.approx(11.61, abs=0.005)
    assert pp.expected_empty(high, 85) == pytest.approx(16.61, abs=0.005)
    assert 115 * 375 + 675 * pp.expected_sales(high, 85) == pytest.approx(89_291, abs=0.6)


def test_emsr_a_and_b_agree_with_the_four_classes_that_two_libraries_print():
    """Talluri & van Ryzin / Phillips 7.5, as printed by two public code bases (facts G1)."""
    np.testing.assert_allclose(
        pp.emsr_a(FOUR, FOUR_DEMANDS), [9.706804, 50.460693, 91.631696], atol=1e-6
    )
    b = pp.emsr_b(FOUR, FOUR_DEMANDS)
    np.testing.assert_allclose(b, [9.706804, 53.267965, 96.834650], atol=1e-6)
    assert pp.emsr_b(FOUR, FOUR_DEMANDS, rounding="ceil").tolist() == [10, 54, 97]


def test_the_best_levels_of_the_four_classes_lie_one_room_from_the_heuristic():
    """Exact whole-room optimum 10, 54, 98 (facts 7.3-D, derived)."""
    best, earned = pp.best_protections(FOUR, FOUR_DEMANDS, 150)
    assert best.tolist() == [10, 54, 98]
    heuristic = pp.expected_revenue(FOUR, FOUR_DEMANDS, 150, [10, 54, 97])
    assert 0 <= earned - heuristic < 0.001 * earned


def test_emsr_b_gives_the_levels_of_fiig_and_others_2010():
    """Fiig et al. (2010), as printed in the tests of RevPy, which rounds (facts G2)."""
    means = [31.2, 10.9, 14.8, 19.9, 26.9, 36.3]
    spreads = [11.2, 6.6, 7.7, 8.9, 10.4, 12]
    demands = [pp.normal(*both) for both in zip(means, spreads, strict=True)]
    fares = [1200, 1000, 800, 600, 400, 200]
    raw = [20.365, 35.405, 54.339, 80.074, 117.436]
    np.testing.assert_allclose(pp.emsr_b(fares, demands), raw, atol=5e-4)
    assert pp.emsr_b(fares, demands, rounding="round").tolist() == [20, 35, 54, 80, 117]


def test_two_poisson_classes_earn_what_the_course_reports():
    """A public course's week 1 (facts 7.3-C): 6,159.44 first come first served, 8,856.12 at
    best, 9,197.93 in hindsight; captured share .8875."""
    first_come = pp.expected_revenue([100, 60], POISSONS, 100)
    levels, best = pp.best_protections([100, 60], POISSONS, 100)
    hindsight = pp.expected_revenue_in_hindsight([100, 60], POISSONS, 100)
    assert levels.tolist() == [78]
    assert pp.littlewood(60, 100, POISSONS[0]) == 78
    assert [round(x, 2) for x in (first_come, best, hindsight)] == [6159.44, 8856.12, 9197.93]
    captured = pp.opportunity_captured(best, first_come, hindsight)
    assert captured == pytest.approx(0.8875, abs=5e-5)


def test_the_revenue_opportunity_of_phillips_is_two_thirds_captured():
    """Phillips, exercise 9.7 (facts G5): 46,000; 59,200; 66,000; 66 %."""
    fares, demand = [1000, 800, 600, 200], [25, 30, 20, 50]
    without = pp.revenue(fares, pp.sold(demand, 100))
    with_limits = pp.revenue(fares, pp.sold(demand, 100, [100, 70, 45, 32]))
    perfect = pp.revenue(fares, pp.sold_in_hindsight(demand, 100))
    assert (without, with_limits, perfect) == (46_000, 59_200, 66_000)
    assert pp.opportunity_captured(with_limits, without, perfect) == pytest.approx(0.66)


# Laws


@given(st.floats(20, 90), st.floats(1, 20))
def test_the_expected_number_is_the_right_protection_at_a_ratio_of_one_half_only(mean, spread):
    demand = pp.normal(mean + 60, spread)
    assert pp.littlewood(50, 100, demand) == pytest.approx(mean + 60)
    assert pp.littlewood(40, 100, demand) > mean + 60 > pp.littlewood(60, 100, demand)


@given(st.floats(0.05, 0.95), st.floats(1, 15))
def test_more_doubt_raises_protection_only_below_a_ratio_of_one_half(ratio, spread):
    less = pp.littlewood(ratio, 1, pp.normal(100, spread))
    more = pp.littlewood(ratio, 1, pp.normal(100, spread + 5))
    assert (more > less) == (ratio < 0.5) or abs(ratio - 0.5) < 1e-6


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 12), st.floats(1, 12), st.floats(1, 12), st.floats(0.2, 0.95))
def test_two_classes_are_best_served_by_littlewood_by_trying_every_level(rooms, high, low, ratio):
    demands = [pp.poisson(high), pp.poisson(low)]
    by_trying = [
        pp.expected_revenue([100, 100 * ratio], demands, rooms, [level])
        for level in range(rooms + 1)
    ]
    _levels, best = pp.best_protections([100, 100 * ratio], demands, rooms)
    assert best == pytest.approx(max(by_trying))
    by_rule = min(int(pp.littlewood(ratio, 1, demands[0])), rooms)
    assert by_trying[by_rule] == pytest.approx(best)


def test_three_classes_are_best_served_by_the_levels_that_trying_all_finds():
    fares, demands = [100, 70, 40], [pp.poisson(3), pp.poisson(4), pp.poisson(6)]
    levels, best = pp.best_protections(fares, demands, 8)
    tried = {
        pair: pp.expected_revenue(fares, demands, 8, pair)
        for pair in itertools.combinations_with_replacement(range(9), 2)
    }
    assert best == pytest.approx(max(tried.values()))
    assert tried[tuple(levels.tolist())] == pytest.approx(best)


def test_many_simulated_nights_earn_on_average_what_the_exact_sum_says():
    rng = np.random.default_rng(7)
    nights = np.column_stack([d.rvs(20_000, random_state=rng) for d in POISSONS])
    limits = pp.booking_limits(100, [78])
    for limit, exact in ((None, 6159.44), (limits, 8856.12)):
        simulated = pp.revenue([100, 60], pp.sold(nights, 100, limit))
        error = simulated.std() / np.sqrt(len(simulated))
        assert abs(simulated.mean() - exact) < 4 * error
    hindsight = pp.revenue([100, 60], pp.sold_in_hindsight(nights, 100))
    assert (hindsight >= pp.revenue([100, 60], pp.sold(nights, 100, limits)) - 1e-9).all()


def test_an_observed_demand_is_protected_by_its_own_nights():
    past = pp.Empirical([40, 50, 60, 70, 80])
    assert pp.littlewood(0.4, 1, past) == 60  # two nights of five exceed 60
    assert pp.littlewood(0.5, 1, past) == 60
    assert pp.expected_sales(past, 60) == pytest.approx(54)


def test_poisson_classes_are_pooled_as_poisson_or_as_normal_as_one_asks():
    fares, demands = [100, 80, 30], [pp.poisson(10), pp.poisson(20), pp.poisson(30)]
    exact, moments = (pp.emsr_b(fares, demands, pool=pool) for pool in ("exact", "moments"))
    mean_fare = (100 * 10 + 80 * 20) / 30
    assert exact[1] == pp.littlewood(30, mean_fare, pp.poisson(30))
    assert moments[1] == pytest.approx(pp.littlewood(30, mean_fare, pp.normal(30, 30**0.5)))


@pytest.mark.parametrize("demand", [pp.poisson(7), pp.normal(9, 3), pp.uniform(2, 12)])
def test_the_chances_of_all_numbers_of_rooms_add_up_to_one(demand):
    assert pp.chances(demand, 9).sum() == pytest.approx(1)
    assert pp.expected_sales(demand, 8) + pp.expected_excess(demand, 8) == pytest.approx(
        float(demand.mean())
    )


# What is refused


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pp.littlewood(600, 400, pp.normal(60, 20)), "low fare, 600, is above .* 400"),
        (lambda: pp.littlewood(0, 400, pp.normal(60, 20)), "fare is 0"),
        (lambda: pp.rounded(1.5, "up"), "none, floor, ceil, round, not 'up'"),
        (lambda: pp.emsr_b([500, 600], POISSONS), "fare 2 is 600 after 500"),
        (lambda: pp.emsr_a([500], POISSONS), "two classes at least"),
        (lambda: pp.emsr_b([2, 1], POISSONS, pool="sum"), "exact, moments, not 'sum'"),
        (lambda: pp.sold([1, 2], 10, [10]), "2 classes need as many limits, not 1"),
        (lambda: pp.sold([-1, 2], 10), "demands is -1"),
        (lambda: pp.expected_revenue([2, 1], POISSONS, 10, [1.5]), "whole protection levels"),
        (lambda: pp.opportunity_captured(5, 10, 10), "nothing can be added"),
        (lambda: pp.Empirical([]), "one night at least"),
        (lambda: pp.normal(50, -1), "spread is -1"),
    ],
)
def test_a_class_or_a_rule_that_cannot_be_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
