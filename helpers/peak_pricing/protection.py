"""Protection levels: how many rooms to keep for guests who pay more and book late.

Littlewood, K. (1972). Forecasting and control of passenger bookings. AGIFORS Symposium
Proceedings, 12, 95-117. Belobaba, P. P. (1989). Application of a probabilistic decision
model to airline seat inventory control. Operations Research, 37, 183-197 (EMSR-a; EMSR-b is
his refinement of 1992). Classes are numbered from the dearest, and the cheap ones book first.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from scipy import stats

from helpers.locale import gettext as _
from helpers.peak_pricing._require import require, require_above
from helpers.peak_pricing.demand import Demand, normal

Rounding = Literal["none", "floor", "ceil", "round"]
Pool = Literal["exact", "moments"]


def rounded(value: float, rounding: Rounding = "none") -> float:
    """Return a number of rooms by a named rule; published answers differ only by it.

    Parameters
    ----------
    value : float
    rounding : {"none", "floor", "ceil", "round"}
        ``"round"`` goes to the nearest, a half up. What is whole but for the ninth
        decimal counts as whole.

    Examples
    --------
    >>> [rounded(24.67, rule) for rule in ("none", "floor", "ceil", "round")]
    [24.67, 24.0, 25.0, 25.0]
    """
    rules = {
        "none": float,
        "floor": lambda x: float(math.floor(x + 1e-9)),
        "ceil": lambda x: float(math.ceil(x - 1e-9)),
        "round": lambda x: float(math.floor(x + 0.5 + 1e-9)),
    }
    if rounding not in rules:
        raise ValueError(
            _("the rounding rule is one of {known}, not {given!r}").format(
                known=", ".join(rules), given=rounding
            )
        )
    return rules[rounding](float(value))


def critical_ratio(low_fare: float, high_fare: float) -> float:
    """Return the chance of selling the last protected room at which it pays just as much.

    A room sold now earns the low fare for certain; kept, it earns the high fare with the
    chance that so many guests come. So protect it while that chance is above low / high.

    Raises
    ------
    ValueError
        If a fare is not above 0, or the low one is above the high one.

    Examples
    --------
    >>> critical_ratio(400, 800)
    0.5
    """
    require_above("fare", [low_fare, high_fare])
    if low_fare > high_fare:
        raise ValueError(
            _("the low fare, {low:g}, is above the high fare, {high:g}").format(
                low=low_fare, high=high_fare
            )
        )
    return low_fare / high_fare


def littlewood(
    low_fare: float, high_fare: float, demand: Demand, rounding: Rounding = "none"
) -> float:
    """Return the protection level for the high fare by Littlewood's rule.

    Parameters
    ----------
    low_fare, high_fare : float
        Or what each leaves over the cost of a room, which is what should be compared.
    demand : Demand
        For the high fare. In single values: the smallest number of rooms y with
        P(demand > y) at most the critical ratio.
    rounding : {"none", "floor", "ceil", "round"}

    Returns
    -------
    float, in rooms, not below 0 and not cut at the size of the house

    Raises
    ------
    ValueError
        As in `critical_ratio`.

    Examples
    --------
    >>> round(littlewood(400, 600, normal(60, 20)), 2)
    51.39
    """
    chance = 1 - critical_ratio(low_fare, high_fare)
    level = 0.0 if chance <= 0 else float(demand.ppf(chance))
    if hasattr(demand, "pmf"):
        # A computed chance may stand one step beyond where the two just meet.
        while level > 0 and float(demand.cdf(level - 1)) >= chance - 1e-12:
            level -= 1
    return rounded(max(level, 0.0), rounding)


def emsr_a(
    fares: Sequence[float], demands: Sequence[Demand], rounding: Rounding = "none"
) -> np.ndarray:
    """Return nested protection levels by EMSR-a: the sum of Littlewood's for each pair.

    Parameters
    ----------
    fares : sequence of n floats, dearest first
    demands : sequence of n Demand
        The cheapest class's is not needed by the rule and may be None.

    Returns
    -------
    array of n - 1 floats
        The j-th is what is kept for classes 1 to j together, in rooms.

    Examples
    --------
    >>> fares = [1050, 950, 699, 520]
    >>> demands = [normal(17.3, 5.8), normal(45.1, 15.0), normal(39.6, 13.2), normal(34.0, 11.3)]
    >>> emsr_a(fares, demands).round(2).tolist()
    [9.71, 50.46, 91.63]
    """
    _require_classes(fares, demands)
    levels = [
        sum(littlewood(fares[j], fares[i], demands[i]) for i in range(j))
        for j in range(1, len(fares))
    ]
    return np.array([rounded(level, rounding) for level in levels])


def emsr_b(
    fares: Sequence[float],
    demands: Sequence[Demand],
    rounding: Rounding = "none",
    pool: Pool = "exact",
) -> np.ndarray:
    """Return nested protection levels by EMSR-b: Littlewood's for the classes above, pooled.

    The pool has the sum of the demands, and their mean fare weighed by mean demand.

    Parameters
    ----------
    fares, demands : as in `emsr_a`
    rounding : {"none", "floor", "ceil", "round"}
    pool : {"exact", "moments"}
        The pooled demand: ``"moments"`` is normal with the sums of means and variances;
        ``"exact"`` keeps one class as it is and Poisson demands Poisson, and is the same
        for normal ones.

    Returns
    -------
    array of n - 1 floats, in rooms

    Examples
    --------
    >>> fares = [1050, 950, 699, 520]
    >>> demands = [normal(17.3, 5.8), normal(45.1, 15.0), normal(39.6, 13.2), normal(34.0, 11.3)]
    >>> emsr_b(fares, demands).round(2).tolist()
    [9.71, 53.27, 96.83]
    """
    _require_classes(fares, demands)
    if pool not in ("exact", "moments"):
        raise ValueError(
            _("the pool is {known}, not {given!r}").format(known="exact, moments", given=pool)
        )
    levels = []
    for j in range(1, len(fares)):
        above = demands[:j]
        means = np.array([float(demand.mean()) for demand in above])
        weights = means if means.sum() > 0 else np.ones(j)
        mean_fare = float(np.average(np.asarray(fares[:j], float), weights=weights))
        levels.append(littlewood(fares[j], mean_fare, _pooled(above, pool)))
    return np.array([rounded(level, rounding) for level in levels])


def booking_limits(
    capacity: float, protections: Sequence[float] | np.ndarray, rounding: Rounding = "none"
) -> np.ndarray:
    """Return how many rooms may be sold to each class and those below it, dearest first.

    The first may have them all; each next what the levels above leave, and not below 0.

    Parameters
    ----------
    capacity : float
    protections : sequence of n - 1 floats
    rounding : {"none", "floor", "ceil", "round"}
        Of the limits, not of the levels: ``"ceil"`` here is ``"floor"`` there.

    Returns
    -------
    array of n floats, in rooms

    Examples
    --------
    >>> booking_limits(100, [75.33], rounding="ceil").tolist()
    [100.0, 25.0]
    """
    require("capacity", capacity, 0)
    require("protections", np.append(np.asarray(protections, float), 0.0), 0)
    left = np.append(0.0, np.asarray(protections, dtype=float))
    return np.array([rounded(max(capacity - level, 0.0), rounding) for level in left])


def _pooled(demands: Sequence[Demand], pool: Pool) -> Demand:
    mean = sum(float(demand.mean()) for demand in demands)
    if pool == "exact":
        if len(demands) == 1:
            return demands[0]
        if all(getattr(getattr(d, "dist", None), "name", "") == "poisson" for d in demands):
            return stats.poisson(mean)
    return normal(mean, math.sqrt(sum(float(demand.std()) ** 2 for demand in demands)))


def require_descending(fares: Sequence[float]) -> None:
    """Raise a ValueError unless the fares go from the dearest class down."""
    require_above("fares", fares)
    for place, (above, below) in enumerate(pairwise(fares), start=1):
        if below > above:
            raise ValueError(
                _(
                    "fares go from the dearest down, but fare {number} is {below:g} after {above:g}"
                ).format(number=place + 1, below=below, above=above)
            )


def _require_classes(fares: Sequence[float], demands: Sequence[Demand]) -> None:
    require_descending(fares)
    if len(fares) < 2 or len(demands) != len(fares):
        raise ValueError(
            _(
                "two classes at least, each with a fare and a demand; not {fares} and {demands}"
            ).format(fares=len(fares), demands=len(demands))
        )
