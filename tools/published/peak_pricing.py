"""Printed numbers of chapter 11."""

from helpers import peak_pricing as pp
from published.number import Published

FOUR_FARES = [1050, 950, 699, 520]
FOUR = [pp.normal(*d) for d in ((17.3, 5.8), (45.1, 15.0), (39.6, 13.2), (34.0, 11.3))]
SIX_FARES = [1200, 1000, 800, 600, 400, 200]
SIX_MEANS = [31.2, 10.9, 14.8, 19.9, 26.9, 36.3]
SIX_SPREADS = [11.2, 6.6, 7.7, 8.9, 10.4, 12]
SIX = [pp.normal(*d) for d in zip(SIX_MEANS, SIX_SPREADS, strict=True)]
FOUR_DEMANDS, NESTED = [25, 30, 20, 50], [100, 70, 45, 32]
FARES_OF_FOUR = [1000, 800, 600, 200]
COSTS = range(5, 16)
STATION = (
    "Florida Power & Light, exercise 7.4 of Winston & Albright, Practical Management "
    "Science, as reported in a course hand-out"
)
PHILLIPS = "Phillips, Pricing and Revenue Optimization, as reported in a library's validation file"


def _station(cost: float) -> pp.Plan:
    slopes = [[-0.5, 0.1], [0.1, -1.0]]
    return pp.best_plan(pp.Market([60, 40], slopes, capacity_cost=cost))


def _limits() -> list[float]:
    levels = [pp.littlewood(ratio, 1, pp.normal(50, 100)) for ratio in (0.4, 0.5, 0.6)]
    return [pp.booking_limits(100, [level], "ceil")[1] for level in levels]


def _opportunity() -> list[float]:
    earned = [
        pp.revenue(FARES_OF_FOUR, rooms)
        for rooms in (
            pp.sold(FOUR_DEMANDS, 100),
            pp.sold(FOUR_DEMANDS, 100, NESTED),
            pp.sold_in_hindsight(FOUR_DEMANDS, 100),
        )
    ]
    return [*map(float, earned)]


def _captured() -> list[float]:
    without, realised, perfect = _opportunity()
    return [100 * pp.opportunity_captured(realised, without, perfect)]


def _monopoly() -> list[float]:
    markets = (pp.Market([each], [-1], unit_cost=20, cost_slope=0.5) for each in (50, 110))
    return [float(pp.best_plan(market).prices[0]) for market in markets]


NUMBERS = [
    *(
        Published(
            STATION,
            f"peak-load pricing, capacity at {cost} a day: peak price, off-peak price, "
            "capacity, profit",
            printed,
            lambda cost=cost: [
                *(plan := _station(cost)).prices,
                plan.capacity,
                plan.profit,
            ],
            "test_peak_pricing_peak_load.py"
            "::test_a_power_station_prices_its_peak_as_the_published_table_says",
            decimals=2,
        )
        for cost, printed in zip(
            COSTS,
            [
                (67.81, 26.53, 28.75, 2342.92),
                (68.31, 26.53, 28.50, 2314.30),
                (68.81, 26.53, 28.25, 2285.92),
                (69.31, 26.53, 28.00, 2257.80),
                (69.81, 26.53, 27.75, 2229.92),
                (70.31, 26.53, 27.50, 2202.30),
                (70.81, 26.53, 27.25, 2174.92),
                (71.31, 26.53, 27.00, 2147.80),
                (71.81, 26.53, 26.75, 2120.92),
                (72.31, 26.53, 26.50, 2094.30),
                (72.81, 26.53, 26.25, 2067.92),
            ],
            strict=True,
        )
    ),
    Published(
        "Problem in the manner of Pindyck & Rubinfeld on a public homework site (monopoly part)",
        "two periods, each priced by a monopoly with rising cost: prices",
        [38, 74],
        _monopoly,
        "test_peak_pricing_peak_load.py::test_a_monopoly_with_rising_costs_charges_38_and_74",
    ),
    Published(
        f"{PHILLIPS}, example 9.2",
        "Littlewood, demand normal with mean 50 and deviation 100, fare ratios .4, .5, .6: "
        "booking limits of 100 seats, rounded up",
        [25, 50, 76],
        _limits,
        "test_peak_pricing_protection.py::test_littlewood_gives_the_booking_limits_of_phillips",
    ),
    Published(
        "Exam question in public course notes: 500 and 200, Poisson demand of 105",
        "Littlewood's protection level",
        [107],
        lambda: [pp.littlewood(200, 500, pp.poisson(105))],
        "test_peak_pricing_protection.py::test_littlewood_answers_the_exercises_of_other_courses",
    ),
    Published(
        "Two public code bases that print it, one of them after Talluri & van Ryzin",
        "EMSR-a, four classes",
        [9.706804, 50.460693, 91.631696],
        lambda: pp.emsr_a(FOUR_FARES, FOUR),
        "test_peak_pricing_protection.py"
        "::test_emsr_a_and_b_agree_with_the_four_classes_that_two_libraries_print",
        decimals=6,
    ),
    Published(
        "Two public code bases that print it, one of them after Talluri & van Ryzin",
        "EMSR-b, four classes",
        [9.706804, 53.267965, 96.834650],
        lambda: pp.emsr_b(FOUR_FARES, FOUR),
        "test_peak_pricing_protection.py"
        "::test_emsr_a_and_b_agree_with_the_four_classes_that_two_libraries_print",
        decimals=6,
    ),
    Published(
        "Fiig et al. (2010), as reported in a library's tests",
        "EMSR-b, six classes, rounded to the nearest",
        [20, 35, 54, 80, 117],
        lambda: pp.emsr_b(SIX_FARES, SIX, "round"),
        "test_peak_pricing_protection.py::test_emsr_b_gives_the_levels_of_fiig_and_others_2010",
    ),
    Published(
        f"{PHILLIPS}, example 9.7",
        "four classes, demands 25, 30, 20, 50, 100 seats: revenue without control, with nested "
        "limits, with perfect foresight",
        [46_000, 59_200, 66_000],
        _opportunity,
        "test_peak_pricing_protection.py"
        "::test_the_revenue_opportunity_of_phillips_is_two_thirds_captured",
    ),
    Published(
        f"{PHILLIPS}, example 9.7",
        "revenue opportunity captured (%)",
        [66],
        _captured,
        "test_peak_pricing_protection.py"
        "::test_the_revenue_opportunity_of_phillips_is_two_thirds_captured",
    ),
    Published(
        PHILLIPS,
        "bookings for 100 seats with one no-show in ten, and the shows to expect",
        [111, 99.9],
        lambda: [(bookings := pp.bookings_to_fill(100, 0.10)), bookings * 0.9],
        "test_peak_pricing.py::test_a_hundred_rooms_with_one_no_show_in_ten_take_111_bookings",
        decimals=1,
    ),
]
