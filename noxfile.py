"""The project's commands: ``python -m nox -s lab``, ``test`` and the rest.

``python -m nox --list`` names them. All but `lock` and `models` work in one environment,
which `env` builds from requirements.lock the first time and whenever it no longer agrees
with that file; what follows ``--`` is passed on.
"""

from __future__ import annotations  # so that an older Python gets as far as being told

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["lab"]
# pip, and not uv where there happens to be one: a classroom's package mirror is set once, for pip.
# Those whose uv knows the mirror type `python -m nox -db uv -s lab`.
nox.options.default_venv_backend = "virtualenv"
# `models` leaves out a Python that is not installed, in CI too.
nox.options.error_on_missing_interpreters = False

ROOT = Path(__file__).parent
FIRST_PAGE = "notebooks/00_start.ipynb"
MODELS_ON = ("3.11", "3.12", "3.13")
# The cells of a notebook share a kernel, so a file stays with one worker.
PYTEST = ("-m", "pytest", "-n", "2", "--dist", "loadfile")
SUITES = ("tests", "helpers")
FAST = ("-m", "not slow and not browser")
NOTEBOOKS = ("--nbval-lax", "--nbval-current-env", "--nbval-cell-timeout=120", "notebooks")
ENGLISH = {"COURSE_LANG": "en"}
# No look for news, updates or extensions: nothing leaves the machine. And no question about it:
# that is a setting, which JupyterLab reads from its environment.
QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}
PRIVATE = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
_environment: dict[str, Path] = {}


@nox.session(reuse_venv=True)
def env(session: nox.Session) -> None:
    """Build the environment from requirements.lock, or repair it."""
    if sys.version_info < (3, 11):  # noqa: UP036 (nox itself may be run by an older Python)
        session.error(
            f"The course needs Python 3.11 or later, and this is {sys.version.split()[0]}. "
            "Type: python3.11 -m pip install nox && python3.11 -m nox -s lab"
        )
    _environment["python"] = _python_in(session)
    _install_course(session)


@nox.session(requires=["env"], venv_backend="none")
def lab(session: nox.Session) -> None:
    """Open JupyterLab on the first page of the course."""
    _quieten_jupyterlab()
    # Whoever types this as root, in a container say, has no other user to be.
    as_root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    _python(
        session,
        *("-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}"),
        *(f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}", *PRIVATE, *as_root),
        *("--ServerApp.answer_yes=True", *session.posargs),  # one Ctrl-C stops it
        interrupt_timeout=10,
        terminate_timeout=5,
    )


@nox.session(requires=["env"], venv_backend="none")
def test(session: nox.Session) -> None:
    """Run everything that CI runs; pytest's closing line is the last one printed."""
    _needs(session, "tests")
    _lint(session)
    logging.getLogger("nox").setLevel(logging.CRITICAL)
    _python(session, *PYTEST, *NOTEBOOKS, *SUITES, *session.posargs, env=ENGLISH)


@nox.session(requires=["env"], venv_backend="none")
def fast(session: nox.Session) -> None:
    """Run the tests that are done within two minutes."""
    _needs(session, "tests")
    _python(session, *PYTEST, *FAST, *(session.posargs or SUITES), env=ENGLISH)


@nox.session(requires=["env"], venv_backend="none")
def lint(session: nox.Session) -> None:
    """Look over the code and the notebooks without running them."""
    _lint(session)


@nox.session(requires=["env"], venv_backend="none")
def doctor(session: nox.Session) -> None:
    """Say what is wrong with this set-up, and what to type."""
    _python(session, "-m", "helpers.doctor", *session.posargs)


@nox.session(requires=["env"], venv_backend="none")
def grade(session: nox.Session) -> None:
    """Grade a class: ``nox -s grade -- run --course DIR --assignment NAME``."""
    # `_python` puts the environment's folder first on PATH: nbgrader calls alembic from there.
    _python(session, "-m", "helpers.grading", *session.posargs)


@nox.session(requires=["env"], venv_backend="none")
def student(session: nox.Session) -> None:
    """Build what students get: ``nox -s student -- DIR``."""
    _needs(session, "tools")
    if len(session.posargs) != 1:
        session.error("Name one folder to build into: python -m nox -s student -- DIR")
    _python(session, "tools/student_edition.py", *session.posargs)


@nox.session(requires=["env"], venv_backend="none")
def pictures(session: nox.Session) -> None:
    """Take the pictures of the explorers again, in Chromium."""
    _needs(session, "tools")
    _python(session, "tools/pictures.py", *session.posargs)


@nox.session(requires=["env"], venv_backend="none")
def refresh(session: nox.Session) -> None:
    """Run notebooks again and keep the output of the checked cells only."""
    _needs(session, "tools")
    _python(session, "tools/refresh_notebooks.py", *session.posargs)


@nox.session(reuse_venv=True, python=MODELS_ON)
def models(session: nox.Session) -> None:
    """Run the fast tests, the models' among them, on each Python that is installed."""
    _needs(session, "tests")
    _install_course(session)
    session.run("python", *PYTEST, *FAST, *(session.posargs or SUITES), env=ENGLISH)


@nox.session(reuse_venv=True)
def lock(session: nox.Session) -> None:
    """Write requirements.lock again; ``nox -s lock -- --upgrade`` takes newer versions."""
    session.install("uv")
    session.run(
        *("uv", "pip", "compile", "--universal", "--python-version", "3.11"),
        *("--group", "test", "--group", "grading", "--no-header", "--no-annotate"),
        *("--no-emit-index-url", "--no-emit-find-links", "pyproject.toml"),
        *("--output-file", "requirements.lock", *session.posargs),
        silent=True,
    )


def _needs(session: nox.Session, folder: str) -> None:
    if not (ROOT / folder).is_dir():
        session.error(f"The students' edition comes without {folder}/, which this command needs.")


def _install_course(session: nox.Session) -> None:
    ask = [str(_python_in(session)), "-m", "helpers.doctor", "--packages"]
    if subprocess.run(ask, cwd=ROOT, capture_output=True, check=False).returncode:
        session.log("Installing the course's packages; the first time takes a few minutes.")
        session.install("-r", "requirements.lock", "-e", ".")


def _python_in(session: nox.Session) -> Path:
    return Path(session.bin) / ("python.exe" if os.name == "nt" else "python")


def _quieten_jupyterlab() -> None:
    lab = _environment["python"].parents[1] / "share" / "jupyter" / "lab"
    overrides = lab / "settings" / "overrides.d"
    overrides.mkdir(parents=True, exist_ok=True)
    (overrides / "service-quality.json").write_text(json.dumps(QUIET), encoding="utf-8")


def _lint(session: nox.Session) -> None:
    _python(session, "-m", "ruff", "check", ".")
    _python(session, "-m", "ruff", "format", "--check", ".")
    _python(session, "-m", "mypy")


def _python(
    session: nox.Session, *arguments: str, env: dict[str, str] | None = None, **options: float
) -> None:
    python = _environment["python"]
    variables = {
        "PATH": os.pathsep.join([str(python.parent), os.environ.get("PATH", os.defpath)]),
        # IPython would take packages from whichever other environment is active.
        "VIRTUAL_ENV": str(python.parent.parent),
        **(env or {}),
    }
    session.run(str(python), *arguments, env=variables, **options)
