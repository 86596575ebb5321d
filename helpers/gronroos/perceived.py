"""Technical and functional quality, seen through an image, held against what was expected.

Grönroos (1984) gives the parts and no formula: technical quality is *what* a customer
receives, functional quality *how*; the image is a filter on both; perceived quality is the
experienced held against the expected. The formulas here are this course's demonstration of
those sentences, in the points of any one scale.

Grönroos, C. (1984). A service quality model and its marketing implications. European
Journal of Marketing, 18(4), 36-44.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from helpers.locale import gettext as _


class Mind(NamedTuple):
    """How a customer puts the two qualities together.

    Attributes
    ----------
    technical, functional : float, above 0
        Points of experienced quality for one point of each.
    threshold : float
        Technical quality below which nothing else can save the stay; ``-inf`` for none.
    cap : float
        The most that is experienced below the threshold.
    """

    technical: float = 0.4
    functional: float = 0.6
    threshold: float = -np.inf
    cap: float = np.inf


class Image(NamedTuple):
    """What a customer thinks of the firm before the service begins.

    Attributes
    ----------
    level : float
        In scale points.
    strength : float, 0 or more
        How much a point of image above `neutral` takes from what falls short and adds to
        what goes beyond, as a share.
    neutral : float
        The image that changes nothing.
    """

    level: float = 4.0
    strength: float = 0.0
    neutral: float = 4.0


CLEAR = Image()


def compensation(mind: Mind) -> float:
    """Return the functional quality that makes up for one point of technical quality lost.

    Only above the threshold, and only as far as the scale reaches.

    Examples
    --------
    >>> round(compensation(Mind(technical=0.4, functional=0.6)), 3)
    0.667
    """
    _require_weights(mind)
    return mind.technical / mind.functional


def experienced_quality(
    technical: npt.ArrayLike, functional: npt.ArrayLike, mind: Mind
) -> np.ndarray:
    """Return what is experienced: both qualities weighed, capped below the threshold.

    Parameters
    ----------
    technical, functional : float or array, in scale points
    mind : Mind

    Returns
    -------
    float array of their common shape, in scale points

    Examples
    --------
    >>> mind = Mind(technical=0.4, functional=0.6, threshold=3, cap=3.5)
    >>> experienced_quality([5, 4, 2], [5, 5, 7], mind).round(2).tolist()
    [5.0, 4.6, 3.5]
    """
    return _capped(technical, _weighed(technical, functional, mind), mind)


def seen_through(image: Image, quality: npt.ArrayLike, expected: float) -> np.ndarray:
    """Return a quality as it is seen through an image: a filter, not an addend.

    What falls short of the expected is made smaller by a good image and larger by a bad
    one; what goes beyond it, the other way round. A quality that is just as expected gives
    the filter nothing to work on.

    Parameters
    ----------
    image : Image
    quality : float or array, in scale points
    expected : float, in scale points

    Returns
    -------
    float array, in scale points

    Raises
    ------
    ValueError
        If the strength lies below zero, or the image would turn better into worse.

    Examples
    --------
    >>> good, bad = Image(level=6, strength=0.2), Image(level=2, strength=0.2)
    >>> seen_through(good, [4, 5, 6], expected=5).round(2).tolist()
    [4.4, 5.0, 6.4]
    >>> seen_through(bad, [4, 5, 6], expected=5).round(2).tolist()
    [3.6, 5.0, 5.6]
    """
    of_shortfall, of_surplus = _filters(image)
    difference = np.asarray(quality, float) - expected
    return expected + np.where(difference < 0, of_shortfall, of_surplus) * difference


def perceived_quality(
    technical: npt.ArrayLike,
    functional: npt.ArrayLike,
    expected: float,
    mind: Mind,
    image: Image = CLEAR,
) -> np.ndarray:
    """Return perceived quality: what is experienced through the image, less the expected.

    Parameters
    ----------
    technical, functional : float or array, in scale points
    expected : float
        Of both, in scale points; what is experienced when both are as expected is weighed
        as the two qualities are.
    mind : Mind
        The threshold looks at technical quality itself: no image hides a flooded room.
    image : Image

    Returns
    -------
    float array, in scale points; below zero the service fell short

    Examples
    --------
    >>> mind = Mind(technical=0.4, functional=0.6, threshold=3, cap=3.5)
    >>> perceived_quality([5, 4, 4, 2], [5, 5, 5.67, 7], 5, mind).round(2).tolist()
    [0.0, -0.4, 0.0, -1.5]
    """
    what, how = (seen_through(image, quality, expected) for quality in (technical, functional))
    experienced = _capped(technical, _weighed(what, how, mind), mind)
    return experienced - (mind.technical + mind.functional) * expected


def functional_needed(
    technical: npt.ArrayLike,
    expected: float,
    mind: Mind,
    image: Image = CLEAR,
    top: float = np.inf,
) -> np.ndarray:
    """Return the functional quality at which perceived quality is just as expected.

    Parameters
    ----------
    technical : float or array, in scale points
    expected, mind, image
        As in `perceived_quality`.
    top : float
        The highest functional quality there is: the end of the scale.

    Returns
    -------
    float array, in scale points
        NaN where none will do: below the threshold with a cap under what is expected, or
        where more than `top` would be needed.

    Examples
    --------
    >>> mind = Mind(technical=0.4, functional=0.6, threshold=3, cap=3.5)
    >>> functional_needed([5, 4, 3, 2.5], 5, mind, top=7).round(3).tolist()
    [5.0, 5.667, 6.333, nan]
    """
    _require_weights(mind)
    received = np.asarray(technical, float)
    missing = mind.technical * (expected - seen_through(image, received, expected))
    of_shortfall, of_surplus = _filters(image)
    needed = missing / mind.functional
    seen = np.where(needed > 0, of_surplus, of_shortfall)
    needed = expected + needed / seen
    capped = (received < mind.threshold) & (
        mind.cap < (mind.technical + mind.functional) * expected
    )
    return np.where(capped | (needed > top), np.nan, needed)


def _weighed(technical: npt.ArrayLike, functional: npt.ArrayLike, mind: Mind) -> np.ndarray:
    _require_weights(mind)
    what, how = np.asarray(technical, float), np.asarray(functional, float)
    return mind.technical * what + mind.functional * how


def _capped(technical: npt.ArrayLike, weighed: np.ndarray, mind: Mind) -> np.ndarray:
    below = np.asarray(technical, float) < mind.threshold
    return np.where(below, np.minimum(weighed, mind.cap), weighed)


def _filters(image: Image) -> tuple[float, float]:
    """Return by what a shortfall and a surplus are multiplied."""
    turned = image.strength * (image.level - image.neutral)
    if image.strength < 0 or not -1 < turned < 1:
        raise ValueError(
            _(
                "an image of {level} with a strength of {strength} would turn better into worse: "
                "strength times the distance from {neutral} stays under 1"
            ).format(level=image.level, strength=image.strength, neutral=image.neutral)
        )
    return 1 - turned, 1 + turned


def _require_weights(mind: Mind) -> None:
    if not (0 < mind.technical < np.inf and 0 < mind.functional < np.inf):
        raise ValueError(
            _("both weights lie above zero, not {technical} and {functional}").format(
                technical=mind.technical, functional=mind.functional
            )
        )
