"""One notebook from bytes to marks, in a process of its own that may fail without harm.

It is read and repaired, its cells run in the sandbox one by one and the hidden tests in this
process; what comes back is plain values.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from helpers.checks import own_numbers
from helpers.grading.assignment import Notebook, SourceCell
from helpers.grading.channel import Channel, Ended, Late
from helpers.grading.isolate import Limits
from helpers.grading.judge import Judge
from helpers.grading.outputs import TOO_LARGE, as_output, well_formed
from helpers.grading.python import bound, parsed
from helpers.grading.questions import marks, questions
from helpers.grading.repair import Unreadable, grade_id, read, repair

# What became of a cell that ended its process, as a notebook shows it.
SAID = {
    "timeout": ("CellTimeoutError", "It took longer than is allowed, and could not be stopped."),
    "memory": ("MemoryError", "It took more memory than is allowed."),
    "died": ("DeadKernelError", "It ended the process in which it ran."),
}
TRIPWIRES = ("assert False", "assert 1 == 2, 'two'")
# For reading a file and writing it again, in seconds; of all that a notebook shows, in bytes.
READING, MOST_SHOWN = 60.0, 12_000_000
FORGED = "a reply was forged"
STATES = ("ok", "error", "timeout", "memory")
Skipped = dict[str, str]


class Attempt:
    """One try at one notebook of a submission.

    Parameters
    ----------
    name : str
    source : Notebook
    judge : Judge
    limits : Limits
    channel : Channel
        To the student's process.
    skipped : dict of str to str
        What ended an earlier try: the cell's place, and how.
    last_time : float
        Until when cells may run, of all tries together, by the monotonic clock.
    progress : callable
        Told before each cell which it is, and for how many seconds it may run.
    """

    def __init__(
        self,
        name: str,
        source: Notebook,
        judge: Judge,
        limits: Limits,
        channel: Channel,
        skipped: Skipped,
        last_time: float,
        progress: Callable[[str, float], None],
    ) -> None:
        self._name, self._source, self._judge = name, source, judge
        self._channel, self._skipped, self._progress = channel, skipped, progress
        self._known = {each.name: each for each in source.cells}
        self._states: dict[int, str] = {}
        self._asked = 0
        self._flags: dict[str, str] = {}
        self._took: list[dict[str, Any]] = []
        self._seconds = limits.seconds
        self._last_time, self._room = last_time, MOST_SHOWN

    def run(self, student: str, data: bytes) -> dict[str, Any]:
        """Return what to record of the notebook in a file.

        Parameters
        ----------
        student : str
            The folder that the submission lies in.
        data : bytes
        """
        try:
            self._notebook, repairs = read(data)
            repairs += repair(self._notebook, self._source)
        except Unreadable as error:
            return {"unreadable": str(error)}
        self.cells()
        self._progress("", READING)
        self.identity(student)
        return {
            "repairs": repairs,
            "questions": questions(self._name, self._notebook, self._source, self._states),
            "marks": marks(self._notebook),
            "flags": self._flags,
            "cells": self._took,
            "text": nbformat.writes(self._notebook),
        }

    def modules(self) -> list[str]:
        """Return what has been imported in the student's process."""
        found: list[str] = self._ask({"do": "modules"})["modules"]
        return found

    def cells(self) -> None:
        """Run every cell, each test where it stands."""
        for place, cell in enumerate(self._notebook.cells):
            if cell.cell_type != "code":
                continue
            started = time.monotonic()
            self._states[place] = self._cell(place, cell)
            took = round(time.monotonic() - started, 3)
            told = {"notebook": self._name, "place": place, "name": grade_id(cell)}
            self._took.append(told | {"seconds": took})

    def _cell(self, place: int, cell: NotebookNode) -> str:
        before = self._skipped.get(str(place))
        if time.monotonic() > self._last_time:
            before = before or "timeout"
        if before:
            cell.outputs = [nbformat.from_dict(as_output(*SAID[before]))]
            return before
        source = self._known.get(grade_id(cell))
        is_test = source is not None and source.is_test
        self._progress(str(place), self._seconds * (2 if is_test else 1))
        if source is None or not is_test:
            outputs, state = self._show(cell.source, show=True)
            self._judge.give(self._source.answers.get(grade_id(cell), []))
        elif source.name in self._source.inside:
            outputs, state = self._inside(cell.source)
        else:
            outputs, state = self._test(source)
        shown = outputs if is_test else self._within_room(outputs)
        cell.outputs = [nbformat.from_dict(each) for each in shown]
        cell.execution_count = place + 1
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
        if is_test:
            _refuse_impossible_points(cell)
        return state

    def _within_room(self, outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return outputs, or a sentence in place of those of a notebook that shows too much."""
        self._room -= len(json.dumps(outputs))
        too_large = {"output_type": "stream", "name": "stdout", "text": TOO_LARGE}
        return outputs if self._room > 0 else [too_large]

    def _test(self, source: SourceCell) -> tuple[list[dict[str, Any]], str]:
        """Run what stands before the hidden part over there, and the rest here; that shows.

        Where it can be, the first part is run here too: over there it can be dodged. A test
        without a hidden part runs here as a whole.
        """
        parts = source.parts()
        hidden = [place for place, (is_hidden, _text) in enumerate(parts) if is_hidden]
        first = hidden[0] if hidden else 0
        for _hidden, text in parts[:first]:
            outputs, state = self._show(text, show=False)
            self._judge.forget(bound(parsed(text)))
            if state != "ok":
                return _with_error(_printed(outputs)), state
        here = parts if source.name in self._source.twice else parts[first:]
        lines = "\n".join(text for _hidden, text in here)
        outputs = self._judge.run(lines, self._ask, self._seconds)
        names = [each["ename"] for each in outputs if each["output_type"] == "error"]
        state = "ok" if not names else "timeout" if names == ["TimeoutError"] else "error"
        return outputs, state

    def _inside(self, text: str) -> tuple[list[dict[str, Any]], str]:
        """Run a test in the student's process, if what must fail there does fail."""
        for wire in TRIPWIRES:
            if self._show(wire, show=False)[1] != "error":
                self._flags["tampered"] = "a test that must fail did not"
                return [as_output("Tampered", "The checks were changed from within.")], "error"
        outputs, state = self._show(text, show=True)
        shown = [each for each in outputs if each.get("name") != "stderr"]
        return (shown if state == "ok" else _with_error(shown)), state

    def _show(self, text: str, show: bool) -> tuple[list[dict[str, Any]], str]:
        reply = self._ask({"do": "cell", "source": text, "show": show})
        if "error" in reply:
            return [as_output("TimeoutError", str(reply["error"])[:200])], "timeout"
        state = reply.get("state")
        return well_formed(reply.get("outputs")), state if state in STATES else "error"

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return what the student's process replies to this, and not what it may send besides."""
        self._asked += 1
        self._channel.send(question | {"seconds": self._seconds, "ask": self._asked})
        reply = self._channel.receive()
        while isinstance(number := reply.get("reply_to"), int) and number < self._asked:
            reply = self._channel.receive()  # too late for what was asked then
        if number != self._asked:
            raise Ended(FORGED)
        flags = reply.get("flags")
        for name in ("tampered", "network", "forbidden_read"):
            if isinstance(flags, dict) and name in flags:
                self._flags.setdefault(name, str(flags[name])[:200])
        return reply

    def identity(self, student: str) -> None:
        """Flag a student's id that is another's, where the notebook has one."""
        try:
            told = self._ask({"do": "name", "name": "student_id"})
        except (Ended, Late):
            return
        value = told.get("value")
        if "missing" not in told and _even(value) != _even(student):
            said = f"student_id is {str(value)[:60]!r}"
            self._flags.setdefault("identity", said)


def _printed(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in outputs if each["output_type"] in ("stream", "error")]


def _with_error(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return outputs that nbgrader reads as those of a failed test."""
    if any(each["output_type"] == "error" for each in outputs):
        return [each for each in outputs if each["output_type"] != "execute_result"]
    return [*outputs, as_output("Error", "This cell did not run to its end.")]


def _refuse_impossible_points(cell: NotebookNode) -> None:
    """Let a test whose result is no mark, more than there is to earn say, count as failed."""
    try:
        determine_grade(cell)
    except (ValueError, KeyError) as error:
        cell.outputs = [nbformat.from_dict(as_output(type(error).__name__, str(error)))]


def _even(student: Any) -> str:
    try:
        return own_numbers("", student).student_id
    except (ValueError, TypeError):
        return json.dumps(student, default=str)
