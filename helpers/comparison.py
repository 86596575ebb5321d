"""Two hotels, or one hotel before and after: how sure is the difference between them?

`difference_interval` looks at two surveys that were made; `chance_to_tell_apart` and
`guests_needed` at surveys to be made: the power of the two-sided t test for two
independent samples of the same size, exact where answers are normal and spread equally.

Welch, B. L. (1947). The generalization of 'Student's' problem when several different
population variances are involved. Biometrika, 34(1-2), 28-35.
Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 2.
"""

from collections.abc import Sequence
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from helpers.intervals import t_quantile
from helpers.locale import gettext as _


def difference_interval(a: pd.Series, b: pd.Series, confidence: float = 0.95) -> pd.Series:
    """Return the difference of two means, a minus b, with Welch's t interval.

    If the interval holds zero, the survey does not tell the two apart.

    Parameters
    ----------
    a, b : Series of float, one value per guest
        Two independent samples of guests, for example a column of
        `helpers.servqual.respondent_gaps` each. Missing values are left out.
    confidence : float between 0 and 1

    Returns
    -------
    Series with ``difference``, ``low``, ``high`` (unit of the values)

    Raises
    ------
    ValueError
        If a sample has fewer than two values, or confidence is not between 0 and 1.

    Examples
    --------
    >>> a, b = pd.Series([-1.0, -2.0, -3.0]), pd.Series([0.0, -1.0, 1.0, 0.0])
    >>> difference_interval(a, b).round(2).to_dict()
    {'difference': -2.0, 'low': -3.99, 'high': -0.01}
    """
    samples = [sample[~np.isnan(sample)] for sample in (np.asarray(a, float), np.asarray(b, float))]
    if min(map(len, samples)) < 2:
        raise ValueError(
            _("each sample needs two values at least; they have {a} and {b}").format(
                a=len(samples[0]), b=len(samples[1])
            )
        )
    errors = np.array([sample.var(ddof=1) / len(sample) for sample in samples])
    freedom = _welch_freedom(errors, np.array([len(sample) for sample in samples]))
    margin = t_quantile(freedom, confidence) * np.sqrt(errors.sum())
    difference = samples[0].mean() - samples[1].mean()
    return pd.Series(
        {"difference": difference, "low": difference - margin, "high": difference + margin}
    )


@overload
def chance_to_tell_apart(
    guests: int, difference: float, spread: float, confidence: float = 0.95
) -> float: ...
@overload
def chance_to_tell_apart(
    guests: Sequence[int] | npt.NDArray[Any],
    difference: float,
    spread: float,
    confidence: float = 0.95,
) -> npt.NDArray[np.float64]: ...
def chance_to_tell_apart(
    guests: npt.ArrayLike, difference: float, spread: float, confidence: float = 0.95
) -> float | npt.NDArray[np.float64]:
    """Return the chance that a survey in each of two hotels finds their difference.

    To find it means that the interval of the difference leaves out zero. It counts the
    rare interval on the wrong side of zero as well, so that with no difference at all the
    chance is 1 - confidence: a false alarm.

    Parameters
    ----------
    guests : int, or array of int
        In each hotel, 2 or more.
    difference : float
        True difference of the two mean gaps, in scale points; its sign does not matter.
    spread : float above 0
        Standard deviation between guests of one hotel, in scale points.
    confidence : float between 0 and 1

    Returns
    -------
    array of float, of the shape of `guests` (a plain number for one number), 0 to 1

    Raises
    ------
    ValueError
        If there are fewer than 2 guests, spread is not above 0, or confidence is not
        between 0 and 1.

    Examples
    --------
    Half a scale point between hotels whose guests differ by 1 point:

    >>> chance_to_tell_apart([20, 64, 150], difference=0.5, spread=1.0).round(2)
    array([0.34, 0.8 , 0.99])
    """
    number = np.asarray(guests, dtype=float)
    _require_guests_and_spread(number, spread)
    freedom = 2 * number - 2
    reach = t_quantile(freedom, confidence)
    shift = abs(difference) / spread * np.sqrt(number / 2)
    chance = special.nctdtr(freedom, shift, -reach) + 1 - special.nctdtr(freedom, shift, reach)
    # Far out, where scipy gives up on the noncentral t, the normal is as good.
    return np.where(np.isnan(chance), special.ndtr(shift - reach), chance)[()]


def guests_needed(
    difference: float, spread: float, chance: float = 0.8, confidence: float = 0.95
) -> int:
    """Return the smallest number of guests in each hotel that gives the wanted chance.

    Parameters
    ----------
    difference, spread, confidence
        As in `chance_to_tell_apart`.
    chance : float between 0 and 1
        Wanted chance to tell the hotels apart.

    Returns
    -------
    int, 2 or more

    Raises
    ------
    ValueError
        As in `chance_to_tell_apart`, if the chance is not between 0 and 1, or if there is
        no difference to find.

    Examples
    --------
    >>> guests_needed(difference=0.5, spread=1.0)
    64
    """
    if not 0 < chance < 1:
        raise ValueError(
            _("the chance lies between 0 and 1, such as 0.8, not at {value:g}").format(value=chance)
        )
    if difference == 0:
        raise ValueError(_("there is no difference to find, however many guests answer"))

    def enough(guests: int) -> bool:
        return bool(chance_to_tell_apart(guests, difference, spread, confidence) >= chance)

    too_few, plenty = 1, 2
    while not enough(plenty):
        too_few, plenty = plenty, 2 * plenty
    while plenty - too_few > 1:
        middle = (too_few + plenty) // 2
        too_few, plenty = (too_few, middle) if enough(middle) else (middle, plenty)
    return plenty


def _require_guests_and_spread(guests: npt.NDArray[np.float64], spread: float) -> None:
    if (guests < 2).any():
        raise ValueError(
            _("it takes 2 guests or more in each hotel, not {guests:g}").format(guests=guests.min())
        )
    if not spread > 0:
        raise ValueError(
            _("guests differ by a spread above 0, not {spread:g}").format(spread=spread)
        )


def _welch_freedom(errors: np.ndarray, guests: np.ndarray) -> float:
    if not errors.any():
        return np.inf
    shares = errors / errors.max()
    return float(shares.sum() ** 2 / (shares**2 / (guests - 1)).sum())
