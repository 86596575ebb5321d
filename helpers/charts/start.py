"""The chart of chapter 00: one guest, one expectation, one perception."""

import plotly.graph_objects as go

from helpers.charts.style import EXPECTATION, PERCEPTION, SHORTFALL, SURPLUS, Chart, chart, signed
from helpers.locale import gettext as _


def one_guest(expectation: float, perception: float, scale: tuple[float, float]) -> Chart:
    """Draw what one guest expected and perceived, and the gap as an arrow between them.

    Parameters
    ----------
    expectation, perception : float
        In scale points.
    scale : tuple of float
        Ends of the scale.

    Returns
    -------
    Chart with two traces of one point
        The arrow runs from expectation to perception; its label carries the sign.
    """
    gap = perception - expectation
    points = [
        go.Scatter(
            x=[value],
            y=[0],
            name=name,
            mode="markers+text",
            marker={"color": colour, "symbol": symbol, "size": 22},
            text=[name],
            textposition=place,
            hovertemplate="%{text}: %{x}<extra></extra>",
            showlegend=False,
        )
        for name, value, colour, symbol, place in (
            (_("expected"), expectation, EXPECTATION, "diamond", "bottom center"),
            (_("perceived"), perception, PERCEPTION, "circle", "top center"),
        )
    ]
    arrow = {
        "x": perception,
        "ax": expectation,
        "y": 0,
        "ay": 0,
        "axref": "x",
        "ayref": "y",
        "showarrow": bool(gap),
        "arrowhead": 2,
        "arrowwidth": 3,
        "arrowcolor": SHORTFALL if gap < 0 else SURPLUS,
        "standoff": 12,
        "startstandoff": 12,
        "text": "",
    }
    low, high = scale
    return chart(
        points,
        _("One guest's gap: {gap}").format(gap=signed(gap, 0)),
        height=240,
        annotations=[arrow],
        xaxis={
            "title": {"text": _("rating (scale points)")},
            "range": [low - 0.5, high + 0.5],
            "dtick": 1,
        },
        yaxis={"visible": False, "range": [-1, 1]},
    )
