"""Which dimension to mend first, and how firmly the weights decide it.

The weighted shortfall of a dimension is its weight times its gap; the first priority is
the most negative one. Published weights are means, and people differ around them.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.servqual.gaps import shares_of
from helpers.servqual.weights import own_weights


def rank_stability(
    gaps: pd.Series,
    weights: pd.Series | Mapping[str, float],
    *,
    agreement: float,
    draws: int = 2000,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return how often each dimension takes each rank when people weigh differently.

    Each draw is one person's weights, from a Dirichlet distribution with the given
    weights as its mean. `agreement` is the sum of its parameters: a weight w spreads with
    variance w (1 - w) / (agreement + 1). At 5 people hardly agree (a weight of 0.20 has
    a standard deviation of 0.16), at 50 they roughly do (0.06), at 1000 they all but
    repeat the mean (0.013).

    Parameters
    ----------
    gaps : Series of float, indexed by dimension
        As returned by `gap_scores`; dimensions without a gap (NaN) are left out.
    weights : Series or mapping, one weight per dimension
        As in `weighted_score`. A dimension of weight 0 keeps it in every draw.
    agreement : float above 0
    draws : int
    rng : numpy Generator

    Returns
    -------
    DataFrame of float, dimensions by ranks 1, 2, ...
        Shares of draws, 0 to 1; rows and columns add up to 1. Rank 1 is the most negative
        weighted gap; dimensions that tie share their ranks evenly.

    Raises
    ------
    ValueError
        As in `weighted_score`, and if `agreement` or `draws` is not above 0.

    Examples
    --------
    >>> gaps = pd.Series({"reliability": -1.0, "tangibles": -1.0})
    >>> weights = {"reliability": 70, "tangibles": 30}
    >>> rank_stability(gaps, weights, agreement=20, rng=np.random.default_rng(8)).round(2)
    rank            1     2
    reliability  0.97  0.03
    tangibles    0.03  0.97
    """
    if not (agreement > 0 and draws > 0):
        raise ValueError(
            _("agreement and draws lie above 0, not at {agreement:g} and {draws:g}").format(
                agreement=agreement, draws=draws
            )
        )
    mean = shares_of(gaps, weights)
    drawn = np.zeros((draws, len(mean)))
    drawn[:, mean > 0] = rng.dirichlet(agreement * mean[mean > 0], size=draws)
    return _share_at_ranks(drawn * gaps[mean.index].to_numpy(), mean.index)


def first_priority_by_respondent(gaps: pd.Series, points: pd.DataFrame) -> pd.Series:
    """Return for which share of respondents each dimension comes first, by their own weights.

    Everybody faces the same gaps; only the weights are the respondent's own.

    Parameters
    ----------
    gaps : Series of float, indexed by dimension
        As returned by `gap_scores`; dimensions without a gap (NaN) are left out.
    points : DataFrame, as in `own_weights`, with the same dimensions

    Returns
    -------
    Series of float named ``share``, one value per dimension, adding up to 1
        Dimensions that tie in a respondent's eyes share that respondent evenly.

    Raises
    ------
    ValueError
        As in `own_weights` and `weighted_score`, and if no respondent is left.

    Examples
    --------
    >>> gaps = pd.Series({"reliability": -1.0, "tangibles": -2.0})
    >>> points = pd.DataFrame({"reliability": [90, 50, 80], "tangibles": [10, 50, 20]})
    >>> first_priority_by_respondent(gaps, points).round(2)
    reliability    0.67
    tangibles      0.33
    Name: share, dtype: float64
    """
    weights = own_weights(points)
    if weights.empty:
        raise ValueError(_("no respondent gave points that can be used"))
    counted = shares_of(gaps, dict.fromkeys(weights.columns, 1.0)).index
    shortfalls = weights[counted].to_numpy() * gaps[counted].to_numpy()
    return _share_at_ranks(shortfalls, counted)[1].rename("share")


def _share_at_ranks(shortfalls: np.ndarray, dimensions: pd.Index) -> pd.DataFrame:
    """Return the share of rows in which each column takes each rank; ties share theirs."""
    ranks = range(1, len(dimensions) + 1)
    below = np.stack([(shortfalls < column[:, None]).sum(axis=1) for column in shortfalls.T], 1)
    ties = np.stack([(shortfalls == column[:, None]).sum(axis=1) for column in shortfalls.T], 1)
    taken = {
        rank: (((below < rank) & (rank <= below + ties)) / ties).mean(axis=0) for rank in ranks
    }
    return pd.DataFrame(taken, index=dimensions).rename_axis(columns="rank")
