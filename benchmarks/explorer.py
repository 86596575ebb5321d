"""Key press to changed picture: our explorer beside the usual ways, in one run.

    python benchmarks/explorer.py [--presses 20] [--figures 6]

Each way draws the same 200 points with one slider. A press is timed in the page, from
the key to the first frame in which the chart's data have changed; the ways take turns,
so that a slow minute of the machine meets them all. The floor is what no way can beat:
a bare message to the kernel and back, and a bare ``Plotly.react`` of the same points.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, CDPSession, Page

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
from lab import browser, jupyter, open_notebook, run_all

SET_UP = """
import ipywidgets as widgets
import numpy as np
import pandas as pd
import plotly.graph_objects as go
def echo(comm, _open):
    comm.on_msg(lambda message: comm.send(message["content"]["data"]))
get_ipython().kernel.comm_manager.register_target("echo", echo)
x = np.linspace(0, 10, 200)
def height(slope):
    return slope * np.sin(x)
"""

WAYS = {
    "explorer": """
from helpers.charts.style import chart
from helpers.explorers import Explorer, View
from helpers.explorers.controls import slider
def draw(slope):
    figure = chart([go.Scatter(x=x, y=height(slope), mode="markers")], "Trial")
    return View(figure, f"The slope is {slope}.", pd.DataFrame({"slope": [slope]}))
""",
    "@interact, plotly express": """
import plotly.express as px
from ipywidgets import interact
""",
    "FigureWidget, batch_update": """
def wired():
    figure = go.FigureWidget(go.Scatter(x=x, y=height(50), mode="markers"))
    slider = widgets.IntSlider(50, 0, 100)
    def turn(change):
        with figure.batch_update():
            figure.data[0].y = height(change.new)
    slider.observe(turn, "value")
    return widgets.VBox([slider, figure])
""",
    "interact, matplotlib": """
import matplotlib.pyplot as plt
from ipywidgets import interact
%matplotlib inline
""",
}

SHOWN = {
    "explorer": 'Explorer(draw, name="Trial", slope=slider("Slope", 50, 0, 100))',
    "@interact, plotly express": (
        "interact(lambda slope: px.scatter(x=x, y=height(slope)), "
        "slope=widgets.IntSlider(50, 0, 100));"
    ),
    "FigureWidget, batch_update": "wired()",
    "interact, matplotlib": (
        "interact(lambda slope: plt.plot(x, height(slope), 'o') and plt.show(), "
        "slope=widgets.IntSlider(50, 0, 100));"
    ),
}

# What tells one picture from the next: a chart's last height, or the image itself.
PICTURE = """() => {
    const chart = [...document.querySelectorAll('.js-plotly-plot')].find((c) => c._fullData);
    if (chart) return chart._fullData[0] && String(chart.calcdata?.[0]?.[40]?.y);
    return document.querySelector('.jp-OutputArea img')?.src;
}"""

TIMED = (
    """() => {
    const picture = """
    + PICTURE
    + """;
    window.pressed = [];
    document.addEventListener('keydown', () => {
        const before = picture(), start = performance.now();
        const look = () => {
            const now = picture();
            if (now !== undefined && now !== before) {
                requestAnimationFrame(() => window.pressed.push(performance.now() - start));
            } else if (performance.now() - start < 5000) setTimeout(look, 1);
        };
        setTimeout(look, 0);
    }, true);
}"""
)

BARE_MESSAGE = """async () => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const comm = kernel.createComm('echo');
    await comm.open({}).done;
    const times = [];
    for (let i = 0; i < 30; i++) {
        const back = new Promise((resolve) => { comm.onMsg = resolve; });
        const start = performance.now();
        comm.send({press: i});
        await back;
        times.push(performance.now() - start);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return times;
}"""

BARE_REACT = """async () => {
    const Plotly = await window.serviceQuality.plotly;
    const box = document.createElement('div');
    document.querySelector('.sq-screen').append(box);
    const x = Array.from({length: 200}, (_, i) => i / 20);
    const times = [];
    for (let i = 0; i < 30; i++) {
        const y = x.map((v) => (i + 1) * Math.sin(v));
        const data = [{type: 'scatter', mode: 'markers', x, y}];
        const start = performance.now();
        await Plotly.react(box, data, {width: 800, height: 450});
        await new Promise(requestAnimationFrame);
        times.push(performance.now() - start);
    }
    box.remove();
    return times;
}"""


@dataclass
class Measured:
    """One way, measured: milliseconds a press, bytes a press, bytes and seconds to open six."""

    presses: list[float] = field(default_factory=list)
    bytes_a_press: float = 0.0
    bytes_to_open: int = 0
    seconds_to_open: float = 0.0


class Traffic:
    """Counts the bytes that a page takes in, over the websocket and over HTTP."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.websocket = self.http = 0
        self.session.send("Network.enable")
        self.session.on("Network.webSocketFrameReceived", self._frame)
        self.session.on("Network.dataReceived", self._data)

    def _frame(self, event: dict) -> None:
        size = len(event["response"]["payloadData"])
        self.websocket += size if event["response"]["opcode"] == 1 else size * 3 // 4

    def _data(self, event: dict) -> None:
        self.http += event["dataLength"]

    @property
    def total(self) -> int:
        return self.websocket + self.http


def write_notebook(folder: Path, name: str, way: str, figures: int) -> str:
    """Write a notebook that shows one way so many times; return its name."""
    cells = [nbformat.v4.new_code_cell(SET_UP + WAYS[way])]
    cells += [nbformat.v4.new_code_cell(SHOWN[way]) for _ in range(figures)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / name)
    return name


def open_way(opened: Browser, url: str, name: str, figures: int) -> tuple[Page, Traffic, float]:
    """Open a notebook of one way and run it; return the page, its traffic and the seconds."""
    page = opened.new_page(viewport={"width": 1280, "height": 900 + 700 * figures})
    open_notebook(page, url, name)
    traffic = Traffic(page)
    start = time.perf_counter()
    run_all(page)
    drawn = "(n) => document.querySelectorAll('.js-plotly-plot .main-svg, .jp-OutputArea img')"
    page.wait_for_function(f"{drawn}.length >= n", arg=figures, timeout=120_000)
    return page, traffic, time.perf_counter() - start


def press(page: Page, key: str) -> float:
    """Press a key on the page's first slider; return the milliseconds to the changed picture."""
    done = page.evaluate("() => window.pressed.length")
    page.keyboard.press(key)
    page.wait_for_function("(n) => window.pressed.length > n", arg=done, timeout=10_000)
    return float(page.evaluate("() => window.pressed.at(-1)"))


def measure(presses: int, figures: int) -> tuple[dict[str, Measured], dict[str, float]]:
    """Measure every way, and the floor, on the same machine in the same minutes."""
    measured = {way: Measured() for way in WAYS}
    with tempfile.TemporaryDirectory() as folder, jupyter(Path(folder)) as url, browser() as opened:
        warm = write_notebook(Path(folder), "warm.ipynb", "explorer", 1)
        open_way(opened, url, warm, 1)[0].close()
        for number, (way, result) in enumerate(measured.items()):
            name = write_notebook(Path(folder), f"open{number}.ipynb", way, figures)
            page, traffic, result.seconds_to_open = open_way(opened, url, name, figures)
            page.wait_for_timeout(1000)
            result.bytes_to_open = traffic.total
            page.close()
        pages = {}
        for number, way in enumerate(WAYS):
            name = write_notebook(Path(folder), f"press{number}.ipynb", way, 1)
            pages[way] = open_way(opened, url, name, 1)[:2]
            pages[way][0].evaluate(TIMED)
        floor = bare(pages["explorer"][0])
        for round_ in range(presses + 3):
            for way, (page, traffic) in pages.items():
                page.bring_to_front()
                page.locator("[role=slider]").first.focus()
                page.wait_for_timeout(120)
                if round_ == 3:
                    traffic.websocket = 0
                taken = press(page, "ArrowRight" if round_ % 2 else "ArrowLeft")
                if round_ >= 3:
                    measured[way].presses.append(taken)
        for way, (_page, traffic) in pages.items():
            measured[way].bytes_a_press = traffic.websocket / presses
    return measured, floor


def bare(page: Page) -> dict[str, float]:
    """Measure the floor: a bare message to the kernel and back, and a bare redrawing."""
    page.bring_to_front()
    return {
        "message": statistics.median(page.evaluate(BARE_MESSAGE)[5:]),
        "Plotly.react": statistics.median(page.evaluate(BARE_REACT)[5:]),
    }


def report(measured: dict[str, Measured], floor: dict[str, float], figures: int) -> str:
    """Return the table, with each way's ratio to ours and ours to the floor."""
    ours = statistics.median(measured["explorer"].presses)
    lines = [
        f"| way | ms a press | × ours | kB a press | MB to open {figures} | s to open {figures} |",
        "|---|---|---|---|---|---|",
    ]
    for way, result in measured.items():
        taken = statistics.median(result.presses)
        lines.append(
            f"| {way} | {taken:.0f} | {taken / ours:.2f} | {result.bytes_a_press / 1e3:.1f} "
            f"| {result.bytes_to_open / 1e6:.2f} | {result.seconds_to_open:.1f} |"
        )
    bottom = sum(floor.values())
    parts = ", ".join(f"{name} {taken:.0f} ms" for name, taken in floor.items())
    lines.append(f"\nfloor {bottom:.0f} ms ({parts}); ours is {ours / bottom:.2f} × the floor")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--presses", type=int, default=20)
    parser.add_argument("--figures", type=int, default=6)
    parser.add_argument("--json", type=Path, help="also write every press here")
    asked = parser.parse_args()
    measured, floor = measure(asked.presses, asked.figures)
    print(report(measured, floor, asked.figures))
    if asked.json:
        plain = {way: vars(result) for way, result in measured.items()} | {"floor": floor}
        asked.json.write_text(json.dumps(plain, indent=1), encoding="utf-8")
