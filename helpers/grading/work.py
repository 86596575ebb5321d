"""A worker: a process that takes submissions one after another, and how its owner has it.

The process begins to import as soon as it is there, and so does the sandbox that it starts.
Further workers are forked from it.
"""

import gc
import os
import socket
import subprocess
import sys
import time
from typing import Any

from helpers.grading.channel import Channel, Ended
from helpers.grading.errors import NotPossible
from helpers.grading.isolate import NoSandbox, start
from helpers.grading.text import storable

# What the sandbox begins with; what an assignment needs besides, it learns from the solution.
ALWAYS = ("numpy", "pandas", "plotly.express")
# A grammar of 0.8 seconds that jsonschema imports where it finds it, and that nothing here asks.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
UNSANDBOXED = f"""{"!" * 78}
UNSANDBOXED: {{why}}.
Students' code runs with your rights: it can read and write what you can.
{"!" * 78}"""


class Worker:
    """A process that marks.

    Parameters
    ----------
    isolated : bool
        Where isolation does not work it goes on without, and says so.
    channel : Channel, optional
        To a process that was forked from another worker's.
    """

    def __init__(self, isolated: bool, channel: Channel | None = None) -> None:
        self.isolated, self._job = isolated, dict[str, Any]()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel = channel or self._start()

    def begin(self, job: dict[str, Any]) -> None:
        """Prepare for an assignment.

        Parameters
        ----------
        job : dict
            As `helpers.grading.bench.Bench` takes it, in plain values.

        Raises
        ------
        NotPossible
            If the process ends over it.
        """
        self._job = job
        try:
            self._channel.send({"begin": job})
            reply = self._channel.receive()
        except Ended as error:
            raise NotPossible(f"The process that marks ended: {error}.") from error
        if "no_sandbox" in reply:
            self._go_without(reply["no_sandbox"])
            self.begin(job)

    def another(self) -> "Worker":
        """Return one more, forked from this one and as well prepared."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._channel.send({"another": True})
            socket.send_fds(self._channel.socket, [b"+"], [theirs.fileno()])
        other = Worker(self.isolated, Channel(ours))
        other._job = self._job
        return other

    def grade(self, student: str, files: dict[str, str]) -> dict[str, Any]:
        """Return the record of a submission; a process that is lost is replaced once.

        Parameters
        ----------
        student : str
        files : dict of str to str
            Content in base64 by path.
        """
        started, said = time.monotonic(), ""
        for _again in range(2):
            try:
                self._channel.send({"student": student, "files": files})
                record = storable(self._channel.receive())
                took = round(time.monotonic() - started, 3)
                return record | {"seconds": took, "isolated": self.isolated}
            except (Ended, ValueError) as error:
                said = str(error)
                self.close()
                self._channel = self._start()
                self.begin(self._job)
        return empty(student, "failed", f"The worker ended twice: {said}.")

    def _start(self) -> Channel:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "helpers.grading.work", str(theirs.fileno())]
        command += ["isolated"] if self.isolated else []
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()])
        theirs.close()
        return Channel(ours)

    def _go_without(self, why: str) -> None:
        print(UNSANDBOXED.format(why=why), file=sys.stderr)
        self.close()
        self.isolated, self._channel = False, self._start()

    def close(self) -> None:
        """End the process."""
        self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()


def empty(student: str, state: str, note: str = "") -> dict[str, Any]:
    """Return the record of a submission of which nothing is known yet."""
    record: dict[str, Any] = {"student": student, "state": state, "note": note}
    record |= {"seconds": 0.0, "peak_mb": 0.0, "isolated": True}
    return record | {
        "repairs": [],
        "flags": {},
        "questions": [],
        "cells": [],
        "marks": {},
        "notebooks": {},
    }


def main(descriptor: int, isolated: bool) -> None:
    """Be the process: import, while the sandbox does the same, and serve."""
    owner = Channel(socket.socket(fileno=descriptor))
    try:
        sandbox = start(list(ALWAYS), isolated)
        from helpers.grading.bench import Bench  # takes as long as the sandbox does

        bench = Bench(sandbox)
        sandbox.wait()
    except NoSandbox as error:
        owner.receive()
        owner.send({"no_sandbox": str(error)})
        return
    _serve(owner, bench)


def _serve(owner: Channel, bench: Any) -> None:
    """Do what the owner asks until it is gone."""
    try:
        while True:
            asked = owner.receive()
            if "begin" in asked:
                bench.begin(**asked["begin"])
                gc.freeze()
                owner.send({"ready": True})
            elif "another" in asked:
                _mark, descriptors, _flags, _address = socket.recv_fds(owner.socket, 1, 1)
                _fork(Channel(socket.socket(fileno=descriptors[0])), owner, bench)
            else:
                owner.send(bench.grade(**asked))
    except Ended:
        bench.close()


def _fork(channel: Channel, owner: Channel, bench: Any) -> None:
    other = bench.another()
    if os.fork() == 0:
        try:
            owner.close()
            bench.leave()
            _serve(channel, other)
        finally:
            os._exit(0)
    channel.close()
    other.leave()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] == ["isolated"])
