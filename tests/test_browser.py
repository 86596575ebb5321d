"""Every notebook in JupyterLab in Chromium: what a reader sees, turns by keys, and hears."""

import shutil

import browser
import pytest
from playwright.sync_api import expect

from tools import lab, refresh_notebooks

pytestmark = pytest.mark.browser
NOTEBOOKS = refresh_notebooks.notebooks()
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
TURNED = {"button", "checkbox", "combobox", "slider", "textbox", "spinbutton", "link", "radio"}
# The frame that JupyterLab puts around a wide table, which Chromium itself lets the keys scroll.
NOT_OURS = 'Scrollable region must have keyboard access: <div class="lm-Widget jp-RenderedHTML'

# Texts that stand out by less than 4.5 to 1 from what is behind them, as WCAG counts it.
TOO_FAINT = r"""() => {
    const rgba = (text) => text.match(/[\d.]+/g).map(Number);
    const over = ([r, g, b, a = 1], below) =>
        [r, g, b].map((c, i) => a * c + (1 - a) * below[i]);
    const light = (colour) => colour.map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (node) => node
        ? over(rgba(getComputedStyle(node).backgroundColor), ground(node.parentElement))
        : [255, 255, 255];
    const drawn = ({ fill, fillOpacity, opacity }, below) => fill.startsWith("rgb")
        ? over([...rgba(fill).slice(0, 3), fillOpacity * opacity], below) : below;
    // Of a hatched bar the colour that lies under its pattern.
    const solid = (style) => {
        const pattern = style.fill.match(/#([^")]+)/)?.[1];
        const base = pattern && document.getElementById(pattern)?.querySelector("rect");
        return base ? getComputedStyle(base) : style;
    };
    const ratio = (text) => {
        const page = ground(text.closest(".js-plotly-plot"));
        const inside = text.matches(".bartext-inside");
        const bar = inside && text.closest(".point").querySelector("path");
        const below = bar ? drawn(solid(getComputedStyle(bar)), page) : page;
        const both = [light(below), light(drawn(getComputedStyle(text), below))];
        return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    };
    return [...document.querySelectorAll(".js-plotly-plot text")]
        .filter((text) => text.textContent.trim()).map((text) => [text.textContent, ratio(text)])
        .filter(([_, ratio]) => ratio < 4.5);
}"""

CUT_OFF = """(root) => {
    const named = (part) => `${part.className} ${part.textContent.trim().slice(0, 60)}`;
    const parts = ".sq-control, .widget-label, .widget-readout, .sq-screen, .sq-cover, button";
    const wide = [root, ...root.querySelectorAll(parts)]
        .filter((part) => part.scrollWidth > part.clientWidth + 1);
    const chart = root.querySelector(".sq-chart").getBoundingClientRect();
    const outside = [...root.querySelectorAll(".sq-chart text")].filter((text) => {
        const box = text.getBoundingClientRect();
        return text.textContent.trim() && (box.left < chart.left - 1 || box.right > chart.right + 1
            || box.top < chart.top - 1 || box.bottom > chart.bottom + 1);
    });
    return [...wide.map(named), ...outside.map((text) => `in the chart: ${text.textContent}`)];
}"""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request, chromium, course):
    """A notebook of the course, every cell run."""
    url, _folder = course
    path = request.param.relative_to(lab.ROOT).as_posix()
    with browser.Notebook(chromium, url, path) as opened:
        yield opened.run()


@pytest.fixture(params=THEMES)
def theme(request, notebook):
    notebook.set_theme(THEMES[request.param])
    yield request.param
    notebook.set_theme(THEMES["light"])


def test_there_are_notebooks_to_open():
    assert len(NOTEBOOKS) >= 2


def test_before_the_reader_chooses_the_picture_is_covered_and_nothing_is_said(notebook):
    for explorer in notebook.explorers():
        if explorer.answers.count():
            expect(explorer.answers.first).to_be_visible()
            expect(explorer.chart).to_be_hidden()
            expect(explorer.sentence).to_be_empty()
            assert explorer.told()["choice"] is None


def test_a_letter_answers_the_question_and_the_keys_stay_in_the_explorer(notebook):
    for explorer in notebook.explorers():
        if explorer.answers.count():
            answer = explorer.answers.nth(1).text_content()
            explorer.uncover()
            expect(explorer.chart).to_be_visible()
            expect(explorer.root.locator(".sq-prediction")).to_contain_text(answer[1:].strip())
            expect(explorer.sentence).to_have_text(explorer.wait_until_drawn(choice=1)["sentence"])
            assert explorer.has_focus()


def test_every_control_turned_by_keys_changes_the_picture(notebook):
    for explorer in notebook.explorers():
        explorer.uncover()
        for control in explorer.controls.all():
            name = control.get_attribute("aria-label")
            assert "figure" in explorer.turn(control), f"{name} leaves the picture alone"


def test_digits_call_up_scenes_and_r_resets(notebook):
    for explorer in notebook.explorers():
        explorer.uncover()
        opened_at = explorer.reset()["settings"]
        for digit, scene in enumerate(explorer.told()["scenes"].values(), 1):
            explorer.page.keyboard.press(str(digit))
            explorer.wait_until_drawn(settings=opened_at | scene)
            explorer.page.keyboard.press("r")
            explorer.wait_until_drawn(settings=opened_at)


def test_a_screen_reader_is_told_the_name_of_everything_it_can_reach(notebook):
    notebook.open_everything()
    for explorer in notebook.explorers():
        told, heard = explorer.told(), explorer.accessible()
        assert ("group", told["name"]) in heard
        assert ("image", f"{told['name']}: {told['sentence']}") in heard
        assert [role for role, name in heard if role in TURNED and not name] == []
        assert len([role for role, _name in heard if role in TURNED]) >= explorer.controls.count()


def test_axe_finds_no_fault_in_what_a_notebook_shows(notebook, theme):
    notebook.open_everything()
    found = notebook.axe(".jp-OutputArea-output")
    assert [fault for fault in found if not fault.startswith(NOT_OURS)] == []


def test_axe_finds_no_fault_in_a_question(notebook, theme):
    for explorer in notebook.explorers():
        explorer.cover()
    assert notebook.axe(".sq-explorer") == []


def test_every_text_of_a_chart_stands_out_from_what_is_behind_it(notebook, theme):
    notebook.open_everything()
    assert notebook.page.evaluate(TOO_FAINT) == []


def test_nothing_is_cut_off_at_a_projectors_1280_by_720(notebook):
    notebook.open_everything()
    for explorer in notebook.explorers():
        assert explorer.root.evaluate(CUT_OFF) == []


def test_no_chart_offers_to_upload_itself(notebook):
    for chart in notebook.page.locator(".js-plotly-plot").all():
        chart.hover()
        assert chart.locator(".modebar-btn").count() == 0


def test_nothing_went_wrong_and_nothing_left_the_machine(notebook):
    assert notebook.complaints == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_in_chinese_everything_works_and_nothing_is_cut_off(path, chromium, course):
    url, folder = course
    shutil.copy(path, folder / f"in_chinese_{path.name}")
    with browser.Notebook(chromium, url, f"in_chinese_{path.name}") as opened:
        opened.execute("from helpers import language; language('zh')")
        opened.run().open_everything()
        for explorer in opened.explorers():
            expect(explorer.root.locator(".sq-screen")).to_have_attribute("lang", "zh-CN")
            assert explorer.root.evaluate(CUT_OFF) == []
            for control in explorer.controls.all()[:1]:
                assert "figure" in explorer.turn(control)
            assert explorer.root.evaluate(CUT_OFF) == []
        assert opened.complaints == []
