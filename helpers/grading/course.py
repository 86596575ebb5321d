"""An nbgrader course in a folder, with its own settings."""

import contextlib
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import DBAPIError, SAWarning
from traitlets.config import Config, PyFileConfigLoader

from helpers.grading.assignment import Assignment
from helpers.grading.errors import NotPossible
from helpers.grading.released import out_of_date, read_assignment

CONFIG = "nbgrader_config.py"


class Course:
    """A course's folders, settings and gradebook.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    NotPossible
        If there is no such folder, or its settings cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        # What nbgrader says to itself: of its own queries, and of errors that are raised too.
        warnings.simplefilter("ignore", SAWarning)
        logging.getLogger("tornado.application").setLevel(logging.CRITICAL)
        if not folder.is_dir():
            raise NotPossible(f"There is no folder {folder}.")
        self.root = folder.resolve()
        self.config = self._config()
        self.config.CourseDirectory.root = str(self.root)
        self.config.Application.log_level = "CRITICAL"
        self.directory = CourseDirectory(config=self.config)
        # nbgrader calls alembic by its name, also where no environment is active.
        beside = str(Path(sys.executable).parent)
        os.environ["PATH"] = os.pathsep.join([beside, os.environ.get("PATH", os.defpath)])

    def folder(self, step: str, student: str, assignment: str) -> Path:
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    def students(self, assignment: str) -> list[str]:
        """Return those who handed something in."""
        everybody = self.folder("submitted", "*", assignment).relative_to(self.root)
        place = everybody.parts.index("*")
        found = (path for path in self.root.glob(str(everybody)) if path.is_dir())
        return sorted({path.relative_to(self.root).parts[place] for path in found})

    def seconds(self) -> float:
        """Return the time for a cell that the course has set, or nbgrader's own 30."""
        return float(self.config.Execute.get("timeout", 30) or 30)

    def api(self) -> NbGraderAPI:
        return NbGraderAPI(config=self.config)

    @contextlib.contextmanager
    def book(self) -> Iterator[Gradebook]:
        """Open the gradebook.

        Raises
        ------
        NotPossible
            If another process keeps it, or it is none.
        """
        try:
            with Gradebook(self.directory.db_url, self.directory.course_id) as opened:
                yield opened
        except DBAPIError as error:
            told = f"The gradebook cannot be used: {error.orig}. What is marked is kept; run again."
            raise NotPossible(told) from error

    def assignment(self, name: str) -> Assignment:
        """Return an assignment, released anew where its source has other tests by now.

        Raises
        ------
        NotPossible
        """
        source = self.folder("source", ".", name)
        found = self._read(name)
        if found is None or out_of_date(found, source):
            if not source.is_dir():
                raise NotPossible(f'There is no assignment "{name}": no folder {source}.')
            self.release(name)
            found = self._read(name)
        if found is None:
            raise NotPossible(f'The gradebook has no assignment "{name}".')
        return found

    def release(self, name: str) -> None:
        """Have nbgrader make the students' version and save the tests in the gradebook."""
        with _quiet():
            told: dict[str, Any] = self.api().generate_assignment(name)
        if not told["success"]:
            said = (told.get("error") or told.get("log") or "").strip().splitlines()
            raise NotPossible(f'"{name}" cannot be released: {said[-1] if said else "no reason"}')

    def _read(self, name: str) -> Assignment | None:
        with self.book() as book:
            return read_assignment(book, self.directory, name)

    def _config(self) -> Config:
        if not (self.root / CONFIG).is_file():
            return Config()
        try:
            return PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()
        except Exception as error:
            raise NotPossible(f"{self.root / CONFIG} cannot be read: {error}") from error


def _quiet() -> contextlib.AbstractContextManager[Any]:
    return contextlib.redirect_stderr(open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123
