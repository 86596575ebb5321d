"""Elasticity from a table of prices and quantities: a line through their logarithms.

The slope of log quantity on log price is an elasticity *if* nothing else moves both. A
price that is set by looking at demand breaks that; so each estimate names what it holds
constant. Fixed effects compare an entity only with itself (Wooldridge, J. M. (2010).
Econometric Analysis of Cross Section and Panel Data, 2nd ed., chapter 10).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.peak_pricing._require import require_above


def log_slope(
    table: pd.DataFrame,
    quantity: str,
    price: str,
    controls: Sequence[str] = (),
    within: Sequence[str] = (),
    cluster: str | None = None,
) -> pd.Series:
    """Return the slope of log quantity on log price by least squares, with its standard error.

    Parameters
    ----------
    table : DataFrame, one row per entity and period
    quantity, price : str
        Columns above 0.
    controls : sequence of str
        Columns of numbers held constant, as they stand (take logarithms before).
    within : sequence of str
        Columns whose every value gets a level of its own: fixed effects.
    cluster : str, optional
        Rows with the same value here are not independent of each other; the standard
        error then allows for it. Without it, rows are taken as independent, spread
        unequally.

    Returns
    -------
    Series with ``elasticity``, ``error``, ``rows``

    Raises
    ------
    ValueError
        If a column is missing, a price or quantity is not above 0, or the price does not
        move once the others are held constant.

    Examples
    --------
    >>> price = np.array([10.0, 20, 40, 80])
    >>> table = pd.DataFrame({"fare": price, "passengers": 1000 * price**-0.5})
    >>> log_slope(table, "passengers", "fare")["elasticity"].round(3)
    np.float64(-0.5)
    """
    wanted = [quantity, price, *controls, *within, *([cluster] if cluster else [])]
    missing = [name for name in wanted if name not in table]
    if missing:
        raise ValueError(_("the table has no column {name}").format(name=", ".join(missing)))
    rows = table[list(dict.fromkeys(wanted))].dropna()
    if len(rows) < 2:
        raise ValueError(_("two complete rows at least are needed"))
    require_above(price, rows[price])
    require_above(quantity, rows[quantity])
    held = [np.ones(len(rows)), *(rows[name].to_numpy(float) for name in controls)]
    columns = np.column_stack([np.log(rows[price]), np.log(rows[quantity]), *held[1:]])
    columns = _without(columns, [pd.factorize(rows[name])[0] for name in within])
    fixed = np.column_stack([held[0], columns[:, 2:]])
    x, y = (_residual(columns[:, place], fixed) for place in (0, 1))
    spread = float(x @ x)
    if spread < 1e-12 * len(rows):
        raise ValueError(_("the price does not move once the others are held constant"))
    slope = float(x @ y) / spread
    scores: np.ndarray = x * (y - slope * x)
    if cluster:
        scores = np.bincount(pd.factorize(rows[cluster])[0], weights=scores).astype(float)
    error = float(np.sqrt(scores @ scores)) / spread
    return pd.Series({"elasticity": slope, "error": error, "rows": float(len(rows))})


def _without(columns: np.ndarray, groups: Sequence[np.ndarray]) -> np.ndarray:
    """Take each group's means out, in turn until nothing moves any more."""
    left = columns - columns.mean(axis=0)
    for _round in range(10_000 if groups else 0):
        before = left.copy()
        for group in groups:
            counts = np.bincount(group)[:, None]
            sums = np.stack([np.bincount(group, weights=c) for c in left.T], axis=1)
            left = left - (sums / counts)[group]
        if np.abs(left - before).max() < 1e-12:
            break
    return left


def _residual(values: np.ndarray, held: np.ndarray) -> np.ndarray:
    coefficients, *_rest = np.linalg.lstsq(held, values, rcond=None)
    return values - held @ coefficients
