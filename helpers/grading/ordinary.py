"""Where there is no Linux: nbgrader's ordinary kernel, without isolation.

Each notebook runs in a kernel of its own with the rights of whoever grades, hidden tests in
the same process as the answers, as under nbgrader's own autograde. What is repaired, recorded
and reported is the same as elsewhere; limits are of time alone.
"""

import base64
import copy
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, LimitOutput

from helpers.grading.assignment import Assignment
from helpers.grading.attempt import SAID, Skipped
from helpers.grading.bench import find_notebook
from helpers.grading.files import merged, write_files
from helpers.grading.isolate import Limits
from helpers.grading.outputs import as_output
from helpers.grading.questions import marks, questions
from helpers.grading.repair import Unreadable, read, repair
from helpers.grading.work import empty

ENDED = {"CellTimeoutError": "timeout", "DeadKernelError": "died", "MemoryError": "memory"}


class Quiet(AsyncKernelManager):
    """Starts kernels whose own remarks nobody reads."""

    async def _async_start_kernel(self, **options: Any) -> Any:
        return await super()._async_start_kernel(stderr=subprocess.DEVNULL, **options)

    start_kernel = _async_start_kernel


class Ordinary:
    """Marks like a `Worker`, in kernels."""

    isolated = False

    def begin(self, job: dict[str, Any]) -> None:
        """Take an assignment in hand; every test runs inside."""
        self._assignment = Assignment.from_json(job["assignment"])
        self._limits = Limits(**job["limits"])

    def another(self) -> "Ordinary":
        """Return one more."""
        return copy.copy(self)

    def close(self) -> None:
        """Do nothing: each kernel ends with its notebook."""

    def grade(self, student: str, files: dict[str, str]) -> dict[str, Any]:
        """Return the record of a submission."""
        started, record = time.monotonic(), empty(student, "graded")
        for name in self._assignment.notebooks:
            found = find_notebook(name, files, set(self._assignment.notebooks), record["repairs"])
            if found is None:
                record |= {"state": "missing", "note": f"There is no {name}.ipynb."}
                continue
            try:
                self._notebook(record, name, base64.b64decode(files[found]), files)
            except Unreadable as error:
                record |= {"state": "unreadable", "note": f"{found}: {error}."}
        return record | {"seconds": round(time.monotonic() - started, 3), "isolated": False}

    def _notebook(
        self, record: dict[str, Any], name: str, data: bytes, files: dict[str, str]
    ) -> None:
        notebook, repairs = read(data)
        source = self._assignment.notebooks[name]
        record["repairs"] += repairs + repair(notebook, source)
        beside = {path: text for path, text in files.items() if not path.endswith(".ipynb")}
        with tempfile.TemporaryDirectory(prefix="submission-") as folder:
            write_files(merged(beside, self._assignment.files), Path(folder))
            states = _run(notebook, folder, self._limits.seconds)
        LimitOutput().preprocess(notebook, {})
        record["questions"] += questions(name, notebook, source, states)
        record["marks"][name] = marks(notebook)
        record["notebooks"][name] = nbformat.writes(notebook)


def _run(notebook: NotebookNode, folder: str, seconds: float) -> dict[int, str]:
    """Run a notebook in place; a cell that ends its kernel is left out of the next try."""
    skipped: Skipped = {}
    while True:
        tried = copy.deepcopy(notebook)
        for at in skipped:
            tried.cells[int(at)].source = ""
        execute = Execute(timeout=max(1, round(seconds)), kernel_manager_class=Quiet)
        try:
            execute.preprocess(tried, {"metadata": {"path": folder}})
            break
        except DeadKernelError:
            code = [(n, each) for n, each in enumerate(tried.cells) if each.cell_type == "code"]
            skipped[next(str(n) for n, each in code if each.execution_count is None)] = "died"
    for before, after in zip(notebook.cells, tried.cells, strict=True):
        if before.cell_type == "code":
            before.outputs, before.execution_count = after.outputs, after.execution_count
    for at, how in skipped.items():
        notebook.cells[int(at)].outputs = [nbformat.from_dict(as_output(*SAID[how]))]
    return {place: _state(cell) for place, cell in enumerate(notebook.cells)}


def _state(cell: NotebookNode) -> str:
    names = [each.ename for each in cell.get("outputs", []) if each.output_type == "error"]
    return ENDED.get(names[-1], "error") if names else "ok"
