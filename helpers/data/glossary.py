"""The key terms of a chapter in English and 简体中文."""

from html import escape

import pandas as pd

from helpers.data._errors import DataError, listed, quote
from helpers.data.schemas import CHAPTERS
from helpers.data.tables import load
from helpers.locale import gettext as _
from helpers.locale import language

_LEFT = 'style="text-align: left"'  # JupyterLab would set the text of a table to the right
_SPOKEN = {"en": "en", "zh": "zh-Hans"}


class KeyTerms:
    """A small table of terms, shown as HTML in a notebook and as lines of text elsewhere.

    Attributes
    ----------
    table : DataFrame
        Columns ``term_en``, ``term_zh``, ``definition_en`` and ``definition_zh``; what is shown
        of the two definitions is the one in the language in use.
    """

    def __init__(self, table: pd.DataFrame):
        self.table = table.reset_index(drop=True)

    def __repr__(self) -> str:
        return "\n".join(" · ".join(term) for term in self._terms())

    def _repr_html_(self) -> str:
        heads = ("English", "简体中文", _("What it means"))
        head = "".join(f'<th scope="col" {_LEFT}>{escape(text)}</th>' for text in heads)
        rows = "".join(
            f'<tr><th scope="row" lang="en" {_LEFT}>{escape(english)}</th>'
            f'<td lang="zh-Hans" {_LEFT}>{escape(chinese)}</td>'
            f'<td lang="{_SPOKEN[language()]}" {_LEFT}>{escape(meaning)}</td></tr>'
            for english, chinese, meaning in self._terms()
        )
        return (
            f"<table><caption>{escape(_('Key terms'))}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _terms(self) -> list[list[str]]:
        shown = ["term_en", "term_zh", f"definition_{language()}"]
        return self.table[shown].to_numpy(dtype=str).tolist()


def key_terms(chapter: str) -> KeyTerms:
    """Return the key terms of a chapter in both languages.

    Parameters
    ----------
    chapter : str
        The chapter's word, such as ``"servqual"``.

    Raises
    ------
    DataError
        If the course has no such chapter.

    Examples
    --------
    >>> key_terms("servqual").table.loc[0, "term_zh"]
    '服务质量'
    """
    if chapter not in CHAPTERS:
        problem = _("the course has no chapter {word}; its words are {known}")
        raise DataError(problem.format(word=quote(chapter), known=listed(CHAPTERS, most=20)))
    table = load("glossary")
    of_chapter = table["chapter"].str.split("; ").map(lambda words: chapter in words)
    return KeyTerms(table[of_chapter].drop(columns="chapter"))
