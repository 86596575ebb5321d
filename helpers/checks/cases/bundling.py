"""The case of one's own in the assignment of chapter 12. All its numbers are made up.

What is drawn must never change, or marks once given cannot be checked again: a golden
test holds it.
"""

import pandas as pd

from helpers.checks._own import OwnNumbers

SERVICES = ("maintenance", "training")
BUYERS = ("hospital", "mall", "office tower", "metro")
# What four buyers would pay for each of two services, and what the two cost to serve.
MARKETS = (
    (((16, 20), (17, 8), (8, 14), (14, 15)), (5, 3)),
    (((7, 17), (19, 10), (20, 16), (8, 18)), (3, 2)),
    (((6, 14), (9, 17), (13, 11), (3, 3)), (2, 4)),
    (((15, 5), (3, 19), (5, 10), (18, 7)), (3, 3)),
    (((11, 18), (5, 17), (6, 13), (18, 12)), (2, 3)),
    (((3, 11), (17, 5), (10, 13), (15, 3)), (3, 3)),
    (((3, 10), (5, 12), (11, 5), (9, 11)), (3, 3)),
    (((17, 17), (19, 14), (4, 18), (6, 4)), (5, 5)),
    (((5, 4), (20, 13), (19, 11), (9, 16)), (3, 2)),
    (((13, 14), (14, 18), (8, 17), (4, 15)), (3, 4)),
    (((7, 14), (8, 18), (14, 5), (10, 15)), (3, 3)),
    (((13, 20), (18, 10), (17, 9), (5, 19)), (3, 5)),
    (((8, 20), (11, 16), (15, 5), (16, 6)), (2, 4)),
    (((20, 5), (14, 20), (3, 13), (9, 19)), (2, 5)),
    (((20, 4), (8, 8), (12, 10), (5, 12)), (3, 5)),
    (((9, 15), (8, 17), (14, 16), (12, 4)), (2, 5)),
    (((3, 14), (10, 6), (14, 7), (18, 10)), (5, 5)),
    (((13, 17), (20, 14), (3, 19), (8, 16)), (2, 4)),
    (((12, 20), (6, 10), (16, 13), (4, 16)), (3, 2)),
    (((13, 19), (11, 9), (4, 15), (17, 5)), (4, 2)),
    (((14, 4), (4, 19), (6, 15), (9, 16)), (2, 4)),
    (((4, 5), (15, 7), (12, 13), (16, 14)), (2, 5)),
    (((19, 7), (8, 11), (14, 16), (15, 13)), (4, 5)),
    (((5, 13), (11, 6), (20, 9), (18, 10)), (4, 4)),
)
TENTHS = (6, 7, 8, 12, 13, 14)  # of what Hotel A's weekend guests would pay
WEEKEND = ("room", "spa")


def market(own: OwnNumbers) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return what four buyers would pay a lift maker for two services, and what these cost.

    Returns
    -------
    DataFrame, one row per buyer and one column per service, and dict by service
        In thousand yuan a year.
    """
    rows, costs = own.choose("market", MARKETS)
    scale = int(own.number("scale", 2, 6, 1))
    values = pd.DataFrame(rows, index=list(BUYERS), columns=list(SERVICES)) * scale
    return values, {name: cost * scale for name, cost in zip(SERVICES, costs, strict=True)}


def weekend(own: OwnNumbers, guests: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the weekend guests of another hotel, and what a room and a spa treatment cost.

    Parameters
    ----------
    own : OwnNumbers
    guests : DataFrame
        The table ``weekend_guests``; what its guests would pay is multiplied.

    Returns
    -------
    DataFrame with ``segment``, ``room`` and ``spa``, and dict by service
        In yuan; values are tens.
    """
    tenths = int(own.choose("tenths", TENTHS))
    other = guests[["segment", *WEEKEND]].copy()
    for name in WEEKEND:
        other[name] = (other[name] // 10 * tenths + 5) // 10 * 10
    return other, {
        "room": int(own.number("cost of a room", 100, 180, 20)),
        "spa": int(own.number("cost of a treatment", 50, 110, 20)),
    }


def library(own: OwnNumbers) -> tuple[int, float]:
    """Return how many services a package holds, and each one's cost (of its highest value: 1)."""
    return int(own.number("services", 5, 30, 1)), float(own.number("cost", 0.0, 0.3, 0.05))
