"""What an instructor reads of a class: sums by hand, and nothing that a student can do to it."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import graded_class
import pandas as pd
import pytest
from assignments import ROOT
from reported_class import Report, answer, gradebook, keep

import helpers
from helpers.grading import isolate
from helpers.grading.__main__ import main
from helpers.grading.course import Course
from helpers.grading.errors import NotPossible
from helpers.grading.files import fingerprint
from helpers.grading.report import tables, write_report
from helpers.grading.report.mistakes import pattern, together
from helpers.grading.submitted import handed_in

pytestmark = pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SAWarning")
SANDBOX = isolate.why_not()
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three students with 1, 3 and 5 of 5 points, and whoever a test adds."""
    keep(tmp_path, "ann", answer("q1", 1, 2, "A half."), answer("q2", 0, 3, "Too few: 77%."))
    keep(tmp_path, "bob", answer("q1", 2, 2), answer("q2", 1, 3, "Too few: 81%."))
    keep(tmp_path, "王小明", answer("q1", 2, 2), answer("q2", 3, 3))
    return tmp_path


# Sums by hand


def test_the_class_in_numbers_agrees_with_the_sums_done_by_hand(three):
    report = Report(three)
    assert report.column("overview", "figure") == {
        **{"students": "3", "graded": "3", "unreadable": "0", "missing": "0", "failed": "0"},
        **{"waiting for a person": "0", "mean score": "3", "lowest score": "1"},
        **{"lower quartile": "2", "median": "3", "upper quartile": "4", "highest score": "5"},
    }
    assert report.said("overview") == (
        "3 of 3 students are graded. "
        "On average they have 3 of 5 points; the middle half lies between 2 and 4."
    )


def test_the_question_missed_most_stands_first(three):
    first, second = Report(three).file("questions")
    assert (first["question"], first["earned, %"]) == ("q2", "44")  # (0 + 1/3 + 1) / 3
    assert (second["question"], second["earned, %"]) == ("q1", "83")  # (1/2 + 1 + 1) / 3
    assert [first[state] for state in ("right", "partly", "wrong")] == ["1", "1", "1"]


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        *[("blank", "blank"), ("error", "error"), ("timeout", "too slow")],
        *[("memory", "memory"), ("died", "died"), ("missing", "deleted")],
    ],
)
def test_what_became_of_an_answer_is_counted(three, state, heading):
    keep(three, "eve", answer("q1", 0, 2, state=state), answer("q2", 3, 3))
    assert Report(three).column("questions", heading) == {"q1": "1", "q2": "0"}


def test_a_question_that_waits_for_a_person_has_no_share_yet_and_stands_last(three):
    keep(three, "eve", answer("q1", 2, 2), answer("q2", None, 3))
    report = Report(three)
    assert list(report.column("questions", "earned, %").items()) == [("q1", "88"), ("q2", "")]
    assert report.column("questions", "waits") == {"q1": "0", "q2": "1"}
    assert "1 waits for a person" in report.said("overview")


def test_a_cell_without_points_is_no_question(three):
    keep(three, "eve", answer("key", 0, 0), answer("q1", 2, 2), answer("q2", 3, 3))
    assert set(Report(three).column("questions", "points")) == {"q1", "q2"}


def test_the_slowest_cell_is_named_by_its_place_if_it_has_no_name(three):
    cell = {"notebook": "ps", "name": "", "place": 4, "seconds": 9.5}
    named = cell | {"name": "q1-answer", "seconds": 1.25}
    keep(three, "eve", answer("q1", 2, 2), cells=[named, cell], peak_mb=530.0)
    report = Report(three)
    assert [row["cell"] for row in report.file("slowest")] == ["cell 5", "q1-answer"]
    assert "The slowest cell took 9.5 s: cell 5 of eve." in report.said("slowest")
    assert "took 530 MB of memory, the median one 100 MB" in report.said("slowest")


# Scores of any kind


@pytest.mark.parametrize(
    ("scores", "most", "lows", "counts"),
    [
        ([0, 1, 3, 3], 3, [0, 1, 2, 3], [1, 1, 0, 2]),
        ([7], 15, [0, 2, 4, 6, 8, 10, 12, 14, 15], [0, 0, 0, 1, 0, 0, 0, 0, 0]),
        (
            [0.5, 0.5],
            1,
            [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
            [0] * 5 + [2] + [0] * 5,
        ),
        ([99, 100, 120], 100, [*range(0, 100, 10), 100], [0] * 9 + [1, 2]),
        ([0, 0], 0, [0], [2]),
        ([], 15, [0, 2, 4, 6, 8, 10, 12, 14, 15], [0] * 9),
    ],
)
def test_scores_fall_into_few_steps_whatever_can_be_earned(scores, most, lows, counts):
    found = tables.distribution(pd.Series(scores, dtype=float), most)
    assert found["low"].tolist() == pytest.approx(lows)
    assert found["students"].tolist() == counts


@pytest.mark.parametrize("most", [0.25, 1, 7, 12, 13, 15, 37.5, 100, 1234, 10**7])
def test_there_are_never_more_than_twelve_steps_and_full_marks(most):
    assert len(tables.distribution(pd.Series([most / 2, most]), most)) <= 13


def test_steps_of_whole_points_are_named_from_one_to_another(three):
    keep(three, "eve", answer("q1", 14, 15))
    assert [row["score"] for row in Report(three).file("distribution")] == (
        ["0–1", "2–3", "4–5", "6–7", "8–9", "10–11", "12–13", "14", "15"]
    )


def test_a_class_of_one_and_a_class_of_equals_are_said_as_such(tmp_path):
    keep(tmp_path, "ann", answer("q1", 1, 2))
    assert "1 student has a score: 1 of 2 points." in Report(tmp_path).said("scores")
    keep(tmp_path, "bob", answer("q1", 1, 2))
    assert "All 2 students have the same score: 1 of 2" in Report(tmp_path).said("scores")


def test_a_class_of_which_nobody_could_be_graded_has_a_page_too(tmp_path):
    keep(tmp_path, "ann", state="unreadable", note="The file is empty.", score=None)
    report = Report(tmp_path)
    assert report.said("overview") == "0 of 1 student is graded. So there are no scores yet."
    assert report.column("overview", "figure")["mean score"] == ""
    assert report.column("states", "note") == {"ann": "The file is empty."}


# Mistakes


def test_a_sentence_that_differs_in_own_numbers_alone_is_one_mistake_with_who_met_it(three):
    keep(three, "eve", answer("q1", 2, 2), answer("q2", 0, 3, "Too few: 79%."))
    first, second, third = Report(three).file("mistakes")
    assert (first["what students were told"], first["who"]) == (
        "Too few: …%.",
        "ann (77); eve (79)",
    )
    assert (first["students"], first["%"]) == ("2", "50")
    assert (second["what students were told"], second["marked as"]) == ("Too few: 81%.", "partly")
    assert (third["question"], third["what students were told"]) == ("q1", "A half.")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("They differ by 0.3, and by 0.7.", "They differ by 0.4, and by 1.1.", True),
        ("It fell by 1,234 yuan.", "It fell by 95 yuan.", True),
        ("It would have shown −0.1 of −1.4.", "It would have shown −1.0 of −1.4.", True),
        ('"-0.78" is text.', '"12" is text.', True),
        ("你的分数是3分。", "你的分数是-12.5分。", True),
        ("That line holds: line 3.", "That line holds: line 4.", False),
        ("It measures gap 5 again.", "It measures gap 4 again.", False),
        ("That is 10 times too large.", "That is 100 times too large.", False),
        ("大了10倍。", "大了100倍。", False),
        ("name 'q1' is not defined", "name 'q2' is not defined", False),
        ("See question-1.", "See question-2.", False),
        ("Too few.", "Too many.", False),
    ],
)
def test_a_number_of_ones_own_is_told_from_a_number_that_is_a_name(one, other, same):
    assert (pattern(one)[0] == pattern(other)[0]) is same


def test_a_number_that_all_share_stays_in_the_sentence():
    kept, first = pattern("Of 95 % asked for, 3 are there.")
    _kept, second = pattern("Of 95 % asked for, 7 are there.")
    sentence, own = together(kept, [first, second])
    assert (sentence, own) == ("Of 95 % asked for, … are there.", ["3", "7"])


def test_of_a_cell_that_did_not_end_it_is_said_what_became_of_it(three):
    lost = answer("q1", 0, 2, "name 'x' is not defined", state="died")
    keep(three, "eve", lost, answer("q2", 3, 3))
    told = [row["what students were told"] for row in Report(three).file("mistakes")]
    assert "A cell ended the process in which it ran." in told
    assert "name 'x' is not defined" not in told


# What a person did


def test_marks_that_a_person_gave_and_late_penalties_count(three):
    with gradebook(three, {"q1": 2, "q2": 3}, "ann", "bob") as book:
        for student in ("ann", "bob"):
            for question in ("q1", "q2"):
                grade = book.find_grade(question, "ps", "ps", student)
                grade.auto_score, grade.needs_manual_grade = 1, False
        book.find_grade("q2", "ps", "ps", "ann").manual_score = 2.5
        book.find_submission("ps", "bob").notebooks[0].late_submission_penalty = 0.5
        book.db.commit()
    report = Report(three)
    assert report.column("scores", "score") == {"ann": "3.5", "bob": "1.5", "王小明": "5"}
    assert report.column("scores", "taken off for being late")["bob"] == "0.5"
    told = [(row["question"], row["what students were told"]) for row in report.file("mistakes")]
    assert ("q2", "Marked by a person.") in told
    assert ("q2", "Too few: 77%.") not in told


def test_a_mark_of_a_person_counts_also_where_the_file_was_unreadable(three):
    keep(three, "eve", state="unreadable", note="The file is empty.", score=0)
    with gradebook(three, {"q1": 2, "q2": 3}, "eve") as book:
        book.find_grade("q1", "ps", "ps", "eve").manual_score = 2
        book.db.commit()
    report = Report(three)
    assert report.column("overview", "figure")["mean score"] == "2.75"  # (1 + 3 + 5 + 2) / 4
    assert report.column("states", "state") == {"eve": "unreadable"}


def test_a_student_of_the_gradebook_who_handed_in_nothing_is_missing(three):
    gradebook(three, {"q1": 2}).add_student("zoe")
    assert Report(three).column("states", "note") == {"zoe": "Nothing was handed in."}


# Nobody is left out


def test_a_submission_that_is_not_graded_yet_is_counted_and_named(three):
    (three / "submitted" / "eve" / "ps").mkdir(parents=True)
    report = Report(three)
    assert report.column("overview", "figure")["not graded yet"] == "1"
    assert report.column("states", "state") == {"eve": "not graded yet"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "[" * 10**5, '{"state": "graded"}', '{"state": ["graded"]}'],
)
def test_a_damaged_record_is_counted_and_named(three, text):
    (three / ".grading" / "ps" / "ann.json").write_text(text, "utf-8")
    report = Report(three)
    assert report.column("overview", "figure")["damaged record"] == "1"
    assert "delete the file ann.json" in report.column("states", "note")["ann"]


@pytest.mark.parametrize(
    "part",
    [
        {"state": "excellent"},
        {"seconds": "long"},
        {"flags": ["tampered"]},
        {"questions": [{"name": "q1"}]},
        {"questions": [answer("q1", float("nan"), 2)]},
        {"questions": [answer("q1", 1, 2, state="splendid")]},
        {"cells": [3]},
    ],
)
def test_a_record_with_a_part_of_another_kind_is_damaged(three, part):
    path = three / ".grading" / "ps" / "ann.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | part), "utf-8")
    assert Report(three).column("states", "state") == {"ann": "damaged record"}


def test_a_write_that_was_cut_off_and_marks_that_were_not_saved_are_unfinished(three):
    keep(three, "eve", answer("q1", 2, 2), saved=False)
    (three / ".grading" / "ps" / "zoe.new").write_text('{"stud', "utf-8")
    assert Report(three).column("states", "state") == {"eve": "unfinished", "zoe": "unfinished"}


@pytest.mark.parametrize(("text", "signs"), [("[]", {"bob": "handed in again"}), ("{}", {})])
def test_other_files_after_grading_are_named_and_the_same_files_once_more_are_not(
    three, text, signs
):
    files, _why = handed_in(Course(three), "ps", "bob")
    keep(three, "bob", answer("q1", 2, 2), files=fingerprint(files))
    handed_in_again = three / "submitted" / "bob" / "ps" / "ps.ipynb"
    handed_in_again.write_text(text, "utf-8")
    later = time.time() + 60
    os.utime(handed_in_again, (later, later))
    assert Report(three).column("states", "signs") == signs


def test_an_assignment_that_was_edited_after_the_marks_is_said_once(three):
    (three / "source" / "ps").mkdir(parents=True)
    (three / "source" / "ps" / "ps.ipynb").write_text("{}", "utf-8")
    later = time.time() + 60
    os.utime(three / "source" / "ps" / "ps.ipynb", (later, later))
    report = Report(three)
    assert "edited after 3 of the marks" in report.said("overview")
    assert report.file("states") == []


def test_flags_and_repairs_want_a_look_and_are_explained(three):
    flags = {"identity": "student_id is 'demo'", "network": "socket.connect"}
    keep(three, "eve", answer("q1", 2, 2), flags=flags, repairs=["test-2 was missing"])
    report = Report(three)
    [row] = report.file("states")
    assert row["signs"] == "another id: student_id is 'demo'; network: socket.connect"
    assert row["repaired"] == "test-2 was missing"
    assert [each.get_text() for each in report.page.select("dt")] == ["another id", "network"]


def test_a_class_that_was_run_without_a_sandbox_is_told_so_once(three):
    for student in ("ann", "bob"):
        keep(three, student, answer("q1", 2, 2), isolated=False)
    report = Report(three)
    assert "2 submissions were run without a sandbox" in report.said("look")
    assert report.file("states") == []
    assert report.column("scores", "signs")["ann"] == "no sandbox"


def test_where_nothing_is_graded_it_says_what_to_type(tmp_path, capsys):
    told = ["report", "--course", str(tmp_path), "--assignment", "ps"]
    assert main(told) == 2
    said = capsys.readouterr().err
    assert 'Nothing of "ps" is graded yet. Type: python -m helpers.grading run --course' in said
    assert len(said.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"no gradebook"])
def test_a_gradebook_that_cannot_be_read_is_said_and_left_alone(three, data):
    (three / "gradebook.db").write_bytes(data)
    with pytest.raises(NotPossible, match="The gradebook cannot be read: "):
        write_report(Course(three), "ps")
    assert (three / "gradebook.db").read_bytes() == data


# What a student can do to it


@pytest.fixture
def hostile(three: Path) -> Path:
    """The class, and students who write markup, formulas and signs that are not seen."""
    keep(three, "<img src=x onerror=alert(1)>", answer("q1", 0, 2, SCRIPT))
    keep(three, '=HYPERLINK("x")', answer("q1", 0, 2, "=1+1 " + "long " * 500))
    keep(three, "-12", answer("q1", -1, 2, "@SUM(A1)"), score=-1)
    keep(three, "\u202eevil\x07" + "x" * 150, answer("q1", 0, 2, "a\x00b\x1b[31m\u200b"))
    spoilt = {"notebook": SCRIPT, "name": SCRIPT, "place": 0, "seconds": 3.0}
    seen = {"tampered": SCRIPT, SCRIPT: SCRIPT}
    keep(three, "eve", note=SCRIPT, repairs=[SCRIPT], flags=seen, cells=[spoilt])
    keep(three, "zoe", state="failed", note='Traceback (most\n  File "x"\nKeyError: 1')
    return three


def test_nothing_that_a_student_wrote_is_markup(hostile):
    page = Report(hostile).page
    assert page.find_all(["script", "img", "iframe", "object", "embed", "form"]) == []
    assert not [tag for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
    assert SCRIPT in page.get_text()
    assert "<img src=x onerror=alert(1)>" in page.get_text()


def test_no_sign_that_cannot_be_seen_and_no_text_without_end_is_on_the_page(hostile):
    text = Report(hostile).page.get_text()
    assert all(sign.isprintable() for sign in text if sign != "\n")
    assert max(map(len, text.splitlines())) < 500
    assert "ab[31m" in text


def test_a_spreadsheet_computes_nothing_of_it(hostile):
    report = Report(hostile)
    for path in report.path.parent.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        for row in report.file(path.stem):
            for value in row.values():
                assert not value.startswith(("=", "+", "@", "\t", "\r")), value
                assert not value.startswith("-") or float(value) < 0, value
    assert "'-12" in report.column("scores", "score")
    assert report.column("scores", "score")["'-12"] == "-1"


def test_of_an_account_of_an_error_the_last_line_is_shown(hostile):
    assert Report(hostile).column("states", "note")["zoe"] == "KeyError: 1"


# The page


def test_the_files_hold_what_the_page_shows(hostile):
    report = Report(hostile)
    for path in report.path.parent.glob("*.csv"):
        rows = [[value.lstrip("'") for value in row.values()] for row in report.file(path.stem)]
        shown = [[value.lstrip("'") for value in row] for row in report.shown(path.stem)]
        assert shown == rows, path.name


def test_the_page_needs_no_other_machine_and_is_small(hostile):
    report = Report(hostile)
    links = re.findall(r"""(?:src|href|action|data)\s*=\s*["']?([^"'> ]*)""", report.text)
    assert {link for link in links if not link.startswith("#")} == {
        path.name for path in report.path.parent.glob("*.csv")
    } | {"x"}  # of the student whose name is markup
    assert not re.search(r"https?:|url\(|@import|<link|<script", report.text)
    assert len(report.text) < 60_000


def test_every_table_has_a_caption_and_headings_for_a_screen_reader(hostile):
    page = Report(hostile).page
    assert len(page.find_all("table")) == 8
    for table in page.find_all("table"):
        assert table.caption.get_text()
        assert all(each.get("scope") == "col" for each in table.thead.find_all("th"))
        assert all(row.find("th").get("scope") for row in table.tbody.find_all("tr"))


def test_several_notebooks_are_told_apart(three):
    keep(three, "eve", answer("q1", 1, 2), answer("q1", 2, 2, notebook="more"))
    assert list(Report(three).column("questions", "right")) == ["ps: q2", "ps: q1", "more: q1"]


def test_the_page_is_there_in_chinese_too(hostile):
    helpers.language("zh")
    report = Report(hostile)
    assert report.page.html["lang"] == "zh"
    assert report.page.h1.get_text() == "班级报告：ps"
    assert "名学生中已评分" in report.said("overview")
    assert "王小明" in report.column("scores", "分数")
    shown = [each.get_text() for each in report.page.select("h2, caption, thead th, dt, nav a")]
    assert not [each for each in shown if re.search("[A-Za-z]{3}", each) and SCRIPT not in each]


# Files


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_in_the_course_changes_but_its_reports(three):
    gradebook(three, {"q1": 2, "q2": 3}, "ann").close()
    before = contents(three)
    write_report(Course(three), "ps")
    after = contents(three)
    reports = three / "reports" / "ps"
    assert {path: after[path] for path in before} == before
    assert {path.parent for path in set(after) - set(before)} == {reports}


def test_a_report_can_be_written_elsewhere(three, tmp_path_factory, capsys):
    to = tmp_path_factory.mktemp("elsewhere") / "new"
    told = ["report", "--course", str(three), "--assignment", "ps", "--to", str(to)]
    assert main(told) == 0
    assert capsys.readouterr().out.strip() == str(to / "ps.html")
    assert not (three / "reports").exists()


def test_a_report_that_cannot_be_written_leaves_the_old_one_whole(three):
    folder = write_report(Course(three), "ps").parent
    before = contents(folder)
    keep(three, "eve", answer("q1", 2, 2))
    (folder / ".ps.html.new").mkdir()
    with pytest.raises(NotPossible, match="The report cannot be written"):
        write_report(Course(three), "ps")
    (folder / ".ps.html.new").rmdir()
    assert contents(folder) == before


@pytest.mark.slow
@pytest.mark.skipif(bool(SANDBOX) and "CI" not in os.environ, reason=SANDBOX)
def test_a_class_that_was_really_graded_has_its_report(tmp_path):
    folder = tmp_path / "course"
    blank = graded_class.release(folder)
    right, wrong, endless = "total = 12", "total = 13", "while True: pass"
    for student, first in {"ann": right, "<b>bob": wrong, "eve": endless}.items():
        made = graded_class.filled(blank, first, *graded_class.RIGHT[1:])
        graded_class.hand_in(folder, student, made)
    graded_class.hand_in(folder, "zoe", b"")
    graded_class.grading(folder, "ps")
    later = time.time() + 60
    os.utime(folder / "submitted" / "ann" / "ps" / "ps.ipynb", (later, later))  # the same again
    command = [sys.executable, "-m", "helpers.grading", "report", "--course", str(folder)]
    subprocess.run([*command, "--assignment", "ps"], cwd=ROOT, check=True)
    report = Report(folder)
    assert report.column("scores", "score") == {"<b>bob": "4", "ann": "6", "eve": "4", "zoe": "0"}
    assert report.column("states", "state") == {"zoe": "unreadable"}
    assert {row["what students were told"]: row["who"] for row in report.file("mistakes")} == {
        "the total is twelve": "<b>bob",
        "A cell took longer than is allowed.": "eve",
    }
    assert report.file("slowest")[0]["cell"] == "answer-1"
    assert "without a sandbox" not in report.said("look")
