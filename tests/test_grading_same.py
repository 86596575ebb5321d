"""The engine gives what nbgrader's own autograde gives, question by question and word for word.

Every class here is graded twice, by nbgrader and by the engine, each in a folder of its own.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import graded_class
import ordinary_assignment as ordinary
import pytest
from assignments import ASSIGNMENTS, ROOT, WORDS, read_by_a_person
from bs4 import BeautifulSoup
from marked_class import Class, Course, in_folder, nbgrader_at_work, new_course
from nbgrader.api import Gradebook
from test_assignments_nbgrader import hand_in_half_and_spoilt

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:.*:nbformat.warnings.MissingIDFieldWarning"),
]
LETTER = "差距变大,不一定是服务变差了。"
RIGHT, BLANK, MISTAKEN, HALF, SPOILT = "王小明", "s-03", "s-05", "s-02", "s-04"


class Twice(NamedTuple):
    """The same course twice: graded by nbgrader, and by the engine."""

    theirs: Course
    ours: Course

    def grade(self, word: str) -> str:
        """Grade an assignment in both, and write the pages; return what the engine said."""
        self.theirs.mark_all(word)
        done = graded_class.command(self.ours.folder, word, "--report", str(self.report(word)))
        assert done.returncode in (0, 1), done.stderr
        for course in self:
            course.write_pages(word)
        return done.stderr

    def report(self, word: str) -> Path:
        return self.ours.folder / f"{word}.json"


def gradebook(course: Course) -> Gradebook:
    return Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}")


def marks(course: Course, word: str, student: str) -> dict[str, Any]:
    """Return all that the gradebook holds of a submission, by notebook and cell."""
    with gradebook(course) as book:
        found = book.find_submission(word, student)
        return {"score": found.score, "most": found.max_score, "at": found.timestamp} | {
            notebook.name: {
                "penalty": notebook.late_submission_penalty,
                "failed": notebook.failed_tests,
                "waits": notebook.needs_manual_grade,
            }
            | {each.name: _mark(each) for each in notebook.grades}
            | {f"{each.name} comment": _comment(each) for each in notebook.comments}
            for notebook in found.notebooks
        }


def _mark(grade: Any) -> tuple[Any, ...]:
    given = (grade.auto_score, grade.manual_score, grade.extra_credit)
    return (*given, grade.score, grade.needs_manual_grade)


def _comment(comment: Any) -> tuple[Any, ...]:
    return comment.auto_comment, comment.manual_comment, comment.comment


def pages(course: Course, word: str, student: str) -> dict[str, list[str]]:
    """Return what the pages of a student say of points, in all and of each question."""
    return {
        path.name: [
            " ".join(part.get_text(" ").split())
            for part in BeautifulSoup(path.read_text("utf-8"), "html.parser").select(
                "main > p:first-of-type, main > table:first-of-type, .mark, .comment"
            )
        ]
        for path in sorted((course.folder / "feedback" / student / word).glob("*.html"))
    }


def require_the_same(twice: Twice, word: str, student: str) -> None:
    assert marks(twice.ours, word, student) == marks(twice.theirs, word, student)
    said = pages(twice.theirs, word, student)
    assert pages(twice.ours, word, student) == said
    assert said


# The assignments of the course

STUDENTS = {word: [RIGHT, BLANK, MISTAKEN] for word in WORDS}
STUDENTS["servqual"] += [HALF, SPOILT]


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    """Yield the course with each of its assignments handed in by three students, or five."""
    folder, again = (tmp_path_factory.mktemp(name) / "course" for name in ("theirs", "ours"))
    folder.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    with new_course(folder) as course:
        classes = [course.release(word) for word in WORDS]
        for each in classes:
            hand_in(each)
        shutil.copytree(folder, again, ignore=shutil.ignore_patterns("gradebook.db"))
        twice = Twice(course, in_folder(again))
        for word in WORDS:
            twice.grade(word)
        yield twice


def hand_in(course: Class) -> None:
    """Hand in one right submission, one blank, one with a known mistake in each question."""
    word = course.word
    letters = dict.fromkeys(read_by_a_person(word), LETTER)
    course.submit(RIGHT, ASSIGNMENTS[word].answers(RIGHT), letters)
    course.submit(BLANK, {})
    known = list(ASSIGNMENTS[word].mistakes(MISTAKEN))
    known.sort(key=lambda mistake: mistake[2])  # of each question the one that earns most
    course.submit(MISTAKEN, {question: given for question, given, _points, _words in known})
    if word == "servqual":
        hand_in_half_and_spoilt(course)


@pytest.mark.parametrize(
    ("word", "student"), [(word, student) for word in WORDS for student in STUDENTS[word]]
)
def test_an_assignment_of_the_course_earns_the_same_points_and_sentences(chapters, word, student):
    require_the_same(chapters, word, student)


@pytest.mark.parametrize("word", WORDS)
def test_the_report_says_of_each_question_what_the_gradebook_says(chapters, word):
    report = json.loads(chapters.report(word).read_text("utf-8"))
    assert [each["student"] for each in report["submissions"]] == sorted(STUDENTS[word])
    for told in report["submissions"]:
        held = marks(chapters.ours, word, told["student"])
        earned = {each["name"]: each["points"] for each in told["questions"]}
        assert told["score"] == held["score"]
        assert earned == {name: held[word][name][0] for name in earned}
        waiting = [name for name, mark in held[word].items() if is_waiting(mark)]
        assert sorted(told["waiting"]) == sorted(waiting)


def is_waiting(mark: Any) -> bool:
    return isinstance(mark, tuple) and len(mark) == 5 and mark[-1]


@pytest.mark.parametrize("word", WORDS)
def test_known_mistakes_earn_part_of_the_points_in_every_assignment(chapters, word):
    earned = marks(chapters.ours, word, MISTAKEN)["score"]
    assert 0 < earned < marks(chapters.ours, word, RIGHT)["score"]


# An assignment that is not the course's

DUE = "2024-05-01 12:00:00"
IN_TIME, LATE, LATER = "2024-05-01 09:00:00", "2024-05-01 16:30:00", "2024-05-03 12:00:00"
MUCH_LATER = "2024-06-01 12:00:00"
SETTINGS = """from nbgrader.plugins import LateSubmissionPlugin


class HalfAPointAnHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600 / 2 if total_seconds_late < 1_000_000 else None


c = get_config()
c.AssignLatePenalties.plugin_class = HalfAPointAnHour
c.GenerateFeedback.exporter_class = "helpers.grading.feedback.FeedbackPage"
"""
TEXTS = {"letter": LETTER, "plan": "plan = 2", "sum-up": "sum_up = 3"}
READ_ONLY = ("late", "in-time", "forgiven", "early")  # these hand in the second notebook alone


class Graded(NamedTuple):
    """The assignment that is not the course's, graded twice, and what the engine said of it."""

    twice: Twice
    said: str


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    """Yield the class graded for the first time."""
    folder, again = (tmp_path_factory.mktemp(name) / "course" for name in ("theirs", "ours"))
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(SETTINGS, "utf-8")
    ordinary.write_source(folder)
    with nbgrader_at_work(folder):
        course = in_folder(folder)
        course.release(ordinary.NAME)
        with gradebook(course) as book:
            book.update_or_create_assignment(ordinary.NAME, duedate=DUE)
        hand_in_ordinary(folder)
        shutil.copytree(folder, again)
        twice = Twice(course, in_folder(again))
        yield Graded(twice, twice.grade(ordinary.NAME))


def hand_in_ordinary(folder: Path) -> None:
    """Hand in answers of each kind, and what comes late or in part."""
    works = {each: ordinary.Work(folder, each) for each in (*ordinary.ANSWERS, *READ_ONLY)}
    for student in ordinary.ANSWERS:
        works[student].answers(student)
    works["wrong"].hand_in("texts", {"letter": "*", "sum-up": "sum_up = 4"})
    works["other"].hand_in("texts", {})
    for student in ("right", *READ_ONLY):
        works[student].hand_in("texts", TEXTS)
    times = {"right": IN_TIME, "wrong": LATER, "other": LATE}
    times |= {"late": LATE, "in-time": IN_TIME, "forgiven": MUCH_LATER, "early": IN_TIME}
    for student, time in times.items():
        works[student].at(time)


@pytest.mark.parametrize("student", [*ordinary.ANSWERS, *READ_ONLY])
def test_tests_of_other_kinds_give_the_same_points_and_words(first, student):
    require_the_same(first.twice, ordinary.NAME, student)


@pytest.mark.parametrize("student", ordinary.ANSWERS)
def test_tests_of_other_kinds_give_the_points_that_stand_beside_them(first, student):
    told = marks(first.twice.ours, ordinary.NAME, student)["tests"]
    wanted = ordinary.in_all(student)
    assert {name: told[name][0] for name in wanted} == wanted


def test_tests_run_inside_only_where_they_ask_for_more_than_plain_values(first):
    [said] = [line for line in first.said.splitlines() if line.strip().startswith("tests: ")]
    named = said.strip().removeprefix("tests: ").partition(" asks for")[0].split(", ")
    assert named == [name for name, each in ordinary.QUESTIONS.items() if each.inside]


def test_what_comes_late_costs_what_the_courses_own_rule_says(first):
    found = {
        student: marks(first.twice.ours, ordinary.NAME, student)["texts"]["penalty"]
        for student in ("right", "wrong", "late", "in-time", "forgiven")
    }
    assert found == {"right": None, "wrong": 0, "late": 1, "in-time": None, "forgiven": None}


# The same class after a person has read it, and some have handed in again

AGAIN = ("right", "late", "in-time", "forgiven")
READ = {
    "right": {"letter": (3, None), "plan": (1, 0.5)},
    "other": {"plan": (2, None), "blueprint": (4, None)},
    "late": {"letter": (2, 1), "blueprint": (3, None), "sum": (0, None)},
    "in-time": {"sum": (None, 2)},
    "forgiven": {"letter": (1, None)},
    "early": {"letter": (2, None)},
}


@pytest.fixture(scope="module")
def second(first: Graded, tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """Return the class graded again, in folders of its own."""
    folder = tmp_path_factory.mktemp("again")
    for course, name in zip(first.twice, ("theirs", "ours"), strict=True):
        shutil.copytree(course.folder, folder / name)
        read_and_marked(in_folder(folder / name))
        hand_in_again(folder / name)
    twice = Twice(in_folder(folder / "theirs"), in_folder(folder / "ours"))
    for student in AGAIN:
        twice.theirs.mark(ordinary.NAME, student)
    graded_class.command(twice.ours.folder, ordinary.NAME)
    for course in twice:
        course.write_pages(ordinary.NAME)
    return twice


def read_and_marked(course: Course) -> None:
    """Give what a person gives in formgrader: points, extra points and a comment."""
    with gradebook(course) as book:
        for student, given in READ.items():
            for name, (points, extra) in given.items():
                grade = book.find_grade(name, "texts", ordinary.NAME, student)
                grade.manual_score, grade.extra_credit = points, extra
                grade.needs_manual_grade = False
            comment = book.find_comment("letter", "texts", ordinary.NAME, student)
            comment.manual_comment = "You write *well*."
        book.db.commit()


def hand_in_again(folder: Path) -> None:
    """Hand in another letter in time, the same late, a blank one, and one notebook less."""
    ordinary.Work(folder, "late").hand_in("texts", TEXTS | {"letter": "Another letter."})
    ordinary.Work(folder, "late").at(IN_TIME)
    ordinary.Work(folder, "in-time").at(LATER)
    ordinary.Work(folder, "forgiven").hand_in("texts", {})
    ordinary.Work(folder, "right").withdraw("texts")


@pytest.mark.parametrize("student", READ)
def test_what_a_person_gave_is_kept_when_work_is_handed_in_again(second, student):
    require_the_same(second, ordinary.NAME, student)
    told = marks(second.ours, ordinary.NAME, student)["texts"]
    given = {name: told[name][1:3] for name in READ[student]}
    assert given == READ[student]


def test_what_a_person_gave_is_to_be_looked_at_again_when_the_work_has_changed(second):
    waits = {
        student: [marks(second.ours, ordinary.NAME, student)["texts"][name][-1] for name in given]
        for student, given in READ.items()
    }
    assert waits["late"] == [True, False, True]  # nbgrader asks nobody to look at a task again
    assert not any(waits["other"] + waits["early"])


def test_a_penalty_goes_when_work_is_handed_in_again_in_time_and_comes_when_it_is_late(second):
    late, in_time = (
        marks(second.ours, ordinary.NAME, each)["texts"]["penalty"] for each in ("late", "in-time")
    )
    assert late is None
    assert in_time > 0
