"""One look for every chart: colours, template, and a figure that keeps to this machine.

Colours are of the Okabe-Ito palette, told apart by readers who see few colours, and hold
on a light ground and a dark one; no chart relies on colour alone. Text is a grey that can
be read on both; an explorer gives it the page's own colour.
"""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import plotly.graph_objects as go

from helpers.locale import gettext as _
from helpers.locale import mark as N_

SHORTFALL, SURPLUS = "#D55E00", "#0072B2"
EXPECTATION, PERCEPTION = "#CC79A7", "#0094D4"
FIRST, SECOND, THIRD = "#0094D4", "#E69F00", "#009E73"
UNSEEN = "#8C8C8C"
_FAINT = "rgba(128, 128, 128, 0.3)"

_AXIS = {
    "gridcolor": _FAINT,
    "zerolinecolor": "rgba(128, 128, 128, 0.8)",
    "linecolor": _FAINT,
    "automargin": True,
    "title": {"standoff": 8},
}

TEMPLATE = go.layout.Template(
    layout={
        "font": {
            "family": "system-ui, 'Noto Sans CJK SC', sans-serif",
            "size": 14,
            "color": "#717171",
        },
        "title": {"x": 0, "xref": "paper", "xanchor": "left", "font": {"size": 16}},
        "paper_bgcolor": "rgba(0, 0, 0, 0)",
        "plot_bgcolor": "rgba(0, 0, 0, 0)",
        "colorway": [FIRST, SECOND, THIRD, "#CC79A7", "#D55E00", "#56B4E9", "#8C8C8C"],
        "height": 330,
        "margin": {"l": 10, "r": 28, "t": 48, "b": 10},
        "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
        "bargap": 0.35,
    }
)

# The look of a waterfall; signs before the numbers tell what colours tell.
WATERFALL: dict[str, Any] = {
    "decreasing": {"marker": {"color": SHORTFALL}},
    "increasing": {"marker": {"color": SURPLUS}},
    "totals": {"marker": {"color": UNSEEN}},
    "connector": {"line": {"color": UNSEEN, "dash": "dot", "width": 1}},
    "textposition": "outside",
    "cliponaxis": False,
}

# What tables call things, as readers know them; other names are shown as they stand.
_KNOWN = (
    N_("tangibles"),
    N_("reliability"),
    N_("responsiveness"),
    N_("assurance"),
    N_("empathy"),
    N_("knowledge"),
    N_("standards"),
    N_("delivery"),
    N_("communication"),
    N_("business"),
    N_("leisure"),
    N_("before"),
    N_("after"),
    N_("all guests"),
)


class Chart(go.Figure):
    """A figure that a notebook shows without the button that uploads it.

    plotly.js adds "Share chart…" to every figure unless told otherwise; a plain `go.Figure`
    also brings its own copy of plotly.js into the page. This one does neither.
    """

    def _repr_mimebundle_(self, *_args: Any, **_options: Any) -> dict[str, Any]:
        shown = self.to_plotly_json()
        config = {"displayModeBar": False, "showSendToCloud": False, "plotlyServerURL": ""}
        title = self.layout.title.text or ""
        return {
            "application/vnd.plotly.v1+json": {**shown, "config": config},
            "text/plain": _("Chart: {title}").format(title=title),
        }

    _repr_html_ = None

    def _ipython_display_(self) -> None:
        raise NotImplementedError("shown through its MIME bundle")


def chart(traces: Sequence[Any], title: str, **layout: Any) -> Chart:
    """Return a figure in the look of the course.

    Parameters
    ----------
    traces : sequence of plotly traces
    title : str
        What the reader should look for.
    **layout
        As in ``go.Layout``; an axis title carries its unit.
    """
    return Chart(list(traces), layout={"title": {"text": title}, "template": TEMPLATE, **layout})


def shown(name: object) -> str:
    """Return what a table calls something as readers know it, in the language in use.

    Examples
    --------
    >>> shown("reliability"), shown("front_desk 2"), shown(("business", "before"))
    ('reliability', 'front_desk 2', 'business, before')
    """
    if isinstance(name, tuple):
        return reduce(_together, map(shown, name))
    return _(str(name))


def _together(group: str, part: str) -> str:
    return _("{group}, {part}").format(group=group, part=part)


def whole(amount: float) -> str:
    """Return an amount in whole units, in groups of three digits.

    Examples
    --------
    >>> whole(12345.6), whole(-0.2)
    ('12,346', '0')
    """
    return f"{amount:,.0f}".replace("-", "−") if round(amount) else "0"


def signed_whole(amount: float) -> str:
    """Return an amount in whole units with its sign in front.

    Examples
    --------
    >>> signed_whole(1234.5), signed_whole(-70), signed_whole(0.1)
    ('+1,234', '−70', '0')
    """
    return f"{amount:+,.0f}".replace("-", "−") if round(amount) else "0"


def signed(number: float, decimals: int = 2) -> str:
    """Return a number with its sign in front, also in front of a surplus.

    Examples
    --------
    >>> signed(-0.704), signed(0.1, 1), signed(-0.001)
    ('−0.70', '+0.1', '0.00')
    """
    rounded = round(number, decimals) + 0.0
    text = f"{rounded:+.{decimals}f}" if rounded else f"{0:.{decimals}f}"
    return text.replace("-", "−")
