"""Charts of chapter 03 that go deeper: encounters, zones of tolerance, a control chart."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    EXPECTATION,
    FIRST,
    PERCEPTION,
    SECOND,
    SHORTFALL,
    SURPLUS,
    THIRD,
    UNSEEN,
    Chart,
    chart,
    shown,
)
from helpers.locale import gettext as _


def encounter_bars(
    counts: pd.Series, shares: pd.Series, names: Mapping[str, str], title: str
) -> Chart:
    """Draw how many encounters are perceived how, and where the differences come from.

    Parameters
    ----------
    counts : Series of int, indexed by the middle of each class
        Encounters in each class of perceived quality (scale points from the mean).
    shares : Series of float, indexed by source
        Shares of the variance, adding up to 1.
    names : mapping of source to str
        As readers know them.
    title : str

    Returns
    -------
    Chart with two traces
    """
    middles = counts.index.to_numpy()
    histogram = go.Bar(
        x=middles,
        y=counts.to_numpy(),
        width=np.diff(middles).min(),
        marker_color=[SHORTFALL if middle < 0 else SURPLUS for middle in middles],
        marker_pattern_shape=["/" if middle < 0 else "" for middle in middles],
        hovertemplate="%{x:+.2f}: %{y}<extra></extra>",
    )
    last_on_top = shares.iloc[::-1]
    parts = go.Bar(
        x=last_on_top.to_numpy(),
        y=[names[source] for source in last_on_top.index],
        orientation="h",
        xaxis="x2",
        yaxis="y2",
        marker_color=SECOND,
        text=[f"{share:.0%}" for share in last_on_top],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.0%}<extra></extra>",
    )
    return chart(
        [histogram, parts],
        title,
        showlegend=False,
        bargap=0.25,
        xaxis={
            "domain": [0, 0.5],
            "range": [-5, 5],
            "title": {"text": _("perceived quality (points from expected)")},
        },
        yaxis={"range": [0, max(60, 1.05 * counts.max())], "title": {"text": _("encounters")}},
        xaxis2={
            "domain": [0.72, 0.97],
            "range": [0, 1],
            "anchor": "y2",
            "tickformat": ".0%",
            "title": {"text": _("share of the variance")},
        },
        yaxis2={"anchor": "x2"},
    )


def zone_bars(scores: pd.DataFrame, title: str, scale: tuple[float, float]) -> Chart:
    """Draw each zone of tolerance as a bar, and where the mean perception lies.

    Parameters
    ----------
    scores : DataFrame, one row per dimension
        As returned by `helpers.gronroos.tolerance_scores`, with a column ``place``.
    title : str
    scale : tuple of float
        Ends of the scale, in scale points.

    Returns
    -------
    Chart with one trace for the zones and one for each place that occurs
    """
    first_on_top = scores.iloc[::-1]
    names = [shown(name) for name in first_on_top.index]
    zones = go.Bar(
        x=(first_on_top["desired"] - first_on_top["adequate"]).to_numpy(),
        base=first_on_top["adequate"].to_numpy(),
        y=names,
        orientation="h",
        name=_("zone: adequate to desired"),
        marker={"color": EXPECTATION, "opacity": 0.45},
        width=0.55,
        hovertemplate="%{y}: %{base:.2f} … %{x:.2f}<extra></extra>",
    )
    looks = {
        "below": (_("below the adequate"), SHORTFALL, "triangle-left"),
        "within": (_("within the zone"), PERCEPTION, "circle"),
        "above": (_("above the desired"), THIRD, "triangle-right"),
    }
    traces: list[go.Bar | go.Scatter] = [zones]
    for place, (name, colour, symbol) in looks.items():
        rows = first_on_top[first_on_top["place"] == place]
        if len(rows):
            traces.append(
                go.Scatter(
                    x=rows["perceived"].to_numpy(),
                    y=[shown(dimension) for dimension in rows.index],
                    name=name,
                    mode="markers+text",
                    marker={"color": colour, "symbol": symbol, "size": 15},
                    text=[f" {level:.2f}" for level in rows["perceived"]],
                    textposition="middle right",
                    cliponaxis=False,
                    hovertemplate="%{y}: %{x:.2f}<extra>" + name + "</extra>",
                )
            )
    return chart(
        traces,
        title,
        xaxis={
            "title": {"text": _("mean answer (scale points)")},
            "range": [scale[0] + 1.2, scale[1] + 0.5],
        },
        yaxis={"categoryorder": "array", "categoryarray": names},
        margin={"t": 78},
        legend={"y": 1.02},
    )


def control_lines(
    points: pd.Series,
    limits: pd.Series,
    found: pd.DataFrame,
    title: str,
    reach: tuple[float, float],
    labels: tuple[str, str],
) -> Chart:
    """Draw a series in the order in which it happened, with its limits.

    Parameters
    ----------
    points : Series of float, indexed from 1 in order
        Single encounters, or means of subgroups.
    limits : Series
        ``centre``, ``low`` and ``high``.
    found : DataFrame of bool, one row per point
        ``outside`` and ``run``, as `helpers.control_chart.signals` returns them.
    title : str
    reach : tuple of float
        Ends of the axis, kept still.
    labels : tuple of str
        Titles of the two axes, with their units.

    Returns
    -------
    Chart with one trace for the series and one for each kind of signal that occurs
    """
    x, y = points.index.to_numpy(), points.to_numpy()
    traces = [
        go.Scatter(
            x=x,
            y=y,
            name=_("each point"),
            mode="lines+markers",
            line={"color": FIRST, "width": 2},
            marker={"size": 6},
            hovertemplate="%{x}: %{y:.1f}<extra></extra>",
        )
    ]
    for kind, name, symbol, colour in (
        ("outside", _("beyond a limit"), "x", SHORTFALL),
        ("run", _("eight in a row on one side"), "square-open", SECOND),
    ):
        chosen = found[kind].to_numpy()
        if chosen.any():
            traces.append(
                go.Scatter(
                    x=x[chosen],
                    y=y[chosen],
                    name=name,
                    mode="markers",
                    marker={"symbol": symbol, "size": 13, "color": colour},
                    hovertemplate="%{x}: %{y:.1f}<extra>" + name + "</extra>",
                )
            )
    dashes = {"low": "dash", "centre": "solid", "high": "dash"}
    shapes = [
        {
            "type": "line",
            "xref": "paper",
            **{"x0": 0, "x1": 1, "y0": limits[name], "y1": limits[name]},
            "line": {"color": UNSEEN, "dash": dash, "width": 1.5},
        }
        for name, dash in dashes.items()
    ]
    notes = [
        {
            "text": f"{limits[name]:.1f}",
            **{"xref": "paper", "x": 1.0, "y": limits[name]},
            **{"xanchor": "left", "showarrow": False},
        }
        for name in dashes
    ]
    return chart(
        traces,
        title,
        shapes=shapes,
        annotations=notes,
        margin={"r": 52, "t": 60},
        xaxis={"title": {"text": labels[0]}, "range": [x[0] - 1, x[-1] + 1]},
        yaxis={"title": {"text": labels[1]}, "range": list(reach)},
    )
