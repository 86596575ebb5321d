"""Files as they travel with a submission: their content in base64, by path."""

import base64
import hashlib
import json
from pathlib import Path


def write_files(files: dict[str, str], folder: Path) -> None:
    """Write files into a folder, with the folders between."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def fingerprint(files: dict[str, str] | None) -> str:
    """Return another text for every other set of files, whenever they were written."""
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()
