"""A control chart of a service: which encounters differ by more than the service always does.

Limits stand three standard deviations from the mean, and the standard deviation is taken
from *neighbouring* encounters, so that a service that drifts does not hide its own drift:

    single encounters:   mean +- 3 MR / d2(2), with MR the mean moving range (3 / d2(2) = 2.66)
    subgroups of n:      mean +- 3 R / (d2(n) sqrt(n)), with R the mean range

d2(n) is the mean range of n standard normal values, found here by integration.

Shewhart, W. A. (1931). Economic Control of Quality of Manufactured Product. Van Nostrand.
Deming, W. E. (1986). Out of the Crisis. MIT. (On adjusting after each result.)
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import integrate, special

from helpers.locale import gettext as _

SIGMAS, RUN = 3, 8


@cache
def mean_range(n: int) -> float:
    """Return d2(n), the mean range of n standard normal values.

    Raises
    ------
    ValueError
        If n is below 2.

    Examples
    --------
    >>> [round(mean_range(n), 3) for n in (2, 3, 4, 5)]
    [1.128, 1.693, 2.059, 2.326]
    """
    if n < 2:
        raise ValueError(_("a range takes 2 values at least, not {n}").format(n=n))

    def outside(x: float) -> float:
        below = special.ndtr(x)
        return float(1 - below**n - (1 - below) ** n)

    return float(2 * integrate.quad(outside, 0, np.inf)[0])


def individuals_chart(values: npt.ArrayLike) -> pd.Series:
    """Return the limits for single encounters, from the mean moving range.

    Parameters
    ----------
    values : sequence of float, in the order in which they happened
        Missing values are left out; their neighbours then follow each other.

    Returns
    -------
    Series with ``centre``, ``low`` and ``high``, in the unit of the values

    Raises
    ------
    ValueError
        If fewer than two values are there.

    Examples
    --------
    >>> individuals_chart([4, 6, 5, 7, 3]).round(2).to_dict()
    {'centre': 5.0, 'low': -0.98, 'high': 10.98}
    """
    known = _known(values, 2)
    spread = np.abs(np.diff(known)).mean() / mean_range(2)
    return _limits(known.mean(), SIGMAS * spread)


def subgroup_chart(subgroups: npt.ArrayLike) -> tuple[pd.Series, np.ndarray]:
    """Return the limits for the means of subgroups, and the means.

    Parameters
    ----------
    subgroups : array of float, subgroups in order by encounters
        All of one size, two encounters at least, none missing.

    Returns
    -------
    Series with ``centre``, ``low`` and ``high``; array of the means

    Raises
    ------
    ValueError
        If the subgroups are not such an array.

    Examples
    --------
    >>> limits, means = subgroup_chart([[4, 6], [5, 7], [3, 5]])
    >>> limits.round(2).to_dict(), means.tolist()
    ({'centre': 5.0, 'low': 1.24, 'high': 8.76}, [5.0, 6.0, 4.0])
    """
    table = np.asarray(subgroups, float)
    if table.ndim != 2 or table.shape[1] < 2 or not table.size or not np.isfinite(table).all():
        raise ValueError(_("subgroups have one size, 2 encounters at least, and none is missing"))
    means = table.mean(axis=1)
    size = table.shape[1]
    spread = np.ptp(table, axis=1).mean() / mean_range(size)
    return _limits(means.mean(), SIGMAS * spread / np.sqrt(size)), means


def signals(values: npt.ArrayLike, limits: pd.Series) -> pd.DataFrame:
    """Return which points are worth asking about.

    Parameters
    ----------
    values : sequence of float, in order
    limits : Series
        As returned by `individuals_chart` or `subgroup_chart`.

    Returns
    -------
    DataFrame of bool, one row per point
        ``outside`` (beyond a limit) and ``run`` (the last of eight or more in a row on the
        same side of the centre line). A missing point is neither, and ends a run.

    Examples
    --------
    >>> limits = pd.Series({"centre": 5.0, "low": 3.0, "high": 7.0})
    >>> signals([5.5] * 8 + [7.2], limits).iloc[6:].to_numpy().tolist()
    [[False, False], [False, True], [True, True]]
    """
    points = np.asarray(values, float)
    side = np.sign(np.nan_to_num(points - limits["centre"]))
    run = np.zeros(len(points), int)
    for place in range(len(points)):
        stays = place > 0 and side[place] == side[place - 1]
        run[place] = (run[place - 1] if stays else 0) + 1 if side[place] else 0
    outside = (points < limits["low"]) | (points > limits["high"])
    return pd.DataFrame({"outside": outside, "run": run >= RUN})


def adjusted_after_each(noise: npt.ArrayLike, reaction: float) -> np.ndarray:
    """Return a steady service whose manager moves it back after every single result.

    Parameters
    ----------
    noise : sequence of float
        What the results would be without any reaction, from the target.
    reaction : float from 0 to 1
        Share of each result's distance from the target by which the next is set the other way.

    Returns
    -------
    array of float, from the target

    Raises
    ------
    ValueError
        If the reaction does not lie from 0 to 1.

    Examples
    --------
    >>> adjusted_after_each([1, 0, 0], reaction=1).tolist()
    [1.0, -1.0, 0.0]
    """
    _require_reaction(reaction)
    setting, results = 0.0, []
    for step in np.asarray(noise, float):
        results.append(setting + step)
        setting -= reaction * results[-1]
    return np.array(results)


def spread_when_adjusted(reaction: float) -> float:
    """Return by what factor adjusting after each result widens a steady service's spread.

    In the long run: the square root of 2 / (2 - reaction).

    Examples
    --------
    >>> spread_when_adjusted(0), round(spread_when_adjusted(1), 3)
    (1.0, 1.414)
    """
    _require_reaction(reaction)
    return float(np.sqrt(2 / (2 - reaction)))


def _known(values: npt.ArrayLike, least: int) -> np.ndarray:
    known = np.asarray(values, float)
    known = known[~np.isnan(known)]
    if len(known) < least:
        raise ValueError(
            _("limits take {least} values at least; there are {count}").format(
                least=least, count=len(known)
            )
        )
    return known


def _limits(centre: float, margin: float) -> pd.Series:
    return pd.Series({"centre": centre, "low": centre - margin, "high": centre + margin})


def _require_reaction(reaction: float) -> None:
    if not 0 <= reaction <= 1:
        raise ValueError(
            _("the reaction lies from 0 to 1, and is {reaction}").format(reaction=reaction)
        )
