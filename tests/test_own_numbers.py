"""Each student's own numbers: the same for student and grader, on any machine, for ever."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks import own_numbers

DIMENSIONS = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]


# These values must never change: marks already given rest on them.
@pytest.mark.parametrize(
    ("student_id", "price", "share", "dimension"),
    [
        ("demo", 1080, 0.6, "reliability"),
        ("2008-0808", 770, 0.25, "assurance"),
        ("学生一", 1090, 0.2, "assurance"),
        ("straße", 590, 0.2, "responsiveness"),
    ],
)
def test_the_numbers_of_a_student_are_those_they_have_always_been(
    student_id, price, share, dimension
):
    own = own_numbers("servqual", student_id)
    assert own.number("price", 400, 1200, 10) == price
    assert own.number("share", 0.2, 0.6, 0.05) == share
    assert own.choose("dimension", DIMENSIONS) == dimension


@pytest.mark.parametrize(
    "student_id",
    [
        "Demo",
        " demo ",
        "ＤＥＭＯ",
        "demo\n",
        "\ufeffdemo",
        "de\u200bmo",
        "de\u00admo",
        np.str_("demo"),
    ],
)
def test_case_width_spaces_and_invisible_signs_make_no_other_student(student_id):
    assert own_numbers("servqual", student_id) == own_numbers("servqual", "demo")


def test_spaces_within_an_id_count_once():
    assert own_numbers("servqual", "Li  Wei") == own_numbers("servqual", "li\twei")
    assert own_numbers("servqual", "Li Wei") != own_numbers("servqual", "LiWei")


@pytest.mark.parametrize("student_id", ["", "  ", "...", "…", ..., None, "\u200b"])
def test_a_blank_id_is_named(student_id):
    with pytest.raises(ValueError, match="student_id is blank; write yours between quotation"):
        own_numbers("servqual", student_id)


@pytest.mark.parametrize(
    ("student_id", "words"),
    [(20080808, "a number"), (True, "a truth value"), (["demo"], "a list of 1 value")],
)
def test_an_id_that_is_no_text_is_named(student_id, words):
    with pytest.raises(ValueError, match=f"student_id is {words}.*between quotation marks"):
        own_numbers("servqual", student_id)


@given(st.text())
def test_the_even_form_of_an_id_is_its_own_even_form(student_id):
    try:
        own = own_numbers("servqual", student_id)
    except ValueError:
        return
    assert own_numbers(own.assignment, own.student_id) == own


@given(
    st.decimals(-1000, 1000, places=2),
    st.decimals(0, 1000, places=2),
    st.decimals("0.01", 10, places=2),
    st.text(max_size=5),
)
def test_a_number_lies_on_its_grid_and_has_no_more_decimals(low, width, step, name):
    low, high, step = float(low), float(low + width), float(step)
    found = own_numbers("servqual", "demo").number(name, low, high, step)
    assert low <= found <= high
    assert round(found, 2) == found


def test_whole_bounds_give_whole_numbers():
    own = own_numbers("servqual", "demo")
    assert type(own.number("price", 1, 9, 2)) is int
    assert type(own.number("price", np.int64(1), 9, 2)) is int
    assert type(own.number("price", 1.0, 9, 2)) is float


def test_every_value_is_drawn_about_as_often_as_any_other():
    students = [own_numbers("servqual", f"student {number}") for number in range(4000)]
    prices = Counter(own.number("price", 0.1, 0.8, 0.1) for own in students)
    names = Counter(own.choose("dimension", DIMENSIONS) for own in students)
    assert set(prices) == {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}
    assert set(names) == set(DIMENSIONS)
    assert min(prices.values()) > 400
    assert min(names.values()) > 700


def test_another_name_or_assignment_is_another_draw():
    own = own_numbers("servqual", "demo")
    draws = {own.number(name, 0, 10**9, 1) for name in ("price", "cost", "share")}
    draws.add(own_numbers("kano", "demo").number("price", 0, 10**9, 1))
    assert len(draws) == 4


def test_a_draw_that_cannot_be_made_is_named():
    own = own_numbers("servqual", "demo")
    with pytest.raises(ValueError, match="price needs low below high"):
        own.number("price", 5, 1, 1)
    with pytest.raises(ValueError, match="price needs low below high"):
        own.number("price", 1, 5, 0)
    with pytest.raises(ValueError, match="nothing to choose from for dimension"):
        own.choose("dimension", [])
