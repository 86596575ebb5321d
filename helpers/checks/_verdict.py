"""What a check says to the reader: a state and a sentence, never the answer."""

from dataclasses import dataclass
from html import escape
from typing import Literal

from helpers.locale import gettext as _
from helpers.locale import language, one_text
from helpers.locale import mark as N_

State = Literal["right", "wrong", "blank", "error", "kept"]

_SIGNS: dict[State, str] = {"right": "✓", "wrong": "✗", "blank": "…", "error": "✗", "kept": "✓"}
_WORDS: dict[State, str] = {
    "right": N_("right"),
    "wrong": N_("not yet"),
    "blank": N_("waiting for your answer"),
    "error": N_("cannot be marked yet"),
    "kept": N_("kept"),
}
_EDGES: dict[State, str] = {
    "right": "var(--jp-success-color1, #388e3c)",
    "wrong": "var(--jp-error-color1, #d32f2f)",
    "blank": "var(--jp-ui-font-color2, #767676)",
    "error": "var(--jp-warn-color1, #f57c00)",
    "kept": "var(--jp-info-color1, #0097a7)",
}
_BOX = (
    "padding: 0.4em 0.8em; margin: 0.3em 0; border-left: 0.3em solid {edge};"
    " background: var(--jp-layout-color2, transparent);"
    " color: var(--jp-content-font-color1, inherit);"
    " font-family: var(--jp-content-font-family, inherit);"
    " font-size: var(--jp-content-font-size1, inherit); overflow-wrap: anywhere;"
)


@dataclass(frozen=True, slots=True, repr=False)
class Verdict:
    """What a check found.

    Its repr is the sentence for the reader. It holds nothing from which the true
    answer could be read.

    Attributes
    ----------
    exercise : str
        The number of the exercise, chapter.count.
    state : {"right", "wrong", "blank", "error", "kept"}
        blank: nothing there yet, or a text still too short. error: in a form that
        cannot be marked (text for a number, a function that raises). kept: sentences
        that nobody grades.
    sentence : str
        In the language in use when the answer was checked.
    slip : str, optional
        The known mistake that was recognised: the sentence that the chapter gave for
        it, or the name of a general one ("sign", "share", "percent", "factor 100",
        "factor 1000", "too coarse", "rounding", "unrounded", "close", "reversed").
    """

    exercise: str
    state: State
    sentence: str
    slip: str | None = None

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.state == "right"

    @property
    def done(self) -> bool:
        """Whether nothing more is asked of the reader: right, or kept."""
        return self.state in ("right", "kept")

    def __repr__(self) -> str:
        title = _("{exercise}:").format(exercise=self.exercise)
        return f"{_SIGNS[self.state]} {one_text(title, self.sentence)}"

    def _repr_html_(self) -> str:
        numbered = self.exercise[:1].isdigit()  # a question of an assignment brings its own title
        title = _("Exercise {exercise}:") if numbered else _("{exercise}:")
        title = title.format(exercise=self.exercise)
        style = _BOX.format(edge=_EDGES[self.state])
        word = escape(_(_WORDS[self.state]))
        sign = f'<span role="img" aria-label="{word}">{_SIGNS[self.state]}</span>'
        return (
            f'<div role="status" lang="{language()}" style="{style}">'
            f"<strong>{sign} {escape(title)}</strong> <span>{escape(self.sentence)}</span></div>"
        )


def praised(
    exercise: str, praise: str | None, remark: str = "", slip: str | None = None
) -> Verdict:
    """Return the verdict on a right answer, with a remark on its form if there is one."""
    return Verdict(exercise, "right", one_text(praise or _("that is right."), remark), slip)


def not_yet(exercise: str, hint: str | None, sentence: str | None = None) -> Verdict:
    """Return the verdict on an answer that is wrong in no known way."""
    return Verdict(exercise, "wrong", with_hint(sentence or _("that is not the answer yet."), hint))


def with_hint(sentence: str, hint: str | None) -> str:
    """Return the sentence with the hint behind it, if there is one."""
    if not hint:
        return sentence
    return _("{sentence} Hint: {hint}").format(sentence=sentence, hint=hint)
