"""Make or buy: the quantity from which making is cheaper, and how it moves with time.

Break-even of outsourcing: the fixed cost of making, divided by what one unit costs more when
it is bought. That a unit cost falls by a constant share each time experience doubles is the
experience curve, used here as a common assumption, not as a law.
"""

import numpy as np

from helpers.locale import gettext as _
from helpers.services._require import require_amounts


def break_even_quantity(fixed: float, make: float, buy: float) -> float:
    """Return the quantity a year above which making is cheaper than buying.

    Parameters
    ----------
    fixed : float
        What making costs before the first unit, in yuan a year; only what would go away.
    make, buy : float
        What one unit costs besides, made or bought, in yuan.

    Returns
    -------
    float
        In units a year. Infinity where buying is always cheaper (a bought unit costs no more
        than making one more); 0 where making is, because nothing is fixed.

    Raises
    ------
    ValueError
        If a cost is below zero or is no number.

    Examples
    --------
    >>> break_even_quantity(240_000, make=12, buy=20)
    30000.0
    >>> break_even_quantity(240_000, make=12, buy=18)
    40000.0
    >>> break_even_quantity(240_000, make=12, buy=11)
    inf
    """
    require_amounts(fixed=fixed, make=make, buy=buy)
    if buy <= make:
        return float("inf")
    return fixed / (buy - make)


def equal_price(fixed: float, make: float, quantity: float) -> float:
    """Return the price of a unit at which buying costs what making does.

    Parameters
    ----------
    fixed, make
        As in `break_even_quantity`.
    quantity : float
        Units a year, more than 0.

    Returns
    -------
    float
        In yuan a unit: what a made unit costs with its share of what is fixed.

    Raises
    ------
    ValueError
        If a cost is below zero, or the quantity is not above zero.

    Examples
    --------
    >>> equal_price(240_000, make=12, quantity=40_000)
    18.0
    """
    require_amounts(fixed=fixed, make=make)
    if not 0 < quantity < float("inf"):
        raise ValueError(_("a quantity is above 0, not {quantity}").format(quantity=quantity))
    return make + fixed / quantity


def learned_cost(cost: float, doublings: float, keeps: float = 0.9) -> float:
    """Return a unit cost after experience has doubled so many times.

    Parameters
    ----------
    cost : float
        Of one unit now, in yuan.
    doublings : float
        How many times the units made since the beginning have doubled, 0 or more.
    keeps : float
        What is left of the cost after one doubling, a share above 0 up to 1.

    Returns
    -------
    float
        In yuan.

    Raises
    ------
    ValueError
        If the cost or the doublings are below zero, or `keeps` is no such share.

    Examples
    --------
    >>> round(learned_cost(20, doublings=2, keeps=0.9), 2)
    16.2
    """
    require_amounts(cost=cost, doublings=doublings)
    if not 0 < keeps <= 1:
        raise ValueError(
            _("what a doubling leaves is a share above 0 up to 1, not {keeps}").format(keeps=keeps)
        )
    return cost * keeps**doublings


def yearly_costs(
    quantity: np.ndarray, fixed: float, make: float, buy: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return what making and what buying cost in a year.

    Parameters
    ----------
    quantity : array of float
        Units a year, 0 or more.
    fixed, make, buy
        As in `break_even_quantity`.

    Returns
    -------
    two arrays of float, as `quantity`
        In yuan a year: making, buying.

    Raises
    ------
    ValueError
        If a cost or a quantity is below zero.

    Examples
    --------
    >>> made, bought = yearly_costs(np.array([28_000.0]), 240_000, 12, 20)
    >>> float(made[0]), float(bought[0])
    (576000.0, 560000.0)
    """
    require_amounts(fixed=fixed, make=make, buy=buy)
    units = np.asarray(quantity, dtype=float)
    if not (np.isfinite(units) & (units >= 0)).all():
        raise ValueError(_("quantities are counted from 0 up"))
    return fixed + make * units, buy * units
