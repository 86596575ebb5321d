"""In the student's process: run cells as a notebook does, and answer what is asked about names.

Whatever is said from here may be false: the student's code lives in this process and can
change any of it. So nothing is said from here that a student could not as well have
written down as an answer.
"""

import asyncio
import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import plotly.express
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets.config import Config

from helpers.grading.channel import Channel, Ended
from helpers.grading.clock import time_limit
from helpers.grading.files import write_files
from helpers.grading.outputs import Outputs
from helpers.grading.plain import Packer, Unpacker, can_change
from helpers.grading.watch import Watch, keepers


class OutOfTime(KeyboardInterrupt):
    """The time for a cell is over."""


class Hook(DisplayHook):
    """Takes what the last line of a cell shows."""

    def write_output_prompt(self) -> None:
        """Write nothing."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        taken().display(format_dict, md_dict or {}, "execute_result")

    def finish_displayhook(self) -> None:
        self._is_active = False


class Publisher(DisplayPublisher):
    """Takes what a cell displays."""

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_options: Any) -> None:
        taken().display(data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        taken().clear(wait)


class Shell(InteractiveShell):
    """IPython without a terminal, a history or anybody to ask."""

    outputs: Outputs

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: there is no window to draw in."""

    def _showtraceback(self, etype: type, evalue: Any, stb: list[str]) -> None:
        taken().error(etype.__name__, _sentence(evalue), "\n".join(stb).splitlines())


def taken() -> Outputs:
    """Return what the cell that runs has shown up to now."""
    return Shell.instance().outputs


def prepare(modules: list[str]) -> None:
    """Import what notebooks will want, and make the shell; before any student's code."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Plain"
    shell = Shell.instance(config=config, displayhook_class=Hook, display_pub_class=Publisher)
    shell.outputs = Outputs()
    import_all(modules)
    # Much is imported, or worked out, only when it is first used.
    asyncio.run(shell.run_cell_async("None", transformed_cell="None"))
    keepers()
    plotly.express.bar({"x": ["a", "b"], "y": [1, 2]}, x="x", y="y", title="a").to_json()


def import_all(modules: list[str]) -> None:
    """Import what can be imported."""
    for name in modules:
        with contextlib.suppress(Exception):  # the cell that imports it says so
            importlib.import_module(name)


def serve(channel: Channel, files: dict[str, str], folder: str, alone: bool) -> None:
    """Lay the submission's files in a folder, and do what is asked until nobody asks."""
    write_files(files, Path(folder))
    os.chdir(folder)
    sys.path.insert(0, "")
    os.environ["HOME"] = folder
    watch = Watch(Path(folder))
    with contextlib.suppress(Ended):
        asyncio.run(_answer(channel, watch, alone))


async def _answer(channel: Channel, watch: Watch, alone: bool) -> None:
    student = Student(alone)
    doing: dict[str, Callable[..., Awaitable[dict[str, Any]]]]
    doing = {
        "cell": student.cell,
        "name": student.name,
        "call": student.call,
        "next": student.next,
        "modules": student.modules,
    }
    while True:
        asked = channel.receive()
        number = {"reply_to": asked.pop("ask")}
        seconds = asked["seconds"]
        with time_limit(seconds, OutOfTime(f"stopped after {seconds:g} seconds")):
            try:
                reply = await doing[asked.pop("do")](**asked)
            except OutOfTime:
                reply = {"error": ["TimeoutError", "the time is over"]}
        try:
            channel.send(reply | number | {"flags": watch.flags()})
        except ValueError as error:
            channel.send({"error": ["ValueError", str(error)], "flags": watch.flags()} | number)


class Student:
    """A notebook's names and cells.

    Parameters
    ----------
    alone : bool
        Whether every process that can be seen from here was started by this one.
    """

    def __init__(self, alone: bool) -> None:
        self.alone = alone
        self.shell = Shell.instance()
        self.packer = Packer()
        self.unpacker = Unpacker(lambda left: self.packer.kept[left.number])

    async def cell(self, source: str, seconds: float, show: bool = True) -> dict[str, Any]:
        """Run a cell; return what it showed, and how it ended."""
        self.shell.outputs = outputs = Outputs()
        self.shell.ast_node_interactivity = "last_expr" if show else "none"
        with outputs.taking():
            result = await self._run(source)
        error = result.error_before_exec or result.error_in_exec
        if self.alone and isinstance(error, OutOfTime):
            with contextlib.suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)  # what it started would slow down the other cells
        return {"outputs": outputs.items(), "state": _state(error)}

    async def _run(self, source: str) -> ExecutionResult:
        wrong = None
        try:
            source = self.shell.transform_cell(source)
        except Exception:  # the shell shows it
            wrong = sys.exc_info()
        return await self.shell.run_cell_async(
            source, store_history=True, transformed_cell=source, preprocessing_exc_tuple=wrong
        )

    async def name(self, name: str, seconds: float) -> dict[str, Any]:
        """Return the value of a name, packed."""
        if name not in self.shell.user_ns:
            return {"missing": True}
        return {"value": self.packer.pack(self.shell.user_ns[name])}

    async def call(self, number: int, given: Any, seconds: float) -> dict[str, Any]:
        """Call a function of the student's; return what it returns, or what it raises.

        What it was given and has changed is told as well, by its place; and of what it
        returns, whether that is what it was given.
        """
        positional, named = self.unpacker.unpack(given)
        handed = [*positional, *named.values()]
        before = [*given[0], *(packed for _name, packed in given[1]["dict"])]
        reply = self._tried(lambda: self.packer.kept[number](*positional, **named), handed)
        now = {place: self.packer.pack(it) for place, it in enumerate(handed) if can_change(it)}
        changed = [[place, packed] for place, packed in now.items() if packed != before[place]]
        return reply | {"changed": changed}

    async def next(self, number: int, seconds: float) -> dict[str, Any]:
        """Return an iterator's next item."""
        return self._tried(lambda: next(self.packer.kept[number]), [])

    def _tried(self, do: Callable[[], Any], handed: list[Any]) -> dict[str, Any]:
        with Outputs().taking():
            try:
                value = do()
                same = [place for place, each in enumerate(handed) if each is value]
                return {"same": same[0]} if same else {"value": self.packer.pack(value)}
            except OutOfTime:
                raise
            except BaseException as error:
                bases = [each.__name__ for each in type(error).__mro__]
                return {"error": [type(error).__name__, _sentence(error), bases]}

    async def modules(self, seconds: float) -> dict[str, Any]:
        """Return the names of what is imported, but for the submission's own files."""
        own = str(Path.cwd())
        modules = [(name, getattr(each, "__file__", None)) for name, each in sys.modules.items()]
        return {"modules": sorted(name for name, file in modules if not f"{file}".startswith(own))}


def _state(error: BaseException | None) -> str:
    if error is None:
        return "ok"
    kinds = {OutOfTime: "timeout", MemoryError: "memory"}
    return next((state for kind, state in kinds.items() if isinstance(error, kind)), "error")


def _sentence(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""
