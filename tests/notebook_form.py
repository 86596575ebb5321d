"""The form that every chapter has, as rules that complain in sentences.

A rule takes a notebook and its path and yields what is wrong; `test_notebooks` applies
`CHAPTER` to the chapters and `EVERY` to the assignments too.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from nbformat import NotebookNode

CHECKED = "# NBVAL_CHECK_OUTPUT"
LONGEST_CELL = 8
Rule = Callable[[NotebookNode, Path], Iterator[str]]


# What holds for chapters and assignments alike


def holds_no_widget_state(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """No saved state of widgets, which is megabytes and grows stale."""
    if "widgets" in notebook.metadata:
        yield "the notebook holds widget state"
    for cell in code(notebook):
        for output in cell.outputs:
            if any("widget" in kind for kind in output.get("data", {})):
                yield f"{named(cell)} holds a widget as its output"


def only_checked_cells_keep_output(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """nbval passes a checked cell that has lost its output, and says nothing."""
    for cell in code(notebook):
        checked = cell.source.startswith(CHECKED + "\n")
        if checked and (not cell.outputs or cell.execution_count is None):
            yield f"{named(cell)} is checked and has no stored output: refresh the notebook"
        if checked and any(output.get("name") == "stderr" for output in cell.outputs):
            yield f"{named(cell)} stores a warning as its output"
        if not checked and (cell.outputs or cell.execution_count is not None):
            yield f"{named(cell)} keeps an output and is not checked: refresh the notebook"


def marks_for_nbval_are_the_first_line(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """A mark anywhere else, or any other mark, would switch a check off unseen."""
    for cell in code(notebook):
        marks = [line for line in cell.source.splitlines() if "NBVAL_" in line]
        if marks and (marks != [CHECKED] or not cell.source.startswith(CHECKED)):
            yield f'{named(cell)} has a mark that is not the first line "{CHECKED}"'
        for tag in cell.metadata.get("tags", []):
            if tag.startswith("nbval") or tag == "raises-exception":
                yield f'{named(cell)} is marked by the tag "{tag}"'


def cells_have_ids_of_their_own(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """Ids that stay keep the diff of a notebook readable."""
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        yield "the notebook is older than format 4.5, so its cells have no ids"
        return
    for cell_id, count in Counter(cell.id for cell in notebook.cells).items():
        if count > 1:
            yield f"{count} cells have the id {cell_id}"


def asks_for_the_kernel_python3(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """Another name is found on one machine only; a version changes with each."""
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "the notebook does not ask for the kernel python3"
    if notebook.metadata.get("language_info") != {"name": "python"}:
        yield "the notebook names the Python it was run with: refresh it"


def is_plain_python(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """No magic, no shell, no pip, no path of one's own, no star import, no print."""
    for cell in code(notebook):
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            yield f"{named(cell)} is not plain Python (a magic, or a line for the shell?)"
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names):
                yield f"{named(cell)} imports everything from {node.module}"
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path":
                yield f"{named(cell)} touches sys.path"
            if called(node) in {"print", "system", "get_ipython"}:
                yield f"{named(cell)} calls {called(node)}()"


# What holds for chapters


def opens_with_its_number_and_title(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """``# 4 · SERVQUAL: ...``, what the reader will be able to do, and the time it takes."""
    first = notebook.cells[0]
    title = re.match(r"# (\d+) · \S.*", first.source)
    if first.cell_type != "markdown" or not title:
        yield 'the first cell does not begin with "# N · title"'
        return
    if int(title[1]) != number_of(path):
        yield f"the title says chapter {title[1]}, and the file is {path.name}"
    if "You will" not in first.source or "minutes" not in first.source:
        yield 'the first cell does not say what "You will" do, or in how many minutes'


def code_cells_are_short(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """A cell is a call and a look; the rest is in helpers."""
    for cell in code(notebook):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        if len(lines) > LONGEST_CELL:
            yield f"{named(cell)} has {len(lines)} lines, more than {LONGEST_CELL}"


def defines_nothing(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """What a chapter needs is in helpers, where it is tested."""
    for cell in code(notebook):
        for node in ast.walk(parsed(cell)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield f"{named(cell)} defines {node.name}"
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
                yield f"{named(cell)} defines {ast.unparse(node.targets[0])}"


def imports_once_in_the_first_code_cell(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """One place shows what a chapter rests on, and nothing is imported twice."""
    names = Counter[str]()
    for position, cell in enumerate(code(notebook)):
        found = [n for n in ast.walk(parsed(cell)) if isinstance(n, ast.Import | ast.ImportFrom)]
        names.update(alias.asname or alias.name for node in found for alias in node.names)
        if found and position > 0:
            yield f"{named(cell)} imports, and is not the first code cell"
        if not found and position == 0:
            yield "the first code cell imports nothing"
    for name, count in names.items():
        if count > 1:
            yield f"{name} is imported {count} times"


def an_explorer_follows_its_question(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """**Explore** says what each control means and asks before the reader turns it."""
    text = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = cell.source
        elif any((called(node) or "").startswith("explore_") for node in ast.walk(parsed(cell))):
            if "**Explore" not in text:
                yield f"{named(cell)} shows an explorer, and no cell **Explore** stands before it"
            text = ""


def an_exercise_is_a_blank_and_its_check(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """A cell tagged exercise, and only such a cell, has ``name = ...`` and ``check_name(...)``."""
    for cell in code(notebook):
        nodes = list(ast.walk(parsed(cell)))
        blank = any(is_blank(node) for node in nodes)
        check = any((called(node) or "").startswith("check_") for node in nodes)
        tagged = "exercise" in cell.metadata.get("tags", [])
        if tagged and not (blank and check):
            yield f"{named(cell)} is an exercise without a blank (name = ...) and a check"
        if not tagged and (blank or check):
            yield f'{named(cell)} has a blank or a check and lacks the tag "exercise"'


def exercises_are_numbered_in_order(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """**Exercise 4.1**, **Exercise 4.2**, ... each in the cell before its blank."""
    found = [
        label
        for before, cell in zip(notebook.cells, notebook.cells[1:], strict=False)
        if "exercise" in cell.metadata.get("tags", [])
        for label in (re.findall(r"\*\*Exercise (\d+\.\d+)", before.source)[-1:] or ["none"])
    ]
    wanted = [f"{number_of(path)}.{count}" for count in range(1, len(found) + 1)]
    if found != wanted:
        yield f"the exercises are numbered {', '.join(found)}, not {', '.join(wanted)}"


def has_the_sections_of_a_chapter(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """Its key terms, the critics, a summary and the sources, in this order at the end."""
    headings = [
        line.removeprefix("## ").strip()
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("## ")
    ]
    needed = ["Where the model falls short"] if number_of(path) > 0 else []
    needed += ["Summary", "Sources"]
    absent = [name for name in needed if name not in headings]
    if absent:
        yield f"the chapter has no section {', no section '.join(absent)}"
    elif [name for name in headings if name in needed] != needed:
        yield f"the sections do not stand in the order {', '.join(needed)}"
    calls = {called(node) for cell in code(notebook) for node in ast.walk(parsed(cell))}
    if "Key terms" not in headings and not any("terms" in (name or "") for name in calls):
        yield "the chapter shows no key terms"


EVERY: tuple[Rule, ...] = (
    holds_no_widget_state,
    only_checked_cells_keep_output,
    marks_for_nbval_are_the_first_line,
    cells_have_ids_of_their_own,
    asks_for_the_kernel_python3,
    is_plain_python,
)
CHAPTER: tuple[Rule, ...] = (
    *EVERY,
    opens_with_its_number_and_title,
    code_cells_are_short,
    defines_nothing,
    imports_once_in_the_first_code_cell,
    an_explorer_follows_its_question,
    an_exercise_is_a_blank_and_its_check,
    exercises_are_numbered_in_order,
    has_the_sections_of_a_chapter,
)


def code(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def named(cell: NotebookNode) -> str:
    """Return how a complaint calls a cell: its id and its first line."""
    return f"cell {cell.id} ({cell.source.partition(chr(10))[0][:40]!r})"


def number_of(path: Path) -> int:
    """Return the chapter's number, from the file's name."""
    return int(path.name.partition("_")[0])


def parsed(cell: NotebookNode) -> ast.Module:
    """Return the cell's syntax; none where `is_plain_python` complains."""
    try:
        return ast.parse(cell.source if cell.cell_type == "code" else "")
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def called(node: ast.AST) -> str | None:
    """Return the last part of the name of the function that a node calls."""
    if not isinstance(node, ast.Call):
        return None
    return ast.unparse(node.func).rpartition(".")[2]


def is_blank(node: ast.AST) -> bool:
    """Tell whether a node is the reader's blank, ``name = ...``."""
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.value.value is ...
    )
