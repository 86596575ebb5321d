"""Assignment 01 alone: that each student's case can be answered, and that nobody's changes."""

from assignments.services import answers, fees

from helpers.checks import own_numbers
from helpers.checks.cases import services as case

MANY = [f"student {number}" for number in range(60)]


def test_every_lift_has_a_fee_that_serves_both_sides_and_one_that_does_not():
    for numbers in case.LIFTS:
        assert 0 < len(fees(case.Lift(*numbers))) < 12


def test_every_kitchen_breaks_even_at_a_whole_number_of_meals():
    assert all(1000 * fixed % (buy - make) == 0 for fixed, make, buy in case.KITCHENS)


def test_no_two_of_a_class_share_all_their_numbers():
    own = [own_numbers("services", student) for student in MANY]
    drawn = [
        (*case.kitchen(o).values(), *case.journey(o), *case.lift(o), case.memo(o)) for o in own
    ]
    assert len(set(drawn)) > 0.95 * len(MANY)
    assert len({answers(student)["q2"] for student in MANY}) == 4


def test_the_numbers_of_a_student_never_change():
    own = own_numbers("services", "demo")
    assert (
        case.kitchen(own),
        case.service(own),
        case.journey(own).tolist(),
        tuple(case.lift(own)),
        case.memo(own),
    ) == DEMO


DEMO = (
    {"fixed": 280000, "make": 12, "buy": 19},
    "card locks",
    [0.99, 0.97, 0.98, 0.94, 0.96, 0.98],
    (7, 3, 400, 700),
    "A",
)
