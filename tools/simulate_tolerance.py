"""Simulate Hotel A's survey of tolerance: ``python tools/simulate_tolerance.py`` rewrites it.

Only uniform and normal draws are used, so that the same bytes come out of every NumPy of
this generation. The truth stands in data/README.md too.
"""

from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
SEED = 33
GUESTS = 160
BUSINESS_SHARE = 0.5
LOW, HIGH = 1, 7
# Mean adequate level, mean desired level and mean perception, in scale points.
TRUTH = {
    "business": {
        "tangibles": (4.0, 5.6, 5.7),
        "reliability": (5.6, 6.5, 5.1),
        "responsiveness": (5.2, 6.3, 5.0),
        "assurance": (5.0, 6.3, 5.5),
        "empathy": (4.4, 5.8, 4.9),
    },
    "leisure": {
        "tangibles": (4.5, 6.3, 5.9),
        "reliability": (4.8, 6.3, 5.6),
        "responsiveness": (4.4, 6.0, 5.4),
        "assurance": (4.7, 6.2, 5.7),
        "empathy": (4.3, 6.1, 5.6),
    },
}
SPREAD_OF_GUESTS, SPREAD_OF_LEVELS, SPREAD_OF_PERCEPTION = 0.5, 0.5, 0.9
MISSING = 0.02


def simulate() -> pd.DataFrame:
    """Return the answers, one row per guest and dimension."""
    rng = np.random.default_rng(SEED)
    segment = np.where(rng.random(GUESTS) < BUSINESS_SHARE, "business", "leisure")
    demanding = SPREAD_OF_GUESTS * rng.standard_normal(GUESTS)
    rows = []
    for dimension in TRUTH["business"]:
        means = np.array([TRUTH[who][dimension] for who in segment])
        noise = rng.standard_normal((GUESTS, 3))
        noise *= [SPREAD_OF_LEVELS, SPREAD_OF_LEVELS, SPREAD_OF_PERCEPTION]
        answers = means + noise
        answers[:, :2] += demanding[:, None]
        answers = np.clip(np.floor(answers + 0.5), LOW, HIGH)
        answers[rng.random(answers.shape) < MISSING] = np.nan
        rows.append(
            pd.DataFrame(answers, columns=["adequate", "desired", "perceived"]).assign(
                guest=np.arange(1, GUESTS + 1), segment=segment, dimension=dimension
            )
        )
    table = pd.concat(rows, ignore_index=True).sort_values(["guest"], kind="stable")
    return table[["guest", "segment", "dimension", "adequate", "desired", "perceived"]]


def main() -> None:
    """Write the file."""
    with (DATA / "hotel_tolerance.csv").open("w", encoding="utf-8", newline="\n") as file:
        simulate().to_csv(file, index=False, lineterminator="\n", float_format="%.0f")


if __name__ == "__main__":
    main()
