"""Values on their way to the hidden tests, and what becomes of them there."""

import json
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from helpers.grading.judge import Judge
from helpers.grading.plain import Packer, Unpacker, become


class Stars(IntEnum):
    FOUR = 4


class Season(StrEnum):
    LOW = "low"


class Always(list):
    """Says that it is equal to everything."""

    __hash__ = None

    def __eq__(self, other):
        return True


class Liar:
    """Says that it is a text."""

    @property
    def __class__(self):
        return str


class Stay(NamedTuple):
    guest: str
    nights: int


def across(value):
    """Return a value as it arrives: packed, sent as JSON and unpacked."""
    return Unpacker(lambda left: left).unpack(json.loads(json.dumps(Packer().pack(value))))


@pytest.mark.parametrize(
    "value",
    [
        None,
        [1, 2.5, "a", True],
        (1, (2,)),
        {"a": {1, 2}, 3: frozenset({4})},
        Counter("aab"),
        OrderedDict(b=1, a=2),
        deque([1, 2]),
        2**80,
        Decimal("0.1"),
        Fraction(1, 3),
        date(2024, 5, 1),
        timedelta(days=2),
        range(3),
        np.float64(0.1),
        ...,
    ],
    ids=repr,
)
def test_a_plain_value_arrives_as_what_it_was(value):
    found = across(value)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (defaultdict(int, a=1), {"a": 1}),
        (Stay("Li", 2), ("Li", 2)),
        (Stars.FOUR, 4),
        (Season.LOW, "low"),
        (Always([1]), [1]),
    ],
    ids=repr,
)
def test_a_value_of_a_kind_of_its_own_arrives_as_the_plain_one_that_it_is(value, plain):
    found = across([value])[0]
    assert type(found) is type(plain)
    assert found == plain


def test_a_view_of_a_dictionary_arrives_as_a_view():
    prices = {"room": 2, "spa": 1}
    assert across(prices.keys()) == {"room", "spa"}
    assert sorted(across(prices.values())) == [1, 2]
    assert across(prices.items()) == prices.items()


@pytest.mark.parametrize(
    ("value", "use"),
    [(object(), ""), (object, ""), (len, "function"), (iter([1]), "iterator"), (Stay, "")],
)
def test_what_is_not_plain_stays_behind_and_tells_what_it_is_good_for(value, use):
    assert across(value).use == use


def test_an_object_that_says_it_is_a_text_stays_behind():
    assert across(Liar()).kind == "Liar"


def test_a_table_arrives_with_its_index_its_types_and_what_is_noted_on_it():
    days = pd.date_range("2024-05-01", periods=2, name="day")
    table = pd.DataFrame({"guests": [3, 4], "hotel": ["A", None]}, index=days)
    table.attrs["scale"] = (1, 7)
    found = across(table)
    pd.testing.assert_frame_equal(found, table, check_freq=True)
    assert found.attrs == {"scale": (1, 7)}
    pd.testing.assert_series_equal(across(table["guests"]), table["guests"], check_freq=True)


@pytest.mark.parametrize(
    ("value", "now"),
    [
        ([1, 2], [3]),
        ({"a": 1}, {"b": 2}),
        ({1}, {2, 3}),
        (deque([1]), deque()),
        (np.array([1, 2]), np.array([3, 4])),
        (pd.Series([1]), pd.Series(["x"], name="hotel")),
        (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1, 2], "b": [3, 4]})),
    ],
    ids=repr,
)
def test_what_a_function_was_handed_can_be_changed_where_it_lies(value, now):
    also = value
    become(value, now)
    assert also is value
    assert Packer().pack(value) == Packer().pack(now)


@pytest.mark.parametrize(("value", "now"), [((1,), (2,)), ([1], {1}), (1, 2)])
def test_nothing_becomes_what_it_cannot_be(value, now):
    with pytest.raises(TypeError, match="cannot become"):
        become(value, now)


# What a hidden test makes of what is said over there


def marked(test: str, *replies: dict, judge: Judge | None = None) -> list[str]:
    """Return name and sentence of the error of a hidden test, or nothing."""
    said = iter([*replies, *[{"missing": True}] * 9])
    outputs = (judge or Judge([])).run(test, lambda _question: next(said), seconds=5)
    return [f"{each['ename']}: {each['evalue']}" for each in outputs if "ename" in each]


FUNCTION = {"value": {"left": [0, "function", "function"]}}


@pytest.mark.parametrize(
    ("kinds", "caught"),
    [
        (["Negative", "ValueError", "Exception"], "ValueError"),
        (["JSONDecodeError", "ValueError", "Exception"], "ValueError"),
        (["Full", "Exception"], "Exception"),
        (["SystemExit", "BaseException"], "RuntimeError"),
        (["bad name;", "no such", "\0"], "RuntimeError"),
    ],
)
def test_an_error_of_ones_own_is_caught_as_the_kind_that_it_belongs_to(kinds, caught):
    reply = {"error": [kinds[0], "said", kinds]}
    test = f"try:\n    f()\nexcept {caught} as error:\n    assert 'said' in str(error)"
    assert marked(test, FUNCTION, reply) == []
    assert marked("f()", FUNCTION, reply)[0].endswith("said")


def test_what_a_function_does_to_its_arguments_is_seen_here():
    reply = {"value": None, "changed": [[0, [2]]]}
    test = "values = [1, 2]\nf(values)\nassert values == [2], values"
    assert marked(test, FUNCTION, reply) == []


def test_a_function_that_returns_what_it_was_given_returns_that():
    test = "values = [1]\nassert f(0, key=values) is values"
    assert marked(test, FUNCTION, {"same": 1}) == []


@pytest.mark.parametrize(
    "reply",
    [
        {"value": 1, "changed": [[5, [1]]]},
        {"value": 1, "changed": [[0, {"set": [1]}]]},
        {"value": 1, "changed": 3},
        {"value": 1, "changed": [[0, {"list": "!"}]]},
        {"same": 7},
        {"same": "x"},
    ],
    ids=repr,
)
def test_a_reply_that_cannot_be_true_costs_the_question(reply):
    assert marked("f([])", FUNCTION, reply)


def test_the_items_of_an_iterator_are_asked_for_one_by_one():
    iterator = {"value": {"left": [3, "generator", "iterator"]}}
    end = {"error": ["StopIteration", "", ["StopIteration", "Exception"]]}
    assert marked("assert list(items) == [1, 4]", iterator, {"value": 1}, {"value": 4}, end) == []


def test_nothing_of_the_tests_own_is_handed_over():
    [said] = marked("f(lambda: 'secret')", FUNCTION)
    assert said == "TypeError: no function can be handed to the student's process"


def test_a_builtin_is_pythons_own_though_a_student_has_covered_it():
    assert marked("assert sum([1, 2]) == 3", {"value": 12}) == []


def test_a_name_of_an_earlier_test_is_the_students_once_an_answer_has_it():
    judge = Judge(["def near(a, b):\n    return a == b", "import math"])
    assert marked("wanted = 2\nassert near(wanted, 2)", judge=judge) == []
    judge.give(["wanted", "near"])
    assert marked("assert wanted == 3", {"value": 3}, judge=judge) == []
    assert marked("assert near == 'mine'", {"value": "mine"}, judge=judge) == []
    assert marked("assert math.pi > 3", judge=judge) == []
