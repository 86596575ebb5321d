"""The assignments through nbgrader itself: release, submissions, marks and feedback pages.

Of every assignment one right submission and a blank one; of `servqual` two more, one half right
and one spoilt, for what nbgrader and the page do whatever the assignment.
"""

import re
import shutil
from collections.abc import Iterator

import nbformat
import pytest
from assignments import (
    ASSIGNMENTS,
    WORDS,
    cells,
    graded,
    path,
    read_by_a_person,
    secret_code,
)
from assignments.servqual import answers, plan
from marked_class import Class, Course, new_course
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from nbgrader.validator import Validator
from traitlets.config import Config

from helpers.checks import own_numbers
from helpers.checks.cases import servqual as case
from helpers.grading.feedback import harmless

# What nbgrader's own code is warned of, and nothing here can change.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:.*:nbformat.warnings.MissingIDFieldWarning"),
]
RIGHT, BLANK, HALF, SPOILT = "王小明", "s-03", "s-02", "s-04"
LETTER = "差距变大,不一定是服务变差了。"
EACH = pytest.mark.parametrize("student", [RIGHT, BLANK])


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with new_course(tmp_path_factory.mktemp("course")) as opened:
        yield opened


@pytest.fixture(scope="module", params=WORDS)
def any_class(request: pytest.FixtureRequest, course: Course) -> Class:
    return right_and_blank(course, request.param)


@pytest.fixture(scope="module")
def marked(course: Course) -> Class:
    """Return four students' work on `servqual`; two of them are those of `any_class`."""
    whole = Class(course.folder, "servqual")
    if not whole.page_path(RIGHT).exists():
        right_and_blank(course, "servqual")
    hand_in_half_and_spoilt(whole)
    for student in (HALF, SPOILT):
        course.mark("servqual", student)
    return whole


def right_and_blank(course: Course, word: str) -> Class:
    """Mark one right submission and a blank one."""
    small = course.release(word)
    letters = dict.fromkeys(read_by_a_person(word), LETTER)
    small.submit(RIGHT, ASSIGNMENTS[word].answers(RIGHT), letters)
    small.submit(BLANK, {})
    for student in (RIGHT, BLANK):
        course.mark(word, student)
    return small


def hand_in_half_and_spoilt(course: Class) -> None:
    """Lay the work of two more students where nbgrader looks for it."""
    right = answers(HALF)
    half = {"q1": -right["q1"], "q3": single(HALF), "q5": right["q5"]}
    half["q4"] = plan(right["q4"]["difference"], right["q4"]["spread"], right["q4"]["guests"] + 50)
    letter = {"question-5-letter": "The gap fell because guests expect more."}
    course.submit(HALF, half, letter)
    spoilt = course.submit(SPOILT, answers(SPOILT), letter)
    known = cells(spoilt)
    known["question-1-answer"].source = "score = -0.7"
    known["question-2-answer"].source = 'largest_part = "c'
    known["question-4-answer"].source = "plan = how_sure.settings()"
    spoilt.cells.remove(known["question-3"])
    spoilt.cells.remove(known["key"])
    known["question-5-memo"].source = "first_wrong_line"
    course.write(SPOILT, spoilt)


def single(student: str) -> str:
    """Return a report on offer that shows one gap alone."""
    offer = case.offer(own_numbers("servqual", student))
    return next(letter for letter in "bcde" if letter in offer)


def all_right(word: str) -> dict[str, int]:
    """Return the points of right answers before a person has read anything."""
    return ASSIGNMENTS[word].CELL_POINTS | dict.fromkeys(read_by_a_person(word), 0)


# Every assignment


def test_all_right_earns_all_but_what_waits_for_a_person(any_class):
    points = ASSIGNMENTS[any_class.word].CELL_POINTS
    assert any_class.scores(RIGHT) == all_right(any_class.word)
    with Gradebook(any_class.gradebook) as book:
        found = book.find_submission_notebook(any_class.word, any_class.word, RIGHT)
        waiting = [grade.name for grade in found.grades if grade.needs_manual_grade]
        assert sorted(waiting) == sorted(read_by_a_person(any_class.word))
        assert found.max_score == sum(points.values())


def test_a_blank_notebook_runs_without_an_error_and_earns_nothing(any_class):
    word = any_class.word
    assert any_class.scores(BLANK) == dict.fromkeys(all_right(word), 0)
    with Gradebook(any_class.gradebook) as book:
        grades = book.find_submission_notebook(word, word, BLANK).grades
        assert not any(grade.needs_manual_grade for grade in grades)
    assert not any(output.output_type == "error" for output in any_class.outputs(BLANK))


@EACH
def test_nothing_is_written_to_stderr(any_class, student):
    assert not any(output.get("name") == "stderr" for output in any_class.outputs(student))


def test_each_cell_with_points_shows_a_number_to_nbgrader(any_class):
    points = shown_to_nbgrader(any_class, RIGHT)
    by_a_person = {"key", *read_by_a_person(any_class.word)}
    wanted = ASSIGNMENTS[any_class.word].CELL_POINTS.items()
    assert points == {name: most for name, most in wanted if name not in by_a_person}


def shown_to_nbgrader(course: Class, student: str) -> dict[str, float]:
    """Return what each test cell shows as plain text; it must be one output."""
    shown = {
        name: [output["data"]["text/plain"] for output in cell.outputs]
        for name, cell in cells(course.notebook("autograded", student)).items()
        if cell.cell_type == "code" and cell.metadata.nbgrader.get("points")
    }
    assert {name: len(texts) for name, texts in shown.items()} == dict.fromkeys(shown, 1)
    return {name: float(text) for name, [text] in shown.items()}


def test_the_page_of_a_right_submission_praises_each_answer(any_class):
    by_a_person = read_by_a_person(any_class.word)
    said = any_class.said(RIGHT)
    right = [text for name, text in said.items() if name not in by_a_person]
    assert set(said) == set(graded(any_class.word)) - {"key"}
    assert len(right) == len(ASSIGNMENTS[any_class.word].POINTS)
    assert all("points Right" in text for text in right), right


def test_the_page_of_a_blank_submission_says_that_nothing_was_handed_in(any_class):
    by_a_person = read_by_a_person(any_class.word)
    said = [text for name, text in any_class.said(BLANK).items() if name not in by_a_person]
    assert all(text.endswith("points Nothing was handed in here.") for text in said), said


@EACH
def test_the_page_shows_no_line_of_a_hidden_test_or_of_the_key(any_class, student):
    require_no_line_of_the_key(any_class, student)


def require_no_line_of_the_key(course: Class, student: str) -> None:
    page = course.page_path(student)
    shown = without_spaces(course.page(student).get_text() + page.read_text(encoding="utf-8"))
    hidden = [region for region in secret_code(course.word) if "grade" in region]
    lines = [line for region in hidden for line in region.splitlines() if len(line.strip()) > 18]
    assert len(lines) > 10 * len(ASSIGNMENTS[course.word].POINTS)
    assert [line for line in lines if is_code(line) and without_spaces(line) in shown] == []
    assert "HIDDEN" not in shown
    assert [path.name for path in page.parent.iterdir()] == [page.name]


def is_code(line: str) -> bool:
    """Tell code from a sentence for the student, and from an import that everybody sees."""
    return not re.match(r'\s*(?:f?"|from helpers|import )', line)


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_the_page_needs_no_other_machine(any_class):
    require_no_other_machine(any_class, RIGHT)


def require_no_other_machine(course: Class, student: str) -> None:
    page = course.page(student)
    assert not page.select("script, iframe, link, object, embed")
    assert not [image for image in page.select("img") if not image["src"].startswith("data:")]
    assert not any("url(" in style.get_text() for style in page.select("style"))


def test_the_students_own_words_are_on_the_page(any_class):
    assert (LETTER in any_class.page(RIGHT).get_text()) == bool(read_by_a_person(any_class.word))


# Work that is half right, and work that was spoilt


def test_half_right_earns_part_of_the_points(marked):
    assert marked.scores(HALF) == {
        "key": 0,
        "question-1": 0,
        "question-2": 0,
        "question-3": 1,
        "question-4": 1,
        "question-5-memo": 2,
        "question-5-letter": 0,
    }


def test_an_answer_that_fails_costs_that_question_alone(marked):
    assert marked.scores(SPOILT) == all_right("servqual") | dict.fromkeys(
        ["question-1", "question-2", "question-4"], 0
    )


def test_test_cells_that_were_deleted_or_rewritten_are_put_back(marked):
    known = cells(marked.notebook("autograded", SPOILT))
    assert {"key", "question-3"} <= set(known)
    assert "grade(" in known["question-5-memo"].source


def test_half_right_work_writes_nothing_to_stderr_and_shows_its_points(marked):
    assert not any(output.get("name") == "stderr" for output in marked.outputs(HALF))
    assert list(shown_to_nbgrader(marked, HALF).values()) == [0, 0, 1, 1, 2]


def test_the_page_says_points_and_a_sentence_for_each_question(marked):
    said = marked.said(HALF)
    assert said["question-1"].startswith("Question 1: 0 of 3 points The size is right, the sign")
    assert said["question-2"].endswith("0 of 2 points Nothing was handed in here.")
    assert said["question-3"].startswith("Question 3: 1 of 2 points Only one cause is sure to go")
    assert said["question-4"].endswith(
        "1 of 3 points It tells them apart, but a smaller survey would do so too."
    )
    assert said["question-5-memo"].startswith("Question 5 memo: 2 of 2 points Right.")
    assert "key" not in said
    assert "4 of 15 points" in marked.page(HALF).get_text()


def test_an_answer_that_did_not_run_is_told_so_without_a_line_of_code(marked):
    said = marked.said(SPOILT)
    assert said["question-1"].endswith("did not run, or the answer's name was changed.")
    assert said["question-2"] == said["question-1"].replace("1: 0 of 3", "2: 0 of 2")
    assert "settings that the explorer opens with" in said["question-4"]


@pytest.mark.parametrize("student", [HALF, SPOILT])
def test_the_page_of_such_work_shows_no_line_of_the_key_either(marked, student):
    require_no_line_of_the_key(marked, student)
    require_no_other_machine(marked, student)


def test_what_a_student_writes_comes_to_no_harm():
    assert harmless('<img src="x" onerror="run()"><b>so</b>') == "<img><b>so</b>"
    assert harmless("<style>b {}</style><table><tr><td>1</td></tr></table>").startswith("<table>")


# The release, and nbgrader's own look at both versions


def test_nbgrader_finds_nothing_wrong_with_the_instructors_version(tmp_path):
    assert Validator(config=Config()).validate(str(shutil.copy(path("servqual"), tmp_path))) == {}


def test_the_validate_button_tells_a_student_what_is_still_blank(marked, tmp_path):
    released = marked.notebook("release")
    asked = ("question-1-answer", "question-1", "question-5-letter")
    released.cells = [cells(released)[name] for name in asked]
    released.cells.insert(0, new_code_cell("from helpers.checks.assignment import form_of_number"))
    nbformat.write(released, tmp_path / "servqual.ipynb")
    failed = Validator(config=Config()).validate(str(tmp_path / "servqual.ipynb"))["failed"]
    blank, letter = (each["raw_error"] for each in failed)
    assert "Question 1: put your answer in place of the dots" in blank
    assert letter == "You did not provide a response."
