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


def cloud_of(correlation, spread):
    return bundling.draw_values(
        240, (300, 300), (spread, spread), correlation, np.random.default_rng(12), unit=10
    )


def best(correlation, cost):
    return bundling.compare(cloud_of(correlation, 100), (cost, cost))["profit"]


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
    assert (
        f"single prices {dear['separate']:,.0f}, both ways (scene 5) {dear['mixed']:,.0f}" in page
    )


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
    opposite = bundling.compare(pd.DataFrame({"room": [800, 100], "dinner": [100, 500]}))["profit"]
    assert opposite.tolist()[:2] == [1300, 1200]
    proof = {"li_room": 1000, "li_dinner": 0, "berg_room": 800, "berg_dinner": 400}
    two = explore_two_guests(proof)
    assert two.sentence.startswith("Best separately 2,000 yuan, as a package only 2,000, both ways")
    assert "both ways 2,200" in two.sentence


def test_a_package_never_helps_with_two_guests_of_whom_one_pays_more_for_both_at_no_cost():
    rng = np.random.default_rng(3)
    for _try in range(200):
        values = np.sort(rng.integers(0, 20, (2, 2)), axis=0)
        found = bundling.compare(pd.DataFrame(values, columns=["room", "dinner"]))["profit"]
        assert found["bundle"] <= found["separate"]


def test_the_example_for_12_4_earns_what_the_page_says(page, weekend):
    prices = {"room": 550, "spa": 1000, "bundle": 650}
    earned = bundling.profit(weekend[["room", "spa"]], prices, (160, 90))
    assert f"package 650: {earned:,.0f} yuan" in page
    found = bundling.compare(weekend[["room", "spa"]], (160, 90))["profit"]
    assert found[["separate", "bundle"]].tolist() == [70_620, 79_200]
    assert found["bundle"] < 85_000 < found["mixed"]


def test_a_burger_at_4_brings_4():
    assert bundling.profit(pd.DataFrame({"burger": [4, 3, 4.5]}), {"burger": 4}, [2]) == 4


def test_a_cost_of_a_fifth_leaves_twenty_services_a_smaller_lead_and_one_of_half_none(page):
    free, fifth, half = (bundling.many_services(20, cost)["profit"] for cost in (0, 0.2, 0.5))
    assert f"b: {fifth:.3f} against {0.8**2 / 4:.3f} a service" in page
    assert f"(at no cost {free:.3f} against 0.250)" in page
    assert 0 < fifth - 0.8**2 / 4 < free - 0.25
    assert half < 0.5**2 / 4


def test_what_the_chapter_says_about_spread_and_cost_is_what_the_cloud_does(page):
    gains = []
    for spread in (100, 150):
        values = cloud_of(0.0, spread)
        profit = bundling.compare(values, (100, 100))["profit"]
        gains.append((profit["bundle"] - profit["separate"], profit["mixed"] - profit["separate"]))
    assert gains == [(2940, 4760), (560, 4270)]
    opposed = cloud_of(-0.9, 100)
    possible = float((opposed - 100).clip(lower=0).to_numpy().sum())
    assert 0.75 < best(-0.9, 100)["bundle"] / possible < 0.8
    assert 0.5 < best(-0.9, 100)["separate"] / possible < 0.6
    values = cloud_of(0.0, 100)
    sold = bundling.sales(values, {"bundle": 620}, (200, 200))
    away = values[sold["takes"] == "nothing"]
    assert (len(away), int((away.max(axis=1) >= 320).sum())) == (126, 54)
    assert int(sold["below_cost"].sum()) == 5
    assert "Of the 126 who stay away, 54 would pay" in page


def test_the_weekends_scenes_move_as_many_guests_as_the_chapter_says(weekend):
    explorer = explore_weekend(weekend, COSTS)
    full, _less, guide = explorer.scenes
    explorer.show_scene(full)
    told = explorer.table.set_index("guests who").astype(str)
    assert told.loc["buy one service more"].tolist() == ["93", "+16,510"]
    assert told.loc["buy less than before"].tolist() == ["19", "−4,170"]
    assert told.loc["still buy one service"].tolist() == ["25", "+2,250"]
    explorer.show_scene(guide)
    assert explorer.sentence.startswith("Your prices earn 61,050 yuan, 3,720 less")


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
