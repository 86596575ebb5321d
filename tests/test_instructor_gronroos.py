"""The figures on the instructor's page of chapter 03 are those of the data and the models."""

from pathlib import Path

import pytest

from helpers import control_chart, data, gronroos
from helpers.checks.gronroos import advantage
from helpers.explorers.gronroos import explore_compensation, explore_importance, explore_promise
from helpers.gronroos import Mind

PAGES = Path(__file__).parents[1] / "docs" / "instructor"


@pytest.fixture(scope="module")
def page():
    return (PAGES / "03_gronroos.md").read_text(encoding="utf-8")


def market(**change):
    at = {"technical": 1.0, "functional": 1.0, "weight": 1.0} | change
    weights = {"technical": at["weight"], "functional": 2 - at["weight"]}
    spreads = {name: at[name] for name in weights}
    return [f"{r:.2f}" for r in gronroos.market_correlations(weights, spreads, 1)]


def test_the_centre_of_the_lecture_goes_as_the_page_says(page):
    assert market() == ["0.58", "0.58"]
    assert market(technical=0.3) == ["0.21", "0.69"]
    assert "0.58 and 0.58 become 0.21 and 0.69" in page
    assert market(functional=0.3) == ["0.69", "0.21"]
    assert market(technical=0.3, weight=1.3) == ["0.30", "0.55"]
    assert "0.30 against 0.55" in page


def test_the_sample_of_the_lecture_lies_near_the_markets_own_correlations():
    explorer = explore_importance()
    for change, wanted in (({}, [0.58, 0.58]), ({"technical": 0.3}, [0.21, 0.69])):
        explorer.set(change)
        shown = explorer.table.set_index("quality")["correlation, these 60"].astype(float)
        assert shown.tolist() == pytest.approx(wanted, abs=0.011)


def test_with_rooms_alike_the_slope_of_rooms_moves_more_than_their_correlation():
    explorer = explore_importance({"technical": 0.3})
    seen = []
    for sample in range(1, 21):
        explorer.set({"sample": sample})
        seen.append(explorer.table.iloc[0][["correlation, these 60", "slope, these 60"]].tolist())
    spreads = [max(each) - min(each) for each in _columns(seen)]
    assert spreads[1] > spreads[0] > 0.2


def _columns(rows):
    return zip(*([float(cell.replace("−", "-")) for cell in row] for row in rows), strict=True)


def test_the_vote_on_the_receptionist_is_c(page):
    assert "The vote (C); scenes 1 to 5" in page
    explorer = explore_compensation()
    assert len(explorer.scenes) == 5
    guarded = Mind(0.4, 0.6, threshold=3, cap=3.5)
    needed = gronroos.functional_needed([3.0, 2.9], 5, guarded, top=7)
    assert needed[0] < 7
    assert needed[1] != needed[1]


def test_the_vote_on_the_promise_is_d(page):
    assert "The vote (D; most say B)" in page
    asked = explore_promise().question.answers
    best = gronroos.best_promise(0.8, 0.5, 0.5)
    assert asked[3].startswith(f"{best:.2f}")


def test_the_answer_to_3_2_does_not_fit_on_the_scale(page):
    points = gronroos.compensation(Mind(0.7, 0.3))
    assert f"| {points:.2f} scale points above; the scale has room for 2 |" in page
    assert points > 7 - 5
    assert f"turned over ({1 / points:.2f})" in page
    assert f"the level {5 + points:.2f}" in page


def test_the_example_of_3_3_is_such_a_market(page):
    technical, functional = market(technical=0.1, weight=1.5)
    assert f"{functional} against {technical}" in page


def test_the_example_of_3_4_pays_by_more_than_one_in_a_hundred(page):
    assert "promise 0.60 of 0.80, come back 0.20, answer 3.0, told 0.3, 8 rounds" in page
    settings = {"promise": 0.6, "quality": 0.8, "base": 0.2, "disappointment": 3.0}
    assert advantage({**settings, "told": 0.3, "rounds": 8}) > 0.01


def test_the_advantage_of_3_5_shrinks_as_the_page_says(page):
    settings = {"promise": 0.55, "quality": 0.8, "base": 0.5, "disappointment": 2.0, "rounds": 8}
    nobody, everybody = (round(100 * advantage({**settings, "told": told})) for told in (0.0, 1.0))
    assert f"from {nobody} in a hundred with nobody told to {everybody} with everybody" in page


def test_the_answer_to_3_6_is_the_models(page):
    assert f"| {100 * gronroos.steadiest_standard(1.5, 1.0):.0f} % |" in page
    assert f"opening settings, {100 * gronroos.steadiest_standard(1, 1):.0f} % |" in page


def test_the_answer_to_3_7_is_that_of_the_data(page):
    survey = data.load("hotel_tolerance")
    scores = gronroos.tolerance_scores(survey, by=["segment", "dimension"])
    found = scores.loc[("business", "reliability")]
    assert f"| {found['adequacy']:.2f} scale points |".replace("-", "−") in page
    assert f"superiority ({found['superiority']:.2f})".replace("-", "−") in page


def test_in_3_8_seventeen_minutes_lie_within_the_limits():
    limits = control_chart.individuals_chart([9, 12, 8, 11, 10, 13, 7])
    assert limits["low"] < 17 < limits["high"]
    assert (round(limits["low"]), round(limits["centre"]), round(limits["high"])) == (1, 10, 19)


def test_a_low_promise_pays_among_strangers_from_where_the_page_says(page):
    turn = gronroos.slope_where_underpromising_pays(quality=0.8, base=0.5)
    assert f"stronger than {turn:.3f} (come back 0.50, delivered 0.80)" in page
