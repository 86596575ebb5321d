"""Build what students get: the course without keys, tests and instructors' pages.

    python tools/student_edition.py DIR

DIR must be new or empty. What goes in is listed here, so that nothing goes in unnoticed; the
assignments come as nbgrader releases them, without solutions and hidden tests.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = (
    *("README.md", "LICENSE", "CHANGELOG.md", ".gitignore"),
    *("environment.yml", "noxfile.py", "pyproject.toml", "requirements.lock"),
)
FOLDERS = ("data", "docs", "helpers", "notebooks")
# Below those: what instructors and maintainers alone get, and what a run leaves behind.
LEFT_OUT = (
    "docs/coverage.md",
    "docs/instructor",
    "docs/published_numbers.md",
    "notebooks/assignments",
)
LITTER = {"__pycache__", ".ipynb_checkpoints", ".virtual_documents"}
SOURCES = Path("notebooks", "assignments")
# In README, between these two, stands what students have no use for.
FOR_INSTRUCTORS = re.compile(r"<!-- instructors -->\n.*?<!-- /instructors -->\n", re.DOTALL)
SECRET = re.compile(r"(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)")


class CannotBuild(Exception):
    """Why there is no edition, in one sentence."""


def build(target: Path, root: Path = ROOT) -> None:
    """Build the edition; the folder is there whole, or not at all.

    Raises
    ------
    CannotBuild
        If the folder holds something already, or an assignment cannot be released.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise CannotBuild(f"{target} is a file; name a folder that is new or empty.")
    if target.exists() and any(target.iterdir()):
        raise CannotBuild(f"{target} is not empty, and nothing in it is overwritten; name another.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".students-") as folder:
        edition = Path(folder, "edition")
        _copy_course(root, edition)
        _release_assignments(root, Path(folder, "course"), edition / "assignments")
        if target.exists():
            target.rmdir()
        edition.rename(target)


def _copy_course(root: Path, edition: Path) -> None:
    for path in _for_students(root):
        copy = edition / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, copy)
    readme = edition / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(FOR_INSTRUCTORS.sub("", text), encoding="utf-8", newline="\n")


def _for_students(root: Path) -> Iterator[Path]:
    """Yield each file of the edition, relative to the root."""
    yield from (Path(name) for name in FILES if (root / name).is_file())
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            inside = path.relative_to(root)
            left_out = inside.as_posix().startswith(LEFT_OUT) or LITTER & set(inside.parts)
            if path.is_file() and not left_out and path.suffix != ".pyc":
                yield inside


def _release_assignments(root: Path, course: Path, released: Path) -> None:
    """Let nbgrader make the students' version of each assignment, in a course of its own."""
    ignored = shutil.ignore_patterns(*LITTER)
    shutil.copytree(root / SOURCES, course / SOURCES, ignore=ignored)
    shutil.copyfile(root / "nbgrader_config.py", course / "nbgrader_config.py")
    for source in sorted((course / SOURCES).iterdir()):
        if not (source / f"{source.name}.ipynb").is_file():
            continue
        _run_nbgrader(course, "generate_assignment", source.name)
        _require_no_secret(course / "release" / source.name)
        shutil.copytree(course / "release" / source.name, released / source.name)


def _run_nbgrader(course: Path, *arguments: str) -> None:
    # The course's own settings alone, and alembic, which nbgrader calls, from this environment.
    bin_first = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env={**os.environ, "PATH": bin_first, "JUPYTER_CONFIG_DIR": str(course / "settings")},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if run.returncode:
        last = (run.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise CannotBuild(f"nbgrader {' '.join(arguments)} failed: {last}")


def _require_no_secret(release: Path) -> None:
    for path in release.rglob("*.ipynb"):
        if found := SECRET.search(path.read_text(encoding="utf-8")):
            raise CannotBuild(f'the release of {path.name} still holds "{found[0]}".')


def main(arguments: list[str]) -> int:
    """Build the edition into the folder named; return 0, or 2 where that cannot be done."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("Name one folder to build into: python tools/student_edition.py DIR")
        return 2
    target = Path(arguments[0])
    try:
        build(target)
    except CannotBuild as reason:
        print(f"The students' edition was not built: {reason}")
        return 2
    print(f"The students' edition is in {target}. In it: python -m nox -s lab")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
