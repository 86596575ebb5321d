"""Say in README and in chapter 00 which chapters are written.

    python tools/chapters.py

The rows are written by hand, but for each chapter's state, its link and, once it is written,
the minutes that its first cell names.
"""

import re
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
START = ROOT / "notebooks" / "00_start.ipynb"
MAP = "map"  # the cell of chapter 00 that holds its table
ROW = re.compile(
    r"^\| \[?(\d\d) (\w+)(?:\]\([^)]*\))? \|(.*)\| (?:written|to come) \|$", re.MULTILINE
)


def readme(text: str) -> str:
    """Return README with its table of chapters brought up to date."""
    return ROW.sub(_linked, text)


def course_map(text: str) -> str:
    """Return chapter 00's map brought up to date."""
    return ROW.sub(lambda row: f"| {row[1]} {row[2]} |{row[3]}| {_state(row)} |", text)


def _linked(row: re.Match[str]) -> str:
    path = _path(row)
    if not path.exists():
        return f"| {row[1]} {row[2]} |{row[3]}| to come |"
    about, _minutes = row[3].strip().rsplit(" | ", 1)
    chapter = f"[{row[1]} {row[2]}](notebooks/{path.name})"
    return f"| {chapter} | {about} | {minutes(path)} | written |"


def minutes(path: Path) -> int:
    """Return the minutes that a chapter's first cell asks for in class."""
    first = nbformat.read(path, as_version=4).cells[0].source
    return int(re.search(r"Time: (\d+) minutes", first)[1])


def _state(row: re.Match[str]) -> str:
    return "written" if _path(row).exists() else "to come"


def _path(row: re.Match[str]) -> Path:
    return ROOT / "notebooks" / f"{row[1]}_{row[2]}.ipynb"


def main() -> None:
    """Bring both tables up to date."""
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    start = nbformat.read(START, as_version=4)
    for cell in start.cells:
        if cell.id == MAP:
            cell.source = course_map(cell.source)
    nbformat.write(start, START)


if __name__ == "__main__":
    main()
