"""Bundling: two or more services sold together at one price (捆绑式定价).

A customer has a *reservation price* for each service, the most that he or she would pay,
and values a package at the sum: no service makes another worth more. The seller may sell
each service on its own (pure components), the package alone (pure bundling) or both (mixed
bundling). Everything here takes a table of reservation prices, one row per customer and
one column per service, of whatever names; money is in the table's unit.

Two rules settle ties, here and everywhere in this package: who is indifferent between
buying and not buying buys; who is indifferent between two purchases makes the one that
earns the seller more.

Adams, W. J. & Yellen, J. L. (1976). Commodity bundling and the burden of monopoly.
Quarterly Journal of Economics, 90(3), 475-498.
Stigler, G. J. (1963). United States v. Loew's Inc.: a note on block-booking. Supreme Court
Review, 152-157. (As told by Peppall's textbook; not seen.)
"""

from helpers.bundling.best import STRATEGIES, best_bundle, best_mixed, best_separate, compare
from helpers.bundling.borders import borders
from helpers.bundling.cloud import draw_values
from helpers.bundling.customers import BUNDLE, Plan
from helpers.bundling.many import many_services, sum_of_uniforms_below
from helpers.bundling.moves import MOVES, moves_to_package
from helpers.bundling.sales import NOTHING, profit, sales
from helpers.bundling.square import square_bundle, square_mixed, square_profit, square_separate

__all__ = [
    "BUNDLE",
    "MOVES",
    "NOTHING",
    "STRATEGIES",
    "Plan",
    "best_bundle",
    "best_mixed",
    "best_separate",
    "borders",
    "compare",
    "draw_values",
    "many_services",
    "moves_to_package",
    "profit",
    "sales",
    "square_bundle",
    "square_mixed",
    "square_profit",
    "square_separate",
    "sum_of_uniforms_below",
]
