"""The tables of a report, computed from what is known of a class; nothing here draws.

Scores are in points, with manual marks and after what was taken off for handing in late.
What describes the class's work (scores, questions, mistakes) is of the submissions that
`Submission.counts`; the rest is of all.
"""

import math
from collections.abc import Sequence
from itertools import count, takewhile
from typing import Any

import pandas as pd

from helpers.grading.report.everybody import Submission
from helpers.grading.report.mistakes import pattern, together
from helpers.grading.report.records import MARKED_AS, WAITING

MOST_BINS = 12
SLOWEST, LARGEST = 15, 10
# Of every submission of a class alike; said once, and no reason to look at each.
OF_ALL = ("unsandboxed", "tests_newer")
QUESTION = ["notebook", "question"]


def students(everybody: Sequence[Submission]) -> pd.DataFrame:
    """Return a row for each student.

    Returns
    -------
    DataFrame
        Columns ``student``, ``state``, ``score``, ``max_score``, ``penalty`` (points),
        ``waits``, ``counts`` (bool), ``seconds``, ``peak_mb``, ``note``, ``repairs`` (list)
        and ``signs`` (dict: name of the flag, what was seen).
    """
    rows = [
        {
            "student": each.student,
            "state": each.state,
            "score": each.score,
            "max_score": each.max_score,
            "penalty": each.penalty,
            "waits": each.waits,
            "counts": each.counts,
            "seconds": each.record.seconds if each.record else None,
            "peak_mb": each.record.peak_mb if each.record else None,
            "note": each.note,
            "repairs": each.record.repairs if each.record else [],
            "signs": (each.record.flags if each.record else {}) | dict.fromkeys(each.outdated, ""),
        }
        for each in everybody
    ]
    numbers = dict.fromkeys(["score", "max_score", "penalty", "seconds", "peak_mb"], float)
    return pd.DataFrame(rows).astype(numbers)


def summary(scores: "pd.Series[float]") -> "pd.Series[float]":
    """Return mean, quartiles and ends of scores; NaN where there is none.

    Quartiles lie between two scores where a quarter of the class falls between them.
    """
    names = {"lowest": 0.0, "lower": 0.25, "median": 0.5, "upper": 0.75, "highest": 1.0}
    found = {name: scores.quantile(part) for name, part in names.items()}
    return pd.Series({"mean": scores.mean()} | found, dtype=float)


def distribution(scores: "pd.Series[float]", most: float) -> pd.DataFrame:
    """Return how many scores fall into each of at most 12 steps, and full marks by themselves.

    Parameters
    ----------
    scores : Series of float
    most : float
        What can be earned, 0 or more.

    Returns
    -------
    DataFrame
        Columns ``low`` and ``high`` (``low`` <= score < ``high``; in the last row, full marks
        and more, ``high`` is infinite) and ``students``.

    Examples
    --------
    >>> distribution(pd.Series([0, 1, 3, 3]), 3)["students"].tolist()
    [1, 1, 0, 2]
    """
    width = _width(most, whole=bool((scores % 1 == 0).all()))
    lows = [*takewhile(lambda low: low < most - 1e-9, (width * i for i in count())), most]
    places = pd.Series(lows).searchsorted(scores.clip(lower=0) + 1e-9, side="right") - 1
    counts = pd.Series(places).value_counts().reindex(range(len(lows)), fill_value=0)
    return pd.DataFrame({"low": lows, "high": [*lows[1:], math.inf], "students": counts})


def answers(everybody: Sequence[Submission]) -> pd.DataFrame:
    """Return a row for each question that has points, of each submission that counts."""
    rows = [
        {"student": each.student, **vars(answer)}
        for each in everybody
        if each.counts
        for answer in each.answers
        if answer.max_points > 0
    ]
    columns = ["student", *QUESTION, "state", "points", "max_points", "message"]
    return pd.DataFrame(rows, columns=columns).astype({"points": float, "max_points": float})


def questions(marked: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each question, the one missed most first.

    Parameters
    ----------
    marked : DataFrame
        As `answers` returns it.

    Returns
    -------
    DataFrame
        Columns ``notebook``, ``question``, ``max_points``, ``share`` (mean points over those to
        earn; NaN, and last, as long as any answer waits for a person), and a count for each of
        `MARKED_AS` and ``waiting``.
    """
    rows = []
    for (notebook, question), of_all in marked.groupby(QUESTION, sort=False):
        counts = of_all["state"].value_counts().reindex([*MARKED_AS, WAITING], fill_value=0)
        rows.append(
            {
                "notebook": notebook,
                "question": question,
                "max_points": of_all["max_points"].max(),
                "share": (of_all["points"] / of_all["max_points"]).mean(skipna=False),
                **counts,
            }
        )
    columns = [*QUESTION, "max_points", "share", *MARKED_AS, WAITING]
    return pd.DataFrame(rows, columns=columns).sort_values(
        "share", kind="stable", ignore_index=True
    )


def mistakes(marked: pd.DataFrame) -> pd.DataFrame:
    """Return what students were told where they earned less than all points.

    Parameters
    ----------
    marked : DataFrame
        As `answers` returns it.

    Returns
    -------
    DataFrame, one row per question, state and sentence
        Columns ``notebook``, ``question``, ``state``, ``sentence`` (with "…" for numbers of
        one's own), ``students`` (count), ``share`` (of all that count) and ``who`` (list of
        student and own numbers). Questions in the order of `questions`, of
        each the most frequent first.
    """
    lost = marked[marked["points"] < marked["max_points"]]
    kept, numbers = zip(*map(pattern, lost["message"]), strict=True) if len(lost) else ((), ())
    lost = lost.assign(kept=list(kept), numbers=list(numbers))
    size = marked.groupby(QUESTION).size().to_dict()
    rows: list[dict[str, Any]] = []
    for place, those in lost.groupby([*QUESTION, "state", "kept"], sort=False):
        notebook, question, state, text = place
        sentence, own = together(str(text), those["numbers"].tolist())
        rows.append(
            {
                "notebook": notebook,
                "question": question,
                "state": state,
                "sentence": sentence,
                "students": len(those),
                "share": len(those) / size[notebook, question],
                "who": list(zip(those["student"], own, strict=True)),
            }
        )
    order = list(questions(marked)[QUESTION].itertuples(index=False, name=None))
    rows.sort(key=lambda row: (order.index((row["notebook"], row["question"])), -row["students"]))
    columns = [*QUESTION, "state", "sentence", "students", "share", "who"]
    return pd.DataFrame(rows, columns=columns)


def to_look_at(of_each: pd.DataFrame) -> pd.DataFrame:
    """Return the students who are not graded, or of whom a note, a repair or a sign was kept.

    Parameters
    ----------
    of_each : DataFrame
        As `students` returns it.
    """
    signs = of_each["signs"].map(lambda found: bool(set(found) - set(OF_ALL)))
    said = (of_each["note"] != "") | of_each["repairs"].map(bool) | signs
    found = of_each[(of_each["state"] != "graded") | said]
    return found.sort_values(["state", "student"], ignore_index=True)


def slowest(everybody: Sequence[Submission]) -> pd.DataFrame:
    """Return the cells that took longest.

    Returns
    -------
    DataFrame
        Columns ``student``, ``notebook``, ``cell`` (its name, if it has one), ``place`` and
        ``seconds``.
    """
    rows = [
        (each.student, cell.notebook, cell.name, cell.place, cell.seconds)
        for each in everybody
        for cell in (each.record.cells if each.record else [])
    ]
    columns = ["student", "notebook", "cell", "place", "seconds"]
    found = pd.DataFrame(rows, columns=columns).astype({"seconds": float})
    longest = found.sort_values("seconds", ascending=False, kind="stable", ignore_index=True)
    return longest.head(SLOWEST)


def largest(of_each: pd.DataFrame) -> pd.DataFrame:
    """Return the submissions that took most memory: ``student``, ``peak_mb``, ``seconds``."""
    ran = of_each[of_each["peak_mb"] > 0]
    found = ran.sort_values("peak_mb", ascending=False, kind="stable", ignore_index=True)
    return found[["student", "peak_mb", "seconds"]].head(LARGEST)


def _width(most: float, whole: bool) -> float:
    """Return the smallest of 1, 2, 5, 10 ... (or 0.1, 0.2 ...) that makes few enough steps."""
    widths = (base * 10.0**power for power in count(0 if whole else -2) for base in (1, 2, 5))
    return next(width for width in widths if width * MOST_BINS >= most)
