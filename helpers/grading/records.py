"""What is kept of each submission, so that a run that was killed goes on where it was.

A record is written to ``.grading/ASSIGNMENT/STUDENT.json`` as soon as a submission is marked,
with its notebooks in it, and once more, without them, when the gradebook has its marks. A
record that the machine lost is no loss: that submission is marked again.
"""

import contextlib
import json
import shutil
from collections.abc import Iterator
from typing import Any

from filelock import FileLock, Timeout

from helpers.grading.course import Course
from helpers.grading.errors import NotPossible
from helpers.grading.files import merged, write_files
from helpers.grading.folder import read_files

NEEDED = {"student", "state", "digest", "saved", "isolated"}


class Records:
    """The records of one assignment, and the marked notebooks that belong to them.

    Parameters
    ----------
    course : Course
    assignment : str
    """

    def __init__(self, course: Course, assignment: str) -> None:
        self._course, self._assignment = course, assignment
        self._folder = course.root / ".grading" / assignment

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other run write here meanwhile.

        Raises
        ------
        NotPossible
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._folder / "lock", blocking=False):
                yield
        except Timeout:
            told = f'Another run is grading "{self._assignment}" in this course: wait for it.'
            raise NotPossible(told) from None

    def kept(self, student: str) -> dict[str, Any] | None:
        """Return the record of an earlier run, if it can be read."""
        try:
            told = json.loads((self._folder / f"{student}.json").read_text(encoding="utf-8"))
            return told if isinstance(told, dict) and set(told) >= NEEDED else None
        except (OSError, ValueError):
            return None

    def keep(self, record: dict[str, Any]) -> None:
        """Write a record in one piece, or not at all."""
        path = self._folder / f"{record['student']}.json"
        unfinished = path.with_suffix(".new")
        unfinished.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(path)

    def lay_out(self, record: dict[str, Any], files: dict[str, str]) -> None:
        """Write the marked notebooks, and files beside them, where nbgrader looks for them."""
        there = self._course.folder("autograded", record["student"], self._assignment)
        new = there.with_name(f".{there.name}.new")
        for old in (new, there):
            shutil.rmtree(old, ignore_errors=True)
        if not record["notebooks"]:
            return
        new.mkdir(parents=True)
        come_from = self._course.folder("submitted", record["student"], self._assignment)
        ignored = [*self._course.directory.ignore, "*.ipynb"]
        write_files(merged(read_files(come_from, ignored), files), new)
        for name, text in record["notebooks"].items():
            (new / f"{name}.ipynb").write_text(text, encoding="utf-8")
        for path in new.rglob("*"):
            if path.is_file():
                path.chmod(0o444)
        new.replace(there)

    def laid_out(self, student: str) -> bool:
        """Say whether the marked notebooks are there."""
        return self._course.folder("autograded", student, self._assignment).is_dir()
