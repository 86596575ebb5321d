"""Importance: weights from points that respondents give, and what hangs on them.

Respondents share out points (usually 100) over the dimensions. There are two ways from
there to one overall score, and they are different numbers whenever those who care most
for a dimension see another gap in it than the rest:

- *averaged first*: mean gaps times mean weights (`weighted_score_averaged_first`);
- *per respondent*: each respondent's gaps times that respondent's weights, then the mean
  (`weighted_score_per_respondent`).
"""

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.ratings import quoted
from helpers.servqual.gaps import gap_scores, respondent_gaps, shares_of, weighted_score

PREFIX = "points_"


def own_weights(points: pd.DataFrame) -> pd.DataFrame:
    """Return each respondent's importance points, scaled to add up to 1.

    Parameters
    ----------
    points : DataFrame, one row per respondent
        One column of points per dimension. Where columns begin with ``points_``, as in
        Hotel A's table of guests, these are used, without the prefix, and no others;
        elsewhere all columns but ``guest`` are. The column ``guest``, or without it the
        index, says who answered.

    Returns
    -------
    DataFrame of float, one row per usable respondent, one column per dimension
        Respondents are left out if a point is missing or negative or if all are zero.
        Points that do not add up to 100 are used: only their proportions count.

    Raises
    ------
    ValueError
        If there are no columns of points, one holds something else than numbers, or a
        respondent has two rows.
    """
    given = _points_by_dimension(points)
    values = given.to_numpy(dtype=float, na_value=np.nan)
    totals = values.sum(axis=1)
    usable = (values >= 0).all(axis=1) & (totals > 0) & np.isfinite(totals)
    return pd.DataFrame(
        values[usable] / totals[usable, None], index=given.index[usable], columns=given.columns
    )


def weights_from_points(points: pd.DataFrame) -> pd.Series:
    """Return the mean weight of each dimension over the respondents.

    Every respondent's points are scaled to add up to 1 before the mean is taken, so that
    nobody counts more by handing out more points.

    Parameters
    ----------
    points : DataFrame, one row per respondent
        As in `own_weights`; respondents with a missing or negative point, or all zero,
        are left out.

    Returns
    -------
    Series of float named ``weight``, one value per dimension, adding up to 1
        ``.attrs["respondents"]`` says how many were used, ``.attrs["left_out"]`` how many not.

    Raises
    ------
    ValueError
        As in `own_weights`, and if no respondent is left.

    Examples
    --------
    >>> points = pd.DataFrame(
    ...     {"points_reliability": [80, 10, 50], "points_tangibles": [20, 10, None]}
    ... )
    >>> weights = weights_from_points(points)
    >>> weights
    dimension
    reliability    0.65
    tangibles      0.35
    Name: weight, dtype: float64
    >>> weights.attrs
    {'respondents': 2, 'left_out': 1}
    """
    weights = own_weights(points)
    if weights.empty:
        raise ValueError(_("no respondent gave points that can be used"))
    mean = weights.mean().rename("weight").rename_axis("dimension")
    mean.attrs = {"respondents": len(weights), "left_out": len(points) - len(weights)}
    return mean


def weighted_score_averaged_first(ratings: pd.DataFrame, points: pd.DataFrame) -> float:
    """Return the overall gap from mean gaps and mean weights.

    It needs no link between who rated and who gave points: all rows of both tables are
    used. Hand in the points of those who rated to compare it with
    `weighted_score_per_respondent`.

    Parameters
    ----------
    ratings : DataFrame, as in `gap_scores`
    points : DataFrame, as in `own_weights`, with the dimensions of `ratings`

    Returns
    -------
    float, in scale points

    Raises
    ------
    ValueError
        As in `gap_scores`, `weights_from_points` and `weighted_score`.

    Examples
    --------
    Two guests; each is let down just where it matters to that guest.

    >>> ratings = pd.DataFrame(
    ...     {
    ...         "guest": [1, 1, 2, 2],
    ...         "dimension": ["reliability", "tangibles"] * 2,
    ...         "expectation": [6, 6, 6, 6],
    ...         "perception": [4, 6, 6, 4],
    ...     }
    ... )
    >>> points = pd.DataFrame({"guest": [1, 2], "reliability": [100, 0], "tangibles": [0, 100]})
    >>> weighted_score_averaged_first(ratings, points)
    -1.0
    >>> weighted_score_per_respondent(ratings, points)
    -2.0
    """
    return weighted_score(gap_scores(ratings), weights_from_points(points))


def weighted_score_per_respondent(ratings: pd.DataFrame, points: pd.DataFrame) -> float:
    """Return the mean of the respondents' own weighted gaps.

    Parameters
    ----------
    ratings : DataFrame, as in `respondent_gaps`
    points : DataFrame, as in `own_weights`, with the dimensions of `ratings`

    Returns
    -------
    float, in scale points
        The mean of `respondent_weighted_gaps`, whose rules for missing answers hold. See
        `weighted_score_averaged_first` for an example in which the two differ.

    Raises
    ------
    ValueError
        As in `respondent_weighted_gaps`.
    """
    return float(respondent_weighted_gaps(ratings, points).mean())


def respondent_weighted_gaps(ratings: pd.DataFrame, points: pd.DataFrame) -> pd.Series:
    """Return each respondent's own gaps weighed by the respondent's own weights.

    Parameters
    ----------
    ratings : DataFrame, as in `respondent_gaps`
    points : DataFrame, as in `own_weights`, with the dimensions of `ratings`

    Returns
    -------
    Series of float named ``gap``, indexed by guest
        In scale points. A respondent who left a dimension without a complete pair is
        weighed over the others, own weights scaled up to add up to 1. Left out are those
        without usable points, and those who rated nothing that matters to them.

    Raises
    ------
    ValueError
        As in `respondent_gaps` and `own_weights`, if the two tables have different
        dimensions, or no respondent is in both.
    """
    gaps = respondent_gaps(ratings)
    weights = own_weights(points)
    shares_of(gaps.mean(), dict.fromkeys(weights.columns, 1.0))
    both = gaps.index.intersection(weights.index, sort=False)
    own = gaps.loc[both].to_numpy()
    shares = np.where(np.isnan(own), 0.0, weights.loc[both, gaps.columns].to_numpy())
    answered = shares.sum(axis=1)
    if not (answered > 0).any():
        raise ValueError(_("no guest has both ratings and points that can be used"))
    score = (np.nan_to_num(own) * shares)[answered > 0].sum(axis=1) / answered[answered > 0]
    return pd.Series(score, index=both[answered > 0], name="gap")


def _points_by_dimension(points: pd.DataFrame) -> pd.DataFrame:
    if "guest" in points.columns:
        points = points.set_index("guest")
    if points.index.has_duplicates:
        raise ValueError(
            _("guest {guest} has more than one row of points").format(
                guest=points.index[points.index.duplicated()][0]
            )
        )
    prefixed = [name for name in points.columns if str(name).startswith(PREFIX)]
    given = points[prefixed].rename(columns=lambda name: name.removeprefix(PREFIX))
    given = given if prefixed else points
    if given.columns.empty:
        raise ValueError(_("the table holds no columns of points"))
    texts = [name for name in given.columns if not pd.api.types.is_numeric_dtype(given[name])]
    if texts:
        raise ValueError(
            _("points are numbers, but {names} holds text").format(names=quoted(texts))
        )
    return given
