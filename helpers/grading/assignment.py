"""An assignment as the engine has it: plain values, which can be sent to another machine."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from nbgrader.preprocessors import ClearHiddenTests

from helpers.grading.python import imports

BEGIN = ClearHiddenTests.begin_test_delimeter.default_value
END = ClearHiddenTests.end_test_delimeter.default_value
ENGINE = "3"


@dataclass(frozen=True)
class SourceCell:
    """A cell that the instructor marked, as everybody got it, with its hidden tests."""

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    @property
    def is_test(self) -> bool:
        return self.grade and not self.solution and self.cell_type == "code"

    def metadata(self) -> dict[str, Any]:
        """Return nbgrader's entry in a cell's metadata."""
        told: dict[str, Any] = {
            "grade": self.grade,
            "grade_id": self.name,
            "locked": self.locked,
            "schema_version": 3,
            "solution": self.solution,
            "task": self.task,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return told if self.points is None else told | {"points": self.points}

    def parts(self) -> list[tuple[bool, str]]:
        """Return the cell in parts, each hidden (True) or seen by everybody."""
        parts: list[tuple[bool, list[str]]] = [(False, [])]
        for line in self.source.splitlines():
            if BEGIN in line or END in line:
                parts.append((BEGIN in line, []))
            else:
                parts[-1][1].append(line)
        joined = [(hidden, "\n".join(lines).strip("\n")) for hidden, lines in parts]
        return [(hidden, text) for hidden, text in joined if text.strip()]


@dataclass(frozen=True)
class Notebook:
    """One notebook of an assignment.

    Attributes
    ----------
    kernelspec : dict
    cells : list of SourceCell
    unmarked : list of str
        The source's code cells that nbgrader knows nothing of.
    answers : dict of str to list of str
        The names that the instructor's solutions bind, by cell, but for imports: from that
        cell on such a name is the student's, whatever hidden tests meant by it before.
    inside : list of str
        Test cells whose hidden part does not work outside the student's process.
    twice : list of str
        Test cells whose visible lines work outside too, so that they are run in both places.
    """

    kernelspec: dict[str, Any]
    cells: list[SourceCell]
    unmarked: list[str]
    inside: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)

    def instructors(self) -> list[str]:
        """Return what everybody sees of the cells that students cannot change."""
        shown = [each.parts() for each in self.cells if each.cell_type == "code" and each.locked]
        return self.unmarked + [text for parts in shown for hidden, text in parts if not hidden]

    def imports(self) -> list[str]:
        """Return the modules that everybody sees imported."""
        return imports(self.instructors())


@dataclass(frozen=True)
class Assignment:
    """An assignment, as plain values that can be sent to another machine.

    Attributes
    ----------
    name : str
    notebooks : dict of str to Notebook
    files : dict of str to str
        What lies beside the notebooks in the source folder, in base64.
    """

    name: str
    notebooks: dict[str, Notebook]
    files: dict[str, str]

    def digest(self) -> str:
        """Return another text for every other version of the tests or files."""
        told = json.dumps([ENGINE, asdict(self)], sort_keys=True).encode()
        return hashlib.sha256(told).hexdigest()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Assignment":
        notebooks = {
            name: Notebook(**each | {"cells": [SourceCell(**cell) for cell in each["cells"]]})
            for name, each in told["notebooks"].items()
        }
        return cls(told["name"], notebooks, told["files"])
