"""A stranger's first commands do what they say, on whichever machine."""

import inspect
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from types import SimpleNamespace

import documented_commands
import pytest
import yaml
from nox import registry
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import noxfile

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYTHONS = ("3.11.7", "3.12.1", "3.13.0")
SYSTEMS = {"linux": "posix", "darwin": "posix", "win32": "nt"}
IN_THE_COURSE = {"lab", "test", "fast", "lint", "doctor", "grade", "student", "pictures", "refresh"}
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
# Written so that this file does not hold them itself.
REGISTRIES = r"p[y]pi\.org|p[y]thonhosted|npm[j]s|deb\.de[b]ian|an[a]conda\.org"
MACHINE_PATHS = r"/wor[k]/|/tm[p]/[a-z]+/|/roo[t]/|/hom[e]/[a-z]|[CD]:\\\\?User[s]"


# The lock


def test_the_lock_holds_names_and_versions_and_nothing_else():
    pin = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][\w.!+]*( ; [^;]+)?")
    assert [line for line in LOCK.splitlines() if not pin.fullmatch(line)] == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_lock_has_all_that_the_project_asks_for(python, system):
    locked = _locked(python, system)
    unmet = [str(each) for each in _requirements() if not _met(each, locked)]
    assert unmet == []


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_machine_gets_one_version_of_each_package(python, system):
    names = [name for name, _version in _pins(python, system)]
    assert len(names) == len(set(names))


# The environment for conda


def test_environment_yml_takes_python_and_pip_from_conda_and_the_rest_from_the_lock():
    environment = _environment()
    *specs, by_pip = environment["dependencies"]
    assert [spec.partition("=")[0] for spec in specs] == ["python", "pip"]
    assert by_pip == {"pip": ["-r requirements.lock", "-e ."]}
    assert environment["channels"] == ["conda-forge"]


def test_every_conda_spec_is_one_that_conda_reads():
    spec = re.compile(r"[a-z0-9_.-]+(=\d+(\.\d+)*)?")
    for text in _environment()["dependencies"][:-1]:
        assert spec.fullmatch(text), text


def test_the_python_of_environment_yml_is_one_that_the_project_takes():
    (version,) = (
        spec.partition("=")[2]
        for spec in _environment()["dependencies"][:-1]
        if spec.startswith("python")
    )
    assert version in noxfile.MODELS_ON
    assert f"{version}.1" in SpecifierSet(PYPROJECT["project"]["requires-python"])


# The commands


def test_every_command_in_the_course_uses_the_one_environment():
    for name in IN_THE_COURSE:
        session = getattr(noxfile, name)
        assert session.requires == ["env"], name
        assert session.venv_backend == "none", name


def test_nox_lists_the_commands_with_a_sentence_each():
    assert _sessions().keys() == {"env", "lock", "models", *IN_THE_COURSE}
    assert all(_sessions().values())


def test_lab_opens_the_first_page_with_the_project_as_its_root(session):
    session.posargs = ["--no-browser"]
    noxfile.lab(session)
    (command,) = session.ran
    assert command[1:3] == ["-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={ROOT}" in command
    assert f"--LabApp.default_url=/lab/tree/{noxfile.FIRST_PAGE}" in command
    assert command[-1] == "--no-browser"
    assert (ROOT / noxfile.FIRST_PAGE).is_file()


def test_lab_asks_nobody_about_news_and_looks_for_none(session, tmp_path):
    noxfile.lab(session)
    settings = json.loads(next(tmp_path.rglob("overrides.d/*.json")).read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    assert set(noxfile.PRIVATE) <= set(session.ran[0])


def test_test_looks_over_the_code_and_then_runs_every_test_and_notebook_at_once(session):
    noxfile.test(session)
    modules = [command[2] for command in session.ran]
    assert modules == ["ruff", "ruff", "mypy", "pytest"]
    assert {"tests", "helpers", "notebooks", "--nbval-lax"} <= set(session.ran[-1])
    assert "-m" not in session.ran[-1][3:], "a choice of marks would leave tests out"


def test_a_command_finds_the_programs_of_the_environment_before_all_others(session, tmp_path):
    noxfile.lint(session)
    assert session.variables["PATH"].startswith(str(tmp_path / "bin"))
    assert session.variables["VIRTUAL_ENV"] == str(tmp_path)


@pytest.mark.parametrize("arguments", [[], ["one", "two"]])
def test_the_students_edition_asks_for_one_folder(session, arguments):
    session.posargs = arguments
    with pytest.raises(SystemExit, match="Name one folder"):
        noxfile.student(session)


@pytest.mark.parametrize(("status", "installs"), [(0, 0), (1, 1)])
def test_packages_are_installed_only_where_they_do_not_agree_with_the_lock(
    session, monkeypatch, status, installs
):
    monkeypatch.setattr(
        subprocess, "run", lambda *_args, **_options: SimpleNamespace(returncode=status)
    )
    noxfile._install_course(session)
    assert session.installed == [("-r", "requirements.lock", "-e", ".")] * installs


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_what_ci_runs_is_a_script_that_ends_with_the_test_command():
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "exec python3 -m nox -s test"


# What the files name


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    forbidden = re.compile(f"{REGISTRIES}|{MACHINE_PATHS}")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _tracked()
        if (match := forbidden.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert found == []


def test_no_file_with_download_addresses_is_kept():
    names = [path.name for path in _tracked()]
    assert [name for name in names if re.fullmatch(r"uv\.lock|pylock.*\.toml", name)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_shows_is_there_to_be_run(path):
    if not path.exists():
        pytest.skip(f"{path.name} is not written yet")
    text = path.read_text(encoding="utf-8")
    assert list(documented_commands.complaints(text, set(_sessions()))) == []


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ("python -m nox -s play", "no session play"),
        ("python -m pip install nox && python -m nox -s lab play", "no session play"),
        ("uvx nox -s play", "no session play"),
        ("pipx run nox -s play -- --no-browser", "no session play"),
        ("python tools/play.py", "there is no tools/play.py"),
        ("pip install -r play.lock", "there is no play.lock"),
        ("conda env create -f play.yml", "there is no play.yml"),
        ("python -m helpers.play", "there is no module helpers.play"),
        ("python -m helpers.doctor --play", "no option --play"),
        ("play --loud", "nothing is known of play"),
    ],
)
def test_a_document_with_a_command_that_is_not_there_is_told(command, complaint):
    text = f"Type:\n\n```bash\n$ {command}  # and wait\n```\n"
    (told,) = documented_commands.complaints(text, {"lab", "test"})
    assert complaint in told


def test_a_document_with_an_import_that_is_not_there_is_told():
    text = "```python\nfrom helpers import language, play\n```\n"
    (told,) = documented_commands.complaints(text, set())
    assert told == "from helpers import play: there is none"


def test_commands_that_are_there_pass():
    text = (
        "```console\npython -m pip install nox && python -m nox -s lab -- --no-browser\n"
        "COURSE_LANG=zh uvx nox -s test\nset PYTHONUTF8=1\npy -3.11 -m nox -s lab\n"
        "python -m helpers.doctor --packages\nconda env create -f environment.yml\n```\n"
        "```python\nfrom helpers import language\nfrom helpers.locale import gettext\n```\n"
    )
    assert list(documented_commands.complaints(text, {"lab", "test"})) == []


@pytest.fixture
def session(tmp_path, monkeypatch):
    """Return a nox session that notes what it is asked to do."""
    monkeypatch.setitem(noxfile._environment, "python", tmp_path / "bin" / "python")
    noted = SimpleNamespace(ran=[], installed=[], variables={}, posargs=[], bin=str(tmp_path))

    def run(*command, env=None, **_options):
        noted.ran.append(list(command))
        noted.variables = env

    def error(sentence):
        raise SystemExit(sentence)

    noted.run, noted.error, noted.log = run, error, lambda _sentence: None
    noted.install = lambda *what: noted.installed.append(what)
    return noted


def _requirements() -> list[Requirement]:
    groups = PYPROJECT["dependency-groups"].values()
    named = [each for group in groups for each in group if isinstance(each, str)]
    return [Requirement(each) for each in [*PYPROJECT["project"]["dependencies"], *named]]


def _pins(python: str, system: str) -> list[tuple[str, str]]:
    machine = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "sys_platform": system,
        "os_name": SYSTEMS[system],
    }
    lines = [line.partition(" ; ") for line in LOCK.splitlines()]
    pins = [pin for pin, _sep, marker in lines if not marker or Marker(marker).evaluate(machine)]
    return [tuple(pin.split("==")) for pin in pins]


def _locked(python: str, system: str) -> dict[str, str]:
    return dict(_pins(python, system))


def _met(requirement: Requirement, locked: dict[str, str]) -> bool:
    version = locked.get(canonicalize_name(requirement.name))
    return version is not None and version in requirement.specifier


def _environment() -> dict:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def _sessions() -> dict[str, str]:
    return {name: inspect.getdoc(each.func) or "" for name, each in registry.get().items()}


def _tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]
