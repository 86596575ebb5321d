"""Files as they travel with a submission: their content in base64, by path."""

import base64
import hashlib
import json
from pathlib import Path, PurePosixPath


def write_files(files: dict[str, str], folder: Path) -> None:
    """Write files into a folder, with the folders between."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def merged(own: dict[str, str], given: dict[str, str]) -> dict[str, str]:
    """Return a student's files and the assignment's, which go before any of their name.

    Examples
    --------
    >>> merged({"a.csv/x": "1", "data": "2", "b.py": "3"}, {"a.csv": "4", "data/c.csv": "5"})
    {'b.py': '3', 'a.csv': '4', 'data/c.csv': '5'}
    """
    folders = {str(above) for path in given for above in PurePosixPath(path).parents}
    kept = {
        path: text
        for path, text in own.items()
        if path not in folders and not {path, *map(str, PurePosixPath(path).parents)} & set(given)
    }
    return kept | given


def fingerprint(files: dict[str, str] | None) -> str:
    """Return another text for every other set of files, whenever they were written."""
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()
