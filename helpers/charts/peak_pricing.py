"""Charts of chapter 11 on price and time: flows and profit, elasticity, evidence, two nights."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    FIRST,
    SECOND,
    SHORTFALL,
    THIRD,
    UNSEEN,
    Chart,
    chart,
    signed_whole,
    whole,
)
from helpers.locale import gettext as _
from helpers.locale import mark as N_

# Who sleeps in a room: colour, pattern and what the legend says.
_WHO = {
    "stayed": (FIRST, "", N_("would come anyway")),
    "switched": (SECOND, "/", N_("switched from the peak")),
    "new": (THIRD, "x", N_("new guests")),
    "resold": ("#CC79A7", "\\", N_("room sold again")),
    "outside": (UNSEEN, ".", N_("finds no room")),
}
_PARTS = {
    "stayed": N_("cheaper for<br>those who<br>come anyway"),
    "new": N_("new<br>guests"),
    "switched": N_("switched<br>from the<br>peak"),
    "resold": N_("rooms<br>sold<br>again"),
    "total": N_("change in<br>profit"),
}


Looks = Mapping[str, tuple[str, str, str]]  # by column: colour, pattern, what the legend says


def room_bars(rooms: pd.DataFrame, looks: Looks, least: int, hover: str) -> list[go.Bar]:
    """Return bars of rooms to be stacked, one trace per column that has a look.

    Parameters
    ----------
    rooms : DataFrame, one row per bar (its label as index)
    looks : mapping
    least : int
        Rooms from which on their number is written into a bar.
    hover : str
    """
    return [
        go.Bar(
            y=list(rooms.index),
            x=rooms[kind].to_numpy(),
            orientation="h",
            name=_(label),
            marker={
                "color": colour,
                "pattern": {"shape": pattern, "fillmode": "overlay", "size": 7},
            },
            text=[f"{count:.0f}" if count >= least else "" for count in rooms[kind]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": "black"},
            hovertemplate=f"{hover}<extra>{_(label)}</extra>",
        )
        for kind, (colour, pattern, label) in looks.items()
    ]


def flows_and_profit(
    rooms: pd.DataFrame, parts: pd.Series, title: str, house: int, reach: tuple[float, float]
) -> Chart:
    """Draw who sleeps in the rooms of two nights, and beside it what each of them changes.

    Parameters
    ----------
    rooms : DataFrame, one row per night (its label as index)
        Rooms by kind of guest: ``stayed``, ``switched``, ``new``, ``resold``, ``outside``.
    parts : Series
        As returned by `helpers.peak_pricing.profit_change`, in yuan.
    title : str
    house : int
        Rooms of the house; drawn as a line.
    reach : (low, high)
        Ends of the axis of money, in yuan.
    """
    bars = room_bars(rooms, _WHO, least=5, hover=_("%{y}: %{x} rooms"))
    return chart(
        [*bars, *_falls(parts)],
        title,
        barmode="stack",
        height=365,
        legend={"traceorder": "normal", "x": 0, "xanchor": "left", "y": -0.3, "yanchor": "top"},
        shapes=[_house_line(house)],
        xaxis={"title": {"text": _("rooms")}, "range": [0, house + 25], "domain": [0, 0.4]},
        yaxis={"range": [len(rooms) - 0.5, -0.5]},
        xaxis2={"domain": [0.5, 1], "anchor": "y2", "tickangle": 0, "tickfont": {"size": 12}},
        yaxis2={
            "title": {"text": _("yuan, both nights together")},
            "range": list(reach),
            "anchor": "x2",
        },
    )


def _falls(parts: pd.Series) -> list[Any]:
    """Return the bars of a waterfall, each painted as its guests are, and the line between."""
    names = [_(label) for label in _PARTS.values()]
    changes = [float(parts[part]) for part in _PARTS]
    reached = list(accumulate(changes[:-1]))
    looks = [_WHO[part][:2] if part in _WHO else (UNSEEN, "") for part in _PARTS]
    axes = {"xaxis": "x2", "yaxis": "y2", "showlegend": False}
    line = go.Scatter(
        x=names,
        y=[*reached, reached[-1]],
        mode="lines",
        line={"color": UNSEEN, "width": 1, "shape": "hv"},
        hoverinfo="skip",
        **axes,
    )
    falls = go.Bar(
        x=names,
        y=changes,
        base=[0, *reached[:-1], 0],
        marker={
            "color": [colour for colour, _pattern in looks],
            "pattern": {
                "shape": [pattern for _colour, pattern in looks],
                "fillmode": "overlay",
                "size": 7,
            },
        },
        text=[signed_whole(change) for change in changes],
        textposition="outside",
        cliponaxis=False,
        name=names[-1].replace("<br>", " "),
        hovertemplate="%{x}: %{text}<extra></extra>",
        **axes,
    )
    return [line, falls]


def _house_line(house: int) -> dict[str, Any]:
    line = {"color": UNSEEN, "width": 2, "dash": "dash"}
    ends = {"x0": house, "x1": house, "y0": 0, "y1": 1}
    return {"type": "line", "xref": "x", "yref": "y domain", "line": line, **ends}


def price_curves(
    curves: pd.DataFrame,
    marks: pd.DataFrame,
    title: str,
    today: float,
    reach: tuple[float, float],
) -> Chart:
    """Draw revenue and contribution over the price, with where one stands.

    Parameters
    ----------
    curves : DataFrame indexed by price (yuan), columns ``revenue``, ``contribution`` (yuan)
    marks : DataFrame, one row per price to mark, the same columns
        Today's price first, then the one chosen.
    title : str
    today : float
        Today's price.
    reach : (low, high)
        Ends of the axis of money.
    """
    looks = {
        "revenue": (FIRST, "solid", "circle", _("revenue")),
        "contribution": (
            SECOND,
            "dash",
            "diamond",
            _("contribution: revenue less cost of rooms sold"),
        ),
    }
    traces = [
        go.Scatter(
            x=curves.index,
            y=curves[name],
            mode="lines",
            name=label,
            line={"color": colour, "dash": dash, "width": 3},
            hovertemplate="%{x:.0f}: %{y:,.0f}<extra>" + label + "</extra>",
        )
        for name, (colour, dash, _symbol, label) in looks.items()
    ]
    places = ["top right", "bottom left"]
    traces += [
        go.Scatter(
            x=marks.index,
            y=marks[name],
            mode="markers+text",
            text=[whole(value) for value in marks[name]],
            textposition=place,
            cliponaxis=False,
            marker={"color": colour, "symbol": symbol, "size": 12},
            showlegend=False,
            hoverinfo="skip",
        )
        for place, (name, (colour, _dash, symbol, _label)) in zip(
            places, looks.items(), strict=True
        )
    ]
    return chart(
        traces,
        title,
        shapes=[_upright(today)],
        legend={"y": -0.28, "yanchor": "top", "x": 0, "xanchor": "left"},
        height=360,
        xaxis={"title": {"text": _("price (yuan); dotted: today's")}},
        yaxis={"title": {"text": _("yuan a night")}, "range": list(reach)},
    )


def _upright(x: float, dash: str = "dot") -> dict[str, Any]:
    line = {"color": UNSEEN, "width": 2, "dash": dash}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def answer_to_price(parts: pd.DataFrame, title: str = "") -> Chart:
    """Draw whether people come and how often, as percent of what it is at the lowest price.

    Parameters
    ----------
    parts : DataFrame
        As returned by `helpers.peak_pricing.whether_and_how_often`.
    title : str
    """
    lines = {
        "whether": (FIRST, "circle", _("whether: people who come at all")),
        "how_often": (SECOND, "square", _("how often: visits of those who come")),
        "mean": (THIRD, "diamond", _("visits of all: the product")),
    }
    traces = [
        go.Scatter(
            x=parts.index,
            y=100 * parts[name] / parts[name].iloc[0],
            name=label,
            mode="lines+markers",
            line={"color": colour, "width": 3},
            marker={"symbol": symbol, "size": 11},
            hovertemplate="%{x} %: %{y:.0f}<extra>" + label + "</extra>",
        )
        for name, (colour, symbol, label) in lines.items()
    ]
    return chart(
        traces,
        title or _("A visit that costs more: fewer people, or fewer visits?"),
        legend={"y": -0.28, "yanchor": "top", "x": 0, "xanchor": "left"},
        height=360,
        xaxis={"title": {"text": _("price of a visit (percent of the fee)")}},
        yaxis={
            "title": {"text": _("percent of the level<br>when visits are free")},
            "range": [50, 104],
        },
    )


def elasticity_lines(estimates: pd.DataFrame, title: str = "") -> Chart:
    """Draw estimates of an elasticity with their 95 percent intervals.

    Parameters
    ----------
    estimates : DataFrame, one row per comparison (its label as index)
        ``elasticity`` and ``error``, as returned by `helpers.peak_pricing.log_slope`.
    title : str
    """
    points = go.Scatter(
        x=estimates["elasticity"],
        y=list(estimates.index),
        mode="markers+text",
        marker={"color": FIRST, "size": 12, "symbol": "diamond"},
        error_x={"type": "data", "array": 1.96 * estimates["error"], "color": UNSEEN},
        text=[f"{value:.2f}".replace("-", "−") for value in estimates["elasticity"]],
        textposition="top center",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return chart(
        [points],
        title or _("One table, three comparisons"),
        shapes=[_upright(-1.0)],
        height=300,
        xaxis={
            "title": {"text": _("elasticity; dotted: −1, where revenue turns")},
            "range": [
                min(-1.4, float((estimates["elasticity"] - 2.5 * estimates["error"]).min())),
                0,
            ],
        },
        yaxis={"range": [len(estimates) - 0.5, -0.7]},
    )


def two_demands(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    points: pd.DataFrame,
    capacity: float,
    title: str,
    reach: tuple[float, float],
) -> Chart:
    """Draw the demand curves of periods, prices on them, and the capacity built.

    Parameters
    ----------
    lines : mapping of period to (quantities, prices)
    points : DataFrame, one row per price
        ``quantity``, ``price``, ``what`` (label) and ``chosen`` (whether it is the plan's;
        else it is what a rule of thumb would charge).
    capacity : float
    title : str
    reach : (most rooms, highest price)
    """
    looks = [(FIRST, "solid"), (SECOND, "dash")]
    traces = [
        go.Scatter(
            x=list(x),
            y=list(y),
            mode="lines",
            name=period,
            line={"color": colour, "dash": dash, "width": 3},
            hovertemplate="%{x:.0f}, %{y:.0f}<extra>" + period + "</extra>",
        )
        for (period, (x, y)), (colour, dash) in zip(lines.items(), looks, strict=False)
    ]
    for chosen, symbol, label in (
        (True, "circle", _("best prices")),
        (False, "x-open", _("if the peak alone bears the capacity")),
    ):
        some = points[points["chosen"] == chosen]
        traces.append(
            go.Scatter(
                x=some["quantity"],
                y=some["price"],
                mode="markers+text" if chosen else "markers",
                text=some["what"],
                textposition="top right",
                cliponaxis=False,
                name=label,
                marker={"color": THIRD if chosen else SHORTFALL, "symbol": symbol, "size": 13},
                hovertemplate="%{x:.0f}, %{y:.0f}<extra>" + label + "</extra>",
            )
        )
    return chart(
        traces,
        title,
        shapes=[_upright(capacity, "dash")],
        legend={"y": -0.28, "yanchor": "top", "x": 0, "xanchor": "left"},
        height=370,
        xaxis={"title": {"text": _("rooms sold (dashed: rooms built)")}, "range": [0, reach[0]]},
        yaxis={"title": {"text": _("price (yuan)")}, "range": [0, reach[1]]},
    )
