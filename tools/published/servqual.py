"""Printed numbers of chapter 04."""

import pandas as pd

from helpers import servqual
from published.number import Published

EXPECTED = pd.Series([6.4, 6.5, 6.8, 6.2, 6.0], servqual.DIMENSIONS)
PERCEIVED = pd.Series([6.0, 5.4, 6.0, 6.3, 5.1], servqual.DIMENSIONS)
FOUR_ITEMS = (-1.1, -0.7, -0.5, -1.3)


def _mean_gap_of_four_items() -> list[float]:
    ratings = pd.DataFrame(
        {
            "guest": 1,
            "item": range(len(FOUR_ITEMS)),
            "dimension": "reliability",
            "expectation": 6.0,
            "perception": [6.0 + gap for gap in FOUR_ITEMS],
        }
    )
    return [servqual.gap_scores(ratings)["reliability"]]


NUMBERS = [
    Published(
        "Worked example in public course notes on SERVQUAL (invented data)",
        "unweighted score of five dimensions",
        [-0.62],
        lambda: [servqual.unweighted_score(PERCEIVED - EXPECTED)],
        "test_servqual.py::test_gap_scores_agree_with_a_worked_example_in_teaching_notes",
        decimals=2,
    ),
    Published(
        "Worked example in public course notes on SERVQUAL (invented data)",
        "mean gap of the four items of reliability",
        [-0.9],
        _mean_gap_of_four_items,
        "test_servqual.py::test_a_dimension_of_four_items_agrees_with_a_worked_example_in_teaching_notes",
        decimals=1,
    ),
]
