"""Charts and explorers of bundling, read by their data."""

import numpy as np
import pandas as pd
import pytest

from helpers import bundling, data
from helpers.charts.bundling import package_curves
from helpers.checks import bundling as check
from helpers.explorers.bundling import explore_cloud, explore_two_guests, explore_weekend
from helpers.explorers.bundling_many import explore_many_services

COSTS = {"room": 160, "dinner": 120, "spa": 90, "guide": 60}


def named(figure, name):
    return [trace for trace in figure.data if trace.name == name]


@pytest.fixture(scope="module")
def cloud():
    return explore_cloud()


@pytest.mark.parametrize("way", ["separate", "bundle", "mixed"])
def test_every_customer_of_the_cloud_is_drawn_once_and_counted_once(cloud, way):
    cloud.set({"way": way, "correlation": 0.0})
    points = [trace for trace in cloud.figure.data if trace.mode == "markers"]
    taken = {trace.name: len(trace.x) for trace in points if not trace.name.startswith("ring")}
    labels = [t.text[0].strip() for t in cloud.figure.data if t.mode == "markers+text"]
    cloud.reset()
    assert sum(taken.values()) == 240
    assert labels == [f"{what}: {count}" for what, count in taken.items()]


def test_symbols_tell_what_colours_tell(cloud):
    points = [trace for trace in cloud.figure.data if trace.mode == "markers" and len(trace.x)]
    assert len({trace.marker.symbol for trace in points}) == len(points)


def test_half_the_sum_becomes_narrower_as_tastes_part(cloud):
    spreads = []
    for correlation in (0.9, 0.0, -0.9):
        cloud.set({"correlation": correlation})
        (line,) = named(cloud.figure, "half the sum")
        share, middle = np.asarray(line.y), np.asarray(line.x)
        assert share.sum() == pytest.approx(1)
        spreads.append(np.sqrt((share * (middle - share @ middle) ** 2).sum()))
    cloud.reset()
    assert spreads[0] > spreads[1] > 2 * spreads[2]


def test_those_who_take_what_is_worth_less_than_its_cost_are_ringed_and_counted(cloud):
    cloud.set({"way": "bundle", "correlation": 0.0, "cost": 200, "package": 500})
    (ringed,) = (trace for trace in cloud.figure.data if str(trace.name).startswith("ring"))
    sentence = cloud.sentence
    cloud.reset()
    assert len(ringed.x) > 5
    assert f"Ringed: {len(ringed.x)} take something" in sentence
    assert (np.minimum(ringed.x, ringed.y) < 200).all()


def test_lines_part_who_buys_what():
    lines = bundling.borders({"X": 6.0, "Y": 7.0, "bundle": 9.0}, ("X", "Y"), 20.0)
    corners = {point for line in lines for point in line}
    assert {(6.0, 3.0), (2.0, 7.0)} <= corners
    assert bundling.borders({"X": 6.0}, ("X", "Y"), 20.0) == [[(6.0, 0.0), (6.0, 20.0)]]
    single = bundling.borders({"X": 4.0, "Y": 5.0, "bundle": 9.0}, ("X", "Y"), 20.0)
    assert single == [[(4.0, 0.0), (4.0, 20.0)], [(0.0, 5.0), (20.0, 5.0)]]


def test_bars_of_two_guests_add_up_to_the_profit_written_above_them():
    explorer = explore_two_guests({"cost_dinner": 300})
    li, berg, above = explorer.figure.data
    sums = [f"<b>{a + b:,.0f}</b>" for a, b in zip(li.y, berg.y, strict=True)]
    assert list(above.text) == sums
    assert sums[-1] == "<b>1,600</b>"


@pytest.mark.parametrize(
    ("settings", "profits"),
    [
        ({}, (1900, 2100)),
        ({"li_room": 1200, "li_dinner": 300, "berg_room": 1000}, (2600, 2800)),
        (
            {"li_room": 1200, "li_dinner": 400, "berg_room": 1000, "berg_dinner": 300},
            (2600, 2600),
        ),
    ],
)
def test_the_scenes_of_two_guests_are_a_tenth_of_the_published_cases(settings, profits):
    explorer = explore_two_guests(settings)
    told = f"Best separately {profits[0]:,} yuan, as a package only {profits[1]:,}"
    assert explorer.sentence.startswith(told)


@pytest.mark.parametrize("extra", ["dinner", "spa", "guide"])
def test_the_moves_of_the_weekend_lead_from_one_profit_to_the_other(extra):
    guests = data.load("weekend_guests")
    explorer = explore_weekend(guests, COSTS, settings={"extra": extra, "package": 600})
    (steps,) = explorer.figure.data
    assert sum(steps.y[:-1]) == pytest.approx(steps.y[-1])
    prices = explorer.settings()
    earned = bundling.profit(
        guests[["room", extra]],
        {"room": prices["room"], extra: prices["single"], "bundle": prices["package"]},
        [COSTS["room"], COSTS[extra]],
    )
    assert steps.y[-1] == pytest.approx(earned)


def test_a_hotel_of_ones_own_can_price_its_weekend():
    rng = np.random.default_rng(1)
    own = pd.DataFrame(rng.integers(0, 500, (30, 2)), columns=["room", "sauna"])
    own["segment"] = ["locals", "travellers"] * 15
    explorer = explore_weekend(own, {"room": 50, "sauna": 10}, extras=["sauna"])
    explorer.set({"who": "locals"})
    assert "sauna" in explorer.question.ask
    assert "The most that can be earned" in explorer.sentence


def test_prices_that_no_single_turn_betters_are_not_blamed_on_one_of_the_three():
    plan = {"extra": "spa", "who": "all", "room": 550, "single": 400, "package": 650}
    found = check.check_weekend(plan, data.load("weekend_guests"), COSTS, at_least=90_000)
    assert "turn two of them" in str(found)


def test_a_plan_says_which_service_is_not_sold_alone():
    explorer = explore_cloud({"way": "mixed"})
    assert "The best prices of this way: spa 280, both 540, dinner not alone." in explorer.sentence


def test_an_axis_that_does_not_begin_at_zero_says_so():
    guests = data.load("weekend_guests")
    axis = explore_weekend(guests, COSTS).figure.layout.yaxis
    assert f"from {axis.range[0]:,.0f} up" in axis.title.text


def test_the_package_of_many_services_passes_the_single_sale_and_falls_behind_with_a_cost():
    explorer = explore_many_services()
    (package,) = named(explorer.figure, "one package")
    (alone,) = named(explorer.figure, "one by one")
    assert package.y[0] == pytest.approx(alone.y[0])
    assert min(np.diff(package.y)) > 0
    explorer.set({"cost": 50})
    (package,) = named(explorer.figure, "one package")
    (alone,) = named(explorer.figure, "one by one")
    assert package.y[-1] < alone.y[0]


def test_the_best_point_of_each_curve_is_labelled():
    price = np.linspace(0, 1, 11)
    figure = package_curves({"one": (price, price * (1 - price))}, "A curve")
    (line,) = figure.data
    assert [text for text in line.text if text] == ["0.250"]
