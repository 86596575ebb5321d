"""The frame of the feedback page, without nbgrader's machinery around it."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

import helpers
from helpers.grading.feedback import FeedbackPage


def page(*outputs, late_penalty: float = 0) -> BeautifulSoup:
    """Return the page of a notebook with one question of 3 points."""
    graded = {"grade": True, "solution": False, "grade_id": "question-1", "points": 3, "score": 1}
    cell = new_code_cell("grade()", outputs=list(outputs), metadata={"nbgrader": graded})
    marks = {"notebook": "servqual", "score": 1, "max_score": 3, "late_penalty": late_penalty}
    html, _resources = FeedbackPage().from_notebook_node(
        new_notebook(cells=[cell]), resources={"nbgrader": marks}
    )
    return BeautifulSoup(html, "html.parser")


def failed(name: str):
    return new_output("error", ename=name, evalue="", traceback=[])


def test_the_page_says_its_points_and_what_was_taken_off():
    assert "1 of 3 points" in page().p.get_text()
    assert "handing in late" not in page().p.get_text()
    late = page(late_penalty=0.5).p.get_text()
    assert "0.5 points were taken off for handing in late" in late


@pytest.mark.parametrize("error", ["NameError", "<b>"])
def test_a_question_that_could_not_be_marked_says_so_and_shows_no_markup(error):
    said = page(failed(error)).select_one(".mark p")
    assert "could not be marked" in said.get_text()
    assert not said.find_all()


def test_the_frame_of_the_page_is_there_in_chinese_too():
    helpers.language("zh")
    shown = page(failed("NameError"), late_penalty=1)
    assert shown.html["lang"] == "zh"
    assert shown.h1.get_text() == "反馈：servqual"
    assert "1 分，满分 3 分" in shown.p.get_text()
    assert "本题无法评分" in shown.select_one(".mark").get_text()
    assert "Question" not in shown.main.get_text()
