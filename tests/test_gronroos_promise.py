"""A promise brings guests in and sets what they expect: less is not always more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import gronroos

shares = st.floats(0.05, 1)
bases = st.floats(0.05, 0.95)
slopes = st.floats(0, 4)


@pytest.mark.parametrize(("disappointment", "best"), [(0.5, 0.9), (2.0, 0.55)])
def test_with_forgiving_guests_it_pays_to_promise_more_with_others_less(disappointment, best):
    # By hand, q .8 and r0 .5: (.5 + .4) / 1 = .9; (.5 + 1.6) / 4 = .525, where the share that
    # comes back would be 1.05, so it is 1 from .8 - .5/2 = .55 on.
    assert gronroos.best_promise(0.8, 0.5, disappointment) == pytest.approx(best)


def test_under_promising_starts_to_pay_where_guests_answer_strongly_enough():
    turn = gronroos.slope_where_underpromising_pays(0.8, 0.5)
    assert turn == pytest.approx(0.625)
    assert gronroos.best_promise(0.8, 0.5, turn) == pytest.approx(0.8)
    assert gronroos.best_promise(0.8, 0.5, turn - 0.05) > 0.8
    assert gronroos.best_promise(0.8, 0.5, turn + 0.05) < 0.8


def test_one_promise_by_hand():
    row = gronroos.promise_value(0.9, 0.8, 0.5, 0.5).loc[1]
    assert row.to_dict() == pytest.approx(
        {"expected": 0.9, "surprise": -0.1, "try": 0.9, "back": 0.45, "value": 0.405}
    )


@given(shares, bases, slopes)
def test_no_promise_on_a_fine_grid_is_worth_more_than_the_best(quality, base, slope):
    best = gronroos.best_promise(quality, base, slope)
    worth = gronroos.promise_value(best, quality, base, slope)["value"].iloc[0]
    assert worth >= gronroos.value_curve(quality, base, slope).max() - 1e-9


@given(shares, shares, bases, slopes)
def test_nobody_is_counted_twice_and_nobody_less_than_not_at_all(promise, quality, base, slope):
    table = gronroos.promise_value(promise, quality, base, slope, told=0.5, rounds=6)
    assert table.drop(columns="surprise").to_numpy().min() >= 0
    assert table.drop(columns="surprise").to_numpy().max() <= 1 + 1e-12


@given(shares, shares, bases, slopes, st.floats(0.1, 1))
def test_as_the_word_goes_round_every_surprise_wears_off(promise, quality, base, slope, told):
    surprise = gronroos.promise_value(promise, quality, base, slope, told, 12)["surprise"].abs()
    assert (surprise.diff().dropna() <= 1e-12).all()
    assert surprise.iloc[-1] == pytest.approx(abs(quality - promise) * (1 - told) ** 11, abs=1e-9)


def test_a_firm_known_to_under_promise_is_read_as_promising_more():
    rounds = gronroos.promise_value(0.5, 0.8, 0.5, 2, told=0.5, rounds=4)
    assert rounds["expected"].tolist() == pytest.approx([0.5, 0.65, 0.725, 0.7625])
    assert rounds["back"].iloc[-1] < rounds["back"].iloc[0] == 1


@given(shares, bases, st.floats(0.2, 4))
def test_once_everybody_has_heard_any_promise_brings_the_same(quality, base, slope):
    late = [
        gronroos.promise_value(promise, quality, base, slope, told=1, rounds=2)["value"].loc[2]
        for promise in (0, 0.3, 1)
    ]
    assert late == pytest.approx([quality * base] * 3)


def test_the_lowest_promise_earns_the_best_marks_and_no_guests():
    lowest = gronroos.promise_value(0, 0.8, 0.5, 0.5).loc[1]
    assert lowest["surprise"] == 0.8
    assert lowest["value"] == 0


def test_the_curve_holds_what_single_promises_are_worth():
    curve = gronroos.value_curve(0.7, 0.4, 1.2, told=0.3, rounds=5)
    for promise in (0.0, 0.35, 1.0):
        rounds = gronroos.promise_value(promise, 0.7, 0.4, 1.2, 0.3, 5)
        assert curve[promise] == pytest.approx(rounds["value"].mean())


def test_guests_whom_no_surprise_moves_are_promised_the_best():
    assert gronroos.best_promise(0.5, 0.5, 0) == 1
    assert gronroos.best_promise(0.5, 0.0, 0) == 0.5


def test_the_best_promise_over_many_rounds_lies_nearer_to_what_is_delivered():
    once = gronroos.best_promise(0.8, 0.5, 2)
    often = gronroos.best_promise(0.8, 0.5, 2, told=0.5, rounds=8)
    assert once < 0.8
    assert gronroos.promise_value(often, 0.8, 0.5, 2, 0.5, 8)["value"].mean() == pytest.approx(
        np.max(gronroos.value_curve(0.8, 0.5, 2, 0.5, 8))
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"promise": 1.2}, "promise lies from 0 to 1, and is 1.2"),
        ({"quality": -0.1}, "quality lies from 0 to 1, and is -0.1"),
        ({"told": 2}, "told lies from 0 to 1, and is 2"),
        ({"disappointment": -1}, "0 or more, not -1"),
        ({"rounds": 0}, "one round at least, not 0"),
    ],
)
def test_a_promise_that_cannot_be_is_named(change, words):
    given_ = {"promise": 0.5, "quality": 0.8, "base": 0.5, "disappointment": 1} | change
    with pytest.raises(ValueError, match=words):
        gronroos.promise_value(**given_)


def test_nobody_can_promise_less_than_nothing():
    with pytest.raises(ValueError, match="no promise lies below a quality of 0"):
        gronroos.slope_where_underpromising_pays(0, 0.5)
