"""What a reader meets who answers with a table, a function or an explorer's settings."""

import math
import time

import numpy as np
import pandas as pd
import pytest

from helpers.checks import Verdict, mark_function, mark_settings, mark_table

GAPS = pd.Series({"tangibles": 0.251, "reliability": -0.704, "empathy": -0.314}, name="gap")
BY_SEGMENT = pd.DataFrame(
    {
        "gap": GAPS,
        "guests": [3, 4, 5],
        "worst": ["business", "leisure", "business"],
        "falls short": [False, True, True],
    }
)
PLAIN = BY_SEGMENT.reset_index(drop=True)

# Tables


@pytest.mark.parametrize(
    "answer",
    [
        GAPS,
        GAPS.round(2),
        GAPS.astype("float32"),
        GAPS.astype(object),
        GAPS.astype("Float64"),
        GAPS.rename("anything").rename_axis("dimension"),
    ],
)
def test_a_series_is_right_whatever_its_name_and_its_kind_of_number(answer):
    assert mark_table("4.5", answer, GAPS, decimals=2).right


@pytest.mark.parametrize(
    "answer",
    [
        BY_SEGMENT,
        BY_SEGMENT[["worst", "falls short", "guests", "gap"]],
        BY_SEGMENT.astype({"guests": float, "worst": "category"}),
        BY_SEGMENT.assign(worst=["Business ", "leisure", "business"]),
    ],
)
def test_a_table_is_right_whatever_the_order_of_its_columns(answer):
    assert mark_table("4.5", answer, BY_SEGMENT).right


def test_rows_may_stand_in_any_order_only_where_the_exercise_says_so():
    turned = BY_SEGMENT[::-1]
    assert mark_table("4.5", turned, BY_SEGMENT, any_order=True).right
    assert "in another order" in mark_table("4.5", turned, BY_SEGMENT).sentence


def test_rows_without_labels_of_their_own_are_compared_by_position():
    assert mark_table("4.5", BY_SEGMENT, PLAIN).right
    assert mark_table("4.5", PLAIN.set_index(PLAIN.index + 7), PLAIN).right


def test_missing_equals_missing():
    some = GAPS.where(GAPS < 0)
    assert mark_table("4.5", some.astype("Float64"), some).right
    assert "the value is missing" in mark_table("4.5", some, GAPS).sentence


def test_a_table_without_rows_can_be_right():
    assert mark_table("4.5", GAPS.iloc[:0], GAPS.iloc[:0]).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (GAPS.to_frame(), "take one column out of it"),
        (GAPS.to_dict(), "a dictionary of 3 values; a Series is asked for"),
        (list(GAPS), "a list of 3 values; a Series is asked for"),
        (GAPS.to_numpy(), "an array of 3 values; a Series is asked for"),
        (0.25, "a number; a Series is asked for"),
        (GAPS.mean, "call it, with parentheses"),
    ],
)
def test_what_is_no_series_is_named(answer, words):
    verdict = mark_table("4.5", answer, GAPS)
    assert verdict.state == "error"
    assert words in verdict.sentence


def test_a_series_is_no_table():
    assert "a table (DataFrame) is asked for" in mark_table("4.5", GAPS, BY_SEGMENT).sentence


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (BY_SEGMENT.drop(columns="guests"), 'the column "guests" is missing'),
        (BY_SEGMENT.assign(x=1), 'the column "x" is not asked for'),
        (pd.concat([BY_SEGMENT, GAPS], axis=1), "a column stands there twice"),
        (BY_SEGMENT.iloc[:2], "too few rows (2)"),
        (pd.concat([BY_SEGMENT, BY_SEGMENT]), "too many rows (6)"),
        (BY_SEGMENT.rename({"empathy": "comfort"}), 'the row "comfort" does not belong'),
        (BY_SEGMENT.iloc[[0, 0, 1]], "a row stands there twice"),
        (PLAIN, 'the rows have no labels; "tangibles" is one'),
        (BY_SEGMENT.astype({"gap": str}), 'the column "gap" holds text where numbers belong'),
        (BY_SEGMENT.assign(worst=1), 'the column "worst" holds numbers where text belong'),
        (
            BY_SEGMENT.assign(guests=[True, True, False]),
            'the column "guests" holds True and False where numbers belong',
        ),
        (
            BY_SEGMENT.assign(guests=[3, 4, 6]),
            'row "empathy", column "guests": the value is not right. All others are right.',
        ),
        (
            BY_SEGMENT.assign(worst="leisure"),
            'row "tangibles", column "worst": the value is not right. 1 other value',
        ),
        (BY_SEGMENT.assign(gap=[object()] * 3), "holds something else where numbers belong"),
        (BY_SEGMENT.assign(gap=pd.Timestamp("2008-08-08")), "holds dates where numbers belong"),
    ],
)
def test_the_first_difference_of_a_table_is_named(answer, words):
    verdict = mark_table("4.5", answer, BY_SEGMENT, hint="group by segment.")
    assert verdict.state == "wrong"
    assert words in verdict.sentence
    assert verdict.sentence.endswith("Hint: group by segment.")


def test_repeated_labels_are_matched_as_often_as_they_stand_there():
    truth = pd.Series([1.0, 2.0, 3.0], index=["a", "a", "b"])
    other = pd.Series([1.0, 3.0, 3.0], index=["a", "b", "b"])
    assert not mark_table("4.5", other, truth, any_order=True).right
    assert mark_table("4.5", truth.iloc[[2, 0, 1]], truth, any_order=True).right


def test_labels_of_two_levels_are_compared():
    truth = pd.DataFrame({("gap", "mean"): [1.0], ("gap", "sd"): [2.0]})
    assert mark_table("4.5", truth[[("gap", "sd"), ("gap", "mean")]], truth).right


@pytest.mark.parametrize(
    ("answer", "slip"),
    [(-GAPS, "sign"), (100 * GAPS, "factor 100"), (GAPS / 1000, "factor 1000")],
)
def test_a_mistake_that_all_numbers_share_is_told_once(answer, slip):
    assert mark_table("4.5", answer, GAPS, decimals=3).slip == slip


def test_a_single_number_with_the_wrong_sign_is_named_by_its_row():
    answer = GAPS.mask(GAPS.index == "empathy", -GAPS)
    assert 'row "empathy": the value is not right' in mark_table("4.5", answer, GAPS).sentence
    assert "position" not in mark_table("4.5", -GAPS[:1], GAPS[:1]).sentence
    assert 'row "tangibles"' in mark_table("4.5", -GAPS[:1], GAPS[:1]).sentence


def test_a_table_that_a_known_mistake_gives_is_recognised():
    slips = [(BY_SEGMENT, "never."), (GAPS.abs(), "the sign tells shortfall from surplus.")]
    verdict = mark_table("4.5", GAPS.abs(), GAPS, slips=slips)
    assert verdict.slip == verdict.sentence == "the sign tells shortfall from surplus."


def test_a_table_far_too_large_is_refused_before_it_is_read():
    started = time.monotonic()
    verdict = mark_table("4.5", pd.Series(np.zeros(5_000_000)), GAPS)
    assert "too many rows" in verdict.sentence
    assert time.monotonic() - started < 0.5


# Functions


def gap(perception, expectation):
    return perception - expectation


RATINGS = [(5.5, 6.0), (7.0, 5.0)]


def of_function(answer, **changes):
    asked = {"seconds": 0.2, "hint": "perception first.", **changes}
    return mark_function("4.6", answer, gap, RATINGS, **asked)


def _calls_itself(perception, expectation):
    return _calls_itself(perception, expectation)


def _never_ends(perception, expectation):
    while True:
        pass


turns = [0]


def _never_ends_and_swallows(perception, expectation):
    while True:
        try:
            while True:
                turns[0] += 1
        except BaseException:
            pass


def _sleeps(perception, expectation):
    time.sleep(0.4)


def _prints(perception, expectation):
    print(perception - expectation)


def _leaves(perception, expectation):
    raise SystemExit(3)


def _interrupts(perception, expectation):
    raise KeyboardInterrupt


class _Rude(Exception):
    def __str__(self):
        raise SystemExit


def _raises_rudely(perception, expectation):
    raise _Rude


@pytest.mark.parametrize(
    "answer", [gap, lambda p, e: np.float64(p - e), lambda *pair: round(pair[0] - pair[1], 6)]
)
def test_a_function_that_returns_the_same_is_right(answer):
    assert of_function(answer).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_calls_itself, "it calls itself without end"),
        (_never_ends, "it had not ended after 0.2 seconds"),
        (_never_ends_and_swallows, "it had not ended after 0.2 seconds"),
        (_sleeps, "it had not ended after 0.2 seconds"),
        (_prints, "it prints, but returns nothing"),
        (lambda p, e: None, "it returns nothing (None)"),
        (lambda p, e: ..., "it returns the dots"),
        (_leaves, 'it raised SystemExit: "3"'),
        (_interrupts, "it raised KeyboardInterrupt"),
        (_raises_rudely, "it raised _Rude"),
        (lambda p, e: 1 / 0, 'it raised ZeroDivisionError: "division by zero"'),
        (lambda p, e: p.nonsense, "it raised AttributeError"),
        (lambda p: p, "it does not take these arguments"),
        (len, "it does not take these arguments"),
    ],
)
def test_a_function_that_fails_is_told_with_what_it_was_called(answer, words, capfd):
    verdict = of_function(answer)
    assert verdict.state == "error"
    assert verdict.sentence.startswith("called with (5.5, 6.0), ")
    assert words in verdict.sentence
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda p, e: e - p, "the sign is not"),
        (lambda p, e: 100 * (p - e), "100 times too large"),
        (lambda p, e: p / e, "what it returns is not right. Hint: perception first."),
        (lambda p, e: str(p - e), 'it returns text ("-0.5")'),
        (lambda p, e: gap, "it returns a function"),
        (lambda p, e: p > e, "it returns a truth value"),
        (lambda p, e: abs(p - e), "called with (5.5, 6.0)"),
        (lambda p, e: p - 6.0, "called with (7.0, 5.0), what"),
    ],
)
def test_a_function_that_returns_something_else_is_told_what_is_wrong(answer, words):
    verdict = of_function(answer)
    assert verdict.state == "wrong"
    assert words in verdict.sentence


def test_a_function_with_a_known_mistake_is_recognised_by_all_it_returns():
    slips = [
        (lambda p, e: e - p, "perception comes first."),
        (lambda p, e: e, "that is the expectation."),
    ]
    assert of_function(lambda p, e: e, slips=slips).slip == "that is the expectation."
    assert of_function(lambda p, e: e - p, slips=slips).slip == "perception comes first."


@pytest.mark.parametrize("answer", [3, "def", [gap]])
def test_what_is_no_function_is_named(answer):
    assert "a function is asked for" in of_function(answer).sentence


def test_a_function_cannot_change_the_table_it_is_given():
    def spoils(table):
        table["gap"] = 0
        return gap_of(BY_SEGMENT)

    def gap_of(table):
        return table["gap"].mean()

    table = BY_SEGMENT.copy()
    verdict = mark_function("4.6", spoils, gap_of, [(table,)])
    assert "it changes the table it is given" in verdict.sentence
    pd.testing.assert_frame_equal(table, BY_SEGMENT)


def test_a_function_that_only_reads_is_not_said_to_change_anything():
    def reads(table, names, weights):
        return table[["gap", "guests"]].to_numpy().sum() + len(names) + weights["a"]

    table = BY_SEGMENT.assign(gap=[np.nan, 1.0, 2.0])
    case = {"table": table, "names": ["a", math.nan], "weights": {"a": np.arange(3).max()}}
    verdict = mark_function("4.6", reads, lambda table, names, weights: 0, [case])
    assert "changes" not in verdict.sentence
    assert "table=a table (DataFrame) of 3 × 4" in verdict.sentence


def test_functions_may_return_tables_lists_and_words():
    def scores(ratings):
        return ratings * 2, ["a", 0.5], "done", True, None

    right = mark_function("4.6", lambda s: list(scores(s)), scores, [(GAPS,)])
    assert right.right
    wrong = mark_function("4.6", lambda s: (s * 3, *scores(s)[1:]), scores, [(GAPS,)])
    assert 'row "tangibles": the value is not right' in wrong.sentence


def test_a_function_that_will_not_stop_takes_no_more_time():
    of_function(_never_ends_and_swallows)
    time.sleep(0.1)
    before = turns[0]
    time.sleep(0.2)
    assert turns[0] == before > 0


# Settings

CONTROLS = {
    "price": (50, 200),
    "nights": range(1, 8),
    "segment": ["business", "leisure"],
    "games": bool,
    "evidence": {"interview", "standard", "audit", "brochure"},
    "name": str,
    "rate": float,
}
CHOSEN = {
    "price": 120.0,
    "nights": 3,
    "segment": "leisure",
    "games": True,
    "evidence": ["audit", "standard"],
    "name": "",
    "rate": 0.1,
}


def judge(settings):
    if settings["price"] > 100:
        return True
    return "too cheap for the Games." if settings["games"] else False


def of_settings(answer):
    return mark_settings("4.8", answer, judge, CONTROLS, hint="which night is short?")


class _Explorer:
    def __init__(self, settings):
        self._settings = settings

    def settings(self):
        if isinstance(self._settings, BaseException):
            raise self._settings
        return self._settings


@pytest.mark.parametrize(
    "answer",
    [
        CHOSEN,
        _Explorer(CHOSEN),
        {**CHOSEN, "price": np.int64(120), "nights": 3.0},
        {np.str_(name): value for name, value in CHOSEN.items()},
        {**CHOSEN, "evidence": ("audit", "standard")},
    ],
)
def test_a_decision_may_be_handed_in_as_settings_or_as_the_explorer(answer):
    assert of_settings(answer).right


def test_the_judge_gets_plain_values():
    seen = []
    answer = {**CHOSEN, "price": np.float64(120), "evidence": {"audit"}, "nights": np.int64(2)}
    mark_settings("4.8", answer, lambda settings: bool(seen.append(settings)), CONTROLS)
    assert {type(value) for value in seen[0].values()} == {float, int, str, bool, list}


def test_the_judge_may_name_the_mistake_or_give_the_verdict():
    assert of_settings({**CHOSEN, "price": 60}).slip == "too cheap for the Games."
    assert "which night" in of_settings({**CHOSEN, "price": 60, "games": False}).sentence
    verdict = Verdict("4.8", "wrong", "one night short.")
    assert mark_settings("4.8", CHOSEN, lambda settings: verdict, CONTROLS) is verdict


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"price": 500}, 'the setting "price" is 500; it may be 50 to 200.'),
        ({"price": 10**400}, 'the setting "price" is a number; it may be 50 to 200.'),
        ({"price": "120"}, 'is text ("120"); it may be a number'),
        ({"price": math.nan}, "missing value"),
        ({"price": True}, "is True; it may be a number"),
        ({"nights": 8}, "it may be 1 to 7 in steps of 1"),
        ({"nights": 2.5}, "it may be 1 to 7 in steps of 1"),
        ({"rate": math.inf}, "a finite number"),
        ({"segment": "vip"}, "it may be one of business, leisure"),
        ({"games": 1}, "is 1; it may be True or False"),
        ({"evidence": ["gossip"]}, "a list of some of audit, brochure, interview, standard"),
        ({"evidence": "audit"}, "a list of some of"),
        ({"evidence": ["audit"] * 1000}, "a list of some of"),
        ({"name": 3}, "it may be text"),
        ({"colour": "red"}, '"colour" is not a setting of this explorer; it has price, nights'),
        ({7: 1}, "a number is not a setting"),
    ],
)
def test_a_setting_that_cannot_be_is_named_with_what_can(change, words):
    verdict = of_settings({**CHOSEN, **change})
    assert verdict.state == "error"
    assert words in verdict.sentence


def test_a_setting_left_out_is_named():
    answer = {name: value for name, value in CHOSEN.items() if name != "games"}
    assert of_settings(answer).sentence == 'the setting "games" is missing.'


@pytest.mark.parametrize(
    "answer",
    [5, "{}", _Explorer(None), _Explorer(SystemExit()), _Explorer, _Explorer(CHOSEN).settings],
)
def test_what_are_no_settings_is_named(answer):
    verdict = of_settings(answer)
    assert verdict.state == "error"
    assert "hand in the explorer's settings()" in verdict.sentence


def test_settings_that_the_model_refuses_are_met_by_its_sentence():
    def refuses(settings):
        raise ValueError("the price lies below the cost of a night")

    verdict = mark_settings("4.8", CHOSEN, refuses, CONTROLS)
    assert "the price lies below the cost of a night" in verdict.sentence
