"""How sure a mean gap is: intervals cover what they promise, and rows are not guests."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from surveys import tables

from helpers import intervals, servqual
from helpers.intervals import (
    bootstrap_interval,
    interval_as_if_rows_were_guests,
    mean_interval,
    t_interval,
)


def alike(rng: np.random.Generator, guests: int, surveys: int = 1, items: int = 5) -> pd.DataFrame:
    """Surveys of guests whose answers resemble each other; the true gap is -1.

    Half of the variance lies between guests, so answers of one guest correlate 0.5. Each
    survey stands as a dimension of its own, so that one call scores them all.
    """
    shape = surveys, guests, items
    gap = -1 + rng.normal(size=(surveys, guests, 1)) + rng.normal(size=shape)
    survey, guest, item = (axis.ravel() for axis in np.indices(shape))
    return pd.DataFrame(
        {
            "guest": guest,
            "item": item,
            "dimension": survey,
            "expectation": 0.0,
            "perception": gap.ravel(),
        }
    )


def coverage(table: pd.DataFrame, truth: float = -1) -> float:
    return float(((table["low"] <= truth) & (truth <= table["high"])).mean())


@pytest.fixture(scope="module")
def many_surveys() -> pd.DataFrame:
    return alike(np.random.default_rng(5), guests=40, surveys=1500)


def test_95_of_100_t_intervals_hold_the_true_gap(many_surveys):
    assert coverage(t_interval(many_surveys)) == pytest.approx(0.95, abs=0.015)


def test_80_of_100_t_intervals_of_80_percent_hold_the_true_gap(many_surveys):
    assert coverage(t_interval(many_surveys, confidence=0.8)) == pytest.approx(0.8, abs=0.03)


def test_resampled_guests_cover_the_true_gap_nearly_as_often_as_promised(many_surveys):
    some = many_surveys[many_surveys["dimension"] < 600]
    table = bootstrap_interval(some, resamples=800, rng=np.random.default_rng(5))
    assert coverage(table) == pytest.approx(0.94, abs=0.03)


def test_taking_rows_for_guests_promises_far_too_much(many_surveys):
    # Five answers that correlate 0.5 have 1 + 4 x 0.5 = 3 times the variance assumed, so
    # the interval reaches 1.96 / sqrt(3) true standard errors: it covers 74 of 100.
    covered = coverage(interval_as_if_rows_were_guests(many_surveys))
    assert covered == pytest.approx(2 * stats.norm.cdf(1.96 / np.sqrt(3)) - 1, abs=0.04)


def test_for_many_guests_the_bootstrap_comes_close_to_the_t_interval():
    ratings = alike(np.random.default_rng(6), guests=2000)
    by_resampling = bootstrap_interval(ratings, rng=np.random.default_rng(6))
    by_t = t_interval(ratings)
    width = (by_t["high"] - by_t["low"]).item()
    np.testing.assert_allclose(
        by_resampling[["gap", "low", "high"]], by_t[["gap", "low", "high"]], atol=0.08 * width
    )


@given(tables(missing=True))
def test_the_t_interval_agrees_with_scipy_on_guests_own_gaps(ratings):
    table, own = t_interval(ratings), servqual.respondent_gaps(ratings)
    for dimension, (gap, low, high, guests) in table.iterrows():
        values = own[dimension].dropna()
        assert guests == len(values)
        if len(values):
            assert gap == pytest.approx(values.mean())
        if len(values) > 1 and values.nunique() > 1:
            expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
            assert (low, high) == pytest.approx((expected.low, expected.high))


@given(tables(missing=True), st.integers(0, 99))
def test_resampled_intervals_stand_around_the_pooled_gap(ratings, seed):
    rng = np.random.default_rng(seed)
    table = bootstrap_interval(ratings, resamples=60, rng=rng)
    pd.testing.assert_series_equal(table["gap"], servqual.gap_scores(ratings))
    own = servqual.respondent_gaps(ratings)
    sure = table["low"].notna()
    assert sure.equals(table["respondents"] > 1)
    assert (table["low"][sure] >= own.min()[sure] - 1e-9).all()
    assert (table["high"][sure] <= own.max()[sure] + 1e-9).all()


def test_a_guest_who_left_out_items_weighs_less_in_the_pooled_gap_than_in_the_guests_mean():
    ratings = pd.DataFrame(
        {
            "guest": [1, 1, 1, 2],
            "dimension": "empathy",
            "expectation": [5.0, 5.0, 5.0, 5.0],
            "perception": [4.0, 4.0, 4.0, 2.0],
        }
    )
    assert bootstrap_interval(ratings, rng=np.random.default_rng(1))["gap"].item() == -1.5
    assert t_interval(ratings)["gap"].item() == -2


def test_more_confidence_takes_a_wider_interval(two_guests):
    narrow, wide = t_interval(two_guests, 0.5), t_interval(two_guests, 0.99)
    assert (wide["low"] < narrow["low"])[two_guests["dimension"].unique()[[0, 1, 2, 3]]].all()
    widths = [
        (table["high"] - table["low"])
        for table in (
            bootstrap_interval(two_guests, share, rng=np.random.default_rng(1))
            for share in (0.2, 0.99)
        )
    ]
    assert (widths[0] <= widths[1]).all()


def test_one_guest_has_a_gap_and_no_interval(two_guests):
    alone = two_guests[two_guests["guest"] == 1]
    for table in (t_interval(alone), bootstrap_interval(alone, rng=np.random.default_rng(1))):
        assert table["gap"].notna().all()
        assert table[["low", "high"]].isna().all(axis=None)


def test_a_dimension_that_nobody_rated_has_neither_gap_nor_interval(two_guests):
    two_guests.loc[two_guests["dimension"] == "empathy", "perception"] = np.nan
    for table in (
        t_interval(two_guests),
        bootstrap_interval(two_guests, rng=np.random.default_rng(1)),
    ):
        assert table.loc["empathy", ["gap", "low", "high"]].isna().all()
        assert table.loc["empathy", "respondents"] == 0


def test_a_dimension_that_few_rated_still_has_an_interval():
    # Two of 40 guests; in many resamples neither is drawn.
    ratings = alike(np.random.default_rng(2), guests=40)
    ratings.loc[ratings["guest"] > 1, "perception"] = np.nan
    table = bootstrap_interval(ratings, rng=np.random.default_rng(2))
    assert table[["low", "high"]].notna().all(axis=None)


def test_no_resamples_make_no_interval(two_guests):
    with pytest.raises(ValueError, match="1 resample or more, not 0"):
        bootstrap_interval(two_guests, resamples=0, rng=np.random.default_rng(1))


def test_a_survey_that_nobody_answered_has_no_rows(two_guests):
    empty = two_guests.iloc[:0]
    for table in (
        servqual.gap_scores(empty),
        servqual.level_scores(empty),
        servqual.respondent_gaps(empty),
        t_interval(empty),
        interval_as_if_rows_were_guests(empty),
        bootstrap_interval(empty, rng=np.random.default_rng(1)),
    ):
        assert len(table) == 0


def test_intervals_are_made_for_any_grouping(two_guests):
    for by in ("item", ["guest", "dimension"]):
        assert len(t_interval(two_guests, by=by)) == len(servqual.gap_scores(two_guests, by))
        assert interval_as_if_rows_were_guests(two_guests, by=by)["gap"].equals(
            servqual.gap_scores(two_guests, by)
        )


def test_the_same_seed_gives_the_same_interval_however_the_work_is_cut(two_guests, monkeypatch):
    whole = bootstrap_interval(two_guests, rng=np.random.default_rng(3))
    monkeypatch.setattr(intervals, "CELLS_AT_ONCE", 7)
    pd.testing.assert_frame_equal(
        bootstrap_interval(two_guests, rng=np.random.default_rng(3)), whole
    )


def test_the_interval_of_one_value_per_guest_agrees_with_scipy():
    values = pd.Series([-1.0, 0.5, -2.0, np.nan, 0.0])
    expected = stats.ttest_1samp(values.dropna(), 0).confidence_interval(0.9)
    found = mean_interval(values, confidence=0.9)
    assert found[["low", "high"]].tolist() == pytest.approx([expected.low, expected.high])
    assert found["respondents"] == 4


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.1, np.nan])
def test_confidence_is_a_share(two_guests, confidence):
    with pytest.raises(ValueError, match="confidence lies between 0 and 1"):
        t_interval(two_guests, confidence)
    with pytest.raises(ValueError, match="confidence lies between 0 and 1"):
        bootstrap_interval(two_guests, confidence, rng=np.random.default_rng(1))
