"""The truth behind Hotel A's simulated guests: every number that the simulation draws with.

data/README.md repeats them in tables, so that an estimate can be held against them, and a
test holds the two together.
"""

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

SEED = 88
PER_WAVE = 400
LOW, HIGH = 1, 7
WAVES = ("before", "after")
SEGMENTS = ("leisure", "business")
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
BUSINESS_SHARE = {"before": 0.35, "after": 0.65}

# Scale points, before rounding, in the order of DIMENSIONS: the mean of leisure guests before
# the upgrade, what a business guest adds to it, and what came with the upgrade.
MEANS = {
    "expectation": {
        "leisure before": (5.50, 5.95, 5.70, 6.05, 5.75),
        "business": (0.10, 0.55, 0.60, 0.10, -0.05),
        "after": (0.65, 0.55, 0.30, 0.30, 0.30),
    },
    "perception": {
        "leisure before": (5.10, 5.42, 5.35, 5.37, 5.00),
        "business": (0.00, -0.40, -0.35, -0.05, 0.05),
        "after": (0.80, 0.10, 0.05, 0.10, 0.10),
    },
}
# Standard deviations in scale points. The halo colours all of a guest's answers, `staff` only
# the perceptions of the dimensions that are about people.
SPREAD = {
    "expectation": {"halo": 0.50, "staff": 0.00, "dimension": 0.30, "account": 0.10, "item": 0.55},
    "perception": {"halo": 0.80, "staff": 0.30, "dimension": 0.50, "account": 0.25, "item": 0.80},
}
ABOUT_STAFF = ("responsiveness", "assurance", "empathy")
HALO_CORRELATION = 0.30


class Item(NamedTuple):
    """What sets one item apart from the others of its dimension."""

    expectation: float  # scale points beside the dimension's mean
    perception: float
    follows: float = 1.0  # how strongly it follows what the guest feels about the rest
    never_used: float = 0.0  # share of guests who had nothing to rate


ITEMS = {
    "tangibles_1": Item(0.10, 0.20),
    "tangibles_2": Item(0.00, 0.10),
    "tangibles_3": Item(0.10, -0.10),
    "tangibles_4": Item(-0.20, -0.20),
    "reliability_1": Item(0.10, 0.00),
    "reliability_2": Item(0.05, -0.25, never_used=0.08),
    "reliability_3": Item(0.10, 0.15),
    "reliability_4": Item(-0.20, 0.00, never_used=0.10),
    "reliability_5": Item(-0.05, 0.10),
    "responsiveness_1": Item(-0.10, -0.05),
    "responsiveness_2": Item(0.15, -0.20),
    "responsiveness_3": Item(0.05, 0.25),
    "responsiveness_4": Item(-0.10, 0.00),
    "assurance_1": Item(0.05, 0.00),
    "assurance_2": Item(0.20, 0.15),
    "assurance_3": Item(-0.05, 0.05),
    "assurance_4": Item(-0.20, -0.20),
    "empathy_1": Item(-0.15, -0.10),
    "empathy_2": Item(0.10, 0.20, follows=0.4, never_used=0.06),
    "empathy_3": Item(0.10, 0.05),
    "empathy_4": Item(0.05, -0.05),
    "empathy_5": Item(-0.10, -0.10),
}
MISSING = {"expectation": 0.015, "perception": 0.020}
SKIPS_A_DIMENSION = 0.03

ACCOUNTS = (  # the largest first
    *("Acacia", "Bamboo", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Iris"),
    *("Juniper", "Larch", "Lotus", "Magnolia", "Maple", "Mulberry", "Oak", "Orchid"),
    *("Peony", "Pine", "Plum", "Poplar", "Rowan", "Spruce", "Walnut", "Willow"),
)
WITHOUT_ACCOUNT = 0.12

# Importance points out of 100, in the order of DIMENSIONS.
IMPORTANCE = {"leisure": (20, 22, 14, 19, 25), "business": (14, 32, 26, 16, 12)}
IMPORTANCE_SPREAD = 0.35
IMPORTANCE_FOLLOWS_EXPECTATION = 0.5
POINTS_MISSING, SUM_TO_90, SUM_TO_110 = 0.03, 0.05, 0.04

# Overall quality: points for each point that a dimension's mean perception lies off 5.
QUALITY_ABOVE = (0.10, 0.08, 0.18, 0.15, 0.42)
QUALITY_BELOW = (0.15, 0.45, 0.18, 0.15, 0.04)
QUALITY = {"level": 5.1, "expectation": -0.08, "noise": 0.50}
SATISFACTION = {"level": 5.2, "quality": 0.70, "gap": 0.25, "noise": 0.65}
# The log odds of returning at satisfaction 5, and what each point of satisfaction adds.
RETURN = {"leisure": (-0.4, 0.8), "business": (0.8, 0.35)}
RETURN_IF_DELIGHTED = 0.7

# Yuan; the chance of one more night.
ONE_MORE_NIGHT = {"leisure": 0.62, "business": 0.48}
RATE = {"leisure": 640, "business": 690}
RATE_AFTER, RATE_SPREAD = 60, 0.16
RATE_RANGE, NIGHTS_AT_MOST = (380, 1200), 14
EXTRAS = {"leisure": 90, "business": 160}


def dimension_of(item: str) -> str:
    """Return the dimension that an item belongs to."""
    return item.rsplit("_", 1)[0]


def account_shares() -> np.ndarray:
    """Return each account's share of the business guests: 1/2 to 1/3 to 1/4 and so on."""
    size = 1 / np.arange(2, len(ACCOUNTS) + 2)
    return (1 - WITHOUT_ACCOUNT) * size / size.sum()


def mean_answer(kind: str, item: str, wave: str, segment: str) -> float:
    """Return the mean of an item's answers before rounding, in scale points."""
    place = DIMENSIONS.index(dimension_of(item))
    mean = MEANS[kind]["leisure before"][place] + getattr(ITEMS[item], kind)
    if segment == "business":
        mean += MEANS[kind]["business"][place]
    if wave == "after":
        mean += MEANS[kind]["after"][place]
    return mean


def mean_rating(kind: str, item: str, wave: str, segment: str) -> float:
    """Return the mean of an item's ratings, which are answers rounded to the scale.

    Rounding is part of the truth: it lowers means that lie near the top of the scale.
    """
    spread = dict(SPREAD[kind])
    own = spread.pop("item")
    if dimension_of(item) not in ABOUT_STAFF:
        spread["staff"] = 0
    spread["account"] *= math.sqrt(1 - WITHOUT_ACCOUNT) if segment == "business" else 0
    shared = ITEMS[item].follows ** 2 * sum(sd**2 for sd in spread.values())
    steps = (np.arange(LOW, HIGH) + 0.5 - mean_answer(kind, item, wave, segment)) / math.sqrt(
        2 * (own**2 + shared)
    )
    return HIGH - sum(0.5 * (1 + math.erf(step)) for step in steps)


def mean_ratings(wave: str, segment: str) -> pd.DataFrame:
    """Return mean expectation, perception and gap by dimension, in scale points."""
    rows = [
        [dimension_of(item), *(mean_rating(kind, item, wave, segment) for kind in MEANS)]
        for item in ITEMS
    ]
    means = pd.DataFrame(rows, columns=["dimension", *MEANS])
    means = means.groupby("dimension", sort=False).mean()
    return means.assign(gap=means["perception"] - means["expectation"])
