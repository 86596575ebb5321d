"""Checks of chapter 04. The truth comes from the models and the reader's own tables."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import five_gaps, servqual
from helpers.checks._choice import mark_choice
from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._options import HOW_OFTEN, memo_lines
from helpers.checks._settings import mark_settings
from helpers.checks._text import keep_text
from helpers.checks._verdict import Verdict
from helpers.comparison import guests_needed
from helpers.locale import gettext as _
from helpers.locale import mark as N_

_TEN = {
    "reliability": (N_("reliability"), "可靠性"),
    "responsiveness": (N_("responsiveness"), "响应性"),
    "competence": (N_("competence"), "能力"),
    "access": (N_("access"), "可接近性"),
    "courtesy": (N_("courtesy"), "礼貌"),
    "communication": (N_("communication"), "沟通"),
    "credibility": (N_("credibility"), "可信度"),
    "security": (N_("security"), "安全性"),
    "understanding": (N_("understanding the customer"), N_("understanding"), "理解"),
    "tangibles": (N_("tangibles"), "有形性"),
}
# Perceptions that moved by less than this, in scale points, may have moved by chance.
WORTH_READING = 0.1


@never_raises("4.1")
def check_missing_determinant(answer: object) -> Verdict:
    """Mark exercise 4.1: the determinant that the course text's list of ten leaves out."""
    (missing,) = set(servqual.DETERMINANTS) - set(servqual.IN_COURSE_TEXT)
    listed = _("that one is in the list; go through the table and cross out what the text names.")
    return mark_choice(
        "4.1",
        answer,
        missing,
        _TEN,
        praise=_(
            "freedom from danger, risk and doubt. A guest who hands over a passport and a "
            "credit card buys it with every night."
        ),
        slips=dict.fromkeys(servqual.IN_COURSE_TEXT, listed),
    )


@never_raises("4.2")
def check_business_reliability(answer: object, ratings: pd.DataFrame) -> Verdict:
    """Mark exercise 4.2: the gap of reliability among business guests after the upgrade."""
    reliability = ratings[ratings["dimension"] == "reliability"]
    levels = servqual.level_scores(reliability, by=["wave", "segment"])
    gaps, perceptions = levels["gap"], levels["perception"]
    everybody = servqual.gap_scores(ratings, by=["wave", "dimension"])
    business = gaps["after", "business"]
    return mark_number(
        "4.2",
        answer,
        business,
        decimals=2,
        unit=_("scale points"),
        praise=_("the promises made to business guests are kept less well than they expect."),
        hint=_("score the ratings after the upgrade by segment and dimension, and read one cell."),
        slips={
            -business: _("right size, wrong sign: perception comes first."),
            gaps["before", "business"]: _("that is business guests before the upgrade."),
            gaps["after", "leisure"]: _("that is leisure guests."),
            everybody["after", "reliability"]: _("that is all guests; look at business alone."),
            perceptions["after", "business"]: _(
                "that is how reliable they perceive the hotel to be; subtract what they expected."
            ),
            everybody["after"].mean(): _("that is the mean of all dimensions and guests."),
        },
    )


@never_raises("4.3")
def check_wider_gap(answer: object, proof: object, ratings: pd.DataFrame) -> Verdict:
    """Mark exercise 4.3: does a wider gap mean worse service, with a setting as proof."""
    word = mark_choice(
        "4.3",
        answer,
        "sometimes",
        HOW_OFTEN,
        slips={
            "always": _(
                "look for one kind of guests and a dimension with a wider gap although the "
                "perceptions rose."
            ),
            "never": _(
                "it can: leave the expectations where they are and let the perceptions fall."
            ),
        },
    )
    if not word.right:
        return word
    segments = list(ratings["segment"].dropna().unique())
    dimensions = list(ratings["dimension"].unique())
    return mark_settings(
        "4.3",
        proof,
        lambda settings: _widened_by_expectations(settings, ratings),
        {
            "guests": ["all", *segments],
            "dimension": ["all", *dimensions],
            "picture": ["levels", "parts"],
        },
        praise=_(
            "one setting is enough against “always”: there the gap is wider and the service is "
            "perceived as better. What rose is what guests expect."
        ),
    )


def _widened_by_expectations(settings: Mapping[str, Any], ratings: pd.DataFrame) -> bool | str:
    if settings["guests"] == "all":
        return _("choose one kind of guests, so that their mix cannot be what moved the gap.")
    of_guests = ratings[ratings["segment"] == settings["guests"]]
    before, after = (of_guests[of_guests["wave"] == wave] for wave in ("before", "after"))
    parts = servqual.explain_change_by_dimension(before, after, "segment")
    change = parts.mean() if settings["dimension"] == "all" else parts.loc[settings["dimension"]]
    if change["after"] >= change["before"]:
        return _("with these settings the gap did not become wider.")
    if change["perceptions"] < WORTH_READING:
        return _("with these settings the perceptions rose by less than 0.1, or fell: no proof.")
    return True


@never_raises("4.4")
def check_weighted_score(answer: object, gaps: pd.Series, points: Mapping[str, float]) -> Verdict:
    """Mark exercise 4.4: five gaps weighed by given points."""
    score = servqual.weighted_score(gaps, points)
    weights = pd.Series(points)
    return mark_number(
        "4.4",
        answer,
        score,
        decimals=2,
        unit=_("scale points"),
        praise=_("further below zero than the plain mean: the points lie where the gaps are wide."),
        hint=_("multiply each gap by its points, add up, and divide by the sum of the points."),
        slips={
            servqual.unweighted_score(gaps): _("that is the plain mean: all five weigh alike."),
            score * weights.sum(): _("you have not divided by the sum of the points."),
            score / len(gaps): _(
                "you have divided by the number of dimensions as well; the points do that already."
            ),
            -score: _("right size, wrong sign: the gaps are negative."),
        },
    )


@never_raises("4.5")
def check_named_cause(settings: object, cause: object, case: int) -> Verdict:
    """Mark exercise 4.5: evidence that names the cause in one case, and the cause."""
    evidence = mark_settings(
        "4.5",
        settings,
        lambda chosen: _names_the_cause(chosen, case),
        {
            "case": range(1, 13),
            "first": ["nothing", *five_gaps.EVIDENCE],
            "second": ["nothing", *five_gaps.EVIDENCE],
        },
    )
    if not evidence.right:
        return evidence
    tempting = _("the evidence that you bought shows another bar as the longest.")
    true_cause = five_gaps.make_case(case).cause
    numbered = {name: (name, str(gap.number)) for name, gap in five_gaps.GAPS.items()}
    return mark_choice(
        "4.5",
        cause,
        true_cause,
        numbered,
        praise=_(
            "and the point is not which gap it is, but that you know it: someone went and looked."
        ),
        slips={name: tempting for name in five_gaps.GAPS if name != true_cause},
    )


def _names_the_cause(chosen: Mapping[str, Any], case: int) -> bool | str:
    bought = {chosen["first"], chosen["second"]} - {"nothing"}
    if chosen["case"] != case:
        return _(
            "these settings belong to case {other}; the exercise asks for case {case}."
        ).format(other=chosen["case"], case=case)
    left = five_gaps.suspects(five_gaps.make_case(case), bought)
    if len(left) > 1 and len(bought) < 2:
        return _("two pieces of evidence may be bought, and they should differ.")
    if len(left) > 1:
        return _("after this evidence {count} gaps may still be the cause.").format(count=len(left))
    return True


@never_raises("4.6")
def check_guests_needed(answer: object, difference: float, spread: float) -> Verdict:
    """Mark exercise 4.6: guests in each hotel, in tens, to tell a difference apart."""
    exactly = guests_needed(difference, spread)
    tens = 10 * math.ceil(exactly / 10)
    return mark_number(
        "4.6",
        answer,
        tens,
        unit=_("guests"),
        praise=_("more than most surveys ask in one hotel, for a difference that reports print."),
        hint=_("turn “Guests asked” and read the chance under the chart: it should reach 80 %."),
        slips={
            2 * exactly: _("that is both hotels together; the exercise asks for each."),
            exactly: _("rounded up to a full ten, please, as the control has it."),
            tens - 10: _("just short of 80 %."),
            10 * math.ceil(guests_needed(difference, spread, confidence=0.9) / 10): _(
                "that would do for a confidence of 90 %, not of 95: look at all the settings."
            ),
            **dict.fromkeys(range(tens + 10, 401, 10), _("enough, but fewer would do.")),
            2 * tens: _("that is both hotels together; the exercise asks for each."),
            10 * math.ceil(guests_needed(difference, spread, chance=0.5) / 10): _(
                "with that many, a survey finds the difference every second time only."
            ),
        },
    )


@never_raises("4.7")
def check_memo(answer: object) -> Verdict:
    """Mark exercise 4.7: the first wrong line of the memo."""
    stands = _("that line stands: the data above bear it out.")
    return mark_choice(
        "4.7",
        answer,
        "3",
        memo_lines(5),
        praise=_(
            "a gap of zero means “as expected”, not “average”; who expects little is met easily."
        ),
        slips={
            "1": stands,
            "2": stands,
            "4": stands,
            "5": _("that line does not follow either, but an earlier one is wrong already."),
        },
    )


@never_raises("4.8")
def check_advice(answer: object) -> Verdict:
    """Keep exercise 4.8: three sentences to the General Manager."""
    return keep_text(
        "4.8",
        answer,
        at_least=30,
        praise=_(
            "Does it say what the survey can show, what it cannot, and what to look at next "
            "before money is spent?"
        ),
    )
