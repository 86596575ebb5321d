"""A worker: a process that takes submissions one after another and marks each in a fork.

It holds the hidden tests and a sandbox. The fork may be ended by what it reads or runs; the
worker sees at which cell, and tries again without that cell.
"""

import base64
import gc
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from helpers.grading.assignment import Assignment, imports
from helpers.grading.attempt import FORGED, Attempt, Skipped
from helpers.grading.channel import Channel, Ended, Late
from helpers.grading.execute import import_all
from helpers.grading.isolate import Limits, NoSandbox, Sandbox
from helpers.grading.judge import Judge
from helpers.grading.warm import limit_memory

GRACE = 2.0
# For reading a file and for hidden tests, in seconds and in memory.
READING, READING_MB = 60.0, 2048
# Pandera imports the last one only when it is first used.
ALWAYS = (
    "pandera.backends.pandas.builtin_checks",
    "helpers.data",
    "numpy",
    "pandas",
    "plotly.express",
    "plotly.graph_objects",
)


class Worker:
    """The worker as its owner has it: a process, started when first needed and again when lost.

    Parameters
    ----------
    assignment : Assignment
    limits : Limits
    isolated : bool
    """

    def __init__(self, assignment: Assignment, limits: Limits, isolated: bool) -> None:
        self._told = {
            "assignment": assignment.to_json(),
            "limits": asdict(limits),
            "isolated": isolated,
        }
        self._channel: Channel | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def grade(self, student: str, files: dict[str, str]) -> dict[str, Any]:
        """Return the record of a submission; a worker that dies is replaced once."""
        started, said = time.monotonic(), ""
        for _again in range(2):
            try:
                channel = self._channel or self._start()
                channel.send({"student": student, "files": files})
                record = channel.receive()
                return record | {"seconds": round(time.monotonic() - started, 3)}
            except (Ended, ValueError) as error:
                said = str(error)
                self.close()
        return empty(student, "failed", f"The worker ended twice: {said}.")

    def _start(self) -> Channel:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "helpers.grading.work", str(theirs.fileno())]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        theirs.close()
        self._channel = Channel(ours)
        self._channel.send(self._told)
        return self._channel

    def close(self) -> None:
        """End the process."""
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._channel = self._process = None


def empty(student: str, state: str, note: str = "") -> dict[str, Any]:
    """Return the record of a submission of which nothing is known yet."""
    record: dict[str, Any] = {"student": student, "state": state, "note": note}
    record |= {"seconds": 0.0, "peak_mb": 0.0, "repairs": [], "flags": {}}
    return record | {"questions": [], "cells": [], "notebooks": {}}


def main(descriptor: int) -> None:
    """Serve until the owner is gone."""
    owner = Channel(socket.socket(fileno=descriptor))
    told = owner.receive()
    assignment = Assignment.from_json(told["assignment"])
    limits = Limits(**told["limits"])
    notebooks = assignment.notebooks.values()
    seen = [imports(each.instructors()) for each in notebooks]
    sandbox = Sandbox([*ALWAYS, *itertools.chain(*seen)], told["isolated"])
    sandbox.start()
    judges = {name: Judge(each.instructors()) for name, each in assignment.notebooks.items()}
    for each in notebooks:
        import_all(imports(each.hidden()))
    gc.freeze()
    bench = Bench(assignment, judges, sandbox, limits)
    try:
        while True:
            asked = owner.receive()
            owner.send(bench.grade(asked["student"], asked["files"]))
    except Ended:
        sandbox.close()


class Bench:
    """Marks one submission after another, each in forks of this process."""

    def __init__(
        self, assignment: Assignment, judges: dict[str, Judge], sandbox: Sandbox, limits: Limits
    ) -> None:
        self._assignment, self._judges = assignment, judges
        self._sandbox, self._limits = sandbox, limits

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
                record["notebooks"][name] = told["text"]
                record["flags"] |= told["flags"]
                for part in ("repairs", "questions", "cells"):
                    record[part] += told[part]
        return record

    def _notebook(
        self, name: str, student: str, found: str, files: dict[str, str]
    ) -> dict[str, Any]:
        """Mark a notebook; cells that end their process are left out of the next try."""
        skipped: Skipped = {}
        flags: dict[str, str] = {}
        peak = 0.0
        while True:
            told, where, why = self._try(name, student, files[found], files, skipped)
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
        self, name: str, student: str, data: str, files: dict[str, str], skipped: Skipped
    ) -> tuple[dict[str, Any], str, str]:
        """Return what is told of the notebook, or the cell at which the try ended and how."""
        beside = {path: text for path, text in files.items() if not path.endswith(".ipynb")}
        source, judge = self._assignment.notebooks[name], self._judges[name]
        ours, theirs = socket.socketpair()
        with self._sandbox.student({**beside, **self._assignment.files}, self._limits) as channel:
            if (process := os.fork()) == 0:
                ours.close()
                tell = Channel(theirs).send
                begin = partial(Attempt, name, source, judge, self._limits, channel, skipped)
                _in_a_fork(begin, tell, student, base64.b64decode(data))
            theirs.close()
            try:
                return _watched(Channel(ours))
            finally:
                ours.close()
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


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
    """Return the path of a notebook, also where it was renamed and nothing else can be meant."""
    if f"{name}.ipynb" in files:
        return f"{name}.ipynb"
    paths = [path for path in map(PurePosixPath, files) if path.suffix == ".ipynb"]
    others = [
        path for path in paths if path.stem not in known and ".ipynb_checkpoints" not in path.parts
    ]
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


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except NoSandbox as error:
        sys.exit(f"No sandbox: {error}")
