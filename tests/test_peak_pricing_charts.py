"""The charts of chapter 11 show what the models returned, and the explorers say it."""

import pandas as pd
import pytest

from helpers import data
from helpers import peak_pricing as pp
from helpers.charts import peak_pricing as charts
from helpers.charts import peak_pricing_rooms as room_charts
from helpers.explorers.peak_pricing import explore_elasticity, explore_flows
from helpers.explorers.peak_pricing_deeper import (
    explore_nested,
    explore_overbooking,
    explore_peak_load,
)
from helpers.explorers.peak_pricing_rooms import explore_games, explore_protection


def test_every_room_of_the_two_nights_is_drawn_once():
    explorer = explore_flows(
        settings={"new": 30, "flexible": 20, "turned_away": 5, "unit_cost": 150, "cut": 20}
    )
    bars = {bar.name: list(bar.x) for bar in explorer.figure.data if bar.type == "bar"}
    assert bars["would come anyway"] == [40, 40, 100, 80]
    assert bars["switched from the peak"] == [0, 20, 0, 0]
    assert bars["new guests"] == [0, 30, 0, 0]
    assert bars["room sold again"] == [0, 0, 0, 5]
    assert bars["finds no room"] == [0, 0, 5, 0]


def test_the_waterfall_ends_at_the_change_in_profit_and_its_labels_say_so():
    figure = explore_flows().figure
    falls = next(trace for trace in figure.data if trace.name == "change in profit")
    assert list(falls.y) == [-6400, 4900, 0, 0, -1500]
    assert list(falls.text) == ["−6,400", "+4,900", "0", "0", "−1,500"]
    assert sum(falls.y[:-1]) == falls.y[-1]
    # Each bar starts where the one before ended, and the last one at nothing.
    assert list(falls.base) == [0, -6400, -1500, -1500, 0]


def test_a_group_of_guests_has_one_colour_on_both_sides():
    figure = explore_flows().figure
    left = {bar.name: bar.marker.color for bar in figure.data if bar.orientation == "h"}
    right = next(trace for trace in figure.data if trace.name == "change in profit").marker.color
    groups = ("would come anyway", "new guests", "switched from the peak", "room sold again")
    assert [left[name] for name in groups] == list(right[:-1])


def test_what_the_flows_say_is_what_the_model_returns():
    explorer = explore_flows(settings={"cut": 50, "unit_cost": 400, "new": 5})
    assert "No number of new guests" in explorer.sentence
    explorer.set({"cut": 0})
    assert "No cut, no change" in explorer.sentence
    explorer.set({"cut": 5, "unit_cost": 0, "flexible": 10, "turned_away": 10})
    assert "even with no new guest" in explorer.sentence


def test_the_marked_points_lie_on_the_curves_of_revenue_and_contribution():
    figure = explore_elasticity(settings={"price": 600}).figure
    lines = {trace.name: trace for trace in figure.data if trace.mode == "lines"}
    revenue = dict(zip(lines["revenue"].x, lines["revenue"].y, strict=True))
    marked = next(trace for trace in figure.data if trace.mode == "markers+text")
    assert [revenue[price] for price in marked.x] == pytest.approx(list(marked.y))
    assert marked.text == ("32,000", "36,950")


def test_no_more_rooms_are_sold_than_the_house_has():
    explorer = explore_elasticity(settings={"elasticity": -3.0, "price": 400})
    assert explorer.table.iloc[1]["rooms sold"] == "100.0"
    assert "The house is full" in explorer.sentence


def test_littlewoods_mark_stands_where_the_curve_meets_the_ratio_and_revenue_is_highest():
    figure = explore_protection(settings={"low": 300, "mean": 60, "spread": 20}).figure
    revenue = next(trace for trace in figure.data if trace.name == "revenue on average")
    top = max(zip(revenue.y, revenue.x, strict=True))[1]
    marks = [trace for trace in figure.data if trace.text == ("Littlewood",)]
    assert [mark.x[0] for mark in marks] == [top, top]
    assert marks[0].y[0] == pytest.approx(0.3)


def test_in_three_star_houses_protecting_by_the_forecast_loses():
    explorer = explore_games(data.load("games_hotels"), {"hotel": "three and below"})
    rows = explorer.table.set_index("rule")["revenue (yuan)"]
    earned = rows.str.replace(",", "").astype(int)
    assert earned["protected by the forecast"] < earned["nothing protected"]
    assert earned["had one known what came"] == earned.max()


def test_the_games_chart_leaves_out_the_year_that_was_not_reported():
    figure = room_charts.occupancy_dumbbells(data.load("games_hotels"))
    before = next(trace for trace in figure.data if trace.name == "a year before")
    assert list(before.y) == ["five stars", "four stars"]
    during = figure.data[-1]
    assert list(during.x) == [81, 60, 40]
    assert list(during.error_x.array) == [0, 0, 10]


def test_the_answer_to_a_price_is_drawn_as_percent_of_the_free_visit():
    parts = pd.DataFrame(
        {"mean": [4.0, 2.0], "whether": [0.8, 0.5], "how_often": [5.0, 4.0]}, index=[0, 25]
    )
    figure = charts.answer_to_price(parts)
    assert [list(trace.y) for trace in figure.data] == [[100, 62.5], [100, 80], [100, 50]]


def test_estimates_are_drawn_with_the_bars_of_their_errors():
    estimates = pd.DataFrame({"elasticity": [-0.5, -1.2], "error": [0.1, 0.2]}, ["a", "b"])
    (points,) = charts.elasticity_lines(estimates).data
    assert list(points.error_x.array) == pytest.approx([0.196, 0.392])
    assert points.text == ("−0.50", "−1.20")


def test_the_best_prices_lie_on_the_demand_curves_and_at_the_capacity():
    explorer = explore_peak_load()
    best = next(trace for trace in explorer.figure.data if trace.name == "best prices")
    assert (list(best.x), list(best.y)) == ([50, 50], [1700, 1300])
    assert explorer.figure.layout.shapes[0].x0 == 50


def test_a_rule_loses_where_demand_stays_far_below_the_forecast():
    explorer = explore_nested(settings={"came": 70})
    assert "it loses" in explorer.sentence
    explorer.set({"came": 100})
    assert "catches 6" in explorer.sentence
    first, *_others, last = [float(text.replace(",", "")) for text in explorer.table.iloc[:, 1]]
    assert first < last


def test_the_best_bookings_are_the_top_of_the_curve_and_those_of_the_model():
    explorer = explore_overbooking()
    (line,) = (trace for trace in explorer.figure.data if trace.mode == "lines")
    top = max(zip(line.y, line.x, strict=True))[1]
    assert top == pp.best_bookings(100, 0.10, 650, 2000)
    assert f"best on average are {top} bookings" in explorer.sentence
