"""Price and time: elasticity, off-peak cuts, peak-load prices, protection levels, overbooking.

`elasticity` and `evidence` ask how far demand answers a price, `flows` where the guests of
an off-peak cut come from, `peak_load` finds prices and capacity together; `demand`,
`protection` and `revenue` sell a fixed house to guests who pay differently, `overbooking`
to guests of whom some do not come. Sources stand in each module.
"""

from helpers.peak_pricing.demand import (
    Demand,
    Empirical,
    chances,
    expected_empty,
    expected_excess,
    expected_sales,
    normal,
    poisson,
    uniform,
)
from helpers.peak_pricing.elasticity import (
    arc_elasticity,
    elasticity_to_break_even,
    quantity_at,
    quantity_to_break_even,
    whether_and_how_often,
)
from helpers.peak_pricing.evidence import log_slope
from helpers.peak_pricing.flows import TwoNights, flows, new_guests_to_break_even, profit_change
from helpers.peak_pricing.overbooking import (
    best_bookings,
    bookings_at_risk,
    bookings_to_fill,
    chance_too_many,
    expected_profit,
)
from helpers.peak_pricing.peak_load import Aim, Market, Plan, best_plan, firm_peak_prices
from helpers.peak_pricing.protection import (
    booking_limits,
    critical_ratio,
    emsr_a,
    emsr_b,
    littlewood,
    rounded,
)
from helpers.peak_pricing.revenue import (
    best_protections,
    expected_revenue,
    expected_revenue_in_hindsight,
    opportunity_captured,
    revenue,
    sold,
    sold_in_hindsight,
)

__all__ = [
    "Aim",
    "Demand",
    "Empirical",
    "Market",
    "Plan",
    "TwoNights",
    "arc_elasticity",
    "best_bookings",
    "best_plan",
    "best_protections",
    "booking_limits",
    "bookings_at_risk",
    "bookings_to_fill",
    "chance_too_many",
    "chances",
    "critical_ratio",
    "elasticity_to_break_even",
    "emsr_a",
    "emsr_b",
    "expected_empty",
    "expected_excess",
    "expected_profit",
    "expected_revenue",
    "expected_revenue_in_hindsight",
    "expected_sales",
    "firm_peak_prices",
    "flows",
    "littlewood",
    "log_slope",
    "new_guests_to_break_even",
    "normal",
    "opportunity_captured",
    "poisson",
    "profit_change",
    "quantity_at",
    "quantity_to_break_even",
    "revenue",
    "rounded",
    "sold",
    "sold_in_hindsight",
    "uniform",
    "whether_and_how_often",
]
