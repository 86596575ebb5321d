"""What passes between an explorer and its page: only what changed, once, and on this machine."""

import gzip
import json
import sys
import types
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.io.json import to_json_plotly
from plotly.offline import get_plotlyjs

from helpers.charts.style import Chart, chart
from helpers.explorers import Explorer, Question, View, show
from helpers.explorers._screen import _parts, _patch, _rows
from helpers.explorers.controls import choice, slider, switch

OPENS_AT = {"height": 1, "share": 0.5, "kind": 1, "on": False}
TABLE = pd.DataFrame({"guest": ["Li"], "gap": ["−0.5"]})


class Drawing:
    """A draw function that counts how often it is called."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def __call__(self, **settings: Any) -> View:
        self.calls.append(settings)
        height = settings.get("height", 1)
        bars = go.Bar(x=["a", "b"], y=[height, 2], name="ratings")
        layout = {"title": {"text": "Ratings"}, "yaxis": {"range": [0, 10]}}
        return View(go.Figure(bars, layout), f"The height is {height}.", TABLE)


@pytest.fixture
def draw() -> Drawing:
    return Drawing()


@pytest.fixture
def explorer(draw) -> Explorer:
    """An explorer of three controls and one scene, that remembers what it sends."""
    made = Explorer(
        draw,
        name="Trial",
        scenes={"1 · high": {"height": 9}},
        height=slider("Height (points)", 1, 0, 9),
        share=slider("Share (%)", 0.5, 0.0, 1.0, 0.1),
        kind=choice("Kind", {"One": 1, "Two": 2}, 1),
        on=switch("Switched on"),
    )
    draw.calls.clear()
    return made


@pytest.fixture
def sent(explorer, monkeypatch) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(
        explorer._screen, "send", lambda message, buffers=(): messages.append(message)
    )
    return messages


# Only what changed is sent, and it turns the page's figure into the new one.


def patched(figure: dict[str, Any], patch: str) -> dict[str, Any]:
    """Do to a figure what `apply` in screen.js does."""

    def merged(old: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in {**old, **change}.items() if value is not None}

    change = json.loads(patch)
    known = figure["data"] + [{}] * len(change["traces"])
    return {
        "layout": merged(figure["layout"], change["layout"]),
        "data": [merged(old, new) for old, new in zip(known, change["traces"], strict=False)],
    }


def as_page_holds(figure: go.Figure) -> dict[str, Any]:
    """Return a figure as the JSON that plotly itself writes, without packed arrays."""
    return {
        "layout": json.loads(to_json_plotly(figure.layout)),
        "data": [json.loads(to_json_plotly(trace)) for trace in figure.data],
    }


NUMBERS = st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")) | st.integers(-9, 9), max_size=4)
TRACES = st.one_of(
    st.builds(go.Scatter, x=NUMBERS, y=NUMBERS, name=st.text(), mode=st.sampled_from(["lines"])),
    st.builds(go.Bar, x=NUMBERS.map(np.array), marker_color=st.sampled_from(["red", "blue"])),
    st.builds(go.Scatter, y=NUMBERS.map(pd.Series), text=st.lists(st.text(), max_size=2)),
    st.just(go.Waterfall(measure=["absolute", "total"], y=[1, 2])),
)
LAYOUTS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text().map(lambda text: {"text": text}),
        "height": st.integers(10, 900),
        "showlegend": st.booleans(),
        "xaxis": NUMBERS.map(lambda ticks: {"tickvals": ticks}),
        "annotations": st.lists(st.text().map(lambda text: {"text": text}), max_size=2),
        "barmode": st.sampled_from(["stack", "group"]),
    },
)
FIGURES = st.builds(go.Figure, st.lists(TRACES, max_size=4), LAYOUTS)


@given(st.lists(FIGURES, min_size=1, max_size=4))
def test_whatever_is_drawn_next_the_page_ends_with_the_figure_of_the_kernel(figures):
    page, sent = {"layout": {}, "data": []}, ({}, [])
    for figure in figures:
        parts = _parts(figure)
        page, sent = patched(page, _patch(sent, parts)), parts
        assert page == as_page_holds(figure)


@given(FIGURES)
def test_a_figure_drawn_again_unchanged_sends_nothing_of_itself(figure):
    patch = json.loads(_patch(_parts(figure), _parts(figure)))
    assert patch == {"layout": {}, "traces": [{} for _trace in figure.data]}


def test_turning_a_control_sends_the_heights_and_neither_title_nor_axis(explorer, sent):
    explorer.controls["height"].value = 4
    [message] = sent
    assert json.loads(message["patch"]) == {"layout": {}, "traces": [{"y": [4, 2]}]}
    assert message["sentence"] == "The height is 4."
    assert message["table"] == {
        "head": ["guest", "gap"],
        "rows": [["Li", "−0.5"]],
        "left_out": 0,
    }


def test_after_turning_a_control_twice_only_the_second_turn_is_sent(explorer, sent):
    explorer.controls["height"].value = 4
    explorer.controls["share"].value = 0.7
    assert json.loads(sent[-1]["patch"]) == {"layout": {}, "traces": [{}]}


# One drawing for whatever is set at once.


def test_several_controls_set_at_once_are_one_drawing_and_one_message(explorer, draw, sent):
    explorer.set({"height": 4, "share": 0.7, "kind": 2, "on": True})
    assert draw.calls == [{"height": 4, "share": 0.7, "kind": 2, "on": True}]
    assert len(sent) == 1


def test_reset_and_a_scene_are_one_drawing_each(explorer, draw, sent):
    explorer.set({"share": 0.7, "on": True})
    explorer.show_scene("1 · high")
    explorer.reset()
    assert [call["height"] for call in draw.calls] == [1, 9, 1]
    assert not any(call["on"] for call in draw.calls[1:])
    assert len(sent) == 3


def test_opening_with_settings_draws_once(draw):
    height = slider("Height (points)", 1, 0, 9)
    opened = Explorer(draw, name="Trial", settings={"height": 7}, height=height)
    assert draw.calls == [{"height": 7}]
    assert opened.figure.data[0].y == (7, 2)
    opened.reset()
    assert opened.settings() == {"height": 1}


# What the page asks for.


def test_the_page_can_ask_for_a_reset_and_for_a_scene(explorer):
    ask = explorer._screen._listen
    ask(explorer._screen, {"want": "scene", "title": "1 · high"}, [])
    assert explorer.settings()["height"] == 9
    ask(explorer._screen, {"want": "reset"}, [])
    assert explorer.settings()["height"] == 1


def test_the_page_gets_plotly_once_it_asks_and_compressed(explorer, monkeypatch):
    answers = []
    monkeypatch.setattr(explorer._screen, "send", lambda *answer: answers.append(answer))
    explorer._screen._listen(explorer._screen, {"want": "plotly"}, [])
    [(_message, [packed])] = answers
    assert gzip.decompress(packed).decode() == get_plotlyjs()
    assert len(packed) < 2_000_000


def test_a_page_that_is_opened_later_gets_the_newest_figure_whole(explorer):
    explorer.controls["height"].value = 8
    state = explorer._screen.get_state()["state"]
    page = patched({"layout": {}, "data": []}, state["patch"])
    assert page == as_page_holds(explorer.figure)
    assert state["sentence"] == "The height is 8."
    assert state["controls"] == ["Height (points)", "Share (%)", "Kind", "Switched on"]
    json.dumps(state)


def test_the_choice_is_the_readers_and_counts_from_nought(draw):
    asking = Explorer(draw, name="Trial", question=Question("Why?", ("A", "B"), "So."))
    assert asking.choice is None
    asking._screen.choice = 1
    assert asking.choice == 1


# Settings that are not allowed.


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"rooms": 3}, 'there is no control "rooms"; there are: height, share, kind, on'),
        ({"height": 10}, '"height" cannot be 10; allowed: 0 to 9'),
        ({"height": -1}, '"height" cannot be -1; allowed: 0 to 9'),
        ({"height": 1.5}, '"height" cannot be 1.5; allowed: 0 to 9'),
        ({"height": "4"}, "\"height\" cannot be '4'; allowed: 0 to 9"),
        ({"height": True}, '"height" cannot be True; allowed: 0 to 9'),
        ({"height": None}, '"height" cannot be None; allowed: 0 to 9'),
        ({"share": float("nan")}, '"share" cannot be nan; allowed: 0.0 to 1.0'),
        ({"share": [0.5]}, '"share" cannot be [0.5]; allowed: 0.0 to 1.0'),
        ({"kind": 3}, '"kind" cannot be 3; allowed: 1, 2'),
        ({"kind": "One"}, "\"kind\" cannot be 'One'; allowed: 1, 2"),
        ({"kind": True}, '"kind" cannot be True; allowed: 1, 2'),
        ({"kind": {"a": 1}}, "\"kind\" cannot be {'a': 1}; allowed: 1, 2"),
        ({"on": 1}, '"on" cannot be 1; allowed: True, False'),
        ({"height": 2, "on": "yes"}, "\"on\" cannot be 'yes'; allowed: True, False"),
        ("height=4", f"settings are named values, such as {OPENS_AT}, not 'height=4'"),
        ([("height", 4)], f"settings are named values, such as {OPENS_AT}, not [('height', 4)]"),
    ],
)
def test_a_setting_that_is_not_allowed_is_named_and_nothing_moves(explorer, settings, sentence):
    before = explorer.settings()
    with pytest.raises(ValueError, match=r".") as raised:
        explorer.set(settings)
    assert str(raised.value) == sentence
    assert explorer.settings() == before


def test_a_whole_number_will_do_where_fractions_are_allowed(explorer):
    explorer.set({"share": 1})
    assert explorer.settings()["share"] == 1.0


def test_a_scene_that_does_not_exist_is_answered_with_those_that_do(explorer):
    with pytest.raises(ValueError, match='there is no scene "high"; there are: "1 · high"'):
        explorer.show_scene("high")


def test_a_scene_that_no_control_allows_is_refused_when_it_is_written(draw):
    with pytest.raises(ValueError, match='"height" cannot be 99; allowed: 0 to 9'):
        Explorer(draw, name="T", scenes={"x": {"height": 99}}, height=slider("H (m)", 1, 0, 9))


@pytest.mark.parametrize("answers", [(), ("A",), tuple("ABCDEF")])
def test_a_question_has_two_to_five_answers(answers):
    with pytest.raises(ValueError, match=f"2 to 5 answers, not {len(answers)}"):
        Question("Why?", answers, "So.")


# The numbers behind the chart.


def test_a_long_table_is_cut_and_says_how_many_rows_it_leaves_out():
    rows = _rows(pd.DataFrame({"gap": range(130)}))
    assert len(rows["rows"]) == 100
    assert rows["left_out"] == 30
    assert _rows(pd.DataFrame({"gap": range(100)}))["left_out"] == 0


def test_the_cells_of_a_table_are_texts_that_a_reader_can_read():
    table = pd.DataFrame(
        {
            "gap": [-0.504, np.nan, 1234.5],
            "short": np.array([-1.5, np.nan, 2], dtype="float32"),
            "guests": np.array([1, 2, 3], dtype="int64"),
            "who": ["Li", None, pd.NA],
            "asked": pd.array([True, None, False], dtype="boolean"),
            "day": pd.to_datetime(["2008-08-08", None, "2008-08-24"]),
        }
    )
    assert _rows(table)["rows"] == [
        ["−0.50", "−1.50", "1", "Li", "True", "2008-08-08 00:00:00"],
        ["–", "–", "2", "–", "–", "–"],
        ["1,234.50", "2.00", "3", "–", "False", "2008-08-24 00:00:00"],
    ]


def test_a_named_index_is_part_of_a_table_and_a_nameless_one_is_not():
    gaps = pd.Series({"empathy": -0.5}, name="gap").rename_axis("dimension").to_frame()
    assert _rows(gaps)["head"] == ["dimension", "gap"]
    assert _rows(gaps.rename_axis(None))["head"] == ["gap"]
    two = gaps.set_index(pd.MultiIndex.from_tuples([("Li", "empathy")], names=["guest", "dim"]))
    assert _rows(two)["head"] == ["guest", "dim", "gap"]


# Charts without controls, and places where controls cannot work.


def test_a_chart_without_controls_is_shown_with_its_sentence_and_its_numbers():
    shown = show(chart([go.Bar(x=["a"], y=[1])], "Rooms"), "One room.", TABLE)
    assert shown.settings() == {}
    assert shown.sentence == "One room."
    state = shown._screen.get_state()["state"]
    assert state["table"]["rows"] == [["Li", "−0.5"]]
    assert state["question"] is None


@pytest.fixture(params=["VS Code", "Colab"])
def elsewhere(request, monkeypatch):
    """Pretend that the kernel serves another editor."""
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    if request.param == "Colab":
        monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    else:
        monkeypatch.setenv("VSCODE_PID", "1")


def test_where_controls_cannot_work_a_still_chart_and_a_sentence_stand(explorer, elsewhere):
    shown = explorer._repr_mimebundle_()
    assert set(shown) == {"text/html", "text/plain"}
    assert "The height is 1. This is a still picture" in shown["text/html"]
    assert "JupyterLab" in shown["text/plain"]


def test_a_still_chart_loads_nothing_and_offers_no_upload(explorer, elsewhere):
    html = explorer._repr_mimebundle_()["text/html"].replace(get_plotlyjs(), "")
    assert "src=" not in html
    assert "https://" not in html
    assert '"showSendToCloud": false' in html


def test_a_still_sentence_is_text_and_not_markup(elsewhere, draw):
    hostile = View(draw().figure, "Gap < 0 & <script>alert(1)</script>", TABLE)
    shown = Explorer(lambda: hostile, name="Trial")._repr_mimebundle_()["text/html"]
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_jupyterlab_started_from_within_vs_code_gets_the_controls(explorer, monkeypatch):
    monkeypatch.setenv("VSCODE_PID", "1")
    monkeypatch.setenv("JPY_SESSION_NAME", "04_servqual.ipynb")
    assert "application/vnd.jupyter.widget-view+json" in explorer._repr_mimebundle_()


def test_in_a_terminal_an_explorer_is_its_sentence(explorer):
    assert explorer._repr_mimebundle_()["text/plain"] == "The height is 1."


def test_a_bare_chart_carries_no_plotly_and_no_button_that_uploads_it():
    shown = chart([go.Bar(x=["a"], y=[1])], "Rooms")._repr_mimebundle_()
    config = shown["application/vnd.plotly.v1+json"]["config"]
    assert config["showSendToCloud"] is False
    assert shown["text/plain"] == "Chart: Rooms"
    assert len(json.dumps(shown)) < 10_000
    assert Chart._repr_html_ is None
