"""Run every check, print what is wrong and what to type."""

from __future__ import annotations

import argparse
import platform
import sys
from importlib import metadata
from itertools import groupby

from helpers.doctor._finding import ROOT, Finding
from helpers.doctor._jupyter import drawing_library, kernel, widget_extensions
from helpers.doctor._packages import course, locked, other_python, packages, python_version
from helpers.doctor._place import course_language, encoding, folder, notes
from helpers.locale import gettext as _
from helpers.locale import in_a_row

# What one of the first three finds makes the rest beside the point.
FIRST = (course_language, python_version, other_python)
THEN = (packages, course, kernel, widget_extensions, drawing_library, encoding, folder)


def main(arguments: list[str] | None = None) -> int:
    """Print every finding; return 0 when all is well and 1 otherwise."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    findings = [finding for check in FIRST for finding in check()]
    parser = argparse.ArgumentParser(prog="python -m helpers.doctor")
    parser.add_argument("--packages", action="store_true", help=_("look at the packages only"))
    if parser.parse_args(arguments).packages:
        return _report([*packages(), *course()], [])
    findings = findings or [finding for check in THEN for finding in check()]
    return _report(findings, notes())


def _report(findings: list[Finding], told: list[str]) -> int:
    number = 0
    for commands, alike in groupby(findings, key=lambda finding: finding.type):
        for finding in alike:
            number += 1
            _say(f"{number}. {finding.wrong}")
        _say("   " + _("Type:"))
        for line in commands.splitlines():
            _say(f"       {line}")
    if not findings:
        _say(_all_well())
    for note in told:
        _say(_("Note: {note}").format(note=note))
    return 1 if findings else 0


def _all_well() -> str:
    lock = locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    named = in_a_row(f"{name} {metadata.version(name)}" for name in ("jupyterlab", "plotly"))
    return _(
        "All is well: Python {python}, {named}, and the {count} packages that the course needs."
    ).format(python=platform.python_version(), named=named, count=len(lock))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main())
