"""Files as they travel with a submission: their content in base64, by path."""

import base64
import hashlib
import json
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


def write_files(files: dict[str, str], folder: Path) -> None:
    """Write files into a folder, with the folders between."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def fingerprint(files: dict[str, str] | None) -> str:
    """Return another text for every other set of files, whenever they were written."""
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()
