"""Which dimension to mend first, when people weigh differently."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers import servqual

POINTS = dict(zip(servqual.DIMENSIONS, (11, 32, 22, 19, 16), strict=True))


@given(
    st.lists(st.floats(-6, 6), min_size=1, max_size=5),
    st.floats(0.1, 500),
    st.integers(0, 1000),
)
def test_in_every_draw_each_dimension_has_one_rank_and_each_rank_one_dimension(
    gaps, agreement, seed
):
    gaps = pd.Series(gaps, index=[f"d{number}" for number in range(len(gaps))])
    table = servqual.rank_stability(
        gaps, dict.fromkeys(gaps.index, 1), agreement=agreement, draws=50,
        rng=np.random.default_rng(seed),
    )  # fmt: skip
    np.testing.assert_allclose(table.sum(axis=0), 1)
    np.testing.assert_allclose(table.sum(axis=1), 1)


@pytest.mark.parametrize("agreement", [2, 10, 100])
@pytest.mark.parametrize("other", [-0.5, -1.0, -1.5])
def test_of_two_dimensions_the_first_comes_first_as_often_as_the_beta_distribution_says(
    agreement, other
):
    gaps = pd.Series({"reliability": -1.0, "tangibles": other})
    ranks = servqual.rank_stability(
        gaps, {"reliability": 60, "tangibles": 40}, agreement=agreement, draws=20_000,
        rng=np.random.default_rng(4),
    )  # fmt: skip
    needed = -other / (1 - other)
    expected = stats.beta.sf(needed, 0.6 * agreement, 0.4 * agreement)
    assert ranks.loc["reliability", 1] == pytest.approx(expected, abs=0.015)


def test_when_everybody_agrees_the_ranking_is_that_of_the_given_weights(by_hand):
    ranks = servqual.rank_stability(
        by_hand, POINTS, agreement=1e7, draws=200, rng=np.random.default_rng(4)
    )
    weighted = (by_hand * pd.Series(POINTS)).sort_values()
    assert ranks.idxmax(axis=1)[weighted.index].tolist() == [1, 2, 3, 4, 5]
    assert (ranks.max(axis=1) == 1).all()


def test_the_less_people_agree_the_less_sure_is_the_first_priority(by_hand):
    sure = [
        servqual.rank_stability(
            by_hand, POINTS, agreement=agreement, draws=4000, rng=np.random.default_rng(4)
        ).loc["reliability", 1]
        for agreement in (5, 50, 500)
    ]
    assert sure == sorted(sure)
    assert sure[0] < 0.7 < 0.95 < sure[2]


def test_the_same_seed_gives_the_same_ranking(by_hand):
    first, second = (
        servqual.rank_stability(by_hand, POINTS, agreement=9, rng=np.random.default_rng(4))
        for _ in range(2)
    )
    pd.testing.assert_frame_equal(first, second)


def test_dimensions_that_fall_equally_short_share_their_ranks():
    gaps = pd.Series({"reliability": -1.0, "empathy": 0.0, "tangibles": 0.0})
    ranks = servqual.rank_stability(
        gaps, dict.fromkeys(gaps.index, 1), agreement=5, draws=10, rng=np.random.default_rng(4)
    )
    assert ranks.loc["empathy"].tolist() == [0, 0.5, 0.5]


@pytest.mark.parametrize("setting", [{"agreement": 0}, {"agreement": 5, "draws": 0}])
def test_agreement_and_draws_lie_above_zero(by_hand, setting):
    with pytest.raises(ValueError, match="lie above 0"):
        servqual.rank_stability(by_hand, POINTS, rng=np.random.default_rng(4), **setting)


def test_first_priorities_of_real_respondents_follow_their_own_weights(by_hand):
    points = pd.DataFrame(
        [[0, 100, 0, 0, 0], [100, 0, 0, 0, 0], [0, 20, 0, 60, 20], [20, 20, 20, 20, None]],
        columns=servqual.DIMENSIONS,
    )
    share = servqual.first_priority_by_respondent(by_hand, points)
    assert share.sum() == pytest.approx(1)
    assert share["tangibles"] == pytest.approx(1 / 3)
    assert share["reliability"] == pytest.approx((1 + 0.5) / 3)
    assert share["empathy"] == pytest.approx(0.5 / 3)


def test_no_usable_points_leave_no_first_priority(by_hand):
    points = pd.DataFrame([[None] * 5], columns=servqual.DIMENSIONS, dtype=float)
    with pytest.raises(ValueError, match="no respondent gave points"):
        servqual.first_priority_by_respondent(by_hand, points)
