"""Every assignment: what its key gives, what the student is told before, and its form."""

import ast
import re
from itertools import islice

import pytest
from assignments import (
    ASSIGNMENTS,
    QUESTIONS,
    ROOT,
    SOURCES,
    WORDS,
    cells,
    chapter,
    grade,
    graded,
    hidden_call,
    question_in,
    read_by_a_person,
    source,
)

from helpers.checks.assignment import Mark, form_of_choice, form_of_number, form_of_settings

STUDENTS = ["demo", "2024-0317", "王小明"]
MANY = range(60)
WRONG = [
    pytest.param(word, student, *mistake, id=f"{word}-{student}-{mistake[0]}-{mistake[3]}-{count}")
    for word in WORDS
    for student in STUDENTS
    for count, mistake in enumerate(ASSIGNMENTS[word].mistakes(student))
]
BLANK = [..., None, "", "   "]
STRANGE = ([], {}, object(), float("nan"), 10**400, "x" * 10_000, len, b"1", {1: 2})
COUNTED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")
PAGE = ROOT / "docs" / "instructor" / "assignments.md"


def test_every_assignment_has_its_module_and_every_module_its_assignment():
    folders = [path.name for path in SOURCES.iterdir() if path.is_dir() and path.name[0] != "."]
    assert sorted(folders) == WORDS


# What is right, and what is wrong in a known way


@pytest.mark.parametrize("student", STUDENTS)
@pytest.mark.parametrize(("word", "question"), QUESTIONS)
def test_the_right_answer_earns_all_the_points(word, student, question):
    module = ASSIGNMENTS[word]
    mark = grade(word)(question, module.answers(student)[question], student)
    assert mark == module.POINTS[question], mark.message
    assert mark.message.startswith("Right")


@pytest.mark.parametrize(("word", "student", "question", "answer", "points", "words"), WRONG)
def test_a_known_mistake_meets_its_own_sentence(word, student, question, answer, points, words):
    mark = grade(word)(question, answer, student)
    assert words in mark.message
    assert mark == points < ASSIGNMENTS[word].POINTS[question]


@pytest.mark.parametrize(("word", "question"), QUESTIONS)
def test_every_question_has_a_known_mistake(word, question):
    assert question in {mistake[0] for mistake in ASSIGNMENTS[word].mistakes("demo")}


@pytest.mark.parametrize(("word", "question"), QUESTIONS)
@pytest.mark.parametrize("blank", BLANK)
def test_a_question_left_alone_earns_nothing_and_is_told_so(word, question, blank):
    mark = grade(word)(question, blank, "demo")
    assert mark == 0
    assert mark.message == "nothing was handed in here."


@pytest.mark.parametrize(("word", "question"), QUESTIONS)
def test_whatever_is_handed_in_gets_points_and_a_sentence(word, question):
    for strange in STRANGE:
        mark = grade(word)(question, strange, "demo")
        assert (type(mark), mark == 0, bool(mark.message)) == (Mark, True, True)


@pytest.mark.parametrize("student", ["", " ", None, 7, ...])
@pytest.mark.parametrize("word", WORDS)
def test_work_without_a_students_name_is_told_what_to_write(word, student):
    for question, right in ASSIGNMENTS[word].answers("demo").items():
        mark = grade(word)(question, right, student)
        assert mark == 0
        assert "student_id" in mark.message


@pytest.mark.parametrize("number", MANY)
@pytest.mark.parametrize("word", WORDS)
def test_for_every_student_the_right_answers_alone_are_right(word, number):
    """Each student tries a third of the mistakes, so each mistake meets twenty students."""
    module, student = ASSIGNMENTS[word], f"student {number}"
    right = module.answers(student)
    assert {name: grade(word)(name, right[name], student) for name in right} == module.POINTS
    for question, answer, points, words in islice(module.mistakes(student), number % 3, None, 3):
        mark = grade(word)(question, answer, student)
        assert mark == points, (question, answer, words)


@pytest.mark.parametrize("student", STUDENTS[:2])
@pytest.mark.parametrize("word", WORDS)
def test_the_notebooks_own_solutions_earn_all_the_points(word, student):
    known = {}
    for cell in source(word).cells:
        if cell.cell_type == "code":
            text = cell.source.replace('student_id = "demo"', f'student_id = "{student}"')
            exec(compile(text, f"{word}:{cell.id}", "exec"), known)
    module = ASSIGNMENTS[word]
    earned = {
        question: grade(word)(question, known[blank], student)
        for question, blank in module.BLANKS.items()
    }
    assert earned == module.POINTS


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


# The notebook, and the page about it


@pytest.mark.parametrize("word", WORDS)
def test_the_first_code_cell_asks_who_the_student_is(word):
    first = next(cell for cell in source(word).cells if cell.cell_type == "code")
    assert first.source == 'student_id = "demo"'
    assert "nbgrader" not in first.metadata, "or nbgrader would put demo back"


@pytest.mark.parametrize("word", WORDS)
def test_the_key_is_the_first_cell_that_nbgrader_knows_so_it_can_be_put_back(word):
    assert next(iter(cells(source(word)))) == "key"
    assert ASSIGNMENTS[word].CELL_POINTS["key"] == 0


@pytest.mark.parametrize("word", WORDS)
def test_the_points_of_the_cells_are_those_of_the_key(word):
    points = {name: cell.metadata.nbgrader.points for name, cell in graded(word).items()}
    by_question = {
        question_in(cell): points[name]
        for name, cell in graded(word).items()
        if name != "key" and name not in read_by_a_person(word)
    }
    assert points == ASSIGNMENTS[word].CELL_POINTS
    assert by_question == ASSIGNMENTS[word].POINTS
    assert list(ASSIGNMENTS[word].BLANKS) == list(by_question)


@pytest.mark.parametrize("word", WORDS)
def test_the_titles_say_the_points_of_their_cells(word):
    prose = "\n".join(cell.source for cell in source(word).cells if cell.cell_type == "markdown")
    titles = re.findall(r"^## Question (\d+) · .*\(([^()]*) points?\)$", prose, re.MULTILINE)
    wanted, total = by_title(word), sum(ASSIGNMENTS[word].CELL_POINTS.values())
    assert prose.startswith(f"# Assignment {chapter(word)} · ")
    assert f"{COUNTED[len(wanted)]} questions on chapter {chapter(word)}, {total} points" in prose
    assert titles == [(number, " and ".join(map(str, each))) for number, each in wanted.items()]


@pytest.mark.parametrize("word", WORDS)
def test_the_instructors_page_says_the_questions_and_points_of_the_notebook(word):
    page, wanted = PAGE.read_text(encoding="utf-8"), by_title(word)
    number, total = chapter(word), sum(ASSIGNMENTS[word].CELL_POINTS.values())
    by_a_person = sum(ASSIGNMENTS[word].CELL_POINTS[name] for name in read_by_a_person(word))
    row = f"| [{word}](#{word}-chapter-{number}) | {len(wanted)} | {total} | {by_a_person} |"
    section = page.partition(f"\n## {word} (chapter {number})\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\d+) [^|]*\| ([^|]*) \|", section, re.MULTILINE)
    assert row in page
    assert rows == [(number, " + ".join(map(str, each))) for number, each in wanted.items()]


def by_title(word: str) -> dict[str, list[int]]:
    """Return the points of the cells under each title, by the number in their names."""
    found: dict[str, list[int]] = {}
    for name, points in ASSIGNMENTS[word].CELL_POINTS.items():
        if number := re.match(r"question-(\d+)", name):
            found.setdefault(number[1], []).append(points)
    return found


@pytest.mark.parametrize(("word", "question"), QUESTIONS)
def test_a_hidden_test_is_one_call_on_plain_values(word, question):
    calls = [hidden_call(cell) for cell in graded(word).values() if question_in(cell) == question]
    assert calls == [f'grade("{question}", {ASSIGNMENTS[word].BLANKS[question]}, student_id)']


@pytest.mark.parametrize("word", WORDS)
def test_every_solution_stands_behind_a_blank_that_is_left_to_the_student(word):
    for cell in cells(source(word)).values():
        if cell.metadata.nbgrader.solution and cell.cell_type == "code":
            first, begin = cell.source.splitlines()[:2]
            assert re.fullmatch(r"\w+ = \.\.\.", first), first
            assert begin == "### BEGIN SOLUTION"


@pytest.mark.parametrize("word", WORDS)
def test_a_name_of_the_students_cannot_get_in_the_way_of_the_key(word):
    defined = [
        name.id if isinstance(name, ast.Name) else name
        for node in ast.parse(cells(source(word))["key"].source).body
        for name in getattr(node, "targets", [getattr(node, "name", None)])
    ]
    assert defined == ["make_key", "grade"]
