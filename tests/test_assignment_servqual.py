"""Assignment 04 alone: its tolerance, and the hotels, reports and memos of each student."""

import pytest
from assignments import grade
from assignments.servqual import answers

from helpers.checks import own_numbers
from helpers.checks.cases import servqual as case
from helpers.comparison import chance_to_tell_apart
from helpers.servqual import explain_change

MANY = [f"student {number}" for number in range(60)]


def test_an_answer_rounded_either_way_at_a_half_and_a_longer_one_are_right():
    own = own_numbers("servqual", "demo")
    survey = case.survey(own)
    exact = ((survey["perception"] - survey["expectation"]) * survey["points"]).sum() / 100
    assert grade("servqual")("q1", exact, "demo") == 3
    assert grade("servqual")("q1", answers("demo")["q1"] + 0.01, "demo") == 0


def test_no_two_of_a_class_share_all_their_numbers():
    own = [own_numbers("servqual", student) for student in MANY]
    surveys = {case.survey(each).to_csv() for each in own}
    assert len(surveys) == len(MANY)
    for draw in (case.offer, case.two_hotels, case.memo, case.hotel):
        drawn = [draw(each) for each in own]
        assert len(set(drawn)) > 3
        assert max(drawn.count(value) for value in set(drawn)) < len(MANY) / 2


def test_each_answer_to_whose_gap_is_right_for_some_students():
    right = [answers(student)["q2"] for student in MANY]
    assert {letter: right.count(letter) > 2 for letter in "abcdef"} == dict.fromkeys("abcdef", True)


@pytest.mark.parametrize("student", MANY[:30])
def test_the_largest_part_of_a_change_is_the_largest_by_far(student):
    change = explain_change(*case.waves(own_numbers("servqual", student)))
    parts = change[["expectations", "perceptions", "mix"]].abs().sort_values()
    assert parts.iloc[-1] > parts.iloc[-2] + 0.15


def test_a_survey_that_shows_80_percent_is_never_just_short_of_it():
    for difference, spread in case.HOTELS:
        every_ten = range(10, 401, 10)
        chances = [float(chance_to_tell_apart(n, difference, spread)) for n in every_ten]
        assert any(chance >= 0.8 for chance in chances)
        assert not any(0.795 <= chance < 0.8 for chance in chances)


def test_one_report_on_offer_halves_the_causes_and_the_others_do_not():
    assert all(len(set("fgh") & set(offer)) == 1 for offer in case.OFFERS)


def test_the_numbers_of_a_student_never_change():
    own = own_numbers("servqual", "demo")
    survey = case.survey(own)
    assert survey.index.tolist()[0] == "reliability"
    assert survey["expectation"].tolist() == [6.4, 6.2, 6.4, 5.8, 5.9]
    assert survey["perception"].tolist() == [5.3, 5.9, 5.7, 4.9, 6.1]
    assert survey["points"].tolist() == [31, 19, 22, 18, 10]
    before, after = case.waves(own)
    assert [wave["expectation"].sum() for wave in (before, after)] == [560, 608]
    assert [wave["perception"].sum() for wave in (before, after)] == [520, 508]
    assert (case.offer(own), case.hotel(own), case.memo(own)) == ("abeg", 5, "C")
    assert case.two_hotels(own) == (0.5, 1.4)
