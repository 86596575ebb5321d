"""A class: who is to be graded, what a run has found, and what a person has marked since."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from shlex import quote

from helpers.grading.course import Course
from helpers.grading.errors import NotPossible
from helpers.grading.files import fingerprint
from helpers.grading.marks import Mark, Marks, read_book
from helpers.grading.report.records import WAITING, Answer, Record, read_record
from helpers.grading.submitted import handed_in as files_of
from helpers.locale import gettext as _

LOST = ("wrong", "blank", "error", "timeout", "memory", "died", "missing")


@dataclass(frozen=True)
class Submission:
    """All that is known of one student's work.

    Attributes
    ----------
    state : str
        As a run gave it; or ``ungraded``, ``unfinished`` (a run was stopped before the marks
        were saved), ``damaged`` (its record cannot be read).
    score, max_score : float or None
        With manual marks and after what was taken off for handing in late.
    by_hand : bool
        Whether a person has marked any of it.
    outdated : tuple of str
        ``changed`` if other files were handed in after the record, ``tests_newer`` if the
        assignment's source was written after it, be it for the prose alone.
    """

    student: str
    state: str
    record: Record | None = None
    note: str = ""
    score: float | None = None
    max_score: float | None = None
    penalty: float = 0
    waits: bool = False
    by_hand: bool = False
    outdated: tuple[str, ...] = ()
    answers: list[Answer] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether its score is part of the class's."""
        return self.score is not None and (self.state == "graded" or self.by_hand)


def everybody(course: Course, assignment: str) -> list[Submission]:
    """Return every student who handed in, was graded, or stands in the gradebook.

    Raises
    ------
    NotPossible
        If nothing of the assignment is graded yet, or the gradebook cannot be read.
    """
    folder = course.root / ".grading" / assignment
    paths = {path.stem: path for path in folder.glob("*.json")}
    if not paths:
        raise NotPossible(
            f'Nothing of "{assignment}" is graded yet. Type: python -m helpers.grading run '
            f"--course {quote(str(course.root))} --assignment {quote(assignment)}"
        )
    cut_off = {path.stem for path in folder.glob("*.new")}
    book = read_book(course, assignment)
    handed_in = set(course.students(assignment))
    found = []
    for student in sorted({*paths, *cut_off, *handed_in, *book.students, *book.marks}):
        if student in paths:
            made = _recorded(course, assignment, student, paths[student])
        else:
            made = _unrecorded(student, student in cut_off, student in handed_in)
        found.append(_with_marks(made, book.marks.get(student)))
    return found


def _recorded(course: Course, assignment: str, student: str, path: Path) -> Submission:
    record = read_record(path)
    if record is None:
        note = _("Its record cannot be read: delete the file {name}, and grade again.")
        return Submission(student, "damaged", note=note.format(name=path.name))
    if record.state == "graded" and not record.saved:
        note = _("Grading was stopped before the marks were saved: grade again.")
        return Submission(student, "unfinished", record, note)
    kept = path.stat().st_mtime
    newer = {
        "changed": _newest(course.folder("submitted", student, assignment)) > kept
        and record.files != fingerprint(files_of(course, assignment, student)[0]),
        "tests_newer": _newest(course.folder("source", ".", assignment)) > kept,
    }
    return Submission(
        student,
        record.state,
        record,
        record.note,
        record.score,
        record.max_score,
        waits=any(each.state == WAITING for each in record.answers),
        outdated=tuple(name for name, is_newer in newer.items() if is_newer),
        answers=record.answers,
    )


def _unrecorded(student: str, cut_off: bool, handed_in: bool) -> Submission:
    if cut_off:
        note = _("Grading was stopped before the marks were saved: grade again.")
        return Submission(student, "unfinished", note=note)
    if handed_in:
        note = _("It was handed in and is not graded yet.")
        return Submission(student, "ungraded", note=note)
    return Submission(student, "missing", note=_("Nothing was handed in."))


def _with_marks(made: Submission, marks: Marks | None) -> Submission:
    """Return a submission with what the gradebook has of it, which goes before its record."""
    if marks is None:
        return made
    known = {(each.notebook, each.question): each for each in made.answers}
    answers = [_marked(known.get(place), *place, mark) for place, mark in marks.questions.items()]
    return replace(
        made,
        score=marks.score,
        max_score=marks.max_score,
        penalty=marks.penalty,
        waits=marks.waits,
        by_hand=marks.by_hand,
        answers=answers,
    )


def _marked(told: Answer | None, notebook: str, question: str, mark: Mark) -> Answer:
    """Return an answer with the gradebook's points, and a state that fits them."""
    state = told.state if told else ""
    if mark.points is None:
        state = WAITING
    elif mark.points >= mark.max_points:
        state = "right"
    elif mark.points > 0:
        state = "partly"
    elif state not in LOST:
        state = "wrong"
    message = told.message if told and told.state != WAITING else ""
    if mark.by_hand:
        message = _("Marked by a person.")
    return Answer(notebook, question, state, mark.points, mark.max_points, message)


def _newest(folder: Path) -> float:
    """Return when the newest file in a folder was written; 0 if there is none."""
    times = (path.lstat().st_mtime for path in folder.rglob("*") if not path.is_dir())
    return max(times, default=0.0)
