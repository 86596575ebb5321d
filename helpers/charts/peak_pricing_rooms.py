"""Charts of chapter 11 on rooms kept back: protection, the Games, nested classes, overbooking."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from helpers.charts.peak_pricing import room_bars
from helpers.charts.style import FIRST, SECOND, SHORTFALL, THIRD, UNSEEN, Chart, chart
from helpers.locale import gettext as _
from helpers.locale import mark as N_

_SOLD = {
    "high": (FIRST, "", N_("sold at the high rate")),
    "low": (THIRD, "x", N_("sold at the low rate")),
    "empty": (UNSEEN, ".", N_("kept, and left empty")),
}

_STARS = {
    "five": N_("five stars"),
    "four": N_("four stars"),
    "three and below": N_("three stars and below"),
}


def stars_shown(stars: str) -> str:
    """Return what a class of hotels is called, in the language in use; others as they stand.

    Examples
    --------
    >>> stars_shown("four")
    'four stars'
    """
    return _(_STARS.get(stars, stars))


def chance_and_revenue(
    curve: pd.DataFrame,
    ratio: float,
    chosen: int,
    best: float,
    title: str,
    reach: tuple[float, float],
) -> Chart:
    """Draw the chance that a protected room is wanted, and what each level earns on average.

    Parameters
    ----------
    curve : DataFrame indexed by rooms protected
        ``chance`` (of more demand than that, 0 to 1) and ``revenue`` (yuan).
    ratio : float
        Critical ratio, 0 to 1.
    chosen : int
        Rooms protected.
    best : float
        By Littlewood's rule, in rooms.
    title : str
    reach : (low, high)
        Ends of the axis of revenue.
    """
    rooms = curve.index.to_numpy()
    chance = go.Scatter(
        x=rooms,
        y=curve["chance"],
        mode="lines",
        line={"color": FIRST, "width": 3},
        name=_("chance of more guests than that"),
        hovertemplate="%{x}: %{y:.0%}<extra></extra>",
    )
    level = go.Scatter(
        x=[rooms[0], rooms[-1]],
        y=[ratio, ratio],
        mode="lines",
        line={"color": SECOND, "width": 3, "dash": "dash"},
        name=_("critical ratio: low rate / high rate"),
        hoverinfo="skip",
    )
    earned = go.Scatter(
        x=rooms,
        y=curve["revenue"],
        mode="lines",
        line={"color": THIRD, "width": 3},
        xaxis="x2",
        yaxis="y2",
        name=_("revenue on average"),
        hovertemplate="%{x}: %{y:,.0f}<extra></extra>",
    )
    nearest = int(np.clip(round(best), rooms[0], rooms[-1]))
    # Each name on the side away from the other mark, and off the line.
    sides = ("left", "right") if chosen <= nearest else ("right", "left")
    marks = []
    for x, text, look, side in (
        (chosen, _("yours"), (SHORTFALL, "circle"), sides[0]),
        (nearest, _("Littlewood"), (SECOND, "diamond"), sides[1]),
    ):
        of_rule = look[1] == "diamond"
        chance_there = ratio if of_rule else float(curve["chance"][x])
        low = "bottom left" if of_rule else "middle left"
        falling, top = low if side == "left" else "top right", f"top {side}"
        marks.append(_mark(x, chance_there, text, look, falling, "1"))
        marks.append(_mark(x, float(curve["revenue"][x]), text, look, top, "2"))
    return chart(
        [chance, level, earned, *marks],
        title,
        height=370,
        legend={"y": -0.28, "yanchor": "top", "x": 0, "xanchor": "left"},
        xaxis={"title": {"text": _("rooms protected")}, "domain": [0, 0.44]},
        yaxis={"title": {"text": _("chance")}, "range": [0, 1.12], "tickformat": ".0%"},
        xaxis2={"title": {"text": _("rooms protected")}, "domain": [0.56, 1], "anchor": "y2"},
        yaxis2={"title": {"text": _("yuan a night")}, "range": list(reach), "anchor": "x2"},
    )


def _mark(
    x: float, y: float, text: str, look: tuple[str, str], place: str, axis: str
) -> go.Scatter:
    colour, symbol = look
    which = "" if axis == "1" else axis
    return go.Scatter(
        x=[x],
        y=[y],
        mode="markers+text",
        text=[text],
        textposition=place,
        cliponaxis=False,
        marker={"color": colour, "symbol": symbol, "size": 12},
        xaxis=f"x{which}",
        yaxis=f"y{which}",
        showlegend=False,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )


def rooms_by_rule(rooms: pd.DataFrame, title: str, house: int) -> Chart:
    """Draw what became of the rooms of a night under several rules.

    Parameters
    ----------
    rooms : DataFrame, one row per rule (its label as index)
        ``high``, ``low``, ``empty`` (rooms) and ``revenue`` (yuan), which is written beside.
    title : str
    house : int
        Rooms of the house.
    """
    bars = room_bars(rooms, _SOLD, least=3, hover="%{y}: %{x:.0f}")
    beside = go.Scatter(
        x=[house + 1] * len(rooms),
        y=list(rooms.index),
        mode="text",
        text=[_("{revenue:,.0f} yuan").format(revenue=value) for value in rooms["revenue"]],
        textposition="middle right",
        cliponaxis=False,
        showlegend=False,
        hoverinfo="skip",
    )
    return chart(
        [*bars, beside],
        title,
        barmode="stack",
        legend={"traceorder": "normal", "y": -0.28, "yanchor": "top", "x": 0, "xanchor": "left"},
        height=350,
        xaxis={"title": {"text": _("rooms")}, "range": [0, house * 1.25]},
        yaxis={"range": [len(rooms) - 0.5, -0.5]},
    )


def occupancy_dumbbells(hotels: pd.DataFrame, title: str = "") -> Chart:
    """Draw what was expected of the Games and what came, by class of hotel.

    Parameters
    ----------
    hotels : DataFrame, one row per class
        As `helpers.data.load` returns the table ``games_hotels``, in percent of rooms.
    title : str
    """
    names = [stars_shown(str(stars)) for stars in hotels["stars"]]
    middle = (hotels["occupancy_low"] + hotels["occupancy_high"]) / 2
    half = (hotels["occupancy_high"] - hotels["occupancy_low"]) / 2
    known = hotels["year_before"].notna()
    traces = [
        go.Scatter(
            x=hotels["expected"],
            y=names,
            mode="markers",
            name=_("expected (at least)"),
            marker={"color": SECOND, "symbol": "diamond", "size": 13},
            hovertemplate="%{y}: %{x} %<extra></extra>",
        ),
        go.Scatter(
            x=hotels.loc[known, "year_before"],
            y=[name for name, there in zip(names, known, strict=True) if there],
            mode="markers",
            name=_("a year before"),
            marker={"color": UNSEEN, "symbol": "square", "size": 12},
            hovertemplate="%{y}: %{x} %<extra></extra>",
        ),
        go.Scatter(
            x=middle,
            y=names,
            mode="markers",
            name=_("during the Games (bar: range reported)"),
            marker={"color": FIRST, "symbol": "circle", "size": 13},
            error_x={"type": "data", "array": half, "color": FIRST, "thickness": 3},
            hovertemplate="%{y}: %{x} %<extra></extra>",
        ),
    ]
    return chart(
        traces,
        title or _("Beijing, August 2008: rooms expected to be taken, and rooms taken"),
        legend={"y": -0.32, "yanchor": "top", "x": 0, "xanchor": "left"},
        height=320,
        xaxis={"title": {"text": _("rooms taken (percent)")}, "range": [0, 100]},
        yaxis={"range": [len(hotels) - 0.5, -0.5]},
    )


def revenue_bars(rules: pd.DataFrame, title: str, reach: tuple[float, float]) -> Chart:
    """Draw what several rules earn on average, with no control and hindsight as the ends.

    Parameters
    ----------
    rules : DataFrame, one row per rule (its label as index)
        ``revenue`` (a night) and ``text``, written at the end of the bar.
    title : str
    reach : (low, high)
        Ends of the axis.
    """
    bars = go.Bar(
        y=list(rules.index),
        x=rules["revenue"],
        orientation="h",
        marker_color=[UNSEEN, *[FIRST] * (len(rules) - 2), THIRD],
        text=rules["text"],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:,.0f}<extra></extra>",
    )
    return chart(
        [bars],
        title,
        xaxis={"title": {"text": _("revenue of a night, on average (yuan)")}, "range": list(reach)},
        yaxis={"range": [len(rules) - 0.5, -0.5]},
    )


def booking_curve(
    bookings: Sequence[int],
    profits: Sequence[float],
    marks: pd.DataFrame,
    title: str,
    reach: tuple[float, float],
) -> Chart:
    """Draw the expected profit of a night over the bookings taken.

    Parameters
    ----------
    bookings, profits : sequences of the same length; rooms and yuan
    marks : DataFrame, one row per mark
        ``bookings``, ``profit`` and ``what`` (its label).
    title : str
    reach : (low, high)
        Ends of the axis of profit.
    """
    line = go.Scatter(
        x=list(bookings),
        y=list(profits),
        mode="lines",
        line={"color": FIRST, "width": 3},
        hovertemplate="%{x}: %{y:,.0f}<extra></extra>",
        showlegend=False,
    )
    # An open ring around whatever else stands at the same number of bookings.
    symbols, sizes = ["circle-open", "diamond", "square"], [22, 12, 12]
    points = [
        go.Scatter(
            x=[row.bookings],
            y=[row.profit],
            mode="markers",
            name=row.what,
            marker={"color": colour, "symbol": symbol, "size": size, "line": {"width": 3}},
            hovertemplate="%{x}: %{y:,.0f}<extra>" + str(row.what) + "</extra>",
        )
        for row, symbol, size, colour in zip(
            marks.itertuples(), symbols, sizes, [SHORTFALL, SECOND, THIRD], strict=False
        )
    ]
    return chart(
        [line, *points],
        title,
        legend={"y": -0.28, "yanchor": "top", "x": 0, "xanchor": "left"},
        height=350,
        xaxis={"title": {"text": _("bookings taken (house of 100 rooms)")}},
        yaxis={"title": {"text": _("yuan a night, on average")}, "range": list(reach)},
    )
