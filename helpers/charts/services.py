"""Charts of chapter 01: contracts, make or buy, a journey of touchpoints, the process matrix."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import FIRST, SECOND, SHORTFALL, THIRD, UNSEEN, Chart, chart, shown, whole
from helpers.locale import gettext as _
from helpers.services import PHASES, QUADRANTS

_PATTERN = {"before": "/", "during": "", "after": "x"}
_COLOUR = {"before": FIRST, "during": SECOND, "after": THIRD}


def contract_lines(
    table: pd.DataFrame, failures: float, title: str, amounts: tuple[float, float]
) -> Chart:
    """Draw the maker's profit and the buyer's cost over the failures, with one number marked.

    Parameters
    ----------
    table : DataFrame, one row per number of failures
        Columns ``failures``, ``profit`` and ``cost`` (yuan a year).
    failures : float
        One of them: the one to mark.
    title : str
    amounts : tuple of float
        Ends of the axis, in yuan a year.

    Returns
    -------
    Chart with four traces
        The profit (solid, circle) and the cost (dashed, diamond), each with its marked point.
    """
    here = table[table["failures"] == failures].iloc[0]
    looks = (
        ("profit", _("maker's profit"), FIRST, "solid", "circle"),
        ("cost", _("hotel's cost"), SECOND, "dash", "diamond"),
    )
    traces: list[go.Scatter] = []
    for column, name, colour, dash, symbol in looks:
        traces += [
            go.Scatter(
                x=table["failures"],
                y=table[column],
                name=name,
                mode="lines",
                line={"color": colour, "dash": dash, "width": 3},
                hovertemplate="%{x}: %{y:,.0f}<extra>" + name + "</extra>",
            ),
            go.Scatter(
                x=[failures],
                y=[here[column]],
                mode="markers+text",
                marker={"color": colour, "symbol": symbol, "size": 15},
                text=[whole(here[column])],
                textposition="top center",
                cliponaxis=False,
                showlegend=False,
                hoverinfo="skip",
            ),
        ]
    last = table["failures"].max()
    return chart(
        traces,
        title,
        xaxis={"title": {"text": _("failures (a year)")}, "range": [-0.3, last + 0.3]},
        yaxis={"title": {"text": _("amount (yuan a year)")}, "range": list(amounts)},
    )


def make_or_buy_lines(
    table: pd.DataFrame, quantity: float, break_even: float | None, title: str, most: float
) -> Chart:
    """Draw what making and buying cost over the quantity, and where the two are equal.

    Parameters
    ----------
    table : DataFrame, one row per quantity
        Columns ``quantity``, ``make``, ``buy`` and ``first_buy``, which is what buying cost
        before anything was learned (yuan a year).
    quantity : float
        The one to mark.
    break_even : float or None
        In units a year; None where there is none to show.
    title : str
    most : float
        Upper end of the axis of amounts, in yuan a year.

    Returns
    -------
    Chart with four traces, or five where the price has moved
        Making, buying, buying at first, the quantity (a vertical line) and, last, the
        break-even (a star; an empty trace where there is none).
    """
    moved = not np.allclose(table["buy"], table["first_buy"])
    where = [] if break_even is None else [break_even]
    level = np.interp(where, table["quantity"], table["make"])
    traces = [
        _costs(table, "make", _("making"), FIRST, "solid", 3),
        _costs(table, "buy", _("buying"), SECOND, "dash", 3),
        *([_costs(table, "first_buy", _("buying, at first"), UNSEEN, "dot", 2)] if moved else []),
        go.Scatter(
            x=[quantity, quantity],
            y=[0, most],
            mode="lines",
            line={"color": UNSEEN, "width": 1},
            name=_("quantity needed"),
            hoverinfo="skip",
        ),
        go.Scatter(
            x=where,
            y=level,
            mode="markers+text",
            marker={"color": THIRD, "symbol": "star", "size": 16},
            text=[f"{units:,.0f}" for units in where],
            textposition="top left",
            showlegend=False,
            hoverinfo="skip",
        ),
    ]
    return chart(
        traces,
        title,
        xaxis={
            "title": {"text": _("quantity (units a year)")},
            "range": [0, table["quantity"].max()],
        },
        yaxis={"title": {"text": _("cost (yuan a year)")}, "range": [0, most]},
    )


def _costs(
    table: pd.DataFrame, column: str, name: str, colour: str, dash: str, width: int
) -> go.Scatter:
    return go.Scatter(
        x=table["quantity"],
        y=table[column],
        name=name,
        mode="lines",
        line={"color": colour, "dash": dash, "width": width},
        hovertemplate="%{x:,}: %{y:,.0f}<extra>" + name + "</extra>",
    )


def journey_bars(
    steps: Sequence[str], phases: Sequence[str], so_far: np.ndarray, before: np.ndarray, title: str
) -> Chart:
    """Draw the guests who have met no fault yet, step after step.

    Parameters
    ----------
    steps, phases : sequence of str
        Names of the touchpoints, and of their phases as in `helpers.services.PHASES`.
    so_far, before : array of float
        Shares without a fault up to each step: as the controls have it, and to compare with.
    title : str

    Returns
    -------
    Chart with one trace of bars for each phase there is, and one of markers
        Phases differ in colour, pattern and label; markers show what is compared with.
    """
    places = np.arange(len(steps))
    named = np.array(phases)
    bars = [
        go.Bar(
            x=places[named == phase],
            y=100 * so_far[named == phase],
            name=shown(PHASES[phase]),
            marker={
                "color": _COLOUR[phase],
                "pattern": {
                    "shape": _PATTERN[phase],
                    "fillmode": "overlay",
                    "fgcolor": "rgba(255, 255, 255, 0.7)",
                    "size": 8,
                    "solidity": 0.2,
                },
            },
            text=[f"{100 * share:.0f}" for share in so_far[named == phase]],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y:.1f}<extra>" + shown(PHASES[phase]) + "</extra>",
        )
        for phase in PHASES
        if (named == phase).any()
    ]
    today = go.Scatter(
        x=places,
        y=100 * before,
        name=_("today"),
        mode="markers",
        marker={"symbol": "line-ew", "size": 26, "line": {"color": SHORTFALL, "width": 3}},
        hovertemplate="%{y:.1f}<extra></extra>",
    )
    return chart(
        [*bars, today],
        title,
        xaxis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [_wrapped(shown(step)) for step in steps],
            "tickangle": 0,
            "tickfont": {"size": 12},
        },
        yaxis={"title": {"text": _("no fault yet (guests in 100)")}, "range": [0, 112]},
        barmode="overlay",
        legend={"y": 1.04},
    )


def _wrapped(name: str) -> str:
    return name.replace(" ", "<br>")


def process_plane(intensity: float, interaction: float, cut: float, here: str, title: str) -> Chart:
    """Draw a business among the four quadrants of the service process matrix.

    Parameters
    ----------
    intensity : float
        As returned by `helpers.services.labour_intensity`; above 0.
    interaction : float
        Interaction and customisation, 0 to 10 points; from 5 on it counts as high.
    cut : float
        From where on labour intensity counts as high.
    here : str
        The quadrant, a name in `helpers.services.QUADRANTS`.
    title : str

    Returns
    -------
    Chart with one trace
        The business (a star); the quadrants' names are annotations, its own in bold.
    """
    low, high = 0.01, 100.0
    below, above = np.log10([low * cut, high * cut]) / 2
    middle = {"factory": below, "shop": below, "mass": above, "professional": above}
    corners = [
        {
            "text": f"<b>{shown(name)}</b>" if key == here else shown(name),
            "x": 7.5 if key in ("shop", "professional") else 2.5,
            "y": middle[key],
            "showarrow": False,
            "font": {"size": 15},
        }
        for key, name in QUADRANTS.items()
    ]
    business = go.Scatter(
        x=[interaction],
        y=[intensity],
        mode="markers+text",
        marker={"color": SHORTFALL, "symbol": "star", "size": 17},
        text=[f"{intensity:.2f}"],
        textposition="top center",
        showlegend=False,
        hovertemplate="%{x}, %{y:.2f}<extra></extra>",
    )
    line = {"color": UNSEEN, "width": 2, "dash": "dash"}
    return chart(
        [business],
        title,
        xaxis={
            "title": {"text": _("interaction and customisation (points)")},
            "range": [-0.4, 10.4],
        },
        yaxis={
            "title": {"text": _("labour cost / plant value (ratio)")},
            "type": "log",
            "range": [-2, 2],
            "tickvals": [0.01, 0.1, 1, 10, 100],
            "ticktext": ["0.01", "0.1", "1", "10", "100"],
        },
        annotations=corners,
        shapes=[
            {"type": "line", "x0": -0.4, "x1": 10.4, "y0": cut, "y1": cut, "line": line},
            {"type": "line", "x0": 5, "x1": 5, "y0": low, "y1": high, "line": line},
        ],
    )
