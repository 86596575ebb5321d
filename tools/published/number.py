"""One row of docs/published_numbers.md."""

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Published(NamedTuple):
    """Numbers as they were printed, and the model's way to them.

    Attributes
    ----------
    source : str
        Author, year and table, or what it is reported in where that was not seen.
    what : str
        What is computed, from which inputs.
    printed : sequence of float
    compute : callable
        Takes nothing; returns as many numbers as were printed.
    test : str
        The test that holds them: its module and its name.
    decimals : int
        As printed; the computed number agrees if it lies within half of the last one.
    within : float, optional
        A wider tolerance, where the print itself departs from what it states.
    """

    source: str
    what: str
    printed: Sequence[float]
    compute: Callable[[], Sequence[float]]
    test: str
    decimals: int = 0
    within: float | None = None

    def tolerance(self) -> float:
        return self.within if self.within is not None else 0.5 * 10**-self.decimals

    def computed(self) -> list[float]:
        return [float(number) for number in self.compute()]
