"""Printed numbers of chapter 06."""

from helpers import data, two_factor
from published.number import Published


def _asymmetries() -> list[float]:
    printed = data.load("new_york_hotels").set_index("attribute")
    return two_factor.impact_asymmetry(printed[["penalty", "reward"]], 0.2)["asymmetry"].tolist()


NUMBERS = [
    Published(
        "J. Wang et al., Data Science and Management, 7 (2024), 164-180, Table 4 (ratings of New "
        "York hotels)",
        "impact asymmetry of value, rooms, location, cleanliness, service, sleep quality, from "
        "penalties and rewards printed to two places",
        [-0.53, 0.30, 0.81, -0.32, -0.02, -0.53],
        _asymmetries,
        "test_two_factor.py::test_the_asymmetries_of_new_york_hotels_come_out_as_printed",
        decimals=2,
        within=0.02,
    ),
]
