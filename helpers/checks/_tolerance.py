"""When two numbers count as the same: one rule for every check.

With *decimals* (the task says "to 2 decimals") the unit u is one step of the last
decimal asked for, 0.01.

- An answer with no more decimals than asked is right within half of u of the truth,
  ends included, so a half may be rounded either way.
- An answer with more decimals is right within a tenth of u; it is told to round.
- Where a whole number is asked for (decimals 0) and the truth is whole, only that
  number is right.

With *tolerance* alone an answer is right within that distance of the truth, ends
included. With both, the wider of the two decides, and decimals adds its remarks.
With neither, a truth that is an int asks for that whole number, any other truth for
2 decimals (then without the remark on rounding, for the task asked for none).

A slack of 1e-9 of the number's size forgives binary fractions, 1e-7 the digits of
float32.
"""

import math
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """How near is near enough; see the module's first lines.

    Attributes
    ----------
    decimals : int, optional
        Decimals asked for; below zero for tens (-1), hundreds (-2).
    tolerance : float
        Distance allowed, in the unit of the answer; 0 where decimals alone decide.
    told : bool
        Whether the task states the decimals, so that their absence is remarked on.
    """

    decimals: int | None
    tolerance: float = 0.0
    told: bool = True

    @classmethod
    def of(cls, truth: object, tolerance: float | None, decimals: int | None) -> "Rule":
        """Return the rule for a truth, given what the task states."""
        if tolerance is not None:
            return cls(decimals, float(tolerance))
        if decimals is not None:
            return cls(decimals)
        return cls(0 if isinstance(truth, int) else 2, told=False)

    @property
    def unit(self) -> float:
        """One step of the last decimal asked for; 0 where no decimals are asked for."""
        return 0.0 if self.decimals is None else 10.0**-self.decimals

    def accepts(self, number: float, truth: float) -> bool:
        """Return whether the number is the truth, as far as the task can ask."""
        if number == truth:
            return True
        if self.counts(truth) and not self.rounded(number):
            return False
        half_or_tenth = 0.5 if self.rounded(number) else 0.1
        allowed = max(self.tolerance, half_or_tenth * self.unit)
        slack = 1e-9 * max(abs(truth), allowed)
        return abs(number - truth) <= allowed + slack

    def rounded(self, number: float) -> bool:
        """Return whether the number has no more decimals than asked for."""
        if self.decimals is None or abs(number) > 1e15:
            return True
        slack = 1e-7 * max(abs(number), self.unit)
        return abs(number - round(number, self.decimals)) <= slack

    def too_coarse(self, number: float, truth: float) -> bool:
        """Return whether the number is the truth rounded to fewer decimals than asked."""
        kept = _decimals_of(number)
        if number == 0 or (self.decimals is not None and kept >= self.decimals):
            return False
        return abs(number - truth) <= 0.5 * 10.0**-kept * (1 + 1e-9)

    def last_decimal_off(self, number: float, truth: float) -> bool:
        """Return whether the number misses by one in the last decimal, as when cut off."""
        if not self.unit or self.counts(truth) or not self.rounded(number):
            return False
        return abs(number - truth) < 1.5 * self.unit and abs(truth) >= 5 * self.unit

    def nearly(self, number: float, truth: float) -> bool:
        """Return whether the number is close, but not close enough.

        Within five times what is allowed or 2% of the truth; a whole number within 2%.
        """
        allowed = 0.0 if self.counts(truth) else max(self.tolerance, 0.5 * self.unit)
        if abs(truth) <= allowed:
            return False
        return abs(number - truth) <= max(min(5 * allowed, 0.2 * abs(truth)), 0.02 * abs(truth))

    def counts(self, truth: float) -> bool:
        """Return whether a whole number is asked for and the truth is one."""
        return self.decimals == 0 and not self.tolerance and math.isclose(truth, round(truth))


def _decimals_of(number: float) -> int:
    """Return how many decimals the number is written with."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -int(exponent))
