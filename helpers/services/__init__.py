"""Services in business markets: who sells what to whom, and who earns by it.

`contracts` says what a maker earns when a machine fails, `sourcing` when to make and when to
buy, `journey` how many guests meet no fault, `kinds` what makes a service product support or
pure, and `matrix` where a business stands among services.
"""

from helpers.services.contracts import (
    KINDS,
    Contract,
    Machine,
    buyer_cost,
    contract_of,
    equal_bills,
    gain_from_one_less,
    maker_profit,
    payment,
)
from helpers.services.journey import (
    PHASES,
    flawless,
    flawless_bounds,
    mended,
    mending_table,
    scaled,
    wedding_journey,
)
from helpers.services.kinds import CLASSES, cards, service_class
from helpers.services.matrix import QUADRANTS, labour_intensity, quadrant
from helpers.services.sourcing import (
    break_even_quantity,
    equal_price,
    learned_cost,
    yearly_costs,
)

__all__ = [
    "CLASSES",
    "KINDS",
    "PHASES",
    "QUADRANTS",
    "Contract",
    "Machine",
    "break_even_quantity",
    "buyer_cost",
    "cards",
    "contract_of",
    "equal_bills",
    "equal_price",
    "flawless",
    "flawless_bounds",
    "gain_from_one_less",
    "labour_intensity",
    "learned_cost",
    "maker_profit",
    "mended",
    "mending_table",
    "payment",
    "quadrant",
    "scaled",
    "service_class",
    "wedding_journey",
    "yearly_costs",
]
