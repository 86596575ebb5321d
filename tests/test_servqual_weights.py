"""Weights from points, and the two ways from there to one score."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from surveys import tables

from helpers import servqual


def points_for(table: pd.DataFrame) -> st.SearchStrategy[pd.DataFrame]:
    """Points of every guest for every dimension, none of them zero throughout."""
    guests, dimensions = table["guest"].unique(), table["dimension"].unique()
    shape = len(guests), len(dimensions)
    return arrays(float, shape, elements=st.integers(1, 100).map(float)).map(
        lambda points: pd.DataFrame(points, columns=dimensions).assign(guest=guests)
    )


def test_a_guest_who_hands_out_200_points_counts_no_more_than_one_who_hands_out_10():
    points = pd.DataFrame({"points_reliability": [150, 2], "points_empathy": [50, 8]})
    assert servqual.weights_from_points(points).to_dict() == pytest.approx(
        {"reliability": (0.75 + 0.2) / 2, "empathy": (0.25 + 0.8) / 2}
    )


def test_guests_whose_points_cannot_be_used_are_left_out_and_counted():
    points = pd.DataFrame({"reliability": [60, None, -10, 0, 20], "empathy": [40, 50, 110, 0, 80]})
    weights = servqual.weights_from_points(points)
    assert weights.to_dict() == pytest.approx({"reliability": 0.4, "empathy": 0.6})
    assert weights.attrs == {"respondents": 2, "left_out": 3}
    assert servqual.own_weights(points).index.tolist() == [0, 4]


def test_only_the_points_of_a_table_of_guests_are_read():
    guests = pd.DataFrame(
        {"guest": [7, 8], "segment": "business", "nights": 3, "points_reliability": 60,
         "points_empathy": 40}
    )  # fmt: skip
    assert servqual.own_weights(guests).columns.tolist() == ["reliability", "empathy"]
    assert servqual.own_weights(guests).index.tolist() == [7, 8]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ({"guest": [1, 1], "empathy": [3, 4]}, "guest 1 has more than one row"),
        ({"guest": [1, 2], "empathy": ["a", "b"]}, 'numbers, but "empathy" holds text'),
        ({"guest": [1, 2]}, "no columns of points"),
        ({"guest": [1, 2], "empathy": [0, 0]}, "no respondent gave points"),
    ],
)
def test_points_that_cannot_be_are_named(points, sentence):
    with pytest.raises(ValueError, match=sentence):
        servqual.weights_from_points(pd.DataFrame(points))


def test_the_two_ways_to_weigh_differ_when_guests_are_let_down_where_it_matters_to_them(
    two_guests,
):
    # Guest 1 cares for empathy alone (gap -2), guest 2 for responsiveness alone (gap -2).
    points = pd.DataFrame(0, index=[1, 2], columns=servqual.DIMENSIONS)
    points.loc[1, "empathy"] = points.loc[2, "responsiveness"] = 100
    assert servqual.weighted_score_per_respondent(two_guests, points) == -2
    assert servqual.weighted_score_averaged_first(two_guests, points) == -1.25


@given(tables())
def test_the_two_ways_to_weigh_agree_when_all_guests_weigh_alike(ratings):
    dimensions = ratings["dimension"].unique()
    points = pd.DataFrame(
        [range(1, len(dimensions) + 1)] * ratings["guest"].nunique(),
        columns=dimensions,
        index=ratings["guest"].unique(),
    )
    assert servqual.weighted_score_per_respondent(ratings, points) == pytest.approx(
        servqual.weighted_score_averaged_first(ratings, points)
    )


@given(st.data())
def test_a_guests_own_score_is_own_gaps_by_own_weights(data):
    ratings = data.draw(tables(missing=True).filter(lambda table: complete(table)))
    points = data.draw(points_for(ratings))
    own = servqual.respondent_weighted_gaps(ratings, points)
    gaps, weights = servqual.respondent_gaps(ratings), servqual.own_weights(points)
    answered = gaps.index[gaps.notna().any(axis=1)]
    assert own.index.tolist() == answered.tolist()
    for guest in answered:
        by_itself = servqual.weighted_score(gaps.loc[guest], weights.loc[guest])
        assert own[guest] == pytest.approx(by_itself)


def complete(ratings: pd.DataFrame) -> bool:
    return bool(ratings[["expectation", "perception"]].notna().all(axis=1).any())


def test_a_guest_who_rated_nothing_that_matters_to_them_has_no_weighted_gap(two_guests):
    two_guests = two_guests[(two_guests["guest"] == 2) | (two_guests["dimension"] == "empathy")]
    points = pd.DataFrame(
        [[100, 0, 0, 0, 0], [20, 20, 20, 20, 20]], index=[1, 2], columns=servqual.DIMENSIONS
    )
    assert servqual.respondent_weighted_gaps(two_guests, points).index.tolist() == [2]


def test_points_of_strangers_cannot_weigh_a_guests_own_gaps(two_guests):
    points = pd.DataFrame(20, index=[8, 9], columns=servqual.DIMENSIONS)
    with pytest.raises(ValueError, match="no guest has both"):
        servqual.weighted_score_per_respondent(two_guests, points)


def test_points_for_other_dimensions_than_those_rated_are_named(two_guests):
    points = pd.DataFrame(20, index=[1, 2], columns=[*servqual.DIMENSIONS[:4], "price"])
    with pytest.raises(ValueError, match='no weight is given for "empathy"'):
        servqual.weighted_score_per_respondent(two_guests, points)
