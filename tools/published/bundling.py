"""Printed numbers of chapter 12."""

from collections.abc import Mapping

import pandas as pd

from helpers import bundling
from published.number import Published

STATIONS = pd.DataFrame({"X": [8000, 7000], "Y": [2500, 4000]})
ALIKE_IN_Y = STATIONS.assign(Y=2500)
OPPOSITE = pd.DataFrame({"Wind": [12_000, 10_000], "Gertie": [3_000, 4_000]})
SAME_ORDER = OPPOSITE.assign(Gertie=[4_000, 3_000])
MENU = pd.DataFrame({"burger": [4, 3, 4.5], "fries": [1, 2, 0]})
MENU_COSTS = {"burger": 2, "fries": 0.5}
PEPPALL = "Peppall, Richards & Norman, Industrial Organization, section 8.1"
PINDYCK = "Pindyck & Rubinfeld, Microeconomics"


def _ways(values: pd.DataFrame, costs: Mapping[str, float] | None = None) -> list[float]:
    return bundling.compare(values, costs)["profit"].tolist()


NUMBERS = [
    Published(
        f"{PEPPALL} (after Stigler)",
        "two stations, two films: best profit sold separately, as a package",
        [19_000, 21_000],
        lambda: _ways(STATIONS)[:2],
        "test_bundling.py::test_two_stations_pay_more_for_both_films_together_than_for_each",
    ),
    Published(
        f"{PEPPALL} (after Stigler)",
        "the same, both stations pay 2,500 for the second film: separately, as a package",
        [19_000, 19_000],
        lambda: _ways(ALIKE_IN_Y)[:2],
        "test_bundling.py::test_two_stations_that_agree_on_one_film_gain_nothing_from_the_package",
    ),
    Published(
        PINDYCK,
        "two cinemas of opposite tastes: separately, as a package",
        [26_000, 28_000],
        lambda: _ways(OPPOSITE)[:2],
        "test_bundling.py::test_two_cinemas_of_opposite_tastes_pay_28_000_for_both_films",
    ),
    Published(
        PINDYCK,
        "two cinemas that rank the films alike: separately, as a package",
        [26_000, 26_000],
        lambda: _ways(SAME_ORDER)[:2],
        "test_bundling.py::test_two_cinemas_that_rank_the_films_alike_gain_nothing_from_the_package",
    ),
    Published(
        f"{PEPPALL}, Table 8.1",
        "unit square, no cost: profit of the package at prices 1, .9, .8, .7, .6, .5",
        [0.5, 0.536, 0.544, 0.529, 0.492, 0.438],
        lambda: [bundling.square_profit(package=price) for price in (1, 0.9, 0.8, 0.7, 0.6, 0.5)],
        "test_bundling.py::test_the_package_on_the_unit_square_earns_what_the_textbook_tabulates",
        decimals=3,
        within=0.0006,
    ),
    Published(
        "Exercise with its solution on a public homework site",
        "burgers and fries at a cost of 2 and .5: as a package, both ways",
        [6, 7.5],
        lambda: _ways(MENU, MENU_COSTS)[1:],
        "test_bundling.py::test_burgers_and_fries_earn_more_singly_than_a_published_solution_says",
        decimals=1,
    ),
]
