"""What a correlation across many firms says about the customers' weights: little.

In this model every customer of every firm weighs the qualities alike; what differs between
markets is how far the *firms* differ in each. The rest is the algebra of correlations.

    perceived = w1 q1 + w2 q2 + ... + noise
    corr(q_i, perceived) = s_i (sum over j of w_j s_j r_ij) / sd(perceived)

with s the spread (standard deviation) of a quality among the firms and r the correlation
between two qualities.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.locale import gettext as _
from helpers.ratings import quoted, require_columns

PERCEIVED = "perceived"


def market_correlations(
    weights: Mapping[str, float],
    spreads: Mapping[str, float],
    noise: float,
    rho: float = 0.0,
) -> pd.Series:
    """Return the correlation of each quality with perceived quality over all firms of a market.

    Parameters
    ----------
    weights : mapping of quality to float
        Points of perceived quality for one point of the quality, alike for all customers.
    spreads : mapping of quality to float, 0 or more
        Standard deviation of the quality among the firms, in scale points.
    noise : float, 0 or more
        Standard deviation of everything else, in scale points.
    rho : float
        Correlation between any two of the qualities among the firms.

    Returns
    -------
    Series of float, one correlation per quality, in the order of `weights`
        Missing (NaN) where all firms are alike, or perceived quality does not differ.

    Raises
    ------
    ValueError
        If weights and spreads name other qualities, a spread or the noise lies below zero,
        or no qualities can all have the correlation `rho`.

    Examples
    --------
    >>> weights = {"technical": 1, "functional": 1}
    >>> market_correlations(weights, {"technical": 1, "functional": 1}, noise=1).round(3).to_dict()
    {'technical': 0.577, 'functional': 0.577}
    >>> market_correlations(weights, {"technical": 0.3, "functional": 1}, 1).round(3).to_dict()
    {'technical': 0.208, 'functional': 0.692}
    """
    weight, spread = _of_market(weights, spreads, noise, rho)
    together = _covariance(spread, rho) @ weight
    variance = weight @ together + noise**2
    with np.errstate(divide="ignore", invalid="ignore"):
        found = together / (spread * np.sqrt(variance))
    return pd.Series(found, list(weights), name="correlation").rename_axis("quality")


def standard_draws(firms: int, qualities: int, rng: np.random.Generator) -> np.ndarray:
    """Return standard normal draws for `simulate_market`: keep them, and a market moves smoothly.

    Returns
    -------
    array of float, firms by qualities plus one (the noise)
    """
    return rng.standard_normal((firms, qualities + 1))


def simulate_market(
    weights: Mapping[str, float],
    spreads: Mapping[str, float],
    noise: float,
    draws: npt.ArrayLike,
    rho: float = 0.0,
) -> pd.DataFrame:
    """Return the qualities of the firms of a market, and how customers perceive each firm.

    Parameters
    ----------
    weights, spreads, noise, rho
        As in `market_correlations`.
    draws : array of float, firms by qualities plus one
        Standard normal numbers, as from `standard_draws`. The same draws with other spreads
        are the same firms, moved together or apart.

    Returns
    -------
    DataFrame, one row per firm
        A column for each quality and ``perceived``, in scale points from the market's mean.

    Raises
    ------
    ValueError
        As `market_correlations`, or if the draws have another number of columns.

    Examples
    --------
    >>> draws = [[1, 0, 0], [0, 1, 0], [-1, -1, 0.5]]
    >>> weights = {"technical": 1, "functional": 2}
    >>> simulate_market(weights, {"technical": 0.5, "functional": 1}, 1, draws)
       technical  functional  perceived
    0        0.5         0.0        0.5
    1        0.0         1.0        2.0
    2       -0.5        -1.0       -2.0
    """
    weight, spread = _of_market(weights, spreads, noise, rho)
    standard = np.asarray(draws, float)
    if standard.ndim != 2 or standard.shape[1] != len(weight) + 1:
        raise ValueError(
            _("the draws need one column for each quality and one for the noise: {columns}").format(
                columns=len(weight) + 1
            )
        )
    mixed = standard[:, :-1] @ _root(len(weight), rho).T
    firms = pd.DataFrame(mixed * spread, columns=list(weights))
    return firms.assign(**{PERCEIVED: firms.to_numpy() @ weight + noise * standard[:, -1]})


def sample_correlations(firms: pd.DataFrame) -> pd.Series:
    """Return the correlation of each quality with perceived quality in a table of firms.

    Parameters
    ----------
    firms : DataFrame, one row per firm
        A column ``perceived``; every other column of numbers is a quality. Firms with a
        missing value are left out.

    Returns
    -------
    Series of float, one per quality; NaN where the firms are alike
    """
    known = _complete(firms)
    return known.corr()[PERCEIVED].drop(PERCEIVED).rename("correlation").rename_axis("quality")


def fitted_weights(firms: pd.DataFrame) -> pd.Series:
    """Return the slopes of perceived quality on all qualities together, by least squares.

    Unlike a correlation, a slope estimates the customers' weight whatever the spreads; the
    closer together the firms stand, the less surely.

    Parameters
    ----------
    firms : DataFrame
        As in `sample_correlations`.

    Returns
    -------
    Series of float, points of perceived quality for one point of each quality

    Raises
    ------
    ValueError
        If there are not more firms than slopes, or the qualities do not differ enough
        between the firms to be told apart.
    """
    known = _complete(firms)
    qualities = known.drop(columns=PERCEIVED)
    with_constant = np.column_stack([np.ones(len(known)), qualities])
    if len(known) <= with_constant.shape[1] or (
        np.linalg.matrix_rank(with_constant) < with_constant.shape[1]
    ):
        raise ValueError(
            _("{firms} firms do not tell {names} apart: more firms, or others, are needed").format(
                firms=len(known), names=quoted(qualities.columns)
            )
        )
    slopes = np.linalg.lstsq(with_constant, known[PERCEIVED].to_numpy(), rcond=None)[0][1:]
    return pd.Series(slopes, qualities.columns, name="slope").rename_axis("quality")


def _complete(firms: pd.DataFrame) -> pd.DataFrame:
    require_columns(firms, [PERCEIVED])
    return firms.select_dtypes("number").dropna()


def _of_market(
    weights: Mapping[str, float], spreads: Mapping[str, float], noise: float, rho: float
) -> tuple[np.ndarray, np.ndarray]:
    if set(weights) != set(spreads) or not weights:
        raise ValueError(
            _("weights and spreads name the same qualities, not {weights} and {spreads}").format(
                weights=quoted(weights), spreads=quoted(spreads)
            )
        )
    for name, size in {**spreads, _("noise"): noise}.items():
        if not 0 <= size < np.inf:
            raise ValueError(
                _("a spread is 0 or more, and {name} has {size}").format(name=name, size=size)
            )
    lowest = -1 / (len(weights) - 1) if len(weights) > 1 else -1.0
    if not lowest <= rho <= 1:
        raise ValueError(
            _("{count} qualities correlate between {low:.2f} and 1, not {rho}").format(
                count=len(weights), low=lowest, rho=rho
            )
        )
    return (
        np.array([weights[name] for name in weights], float),
        np.array([spreads[name] for name in weights], float),
    )


def _covariance(spread: np.ndarray, rho: float) -> np.ndarray:
    alike = np.full((len(spread), len(spread)), rho)
    np.fill_diagonal(alike, 1.0)
    return alike * np.outer(spread, spread)


def _root(qualities: int, rho: float) -> np.ndarray:
    """Return L with L L' the correlations; a root that also exists at the ends of rho."""
    values, vectors = np.linalg.eigh(_covariance(np.ones(qualities), rho))
    root: np.ndarray = vectors @ np.diag(np.sqrt(values.clip(0))) @ vectors.T
    return root
