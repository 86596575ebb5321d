"""Sentences to write: kept, not graded."""

import re

from helpers.checks._guard import marker
from helpers.checks._plain import refuse_blank, refuse_kind, text_of
from helpers.checks._verdict import Verdict, with_hint
from helpers.locale import gettext as _
from helpers.locale import ngettext

_READ = 100_000  # characters; nobody writes more by hand
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[-'’.,][^\W_{_HAN}]+)*")


@marker
def keep_text(
    exercise: str,
    answer: object,
    *,
    at_least: int = 1,
    praise: str | None = None,
    hint: str | None = None,
) -> Verdict:
    """Keep sentences that a person may read; nothing but their length is looked at.

    Parameters
    ----------
    exercise : str
    answer : object
    at_least : int
        Words; each Chinese character counts as one, as in a word processor.
    praise : str, optional
        What to hold the text against once it is written.
    hint : str, optional
        How to go on when it is still short.
    """
    refuse_blank(answer)
    text = text_of(answer)
    if text is None:
        refuse_kind(answer, _("write sentences, between quotation marks."))
    words = count_words(text)
    if words < at_least:
        return Verdict(exercise, "blank", with_hint(_so_far(words, at_least), hint))
    kept = ngettext(
        "{n} word, kept as you wrote it; no machine grades it.",
        "{n} words, kept as you wrote them; no machine grades them.",
        words,
    ).format(n=words)
    if praise:
        kept = _("{praise} ({kept})").format(praise=praise, kept=kept)
    return Verdict(exercise, "kept", kept)


def count_words(text: str) -> int:
    """Count words, each Chinese character as one.

    Examples
    --------
    >>> count_words("The guests' expectations rose by 0.4 points.")
    7
    >>> count_words("客人的期望提高了")
    8
    """
    return sum(1 for _word in _WORD.finditer(text[:_READ]))


def _so_far(words: int, at_least: int) -> str:
    return ngettext(
        "{n} word so far; at least {least} are asked for.",
        "{n} words so far; at least {least} are asked for.",
        words,
    ).format(n=words, least=at_least)
