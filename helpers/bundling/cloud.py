"""A made-up cloud of customers, to see what correlation and spread do."""

import numpy as np
import pandas as pd

from helpers.locale import gettext as _


def draw_values(
    count: int,
    means: tuple[float, float],
    spreads: tuple[float, float],
    correlation: float,
    rng: np.random.Generator,
    *,
    unit: float = 1.0,
    names: tuple[str, str] = ("A", "B"),
) -> pd.DataFrame:
    """Return reservation prices of made-up customers: normal, rounded, none below 0.

    The draw is put straight before it is rounded: its means, spreads and correlation are
    exactly those asked for. So when the correlation is turned, nothing else turns with it.

    Parameters
    ----------
    count : int, 3 or more
        Customers.
    means, spreads : pair of float, 0 or more
        Of the two services, in the unit of money.
    correlation : float, -1 to 1
        Between the two reservation prices of one customer.
    rng : numpy Generator
    unit : float above 0
        Values are rounded to multiples of it; what falls below 0 becomes 0.
    names : pair of str

    Returns
    -------
    DataFrame, one row per customer, two columns

    Raises
    ------
    ValueError
        If there are fewer than 3 customers, or a number lies outside its range.

    Examples
    --------
    >>> cloud = draw_values(200, (500, 300), (100, 100), 0.5, np.random.default_rng(0))
    >>> cloud.mean().round().tolist(), round(float(cloud.corr().iloc[0, 1]), 2)
    ([500.0, 300.0], 0.5)
    """
    if count < 3:
        raise ValueError(_("a cloud has 3 customers or more, not {count}").format(count=count))
    if not -1 <= correlation <= 1:
        raise ValueError(
            _("a correlation lies between -1 and 1, not at {value:g}").format(value=correlation)
        )
    if min(*means, *spreads) < 0 or not unit > 0:
        raise ValueError(_("means and spreads are 0 or more, and the unit is above 0"))
    drawn = rng.standard_normal((count, 2))
    drawn -= drawn.mean(axis=0)
    first = drawn[:, 0] / drawn[:, 0].std()
    rest = drawn[:, 1] - first * (first @ drawn[:, 1]) / count
    second = correlation * first + np.sqrt(1 - correlation**2) * rest / rest.std()
    values = np.array(means) + np.array(spreads) * np.column_stack([first, second])
    return pd.DataFrame(np.maximum(0, np.round(values / unit) * unit), columns=list(names))
