"""The ten determinants of 1985, and the five dimensions they were gathered into.

Parasuraman, A., Zeithaml, V. A. & Berry, L. L. (1985). A conceptual model of service
quality and its implications for future research. Journal of Marketing, 49(4), 41-50.

Which determinant went into which dimension is given here as reported by Zeithaml,
Parasuraman & Berry (1990), Delivering Quality Service; not verified by this project.
"""

from typing import NamedTuple

import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.ratings import quoted

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


class Determinant(NamedTuple):
    """What customers judge a service by, in our words, and where it went in 1988."""

    meaning: str
    dimension: str


DETERMINANTS = {
    "reliability": Determinant(
        N_("keeps promises and gets it right the first time, every time"), "reliability"
    ),
    "responsiveness": Determinant(N_("is willing to help, and quick about it"), "responsiveness"),
    "competence": Determinant(N_("has the skill and the knowledge for the job"), "assurance"),
    "access": Determinant(N_("is easy to reach, at good hours and without long waits"), "empathy"),
    "courtesy": Determinant(N_("is polite, respectful and friendly"), "assurance"),
    "communication": Determinant(N_("listens, and explains in words one understands"), "empathy"),
    "credibility": Determinant(N_("is honest and has earned a good name"), "assurance"),
    "security": Determinant(N_("spares guests danger, risk and doubt; keeps secrets"), "assurance"),
    "understanding": Determinant(N_("takes the trouble to learn what this guest needs"), "empathy"),
    "tangibles": Determinant(N_("looks the part: rooms, equipment, staff, papers"), "tangibles"),
}

# The course text says ten and lists these nine, in this order: security is missing.
IN_COURSE_TEXT = (
    "access",
    "communication",
    "competence",
    "courtesy",
    "credibility",
    "reliability",
    "responsiveness",
    "understanding",
    "tangibles",
)


def determinant_table() -> pd.DataFrame:
    """Return the ten determinants as a table, in the language in use.

    Returns
    -------
    DataFrame, one row per determinant
        Columns ``meaning``, ``dimension`` (as reported by Zeithaml, Parasuraman & Berry
        1990; not verified by this project) and ``in_course_text``.

    Examples
    --------
    >>> table = determinant_table()
    >>> table.index[~table["in_course_text"]].tolist()
    ['security']
    """
    return pd.DataFrame(
        [
            (name, _(determinant.meaning), determinant.dimension, name in IN_COURSE_TEXT)
            for name, determinant in DETERMINANTS.items()
        ],
        columns=["determinant", "meaning", "dimension", "in_course_text"],
    ).set_index("determinant")


def to_dimensions(scores: pd.Series) -> pd.Series:
    """Gather scores of determinants into the five dimensions: the mean of each.

    The mapping is as reported by Zeithaml, Parasuraman & Berry (1990); not verified by
    this project.

    Parameters
    ----------
    scores : Series of float, indexed by determinant (the names in `DETERMINANTS`)
        Not all ten need be there, and NaN counts as not there: a dimension's mean is over
        those that are.

    Returns
    -------
    Series of float, in the order of `DIMENSIONS`
        In the unit of the scores; NaN where none of a dimension's determinants is there.

    Raises
    ------
    ValueError
        If a name is not one of the ten determinants, or stands there twice.

    Examples
    --------
    >>> scores = pd.Series(
    ...     {"competence": -1.0, "courtesy": 0.0, "credibility": 0.0, "security": -3.0}
    ... )
    >>> float(to_dimensions(scores)["assurance"])
    -1.0
    >>> float(to_dimensions(scores.drop("security"))["assurance"].round(2))
    -0.33
    """
    wrong = [*scores.index.difference(list(DETERMINANTS), sort=False)]
    if wrong or scores.index.has_duplicates:
        raise ValueError(
            _("{names} should be determinants, each once: {known}").format(
                names=quoted(wrong or scores.index[scores.index.duplicated()]),
                known=quoted(DETERMINANTS),
            )
        )
    went_into = [DETERMINANTS[name].dimension for name in scores.index]
    means = scores.groupby(went_into).mean()
    return means.reindex(pd.Index(DIMENSIONS, name="dimension"))
