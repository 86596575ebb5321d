"""The charts of chapter 03 show what the models returned, read by their data."""

import numpy as np
import pandas as pd
import pytest

from helpers import control_chart, gronroos
from helpers.charts.gronroos import needed_line, promise_curve, two_scatters
from helpers.charts.gronroos_deeper import control_lines, encounter_bars, zone_bars
from helpers.explorers.gronroos import explore_compensation, explore_importance, explore_promise
from helpers.explorers.gronroos_deeper import explore_control_chart, explore_encounters

FIRMS = pd.DataFrame(
    {"technical": [-1.0, 1.0], "functional": [0.5, -0.5], "perceived": [-2.0, 2.0]}
)
FOUND = pd.DataFrame(
    {"sample": [0.2, -0.1], "market": [0.21, 0.0], "slope": [2.0, -4.0]},
    index=["technical", "functional"],
)


def test_both_scatters_show_every_hotel_and_write_its_correlation_above():
    figure = two_scatters(FIRMS, FOUND, "t")
    technical, line, functional, _other = figure.data
    assert technical.x.tolist() == [-1, 1]
    assert functional.y.tolist() == [-2, 2]
    assert line.y.tolist() == [-2, 2]
    above = [note.text for note in figure.layout.annotations]
    assert ["<b>0.20</b>" in above[0], "0.21 in all" in above[0]] == [True, True]
    assert technical.marker.symbol != functional.marker.symbol


def test_the_axes_stay_while_the_hotels_move():
    explorer = explore_importance()
    opened = explorer.figure.layout.xaxis.range, explorer.figure.layout.yaxis.range
    explorer.set({"technical": 0.3, "noise": 2.0})
    assert (explorer.figure.layout.xaxis.range, explorer.figure.layout.yaxis.range) == opened


def test_the_line_of_what_is_needed_breaks_off_at_the_threshold():
    rooms = np.array([2.0, 3.0, 4.0, 5.0])
    line = pd.Series([np.nan, 6.3, 5.7, 5.0], rooms)
    figure = needed_line(line, (4, 5), met=False, threshold=3, title="t")
    _area, edge, stay = figure.data
    assert edge.x.tolist() == [3, 4, 5]
    assert (stay.text[0], stay.marker.symbol) == ("not met", "x")
    met = needed_line(line, (4, 6), met=True, threshold=3, title="t")
    assert (met.data[-1].text[0], met.data[-1].marker.symbol) == ("met", "circle")


def test_where_no_stay_will_do_only_the_stay_is_drawn():
    figure = needed_line(pd.Series([np.nan], [2.0]), (2, 7), False, 3, "t")
    assert [trace.name for trace in figure.data] == ["this stay"]


def test_a_curve_marks_the_promise_and_the_best_one():
    ends = gronroos.shares_curve(0.8, 0.5, 0.5)
    figure = promise_curve(ends["value"], ends, (0.7, 0.385), (0.9, 0.405), 0.8, "t")
    points = {trace.name: (trace.x[0], trace.y[0]) for trace in figure.data if len(trace.x) == 1}
    assert points == {"best promise": (0.9, 0.405), "your promise": (0.7, 0.385)}
    assert figure.layout.shapes[0].x0 == 0.8


def test_what_is_perceived_as_less_than_expected_is_hatched():
    counts = pd.Series([2, 3], index=[-0.25, 0.25])
    shares = pd.Series({"staff": 1.0})
    figure = encounter_bars(counts, shares, {"staff": "who serves"}, "t")
    assert list(figure.data[0].marker.pattern.shape) == ["/", ""]
    assert list(figure.data[1].text) == ["100%"]


def test_every_encounter_is_in_the_picture():
    explorer = explore_encounters()
    for settings in ({}, {"staff": 2.0, "guests": 2.0, "expectations": 2.0, "weight": 100}):
        explorer.set(settings)
        assert explorer.figure.data[0].y.sum() == 200


def test_a_zone_reaches_from_the_adequate_to_the_desired_level():
    scores = pd.DataFrame(
        {"adequate": [5.0, 4.0], "desired": [6.5, 6.0], "perceived": [4.6, 5.0]},
        index=["reliability", "empathy"],
    ).assign(place=["below", "within"])
    zones, *points = zone_bars(scores, "t", (1, 7)).data
    assert (zones.base.tolist(), zones.x.tolist()) == ([4.0, 5.0], [2.0, 1.5])
    assert {point.name: point.marker.symbol for point in points} == {
        "below the adequate": "triangle-left",
        "within the zone": "circle",
    }


def test_a_point_beyond_a_limit_is_marked():
    points = pd.Series([5.0, 9.0], index=[1, 2])
    limits = pd.Series({"centre": 5.0, "low": 3.0, "high": 7.0})
    found = control_chart.signals(points, limits)
    figure = control_lines(points, limits, found, "t", (0, 10), ("hour", "minutes"))
    assert [trace.name for trace in figure.data] == ["each point", "beyond a limit"]
    assert figure.data[1].x.tolist() == [2]
    assert [shape.y0 for shape in figure.layout.shapes] == [3, 5, 7]


def test_minutes_are_never_below_zero_and_never_leave_the_picture():
    explorer = explore_control_chart()
    for sample in range(1, 11):
        explorer.set({"sample": sample, "spread": 2.0, "reaction": 100, "change": -2.0})
        assert min(explorer.figure.data[0].y) > 0
        explorer.set({"change": 4.0})
        assert max(explorer.figure.data[0].y) < explorer.figure.layout.yaxis.range[1]


def test_a_flooded_room_is_not_made_up_for_by_the_best_receptionist():
    explorer = explore_compensation({"room": 2.5, "receptionist": 7.0})
    assert "no receptionist makes up for it" in explorer.sentence
    explorer.set({"threshold": 1.0})
    assert "+0.20 points" in explorer.sentence


@pytest.mark.parametrize(
    ("disappointment", "words"), [(0.5, "more than the 0.80"), (2.0, "less than the 0.80")]
)
def test_the_sentence_says_on_which_side_of_what_is_delivered_the_best_promise_lies(
    disappointment, words
):
    explorer = explore_promise({"disappointment": disappointment})
    assert words in explorer.sentence
