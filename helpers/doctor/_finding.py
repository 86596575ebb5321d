"""What the doctor finds, and the commands that mend it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Finding(NamedTuple):
    """What is wrong, in a sentence, and the lines to type."""

    wrong: str
    type: str


def install(root: Path = ROOT, prefix: str = sys.prefix, base: str = sys.base_prefix) -> str:
    """Return what installs the course as requirements.lock says."""
    if in_nox(root, prefix):
        return "python -m nox -s lab"
    if prefix != base or (Path(prefix) / "conda-meta").is_dir():
        return "python -m pip install -r requirements.lock -e ."
    return "python -m pip install nox\npython -m nox -s lab"


def install_again(pin: str, root: Path = ROOT, prefix: str = sys.prefix) -> str:
    """Return what puts the files of an installed package back."""
    if in_nox(root, prefix):
        return "python -m nox --reuse-venv never -s lab"
    return f"python -m pip install --force-reinstall --no-deps {pin}"


def in_nox(root: Path, prefix: str) -> bool:
    """Tell whether nox made the environment in which the doctor runs."""
    return root / ".nox" in Path(prefix).resolve().parents


def set_variable(name: str, value: str, system: str = os.name) -> str:
    """Return what sets a variable in the shells of this system."""
    if system == "nt":
        return f'$env:{name} = "{value}"     (PowerShell)\nset {name}={value}     (Command Prompt)'
    return f"export {name}={value}"
