"""What the charts and explorers of chapter 06 show, read by their data."""

import pandas as pd
import pytest

from helpers import data
from helpers.explorers.two_factor import explore_contrast, explore_kinds, explore_next_spend
from helpers.explorers.two_factor_stories import explore_stories


@pytest.fixture(scope="module")
def contrast():
    truth = data.load("hotel_attribute_truth").set_index("attribute")
    return explore_contrast(data.load("hotel_attributes"), truth.index, "overall", truth)


def test_three_in_a_hundred_make_the_reward_first_and_thirty_the_penalty():
    explorer = explore_next_spend()
    assert "+0.024" in explorer.sentence
    assert "raise first" in explorer.sentence
    explorer.set({"low": 30})
    assert "+0.240" in explorer.sentence
    assert "clear first" in explorer.sentence
    assert "+0.100" in explorer.sentence


def test_shares_beyond_a_hundred_are_cut_and_the_sentence_says_so():
    explorer = explore_next_spend({"low": 60, "high": 80})
    assert "high is cut to 40 %" in explorer.sentence
    guests = explorer.figure.data[0]
    assert sum(guests.y) == pytest.approx(100)


def test_with_all_guests_in_the_middle_there_is_no_line():
    explorer = explore_next_spend({"low": 0, "high": 0})
    assert "finds no line" in explorer.sentence
    assert len(explorer.figure.data[2].x) == 0


def test_stars_stay_while_other_guests_answer(contrast):
    stars = contrast.figure.data[-1].x
    contrast.set({"sample": 7})
    assert contrast.figure.data[-1].x == stars
    contrast.reset()


def test_a_survey_with_no_low_rating_says_what_it_cannot_estimate(contrast):
    found = []
    for sample in range(1, 21):
        contrast.set({"guests": 50, "sample": sample})
        found.append("Not to be estimated" in contrast.sentence)
    assert any(found)
    contrast.reset()


def test_a_table_too_small_for_the_explorer_is_refused():
    table = pd.DataFrame({"bed": [1, 2, 3], "stay": [1, 2, 3]})
    with pytest.raises(ValueError, match="3 guests are too few"):
        explore_contrast(table, ["bed"], "stay")
    with pytest.raises(ValueError, match="3 to 20 different values"):
        explore_contrast(table.assign(bed=1), ["bed"], "stay")


def test_honest_tellers_show_no_factor_and_the_others_two():
    explorer = explore_stories({"incidents": 2000})
    told = explorer.figure.data[0].x
    assert (told[:3] > 0.35).all()
    assert (told[3:] < -0.35).all()
    explorer.set({"bias": 0})
    assert (abs(explorer.figure.data[0].x) < 0.25).all()


def test_location_becomes_neutral_as_soon_as_size_counts():
    explorer = explore_kinds(data.load("new_york_hotels").set_index("attribute"))
    assert "excitement: room, location" in explorer.sentence
    explorer.set({"least": 0.25})
    assert "neutral: location" in explorer.sentence
