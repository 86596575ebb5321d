"""Charts of chapter 12: a cloud of customers, ways to sell, moves, and many services."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

from helpers.bundling import BUNDLE, MOVES, NOTHING, STRATEGIES
from helpers.charts.style import (
    FIRST,
    SECOND,
    SHORTFALL,
    THIRD,
    UNSEEN,
    WATERFALL,
    Chart,
    chart,
    signed,
    signed_whole,
    whole,
)
from helpers.locale import gettext as _

_LINE = {"color": UNSEEN, "width": 2}
_SYMBOLS = ("triangle-right", "triangle-up")


def cloud(
    values: pd.DataFrame,
    sold: pd.DataFrame,
    lines: Sequence[Sequence[tuple[float, float]]],
    shares: pd.DataFrame,
    title: str,
    reach: float,
) -> Chart:
    """Draw what each customer would pay for two services, who buys what, and the sum.

    Parameters
    ----------
    values : DataFrame, one row per customer, two columns
        Reservation prices.
    sold : DataFrame
        As returned by `helpers.bundling.sales`; who takes a service below its cost is ringed.
    lines : list of lines
        As returned by `helpers.bundling.borders`.
    shares : DataFrame, one row per middle of a class
        A column of shares, 0 to 1, for each service and ``bundle`` for half the sum.
    title : str
    reach : float
        End of both axes of the cloud.

    Returns
    -------
    Chart with two pictures side by side
        Left, a symbol for each customer and, in each corner, what is bought there and by
        how many. Right, the shares: dashed and dotted for single services, filled for half
        the sum.
    """
    first, second = map(str, values.columns)
    traces = [*_customers(values, sold), _ringed(values, sold)]
    traces += [
        go.Scatter(
            x=[x for x, _y in line],
            y=[y for _x, y in line],
            mode="lines",
            line=_LINE,
            hoverinfo="skip",
            showlegend=False,
        )
        for line in lines
    ]
    return chart(
        [
            *traces,
            *_corners(sold["takes"], (first, second), reach),
            *_shares(shares, (first, second)),
        ],
        title,
        height=380,
        margin={"t": 70},
        xaxis={"title": {"text": _money_for(first)}, "range": [-15, reach], "domain": [0, 0.52]},
        yaxis={"title": {"text": _money_for(second)}, "range": [-0.1 * reach, reach]},
        xaxis2={
            "title": {"text": _("would pay (yuan); for both: half the sum")},
            "range": [-15, reach],
            "domain": [0.62, 1],
            "anchor": "y2",
        },
        yaxis2={
            "title": {"text": _("share of customers")},
            "tickformat": ".0%",
            "anchor": "x2",
            "rangemode": "tozero",
        },
    )


def _money_for(service: str) -> str:
    return _("would pay for {service} (yuan)").format(service=_(service))


def _kinds(names: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """Return the symbol and the colour of everything that can be taken."""
    return {
        NOTHING: ("x-thin", UNSEEN),
        names[0]: (_SYMBOLS[0], FIRST),
        names[1]: (_SYMBOLS[1], SECOND),
        BUNDLE: ("circle", THIRD),
    }


def taken(what: str) -> str:
    """Return what a customer takes as readers know it."""
    if what == BUNDLE:
        return _("both")
    return _("only {service}").format(service=_(what)) if what != NOTHING else _("nothing")


def _customers(values: pd.DataFrame, sold: pd.DataFrame) -> list[go.Scatter]:
    first, second = map(str, values.columns)
    points = []
    for what, (symbol, colour) in _kinds((first, second)).items():
        these = values[sold["takes"] == what].to_numpy()
        points.append(
            go.Scatter(
                x=these[:, 0],
                y=these[:, 1],
                mode="markers",
                name=taken(what),
                marker={
                    "symbol": symbol,
                    "size": 8,
                    "color": colour,
                    "line": {"width": 1.5 if what == NOTHING else 0, "color": colour},
                },
                hovertemplate=f"%{{x:,}}, %{{y:,}}<extra>{taken(what)}</extra>",
                showlegend=False,
            )
        )
    return points


def _ringed(values: pd.DataFrame, sold: pd.DataFrame) -> go.Scatter:
    these = values[sold["below_cost"]].to_numpy()
    return go.Scatter(
        x=these[:, 0],
        y=these[:, 1],
        mode="markers",
        name=_("ring: takes what is worth less than its cost"),
        marker={"symbol": "circle-open", "size": 15, "color": SHORTFALL, "line": {"width": 2}},
        hoverinfo="skip",
        showlegend=False,
    )


def _corners(takes: pd.Series, names: tuple[str, str], reach: float) -> list[go.Scatter]:
    """Return a label in each corner of the cloud, for what is bought in that direction."""
    low, high, under = 0.02 * reach, 0.965 * reach, -0.055 * reach
    corners = {
        NOTHING: (low, under, "middle right"),
        names[0]: (high, under, "middle left"),
        names[1]: (low, high, "middle right"),
        BUNDLE: (high, high, "middle left"),
    }
    labels = []
    for what, (x, y, place) in corners.items():
        symbol, colour = _kinds(names)[what]
        labels.append(
            go.Scatter(
                x=[x],
                y=[y],
                mode="markers+text",
                text=[f" {taken(what)}: {int((takes == what).sum())} "],
                textposition=place,
                textfont_size=15,
                marker={
                    "symbol": symbol,
                    "size": 11,
                    "color": colour,
                    "line": {"width": 2 if what == NOTHING else 0, "color": colour},
                },
                cliponaxis=False,
                hoverinfo="skip",
                showlegend=False,
            )
        )
    return labels


def _shares(shares: pd.DataFrame, names: tuple[str, str]) -> list[go.Scatter]:
    looks = {
        names[0]: (FIRST, "dash", None),
        names[1]: (SECOND, "dot", None),
        BUNDLE: (THIRD, "solid", "tozeroy"),
    }
    return [
        go.Scatter(
            x=shares.index.to_numpy(),
            y=shares[name].to_numpy(),
            mode="lines",
            name=_("half the sum") if name == BUNDLE else _(name),
            line={"color": colour, "dash": dash, "width": 2.5, "shape": "hvh"},
            fill=fill,
            xaxis="x2",
            yaxis="y2",
            hovertemplate="%{x:,}: %{y:.0%}",
        )
        for name, (colour, dash, fill) in looks.items()
    ]


def ways_to_sell(
    earned: Mapping[str, Sequence[float]],
    said: Mapping[str, Sequence[str]],
    customers: Sequence[str],
    title: str,
    reach: tuple[float, float],
) -> Chart:
    """Draw what each customer brings when the services are sold in three ways.

    Parameters
    ----------
    earned : mapping of way to sequence of float
        For each of `helpers.bundling.STRATEGIES`, what each customer brings.
    said : mapping of way to sequence of str
        What stands in each bar: what that customer takes, and the price.
    customers : sequence of str
    title : str
    reach : pair of float
        Ends of the axis, kept still so that a bar that grows is seen to grow.

    Returns
    -------
    Chart with one trace per customer
        Bars on top of each other; the sum is written above.
    """
    names = [_(STRATEGIES[way]) for way in earned]
    colours, patterns = (FIRST, SECOND, THIRD), ("", "/", ".")
    traces: list[go.Bar | go.Scatter] = [
        go.Bar(
            x=names,
            y=[amounts[place] for amounts in earned.values()],
            name=customer,
            text=[texts[place] for texts in said.values()],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={"color": "black", "size": 13},
            marker={
                "color": colours[place % 3],
                "pattern": {
                    "shape": patterns[place % 3],
                    "fillmode": "overlay",
                    "fgcolor": "rgba(255, 255, 255, 0.45)",
                    "size": 12,
                },
            },
            hovertemplate="%{x}: %{y:,}<extra>" + customer + "</extra>",
        )
        for place, customer in enumerate(customers)
    ]
    sums = [sum(amounts) for amounts in earned.values()]
    tops = [sum(max(amount, 0) for amount in amounts) for amounts in earned.values()]
    traces.append(
        go.Scatter(
            x=names,
            y=tops,
            mode="markers+text",
            marker={"opacity": 0, "size": 1},
            text=[f"<b>{total:,.0f}</b>" for total in sums],
            textposition="top center",
            textfont_size=17,
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )
    )
    return chart(
        traces,
        title,
        barmode="relative",
        yaxis={"title": {"text": _("profit (yuan)")}, "range": list(reach)},
    )


def moves(before: float, changes: pd.DataFrame, after: float, title: str) -> Chart:
    """Draw how a package changes a profit: from before, by each kind of move, to after.

    Parameters
    ----------
    before, after : float
        Profits, in yuan.
    changes : DataFrame
        As returned by `helpers.bundling.moves_to_package`; kinds without customers are
        drawn as well, so that the bars keep their places.
    title : str

    Returns
    -------
    Chart with one waterfall
        Signs before the numbers tell what colours tell.
    """
    kinds = [kind for kind in ("new", "more", "same", "less", "single") if kind in changes.index]
    names = [
        _("{move}<br>({count:.0f} guests)").format(
            move=_wrapped(_(MOVES[kind])), count=changes.loc[kind, "customers"]
        )
        for kind in kinds
    ]
    amounts = changes.loc[kinds, "change"].astype(float).tolist()
    waterfall = go.Waterfall(
        x=[_("best single<br>prices"), *names, _("your<br>prices")],
        y=[before, *amounts, after],
        measure=["absolute", *["relative"] * len(kinds), "total"],
        text=[whole(before), *map(signed_whole, amounts), whole(after)],
        **WATERFALL,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    steps = before + np.cumsum([0.0, *amounts])
    low, high = float(min(steps.min(), before)), float(max(steps.max(), before))
    room = max((high - low) * 0.35, 0.05 * abs(high), 100.0)
    end = low - room if low < 0 else max((low - room) // 1000 * 1000, 0.0)
    cut = _("profit (yuan, from {end:,.0f} up)").format(end=end)
    return chart(
        [waterfall],
        title,
        yaxis={
            "title": {"text": cut if end > 0 else _("profit (yuan)")},
            "range": [end, high + room],
        },
        xaxis={"tickangle": 0, "tickfont": {"size": 12}},
    )


def _wrapped(text: str) -> str:
    words, lines = text.split(" "), [""]
    for word in words:
        fits = len(lines[-1]) + len(word) < 14
        lines = (
            [*lines[:-1], f"{lines[-1]} {word}".strip()]
            if fits or not lines[-1]
            else [*lines, word]
        )
    return "<br>".join(lines)


def package_curves(curves: Mapping[str, tuple[npt.ArrayLike, npt.ArrayLike]], title: str) -> Chart:
    """Draw the profit of a package against its price, one line for each kind.

    Parameters
    ----------
    curves : mapping of name to (prices, profits)
        Money per customer; the first is drawn solid, the next dashed, dotted.
    title : str

    Returns
    -------
    Chart with one trace per curve, its best point labelled
    """
    traces = []
    lowest = min(float(np.min(np.asarray(line[1], dtype=float))) for line in curves.values())
    end = max(np.floor(lowest * 10) / 10, 0.0)
    cut = _("profit per customer (from {end:.1f})").format(end=end)
    looks = zip(
        ("solid", "dash", "dot"),
        ("circle", "square", "diamond"),
        ("top left", "top right", "bottom center"),
        strict=True,
    )
    for (name, (prices, profits)), (dash, symbol, side) in zip(curves.items(), looks, strict=False):
        price, profit = np.asarray(prices, dtype=float), np.asarray(profits, dtype=float)
        best = int(np.argmax(profit))
        traces.append(
            go.Scatter(
                x=price,
                y=profit,
                name=name,
                mode="lines+markers+text",
                line={"dash": dash, "width": 2.5},
                marker={
                    "symbol": symbol,
                    "size": [12 if place == best else 0 for place in range(len(price))],
                },
                text=[f"{profit[best]:.3f}" if i == best else "" for i in range(len(price))],
                textposition=side,
                hovertemplate="%{x:.2f}: %{y:.3f}",
                cliponaxis=False,
            )
        )
    return chart(
        traces,
        title,
        xaxis={"title": {"text": _("price (share of the most that one service is worth)")}},
        yaxis={
            "title": {"text": cut if end > 0 else _("profit per customer")},
            "rangemode": "tozero" if end == 0 else "normal",
            "autorangeoptions": {"include": [end]},
        },
    )


def many(table: pd.DataFrame, alone: float, limit: float, services: int, title: str) -> Chart:
    """Draw the profit per service of ever larger packages, and of services sold one by one.

    Parameters
    ----------
    table : DataFrame, one row per number of services
        ``profit`` per service and customer, ``share`` of customers who buy.
    alone : float
        Profit per service sold one by one.
    limit : float
        What a package of very many services earns per service.
    services : int
        The number that the reader has chosen, marked in the chart.
    title : str

    Returns
    -------
    Chart with four traces
    """
    sizes = table.index.to_numpy()
    level = [("dash", alone, _("one by one")), ("dot", limit, _("limit of very many"))]
    traces = [
        go.Scatter(
            x=[1, float(sizes.max())],
            y=[height, height],
            mode="lines",
            name=name,
            line={"dash": dash, "color": UNSEEN, "width": 2},
            hovertemplate=f"{name}: {height:.3f}<extra></extra>",
        )
        for dash, height, name in level
    ]
    traces.append(
        go.Scatter(
            x=sizes,
            y=table["profit"].to_numpy(),
            mode="lines+markers",
            name=_("one package"),
            line={"color": THIRD, "width": 2.5},
            marker={"size": 6},
            hovertemplate="%{x}: %{y:.3f}<extra></extra>",
        )
    )
    here = float(table["profit"].loc[services])
    traces.append(
        go.Scatter(
            x=[services],
            y=[here],
            mode="markers+text",
            marker={"symbol": "diamond", "size": 14, "color": SECOND},
            text=[f"{signed(here, 3) if here < 0 else f'{here:.3f}'}"],
            textposition="bottom center",
            cliponaxis=False,
            showlegend=False,
            hoverinfo="skip",
        )
    )
    return chart(
        traces,
        title,
        xaxis={"title": {"text": _("services in the package (number)")}, "range": [0.5, 30.5]},
        yaxis={
            "title": {"text": _("profit per service")},
            "range": [0, 0.55],
        },
    )
