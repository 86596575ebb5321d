"""A folder's files as they travel: apart from `files`, which a student's process imports too."""

import base64
from pathlib import Path

from nbgrader.utils import find_all_files


def read_files(folder: Path, ignored: list[str]) -> dict[str, str]:
    """Return the plain files of a folder in base64, by their path in it; no link is followed."""
    found = sorted(map(Path, find_all_files(str(folder), ignored)))
    inside = [path for path in found if path.is_file() and not path.is_symlink()]
    return {
        path.relative_to(folder).as_posix(): base64.b64encode(path.read_bytes()).decode("ascii")
        for path in inside
    }
