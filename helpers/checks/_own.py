"""Numbers of one's own: drawn from the student's id, the same for student and grader.

Golden tests hold the values: they must never change, or marks once given cannot be
checked again. So the draw rests on SHA-256 and whole numbers alone, on no random
generator and no hash of Python's.
"""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from helpers.checks._plain import describe, plain, text_is_blank, text_of
from helpers.locale import gettext as _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OwnNumbers:
    """Draws that belong to one student and one assignment; each is known by a name.

    Attributes
    ----------
    assignment, student_id : str
        In the even form in which they are drawn from.
    """

    assignment: str
    student_id: str

    def choose(self, name: str, options: Sequence[T]) -> T:
        """Return one of the options.

        Raises
        ------
        ValueError
            If there is nothing to choose from.

        Examples
        --------
        >>> own_numbers("servqual", "demo").choose("dimension", ["tangibles", "empathy"])
        'empathy'
        """
        if not len(options):
            raise ValueError(_("there is nothing to choose from for {name}").format(name=name))
        return options[self._draw(name, len(options))]

    def number(self, name: str, low: float, high: float, step: float) -> int | float:
        """Return one of low, low + step, low + 2 step ... up to high.

        With the decimals of `low` and `step` and no more; an int if all three are.

        Raises
        ------
        ValueError
            If the step is not above zero or high is below low.

        Examples
        --------
        >>> own_numbers("servqual", "demo").number("share", 0.2, 0.6, 0.05)
        0.6
        """
        start, end, stride = (Decimal(str(plain(bound))) for bound in (low, high, step))
        if stride <= 0 or end < start:
            raise ValueError(
                _(
                    "{name} needs low below high and a step above 0, not {low}, {high}, {step}"
                ).format(name=name, low=low, high=high, step=step)
            )
        found = start + stride * self._draw(name, int((end - start) // stride) + 1)
        whole = all(isinstance(plain(bound), int) for bound in (low, high, step))
        return int(found) if whole else float(found)

    def _draw(self, name: str, count: int) -> int:
        """Return a whole number from 0 to count - 1."""
        seed = json.dumps([self.assignment, self.student_id, name], ensure_ascii=True)
        digest = hashlib.sha256(seed.encode("ascii")).digest()
        return int.from_bytes(digest, "big") % count


def own_numbers(assignment: str, student_id: str) -> OwnNumbers:
    """Return the student's own draws for an assignment.

    Case, width and spaces around an id make no difference, nor do invisible signs that
    come along when one is pasted.

    Raises
    ------
    ValueError
        If the id is blank or not text.
    """
    text = text_of(student_id)
    if text is None and student_id is not ... and student_id is not None:
        raise ValueError(
            _('student_id is {what}; write it between quotation marks, as in "demo"').format(
                what=describe(student_id)
            )
        )
    if text is None or text_is_blank(_even_id(text)):
        raise ValueError(_('student_id is blank; write yours between quotation marks, "demo"'))
    return OwnNumbers(_even_id(assignment), _even_id(text))


def _even_id(text: str) -> str:
    """Return the text in NFKC, case-folded, single-spaced, without invisible signs."""
    shown = "".join(sign for sign in text if sign.isspace() or not _is_invisible(sign))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold())
    return " ".join(folded.split())


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs")
