"""A small class: one assignment with tests of the ordinary kind; good, broken and hostile work."""

import copy as copying
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from assignments import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from helpers.grading import isolate

SANDBOX = isolate.why_not()
ISOLATED = pytest.mark.skipif(bool(SANDBOX) and "CI" not in os.environ, reason=SANDBOX)
ALL_RIGHT = {"test-1": 2, "test-2": 2, "test-3": 2}
NOTHING = dict.fromkeys(ALL_RIGHT, 0)
HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
SOLUTION = "### BEGIN SOLUTION\n{}\n### END SOLUTION"
RIGHT = ("total = 12", "def double(x):\n    return 2 * x", "numbers = [1, 2]")
TESTS = (
    ("assert isinstance(total, int)", 'assert total == 12, "the total is twelve"'),
    (
        "assert callable(double)",
        'for x in (21, "ab"):\n    assert double(x) == x + x, "it does not double"',
    ),
    ("assert len(numbers) < 9", "len({1, 2}.intersection(numbers))"),
)
CONFIG = """c = get_config()
c.GenerateFeedback.exporter_class = "helpers.grading.feedback.FeedbackPage"
"""
Notebook = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A submission that is broken: what is done to a right one, and what is to come of it.

    Attributes
    ----------
    points : dict
        Where they differ from those of a right submission.
    """

    name: str
    make: Callable[[Notebook], Any]
    points: dict[str, float] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    state: str = "graded"
    repair: str = ""
    note: str = ""


@dataclass(frozen=True)
class Attack:
    """Code in place of the first answer, in a notebook without any other."""

    name: str
    code: str
    flags: tuple[str, ...] = ()
    points: dict[str, float] = field(default_factory=dict)


class Graded(NamedTuple):
    """A class after a run."""

    folder: Path
    report: dict[str, Any]
    status: int

    def of(self, student: str) -> dict[str, Any]:
        return next(each for each in self.report["submissions"] if each["student"] == student)

    def points(self, student: str) -> dict[str, float]:
        return {each["name"]: each["points"] for each in self.of(student)["questions"]}

    def states(self, student: str) -> dict[str, str]:
        return {each["name"]: each["state"] for each in self.of(student)["questions"]}

    def outputs(self, student: str) -> str:
        path = self.folder / "autograded" / student / "ps" / "ps.ipynb"
        cells = nbformat.read(path, as_version=4).cells
        return json.dumps([cell.outputs for cell in cells if cell.cell_type == "code"])


def source() -> nbformat.NotebookNode:
    """Return the instructor's version."""
    cells = [new_markdown_cell("# Problems"), new_code_cell("import math")]
    for number, (answer, (shown, hidden)) in enumerate(zip(RIGHT, TESTS, strict=True), 1):
        told = {"schema_version": 3, "task": False}
        solution = {"grade": False, "solution": True, "locked": False}
        test = {"grade": True, "solution": False, "locked": True, "points": 2}
        cells += [
            new_code_cell(
                SOLUTION.format(answer),
                metadata={"nbgrader": told | solution | {"grade_id": f"answer-{number}"}},
            ),
            new_code_cell(
                shown + "\n" + HIDDEN.format(hidden),
                metadata={"nbgrader": told | test | {"grade_id": f"test-{number}"}},
            ),
        ]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": spec})


def release(folder: Path) -> Notebook:
    """Make a course in a folder; return the students' version."""
    (folder / "source" / "ps").mkdir(parents=True)
    nbformat.write(source(), folder / "source" / "ps" / "ps.ipynb")
    (folder / "source" / "ps" / "table.csv").write_text("a\n1\n", "utf-8")
    (folder / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.Application.log_level = "ERROR"
    before = os.environ["PATH"]
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + before
    try:
        assert NbGraderAPI(config=config).generate_assignment("ps")["success"]
    finally:
        os.environ["PATH"] = before
    return given(folder)


def given(folder: Path) -> Notebook:
    """Return the students' version."""
    path = folder / "release" / "ps" / "ps.ipynb"
    blank: Notebook = json.loads(path.read_text("utf-8"))
    for each in blank["cells"]:
        each["source"] = "".join(each["source"])
    return blank


def filled(blank: Notebook, *answers: str) -> Notebook:
    """Return the notebook with answers to the first questions."""
    made = copying.deepcopy(blank)
    for number, answer in enumerate(answers, 1):
        cell(made, f"answer-{number}")["source"] = answer
    return made


def cell(notebook: Notebook, name: str) -> dict[str, Any]:
    return next(
        each
        for each in notebook["cells"]
        if each["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def hand_in(folder: Path, student: str, made: Any) -> None:
    there = folder / "submitted" / student / "ps"
    there.mkdir(parents=True)
    if callable(made):
        made(there)
    elif made is not None:
        data = made if isinstance(made, bytes) else json.dumps(made).encode()
        (there / "ps.ipynb").write_bytes(data)


def graded(folder: Path) -> Graded:
    """Return the whole class, graded with three seconds for a cell."""
    blank = release(folder)
    right = filled(blank, *RIGHT)
    for student in ("right", "zz-last"):
        hand_in(folder, student, right)
    hand_in(folder, "wrong", filled(blank, "total = 13", RIGHT[1], RIGHT[2]))
    for case in CASES:
        hand_in(folder, case.name, case.make(copying.deepcopy(right)))
    for attack in ATTACKS:
        hand_in(folder, attack.name, filled(blank, attack.code))
    report, status = grading(folder, "ps")
    return Graded(folder, report, status)


def command(folder: Path, word: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the command from the course's root, as a person would."""
    told = ["run", "--course", str(folder), "--assignment", word, *options]
    return subprocess.run(
        [sys.executable, "-m", "helpers.grading", *told],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def grading(folder: Path, word: str, *options: str) -> tuple[dict[str, Any], int]:
    """Grade; return the report and the exit status."""
    path = folder / "report.json"
    limit = ["--timeout", "3", "--memory", "300"] if word == "ps" else []
    done = command(folder, word, "--report", str(path), *limit, *options)
    assert done.returncode in (0, 1), done.stderr
    report: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return report, done.returncode


def copy(folder: Path, to: Path, students: list[str]) -> None:
    """Begin another course with the same assignment and some of the students' work."""
    to.mkdir()
    for name in ("source", "release"):
        shutil.copytree(folder / name, to / name)
    shutil.copy(folder / "nbgrader_config.py", to)
    for student in students:
        shutil.copytree(folder / "submitted" / student, to / "submitted" / student)


# What is done to a right notebook


def answering(code: str, number: int = 1) -> Callable[[Notebook], Notebook]:
    """Put code in place of an answer."""

    def made(notebook: Notebook) -> Notebook:
        cell(notebook, f"answer-{number}")["source"] = code
        return notebook

    return made


def before_all(code: str) -> Callable[[Notebook], Notebook]:
    """Put a cell of the student's own at the top."""

    def made(notebook: Notebook) -> Notebook:
        notebook["cells"].insert(0, _own(code))
        return notebook

    return made


def _own(code: str) -> dict[str, Any]:
    told = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return told | {"id": "own-cell", "source": code}


def changing(change: Callable[[Notebook], Any]) -> Callable[[Notebook], Notebook]:
    def made(notebook: Notebook) -> Notebook:
        change(notebook)
        return notebook

    return made


def without(name: str) -> Callable[[Notebook], Notebook]:
    return changing(lambda notebook: notebook["cells"].remove(cell(notebook, name)))


def doubled(name: str, **parts: Any) -> Callable[[Notebook], Notebook]:
    def change(notebook: Notebook) -> None:
        there = cell(notebook, name)
        notebook["cells"].insert(notebook["cells"].index(there), {**there, **parts})

    return changing(change)


def as_format_3(notebook: Notebook) -> bytes:
    old = nbformat.convert(nbformat.from_dict(notebook), 3)
    return nbformat.writes(old, version=3).encode()


def renamed(there: str) -> Callable[[Notebook], Any]:
    return lambda notebook: (
        lambda folder: (folder / there).write_text(json.dumps(notebook), "utf-8")
    )


def linked(_notebook: Notebook) -> Any:
    return lambda folder: (folder / "ps.ipynb").symlink_to("../../right/ps/ps.ipynb")


def beside(*write: Callable[[Path], Any]) -> Callable[[Notebook], Any]:
    """Lay other things beside the notebook."""

    def made(notebook: Notebook) -> Any:
        def lay(folder: Path) -> None:
            (folder / "ps.ipynb").write_text(json.dumps(notebook), "utf-8")
            for each in write:
                each(folder)

        return lay

    return made


def timestamp(text: bytes) -> Callable[[Notebook], Any]:
    return beside(lambda folder: (folder / "timestamp.txt").write_bytes(text))


def in_a_folder(name: str) -> Callable[[Notebook], Any]:
    def made(notebook: Notebook) -> Any:
        def lay(folder: Path) -> None:
            (folder / name).mkdir()
            (folder / name / "ps.ipynb").write_text(json.dumps(notebook), "utf-8")

        return lay

    return made


def own_modules(folder: Path) -> None:
    for name in ("json", "numpy", "sitecustomize", "nbgrader_config", "ipython_config"):
        (folder / f"{name}.py").write_text("raise SystemExit", "utf-8")


def many_files(folder: Path) -> None:
    for number in range(2000):
        (folder / f"{number}.txt").write_text("x", "utf-8")


def odd_links(folder: Path) -> None:
    for name, to in (("zero.csv", "/dev/zero"), ("all", "/"), ("timestamp.txt", "/etc/passwd")):
        (folder / name).symlink_to(to)


def shadow(folder: Path) -> None:
    (folder / "table.csv").mkdir()
    (folder / "table.csv" / "x.txt").write_text("x", "utf-8")


def film(folder: Path) -> None:
    with (folder / "film.mp4").open("wb") as file:
        file.truncate(2500 * 2**20)


def long_path(folder: Path) -> None:
    there = folder
    for _ in range(20):
        there /= "d" * 60
    there.mkdir(parents=True)


def link_of_bytes(folder: Path) -> None:
    (folder / os.fsdecode(b"\xff.ipynb")).symlink_to("/etc/passwd")


def own_cells(notebook: Notebook, code: str, count: int) -> Notebook:
    """Put cells of the student's own at the end."""
    notebook["cells"] += [_own(code) | {"id": f"own-{number}"} for number in range(count)]
    return notebook


def shown_first(notebook: Notebook) -> Notebook:
    """Put cells at the top that show as much as a notebook may."""
    for number in range(4):
        notebook["cells"].insert(0, _own("'y' * 3_900_000") | {"id": f"shown-{number}"})
    return notebook


def deep(levels: int) -> dict[str, Any]:
    return {"a": deep(levels - 1)} if levels else {}


def odd_metadata(notebook: Notebook) -> Notebook:
    notebook["metadata"] |= {"language_info": [1], "widgets": 7, "title": {}, "authors": 5}
    for each in notebook["cells"]:
        each["metadata"] |= {"tags": 5, "collapsed": [], "slideshow": 3}
    return notebook


def reordered(notebook: Notebook) -> Notebook:
    test = cell(notebook, "test-1")
    notebook["cells"].remove(test)
    notebook["cells"].insert(0, test)
    return notebook


def split(notebook: Notebook) -> Notebook:
    whole = cell(notebook, "answer-2")
    first, second = whole["source"].split("\n")
    place = notebook["cells"].index(whole)
    notebook["cells"].insert(place, copying.deepcopy(whole) | {"id": "first-half"})
    notebook["cells"][place]["source"] = first + "\n    pass"
    whole["source"] = f"{first}\n{second}"
    return notebook


def of_50_mb(notebook: Notebook) -> Notebook:
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 50_000_000}
    cell(notebook, "answer-1")["outputs"] = [output]
    return notebook


LOST = {"test-1": 0}
IGNORES = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
BOMB = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
EAT = "held = []\nwhile True: held.append(bytearray(10**7))"
WIDGETS = "import ipywidgets\nfor i in range(300): display(ipywidgets.IntSlider())\ntotal = 12"
FIGURE = "import plotly.express as px\npx.scatter(x=list(range(10**6)))"
THREAD = """import threading, time
def spin():
    while True: time.sleep(.01)
for i in range(5): threading.Thread(target=spin, daemon=True).start()
total = 12"""
POOL = """import multiprocessing
def square(x): return x * x
with multiprocessing.Pool(2) as pool: total = 7 + sum(pool.map(square, [1, 2]))"""
TWO_STREAMS = """import sys
for number in range(100_000):
    print(number); print(number, file=sys.stderr)"""

CASES = [
    Case("empty-file", lambda _: b"", state="unreadable", note="empty"),
    Case("only-spaces", lambda _: b" \n ", state="unreadable", note="empty"),
    Case("truncated", lambda n: json.dumps(n).encode()[:-200], state="unreadable", note="JSON"),
    Case("a-list", lambda _: b"[1, 2]", state="unreadable", note="no cells"),
    Case("a-picture", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(500), state="unreadable"),
    Case("deep-json", lambda _: b"[" * 100_000, state="unreadable"),
    Case("no-folder", lambda _: None, state="missing", note="no notebook"),
    Case("a-link", linked, state="missing", note="link"),
    Case("another-name", renamed("ps (1).ipynb"), repair="taken from ps (1).ipynb"),
    Case("utf-16", lambda n: json.dumps(n).encode("utf-16"), repair="UTF-16"),
    Case("with-a-bom", lambda n: b"\xef\xbb\xbf" + json.dumps(n).encode()),
    Case(
        "gb18030",
        lambda n: json.dumps(before_all("# 十二")(n), ensure_ascii=False).encode("gb18030"),
        repair="GB18030",
    ),
    Case("format-3", as_format_3, repair="brought from nbformat 3"),
    Case("format-4-0", changing(lambda n: n.update(nbformat_minor=0))),
    Case("format-9", changing(lambda n: n.update(nbformat=9)), repair="nbformat 4, not 9"),
    Case("no-kernelspec", changing(lambda n: n["metadata"].pop("kernelspec"))),
    Case("another-language", changing(lambda n: n["metadata"].update(kernelspec={"name": "ir"}))),
    Case("metadata-is-a-list", changing(lambda n: n.update(metadata=[]))),
    Case("a-cell-is-null", changing(lambda n: n["cells"].append(None)), repair="no cells"),
    Case("no-ids", changing(lambda n: [each.pop("id") for each in n["cells"]])),
    Case("same-ids", changing(lambda n: [each.update(id="a") for each in n["cells"]])),
    Case("copied-answer", doubled("answer-1"), repair="answer-1 stands there twice"),
    Case("copied-test", doubled("test-1"), repair="test-1 stands there twice"),
    Case(
        "blank-copy",
        changing(
            lambda n: n["cells"].insert(
                n["cells"].index(cell(n, "answer-1")) + 1,
                {
                    **cell(n, "answer-1"),
                    "source": "# YOUR CODE HERE\nraise NotImplementedError()",
                },
            )
        ),
        repair="blank copy",
    ),
    Case("lost-test", without("test-2"), repair="test-2 was missing"),
    Case(
        "lost-both",
        changing(lambda n: [n["cells"].remove(cell(n, f"{x}-1")) for x in ("answer", "test")]),
        LOST,
        {"test-1": "missing"},
        repair="test-1 was missing",
    ),
    Case("lost-answer", without("answer-1"), LOST, {"test-1": "missing"}),
    Case("reordered", reordered, repair="moved behind"),
    Case("split", split, repair="answer-2 stands there twice"),
    Case(
        "renamed-cell",
        changing(lambda n: cell(n, "answer-1")["metadata"]["nbgrader"].update(grade_id="mine")),
        repair='"mine" is no cell',
    ),
    Case(
        "renamed-test",
        changing(lambda n: cell(n, "test-1")["metadata"]["nbgrader"].update(grade_id="mine")),
        repair="test-1 was missing",
    ),
    Case(
        "rewritten-test",
        changing(lambda n: cell(n, "test-1").update(source="pass")),
    ),
    Case(
        "more-points",
        changing(lambda n: cell(n, "test-1")["metadata"]["nbgrader"].update(points=99)),
    ),
    Case(
        "points-are-text",
        changing(lambda n: cell(n, "test-1")["metadata"]["nbgrader"].update(points="all")),
    ),
    Case(
        "metadata-of-another-kind",
        changing(lambda n: cell(n, "answer-1")["metadata"].update(nbgrader=[1])),
    ),
    Case(
        "markdown-answer",
        changing(lambda n: cell(n, "answer-1").update(cell_type="markdown")),
        repair="is code again",
    ),
    Case(
        "raw-test",
        changing(lambda n: cell(n, "test-1").update(cell_type="raw")),
        repair="code again",
    ),
    Case("syntax-error", answering("total = (12"), LOST, {"test-1": "error"}),
    Case("blank", answering("# YOUR CODE HERE\nraise NotImplementedError()"), LOST),
    Case("name-error", answering("total = twelve"), LOST, {"test-1": "error"}),
    Case("asks", answering("total = int(input('?'))"), LOST, {"test-1": "error"}),
    Case("javascript", before_all("%%javascript\nalert(1)")),
    Case("removes", before_all("!rm -rf / 2>/dev/null; rm -rf *")),
    Case("matplotlib-magic", before_all("%matplotlib inline")),
    Case("unknown-magic", before_all("%no_such_magic")),
    Case("reads-its-data", answering("total = 11 + int(open('table.csv').read().split()[1])")),
    Case("writes-a-file", answering("open('a.txt', 'w').write('b'); total = 12")),
    Case("warns", answering("import warnings; warnings.warn('x'); total = 12")),
    Case(
        "function-prints-to-stderr",
        answering("def double(x):\n    import sys; print('x', file=sys.stderr); return 2 * x", 2),
    ),
    Case("sys-exit", answering("import sys; sys.exit(0)"), LOST, {"test-1": "error"}),
    Case("os-exit", answering("import os; os._exit(0)"), LOST, {"test-1": "died"}),
    Case("kills-itself", answering("import os; os.kill(os.getpid(), 9)"), LOST, {"test-1": "died"}),
    Case(
        "segmentation-fault",
        answering("import ctypes; ctypes.string_at(0)"),
        LOST,
        {"test-1": "died"},
    ),
    Case("recursion", answering("def f(): return f()\ntotal = f()"), LOST, {"test-1": "error"}),
    Case("endless-loop", answering("while True: pass"), LOST, {"test-1": "timeout"}),
    Case("ignores-interrupts", answering(IGNORES), LOST, {"test-1": "timeout"}),
    Case("sleeps-in-a-coroutine", answering("import asyncio\nawait asyncio.sleep(99)"), LOST),
    Case(
        "endless-function",
        answering("def double(x):\n    while True: pass", 2),
        {"test-2": 0},
    ),
    Case(
        "function-that-ends-it-all",
        answering("def double(x):\n    import os; os._exit(1)", 2),
        {"test-2": 0},
        {"test-2": "died"},
    ),
    Case("eats-memory", answering(EAT), LOST, {"test-1": "memory"}),
    Case("fork-bomb", answering(BOMB), LOST, {"test-1": "timeout"}),
    Case("threads", answering(THREAD)),
    Case("endless-output", answering("while True: print('x' * 999)"), LOST),
    Case("much-output", before_all("print('x' * 10**8)")),
    Case("widgets", answering(WIDGETS)),
    Case("huge-figure", before_all(FIGURE)),
    Case("50-mb", of_50_mb),
    Case(
        "two-killers",
        lambda n: answering("import os; os._exit(1)", 2)(answering(IGNORES)(n)),
        {"test-1": 0, "test-2": 0},
        {"test-1": "timeout", "test-2": "died"},
    ),
    Case("partly", answering("numbers = [1, 5]", 3), {"test-3": 1}, {"test-3": "partly"}),
    Case("王小明 (双学位)", lambda n: n),
    Case("half-a-character-printed", answering("print('\\ud800'); total = 12")),
    Case("half-a-character", answering("total = '\\ud800'"), LOST),
    Case("half-a-character-raised", answering("raise ValueError('\\ud800')"), LOST),
    Case("half-a-character-in-code", answering("total = 12  # \ud800")),
    Case("processes", answering(POOL)),
    Case("timestamp-of-words", timestamp(b"no time at all"), repair="timestamp.txt holds no time"),
    Case("timestamp-of-bytes", timestamp(b"\xff\xfe\x00"), repair="timestamp.txt"),
    Case("timestamp-far-off", timestamp(b"99999-01-01"), repair="timestamp.txt"),
    Case("empty-timestamp", timestamp(b"")),
    Case("odd-links", beside(odd_links), repair="timestamp.txt"),
    Case("own-modules", beside(own_modules)),
    Case("many-files", beside(many_files)),
    Case("in-a-folder", in_a_folder("ps"), repair="taken from ps/ps.ipynb"),
    Case("in-a-folder-of-its-name", in_a_folder("ps.ipynb"), repair="taken from ps.ipynb/"),
    Case("folder-of-a-files-name", beside(lambda f: (f / "table.csv" / "x").mkdir(parents=True))),
    Case("file-in-such-a-folder", beside(shadow)),
    Case("link-of-bytes", lambda _: link_of_bytes, state="missing", note="is a link"),
    Case("timestamp-of-digits", timestamp(b"9" * 700_000), repair="timestamp.txt"),
    Case("a-film", beside(film), state="unreadable", note="2500 MB"),
    Case("a-long-path", beside(long_path), state="unreadable", note="longer than 1000 bytes"),
    Case("shows-much", lambda n: own_cells(n, "print('x' * 90_000); 'y' * 3_900_000", 9)),
    Case(
        "shows-much-and-fails",
        lambda n: answering("total = 13\n'y' * 3_900_000")(shown_first(n)),
        LOST,
        {"test-1": "wrong"},
    ),
    Case("two-streams", lambda n: own_cells(n, TWO_STREAMS, 3)),
    Case("odd-metadata", odd_metadata),
    Case("odd-attachments", changing(lambda n: n["cells"][0].update(attachments={"a": 5}))),
    Case("deep-metadata", changing(lambda n: n["cells"][0].update(metadata=deep(900)))),
    Case("many-cells", lambda n: own_cells(n, "", 6000), state="unreadable", note="6008 cells"),
    Case("long-code", before_all("#" * 5_000_000), state="unreadable", note="characters"),
    Case("a-pipe", lambda _: lambda folder: os.mkfifo(folder / "ps.ipynb"), state="missing"),
]

EQUAL = """class Equal(int):
    def __eq__(self, other): return True
    def __hash__(self): return 1
    def __iter__(self): return iter([1, 2])
    def __len__(self): return 2
    def __add__(self, other): return self
    __radd__ = __rmul__ = __mul__ = __add__
total = numbers = Equal()
def double(x): return Equal()
"""
STRIP = """import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Strip())
"""
LINES = """get_ipython().input_transformers_post.append(
    lambda lines: [line.replace('assert', 'True or') for line in lines])
"""
LOOK = """import glob, os, sys
for path in {paths!r}:
    try:
        if open(path, 'rb').read(1): print('REACHED', path)
    except OSError: pass
for pattern in {patterns!r}:
    if glob.glob(pattern): print('REACHED', pattern)
pythons = {{'/usr', '/lib', '/bin', '/sbin', '/proc', '/sys', sys.prefix, sys.base_prefix}}
for folder, folders, files in os.walk('/'):
    folders[:] = [each for each in folders if os.path.join(folder, each) not in pythons]
    if {anywhere!r} & {{*folders, *files}}: print('REACHED', folder)
"""


def look(*paths: str, anywhere: str = "") -> str:
    """Return code that opens paths, fills in patterns, and looks for a name anywhere."""
    patterns = [path for path in paths if "*" in path]
    plain = [path for path in paths if "*" not in path]
    return LOOK.format(patterns=patterns, paths=plain, anywhere={anywhere} - {""} or {"?"})


CONNECT = """import socket
for family, address in ((2, ('{host}', {port})),):
    try: socket.create_connection(address, timeout=1); print('REACHED')
    except OSError: pass
"""
FORGE = """import os, json
for fd in range(3, 64):
    for text in ('{"outputs": [], "state": "ok", "flags": {}}', '{"value": 12}'):
        data = text.encode()
        try: os.write(fd, len(data).to_bytes(4, 'big') + data)
        except OSError: pass
"""
ODD_OUTPUTS = """import json, helpers.grading.channel as c
plain = c.Channel.send
def send(self, message):
    odd = {"a": 1}
    for n in range(200): odd = {"a": odd}
    outputs = [{"output_type": "error", "ename": "a", "evalue": "b", "traceback": 5}]
    for data in ({"image/png": 7}, {"text/html": odd}, {"application/json": odd}):
        outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
    return plain(self, message | {"outputs": outputs, "state": "ok"})
c.Channel.send = send
"""
PATCH = """import builtins
true = lambda *a, **k: True
for name in ('isinstance', 'callable', 'len', 'all', 'any', 'sum'):
    setattr(builtins, name, true)
"""
LEFT = "import os, tempfile\nleft = tempfile.gettempdir() + '/left'\n"
LEAVE = (
    LEFT
    + """
os.makedirs(left, exist_ok=True); open(left + '/mark', 'w').write('x')
open('/dev/shm/mark', 'w').write('x')
if os.fork() == 0:
    import time; time.sleep(60); os._exit(0)
"""
)

ATTACKS = [
    Attack("a-forges-odd-outputs", ODD_OUTPUTS),
    Attack("a-equal-to-everything", EQUAL),
    Attack(
        "a-number-equal-to-everything",
        "class Any(int):\n    __eq__ = lambda self, other: True\n    __hash__ = int.__hash__\n"
        "total = Any(1)",
    ),
    Attack(
        "a-counts-for-ever",
        "class Endless:\n    __len__ = lambda self: 1\n    __iter__ = lambda self: self\n"
        "    __next__ = lambda self: 1\nnumbers = Endless()",
    ),
    Attack("a-strips-asserts", STRIP, ("tampered",)),
    Attack("a-rewrites-lines", LINES, ("tampered",)),
    Attack("a-patches-builtins", PATCH),
    Attack(
        "a-list-that-lies-about-its-length",
        "class L(list):\n    def __len__(self): return 2\nnumbers = L(range(-5000, 5000))",
    ),
    Attack("a-length-of-its-own", "numbers = list(range(5000))\ndef len(x): return 2"),
    Attack("a-defines-grade", "grade = check = lambda *a: 2\n__builtins__ = {}"),
    Attack(
        "a-reads-gradebook",
        look("gradebook.db", "../../../gradebook.db", anywhere="gradebook.db"),
        ("forbidden_read",),
    ),
    Attack("a-reads-source", look("../../../source/ps/ps.ipynb", anywhere="source")),
    Attack(
        "a-reads-others", look("../../right/ps/ps.ipynb", anywhere="submitted"), ("forbidden_read",)
    ),
    Attack("a-reads-passwords", look("/etc/shadow", "/etc/passwd"), ("forbidden_read",)),
    Attack(
        "a-reads-home",
        look(str(Path.home() / ".bashrc"), "/home/*/.*", str(Path.home() / ".ssh/*")),
    ),
    Attack(
        "a-reads-tests",
        look(
            str(ROOT / "tests" / "graded_class.py"),
            str(ROOT / "notebooks/assignments/servqual/servqual.ipynb"),
        ),
    ),
    Attack(
        "a-reads-environment-of-others",
        look("/proc/1/environ")
        + """
for pid in os.listdir('/proc'):
    if pid.isdigit() and int(pid) not in (1, os.getpid()):
        print('REACHED', pid)
""",
    ),
    Attack(
        "a-environment",
        "import os\nif {'SSH_AUTH_SOCK', 'OLDPWD'} & set(os.environ): print('REACHED')",
    ),
    Attack(
        "a-writes-to-the-course",
        """import os
for path in ('/gradebook.db', '../../../gradebook.db', '/usr/x', '/etc/x'):
    try: open(path, 'w').write('x'); print('REACHED', path)
    except OSError: pass
""",
    ),
    Attack(
        "a-writes-helpers",
        """import helpers.checks as c, os
try: open(os.path.join(os.path.dirname(c.__file__), 'x.py'), 'w'); print('REACHED')
except OSError: pass
""",
    ),
    Attack("a-network", CONNECT.format(host="1.1.1.1", port=80), ("network",)),
    Attack("a-loopback", CONNECT.format(host="127.0.0.1", port=22), ("network",)),
    Attack(
        "a-resolves-names",
        "import socket\ntry: socket.getaddrinfo('example.org', 80); "
        "print('REACHED')\nexcept OSError: pass",
        ("network",),
    ),
    Attack(
        "a-root",
        "import os\nif os.getuid() == 0: print('REACHED')\n"
        "try: os.setuid(0); print('REACHED')\nexcept OSError: pass",
    ),
    Attack(
        "a-mounts",
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "if libc.mount(b'tmpfs', b'/usr', b'tmpfs', 0, None) == 0: print('REACHED')",
    ),
    Attack(
        "a-signals-others",
        """import os
for pid in range(1, 400):
    if pid != os.getpid():
        try: os.kill(pid, 0); print('REACHED', pid) if pid != 1 else None
        except OSError: pass
""",
    ),
    Attack(
        "a-kills-the-first-process",
        "import os, signal\ntry: os.kill(1, signal.SIGKILL)\nexcept OSError: pass",
    ),
    Attack("a-forges-the-channel", FORGE),
    Attack(
        "a-closes-the-channel",
        "import os\nfor fd in range(3, 64):\n    try: os.close(fd)\n    except OSError: pass",
    ),
    Attack(
        "a-fills-the-disk",
        "try:\n    with open('/tmp/big', 'wb') as f:\n"
        "        for i in range(400): f.write(bytes(10**6))\n    print('REACHED')\n"
        "except OSError: pass",
    ),
    Attack("a-leaves-something", LEAVE),
    Attack(
        "b-finds-what-was-left",
        LEFT + "if os.path.exists(left) or os.path.exists('/dev/shm/mark'): print('REACHED')",
    ),
    Attack("a-patches-json", "import json\njson.dumps = lambda *a, **k: '{}'", ("tampered",)),
    Attack(
        "a-patches-packing",
        "from helpers.grading import plain\n"
        "plain.Packer.pack = lambda self, value, depth=0: 12\ntotal = 0",
        points={"test-1": 2},
    ),
    Attack(
        "a-frames",
        "import sys, gc\nwalked = sys._getframe()\nwhile walked:\n"
        "    if any('== 12' in str(v) for v in walked.f_locals.values() if isinstance(v, str)\n"
        "           and 'REACHED' not in v): print('REACHED')\n    walked = walked.f_back",
    ),
    Attack(
        "a-searches-memory",
        "import gc\n"
        "needle = 'assert total ' + '=' * 2\n"
        "if any(isinstance(v, str) and needle in v for o in gc.get_objects() "
        "if isinstance(o, dict) for v in list(o.values())): print('REACHED')",
    ),
    Attack(
        "a-raises-from-repr",
        "class Bad:\n    def __repr__(self): raise SystemExit\n"
        "    __str__ = __repr__\ntotal = Bad()",
    ),
    Attack("a-exits-late", "import atexit, os\natexit.register(lambda: os._exit(0))"),
    Attack(
        "a-stops-the-clock",
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\n"
        "signal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
    ),
]
