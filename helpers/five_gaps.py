"""The five gaps as numbers: an additive demonstration, not the published model.

Parasuraman, Zeithaml & Berry (1985) propose that gap 5, between what customers expect and
what they perceive, is a function of gaps 1 to 4; they do not say that it is their sum.
Here it is, so that one can see why a survey of customers, which measures gap 5 alone,
finds the symptom and not the cause. All gaps are in scale points, shortfalls negative.

Parasuraman, A., Zeithaml, V. A. & Berry, L. L. (1985). A conceptual model of service
quality and its implications for future research. Journal of Marketing, 49(4), 41-50.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.locale import one_text
from helpers.ratings import quoted


class Gap(NamedTuple):
    """One of the four gaps inside the firm: its number of 1985 and what it is, in our words."""

    number: int
    meaning: str


GAPS = {
    "knowledge": Gap(1, N_("what guests expect, against what managers think they expect")),
    "standards": Gap(2, N_("what managers think guests expect, against the written standard")),
    "delivery": Gap(3, N_("the written standard, against the service delivered")),
    "communication": Gap(4, N_("the service delivered, against what was promised outside")),
}

# What each piece of evidence shows: talk with the managers, read the standard, watch the
# service being delivered, read the brochure.
EVIDENCE = {
    "interview": "knowledge",
    "standard": "standards",
    "audit": "delivery",
    "brochure": "communication",
}

# What one hears of a hotel where a gap is not suspected, and where it is.
HEARSAY = {
    "knowledge": (
        N_("Managers talk with guests every week."),
        N_("Nobody has asked guests lately."),
    ),
    "standards": (N_("The manual is new and exact."), N_("The manual is old and vague.")),
    "delivery": (N_("Inspectors praise the staff."), N_("Half of the staff are new.")),
    "communication": (N_("The brochure is modest."), N_("The brochure is glossy.")),
}

# The front desk is where the symptom is seen; the usual answer is to train it.
USUAL_ANSWER = "delivery"

EXPECTATION, GAP_5 = 6.4, -1.4
SEED = 6  # the usual answer is wrong in case 1
HEARD = 1  # and yet one hears something of the staff there


@dataclass(frozen=True)
class Case:
    """A hotel whose guests are let down, and the four gaps that add up to it.

    Parameters
    ----------
    expectation : float
        What guests expect, in scale points.
    gaps : mapping of name to float
        One for each of `GAPS`, in scale points: 0 or negative, and one of them more than
        half of their sum.

    Raises
    ------
    ValueError
        If a gap is missing, unknown or positive, or none is more than half of the sum.
    """

    expectation: float
    gaps: Mapping[str, float]

    def __post_init__(self) -> None:
        total = customer_gap(self.gaps)
        if max(self.gaps.values()) > 0 or not min(self.gaps.values()) * 2 < total:
            raise ValueError(
                _("no gap of a case is positive, and one is more than half of their sum")
            )

    @property
    def gap5(self) -> float:
        """What guests perceive less what they expect: the sum of the four gaps."""
        return customer_gap(self.gaps)

    @property
    def perception(self) -> float:
        """What guests perceive, in scale points."""
        return round(self.expectation + self.gap5, 9)

    @property
    def cause(self) -> str:
        """The gap that falls shortest, more than half of gap 5."""
        return min(self.gaps, key=lambda name: self.gaps[name])


def customer_gap(gaps: Mapping[str, float]) -> float:
    """Return gap 5 as the sum of gaps 1 to 4; a demonstration, as the module says.

    Parameters
    ----------
    gaps : mapping of name to float
        One for each of `GAPS`, in scale points.

    Returns
    -------
    float, in scale points
        Rounded to nine decimals, so that gaps of a few decimals add up as on paper.

    Raises
    ------
    ValueError
        If a gap is missing or unknown.

    Examples
    --------
    >>> customer_gap(
    ...     {"knowledge": -0.1, "standards": -0.8, "delivery": -0.3, "communication": -0.2}
    ... )
    -1.4
    """
    if set(gaps) != set(GAPS):
        raise ValueError(
            _("the four gaps are {wanted}, not {given}").format(
                wanted=quoted(GAPS), given=quoted(gaps) or _("none")
            )
        )
    return round(sum(gaps.values()), 9)


def make_case(number: int) -> Case:
    """Return case number 1, 2, 3, ...: always the same one for the same number.

    All cases share expectation and gap 5, so a survey of guests cannot tell them apart.
    Each four in a row (1 to 4, 5 to 8, ...) have the four causes, in an order drawn anew.

    Parameters
    ----------
    number : int, 1 or more

    Returns
    -------
    Case
        Gaps in steps of 0.1 scale points: the cause 0.8 to 1.0 short, the others at least 0.1.

    Raises
    ------
    ValueError
        If the number is below 1.

    Examples
    --------
    >>> make_case(1).expectation, make_case(1).perception, make_case(1).gap5
    (6.4, 5.0, -1.4)
    """
    if number < 1:
        raise ValueError(_("cases are numbered from 1, not {number}").format(number=number))
    four, place = divmod(number - 1, len(GAPS))
    cause = np.random.default_rng([SEED, four]).permutation(list(GAPS))[place]
    rng = np.random.default_rng([SEED, four, place])
    total = round(-GAP_5 * 10)
    largest = rng.integers(8, 11)
    # Two cuts through what is left give the other three a tenth of a point each at least.
    cuts = np.sort(rng.choice(np.arange(1, total - largest), size=2, replace=False))
    others = iter(np.diff([0, *cuts, total - largest]))
    tenths = {name: largest if name == cause else next(others) for name in GAPS}
    return Case(EXPECTATION, {name: -float(count) / 10 for name, count in tenths.items()})


def hearsay(number: int) -> str:
    """Return what one hears of a case before any evidence: it points at two gaps.

    One of the two is the cause. So hearsay is worth something when evidence is chosen,
    and cannot stand in for it.

    Parameters
    ----------
    number : int, 1 or more
        As in `make_case`.

    Returns
    -------
    str
        A sentence on each of `GAPS`, in their order, in the language in use.

    Examples
    --------
    >>> hearsay(6).count(".")
    4
    """
    cause = make_case(number).cause
    others = [name for name in GAPS if name != cause]
    suspected = {cause, others[np.random.default_rng([HEARD, number]).integers(len(others))]}
    return one_text(*(_(HEARSAY[name][name in suspected]) for name in GAPS))


def seen(case: Case, evidence: Collection[str] = ()) -> pd.DataFrame:
    """Return the gaps that the evidence shows, and what is left for the others together.

    Parameters
    ----------
    case : Case
    evidence : collection of str
        Any of `EVIDENCE`.

    Returns
    -------
    DataFrame, one row per gap in the order of `GAPS`, then a row ``unseen``
        Columns ``evidence`` (what would show the gap; missing for ``unseen``) and ``gap``
        (scale points; NaN where unseen). The row ``unseen`` holds the part of gap 5 that
        the unseen gaps make up together, so that the column adds up to gap 5.

    Raises
    ------
    ValueError
        If the evidence is of an unknown kind.

    Examples
    --------
    >>> case = Case(
    ...     6.4, {"knowledge": -0.1, "standards": -0.8, "delivery": -0.3, "communication": -0.2}
    ... )
    >>> seen(case, ["audit"])
                    evidence  gap
    knowledge      interview  NaN
    standards       standard  NaN
    delivery           audit -0.3
    communication   brochure  NaN
    unseen               NaN -1.1
    """
    shown = _shown(evidence)
    rows = [
        (name, source, case.gaps[name] if name in shown else np.nan)
        for source, name in EVIDENCE.items()
    ]
    left = round(case.gap5 - sum(case.gaps[name] for name in shown), 9)
    table = pd.DataFrame([*rows, ("unseen", None, left + 0.0)], columns=["", "evidence", "gap"])
    return table.set_index("").rename_axis(None)


def suspects(case: Case, evidence: Collection[str] = ()) -> tuple[str, ...]:
    """Return the gaps that may still be the cause, for one who saw only this evidence.

    The cause makes up more than half of gap 5, and gap 5 is known. So a seen gap of more
    than half is the cause, and a smaller one is not; of the unseen, all may be.

    Parameters
    ----------
    case : Case
    evidence : collection of str
        Any of `EVIDENCE`.

    Returns
    -------
    tuple of str, in the order of `GAPS`
        Always with the cause in it.

    Raises
    ------
    ValueError
        If the evidence is of an unknown kind.

    Examples
    --------
    >>> case = Case(
    ...     6.4, {"knowledge": -0.1, "standards": -0.8, "delivery": -0.3, "communication": -0.2}
    ... )
    >>> suspects(case, ["audit", "brochure"])
    ('knowledge', 'standards')
    >>> suspects(case, ["audit", "standard"])
    ('standards',)
    """
    shown = _shown(evidence)
    if case.cause in shown:
        return (case.cause,)
    return tuple(name for name in GAPS if name not in shown)


def _shown(evidence: Collection[str]) -> set[str]:
    unknown = [source for source in evidence if source not in EVIDENCE]
    if unknown:
        raise ValueError(
            _("evidence is one of {known}, not {names}").format(
                known=quoted(EVIDENCE), names=quoted(unknown)
            )
        )
    return {EVIDENCE[source] for source in evidence}
