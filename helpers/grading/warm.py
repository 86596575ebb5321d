"""Inside the sandbox: a process that has imported everything and forks one for each student.

It holds no course file and never runs a line of a notebook. For each submission it forks a
process into its own namespaces, as an unprivileged user, under limits that the kernel keeps.
When that one ends, or is ended, everything that it started is ended with it and its files are
gone. For each further worker it forks one like itself.

`helpers.grading.isolate` starts it.
"""

import contextlib
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.grading.channel import Channel, Ended
from helpers.grading.execute import import_all, prepare, serve
from helpers.grading.rights import (
    HOME,
    bury_the_orphans_here,
    give_up_rights,
    leave_namespaces,
    limit,
    own_files,
)
from helpers.grading.watch import keepers

LOOK_EVERY = 0.25


class Warm:
    """Does what is asked over one channel.

    Parameters
    ----------
    control : Channel
    isolated : bool
    under_tmp : list of str
        What the interpreter needs and stands below /tmp, which each student has anew.
    """

    def __init__(self, control: Channel, isolated: bool, under_tmp: list[str]) -> None:
        self._control, self._isolated = control, isolated
        self._under_tmp = [path for path in under_tmp if Path(path).exists()]
        self._others: set[int] = set()
        bury_the_orphans_here()

    def serve(self) -> None:
        """Serve until the other side is gone."""
        doing: dict[str, Callable[..., None]]
        doing = {"student": self._student, "import": self._import, "another": self._another}
        while order := self._order():
            wanted, peer = order
            with peer:
                doing[wanted.pop("do")](peer, **wanted)

    def _order(self) -> tuple[dict[str, Any], socket.socket] | None:
        """Return what is asked for and the socket that came with it; None at the end."""
        try:
            _mark, descriptors, _flags, _address = socket.recv_fds(self._control.socket, 1, 1)
            return self._control.receive(), socket.socket(fileno=descriptors[0])
        except (OSError, IndexError, Ended):
            return None

    def _import(self, peer: socket.socket, modules: list[str]) -> None:
        import_all(modules)
        keepers.cache_clear()
        keepers()
        _share()
        Channel(peer).send({"ready": True})

    def _another(self, peer: socket.socket) -> None:
        if other := os.fork():
            self._others.add(other)
            return
        try:
            self._control.close()
            Warm(Channel(peer), self._isolated, self._under_tmp).serve()
        finally:
            os._exit(0)

    def _student(self, peer: socket.socket, **order: Any) -> None:
        first = self._start(order, peer)
        peer.close()
        self._control.send(self._watched(first, order["memory_mb"]))

    def _start(self, order: dict[str, Any], student: socket.socket) -> int:
        """Fork the process for a student; return the id of the first in its namespace."""
        hear, tell = os.pipe()
        if (between := os.fork()) == 0:
            try:
                os.close(hear)
                if self._isolated:
                    leave_namespaces()
                if first := os.fork():
                    os.write(tell, str(first).encode())
                    os._exit(0)
                os.close(tell)
                self._control.close()
                self._first_of_all(order, student)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(tell)
        os.waitpid(between, 0)
        number = os.read(hear, 20)
        os.close(hear)
        if not number:
            raise RuntimeError("no process for a student: the namespaces are refused")
        return int(number)

    def _first_of_all(self, order: dict[str, Any], student: socket.socket) -> None:
        """Be the first process of the namespace: start the student's, bury the dead."""
        os.setsid()  # where the kernel shares the processors by session, each student has a share
        if self._isolated:
            own_files(order["disk_mb"], self._under_tmp)
        else:
            bury_the_orphans_here()
        if (child := os.fork()) == 0:
            try:
                if self._isolated:
                    give_up_rights(order["uid"])
                limit(order["memory_mb"], order["disk_mb"])
                folder = HOME if self._isolated else order["folder"]
                serve(Channel(student), order["files"], folder, self._isolated)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        student.close()
        while True:
            pid, status = os.wait()
            if pid == child:
                os._exit(0 if status == 0 else 1)

    def _watched(self, first: int, memory_mb: int) -> dict[str, Any]:
        """Wait until told to end the process; end it before when all it started is too much."""
        why, most = "ended", 0.0
        while not select.select([self._control], [], [], LOOK_EVERY)[0]:
            held = _held_mb(first)
            most = max(most, held)
            if held > 2 * memory_mb and why == "ended":
                why = "memory"
                os.kill(first, signal.SIGKILL)
        with contextlib.suppress(Ended):
            self._control.receive()
        with contextlib.suppress(ProcessLookupError):
            os.kill(first, signal.SIGKILL)
        _pid, _status, usage = os.wait4(first, 0)
        self._bury_the_rest()
        return {"ended": why, "peak_mb": max(most, usage.ru_maxrss / 1024)}

    def _bury_the_rest(self) -> None:
        """End what outlived its first process; in a namespace of its own nothing does."""
        while children := set(_children(os.getpid())) - self._others:
            for child in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def main(descriptor: int, isolated: bool, modules: list[str], under_tmp: list[str]) -> None:
    """Import, say so, and serve."""
    control = Channel(socket.socket(fileno=descriptor))
    os.set_inheritable(descriptor, False)
    prepare(modules)
    _share()
    control.send({"ready": True})
    Warm(control, isolated, under_tmp).serve()


def _share() -> None:
    """Let what is there stay shared with every process that is forked: nothing looks at it."""
    gc.collect()
    gc.freeze()


def _held_mb(first: int) -> float:
    """Return what a process and all that it started hold, beyond what they share with this one."""
    held, waiting = 0.0, [first]
    for process in waiting:
        held += _own_mb(process)
        waiting += _children(process)
    return held


def _own_mb(process: int) -> float:
    """Return what no other process has; where that is not told, what is more than this one has."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
    except (OSError, ValueError, IndexError):
        more = max(0, _resident(process) - _resident(os.getpid()))
        return more * resource.getpagesize() / 2**20


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text(encoding="utf-8").split())
    return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
