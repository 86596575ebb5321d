"""Charts of chapter 04: gaps, levels, the five gaps, and how sure one can be."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from helpers.charts.style import (
    EXPECTATION,
    PERCEPTION,
    SHORTFALL,
    SURPLUS,
    UNSEEN,
    WATERFALL,
    Chart,
    chart,
    shown,
    signed,
)
from helpers.five_gaps import GAPS, Case
from helpers.locale import gettext as _


def gap_bars(gaps: pd.Series, title: str = "") -> Chart:
    """Draw one bar per dimension, worst gap on top.

    Parameters
    ----------
    gaps : Series of float, indexed by dimension
        As returned by `helpers.servqual.gap_scores`; dimensions without data (NaN)
        are left out.
    title : str
        What the reader should look for.

    Returns
    -------
    Chart with one trace
        Colour and the sign before the number both tell shortfall from surplus.
    """
    worst_on_top = gaps.dropna().sort_values(ascending=False)
    bars = go.Bar(
        x=worst_on_top.to_numpy(),
        y=[shown(name) for name in worst_on_top.index],
        orientation="h",
        marker_color=[SHORTFALL if gap < 0 else SURPLUS for gap in worst_on_top],
        insidetextfont_color=["black" if gap < 0 else "white" for gap in worst_on_top],
        text=[signed(gap) for gap in worst_on_top],
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return chart(
        [bars],
        title or _("SERVQUAL gap by dimension"),
        xaxis_title=_("perception minus expectation (scale points)"),
    )


def level_dumbbells(levels: pd.DataFrame, title: str, scale: tuple[float, float]) -> Chart:
    """Draw expectation and perception of each group on one line, with the gap between.

    Parameters
    ----------
    levels : DataFrame, one row per group
        As returned by `helpers.servqual.level_scores`; a group with two names is shown
        as both. Groups without data are left out.
    title : str
    scale : tuple of float
        Ends of the scale, in scale points.

    Returns
    -------
    Chart with three traces
        The line between, expectations (diamonds) and perceptions (circles).
    """
    known = levels.dropna(subset=["gap"]).iloc[::-1]
    groups = [shown(name) for name in known.index]
    expected, perceived = known["expectation"].to_numpy(), known["perception"].to_numpy()
    # One line through all groups, broken by a missing point after each.
    between = go.Scatter(
        x=np.column_stack([expected, perceived, np.full(len(known), np.nan)]).ravel(),
        y=np.repeat(groups, 3),
        mode="lines",
        line={"color": UNSEEN, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )
    points = [
        _points(_("expected"), expected, groups, EXPECTATION, "diamond"),
        _points(_("perceived"), perceived, groups, PERCEPTION, "circle"),
    ]
    points[1].text = [f"  {signed(gap)}  " for gap in known["gap"]]
    points[1].textposition = ["middle left" if gap < 0 else "middle right" for gap in known["gap"]]
    points[1].mode = "markers+text"
    low, high = _room(np.concatenate([expected, perceived]), scale)
    return chart(
        [between, *points],
        title,
        xaxis={"title": {"text": _("mean rating (scale points)")}, "range": [low, high]},
    )


def _points(name: str, x: np.ndarray, y: list[str], colour: str, symbol: str) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": 13},
        hovertemplate="%{y}: %{x:.2f}<extra>" + name + "</extra>",
    )


def _room(values: np.ndarray, scale: tuple[float, float]) -> tuple[float, float]:
    """Return the part of the scale to show: whole points around the values and their labels."""
    low, high = scale
    if not len(values):
        return low, high
    return max(low, np.floor(values.min() - 0.4)), min(high, np.ceil(values.max())) + 0.1


def change_waterfall(parts: pd.Series, title: str) -> Chart:
    """Draw how a gap went from before to after: expectations, perceptions, mix.

    Parameters
    ----------
    parts : Series of float
        As returned by `helpers.servqual.explain_change`.
    title : str

    Returns
    -------
    Chart with one waterfall
    """
    names = {
        "before": _("gap before"),
        "expectations": _("expectations"),
        "perceptions": _("perceptions"),
        "mix": _("mix of guests"),
        "after": _("gap after"),
    }
    waterfall = go.Waterfall(
        x=list(names.values()),
        y=parts[list(names)].to_numpy(),
        measure=["absolute", "relative", "relative", "relative", "total"],
        text=[signed(part) for part in parts[list(names)]],
        **WATERFALL,
    )
    return chart([waterfall], title, yaxis_title=_("gap (scale points)"))


def gap_waterfall(case: Case, seen: pd.DataFrame, title: str) -> Chart:
    """Draw the way down from what guests expect to what they perceive.

    Parameters
    ----------
    case : Case
        Only its two ends are read, which the survey of guests shows.
    seen : DataFrame
        As returned by `helpers.five_gaps.seen`. A gap that no evidence shows is hatched;
        it is drawn as an equal part of what is left, since only the sum is known.
    title : str

    Returns
    -------
    Chart with one trace of bars
    """
    unseen = seen["gap"].drop("unseen").isna()
    equal_part = seen["gap"]["unseen"] / max(unseen.sum(), 1)
    steps = seen["gap"].drop("unseen").fillna(equal_part)
    ends = case.expectation + steps.cumsum()
    tops = pd.Series([case.expectation, *ends[:-1]], steps.index)
    names = [f"{GAPS[gap].number} · {shown(gap)}" for gap in steps.index]
    labels = [
        "?" if hidden else signed(step, 1) for hidden, step in zip(unseen, steps, strict=True)
    ]
    bars = go.Bar(
        x=[_("expected"), *names, _("perceived")],
        base=[0, *ends, 0],
        y=[case.expectation, *(tops - ends), case.perception],
        text=[f"{case.expectation:.1f}", *labels, f"{case.perception:.1f}"],
        textposition="outside",
        cliponaxis=False,
        marker={
            "color": [
                EXPECTATION,
                *(UNSEEN if hidden else SHORTFALL for hidden in unseen),
                PERCEPTION,
            ],
            "opacity": [1, *(0.45 if hidden else 1 for hidden in unseen), 1],
            "pattern": {"shape": ["", *("/" if hidden else "" for hidden in unseen), ""]},
        },
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    low = np.floor(case.perception) - 1
    return chart(
        [bars],
        title,
        yaxis={"title": {"text": _("scale points")}, "range": [low, case.expectation + 0.4]},
    )


def interval_lines(intervals: pd.DataFrame, title: str, reach: tuple[float, float]) -> Chart:
    """Draw estimates with their intervals, one line each, and a line at zero.

    Parameters
    ----------
    intervals : DataFrame, one row per line, first on top
        Columns ``gap``, ``low``, ``high`` in scale points, and ``colour``.
    title : str
    reach : tuple of float
        Ends of the axis, kept still so that intervals can be compared by eye.

    Returns
    -------
    Chart with one trace per row
    """
    rows = intervals[["gap", "low", "high", "colour"]].to_numpy()
    traces = [
        go.Scatter(
            x=[low, gap, high],
            y=[name] * 3,
            mode="lines+markers+text",
            line={"color": colour, "width": 4},
            marker={
                "symbol": ["line-ns", "circle", "line-ns"],
                "size": [16, 13, 16],
                "color": colour,
                "line": {"color": colour, "width": [3, 0, 3]},
            },
            text=["", signed(gap), ""],
            textposition="top center",
            hovertemplate="%{x:.2f}<extra></extra>",
            showlegend=False,
        )
        for name, (gap, low, high, colour) in zip(intervals.index, rows, strict=True)
    ]
    return chart(
        traces,
        title,
        xaxis={"title": {"text": _("scale points")}, "range": list(reach), "zeroline": True},
        yaxis={"range": [len(traces) - 0.5, -0.6]},
    )


def rank_bars(stability: pd.DataFrame, title: str) -> Chart:
    """Draw how often each dimension takes each rank, as bars that add up to one.

    Parameters
    ----------
    stability : DataFrame of shares, dimensions by ranks
        As returned by `helpers.servqual.rank_stability`.
    title : str

    Returns
    -------
    Chart with one trace per rank
        The rank is written in each bar that has room for it.
    """
    often_first_on_top = stability.sort_values(stability.columns[0])
    shades = sample_colorscale("Oranges_r", np.linspace(0.1, 0.9, len(stability.columns)))
    traces = [
        go.Bar(
            x=often_first_on_top[rank].to_numpy(),
            y=[shown(name) for name in often_first_on_top.index],
            orientation="h",
            name=_("rank {rank}").format(rank=rank),
            marker_color=shade,
            text=[str(rank) if share > 0.04 else "" for share in often_first_on_top[rank]],
            textfont_color="white" if place == 0 else "black",
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            hovertemplate="%{y}: %{x:.0%}<extra>" + _("rank {rank}").format(rank=rank) + "</extra>",
        )
        for place, (rank, shade) in enumerate(zip(stability.columns, shades, strict=True))
    ]
    return chart(
        traces,
        title,
        barmode="stack",
        showlegend=False,
        xaxis={"title": {"text": _("share of people")}, "tickformat": ".0%", "range": [0, 1]},
    )


def weight_bars(weights: Mapping[str, pd.Series], title: str) -> Chart:
    """Draw several groups' importance weights beside each other.

    Parameters
    ----------
    weights : mapping of group to Series
        Shares, 0 to 1, indexed by dimension.
    title : str

    Returns
    -------
    Chart with one trace per group
    """
    patterns = ["", "/", ".", "x", "-"]
    traces = [
        go.Bar(
            x=[shown(name) for name in shares.index],
            y=shares.to_numpy(),
            name=shown(group),
            marker_pattern_shape=patterns[i % len(patterns)],
            hovertemplate="%{x}: %{y:.0%}<extra>" + shown(group) + "</extra>",
        )
        for i, (group, shares) in enumerate(weights.items())
    ]
    yaxis = {"title": {"text": _("weight")}, "tickformat": ".0%", "rangemode": "tozero"}
    return chart(traces, title, barmode="group", yaxis=yaxis)
