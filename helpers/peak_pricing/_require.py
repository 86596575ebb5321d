"""What the chapter's models ask of a number, said in a sentence."""

import numpy as np
import numpy.typing as npt

from helpers.locale import gettext as _


def require(name: str, value: npt.ArrayLike, low: float = -np.inf, high: float = np.inf) -> None:
    """Raise a ValueError unless every value is a finite number from low to high."""
    numbers = np.atleast_1d(np.asarray(value, dtype=float)).ravel()
    wrong = numbers[~(np.isfinite(numbers) & (numbers >= low) & (numbers <= high))]
    if not len(wrong):
        return
    if np.isfinite(low) and np.isfinite(high):
        allowed = _("a number from {low:g} to {high:g}").format(low=low, high=high)
    elif np.isfinite(low):
        allowed = _("a number not below {low:g}").format(low=low)
    else:
        allowed = _("a finite number")
    raise ValueError(
        _("{name} is {value:g}; it must be {allowed}").format(
            name=name, value=wrong[0], allowed=allowed
        )
    )


def require_above(name: str, value: npt.ArrayLike, low: float = 0.0) -> None:
    """Raise a ValueError unless every value is a finite number above low."""
    require(name, value)
    numbers = np.atleast_1d(np.asarray(value, dtype=float)).ravel()
    wrong = numbers[numbers <= low]
    if len(wrong):
        raise ValueError(
            _("{name} is {value:g}; it must be a number above {low:g}").format(
                name=name, value=wrong[0], low=low
            )
        )
