"""SERVQUAL: service quality as perception minus expectation.

Parasuraman, A., Zeithaml, V. A. & Berry, L. L. (1988). SERVQUAL: A multiple-item
scale for measuring consumer perceptions of service quality. Journal of Retailing,
64(1), 12-40.

`gaps` scores ratings, `weights` weighs them, `priorities` asks which dimension comes
first, `change` why a score moved, and `determinants` holds the ten of 1985.
"""

from helpers.servqual.change import explain_change, explain_change_by_dimension
from helpers.servqual.determinants import (
    DETERMINANTS,
    DIMENSIONS,
    IN_COURSE_TEXT,
    determinant_table,
    to_dimensions,
)
from helpers.servqual.gaps import (
    gap_scores,
    level_scores,
    respondent_gaps,
    unweighted_score,
    weighted_score,
)
from helpers.servqual.priorities import first_priority_by_respondent, rank_stability
from helpers.servqual.weights import (
    own_weights,
    respondent_weighted_gaps,
    weighted_score_averaged_first,
    weighted_score_per_respondent,
    weights_from_points,
)

__all__ = [
    "DETERMINANTS",
    "DIMENSIONS",
    "IN_COURSE_TEXT",
    "determinant_table",
    "explain_change",
    "explain_change_by_dimension",
    "first_priority_by_respondent",
    "gap_scores",
    "level_scores",
    "own_weights",
    "rank_stability",
    "respondent_gaps",
    "respondent_weighted_gaps",
    "to_dimensions",
    "unweighted_score",
    "weighted_score",
    "weighted_score_averaged_first",
    "weighted_score_per_respondent",
    "weights_from_points",
]
