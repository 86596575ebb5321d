"""How an explorer behaves on its page: zoom, keys, a second view, a page that is loaded again."""

import json

import browser
import pytest
from playwright.sync_api import expect

from tools import lab

pytestmark = pytest.mark.browser

TRIAL = """
import time
import pandas as pd
import plotly.graph_objects as go
from helpers.charts.style import chart
from helpers.explorers import Explorer, Question, View, show
from helpers.explorers.controls import choice, slider, switch

drawn, slow = [], 0
def draw(height, share, kind, on):
    drawn.append(height)
    time.sleep(slow)
    line = go.Scatter(x=[1, 2, 3, 4], y=[height, 2, 3, share], mode="lines", name=kind)
    bars = [go.Bar(x=[1, 5], y=[1, 2])] if on else []
    figure = chart([line, *bars], f"Height {height}", xaxis={"range": [0, 6]})
    table = pd.DataFrame({"guest": range(130), "height": height})
    return View(figure, f"The height is {height}.", table)
"""
EXPLORER = """
trial = Explorer(
    draw,
    name="Trial",
    question=Question("What happens?", ("More", "Less", "Nothing"), "More happens."),
    scenes={"1 · high": {"height": 9}, "2 · two": {"kind": "two"}},
    height=slider("Height (points)", 2, 0, 20),
    share=slider("Share (%)", 0.5, 0.0, 1.0, 0.1),
    kind=choice("Kind", ["one", "two", "three"], "one"),
    on=switch("Switched on"),
)
trial
"""
BARE = 'chart([go.Bar(x=["a", "b"], y=[1, 2])], "A bare chart")'
SHOWN = 'show(chart([go.Bar(x=["a"], y=[1])], "One bar"), "a is 1.", pd.Series([1, 2], name="n"))'
OPENS_AT = {"height": 2, "share": 0.5, "kind": "one", "on": False}

JUPYTERS = """() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.widgets.map(({ model }) => [model.type, model.sharedModel.source]);
    return [content.activeCellIndex, content.mode, cells];
}"""

# Whether the middle of a slider is not that of its number, or not below its name.
ASTRAY = """(root) => [...root.querySelectorAll('.sq-control')].some((control) => {
    const [line, number, name] = ['.slider-container', '.widget-readout', '.widget-label']
        .map((part) => control.querySelector(part)?.getBoundingClientRect());
    const middle = (box) => (box.top + box.bottom) / 2;
    return number && (Math.abs(middle(line) - middle(number)) > 8 || middle(line) < name.bottom);
})"""


@pytest.fixture(scope="module")
def trial(chromium, course):
    """A notebook with an explorer of every kind of control, and charts without any."""
    url, folder = course
    name = browser.write_notebook(folder, "trial.ipynb", TRIAL, EXPLORER, BARE, SHOWN)
    with browser.Notebook(chromium, url, name) as opened:
        yield opened.run()


@pytest.fixture
def explorer(trial):
    """The trial's explorer, uncovered and where it opens; nothing may go wrong on its page."""
    shown = trial.explorers()[0]
    shown.uncover()
    shown.reset()
    yield shown
    assert trial.complaints == []


@pytest.fixture
def opened(request, chromium, course):
    """A notebook of its own with an explorer, for tests that leave it changed."""
    url, folder = course
    name = f"{request.function.__name__}.ipynb"
    browser.write_notebook(folder, name, TRIAL, EXPLORER)
    with browser.Notebook(chromium, url, name) as made:
        yield made
        assert made.complaints == []


def reach(explorer) -> list[float]:
    """Return the ends of the x axis that the page shows."""
    return [round(end, 6) for end in explorer.chart.evaluate("(c) => c._fullLayout.xaxis.range")]


def zoom(explorer) -> list[float]:
    """Drag over a part of the chart, as a reader does; return the new ends of the x axis."""
    own = reach(explorer)
    plot = explorer.chart.locator(".nsewdrag")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    mouse, height = explorer.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] * 0.3, height)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.6, height, steps=5)
    mouse.up()
    moved = "([chart, low]) => chart._fullLayout.xaxis.range[0] > low + 0.1"
    explorer.page.wait_for_function(moved, arg=[explorer.chart.element_handle(), own[0]])
    return reach(explorer)


def test_a_zoom_survives_a_turned_control_and_r_ends_it(explorer):
    zoomed = zoom(explorer)
    explorer.controls.first.focus()
    explorer.page.keyboard.press("ArrowRight")
    expect(explorer.chart.locator(".gtitle")).to_have_text("Height 3")
    assert reach(explorer) == zoomed
    explorer.reset()
    assert reach(explorer) == [0, 6]


def test_a_double_click_ends_a_zoom_as_plotly_does(explorer):
    zoom(explorer)
    explorer.chart.locator(".nsewdrag").dblclick()
    explorer.wait_until_drawn()


@pytest.mark.parametrize("part", ["slider", "checkbox", "button", "fold", "chart", "sentence"])
def test_keys_stay_in_the_explorer_and_leave_the_notebook_alone(trial, explorer, part):
    focused = {
        "slider": explorer.controls.nth(0),
        "checkbox": explorer.controls.nth(3),
        "button": explorer.root.locator(".sq-tools button").nth(1),
        "fold": explorer.root.locator("summary").first,
    }
    clicked = {"chart": explorer.chart.locator(".nsewdrag"), "sentence": explorer.sentence}
    if part in focused:
        focused[part].focus()
    else:
        clicked[part].click()
    before = trial.page.evaluate(JUPYTERS)
    for key in (*"mydxcvzabk00ii", "d", "d", "Shift+M"):
        trial.page.keyboard.press(key)
    trial.page.keyboard.press("1")
    explorer.wait_until_drawn(settings=OPENS_AT | {"height": 9})
    for key in ("ArrowDown", "ArrowUp"):
        explorer.press(key)
    trial.page.keyboard.press("R")
    explorer.wait_until_drawn(settings=OPENS_AT)
    assert trial.page.evaluate(JUPYTERS) == before
    assert explorer.has_focus()


def test_ctrl_s_in_an_explorer_still_saves_the_notebook(trial, explorer):
    dirty = "window.jupyterapp.shell.currentWidget.content.model.dirty"
    trial.page.evaluate(f"() => {{ {dirty} = true; }}")
    explorer.controls.first.focus()
    trial.page.keyboard.press("Control+s")
    trial.page.wait_for_function(f"() => !{dirty}")


def test_tab_reaches_every_control_then_every_button_and_fold(explorer):
    explorer.controls.first.focus()
    reached: dict[str, None] = {}
    name = "() => document.activeElement.ariaLabel ?? document.activeElement.textContent"
    while explorer.has_focus() and len(reached) < 20:
        reached[explorer.root.evaluate(name)] = None
        explorer.page.keyboard.press("Tab")
    controls = ["Height (points)", "Share (%)", "Kind", "Switched on"]
    buttons = explorer.root.locator(".sq-tools button").all_text_contents()
    folds = explorer.root.locator("summary").all_text_contents()
    assert list(reached) == [*controls, *buttons, *folds]


def test_a_new_sentence_is_announced(explorer):
    expect(explorer.sentence).to_have_attribute("role", "status")
    expect(explorer.sentence).to_have_attribute("aria-live", "polite")
    explorer.sentence.evaluate(
        """(sentence) => {
            window.announced = [];
            const heard = () => window.announced.push(sentence.textContent);
            new MutationObserver(heard).observe(sentence, { childList: true });
        }"""
    )
    explorer.controls.first.focus()
    explorer.press("ArrowRight")
    assert explorer.page.evaluate("() => window.announced") == ["The height is 3."]


def test_while_a_slider_is_dragged_only_the_newest_value_is_drawn(trial, explorer):
    trial.execute("slow = 0.2; drawn.clear()")
    handle = explorer.controls.first.bounding_box()
    track = explorer.root.locator(".noUi-base").first.bounding_box()
    mouse, height = explorer.page.mouse, handle["y"] + handle["height"] / 2
    mouse.move(handle["x"] + handle["width"] / 2, height)
    mouse.down()
    for step in range(3, 21):
        mouse.move(track["x"] + track["width"] * step / 20, height)
    mouse.up()
    expect(explorer.sentence).to_have_text("The height is 20.")
    assert len(trial.execute("slow = 0", "drawn")) < 9


def test_the_answers_of_a_class_are_counted_on_the_page_and_go_nowhere(trial, explorer):
    explorer.root.locator(".sq-room summary").click()
    before = trial.page.evaluate(JUPYTERS)
    explorer.root.locator(".sq-room input").focus()
    trial.page.keyboard.type("a 12, B: 20 c=8")
    counted = ["A  More12 (30 %)", "B  Less20 (50 %)", "C  Nothing8 (20 %)"]
    expect(explorer.root.locator(".sq-bar")).to_have_text(counted)
    assert trial.page.evaluate(JUPYTERS) == before
    assert explorer.wait_until_drawn(settings=OPENS_AT)["choice"] == 1


def test_a_long_table_says_what_it_leaves_out_and_follows_the_controls(explorer):
    fold = explorer.root.locator("details", has_text="The numbers behind the chart")
    fold.locator("summary").click()
    expect(fold.locator("tbody tr")).to_have_count(100)
    expect(fold).to_contain_text("… and 30 more rows")
    explorer.controls.first.focus()
    explorer.press("ArrowRight")
    expect(fold.locator("tbody tr").nth(1)).to_have_text("13")


def test_covering_again_hides_picture_and_sentence_and_keeps_the_focus(explorer):
    explorer.cover()
    expect(explorer.chart).to_be_hidden()
    expect(explorer.sentence).to_be_empty()
    assert explorer.has_focus()
    explorer.page.keyboard.press("c")
    explorer.wait_until_drawn(choice=2)
    expect(explorer.root.locator(".sq-prediction")).to_contain_text("You predicted C: Nothing")
    assert explorer.has_focus()


def test_a_slider_has_its_number_beside_it_and_its_name_above_whatever_the_pages_width(
    trial, explorer
):
    astray = []
    for width in range(640, 1500, 20):
        trial.page.set_viewport_size({"width": width, "height": 720})
        astray += [width] * explorer.root.evaluate(ASTRAY)
    trial.page.set_viewport_size(browser.PROJECTOR)
    assert astray == []


def test_a_chart_without_controls_has_a_name_a_sentence_and_numbers(trial):
    shown = trial.explorers()[1]
    assert ("image", "One bar: a is 1.") in shown.accessible()
    expect(shown.root.locator("button")).to_have_count(0)
    shown.root.locator("summary").click()
    expect(shown.root.locator("tbody tr")).to_have_text(["1", "2"])


def test_a_bare_chart_is_drawn_without_a_button_that_uploads_it(trial):
    chart = trial.page.locator(".jp-OutputArea .js-plotly-plot:not(.sq-chart)")
    chart.hover()
    expect(chart.locator(".gtitle")).to_have_text("A bare chart")
    expect(trial.page.locator(".modebar-btn")).to_have_count(0)


def test_a_saved_notebook_holds_no_widget_state_and_no_picture(trial, course):
    _url, folder = course
    trial.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    saved = json.loads((folder / "trial.ipynb").read_text(encoding="utf-8"))
    assert "widgets" not in saved["metadata"]
    [output] = saved["cells"][1]["outputs"]
    assert set(output["data"]) == {"application/vnd.jupyter.widget-view+json", "text/plain"}
    assert len(json.dumps(output)) < 500


def test_six_explorers_fetch_plotly_once(opened):
    received: list[int] = []
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Network.enable")
    session.on(
        "Network.webSocketFrameReceived",
        lambda event: received.append(len(event["response"]["payloadData"])),
    )
    add = "(cell) => window.jupyterapp.shell.currentWidget.content.model.sharedModel.addCell(cell)"
    for _explorer in range(5):
        opened.page.evaluate(add, {"cell_type": "code", "source": EXPLORER})
    opened.run()
    assert len([size for size in received if size > 300_000]) == 1
    assert sum(received) < 3_000_000


def test_a_page_loaded_again_finds_its_explorer_where_the_reader_left_it(opened):
    [explorer] = opened.run().explorers()
    explorer.uncover()
    explorer.controls.first.focus()
    left = explorer.press("ArrowRight")
    opened.load_again()
    explorer.wait_until_drawn(settings=left["settings"], choice=1)
    expect(explorer.sentence).to_have_text("The height is 3.")
    explorer.controls.first.focus()
    assert explorer.press("ArrowRight")["settings"]["height"] == 4


def test_two_views_of_one_explorer_show_the_same_and_zoom_each_on_its_own(opened):
    [first] = opened.run().explorers()
    opened.page.evaluate("() => window.jupyterapp.commands.execute('notebook:create-output-view')")
    second = browser.Shown(opened, 1, explorer=0)
    second.wait_until_ready()
    first.uncover()
    expect(second.answers.first).to_be_hidden()
    zoomed = zoom(first)
    second.controls.first.focus()
    second.press("ArrowRight")
    expect(first.chart.locator(".gtitle")).to_have_text("Height 3")
    assert reach(first) == zoomed
    assert reach(second) == [0, 6]


def test_an_explorer_works_in_notebook_7(chromium, tmp_path):
    name = browser.write_notebook(tmp_path, "trial.ipynb", TRIAL, EXPLORER, BARE)
    with (
        lab.jupyter(tmp_path, app="notebook") as url,
        browser.Notebook(chromium, url, name, app="notebook") as opened,
    ):
        [explorer] = opened.run().explorers()
        explorer.uncover()
        for control in explorer.controls.all():
            assert "figure" in explorer.turn(control)
        explorer.reset()
        before = opened.page.evaluate(JUPYTERS)
        for key in "mydd1":
            opened.page.keyboard.press(key)
        explorer.wait_until_drawn(settings=OPENS_AT | {"height": 9})
        assert opened.page.evaluate(JUPYTERS) == before
        assert opened.axe(".sq-explorer") == []
        assert opened.page.locator(".modebar-btn").count() == 0
        of_notebook_7_itself = "page error: Cannot read properties of undefined (reading 'schema')"
        assert [one for one in opened.complaints if one != of_notebook_7_itself] == []
