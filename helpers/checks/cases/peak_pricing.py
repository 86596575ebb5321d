"""The case of one's own in the assignment of chapter 11. All its numbers are made up.

What is drawn must never change, or marks once given cannot be checked again: a golden
test holds it.
"""

from typing import NamedTuple

from helpers.checks._own import OwnNumbers

# Low and high rate, in yuan: well below one half, or well above.
RATES = ((300, 1000), (320, 800), (360, 900), (420, 1200), (600, 1000), (520, 800), (780, 1200))


class Cut(NamedTuple):
    """A cut of the price of a day in a congress centre."""

    price_before: int
    days_sold: int
    price_after: int
    unit_cost: int


class Late(NamedTuple):
    """A night whose dear guests book late."""

    low_rate: int
    high_rate: int
    expected: int
    standard_deviation: int


def cut(own: OwnNumbers) -> Cut:
    """Return the price of a day (yuan) before and after, days sold a year, cost of a day."""
    price = int(own.number("price", 800, 1200, 100))
    percent = int(own.number("percent", 20, 30, 5))
    sold = int(own.number("sold", 60, 90, 1))
    cost = int(own.number("cost", 150, 250, 10))
    return Cut(price, sold, price * (100 - percent) // 100, cost)


def town(own: OwnNumbers) -> dict[str, int]:
    """Return what Hotel A finds in its town: settings of the explorer of flows, without the cut.

    Returns
    -------
    dict of ``flexible`` (percent), ``new``, ``turned_away`` (rooms), ``unit_cost`` (yuan)
    """
    return {
        "flexible": int(own.number("flexible", 3, 8, 1)),
        "new": int(own.number("new", 14, 24, 1)),
        "turned_away": int(own.number("turned away", 0, 10, 1)),
        "unit_cost": int(own.number("room", 100, 200, 10)),
    }


def late(own: OwnNumbers) -> Late:
    """Return two rates (yuan), and the late guests expected with their standard deviation."""
    low, high = own.choose("rates", RATES)
    expected = int(own.number("expected", 42, 70, 1))
    return Late(low, high, expected, int(own.number("spread", 12, 20, 1)))


def reading(own: OwnNumbers) -> str:
    """Return the letter of the reading of an elasticity that the student judges."""
    return own.choose("reading", "ABCDEF")


def memo(own: OwnNumbers) -> str:
    """Return the letter of the memo that the student looks through."""
    return own.choose("memo", "ABCD")
