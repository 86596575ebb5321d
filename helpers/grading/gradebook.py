"""nbgrader's gradebook: marks of a submission in one transaction, as nbgrader saves them."""

import contextlib
from collections.abc import Container, Iterator
from datetime import datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, determine_grade, is_task
from traitlets.config import Config


@contextlib.contextmanager
def transaction(book: Gradebook) -> Iterator[None]:
    """Let all that is saved meanwhile be saved together, or not at all."""
    with book.engine.begin() as connection:
        book.db.remove()
        book.db.configure(bind=connection, join_transaction_mode="rollback_only")
        try:
            yield
            book.db.flush()
        finally:
            book.db.remove()
            book.db.configure(bind=book.engine, join_transaction_mode="conditional_savepoint")


def save(
    book: Gradebook,
    assignment: str,
    student: str,
    notebooks: dict[str, NotebookNode],
    timestamp: datetime | None,
) -> None:
    """Save what a submission's marked notebooks earn.

    A mark that a person gave is kept, and shown to be looked at again, as nbgrader does. A
    notebook of the assignment that was not handed in earns nothing. What was taken off for
    handing in late is given back; `assign_penalty` takes it off again.
    """
    with transaction(book):
        book.update_or_create_student(student)
        told = {"timestamp": timestamp} if timestamp else {}
        submission = book.update_or_create_submission(assignment, student, **told)
        for found in submission.notebooks:
            if found.name in notebooks:
                _save_notebook(found, notebooks[found.name])
            else:
                for grade in found.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False


def _save_notebook(found: Any, notebook: NotebookNode) -> None:
    found.late_submission_penalty = None
    cells = {
        cell.metadata.nbgrader["grade_id"]: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    for grade in found.grades:
        cell = cells[grade.name]
        read = grade.manual_score is not None
        if is_task(cell) and read:
            continue  # nbgrader asks nobody to look at a task again
        grade.auto_score = None if is_task(cell) else determine_grade(cell)[0]
        grade.needs_manual_grade = read or grade.auto_score is None
    for comment in found.comments:
        cell = cells.get(comment.name)
        unchanged = cell is not None and cell.metadata.nbgrader["checksum"] == compute_checksum(
            cell
        )
        comment.auto_comment = "No response." if unchanged and not is_task(cell) else None


def assign_penalty(
    config: Config,
    course: CourseDirectory,
    found: SubmittedAssignment,
    student: str,
    handed_in: Container[str],
) -> None:
    """Let nbgrader's plugin take off what a late submission costs, of notebooks handed in."""
    for notebook in found.notebooks:
        if notebook.name not in handed_in:
            continue
        resources = {
            "nbgrader": {
                "student": student,
                "assignment": found.assignment.name,
                "notebook": notebook.name,
                "db_url": course.db_url,
            }
        }
        AssignLatePenalties(config=config).preprocess(NotebookNode(cells=[]), resources)
