"""Simulate the survey that a reader practises on: ``python tools/simulate_example_survey.py``.

A campus canteen, 120 students, 18 items, 5 points, saved the way a spreadsheet program in
much of Europe saves it: semicolons, decimal commas, and a mark that says UTF-8.
"""

from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parents[1] / "data" / "example_survey.csv"
SEED = 5
STUDENTS = 120
# Scale points before rounding; how many items, mean wanted, mean got.
DIMENSIONS = {
    "food": (5, 4.4, 3.4),
    "staff": (5, 3.9, 3.8),
    "waiting": (4, 4.5, 2.9),
    "place": (4, 3.6, 3.3),
}
SPREAD = {"student": 0.45, "dimension": 0.35, "answer": 0.60}
YEARS = ("1", "2", "3", "4")
CANNOT_SAY, LEFT_OUT = 0.02, 0.02
MINUTES = 9.0


def simulate() -> list[list[str]]:
    """Return the rows of the file, headings first; 9 means "cannot say"."""
    rng = np.random.default_rng(SEED)
    sizes = [size for size, _, _ in DIMENSIONS.values()]
    of_item = np.repeat(np.arange(len(sizes)), sizes)
    want, got = (_answers(rng, of_item, place) for place in (1, 2))
    year = rng.integers(len(YEARS), size=STUDENTS)
    minutes = -MINUTES * np.log(1 - rng.random(STUDENTS))
    numbers = [f"{number:02d}" for number in range(1, len(of_item) + 1)]
    rows = [["student", "year", *(f"{word}_{n}" for word in ("want", "got") for n in numbers)]]
    rows[0].append("minutes")
    for student in range(STUDENTS):
        waited = f"{minutes[student]:.1f}".replace(".", ",")
        rows.append([str(student + 1), YEARS[year[student]], *want[student], *got[student], waited])
    return rows


def _answers(rng: np.random.Generator, of_item: np.ndarray, place: int) -> np.ndarray:
    mean = np.array([facts[place] for facts in DIMENSIONS.values()])[of_item]
    shape = (STUDENTS, len(of_item))
    level = mean + SPREAD["student"] * rng.standard_normal((STUDENTS, 1))
    level = (
        level + SPREAD["dimension"] * rng.standard_normal((STUDENTS, len(DIMENSIONS)))[:, of_item]
    )
    level = level + SPREAD["answer"] * rng.standard_normal(shape)
    text = np.clip(np.floor(level + 0.5), 1, 5).astype(int).astype(str).astype(object)
    lost = rng.random(shape)
    text[lost < CANNOT_SAY] = "9"
    text[lost > 1 - LEFT_OUT] = ""
    return text


def main() -> None:
    """Write the file."""
    with FILE.open("w", encoding="utf-8-sig", newline="\n") as file:
        file.writelines(";".join(row) + "\n" for row in simulate())


if __name__ == "__main__":
    main()
