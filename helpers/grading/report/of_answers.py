"""What is said of the answers: which questions were missed, and by which mistakes."""

import pandas as pd

from helpers.grading.report import tables
from helpers.grading.report.drawn import Column, Section, Table, number, percent
from helpers.grading.report.records import MARKED_AS, WAITING
from helpers.grading.report.shown import name, shown
from helpers.grading.report.words import ANSWERS, BECAME
from helpers.locale import gettext as _
from helpers.locale import ngettext


def missed(marked: pd.DataFrame) -> Section:
    """Show the questions, the one missed most first."""
    found = tables.questions(marked)
    labels = _labels(found)
    rows: list[list[str | float]] = [
        [label, row["max_points"], percent(row["share"]), *row[[*MARKED_AS, WAITING]]]
        for label, (_place, row) in zip(labels, found.iterrows(), strict=True)
    ]
    columns = [
        Column(_("question")),
        Column(_("points"), "number"),
        Column(_("earned, %"), "number", most=100),
        *(Column(_(ANSWERS[state]), "number") for state in (*MARKED_AS, WAITING)),
    ]
    read = found["share"].notna()
    sentence = _("No question is marked yet.")
    if read.any():
        sentence = _(
            "Missed most is {question}: there the class earned {share} % of the points."
        ).format(question=labels[0], share=number(percent(found["share"].iloc[0])))
    caption = _("Questions by the mean share of their points, and what became of the answers")
    return Section(
        "questions", _("Questions"), [sentence], [Table("questions", caption, columns, rows)]
    )


def met(marked: pd.DataFrame) -> Section:
    """Show which sentences students met where they lost points."""
    found = tables.mistakes(marked)
    labels = _labels(found)
    rows: list[list[str | float | list[str]]] = [
        [
            label,
            _said(row["state"], row["sentence"]),
            _(ANSWERS[row["state"]]),
            row["students"],
            percent(row["share"]),
            [f"{name(student)} ({own})" if own else name(student) for student, own in row["who"]],
        ]
        for label, (_place, row) in zip(labels, found.iterrows(), strict=True)
    ]
    columns = [
        Column(_("question")),
        Column(_("what students were told")),
        Column(_("marked as")),
        Column(_("students"), "number"),
        Column("%", "number", most=100),
        Column(_("who"), "names"),
    ]
    note = _(
        "Sentences that differ in a student's own numbers alone are one mistake; such a number "
        "is written as … and stands behind the student's name."
    )
    caption = _("Where points were lost: what students were told, in % of the class")
    return Section(
        "mistakes",
        _("Mistakes"),
        [_most_often(found, labels), *([note] if rows else [])],
        [Table("mistakes", caption, columns, rows, group=True)],
    )


def _most_often(found: pd.DataFrame, labels: list[str]) -> str:
    """Say which sentence was met most often; to leave an answer blank is no mistake."""
    rows = zip(labels, found["state"], found["sentence"], found["students"], strict=True)
    told = [row for row in rows if row[1] not in ("blank", "missing")]
    if not told:
        return _("Nobody was told of a mistake.")
    question, state, sentence, count = max(told, key=lambda row: row[3])
    return ngettext(
        "Met most often, by {n} student, at {question}: {sentence}",
        "Met most often, by {n} students, at {question}: {sentence}",
        count,
    ).format(n=count, question=question, sentence=_said(state, sentence))


def _labels(found: pd.DataFrame) -> list[str]:
    """Return what questions are called: with their notebook, if there are several."""
    several = found["notebook"].nunique() > 1
    return [
        f"{name(notebook)}: {name(question)}" if several else name(question)
        for notebook, question in zip(found["notebook"], found["question"], strict=True)
    ]


def _said(state: str, sentence: str) -> str:
    """Return the sentence that a student met; of a cell that did not end, what became of it."""
    if state in ("timeout", "memory", "died", "missing") or not sentence.strip():
        return _(BECAME[state])
    return shown(sentence)
