"""A whole class: what is to be done, who does it, and what is kept so that nothing is lost.

Each submission's record is written to ``.grading/ASSIGNMENT/`` before anything else is
touched, then its notebooks, then the gradebook in one transaction, then the record once more
as saved. A run that is killed at any point goes on from there.
"""

import base64
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from helpers.grading.assignment import Assignment, read_files
from helpers.grading.course import Course
from helpers.grading.files import write_files
from helpers.grading.gradebook import assign_penalty, save
from helpers.grading.isolate import Limits
from helpers.grading.work import Worker, empty

MOST_BYTES = 24 * 1024 * 1024
Told = Callable[[dict[str, Any]], None]


class Supervisor:
    """Grades the submissions of one assignment.

    Parameters
    ----------
    course : Course
    assignment : Assignment
    limits : Limits
    isolated : bool
    """

    def __init__(
        self, course: Course, assignment: Assignment, limits: Limits, isolated: bool
    ) -> None:
        self._course, self._assignment, self._limits = course, assignment, limits
        self._isolated = isolated
        self._records = course.root / ".grading" / assignment.name
        self._records.mkdir(parents=True, exist_ok=True)
        self._version = json.dumps([assignment.digest(), limits.seconds, limits.memory_mb])

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

    def grade(self, students: list[str], workers: int, told: Told) -> None:
        """Grade whoever is not graded yet; tell of each record as it is finished."""
        with self._course.book() as book, ThreadPoolExecutor(workers) as pool:
            hands = _Hands(self._assignment, self._limits, self._isolated)
            try:
                for record in _ahead(pool, 2 * workers, self._work(book, students, hands)):
                    told(self._finish(book, record))
            finally:
                hands.close()

    def _work(
        self, book: Gradebook, students: list[str], hands: "_Hands"
    ) -> Iterator[Callable[[], dict[str, Any]]]:
        """Yield for each student what brings the record."""
        for student in students:
            files, notes = self._handed_in(student)
            digest = hashlib.sha256((self._version + json.dumps(files)).encode()).hexdigest()
            (files or {}).pop("timestamp.txt", None)
            kept = self.kept(student)
            if kept and kept["digest"] == digest and self._stands(book, kept):
                yield _same(kept)
            elif files is None or notes:
                state = "missing" if files is None else "unreadable"
                yield _same(empty(student, state, notes) | {"digest": digest, "saved": False})
            else:
                yield _by(hands, student, files, digest)

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
        size = sum(map(len, files.values()))
        if size > MOST_BYTES:
            files = {name: _without_outputs(data) for name, data in files.items()}
            size = sum(map(len, files.values()))
        if size > MOST_BYTES:
            return files, f"The files take {size // 2**20} MB; {MOST_BYTES // 2**20} are allowed."
        return files, ""

    def kept(self, student: str) -> dict[str, Any] | None:
        """Return the record of an earlier run."""
        try:
            told = json.loads((self._records / f"{student}.json").read_text(encoding="utf-8"))
            return told if isinstance(told, dict) else None
        except (OSError, ValueError):
            return None

    def _stands(self, book: Gradebook, kept: dict[str, Any]) -> bool:
        """Say whether what a record tells of is still there, or can be taken from it."""
        if not kept["saved"] or kept["state"] == "failed":
            return kept["state"] == "graded"
        try:
            book.find_submission(self._assignment.name, kept["student"])
        except MissingEntry:
            return False
        return self._course.folder("autograded", kept["student"], self._assignment.name).is_dir()

    def _finish(self, book: Gradebook, record: dict[str, Any]) -> dict[str, Any]:
        """Keep a record, and bring notebooks and gradebook in line with it."""
        if record.get("saved"):
            return self._scored(book, record)
        student = record["student"]
        self._keep(record)
        if record["state"] == "missing" and not record["notebooks"]:
            return record
        notebooks = {
            name: nbformat.reads(text, as_version=4) for name, text in record["notebooks"].items()
        }
        self._lay_out(student, record["notebooks"])
        folder = self._course.folder("submitted", student, self._assignment.name)
        handed_in = self._course.directory.get_existing_timestamp(str(folder))
        save(book, self._assignment.name, student, notebooks, handed_in)
        found = book.find_submission(self._assignment.name, student)
        if found.total_seconds_late > 0:
            assign_penalty(self._course.config, self._course.directory, found, student, notebooks)
            book.db.expire_all()
        record = self._scored(book, record) | {"saved": True, "notebooks": {}}
        self._keep(record)
        return record

    def _scored(self, book: Gradebook, record: dict[str, Any]) -> dict[str, Any]:
        """Return a record with the score in the gradebook, to which a person may have added."""
        found = book.find_submission(self._assignment.name, record["student"])
        return record | {"score": found.score, "max_score": found.max_score}

    def _keep(self, record: dict[str, Any]) -> None:
        path = self._records / f"{record['student']}.json"
        unfinished = path.with_suffix(".new")
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)

    def _lay_out(self, student: str, notebooks: dict[str, str]) -> None:
        """Write the marked notebooks where nbgrader looks for them, all at once."""
        there = self._course.folder("autograded", student, self._assignment.name)
        new = there.with_name(f".{there.name}.new")
        for old in (new, there):
            shutil.rmtree(old, ignore_errors=True)
        if not notebooks:
            return
        new.mkdir(parents=True)
        for folder, student_id in (("submitted", student), ("source", ".")):
            come_from = self._course.folder(folder, student_id, self._assignment.name)
            ignored = [*self._course.directory.ignore, "*.ipynb"]
            write_files(read_files(come_from, ignored), new)
        for name, text in notebooks.items():
            path = new / f"{name}.ipynb"
            path.write_text(text, encoding="utf-8")
        for path in new.rglob("*"):
            if path.is_file():
                path.chmod(0o444)
        new.replace(there)


class _Hands:
    """One worker for each thread."""

    def __init__(self, assignment: Assignment, limits: Limits, isolated: bool) -> None:
        self._given = (assignment, limits, isolated)
        self._mine, self._all = threading.local(), list[Worker]()

    def grade(self, student: str, files: dict[str, str]) -> dict[str, Any]:
        if not hasattr(self._mine, "worker"):
            self._mine.worker = Worker(*self._given)
            self._all.append(self._mine.worker)
        record: dict[str, Any] = self._mine.worker.grade(student, files)
        return record

    def close(self) -> None:
        for worker in self._all:
            worker.close()


def _same(record: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    return lambda: record


def _by(
    hands: _Hands, student: str, files: dict[str, str], digest: str
) -> Callable[[], dict[str, Any]]:
    return lambda: hands.grade(student, files) | {"digest": digest, "saved": False}


def _ahead(
    pool: Executor, most: int, work: Iterator[Callable[[], dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """Yield what the pool brings, as it comes; never more than `most` are under way."""
    under_way: set[Future[dict[str, Any]]] = set()
    for each in work:
        under_way.add(pool.submit(each))
        if len(under_way) >= most:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    yield from (future.result() for future in under_way)


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
