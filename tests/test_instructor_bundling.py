"""The figures on the instructor's page of chapter 12 are those of the data and the models."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import bundling, data
from helpers.explorers.bundling import explore_cloud, explore_two_guests, explore_weekend

COSTS = {"room": 160, "dinner": 120, "spa": 90, "guide": 60}


@pytest.fixture(scope="module")
def page():
    path = Path(__file__).parents[1] / "docs" / "instructor" / "12_bundling.md"
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def weekend():
    return data.load("weekend_guests")


def best(correlation, cost):
    cloud = bundling.draw_values(
        240, (300, 300), (100, 100), correlation, np.random.default_rng(12), unit=10
    )
    return bundling.compare(cloud, (cost, cost))["profit"]


def test_the_puzzle_brings_1900_singly_and_2100_as_a_package(page):
    profits = bundling.compare(pd.DataFrame({"room": [800, 700], "dinner": [250, 400]}))["profit"]
    assert profits.tolist() == [1900, 2100, 2100]
    assert "Nobody gets past 1,900. Then you offer both for 1,050" in page


def test_the_rehearsal_of_the_cloud_goes_as_the_page_says(page):
    alike, opposed, dear = best(0.9, 100), best(-0.9, 100), best(0.0, 200)
    assert (
        f"earns {alike['bundle']:,.0f} yuan, the best single prices {alike['separate']:,.0f}"
        in page
    )
    assert f"{opposed['bundle']:,.0f} against {opposed['separate']:,.0f}" in page
    assert f"The package earns {dear['bundle']:,.0f}" in page
    assert f"single prices {dear['separate']:,.0f}, both ways {dear['mixed']:,.0f}" in page


def test_the_scenes_of_the_cloud_show_the_best_prices(page):
    cloud = explore_cloud()
    for scene in list(cloud.scenes):
        cloud.show_scene(scene)
        yours, *ways = cloud.table.iloc[:, 1]
        assert yours == ways[["separate", "bundle", "mixed"].index(cloud.settings()["way"])]


def test_the_answer_to_12_1_is_that_of_the_model(page):
    firms = pd.DataFrame({"licence": [90, 60], "training": [20, 45]})
    found = bundling.compare(firms)["profit"]
    assert found.tolist()[:2] == [165, 210]
    assert "| 45 thousand yuan (package 210, singly 165) |" in page


def test_the_examples_for_12_2_and_12_3_do_what_is_asked():
    alike = bundling.compare(pd.DataFrame({"room": [1200, 1000], "dinner": [400, 300]}))["profit"]
    assert alike["bundle"] == alike["separate"]
    two = explore_two_guests({"cost_dinner": 300})
    assert "strictly more than either" in two.sentence


def test_the_example_for_12_4_earns_what_the_page_says(page, weekend):
    prices = {"room": 550, "spa": 1000, "bundle": 650}
    earned = bundling.profit(weekend[["room", "spa"]], prices, (160, 90))
    assert f"package 650: {earned:,.0f} yuan" in page
    found = bundling.compare(weekend[["room", "spa"]], (160, 90))["profit"]
    assert found[["separate", "bundle"]].tolist() == [70_620, 79_200]
    assert found["bundle"] < 85_000 < found["mixed"]


def test_a_burger_at_4_brings_4():
    assert bundling.profit(pd.DataFrame({"burger": [4, 3, 4.5]}), {"burger": 4}, [2]) == 4


def test_a_cost_of_half_turns_the_lead_of_twenty_services_around(page):
    package = bundling.many_services(20, 0.5)["profit"]
    assert f"c: {package:.3f} against {0.5**2 / 4:.4f}"[:-1] in page
    assert package < 0.5**2 / 4


def test_the_weekends_scene_gives_nobody_a_reduction_and_sells_more(page, weekend):
    room_and_dinner = bundling.best_separate(weekend[["room", "dinner"]], (160, 120)).prices
    assert sum(room_and_dinner.values()) == 710
    explorer = explore_weekend(weekend, COSTS)
    explorer.show_scene(next(iter(explorer.scenes)))
    assert explorer.settings()["package"] == 710
    assert explorer.sentence.startswith("Your prices earn 88,010 yuan")
    assert "93 guests buy one service more" in explorer.sentence
    assert "93 guests buy one service more" in page


def test_room_and_dinner_rise_together_in_each_segment_and_not_over_all(page, weekend):
    assert weekend["room"].corr(weekend["dinner"]) < -0.3
    for _segment, group in weekend.groupby("segment"):
        assert group["room"].corr(group["dinner"]) > 0.3
    families = weekend.loc[weekend["segment"] == "family", ["room", "dinner"]]
    found = bundling.compare(families, (160, 120))["profit"]
    assert (
        f"the package earns {found['bundle']:,.0f} and single prices {found['separate']:,.0f}"
        in page
    )


def test_everyone_who_bought_both_goes_on_when_the_room_becomes_dearer(page, weekend):
    values = weekend[["room", "dinner"]]
    before = bundling.best_separate(values, (160, 120)).prices
    after = bundling.best_mixed(values, (160, 120)).prices
    had = bundling.sales(values, before)["takes"] == "bundle"
    assert (bundling.sales(values, after)["takes"][had] == "bundle").all()
    assert "every guest who had bought both keeps doing so" in page
