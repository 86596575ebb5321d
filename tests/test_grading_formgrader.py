"""A class that the engine has graded, in nbgrader's formgrader in Chromium, and what follows it."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import graded_class
import pytest
from assignments import ASSIGNMENTS, ROOT, read_by_a_person
from assignments.servqual import CELL_POINTS
from marked_class import Class, new_course
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Locator, Page, expect

from tools import lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SAWarning"),
]
WORD, LETTER, MEMO = "servqual", "question-5-letter", "question-5-memo"
GOOD, HALF, BLANK = "Li Na", "s-02", "王小明"
COMMENT = "The second reason is not in the survey."


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Return a class of three: all right, one answer right, and nothing handed in."""
    folder = tmp_path_factory.mktemp("formgrader") / "course"
    folder.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    with new_course(folder) as course:
        small = course.release(WORD)
    letter = dict.fromkeys(read_by_a_person(WORD), "The gap fell, and *the service did not*.")
    right = ASSIGNMENTS[WORD].answers
    small.submit(GOOD, right(GOOD), letter)
    small.submit(HALF, {"q5": right(HALF)["q5"]}, letter)
    small.submit(BLANK, {})
    _report, status = graded_class.grading(folder, WORD)
    assert status == 0
    return small


@pytest.fixture(scope="module")
def served(marked: Class) -> Iterator[str]:
    with lab.jupyter(marked.folder, PATH=path()) as url:
        yield url


@pytest.fixture
def page(served: str, chromium: Browser) -> Iterator[Page]:
    with formgrader(served, chromium) as opened:
        yield opened


@contextmanager
def formgrader(served: str, chromium: Browser) -> Iterator[Page]:
    """Open a page that reaches this machine alone; nbgrader's own asks for MathJax elsewhere."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    here = served.replace("http", "")
    page.route(lambda url: here not in url, lambda route: route.abort())
    page.goto(f"{served}/formgrader?token=t")
    yield page
    page.close()


def path() -> str:
    return str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]


def row(page: Page, text: str) -> Locator:
    """Return the row of a table that has a text, once it is there."""
    found = page.locator("#main-table tr").filter(has=page.get_by_text(text, exact=True))
    expect(found).to_have_count(1)
    return found


def test_formgrader_is_in_jupyterlabs_menu_without_being_turned_on(page, served):
    page.goto(f"{served}/lab?token=t")
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.locator(".lm-Menu-item").get_by_text("Formgrader", exact=True).click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Manage Assignments")).to_be_visible()
    expect(frame.get_by_role("link", name=WORD)).to_be_visible()


def test_the_list_of_assignments_counts_what_was_handed_in(page):
    page.get_by_role("link", name="Manage Assignments").wait_for()
    counts = row(page, WORD).locator("td").nth(8)
    expect(counts).to_have_text("3")


def test_each_submission_has_its_score_and_says_whether_it_waits_for_a_person(page):
    row(page, WORD).get_by_role("link", name="3", exact=True).click()
    expect(row(page, GOOD)).to_contain_text("12 / 15")
    expect(row(page, GOOD)).to_contain_text("needs manual grading")
    expect(row(page, BLANK)).to_contain_text("0 / 15")
    expect(row(page, BLANK)).to_contain_text("graded")


@pytest.fixture(scope="module")
def read(served: str, chromium: Browser) -> Iterator[Page]:
    """Yield the page on which a person has read a letter, and typed points and a comment."""
    with formgrader(served, chromium) as page:
        page.get_by_role("link", name="Manual Grading").click()
        row(page, WORD).get_by_role("link").click()  # the assignment
        row(page, WORD).get_by_role("link").click()  # its notebook
        row(page, "2 / 15").get_by_role("link").click()
        page.wait_for_function(
            "() => window.formgrader?.grades?.loaded && formgrader.comments?.loaded"
        )
        points, comment = page.locator(f"input#{LETTER}"), page.locator(f"#{LETTER}-comment")
        with page.expect_response(lambda reply: "/api/grade/" in reply.url):
            points.fill("2.5")
            points.press("Tab")
        with page.expect_response(lambda reply: "/api/comment/" in reply.url):
            comment.fill(COMMENT)
            comment.press("Tab")
        yield page


def test_the_notebook_is_there_to_be_read_with_a_field_for_the_points_of_each_question(read):
    expect(read.get_by_text("The gap fell, and the service did not.")).to_be_visible()
    fields = read.locator("input.score").all()
    assert [each.get_attribute("id") for each in fields] == list(CELL_POINTS)
    earned = [each.get_attribute("placeholder") for each in fields]
    assert earned == ["0", "0", "0", "0", "0", "2", None]
    expect(read.get_by_text("Nothing was handed in here.")).to_have_count(4)


def test_what_a_person_types_is_in_the_gradebook_on_the_page_and_in_the_export(read, marked):
    with Gradebook(marked.gradebook) as book:
        grade = book.find_grade(LETTER, WORD, WORD, HALF)
        assert (grade.manual_score, grade.score, grade.needs_manual_grade) == (2.5, 2.5, False)
        assert book.find_comment(LETTER, WORD, WORD, HALF).comment == COMMENT
    for command in (["generate_feedback", WORD], ["export"]):
        environment = os.environ | {"PATH": path(), "JUPYTER_CONFIG_DIR": str(marked.folder / "no")}
        subprocess.run(["nbgrader", *command], cwd=marked.folder, env=environment, check=True)
    text = marked.page(HALF).get_text()
    assert "4.5 of 15 points" in text
    assert COMMENT in text
    with (marked.folder / "grades.csv").open(encoding="utf-8") as file:
        scores = {each["student_id"]: float(each["score"]) for each in csv.DictReader(file)}
    assert scores == {GOOD: 12, HALF: 4.5, BLANK: 0}


def test_a_mark_that_a_person_gave_is_left_alone_by_the_next_run_and_is_in_its_report(read, marked):
    report, status = graded_class.grading(marked.folder, WORD)
    assert status == 0
    with Gradebook(marked.gradebook) as book:
        grade = book.find_grade(LETTER, WORD, WORD, HALF)
        assert (grade.manual_score, grade.needs_manual_grade) == (2.5, False)
    [told] = [each for each in report["submissions"] if each["student"] == HALF]
    assert told["score"] == 4.5
