"""A whole class: what is to be done, who does it, and what is kept so that nothing is lost.

Each submission's record is written before anything else is touched, then its notebooks, then
the gradebook, for several submissions in one transaction, then the records once more as saved.
A run that is killed at any point goes on from there.
"""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, Protocol

from nbgrader.api import Gradebook, MissingEntry

from helpers.grading.assignment import Assignment, read_files
from helpers.grading.course import Course
from helpers.grading.gradebook import assign_penalty, save, transaction
from helpers.grading.records import Records
from helpers.grading.work import empty

MOST_BYTES = 24 * 1024 * 1024
# Submissions in one transaction, and the seconds after which fewer will do.
TOGETHER, SOON = 16, 1.0
Record = dict[str, Any]


class Hands(Protocol):
    """Those who mark: workers on this machine, or a cluster's."""

    @property
    def count(self) -> int:
        """How many submissions are marked at a time."""

    def submit(self, student: str, files: dict[str, str]) -> Future[Record]:
        """Hand in a submission."""


class Supervisor:
    """Grades the submissions of one assignment.

    Parameters
    ----------
    course : Course
    assignment : Assignment
    limits : list
        Of which other values ask for other marks.
    """

    def __init__(self, course: Course, assignment: Assignment, limits: list[float]) -> None:
        self._course, self._assignment = course, assignment
        self._records = Records(course, assignment.name)
        self._version = json.dumps([assignment.digest(), *limits])

    def students(self, only: list[str]) -> list[str]:
        """Return those who handed something in, or those asked for."""
        everybody = self._course.folder("submitted", "*", self._assignment.name)
        pattern = everybody.relative_to(self._course.root)
        place = pattern.parts.index("*")
        found = {
            path.relative_to(self._course.root).parts[place]
            for path in self._course.root.glob(str(pattern))
            if path.is_dir()
        }
        return sorted(only or found)

    def grade(self, students: list[str], hands: Hands, told: Callable[[Record], None]) -> None:
        """Grade whoever is not graded yet; tell of each record as it is finished."""
        with self._records.alone(), self._course.book() as book:
            finished, since = list[Record](), time.monotonic()
            for record in self._records_of(book, students, hands):
                finished.append(record)
                if len(finished) >= TOGETHER or time.monotonic() > since + SOON:
                    self._finish(book, finished, told)
                    finished, since = [], time.monotonic()
            self._finish(book, finished, told)

    def _records_of(self, book: Gradebook, students: list[str], hands: Hands) -> Iterator[Record]:
        """Yield each student's record as it is there; few submissions are under way at a time."""
        under_way: dict[Future[Record], tuple[str, str]] = {}
        for student in students:
            files, digest, known = self._known(book, student)
            if known:
                yield known
                continue
            under_way[hands.submit(student, files)] = student, digest
            if len(under_way) >= 2 * hands.count:
                yield from _done(under_way)
        while under_way:
            yield from _done(under_way)

    def _known(self, book: Gradebook, student: str) -> tuple[dict[str, str], str, Record | None]:
        """Return what was handed in, its digest, and the record where nothing is to be marked."""
        files, notes = self._handed_in(student)
        digest = hashlib.sha256((self._version + json.dumps(files)).encode()).hexdigest()
        kept = self._records.kept(student)
        if kept and kept["digest"] == digest and self._stands(book, kept):
            return files or {}, digest, kept
        if files is not None and not notes:
            return files, digest, None
        state = "missing" if files is None else "unreadable"
        return {}, digest, empty(student, state, notes) | {"digest": digest, "saved": False}

    def _handed_in(self, student: str) -> tuple[dict[str, str] | None, str]:
        """Return a submission's files; None and why, if there are none."""
        folder = self._course.folder("submitted", student, self._assignment.name)
        if not folder.is_dir() or folder.is_symlink():
            return None, "Nothing was handed in."
        files = read_files(folder, list(self._course.directory.ignore))
        links = [path.name for path in folder.iterdir() if path.is_symlink()]
        if not any(name.endswith(".ipynb") for name in files):
            linked = f" {links[0]} is a link, and no link is followed." if links else ""
            return None, f"There is no notebook in the folder.{linked}"
        files = {name: data for name, data in files.items() if name != "timestamp.txt"}
        size = sum(map(len, files.values()))
        if size > MOST_BYTES:
            files = {name: _without_outputs(data) for name, data in files.items()}
            size = sum(map(len, files.values()))
        if size > MOST_BYTES:
            return files, f"The files take {size // 2**20} MB; {MOST_BYTES // 2**20} are allowed."
        return files, ""

    def _stands(self, book: Gradebook, kept: Record) -> bool:
        """Say whether what a record tells of is still there, or can be taken from it."""
        if not kept["saved"] or kept["state"] != "graded":
            return kept["state"] == "graded"
        try:
            book.find_submission(self._assignment.name, kept["student"])
        except MissingEntry:
            return False
        return self._records.laid_out(kept["student"])

    def _finish(
        self, book: Gradebook, finished: list[Record], told: Callable[[Record], None]
    ) -> None:
        """Keep records, and bring notebooks and gradebook in line with them."""
        new = [each for each in finished if not each["saved"]]
        for record in new:
            self._records.keep(record)
        ours = ("graded", "unreadable")
        marked = [each for each in new if each["state"] in ours or each["notebooks"]]
        for record in marked:
            self._records.lay_out(record, self._assignment.files)
        late = self._save(book, marked) if marked else []
        for student in late:
            config, directory = self._course.config, self._course.directory
            assign_penalty(book, config, directory, self._assignment.name, student)
        for record in marked:
            record |= {"saved": True, "notebooks": {}}
            self._records.keep(record)
        for record in finished:
            told(record)

    def _save(self, book: Gradebook, marked: list[Record]) -> list[str]:
        """Save what submissions earn; return the students who may have been late."""
        late = []
        with transaction(book):
            for record in marked:
                student, name = record["student"], self._assignment.name
                folder = self._course.folder("submitted", student, name)
                handed_in = self._course.directory.get_existing_timestamp(str(folder))
                if save(book, name, student, record["marks"], handed_in):
                    late.append(student)
        return late


def _done(under_way: dict[Future[Record], tuple[str, str]]) -> Iterator[Record]:
    """Wait for the next records, and yield them as not saved yet."""
    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
        student, digest = under_way.pop(future)
        error = future.exception()
        record = empty(student, "failed", f"{error}") if error else future.result()
        yield record | {"digest": digest, "saved": False}


def _without_outputs(data: str) -> str:
    """Return a large notebook without its outputs; what is no notebook stays as it is."""
    try:
        told = json.loads(base64.b64decode(data))
        for cell in told["cells"]:
            cell.update({"outputs": []} if cell.get("cell_type") == "code" else {})
            cell.pop("attachments", None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return data
    return base64.b64encode(json.dumps(told).encode()).decode("ascii")
