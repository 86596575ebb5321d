"""The key terms of a chapter in English and 简体中文."""

from html import escape

import pandas as pd

from helpers.data._errors import DataError, listed, quote
from helpers.data.schemas import CHAPTERS
from helpers.data.tables import load
from helpers.locale import gettext as _


class KeyTerms:
    """A small table of terms, shown as HTML in a notebook and as lines of text elsewhere.

    Attributes
    ----------
    table : DataFrame
        Columns ``term_en``, ``term_zh`` and ``definition_en``.
    """

    def __init__(self, table: pd.DataFrame):
        self.table = table.reset_index(drop=True)

    def __repr__(self) -> str:
        return "\n".join(" · ".join(term) for term in self._terms())

    def _repr_html_(self) -> str:
        heads = ("English", "简体中文", _("What it means"))
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
        rows = "".join(
            f'<tr><th scope="row" lang="en">{escape(english)}</th>'
            f'<td lang="zh-Hans">{escape(chinese)}</td><td lang="en">{escape(meaning)}</td></tr>'
            for english, chinese, meaning in self._terms()
        )
        return (
            f"<table><caption>{escape(_('Key terms'))}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _terms(self) -> list[list[str]]:
        return self.table[["term_en", "term_zh", "definition_en"]].to_numpy(dtype=str).tolist()


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
    return KeyTerms(table.loc[of_chapter, ["term_en", "term_zh", "definition_en"]])
