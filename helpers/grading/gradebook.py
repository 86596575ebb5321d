"""nbgrader's gradebook: marks of many submissions in one transaction, as nbgrader saves them."""

import contextlib
from collections.abc import Container, Iterator
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, TaskCell
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
    """Save what a submission's marked notebooks earn; say whether it came late.

    A mark that a person gave is kept, and shown to be looked at again, as nbgrader does. A
    notebook of the assignment that was not handed in earns nothing. What was taken off for
    handing in late is given back; `assign_penalty` takes it off again.

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
    return bool(submission.total_seconds_late > 0)


def _save_notebook(
    found: Any, grades: dict[str, float | None], comments: dict[str, str | None]
) -> None:
    found.late_submission_penalty = None
    for grade in found.grades:
        read = grade.manual_score is not None
        if read and isinstance(grade.cell, TaskCell):
            continue  # nbgrader asks nobody to look at a task again
        grade.auto_score = grades.get(grade.name, 0.0)
        grade.needs_manual_grade = read or grade.auto_score is None
    for comment in found.comments:
        comment.auto_comment = comments.get(comment.name)


def assign_penalty(
    book: Gradebook,
    config: Config,
    course: CourseDirectory,
    assignment: str,
    student: str,
    handed_in: Container[str],
) -> None:
    """Let nbgrader's plugin take off what a late submission costs, of notebooks handed in."""
    for notebook in book.find_submission(assignment, student).notebooks:
        if notebook.name not in handed_in:
            continue
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
