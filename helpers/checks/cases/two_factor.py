"""The case of one's own in the assignment of chapter 06. All its numbers are made up.

What is drawn must never change, or marks once given cannot be checked again: a golden
test holds it.
"""

from typing import NamedTuple

import pandas as pd

from helpers.checks._own import OwnNumbers

# Penalty and reward, in hundredths of a point of overall satisfaction.
EFFECTS = (
    *((-62, 21), (-54, 18), (-71, 32), (-48, 13), (-18, 52), (-23, 67)),
    *((-14, 43), (-31, 72), (-66, 27), (-26, 61), (-57, 24), (-19, 58)),
)
FACTORS = ("a clerk's kindness", "the bill", "the bed", "quiet at night", "help in need")
# Of 200 stories of very good stays and 100 of very bad ones, how many are about each factor.
STORIES = (
    *((90, 30, 30, 10, 40), (80, 16, 44, 20, 40), (96, 24, 36, 14, 30), (70, 20, 40, 30, 40)),
    *((84, 28, 20, 18, 50), (100, 12, 38, 26, 24)),
)
COMPLAINTS = (
    *((10, 35, 15, 30, 10), (14, 32, 18, 24, 12), (8, 40, 12, 28, 12), (12, 30, 22, 26, 10)),
    *((16, 36, 14, 26, 8), (9, 41, 17, 23, 10)),
)
# Of three attributes: penalty, reward (hundredths), shares of low and of high ratings (percent).
HOUSES = (
    ((-90, 20, 2, 60), (-40, 30, 30, 30), (-10, 70, 5, 45)),
    ((-80, 30, 4, 55), (-60, 20, 20, 40), (-20, 90, 6, 50)),
    ((-70, 10, 35, 30), (-90, 40, 5, 50), (-15, 60, 4, 40)),
    ((-85, 25, 3, 50), (-50, 60, 10, 35), (-30, 40, 20, 30)),
    ((-95, 15, 25, 40), (-30, 80, 8, 45), (-60, 50, 10, 30)),
    ((-75, 35, 6, 45), (-20, 50, 12, 40), (-55, 15, 40, 25)),
    ((-90, 45, 5, 40), (-35, 25, 25, 30), (-65, 30, 15, 35)),
    ((-60, 75, 12, 35), (-88, 20, 6, 60), (-25, 45, 18, 30)),
)
ATTRIBUTES = ("cleanliness", "check-in", "welcome")
# Penalty and reward of the attribute in question 4, in tenths.
BENT = ((-8, 5), (-9, 4), (-10, 6), (-7, 5), (-6, 4), (-9, 6), (-8, 3), (-10, 4))


class Effect(NamedTuple):
    """What a low and a high rating do to overall satisfaction, in its points."""

    penalty: float
    reward: float


def effect(own: OwnNumbers) -> Effect:
    """Return penalty and reward of one attribute."""
    penalty, reward = own.choose("effect", EFFECTS)
    return Effect(penalty / 100, reward / 100)


def incidents(own: OwnNumbers) -> pd.DataFrame:
    """Return how many stories of 200 very good and 100 very bad stays are about each factor.

    Returns
    -------
    DataFrame, one row per factor
        ``satisfying`` and ``dissatisfying``: numbers of stories.
    """
    table = {
        "satisfying": own.choose("stories", STORIES),
        "dissatisfying": own.choose("complaints", COMPLAINTS),
    }
    return pd.DataFrame(table, pd.Index(FACTORS, name="factor"))


def factor(own: OwnNumbers) -> str:
    """Return the factor whose index is asked for."""
    return own.choose("factor", FACTORS)


def house(own: OwnNumbers) -> pd.DataFrame:
    """Return three attributes of a hotel, as a penalty-reward analysis found them.

    Returns
    -------
    DataFrame, one row per attribute
        ``penalty``, ``reward`` (points of overall satisfaction), ``low`` and ``high`` (shares
        of the guests, 0 to 1).
    """
    rows = own.choose("house", HOUSES)
    columns = ["penalty", "reward", "low", "high"]
    return pd.DataFrame(rows, pd.Index(ATTRIBUTES, name="attribute"), columns) / 100


def bent(own: OwnNumbers) -> Effect:
    """Return penalty and reward of the attribute in question 4."""
    penalty, reward = own.choose("bent", BENT)
    return Effect(penalty / 10, reward / 10)


def memo(own: OwnNumbers) -> str:
    """Return the letter of the memo that the student looks through."""
    return own.choose("memo", "ABCD")
