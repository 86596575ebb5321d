"""What is known of one exercise."""

from typing import NamedTuple


class Exercise(NamedTuple):
    """One exercise cell: the right answers by name, and wrong ones with their hint."""

    right: dict[str, str]
    wrong: list[tuple[dict[str, str], str]]
    graded: bool = True
