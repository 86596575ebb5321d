"""Files as they travel with a submission: their content in base64, by path."""

import base64
from pathlib import Path


def write_files(files: dict[str, str], folder: Path) -> None:
    """Write files into a folder, with the folders between."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
