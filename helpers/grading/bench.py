"""Marks submissions, each in forks of this process, which holds the hidden tests.

The fork may be ended by what it reads or runs; the bench sees at which cell, and tries again
without that cell.
"""

import base64
import copy
import os
import signal
import socket
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from helpers.grading.assignment import Assignment
from helpers.grading.attempt import FORGED, READING, Attempt, Skipped
from helpers.grading.channel import Channel, Ended, Late
from helpers.grading.files import merged
from helpers.grading.isolate import Limits, Sandbox
from helpers.grading.judge import Judge
from helpers.grading.rights import limit_memory
from helpers.grading.work import empty

GRACE = 2.0
# For reading a file and for hidden tests.
READING_MB = 2048


class Bench:
    """Marks one submission after another.

    Parameters
    ----------
    sandbox : Sandbox
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def begin(
        self, assignment: dict[str, Any], limits: dict[str, Any], solution: dict[str, str]
    ) -> None:
        """Take an assignment in hand.

        Parameters
        ----------
        assignment : dict
            Of `Assignment.to_json`.
        limits : dict
            Of a `Limits`.
        solution : dict of str to str
            The instructor's files, in base64 by path; empty where there are none.
        """
        self._assignment, self._limits = Assignment.from_json(assignment), Limits(**limits)
        notebooks = self._assignment.notebooks
        self._judges = {name: Judge(each.instructors()) for name, each in notebooks.items()}
        self._sandbox.learn([name for each in notebooks.values() for name in each.imports()])
        for name in notebooks:
            if f"{name}.ipynb" in solution:
                self._sandbox.learn(self._rehearse(name, solution))

    def _rehearse(self, name: str, solution: dict[str, str]) -> list[str]:
        """Mark the instructor's solution in this very process; return what it has imported.

        What its tests import and work out here is there for every fork. Of the solution's own
        process nothing stays.
        """
        source, data = self._assignment.notebooks[name], base64.b64decode(solution[f"{name}.ipynb"])
        with self._sandbox.student(self._beside(solution), self._limits) as channel:
            judge = Judge(source.instructors())
            last_time = time.monotonic() + self._limits.in_all
            attempt = Attempt(name, source, judge, self._limits, channel, {}, last_time, _untold)
            try:
                attempt.run("solution", data)
                return attempt.modules()
            except (Ended, Late):
                return []

    def _beside(self, files: dict[str, str]) -> dict[str, str]:
        """Return what lies beside a notebook: the student's files, then the assignment's."""
        own = {path: text for path, text in files.items() if not path.endswith(".ipynb")}
        return merged(own, self._assignment.files)

    def another(self) -> "Bench":
        """Return one that does the same in a sandbox of its own."""
        other = copy.copy(self)
        other._sandbox = self._sandbox.another()
        return other

    def leave(self) -> None:
        """Let the sandbox be another process's."""
        self._sandbox.leave()

    def close(self) -> None:
        """End the sandbox."""
        self._sandbox.close()

    def grade(self, student: str, files: dict[str, str]) -> dict[str, Any]:
        """Return the record of a submission."""
        record = empty(student, "graded")
        known = set(self._assignment.notebooks)
        for name in self._assignment.notebooks:
            found = find_notebook(name, files, known, record["repairs"])
            if found is None:
                record |= {"state": "missing", "note": f"There is no {name}.ipynb."}
                continue
            told = self._notebook(name, student, found, files)
            record["peak_mb"] = max(record["peak_mb"], told["peak_mb"])
            if "unreadable" in told:
                record |= {"state": "unreadable", "note": f"{found}: {told['unreadable']}."}
            elif "failed" in told:
                return record | {"state": "failed", "note": told["failed"]}
            else:
                _take(record, name, told)
        return record

    def _notebook(
        self, name: str, student: str, found: str, files: dict[str, str]
    ) -> dict[str, Any]:
        """Mark a notebook; cells that end their process are left out of the next try."""
        skipped: Skipped = {}
        flags: dict[str, str] = {}
        peak, last_time = 0.0, time.monotonic() + self._limits.in_all
        while True:
            told, where, why = self._try(name, student, files[found], files, skipped, last_time)
            peak = max(peak, float(self._sandbox.ended["peak_mb"]))
            if not told and self._sandbox.ended["ended"] == "memory":
                why = "memory"
            if not told and (not where or where in skipped):
                told = {"failed": f"The process that marks it ended: {why}."}
            if told:
                told["flags"] = flags | told.get("flags", {})
                return told | {"peak_mb": round(peak, 1)}
            if why == FORGED:
                flags["tampered"], why = why, "died"
            skipped[where] = why

    def _try(
        self,
        name: str,
        student: str,
        data: str,
        files: dict[str, str],
        skipped: Skipped,
        last_time: float,
    ) -> tuple[dict[str, Any], str, str]:
        """Return what is told of the notebook, or the cell at which the try ended and how."""
        source, judge = self._assignment.notebooks[name], self._judges[name]
        ours, theirs = socket.socketpair()
        with self._sandbox.student(self._beside(files), self._limits) as channel:
            if (process := os.fork()) == 0:
                ours.close()
                tell = Channel(theirs).send
                begin = partial(
                    Attempt, name, source, judge, self._limits, channel, skipped, last_time
                )
                _in_a_fork(begin, tell, student, base64.b64decode(data))
            theirs.close()
            try:
                return _watched(Channel(ours))
            finally:
                ours.close()
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


def _untold(where: str, seconds: float) -> None:
    """Tell nobody how far it is."""


def _take(record: dict[str, Any], name: str, told: dict[str, Any]) -> None:
    """Add to a submission's record what is told of one of its notebooks."""
    record["notebooks"][name] = told["text"]
    record["marks"][name] = told["marks"]
    record["flags"] |= told["flags"]
    for part in ("repairs", "questions", "cells"):
        record[part] += told[part]


def _in_a_fork(
    begin: Callable[..., Attempt],
    tell: Callable[[dict[str, Any]], None],
    student: str,
    data: bytes,
) -> None:
    """Be the fork: mark, tell, and end."""
    try:
        limit_memory(READING_MB)
        attempt = begin(lambda where, seconds: tell({"at": where, "seconds": seconds}))
        tell({"told": attempt.run(student, data)})
    except Ended as error:
        tell({"died": str(error)})
    except Exception:
        tell({"told": {"failed": traceback.format_exc(limit=-3)}})
    finally:
        os._exit(0)


def find_notebook(
    name: str, files: dict[str, str], known: set[str], repairs: list[str]
) -> str | None:
    """Return the path of a notebook, also in a folder or renamed, if nothing else can be meant."""
    if f"{name}.ipynb" in files:
        return f"{name}.ipynb"
    paths = [path for path in map(PurePosixPath, files) if path.suffix == ".ipynb"]
    paths = [path for path in paths if ".ipynb_checkpoints" not in path.parts]
    deeper = [path for path in paths if path.stem == name]
    others = deeper or [path for path in paths if path.stem not in known]
    if len(others) != 1:
        return None
    repairs.append(f"taken from {others[0]}")
    return str(others[0])


def _watched(channel: Channel) -> tuple[dict[str, Any], str, str]:
    where, seconds = "", READING
    while True:
        try:
            heard = channel.receive(seconds + GRACE)
        except Late:
            return {}, where, "timeout"
        except Ended:
            return {}, where, "died"
        if "told" in heard:
            return heard["told"], "", ""
        if "died" in heard:
            return {}, where, FORGED if heard["died"] == FORGED else "died"
        where, seconds = heard["at"], heard["seconds"]
