"""How sure a mean gap is, when those who answer could have been others.

Guests are drawn, not rows: one guest's answers to several items resemble each other, so
22 items from one guest tell less than one item from each of 22 guests. Two estimates are
in use. The *pooled mean* over all complete pairs (`helpers.servqual.gap_scores`) counts a
guest by the number of pairs; the *mean of guests' means* counts every guest the same. They
are the same number where nobody left out an item. `bootstrap_interval` stands around the
pooled mean, `t_interval` and `mean_interval` around the mean of guests' means.

Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from helpers.locale import gettext as _
from helpers.ratings import By, columns_of, complete_pairs, respondent_sums

CELLS_AT_ONCE = 100_000  # guests times resamples; what fits a processor's cache is fastest


def bootstrap_interval(
    ratings: pd.DataFrame,
    confidence: float = 0.95,
    resamples: int = 2000,
    *,
    rng: np.random.Generator,
    by: By = "dimension",
) -> pd.DataFrame:
    """Return each dimension's pooled gap with a percentile interval from resampled guests.

    Every resample draws as many guests as answered, with replacement, and takes over all
    the answers of each; the interval cuts off (1 - confidence) / 2 of the resampled gaps
    at either end. With few guests (under about 30) it is somewhat too narrow.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item, as in `helpers.servqual.gap_scores`
    confidence : float between 0 and 1
    resamples : int
    rng : numpy Generator
    by : str or list of str
        The column or columns to group by.

    Returns
    -------
    DataFrame, one row per dimension in the order of first appearance
        Columns ``gap`` (equal to `gap_scores`), ``low``, ``high`` (scale points) and
        ``respondents`` (with at least one complete pair). ``low`` and ``high`` are NaN
        with fewer than two respondents.

    Raises
    ------
    ValueError
        As in `helpers.servqual.respondent_gaps`, if confidence is not between 0 and 1, or
        if there are no resamples.
    """
    _require_confidence(confidence)
    if resamples < 1:
        raise ValueError(_("it takes 1 resample or more, not {count}").format(count=resamples))
    _guests, groups, sums, counts = respondent_sums(ratings, by)
    respondents = (counts > 0).sum(axis=0)
    enough = respondents > 1
    drawn = _resampled_means(sums[:, enough], counts[:, enough], resamples, rng)
    ends = np.full((2, len(groups)), np.nan)
    quantile = np.nanquantile if np.isnan(drawn).any() else np.quantile
    ends[:, enough] = quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return pd.DataFrame(
        {
            "gap": _ratio(sums.sum(axis=0), counts.sum(axis=0)),
            "low": ends[0],
            "high": ends[1],
            "respondents": respondents,
        },
        index=groups,
    )


def t_interval(
    ratings: pd.DataFrame, confidence: float = 0.95, *, by: By = "dimension"
) -> pd.DataFrame:
    """Return the mean of guests' mean gaps with Student's t interval, for each dimension.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item, as in `helpers.servqual.gap_scores`
    confidence : float between 0 and 1
    by : str or list of str
        The column or columns to group by.

    Returns
    -------
    DataFrame, one row per dimension in the order of first appearance
        Columns ``gap`` (every guest counts the same, so it departs from `gap_scores`
        where some left out items), ``low``, ``high`` (scale points) and ``respondents``.
        ``low`` and ``high`` are NaN with fewer than two respondents.

    Raises
    ------
    ValueError
        As in `bootstrap_interval`.
    """
    _guests, groups, sums, counts = respondent_sums(ratings, by)
    return _t_table(_ratio(sums, counts), groups, confidence)


def mean_interval(values: pd.Series, confidence: float = 0.95) -> pd.Series:
    """Return the mean of one value per guest with Student's t interval.

    Parameters
    ----------
    values : Series of float, one per guest
        For example a column of `helpers.servqual.respondent_gaps`, or its
        ``.mean(axis=1)`` for the overall gap. Missing values are left out.
    confidence : float between 0 and 1

    Returns
    -------
    Series with ``gap``, ``low``, ``high`` (unit of the values) and ``respondents``
        ``low`` and ``high`` are NaN with fewer than two values.

    Raises
    ------
    ValueError
        If confidence is not between 0 and 1.

    Examples
    --------
    >>> mean_interval(pd.Series([-1.0, 0.0, -2.0, -1.0])).round(2).to_dict()
    {'gap': -1.0, 'low': -2.3, 'high': 0.3, 'respondents': 4.0}
    """
    column = np.asarray(values, dtype=float)[:, None]
    return _t_table(column, pd.Index(["mean"]), confidence).iloc[0].rename(None)


def interval_as_if_rows_were_guests(
    ratings: pd.DataFrame, confidence: float = 0.95, *, by: By = "dimension"
) -> pd.DataFrame:
    """Return the interval that is wrong: each answer counted as if another guest gave it.

    Only for showing how much too narrow it is. With m items and answers that correlate r
    within a guest, the variance of the mean is 1 + (m - 1) r times what this assumes.

    Parameters, returns, errors
        As in `t_interval`; ``gap`` is the pooled mean, and ``respondents`` counts rows.
    """
    pairs = complete_pairs(ratings, by)["gap"]
    grouped = pairs.groupby([ratings[name] for name in columns_of(by)], sort=False, observed=True)
    mean, count, error = grouped.mean(), grouped.count(), grouped.sem()
    margin = t_quantile(count - 1, confidence) * error
    return pd.DataFrame(
        {"gap": mean, "low": mean - margin, "high": mean + margin, "respondents": count}
    )


def t_quantile(freedom: npt.ArrayLike, confidence: float) -> np.ndarray:
    """Return how many standard errors a two-sided t interval reaches to either side."""
    _require_confidence(confidence)
    return special.stdtrit(freedom, (1 + confidence) / 2)


def _require_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(
            _("confidence lies between 0 and 1, such as 0.95, not at {value:g}").format(
                value=confidence
            )
        )


def _t_table(values: np.ndarray, groups: pd.Index, confidence: float) -> pd.DataFrame:
    """Return mean and t interval of each column; rows are guests, NaN is no answer."""
    answered = ~np.isnan(values)
    guests = answered.sum(axis=0)
    mean = _ratio(np.where(answered, values, 0).sum(axis=0), guests)
    squares = np.where(answered, (values - mean) ** 2, 0).sum(axis=0)
    error = np.sqrt(_ratio(_ratio(squares, guests - 1), guests))
    margin = t_quantile(np.maximum(guests - 1, 1), confidence) * error
    return pd.DataFrame(
        {"gap": mean, "low": mean - margin, "high": mean + margin, "respondents": guests},
        index=groups,
    )


def _resampled_means(
    sums: np.ndarray, counts: np.ndarray, resamples: int, rng: np.random.Generator
) -> np.ndarray:
    """Return the pooled means of resampled guests, one row per resample."""
    guests, groups = sums.shape
    totals = np.empty((resamples, 2 * groups))
    step = max(1, CELLS_AT_ONCE // max(guests, 1))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        drawn = (
            rng.integers(max(guests, 1), size=(size, guests)) + guests * np.arange(size)[:, None]
        )
        times = np.bincount(drawn.ravel(), minlength=size * guests).reshape(size, guests)
        totals[start : start + size] = times.astype(float) @ np.hstack([sums, counts])
    return _ratio(totals[:, :groups], totals[:, groups:])


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Divide, with NaN where there is nothing to divide by."""
    empty = np.full(np.shape(below), np.nan)
    return np.divide(above, below, out=empty, where=np.asarray(below) > 0)
