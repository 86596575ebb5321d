"""Run the notebooks again and store them in the one form that the project keeps.

    python tools/refresh_notebooks.py [NOTEBOOK ...]

Without a name, every chapter and every assignment. Only a cell that begins with
``# NBVAL_CHECK_OUTPUT`` keeps its output; widget state, timings and the kernel's version go.
The same notebook gives the same bytes each time.
"""

import asyncio
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

ROOT = Path(__file__).resolve().parents[1]
CHECKED = "# NBVAL_CHECK_OUTPUT"
MINUTES = 5
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
PASSING = ("ExecuteTime", "collapsed", "execution", "scrolled", "trusted")


def notebooks() -> list[Path]:
    """Return the chapters, then the assignments."""
    folder = ROOT / "notebooks"
    return [*sorted(folder.glob("*.ipynb")), *sorted(folder.glob("assignments/*/*.ipynb"))]


def refreshed(path: Path, minutes: float = MINUTES) -> bytes:
    """Return the notebook as it is stored after a run from top to bottom.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    TimeoutError
        If the whole run takes longer than the minutes given. A cell that writes into an
        Output widget (``with screen:``) can bring it about on a busy machine: nbclient
        answers the widget on the socket on which it awaits the kernel's reply, and may
        then not hear the reply.
    """
    notebook = nbformat.read(path, as_version=4)
    # Without widget state nbclient fails on Output widgets; `tidy` drops it afterwards.
    client = NotebookClient(
        notebook, timeout=None, kernel_name="python3", record_timing=False, store_widget_state=True
    )
    run = client.async_execute(cwd=str(path.parent), env={**os.environ, "COURSE_LANG": "en"})
    started = time.monotonic()
    try:
        asyncio.run(asyncio.wait_for(run, minutes * 60))
    except (TimeoutError, DeadKernelError):
        if time.monotonic() - started < minutes * 60:
            raise
        raise TimeoutError(f"{path.name} was not done within {minutes} minutes") from None
    tidy(notebook)
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8")


def tidy(notebook: nbformat.NotebookNode) -> None:
    """Take out of a notebook what a run leaves in it, but for the checked cells' output."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata.update(kernelspec=KERNEL, language_info={"name": "python"})
    for cell in notebook.cells:
        for name in PASSING:
            cell.metadata.pop(name, None)
        if cell.cell_type == "code" and not cell.source.startswith(CHECKED):
            cell.update(outputs=[], execution_count=None)


def main(names: list[str]) -> None:
    """Refresh the notebooks named, or all of them."""
    for path in [Path(name).resolve() for name in names] or notebooks():
        path.write_bytes(refreshed(path))
        print(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


if __name__ == "__main__":
    main(sys.argv[1:])
