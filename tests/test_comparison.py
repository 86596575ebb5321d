"""Two hotels: when a survey can tell them apart, and how many guests that takes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.power import TTestIndPower

from helpers.comparison import chance_to_tell_apart, difference_interval, guests_needed

samples = st.lists(st.floats(-6, 6), min_size=2, max_size=30)


@given(samples, samples, st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_the_interval_of_a_difference_agrees_with_welchs_in_scipy(a, b, confidence):
    assume(np.var(a) > 1e-6 and np.var(b) > 1e-6)
    found = difference_interval(pd.Series(a), pd.Series(b), confidence)
    expected = stats.ttest_ind(a, b, equal_var=False).confidence_interval(confidence)
    assert found["difference"] == pytest.approx(np.mean(a) - np.mean(b), abs=1e-9)
    assert found[["low", "high"]].tolist() == pytest.approx([expected.low, expected.high])


@given(samples, samples)
def test_exchanging_the_hotels_turns_the_difference_round(a, b):
    forth = difference_interval(pd.Series(a), pd.Series(b))
    back = difference_interval(pd.Series(b), pd.Series(a))
    np.testing.assert_allclose(forth, -back[["difference", "high", "low"]], atol=1e-12)


def test_missing_answers_are_left_out_of_a_comparison():
    with_gaps = pd.Series([-1.0, np.nan, -2.0, 0.0])
    pd.testing.assert_series_equal(
        difference_interval(with_gaps, with_gaps + 1),
        difference_interval(with_gaps.dropna(), with_gaps.dropna() + 1),
    )


def test_guests_who_all_say_the_same_leave_no_doubt():
    same = difference_interval(pd.Series([-1.0, -1.0]), pd.Series([-2.0, -2.0]))
    assert same.tolist() == [1, 1, 1]


def test_guests_who_differ_by_next_to_nothing_can_be_compared():
    found = difference_interval(pd.Series([0.0, 1e-100]), pd.Series([1.0, 1.0]))
    assert found.tolist() == pytest.approx([-1, -1, -1])


def test_one_guest_cannot_be_compared():
    with pytest.raises(ValueError, match="two values at least; they have 1 and 2"):
        difference_interval(pd.Series([1.0, np.nan]), pd.Series([1.0, 2.0]))


@pytest.mark.parametrize("guests", [2, 5, 30, 200])
@pytest.mark.parametrize("difference", [0.1, 0.5, -1.0])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_chance_to_tell_hotels_apart_agrees_with_statsmodels(guests, difference, confidence):
    spread = 1.3
    expected = TTestIndPower().power(abs(difference) / spread, guests, 1 - confidence)
    found = chance_to_tell_apart(guests, difference, spread, confidence)
    assert found == pytest.approx(expected, abs=1e-9)


def test_the_chance_is_the_share_of_simulated_surveys_that_find_the_difference():
    rng = np.random.default_rng(9)
    a, b = rng.normal(0.6, 1.0, (20_000, 25)), rng.normal(0.0, 1.0, (20_000, 25))
    found = (stats.ttest_ind(a, b, axis=1).pvalue < 0.05).mean()
    assert found == pytest.approx(chance_to_tell_apart(25, 0.6, 1.0), abs=0.012)


def test_our_own_interval_finds_it_as_often_as_promised():
    rng = np.random.default_rng(9)
    found = 0
    for _ in range(1500):
        a, b = rng.normal(0.6, 1.0, 25), rng.normal(0.0, 1.0, 25)
        interval = difference_interval(a, b)
        found += interval["low"] > 0 or interval["high"] < 0
    assert found / 1500 == pytest.approx(chance_to_tell_apart(25, 0.6, 1.0), abs=0.045)


def test_hotels_that_do_not_differ_raise_a_false_alarm_5_times_in_100():
    np.testing.assert_allclose(chance_to_tell_apart([2, 50, 5000], 0.0, 1.0), 0.05)


@given(st.floats(0.05, 3), st.floats(0.1, 3))
def test_more_guests_never_make_it_harder(difference, spread):
    chances = chance_to_tell_apart(np.arange(2, 300), difference, spread)
    assert (np.diff(chances) >= -1e-9).all()


@pytest.mark.parametrize(
    ("guests", "difference"), [(2, 50), (2, 1e6), (10**9, 0.001), (10**9, 5.0), (400, 6.0)]
)
def test_no_setting_leaves_the_chance_open(guests, difference):
    assert chance_to_tell_apart(guests, difference, 1.0) == pytest.approx(1, abs=1e-6)


@given(st.floats(0.05, 3), st.floats(0.2, 2), st.floats(0.1, 0.99))
def test_the_guests_needed_are_enough_and_one_fewer_is_not(difference, spread, chance):
    needed = guests_needed(difference, spread, chance)
    assert chance_to_tell_apart(needed, difference, spread) >= chance
    if needed > 2:
        assert chance_to_tell_apart(needed - 1, difference, spread) < chance


def test_half_a_standard_deviation_takes_64_guests_in_each_hotel():
    exact = TTestIndPower().solve_power(effect_size=0.5, alpha=0.05, power=0.8)
    assert guests_needed(0.5, 1.0) == int(np.ceil(exact)) == 64


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"guests": 1}, "2 guests or more in each hotel, not 1"),
        ({"guests": [30, 0]}, "2 guests or more in each hotel, not 0"),
        ({"spread": 0}, "a spread above 0, not 0"),
        ({"spread": np.nan}, "a spread above 0, not nan"),
        ({"confidence": 95}, "confidence lies between 0 and 1"),
    ],
)
def test_a_survey_that_cannot_be_is_named(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        chance_to_tell_apart(**({"guests": 30, "difference": 0.5, "spread": 1.0} | arguments))


def test_a_difference_of_nothing_is_never_found():
    with pytest.raises(ValueError, match="no difference to find"):
        guests_needed(0, 1.0)
    with pytest.raises(ValueError, match="the chance lies between 0 and 1"):
        guests_needed(0.5, 1.0, chance=80)
