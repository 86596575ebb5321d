"""Calling a reader's function: in a thread of its own, with a time limit.

A thread rather than an alarm: it works on every system and outside the main thread,
and a function that swallows every exception cannot keep the notebook waiting.
"""

import contextvars
import ctypes
import io
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Literal

from helpers.checks._plain import QUOTED, type_name

_PATIENCE = 0.3  # seconds given to a late function to end when told to


class _Stop(SystemExit):
    """Thrown into a late function; a thread that ends so prints nothing."""


class _Park(SystemExit):
    """Thrown into a function that swallows every `_Stop`: its thread sleeps for ever.

    Python makes the exception in the thread that is to get it, so the wait is there.
    """

    def __init__(self) -> None:
        threading.Event().wait()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call.

    Attributes
    ----------
    kind : {"returned", "raised", "uncallable", "late"}
        uncallable: not with these arguments.
    value : object
        What it returned.
    error, message : str
        Class and first words of what it raised.
    printed : bool
        Whether it printed something.
    """

    kind: Literal["returned", "raised", "uncallable", "late"]
    value: object = None
    error: str = ""
    message: str = ""
    printed: bool = False


class _Sink(io.TextIOBase):
    """Takes what a function prints and keeps nothing of it."""

    used = False

    def write(self, text: str) -> int:
        self.used = True
        return len(text)


def call(
    function: Callable[..., object],
    positional: Sequence[object] = (),
    named: Mapping[str, object] | None = None,
    seconds: float = 2.0,
) -> Outcome:
    """Call the function and return what became of it; nothing that it raises gets out.

    What it prints is not shown. An interrupt by the reader (the stop button) stops the
    function and is passed on.
    """
    done: list[Outcome] = []
    sink = _Sink()

    def work() -> None:
        try:
            done.append(Outcome("returned", function(*positional, **(named or {}))))
        except BaseException as error:
            done.append(_raised(error))

    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(work,), daemon=True)
    with redirect_stdout(sink):
        try:
            thread.start()
            thread.join(seconds)
        finally:
            late = thread.is_alive()
            _stop(thread)
    if late or not done:
        return Outcome("late")
    found = done[0]
    return Outcome(found.kind, found.value, found.error, found.message, sink.used)


def _raised(error: BaseException) -> Outcome:
    """Return what was raised; called in the thread, for an error's text may be endless."""
    name = type_name(error)
    at_the_call = error.__traceback__ is None or error.__traceback__.tb_next is None
    kind: Literal["raised", "uncallable"] = (
        "uncallable" if at_the_call and type(error) is TypeError else "raised"
    )
    try:
        message = str.__str__(str(error))[: 2 * QUOTED]
    except _Stop:
        raise
    except BaseException:
        message = ""
    return Outcome(kind, error=name, message=message)


def _stop(thread: threading.Thread) -> None:
    """Throw a stop into the thread until it ends; if it never does, put it to sleep."""
    until = time.monotonic() + _PATIENCE
    while thread.is_alive() and time.monotonic() < until:
        _throw(_Stop, thread)
        thread.join(0.01)
    if thread.is_alive():
        _throw(_Park, thread)


def _throw(exception: type[BaseException], thread: threading.Thread) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident or 0), ctypes.py_object(exception)
    )
