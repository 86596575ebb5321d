"""What is said of the scores: the class in numbers, and how it is spread."""

import pandas as pd

from helpers.grading.report import tables
from helpers.grading.report.drawn import Column, Section, Table, number, percent, ratio
from helpers.grading.report.of_submissions import every_score
from helpers.grading.report.words import STATES
from helpers.locale import gettext as _
from helpers.locale import ngettext, one_text

ALWAYS = ("graded", "unreadable", "missing", "failed")


def overview(of_each: pd.DataFrame) -> Section:
    """Say how many are graded, and how well the class did."""
    counted, most = _counted(of_each)
    size, waiting = len(of_each), int(of_each["waits"].sum())
    graded = int((of_each["state"] == "graded").sum())
    older = int(of_each["signs"].map(lambda signs: "tests_newer" in signs).sum())
    sentence = ngettext(
        "{graded} of {n} student is graded.", "{graded} of {n} students are graded.", size
    ).format(graded=graded, n=size)
    rows: list[list[str | float]] = [
        [_("students"), size, 100],
        *_states(of_each),
        [_("waiting for a person"), waiting, percent(waiting / size)],
        *_numbers(counted, most),
    ]
    columns = [Column(_("what")), Column(_("figure"), "number"), Column("%", "number")]
    caption = _("The class in numbers; scores are out of {most} points").format(most=number(most))
    return Section(
        "overview",
        _("The class"),
        [one_text(sentence, _average(counted, most)), *_still(waiting, older)],
        [Table("overview", caption, columns, rows)],
    )


def scores(of_each: pd.DataFrame) -> Section:
    """Show how the scores are spread, and everybody's."""
    counted, most = _counted(of_each)
    bins = tables.distribution(counted, most)
    labels, counts = _steps(bins, counted, most), bins["students"].tolist()
    rows = [
        [label, count, percent(ratio(count, len(counted)))]
        for label, count in zip(labels, counts, strict=True)
    ]
    columns = [
        Column(_("score")),
        Column(_("students"), "number", most=max(counts)),
        Column("%", "number"),
    ]
    caption = _("Students by score; full marks stand by themselves")
    spread = Table("distribution", caption, columns, rows if len(counted) else [])
    said = [_spread(counted, most, labels, counts)]
    return Section("scores", _("Scores"), said, [spread, every_score(of_each)])


def _states(of_each: pd.DataFrame) -> list[list[str | float]]:
    """Return how many submissions have each state; the rarer ones only if there are any."""
    found = of_each["state"].value_counts()
    return [
        [_(called), int(found.get(state, 0)), percent(found.get(state, 0) / len(of_each))]
        for state, (called, _meaning) in STATES.items()
        if state in ALWAYS or state in found
    ]


def _numbers(counted: "pd.Series[float]", most: float) -> list[list[str | float]]:
    names = {
        "mean": _("mean score"),
        "lowest": _("lowest score"),
        "lower": _("lower quartile"),
        "median": _("median"),
        "upper": _("upper quartile"),
        "highest": _("highest score"),
    }
    found = tables.summary(counted)
    return [[names[each], found[each], percent(ratio(found[each], most))] for each in names]


def _average(counted: "pd.Series[float]", most: float) -> str:
    if counted.empty:
        return _("So there are no scores yet.")
    found = {str(name): number(score) for name, score in tables.summary(counted).items()}
    sentence = _(
        "On average they have {mean} of {most} points; "
        "the middle half lies between {lower} and {upper}."
    )
    return sentence.format(**found, most=number(most))


def _still(waiting: int, older: int) -> list[str]:
    """Return what may still change the numbers."""
    reading = ngettext(
        "{n} waits for a person; what nobody has read counts 0 points.",
        "{n} wait for a person; what nobody has read counts 0 points.",
        waiting,
    ).format(n=waiting)
    tests = ngettext(
        "The assignment was edited after {n} of the marks: if its tests changed, grade again.",
        "The assignment was edited after {n} of the marks: if its tests changed, grade again.",
        older,
    ).format(n=older)
    return [*([reading] if waiting else []), *([tests] if older else [])]


def _spread(counted: "pd.Series[float]", most: float, labels: list[str], counts: list[int]) -> str:
    if counted.empty:
        return _("Nobody has a score yet.")
    if counted.nunique() == 1:
        return ngettext(
            "{n} student has a score: {score} of {most} points.",
            "All {n} students have the same score: {score} of {most} points.",
            len(counted),
        ).format(n=len(counted), score=number(counted.iloc[0]), most=number(most))
    highest = max(counts)
    return ngettext(
        "Most frequent is a score of {points}, with {n} student.",
        "Most frequent is a score of {points}, with {n} students.",
        highest,
    ).format(points=labels[counts.index(highest)], n=highest)


def _steps(bins: pd.DataFrame, counted: "pd.Series[float]", most: float) -> list[str]:
    """Return what the steps of a distribution are called: whole points from one to another."""
    full = _("{most} and more") if counted.max() > most else "{most}"
    whole = bool((counted % 1 == 0).all()) and bool((bins["low"] % 1 == 0).all())
    between = zip(bins["low"][:-1], bins["high"][:-1], strict=True)
    return [*(_step(low, high, whole) for low, high in between), full.format(most=number(most))]


def _step(low: float, high: float, whole: bool) -> str:
    if whole:
        return number(low) if high - low == 1 else f"{number(low)}–{number(high - 1)}"
    return _("{low} to under {high}").format(low=number(low), high=number(high))


def _counted(of_each: pd.DataFrame) -> tuple["pd.Series[float]", float]:
    most = of_each["max_score"].max()
    return of_each["score"][of_each["counts"]], float(most) if most == most else 0.0
