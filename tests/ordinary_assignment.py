"""An assignment that is not the course's: tests of the kinds that instructors write elsewhere.

Two notebooks, `tests` and `texts`. Each question of the first has a reference solution, a
wrong answer, a right one by other means, and one that fails; `texts` is for a person to read.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import nbformat
from graded_class import HIDDEN, SOLUTION
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "ordinary"
POINTS = 2
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
GIVEN = "import numpy as np\nimport pandas as pd\n\nsales = pd.Series([3.0, 1.0, 2.0])"


@dataclass(frozen=True)
class Question:
    """One question: a cell for the answer and a test cell.

    Attributes
    ----------
    hidden, shown, after : str
        The hidden tests, and what everybody sees before and after them.
    wrong, other, failing : str
        Answers in place of the reference solution, `right`. Without `other` the right one
        is given; without `failing` the cell is left as it was handed out.
    inside : bool
        Whether the hidden test has to run in the student's process.
    points : tuple of float
        What nbgrader gives for right, wrong, other and failing.
    """

    right: str
    hidden: str
    wrong: str
    other: str = ""
    failing: str = ""
    shown: str = ""
    after: str = ""
    inside: bool = False
    points: tuple[float, float, float, float] = (2, 0, 2, 0)


QUESTIONS = {
    "points": Question(
        "numbers = [1, 2]",
        "len({1, 2}.intersection(numbers))",
        "numbers = [1, 9]",
        "numbers = {2, 1}",
        "numbers = 5",
        points=(2, 1, 2, 0),
    ),
    "points-as-float": Question(
        "share = 0.25",
        "round(2 - 4 * abs(share - 0.25), 2)",
        "share = 0.5",
        "share = np.float64(0.25)",
        points=(2, 1, 2, 0),
    ),
    "points-behind-a-semicolon": Question("half = 1", "half;", "half = 0", points=(2, 2, 2, 0)),
    "a-word-for-points": Question(
        "word = 'yes'", "'well done' if word == 'yes' else 0", "word = 'no'"
    ),
    "a-number-of-numpys-for-points": Question(
        "third = 1", "np.float64(third)", "third = 0", points=(2, 2, 2, 0)
    ),
    "assert": Question(
        "total = 12",
        "assert total == 12, 'the total is twelve,\\nand <b>not</b> ' + str(total)",
        "total = 13",
        "total = np.int64(12)",
        "total = 1 / 0",
        shown="assert total > 0, 'a total above zero'",
    ),
    "seen-tests-alone": Question("seats = 4", "", "seats = 5", shown="assert seats == 4, 'four'"),
    "seen-tests-after": Question(
        "rooms = [1, 2, 3]",
        "count = len(rooms)",
        "rooms = [1, 2]",
        shown="assert isinstance(rooms, list)",
        after="assert count == 3, 'three rooms'",
        failing="rooms = (1, 2, 3)",
    ),
    "arrays": Question(
        "scores = np.array([0.5, 1.5])",
        "np.testing.assert_allclose(scores, [0.5, 1.5], rtol=1e-6)",
        "scores = np.array([0.5, 1.6])",
        "scores = [0.5, 1.5]",
        "scores = np.array([0.5, 1.5, 2.5])",
    ),
    "tables": Question(
        "table = pd.DataFrame({'stars': [4, 5], 'hotel': ['A', 'B']}, index=['x', 'y'])",
        "expected = pd.DataFrame({'stars': [4, 5], 'hotel': ['A', 'B']}, index=['x', 'y'])\n"
        "pd.testing.assert_frame_equal(table, expected)",
        "table = pd.DataFrame({'stars': [4, 6], 'hotel': ['A', 'B']}, index=['x', 'y'])",
        "table = pd.DataFrame([[4, 'A'], [5, 'B']], ['x', 'y'], ['stars', 'hotel'])",
        "table = pd.DataFrame({'stars': [4.0, 5.0], 'hotel': ['A', 'B']}, index=['x', 'y'])",
    ),
    "days": Question(
        "nights = pd.Series([1, 2], pd.date_range('2024-05-01', periods=2), name='nights')",
        "days = pd.date_range('2024-05-01', periods=2)\n"
        "pd.testing.assert_series_equal(nights, pd.Series([1, 2], days, name='nights'))",
        "nights = pd.Series([1, 3], pd.date_range('2024-05-01', periods=2), name='nights')",
        failing="nights = pd.Series([1, 2], pd.to_datetime(['2024-05-01', '2024-05-02']),"
        " name='nights')",
    ),
    "functions": Question(
        "def double(x):\n    return 2 * x",
        "for x in (21, 'ab', [1]):\n    assert double(x) == x + x, f'twice {x}'",
        "def double(x):\n    return x + 2",
        "double = lambda x: x + x",
        "def double(x):\n    raise LookupError('no such\\nnumber')",
        shown="assert callable(double)",
    ),
    "functions-of-tables": Question(
        "def best(frame, n=1):\n    return frame.sort_values('stars').tail(n)['hotel']",
        "hotels = pd.DataFrame({'stars': [5, 3, 4], 'hotel': list('ABC')})\n"
        "pd.testing.assert_series_equal(best(hotels, n=2), hotels['hotel'].iloc[[2, 0]])",
        "def best(frame, n=1):\n    return frame['hotel'].tail(n)",
        "def best(frame, n=1):\n    return frame.nlargest(n, 'stars')['hotel'].iloc[::-1]",
    ),
    "helpers-for-later": Question(
        "first = 3.001",
        "def near(found, wanted):\n    assert abs(found - wanted) < 0.01, f'near {wanted}'\n\n"
        "def doubled(x):\n    return double(x)\n\nnear(first, 3)",
        "first = 4",
    ),
    "helpers-from-before": Question(
        "second = 6",
        "near(second, doubled(3))",
        "second = 7",
        points=(2, 0, 2, 0),
    ),
    "a-name-used-before": Question(
        "count = 7", "assert count == 7, 'the count is seven'", "count = 3"
    ),
    "a-name-of-a-test-before": Question(
        "mean = 2.0",
        "wanted = 2.0\nassert mean == wanted",
        "mean = 3.0",
    ),
    "and-then-of-an-answer": Question(
        "wanted = 2.0", "assert wanted == 2.0, 'two'", "wanted = 5.0", failing="wanted = [2.0]"
    ),
    "before-a-change": Question(
        "log = ['in']", "assert log == ['in'], log", "log = []", failing="log = ('in',)"
    ),
    "after-a-change": Question(
        "log.append('out')",
        "assert log == ['in', 'out'], 'in and out'",
        "log = log + ['on']",
        "log += ['out']",
    ),
    "unittest": Question(
        "sides = [3, 4, 5]",
        "from unittest import TestCase\n\ncase = TestCase()\n"
        "case.assertEqual(sides, [3, 4, 5])\ncase.assertAlmostEqual(sides[2] / 3, 5 / 3)",
        "sides = [3, 4, 6]",
    ),
    "errors": Question(
        "def root(x):\n    if x < 0:\n        raise ValueError(x)\n    return x**0.5",
        "with TestCase().assertRaises(ValueError):\n    root(-1)\nassert root(9) == 3",
        "def root(x):\n    return abs(x) ** 0.5",
        "class Negative(ValueError):\n    pass\n\n"
        "def root(x):\n    if x < 0:\n        raise Negative(x)\n    return x**0.5",
        "def root(x):\n    raise TypeError(x)",
    ),
    "errors-of-ones-own": Question(
        "class Full(Exception):\n    pass\n\n"
        "def book(guests):\n    if guests > 4:\n        raise Full(guests)\n    return guests",
        "assert book(4) == 4\ntry:\n    book(5)\nexcept Full:\n    pass\n"
        "else:\n    raise AssertionError('five are too many')",
        "class Full(Exception):\n    pass\n\ndef book(guests):\n    return guests",
        failing="def book(guests):\n    raise ValueError",
        inside=True,
    ),
    "objects": Question(
        "class Account:\n    def __init__(self):\n        self.balance = 0\n\n"
        "    def pay(self, sum):\n        self.balance += sum",
        "account = Account()\naccount.pay(5)\naccount.pay(2)\n"
        "assert account.balance == 7, f'seven, not {account.balance}'",
        "class Account:\n    balance = 0\n\n    def pay(self, sum):\n        self.balance = sum",
        "from dataclasses import dataclass\n\n@dataclass\nclass Account:\n    balance: int = 0\n\n"
        "    def pay(self, sum):\n        self.balance = self.balance + sum",
        inside=True,
    ),
    "an-object": Question(
        "mine = Account()\nmine.pay(3)", "assert mine.balance == 3", "mine = Account()", inside=True
    ),
    "figures": Question(
        "import plotly.graph_objects as go\n\nfigure = go.Figure(go.Bar(y=[1, 2, 3]))",
        "assert list(figure.data[0].y) == [1, 2, 3], 'three bars'",
        "import plotly.graph_objects as go\n\nfigure = go.Figure(go.Bar(y=[1, 2]))",
        "import plotly.express as px\n\nfigure = px.bar(y=[1, 2, 3])",
        "figure = 'figure.png'",
        inside=True,
    ),
    "seeds": Question(
        "np.random.seed(7)\ndraws = np.random.normal(size=3)",
        "np.testing.assert_allclose(draws, np.random.RandomState(7).normal(size=3))",
        "np.random.seed(8)\ndraws = np.random.normal(size=3)",
        "draws = np.random.RandomState(7).normal(size=3)",
    ),
    "seeds-of-the-test": Question(
        "import random\n\ndef throw():\n    return random.randint(1, 6)",
        "import random\n\nrandom.seed(3)\nthrown = [throw() for _ in range(5)]\n"
        "random.seed(3)\nassert thrown == [random.randint(1, 6) for _ in range(5)]",
        "def throw():\n    return 4",
        inside=True,
    ),
    "generators": Question(
        "def sample(rng):\n    return rng.normal(size=2)",
        "drawn = sample(np.random.default_rng(5))\n"
        "np.testing.assert_allclose(drawn, np.random.default_rng(5).normal(size=2))",
        "def sample(rng):\n    return np.zeros(2)",
        inside=True,
    ),
    "printing-tests": Question(
        "guests = 30",
        "print('a look at', guests)\nassert guests == 30, 'thirty'",
        "guests = 31",
        shown="print('seen by all')",
    ),
    "printing-functions": Question(
        "def greet():\n    print('Welcome')",
        "import contextlib, io\n\nwith contextlib.redirect_stdout(io.StringIO()) as said:\n"
        "    greet()\nassert said.getvalue() == 'Welcome\\n', 'say welcome'",
        "def greet():\n    return 'Welcome'",
        inside=True,
    ),
    "answers-left-alone": Question(
        "def ordered(values):\n    return sorted(values)",
        "values = [3, 1, 2]\nassert ordered(values) == [1, 2, 3]\n"
        "assert values == [3, 1, 2], 'leave what you are given as it was'",
        "def ordered(values):\n    values.sort()\n    return values",
        "def ordered(values):\n    values = list(values)\n    values.sort()\n    return values",
    ),
    "tables-left-alone": Question(
        "def rated(frame):\n    return frame.assign(good=frame['stars'] > 3)",
        "frame = pd.DataFrame({'stars': [5, 3]})\n"
        "assert list(rated(frame)['good']) == [True, False]\n"
        "assert list(frame.columns) == ['stars'], 'leave the table as it was'",
        "def rated(frame):\n    frame['good'] = frame['stars'] > 3\n    return frame",
        "def rated(frame):\n    frame = frame.copy()\n    frame['good'] = frame['stars'] > 3\n"
        "    return frame",
    ),
    "changed-in-place": Question(
        "def clear(seats):\n    seats.clear()",
        "seats_left = [1, 2]\nclear(seats_left)\nassert seats_left == [], 'empty it'",
        "def clear(seats):\n    seats = []",
    ),
    "a-new-one": Question(
        "def copied(values):\n    return list(values)",
        "given = [1, 2]\nassert copied(given) == [1, 2]\n"
        "assert copied(given) is not given, 'a new list'",
        "def copied(values):\n    return values",
        "def copied(values):\n    return values[:]",
    ),
    "counts": Question(
        "def letters(text):\n    return {each: text.count(each) for each in text}",
        "assert letters('aab') == {'a': 2, 'b': 1}",
        "def letters(text):\n    return {each: 1 for each in text}",
        "from collections import Counter\n\ndef letters(text):\n    return Counter(text)",
        "from collections import defaultdict\n\ndef letters(text):\n"
        "    found = defaultdict(int)\n    for each in text:\n        found[each] += 1\n"
        "    return found",
        points=(2, 0, 2, 2),
    ),
    "sequences": Question(
        "def squares(n):\n    return [i**2 for i in range(n)]",
        "assert list(squares(4)) == [0, 1, 4, 9]\nassert sum(squares(3)) == 5",
        "def squares(n):\n    return (i for i in range(n))",
        "def squares(n):\n    for i in range(n):\n        yield i**2",
        "def squares(n):\n    return map(lambda i: i**2, range(n))",
        points=(2, 0, 2, 2),
    ),
    "names": Question(
        "kinds = ['room', 'spa']",
        "assert sorted(kinds) == ['room', 'spa']",
        "kinds = 'room'",
        "kinds = {'spa': 1, 'room': 2}.keys()",
        "from collections import namedtuple\n\nkinds = namedtuple('Kinds', 'a b')('room', 'spa')",
        points=(2, 0, 2, 2),
    ),
    "functions-of-functions": Question(
        "def twice(f, x):\n    return f(f(x))",
        "assert twice(double, 3) == 12",
        "def twice(f, x):\n    return f(x)",
        points=(2, 0, 2, 0),
    ),
    "functions-made": Question(
        "def adder(n):\n    return lambda x: x + n",
        "assert adder(2)(3) == 5",
        "def adder(n):\n    return lambda x: n",
        "from functools import partial\nfrom operator import add\n\n"
        "def adder(n):\n    return partial(add, n)",
    ),
}
ANSWERS = ("right", "wrong", "other", "failing")


def answer(question: Question, student: str) -> str | None:
    """Return a student's answer; None where the cell is left blank."""
    given: str = getattr(question, student)
    return given or (question.right if student == "other" else None)


def in_all(student: str) -> dict[str, float]:
    """Return the points that a student's tests earn, by nbgrader's name of the cell."""
    place = ANSWERS.index(student)
    return {name: question.points[place] for name, question in QUESTIONS.items()}


def _marked(name: str, points: float | None = None, **told: bool) -> dict[str, object]:
    told = {"schema_version": 3, "grade": False, "solution": False, "locked": False} | told
    earns = {} if points is None else {"points": points}
    return {"nbgrader": {"task": False, "grade_id": name} | told | earns}


def tests() -> NotebookNode:
    """Return the instructor's version of the notebook whose tests mark it."""
    cells = [new_markdown_cell("# Problems"), new_code_cell(GIVEN)]
    for name, each in QUESTIONS.items():
        hidden = HIDDEN.format(each.hidden) if each.hidden else ""
        test = "\n".join(part for part in (each.shown, hidden, each.after) if part)
        cells += [
            new_code_cell(
                SOLUTION.format(each.right), metadata=_marked(f"{name}-answer", solution=True)
            ),
            new_code_cell(test, metadata=_marked(name, POINTS, grade=True, locked=True)),
        ]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def texts() -> NotebookNode:
    """Return the instructor's version of the notebook that a person reads, but for one test."""
    scheme = "=== BEGIN MARK SCHEME ===\nthree lines\n=== END MARK SCHEME ==="
    task = f"Draw the service as a blueprint.\n{scheme}"
    cells = [
        new_markdown_cell(
            "A model letter.", metadata=_marked("letter", 3, grade=True, solution=True)
        ),
        new_code_cell(
            SOLUTION.format("plan = 1"), metadata=_marked("plan", 2, grade=True, solution=True)
        ),
        new_markdown_cell(task, metadata=_marked("blueprint", 4, task=True, locked=True)),
        new_code_cell(SOLUTION.format("sum_up = 3"), metadata=_marked("sum-up", solution=True)),
        new_code_cell(
            HIDDEN.format("assert sum_up == 3"), metadata=_marked("sum", 1, grade=True, locked=True)
        ),
    ]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


NOTEBOOKS = {"tests": tests, "texts": texts}


def write_source(folder: Path) -> None:
    """Write the instructor's version into a course."""
    there = folder / "source" / NAME
    there.mkdir(parents=True)
    for name, made in NOTEBOOKS.items():
        nbformat.write(made(), there / f"{name}.ipynb")


class Work(NamedTuple):
    """What one student hands in of a released assignment.

    Attributes
    ----------
    folder : Path
        Of the course.
    student : str
    """

    folder: Path
    student: str

    def path(self, name: str) -> Path:
        return self.folder / "submitted" / self.student / NAME / f"{name}.ipynb"

    def hand_in(self, name: str, given: dict[str, str]) -> None:
        """Lay a notebook, with sources by the name of their cell, where nbgrader looks for it."""
        notebook = nbformat.read(self.folder / "release" / NAME / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.source = given.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, self.path(name))

    def answers(self, student: str) -> None:
        """Hand in the answers of one kind to `tests`."""
        given = {f"{name}-answer": answer(each, student) for name, each in QUESTIONS.items()}
        self.hand_in("tests", {name: text for name, text in given.items() if text})

    def at(self, time: str) -> None:
        """Say when it was handed in."""
        (self.path("tests").parent / "timestamp.txt").write_text(time + "\n", encoding="utf-8")

    def withdraw(self, name: str) -> None:
        self.path(name).unlink()
