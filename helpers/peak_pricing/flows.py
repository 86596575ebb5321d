"""Where the guests come from when the off-peak price is cut, and what each of them earns.

An off-peak cut is given to those who would have come anyway, brings some who would not,
and draws some away from the peak; a room that they leave there may be sold again to a
guest who was turned away. Marginal arithmetic, one peak and one off-peak night together.
"""

import math
from dataclasses import dataclass

import pandas as pd

from helpers.locale import gettext as _
from helpers.peak_pricing._require import require


@dataclass(frozen=True)
class TwoNights:
    """A peak night and an off-peak night, before the cut.

    Parameters
    ----------
    peak_price, offpeak_price : float
        In yuan a room.
    peak_sold, offpeak_sold : int
        Rooms sold before the cut.
    rooms : int
        Rooms of the house, on either night.
    unit_cost : float
        What one more room sold costs (cleaning, breakfast, commission), in yuan.

    Raises
    ------
    ValueError
        If a number is below 0, or more is sold than there are rooms.
    """

    peak_price: float = 1200
    offpeak_price: float = 800
    peak_sold: int = 100
    offpeak_sold: int = 40
    rooms: int = 100
    unit_cost: float = 150

    def __post_init__(self) -> None:
        for name in ("peak_price", "offpeak_price", "unit_cost", "rooms"):
            require(name, getattr(self, name), 0)
        require("peak_sold", self.peak_sold, 0, self.rooms)
        require("offpeak_sold", self.offpeak_sold, 0, self.rooms)

    @property
    def profit(self) -> float:
        """Contribution of both nights before the cut, in yuan."""
        return self.peak_sold * (self.peak_price - self.unit_cost) + self.offpeak_sold * (
            self.offpeak_price - self.unit_cost
        )


def flows(
    nights: TwoNights, switched: int = 0, new: int = 0, turned_away: int = 0
) -> dict[str, int]:
    """Return how many rooms each kind of guest takes after the cut.

    Guests who switch hold a booking already, so they find a room before the new ones do.

    Parameters
    ----------
    nights : TwoNights
    switched : int
        Peak guests who would rather come off-peak at the new price.
    new : int
        Guests who want to come, off-peak, because of the new price.
    turned_away : int
        Guests whom the peak night could not take before the cut; there are such guests
        only where the peak was sold out.

    Returns
    -------
    dict with ``stayed``, ``switched``, ``new``, ``no_room`` (off-peak; wanted to come and
    found no room), ``peak_stayed``, ``resold``, ``peak_empty``

    Raises
    ------
    ValueError
        If a number is below 0, more switch than stayed at the peak, or guests were turned
        away from a peak that was not full.

    Examples
    --------
    >>> flows(TwoNights(), switched=10, new=5, turned_away=4)["resold"]
    4
    """
    require("switched", switched, 0, nights.peak_sold)
    require("new", new, 0)
    require("turned_away", turned_away, 0)
    if turned_away and nights.peak_sold < nights.rooms:
        raise ValueError(
            _(
                "guests are turned away only where the house is full: {sold} of {rooms} rooms"
            ).format(sold=nights.peak_sold, rooms=nights.rooms)
        )
    free = nights.rooms - nights.offpeak_sold
    moved = min(switched, free)
    taken = min(new, free - moved)
    resold = min(moved, turned_away)
    return {
        "stayed": nights.offpeak_sold,
        "switched": moved,
        "new": taken,
        "no_room": new - taken,
        "peak_stayed": nights.peak_sold - moved,
        "resold": resold,
        "peak_empty": nights.rooms - nights.peak_sold + moved - resold,
    }


def profit_change(
    nights: TwoNights, offpeak_price: float, switched: int = 0, new: int = 0, turned_away: int = 0
) -> pd.Series:
    """Return the parts of the change in profit when the off-peak price becomes another.

    Parameters
    ----------
    nights : TwoNights
    offpeak_price : float
        The new price, in yuan.
    switched, new, turned_away : int
        As in `flows`.

    Returns
    -------
    Series of float, in yuan for the two nights together
        ``stayed``: what those who came anyway pay less. ``new``: the contribution of new
        guests. ``switched``: those who leave the peak pay the off-peak price instead.
        ``resold``: peak rooms sold again. ``total``: their sum.

    Examples
    --------
    >>> profit_change(TwoNights(), 640, new=14).to_dict()
    {'stayed': -6400.0, 'new': 6860.0, 'switched': 0.0, 'resold': 0.0, 'total': 460.0}
    >>> profit_change(TwoNights(), 640, switched=1)["switched"]
    np.float64(-560.0)
    """
    require("offpeak_price", offpeak_price, 0)
    took = flows(nights, switched, new, turned_away)
    parts = {
        "stayed": took["stayed"] * (offpeak_price - nights.offpeak_price),
        "new": took["new"] * (offpeak_price - nights.unit_cost),
        "switched": took["switched"] * (offpeak_price - nights.peak_price),
        "resold": took["resold"] * (nights.peak_price - nights.unit_cost),
    }
    return pd.Series({**parts, "total": sum(parts.values())}, dtype=float)


def new_guests_to_break_even(
    nights: TwoNights, offpeak_price: float, switched: int = 0, turned_away: int = 0
) -> int | None:
    """Return the fewest new guests with whom the new price loses nothing.

    Returns
    -------
    int, or None
        None where no number is enough: the new price does not cover the cost of a room,
        or the house has no room for so many.

    Examples
    --------
    >>> new_guests_to_break_even(TwoNights(), 640)
    14
    >>> new_guests_to_break_even(TwoNights(), 640, switched=5)
    19
    >>> new_guests_to_break_even(TwoNights(), 140) is None
    True
    """
    without = float(profit_change(nights, offpeak_price, switched, 0, turned_away)["total"])
    if without >= 0:
        return 0
    each = offpeak_price - nights.unit_cost
    if each <= 0:
        return None
    needed = math.ceil(-without / each - 1e-9)
    took = flows(nights, switched, needed, turned_away)
    return None if took["no_room"] else needed
