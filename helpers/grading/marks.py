"""The marks in the gradebook, looked up and never touched: a person may be marking meanwhile."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Engine, create_engine, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from helpers.grading.course import Course
from helpers.grading.errors import NotPossible


class Mark(NamedTuple):
    """Points for a question; None as long as a person has not read it."""

    points: float | None
    max_points: float
    by_hand: bool


@dataclass
class Marks:
    """What the gradebook has of one submission.

    Attributes
    ----------
    max_score : float
    penalty : float
        Points taken off for handing in late.
    waits : bool
        Whether a person is to read it, or to look at a mark again.
    questions : dict
        By notebook and question.
    """

    max_score: float
    penalty: float
    waits: bool = False
    questions: dict[tuple[str, str], Mark] = field(default_factory=dict)

    @property
    def score(self) -> float:
        earned = sum(mark.points or 0 for mark in self.questions.values())
        return max(0.0, earned - self.penalty)

    @property
    def by_hand(self) -> bool:
        return any(mark.by_hand for mark in self.questions.values())


class Book(NamedTuple):
    """Marks by student, and everybody whom the gradebook knows."""

    marks: dict[str, Marks]
    students: set[str]


def read_book(course: Course, assignment: str) -> Book:
    """Return the marks of an assignment, with manual marks and late penalties.

    Raises
    ------
    NotPossible
        If the gradebook cannot be read.
    """
    engine = _read_only(course.directory.db_url)
    if engine is None:
        return Book({}, set())
    try:
        with Session(engine) as session:
            students = set(session.scalars(select(Student.id)))
            return Book(_marks(session, assignment), students)
    except SQLAlchemyError as error:
        said = getattr(error, "orig", None) or error
        raise NotPossible(f"The gradebook cannot be read: {said}") from error
    finally:
        engine.dispose()


def _read_only(address: str) -> Engine | None:
    """Return an engine that cannot write, where the gradebook is a file; None if it is not there.

    nbgrader's own `Gradebook` makes tables and a course when it is opened.
    """
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or not url.database:
        return create_engine(address)
    path = Path(url.database).absolute()
    if not path.is_file():
        return None
    where = f"{path.as_uri()}?mode=ro"
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(where, uri=True))


def _marks(session: Session, assignment: str) -> dict[str, Marks]:
    found = dict[str, Marks]()
    submissions = select(
        SubmittedAssignment.student_id,
        SubmittedAssignment.max_score,
        SubmittedAssignment.late_submission_penalty,
    ).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
    for student, most, penalty in session.execute(submissions.where(Assignment.name == assignment)):
        found[student] = Marks(float(most or 0), float(penalty or 0))
    for student, marks in _grades(session, assignment).items():
        for notebook, question, mark, waits in marks:
            found[student].questions[notebook, question] = mark
            found[student].waits |= waits
    return found


def _grades(session: Session, assignment: str) -> dict[str, list[tuple[str, str, Mark, bool]]]:
    asked = (
        select(
            *(SubmittedAssignment.student_id, Notebook.name, BaseCell.name),
            *(Grade.auto_score, Grade.manual_score, Grade.score, Grade.max_score),
            Grade.needs_manual_grade,
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
    )
    found = defaultdict(list)
    for student, notebook, question, by_rule, by_hand, score, most, waits in session.execute(asked):
        points = None if by_rule is None and by_hand is None else float(score)
        mark = Mark(points, float(most or 0), by_hand is not None)
        found[student].append((notebook, question, mark, bool(waits)))
    return found
