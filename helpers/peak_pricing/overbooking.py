"""Overbooking: how many bookings to take when some guests do not come.

Each booking shows up with the same chance, independently of the others; groups that
arrive together break that. The first rule fills the house on average; the second bounds
the risk of too many guests; the third weighs an empty room against a guest sent elsewhere.
"""

import math

import numpy as np
from scipy import stats

from helpers.peak_pricing._require import require


def bookings_to_fill(capacity: int, no_show: float) -> int:
    """Return the bookings whose expected shows fill the house, rounded down.

    Examples
    --------
    >>> bookings_to_fill(100, no_show=0.10)
    111
    >>> round(111 * (1 - 0.10), 1)  # of whom so many come, on average
    99.9
    """
    _require_case(capacity, no_show)
    return math.floor(capacity / (1 - no_show) + 1e-9)


def chance_too_many(bookings: int, capacity: int, no_show: float) -> float:
    """Return the chance that more guests come than there are rooms, 0 to 1.

    Examples
    --------
    >>> round(chance_too_many(111, 100, 0.10), 2)
    0.44
    """
    _require_case(capacity, no_show)
    require("bookings", bookings, 0)
    return float(stats.binom.sf(capacity, bookings, 1 - no_show))


def bookings_at_risk(capacity: int, no_show: float, risk: float) -> int:
    """Return the most bookings with which too many come no more often than `risk`.

    Examples
    --------
    >>> bookings_at_risk(100, no_show=0.10, risk=0.05)
    106
    """
    _require_case(capacity, no_show)
    require("risk", risk, 0, 1 - 1e-12)
    bookings = capacity
    while chance_too_many(bookings + 1, capacity, no_show) <= risk and no_show > 0:
        bookings += 1
    return bookings


def expected_profit(
    bookings: int, capacity: int, no_show: float, margin: float, walk_cost: float
) -> float:
    """Return the expected contribution of a night: rooms filled, less guests sent elsewhere.

    Parameters
    ----------
    bookings, capacity : int
        Rooms.
    no_show : float
        Chance that a booking does not come, 0 to below 1; who does not come pays nothing.
    margin : float
        Price less unit cost of a filled room, in yuan.
    walk_cost : float
        What a guest sent to another house costs, in yuan: the taxi, the other room, and
        what the hotel thinks their anger is worth.

    Examples
    --------
    >>> round(expected_profit(100, 100, 0.10, margin=650, walk_cost=2000))
    58500
    """
    _require_case(capacity, no_show)
    require("bookings", bookings, 0)
    require("margin", margin, 0)
    require("walk_cost", walk_cost, 0)
    show = 1 - no_show
    guests = np.arange(capacity + 1, bookings + 1)
    too_many = float((guests - capacity) @ stats.binom.pmf(guests, bookings, show))
    return float(margin * (bookings * show - too_many) - walk_cost * too_many)


def best_bookings(capacity: int, no_show: float, margin: float, walk_cost: float) -> int:
    """Return the bookings with the largest `expected_profit`.

    One more is worth taking while the chance that it comes to a full house is at most
    margin / (margin + walk cost). Where sending guests away costs nothing, there is no
    largest number, and a walk cost above 0 is asked for.

    Examples
    --------
    >>> best_bookings(100, no_show=0.10, margin=650, walk_cost=2000)
    109
    """
    _require_case(capacity, no_show)
    require("margin", margin, 0)
    require("walk_cost", walk_cost, 1e-9)
    bearable = margin / (margin + walk_cost)
    bookings = capacity
    while float(stats.binom.sf(capacity - 1, bookings, 1 - no_show)) <= bearable:
        bookings += 1
    return bookings


def _require_case(capacity: int, no_show: float) -> None:
    require("capacity", capacity, 0)
    require("no_show", no_show, 0, 1 - 1e-6)
