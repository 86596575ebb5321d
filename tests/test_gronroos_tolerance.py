"""Between the least that will do and what is desired lies a zone, and everyone has their own."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import data, gronroos

levels = st.integers(1, 7)
answers = st.lists(st.tuples(levels, levels, levels), min_size=1, max_size=30)


def table(rows):
    columns = ["adequate", "desired", "perceived"]
    return pd.DataFrame(rows, columns=columns).assign(dimension="reliability")


@pytest.mark.parametrize(
    ("perceived", "adequacy", "superiority", "place"),
    [(5.6, 0.6, -0.9, "within"), (4.6, -0.4, -1.9, "below"), (6.8, 1.8, 0.3, "above")],
)
def test_the_scores_agree_with_the_subtractions_done_by_hand(
    perceived, adequacy, superiority, place
):
    scores = gronroos.tolerance_scores(table([(5.0, 6.5, perceived)])).loc["reliability"]
    assert scores["adequacy"] == pytest.approx(adequacy)
    assert scores["superiority"] == pytest.approx(superiority)
    assert scores[place] == 1


@pytest.mark.parametrize("level", [5.0, 6.5])
def test_the_ends_belong_to_the_zone(level):
    assert gronroos.place_in_zone(level, 5.0, 6.5) == "within"


@given(answers)
def test_every_answer_is_counted_once_or_said_to_be_left_out(rows):
    scores = gronroos.tolerance_scores(table(rows)).loc["reliability"]
    assert scores[["counted", "missing", "no_zone"]].sum() == len(rows)
    if scores["counted"]:
        assert scores[["below", "within", "above"]].sum() == pytest.approx(1)
        assert scores["adequacy"] >= scores["superiority"]
    else:
        assert scores[["adequacy", "superiority", "below"]].isna().all()


def test_a_missing_answer_takes_its_row_out_and_is_counted():
    scores = gronroos.tolerance_scores(table([(4, 6, 5), (4, np.nan, 1), (6, 5, 1)]))
    assert scores.loc["reliability", ["counted", "missing", "no_zone"]].tolist() == [1, 1, 1]
    assert scores.loc["reliability", "perceived"] == 5


def test_groups_may_be_made_by_any_columns():
    rows = table([(4, 6, 5), (5, 6, 4)]).assign(branch=["north", "south"])
    scores = gronroos.tolerance_scores(rows, by=["branch", "dimension"])
    assert scores["adequacy"].to_dict() == {
        ("north", "reliability"): 1,
        ("south", "reliability"): -1,
    }


def test_a_mean_within_the_zone_of_means_can_be_in_hardly_any_zone():
    rows = [(2, 3, 5), (6, 7, 5), (2, 3, 4), (6, 7, 4)]
    scores = gronroos.tolerance_scores(table(rows)).loc["reliability"]
    assert scores["adequate"] < scores["perceived"] < scores["desired"]
    assert scores["within"] == 0


def test_at_hotel_a_reliability_lies_in_the_zone_of_all_and_below_that_of_business_guests():
    survey = data.load("hotel_tolerance")
    everybody = gronroos.tolerance_scores(survey)
    assert (everybody["adequacy"] > 0).all()
    assert (everybody["superiority"] < 0).all()
    business = gronroos.tolerance_scores(survey[survey["segment"] == "business"])
    assert list(business.index[business["adequacy"] < -0.5]) == ["reliability"]


def test_words_among_the_numbers_are_named():
    with pytest.raises(ValueError, match="adequate holds numbers, but row 1 has 'fine'"):
        gronroos.tolerance_scores(table([(4, 6, 5), ("fine", 6, 5)]))


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match='"desired"'):
        gronroos.tolerance_scores(table([(4, 6, 5)]).drop(columns="desired"))
