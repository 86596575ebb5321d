"""What a reader meets who answers with a number, a choice, a ranking or sentences."""

import math
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import helpers.locale
from helpers.checks import (
    Verdict,
    keep_text,
    mark_choice,
    mark_choices,
    mark_number,
    mark_order,
    never_raises,
)

GAP = -0.70128
DESK = {
    "a": "train the front desk",
    "b": "rewrite the written standard",
    "c": "change the managers’ brochure",
}
NAMES = {
    "tangibles": ("tangibles", "有形性"),
    "reliability": ("reliability", "可靠性"),
    "empathy": ("empathy", "移情性"),
    "assurance": "assurance",
}


@pytest.fixture(autouse=True)
def _english():
    helpers.locale.language("en")
    yield
    helpers.locale.language("en")


def of_gap(answer, **changes):
    asked = {"decimals": 2, "unit": "scale points", "hint": "perception first.", **changes}
    return mark_number("4.1", answer, GAP, **asked)


# The verdict


def test_a_verdict_is_read_as_a_sign_the_exercise_and_the_sentence():
    assert repr(of_gap(-0.7, praise="promises are kept less often than expected.")) == (
        "✓ 4.1: promises are kept less often than expected."
    )
    assert repr(of_gap(3)) == "✗ 4.1: that is not the answer yet. Hint: perception first."
    assert repr(of_gap(...)).startswith("… 4.1: ")


def test_a_verdict_cannot_be_changed():
    with pytest.raises(AttributeError):
        of_gap(3).state = "right"  # type: ignore[misc]


@pytest.mark.parametrize("answer", [-0.7, 3, ..., "text"])
def test_a_screen_reader_hears_the_state_that_the_sign_shows(answer):
    page = _Page(of_gap(answer)._repr_html_())
    assert page.attributes["div"]["role"] == "status"
    assert page.attributes["span"]["role"] == "img"
    assert page.attributes["span"]["aria-label"]
    assert of_gap(answer).sentence in page.text


def test_a_verdict_takes_its_colours_from_the_theme():
    style = _Page(of_gap(3)._repr_html_()).attributes["div"]["style"]
    for colour in style.split(";"):
        if "color" in colour or "background" in colour or "border" in colour:
            assert "var(--jp-" in colour


def test_an_answer_cannot_put_tags_into_the_page():
    assert "<script" not in of_gap("<script>alert(1)</script>")._repr_html_()


class _Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.attributes, self.text = {}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.attributes.setdefault(tag, dict(attrs))

    def handle_data(self, data):
        self.text += data


# Numbers that are right


@pytest.mark.parametrize(
    "answer",
    [
        -0.70,
        np.float64(-0.7),
        np.float32(-0.7),
        np.longdouble("-0.7"),
        Decimal("-0.70"),
        Fraction(-7, 10),
        pd.Series([-0.7]),
        pd.Index([-0.7]),
        np.array(-0.7),
        np.array([[-0.7]]),
    ],
)
def test_a_right_number_is_right_in_whatever_form_a_computation_leaves_it(answer):
    assert of_gap(answer).right
    assert of_gap(answer).slip is None


@pytest.mark.parametrize("answer", [GAP, -0.7013, -0.7015, np.float64(GAP)])
def test_a_number_with_more_decimals_than_asked_is_right_and_told_to_round(answer):
    verdict = of_gap(answer)
    assert verdict.right
    assert verdict.slip == "unrounded"
    assert "rounded to 2 decimals" in verdict.sentence


def test_where_no_rounding_is_asked_none_is_remarked_on():
    assert mark_number("4.1", GAP, GAP).slip is None


@pytest.mark.parametrize("answer", [0.12, 0.13])
def test_a_half_may_be_rounded_either_way(answer):
    assert mark_number("4.1", answer, 0.125, decimals=2).right


@pytest.mark.parametrize(("answer", "right"), [(384, True), (384.16, True), (384.4, False)])
def test_decimals_beyond_those_asked_must_be_right_too(answer, right):
    assert mark_number("4.1", answer, 384.16, decimals=0).right is right


@pytest.mark.parametrize(
    ("answer", "right"), [(3.9, True), (4.1, True), (4.100001, False), (3.89, False)]
)
def test_a_stated_tolerance_includes_its_ends(answer, right):
    assert mark_number("4.1", answer, 4.0, tolerance=0.1).right is right


def test_a_stated_tolerance_never_makes_correct_rounding_wrong():
    assert mark_number("4.1", 0.33, 1 / 3, tolerance=0.0001, decimals=2).right


def test_a_count_must_be_met_exactly():
    assert mark_number("4.1", 800, 800).right
    assert mark_number("4.1", 800.0, np.int64(800)).right
    assert not mark_number("4.1", 801, 800).right
    assert not mark_number("4.1", 800.05, 800).right


def test_hundreds_can_be_asked_for():
    assert mark_number("9.1", 12_300, 12_345, decimals=-2).right
    assert not mark_number("9.1", 12_400, 12_345, decimals=-2).right


@pytest.mark.parametrize("value", [GAP, -0.0, 0.3, 12_345_678.9, 1e-9, -1e12, 1e300])
@pytest.mark.parametrize("decimals", [0, 1, 2, 5])
def test_every_number_rounded_as_asked_is_right(value, decimals):
    assert mark_number("4.1", round(value, decimals), value, decimals=decimals).right
    assert mark_number("4.1", value, value, decimals=decimals).right or decimals == 0


# Numbers that are not


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        (0.7, "sign"),
        (-GAP, "sign"),
        (-70, "factor 100"),
        (-70.128, "factor 100"),
        (70.1, "factor 100"),
        (-0.007, "factor 100"),
        (-701.28, "factor 1000"),
        (-0.0007, "factor 1000"),
        (-1, "too coarse"),
        (-0.71, "rounding"),
        (-0.69, "rounding"),
        (-0.72, "close"),
        (-0.75, None),
        (0, None),
        (10**400, None),
    ],
)
def test_a_wrong_number_is_told_which_mistake_it_shows(answer, slip):
    verdict = of_gap(answer)
    assert verdict.state == "wrong"
    assert verdict.slip == slip


@pytest.mark.parametrize(
    ("answer", "truth", "unit", "slip", "words"),
    [
        (75, 0.75, "share", "percent", "that is in percent"),
        (0.75, 75.0, "percent", "share", "that is a share"),
        (0.752, 75.2, "%", "share", "that is a share"),
        (12.5, 12_500.0, "yuan", "factor 1000", "The unit asked for: yuan."),
        (7.5e6, 75_000.0, None, "factor 100", "In which unit"),
    ],
)
def test_a_wrong_unit_is_told(answer, truth, unit, slip, words):
    verdict = mark_number("4.1", answer, truth, unit=unit, decimals=2)
    assert verdict.slip == slip
    assert words in verdict.sentence


def test_a_number_cut_off_instead_of_rounded_is_told():
    assert mark_number("4.1", 0.72, 0.7286, decimals=2).slip == "rounding"


def test_a_number_rounded_to_one_decimal_where_two_are_asked_is_told():
    assert mark_number("4.1", 0.7, 0.7286, decimals=2).slip == "too coarse"


def test_a_fraction_is_no_count():
    assert "whole number" in mark_number("4.1", 3.4, 3).sentence


def test_two_out_of_three_is_not_called_close():
    assert mark_number("4.1", 2, 3).slip is None


def test_a_known_mistake_goes_before_a_general_one_and_the_nearest_before_others():
    slips = {0.704: "another.", -GAP: "perception comes first.", math.inf: "a.", math.nan: "b."}
    assert of_gap(0.70, slips=slips).slip == "perception comes first."
    assert of_gap(0.70, slips=slips).sentence == "perception comes first."


def test_a_known_mistake_that_gives_no_number_is_passed_over():
    for decimals in (0, 2):
        for nothing in (math.inf, -math.inf, math.nan):
            verdict = mark_number("4.1", 70, -70, decimals=decimals, slips={nothing: "never."})
            assert verdict.slip == "sign"


def test_a_right_answer_is_right_though_a_known_mistake_gives_the_same():
    assert of_gap(-0.7, slips={-0.7: "the mean of all five."}).right


# Answers that are no number


@pytest.mark.parametrize("answer", [..., None, "", "  ", "...", "…", np.str_("")])
def test_a_blank_is_waited_for(answer):
    for verdict in (
        of_gap(answer),
        mark_choice("4.2", answer, "a", DESK),
        mark_choices("4.2", answer, {"a"}, DESK),
        mark_order("4.2", answer, ["a", "b"], DESK),
        keep_text("4.2", answer),
    ):
        assert verdict.state == "blank"
        assert not verdict.done


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("−0.9", '"−0.9" is text; write the number without quotation marks'),
        ("-0,9", "without quotation marks"),
        ("70 %", "without quotation marks"),
        ("－0.7", "without quotation marks"),
        ("about a half", 'that is text ("about a half")'),
        (True, "truth value"),
        (np.True_, "truth value"),
        (0.5j, "complex"),
        (math.nan, "missing value"),
        (pd.NA, "missing value"),
        (pd.NaT, "missing value"),
        (Decimal("nan"), "missing value"),
        (np.float32("inf"), "infinite"),
        ([-0.7], "take the number out of its brackets"),
        ((-0.7,), "take the number out of its brackets"),
        ((0, 7), "a comma makes two numbers of one"),
        ([1, 2], "a list of 2 values"),
        ({"gap": 1}, "a dictionary of 1 value"),
        (pd.Series([1.0, 2.0]), "a Series of 2 values"),
        (pd.DataFrame({"gap": [1.0]}), "a table (DataFrame) of 1 × 1"),
        (pd.Timestamp("2008-08-08"), "a date"),
        (np.mean, "call it, with parentheses"),
        (pd.Series([1.0]).mean, "call it, with parentheses"),
        (float, "call it, with parentheses"),
        (object(), 'an object of type "object"'),
    ],
)
def test_what_is_no_number_is_named(answer, words):
    verdict = of_gap(answer)
    assert verdict.state == "error"
    assert words in verdict.sentence


def test_a_long_answer_is_quoted_by_its_beginning_only():
    for length, quote in ((40, "x" * 40), (41, "x" * 39 + "…")):
        assert f'text ("{quote}")' in of_gap("x" * length).sentence


def test_the_unit_is_said_to_those_who_answer_without_a_number():
    assert "(scale points)" in of_gap("much").sentence


def test_an_exercise_without_an_answer_says_so():
    assert "no answer" in mark_number("4.1", 1.0, math.nan).sentence


# Choices


@pytest.mark.parametrize(
    "answer",
    [
        "b",
        " B) ",
        "（b）",
        "ｂ",
        "Rewrite  the Written standard.",
        "b) rewrite the written standard",
        "b: ｒewrite the written standard",
        np.str_("b"),
    ],
)
def test_a_choice_may_be_named_by_letter_or_words_however_they_are_typed(answer):
    assert mark_choice("4.2", answer, "b", DESK).right


@pytest.mark.parametrize("answer", ["reliability", "Reliability", "可靠性", "「可靠性」"])
def test_a_choice_may_be_named_in_either_language(answer):
    assert mark_choice("4.2", answer, "reliability", NAMES).right


def test_a_label_is_recognised_in_the_language_that_is_not_in_use(monkeypatch):
    class Chinese:
        def gettext(self, message):
            return {"assurance": "保证性"}.get(message, message)

    catalogue = helpers.locale._catalogue
    monkeypatch.setattr(
        helpers.locale, "_catalogue", lambda code: Chinese() if code == "zh" else catalogue(code)
    )
    assert mark_choice("4.2", "保证性", "assurance", NAMES).right
    assert helpers.locale.language() == "en"


def test_options_in_a_list_have_letters_and_words():
    options = ["always", "sometimes", "never"]
    assert mark_choice("4.2", "B", "sometimes", options).right
    assert mark_choice("4.2", "sometimes", "sometimes", options).right
    assert (
        "a) always; b) sometimes; c) never" in mark_choice("4.2", "no", "never", options).sentence
    )


def test_words_go_before_letters():
    assert mark_choice("4.2", "b", "b", ["b", "a"]).right


@pytest.mark.parametrize(("answer", "right"), [("-1", True), ("−1", True), ("1", False)])
def test_a_sign_in_an_option_counts(answer, right):
    assert mark_choice("4.2", answer, "-1", ["-1", "1"]).right is right


def test_true_is_an_option_where_it_is_offered():
    assert mark_choice("4.2", True, "True", ["True", "False"]).right


def test_a_known_wrong_choice_is_answered_with_its_own_sentence():
    slips = {"a": "training helps where ability is short."}
    assert mark_choice("4.2", "A", "b", DESK, slips=slips).slip == slips["a"]
    assert mark_choice("4.2", "c", "b", DESK, slips=slips, hint="look again.").slip is None


@pytest.mark.parametrize("answer", ["d", "train", "x" * 10**6, 7])
def test_an_unknown_option_is_met_with_those_there_are(answer):
    verdict = mark_choice("4.2", answer, "b", DESK)
    assert verdict.state == "error"
    assert "a) train the front desk; b) rewrite the written standard; c)" in verdict.sentence
    assert len(verdict.sentence) < 250


@pytest.mark.parametrize("answer", [["b"], {"b"}, 1.5, len, pd.Series(["b"])])
def test_one_choice_is_not_several(answer):
    assert mark_choice("4.2", answer, "b", DESK).state == "error"


@pytest.mark.parametrize(
    "answer",
    [{"a", "b"}, ["b", "A", "a"], ("a)", "b"), "a, b", "A；B", pd.Series(["a", "b"])],
)
def test_several_choices_may_be_named_in_any_order_and_form(answer):
    assert mark_choices("4.3", answer, {"a", "b"}, DESK).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"a"}, "something is missing"),
        ({"a", "b", "c"}, "nothing is missing"),
        ({"c"}, "none of those"),
        ({"a", "c"}, "of the 2 that you chose, 1 belongs, and something is missing"),
    ],
)
def test_several_choices_are_told_how_far_they_are_right_and_not_which(answer, words):
    sentence = mark_choices("4.3", answer, {"a", "b"}, DESK).sentence
    assert words in sentence
    assert not any(label in sentence for label in DESK.values())


def test_a_known_set_goes_before_a_known_member():
    slips = {"c": "a brochure promises.", frozenset("ac"): "these two are symptoms."}
    assert mark_choices("4.3", ["c", "a"], {"b"}, DESK, slips=slips).slip == slips[frozenset("ac")]
    assert mark_choices("4.3", ["c", "b"], {"b"}, DESK, slips=slips).slip == slips["c"]


def test_nothing_chosen_is_blank_unless_nothing_is_right():
    assert mark_choices("4.3", set(), {"a"}, DESK).state == "blank"
    assert mark_choices("4.3", set(), set(), DESK).right


# Rankings

WORST_FIRST = ["reliability", "tangibles", "empathy"]


@pytest.mark.parametrize(
    "answer",
    [
        WORST_FIRST,
        tuple(WORST_FIRST),
        "reliability > tangibles > empathy",
        "可靠性、有形性、移情性",
        pd.Index(WORST_FIRST),
        pd.Series(WORST_FIRST),
        pd.Series([-0.7, -0.5, 0.1], index=WORST_FIRST),
        pd.Series([-0.7, -0.5, 0.1], index=pd.Categorical(WORST_FIRST)),
    ],
)
def test_a_ranking_may_be_given_as_names_or_as_a_sorted_series(answer):
    assert mark_order("4.4", answer, WORST_FIRST, NAMES).right


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (WORST_FIRST[::-1], "upside down"),
        (["reliability", "empathy", "tangibles"], "1 of 3 stands in its place"),
        (["tangibles", "empathy", "reliability"], "none stands in its place"),
        (WORST_FIRST[:2], "your ranking has 2 places, 3 are asked for"),
        ([*WORST_FIRST[:2], "tangibles"], '"tangibles" stands there twice'),
        (["assurance", *WORST_FIRST], '"assurance" is not among those to be ranked'),
        (["comfort"], '"comfort" is not among the options'),
        (set(WORST_FIRST), "it has no order"),
        (["x"] * 1000, "far too many"),
        (5, "a list of options is asked for"),
        (["tangibles", "reliability", "empathy"], "sorted by perception."),
    ],
)
def test_a_ranking_that_is_wrong_is_told_how(answer, words):
    slips = {("tangibles", "reliability", "empathy"): "sorted by perception."}
    verdict = mark_order("4.4", answer, WORST_FIRST, NAMES, slips=slips)
    assert not verdict.right
    assert words in verdict.sentence


def test_without_options_the_list_of_names_does_not_give_the_order_away():
    sentence = mark_order("4.4", ["x"], WORST_FIRST).sentence
    assert "empathy; reliability; tangibles" in sentence


# Sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The guests' expectations rose by 0.4 points.", 7),
        ("客人的期望提高了。", 8),
        ("SERVQUAL 的五个维度", 6),
        ("zero-defections isn't free", 3),
        ("… -- !!!", 0),
    ],
)
def test_words_are_counted_in_either_language(text, words):
    assert keep_text("4.7", text, at_least=words).state == "kept"
    assert keep_text("4.7", text, at_least=words + 1).state == "blank"


def test_a_written_answer_is_kept_and_not_called_right():
    verdict = keep_text("4.7", "It measures the symptom.", at_least=4, praise="compare.")
    assert (verdict.state, verdict.right, verdict.done) == ("kept", False, True)
    assert repr(verdict) == (
        "✓ 4.7: compare. (4 words, kept as you wrote them; no machine grades them.)"
    )


def test_a_short_answer_is_told_how_long_it_is():
    sentence = keep_text("4.7", "too short", at_least=10, hint="say who.").sentence
    assert sentence == "2 words so far; at least 10 are asked for. Hint: say who."


def test_a_number_is_no_sentence():
    assert keep_text("4.7", 42).state == "error"


# A check whose table is spoilt


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("row 3 has perception 8"), "row 3 has perception 8"),
        (KeyError("secret"), "KeyError"),
        (SystemExit(), "SystemExit"),
    ],
)
def test_a_table_that_the_model_refuses_is_met_by_a_sentence(error, told):
    @never_raises("4.1")
    def check_gap(answer, ratings):
        raise error

    verdict = check_gap(1.0, ...)
    assert verdict.state == "error"
    assert told in verdict.sentence
    assert "secret" not in verdict.sentence


def test_a_check_called_without_its_table_is_met_by_a_sentence():
    @never_raises("4.1")
    def check_gap(answer, ratings) -> Verdict:
        return mark_number("4.1", answer, ratings)

    assert check_gap(1.0).state == "error"
    assert check_gap(1.0, 1.0).right


def test_the_stop_button_still_stops():
    @never_raises("4.1")
    def check_gap(answer):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_gap(1.0)


def test_a_mistake_in_a_check_is_not_blamed_on_the_reader():
    verdict = mark_choice("4.2", "a", "z", DESK)
    assert verdict.state == "error"
    assert "not yours" in verdict.sentence
