"""What a person does and sees on a page of JupyterLab, and what the kernel says beside it."""

import ast
import json
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tools.lab import open_notebook, run_all, wait_until_open

SECONDS = 1000  # Playwright counts milliseconds
PROJECTOR = {"width": 1280, "height": 720}

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

EXECUTE = """async ([code, expression]) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const asked = { code, store_history: false, user_expressions: { answer: expression } };
    const { answer } = (await kernel.requestExecute(asked).done).content.user_expressions;
    const { status, data, ename, evalue } = answer;
    return status === "ok" ? data["text/plain"] : JSON.stringify(`${ename}: ${evalue}`);
}"""

# Defined in the kernel of the page: what an explorer holds. JupyterLab lets the kernel hear of
# controls in one thread and of this question in another, so it is also told whether the picture
# is already that of the settings.
TOLD = """
def _explorers():
    from ipywidgets.widgets.widget import _instances
    from helpers.explorers import Explorer
    return [one for one in _instances.values() if isinstance(one, Explorer)]

def _told(place):
    import json
    from plotly.io.json import to_json_plotly
    def drawn(figure):
        layout = figure.layout.to_plotly_json()
        layout.pop("template", None)
        traces = [trace.to_plotly_json() for trace in figure.data]
        return to_json_plotly({"layout": layout, "data": traces})
    explorer = _explorers()[place]
    settings, view = explorer.settings(), explorer.view
    return json.dumps({
        "name": explorer._screen._name,
        "settings": settings,
        "opened_at": explorer._defaults,
        "scenes": explorer.scenes,
        "sentence": view.sentence,
        "choice": explorer.choice,
        "figure": json.loads(drawn(view.figure)),
        "fresh": drawn(view.figure) == drawn(explorer._draw(**settings).figure),
    })
"""

# Where the page's figure departs from the kernel's; plotly adds to it more of its own.
DEPARTS = """([chart, figure]) => {
    const departs = (wanted, found, path) => {
        if (wanted === found) return "";
        const both = [wanted, found];
        if (both.some((one) => one === null || typeof one !== "object")
            || (Array.isArray(wanted) && wanted.length !== found.length))
            return `${path} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`;
        return Object.keys(wanted).map((key) => departs(wanted[key], found[key], `${path}.${key}`))
            .find(Boolean) ?? "";
    };
    const title = chart.querySelector(".gtitle")?.textContent ?? "";
    return departs(figure.data, chart.data ?? null, "data")
        || departs(figure.layout, chart.layout ?? null, "layout")
        || departs(figure.layout.title?.text ?? "", title, "the title that is drawn");
}"""


# A list of one option cannot be turned.
PARTS = ".noUi-handle, select:has(option + option), input[type=checkbox]"
VALUES = f"""(root) => [...root.querySelectorAll("{PARTS}")].map((part) =>
    part.getAttribute("aria-valuetext") ?? [part.value, part.checked])"""


def write_notebook(folder: Path, name: str, *cells: str) -> str:
    """Write a notebook of code cells; return its name."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = [v4.new_code_cell(cell) for cell in cells]
    notebook = v4.new_notebook(cells=made, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / name)
    return name


class Notebook:
    """A notebook open in a browser, and what went wrong on its page."""

    def __init__(self, browser: Browser, url: str, path: str, app: str = "lab") -> None:
        self.page: Page = browser.new_page(viewport=PROJECTOR)
        self.page.set_default_timeout(20 * SECONDS)
        self.complaints: list[str] = []
        self.page.on("console", self._logged)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("request", lambda request: self._went_to(request.url))
        self.page.on("websocket", lambda socket: self._went_to(socket.url))
        open_notebook(self.page, url, path, app)

    def __enter__(self) -> "Notebook":
        return self

    def __exit__(self, *_error: object) -> None:
        """End the kernel too: JupyterLab would hand it to the next who opens the notebook."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.page.close()

    def run(self) -> "Notebook":
        """Run every cell; wait until each explorer has its chart and its controls."""
        run_all(self.page)
        self.execute(TOLD)
        expect(self.page.locator(".sq-explorer")).to_have_count(len(self.explorers()))
        for explorer in self.explorers():
            explorer.wait_until_ready()
        return self

    def load_again(self) -> None:
        """Save the notebook and load its page again; the kernel runs on."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
        self.page.reload()
        wait_until_open(self.page)
        for explorer in self.explorers():
            explorer.wait_until_ready()

    def execute(self, code: str, expression: str = "None") -> Any:
        """Run code in the notebook's kernel; return the value of a plain expression."""
        return ast.literal_eval(self.page.evaluate(EXECUTE, [code, expression]))

    def explorers(self) -> list["Shown"]:
        """Return the explorers on the page, in the order in which the kernel has them."""
        return [Shown(self, place) for place in range(self.execute("", "len(_explorers())"))]

    def open_everything(self) -> None:
        """Uncover every picture, unfold every table, and type the class's count."""
        for explorer in self.explorers():
            explorer.uncover()
            folds = explorer.root.locator("details")
            folds.evaluate_all("(all) => all.forEach((fold) => { fold.open = true; })")
            for tally in explorer.root.locator(".sq-room input").all():
                tally.fill("A 12, B 20")

    def set_theme(self, theme: str) -> None:
        """Change JupyterLab's theme, and wait for it."""
        change = "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
        self.page.evaluate(change, theme)
        expect(self.page.locator("body")).to_have_attribute("data-jp-theme-name", theme)
        # JupyterLab trips over its own curtain where the next theme comes before it is drawn back.
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)

    def axe(self, within: str) -> list[str]:
        """Return what axe-core has against a part of the page, by WCAG 2.1 A and AA."""
        self.page.evaluate(AXE)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        run = "([within, options]) => axe.run(within, options)"
        return [
            f"{violation['help']}: {node['html']}"
            for violation in self.page.evaluate(run, [within, options])["violations"]
            for node in violation["nodes"]
        ]

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.complaints.append(f"console error: {message.text} ({where})")

    def _went_to(self, url: str) -> None:
        here = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
        if not url.startswith(here):
            self.complaints.append(f"a request left the machine: {url}")


class Shown:
    """One view of an explorer on the page; usually the only one."""

    def __init__(self, notebook: Notebook, place: int, explorer: int | None = None) -> None:
        self.notebook, self.page, self.place = notebook, notebook.page, place
        self.explorer = place if explorer is None else explorer
        self.root = self.page.locator(".sq-explorer").nth(place)
        self.chart = self.root.locator(".sq-chart")
        self.sentence = self.root.locator(".sq-sentence")
        self.answers = self.root.locator(".sq-answers button")
        self.controls = self.root.locator(".sq-control").locator(PARTS)

    def told(self) -> dict[str, Any]:
        """Return what the kernel holds of it."""
        return json.loads(self.notebook.execute("", f"_told({self.explorer})"))

    def uncover(self) -> None:
        """Choose answer B by its letter, if the picture is still covered."""
        if self.answers.count() and self.answers.first.is_visible():
            self.answers.first.focus()
            self.page.keyboard.press("b")
            expect(self.answers.first).to_be_hidden()

    def accessible(self) -> list[tuple[str, str]]:
        """Return role and name of what Chromium tells a screen reader of this explorer."""
        # Chromium tells nothing of a cell before it is scrolled to and painted.
        self.root.scroll_into_view_if_needed()
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
        )
        session = self.page.context.new_cdp_session(self.page)
        here = f"document.querySelectorAll('.sq-explorer')[{self.place}]"
        there = session.send("Runtime.evaluate", {"expression": here})["result"]["objectId"]
        nodes = session.send("Accessibility.queryAXTree", {"objectId": there})["nodes"]
        session.detach()
        return [
            (node["role"]["value"], node.get("name", {}).get("value", "").strip())
            for node in nodes
            if not node["ignored"]
        ]

    def cover(self) -> None:
        """Cover the picture again, where there is a question to answer."""
        if self.answers.count() and self.answers.first.is_hidden():
            self.root.locator(".sq-tools button").last.click()
            expect(self.answers.first).to_be_visible()

    def reset(self) -> dict[str, Any]:
        """Press R in the explorer; wait for it to be as it was opened.

        The kernel may hear of the key after a question that was put to it later: comms have a
        thread of their own.
        """
        self.root.focus()
        self.page.keyboard.press("r")
        return self.wait_until_drawn(settings=self.told()["opened_at"])

    def has_focus(self) -> bool:
        return self.root.evaluate("(root) => root.contains(document.activeElement)")

    def wait_until_ready(self) -> None:
        """Scroll to the explorer; wait for its chart and for the names of its controls."""
        self.root.scroll_into_view_if_needed()
        self.wait_until_drawn()
        expect(self.root).to_have_attribute("role", "group")

    def wait_until_drawn(self, **expected: Any) -> dict[str, Any]:
        """Wait until the kernel tells what is expected and the page shows it; return that."""
        last_time = time.monotonic() + 10
        while True:
            told = self.told()
            wrong = [f"{what} is {told[what]}" for what in expected if told[what] != expected[what]]
            if not told["fresh"] or wrong:
                departs = f"the kernel lags behind: {wrong}"
            else:
                arguments = [self.chart.element_handle(), told["figure"]]
                departs = self.page.evaluate(DEPARTS, arguments)
            if not departs:
                return told
            assert time.monotonic() < last_time, f"{told['name']} at {told['settings']}: {departs}"
            self.page.wait_for_timeout(20)

    def press(self, key: str) -> dict[str, Any]:
        """Press a key where the focus is; where a control moved, wait for what it brings."""
        before, stood = self.told()["settings"], self.root.evaluate(VALUES)
        self.page.keyboard.press(key)
        if self.root.evaluate(VALUES) != stood:
            last_time = time.monotonic() + 10
            while self.told()["settings"] == before:
                assert time.monotonic() < last_time, f"the kernel never heard of {key}"
                self.page.wait_for_timeout(20)
        return self.wait_until_drawn()

    def turn(self, control: Locator) -> set[str]:
        """Turn a control by keys until the picture is another; return what changed."""
        control.focus()
        kind = control.evaluate("(part) => part.matches('.noUi-handle') ? 'slider' : part.type")
        there, back = {"slider": ("ArrowRight", "ArrowLeft"), "checkbox": ("Space", "Space")}.get(
            kind, ("ArrowDown", "ArrowUp")
        )
        before = self.told()
        for key in [there] * 3 + [back] * 6:
            now = self.press(key)
            changed = {
                what for what in ("settings", "figure", "sentence") if now[what] != before[what]
            }
            if "figure" in changed:
                break
        return changed
