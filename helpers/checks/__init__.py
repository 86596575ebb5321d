"""Checks look at an answer and say which mistake it is; they never raise at a reader.

A chapter's check computes the truth with the model from the same data and hands it to
one of these::

    @never_raises("4.1")
    def check_reliability_gap(answer: object, ratings: pd.DataFrame) -> Verdict:
        gaps = gap_scores(ratings)
        return mark_number("4.1", answer, gaps["reliability"], decimals=2, ...)
"""

from helpers.checks._choice import mark_choice, mark_choices, mark_order
from helpers.checks._function import mark_function
from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._own import OwnNumbers, own_numbers
from helpers.checks._settings import mark_settings
from helpers.checks._table import mark_table
from helpers.checks._text import keep_text
from helpers.checks._verdict import Verdict

__all__ = [
    "OwnNumbers",
    "Verdict",
    "keep_text",
    "mark_choice",
    "mark_choices",
    "mark_function",
    "mark_number",
    "mark_order",
    "mark_settings",
    "mark_table",
    "never_raises",
    "own_numbers",
]
