"""Who buys what at given prices, and what that earns."""

import itertools
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.bundling.customers import BUNDLE, Costs, Market, Weights, read_market, read_prices
from helpers.locale import gettext as _

NOTHING = "nothing"
MOST_SERVICES = 10  # every set of services is looked at: 1,023 of them


def sales(
    values: pd.DataFrame, prices: Mapping[str, float], costs: Costs = None, weights: Weights = None
) -> pd.DataFrame:
    """Return what each customer takes at these prices, pays, keeps and earns the seller.

    A customer takes the set of services that leaves the largest surplus, its value less its
    price. All services together cost the package price or the sum of the single prices,
    whichever is less: nobody can be kept from buying them one by one.

    Ties: who is indifferent between buying and not buying buys; who is indifferent between
    two purchases makes the one that earns the seller more, and if these are equal too, the
    one with more services.

    Parameters
    ----------
    values : DataFrame, one row per customer, one column per service
        Reservation prices, 0 or more.
    prices : mapping of str to float
        By service; the package's under ``"bundle"``. What is left out is not on offer.
    costs, weights : optional
        As in `best_mixed`.

    Returns
    -------
    DataFrame, one row per customer
        ``takes`` ("nothing", "bundle" for all services, else their names with " + "),
        ``pays``, ``surplus``, ``margin`` (what the seller earns), all for one customer, and
        ``below_cost``: whether a service is taken that this customer values below its cost.

    Raises
    ------
    ValueError
        If the table, a price, a cost or a weight cannot be used.

    Examples
    --------
    >>> guests = pd.DataFrame({"room": [80, 70], "dinner": [25, 40]}, index=["Li", "Berg"])
    >>> sales(guests, {"room": 80, "bundle": 110})[["takes", "pays", "surplus"]]
           takes   pays  surplus
    Li      room   80.0      0.0
    Berg  bundle  110.0      0.0
    """
    market = read_market(values, costs, weights)
    offers, price = _offers(read_prices(prices, market.names), market)
    surplus = market.values @ offers.T - price
    margin = price - offers @ market.costs
    chosen = _chosen(surplus, margin, offers, market.slack)
    taken = offers[chosen] > 0
    paid = np.where(taken.any(axis=1), price[chosen], 0.0)
    return pd.DataFrame(
        {
            "takes": [_name(row, market.names) for row in taken],
            "pays": paid,
            "surplus": (market.values * taken).sum(axis=1) - paid,
            "margin": paid - taken @ market.costs,
            "below_cost": (taken & (market.values < market.costs - market.slack)).any(axis=1),
        },
        index=values.index,
    )


def profit(
    values: pd.DataFrame, prices: Mapping[str, float], costs: Costs = None, weights: Weights = None
) -> float:
    """Return what the prices earn over all customers; the rest is as in `sales`.

    Examples
    --------
    >>> guests = pd.DataFrame({"room": [80, 70], "dinner": [25, 40]})
    >>> profit(guests, {"bundle": 105})
    210.0
    """
    market = read_market(values, costs, weights)
    return float(sales(values, prices, costs, weights)["margin"].to_numpy() @ market.weights)


def _offers(
    prices: npt.NDArray[np.float64], market: Market
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return every set that can be bought as a row of 0 and 1, and its price; first nothing."""
    count = len(market.names)
    singles, package = prices[:-1], prices[-1]
    offered = np.flatnonzero(np.isfinite(singles))
    if len(offered) > MOST_SERVICES:
        raise ValueError(
            _("{count} services on offer one by one are too many; {most} can be").format(
                count=len(offered), most=MOST_SERVICES
            )
        )
    sets = [
        chosen
        for size in range(len(offered) + 1)
        for chosen in itertools.combinations(offered, size)
    ]
    rows = np.zeros((len(sets), count))
    for row, chosen in zip(rows, sets, strict=True):
        row[list(chosen)] = 1
    price = rows @ np.where(np.isfinite(singles), singles, 0.0)
    everything = rows.sum(axis=1) == count
    price[everything] = np.minimum(price[everything], package)
    if np.isfinite(package) and not everything.any():
        rows, price = np.vstack([rows, np.ones(count)]), np.append(price, package)
    return rows, price


def _chosen(
    surplus: npt.NDArray[np.float64],
    margin: npt.NDArray[np.float64],
    offers: npt.NDArray[np.float64],
    slack: float,
) -> npt.NDArray[np.intp]:
    """Return the column that each customer takes; column 0 is to buy nothing."""
    best = surplus >= surplus.max(axis=1, keepdims=True) - slack
    best[:, 0] &= best.sum(axis=1) == 1
    earned = np.where(best, margin, -np.inf)
    best &= earned >= earned.max(axis=1, keepdims=True) - slack
    return np.where(best, offers.sum(axis=1), -1).argmax(axis=1)


def _name(taken: npt.NDArray[np.bool_], names: tuple[str, ...]) -> str:
    if taken.all():
        return BUNDLE
    return " + ".join(name for name, has in zip(names, taken, strict=True) if has) or NOTHING
