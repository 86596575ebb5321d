"""The engine for a class: whatever is handed in, it is graded, and nothing is lost.

That the grades are those of nbgrader is held in `test_grading_same.py`.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import graded_class
import nbformat
import pytest
from assignments import ROOT
from filelock import FileLock
from graded_class import ISOLATED, Graded, grading

from helpers.grading.assignment import Assignment, Notebook, SourceCell
from helpers.grading.released import out_of_date

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:.*:nbformat.warnings.MissingIDFieldWarning"),
]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Return a class of good, broken and hostile submissions, graded in one run."""
    return graded_class.graded(tmp_path_factory.mktemp("class"))


def test_ordinary_hidden_tests_run_outside_the_students_process(graded):
    assert graded.of("right")["state"] == "graded"
    assert graded.points("right") == graded_class.ALL_RIGHT
    assert graded.of("right")["flags"] == []


@pytest.mark.parametrize("case", graded_class.CASES, ids=lambda case: case.name)
def test_a_broken_submission_costs_what_is_broken_and_no_more(graded, case):
    told = graded.of(case.name)
    assert told["state"] == case.state, told
    if case.state == "graded":
        assert graded.points(case.name) == graded_class.ALL_RIGHT | case.points, told
    for name, state in case.states.items():
        assert graded.states(case.name)[name] == state, told
    if case.repair:
        assert any(case.repair in each for each in told["repairs"]), told["repairs"]
    if case.note:
        assert case.note in told["note"]


@ISOLATED
@pytest.mark.parametrize("attack", graded_class.ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_earns_nothing_and_reaches_nothing(graded, attack):
    told = graded.of(attack.name)
    assert told["state"] == "graded"
    assert graded.points(attack.name) == graded_class.NOTHING | attack.points, told
    shown = graded.outputs(attack.name)
    assert "REACHED" not in shown, shown
    assert set(attack.flags) <= set(told["flags"]), told


def test_everybody_else_is_graded_as_if_nobody_had_sent_such_things(graded):
    assert graded.points("zz-last") == graded_class.ALL_RIGHT
    assert graded.status == 1


def test_nobody_is_missing_from_the_report(graded):
    names = [each["student"] for each in graded.report["submissions"]]
    assert names == sorted(path.name for path in (graded.folder / "submitted").iterdir())
    assert graded.report["sandbox"] == "full"


def test_a_folder_that_cannot_be_a_students_is_said_and_stops_nobody(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right"])
    students = folder / "submitted"
    for name in (os.fsdecode(b"caf\xe9"), "n" * 201):
        shutil.copytree(students / "right", students / name)
    (students / "somebody-elses").symlink_to("right")
    report, status = grading(folder, "ps")
    assert status == 1
    told = {each["student"]: (each["state"], each["note"]) for each in report["submissions"]}
    assert told.pop("right")[0] == "graded"
    assert told.pop("caf?") == ("failed", "Its folder's name is no text in UTF-8: rename it.")
    assert told.pop("n" * 50)[1] == "Its folder's name is longer than 200 bytes: rename it."
    assert told.pop("somebody-elses") == (
        "missing",
        "Its folder is a link, and no link is followed.",
    )
    assert not told


def test_a_gradebook_that_cannot_be_written_is_said_and_nothing_marked_is_lost(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right", "zz-last"])
    assert grading(folder, "ps", "--only", "right")[1] == 0
    with sqlite3.connect(folder / "gradebook.db") as book:
        book.execute("BEGIN IMMEDIATE")
        done = graded_class.command(folder, "ps", "--timeout", "3", "--memory", "300")
        book.rollback()
    assert done.returncode == 2
    assert "The gradebook cannot be used: database is locked" in done.stderr
    assert "Traceback" not in done.stderr
    kept = folder / ".grading" / "ps" / "zz-last.json"
    assert json.loads(kept.read_text("utf-8"))["state"] == "graded"
    before = json.loads(kept.read_text("utf-8"))["seconds"]
    assert grading(folder, "ps")[1] == 0
    assert json.loads(kept.read_text("utf-8"))["seconds"] == before


def test_a_gradebook_that_is_none_is_said(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right"])
    (folder / "gradebook.db").write_bytes(b"no gradebook" * 1000)
    done = graded_class.command(folder, "ps")
    assert done.returncode == 2
    assert "The gradebook cannot be used: file is not a database" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deleted_cell_that_a_person_marks_earns_nothing_and_costs_nothing_else(tmp_path):
    made = graded_class.source()
    told = {"schema_version": 3, "task": False, "grade": True, "solution": True, "locked": False}
    by_hand = told | {"points": 3, "grade_id": "by-hand"}
    made.cells.append(nbformat.v4.new_code_cell("# Draw.", metadata={"nbgrader": by_hand}))
    (tmp_path / "source" / "ps").mkdir(parents=True)
    nbformat.write(made, tmp_path / "source" / "ps" / "ps.ipynb")
    (tmp_path / "source" / "ps" / "table.csv").write_text("a\n1\n", "utf-8")
    made.cells.pop()
    graded_class.hand_in(tmp_path, "lost-it", dict(made))
    report, status = grading(tmp_path, "ps")
    assert status == 0
    [told] = report["submissions"]
    assert told["repairs"] == ["by-hand was missing and is put back"]
    points = {each["name"]: each["points"] for each in told["questions"]}
    assert points == graded_class.ALL_RIGHT | {"by-hand": 0}


def test_output_without_end_is_cut(graded):
    path = graded.folder / "autograded" / "endless-output" / "ps" / "ps.ipynb"
    assert path.stat().st_size < 1_000_000


def test_what_has_not_changed_is_not_graded_again(graded):
    path = graded.folder / ".grading" / "ps" / "right.json"
    before = path.stat().st_mtime_ns
    report, _status = grading(graded.folder, "ps", "--only", "right", "zz-last")
    assert [each["score"] for each in report["submissions"]] == [6, 6]
    assert path.stat().st_mtime_ns == before


def test_a_class_is_graded_again_when_its_tests_change(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right", "zz-last"])
    source = folder / "source" / "ps" / "ps.ipynb"
    source.write_text(source.read_text("utf-8").replace("total == 12", "total == 13"), "utf-8")
    report, status = grading(folder, "ps")
    assert status == 0
    assert [each["score"] for each in report["submissions"]] == [4, 4]


def test_a_run_that_is_killed_goes_on_where_it_was(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right", "zz-last"])
    for number in range(12):
        shutil.copytree(folder / "submitted" / "right", folder / "submitted" / f"n{number:02}")
    command = [sys.executable, "-m", "helpers.grading", "run", "--course", str(folder)]
    limits = ["--timeout", "3", "--memory", "300"]
    process = subprocess.Popen(
        [*command, "--assignment", "ps", *limits],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    records = folder / ".grading" / "ps"
    last_time = time.monotonic() + 120
    while len(list(records.glob("*.json"))) < 4:
        assert time.monotonic() < last_time
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done = {
        path.name: path.stat().st_mtime_ns
        for path in records.glob("*.json")
        if json.loads(path.read_text("utf-8"))["saved"]
    }
    report, status = grading(folder, "ps")
    assert status == 0
    assert {each["score"] for each in report["submissions"]} == {6}
    assert len(report["submissions"]) == 14
    assert {name: (records / name).stat().st_mtime_ns for name in done} == done


def test_without_bubblewrap_the_report_and_the_screen_say_so(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right", "endless-loop"])
    done = graded_class.command(folder, "ps", "--unsandboxed", "--report", str(tmp_path / "r.json"))
    assert "UNSANDBOXED" in done.stderr
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["sandbox"] == "none"
    assert all("unsandboxed" in each["flags"] for each in report["submissions"])
    assert [each["score"] for each in report["submissions"]] == [4, 6]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--course", "nowhere", "--assignment", "ps"], "There is no folder nowhere."),
        (["--course", ".", "--assignment", "nothing"], 'There is no assignment "nothing"'),
        (["--course", ".", "--assignment", "ps", "--report", "no/r.json"], "for the report."),
    ],
)
def test_where_it_cannot_begin_it_says_why_in_one_sentence(tmp_path, arguments, said):
    command = [sys.executable, "-m", "helpers.grading", "run", *arguments]
    path = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env=os.environ | path, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_time_that_is_none_is_refused(tmp_path, seconds):
    done = graded_class.command(tmp_path, "ps", f"--timeout={seconds}")
    assert done.returncode == 2
    assert f"a number of seconds above zero, not {seconds}" in done.stderr


def test_it_works_where_no_environment_is_active(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right"])
    assert not (folder / "gradebook.db").exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/usr/bin:/bin")
        patch.delenv("VIRTUAL_ENV", raising=False)
        report, status = grading(folder, "ps")
    assert (status, report["submissions"][0]["score"]) == (0, 6)


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ({"grade": True, "points": 2}, False),
        ({"locked": True}, False),
        ({"solution": True, "grade": True, "points": 2}, True),
    ],
    ids=["a test", "a locked cell", "a solution"],
)
def test_an_assignment_is_released_again_when_what_all_see_of_its_tests_changes(
    tmp_path, told, stands
):
    even = {"grade": False, "locked": False, "solution": False, "task": False}
    entry = even | told
    points = entry.pop("points", None)
    cell = SourceCell("a", "code", "x = 1", "", points=points, **entry)
    released = Assignment("ps", {"ps": Notebook({}, [cell], [])}, {})
    made = nbformat.v4.new_code_cell(
        "x = 2", metadata={"nbgrader": even | told | {"grade_id": "a", "schema_version": 3}}
    )
    nbformat.write(nbformat.v4.new_notebook(cells=[made]), tmp_path / "ps.ipynb")
    assert out_of_date(released, tmp_path) is not stands


def test_nbgraders_feedback_and_export_work_on_what_was_graded(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right", "wrong"])
    assert grading(folder, "ps")[1] == 0
    path = {"PATH": str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]}
    for command in (["generate_feedback", "ps"], ["export"]):
        subprocess.run(["nbgrader", *command], cwd=folder, env=os.environ | path, check=True)
    page = (folder / "feedback" / "wrong" / "ps" / "ps.html").read_text("utf-8")
    assert "the total is twelve" in page
    assert "total == 12" not in page
    assert (folder / "grades.csv").read_text("utf-8").count("\n") == 3


# An assignment before it is handed out


def checked(folder: Path, name: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "helpers.grading", "check", name, "--course", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_an_assignment_of_the_course_passes_its_check():
    done = checked(ROOT, "servqual")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing leaks" in done.stdout
    assert "Every hidden test runs outside" in done.stdout


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        ("total = 12", "total = 13", "test-1: the solution earns 0 of 2 points"),
        ("len({1, 2}.intersection(numbers))", "'all right'", "test-3: its last line shows"),
        ("assert isinstance(total, int)", "total = 12", "test-1: the blank notebook earns 2"),
    ],
)
def test_a_check_says_what_is_wrong_with_an_assignment(tmp_path, there, instead, said):
    (tmp_path / "source" / "ps").mkdir(parents=True)
    made = graded_class.source()
    for cell in made.cells:
        cell.source = cell.source.replace(there, instead)
    nbformat.write(made, tmp_path / "source" / "ps" / "ps.ipynb")
    done = checked(tmp_path, "ps")
    assert done.returncode == 1, done.stdout + done.stderr
    assert said in done.stdout
    assert not (tmp_path / "gradebook.db").exists()


# Where there is no Linux, and beside another run


def test_an_ordinary_kernel_gives_the_same_points_and_says_that_nothing_is_isolated(
    graded, tmp_path
):
    folder = tmp_path / "course"
    students = ["right", "wrong", "copied-answer", "endless-loop", "os-exit", "truncated"]
    graded_class.copy(graded.folder, folder, students)
    report, status = grading(folder, "ps", "--kernel")
    assert status == 1
    assert report["sandbox"] == "none"
    again = Graded(folder, report, status)
    for student in students:
        assert again.of(student)["state"] == graded.of(student)["state"]
        assert again.points(student) == graded.points(student), student
    assert again.states("os-exit")["test-1"] == "died"
    assert again.states("endless-loop")["test-1"] == "timeout"
    assert again.of("copied-answer")["repairs"] == graded.of("copied-answer")["repairs"]


def test_what_was_marked_without_isolation_is_marked_again_with_it(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right"])
    flags = [
        grading(folder, "ps", *way)[0]["submissions"][0]["flags"] for way in (["--kernel"], [])
    ]
    assert flags == [["unsandboxed"], []]


def test_a_second_run_on_the_same_course_waits_for_nobody_and_says_so(graded, tmp_path):
    folder = tmp_path / "course"
    graded_class.copy(graded.folder, folder, ["right"])
    (folder / ".grading" / "ps").mkdir(parents=True)
    with FileLock(folder / ".grading" / "ps" / "lock"):
        done = graded_class.command(folder, "ps")
    assert done.returncode == 2
    assert 'Another run is grading "ps"' in done.stderr
    assert grading(folder, "ps")[1] == 0
