"""What a rule for selling rooms earns: on nights that came, on average, and at best.

Classes are numbered from the dearest, and the cheap ones book first. Demands of the classes
do not depend on each other. Talluri, K. T. & van Ryzin, G. J. (2004). The Theory and
Practice of Revenue Management, chapter 2.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from helpers.locale import gettext as _
from helpers.peak_pricing._require import require
from helpers.peak_pricing.demand import Demand, chances
from helpers.peak_pricing.protection import require_descending


def sold(
    demands: npt.ArrayLike, capacity: float, limits: Sequence[float] | np.ndarray | None = None
) -> np.ndarray:
    """Return what is sold to each class when the cheapest books first, within nested limits.

    Parameters
    ----------
    demands : n numbers, or an array of nights x n
        Rooms asked for by each class, dearest first.
    capacity : float
        Rooms.
    limits : n floats, optional
        As returned by `helpers.peak_pricing.booking_limits`; without them everybody is
        taken who comes while there is room: first come, first served.

    Returns
    -------
    array of float, of the shape of `demands`

    Raises
    ------
    ValueError
        If a number is below 0, or there is not one limit for each class.

    Examples
    --------
    >>> sold([25, 30, 20, 50], 100, [100, 70, 45, 32]).tolist()
    [25.0, 25.0, 13.0, 32.0]
    """
    asked = np.asarray(demands, dtype=float)
    require("demands", asked, 0)
    require("capacity", capacity, 0)
    classes = asked.shape[-1]
    most = np.full(classes, float(capacity)) if limits is None else np.asarray(limits, float)
    if most.shape != (classes,):
        raise ValueError(
            _("{classes} classes need as many limits, not {limits}").format(
                classes=classes, limits=most.size
            )
        )
    require("limits", most, 0)
    taken = np.zeros_like(asked)
    so_far = np.zeros(asked.shape[:-1])
    for j in reversed(range(classes)):
        room = np.maximum(min(float(most[j]), capacity) - so_far, 0)
        taken[..., j] = np.minimum(asked[..., j], room)
        so_far = so_far + taken[..., j]
    return taken


def sold_in_hindsight(demands: npt.ArrayLike, capacity: float) -> np.ndarray:
    """Return what is sold by one who knew all demands beforehand: the dearest first.

    Examples
    --------
    >>> sold_in_hindsight([25, 30, 20, 50], 100).tolist()
    [25.0, 30.0, 20.0, 25.0]
    """
    asked = np.asarray(demands, dtype=float)
    return sold(asked[..., ::-1], capacity)[..., ::-1]


def revenue(fares: Sequence[float], rooms: npt.ArrayLike) -> np.ndarray:
    """Return what rooms sold by class earn, in the unit of the fares; one number a night."""
    require("fares", fares, 0)
    return np.asarray(rooms, dtype=float) @ np.asarray(fares, dtype=float)


def opportunity_captured(realised: float, without: float, perfect: float) -> float:
    """Return which part of what control could add was added: the revenue opportunity metric.

    Raises
    ------
    ValueError
        If perfect foresight earns no more than no control: there is nothing to capture.

    Examples
    --------
    >>> opportunity_captured(59_200, without=46_000, perfect=66_000)
    0.66
    """
    if perfect <= without:
        raise ValueError(
            _(
                "with {perfect:g} at best and {without:g} without control nothing can be added"
            ).format(perfect=perfect, without=without)
        )
    return (realised - without) / (perfect - without)


def expected_revenue(
    fares: Sequence[float],
    demands: Sequence[Demand],
    capacity: int,
    protections: Sequence[float] | np.ndarray | None = None,
) -> float:
    """Return what nested protection levels earn on average, exactly, for whole rooms.

    Parameters
    ----------
    fares : sequence of n floats, dearest first
    demands : sequence of n Demand
        Taken in whole rooms as `helpers.peak_pricing.chances` does.
    capacity : int
        Rooms.
    protections : n - 1 whole numbers, optional
        Without them: first come, first served.

    Returns
    -------
    float, in the unit of the fares

    Examples
    --------
    >>> from helpers.peak_pricing.demand import poisson
    >>> round(expected_revenue([100, 60], [poisson(80), poisson(100)], 100), 2)
    6159.44
    >>> round(expected_revenue([100, 60], [poisson(80), poisson(100)], 100, [78]), 2)
    8856.12
    """
    levels = np.zeros(len(fares) - 1) if protections is None else np.asarray(protections, float)
    if levels.shape != (len(fares) - 1,) or (levels != np.round(levels)).any():
        raise ValueError(
            _("{classes} classes need {levels} whole protection levels").format(
                classes=len(fares), levels=len(fares) - 1
            )
        )
    require("protections", np.append(levels, 0.0), 0)
    return float(_values(fares, demands, capacity, levels.astype(int))[0][-1])


def best_protections(
    fares: Sequence[float], demands: Sequence[Demand], capacity: int
) -> tuple[np.ndarray, float]:
    """Return the best nested protection levels for whole rooms, and what they earn.

    Dynamic programming from the dearest class back: a room is sold to class j + 1 while its
    fare is at least what one more room is worth to the classes above.

    Returns
    -------
    array of n - 1 ints, not above the capacity, and a float

    Examples
    --------
    >>> from helpers.peak_pricing.demand import poisson
    >>> levels, earned = best_protections([100, 60], [poisson(80), poisson(100)], 100)
    >>> levels.tolist(), round(earned, 2)
    ([78], 8856.12)
    """
    values, levels = _values(fares, demands, capacity, None)
    return levels, float(values[-1])


def expected_revenue_in_hindsight(
    fares: Sequence[float], demands: Sequence[Demand], capacity: int
) -> float:
    """Return what perfect foresight earns on average: no rule can do better.

    Examples
    --------
    >>> from helpers.peak_pricing.demand import poisson
    >>> round(expected_revenue_in_hindsight([100, 60], [poisson(80), poisson(100)], 100), 2)
    9197.93
    """
    _require_case(fares, demands, capacity)
    steps = np.append(np.asarray(fares, float), 0.0)
    together, total = np.array([1.0]), 0.0
    for j, demand in enumerate(demands):
        together = _capped(np.convolve(together, chances(demand, capacity)), capacity)
        filled = float(np.arange(len(together)) @ together)
        total += (steps[j] - steps[j + 1]) * filled
    return float(total)


def _values(
    fares: Sequence[float],
    demands: Sequence[Demand],
    capacity: int,
    given: np.ndarray | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return what 0 ... capacity rooms are worth before the cheapest class books, and levels."""
    _require_case(fares, demands, capacity)
    worth = np.zeros(capacity + 1)
    levels: list[int] = []
    for j, (fare, demand) in enumerate(zip(fares, demands, strict=True)):
        if j == 0:
            level = 0
        elif given is None:
            # The worth of one more room falls with the rooms there are, so the first that
            # is worth no more than the fare ends the search.
            level = int(np.sum(np.diff(worth) > fare + 1e-9))
        else:
            level = min(int(given[j - 1]), capacity)
        if j:
            levels.append(level)
        chance = chances(demand, capacity)
        next_worth = np.empty_like(worth)
        for left in range(capacity + 1):
            free = max(left - level, 0)
            took = np.arange(free + 1)
            of_these = np.append(chance[:free], chance[free:].sum())
            next_worth[left] = of_these @ (fare * took + worth[left - took])
        worth = next_worth
    return worth, np.array(levels, dtype=int)


def _capped(chance: np.ndarray, most: int) -> np.ndarray:
    if len(chance) <= most + 1:
        return chance
    return np.append(chance[:most], chance[most:].sum())


def _require_case(fares: Sequence[float], demands: Sequence[Demand], capacity: int) -> None:
    require_descending(fares)
    if not len(fares) or len(demands) != len(fares):
        raise ValueError(
            _("each class needs a fare and a demand; not {fares} and {demands}").format(
                fares=len(fares), demands=len(demands)
            )
        )
    require("capacity", capacity, 0)
    if capacity != int(capacity):
        raise ValueError(_("the house has whole rooms, not {capacity:g}").format(capacity=capacity))
