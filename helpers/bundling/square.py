"""Two services whose reservation prices are spread evenly over a square, exactly.

Each customer's two reservation prices are independent and uniform between 0 and 1; there
is one customer in all, so profits are per customer. Peppall's textbook tabulates the
profit of a package at six prices.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize

from helpers.bundling.customers import BUNDLE, Plan
from helpers.locale import gettext as _

Numbers = float | npt.NDArray[Any]


def square_profit(
    first: Numbers = math.inf,
    second: Numbers = math.inf,
    package: Numbers = math.inf,
    costs: tuple[float, float] = (0.0, 0.0),
) -> Any:
    """Return the profit per customer at given prices; what is infinite is not on offer.

    Parameters
    ----------
    first, second, package : float or array of float, 0 or more
        Prices of the two services and of both together; 1 is the most that anybody pays
        for one service. A package dearer than both services is not bought as such.
    costs : pair of float, 0 or more
        Of serving one more customer.

    Returns
    -------
    float, or array of the shape of the prices

    Raises
    ------
    ValueError
        If a price or a cost is below 0 or not a number.

    Examples
    --------
    >>> [round(float(square_profit(package=price)), 3) for price in (1, 0.8, 0.5)]
    [0.5, 0.544, 0.438]
    """
    p, q, whole = (np.asarray(price, dtype=float) for price in (first, second, package))
    # A service not on offer sells as much as one at 1, the most that anybody pays: nothing.
    off_p, off_q = p > 1, q > 1
    if any((np.isnan(x) | (x < 0)).any() for x in (p, q, whole, np.asarray(costs))):
        raise ValueError(_("prices and costs are numbers, 0 or more"))
    p, q = np.minimum(p, 1.0), np.minimum(q, 1.0)
    sum_of_both = np.where(off_p | off_q, 2.0, p + q)
    whole = np.minimum(np.minimum(whole, 2.0), sum_of_both)
    # Who takes the first alone values the second below `low_q`, and the other way round.
    low_q, low_p = np.clip(whole - p, 0, 1), np.clip(whole - q, 0, 1)
    alone_p, alone_q = (1 - p) * low_q * (whole >= p), (1 - q) * low_p * (whole >= q)
    low_q, low_p = np.where(off_p, whole - 1, low_q), np.where(off_q, whole - 1, low_p)
    low_q, low_p = np.clip(low_q, 0, 1), np.clip(low_p, 0, 1)
    width, height = 1 - low_p, 1 - low_q
    cut = np.maximum(whole - low_p - low_q, 0)
    both = width * height - _corner(cut, width, height)
    profit = alone_p * (p - costs[0]) + alone_q * (q - costs[1]) + both * (whole - sum(costs))
    return profit[()]


def square_separate(cost: float = 0.0) -> Plan:
    """Return the best single prices where both services cost the same: half of 1 + cost.

    Examples
    --------
    >>> square_separate()
    Plan(prices={'first': 0.5, 'second': 0.5}, profit=0.5)
    """
    price = (1 + _cost(cost)) / 2
    return Plan({"first": price, "second": price}, (1 - cost) ** 2 / 2)


def square_bundle(cost: float = 0.0) -> Plan:
    """Return the best package price where both services cost the same.

    Without cost it is the square root of 2/3.

    Examples
    --------
    >>> plan = square_bundle()
    >>> round(plan.prices["bundle"], 3), round(plan.profit, 4)
    (0.816, 0.5443)
    """
    cost = _cost(cost)
    # Up to a price of 1 the share of buyers is 1 - P^2/2: the slope of the profit is zero
    # where 3P^2 - 4cP - 2 = 0. Above 1 it is (2 - P)^2/2, and P = (2 + 4c)/3.
    price = (2 * cost + math.sqrt(4 * cost**2 + 6)) / 3
    if price > 1:
        price = (2 + 4 * cost) / 3
    return Plan({BUNDLE: price}, float(square_profit(package=price, costs=(cost, cost))))


def square_mixed(cost: float = 0.0) -> Plan:
    """Return the best single price and package price where both services cost the same.

    Without cost they are 2/3 and (4 - sqrt 2)/3; with cost they are searched for.

    Examples
    --------
    >>> plan = square_mixed()
    >>> {name: round(price, 4) for name, price in plan.prices.items()}, round(plan.profit, 4)
    ({'first': 0.6667, 'second': 0.6667, 'bundle': 0.8619}, 0.5492)
    """
    price, package = 2 / 3, (4 - math.sqrt(2)) / 3
    if _cost(cost):
        found = optimize.minimize(
            lambda x: -square_profit(x[0], x[0], x[1], (cost, cost)),
            [price + cost / 3, package + 2 * cost * (1 - package / 2)],
            bounds=[(cost, 1), (2 * cost, 2)],
            method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-14},
        )
        price, package = map(float, found.x)
    plan = {"first": price, "second": price, BUNDLE: package}
    return Plan(plan, float(square_profit(price, price, package, (cost, cost))))


def _corner(cut: Any, width: Any, height: Any) -> Any:
    """Return the area of a rectangle below the line that cuts both sides at `cut`."""
    over = [np.maximum(cut - side, 0) for side in (0, width, height, width + height)]
    return (over[0] ** 2 - over[1] ** 2 - over[2] ** 2 + over[3] ** 2) / 2


def _cost(cost: float) -> float:
    if not 0 <= cost < 1:
        raise ValueError(
            _("a cost lies between 0 and 1, the most that anybody pays, not at {cost:g}").format(
                cost=cost
            )
        )
    return cost
