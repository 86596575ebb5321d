"""A class graded: our engine, isolation on, beside nbgrader's own autograde, in one run.

    python benchmarks/grading.py [--submissions 200] [--pairs 3] [--assignment five]
    python benchmarks/grading.py --growth 200 2000

Both grade copies of the same seeded class and take turns, so that a slow minute of the
machine meets both; the grades they give must agree in every question. `five` is an ordinary
assignment of five questions with pandas and plotly; any assignment of the course can stand
in its place. `--growth` shows what a submission costs in classes of other sizes.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from assignments import ASSIGNMENTS, cells  # noqa: E402

ALONE = "nbgrader autograde"
SEED = 2008
START = """import pandas as pd
import plotly.express as px
stays = pd.read_csv("stays.csv")"""
# For each question: what is seen of its test, what is hidden, then answers, the right one first.
FIVE: list[tuple[str, str, list[str]]] = [
    (
        "assert isinstance(mean_price, float)",
        'assert abs(mean_price - stays["price"].mean()) < 0.005, "the mean of all prices"',
        ['mean_price = float(stays["price"].mean())', "mean_price = 100.0", "mean_price = ..."],
    ),
    (
        "assert isinstance(by_segment, pd.Series)",
        'expected = stays.groupby("segment")["price"].mean()\n'
        "pd.testing.assert_series_equal(by_segment, expected, check_names=False)",
        [
            'by_segment = stays.groupby("segment")["price"].mean()',
            'by_segment = stays.groupby("segment")["price"].median()',
            "by_segment = ...",
        ],
    ),
    (
        "assert callable(revenue)",
        "for rooms, price in ((10, 640.0), (0, 800.0)):\n"
        '    assert revenue(rooms, price) == rooms * price, "rooms times price"',
        [
            "def revenue(rooms, price):\n    return rooms * price",
            "def revenue(rooms, price):\n    return rooms + price",
            "revenue = ...",
        ],
    ),
    (
        'assert hasattr(figure, "data"), "a figure"',
        'assert list(figure.data[0].x) == sorted(stays["segment"].unique()), "a bar a segment"',
        [
            'figure = px.bar(stays.groupby("segment", as_index=False)["price"].mean(),\n'
            '                x="segment", y="price", title="Price by segment")',
            'figure = px.bar(stays.head(3), x="segment", y="price")',
            "figure = ...",
        ],
    ),
    (
        "assert isinstance(dear, list)",
        'right = set(stays.loc[stays["price"] > 900, "guest"])\n'
        "2 * (set(dear) == right) + 1 * (set(dear) != right and bool(set(dear) & right))",
        [
            'dear = stays.loc[stays["price"] > 900, "guest"].tolist()',
            'dear = stays.loc[stays["price"] > 950, "guest"].tolist()',
            "dear = []",
        ],
    ),
]


def main() -> None:
    """Measure what was asked for, and print it."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="grading-") as folder:
        if asked.growth:
            _growth(Path(folder), asked.assignment, asked.growth)
        else:
            _beside_nbgrader(Path(folder), asked.assignment, asked.submissions, asked.pairs)


def _beside_nbgrader(folder: Path, word: str, size: int, pairs: int) -> None:
    seen = _class(folder / "class", word, size)
    ways: dict[str, Callable[[Path], float]] = {
        ALONE: lambda course: _seconds(course, "nbgrader", "autograde", word)[0],
        "ours, 2 workers": lambda course: _engine(course, word, 2)[0],
        "ours, 1 worker": lambda course: _engine(course, word, 1)[0],
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(pairs):
        grades = {}
        for way, run in ways.items():
            course = folder / "turn"
            shutil.copytree(seen, course)
            taken[way].append(run(course))
            grades[way] = _grades(course, word)
            shutil.rmtree(course)
            print(f"{number + 1}. {way}: {taken[way][-1]:.1f} s", file=sys.stderr, flush=True)
        for way, given in grades.items():
            _must_agree(grades[ALONE], given, way)
    count = len(grades[ALONE])
    print(f"{size} submissions of `{word}`, {count} grades, the same from each\n")
    print(f"| way | s (median of {pairs}) | s a submission | nbgrader takes |")
    print("|---|---|---|---|")
    for way, each in taken.items():
        ratios = [alone / ours for alone, ours in zip(taken[ALONE], each, strict=True)]
        median = statistics.median(each)
        ratio = statistics.median(ratios)
        print(f"| {way} | {median:.1f} | {median / size:.3f} | {ratio:.1f} × |")


def _growth(folder: Path, word: str, sizes: list[int]) -> None:
    print("| submissions | s | s a submission | MB of the supervisor |\n|---|---|---|---|")
    for size in sizes:
        course = _class(folder / str(size), word, size)
        seconds, megabytes = _engine(course, word, 2)
        print(f"| {size} | {seconds:.1f} | {seconds / size:.3f} | {megabytes:.0f} |", flush=True)
        shutil.rmtree(course)


def _engine(course: Path, word: str, workers: int) -> tuple[float, float]:
    told = ("run", "--course", str(course), "--assignment", word, "--workers", str(workers))
    return _seconds(course, sys.executable, "-m", "helpers.grading", *told)


def _seconds(course: Path, *command: str) -> tuple[float, float]:
    """Return how long a command takes, and the most memory that it holds, in MB."""
    beside = str(Path(sys.executable).parent)
    path = os.pathsep.join([beside, os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=course,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    said = process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed:\n{said}")
    if "UNSANDBOXED" in said:
        raise SystemExit("Without isolation there is nothing to compare.")
    return seconds, usage.ru_maxrss / 1024


def _grades(course: Path, word: str) -> dict[tuple[str, str], float | None]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {
            (submission.student.id, grade.name): grade.auto_score
            for submission in book.assignment_submissions(word)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def _must_agree(theirs: dict, ours: dict, way: str) -> None:
    apart = sorted(name for name in theirs if theirs[name] != ours.get(name))
    if apart or len(theirs) != len(ours):
        told = [f"{name}: {theirs[name]} and {ours.get(name)}" for name in apart[:5]]
        raise SystemExit(f"{way} gives other grades than nbgrader: {told}")


def _class(folder: Path, word: str, size: int) -> Path:
    """Make a course with a released assignment and what a class handed in."""
    (folder / "source").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('\nc.CourseDirectory.source_directory = "source"\n')
    if word == "five":
        _write_five(folder / "source" / word)
    else:
        shutil.copytree(ROOT / "notebooks" / "assignments" / word, folder / "source" / word)
    _seconds(folder, "nbgrader", "generate_assignment", word)
    given = nbformat.read(folder / "release" / word / f"{word}.ipynb", as_version=4)
    rng = random.Random(SEED)
    for number in range(size):
        student = f"s{number:04}"
        handed_in = folder / "submitted" / student / word
        shutil.copytree(folder / "release" / word, handed_in)
        made = nbformat.from_dict(given)
        (_fill_five if word == "five" else _fill)(made, word, student, rng)
        nbformat.write(made, handed_in / f"{word}.ipynb")
    return folder


def _fill(made: NotebookNode, word: str, student: str, rng: random.Random) -> None:
    """Answer each question rightly, or with a known mistake."""
    next(
        cell for cell in made.cells if cell.cell_type == "code"
    ).source = f'student_id = "{student}"'
    known, answers = cells(made), ASSIGNMENTS[word].answers(student)
    mistakes = list(ASSIGNMENTS[word].mistakes(student))
    for question, right in answers.items():
        wrong = [each[1] for each in mistakes if each[0] == question]
        answer = right if rng.random() < 0.7 else rng.choice(wrong)
        blank = f"{ASSIGNMENTS[word].BLANKS[question]} = ..."
        cell = next(each for each in known.values() if each.source.startswith(blank))
        cell.source = f"{blank.removesuffix('...')}{answer!r}"


def _fill_five(made: NotebookNode, _word: str, _student: str, rng: random.Random) -> None:
    known = cells(made)
    for number, (_shown, _hidden, answers) in enumerate(FIVE, 1):
        known[f"answer-{number}"].source = rng.choices(answers, weights=[8, 1, 1])[0]


def _write_five(folder: Path) -> None:
    folder.mkdir()
    rng = random.Random(SEED)
    rows = [
        f"g{guest},{rng.choice(['business', 'leisure', 'group'])},{rng.gauss(800, 90):.0f}"
        for guest in range(400)
    ]
    (folder / "stays.csv").write_text("guest,segment,price\n" + "\n".join(rows), "utf-8")
    made = [new_markdown_cell("# Five questions"), new_code_cell(START)]
    for number, (shown, hidden, answers) in enumerate(FIVE, 1):
        solution = f"### BEGIN SOLUTION\n{answers[0]}\n### END SOLUTION"
        test = f"{shown}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        made += [
            _marked(f"answer-{number}", solution, solution=True),
            _marked(f"test-{number}", test, grade=True, locked=True, points=2),
        ]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": spec}), folder / "five.ipynb")


def _marked(name: str, source: str, **told: bool | int) -> NotebookNode:
    even = {"grade": False, "solution": False, "locked": False, "task": False}
    return new_code_cell(
        source, metadata={"nbgrader": even | told | {"grade_id": name, "schema_version": 3}}
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--assignment", default="five", choices=["five", *ASSIGNMENTS])
    parser.add_argument("--growth", type=int, nargs="+", default=[])
    return parser.parse_args()


if __name__ == "__main__":
    main()
