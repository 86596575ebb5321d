"""Assignment 03 alone: its tolerance, and the markets, promises and memos of each student."""

import pytest
from assignments import grade
from assignments.gronroos import FUNCTIONAL, answers, best, worth

from helpers.checks import own_numbers
from helpers.checks.cases import gronroos as case

MANY = [f"student {number}" for number in range(60)]
# These values must never change: marks already given rest on them.
GOLDEN = (
    (0.8, 1.2, 0.5, 0.6, 1.1),
    ("an audit", 0.6, 0.4, 0.8),
    (0.75, 0.4, 0.3, 0.3, 10),
    "acdjkl",
    "B",
)


def test_an_answer_a_hundredth_off_is_not_right():
    right = answers("demo")["q1"]
    assert grade("gronroos")("q1", right, "demo") == 3
    assert grade("gronroos")("q1", right + 0.01, "demo") == 0


def test_no_two_of_a_class_need_share_all_their_numbers():
    own = [own_numbers("gronroos", student) for student in MANY]
    for draw in (case.market, case.firm, case.promises, case.memo):
        drawn = [draw(each) for each in own]
        assert len(set(drawn)) > 3
        assert max(drawn.count(value) for value in set(drawn)) < len(MANY) / 2


def test_every_offer_holds_one_statement_about_how_and_others_to_confuse_it_with():
    for offer in case.OFFERS:
        assert len(FUNCTIONAL & set(offer)) == 1
        assert len(set(offer)) == 6
        assert set("el") & set(offer)


@pytest.mark.parametrize("drawn", case.PROMISES)
def test_the_best_allowed_promise_is_the_best_by_more_than_a_hair(drawn):
    hotel = case.Promises(*drawn)
    steps = [step / 20 for step in range(21) if step / 20 <= hotel.quality + 0.0501]
    found = sorted(worth(step, hotel) for step in steps)
    assert found[-1] - found[-2] > 0.0005
    assert best(hotel) not in (hotel.quality, 0.7)


def test_over_and_under_promising_are_each_right_for_some_students():
    plans = [answers(student)["q3"] for student in MANY]
    over = sum(plan["promise"] > plan["quality"] for plan in plans)
    assert 5 < over < len(MANY) - 5


def test_the_numbers_of_a_student_never_change():
    own = own_numbers("gronroos", "demo")
    assert (case.market(own), case.firm(own)) == GOLDEN[:2]
    assert (case.promises(own), "".join(case.statements(own)), case.memo(own)) == GOLDEN[2:]
