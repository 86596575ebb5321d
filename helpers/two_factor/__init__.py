"""What delights and what only offends: two factors, incidents, penalties and rewards.

Herzberg, F., Mausner, B. & Snyderman, B. B. (1959). The Motivation to Work. Wiley.
Johnston, R. (1995). The determinants of service quality: satisfiers and dissatisfiers.
International Journal of Service Industry Management, 6(5), 53-71.

Herzberg studied jobs. That a *service* has hygiene factors and satisfiers is an application
by others; whether an attribute is one or the other is a finding about some customers at
some time, and these models estimate it from a table of incidents or of ratings.
"""

from helpers.two_factor.asymmetry import KINDS, class_chances, impact_asymmetry, priority_order
from helpers.two_factor.attribution import reported_index, simulate_reports
from helpers.two_factor.contrast import Contrast, penalty_reward
from helpers.two_factor.determinants import DETERMINANTS
from helpers.two_factor.incidents import incident_index, index_from_counts
from helpers.two_factor.spending import plain_slope, rating_shares, spending_yields

__all__ = [
    "DETERMINANTS",
    "KINDS",
    "Contrast",
    "class_chances",
    "impact_asymmetry",
    "incident_index",
    "index_from_counts",
    "penalty_reward",
    "plain_slope",
    "priority_order",
    "rating_shares",
    "reported_index",
    "simulate_reports",
    "spending_yields",
]
