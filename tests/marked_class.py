"""A course of its own in a folder: assignments released, work handed in, marks and pages made."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from assignments import ASSIGNMENTS, ROOT, cells
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader


class Class(NamedTuple):
    """One assignment in a course, and what its students handed in and got back."""

    folder: Path
    word: str

    @property
    def gradebook(self) -> str:
        return f"sqlite:///{self.folder / 'gradebook.db'}"

    def notebook(self, step: str, student: str = ".") -> NotebookNode:
        path = self.folder / step / student / self.word / f"{self.word}.ipynb"
        return nbformat.read(path, as_version=4)

    def outputs(self, student: str) -> list[NotebookNode]:
        notebook = self.notebook("autograded", student)
        return [output for cell in notebook.cells for output in cell.get("outputs", [])]

    def scores(self, student: str) -> dict[str, float]:
        with Gradebook(self.gradebook) as book:
            grades = book.find_submission_notebook(self.word, self.word, student).grades
            return {grade.name: grade.score for grade in grades}

    def page_path(self, student: str) -> Path:
        return self.folder / "feedback" / student / self.word / f"{self.word}.html"

    def page(self, student: str) -> BeautifulSoup:
        text = self.page_path(student).read_text(encoding="utf-8")
        return BeautifulSoup(text, "html.parser")

    def said(self, student: str) -> dict[str, str]:
        """Return the points and the sentence that the page has for each question."""
        marks = self.page(student).select(".mark")
        return {mark["id"]: " ".join(mark.get_text(" ").split()) for mark in marks}

    def submit(
        self, student: str, given: dict[str, Any], letters: dict[str, str] | None = None
    ) -> NotebookNode:
        """Hand in answers by question, and texts by the name of their cell."""
        notebook = self.notebook("release")
        if given:
            first = next(cell for cell in notebook.cells if cell.cell_type == "code")
            first.source = f'student_id = " {student.upper()} "'
        known = cells(notebook)
        for question, answer in given.items():
            blank = ASSIGNMENTS[self.word].BLANKS[question]
            cell = next(each for each in known.values() if each.source.startswith(f"{blank} = ..."))
            cell.source = f"{blank} = {answer!r}"
        for name, text in (letters or {}).items():
            known[name].source = text
        self.write(student, notebook)
        return notebook

    def write(self, student: str, notebook: NotebookNode) -> None:
        folder = self.folder / "submitted" / student / self.word
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / f"{self.word}.ipynb")


class Course(NamedTuple):
    """The folder of a course, and nbgrader at work in it."""

    folder: Path
    grader: NbGraderAPI

    def release(self, word: str) -> Class:
        _done(self.grader.generate_assignment(word))
        return Class(self.folder, word)

    def mark(self, word: str, student: str) -> None:
        _done(self.grader.autograde(word, student))
        _done(self.grader.generate_feedback(word, student))

    def mark_all(self, word: str) -> None:
        """Mark what everybody has handed in of an assignment."""
        _done(self.grader.autograde(word, "*"))

    def write_pages(self, word: str) -> None:
        _done(self.grader.generate_feedback(word))


@contextmanager
def new_course(folder: Path) -> Iterator[Course]:
    """Yield a course that holds every assignment and the project's own settings alone."""
    shutil.copytree(ROOT / "notebooks" / "assignments", folder / "notebooks" / "assignments")
    with nbgrader_at_work(folder):
        yield in_folder(folder, ROOT)


@contextmanager
def nbgrader_at_work(folder: Path) -> Iterator[None]:
    """Let nbgrader find its own commands, and no settings of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"])
        patch.setenv("JUPYTER_CONFIG_DIR", str(folder / "settings"))
        patch.setenv("COURSE_LANG", "en")
        yield


def in_folder(folder: Path, settings: Path | None = None) -> Course:
    """Return the course of a folder, with the settings that stand there or in another."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(settings or folder)).load_config()
    config.CourseDirectory.root = str(folder)
    config.Application.log_level = "ERROR"
    return Course(folder, NbGraderAPI(config=config))


def _done(result: dict[str, Any]) -> None:
    assert result["success"], result.get("error") or result.get("log")
