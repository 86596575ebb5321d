"""Sentences that differ in a student's own numbers alone, taken for one mistake.

Every student has numbers of their own, and a sentence may name them: "Your two hotels differ
by 0.3". A number that stands by itself is one's own. A number is a name, and tells mistakes
apart, where it stands behind a word such as "line" or "gap", says how many *times* too large
an answer is, or is part of a word (q1, gap5, question-1).
"""

import re
from collections.abc import Sequence

LONGEST = 2000
NUMBER = re.compile(r"(?<![A-Za-z0-9_.-])[−+-]?\d+(?:[.,]\d+)*(?![A-Za-z0-9_])")
NAMED = re.compile(
    r"(?:\b(?:line|row|column|gap|question|exercise|step|option|item|part|statement|case|cell"
    r"|chapter|page|week|month|year)s?\s|第\s?)\Z",
    re.IGNORECASE,
)
FACTOR = re.compile(r"\s?(?:times too\b|倍)")
OWN = "\0"


def pattern(sentence: str) -> tuple[str, tuple[str, ...]]:
    """Return a sentence with its own numbers taken out, and the numbers.

    Examples
    --------
    >>> pattern("Line 3 holds: it costs 1,200 yuan, not −0.5.")
    ('Line 3 holds: it costs \\x00 yuan, not \\x00.', ('1,200', '−0.5'))
    """
    numbers: list[str] = []

    def take(found: re.Match[str]) -> str:
        before = sentence[max(0, found.start() - 20) : found.start()]
        if NAMED.search(before) or FACTOR.match(sentence, found.end()):
            return found.group()
        numbers.append(found.group())
        return OWN

    sentence = sentence[:LONGEST].replace(OWN, "")
    return NUMBER.sub(take, sentence), tuple(numbers)


def together(kept: str, numbers: Sequence[tuple[str, ...]]) -> tuple[str, list[str]]:
    """Return the sentence of several students, and of each the numbers that others do not share.

    Parameters
    ----------
    kept : str
        As `pattern` returns it.
    numbers : sequence of tuple of str
        As `pattern` returns them, of each student.

    Examples
    --------
    >>> together("A list of \\0 of \\0.", [("2", "5"), ("3", "5")])
    ('A list of … of 5.', ['2', '3'])
    """
    places = list(zip(*numbers, strict=True))
    differ = [len(set(each)) > 1 for each in places]
    texts = ["…" if own else each[0] for own, each in zip(differ, places, strict=True)]
    parts = kept.split(OWN)
    sentence = parts[0] + "".join(text + part for text, part in zip(texts, parts[1:], strict=True))
    own = [
        " / ".join(number for number, is_own in zip(each, differ, strict=True) if is_own)
        for each in numbers
    ]
    return sentence, own
