"""How much demand answers a price: elasticity, and when a price cut pays.

The elasticity of demand is the percentage change of quantity per one percent change of
price. Along a curve ``Q = Q0 (p / p0) ** e`` it is the same everywhere.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.locale import gettext as _
from helpers.peak_pricing._require import require, require_above


def quantity_at(
    price: npt.ArrayLike, price_before: float, quantity_before: float, elasticity: float
) -> npt.NDArray[np.float64]:
    """Return the quantity sold at a price, where the elasticity is the same everywhere.

    Parameters
    ----------
    price : float or array of float, above 0
        In any unit of money; a scalar gives a scalar.
    price_before, quantity_before : float, above 0; not below 0
        A point on the curve.
    elasticity : float
        Percent of quantity per percent of price; below 0 for ordinary services.

    Returns
    -------
    float or array of float, in the unit of `quantity_before`

    Raises
    ------
    ValueError
        If a price is not above 0, or the quantity is below 0.

    Examples
    --------
    >>> float(quantity_at(15, price_before=20, quantity_before=100, elasticity=-1.5).round(2))
    153.96
    """
    require_above("price", price)
    require_above("price_before", price_before)
    require("quantity_before", quantity_before, 0)
    require("elasticity", elasticity)
    return quantity_before * (np.asarray(price, dtype=float) / price_before) ** elasticity


def arc_elasticity(
    price_before: float, quantity_before: float, price_after: float, quantity_after: float
) -> float:
    """Return the elasticity between two points: both changes as shares of their midpoints.

    It does not matter which of the two comes first, and one of the prices may be 0.

    Raises
    ------
    ValueError
        If the prices are equal, or a price or quantity is below 0, or both quantities are 0.

    Examples
    --------
    Visits to a doctor at 25 and at 95 percent of the fee (RAND Health Insurance Experiment):

    >>> round(arc_elasticity(25, 2.7875, 95, 2.1116), 2)
    -0.24
    """
    require("price", [price_before, price_after], 0)
    require("quantity", [quantity_before, quantity_after], 0)
    if price_before == price_after:
        raise ValueError(
            _("two different prices are needed, and both are {price:g}").format(price=price_before)
        )
    if quantity_before + quantity_after == 0:
        raise ValueError(_("nothing is sold at either price, so there is no elasticity"))
    of_price = (price_after - price_before) / (price_after + price_before)
    of_quantity = (quantity_after - quantity_before) / (quantity_after + quantity_before)
    return of_quantity / of_price


def quantity_to_break_even(
    price_before: float, quantity_before: float, price_after: float, unit_cost: float
) -> float:
    """Return how much must be sold at the new price for the same contribution as before.

    Contribution is price less what one more unit costs, times the quantity. With a unit
    cost of 0 it is revenue.

    Raises
    ------
    ValueError
        If the new price is not above the unit cost: then no quantity is enough.

    Examples
    --------
    >>> round(quantity_to_break_even(800, 40, 640, unit_cost=150), 2)
    53.06
    >>> quantity_to_break_even(800, 40, 640, unit_cost=0)  # by revenue alone
    50.0
    """
    require("price", [price_before, price_after], 0)
    require("quantity_before", quantity_before, 0)
    require("unit_cost", unit_cost, 0)
    if price_after <= unit_cost:
        raise ValueError(
            _("a price of {price:g} leaves nothing over a cost of {cost:g}").format(
                price=price_after, cost=unit_cost
            )
        )
    return quantity_before * (price_before - unit_cost) / (price_after - unit_cost)


def elasticity_to_break_even(price_before: float, price_after: float, unit_cost: float) -> float:
    """Return the constant elasticity at which a change of price leaves contribution as it is.

    For a cut, demand must be at least as elastic as that; for a rise, at most. With a unit
    cost of 0 it is -1.

    Examples
    --------
    >>> round(elasticity_to_break_even(800, 640, unit_cost=150), 2)
    -1.27
    >>> round(elasticity_to_break_even(800, 640, unit_cost=0), 6)
    -1.0
    """
    require_above("price", [price_before, price_after])
    if price_before == price_after:
        raise ValueError(
            _("two different prices are needed, and both are {price:g}").format(price=price_before)
        )
    if price_before <= unit_cost:
        raise ValueError(
            _("a price of {price:g} leaves nothing over a cost of {cost:g}").format(
                price=price_before, cost=unit_cost
            )
        )
    needed = quantity_to_break_even(price_before, 1.0, price_after, unit_cost)
    return float(np.log(needed) / np.log(price_after / price_before))


def whether_and_how_often(
    table: pd.DataFrame, quantity: str = "visits", by: str = "price"
) -> pd.DataFrame:
    """Return for each price how many use the service at all, and how often those who do.

    Their product is the mean: a price may keep people away, or make them come less often.

    Parameters
    ----------
    table : DataFrame, one row per person and period
    quantity, by : str
        Columns: units used (0 or more), and price.

    Returns
    -------
    DataFrame, one row per price, in order
        ``people`` (rows), ``mean``, ``whether`` (share, 0 to 1), ``how_often`` (mean of
        those above 0; NaN if there are none).

    Examples
    --------
    >>> table = pd.DataFrame({"price": [0, 0, 25, 25], "visits": [4, 2, 3, 0]})
    >>> whether_and_how_often(table).loc[25].to_dict()
    {'people': 2.0, 'mean': 1.5, 'whether': 0.5, 'how_often': 3.0}
    """
    missing = [name for name in (quantity, by) if name not in table]
    if missing:
        raise ValueError(_("the table has no column {name}").format(name=", ".join(missing)))
    require(quantity, table[quantity], 0)
    groups = table.groupby(by)[quantity]
    used = table[table[quantity] > 0].groupby(by)[quantity]
    return pd.DataFrame(
        {
            "people": groups.size(),
            "mean": groups.mean(),
            "whether": groups.agg(lambda values: (values > 0).mean()),
            "how_often": used.mean(),
        }
    )
