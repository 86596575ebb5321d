"""Whatever is wrong with a laptop, the doctor says it in a sentence and says what to type."""

import io
import json
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from helpers import locale
from helpers.doctor import __main__ as doctor
from helpers.doctor import _finding, _jupyter, _packages, _place

ROOT = _finding.ROOT


@pytest.fixture
def lock(tmp_path) -> Path:
    """Return a folder whose requirements.lock asks for three packages."""
    (tmp_path / "requirements.lock").write_text(
        "numpy==2.4.6 ; python_full_version < '3.12'\n"
        "numpy==2.5.5 ; python_full_version >= '3.12'\n"
        "plotly==7.1.0\n"
        "pywinpty==3.1.2 ; sys_platform == 'no such system'\n"
        "zipp==4.1.2\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def jupyter_folder(tmp_path, monkeypatch) -> Path:
    """Return the folder in which Jupyter looks first, for data and for settings."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "own"))
    return tmp_path


# Python and its packages


def test_a_python_that_is_too_old_is_named():
    (finding,) = _packages.python_version((3, 10, 4))
    assert finding.wrong == "The course needs Python 3.11 or later, and this is 3.10.4."
    assert "-m nox -s lab" in finding.type


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 9), (3, 14, 0)])
def test_a_python_that_will_do_is_not_complained_of(version):
    assert _packages.python_version(version) == []


def test_a_python_newer_than_any_that_was_tried_is_only_noted():
    assert any("3.14.0 is newer than 3.13" in note for note in _place.notes((3, 14, 0)))
    assert not any("newer" in note for note in _place.notes((3, 13, 1)))


def test_missing_packages_are_counted_and_named(lock):
    (finding,) = _packages.packages(lock, _installed(plotly="7.1.0"))
    assert "2 packages are missing" in finding.wrong
    assert "numpy, zipp" in finding.wrong
    assert sys.executable in finding.wrong


def test_a_package_of_another_version_is_named_with_both_versions(lock):
    numpy = metadata.version("numpy")
    (finding,) = _packages.packages(lock, _installed(numpy=numpy, plotly="5.0", zipp="4.1.2"))
    assert "1 package is not of the version" in finding.wrong
    assert "plotly 5.0 ≠ 7.1.0" in finding.wrong


def test_only_the_first_few_of_many_missing_packages_are_named(lock):
    pins = "".join(f"package-{number}==1.0\n" for number in range(9))
    (lock / "requirements.lock").write_text(pins, encoding="utf-8")
    (finding,) = _packages.packages(lock, _installed())
    assert "9 packages" in finding.wrong
    assert finding.wrong.endswith("package-5, ….")


def test_a_line_of_the_lock_counts_only_on_the_machines_it_is_meant_for(lock):
    wanted = _packages.locked((lock / "requirements.lock").read_text(encoding="utf-8"))
    assert set(wanted) == {"numpy", "plotly", "zipp"}
    assert wanted["numpy"] == ("2.4.6" if sys.version_info < (3, 12) else "2.5.5")


def test_without_packaging_the_lines_with_a_condition_wait(lock, monkeypatch):
    monkeypatch.setitem(sys.modules, "packaging.markers", None)
    wanted = _packages.locked((lock / "requirements.lock").read_text(encoding="utf-8"))
    assert set(wanted) == {"plotly", "zipp"}


def test_a_folder_without_the_lock_is_not_the_whole_course(tmp_path):
    (finding,) = _packages.packages(tmp_path)
    assert "no requirements.lock" in finding.wrong


def test_another_python_than_the_one_of_the_course_is_told_apart(lock):
    (lock / ".nox" / "env").mkdir(parents=True)
    (lock / "requirements.lock").write_text("no-such-package==1.0\n", encoding="utf-8")
    (finding,) = _packages.other_python(lock, prefix="/usr")
    assert "is not the one that the course was installed in" in finding.wrong
    assert finding.type == "python -m nox -s doctor"
    assert _packages.other_python(lock, prefix=str(lock / ".nox" / "env")) == []


@pytest.mark.parametrize(
    ("prefix", "base", "commands"),
    [
        (ROOT / ".nox" / "env", "/usr", "python -m nox -s lab"),
        (ROOT / "venv", "/usr", "python -m pip install -r requirements.lock -e ."),
        (Path("/usr"), "/usr", "python -m pip install nox\npython -m nox -s lab"),
    ],
)
def test_the_cure_fits_the_kind_of_environment(prefix, base, commands):
    assert _finding.install(ROOT, str(prefix), base) == commands


def test_a_course_that_is_not_installed_is_found():
    (finding,) = _packages.course(ROOT, [])
    assert "a notebook does not find helpers" in finding.wrong
    (finding,) = _packages.course(ROOT, [_distribution(None)])
    assert "a notebook does not find helpers" in finding.wrong


def test_helpers_installed_from_another_copy_of_the_course_are_found(tmp_path):
    (finding,) = _packages.course(ROOT, [_distribution(tmp_path / "old copy")])
    assert str(tmp_path / "old copy") in finding.wrong
    assert str(ROOT) in finding.wrong
    assert _packages.course(ROOT, [_distribution(None), _distribution(ROOT)]) == []


# Jupyter


def test_a_kernel_that_belongs_to_another_python_is_found(jupyter_folder):
    spec = {"argv": ["/opt/other/bin/python", "-m", "ipykernel"], "display_name": "P"}
    _write(jupyter_folder / "kernels" / "python3" / "kernel.json", spec)
    (finding,) = _jupyter.kernel()
    assert "/opt/other/bin/python" in finding.wrong
    assert str(jupyter_folder / "kernels" / "python3") in finding.wrong
    assert "python -m ipykernel install --sys-prefix" in finding.type


@pytest.mark.parametrize("command", ["python", "python3", sys.executable])
def test_a_kernel_of_this_python_is_well(jupyter_folder, command):
    _write(
        jupyter_folder / "kernels" / "python3" / "kernel.json",
        {"argv": [command, "-m", "ipykernel"], "display_name": "P"},
    )
    assert _jupyter.kernel() == []


def test_a_missing_kernel_is_found(monkeypatch):
    from jupyter_client import kernelspec

    def none(_manager, name):
        raise kernelspec.NoSuchKernel(name)

    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", none)
    (finding,) = _jupyter.kernel()
    assert "does not find the kernel python3" in finding.wrong


@pytest.mark.parametrize("name", list(_jupyter.EXTENSIONS))
def test_an_extension_that_is_switched_off_is_found(jupyter_folder, name):
    page = {"disabledExtensions": {f"{name}:plugin": True}}
    _write(jupyter_folder / "labconfig" / "page_config.json", page)
    (finding,) = _jupyter.widget_extensions()
    assert f"extension {name} is switched off" in finding.wrong
    assert finding.type == f"python -m jupyter labextension enable {name}"


def test_extensions_that_are_not_there_are_found(tmp_path, monkeypatch):
    from jupyter_core import paths

    monkeypatch.setattr(paths, "jupyter_path", lambda *_parts: [str(tmp_path)])
    findings = _jupyter.widget_extensions()
    assert len(findings) == len(_jupyter.EXTENSIONS)
    assert "does not find its extension anywidget" in findings[1].wrong
    assert findings[1].type == _finding.install_again(f"anywidget=={metadata.version('anywidget')}")


@pytest.mark.parametrize("check", [_jupyter.kernel, _jupyter.widget_extensions])
def test_without_jupyter_its_checks_leave_the_word_to_the_packages(check, monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyter_client.kernelspec", None)
    monkeypatch.setitem(sys.modules, "jupyter_core.paths", None)
    assert check() == []


@pytest.mark.parametrize("content", [None, ""])
def test_a_lost_or_empty_plotly_js_is_found(tmp_path, monkeypatch, content):
    script = tmp_path / "plotly" / "package_data" / "plotly.min.js"
    script.parent.mkdir(parents=True)
    (tmp_path / "plotly" / "__init__.py").touch()
    if content is not None:
        script.write_text(content, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "plotly", raising=False)
    (finding,) = _jupyter.drawing_library()
    assert f"{script} is missing or empty" in finding.wrong
    assert finding.type == _finding.install_again(f"plotly=={metadata.version('plotly')}")


def test_the_lost_files_of_a_package_are_put_back():
    prefix = str(ROOT / ".nox" / "env")
    assert _finding.install_again("plotly==7.1.0", ROOT, "/opt/conda") == (
        "python -m pip install --force-reinstall --no-deps plotly==7.1.0"
    )
    assert _finding.install_again("plotly==7.1.0", ROOT, prefix) == (
        "python -m nox --reuse-venv never -s lab"
    )


# The folder, the terminal, the language


def test_another_folder_than_the_course_is_found(tmp_path):
    (finding,) = _place.folder(here=tmp_path)
    assert finding.wrong == f"You are in {tmp_path}, and the course lies in {ROOT}."
    assert finding.type == f'cd "{ROOT}"'


@pytest.mark.parametrize("part", ["", "notebooks"])
def test_the_course_and_its_folders_are_places_to_be(part):
    assert _place.folder(here=ROOT / part) == []


def test_a_course_without_its_notebooks_is_found(tmp_path):
    (finding,) = _place.folder(root=tmp_path, here=tmp_path)
    assert f"{tmp_path} has no folder notebooks" in finding.wrong


@pytest.mark.parametrize("name", ["cp936", "cp1252", "ascii", "latin-1"])
def test_an_output_that_cannot_show_chinese_is_found(name):
    (finding,) = _place.encoding(name)
    assert f"Python writes {name} here and not UTF-8" in finding.wrong
    assert "PYTHONUTF8" in finding.type


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "utf8"])
def test_utf8_under_any_of_its_names_is_well(name):
    assert _place.encoding(name) == []


def test_a_variable_is_set_in_the_words_of_each_system():
    assert _finding.set_variable("PYTHONUTF8", "1", "posix") == "export PYTHONUTF8=1"
    windows = _finding.set_variable("PYTHONUTF8", "1", "nt")
    assert '$env:PYTHONUTF8 = "1"' in windows
    assert "set PYTHONUTF8=1" in windows


def test_a_language_that_the_course_does_not_speak_is_found(monkeypatch):
    monkeypatch.setenv("COURSE_LANG", "fr")
    monkeypatch.setattr(locale, "_chosen", [])
    (finding,) = _place.course_language()
    assert 'not "fr"' in finding.wrong
    assert locale.language() == "en"


def test_a_missing_browser_is_only_noted(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert any("No Chromium was found" in note for note in _place.notes())
    (tmp_path / "chromium-1200").mkdir()
    assert not any("No Chromium" in note for note in _place.notes())


# What is printed


def test_all_that_is_wrong_is_told_and_one_cure_for_several_faults_once(monkeypatch, capsys):
    told = [_Fault("No widgets.", "mend"), _Fault("No kernel.", "mend"), _Fault("No sun.", "wait")]
    monkeypatch.setattr(doctor, "THEN", [fault.check for fault in told])
    monkeypatch.setattr(doctor, "FIRST", [])
    assert doctor.main([]) == 1
    assert capsys.readouterr().out.startswith(
        "1. No widgets.\n2. No kernel.\n   Type:\n       mend\n3. No sun.\n   Type:\n       wait\n"
    )


def test_where_python_is_too_old_nothing_else_is_looked_at(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "FIRST", [_Fault("Too old.", "renew").check])
    monkeypatch.setattr(doctor, "THEN", [_Fault("No widgets.", "mend").check])
    assert doctor.main([]) == 1
    assert "No widgets" not in capsys.readouterr().out


def test_when_all_is_well_one_sentence_says_so_with_the_versions(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "FIRST", [])
    monkeypatch.setattr(doctor, "THEN", [])
    assert doctor.main([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("All is well: Python 3.")
    assert f"jupyterlab {metadata.version('jupyterlab')}" in said


def test_the_doctor_speaks_on_a_terminal_that_knows_only_ascii(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    monkeypatch.setattr(doctor, "FIRST", [_Fault("期望 ≠ 感知", "mend").check])
    assert doctor.main([]) == 1
    sys.stdout.flush()
    assert b"mend" in written.getvalue()


@pytest.mark.parametrize("option", [[], ["--packages"]])
def test_a_python_with_nothing_installed_still_hears_what_to_type(tmp_path, option):
    course = tmp_path / "course"
    (course / "helpers").mkdir(parents=True)
    for part in ("doctor", "locale"):
        shutil.copytree(ROOT / "helpers" / part, course / "helpers" / part)
    shutil.copy(ROOT / "helpers" / "__init__.py", course / "helpers")
    shutil.copy(ROOT / "requirements.lock", course)
    # -S leaves site-packages out: a Python as it comes.
    said = subprocess.run(
        [sys.executable, "-S", "-m", "helpers.doctor", *option],
        cwd=course,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert said.returncode == 1
    assert said.stderr == ""
    assert "packages are missing" in said.stdout
    assert "Type:" in said.stdout


def test_the_course_speaks_english_where_babel_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "babel.messages.mofile", None)
    monkeypatch.setitem(sys.modules, "babel.messages.pofile", None)
    locale._catalogue.cache_clear()
    try:
        assert locale._catalogue("zh").gettext("Type:") == "Type:"
    finally:
        locale._catalogue.cache_clear()


class _Fault:
    """A check that finds one thing."""

    def __init__(self, wrong: str, cure: str) -> None:
        self.found = [_finding.Finding(wrong, cure)]

    def check(self) -> list[_finding.Finding]:
        return self.found


def _installed(**versions: str):
    def version_of(name: str) -> str:
        if name not in versions:
            raise metadata.PackageNotFoundError(name)
        return versions[name]

    return version_of


def _distribution(folder: Path | None) -> metadata.Distribution:
    class Installed(metadata.Distribution):
        def read_text(self, _filename: str) -> str | None:
            if folder is None:
                return None
            return json.dumps({"url": folder.as_uri(), "dir_info": {"editable": True}})

        def locate_file(self, path: str) -> Path:
            return Path(path)

    return Installed()


def _write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(content), encoding="utf-8")
