"""Why a gap changed: the parts add up, and each stands for what it says."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from surveys import tables

from helpers import servqual


def with_segments(missing: bool = False) -> st.SearchStrategy[pd.DataFrame]:
    segments = st.sampled_from(["business", "leisure", "group", None])
    return tables(missing=missing).flatmap(
        lambda table: st.lists(segments, min_size=6, max_size=6).map(
            lambda drawn: table.assign(segment=[drawn[guest - 1] for guest in table["guest"]])
        )
    )


@given(with_segments(), with_segments())
def test_the_parts_of_a_change_add_up_to_it(before, after):
    shared = set(before["dimension"]) & set(after["dimension"])
    before, after = (table[table["dimension"].isin(shared)] for table in (before, after))
    change = servqual.explain_change(before, after)
    assert change["before"] == pytest.approx(servqual.unweighted_score(servqual.gap_scores(before)))
    assert change["after"] == pytest.approx(servqual.unweighted_score(servqual.gap_scores(after)))
    parts = change[["expectations", "perceptions", "mix"]].sum()
    assert parts == pytest.approx(change["after"] - change["before"], abs=1e-9)


@given(with_segments(missing=True), with_segments(missing=True))
def test_each_dimensions_parts_add_up_though_answers_are_missing(before, after):
    shared = set(before["dimension"]) & set(after["dimension"])
    before, after = (table[table["dimension"].isin(shared)] for table in (before, after))
    table = servqual.explain_change_by_dimension(before, after)
    ends = [servqual.gap_scores(ratings)[table.index] for ratings in (before, after)]
    np.testing.assert_allclose(table["before"], ends[0], atol=1e-9)
    np.testing.assert_allclose(table["after"], ends[1], atol=1e-9)
    parts = table[["expectations", "perceptions", "mix"]].sum(axis=1, skipna=False)
    np.testing.assert_allclose(parts, ends[1] - ends[0], atol=1e-9)


@given(with_segments(), with_segments())
def test_looking_back_in_time_turns_the_sign_of_every_part(before, after):
    shared = set(before["dimension"]) & set(after["dimension"])
    before, after = (table[table["dimension"].isin(shared)] for table in (before, after))
    parts = ["expectations", "perceptions", "mix"]
    forth = servqual.explain_change(before, after)[parts]
    back = servqual.explain_change(after, before)[parts]
    np.testing.assert_allclose(forth, -back, atol=1e-9)


@pytest.mark.parametrize(
    ("column", "part", "change"),
    [("expectation", "expectations", -0.5), ("perception", "perceptions", 0.5)],
)
def test_when_only_one_level_moved_the_whole_change_is_its_own(two_guests, column, part, change):
    before = two_guests.assign(segment="business")
    after = before.assign(**{column: before[column] + 0.5})
    after.attrs["scale"] = (1, 8)
    explained = servqual.explain_change(before, after)
    assert explained[part] == pytest.approx(change)
    assert explained.drop(["before", "after", part]).abs().max() == pytest.approx(0)


def test_a_segment_that_only_came_afterwards_changes_the_mix_and_nothing_else(two_guests):
    before = two_guests[two_guests["guest"] == 1].assign(segment="business")
    after = two_guests.assign(segment=two_guests["guest"].map({1: "business", 2: "games"}))
    explained = servqual.explain_change(before, after)
    assert explained["mix"] == pytest.approx(explained["after"] - explained["before"])
    assert explained[["expectations", "perceptions"]].tolist() == pytest.approx([0, 0])


def test_tables_with_different_dimensions_cannot_be_compared(two_guests):
    before = two_guests.assign(segment="business")
    with pytest.raises(ValueError, match='only one of them has "empathy"'):
        servqual.explain_change(before, before[before["dimension"] != "empathy"])


def test_a_change_from_no_answers_cannot_be_explained(two_guests):
    before = two_guests.assign(segment="business")
    with pytest.raises(ValueError, match="no dimension has a gap in both"):
        servqual.explain_change(before, before.assign(perception=np.nan))
