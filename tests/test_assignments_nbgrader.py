"""Assignment 04 through nbgrader itself: release, four submissions, marks and feedback pages."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from assignments import BLANKS, ROOT, SOURCE, answers, cells, plan, secret_code
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.validator import Validator
from traitlets.config import Config, PyFileConfigLoader

from helpers.checks import own_numbers
from helpers.checks.cases import servqual as case
from helpers.grading.feedback import harmless

# What nbgrader's own code is warned of, and nothing here can change.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:.*:nbformat.warnings.MissingIDFieldWarning"),
]
RIGHT, HALF, BLANK, SPOILT = CLASS = ("王小明", "s-02", "s-03", "s-04")
ALL_RIGHT = {
    "key": 0,
    "question-1": 3,
    "question-2": 2,
    "question-3": 2,
    "question-4": 3,
    "question-5-memo": 2,
    "question-5-letter": 0,
}


class Class(NamedTuple):
    """A course with its marked class."""

    folder: Path
    gradebook: str

    def notebook(self, step: str, student: str = ".") -> NotebookNode:
        path = self.folder / step / student / "servqual" / "servqual.ipynb"
        return nbformat.read(path, as_version=4)

    def scores(self, student: str) -> dict[str, float]:
        with Gradebook(self.gradebook) as book:
            grades = book.find_submission_notebook("servqual", "servqual", student).grades
            return {grade.name: grade.score for grade in grades}

    def page(self, student: str) -> BeautifulSoup:
        path = self.folder / "feedback" / student / "servqual" / "servqual.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")

    def said(self, student: str) -> dict[str, str]:
        """Return the points and the sentence that the page has for each question."""
        marks = self.page(student).select(".mark")
        return {mark["id"]: " ".join(mark.get_text(" ").split()) for mark in marks}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks" / "assignments", folder / "notebooks" / "assignments")
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.CourseDirectory.root = str(folder)
    config.Application.log_level = "ERROR"
    course = Class(folder, f"sqlite:///{folder / 'gradebook.db'}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"])
        patch.setenv("JUPYTER_CONFIG_DIR", str(folder / "settings"))
        patch.setenv("COURSE_LANG", "en")
        grader = NbGraderAPI(config=config)
        done(grader.generate_assignment("servqual"))
        hand_in(course)
        for student in CLASS:
            done(grader.autograde("servqual", student))
            done(grader.generate_feedback("servqual", student))
        yield course


def done(result: dict) -> None:
    assert result["success"], result


def hand_in(course: Class) -> None:
    """Lay the work of four students where nbgrader looks for it."""
    right = answers(HALF)
    half = {"q1": -right["q1"], "q3": single(HALF), "q5": right["q5"]}
    half["q4"] = plan(right["q4"]["difference"], right["q4"]["spread"], right["q4"]["guests"] + 50)
    letter = "The gap fell because guests expect more."
    submit(course, RIGHT, answers(RIGHT), "差距变大,不一定是服务变差了。")
    submit(course, HALF, half, letter)
    submit(course, BLANK, {})
    spoilt = submit(course, SPOILT, answers(SPOILT), letter)
    known = cells(spoilt)
    known["question-1-answer"].source = "score = -0.7"
    known["question-2-answer"].source = 'largest_part = "c'
    known["question-4-answer"].source = "plan = how_sure.settings()"
    spoilt.cells.remove(known["question-3"])
    spoilt.cells.remove(known["key"])
    known["question-5-memo"].source = "first_wrong_line"
    write(course, SPOILT, spoilt)


def single(student: str) -> str:
    """Return a report on offer that shows one gap alone."""
    offer = case.offer(own_numbers("servqual", student))
    return next(letter for letter in "bcde" if letter in offer)


def submit(course: Class, student: str, given: dict, letter: str | None = None) -> NotebookNode:
    notebook = course.notebook("release")
    if given:
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        first.source = f'student_id = " {student.upper()} "'
    known = cells(notebook)
    for question, answer in given.items():
        cell = next(
            each
            for name, each in known.items()
            if name.endswith("-answer") and each.source.startswith(f"{BLANKS[question]} = ...")
        )
        cell.source = f"{BLANKS[question]} = {answer!r}"
    if letter:
        known["question-5-letter"].source = letter
    write(course, student, notebook)
    return notebook


def write(course: Class, student: str, notebook: NotebookNode) -> None:
    folder = course.folder / "submitted" / student / "servqual"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / "servqual.ipynb")


# Marks


def test_all_right_earns_all_but_the_letter_which_waits_for_a_person(marked):
    assert marked.scores(RIGHT) == ALL_RIGHT
    with Gradebook(marked.gradebook) as book:
        grade = book.find_grade("question-5-letter", "servqual", "servqual", RIGHT)
        assert grade.needs_manual_grade
        assert book.find_submission_notebook("servqual", "servqual", RIGHT).max_score == 15


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


def test_a_blank_notebook_runs_without_an_error_and_earns_nothing(marked):
    assert marked.scores(BLANK) == dict.fromkeys(ALL_RIGHT, 0)
    with Gradebook(marked.gradebook) as book:
        grades = book.find_submission_notebook("servqual", "servqual", BLANK).grades
        assert not any(grade.needs_manual_grade for grade in grades)
    assert not any(output.output_type == "error" for output in outputs(marked, BLANK))


def test_an_answer_that_fails_costs_that_question_alone(marked):
    assert marked.scores(SPOILT) == ALL_RIGHT | dict.fromkeys(
        ["question-1", "question-2", "question-4"], 0
    )


def test_test_cells_that_were_deleted_or_rewritten_are_put_back(marked):
    known = cells(marked.notebook("autograded", SPOILT))
    assert {"key", "question-3"} <= set(known)
    assert "grade(" in known["question-5-memo"].source


@pytest.mark.parametrize("student", [RIGHT, HALF, BLANK])
def test_nothing_is_written_to_stderr(marked, student):
    assert not any(output.get("name") == "stderr" for output in outputs(marked, student))


def outputs(marked: Class, student: str) -> list[NotebookNode]:
    notebook = marked.notebook("autograded", student)
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


# Feedback


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


def test_the_page_of_a_right_submission_praises_each_answer(marked):
    right = [said for name, said in marked.said(RIGHT).items() if name != "question-5-letter"]
    assert len(right) == 5
    assert all("points Right" in said for said in right), right


def test_an_answer_that_did_not_run_is_told_so_without_a_line_of_code(marked):
    said = marked.said(SPOILT)
    assert said["question-1"].endswith("did not run, or the answer's name was changed.")
    assert said["question-2"] == said["question-1"].replace("1: 0 of 3", "2: 0 of 2")
    assert "settings that the explorer opens with" in said["question-4"]


@pytest.mark.parametrize("student", CLASS)
def test_the_page_shows_no_line_of_a_hidden_test_or_of_the_key(marked, student):
    page = marked.folder / "feedback" / student / "servqual" / "servqual.html"
    shown = without_spaces(marked.page(student).get_text() + page.read_text(encoding="utf-8"))
    hidden = [region for region in secret_code() if "grade" in region]
    lines = [line for region in hidden for line in region.splitlines() if len(line.strip()) > 18]
    assert len(lines) > 80
    assert [line for line in lines if is_code(line) and without_spaces(line) in shown] == []
    assert "HIDDEN" not in shown
    assert sorted(path.name for path in page.parent.iterdir()) == ["servqual.html"]


def is_code(line: str) -> bool:
    """Tell code from a sentence for the student, and from an import that everybody sees."""
    return not re.match(r'\s*(?:f?"|from helpers|import )', line)


def without_spaces(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("student", [RIGHT, SPOILT])
def test_the_page_needs_no_other_machine(marked, student):
    page = marked.page(student)
    assert not page.select("script, iframe, link, object, embed")
    assert not [image for image in page.select("img") if not image["src"].startswith("data:")]
    assert not any("url(" in style.get_text() for style in page.select("style"))


def test_the_students_own_words_are_on_the_page_and_come_to_no_harm(marked):
    assert "差距变大,不一定是服务变差了。" in marked.page(RIGHT).get_text()
    assert harmless('<img src="x" onerror="run()"><b>so</b>') == "<img><b>so</b>"
    assert harmless("<style>b {}</style><table><tr><td>1</td></tr></table>").startswith("<table>")


# The release, and nbgrader's own look at both versions


def test_nbgrader_finds_nothing_wrong_with_the_instructors_version(tmp_path):
    assert Validator(config=Config()).validate(str(shutil.copy(SOURCE, tmp_path))) == {}


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


def test_each_cell_with_points_shows_a_number_to_nbgrader(marked):
    shown = {
        name: [output["data"]["text/plain"] for output in cell.outputs]
        for name, cell in cells(marked.notebook("autograded", HALF)).items()
        if cell.cell_type == "code" and cell.metadata.nbgrader.get("points")
    }
    assert {name: len(texts) for name, texts in shown.items()} == dict.fromkeys(shown, 1)
    assert [float(text) for [text] in shown.values()] == [0, 0, 1, 1, 2]
