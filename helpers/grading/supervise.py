"""A whole class: what is to be done, who does it, and what is kept so that nothing is lost.

Each submission's record is written before anything else is touched, then its notebooks, then
the gradebook, for several submissions in one transaction, then the records once more as saved.
A run that is killed at any point goes on from there.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any, Protocol

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError

from helpers.grading.assignment import Assignment
from helpers.grading.course import Course
from helpers.grading.files import fingerprint
from helpers.grading.gradebook import assign_penalty, save, transaction
from helpers.grading.isolate import Limits
from helpers.grading.records import Records
from helpers.grading.submitted import handed_in, handed_in_at
from helpers.grading.text import LONGEST_NAME, storable, unfit
from helpers.grading.work import empty

# Submissions in one transaction, and the seconds after which fewer will do.
TOGETHER, SOON = 16, 1.0
MOST_SAID, MOST_REPAIRS = 500, 50
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
    limits : Limits
    isolated : bool
        Whether what was marked without a sandbox is to be marked again.
    """

    def __init__(
        self, course: Course, assignment: Assignment, limits: Limits, isolated: bool
    ) -> None:
        self._course, self._assignment = course, assignment
        self._records = Records(course, assignment.name)
        self._isolated = isolated
        self._version = f"{assignment.digest()} {limits.seconds:g} {limits.memory_mb}"

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
        under_way: dict[Future[Record], tuple[str, Record]] = {}
        for student in students:
            files, told = self._known(book, student)
            if not files:
                yield told
                continue
            under_way[hands.submit(student, files)] = student, told
            if len(under_way) >= 2 * hands.count:
                yield from _done(under_way)
        while under_way:
            yield from _done(under_way)

    def _known(self, book: Gradebook, student: str) -> tuple[dict[str, str], Record]:
        """Return what was handed in, and the record as far as it is known without marking."""
        if why := unfit(student):
            short = storable(student)[: LONGEST_NAME // 4]
            return {}, empty(short, "failed", why) | {"digest": "", "files": "", "saved": False}
        files, why = handed_in(self._course, self._assignment.name, student)
        print_of_files = fingerprint(files)
        (files or {}).pop("timestamp.txt", None)
        digest = f"{self._version} {print_of_files}"
        kept = self._records.kept(student)
        if kept and kept["digest"] == digest and self._stands(book, kept):
            return {}, kept
        told = {"digest": digest, "files": print_of_files, "saved": False}
        if files is not None and not why:
            return files, told
        state = "missing" if files is None else "unreadable"
        return {}, empty(student, state, why) | told

    def _stands(self, book: Gradebook, kept: Record) -> bool:
        """Say whether what a record tells of is still there, or can be taken from it."""
        if self._isolated and not kept["isolated"]:
            return False
        if not kept["saved"] or kept["state"] == "failed":
            return bool(kept["state"] == "graded")
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
            record |= storable(_bounded(record))
            self._records.keep(record)
        ours = ("graded", "unreadable")
        marked = [each for each in new if each["state"] in ours or each["notebooks"]]
        for record in marked:
            self._lay_out(record)
        marked = [each for each in marked if each["state"] != "failed"]
        for record in self._save(book, marked) if marked else []:
            config, directory = self._course.config, self._course.directory
            student, notebooks = record["student"], record["marks"]
            assign_penalty(book, config, directory, self._assignment.name, student, notebooks)
        for record in marked:
            record |= {"saved": True, "notebooks": {}}
            self._records.keep(record)
        for record in finished:
            told(record)

    def _lay_out(self, record: Record) -> None:
        try:
            self._records.lay_out(record, self._assignment.files)
        except OSError as error:
            note = f"What was marked could not be written: {error}"
            record |= {"state": "failed", "note": storable(note)}

    def _save(self, book: Gradebook, marked: list[Record]) -> list[Record]:
        """Save what submissions earn; return those that came late.

        Where one cannot be saved, the others are, each by itself.
        """
        try:
            with transaction(book):
                return [each for each in marked if self._save_one(book, each)]
        except Exception as error:
            if isinstance(whole := error.__context__ or error, OperationalError):
                raise whole from None
            if len(marked) > 1:
                return [late for each in marked for late in self._save(book, [each])]
            marked[0] |= {"state": "failed", "note": f"Its marks could not be saved: {error}"}
            return []

    def _save_one(self, book: Gradebook, record: Record) -> bool:
        student, name = record["student"], self._assignment.name
        timestamp, wrong = handed_in_at(self._course, name, student)
        record["repairs"] += [wrong] if wrong and wrong not in record["repairs"] else []
        return save(book, name, student, record["marks"], timestamp)


def _bounded(record: Record) -> Record:
    """Return what a person will read of a record, and no more of it than can be read."""
    repairs = [each[:MOST_SAID] for each in record["repairs"][:MOST_REPAIRS]]
    return {"note": record["note"][:MOST_SAID], "repairs": repairs}


def _done(under_way: dict[Future[Record], tuple[str, Record]]) -> Iterator[Record]:
    """Wait for the next records, and yield them."""
    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
        student, told = under_way.pop(future)
        error = future.exception()
        record = empty(student, "failed", f"{error}") if error else future.result()
        yield record | told
