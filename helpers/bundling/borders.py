"""Where the choices of customers meet: the lines between regions of reservation prices."""

import math
from collections.abc import Mapping, Sequence

from helpers.bundling.customers import BUNDLE, read_prices

Line = list[tuple[float, float]]


def borders(prices: Mapping[str, float], names: Sequence[str], reach: float) -> list[Line]:
    """Return the lines that part who buys what, in the plane of two reservation prices.

    Parameters
    ----------
    prices : mapping of str to float
        By service; the package's under ``"bundle"``. What is left out is not on offer.
    names : pair of str
        The two services; the first runs to the right, the second upwards.
    reach : float
        Where lines that never end are cut.

    Returns
    -------
    list of lines, each a list of (first value, second value)

    Raises
    ------
    ValueError
        If a price is for something unknown, below 0 or not a number.

    Examples
    --------
    >>> borders({"room": 80, "bundle": 105}, ("room", "dinner"), reach=200.0)
    [[(80.0, 0.0), (80.0, 25.0)], [(80.0, 25.0), (200.0, 25.0)], [(80.0, 25.0), (0.0, 105.0)]]
    """
    first, second, package = (float(price) for price in read_prices(prices, tuple(names)))
    if package >= first + second:
        return _upright(first, reach) + _level(second, reach)
    # A single price above the package's sells nothing: the package is the better buy.
    first, second = min(first, package), min(second, package)
    right, upper = (first, package - first), (package - second, second)
    lines = []
    if first < package:
        lines += [[(first, 0.0), right], [right, (reach, package - first)]]
    if second < package:
        lines += [[(0.0, second), upper], [upper, (package - second, reach)]]
    return [*lines, [right, upper]] if BUNDLE in prices else lines


def _upright(price: float, reach: float) -> list[Line]:
    return [[(price, 0.0), (price, reach)]] if price < math.inf else []


def _level(price: float, reach: float) -> list[Line]:
    return [[(0.0, price), (reach, price)]] if price < math.inf else []
