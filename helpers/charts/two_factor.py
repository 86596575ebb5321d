"""Charts of chapter 06: bent responses, penalties and rewards, told incidents, asymmetries."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    FIRST,
    SECOND,
    SHORTFALL,
    SURPLUS,
    THIRD,
    UNSEEN,
    Chart,
    chart,
    shown,
    signed,
)
from helpers.locale import gettext as _
from helpers.locale import mark as N_

# What the course's own tables call things, so that they can be shown in another language.
_KNOWN = (
    *(N_("cleanliness"), N_("comfort"), N_("friendliness"), N_("aesthetics"), N_("service")),
    *(N_("value"), N_("room"), N_("location"), N_("sleep quality"), N_("access")),
    *(N_("availability"), N_("competence"), N_("courtesy"), N_("security")),
)
SIDES = {"penalty": (SHORTFALL, "diamond"), "reward": (SURPLUS, "circle")}
KIND_MARKS = {
    "basic": (SHORTFALL, "square"),
    "performance": (UNSEEN, "circle"),
    "excitement": (SURPLUS, "triangle-up"),
    "neutral": (THIRD, "x"),
}

_LEGEND_BELOW_TITLE: dict[str, Any] = {
    "margin": {"l": 10, "r": 28, "t": 78, "b": 10},
    "title_y": 0.97,
    "legend": {"x": 0, "xanchor": "left"},
}


def bent_response(
    response: Sequence[float],
    shares: Sequence[float],
    line: Sequence[float] | None,
    yields: pd.Series,
    title: str,
) -> Chart:
    """Draw a bent response over the guests, with a straight line, and what each spending yields.

    Parameters
    ----------
    response : three floats
        Overall rating at low, middle and high, against middle (points).
    shares : three floats
        Guests at low, middle and high (0 to 1).
    line : three floats, or None where no line is determined
        The straight line at the same places.
    yields : Series of float
        Points of the mean overall rating, by what is bought.
    title : str

    Returns
    -------
    Chart of two panels
    """
    levels = [_("low"), _("middle"), _("high")]
    guests = go.Bar(
        x=levels,
        y=[100 * share for share in shares],
        name=_("guests (%)"),
        yaxis="y2",
        marker={"color": UNSEEN, "opacity": 0.45, "pattern": {"shape": "/"}},
        text=[f"{share:.0%}" for share in shares],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    bent = go.Scatter(
        x=levels,
        y=list(response),
        name=_("bent response"),
        mode="lines+markers+text",
        line={"color": FIRST, "width": 4},
        marker={"size": 12, "symbol": ["diamond", "square", "circle"]},
        text=[signed(effect) for effect in response],
        textposition=["bottom center", "bottom right", "top center"],
        cliponaxis=False,
    )
    straight = go.Scatter(
        x=levels if line is not None else [],
        y=list(line) if line is not None else [],
        name=_("plain regression"),
        mode="lines",
        line={"color": SECOND, "width": 3, "dash": "dash"},
    )
    bought = go.Bar(
        x=list(yields.index),
        y=yields.to_numpy(),
        xaxis="x2",
        yaxis="y3",
        showlegend=False,
        marker={"color": [SHORTFALL, SURPLUS], "pattern": {"shape": ["", "."]}},
        text=[signed(amount, 3) for amount in yields],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    return chart(
        [guests, bent, straight, bought],
        title,
        height=360,
        **_LEGEND_BELOW_TITLE,
        xaxis={"domain": [0, 0.58], "title": {"text": _("rating of the attribute")}},
        yaxis={
            "title": {"text": _("effect (points)")},
            "range": [-1.7, 1.7],
        },
        yaxis2={"overlaying": "y", "range": [0, 300], "visible": False},
        xaxis2={"domain": [0.7, 1], "anchor": "y3"},
        yaxis3={
            "title": {"text": _("yield (points)")},
            "anchor": "x2",
            "range": [0, max(0.3, 1.15 * float(yields.max()))],
        },
    )


def effect_intervals(
    effects: pd.DataFrame, title: str, reach: tuple[float, float], truth: pd.DataFrame | None = None
) -> Chart:
    """Draw each attribute's penalty and reward with their intervals, and what is true.

    Parameters
    ----------
    effects : DataFrame
        As in `helpers.two_factor.Contrast.effects`; what could not be estimated is left out.
    title : str
    reach : tuple of float
        Ends of the axis, in points.
    truth : DataFrame, optional
        ``penalty`` and ``reward`` by attribute; drawn as hollow stars.
    """
    places = np.arange(len(effects), dtype=float)
    traces: list[go.Scatter] = []
    for side, lift in (("penalty", -0.15), ("reward", 0.15)):
        colour, symbol = SIDES[side]
        known = effects[side].notna().to_numpy()
        middle = effects[side].to_numpy()[known]
        sure = effects[f"{side}_se"].notna().to_numpy()[known]
        arms = [
            np.where(sure, np.abs(effects[f"{side}_{end}"].to_numpy()[known] - middle), 0.0)
            for end in ("to", "from")
        ]
        traces.append(
            go.Scatter(
                x=middle,
                y=places[known] + lift,
                name=_(side),
                mode="markers",
                marker={"color": colour, "symbol": symbol, "size": 11},
                error_x={
                    "array": arms[0],
                    "arrayminus": arms[1],
                    "color": colour,
                    "thickness": 2.5,
                },
                hovertemplate="%{x:.2f}<extra>" + _(side) + "</extra>",
            )
        )
    if truth is not None:
        order = truth.reindex(effects.index)
        traces.append(
            go.Scatter(
                x=[*order["penalty"], *order["reward"]],
                y=[*(places - 0.15), *(places + 0.15)],
                name=_("true value"),
                mode="markers",
                marker={"color": SECOND, "symbol": "star-open", "size": 14, "line": {"width": 2}},
                hovertemplate="%{x:.2f}<extra>" + _("true value") + "</extra>",
            )
        )
    return chart(
        traces,
        title,
        height=390,
        **_LEGEND_BELOW_TITLE,
        xaxis={
            "title": {"text": _("effect on the overall rating, against the middle (points)")},
            "range": list(reach),
            "zeroline": True,
        },
        yaxis={
            "tickvals": places,
            "ticktext": [
                _("{name} ({lows} low)").format(name=shown(name), lows=lows)
                for name, lows in effects["lows"].items()
            ],
            "range": [len(effects) - 0.5, -0.5],
        },
    )


def told_incidents(index: pd.DataFrame, title: str, truth: pd.Series | None = None) -> Chart:
    """Draw each factor's index of incidents, from -1 to +1, with its interval.

    Parameters
    ----------
    index : DataFrame
        As returned by `helpers.two_factor.incident_index`.
    title : str
    truth : Series of float, optional
        The true index by factor; drawn as hollow stars.
    """
    names = [shown(name) for name in index.index]
    value = index["index"].to_numpy()
    bars = go.Bar(
        x=value,
        y=names,
        orientation="h",
        name=_("as told"),
        marker_color=[SHORTFALL if found < 0 else SURPLUS for found in value],
        error_x={
            "array": index["high"].to_numpy() - value,
            "arrayminus": value - index["low"].to_numpy(),
            "color": UNSEEN,
            "thickness": 2.5,
        },
        customdata=[signed(found) for found in value],
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )
    traces: list[go.Bar | go.Scatter] = [bars]
    if truth is not None:
        traces.append(
            go.Scatter(
                x=truth.reindex(index.index).to_numpy(),
                y=names,
                name=_("in truth"),
                mode="markers",
                marker={"color": SECOND, "symbol": "star-open", "size": 15, "line": {"width": 2}},
            )
        )
    axis = _("index: −1 only in bad stories, +1 only in good ones")
    return chart(
        traces,
        title,
        height=360,
        **_LEGEND_BELOW_TITLE,
        showlegend=truth is not None,
        xaxis={"title": {"text": axis}, "range": [-1.08, 1.08], "zeroline": True},
        yaxis={"range": [len(names) - 0.4, -0.6]},
    )


def asymmetry_map(
    impacts: pd.DataFrame, cut_off: float, least: float, title: str, top: float
) -> Chart:
    """Draw each attribute by its asymmetry and its size, with the lines that make the kinds.

    Parameters
    ----------
    impacts : DataFrame
        As returned by `helpers.two_factor.impact_asymmetry`; what has no asymmetry is left out.
    cut_off, least : float
    title : str
    top : float
        End of the size axis, in points.
    """
    known = impacts.dropna(subset=["asymmetry"])
    traces = []
    for kind, (colour, symbol) in KIND_MARKS.items():
        rows = known[known["kind"] == kind]
        traces.append(
            go.Scatter(
                x=rows["asymmetry"].to_numpy(),
                y=rows["size"].to_numpy(),
                name=_(kind),
                mode="markers+text",
                marker={"color": colour, "symbol": symbol, "size": 14},
                text=[shown(name) for name in rows.index],
                textposition="top center",
                cliponaxis=False,
                hovertemplate="%{text}: %{x:.2f}, %{y:.2f}<extra>" + _(kind) + "</extra>",
            )
        )
    edge = {"type": "line", "line": {"color": UNSEEN, "dash": "dash", "width": 2}}
    lines = [
        {**edge, "x0": place, "x1": place, "y0": 0, "y1": top}
        for place in dict.fromkeys((-cut_off, cut_off))
    ]
    lines.append({**edge, "x0": -1.05, "x1": 1.05, "y0": least, "y1": least})
    return chart(
        traces,
        title,
        height=390,
        **_LEGEND_BELOW_TITLE,
        shapes=lines,
        xaxis={
            "title": {"text": _("impact asymmetry (−1 only punishes, +1 only rewards)")},
            "range": [-1.05, 1.05],
        },
        yaxis={"title": {"text": _("size, |penalty| + reward (points)")}, "range": [0, top]},
    )
