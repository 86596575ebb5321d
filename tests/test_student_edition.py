"""What students get: everything they need, and nothing that would give an answer away."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from assignments import (
    ASSIGNMENTS,
    REGION,
    ROOT,
    WORDS,
    cells,
    likely_answers,
    read_by_a_person,
    secret_code,
    secret_sentences,
    source,
)
from nbgrader.utils import compute_checksum

import noxfile
from tools import student_edition
from tools.student_edition import CannotBuild, build

MARKS = ("BEGIN HIDDEN TESTS", "BEGIN SOLUTION", "END SOLUTION", "MARK SCHEME", "make_key")
HEX = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{32,128}(?![0-9A-Za-z])")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("students") / "edition"
    assert student_edition.main([str(target)]) == 0
    return target


def released(edition: Path, word: str) -> Path:
    return edition / "assignments" / word / f"{word}.ipynb"


# What it holds


@pytest.mark.slow
def test_students_get_the_chapters_the_data_the_helpers_and_the_assignments(edition):
    for name in ("README.md", "noxfile.py", "pyproject.toml", "requirements.lock", "LICENSE"):
        assert (edition / name).is_file(), name
    for path in (*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("data/*"), *ROOT.glob("helpers/*.py")):
        assert (edition / path.relative_to(ROOT)).read_bytes() == path.read_bytes()
    assert sorted(path.name for path in (edition / "assignments").iterdir()) == WORDS
    assert [word for word in WORDS if not released(edition, word).is_file()] == []


@pytest.mark.slow
def test_students_get_no_sources_tests_tools_or_pages_for_instructors(edition):
    absent = ("tests", "tools", "benchmarks", "docs/instructor", "notebooks/assignments", ".git")
    assert [
        name for name in (*absent, ".ci", "nbgrader_config.py") if (edition / name).exists()
    ] == []
    litter = {"__pycache__", ".ipynb_checkpoints"}
    assert not [path for path in edition.rglob("*") if litter & set(path.parts)]
    assert {path.name for path in edition.iterdir()} <= {
        *(*student_edition.FILES, *student_edition.FOLDERS, "assignments")
    }


@pytest.mark.slow
def test_no_page_for_students_points_to_what_they_do_not_have(edition):
    for page in edition.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            there = (page.parent / link).exists()
            assert there or not (ROOT / page.relative_to(edition).parent / link).exists(), link
    readme = (edition / "README.md").read_text(encoding="utf-8")
    assert "<!-- instructors -->" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "instructors -->" not in readme
    assert "nox -s student" not in readme


@pytest.mark.slow
@pytest.mark.parametrize("word", WORDS)
def test_the_released_assignment_runs_in_the_edition_without_an_error(edition, word):
    code = [
        cell.source
        for cell in nbformat.read(released(edition, word), as_version=4).cells
        if cell.cell_type == "code"
    ]
    where = "import helpers, pathlib; print(pathlib.Path(helpers.__file__).parents[1])"
    run = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", "\n".join([*code, where])],
        cwd=released(edition, word).parent,
        env={**os.environ, "PYTHONPATH": str(edition), "COURSE_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert Path(run.stdout.strip()).resolve() == edition.resolve()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["test", "fast", "student", "pictures", "refresh", "models"])
def test_a_command_that_students_cannot_run_says_what_it_lacks(edition, name, monkeypatch):
    def error(sentence: str) -> None:
        raise SystemExit(sentence)

    assert (edition / "noxfile.py").read_bytes() == (ROOT / "noxfile.py").read_bytes()
    monkeypatch.setattr(noxfile, "ROOT", edition)
    session = SimpleNamespace(posargs=["somewhere"], error=error)
    with pytest.raises(SystemExit, match=r"students' edition comes without (tests|tools)/"):
        getattr(noxfile, name)(session)


# What it must not hold


@pytest.mark.slow
@pytest.mark.parametrize("word", WORDS)
def test_no_solution_no_key_and_no_sentence_of_the_key_leaks(edition, word):
    everybody_sees = "\n".join(REGION.sub("", cell.source) for cell in source(word).cells)
    lines = {
        line.strip()
        for region in secret_code(word)
        for line in region.splitlines()
        if len(line.strip()) > 18 and line.strip() not in everybody_sees
    }
    lines = {line for line in lines if not line.startswith(("from ", "import ", "except "))}
    sentences = set(secret_sentences(word))
    questions = len(ASSIGNMENTS[word].POINTS)
    assert len(lines) > 10 * questions
    assert len(sentences) > 5 * questions
    secrets = {*lines, *sentences, *MARKS, 'grade("'}
    for path, text in texts(edition):
        leaked = [secret for secret in secrets if secret in text]
        assert leaked == [], path


@pytest.mark.slow
@pytest.mark.parametrize("word", WORDS)
def test_a_test_cell_of_the_release_looks_at_the_form_and_calls_nothing_else(edition, word):
    known = cells(nbformat.read(released(edition, word), as_version=4))
    for name, cell in known.items():
        asked = cell.metadata.nbgrader
        if name == "key":
            assert cell.source.startswith("# ")
            assert cell.source.count("\n") == 0
        elif asked.grade and asked.solution:
            assert len(cell.source) < 60
        elif asked.grade:
            assert re.fullmatch(r"form_of_\w+\([^\n]+\)", cell.source), cell.source
        elif asked.solution:
            assert re.fullmatch(r"\w+ = \.\.\.\n?", cell.source), cell.source
    assert set(read_by_a_person(word)) <= set(known)


@pytest.mark.slow
@pytest.mark.parametrize("word", WORDS)
def test_every_checksum_in_the_release_is_of_what_the_student_sees(edition, word):
    notebook = nbformat.read(released(edition, word), as_version=4)
    for cell in cells(notebook).values():
        assert cell.metadata.nbgrader.checksum == compute_checksum(cell)
    hidden = {
        compute_checksum(cell) for cell in cells(source(word)).values() if secret_in(cell.source)
    }
    assert hidden.isdisjoint(digests(edition))


def secret_in(text: str) -> bool:
    return "BEGIN" in text


@pytest.mark.slow
@pytest.mark.parametrize("word", WORDS)
def test_no_digest_opens_when_all_likely_answers_are_tried(edition, word):
    found = digests(edition)
    assert found, "the release has nbgrader's checksums at least"
    opened = [
        (name, text)
        for text in likely_answers(word)
        for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "blake2b")
        if hashlib.new(name, text.encode("utf-8")).hexdigest() in found
    ]
    assert opened == []


@pytest.mark.slow
def test_the_search_for_digests_finds_one_that_is_there(tmp_path):
    digest = hashlib.sha256(b"demo-0.69").hexdigest()
    (tmp_path / "helpers.py").write_text(f'KEY = "{digest}"', encoding="utf-8")
    assert digests(tmp_path) == {digest}
    assert digest in {
        hashlib.sha256(text.encode()).hexdigest() for text in likely_answers("servqual")
    }


@pytest.mark.slow
def test_students_can_look_over_a_notebook_before_they_hand_it_in(edition):
    done = subprocess.run(
        [sys.executable, "-m", "helpers.grading", "selfcheck", str(released(edition, "servqual"))],
        cwd=edition,
        env=os.environ | {"PYTHONPATH": str(edition), "COURSE_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "6 of 6 questions, 15 points, would be lost" in done.stdout


def digests(folder: Path) -> set[str]:
    return {found for _path, text in texts(folder) for found in HEX.findall(text)}


def texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file as text; of a notebook, every text in it as it reads."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", errors="replace")
            yield (
                path,
                text + ("\n".join(strings(json.loads(text))) if path.suffix == ".ipynb" else ""),
            )


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if all(isinstance(line, str) for line in value):
            yield "".join(value)
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)


# Where it cannot be built


def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert student_edition.main([str(tmp_path)]) == 2
    assert "is not empty, and nothing in it is overwritten" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path):
    (tmp_path / "edition").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotBuild, match="is a file; name a folder that is new or empty"):
        build(tmp_path / "edition")


@pytest.mark.parametrize("arguments", [[], ["one", "two"], ["--help"]])
def test_one_folder_is_asked_for(arguments, capsys):
    assert student_edition.main(arguments) == 2
    assert "Name one folder" in capsys.readouterr().out


def test_a_release_that_still_holds_a_secret_is_not_handed_out(tmp_path):
    (tmp_path / "servqual.ipynb").write_text('"### BEGIN HIDDEN TESTS"', encoding="utf-8")
    with pytest.raises(CannotBuild, match='still holds "BEGIN HIDDEN TESTS"'):
        student_edition._require_no_secret(tmp_path)


def test_a_build_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise CannotBuild("nbgrader generate_assignment servqual failed: no reason")

    monkeypatch.setattr(student_edition, "_run_nbgrader", fail)
    with pytest.raises(CannotBuild, match="failed"):
        build(tmp_path / "edition")
    assert list(tmp_path.iterdir()) == []
