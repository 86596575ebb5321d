"""What a student handed in, read as files that may be anything."""

import base64
import json
import os
from datetime import datetime
from pathlib import Path

from helpers.grading.course import Course
from helpers.grading.folder import read_files

# Of base64; and of files that may hold much output, which is left out.
MOST_BYTES, MOST_READ = 24 * 1024 * 1024, 96 * 1024 * 1024
LONGEST_PATH, LONGEST_TIME = 1000, 100


def handed_in(course: Course, assignment: str, student: str) -> tuple[dict[str, str] | None, str]:
    """Return a submission's files, and why they cannot be marked; None if there are none."""
    folder = course.folder("submitted", student, assignment)
    if folder.is_symlink() or folder.parent.is_symlink():
        return None, "Its folder is a link, and no link is followed."
    if not folder.is_dir():
        return None, "Nothing was handed in."
    if why := _too_much(folder):
        return {}, why
    try:
        files = read_files(folder, list(course.directory.ignore))
    except OSError as error:
        return {}, f"Its files cannot be read: {error}."
    links = [path.name for path in folder.iterdir() if path.is_symlink()]
    if not any(name.endswith(".ipynb") for name in files):
        linked = f" {links[0]} is a link, and no link is followed." if links else ""
        return None, f"There is no notebook in the folder.{linked}"
    size = sum(map(len, files.values()))
    if size > MOST_BYTES:
        files = {name: _without_outputs(data) for name, data in files.items()}
        size = sum(map(len, files.values()))
    if size > MOST_BYTES:
        return files, f"The files take {size // 2**20} MB; {MOST_BYTES // 2**20} are allowed."
    return files, ""


def _too_much(folder: Path) -> str:
    """Return why a folder cannot be read as a whole, before it is; nothing if it can."""
    size = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            size += path.stat().st_size
        if len(os.fsencode(path.relative_to(folder))) > LONGEST_PATH:
            return f"A path in it is longer than {LONGEST_PATH} bytes."
    if size > MOST_READ:
        return f"The files take {size // 2**20} MB; {MOST_BYTES // 2**20} are allowed."
    return ""


def handed_in_at(course: Course, assignment: str, student: str) -> tuple[datetime | None, str]:
    """Return when it was handed in, as far as timestamp.txt tells, and what is wrong with that."""
    folder = course.folder("submitted", student, assignment)
    wrong = "timestamp.txt holds no time, and is left aside"
    path = folder / "timestamp.txt"
    if path.is_symlink() or (path.is_file() and path.stat().st_size > LONGEST_TIME):
        return None, wrong
    try:
        return course.directory.get_existing_timestamp(str(folder)), ""
    except (ValueError, OverflowError, OSError, AttributeError):  # nbgrader's own, over bad dates
        return None, wrong


def _without_outputs(data: str) -> str:
    """Return a large notebook without its outputs; what is no notebook stays as it is."""
    try:
        told = json.loads(base64.b64decode(data))
        for cell in told["cells"]:
            cell.update({"outputs": []} if cell.get("cell_type") == "code" else {})
            cell.pop("attachments", None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
        return data
    return base64.b64encode(json.dumps(told).encode()).decode("ascii")
