"""The records that a run keeps of submissions, read as files that may be damaged."""

import html
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STATES = ("graded", "unreadable", "missing", "failed")
MARKED_AS = ("right", "partly", "wrong", "blank", "error", "timeout", "memory", "died", "missing")
WAITING = "waiting"


@dataclass(frozen=True)
class Answer:
    """What became of one question in one submission.

    Attributes
    ----------
    state : str
        One of `MARKED_AS`, or `WAITING` for a person.
    points : float or None
        None until a person has read it.
    message : str
        The sentence that the student meets, as plain text.
    """

    notebook: str
    question: str
    state: str
    points: float | None
    max_points: float
    message: str


@dataclass(frozen=True)
class Cell:
    """How long a cell ran; `place` counts the notebook's cells from 0."""

    notebook: str
    name: str
    place: int
    seconds: float


@dataclass(frozen=True)
class Record:
    """What a run has kept of one submission.

    Attributes
    ----------
    files : str
        The fingerprint of what was handed in; nothing in a record of old.
    """

    state: str
    saved: bool
    seconds: float
    peak_mb: float
    score: float | None = None
    max_score: float | None = None
    note: str = ""
    files: str = ""
    repairs: list[str] = field(default_factory=list)
    flags: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


def read_record(path: Path) -> Record | None:
    """Return the record in a file; None if it is damaged."""
    try:
        return _record(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _record(told: dict[str, Any]) -> Record:
    flags = {str(name): str(seen) for name, seen in told["flags"].items()}
    if told.get("isolated") is False:
        flags["unsandboxed"] = ""
    return Record(
        state=_one_of(told["state"], STATES),
        saved=bool(told["saved"]),
        seconds=_number(told["seconds"]),
        peak_mb=_number(told["peak_mb"]),
        score=_number_or_none(told.get("score")),
        max_score=_number_or_none(told.get("max_score")),
        note=str(told["note"]),
        files=str(told.get("files", "")),
        repairs=[str(each) for each in told["repairs"]],
        flags=flags,
        answers=[_answer(each) for each in told["questions"]],
        cells=[_cell(each) for each in told["cells"]],
    )


def _answer(told: dict[str, Any]) -> Answer:
    return Answer(
        notebook=str(told["notebook"]),
        question=str(told["name"]),
        state=_one_of(told["state"], (*MARKED_AS, WAITING)),
        points=_number_or_none(told["points"]),
        max_points=_number(told["max_points"]),
        message=html.unescape(str(told["message"])),
    )


def _cell(told: dict[str, Any]) -> Cell:
    return Cell(
        str(told["notebook"]), str(told["name"]), int(told["place"]), _number(told["seconds"])
    )


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def _number_or_none(value: object) -> float | None:
    return None if value is None else _number(value)
