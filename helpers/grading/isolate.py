"""The sandbox seen from outside: bubblewrap around one warm process, and how to talk to it.

Inside there is Python, what it has installed, this package and the course's data, all to be
read only; an empty /tmp; no network; no process but its own. When root starts it, students'
code runs under a user that owns nothing, else in a user namespace without any right.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import helpers
from helpers.grading.channel import Channel, Ended, Late

PACKAGE = Path(helpers.__file__).parent
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/fonts")
ALSO = ("/etc/localtime", "/etc/alternatives", "/etc/ssl/certs", "/etc/mime.types")
RIGHTS = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_KILL", "CAP_SYS_PTRACE")
# The numbers of users from here on belong to nobody; each worker takes its own.
NOBODYS = 200_000
START_SECONDS = 120
QUIET = {
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "IPYTHONDIR": "/tmp/ipython",
    "HOME": "/tmp",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "NBGRADER_EXECUTION": "autograde",
}


class NoSandbox(Exception):
    """The warm process did not start."""


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


@dataclass
class Sandbox:
    """One warm process, and one student's process at a time in it.

    Parameters
    ----------
    modules : list of str
        Imported before any student's code.
    isolated : bool
        False leaves out bubblewrap and namespaces; limits of time and memory stay.

    Attributes
    ----------
    ended : dict
        How the last student's process ended, and the memory it held at most.
    """

    modules: list[str]
    isolated: bool = True
    ended: dict[str, Any] = field(default_factory=dict)
    _control: Channel | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the warm process and wait until it has imported everything.

        Raises
        ------
        NoSandbox
            With what the system said.
        """
        ours, theirs = socket.socketpair()
        told = {
            "descriptor": theirs.fileno(),
            "isolated": self.isolated,
            "uid": NOBODYS + os.getpid() % 100_000,
            "modules": self.modules,
            "under_tmp": [path for path in _readable() if path.startswith("/tmp/")],
        }
        command = [sys.executable, "-m", "helpers.grading.warm", json.dumps(told)]
        with tempfile.TemporaryFile() as errors:
            self._process = subprocess.Popen(
                [*(_bubblewrap() if self.isolated else []), *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=environment(),
                pass_fds=[theirs.fileno()],
                cwd="/",
            )
            theirs.close()
            self._control = Channel(ours)
            try:
                self._control.receive(START_SECONDS)
            except (Ended, Late) as error:
                self.close()
                errors.seek(0)
                said = errors.read().decode(errors="replace").strip().splitlines()
                raise NoSandbox(said[-1] if said else "it did not start") from error

    @contextlib.contextmanager
    def student(self, files: dict[str, str], limits: Limits) -> Iterator[Channel]:
        """Start a student's process; give the channel to it.

        Raises
        ------
        Ended
            If the warm process is gone.
        """
        ours, theirs = socket.socketpair()
        with tempfile.TemporaryDirectory(prefix="submission-") as folder, theirs:
            order = {
                "files": files,
                "folder": folder,
                "memory_mb": limits.memory_mb,
                "disk_mb": limits.disk_mb,
            }
            self._send(order, theirs)
            theirs.close()
            channel = Channel(ours)
            try:
                yield channel
            finally:
                channel.close()
                self.ended = self._end()

    def _send(self, order: dict[str, Any], theirs: socket.socket) -> None:
        assert self._control
        try:
            socket.send_fds(self._control.socket, [b"+"], [theirs.fileno()])
        except OSError as error:
            raise Ended(str(error)) from error
        self._control.send(order)

    def _end(self) -> dict[str, Any]:
        assert self._control
        with contextlib.suppress(Ended):
            self._control.send({"end": True})
        return self._control.receive(START_SECONDS)

    def close(self) -> None:
        """End the warm process, and with it everything inside."""
        if self._control:
            self._control.close()
        if self._process:
            self._process.kill()
            self._process.wait()


def environment() -> dict[str, str]:
    """Return the few variables that code inside sees."""
    kept = {name: os.environ[name] for name in ("COURSE_LANG", "TZ") if name in os.environ}
    paths = [str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]
    return kept | QUIET | {"PATH": os.pathsep.join(paths), "PYTHONPATH": str(PACKAGE.parent)}


def why_not() -> str:
    """Return why nothing can be isolated here, in a sentence; nothing if it can."""
    if sys.platform != "linux":
        return "only Linux has what isolation needs"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed (Debian and Ubuntu: apt-get install bubblewrap)"
    sandbox = Sandbox([])
    try:
        sandbox.start()
        with sandbox.student({}, Limits()) as channel:
            channel.send({"do": "cell", "source": "1", "seconds": 10, "ask": 1})
            channel.receive(20)
    except (NoSandbox, Ended, Late) as error:
        return f"bubblewrap does not work here: {error}"
    finally:
        sandbox.close()
    return ""


def _bubblewrap() -> list[str]:
    """Return the command that isolates what follows it."""
    command = ["bwrap", "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc"]
    command += ["--unshare-uts", "--cap-drop", "ALL"]
    if os.geteuid():
        command += ["--unshare-user"]
    else:
        command += [part for right in RIGHTS for part in ("--cap-add", right)]
    command += ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
    for path in _readable():
        for parent in reversed(Path(path).parents[:-1]):  # else only root may pass through
            command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind-try", path, path]
    return [*command, "--remount-ro", "/"]


def _readable() -> list[str]:
    """Return what is bound into the sandbox, outermost first."""
    python = [sys.prefix, sys.base_prefix, sys.exec_prefix]
    course = [str(PACKAGE), str(PACKAGE.parent / "data")]
    return sorted({*SYSTEM, *ALSO, *python, *course})
