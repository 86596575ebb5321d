"""The figures on the instructors' pages are those that the data and the models give."""

from pathlib import Path

import pandas as pd
import pytest

from helpers import comparison, data, five_gaps, servqual

PAGES = Path(__file__).parents[1] / "docs" / "instructor"


@pytest.fixture(scope="module")
def ratings():
    return data.join(data.load("hotel_ratings"), data.load("hotel_guests"), ["wave", "segment"])


@pytest.fixture(scope="module")
def page():
    return (PAGES / "04_servqual.md").read_text(encoding="utf-8")


def written(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def test_the_answer_to_4_2_is_the_gap_of_the_data(page, ratings):
    gaps = servqual.gap_scores(ratings, by=["wave", "segment", "dimension"])
    assert f"| {written(gaps['after', 'business', 'reliability'])} scale points |" in page


def test_business_guests_perceive_better_rooms_and_their_gap_stays(page, ratings):
    business = ratings[ratings["segment"] == "business"]
    before, after = (business[business["wave"] == wave] for wave in ("before", "after"))
    change = servqual.explain_change_by_dimension(before, after).loc["tangibles"]
    assert f"perceptions rose by {written(change['perceptions'])}, and the gap" in page
    assert abs(change["after"] - change["before"]) < 0.01


def test_the_answers_to_4_4_are_those_of_the_model(page):
    gaps = pd.Series([-1.1, -0.8, 0.1, -0.9, -0.4], servqual.DIMENSIONS)
    points = dict(zip(servqual.DIMENSIONS, [50, 20, 10, 10, 10], strict=True))
    assert f"| {written(servqual.weighted_score(gaps, points))} scale points, further" in page
    assert f"the plain mean ({written(servqual.unweighted_score(gaps))})" in page


def test_the_audit_alone_leads_nowhere_in_case_1_and_names_the_cause_in_case_5(page):
    assert "Case 1: the audit shows −0.1." in page
    assert five_gaps.make_case(1).gaps["delivery"] == -0.1
    assert five_gaps.suspects(five_gaps.make_case(5), ["audit"]) == ("delivery",)


def test_the_answer_to_4_6_is_the_number_rounded_up_to_ten(page):
    needed = comparison.guests_needed(0.3, 0.9)
    assert f"| {-(-needed // 10) * 10} guests in each hotel |" in page


def test_the_memo_of_4_7_holds_but_for_the_lines_that_are_meant_not_to(ratings):
    after = ratings[ratings["wave"] == "after"]
    gaps = servqual.gap_scores(after)
    assert after["guest"].nunique() == 400
    assert after["item"].nunique() == 22
    assert (gaps < 0).all()
    assert gaps.idxmax() == "tangibles"
    assert gaps.idxmin() == "reliability"
