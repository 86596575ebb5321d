"""Simulate the guests who rate six attributes: ``python tools/simulate_attributes.py``.

The truth behind them is `TRUTH`, which it writes beside them. Only uniform and normal draws are
used, so that the same bytes come out of every NumPy of this generation.
"""

from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
SEED, GUESTS = 60_612, 1200
BASE, NOISE, HALO, LOST = 4.6, 0.6, 0.45, 0.02
LOW, HIGH = 3, 6  # a rating up to 3 is low, from 6 on high


class Attribute(NamedTuple):
    """True penalty and reward (points), true shares of guests who rate it low and high."""

    penalty: float
    reward: float
    low: float
    high: float


TRUTH = {
    "cleanliness": Attribute(-1.00, 0.10, 0.03, 0.60),
    "reliability": Attribute(-0.70, 0.10, 0.08, 0.42),
    "responsiveness": Attribute(-0.60, 0.45, 0.24, 0.26),
    "comfort": Attribute(-0.50, 0.15, 0.14, 0.38),
    "friendliness": Attribute(-0.10, 0.55, 0.08, 0.28),
    "aesthetics": Attribute(-0.02, 0.15, 0.12, 0.36),
}


def simulate() -> pd.DataFrame:
    """Return one row per guest: six ratings of 1 to 7, and an overall one."""
    rng = np.random.default_rng(SEED)
    mood = rng.standard_normal(GUESTS)
    overall = BASE + NOISE * rng.standard_normal(GUESTS)
    columns: dict[str, np.ndarray] = {"guest": np.arange(1, GUESTS + 1)}
    for name, truth in TRUTH.items():
        own = rng.standard_normal(GUESTS)
        feeling = np.sqrt(HALO) * mood + np.sqrt(1 - HALO) * own
        rating = 1 + np.searchsorted(_bounds(truth), feeling)
        overall += truth.penalty * (rating <= LOW) + truth.reward * (rating >= HIGH)
        columns[name] = np.where(rng.random(GUESTS) < LOST, np.nan, rating)
    overall = np.round(np.clip(overall, 1, 7), 1)
    return pd.DataFrame(columns | {"overall": overall})


def true_effects() -> pd.DataFrame:
    """Return what is true of the guests, one row per attribute."""
    rows = [{"attribute": name, **truth._asdict()} for name, truth in TRUTH.items()]
    return pd.DataFrame(rows)


def _bounds(truth: Attribute) -> list[float]:
    """Return where a feeling becomes a 2, a 3, ... a 7: equal parts within low, middle, high."""
    middle = 1 - truth.low - truth.high
    shares = [*[truth.low / 3] * 3, *[middle / 2] * 2, truth.high / 2]
    return [NormalDist().inv_cdf(float(share)) for share in np.cumsum(shares)]


if __name__ == "__main__":
    table = simulate()
    ratings = {name: table[name].astype("Int64") for name in TRUTH}
    text = table.assign(**ratings).to_csv(index=False, lineterminator="\n")
    (DATA / "hotel_attributes.csv").write_text(text, encoding="utf-8", newline="\n")
    known = true_effects().to_csv(index=False, lineterminator="\n")
    (DATA / "hotel_attribute_truth.csv").write_text(known, encoding="utf-8", newline="\n")
