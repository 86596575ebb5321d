"""Python and its packages, held against requirements.lock."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module, metadata
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

from helpers.doctor._finding import ROOT, Finding, install
from helpers.locale import gettext as _
from helpers.locale import in_a_row, ngettext

OLDEST, NEWEST = (3, 11), (3, 13)
DISTRIBUTION = "service-quality-notebooks"


def python_version(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> list[Finding]:
    """Find a Python that is too old for the course."""
    if version[:2] >= OLDEST:
        return []
    wrong = _("The course needs Python {oldest} or later, and this is {version}.").format(
        oldest=dotted(OLDEST), version=dotted(version)
    )
    newest = f"py -{dotted(NEWEST)}" if os.name == "nt" else f"python{dotted(NEWEST)}"
    return [Finding(wrong, f"{newest} -m pip install nox\n{newest} -m nox -s lab")]


def other_python(root: Path = ROOT, prefix: str = sys.prefix) -> list[Finding]:
    """Find that the course was installed, and that this Python is another one."""
    own = root / ".nox" / "env"
    if not own.is_dir() or own.resolve() == Path(prefix).resolve() or not packages(root):
        return []
    wrong = _("This Python ({python}) is not the one that the course was installed in.").format(
        python=sys.executable
    )
    return [Finding(wrong, "python -m nox -s doctor")]


def packages(
    root: Path = ROOT, version_of: Callable[[str], str] = metadata.version
) -> list[Finding]:
    """Find packages that are missing, or whose version is not the one in requirements.lock."""
    lock = root / "requirements.lock"
    if not lock.exists():
        wrong = _("There is no requirements.lock in {folder}: the course is not whole.")
        return [Finding(wrong.format(folder=root), "git checkout -- requirements.lock")]
    missing, other = [], []
    for name, wanted in locked(lock.read_text(encoding="utf-8")).items():
        found = _version(name, version_of)
        if found is None:
            missing.append(name)
        elif found != wanted:
            other.append(f"{name} {found} ≠ {wanted}")
    return [*_missing(missing), *_of_another_version(other)]


def locked(text: str) -> dict[str, str]:
    """Return the version of each package that requirements.lock asks for on this machine.

    Lines with a condition ("; sys_platform == ...") need the package packaging to be read.
    Without it they are left out: packaging itself is then among what is missing.
    """
    wanted = {}
    for line in text.splitlines():
        pin, _semicolon, condition = line.partition(";")
        name, equals, version = pin.partition("==")
        if equals and not line.startswith("#") and _applies(condition.strip()):
            wanted[name.strip()] = version.strip()
    return wanted


def course(
    root: Path = ROOT, distributions: Iterable[metadata.Distribution] | None = None
) -> list[Finding]:
    """Find that a notebook would not import the helpers of this folder."""
    if distributions is None:
        distributions = metadata.distributions(name=DISTRIBUTION)
    folders = [folder for each in distributions if (folder := _installed_from(each))]
    if root in folders:
        return []
    wrong = _("The course itself is not installed here, so a notebook does not find helpers.")
    if folders:
        wrong = _(
            "A notebook would take helpers from {other}, and this course lies in {folder}."
        ).format(other=folders[0], folder=root)
    return [Finding(wrong, install(root))]


def dotted(version: tuple[int, ...]) -> str:
    """Return a version as it is written."""
    return ".".join(str(part) for part in version)


def _missing(names: list[str]) -> list[Finding]:
    if not names:
        return []
    wrong = ngettext(
        "{count} package is missing in this Python ({python}): {names}.",
        "{count} packages are missing in this Python ({python}): {names}.",
        len(names),
    ).format(count=len(names), python=sys.executable, names=_first_few(names))
    return [Finding(wrong, install())]


def _of_another_version(differences: list[str]) -> list[Finding]:
    if not differences:
        return []
    wrong = ngettext(
        "{count} package is not of the version that the course was tested with: {names}.",
        "{count} packages are not of the versions that the course was tested with: {names}.",
        len(differences),
    ).format(count=len(differences), names=_first_few(differences))
    return [Finding(wrong, install())]


def _first_few(names: list[str], shown: int = 6) -> str:
    return in_a_row(names if len(names) <= shown else [*names[:shown], "…"])


def _version(name: str, version_of: Callable[[str], str]) -> str | None:
    try:
        return version_of(name)
    except metadata.PackageNotFoundError:
        return None


def _applies(condition: str) -> bool:
    if not condition:
        return True
    try:
        markers = import_module("packaging.markers")
    except ImportError:
        return False
    return bool(markers.Marker(condition).evaluate())


def _installed_from(distribution: metadata.Distribution) -> Path | None:
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    if not origin.get("dir_info", {}).get("editable"):
        return None  # a copy in site-packages, or what the build left in the course's folder
    return Path(url2pathname(urlparse(origin["url"]).path)).resolve()
