"""A student's notebook looked over before it is handed in, by a worker and by a kernel."""

import json
import os
import subprocess
import sys
from pathlib import Path

import graded_class
import pytest
from assignments import ASSIGNMENTS, ROOT
from graded_class import RIGHT
from marked_class import new_course

pytestmark = pytest.mark.slow
WAYS = pytest.mark.parametrize("way", [[], ["--kernel"]], ids=["worker", "kernel"])


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> graded_class.Notebook:
    return graded_class.release(tmp_path_factory.mktemp("course"))


def look(path: Path, *way: str, language: str = "en") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "helpers.grading", "selfcheck", str(path), *way]
    spoken = os.environ | {"COURSE_LANG": language}
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env=spoken, check=False, timeout=120
    )


def lay(folder: Path, made: graded_class.Notebook) -> Path:
    path = folder / "ps.ipynb"
    path.write_text(json.dumps(made), "utf-8")
    return path


@WAYS
def test_of_a_notebook_that_is_done_nothing_would_be_lost(blank, tmp_path, way):
    (tmp_path / "table.csv").write_text("a\n1\n", "utf-8")
    first = "total = 11 + int(open('table.csv').read().split()[1])"
    path = lay(tmp_path, graded_class.filled(blank, first, *RIGHT[1:]))
    before = path.read_bytes()
    done = look(path, *way)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 of 3 questions, 0 points, would be lost" in done.stdout
    assert path.read_bytes() == before


@WAYS
def test_what_would_be_lost_is_named_with_its_reason(blank, tmp_path, way):
    made = graded_class.filled(blank, "total = 'twelve'", "def double(x:\n    return 2 * x")
    path = lay(tmp_path, graded_class.doubled("answer-1")(made))
    done = look(path, *way)
    assert done.returncode == 1
    first, second, third, *notes, last = done.stdout.splitlines()
    assert first == "test-1 (2): would be lost: its visible test fails (AssertionError)"
    assert second == "test-2 (2): would be lost: a cell before it ends with an error"
    assert third == "test-3 (2): would be lost: nothing is written yet"
    assert notes == ["Note: answer-1 stands there twice; the last one counts."]
    assert last.startswith("3 of 3 questions, 6 points, would be lost")


def test_a_changed_test_is_named(blank, tmp_path):
    made = graded_class.filled(blank, *RIGHT)
    graded_class.cell(made, "test-1")["source"] = "pass"
    done = look(lay(tmp_path, made))
    assert "test-1 was changed; when it is marked, its own text is used." in done.stdout


def test_an_endless_loop_ends_when_its_time_is_over(blank, tmp_path):
    path = lay(tmp_path, graded_class.filled(blank, "while True: pass", *RIGHT[1:]))
    done = look(path, "--timeout", "1")
    assert "test-1 (2): would be lost: a cell before it takes too long" in done.stdout
    assert "1 of 3 questions" in done.stdout


def test_large_files_beside_a_notebook_are_left_alone(blank, tmp_path):
    (tmp_path / "film.mp4").write_bytes(bytes(17 * 2**20))
    assert look(lay(tmp_path, graded_class.filled(blank, *RIGHT))).returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "would count as not handed in: the file is empty"),
        ("{", "would count as not handed in: the file is no JSON"),
        ('{"cells": [], "nbformat": 4, "metadata": {}}', "it is no assignment"),
    ],
)
def test_what_is_no_assignment_is_met_by_a_sentence(tmp_path, text, said):
    path = tmp_path / "ps.ipynb"
    path.write_text(text, "utf-8")
    done = look(path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("language", "lost", "demo"),
    [("en", "would be lost: ✗ Question 1: 55", "still"), ("zh", "会丢分：✗ 第1题", "学号")],
)
def test_an_assignment_of_the_course_says_what_its_visible_tests_say(
    tmp_path, language, lost, demo
):
    with new_course(tmp_path) as course:
        whole = course.release("servqual")
        made = whole.submit("s-01", {"q1": 55, "q2": ASSIGNMENTS["servqual"].answers("s-01")["q2"]})
        next(each for each in made.cells if each.cell_type == "code").source = 'student_id = "demo"'
        whole.write("s-01", made)
    done = look(tmp_path / "submitted/s-01/servqual/servqual.ipynb", language=language)
    assert done.returncode == 1
    first, second, *_others = done.stdout.splitlines()
    assert lost in first
    assert "✓" in second
    assert demo in done.stdout.splitlines()[-2]


@pytest.mark.parametrize("points", ["all", None, [], -1, float("nan")])
def test_odd_points_and_entries_are_met_by_sentences(blank, tmp_path, points):
    made = graded_class.filled(blank, *RIGHT)
    graded_class.cell(made, "test-1")["metadata"]["nbgrader"]["points"] = points
    made["cells"][0]["metadata"]["nbgrader"] = [1]
    made["cells"][1]["metadata"]["nbgrader"] = {"grade_id": None, "locked": True, "checksum": "1"}
    done = look(lay(tmp_path, made))
    assert done.returncode == 0, done.stderr
    assert "0 of 2 questions, 0 points, would be lost" in done.stdout
