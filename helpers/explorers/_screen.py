"""The screen of an explorer: the figure lives in the page, only what changed is sent.

The browser's half is ``screen.js``. plotly.js goes to a page once, compressed, when its
first explorer asks for it; after that a redrawing sends the parts of the figure whose
JSON differs from what the page has.
"""

import gzip
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import pandas as pd
import plotly.graph_objects as go
import traitlets
from plotly.basedatatypes import BasePlotlyType
from plotly.io.json import to_json_plotly
from plotly.offline import get_plotlyjs, get_plotlyjs_version

from helpers.locale import gettext as _
from helpers.locale import language

if TYPE_CHECKING:
    from helpers.explorers._explorer import Explorer, View

_HERE = Path(__file__).parent
_MOST_ROWS = 100


class Screen(anywidget.AnyWidget):
    """Chart, sentence, table, question and scenes of one explorer.

    Attributes
    ----------
    choice : int
        The answer chosen to the question, counted from 0; -1 before.
    """

    _esm = (_HERE / "screen.js").read_text(encoding="utf-8")
    _css = (_HERE / "screen.css").read_text(encoding="utf-8")
    state = traitlets.Dict().tag(sync=True, to_json=lambda _value, screen: screen._state())
    choice = traitlets.Int(-1).tag(sync=True)

    def __init__(self, explorer: "Explorer", name: str) -> None:
        self._explorer = explorer
        self._name = name
        self._words = _words()
        self._sent = _parts(explorer.view.figure)
        super().__init__()
        self.on_msg(self._listen)

    def update(self, view: "View") -> None:
        """Send what differs from what the page shows."""
        parts = _parts(view.figure)
        self.send({"patch": _patch(self._sent, parts), **_said(view)})
        self._sent = parts

    def _state(self) -> dict[str, Any]:
        explorer = self._explorer
        question = explorer.question
        return {
            "name": self._name,
            "language": {"en": "en", "zh": "zh-CN"}[language()],
            "words": self._words,
            "plotly": get_plotlyjs_version(),
            "controls": [control.description for control in explorer.controls.values()],
            "scenes": list(explorer.scenes),
            "question": question and vars(question),
            "patch": _patch(({}, []), self._sent),
            **_said(explorer.view),
        }

    def _listen(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        match message:
            case {"want": "plotly"}:
                self.send({"plotly": get_plotlyjs_version()}, [_compressed_plotly()])
            case {"want": "reset"}:
                self._explorer.reset()
            case {"want": "scene", "title": title}:
                self._explorer.show_scene(title)


@cache
def _compressed_plotly() -> bytes:
    return gzip.compress(get_plotlyjs().encode(), compresslevel=6)


_Parts = tuple[dict[str, str], list[dict[str, str]]]


def _parts(figure: go.Figure) -> _Parts:
    """Return the figure's layout and traces, each of their entries as JSON."""
    return _entries(figure.layout), [_entries(trace) for trace in figure.data]


def _entries(part: BasePlotlyType) -> dict[str, str]:
    return {key: to_json_plotly(value) for key, value in part.to_plotly_json().items()}


def _patch(old: _Parts, new: _Parts) -> str:
    """Return as JSON what turns the old figure into the new; null takes an entry away."""
    (old_layout, old_traces), (layout, traces) = old, new
    known = old_traces + [{}] * (len(traces) - len(old_traces))
    changes = [_changes(was, now) for was, now in zip(known, traces, strict=False)]
    return f'{{"layout":{_changes(old_layout, layout)},"traces":[{",".join(changes)}]}}'


def _changes(old: dict[str, str], new: dict[str, str]) -> str:
    changed = [f'"{key}":{value}' for key, value in new.items() if old.get(key) != value]
    gone = [f'"{key}":null' for key in old.keys() - new.keys()]
    return "{" + ",".join(changed + gone) + "}"


def _said(view: "View") -> dict[str, Any]:
    return {"sentence": view.sentence, "table": _rows(view.table)}


def _rows(table: pd.DataFrame) -> dict[str, Any]:
    named = table.reset_index() if any(table.index.names) else table
    rows = named.head(_MOST_ROWS).itertuples(index=False)
    return {
        "head": [str(column) for column in named.columns],
        "rows": [[_cell(value) for value in row] for row in rows],
        "left_out": max(0, len(named) - _MOST_ROWS),
    }


def _cell(value: Any) -> str:
    if pd.isna(value) is True:
        return "–"
    if isinstance(value, float):
        return f"{value:,.2f}".replace("-", "−")
    return str(value)


def _words() -> dict[str, str]:
    return {
        "predict": _("Predict first"),
        "chosen": _("You predicted {letter}: {answer}"),
        "again": _("Cover again"),
        "reset": _("Reset (R)"),
        "scenes": _("Scenes"),
        "numbers": _("The numbers behind the chart"),
        "left_out": _("… and {count} more rows"),
        "room": _("The class's answers"),
        "tally": _("Type the class's count of each answer, such as A 12, B 20"),
        "loading": _("The chart is on its way …"),
        "no_kernel": _("The chart needs a running kernel: choose Run, then Run All Cells."),
    }
