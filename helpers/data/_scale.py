"""Which scale the ratings of a survey are on: given, told by the file, or not to be known."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from numbers import Integral, Real

import numpy as np

from helpers.data._errors import file_error, quote
from helpers.locale import gettext as _
from helpers.locale import in_a_row

Scale = tuple[float, float]
POINTS = (5, 7, 9, 10)
TO = r"\s*(?:-|–|~|to|\.\.|到|至)\s*"
RANGE = re.compile(rf"(-?\d{{1,3}}){TO}(-?\d{{1,3}})\s*分?")
COUNT = re.compile(r"(\d{1,3})(?:\s*-?\s*points?|\s*(?:点|级|分)(?:制|量表)?)?")


def given_scale(file: str, scale: Sequence[float] | None, points: int | None) -> Scale | None:
    """Return the scale that the caller names, or None.

    Raises
    ------
    DataError
        If it is not two numbers, the lower first, or the two ways of giving it disagree.
    """
    ends = None if scale is None else _ends(file, scale)
    if points is None:
        return ends
    if isinstance(points, bool) or not isinstance(points, Integral) or points < 2:
        problem = _("points={found} is not a number of scale points such as 7")
        raise file_error(file, problem.format(found=quote(points)))
    if ends not in (None, (1, points)):
        problem = _("scale={scale} and points={points} disagree; give one of them")
        raise file_error(file, problem.format(scale=ends, points=points))
    return 1, int(points)


def _ends(file: str, scale: object) -> Scale:
    ends = tuple(scale) if isinstance(scale, Iterable) else ()
    if len(ends) != 2 or not all(map(_is_number, ends)) or ends[0] >= ends[1]:
        problem = _("scale={found} is not a lowest and a highest rating such as (1, 7)")
        raise file_error(file, problem.format(found=quote(scale)))
    return ends[0], ends[1]


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def scale_in_words(text: str) -> Scale | None:
    """Return the scale that a text such as ``1 to 7``, ``1-7``, ``7`` or ``7点`` names.

    Examples
    --------
    >>> scale_in_words("1 to 7"), scale_in_words("7-point"), scale_in_words("often")
    ((1, 7), (1, 7), None)
    """
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    if ends := RANGE.fullmatch(text):
        low, high = int(ends[1]), int(ends[2])
        return (low, high) if low < high else None
    count = COUNT.fullmatch(text)
    return (1, int(count[1])) if count and int(count[1]) in POINTS else None


def told_scale(file: str, note: str, cells: Sequence[str]) -> Scale | None:
    """Return the scale that the file names in its first line or in a column, or None."""
    told = {cell: scale_in_words(cell) for cell in {note, *cells} - {""}}
    if unread := [cell for cell, scale in told.items() if scale is None]:
        problem = _("a scale is written {found}; write it like {example}")
        raise file_error(file, problem.format(found=quote(unread[0]), example='"1 to 7"'))
    scales = set(told.values())
    if len(scales) > 1:
        found = in_a_row(quote(cell) for cell in sorted(told))
        raise file_error(file, _("more than one scale is named: {found}").format(found=found))
    return next(iter(scales), None)


def find_scale(file: str, given: Scale | None, told: Scale | None, ratings: np.ndarray) -> Scale:
    """Return the scale, or say which scales it might be.

    Parameters
    ----------
    given, told : (low, high) or None
        By the caller and by the file.
    ratings : array of float
        In scale points; NaN where there is no answer. A 10 among ratings of 1 and more can
        only stand on a 10-point scale; any lower rating fits several scales.
    """
    if given and told and given != told:
        problem = _("the file says that ratings run from {told}, and {given} was given")
        raise file_error(file, problem.format(told=in_words(told), given=in_words(given)))
    if known := given or told:
        return known
    low, high = np.nanmin(ratings), np.nanmax(ratings)
    fitting = [points for points in POINTS if low >= 1 and high <= points]
    if fitting == [10]:
        return 1, 10
    raise file_error(file, _not_to_be_told(float(low), float(high), fitting))


def _not_to_be_told(low: float, high: float, fitting: list[int]) -> str:
    found = _("the scale cannot be told: ratings run from {low:g} to {high:g}").format(
        low=low, high=high
    )
    if not fitting:
        return found + _(
            ", off every usual scale (5, 7, 9 or 10 points); give the scale, for example "
            "scale=(0, 10), or a code that means no answer, for example missing=[99]"
        )
    candidates = _(" or ").join(f"points={points}" for points in fitting)
    return found + _(
        "; give {candidates}, or name a number among them that means no answer, like missing=[99]"
    ).format(candidates=candidates)


def in_words(scale: Scale) -> str:
    """Return a scale as a reader would say it."""
    return _("{low:g} to {high:g}").format(low=scale[0], high=scale[1])
