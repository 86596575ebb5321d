"""The command that isolates: bubblewrap, and what can be seen inside it.

Python, what it has installed, this package and the course's data, all to be read only; an
empty /tmp; no network; no process but its own.
"""

import os
import secrets
import shutil
import sys
from pathlib import Path

import helpers

PACKAGE = Path(helpers.__file__).parent
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/fonts")
ALSO = ("/etc/localtime", "/etc/alternatives", "/etc/ssl/certs", "/etc/mime.types")
RIGHTS = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_KILL", "CAP_SYS_PTRACE")
# The numbers of users from here on belong to nobody.
NOBODYS, MANY = 200_000, 1_000_000_000
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


def missing() -> str:
    """Return what isolation lacks here, in a sentence; nothing if it can be tried."""
    if sys.platform != "linux":
        return "only Linux has what isolation needs"
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed (Debian and Ubuntu: apt-get install bubblewrap)"
    return ""


def environment() -> dict[str, str]:
    """Return the few variables that code inside sees."""
    kept = {name: os.environ[name] for name in ("COURSE_LANG", "TZ") if name in os.environ}
    paths = [str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]
    return kept | QUIET | {"PATH": os.pathsep.join(paths), "PYTHONPATH": str(PACKAGE.parent)}


def bubblewrap() -> list[str]:
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
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/"]


def under_tmp() -> list[str]:
    """Return what is bound below /tmp, which each student's process has anew."""
    return [path for path in _readable() if path.startswith("/tmp/")]


def nobody() -> int:
    """Return the number of a user who owns nothing; each student has another."""
    start, _outside, count = Path("/proc/self/uid_map").read_text("utf-8").split()[-3:]
    end = int(start) + int(count)
    least = NOBODYS if end > 2 * NOBODYS else end * 3 // 4
    return least + secrets.randbelow(min(MANY, end - 1 - least))


def _readable() -> list[str]:
    """Return what is bound into the sandbox, outermost first."""
    python = [sys.prefix, sys.base_prefix, sys.exec_prefix]
    course = [str(PACKAGE), str(PACKAGE.parent / "data")]
    return sorted({*SYSTEM, *ALSO, *python, *course})
