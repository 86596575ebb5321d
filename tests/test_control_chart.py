"""Which encounters differ by more than the service always does, and what tampering does."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import control_chart

# Walpole, Myers, Myers & Ye, Probability & Statistics for Engineers & Scientists, table A.22
# (factors for constructing control charts), as seen in a copy of the table: n, d2, A2.
PRINTED = [
    (2, 1.128, 1.880),
    (3, 1.693, 1.023),
    (4, 2.059, 0.729),
    (5, 2.326, 0.577),
    (6, 2.534, 0.483),
    (7, 2.704, 0.419),
    (8, 2.847, 0.373),
    (9, 2.970, 0.337),
    (10, 3.078, 0.308),
    (15, 3.472, 0.223),
    (20, 3.735, 0.180),
    (25, 3.931, 0.153),
]
series = st.lists(st.floats(-50, 50), min_size=3, max_size=40)


@pytest.mark.parametrize(("n", "d2", "a2"), PRINTED)
def test_the_factors_for_control_charts_are_those_of_the_printed_table(n, d2, a2):
    assert round(control_chart.mean_range(n), 3) == d2
    assert 3 / (control_chart.mean_range(n) * n**0.5) == pytest.approx(a2, abs=0.00051)


def test_the_first_two_factors_agree_with_their_closed_forms():
    assert control_chart.mean_range(2) == pytest.approx(2 / np.pi**0.5)
    assert control_chart.mean_range(3) == pytest.approx(3 / np.pi**0.5)


def test_the_limits_for_single_encounters_agree_with_the_sums_done_by_hand():
    # Mean 5, moving ranges 2, 1, 2, 4 with mean 2.25; 2.66 x 2.25 = 5.985.
    limits = control_chart.individuals_chart([4, 6, 5, 7, 3])
    assert limits["centre"] == 5
    assert limits["high"] - 5 == pytest.approx(2.66 * 2.25, abs=0.005)
    assert limits["high"] - 5 == pytest.approx(5 - limits["low"])


def test_the_limits_for_means_of_two_agree_with_the_sums_done_by_hand():
    # Ranges 2, 2, 2; A2 of pairs is 1.880.
    limits, means = control_chart.subgroup_chart([[4, 6], [5, 7], [3, 5]])
    assert means.tolist() == [5, 6, 4]
    assert limits["high"] - 5 == pytest.approx(1.880 * 2, abs=0.002)


@given(series, st.floats(-100, 100), st.floats(0.1, 10))
def test_limits_move_and_stretch_with_the_unit_of_measurement(values, shift, factor):
    values = np.array(values)
    there = control_chart.individuals_chart(shift + factor * values)
    np.testing.assert_allclose(
        there, shift + factor * control_chart.individuals_chart(values), atol=1e-8
    )


def test_a_service_that_never_differs_has_limits_without_width():
    assert control_chart.individuals_chart([5, 5, 5]).tolist() == [5, 5, 5]


def test_a_steady_service_is_hardly_ever_asked_about_one_encounter():
    values = np.random.default_rng(1).standard_normal(20_000)
    found = control_chart.signals(values, control_chart.individuals_chart(values))
    assert found["outside"].mean() == pytest.approx(0.0027, abs=0.001)


def test_a_drift_does_not_hide_in_its_own_spread():
    drift = np.arange(30) + np.tile([0.2, -0.2], 15)
    limits = control_chart.individuals_chart(drift)
    assert limits["high"] - limits["low"] < 6 * drift.std(ddof=1) / 2
    assert control_chart.signals(drift, limits)["outside"].any()


def test_eight_in_a_row_on_one_side_are_a_signal_and_a_missing_point_ends_the_row():
    limits = pd.Series({"centre": 0.0, "low": -3.0, "high": 3.0})
    assert control_chart.signals([1] * 8, limits)["run"].tolist() == [False] * 7 + [True]
    assert not control_chart.signals([1] * 4 + [np.nan] + [1] * 7, limits)["run"].any()
    assert not control_chart.signals([1] * 7 + [-1] + [1] * 7, limits)["run"].any()


def test_correcting_after_every_result_makes_a_steady_service_less_steady():
    # Deming (1986): the variance doubles if the whole distance is corrected.
    noise = np.random.default_rng(2).standard_normal(100_000)
    for reaction in (0.0, 0.5, 1.0):
        spread = control_chart.adjusted_after_each(noise, reaction).std() / noise.std()
        assert spread == pytest.approx(control_chart.spread_when_adjusted(reaction), rel=0.02)
    assert control_chart.spread_when_adjusted(1) == pytest.approx(2**0.5)


def test_who_leaves_a_steady_service_alone_changes_nothing():
    assert control_chart.adjusted_after_each([1, -2, 3], 0).tolist() == [1, -2, 3]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: control_chart.mean_range(1), "2 values at least, not 1"),
        (lambda: control_chart.individuals_chart([3, np.nan]), "2 values at least; there are 1"),
        (lambda: control_chart.subgroup_chart([[1], [2]]), "2 encounters at least"),
        (lambda: control_chart.adjusted_after_each([1], 2), "from 0 to 1, and is 2"),
        (lambda: control_chart.spread_when_adjusted(-1), "from 0 to 1, and is -1"),
    ],
)
def test_what_cannot_be_charted_is_said(call, words):
    with pytest.raises(ValueError, match=words):
        call()
