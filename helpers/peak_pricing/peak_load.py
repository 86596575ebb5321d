"""Prices and capacity for a demand with peaks: firm peak and shifting peak.

Demand in each period is a straight line in all periods' prices. A capacity built once
serves every period, and each period bears a share of what it costs: all of it falls on the
peak while the others leave room (firm peak); if they would fill the house at prices
without such a share, several periods bear it together (shifting peak).

Boiteux, M. (1949), translated as Peak-load pricing, Journal of Business, 33(2), 1960, 157-179.
Steiner, P. O. (1957). Peak loads and efficient pricing. Quarterly Journal of Economics,
71(4), 585-610.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy import optimize

from helpers.locale import gettext as _
from helpers.peak_pricing._require import require, require_above

Aim = Literal["profit", "welfare"]
_ENUMERATED = 6  # periods up to which every set of full and empty periods is tried
_SLACK = 1e-9


@dataclass(frozen=True)
class Market:
    """Linear demand in two or more periods, and what serving it costs.

    Parameters
    ----------
    intercepts : sequence of n floats
        Demand of each period at prices of 0, in units a period.
    slopes : n x n array of float, or n floats
        ``slopes[i][j]``: by how many units the demand of period i moves for one more unit
        of money in the price of period j. Below 0 on the diagonal, above 0 beside it where
        periods can stand in for each other. n floats: no cross effects.
    unit_cost : float or n floats
        Operating cost of the first unit served, in money per unit.
    cost_slope : float or n floats, not below 0
        By how much the cost of one more unit rises with each unit served.
    capacity_cost : float, not below 0
        Of one unit of capacity, for all periods together. 0: capacity is no constraint.
    hours : n floats above 0, optional
        How often each period comes round; 1 each.

    Raises
    ------
    ValueError
        If shapes do not agree, a cost is below 0, or the slopes make no concave problem
        (own effects below 0, and cross effects not too strong).
    """

    intercepts: Sequence[float]
    slopes: npt.ArrayLike
    unit_cost: npt.ArrayLike = 0.0
    cost_slope: npt.ArrayLike = 0.0
    capacity_cost: float = 0.0
    hours: npt.ArrayLike = 1.0

    def __post_init__(self) -> None:
        periods = len(self.intercepts)
        if periods < 1:
            raise ValueError(_("one period at least is needed"))
        require("intercepts", self.intercepts)
        require("slopes", self.slopes)
        if self._slopes.shape != (periods, periods):
            raise ValueError(
                _("{periods} periods need {periods} x {periods} slopes, not {shape}").format(
                    periods=periods, shape=" x ".join(map(str, np.shape(self.slopes)))
                )
            )
        for name in ("unit_cost", "cost_slope", "capacity_cost"):
            require(name, getattr(self, name), 0)
        require_above("hours", self.hours)
        for name in ("unit_cost", "cost_slope", "hours"):
            if np.size(getattr(self, name)) not in (1, periods):
                raise ValueError(
                    _("{name} is one number, or one for each of the {periods} periods").format(
                        name=name, periods=periods
                    )
                )
        if np.linalg.eigvalsh(self._slopes + self._slopes.T).max() >= -1e-12:
            raise ValueError(
                _(
                    "the slopes make no sensible demand: each period's own price must lower its "
                    "demand, by more than the other prices together raise it"
                )
            )

    @classmethod
    def from_prices(
        cls, highest: Sequence[float], price_slopes: npt.ArrayLike, *costs: Any, **named: Any
    ) -> "Market":
        """Return the market whose demand is given as prices: ``P = highest + slopes Q``.

        Parameters
        ----------
        highest : sequence of n floats
            The price at which nobody comes, in each period.
        price_slopes : n x n array of float, or n floats
            By how much the price falls (below 0) with each unit sold.
        *costs, **named
            As in `Market`.

        Raises
        ------
        ValueError
            As `Market`, or if the slopes cannot be turned round.

        Examples
        --------
        By day P = 50 - Q, by night P = 110 - 2 Q:

        >>> Market.from_prices([50, 110], [-1, -2]).demand([38, 74]).tolist()
        [12.0, 18.0]
        """
        require("price_slopes", price_slopes)
        given = np.asarray(price_slopes, dtype=float)
        slopes = np.diag(given) if given.ndim == 1 else given
        if slopes.shape != (len(highest), len(highest)) or np.linalg.matrix_rank(slopes) < len(
            highest
        ):
            raise ValueError(
                _(
                    "the slopes of the prices must be one for each of {periods} periods, not 0"
                ).format(periods=len(highest))
            )
        demand_slopes = np.linalg.inv(slopes)
        level = (-demand_slopes @ np.asarray(highest, dtype=float)).tolist()
        return cls(level, demand_slopes, *costs, **named)

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return len(self.intercepts)

    @property
    def _slopes(self) -> np.ndarray:
        slopes = np.asarray(self.slopes, dtype=float)
        return np.diag(slopes) if slopes.ndim == 1 else slopes

    def each(self, name: str) -> np.ndarray:
        """Return a cost or the hours as one number for each period."""
        return np.broadcast_to(np.asarray(getattr(self, name), dtype=float), self.periods).copy()

    def demand(self, prices: npt.ArrayLike) -> np.ndarray:
        """Return the units wanted in each period at these prices (not cut off at 0)."""
        return np.asarray(self.intercepts, dtype=float) + self._slopes @ np.asarray(prices, float)

    def prices(self, quantities: npt.ArrayLike) -> np.ndarray:
        """Return the prices at which just these quantities are wanted."""
        gap = np.asarray(quantities, dtype=float) - np.asarray(self.intercepts, dtype=float)
        return np.linalg.solve(self._slopes, gap)

    def profit(self, prices: npt.ArrayLike, capacity: float | None = None) -> float:
        """Return revenue less all costs when what is wanted is served, as far as it is not
        negative; capacity, unless given, is the largest demand.
        """
        asked = np.maximum(self.demand(prices), 0)
        built = asked.max() if capacity is None else capacity
        served = np.minimum(asked, built)
        hours = self.each("hours")
        running = self.each("unit_cost") * served + self.each("cost_slope") * served**2 / 2
        earned = hours @ (np.asarray(prices, float) * served - running)
        return float(earned - self.capacity_cost * built)


@dataclass(frozen=True)
class Plan:
    """Prices, quantities and capacity, and who bears the capacity.

    Attributes
    ----------
    prices, quantities : array of n floats
    capacity : float
    profit : float
    shares : array of n floats, not below 0
        What each period bears of the cost of one unit of capacity; they add up to it.
    full : tuple of int
        Periods (from 0) in which demand fills the capacity.
    """

    prices: np.ndarray
    quantities: np.ndarray
    capacity: float
    profit: float
    shares: np.ndarray
    full: tuple[int, ...]

    @property
    def kind(self) -> str:
        """``"firm"`` where one period bears all of the capacity's cost, else ``"shifting"``."""
        return "shifting" if int((self.shares > 1e-7).sum()) > 1 else "firm"


def best_plan(market: Market, aim: Aim = "profit", capacity: float | None = None) -> Plan:
    """Return the prices, quantities and capacity that serve the aim best.

    A concave quadratic programme: every period is either full, empty or in between, and
    the conditions of Karush, Kuhn and Tucker are solved exactly for the right sets.

    Parameters
    ----------
    market : Market
    aim : {"profit", "welfare"}
        ``"welfare"`` counts what buyers would have been willing to pay over the price as
        well; it needs cross effects that are equal both ways (weighed by hours).
    capacity : float, optional
        A house that stands already: its size is then not chosen, and `Plan.shares` says
        what one more unit would be worth.

    Returns
    -------
    Plan

    Raises
    ------
    ValueError
        If the aim is unknown, or welfare is asked for with unequal cross effects.

    Examples
    --------
    A weekday and a weekend night that leave no room for a firm peak (in units of 100,000):

    >>> market = Market([22, 18], [-1, -1], unit_cost=6, capacity_cost=8)
    >>> plan = best_plan(market)
    >>> plan.prices.round(2).tolist(), round(plan.capacity, 2), plan.kind
    ([17.0, 13.0], 5.0, 'shifting')
    """
    curve, level = _gradient(market, aim)
    if capacity is not None:
        require("capacity", capacity, 0)
    cost = 0.0 if capacity is not None else float(market.capacity_cost)
    sets: Iterable[tuple[int, ...]] = (
        itertools.product((0, 1, 2), repeat=market.periods)
        if market.periods <= _ENUMERATED
        else _nearest_sets(curve, level, cost, capacity)
    )
    for states in sets:
        found = _solved(curve, level, cost, capacity, np.asarray(states))
        if found is not None:
            return _plan(market, *found)
    raise ValueError(_("no plan was found; are the demands and costs of a sensible size?"))


def firm_peak_prices(market: Market, peak: int, aim: Aim = "profit") -> np.ndarray:
    """Return the prices if one period alone is made to bear the capacity.

    Whether that can be right is told by `Market.demand`: where another period then wants
    more than the peak does, the peak has shifted.

    Parameters
    ----------
    peak : int
        Number of the period, from 0.

    Examples
    --------
    >>> market = Market([22, 18], [-1, -1], unit_cost=6, capacity_cost=8)
    >>> market.demand(firm_peak_prices(market, peak=0)).tolist()  # the other wants more
    [4.0, 6.0]
    """
    if not 0 <= peak < market.periods:
        raise ValueError(
            _("periods are numbered from 0 to {last}, not {number}").format(
                last=market.periods - 1, number=peak
            )
        )
    curve, level = _gradient(market, aim)
    borne = np.zeros(market.periods)
    borne[peak] = market.capacity_cost
    return market.prices(np.linalg.solve(curve, borne - level))


def _gradient(market: Market, aim: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradient of the aim in quantities, ``curve @ q + level``, without capacity."""
    if aim not in ("profit", "welfare"):
        raise ValueError(
            _("the aim is {known}, not {aim!r}").format(known='"profit", "welfare"', aim=aim)
        )
    hours = market.each("hours")
    inverse = hours[:, None] * np.linalg.inv(market._slopes)
    level = -inverse @ np.asarray(market.intercepts, float) - hours * market.each("unit_cost")
    rising = np.diag(hours * market.each("cost_slope"))
    if aim == "profit":
        curve = inverse + inverse.T - rising
    else:
        if not np.allclose(inverse, inverse.T, rtol=1e-9, atol=1e-12):
            raise ValueError(_("welfare is defined only where cross effects are equal both ways"))
        curve = inverse - rising
    if np.linalg.eigvalsh(curve + curve.T).max() >= 0:
        raise ValueError(_("with these hours and cross effects there is no single best plan"))
    return curve, level


def _solved(
    curve: np.ndarray, level: np.ndarray, cost: float, capacity: float | None, states: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray] | None:
    """Solve with each period between (0), full (1) or empty (2); None if that cannot be.

    Unknown are the quantities, the capacity, and what each full period bears.
    """
    n = len(level)
    full, empty = states == 1, states == 2
    free_size = capacity is None
    if free_size and cost > 0 and not full.any():
        return None if not empty.all() else _nothing(level, cost)
    if free_size and cost == 0 and full.any():
        return None
    unknown = 2 * n + 1
    rows, right = np.zeros((unknown, unknown)), np.zeros(unknown)
    for t in range(n):
        if empty[t]:
            rows[t, t] = 1
        else:
            rows[t, :n], rows[t, n + t], right[t] = curve[t], -1, -level[t]
        if full[t]:
            rows[n + t, t], rows[n + t, 2 * n] = 1, -1
        else:
            rows[n + t, n + t] = 1
    if free_size and cost > 0:
        rows[2 * n, n : 2 * n], right[2 * n] = 1, cost
    else:
        rows[2 * n, 2 * n], right[2 * n] = 1, capacity or 0.0
    try:
        answer = np.linalg.solve(rows, right)
    except np.linalg.LinAlgError:
        return None
    quantities, borne, size = answer[:n], answer[n : 2 * n], float(answer[2 * n])
    if free_size and cost == 0:
        size = float(max(quantities.max(), 0))
    scale = max(1.0, float(np.abs(quantities).max()), abs(size))
    worth = curve @ quantities + level
    price_scale = max(1.0, float(np.abs(level).max()))
    fits = (
        (quantities >= -_SLACK * scale).all()
        and (quantities <= size + _SLACK * scale).all()
        and (borne >= -_SLACK * price_scale).all()
        and (worth[empty] <= _SLACK * price_scale).all()
    )
    return (np.maximum(quantities, 0), max(size, 0.0), np.maximum(borne, 0)) if fits else None


def _nothing(level: np.ndarray, cost: float) -> tuple[np.ndarray, float, np.ndarray] | None:
    """Nothing is built where the first unit of capacity is not worth its cost."""
    n = len(level)
    if np.maximum(level, 0).sum() > cost + _SLACK * max(1.0, cost):
        return None
    return np.zeros(n), 0.0, np.maximum(level, 0)


def _nearest_sets(
    curve: np.ndarray, level: np.ndarray, cost: float, capacity: float | None
) -> Iterable[tuple[int, ...]]:
    """Yield sets of full and empty periods near a numerical solution, likeliest first."""
    n = len(level)
    top = float(np.abs(np.linalg.solve(curve, level)).max()) * 2 + 1

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        q, size = x[:n], x[n]
        value = q @ (curve + curve.T) @ q / 4 + level @ q - cost * size
        return -float(value), -np.append((curve + curve.T) @ q / 2 + level, -cost)

    size = capacity if capacity is not None else top
    found = optimize.minimize(
        loss,
        np.append(np.full(n, min(size, top) / 4), min(size, top) / 2),
        jac=True,
        method="SLSQP",
        bounds=[(0, top)] * n + [(size, size) if capacity is not None else (0, top)],
        constraints={
            "type": "ineq",
            "fun": lambda x: x[n] - x[:n],
            "jac": lambda x: np.column_stack([-np.eye(n), np.ones(n)]),
        },
        options={"maxiter": 2000, "ftol": 1e-14},
    )
    quantities, built = found.x[:n], found.x[n]
    for near in (1e-6, 1e-5, 1e-4, 1e-7, 1e-3, 1e-8, 1e-2):
        full = quantities >= built - near * max(built, 1)
        if capacity is None and cost == 0:
            full[:] = False
        empty = quantities <= near * max(built, 1)
        yield tuple(np.where(empty, 2, np.where(full, 1, 0)).tolist())


def _plan(market: Market, quantities: np.ndarray, size: float, borne: np.ndarray) -> Plan:
    prices = market.prices(quantities)
    near = _SLACK * max(1.0, size)
    full = tuple(int(t) for t in np.flatnonzero((quantities >= size - near) & (size > 0)))
    hours = market.each("hours")
    running = market.each("unit_cost") * quantities + market.each("cost_slope") * quantities**2 / 2
    profit = float(hours @ (prices * quantities - running) - market.capacity_cost * size)
    return Plan(prices, quantities, size, profit, borne, full)
