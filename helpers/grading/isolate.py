"""The sandbox seen from outside: bubblewrap around one warm process, and how to talk to it.

When root starts it, students' code runs under a user that owns nothing, else in a user
namespace without any right.
"""

import contextlib
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from helpers.grading.bubblewrap import bubblewrap, environment, missing, nobody, under_tmp
from helpers.grading.channel import Channel, Ended, Late

START_SECONDS = 120


class NoSandbox(Exception):
    """The warm process did not start, or starts no student's process; why."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes
    ----------
    seconds : float
        For a cell.
    memory_mb, disk_mb : int
        Beyond what Python and its libraries take; written files together.
    """

    seconds: float = 30
    memory_mb: int = 1024
    disk_mb: int = 128

    @property
    def in_all(self) -> float:
        """Seconds for a whole submission."""
        return 10 * self.seconds


class Sandbox:
    """One warm process, and one student's process at a time in it.

    Parameters
    ----------
    control : Channel
        To the warm process.
    process : Popen, optional
        What to end with it.
    errors : file, optional
        Where it writes what goes wrong.

    Attributes
    ----------
    ended : dict
        How the last student's process ended, and the memory it held at most.
    """

    def __init__(
        self,
        control: Channel,
        process: subprocess.Popen[bytes] | None = None,
        errors: IO[bytes] | None = None,
    ) -> None:
        self._control, self._process, self._errors = control, process, errors
        self.ended: dict[str, Any] = {}

    def wait(self) -> None:
        """Wait until everything is imported and a first process could be started.

        Raises
        ------
        NoSandbox
            With what the system said.
        """
        try:
            self._control.receive(START_SECONDS)
            with self.student({}, Limits()) as channel:
                channel.send({"do": "cell", "source": "1", "seconds": 10, "ask": 1})
                channel.receive(20)
        except (Ended, Late) as error:
            self.close()
            raise NoSandbox(self._said() or "it did not start") from error

    def learn(self, modules: list[str]) -> None:
        """Import more."""
        ours, theirs = socket.socketpair()
        self._send({"do": "import", "modules": modules}, theirs)
        with ours:
            Channel(ours).receive(START_SECONDS)

    def another(self) -> "Sandbox":
        """Return a second sandbox, forked from this one, which it needs to live."""
        ours, theirs = socket.socketpair()
        self._send({"do": "another"}, theirs)
        return Sandbox(Channel(ours))

    @contextlib.contextmanager
    def student(self, files: dict[str, str], limits: Limits) -> Iterator[Channel]:
        """Start a student's process; give the channel to it.

        Raises
        ------
        Ended
            If the warm process is gone.
        """
        ours, theirs = socket.socketpair()
        with tempfile.TemporaryDirectory(prefix="submission-") as folder:
            order = {"do": "student", "files": files, "folder": folder, "uid": nobody()}
            room = {"memory_mb": limits.memory_mb, "disk_mb": limits.disk_mb}
            self._send(order | room, theirs)
            channel = Channel(ours)
            try:
                yield channel
            finally:
                channel.close()
                self.ended = self._end()

    def _send(self, order: dict[str, Any], peer: socket.socket) -> None:
        """Send an order, and with it the socket on which it is answered."""
        with peer:
            try:
                socket.send_fds(self._control.socket, [b"+"], [peer.fileno()])
            except OSError as error:
                raise Ended(str(error)) from error
            self._control.send(order)

    def _end(self) -> dict[str, Any]:
        with contextlib.suppress(Ended):
            self._control.send({"end": True})
        return self._control.receive(START_SECONDS)

    def _said(self) -> str:
        if not self._errors:
            return ""
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def leave(self) -> None:
        """Let go of it here; another process has it too."""
        self._control.close()

    def close(self) -> None:
        """End the warm process, and with it everything inside."""
        self._control.close()
        if self._process:
            self._process.kill()
            self._process.wait()


def start(modules: list[str], isolated: bool) -> Sandbox:
    """Return a sandbox that begins to import at once, and is ready after `wait`.

    Parameters
    ----------
    modules : list of str
        Imported before any student's code.
    isolated : bool
        False leaves out bubblewrap and namespaces; limits of time and memory stay.

    Raises
    ------
    NoSandbox
        If isolation lacks something here.
    """
    if isolated and (why := missing()):
        raise NoSandbox(why)
    ours, theirs = socket.socketpair()
    told = {
        "descriptor": theirs.fileno(),
        "isolated": isolated,
        "modules": modules,
        "under_tmp": under_tmp(),
    }
    command = [sys.executable, "-m", "helpers.grading.warm", json.dumps(told)]
    errors = tempfile.TemporaryFile()  # noqa: SIM115 (read when it ends)
    process = subprocess.Popen(
        [*(bubblewrap() if isolated else []), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        env=environment(),
        pass_fds=[theirs.fileno()],
        cwd="/",
    )
    theirs.close()
    return Sandbox(Channel(ours), process, errors)


def why_not() -> str:
    """Return why nothing can be isolated here, in a sentence; nothing if it can."""
    try:
        sandbox = start([], isolated=True)
        sandbox.wait()
    except NoSandbox as error:
        return str(error)
    sandbox.close()
    return ""
