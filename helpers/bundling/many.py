"""Many services in one package: the sum of many values is more alike than each of them.

Bakos, Y. & Brynjolfsson, E. (1999). Bundling information goods: pricing, profits, and
efficiency. Management Science, 45(12). (The idea, as in its abstract; the figures for
uniform values are derived here.)
"""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import interpolate, optimize

from helpers.locale import gettext as _

MOST = 200


def sum_of_uniforms_below(bound: npt.ArrayLike, services: int) -> Any:
    """Return the chance that the sum of so many values, uniform from 0 to 1, is below a bound.

    The distribution of Irwin and Hall. It is computed from its density, which is a B-spline,
    since the textbook's alternating sum loses all its digits from about 25 services on.

    Parameters
    ----------
    bound : float or array of float
    services : int, 1 to 200

    Returns
    -------
    float, or array of the shape of `bound`, 0 to 1

    Raises
    ------
    ValueError
        If the number of services is out of range.

    Examples
    --------
    >>> round(float(sum_of_uniforms_below(1.0, 2)), 6), round(float(sum_of_uniforms_below(1, 3)), 6)
    (0.5, 0.166667)
    """
    below = _spline(_whole(services))(np.clip(np.asarray(bound, dtype=float), 0, services))
    return np.clip(below, 0, 1)[()]


def many_services(services: int, cost: float = 0.0) -> pd.Series:
    """Return the best package of so many services, counted per service.

    Every customer values each service between 0 and 1, evenly and independently.

    Parameters
    ----------
    services : int, 1 to 200
    cost : float, 0 or more and below 1
        Of one more customer, for each service.

    Returns
    -------
    Series with ``price`` (of the package, per service), ``share`` (of customers who buy it,
    0 to 1) and ``profit`` (per service and customer)

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> many_services(10).round(4).to_dict()
    {'price': 0.3929, 'share': 0.8776, 'profit': 0.3448}
    """
    if not 0 <= cost < 1:
        raise ValueError(
            _("a cost lies between 0 and 1, the most that anybody pays, not at {cost:g}").format(
                cost=cost
            )
        )
    number = _whole(services)

    def lost(price: float) -> float:
        return -(price - cost) * (1 - float(sum_of_uniforms_below(price * number, number)))

    grid = np.linspace(cost, 1, 401)
    earned = (grid - cost) * (1 - sum_of_uniforms_below(grid * number, number))
    near = int(np.argmax(earned))
    low, high = grid[max(near - 1, 0)], grid[min(near + 1, 400)]
    price = float(
        optimize.minimize_scalar(
            lost, bounds=(low, high), method="bounded", options={"xatol": 1e-10}
        ).x
    )
    share = 1 - float(sum_of_uniforms_below(price * number, number))
    return pd.Series({"price": price, "share": share, "profit": (price - cost) * share})


@cache
def _spline(services: int) -> interpolate.BSpline:
    return interpolate.BSpline.basis_element(np.arange(services + 1.0)).antiderivative()


def _whole(services: int) -> int:
    if not 1 <= services <= MOST or services != int(services):
        raise ValueError(
            _("the services are a whole number from 1 to {most}, not {services:g}").format(
                most=MOST, services=services
            )
        )
    return int(services)
