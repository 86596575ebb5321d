"""Elasticity, off-peak cuts and overbooking, against sums by hand, prints and laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import peak_pricing as pp

# Elasticity


@pytest.mark.parametrize(
    ("elasticity", "quantity", "revenue"), [(-1.5, 153.96, 2309.4), (-0.6, 118.84, 1782.6)]
)
def test_a_cut_by_a_quarter_raises_revenue_only_where_demand_is_elastic(
    elasticity, quantity, revenue
):
    """Derived by this project from Q = Q0 (p/p0)^e (facts 7.0): from price 20 and 100 sold."""
    sold = pp.quantity_at(15, 20, 100, elasticity)
    assert float(sold) == pytest.approx(quantity, abs=0.005)
    assert float(15 * sold) == pytest.approx(revenue, abs=0.1)


@given(st.floats(10, 500), st.floats(1, 500), st.floats(-4, 0.5), st.floats(10, 500))
def test_the_way_back_along_the_curve_leads_to_where_it_began(price, sold, elasticity, other):
    there = float(pp.quantity_at(other, price, sold, elasticity))
    assert float(pp.quantity_at(price, other, there, elasticity)) == pytest.approx(sold)


def test_an_arc_elasticity_is_the_same_both_ways_and_bears_a_free_service():
    assert pp.arc_elasticity(25, 2.8, 95, 2.1) == pytest.approx(pp.arc_elasticity(95, 2.1, 25, 2.8))
    assert pp.arc_elasticity(0, 3, 25, 2) == pytest.approx(-0.2)


def test_the_break_even_of_the_lecture_is_fifty_four_rooms_and_not_fifty():
    assert pp.quantity_to_break_even(800, 40, 640, 150) == pytest.approx(26_000 / 490)
    assert pp.quantity_to_break_even(800, 40, 640, 0) == 50
    assert pp.new_guests_to_break_even(pp.TwoNights(), 640) == 14


@given(st.floats(200, 900), st.floats(0.5, 0.95), st.floats(0, 0.4))
def test_at_the_break_even_elasticity_the_contribution_stays(price, cut, cost_share):
    after, cost = price * cut, price * cost_share
    elasticity = pp.elasticity_to_break_even(price, after, cost)
    sold = float(pp.quantity_at(after, price, 40, elasticity))
    assert sold * (after - cost) == pytest.approx(40 * (price - cost))
    assert elasticity <= -1 + 1e-9


def test_whether_times_how_often_is_the_mean():
    table = pd.DataFrame({"price": [0, 0, 0, 9, 9], "visits": [0, 2, 4, 0, 0]})
    parts = pp.whether_and_how_often(table)
    assert parts.loc[0, "whether"] * parts.loc[0, "how_often"] == parts.loc[0, "mean"]
    assert np.isnan(parts.loc[9, "how_often"])


# Evidence


def routes(own_elasticity=-1.2, rng=None):
    """Routes with a size of their own, whose busy years have higher fares."""
    rng = rng or np.random.default_rng(1)
    route, year = (grid.ravel() for grid in np.meshgrid(range(60), range(6), indexing="ij"))
    size = rng.normal(6, 1, 60)[route]
    fare = np.exp(0.5 * size + rng.normal(0, 0.3, len(route)))
    quantity = np.exp(3 * size + 0.1 * year) * fare**own_elasticity
    return pd.DataFrame({"route": route, "year": year, "fare": fare, "passengers": quantity})


def test_fixed_effects_find_the_elasticity_that_a_pooled_line_misses():
    table = routes()
    within = pp.log_slope(table, "passengers", "fare", within=["route", "year"])
    assert within["elasticity"] == pytest.approx(-1.2, abs=1e-6)
    assert pp.log_slope(table, "passengers", "fare")["elasticity"] > 0


def test_taking_means_out_is_the_same_as_a_column_for_each_route_and_year():
    table = routes().iloc[5:-17]  # not every route in every year
    rng = np.random.default_rng(2)
    table = table.assign(passengers=table["passengers"] * rng.lognormal(0, 0.2, len(table)))
    dummies = pd.get_dummies(table[["route", "year"]].astype(str), dtype=float)
    design = np.column_stack([np.log(table["fare"]), dummies])
    by_columns = np.linalg.lstsq(design, np.log(table["passengers"]), rcond=None)[0][0]
    within = pp.log_slope(table, "passengers", "fare", within=["route", "year"])
    assert within["elasticity"] == pytest.approx(by_columns, abs=1e-8)


def test_a_price_that_never_moves_within_a_route_has_no_elasticity():
    table = routes().assign(fare=lambda t: 100.0 + t["route"])
    with pytest.raises(ValueError, match="does not move"):
        pp.log_slope(table, "passengers", "fare", within=["route"])


# Where the guests come from


def test_a_guest_who_switches_from_the_peak_costs_560_unless_the_room_is_sold_again():
    """The arithmetic of the lecture: 1,200 - 640 = 560; sold again, 1,050 - 560 = 490."""
    nights = pp.TwoNights()
    alone = pp.profit_change(nights, 640, switched=1)
    again = pp.profit_change(nights, 640, switched=1, turned_away=1)
    none = pp.profit_change(nights, 640)
    assert alone["total"] - none["total"] == -560
    assert again["total"] - none["total"] == 490


@given(st.integers(0, 100), st.integers(0, 80), st.integers(0, 40), st.integers(300, 1200))
def test_the_parts_of_the_change_are_the_profit_after_less_the_profit_before(
    switched, new, turned_away, price
):
    nights = pp.TwoNights()
    took = pp.flows(nights, switched, new, turned_away)
    parts = pp.profit_change(nights, price, switched, new, turned_away)
    offpeak = took["stayed"] + took["switched"] + took["new"]
    peak = took["peak_stayed"] + took["resold"]
    assert 0 <= offpeak <= nights.rooms
    assert peak + took["peak_empty"] == nights.rooms
    after = offpeak * (price - 150) + peak * (1200 - 150)
    assert parts["total"] == pytest.approx(after - nights.profit)


@given(st.integers(0, 20), st.integers(200, 790), st.integers(0, 20))
def test_one_new_guest_fewer_than_break_even_loses(switched, price, turned_away):
    nights = pp.TwoNights()
    needed = pp.new_guests_to_break_even(nights, price, switched, turned_away)
    if needed:
        there = pp.profit_change(nights, price, switched, needed, turned_away)["total"]
        short = pp.profit_change(nights, price, switched, needed - 1, turned_away)["total"]
        assert short < 0 <= there + 1e-6


def test_no_number_of_new_guests_is_enough_where_the_house_has_no_room_for_them():
    assert pp.new_guests_to_break_even(pp.TwoNights(offpeak_sold=90), 640) is None


# Overbooking


def test_a_hundred_rooms_with_one_no_show_in_ten_take_111_bookings():
    """Printed: 111 bookings, 99.9 shows (validation file of a public library that quotes
    Phillips, facts 7.3-G)."""
    assert pp.bookings_to_fill(100, 0.10) == 111
    assert round(111 * (1 - 0.10), 1) == 99.9


@given(st.integers(1, 80), st.floats(0, 0.4), st.floats(50, 900), st.floats(50, 4000))
def test_the_best_bookings_beat_their_neighbours(rooms, no_show, margin, walk_cost):
    best = pp.best_bookings(rooms, no_show, margin, walk_cost)
    profits = [
        pp.expected_profit(bookings, rooms, no_show, margin, walk_cost)
        for bookings in (best - 1, best, best + 1)
    ]
    assert profits[1] >= max(profits) - 1e-6


@pytest.mark.parametrize("risk", [0.01, 0.05, 0.3])
def test_bookings_at_risk_are_the_most_that_keep_to_it(risk):
    most = pp.bookings_at_risk(60, 0.12, risk)
    assert pp.chance_too_many(most, 60, 0.12) <= risk < pp.chance_too_many(most + 1, 60, 0.12)


# What is refused


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pp.quantity_at(0, 20, 100, -1), "price is 0; it must be a number above 0"),
        (lambda: pp.quantity_at(10, 20, -5, -1), "quantity_before is -5; .* not below 0"),
        (lambda: pp.arc_elasticity(25, 3, 25, 2), "two different prices are needed"),
        (lambda: pp.arc_elasticity(25, 0, 30, 0), "nothing is sold at either price"),
        (lambda: pp.quantity_to_break_even(800, 40, 150, 150), "150 leaves nothing over .* 150"),
        (lambda: pp.elasticity_to_break_even(800, 800, 150), "two different prices"),
        (lambda: pp.TwoNights(peak_sold=120), "peak_sold is 120; .* from 0 to 100"),
        (
            lambda: pp.flows(pp.TwoNights(peak_sold=90), turned_away=1),
            "only where the house is full: 90 of 100 rooms",
        ),
        (lambda: pp.flows(pp.TwoNights(), switched=101), "switched is 101"),
        (lambda: pp.bookings_to_fill(100, 1.0), "no_show is 1"),
        (lambda: pp.log_slope(routes(), "guests", "fare"), "no column guests"),
        (lambda: pp.whether_and_how_often(routes()), "no column"),
    ],
)
def test_a_price_or_a_number_that_cannot_be_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
