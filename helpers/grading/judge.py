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
from collections.abc import Callable
from typing import Any

from IPython.core.formatters import DisplayFormatter

from helpers.grading.assignment import parsed
from helpers.grading.clock import time_limit
from helpers.grading.plain import Left, Packer, Unpacker

Ask = Callable[[dict[str, Any]], dict[str, Any]]
DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)


class NoAnswer(Exception):
    """The student's process does not know the name."""


class Foreign:
    """Stands for what did not cross; equal to nothing but itself."""

    def __repr__(self) -> str:
        return f"<an object of type {type(self).__name__}>"


class ForeignFunction(Foreign):
    """Stands for a function of the student's; to call it is to have it called over there."""

    _number: int
    _names: "Names"

    def __call__(self, *positional: Any, **named: Any) -> Any:
        packed = Packer().pack([list(positional), named])
        return self._names.asked({"do": "call", "number": self._number, "given": packed})


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

    def asked(self, question: dict[str, Any]) -> Any:
        """Return what the student's process replies; raise what was raised there."""
        reply = self.ask(question)
        if "missing" in reply:
            raise NoAnswer
        if "error" in reply:
            raise _error(*reply["error"])
        return self._unpacker.unpack(reply.get("value"))

    def _stand_in(self, left: Left) -> Foreign:
        name = re.sub(r"\W", "_", str(left.kind))[:60]
        kind = ForeignFunction if left.callable is True else Foreign
        made = type(name, (kind,), {})()
        if isinstance(made, ForeignFunction):
            made._number, made._names = int(left.number), self
        return made

    def _module(self, name: str) -> Any:
        return sys.modules.get(str(name)) or self._stand_in(Left(0, "module", False))


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
                return self._shown(_run(source, self._names))
        except Exception as error:
            return [as_output(type(error).__name__, _sentence(error))]

    def forget(self, source: str) -> None:
        """Let what an instructor's cell binds anew be asked for anew."""
        for name in bound(parsed(source)):
            self._names.pop(name, None)

    def _shown(self, value: Any) -> list[dict[str, Any]]:
        if value is None:
            return []
        data, metadata = self._formatter.format(value)
        return [{"output_type": "execute_result", "data": data, "metadata": metadata}]


def as_output(name: str, value: str) -> dict[str, Any]:
    """Return an error as a notebook holds it, without a line of code."""
    return {
        "output_type": "error",
        "ename": name,
        "evalue": value,
        "traceback": [f"{name}: {value}" if value else name],
    }


def bound(tree: ast.AST) -> set[str]:
    """Return the names that code binds, those of its functions' insides left out.

    Examples
    --------
    >>> sorted(bound(ast.parse("import numpy as np; a, b = 1, 2")))
    ['a', 'b', 'np']
    """
    found: set[str] = set()
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(child.name)
        elif isinstance(child, ast.alias):
            found.add((child.asname or child.name).split(".")[0])
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            found.add(child.id)
        elif not isinstance(child, ast.Lambda):
            found |= bound(child)
    return found


def _run(source: str, names: Names) -> Any:
    """Run the lines; return the value of the last, if it is an expression."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<a hidden test>", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "<a hidden test>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<a hidden test>", "eval"), names)


def _error(name: str, value: str) -> Exception:
    kind = getattr(builtins, str(name), None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        with contextlib.suppress(TypeError):
            return kind(str(value))
    return RuntimeError(f"{name}: {value}")


def _sentence(error: Exception) -> str:
    return str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
