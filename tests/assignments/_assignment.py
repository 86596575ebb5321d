"""What the tests know of one assignment: what a module of its word holds."""

from collections.abc import Iterator
from typing import Any, Protocol


class Assignment(Protocol):
    """A module ``tests/assignments/<word>.py``.

    Attributes
    ----------
    POINTS : dict of str to int
        The most that each question of the key can earn, by the name that ``grade`` knows.
    CELL_POINTS : dict of str to int
        The points of each test cell, by nbgrader's name: the key's 0 and those that a person
        gives too.
    BLANKS : dict of str to str
        The name that stands before the dots, by question.
    """

    POINTS: dict[str, int]
    CELL_POINTS: dict[str, int]
    BLANKS: dict[str, str]

    def answers(self, student: str) -> dict[str, Any]:
        """Return the right answers of a student, worked out by other means than the key's."""

    def mistakes(self, student: str) -> Iterator[tuple[str, Any, int, str]]:
        """Yield question, known wrong answer, its points, and words of the sentence it meets."""


def wrong_lines(
    question: str, right: int, before: str, after: str, count: int = 6
) -> Iterator[tuple[str, Any, int, str]]:
    """Yield each wrong line of a memo as a mistake, and a line that the memo does not have.

    Parameters
    ----------
    question : str
    right : int
        The first line that is wrong.
    before, after : str
        Words of the sentences that a line further up, and one further down, meets.
    count : int
        Lines of the memo.
    """
    for line in range(1, count + 1):
        if line != right:
            yield question, line, 0, before if line < right else after
    yield question, count + 1, 0, "not among the options"
