"""The figures on the instructor's page of chapter 11 are those of the models and the data."""

from pathlib import Path

import pytest

from helpers import data
from helpers import peak_pricing as pp
from helpers.explorers.peak_pricing import explore_flows
from helpers.explorers.peak_pricing_rooms import explore_games

PAGES = Path(__file__).parents[1] / "docs" / "instructor"


@pytest.fixture(scope="module")
def page():
    return (PAGES / "11_peak_pricing.md").read_text(encoding="utf-8")


def test_the_scenes_of_the_lecture_go_as_the_page_says(page):
    explorer, told = explore_flows(), []
    for title in explorer.scenes:
        explorer.show_scene(title)
        told.append(explorer.table.iloc[-1, -1])
    assert told == ["−1,500", "+460", "−2,340", "+2,910", "−2,900"]
    assert all(f"{change}" in page for change in told)
    assert "opens at ten new guests: −1,500" in page


def test_ninety_rooms_are_sold_in_the_puzzle():
    took = pp.flows(pp.TwoNights(), switched=20, new=30)
    assert took["stayed"] + took["switched"] + took["new"] == 90


def test_the_answer_to_11_1_is_ten_days_and_seven_and_a_half_by_revenue(page):
    assert pp.quantity_to_break_even(900, 30, 720, 180) - 30 == pytest.approx(10)
    assert pp.quantity_to_break_even(900, 30, 720, 0) == 37.5
    assert "| 10 days | 8 (keeps the revenue: 37.5 days)" in page


def test_the_example_of_11_2_fills_the_house_and_loses(page):
    took = pp.flows(pp.TwoNights(), switched=25, new=35)
    assert took["stayed"] + took["switched"] + took["new"] == 100
    assert pp.profit_change(pp.TwoNights(), 640, 25, 35)["total"] == -3250
    assert pp.profit_change(pp.TwoNights(), 640, 20, 40)["total"] == 2000
    assert "full, −3,250 yuan (with 20 % flexible and 40 new it gains 2,000)" in page


def test_the_answer_to_11_4_is_littlewoods(page):
    late = pp.normal(60, 20)
    assert pp.littlewood(250, 800, late, "round") == 70
    assert pp.rounded(float(late.ppf(250 / 800)), "round") == 50
    assert "| 70 rooms | 60 (the expected number); 50" in page


def test_the_prices_of_the_web_lose_what_the_page_says(page):
    market = pp.Market([22, 18], [-1, -1], unit_cost=6, capacity_cost=8)
    asked = market.demand([11.03, 8.97])
    assert f"{market.profit([11.03, 8.97]):.2f}" == "-5.76"
    assert f"{asked @ [5.03, 2.97]:.2f}" == "82.00"
    assert f"{pp.best_plan(market).profit:.2f}" == "50.00"
    assert "| −5.76 (a loss) | 82.00 (the capacity not paid); 50.00" in page


def test_the_weekend_line_of_11_7_is_the_highest_that_leaves_the_peak_firm(page):
    for line, kind in ((140, "firm"), (145, "shifting")):
        market = pp.Market([220, line], [-0.1, -0.1], 600, capacity_cost=800)
        assert pp.best_plan(market).kind == kind
    assert "the weekend line at 1,400" in page


def test_the_elasticities_that_a_cut_needs_are_those_on_the_page(page):
    assert f"{pp.elasticity_to_break_even(800, 600, 300):.2f}" == "-1.78"
    assert f"{pp.elasticity_to_break_even(800, 640, 150):.2f}" == "-1.27"
    assert "it takes −1.78; for Tuesday's own cut, −1.27" in page


def test_the_elasticity_of_flights_within_routes_is_that_on_the_page(page):
    fares = data.load_fares()
    held = pp.log_slope(fares, "passengers", "fare", within=["route", "year"])
    assert f"{held['elasticity']:.2f}" == "-1.16"
    assert "The elasticity of flights is −1.16" in page
    pooled = pp.log_slope(
        fares, "passengers", "fare", ["log_distance", "log_distance_squared"], ["year"]
    )
    assert pooled["elasticity"] == pytest.approx(-0.57, abs=0.01)


def test_with_last_years_forecast_the_rule_gains_in_the_four_star_house(page):
    hotels = data.load("games_hotels")
    explorer = explore_games(hotels, {"forecast": 69})
    assert "Still 5,000 yuan more" in explorer.sentence
    assert "the rule gains 5,000 yuan in the four-star house" in page
    five = hotels.set_index("stars").loc["five"]
    assert (five["booked_june"], five["occupancy_low"]) == (78.1, 81)
    assert "booked 78.1 % at that time and ended at about 81" in page


def test_people_come_less_often_as_the_chapter_says_when_a_visit_costs_more():
    visits = data.load_visits()
    parts = pp.whether_and_how_often(visits[~visits["deductible"]])
    assert parts["mean"].round(2).to_dict() == {0: 3.55, 25: 2.79, 50: 2.56, 95: 2.11}
    arc = pp.arc_elasticity(25, parts["mean"][25], 95, parts["mean"][95])
    assert arc == pytest.approx(-0.24, abs=0.005)
    # With the deductible plan the dearest visits seem to be more popular than the second.
    pooled = visits.groupby("price")["visits"].mean()
    assert pooled[100] > pooled[95]


def test_a_period_has_a_competitive_price_of_its_own(page):
    market = pp.Market([50, 110], [-1, -1], unit_cost=20, cost_slope=0.5)
    assert pp.best_plan(market, "welfare").prices.round(6).tolist() == [30, 50]
    assert "each period has its own, 30 and 50" in page
