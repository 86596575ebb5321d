"""Technical and functional quality, image, expectation and promise.

Grönroos, C. (1984). A service quality model and its marketing implications. European
Journal of Marketing, 18(4), 36-44.

`perceived` puts the parts together, `market` asks what a correlation across firms can say
about their weights, `promise` what a promise is worth, `encounters` why the same service is
not the same, and `tolerance` how far from the desired a service may lie.
"""

from helpers.gronroos.encounters import (
    SOURCES,
    Service,
    simulate_encounters,
    steadiest_standard,
    variance_by_source,
)
from helpers.gronroos.market import (
    fitted_weights,
    market_correlations,
    sample_correlations,
    simulate_market,
    standard_draws,
)
from helpers.gronroos.perceived import (
    CLEAR,
    Image,
    Mind,
    compensation,
    experienced_quality,
    functional_needed,
    perceived_quality,
    seen_through,
)
from helpers.gronroos.promise import (
    best_promise,
    promise_value,
    shares_curve,
    slope_where_underpromising_pays,
    value_curve,
)
from helpers.gronroos.tolerance import place_in_zone, tolerance_scores

__all__ = [
    "CLEAR",
    "SOURCES",
    "Image",
    "Mind",
    "Service",
    "best_promise",
    "compensation",
    "experienced_quality",
    "fitted_weights",
    "functional_needed",
    "market_correlations",
    "perceived_quality",
    "place_in_zone",
    "promise_value",
    "sample_correlations",
    "seen_through",
    "shares_curve",
    "simulate_encounters",
    "simulate_market",
    "slope_where_underpromising_pays",
    "standard_draws",
    "steadiest_standard",
    "tolerance_scores",
    "value_curve",
    "variance_by_source",
]
