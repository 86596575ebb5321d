"""Demand that is not known in advance: normal, Poisson, uniform, or as it was observed.

A demand is any frozen distribution of `scipy.stats`, or an `Empirical` one. These functions
ask of it only what the rules of yield management need.
"""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from scipy import integrate, special, stats

from helpers.locale import gettext as _
from helpers.peak_pricing._require import require

_FAR = 1e-10  # chance that is left out where an endless sum is cut


class Demand(Protocol):
    """What the rules ask of a demand; frozen distributions of `scipy.stats` have it."""

    def mean(self) -> Any: ...
    def std(self) -> Any: ...
    def sf(self, x: Any) -> Any: ...
    def cdf(self, x: Any) -> Any: ...
    def ppf(self, q: Any) -> Any: ...
    def rvs(self, size: Any = None, random_state: Any = None) -> Any: ...


@runtime_checkable
class _Discrete(Protocol):
    def ppf(self, q: Any) -> Any: ...
    def pmf(self, k: Any) -> Any: ...


def normal(mean: float, spread: float) -> Demand:
    """Return a normal demand; a spread of 0 gives a demand that is known.

    Where the spread is not small beside the mean, some of it lies below 0: no hotel has
    such nights, and a rule then works with a demand that cannot be.

    Examples
    --------
    >>> round(float(normal(50, 100).cdf(0)), 2)  # three nights in ten with less than no guest
    0.31
    """
    require("mean", mean)
    require("spread", spread, 0)
    return stats.norm(mean, spread) if spread > 0 else Empirical([mean])


def poisson(mean: float) -> Demand:
    """Return a Poisson demand: many possible guests, each coming with a small chance."""
    require("mean", mean, 0)
    return stats.poisson(mean)


def uniform(low: float, high: float) -> Demand:
    """Return a demand that is as likely anywhere between low and high."""
    require("low", low)
    require("high", high, low)
    return stats.uniform(low, high - low) if high > low else Empirical([low])


class Empirical:
    """A demand that comes as it was observed: each night of the past as likely again.

    Parameters
    ----------
    values : sequence of float
        What was asked for on past nights, not what was sold: a full house hides demand.

    Raises
    ------
    ValueError
        If there are no values, or one is no finite number.

    Examples
    --------
    >>> past = Empirical([50, 70, 60, 60])
    >>> past.mean(), float(past.sf(60)), float(past.ppf(0.5))
    (60.0, 0.25, 60.0)
    """

    def __init__(self, values: Sequence[float] | npt.NDArray[Any]):
        known = np.sort(np.asarray(values, dtype=float).ravel())
        if not len(known):
            raise ValueError(_("an observed demand needs one night at least"))
        require("values", known)
        self.values = known

    def mean(self) -> float:
        return float(self.values.mean())

    def std(self) -> float:
        return float(self.values.std())

    def cdf(self, x: npt.ArrayLike) -> Any:
        return np.searchsorted(self.values, x, side="right") / len(self.values)

    def sf(self, x: npt.ArrayLike) -> Any:
        return 1 - self.cdf(x)

    def ppf(self, q: npt.ArrayLike) -> Any:
        places = np.ceil(np.asarray(q, dtype=float) * len(self.values) - 1e-9).astype(int) - 1
        return self.values[np.clip(places, 0, len(self.values) - 1)]

    def rvs(self, size: Any = None, random_state: Any = None) -> Any:
        return np.random.default_rng(random_state).choice(self.values, size=size)


def chances(demand: Demand, most: int) -> np.ndarray:
    """Return the chance of 0, 1, ..., most rooms; the last holds all that lies beyond.

    A demand that is not in whole rooms is rounded to the nearest; below 0 it is 0.

    Parameters
    ----------
    demand : Demand
    most : int, 0 or more

    Examples
    --------
    >>> chances(poisson(1), 2).round(3).tolist()
    [0.368, 0.368, 0.264]
    """
    require("most", most, 0)
    edge = np.arange(most, dtype=float)
    below = demand.cdf(edge if isinstance(demand, _Discrete) else edge + 0.5)
    return np.diff(np.concatenate([[0.0], np.asarray(below, dtype=float), [1.0]]))


def expected_excess(demand: Demand, rooms: npt.ArrayLike) -> Any:
    """Return by how much demand exceeds the rooms, on average: guests who find none.

    Parameters
    ----------
    demand : Demand
    rooms : float or array of float

    Returns
    -------
    float, or array of the shape of `rooms`

    Examples
    --------
    >>> round(float(expected_excess(normal(80, 35), 85)), 2)
    11.61
    """
    require("rooms", rooms)
    if getattr(getattr(demand, "dist", None), "name", "") == "norm":
        mean, spread = float(demand.mean()), float(demand.std())
        z = (np.asarray(rooms, dtype=float) - mean) / spread
        density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
        return (spread * (density - z * special.ndtr(-z)))[()]
    each = [_excess(demand, room) for room in np.asarray(rooms, dtype=float).ravel()]
    return np.reshape(each, np.shape(rooms))[()]


def _excess(demand: Demand, rooms: float) -> float:
    if isinstance(demand, Empirical):
        return float(np.maximum(demand.values - rooms, 0).mean())
    low, high = (float(demand.ppf(chance)) for chance in (_FAR, 1 - _FAR))
    if isinstance(demand, _Discrete):
        counts = np.arange(int(max(high, rooms)) + 2)
        return float(np.maximum(counts - rooms, 0) @ demand.pmf(counts))
    below = max(0.0, low - rooms)
    area, _error = integrate.quad(demand.sf, max(rooms, low), max(rooms, high), limit=200)
    return float(below + area)


def expected_sales(demand: Demand, rooms: npt.ArrayLike) -> Any:
    """Return the mean of the smaller of demand and rooms: what is sold.

    Examples
    --------
    >>> round(float(expected_sales(poisson(100), 100)), 2)
    96.01
    """
    return float(demand.mean()) - expected_excess(demand, rooms)


def expected_empty(demand: Demand, rooms: npt.ArrayLike) -> Any:
    """Return by how much demand stays below the rooms, on average: rooms left empty.

    Examples
    --------
    >>> round(float(expected_empty(normal(80, 35), 85)), 2)
    16.61
    """
    return np.asarray(rooms, dtype=float)[()] - expected_sales(demand, rooms)
