"""The folder, the terminal and the language in which the course is used."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from pathlib import Path

from helpers.doctor._finding import ROOT, Finding, set_variable
from helpers.doctor._packages import NEWEST, dotted
from helpers.locale import gettext as _
from helpers.locale import language

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def course_language() -> list[Finding]:
    """Find a COURSE_LANG that the course does not speak; then go on in English."""
    try:
        language()
    except ValueError as error:
        language("en")
        return [Finding(f"COURSE_LANG: {error}.", set_variable("COURSE_LANG", "en"))]
    return []


def folder(root: Path = ROOT, here: Path | None = None) -> list[Finding]:
    """Find that this is not the course's folder, or not all of it."""
    here = (here or Path.cwd()).resolve()
    for part in ("notebooks", "data"):
        if not (root / part).is_dir():
            wrong = _("{folder} has no folder {part}: the course is not whole. Unpack it again.")
            return [
                Finding(wrong.format(folder=root, part=part), "cd COURSE\npython -m nox -s lab")
            ]
    if root == here or root in here.parents:
        return []
    wrong = _("You are in {here}, and the course lies in {folder}.").format(here=here, folder=root)
    return [Finding(wrong, f'cd "{root}"')]


def encoding(name: str | None = None) -> list[Finding]:
    """Find an output that can show neither Chinese nor a minus sign."""
    name = name or sys.stdout.encoding or "ascii"
    if codecs.lookup(name).name == "utf-8":
        return []
    wrong = _("Python writes {encoding} here and not UTF-8: some signs and Chinese get lost.")
    return [Finding(wrong.format(encoding=name), set_variable("PYTHONUTF8", "1"))]


def notes(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> list[str]:
    """Return what is worth knowing and keeps nobody from working."""
    told = []
    if version[:2] > NEWEST:
        told.append(
            _("Python {version} is newer than {newest}, the newest that was tried.").format(
                version=dotted(version), newest=dotted(NEWEST)
            )
        )
    if not has_browser():
        told.append(
            _(
                "No Chromium was found. Only browser tests and pictures need it: "
                "python -m playwright install chromium"
            )
        )
    return told


def has_browser() -> bool:
    """Tell whether there is a Chromium, the system's or Playwright's own."""
    caches = {"win32": "AppData/Local", "darwin": "Library/Caches"}
    own = Path.home() / caches.get(sys.platform, ".cache") / "ms-playwright"
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or own)
    return any(map(shutil.which, BROWSERS)) or any(own.glob("chromium*"))
