"""The figures on the instructor's page of chapter 06 are those of the data and the models."""

from pathlib import Path

import pytest

from helpers import data, two_factor
from helpers.explorers.two_factor import explore_contrast, explore_kinds, explore_next_spend

PAGES = Path(__file__).parents[1] / "docs" / "instructor"


@pytest.fixture(scope="module")
def page():
    return (PAGES / "06_two_factor.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stays():
    return data.load("hotel_attributes")


@pytest.fixture(scope="module")
def truth():
    return data.load("hotel_attribute_truth").set_index("attribute")


@pytest.fixture(scope="module")
def found(stays, truth):
    return two_factor.penalty_reward(stays, truth.index, "overall", low=3, high=6)


def written(number: float, places: int = 2) -> str:
    return f"{number:.{places}f}".replace("-", "−")


def test_the_order_of_the_two_spendings_turns_between_12_and_13_low_ratings(page):
    explorer = explore_next_spend()
    assert "Clearing yields 0.024, raising 0.100" in page
    assert "+0.024" in explorer.sentence
    assert "+0.100" in explorer.sentence
    assert "At 12 it is still raising, at 13 clearing" in page
    explorer.set({"low": 12})
    assert "raise first" in explorer.sentence
    explorer.set({"low": 13})
    assert "clear first" in explorer.sentence


def test_the_scenes_of_the_next_spend_go_as_the_page_says(page):
    explorer = explore_next_spend()
    first, second, _third = explorer.scenes
    explorer.show_scene(first)
    assert "+0.240" in explorer.sentence
    assert "thirty in a hundred. 0.240" in page
    explorer.show_scene(second)
    assert "The plain regression reports 0.10" in page
    assert "reports +0.10" in explorer.sentence


def test_the_example_of_6_1_is_a_case_against_the_usual_advice(page):
    example = {"penalty": -0.6, "reward": 0.3, "low": 10, "high": 40, "raised": 40}
    explorer = explore_next_spend(example)
    assert "(0.060 against 0.120)" in page
    assert "+0.060" in explorer.sentence
    assert "+0.120: raise first" in explorer.sentence


def test_the_answer_to_6_2_is_that_of_the_data(page, found, stays, truth):
    shares = two_factor.rating_shares(stays, truth.index, low=3, high=6)
    yields = two_factor.spending_yields(found.effects[["penalty", "reward"]].join(shares))
    assert f"| {written(yields['clear']['responsiveness'], 3)} points |" in page
    assert yields[["clear", "raise"]].max().max() == yields["clear"]["responsiveness"]
    assert 0.2 < shares["low"]["responsiveness"] < 0.25
    assert found.effects["penalty"]["responsiveness"] < -0.5


def test_the_answer_to_6_3_is_that_of_the_table(page):
    value = two_factor.impact_asymmetry(data.load("new_york_hotels").set_index("attribute"))
    row = value.loc["value"]
    assert f"| {written(row['asymmetry'])} |" in page
    assert f"the size {row['size']:.2f}" in page
    assert f"share {row['satisfying']:.3f} or {row['dissatisfying']:.3f} alone" in page


def test_a_least_size_of_a_quarter_makes_location_neutral(page):
    explorer = explore_kinds(data.load("new_york_hotels").set_index("attribute"))
    explorer.set({"least": 0.25})
    assert "a least size of 0.25 makes Location neutral" in page
    assert "neutral: location" in explorer.sentence


def test_the_simple_difference_blames_the_bath_for_more_than_its_part(page, stays, truth):
    low = stays["cleanliness"] <= 3
    middle = stays["cleanliness"].between(4, 5)
    simple = stays["overall"][low].mean() - stays["overall"][middle].mean()
    assert f"({written(simple)}: why not −1?)" in page
    assert truth["penalty"]["cleanliness"] == -1


def test_what_students_say_of_aesthetics_holds_zero(page, found, truth):
    row = found.effects.loc["aesthetics"]
    assert f"aesthetics is {written(row['penalty'])}" in page
    assert row["penalty_from"] < 0 < row["penalty_to"]
    assert f"the truth is {written(truth['penalty']['aesthetics'])}" in page


def test_cleanliness_is_least_known_in_every_sample_of_200(page, stays, truth):
    explorer = explore_contrast(stays, truth.index, "overall", truth)
    assert "turn *Sample* from 1 to 20" in page
    for sample in range(1, 21):
        explorer.set({"sample": sample})
        assert "that of cleanliness is known least well" in explorer.sentence
    assert "50 guests and sample 2: no penalty for cleanliness" in page
    explorer.set({"guests": 50, "sample": 2})
    assert "Not to be estimated at all: the penalty of cleanliness" in explorer.sentence
