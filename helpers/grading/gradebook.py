"""nbgrader's gradebook: marks of many submissions in one transaction, as nbgrader saves them."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

Marks = dict[str, dict[str, Any]]


@contextlib.contextmanager
def transaction(book: Gradebook) -> Iterator[None]:
    """Let all that is saved meanwhile be saved together, or not at all.

    What nbgrader commits in between is kept in mind, so that it need not be read again.
    """
    with book.engine.begin() as connection:
        book.db.remove()
        book.db.configure(
            bind=connection, join_transaction_mode="rollback_only", expire_on_commit=False
        )
        try:
            yield
            book.db.flush()
        finally:
            book.db.remove()
            book.db.configure(
                bind=book.engine,
                join_transaction_mode="conditional_savepoint",
                expire_on_commit=True,
            )


def save(
    book: Gradebook,
    assignment: str,
    student: str,
    marks: dict[str, Marks],
    timestamp: datetime | None,
) -> bool:
    """Save what a submission's marked notebooks earn; say whether lateness is to be looked at.

    A mark that a person gave is kept, and shown to be looked at again, as nbgrader does. A
    notebook of the assignment that was not handed in earns nothing.

    Parameters
    ----------
    marks : dict of str to dict
        Of `helpers.grading.attempt.marks`, by notebook.
    """
    book.update_or_create_student(student)
    told = {"timestamp": timestamp} if timestamp else {}
    submission = book.update_or_create_submission(assignment, student, **told)
    for found in submission.notebooks:
        if found.name in marks:
            _save_notebook(found, **marks[found.name])
        else:
            for grade in found.grades:
                grade.auto_score, grade.needs_manual_grade = 0, False
    penalties = [each.late_submission_penalty for each in submission.notebooks]
    return submission.total_seconds_late > 0 or any(penalties)


def _save_notebook(
    found: Any, grades: dict[str, float | None], comments: dict[str, str | None]
) -> None:
    for grade in found.grades:
        grade.auto_score = grades[grade.name]
        read = grade.manual_score is not None or grade.auto_score is None
        grade.needs_manual_grade = read
    for comment in found.comments:
        comment.auto_comment = comments.get(comment.name)


def assign_penalty(
    book: Gradebook, config: Config, course: CourseDirectory, assignment: str, student: str
) -> None:
    """Let nbgrader's plugin take off what a late submission costs."""
    for notebook in book.find_submission(assignment, student).notebooks:
        resources = {
            "nbgrader": {
                "student": student,
                "assignment": assignment,
                "notebook": notebook.name,
                "db_url": course.db_url,
            }
        }
        AssignLatePenalties(config=config).preprocess(NotebookNode(cells=[]), resources)
    book.db.expire_all()
