"""The case of one's own in the assignment of chapter 04. All its numbers are made up.

What is drawn must never change, or marks once given cannot be checked again: a golden
test holds it.
"""

import numpy as np
import pandas as pd

from helpers.checks._own import OwnNumbers

SCALE = (1, 7)
# What guests expect, and how far what they get lies from it: tenths of a scale point from, to.
LEVELS = {
    "reliability": ((63, 67), (-16, -11)),
    "responsiveness": ((60, 65), (-9, -3)),
    "assurance": ((60, 64), (-9, -3)),
    "empathy": ((56, 61), (-9, -3)),
    "tangibles": ((55, 60), (1, 5)),
}
POINTS = (
    (30, 24, 20, 16, 10),
    (36, 20, 18, 16, 10),
    (34, 18, 20, 16, 12),
    (33, 25, 17, 14, 11),
    (31, 19, 22, 18, 10),
    (35, 21, 16, 19, 9),
)
# Business guests of 100, before and after; what expectations and perceptions move by, in tenths.
MOVES = (
    (40, 50, 1, -5),
    (50, 40, 5, 1),
    (20, 80, 1, 1),
    (40, 50, 1, 5),
    (50, 40, -5, -1),
    (80, 20, 1, 1),
)
BASE = {"business": (60, 48), "leisure": (55, 53)}  # expectation, perception; tenths
OFFERS = ("abdf", "acef", "abeg", "adeg", "abch", "acdh")
# True difference of two hotels and spread between guests, in scale points.
HOTELS = (
    *((0.2, 0.7), (0.3, 0.7), (0.3, 0.8), (0.3, 1.0), (0.3, 1.3), (0.4, 1.1)),
    *((0.4, 1.3), (0.4, 1.4), (0.5, 1.1), (0.5, 1.3), (0.5, 1.4), (0.6, 1.4)),
)


def survey(own: OwnNumbers) -> pd.DataFrame:
    """Return a hotel's survey: the mean ratings and importance points of each dimension.

    Returns
    -------
    DataFrame, one row per dimension
        ``expectation``, ``perception`` (scale points, 1 to 7) and ``points`` (out of 100).
    """
    rows = []
    for dimension, (expected, gaps) in LEVELS.items():
        expectation = own.number(f"{dimension} expectation", *expected, 1)
        gap = own.number(f"{dimension} gap", *gaps, 1)
        rows.append((dimension, expectation / 10, (expectation + gap) / 10))
    columns = ["dimension", "expectation", "perception"]
    table = pd.DataFrame(rows, columns=columns).set_index("dimension")
    return table.assign(points=list(own.choose("points", POINTS)))


def waves(own: OwnNumbers) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ratings of reliability before and after a change of the hotel.

    Returns
    -------
    two DataFrames, one row per guest, 100 each
        ``guest``, ``segment``, ``dimension``, ``expectation``, ``perception`` (1 to 7).
    """
    business_before, business_after, expected, perceived = own.choose("move", MOVES)
    level = int(own.number("level", -1, 1, 1))
    more = int(
        own.number("more", 0, 1, 1)
    )  # by which business guests move further than leisure guests
    start = {segment: [tenths + level for tenths in BASE[segment]] for segment in BASE}
    moves = {"business": [_further(move, more) for move in (expected, perceived)]}
    moves["leisure"] = [expected, perceived]
    moved = {
        segment: [
            tenths + move for tenths, move in zip(start[segment], moves[segment], strict=True)
        ]
        for segment in start
    }
    return _ratings(business_before, start, 1), _ratings(business_after, moved, 101)


def offer(own: OwnNumbers) -> str:
    """Return the letters of the reports that the student may choose from."""
    return own.choose("offer", OFFERS)


def hotel(own: OwnNumbers) -> int:
    """Return the number of the hotel (a case of `helpers.five_gaps`), 1 to 12."""
    return int(own.number("hotel", 1, 12, 1))


def two_hotels(own: OwnNumbers) -> tuple[float, float]:
    """Return two hotels' true difference and the spread of their guests, in scale points."""
    return own.choose("two hotels", HOTELS)


def memo(own: OwnNumbers) -> str:
    """Return the letter of the memo that the student looks through."""
    return own.choose("memo", "ABCD")


def _further(move: int, more: int) -> int:
    return move + more if move > 0 else move - more


def _ratings(business: int, tenths: dict[str, list[int]], first_guest: int) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "segment": segment,
                "dimension": "reliability",
                "expectation": _whole_numbers(count, tenths[segment][0]),
                "perception": _whole_numbers(count, tenths[segment][1])[::-1],
            }
        )
        for segment, count in (("business", business), ("leisure", 100 - business))
    ]
    table = pd.concat(parts, ignore_index=True)
    table.insert(0, "guest", np.arange(first_guest, first_guest + 100))
    table.attrs["scale"] = SCALE
    return table


def _whole_numbers(count: int, tenths: int) -> list[int]:
    """Return ratings whose mean is so many tenths; the count is a multiple of ten."""
    low, more = divmod(tenths, 10)
    higher = more * count // 10
    return [low] * (count - higher) + [low + 1] * higher
