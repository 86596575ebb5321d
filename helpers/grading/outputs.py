"""What one cell shows, as a notebook holds it, and no more bytes of it than are allowed."""

import contextlib
import io
import json
import sys
from collections.abc import Iterator
from typing import Any

MOST_TEXT = 100_000
MOST_SHOWN = 4_000_000
MOST_ITEMS, DEEPEST = 1000, 50
CUT = "\n… the rest of this cell's output was cut off …\n"
TOO_LARGE = "an output that was too large to keep"

# What each kind of output has: texts, dicts, lists of texts.
SHOWN = ((), ("data", "metadata"), ())
FORMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "stream": (("name", "text"), (), ()),
    "display_data": SHOWN,
    "execute_result": SHOWN,
    "error": (("ename", "evalue"), (), ("traceback",)),
}


class Outputs:
    """The outputs of a cell, in nbformat's form."""

    def __init__(self) -> None:
        self._items: list[dict[str, Any]] = []
        self._text, self._shown, self._clear_later = 0, 0, False

    def items(self) -> list[dict[str, Any]]:
        return list(self._items)

    @contextlib.contextmanager
    def taking(self) -> Iterator[None]:
        """Take what is printed meanwhile."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream(self, "stdout"), Stream(self, "stderr")
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before

    def write(self, name: str, text: str) -> None:
        """Add printed text; at the limit a sentence says that the rest is missing."""
        room = MOST_TEXT - self._text
        if room <= 0 or not text:
            return
        self._text += len(text)
        self._clear_if_due()
        kept = text if len(text) <= room else text[:room] + CUT
        last = self._items[-1] if self._items else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += kept
        elif len(self._items) < MOST_ITEMS:
            self._items.append({"output_type": "stream", "name": name, "text": kept})

    def display(
        self, data: dict[str, Any], metadata: dict[str, Any], kind: str = "display_data"
    ) -> None:
        """Add something shown; what is too large is replaced by a sentence."""
        try:
            size = len(json.dumps([data, metadata]))
        except (TypeError, ValueError, RecursionError):
            size = MOST_SHOWN + 1
        self._shown += size
        if self._shown > MOST_SHOWN:
            self._shown -= size
            data, metadata = {"text/plain": TOO_LARGE}, {}
        self._clear_if_due()
        if len(self._items) < MOST_ITEMS:
            self._items.append({"output_type": kind, "data": data, "metadata": metadata})

    def error(self, name: str, value: str, lines: list[str]) -> None:
        """Add an error with its traceback."""
        self._clear_if_due()
        cut = [str(line)[:2000] for line in (lines if len(lines) < 60 else lines[-60:])]
        told = {"ename": str(name)[:200], "evalue": str(value)[:2000], "traceback": cut}
        self._items.append({"output_type": "error"} | told)

    def clear(self, wait: bool = False) -> None:
        """Forget what was shown; with `wait` once something new is."""
        self._clear_later = True
        if not wait:
            self._clear_if_due()

    def _clear_if_due(self) -> None:
        if self._clear_later:
            self._items, self._text, self._shown, self._clear_later = [], 0, 0, False


class Stream(io.TextIOBase):
    """Stands for stdout or stderr."""

    encoding = "utf-8"

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True


def as_output(name: str, value: str) -> dict[str, Any]:
    """Return an error as a notebook holds it, without a line of code."""
    return {
        "output_type": "error",
        "ename": name,
        "evalue": value,
        "traceback": [f"{name}: {value}" if value else name],
    }


def well_formed(outputs: Any) -> list[dict[str, Any]]:
    """Return those outputs that have nbformat's form; the student's process may send any."""
    if not isinstance(outputs, list):
        return []
    return [each for each in outputs[:MOST_ITEMS] if _has_form(each)]


def _has_form(output: Any) -> bool:
    if not isinstance(output, dict):
        return False
    texts, dicts, lists = FORMS.get(str(output.get("output_type")), (("?",), (), ()))
    return (
        set(output) == {"output_type", *texts, *dicts, *lists}
        and all(isinstance(output[name], str) for name in texts)
        and all(isinstance(output[name], dict) for name in dicts)
        and all(_are_texts(output[name]) for name in lists)
        and all(_can_be_shown(kind, shown) for kind, shown in output.get("data", {}).items())
        and _is_flat(output.get("metadata"), DEEPEST)
    )


def _are_texts(lines: Any) -> bool:
    return isinstance(lines, list) and all(isinstance(line, str) for line in lines)


def _can_be_shown(kind: str, shown: Any) -> bool:
    return isinstance(shown, str) or (kind.endswith("json") and _is_flat(shown, DEEPEST))


def _is_flat(value: Any, deepest: int) -> bool:
    """Say whether containers are nested no deeper than is allowed."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return deepest > 0 and all(_is_flat(each, deepest - 1) for each in inner)
