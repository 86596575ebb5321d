"""Gaps, and one overall score from them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.ratings import By, Scale, columns_of, complete_pairs, quoted, respondent_sums


def gap_scores(
    ratings: pd.DataFrame, by: By = "dimension", scale: Scale | None = None
) -> pd.Series:
    """Return the mean gap, perception minus expectation, of each dimension.

    Below zero the service fell short of what its customers expected. The mean is taken
    over complete pairs, so a respondent who rated more items counts more.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item
        As `helpers.ratings` describes; the columns used are those of `by`,
        ``expectation`` and ``perception``. Rows with a missing rating are left out, and
        so are rows whose group is missing.
    by : str or list of str
        The column or columns to group by: ``"dimension"``, ``"item"``,
        ``["segment", "dimension"]``.
    scale : (low, high), optional
        The ends of the scale in points; without it ``ratings.attrs["scale"]`` counts.

    Returns
    -------
    Series of float named ``gap``, one value per group
        In scale points, in the order in which the groups first appear; NaN where a group
        has no complete pair.

    Raises
    ------
    ValueError
        If a column is missing, a rating is not a number, or one lies off the scale.

    Examples
    --------
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "dimension": ["empathy", "empathy", "tangibles"],
    ...         "expectation": [6, 7, 5],
    ...         "perception": [4, 6, 6],
    ...     }
    ... )
    >>> gap_scores(ratings)
    dimension
    empathy     -1.5
    tangibles    1.0
    Name: gap, dtype: float64
    """
    gap = complete_pairs(ratings, by, scale)["gap"]
    return gap.groupby(_keys(ratings, by), sort=False, observed=True).mean()


def level_scores(
    ratings: pd.DataFrame, by: By = "dimension", scale: Scale | None = None
) -> pd.DataFrame:
    """Return mean expectation and mean perception side by side, and the gap between them.

    A gap may widen because the service fell or because expectations rose; only the two
    levels tell which.

    Parameters
    ----------
    ratings, by, scale
        As in `gap_scores`.

    Returns
    -------
    DataFrame, one row per group in the order of first appearance
        Columns ``expectation``, ``perception`` and ``gap`` (scale points; all three over
        the same complete pairs, so that they agree) and ``pairs`` (their number).

    Raises
    ------
    ValueError
        As in `gap_scores`.

    Examples
    --------
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "segment": ["business", "business", "leisure"],
    ...         "expectation": [7.0, 6.0, 5.0],
    ...         "perception": [5.0, None, 5.0],
    ...     }
    ... )
    >>> level_scores(ratings, by="segment").reset_index()
        segment  expectation  perception  gap  pairs
    0  business          7.0         5.0 -2.0      1
    1   leisure          5.0         5.0  0.0      1
    """
    pairs = complete_pairs(ratings, by, scale)
    grouped = pairs.groupby(_keys(ratings, by), sort=False, observed=True)
    return grouped.mean().assign(pairs=grouped["gap"].count())


def respondent_gaps(
    ratings: pd.DataFrame, by: By = "dimension", scale: Scale | None = None
) -> pd.DataFrame:
    """Return each respondent's own gaps: the mean over that respondent's complete pairs.

    Parameters
    ----------
    ratings, by, scale
        As in `gap_scores`; the column ``guest`` is needed as well.

    Returns
    -------
    DataFrame of float, one row per respondent, one column per group
        In scale points, in the order of first appearance; NaN where the respondent left
        no complete pair.

    Raises
    ------
    ValueError
        As in `gap_scores`, and if a row does not say who answered.
    """
    guests, groups, sums, counts = respondent_sums(ratings, by, scale)
    means = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
    return pd.DataFrame(means, index=guests, columns=groups)


def unweighted_score(gaps: pd.Series) -> float:
    """Return the overall gap in which every dimension counts the same.

    Parameters
    ----------
    gaps : Series of float, indexed by dimension
        As returned by `gap_scores`; a dimension without a gap (NaN) is left out.

    Returns
    -------
    float, in scale points

    Raises
    ------
    ValueError
        If no dimension has a gap.

    Examples
    --------
    >>> unweighted_score(pd.Series({"reliability": -1.0, "tangibles": 0.5}))
    -0.25
    """
    if not gaps.notna().any():
        raise ValueError(_("no dimension has a gap, so there is no overall score"))
    return float(gaps.mean())


def weighted_score(gaps: pd.Series, weights: pd.Series | Mapping[str, float]) -> float:
    """Return the overall gap in which each dimension counts by its weight.

    Parameters
    ----------
    gaps : Series of float, indexed by dimension
        As returned by `gap_scores`.
    weights : Series or mapping, one weight per dimension
        For the same dimensions in any order, none negative, not all zero. Only their
        proportions count: 32 and 0.32 say the same. A dimension without a gap (NaN) is
        left out and the weights of the others share its place.

    Returns
    -------
    float, in scale points

    Raises
    ------
    ValueError
        If a dimension has no weight or a weight no dimension, if a weight is missing or
        negative, or if no dimension with a gap has a weight above zero.

    Examples
    --------
    >>> gaps = pd.Series({"reliability": -1.0, "tangibles": 0.5})
    >>> round(weighted_score(gaps, {"tangibles": 20, "reliability": 80}), 2)
    -0.7
    """
    return float((gaps * shares_of(gaps, weights)).sum())


def shares_of(gaps: pd.Series, weights: pd.Series | Mapping[str, float]) -> pd.Series:
    """Return the weights of the dimensions that have a gap, scaled to add up to 1.

    Parameters, errors
        As in `weighted_score`.

    Returns
    -------
    Series of float, in the order of `gaps`
    """
    given = pd.Series(weights, dtype=float)
    _require_same_dimensions(gaps.index, given.index)
    for dimension, weight in given.items():
        if not 0 <= weight < np.inf:
            raise ValueError(
                _('the weight of "{dimension}" is {weight:g}; weights are 0 or more').format(
                    dimension=dimension, weight=weight
                )
            )
    counted = given[gaps.dropna().index]
    if not counted.sum() > 0:
        raise ValueError(
            _("give at least one of {dimensions} a weight above 0").format(
                dimensions=quoted(counted.index) or _("the dimensions")
            )
        )
    return counted / counted.sum()


def _keys(ratings: pd.DataFrame, by: By) -> list[pd.Series]:
    return [ratings[name] for name in columns_of(by)]


def _require_same_dimensions(wanted: pd.Index, given: pd.Index) -> None:
    if given.has_duplicates:
        twice = given[given.duplicated()][0]
        raise ValueError(_('"{dimension}" has more than one weight').format(dimension=twice))
    if len(unweighted := wanted.difference(given, sort=False)):
        raise ValueError(_("no weight is given for {names}").format(names=quoted(unweighted)))
    if len(unknown := given.difference(wanted, sort=False)):
        raise ValueError(
            _("a weight is given for {names}, but the dimensions are {dimensions}").format(
                names=quoted(unknown), dimensions=quoted(wanted)
            )
        )
