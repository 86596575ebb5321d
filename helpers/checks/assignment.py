"""What an assignment says before it is marked, and what marking gives.

Before, in the student's hands: the *form* of an answer, whether it is of the kind asked
for, within the range and in the unit that the task names. Nothing here knows an answer.
After: a `Mark`, points with the sentence that goes with them. What earns how many stands
in the instructor's version of the assignment and nowhere in this package.
"""

import os
from collections.abc import Mapping
from html import escape
from typing import Any

from helpers.checks._guard import Refusal, marker
from helpers.checks._number import read_number
from helpers.checks._options import Labels, Options
from helpers.checks._plain import plain, refuse_blank, refuse_kind
from helpers.checks._verdict import Verdict
from helpers.locale import gettext as _
from helpers.locale import in_a_row, one_text


class Mark(float):
    """Points for an answer, and the sentence for the student.

    nbgrader reads the points from what the last line of a test cell shows, so a mark
    shows as its number alone; the sentence is the same output's HTML, which the feedback
    page takes.

    Parameters
    ----------
    points : float, 0 or more
    message : str

    Examples
    --------
    >>> Mark(1.5, "Half of it.")
    1.5
    >>> Mark(1.5, "Half of it.").message
    'Half of it.'
    """

    message: str

    def __new__(cls, points: float, message: str) -> "Mark":
        mark = super().__new__(cls, points)
        mark.message = message
        return mark

    @classmethod
    def of(cls, verdict: Verdict, points: float) -> "Mark":
        """Return all the points for a verdict that is right, none for any other."""
        if verdict.state == "blank":
            return cls(0, _("nothing was handed in here."))
        return cls(points if verdict.right else 0, verdict.sentence)

    def __repr__(self) -> str:
        return f"{float(self):g}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.message[:1].upper() + self.message[1:])}</p>"


def form_of_number(question: str, answer: object, low: float, high: float, *, unit: str) -> Verdict:
    """Say whether an answer is one number between low and high.

    Parameters
    ----------
    question : str
        Its number in the assignment.
    answer : object
    low, high : float
        What any answer to such a question can be, in the unit.
    unit : str
        In words.
    """
    return _told(_number(_name(question), answer, low, high, unit))


def form_of_choice(question: str, answer: object, options: Labels) -> Verdict:
    """Say whether an answer names one of the options.

    Parameters
    ----------
    question : str
    answer : object
    options : mapping or sequence
        As in `helpers.checks.mark_choice`.
    """
    return _told(_choice(_name(question), answer, options))


def form_of_settings(question: str, answer: object, like: Mapping[str, Any]) -> Verdict:
    """Say whether an answer has the form of an explorer's settings.

    Parameters
    ----------
    question : str
    answer : object
    like : mapping
        The settings of the explorer that is meant.
    """
    return _told(_settings(_name(question), answer, like))


@marker
def _number(question: str, answer: object, low: float, high: float, unit: str) -> Verdict:
    refuse_blank(answer)
    number = read_number(answer, unit)
    if not low <= number <= high:
        raise Refusal(
            _("{number:g} cannot be: here it lies between {low:g} and {high:g} {unit}.").format(
                number=number, low=low, high=high, unit=_(unit)
            )
        )
    said = _("the form is right: one number of {unit}, between {low:g} and {high:g}.")
    return _fits(question, said.format(unit=_(unit), low=low, high=high))


@marker
def _choice(question: str, answer: object, options: Labels) -> Verdict:
    refuse_blank(answer)
    known = Options(options)
    chosen = known.label(known.key(answer))
    return _fits(question, _("the form is right: you chose {option}.").format(option=chosen))


@marker
def _settings(question: str, answer: object, like: Mapping[str, Any]) -> Verdict:
    refuse_blank(answer)
    names = in_a_row(like)
    if not isinstance(answer, dict):
        asked = _("the explorer's settings are asked for, in braces: {names}.")
        refuse_kind(answer, asked.format(names=names))
    if set(answer) != set(like):
        raise Refusal(_("the settings are these, and all of them: {names}.").format(names=names))
    for name, value in like.items():
        if isinstance(plain(value), int | float):
            _require_number(name, answer[name])
    return _fits(
        question,
        _(
            "the form is right: all the settings are there. They must stand as numbers, for "
            "when your work is marked nobody turns the controls."
        ),
    )


def _require_number(name: str, value: object) -> None:
    found = plain(value)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise Refusal(_('the setting "{name}" is a number.').format(name=name))


def _name(question: str) -> str:
    return _("Question {number}").format(number=question)


def _fits(question: str, sentence: str) -> Verdict:
    told_later = _("Whether the answer is right, you will read in the feedback.")
    return Verdict(question, "kept", one_text(sentence, told_later))


def _told(form: Verdict) -> Verdict:
    """Return the verdict; under nbgrader's Validate button, which sees nothing else, raise it."""
    if form.state != "kept" and os.environ.get("NBGRADER_VALIDATING"):
        title = _("{exercise}:").format(exercise=form.exercise)
        raise AssertionError(one_text(title, form.sentence))
    return form
