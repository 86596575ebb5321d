"""The options of a choice, and all the ways in which a reader may name one."""

import re
import string
import unicodedata
from collections.abc import Mapping, Sequence

from helpers.checks._guard import Refusal
from helpers.checks._plain import QUOTED, plain, quoted, refuse_kind
from helpers.locale import LANGUAGES, language
from helpers.locale import gettext as _
from helpers.locale import mark as N_

Labels = Mapping[str, str | Sequence[str]] | Sequence[str]
HOW_OFTEN = (N_("always"), N_("sometimes"), N_("never"))


def memo_lines(count: int) -> Labels:
    """Return the lines of a memo as options, by number.

    Examples
    --------
    >>> memo_lines(2)
    {'1': ('1', 'line 1', '第1行'), '2': ('2', 'line 2', '第2行')}
    """
    return {f"{n}": (f"{n}", f"line {n}", f"第{n}行") for n in range(1, count + 1)}


class Options:
    """Options by key, found by letter or by words, in either language.

    Parameters
    ----------
    options : mapping of str to str or sequence of str, or sequence of str
        A mapping gives each key (a letter, or a word) its label, or several labels
        that all count, the first of which is shown. A sequence of labels gets the
        letters a, b, c ... as further names; its keys are the labels themselves.
        Labels are English source texts: they are shown, and recognised, in every
        language of the course.
    """

    def __init__(self, options: Labels):
        self.labels: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        self._exact: dict[str, set[str]] = {}
        self._bare: dict[str, set[str]] = {}
        if isinstance(options, Mapping):
            for key, labels in options.items():
                given = (labels,) if isinstance(labels, str) else tuple(labels)
                self._add(key, given, key if len(key) == 1 else "")
        else:
            for letter, label in zip(string.ascii_lowercase, options, strict=False):
                self._add(label, (label,), letter)

    def _add(self, key: str, labels: tuple[str, ...], letter: str) -> None:
        self.labels[key] = labels[0]
        self._letters[key] = letter
        for name in (key, *labels):
            for words in {name, *_in_every_language(name)}:
                self._exact.setdefault(even(words), set()).add(key)
                self._bare.setdefault(_bare(words), set()).add(key)
                self._bare.setdefault(_bare(f"{letter} {words}"), set()).add(key)

    def key(self, answer: object) -> str:
        """Return the key of the option that the answer names, or refuse the answer."""
        found = plain(answer)
        if isinstance(found, bool) or (isinstance(found, int) and abs(found) < 10**6):
            found = str(found)
        if not isinstance(found, str):
            refuse_kind(answer, self.asked())
        key = self.find(found)
        if key is None:
            raise Refusal(self.unknown(found))
        return key

    def find(self, words: str) -> str | None:
        """Return the key of the option so named, None if there is none or several."""
        if len(words) > 1000:
            return None
        for keys in (self._exact.get(even(words)), self._bare.get(_bare(words))):
            if keys and len(keys) == 1 and even(words):
                return next(iter(keys))
        by_letter = [key for key, letter in self._letters.items() if letter == _bare(words)]
        return by_letter[0] if len(by_letter) == 1 else None

    def label(self, key: str) -> str:
        """Return what the option is called in the language in use."""
        return _(self.labels[key])

    def listed(self) -> str:
        """Return all options in one line, with their letters if they have any."""
        return _("; ").join(
            f"{letter}) {self.label(key)}"
            if letter and letter != self.labels[key]
            else self.label(key)
            for key, letter in self._letters.items()
        )

    def asked(self) -> str:
        """Say that one of the options is asked for, and which there are."""
        return _("one of these options is asked for: {options}.").format(options=self.listed())

    def unknown(self, words: str) -> str:
        """Say that no option is called so, and which there are."""
        return _("{quote} is not among the options: {options}.").format(
            quote=quoted(words), options=self.listed()
        )


def _in_every_language(words: str) -> list[str]:
    """Return the words in each language of the course."""
    chosen = language()
    try:
        return [_(words) for code in LANGUAGES if language(code)]
    finally:
        language(chosen)


def even(words: str) -> str:
    """Return the words without differences of case, width, spacing and dash."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.sub("[−–—]", "-", folded).split())


def _bare(words: str) -> str:
    """Return the words without punctuation too; signs that carry meaning stay."""
    return " ".join(re.sub(r"[^\w%<>=+-]|_", " ", even(words)).split())


def pieces(words: str, options: Options, separators: str) -> list[str]:
    """Split a text that names several options; one option's own commas do not split it."""
    if options.find(words) is not None or len(words) > QUOTED * 25:
        return [words]
    return [piece for piece in re.split(separators, words) if piece.strip()]
