"""The languages of the course: English is the source, 简体中文 is complete.

Every sentence that ``helpers`` shows goes through `gettext`. The catalogues are the
``.po`` files beside this module; ``python tools/translations.py`` brings them up to date.
"""

from __future__ import annotations

import gettext as _gettext
import io
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LANGUAGES = {"en": "English", "zh": "简体中文"}
_chosen: list[str] = []


def language(code: str | None = None) -> str:
    """Return the language in use; given a code, switch to it first.

    What was shown before keeps its language; what is shown next has the new one.
    Until a language is chosen here, the variable COURSE_LANG decides, and without
    it English.

    Parameters
    ----------
    code : str, optional
        ``"en"`` or ``"zh"``; a longer form such as ``"zh_CN.UTF-8"`` is understood.

    Raises
    ------
    ValueError
        If the course does not speak the language.

    Examples
    --------
    >>> language("en")
    'en'
    """
    if code is not None:
        _chosen[:] = [_known(code)]
    if not _chosen:
        _chosen.append(_known(os.environ.get("COURSE_LANG") or "en"))
    return _chosen[0]


def gettext(message: str) -> str:
    """Return the message in the language in use."""
    return _catalogue(language()).gettext(message) if message else message


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that fits the count, in the language in use."""
    return _catalogue(language()).ngettext(one, many, count)


def in_a_row(names: Iterable[object]) -> str:
    """Return names with what the language in use writes between them.

    Examples
    --------
    >>> in_a_row(["tangibles", "empathy"])
    'tangibles, empathy'
    """
    return gettext(", ").join(str(name) for name in names)


def one_text(*sentences: str) -> str:
    """Return sentences one after the other, with a space where the language has one.

    Examples
    --------
    >>> one_text("that is right.", "", "Go on.")
    'that is right. Go on.'
    """
    text = ""
    for sentence in filter(None, sentences):
        pair = gettext("{text} {sentence}") if text else "{sentence}"
        text = pair.format(text=text, sentence=sentence)
    return text


def mark(message: str) -> str:
    """Mark a message for translation where it stands; `gettext` translates it later."""
    return message


def _known(code: str) -> str:
    short = code.replace("-", "_").split("_")[0].lower()
    if short not in LANGUAGES:
        spoken = ", ".join(f'"{known}" ({name})' for known, name in LANGUAGES.items())
        raise ValueError(f'the course speaks {spoken}, not "{code}"')
    return short


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    po = Path(__file__).with_name(f"{code}.po")
    if not po.exists():
        return _gettext.NullTranslations()
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:  # helpers.doctor has to speak where packages are missing
        return _gettext.NullTranslations()
    compiled = io.BytesIO()
    with po.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
