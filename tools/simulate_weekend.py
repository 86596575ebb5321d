"""Simulate what weekend guests would pay: ``python tools/simulate_weekend.py``.

Three kinds of guest; a guest who pays more for one service pays somewhat more for all.
"""

import csv
from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parents[1] / "data" / "weekend_guests.csv"
SEED = 12
SERVICES = ("room", "dinner", "spa", "guide")
GUESTS = {"couple": 90, "family": 80, "stays on": 70}
# Mean reservation prices in yuan, in the order of SERVICES.
MEANS = {
    "couple": (460, 340, 300, 60),
    "family": (640, 170, 60, 190),
    "stays on": (540, 240, 160, 80),
}
# Standard deviations in yuan: what a guest's purse adds to all services alike, and the rest.
PURSE = (40, 25, 20, 15)
OWN = (55, 50, 45, 40)
STEP = 10


def simulate() -> list[list[str]]:
    """Return the rows of the file, headings first."""
    rng = np.random.default_rng(SEED)
    segments = [segment for segment, count in GUESTS.items() for _guest in range(count)]
    rng.shuffle(segments)
    means = np.array([MEANS[segment] for segment in segments], dtype=float)
    purse = rng.standard_normal((len(segments), 1))
    values = means + purse * PURSE + rng.standard_normal(means.shape) * OWN
    yuan = np.maximum(0, np.floor(values / STEP + 0.5) * STEP).astype(int)
    rows = [["guest", "segment", *SERVICES]]
    for number, (segment, prices) in enumerate(zip(segments, yuan, strict=True), start=1):
        rows.append([str(number), segment, *map(str, prices)])
    return rows


def main() -> None:
    """Write the file."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(simulate())


if __name__ == "__main__":
    main()
