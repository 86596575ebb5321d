"""No setting of an explorer breaks it: every one is opened as its chapter does, and swept."""

import json
from pathlib import Path

import explorer_sweep as sweeps
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from babel.messages.pofile import read_po

from helpers.explorers import Explorer, Question, View
from helpers.explorers.controls import choice, slider, switch
from helpers.locale import __file__ as locale_file
from helpers.locale import language

NAMES = sorted(sweeps.explorers())


@pytest.fixture
def in_chinese():
    """Let the course speak Chinese for one test."""
    language("zh")
    yield
    language("en")


def test_there_are_explorers_to_sweep():
    assert len(NAMES) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_no_setting_of_an_explorer_raises_or_shows_a_hole(name):
    explorer = sweeps.opened(name)
    said, found = {explorer.sentence}, set()
    for settings, view in sweeps.sweep(explorer):
        said.add(view.sentence)
        found |= {f"{settings}: {fault}" for fault in sweeps.faults(view)}
    assert not found
    assert len(said) > 1, "whatever is turned, the sentence stays the same"


@pytest.mark.parametrize("name", NAMES)
def test_every_control_of_an_explorer_changes_what_it_says(name):
    explorer = sweeps.opened(name)
    opened_at = explorer.settings()
    for control in explorer.controls.values():
        said = set()
        for value in sweeps.steps(control)[:: max(1, len(sweeps.steps(control)) // 8)]:
            control.value = value
            said.add((explorer.sentence, explorer.figure.to_json(), explorer.table.to_csv()))
        explorer.set(opened_at)
        assert len(said) > 1, f"{control.description} changes neither picture, sentence nor table"


@pytest.mark.parametrize("name", NAMES)
def test_an_explorer_asks_first_and_names_its_controls_with_their_units(name):
    assert not list(sweeps.faults_of_form(sweeps.opened(name)))


@pytest.mark.parametrize("name", NAMES)
def test_an_explorer_opened_with_settings_handed_in_shows_the_same(name):
    explorer = sweeps.opened(name)
    turned = {name: sweeps.steps(control)[-1] for name, control in explorer.controls.items()}
    explorer.set(turned)
    handed_in = json.loads(json.dumps(explorer.settings()))
    replayed = sweeps.opened(name, handed_in)
    assert handed_in == explorer.settings() == replayed.settings()
    assert replayed.figure.to_json() == explorer.figure.to_json()
    assert replayed.sentence == explorer.sentence
    pd.testing.assert_frame_equal(replayed.table, explorer.table)


@pytest.mark.parametrize("name", NAMES)
def test_reset_brings_an_explorer_back_to_where_it_opens(name):
    explorer = sweeps.opened(name)
    opens_with = explorer.settings(), explorer.sentence, explorer.figure.to_json()
    explorer.set({name: sweeps.steps(c)[-1] for name, c in explorer.controls.items()})
    explorer.reset()
    assert (explorer.settings(), explorer.sentence, explorer.figure.to_json()) == opens_with


@pytest.mark.parametrize("name", NAMES)
def test_every_scene_of_an_explorer_can_be_shown(name):
    explorer = sweeps.opened(name)
    for title, scene in explorer.scenes.items():
        explorer.show_scene(title)
        assert scene.items() <= explorer.settings().items()
        assert not list(sweeps.faults(explorer.view))


@pytest.mark.parametrize("name", NAMES)
def test_an_explorer_in_chinese_shows_no_sentence_that_has_a_translation(name, in_chinese):
    explorer = sweeps.opened(name)
    question = explorer.question
    shown = {control.description for control in explorer.controls.values()}
    shown |= {question.ask, question.because, *question.answers, *explorer.scenes}
    found = set()
    for settings in sweeps.settings_to_try(explorer.controls, np.random.default_rng(5))[::20]:
        explorer.set(settings)
        found |= {f"{settings}: {fault}" for fault in sweeps.faults(explorer.view)}
        drawn = set(sweeps.texts(explorer.figure.to_plotly_json()))
        shown |= {explorer.sentence, *drawn, *sweeps.cells(explorer.table)}
    assert not found
    assert not shown & _translated()


def _translated() -> set[str]:
    """Return the English texts that the Chinese catalogue holds; another test finds the others."""
    catalogue = Path(locale_file).with_name("zh.po")
    if not catalogue.exists():
        return set()
    with catalogue.open("rb") as file:
        messages = read_po(file, locale="zh")
    return {str(one.id) for one in messages if one.id and one.string and not one.fuzzy}


# The sweep itself, on explorers with one fault each.


def _drawn(y: float = 1.0, title: str = "Rooms", **layout) -> go.Figure:
    return go.Figure(go.Bar(x=["a"], y=[y]), layout={"title": {"text": title}, **layout})


TABLE = pd.DataFrame({"gap": ["−0.5"]})
WITHOUT_FAULT = View(_drawn(), "The gap is −0.5.", TABLE)
FAULTY = {
    "no data": WITHOUT_FAULT._replace(figure=go.Figure(go.Bar(x=[], y=[]))),
    "bar holds nan in y": WITHOUT_FAULT._replace(figure=_drawn(float("nan"))),
    "layout holds inf in yaxis.range": WITHOUT_FAULT._replace(
        figure=_drawn(yaxis_range=[0, float("inf")])
    ),
    "'nan' in 'Gap nan'": WITHOUT_FAULT._replace(figure=_drawn(title="Gap nan")),
    "the sentence says 'None'": WITHOUT_FAULT._replace(sentence="None falls short"),
    "'{' in 'Gap {gap}'": WITHOUT_FAULT._replace(sentence="Gap {gap}"),
    "the sentence is ''": WITHOUT_FAULT._replace(sentence=""),
    "the sentence is 'a\\nb'": WITHOUT_FAULT._replace(sentence="a\nb"),
    "the table says 'nan'": WITHOUT_FAULT._replace(table=pd.DataFrame({"gap": [float("nan")]})),
    "no numbers behind the chart": WITHOUT_FAULT._replace(table=pd.DataFrame()),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_the_sweep_sees_what_no_reader_must_be_shown(fault):
    assert not list(sweeps.faults(WITHOUT_FAULT))
    assert any(fault in found for found in sweeps.faults(FAULTY[fault]))


def test_a_line_may_break_and_a_hover_text_has_braces_of_its_own():
    line = go.Scatter(x=[1, np.nan, 2], y=["a"] * 3, mode="lines", hovertemplate="%{x:.2f}")
    assert not list(sweeps.faults(WITHOUT_FAULT._replace(figure=go.Figure(line))))


def test_a_sweep_turns_every_step_every_pair_of_ends_and_no_more_than_500():
    controls = {
        "rooms": slider("Rooms", 10, 0, 50, 5),
        "price": slider("Price", 0.5, 0.0, 1.0, 0.3),
        "kind": choice("Kind", ["a", "b", "c"], "a"),
        "open": switch("Open"),
    }
    tried = sweeps.settings_to_try(controls, np.random.default_rng(1))
    assert [s["price"] for s in tried if list(s) == ["price"]] == [0.0, 0.3, 0.6, 0.9, 1.0]
    assert [s["rooms"] for s in tried if list(s) == ["rooms"]] == list(range(0, 51, 5))
    for corner in ({"rooms": 50, "price": 0.0}, {"kind": "c", "open": True}, {}):
        assert corner in tried
    many = {f"c{i}": slider("Many", 0, 0, 200) for i in range(8)}
    assert len(sweeps.settings_to_try(many, np.random.default_rng(1))) == sweeps.MOST_DRAWS


def test_a_new_explorer_is_asked_for_what_it_is_called_with():
    with pytest.raises(LookupError, match="enter what explore_kano is called with in ARGUMENTS"):
        sweeps.arguments("explore_kano")


def test_an_explorer_without_question_unit_or_step_is_named():
    explorer = Explorer(
        lambda **_settings: WITHOUT_FAULT,
        name="Trial",
        price=slider("Price", 0.15, 0.0, 1.0, 0.1),
        kind=choice("", ["a"], "a"),
        scenes={str(i): {} for i in range(10)},
    )
    assert list(sweeps.faults_of_form(explorer)) == [
        '"Price" names no unit in parentheses',
        '"Price" opens at 0.15, where it cannot be turned back to',
        "the control kind has no description",
        "it shows before it asks",
        "it has more scenes than there are digit keys",
    ]


def test_a_question_with_two_equal_answers_is_named():
    question = Question("What?", ("More", "More"), "More {thing}.")
    explorer = Explorer(lambda: WITHOUT_FAULT, name="Trial", question=question)
    assert list(sweeps.faults_of_form(explorer)) == [
        "the question says 'More {thing}.'",
        "two answers of its question are the same",
    ]
