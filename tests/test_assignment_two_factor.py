"""Assignment 06 alone: that each student's case has one answer, and that nobody's changes."""

from assignments.two_factor import answers, index, turn, yields

from helpers.checks import own_numbers
from helpers.checks.cases import two_factor as case

MANY = [f"student {number}" for number in range(60)]
OWN = [own_numbers("two_factor", student) for student in MANY]


def test_one_use_of_the_money_is_best_and_not_by_a_hair():
    for own in OWN:
        best, second, *_others = sorted(yields(own).values(), reverse=True)
        assert best > second + 0.005


def test_the_answer_is_not_always_the_largest_penalty_nor_always_the_other_way():
    letters = {answers(student)["q3"] for student in MANY}
    assert letters & set("abc")
    assert letters & set("def")
    largest = ["abc"[int(case.house(own)["penalty"].argmin())] for own in OWN]
    right = [answers(student)["q3"] for student in MANY]
    assert sum(a == b for a, b in zip(largest, right, strict=True)) < len(MANY) / 2


def test_there_are_as_many_stories_as_the_task_says():
    assert {sum(stories) for stories in case.STORIES} == {200}
    assert {sum(complaints) for complaints in case.COMPLAINTS} == {100}


def test_every_factor_has_an_index_that_is_not_the_one_of_its_counts():
    for own in OWN:
        told = case.incidents(own).loc[case.factor(own)]
        counts = (told["satisfying"] - told["dissatisfying"]) / told.sum()
        assert abs(index(own) - counts) > 0.05


def test_the_penalty_of_question_4_is_the_larger_one_and_the_advice_turns_within_reach():
    for penalty, reward in case.BENT:
        assert -penalty > reward
        assert 3 < turn(case.Effect(penalty / 10, reward / 10)) < 50


def test_the_numbers_of_a_student_never_change():
    own = own_numbers("two_factor", "demo")
    drawn = (
        tuple(case.effect(own)),
        case.incidents(own)["satisfying"].tolist(),
        case.factor(own),
        case.house(own)["penalty"].tolist(),
        tuple(case.bent(own)),
        case.memo(own),
    )
    assert drawn == DEMO


DEMO = (
    (-0.18, 0.52),
    [100, 12, 38, 26, 24],
    "a clerk's kindness",
    [-0.95, -0.3, -0.6],
    (-0.6, 0.4),
    "B",
)
