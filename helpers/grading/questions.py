"""What a notebook that has run earns: points and a state for each question, and what is saved."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from helpers.grading.assignment import Notebook, SourceCell
from helpers.grading.repair import grade_id

LOST = ("timeout", "memory", "died")


def questions(
    name: str, notebook: NotebookNode, source: Notebook, states: dict[int, str]
) -> list[dict[str, Any]]:
    """Return points, state and message of each marked cell.

    Parameters
    ----------
    name : str
    notebook : NotebookNode
        With the outputs of a run.
    source : Notebook
    states : dict of int to str
        How each code cell ended, by its place: ``ok``, ``error``, ``timeout``, ``memory``,
        ``died``.
    """
    known = {each.name: each for each in source.cells}
    found, since = [], "ok"
    for place, cell in enumerate(notebook.cells):
        test = known.get(grade_id(cell))
        state = states.get(place, "ok")
        if test is None or not test.grade:
            since = state if state != "ok" else since
            continue
        points, most = determine_grade(cell)
        told = {"notebook": name, "name": test.name, "points": points, "max_points": most}
        if points is None:
            told |= {"state": "waiting", "message": "A person reads and marks this."}
        elif test.solution:
            told |= {"state": "blank", "message": ""}
        else:
            lost = state if state in LOST else since if since != "ok" else ""
            named = _state(points, most) or lost or gone(test, source, notebook) or "wrong"
            told |= {"state": named, "message": _message(cell)}
        found.append(told)
        since = "ok"
    return found


def marks(notebook: NotebookNode) -> dict[str, Any]:
    """Return what nbgrader saves of a notebook that has run.

    Returns
    -------
    dict
        ``grades``: points by cell, None where a person gives them; ``comments``: what
        nbgrader remarks by itself, by cell.
    """
    known = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    grades = [cell for cell in known if is_grade(cell) or is_task(cell)]
    comments = [cell for cell in known if is_solution(cell) or is_task(cell)]
    return {
        "grades": {grade_id(c): None if is_task(c) else determine_grade(c)[0] for c in grades},
        "comments": {grade_id(cell): _remark(cell) for cell in comments},
    }


def gone(test: SourceCell, source: Notebook, notebook: NotebookNode) -> str:
    """Return whether the answers to a test are all ``missing``, or all ``blank``."""
    place = source.cells.index(test)
    asked: list[SourceCell] = []
    for each in reversed(source.cells[:place]):
        if each.is_test:
            break
        if each.solution and each.cell_type == "code":
            asked.append(each)
    cells = {grade_id(each): each for each in notebook.cells}
    there = [(cells[each.name], each) for each in asked if each.name in cells]
    if asked and not there:
        return "missing"
    same = [compute_checksum(cell) == each.checksum for cell, each in there]
    return "blank" if there and all(same) else ""


def _state(points: float, most: float) -> str:
    return "right" if points >= most else "partly" if points > 0 else ""


def _message(cell: NotebookNode) -> str:
    """Return what a test says: the message of a failed check, or the sentence with the points."""
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.evalue}" or str(output.ename)
        if output.output_type == "execute_result":
            html = str(output.data.get("text/html", ""))
            return html.removeprefix("<p>").removesuffix("</p>")
    return ""


def _remark(cell: NotebookNode) -> str | None:
    unchanged = cell.metadata.nbgrader["checksum"] == compute_checksum(cell)
    return "No response." if unchanged and not is_task(cell) else None
