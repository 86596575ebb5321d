"""Signs that a submission reaches for what is not its own, or changes what marks it.

Signs for a person to look at, and no protection: that is the sandbox's, and code in the
student's process can silence them.
"""

import functools
import os
import sys
from pathlib import Path, PurePath
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
OPENED = {"open", "os.listdir", "os.scandir", "sqlite3.connect"}
# What libraries look up by themselves.
EVERYBODYS = ("/usr", "/lib", "/lib64", "/bin", "/sys", "/dev", "/tmp", "/opt", "/var/cache")
OF_ETC = ("localtime", "timezone", "mime.types", "os-release", "fonts", "ssl", "ipython", "jupyter")
OF_PROC = ("self", "cpuinfo", "meminfo", "stat", "sys", "mounts", "filesystems")
KEEPERS = ("helpers.checks", "json", "math", "operator", "unittest.case")


class Watch:
    """Looks on from before the first cell.

    Parameters
    ----------
    folder : Path
        Where the submission may read and write.
    """

    def __init__(self, folder: Path) -> None:
        prefixes = {sys.prefix, sys.base_prefix, *(each for each in sys.path if each)}
        self._allowed = [str(folder), *EVERYBODYS, *map(os.path.realpath, prefixes), *prefixes]
        self._flags: dict[str, str] = {}
        self._stood = keepers()
        sys.addaudithook(self._hear)

    def flags(self) -> dict[str, str]:
        """Return the signs up to now: what each is, and what was seen first."""
        if changed := [name for name, thing in self._stood.items() if _now(name) is not thing]:
            self._flags.setdefault("tampered", f"{changed[0]} was replaced")
        if altered := _altered_shell():
            self._flags.setdefault("tampered", altered)
        return dict(self._flags)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in NETWORK:
            self._flags.setdefault("network", f"{event} {str(arguments[1:])[:80]}")
        elif event in OPENED and arguments and isinstance(arguments[0], (str, bytes, PurePath)):
            path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 (follows no link)
            if not self._may_read(path):
                self._flags.setdefault("forbidden_read", path[:200])

    def _may_read(self, path: str) -> bool:
        if path.startswith(("/etc/", "/proc/")):
            top, name = PurePath(path).parts[1:3]
            return name in (OF_ETC if top == "etc" else (*OF_PROC, str(os.getpid())))
        return path == "/" or any(
            path == allowed or path.startswith(allowed + "/") for allowed in self._allowed
        )


@functools.cache
def keepers() -> dict[tuple[str, str], Any]:
    """Return what checks rest on, by module and name, as it stood when first asked for."""
    modules = [*(name for name in sys.modules if name.startswith(KEEPERS)), "builtins"]
    return {
        (module, name): thing
        for module in modules
        for name, thing in vars(sys.modules[module]).items()
        if callable(thing) and name != "__loader__"
    }


def _now(name: tuple[str, str]) -> Any:
    module = sys.modules.get(name[0])
    return getattr(module, name[1], None)


def _altered_shell() -> str:
    shell = InteractiveShell.instance()
    if shell.ast_transformers or shell.input_transformers_post:
        return "a transformer of cells was added"
    return ""
