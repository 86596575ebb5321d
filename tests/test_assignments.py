"""Assignment 04: what its key gives, what the student is told before, and whose numbers."""

import ast
import re

import pytest
from assignments import BLANKS, POINTS, answers, cells, grade, mistakes, source

from helpers.checks import own_numbers
from helpers.checks.assignment import Mark, form_of_choice, form_of_number, form_of_settings
from helpers.checks.cases import servqual as case
from helpers.comparison import chance_to_tell_apart
from helpers.servqual import explain_change

STUDENTS = ["demo", "2024-0317", "王小明"]
MANY = [f"student {number}" for number in range(60)]
WRONG = [
    pytest.param(student, *mistake, id=f"{student}-{mistake[0]}-{mistake[3]}-{count}")
    for student in STUDENTS
    for count, mistake in enumerate(mistakes(student))
]
BLANK = [..., None, "", "   "]


# What is right, and what is wrong in a known way


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize("question", POINTS)
def test_the_right_answer_earns_all_the_points(student, question):
    mark = grade()(question, answers(student)[question], student)
    assert mark == POINTS[question], mark.message
    assert mark.message.startswith("Right")


@pytest.mark.parametrize(("student", "question", "answer", "points", "words"), WRONG)
def test_a_known_mistake_meets_its_own_sentence(student, question, answer, points, words):
    mark = grade()(question, answer, student)
    assert words in mark.message
    assert mark == points < POINTS[question]


@pytest.mark.parametrize("question", POINTS)
@pytest.mark.parametrize("blank", BLANK)
def test_a_question_left_alone_earns_nothing_and_is_told_so(question, blank):
    mark = grade()(question, blank, "demo")
    assert mark == 0
    assert mark.message == "nothing was handed in here."


@pytest.mark.parametrize("question", POINTS)
def test_whatever_is_handed_in_gets_points_and_a_sentence(question):
    for strange in ([], {}, object(), float("nan"), 10**400, "x" * 10_000, len, b"1", {1: 2}):
        mark = grade()(question, strange, "demo")
        assert (type(mark), mark == 0, bool(mark.message)) == (Mark, True, True)


@pytest.mark.parametrize("student", ["", " ", None, 7, ...])
def test_work_without_a_students_name_is_told_what_to_write(student):
    mark = grade()("q1", -0.7, student)
    assert mark == 0
    assert "student_id" in mark.message


@pytest.mark.parametrize("student", MANY)
def test_for_every_student_the_right_answers_alone_are_right(student):
    right = answers(student)
    assert {name: grade()(name, right[name], student) for name in right} == POINTS
    for question, answer, points, words in mistakes(student):
        mark = grade()(question, answer, student)
        assert mark == points, (question, answer, words)


def test_an_answer_rounded_either_way_at_a_half_and_a_longer_one_are_right():
    own = own_numbers("servqual", "demo")
    survey = case.survey(own)
    exact = ((survey["perception"] - survey["expectation"]) * survey["points"]).sum() / 100
    assert grade()("q1", exact, "demo") == 3
    assert grade()("q1", answers("demo")["q1"] + 0.01, "demo") == 0


# Numbers of one's own


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


# What the student is told before: the form alone


def test_the_form_is_the_same_for_right_and_wrong_answers():
    assert told(form_of_number("1", -0.69, -6, 6, unit="scale points")) == told(
        form_of_number("1", 4.2, -6, 6, unit="scale points")
    )
    assert form_of_choice("3", "a", list("ab")).state == form_of_choice("3", "b", list("ab")).state
    like = {"guests": 30, "sample": 1}
    assert told(form_of_settings("4", {"guests": 1, "sample": 2}, like)) == told(
        form_of_settings("4", like, like)
    )


def told(verdict) -> tuple[str, str]:
    return verdict.state, verdict.sentence


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (lambda: form_of_number("1", -69, -6, 6, unit="points"), "between -6 and 6 points"),
        (lambda: form_of_number("1", "-0.69", -6, 6, unit="points"), "without quotation marks"),
        (lambda: form_of_number("1", [1, 2], -6, 6, unit="points"), "one number is asked for"),
        (lambda: form_of_number("1", float("nan"), -6, 6, unit="points"), "missing value"),
        (lambda: form_of_choice("2", "z", list("abc")), "not among the options: a; b; c"),
        (lambda: form_of_choice("2", ["a"], list("abc")), "one of these options"),
        (lambda: form_of_settings("4", 30, {"guests": 30}), "in braces: guests"),
        (lambda: form_of_settings("4", {"guest": 30}, {"guests": 30}), "all of them: guests"),
        (lambda: form_of_settings("4", {"guests": "30"}, {"guests": 30}), '"guests" is a number'),
    ],
)
def test_an_answer_of_another_form_is_told_what_is_asked_for(verdict, words):
    assert verdict().state == "error"
    assert words in verdict().sentence


def test_a_blank_is_waited_for_and_not_an_error():
    assert form_of_number("1", ..., -6, 6, unit="points").state == "blank"
    assert form_of_choice("2", ..., list("abc")).state == "blank"
    assert form_of_settings("4", ..., {"guests": 30}).state == "blank"


def test_nbgraders_validate_button_hears_what_the_reader_sees(monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    with pytest.raises(AssertionError, match="Question 1: put your answer in place of the dots"):
        form_of_number("1", ..., -6, 6, unit="points")
    assert form_of_number("1", 2, -6, 6, unit="points").state == "kept"


def test_a_question_is_shown_with_its_own_title():
    shown = form_of_choice("2", "a", list("abc"))._repr_html_()
    assert "Question 2:" in shown
    assert "Exercise" not in shown


def test_a_mark_shows_as_its_number_and_carries_its_sentence():
    mark = Mark(1.5, "half <b>of</b> it.")
    assert (repr(mark), float(mark)) == ("1.5", 1.5)
    assert mark._repr_html_() == "<p>Half &lt;b&gt;of&lt;/b&gt; it.</p>"


# The notebook


def test_the_first_code_cell_asks_who_the_student_is():
    first = next(cell for cell in source().cells if cell.cell_type == "code")
    assert first.source == 'student_id = "demo"'
    assert "nbgrader" not in first.metadata, "or nbgrader would put demo back"


def test_the_points_of_the_cells_are_those_of_the_key_and_of_the_titles():
    graded = {
        name: cell.metadata.nbgrader.points
        for name, cell in cells(source()).items()
        if cell.metadata.nbgrader.grade
    }
    assert graded == {
        "key": 0,
        "question-1": 3,
        "question-2": 2,
        "question-3": 2,
        "question-4": 3,
        "question-5-memo": 2,
        "question-5-letter": 3,
    }
    prose = "\n".join(cell.source for cell in source().cells if cell.cell_type == "markdown")
    assert f"Five questions on chapter 04, {sum(graded.values())} points" in prose
    assert re.findall(r"## Question \d · .*\((.*) points\)", prose) == [
        "3",
        "2",
        "2",
        "3",
        "2 and 3",
    ]


@pytest.mark.parametrize(("question", "blank"), BLANKS.items())
def test_a_hidden_test_is_one_call_on_plain_values(question, blank):
    calls = [
        cell.source.partition("### BEGIN HIDDEN TESTS\n")[2].partition("### END")[0].strip()
        for cell in cells(source()).values()
        if f'grade("{question}"' in cell.source
    ]
    assert calls == [f'grade("{question}", {blank}, student_id)']


def test_every_solution_stands_behind_a_blank_that_is_left_to_the_student():
    for cell in cells(source()).values():
        if cell.metadata.nbgrader.solution and cell.cell_type == "code":
            first, begin = cell.source.splitlines()[:2]
            assert re.fullmatch(r"\w+ = \.\.\.", first), first
            assert begin == "### BEGIN SOLUTION"


def test_a_name_of_the_students_cannot_get_in_the_way_of_the_key():
    defined = [
        name.id if isinstance(name, ast.Name) else name
        for node in ast.parse(cells(source())["key"].source).body
        for name in getattr(node, "targets", [getattr(node, "name", None)])
    ]
    assert defined == ["make_key", "grade"]
