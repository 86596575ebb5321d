"""The best prices of each way to sell, exact for any list of customers."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.bundling.customers import BUNDLE, Costs, Market, Plan, Weights, read_market
from helpers.locale import mark as N_

STRATEGIES = {
    "separate": N_("separately"),
    "bundle": N_("as a package only"),
    "mixed": N_("both ways"),
}
_AT_ONCE = 2_000_000  # entries of one array
Array = npt.NDArray[np.float64]


def best_separate(values: pd.DataFrame, costs: Costs = None, weights: Weights = None) -> Plan:
    """Return the best single prices: each service on its own, no package.

    At the best price somebody pays all that the service is worth to him: else the price
    could rise a little and nobody would leave. So the reservation prices are the only
    candidates. Of several best prices the lowest is returned; a service that earns nothing
    at any price is not on offer.

    Parameters
    ----------
    values : DataFrame, one row per customer, one column per service
        Reservation prices, 0 or more, for any number of services.
    costs : mapping of service to float, or sequence in the order of the columns, optional
        What it costs to serve one more customer; 0 without it.
    weights : Series by customer, or sequence in the order of the rows, optional
        How many customers each row stands for, 0 or more; 1 without it.

    Returns
    -------
    Plan

    Raises
    ------
    ValueError
        If the table, a cost or a weight cannot be used; the sentence says why.

    Examples
    --------
    >>> stations = pd.DataFrame({"X": [8000, 7000], "Y": [2500, 4000]}, index=["A", "B"])
    >>> best_separate(stations)
    Plan(prices={'X': 7000.0, 'Y': 2500.0}, profit=19000.0)
    """
    market = read_market(values, costs, weights)
    prices, earned = {}, 0.0
    for name, column, cost in zip(market.names, market.values.T, market.costs, strict=True):
        price, gain = _best_price(column, float(cost), market)
        if gain > 0:
            prices[name] = price
            earned += gain
    return Plan(prices, earned)


def best_bundle(values: pd.DataFrame, costs: Costs = None, weights: Weights = None) -> Plan:
    """Return the best price of all services together, with none of them sold alone.

    The package is one service whose reservation price is the sum; for the rest see
    `best_separate`.

    Examples
    --------
    >>> stations = pd.DataFrame({"X": [8000, 7000], "Y": [2500, 4000]}, index=["A", "B"])
    >>> best_bundle(stations)
    Plan(prices={'bundle': 10500.0}, profit=21000.0)
    """
    market = read_market(values, costs, weights)
    price, gain = _best_price(market.values.sum(axis=1), float(market.costs.sum()), market)
    return Plan({BUNDLE: price}, gain) if gain > 0 else Plan({}, 0.0)


def best_mixed(values: pd.DataFrame, costs: Costs = None, weights: Weights = None) -> Plan:
    """Return the best prices of two services and their package, exact.

    It never earns less than `best_separate` and `best_bundle`, which are among what it may
    offer; where it earns no more than one of them, that one is returned (with the sum of
    the single prices as the package's price).

    How it is found. With a package price P below the sum of the single prices p and q, who
    takes the first service alone has a value of p or more for it and of P - p or less for
    the second; who takes the second alone, the other way round; nobody is both. So once P
    is chosen, p and q add to the profit independently of each other, each counted from two
    tables of cumulated weights. (At P = p + q there is no package, only single prices.)

    Which prices are tried. Hold fixed who takes what. Then the profit is linear in the
    prices, and each condition for "takes it" bounds one price, or the difference of two, by
    a reservation price or a sum of two. A best corner ties every price to such a bound,
    directly or through another price: p is a reservation price, or P less one of the other
    service; and P is a sum of a reservation price for the first service and one for the
    second, of the same customer or of two. No other prices need to be tried.

    The work grows with (different sums) x (different values): instant for any number of
    customers whose values lie on a grid of tens, a second for 100 customers with no two
    values alike, and a dozen or so for 300 such.

    Parameters
    ----------
    values : DataFrame, one row per customer, two columns
    costs, weights : optional
        As in `best_separate`.

    Returns
    -------
    Plan
        Of several best plans one, always the same; a single price that adds nothing is not
        on offer.

    Raises
    ------
    ValueError
        As in `best_separate`, or if the table has not two columns.

    Examples
    --------
    >>> menu = pd.DataFrame({"burger": [4, 3, 4.5], "fries": [1, 2, 0]})
    >>> best_mixed(menu, costs={"burger": 2, "fries": 0.5})
    Plan(prices={'burger': 4.5, 'bundle': 5.0}, profit=7.5)
    """
    market = read_market(values, costs, weights, services=2)
    separate, bundle = (best(values, costs, weights) for best in (best_separate, best_bundle))
    pure = separate if separate.profit >= bundle.profit - market.slack else bundle
    floor = pure.profit + market.slack * market.weights.sum()
    return _scan(market, floor) or _with_package(pure)


def compare(values: pd.DataFrame, costs: Costs = None, weights: Weights = None) -> pd.DataFrame:
    """Return the three ways to sell two services, each at its best prices.

    Returns
    -------
    DataFrame, one row each for ``separate``, ``bundle``, ``mixed``
        A column for the price of each service, ``bundle`` for that of the package (NaN
        where it is not on offer) and ``profit``.

    Examples
    --------
    >>> stations = pd.DataFrame({"X": [8000, 7000], "Y": [2500, 4000]}, index=["A", "B"])
    >>> compare(stations)["profit"].to_dict()
    {'separate': 19000.0, 'bundle': 21000.0, 'mixed': 21000.0}
    """
    ways = (best_separate, best_bundle, best_mixed)
    plans = [way(values, costs, weights) for way in ways]
    columns = [*map(str, values.columns), BUNDLE]
    rows = [[plan.prices.get(name, math.nan) for name in columns] for plan in plans]
    table = pd.DataFrame(rows, index=list(STRATEGIES), columns=columns)
    return table.assign(profit=[plan.profit for plan in plans])


def _best_price(values: Array, cost: float, market: Market) -> tuple[float, float]:
    """Return the lowest of the best prices of one thing, and what it earns."""
    order = np.argsort(values, kind="stable")
    candidates = values[order]
    # Customers at this price or above, those within the slack of it too.
    above = np.append(np.cumsum(market.weights[order][::-1])[::-1], 0.0)
    buyers = above[np.searchsorted(candidates, candidates - market.slack)]
    earned = (candidates - cost) * buyers
    best = int(np.argmax(earned >= earned.max() - market.slack))
    return float(candidates[best]), float(earned[best])


def _with_package(pure: Plan) -> Plan:
    if len(pure.prices) == 2:
        return Plan({**pure.prices, BUNDLE: sum(pure.prices.values())}, pure.profit)
    return pure


class _Counts:
    """Weights of customers by two of their amounts, to be looked up at any two bounds."""

    def __init__(self, first: Array, second: Array, market: Market):
        self.slack = market.slack
        self.first, row = np.unique(first, return_inverse=True)
        self.second, column = np.unique(second, return_inverse=True)
        table = np.zeros((len(self.first) + 1, len(self.second) + 1))
        np.add.at(table, (row + 1, column + 1), market.weights)
        self.table = table.cumsum(axis=0).cumsum(axis=1)

    def at_least_and_below(self, first: Array, second: Array) -> Array:
        """Return the weight of customers at or above the first bound and below the second."""
        row = np.searchsorted(self.first, first - self.slack)
        column = np.searchsorted(self.second, second - self.slack)
        return self.table[-1, column] - self.table[row, column]


def _scan(market: Market, floor: float) -> Plan | None:
    """Return the best plan with a package cheaper than the sum of the single prices.

    None if there is none that earns more than the floor.
    """
    first, second = market.values.T
    total = first + second
    packages = np.unique(np.add.outer(np.unique(first), np.unique(second)))
    packages = packages[packages <= total.max() + market.slack]
    sides = [_Side(own, other, total, market) for own, other in ((first, second), (second, first))]
    order = np.argsort(total, kind="stable")
    above = np.append(np.cumsum(market.weights[order][::-1])[::-1], 0.0)
    base = above[np.searchsorted(total[order], packages - market.slack)]
    base = base * (packages - market.costs.sum())
    width = len(np.unique(first)) + len(np.unique(second)) + 1
    step = max(1, _AT_ONCE // width)
    best = (floor, math.inf, math.inf, math.inf)
    for start in range(0, len(packages), step):
        package = packages[start : start + step, None]
        one = sides[0].gains(package, *market.costs)
        other = sides[1].gains(package, *market.costs[::-1])
        most = base[start : start + step] + one[1].max(axis=1) + other[1].max(axis=1)
        for row in np.argsort(-most, kind="stable"):
            if most[row] <= best[0]:
                break
            price = float(package[row, 0])
            gain, single, second_single = _best_pair(one, other, int(row), price, market.slack)
            earned = float(base[start + row]) + gain
            if earned > best[0]:
                best = (earned, price, single, second_single)
    if best[1] == math.inf:
        return None
    found = dict(zip((*market.names, BUNDLE), (*best[2:], best[1]), strict=True))
    return Plan({name: price for name, price in found.items() if price < math.inf}, best[0])


Gains = tuple[Array, Array]  # prices tried and what each adds, one row per package price


class _Side:
    """One of two services sold alone beside the package."""

    def __init__(self, own: Array, other: Array, total: Array, market: Market):
        self.own, self.other = np.unique(own), np.unique(other)
        self.new = _Counts(own, total, market)
        self.left = _Counts(total, other, market)

    def gains(self, package: Array, cost: float, other_cost: float) -> Gains:
        """Return the single prices to try, and what each adds to the package's profit.

        It sells to those who do not buy the package, and takes from the package those who
        do without the other service: they pay less by the difference of the two prices, and
        save the other service's cost. Who is indifferent stays where the seller earns more.
        """
        rows, slack = len(package), self.left.slack
        tried = np.hstack(
            [
                np.full((rows, 1), np.inf),
                np.broadcast_to(self.own, (rows, len(self.own))),
                package - self.other,
            ]
        )
        # No price above the package's sells anything: whoever would pay it takes the package.
        off = (tried > package + slack) | (tried < 0)
        price = np.where(off, 0.0, tried)
        new = self.new.at_least_and_below(price, package)
        difference = package - price
        strictly, with_ties = (
            self.left.at_least_and_below(package, bound)
            for bound in (difference, difference + 2 * slack)
        )
        saved = other_cost - difference
        gain = new * (price - cost) + np.maximum(strictly * saved, with_ties * saved)
        return np.where(off, np.inf, tried), np.where(off, 0.0, gain)


def _best_pair(
    one: Gains, other: Gains, row: int, package: float, slack: float
) -> tuple[float, float, float]:
    """Return the largest sum of gains, and its two prices, that add to more than the package's."""
    falling = np.argsort(-other[0][row], kind="stable")
    prices, gains = other[0][row][falling], other[1][row][falling]
    so_far = np.maximum.accumulate(gains)
    # Beside a price p of the one, the other's must lie above package - p; so the first few
    # of the falling prices are allowed, and "not on offer" (infinite) always is.
    allowed = np.searchsorted(-prices, one[0][row] - package - 2 * slack)
    total = one[1][row] + so_far[allowed - 1]
    place = int(np.argmax(total))
    second = prices[int(np.argmax(gains[: allowed[place]]))]
    return float(total[place]), float(one[0][row][place]), float(second)
