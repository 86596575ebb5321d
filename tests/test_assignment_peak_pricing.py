"""Assignment 11 alone: the prices, towns and memos of each student."""

import itertools

import pytest
from assignments.peak_pricing import answers, change

from helpers.checks import own_numbers
from helpers.checks.cases import peak_pricing as case

MANY = [f"student {number}" for number in range(60)]


def test_no_two_of_a_class_share_all_their_numbers():
    own = [own_numbers("peak_pricing", student) for student in MANY]
    assert len({(case.cut(each), *case.town(each).values()) for each in own}) == len(MANY)
    for draw in (case.late, case.reading, case.memo):
        drawn = [draw(each) for each in own]
        assert len(set(drawn)) > 3
        assert max(drawn.count(value) for value in set(drawn)) < len(MANY) / 2


def test_each_answer_to_what_a_slope_shows_is_right_for_some_students():
    right = [answers(student)["q4"] for student in MANY]
    assert min(right.count(letter) for letter in "abc") > 5


def test_in_every_town_some_cut_pays_and_the_deepest_does_not():
    towns = itertools.product(range(3, 9), range(14, 25), range(11), range(100, 201, 10))
    for flexible, new, turned_away, cost in towns:
        town = {"flexible": flexible, "new": new, "turned_away": turned_away, "unit_cost": cost}
        assert change(5, town) >= 0 > change(50, town)


def test_no_night_protects_as_many_rooms_as_are_expected():
    for student in MANY:
        expected = case.late(own_numbers("peak_pricing", student)).expected
        assert abs(answers(student)["q3"] - expected) >= 2


@pytest.mark.parametrize(
    ("student", "cut", "town", "late", "letters"),
    [
        ("demo", (1200, 86, 960, 180), (4, 17, 9, 120), (600, 1000, 46, 19), "AA"),
        ("2008-0808", (900, 82, 720, 160), (5, 15, 6, 190), (360, 900, 64, 18), "FB"),
        ("学生一", (800, 74, 560, 220), (7, 22, 0, 130), (420, 1200, 53, 16), "AA"),
    ],
)
def test_the_numbers_of_a_student_never_change(student, cut, town, late, letters):
    own = own_numbers("peak_pricing", student)
    assert (tuple(case.cut(own)), tuple(case.late(own))) == (cut, late)
    assert tuple(case.town(own).values()) == town
    assert case.reading(own) + case.memo(own) == letters
