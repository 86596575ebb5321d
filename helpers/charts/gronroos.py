"""Charts of chapter 03: markets side by side, what makes up for what, and the promise."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import FIRST, SECOND, SHORTFALL, SURPLUS, THIRD, UNSEEN, Chart, chart
from helpers.locale import gettext as _
from helpers.locale import mark as N_

# What tables call the two qualities, as readers know them.
_KNOWN = (N_("technical"), N_("functional"))
_LEFT, _RIGHT = (0, 0.475), (0.525, 1)


def two_scatters(
    firms: pd.DataFrame,
    found: pd.DataFrame,
    title: str,
    reach: tuple[float, float] = (4.5, 7),
) -> Chart:
    """Draw technical and functional quality, each against perceived quality, side by side.

    Parameters
    ----------
    firms : DataFrame, one row per firm
        Columns ``technical``, ``functional`` and ``perceived``, in scale points from the
        market's mean.
    found : DataFrame, indexed by quality
        Columns ``sample`` and ``market``: the correlation among these firms and in all;
        ``slope``: points of perceived quality for one point.
    title : str
    reach : tuple of float
        Half the width of the horizontal and of the vertical axes, kept still so that a
        market can be seen to move.

    Returns
    -------
    Chart with four traces
        Each scatter and the line of its slope; the correlations stand above.
    """
    names = {"technical": _("technical quality"), "functional": _("functional quality")}
    looks = {"technical": (FIRST, "circle"), "functional": (SECOND, "diamond")}
    sides = zip(names.items(), ("", "2"), (_LEFT, _RIGHT), strict=True)
    traces: list[go.Scatter] = []
    layout: dict[str, dict[str, object]] = {}
    above = []
    for (quality, name), axis, domain in sides:
        colour, symbol = looks[quality]
        traces.append(
            go.Scatter(
                x=firms[quality].to_numpy(),
                y=firms["perceived"].to_numpy(),
                xaxis=f"x{axis}",
                yaxis=f"y{axis}",
                name=name,
                mode="markers",
                marker={"color": colour, "symbol": symbol, "size": 9, "opacity": 0.75},
                hovertemplate="%{x:+.1f}, %{y:+.1f}<extra>" + name + "</extra>",
            )
        )
        levels = firms[quality].to_numpy()
        ends = np.array([levels.min(), levels.max()])
        middle = levels.mean(), firms["perceived"].to_numpy().mean()
        traces.append(
            go.Scatter(
                x=ends,
                y=middle[1] + found.loc[quality, "slope"] * (ends - middle[0]),
                xaxis=f"x{axis}",
                yaxis=f"y{axis}",
                mode="lines",
                line={"color": UNSEEN, "width": 3},
                hoverinfo="skip",
            )
        )
        layout[f"xaxis{axis}"] = {
            "domain": domain,
            "anchor": f"y{axis}",
            "range": [-reach[0], reach[0]],
            "title": {"text": _("{quality} (points from the mean)").format(quality=name)},
        }
        above.append(
            {
                "text": _(
                    "correlation <b>{sample:.2f}</b> among these {firms} ({market:.2f} in all)"
                ).format(
                    sample=found.loc[quality, "sample"],
                    market=found.loc[quality, "market"],
                    firms=len(firms),
                ),
                **{"x": sum(domain) / 2, "y": 1.0, "xref": "paper", "yref": "paper"},
                **{"xanchor": "center", "yanchor": "bottom", "showarrow": False},
            }
        )
    perceived = {"title": {"text": _("perceived quality<br>(points from the mean)")}}
    layout["yaxis"] = {"range": [-reach[1], reach[1]], **perceived}
    layout["yaxis2"] = {"matches": "y", "anchor": "x2", "showticklabels": False}
    return chart(
        traces, title, showlegend=False, annotations=above, margin={"t": 66, "r": 12}, **layout
    )


def needed_line(
    line: pd.Series,
    stay: tuple[float, float],
    met: bool,
    threshold: float,
    title: str,
    scale: tuple[float, float] = (1, 7),
) -> Chart:
    """Draw the functional quality that each technical quality needs, and one stay.

    Parameters
    ----------
    line : Series of float, indexed by technical quality
        As returned by `helpers.gronroos.functional_needed`; NaN where none will do.
    stay : tuple of float
        Technical and functional quality of the stay, in scale points.
    met : bool
        Whether that stay is as expected or better.
    threshold : float
        Technical quality below which nothing helps, in scale points.
    title : str
    scale : tuple of float

    Returns
    -------
    Chart with three traces
        The part where a stay is as expected or better, its lower edge, and the stay.
    """
    possible = line.dropna()
    low, high = scale
    edge = possible.clip(low, high)
    traces: list[go.Scatter] = []
    if len(edge):
        x = edge.index.to_numpy()
        traces = [
            go.Scatter(
                x=[*x, x[-1], x[0]],
                y=[*edge, high, high],
                mode="lines",
                line={"width": 0},
                fill="toself",
                fillcolor="rgba(0, 114, 178, 0.18)",
                hoverinfo="skip",
                showlegend=False,
            ),
            go.Scatter(
                x=x,
                y=edge.to_numpy(),
                name=_("just as expected"),
                mode="lines",
                line={"color": SURPLUS, "width": 3},
                hovertemplate="%{x:.1f}, %{y:.2f}<extra></extra>",
            ),
        ]
    traces.append(
        go.Scatter(
            x=[stay[0]],
            y=[stay[1]],
            name=_("this stay"),
            mode="markers+text",
            marker={
                "color": SURPLUS if met else SHORTFALL,
                "symbol": "circle" if met else "x",
                "size": 15,
            },
            text=[_("met") if met else _("not met")],
            textposition="bottom center" if stay[1] > (low + high) / 2 else "top center",
            cliponaxis=False,
            hovertemplate="%{x:.1f}, %{y:.1f}<extra></extra>",
        )
    )
    shapes, notes = [], []
    if threshold > low:
        shapes = [
            {
                "type": "rect",
                **{"x0": low, "x1": threshold, "y0": low, "y1": high},
                **{"fillcolor": "rgba(128, 128, 128, 0.22)", "line": {"width": 0}},
                "layer": "below",
            }
        ]
        notes = [
            {
                "text": _("not acceptable"),
                **{"x": (low + threshold) / 2, "y": low + 0.12, "yanchor": "bottom"},
                **{"showarrow": False, "textangle": 0 if threshold - low >= 1.5 else -90},
            }
        ]
    return chart(
        traces,
        title,
        shapes=shapes,
        annotations=notes,
        xaxis={
            "title": {"text": _("technical quality: the room (scale points)")},
            "range": [low, high + 0.05],
        },
        yaxis={
            "title": {"text": _("functional quality:<br>the receptionist (scale points)")},
            "range": [low, high + 0.05],
        },
    )


def promise_curve(
    curve: pd.Series,
    ends: pd.DataFrame,
    chosen: tuple[float, float],
    best: tuple[float, float],
    quality: float,
    title: str,
) -> Chart:
    """Draw what each promise is worth, with who tries and who comes back.

    Parameters
    ----------
    curve : Series of float, indexed by promise
        Mean value of a round, as shares of those who read.
    ends : DataFrame, indexed by promise
        Columns ``try`` and ``back``: mean shares over the rounds.
    chosen, best : tuple of float
        Promise and value.
    quality : float
        What is delivered.
    title : str

    Returns
    -------
    Chart with five traces
    """
    lines = {
        "try": (_("try"), UNSEEN, "dash"),
        "back": (_("come back, of those who tried"), SECOND, "dot"),
    }
    traces = [
        go.Scatter(
            x=ends.index.to_numpy(),
            y=ends[column].to_numpy(),
            name=name,
            mode="lines",
            line={"color": colour, "dash": dash, "width": 2},
            hovertemplate="%{x:.2f}: %{y:.0%}<extra>" + name + "</extra>",
        )
        for column, (name, colour, dash) in lines.items()
    ]
    worth = _("try and come back")
    traces.append(
        go.Scatter(
            x=curve.index.to_numpy(),
            y=curve.to_numpy(),
            name=worth,
            mode="lines",
            line={"color": FIRST, "width": 4},
            hovertemplate="%{x:.2f}: %{y:.1%}<extra>" + worth + "</extra>",
        )
    )
    for (x, y), name, symbol, colour in (
        (best, _("best promise"), "star", THIRD),
        (chosen, _("your promise"), "diamond", SHORTFALL),
    ):
        traces.append(
            go.Scatter(
                x=[x],
                y=[y],
                name=name,
                mode="markers",
                marker={"symbol": symbol, "size": 15, "color": colour},
                cliponaxis=False,
                hovertemplate="%{x:.2f}: %{y:.1%}<extra>" + name + "</extra>",
            )
        )
    delivered = {
        "type": "line",
        **{"x0": quality, "x1": quality, "y0": 0, "y1": 1},
        "line": {"color": UNSEEN, "width": 1},
    }
    note = {
        "text": _("delivered"),
        **{"x": quality, "y": 1.01, "yanchor": "bottom", "showarrow": False},
    }
    return chart(
        traces,
        title,
        shapes=[delivered],
        annotations=[note],
        margin={"t": 64},
        legend={"orientation": "v", "x": 1.01, "xanchor": "left", "y": 1, "yanchor": "top"},
        xaxis={"title": {"text": _("promise (share of the best there could be)")}, "range": [0, 1]},
        yaxis={
            "title": {"text": _("share of those who read")},
            "tickformat": ".0%",
            "range": [0, 1.01],
        },
    )
