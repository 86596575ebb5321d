"""Make a submitted notebook whole: what can be put right is, and what was done is said.

Locked cells and tests get the instructor's text again, lost ones come back, of a cell that
was copied one keeps its name. nbgrader does the first of these; over the rest it stops, and
with it the batch.
"""

import codecs
import json
import uuid
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers.grading.assignment import Notebook, SourceCell
from helpers.grading.text import storable

KINDS = ("code", "markdown", "raw")
PLAIN = (str, int, float, bool)
MOST_CELLS, MOST_SOURCE = 5000, 4_000_000
ENCODINGS = ("utf-8-sig", "gb18030", "latin-1")


class Unreadable(Exception):
    """A file is no notebook; why, in a sentence."""


def read(data: bytes) -> tuple[NotebookNode, list[str]]:
    """Return the notebook in a file and what had to be put right to read it.

    Raises
    ------
    Unreadable
    """
    if not data.strip():
        raise Unreadable("the file is empty")
    text, repairs = _decoded(data)
    try:
        told = storable(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the file is no JSON: {str(error)[:120]}") from error
    if not isinstance(told, dict) or not ({"cells", "worksheets"} & set(told)):
        raise Unreadable("the file is JSON, but no notebook: it has no cells")
    try:
        return _current(told, repairs), repairs
    except Unreadable:
        raise
    except Exception as error:  # what it is made of can be anything
        raise Unreadable(f"its parts are not those of a notebook: {str(error)[:120]}") from error


def repair(submitted: NotebookNode, source: Notebook) -> list[str]:
    """Put right the cells of a notebook, in place; return what was done, in sentences."""
    known = {each.name: each for each in source.cells}
    repairs: list[str] = []
    _name_once(submitted, known, repairs)
    _restore(submitted, known, repairs)
    _put_back(submitted, source, repairs)
    _in_order(submitted, source, repairs)
    submitted.metadata["kernelspec"] = source.kernelspec
    return repairs


def grade_id(cell: NotebookNode) -> str:
    """Return nbgrader's name of a cell, or nothing."""
    told = cell.metadata.get("nbgrader")
    name = told.get("grade_id") if isinstance(told, dict) else None
    return name if isinstance(name, str) else ""


def _decoded(data: bytes) -> tuple[str, list[str]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), ["read as UTF-16"]
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, [] if encoding == "utf-8-sig" else [f"read as {encoding.upper()}"]
    raise Unreadable("the file is no text")


def _current(told: dict[str, Any], repairs: list[str]) -> NotebookNode:
    """Return a notebook of nbformat 4.5, whichever it was."""
    major = told.get("nbformat", 4)
    if "worksheets" in told or major in (1, 2, 3):
        try:
            told = nbformat.reads(json.dumps(told), as_version=4)
        except Exception as error:
            told_of = f"{str(major)[:20]}, cannot be brought to 4: {str(error)[:120]}"
            raise Unreadable(f"its format, {told_of}") from error
        repairs.append(f"brought from nbformat {str(major)[:20]} to 4")
    elif major != 4:
        repairs.append(f"read as nbformat 4, not {str(major)[:20]}")
    cells = told.get("cells")
    whole = [each for each in cells if isinstance(each, dict)] if isinstance(cells, list) else []
    if isinstance(cells, list) and len(whole) < len(cells):
        repairs.append(f"{len(cells) - len(whole)} entries are no cells and were left out")
    if len(whole) > MOST_CELLS:
        raise Unreadable(f"it has {len(whole)} cells; {MOST_CELLS} are allowed")
    evened = [_cell(each, repairs) for each in whole]
    if (size := sum(len(each["source"]) for each in evened)) > MOST_SOURCE:
        raise Unreadable(f"its cells hold {size} characters; {MOST_SOURCE} are allowed")
    _identify(evened)
    metadata = told.get("metadata")
    spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    kept = {"kernelspec": spec} if isinstance(spec, dict) else {}
    made = {"nbformat": 4, "nbformat_minor": 5, "metadata": kept, "cells": evened}
    return nbformat.from_dict(made)


def _cell(told: dict[str, Any], repairs: list[str]) -> dict[str, Any]:
    """Return a cell without outputs and with every part in its form."""
    kind, source, metadata = (told.get(name) for name in ("cell_type", "source", "metadata"))
    if kind not in KINDS:
        repairs.append(f"a cell of the kind {str(kind)[:20]} is kept as text")
        kind = "raw"
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    made = {
        "id": told.get("id"),
        "cell_type": kind,
        "metadata": _entry(metadata),
        "source": source if isinstance(source, str) else "",
    }
    pictures = told.get("attachments")
    if kind != "code" and isinstance(pictures, dict):
        made["attachments"] = {name: each for name, each in pictures.items() if _is_picture(each)}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _entry(metadata: Any) -> dict[str, Any]:
    """Return of a cell's metadata nbgrader's entry, where it has its form, and nothing else."""
    told = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(told, dict) or not isinstance(told.get("grade_id"), str):
        return {}
    plain = {name: each for name, each in told.items() if isinstance(each, PLAIN)}
    points = plain.get("points")
    if not isinstance(points, int | float) or not 0 <= points < float("inf"):
        plain |= {"grade": False}
        plain.pop("points", None)
    return {"nbgrader": plain}


def _is_picture(told: Any) -> bool:
    return isinstance(told, dict) and all(isinstance(each, str) for each in told.values())


def _identify(cells: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for cell in cells:
        name = cell["id"]
        if (
            not isinstance(name, str)
            or not name.isascii()
            or not 0 < len(name) < 65
            or name in seen
        ):
            cell["id"] = uuid.uuid4().hex[:8]
        seen.add(cell["id"])


def _name_once(submitted: NotebookNode, known: dict[str, SourceCell], repairs: list[str]) -> None:
    """Let each name stand on one cell: the last, as the last is what counts when it runs."""
    cells, seen, kept = submitted.cells, set(), []
    written = {
        name
        for cell in cells
        if (name := grade_id(cell)) in known and cell.source != known[name].source
    }
    for cell in reversed(cells):
        name = grade_id(cell)
        if name and name not in known:
            repairs.append(f'"{name[:60]}" is no cell of the assignment; it is marked as no other')
        if name not in known:
            cell.metadata.pop("nbgrader", None)
        elif known[name].solution and name in written and cell.source == known[name].source:
            repairs.append(f"a blank copy of {name} was left out")
            continue
        elif name in seen:
            cell.metadata.pop("nbgrader")
            repairs.append(f"{name} stands there twice; the last one counts")
            if not known[name].solution:
                continue
        seen.add(name)
        kept.append(cell)
    submitted.cells = kept[::-1]


def _restore(submitted: NotebookNode, known: dict[str, SourceCell], repairs: list[str]) -> None:
    """Give the instructor's cells their text, and every cell its kind and its entry, again."""
    for cell in submitted.cells:
        source = known.get(grade_id(cell))
        if source is None:
            continue
        if cell.cell_type != source.cell_type:
            repairs.append(
                f"{source.name} was turned into {cell.cell_type} and is code again"
                if source.cell_type == "code"
                else f"{source.name} is {source.cell_type} again"
            )
            _become(cell, source.cell_type)
        cell.metadata["nbgrader"] = source.metadata()
        if source.locked and not source.solution:
            cell.source = source.source


def _become(cell: NotebookNode, kind: str) -> None:
    cell.cell_type = kind
    for name in ("outputs", "execution_count", "attachments"):
        cell.pop(name, None)
    if kind == "code":
        cell.outputs, cell.execution_count = [], None


def _put_back(submitted: NotebookNode, source: Notebook, repairs: list[str]) -> None:
    """Put back what the instructor marked and the student lost, but for solutions."""
    at = -1
    for cell in source.cells:
        places = [i for i, each in enumerate(submitted.cells) if grade_id(each) == cell.name]
        if places:
            at = max(at, places[0])
        elif cell.grade or not cell.solution or cell.cell_type != "code":
            at += 1
            submitted.cells.insert(at, _made(cell))
            repairs.append(f"{cell.name} was missing and is put back")


def _made(source: SourceCell) -> NotebookNode:
    make = (
        nbformat.v4.new_code_cell if source.cell_type == "code" else nbformat.v4.new_markdown_cell
    )
    return make(source.source, metadata={"nbgrader": source.metadata()})


def _in_order(submitted: NotebookNode, source: Notebook, repairs: list[str]) -> None:
    """Let each test stand behind the solutions that it tests."""
    for place, cell in enumerate(source.cells):
        if not cell.is_test:
            continue
        before = {each.name for each in source.cells[:place]}
        names = [grade_id(each) for each in submitted.cells]
        here = names.index(cell.name)
        last = max((i for i, name in enumerate(names) if name in before), default=-1)
        if last > here:
            submitted.cells.insert(last, submitted.cells.pop(here))
            repairs.append(f"{cell.name} stood before what it tests and is moved behind it")
