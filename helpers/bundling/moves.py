"""What a package changes: who comes, who buys more, who gets a present."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.bundling.customers import BUNDLE, Costs, Weights, read_market
from helpers.bundling.sales import NOTHING, sales
from helpers.locale import mark as N_

MOVES = {
    "new": N_("buy for the first time"),
    "more": N_("buy one service more"),
    "same": N_("would have bought both anyway"),
    "less": N_("buy less than before"),
    "single": N_("still buy one service"),
    "nothing": N_("still buy nothing"),
}


def moves_to_package(
    values: pd.DataFrame,
    before: Mapping[str, float],
    after: Mapping[str, float],
    costs: Costs = None,
    weights: Weights = None,
) -> pd.DataFrame:
    """Return how customers move when prices change, and what each kind of move earns.

    Cross-selling (交叉销售) is the row ``more``: customers who bought one of two services
    and now buy both. The row ``same`` is what the reduction costs with customers who would
    have bought both without it.

    Parameters
    ----------
    values : DataFrame, one row per customer, two columns
    before, after : mapping of str to float
        Prices, as in `sales`.
    costs, weights : optional
        As in `best_mixed`.

    Returns
    -------
    DataFrame, one row per kind in `MOVES`
        ``customers`` (weight) and ``change`` (of profit, in the unit of the prices). The
        kind ``less`` holds everyone who buys fewer services than before.

    Raises
    ------
    ValueError
        As in `sales`, or if the table has not two columns.

    Examples
    --------
    >>> guests = pd.DataFrame({"room": [80, 70], "dinner": [25, 40]})
    >>> moves = moves_to_package(guests, {"room": 70, "dinner": 40}, {"bundle": 105})
    >>> moves[moves["customers"] > 0].to_dict("index")
    {'more': {'customers': 1.0, 'change': 35.0}, 'same': {'customers': 1.0, 'change': -5.0}}
    """
    market = read_market(values, costs, weights, services=2)
    then, now = (sales(values, prices, costs, weights) for prices in (before, after))
    had, has = (_count(outcome["takes"]) for outcome in (then, now))
    kind = np.select(
        [
            has < had,
            (had == 0) & (has > 0),
            has > had,
            has == 2,
            has == 1,
        ],
        ["less", "new", "more", "same", "single"],
        "nothing",
    )
    change = (now["margin"] - then["margin"]).to_numpy() * market.weights
    table = pd.DataFrame({"kind": kind, "customers": market.weights, "change": change})
    return table.groupby("kind")[["customers", "change"]].sum().reindex(list(MOVES)).fillna(0.0)


def _count(takes: pd.Series) -> np.ndarray:
    return takes.map(lambda taken: {NOTHING: 0, BUNDLE: 2}.get(taken, 1)).to_numpy()
