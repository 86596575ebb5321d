"""The figures on the instructor's page of chapter 04 are those of the data and the models."""

from pathlib import Path

import pandas as pd
import pytest

from helpers import comparison, data, five_gaps, servqual
from helpers.explorers.servqual import explore_how_sure

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


def test_business_guests_were_answered_slowly_before_the_upgrade_too(ratings):
    responsive = ratings[ratings["dimension"] == "responsiveness"]
    levels = servqual.level_scores(responsive, by=["segment", "wave"])
    assert levels["gap"]["business", "before"] < levels["gap"]["leisure", "after"] < 0
    perceived = levels["perception"]["business"]
    assert abs(perceived["after"] - perceived["before"]) < 0.1


def test_perceptions_rose_in_all_thanks_to_the_rooms(ratings):
    before, after = (ratings[ratings["wave"] == wave] for wave in ("before", "after"))
    perceptions = servqual.explain_change_by_dimension(before, after)["perceptions"]
    assert perceptions.mean() > 0.1
    assert perceptions.drop("tangibles").mean() < 0.1


def test_the_answers_to_4_4_are_those_of_the_model(page):
    gaps = pd.Series([-1.1, -0.8, 0.1, -0.9, -0.4], servqual.DIMENSIONS)
    points = dict(zip(servqual.DIMENSIONS, [50, 20, 10, 10, 10], strict=True))
    assert f"| {written(servqual.weighted_score(gaps, points))} scale points, further" in page
    assert f"the plain mean ({written(servqual.unweighted_score(gaps))})" in page


def test_the_page_prints_the_cause_of_every_case(page):
    causes = pd.Series({number: five_gaps.make_case(number).cause for number in range(1, 13)})
    for cause in five_gaps.GAPS:
        numbers = ", ".join(map(str, causes.index[causes == cause]))
        assert f"{cause} {numbers}" in page


def test_the_rehearsal_of_case_1_goes_as_the_page_says(page):
    case = five_gaps.make_case(1)
    assert "scene 1: −0.1 in case 1" in page
    assert case.gaps["delivery"] == -0.1
    assert "the cause is there at once (−0.9)" in page
    assert (case.cause, case.gaps["knowledge"]) == ("knowledge", -0.9)
    heard = five_gaps.hearsay(1)
    suspects = [name for name, (_good, bad) in five_gaps.HEARSAY.items() if bad in heard]
    assert suspects == ["knowledge", "delivery"]


def test_ten_samples_of_two_hotels_go_as_the_page_says(page, ratings):
    explorer = explore_how_sure(ratings)
    told, wrongly, reversed_ = [], [], []
    for sample in range(1, 11):
        explorer.set({"sample": sample})
        told += [sample] * ("without zero: told apart" in explorer.sentence)
        wrongly += [sample] * ("wrong side" in explorer.sentence)
        reversed_ += [sample] * explorer.table.iloc[-1, 1].startswith("−")
    assert (told, wrongly, reversed_) == ([3], [10], [4, 10])
    assert "in samples 4 and 10 the worse hotel leads, in 3 the survey tells" in page
    assert "in 10 it does so the wrong way round" in page


def test_the_answer_to_4_6_is_the_number_rounded_up_to_ten(page):
    needed = comparison.guests_needed(0.3, 0.8)
    assert f"| {-(-needed // 10) * 10} guests in each hotel |" in page


def test_the_memo_of_4_7_holds_but_for_the_lines_that_are_meant_not_to(ratings):
    after = ratings[ratings["wave"] == "after"]
    gaps = servqual.gap_scores(after)
    assert after["guest"].nunique() == 400
    assert after["item"].nunique() == 22
    assert (gaps < 0).all()
    assert gaps.idxmax() == "tangibles"
    assert gaps.idxmin() == "reliability"
