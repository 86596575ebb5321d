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
    return _current(told, repairs), repairs


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
            raise Unreadable(f"its format, {major}, cannot be brought to 4: {error}") from error
        repairs.append(f"brought from nbformat {major} to 4")
    elif major != 4:
        repairs.append(f"read as nbformat 4, not {str(major)[:20]}")
    cells = told.get("cells")
    whole = [each for each in cells if isinstance(each, dict)] if isinstance(cells, list) else []
    if isinstance(cells, list) and len(whole) < len(cells):
        repairs.append(f"{len(cells) - len(whole)} entries are no cells and were left out")
    metadata = told.get("metadata")
    evened = [_cell(each, repairs) for each in whole]
    _identify(evened)
    made = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "cells": evened,
    }
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
        "metadata": metadata if isinstance(metadata, dict) else {},
        "source": source if isinstance(source, str) else "",
    }
    if isinstance(told.get("attachments"), dict) and kind != "code":
        made["attachments"] = told["attachments"]
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


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
        elif not cell.solution or cell.cell_type != "code":
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
