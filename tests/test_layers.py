"""Imports run one way: notebook -> explorers -> charts -> models, checks -> models, data alone."""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {  # besides their own layer, and locale
    "models": set(),
    "data": set(),
    "charts": {"models"},
    "explorers": {"charts", "models"},
    "checks": {"models"},
    "grading": {"checks"},
    "doctor": set(),
    "locale": set(),
    # Chapter 00 asks the doctor; nothing else does.
    "notebooks": {"data", "models", "charts", "explorers", "checks", "doctor"},
}
BEHIND_A_MODEL = {"numpy", "pandas", "scipy", "statsmodels"}


def layer_of(name: str) -> str:
    """Return the layer of a dotted name; what is in none of the packages is a model."""
    first = name.removeprefix("helpers").lstrip(".").split(".")[0]
    return "locale" if first in {"", "language"} else first if first in MAY_IMPORT else "models"


def imports(source: str, package: str) -> Iterator[str]:
    """Yield the dotted name of everything imported, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            yield from (f"{start}.{alias.name}" for alias in node.names)


def sources(root: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield path, package and source of each module of helpers and each notebook."""
    for path in (root / "helpers").rglob("*.py"):
        yield path, ".".join(path.relative_to(root).parent.parts), path.read_text(encoding="utf-8")
    for path in (root / "notebooks").rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        yield path, "notebooks", "\n".join(code)


def violations(root: Path) -> list[str]:
    found = []
    for path, package, source in sources(root):
        where = path.relative_to(root).as_posix()
        module = where.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        layer = "notebooks" if package == "notebooks" else layer_of(module)
        for name in imports(source, package):
            top = name.split(".")[0]
            if top == "helpers" and layer_of(name) not in MAY_IMPORT[layer] | {layer, "locale"}:
                found.append(f"{where}: {layer} must not import {layer_of(name)} ({name})")
            outside = BEHIND_A_MODEL | {"helpers", *sys.stdlib_module_names}
            if layer == "models" and top not in outside:
                found.append(f"{where}: models must not import {top}")
    return sorted(set(found))


def test_imports_run_in_one_direction():
    assert not violations(ROOT), "\n".join(violations(ROOT))


@pytest.mark.parametrize(
    ("path", "line", "sentence"),
    [
        ("helpers/kano.py", "from helpers.charts.kano import x", "models must not import charts"),
        ("helpers/servqual/gaps.py", "from helpers import data", "models must not import data"),
        ("helpers/servqual/gaps.py", "from ..data import load", "models must not import data"),
        ("helpers/kano.py", "import plotly.graph_objects", "models must not import plotly"),
        ("helpers/charts/kano.py", "import helpers.explorers", "charts must not import explorers"),
        ("helpers/charts/kano.py", "from .. import checks", "charts must not import checks"),
        ("helpers/explorers/kano.py", "from helpers import data", "explorers must not import data"),
        ("helpers/checks/kano.py", "from helpers import charts", "checks must not import charts"),
        ("helpers/data/survey.py", "from helpers import kano", "data must not import models"),
        ("helpers/grading/run.py", "from helpers import kano", "grading must not import models"),
        (
            "helpers/locale/x.py",
            "def f():\n    import helpers.kano",
            "locale must not import models",
        ),
    ],
)
def test_an_import_against_the_direction_is_named_with_both_layers(tmp_path, path, line, sentence):
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(line, encoding="utf-8")
    [found] = violations(tmp_path)
    assert found.startswith(f"{path}: {sentence}")


def test_a_notebook_that_grades_is_named(tmp_path):
    cells = [{"cell_type": "code", "source": ["from helpers import data, grading, servqual\n"]}]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/x.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert violations(tmp_path) == [
        "notebooks/x.ipynb: notebooks must not import grading (helpers.grading)"
    ]


def test_an_explorer_may_use_charts_models_and_the_two_languages(tmp_path):
    (tmp_path / "helpers/explorers").mkdir(parents=True)
    (tmp_path / "helpers/explorers/kano.py").write_text(
        "import ipywidgets\nfrom helpers import kano\nfrom helpers.charts.kano import x\n"
        "from helpers.locale import gettext\nfrom helpers.explorers import Explorer\n",
        encoding="utf-8",
    )
    assert not violations(tmp_path)
