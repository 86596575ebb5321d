"""Hidden tests, run where no student's code runs.

A hidden test sees the student's names as values that crossed as plain JSON; a function of
the student's can be called, with its arguments and its result crossing in the same way.
What is not plain stands here as an object that is equal to nothing but itself.
"""

import ast
import builtins
import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.formatters import DisplayFormatter

from helpers.grading.clock import time_limit
from helpers.grading.outputs import as_output
from helpers.grading.plain import Left, Packed, Packer, Unpacker, become
from helpers.grading.python import bound, parsed

Ask = Callable[[dict[str, Any]], dict[str, Any]]
DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


class NoAnswer(Exception):
    """The student's process does not know the name."""


class Foreign:
    """Stands for what did not cross; equal to nothing but itself."""

    _number: int
    _names: "Names"

    def __repr__(self) -> str:
        return f"<an object of type {type(self).__name__}>"


class ForeignFunction(Foreign):
    """Stands for a function of the student's; to call it is to have it called over there."""

    def __call__(self, *positional: Any, **named: Any) -> Any:
        given = [*positional, *named.values()]
        packed = Handed().pack([list(positional), named])
        return self._names.asked({"do": "call", "number": self._number, "given": packed}, given)


class ForeignIterator(Foreign):
    """Stands for an iterator; each of its items is asked for when it is wanted."""

    def __iter__(self) -> "ForeignIterator":
        return self

    def __next__(self) -> Any:
        return self._names.asked({"do": "next", "number": self._number})


class Handed(Packer):
    """Packs what a hidden test hands to a function of the student's."""

    def keep(self, value: Any) -> Packed:
        """Name what stands for something over there; nothing of this process goes there."""
        if not isinstance(value, Foreign):
            raise TypeError(f"no {type(value).__name__} can be handed to the student's process")
        return {"left": [value._number, "", ""]}


class Names(dict[str, Any]):
    """The names of hidden tests; those they do not define are the student's.

    Attributes
    ----------
    ask : callable
        Sends a question to the student's process and returns the reply.
    """

    ask: Ask

    def __init__(self) -> None:
        super().__init__(__name__="hidden_tests", __builtins__=vars(builtins))
        self.definitions: dict[str, ast.stmt] = {}
        self._unpacker = Unpacker(self._stand_in, self._module)

    def define(self, source: str) -> None:
        """Take the imports and functions of the instructor's own cells for trusted."""
        for statement in parsed(source).body:
            if isinstance(statement, DEFINES):
                for name in bound(ast.Module([statement], [])):
                    self.definitions[name] = statement

    def __missing__(self, name: str) -> Any:
        if name in self.definitions:
            trusted = ast.Module([self.definitions[name]], [])
            exec(compile(trusted, "<the instructor's cell>", "exec"), self)
            return self[name]
        if hasattr(builtins, name):
            raise KeyError(name)
        try:
            return self.asked({"do": "name", "name": name})
        except NoAnswer:
            raise KeyError(name) from None

    def asked(self, question: dict[str, Any], given: Iterable[Any] = ()) -> Any:
        """Return what the student's process replies; raise what was raised there.

        Parameters
        ----------
        given : iterable
            What a function was called with: it may have changed it, or have returned it.
        """
        reply, given = self.ask(question), list(given)
        for place, now in reply.get("changed", []):
            become(given[place], self._unpacker.unpack(now))
        if "same" in reply:
            return given[reply["same"]]
        if "missing" in reply:
            raise NoAnswer
        if "error" in reply:
            raise _error(*reply["error"])
        return self._unpacker.unpack(reply.get("value"))

    def _stand_in(self, left: Left) -> Foreign:
        kinds = {"function": ForeignFunction, "iterator": ForeignIterator}
        made = type(_word(left.kind), (kinds.get(str(left.use), Foreign),), {})()
        made._number, made._names = int(left.number), self
        return made

    def _module(self, name: str) -> Any:
        return sys.modules.get(str(name)) or self._stand_in(Left(0, "module", ""))


class Judge:
    """Runs the hidden parts of one notebook's test cells.

    Parameters
    ----------
    instructors : list of str
        The instructor's cells that everybody sees, whose imports and functions are trusted.
    """

    def __init__(self, instructors: list[str]) -> None:
        self._names = Names()
        for source in instructors:
            self._names.define(source)
        self._formatter = DisplayFormatter()

    def run(self, source: str, ask: Ask, seconds: float) -> list[dict[str, Any]]:
        """Return the outputs of a hidden part, as nbgrader reads them.

        An error comes without the lines of code around it, which the student may read.
        """
        self._names.ask = ask
        try:
            with (
                time_limit(seconds, TimeoutError("the time is over")),
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                value = _run(source, self._names)
                hushed = DisplayHook.semicolon_at_end_of_expression(source)
                return [] if hushed else self._shown(value)
        except Exception as error:
            return [as_output(type(error).__name__, _sentence(error))]

    def forget(self, names: Iterable[str]) -> None:
        """Let names that a cell over there has bound anew be asked for anew."""
        for name in names:
            self._names.pop(name, None)

    def give(self, names: Iterable[str]) -> None:
        """Let names be the student's from now on."""
        for name in names:
            self.forget([name])
            self._names.definitions.pop(name, None)

    def _shown(self, value: Any) -> list[dict[str, Any]]:
        if value is None:
            return []
        data, metadata = self._formatter.format(value)
        return [{"output_type": "execute_result", "data": data, "metadata": metadata}]


def _run(source: str, names: Names) -> Any:
    """Run the lines; return the value of the last, if it is an expression."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<a hidden test>", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "<a hidden test>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<a hidden test>", "eval"), names)


def _error(name: str, value: str, bases: Iterable[str] = ()) -> Exception:
    """Return an error of the student's: of its name, and of the nearest kind known to Python."""
    for each in (name, *bases):
        kind = getattr(builtins, str(each), None)
        if isinstance(kind, type) and issubclass(kind, Exception):
            own = kind if each == name else type(_word(name), (kind,), {})
            with contextlib.suppress(TypeError):
                return own(str(value))
    return RuntimeError(f"{name}: {value}")


def _word(name: Any) -> str:
    return re.sub(r"\W", "_", str(name))[:60]


def _sentence(error: Exception) -> str:
    return str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
