"""A promise brings strangers to the door and sets what they expect when they are inside.

A demonstration, not a published model. Of those who read the promise, a share tries the
service; of those who tried, a share comes back:

    try = e        come back = r0 + k (q - e), never below 0 or above 1        value = try x back

with q the quality that is delivered and e what the promise makes people expect, all shares
from 0 to 1. Strangers take the promise at its word, so at first e = p. As guests tell
others, the word goes round how much the firm delivers beside its promise, and e moves from
p towards q: whoever is known to under-promise is read as promising more, whoever is known
to over-promise as promising less.
"""

import numpy as np
import pandas as pd

from helpers.locale import gettext as _

FINEST = 0.001


def promise_value(
    promise: float,
    quality: float,
    base: float,
    disappointment: float,
    told: float = 0.0,
    rounds: int = 1,
) -> pd.DataFrame:
    """Return round by round who tries, who comes back, and what the promise is worth.

    Parameters
    ----------
    promise, quality : float from 0 to 1
        What is promised and what is delivered.
    base : float from 0 to 1
        Share that comes back when the service is as expected (r0).
    disappointment : float, 0 or more
        How strongly coming back answers to a surprise, good or bad (k): the share by which
        it changes for a surprise of 1.
    told : float from 0 to 1
        Share of what is left of the difference between promise and quality that the next
        round has heard of.
    rounds : int, 1 or more

    Returns
    -------
    DataFrame, one row per round, from 1
        ``expected``, ``surprise`` (quality less expected: perceived quality), ``try``,
        ``back`` and ``value`` (tried and came back), as shares of those who read.

    Raises
    ------
    ValueError
        If a share does not lie from 0 to 1, or there is no round.

    Examples
    --------
    >>> promise_value(0.9, quality=0.8, base=0.5, disappointment=0.5).loc[1].round(3).to_dict()
    {'expected': 0.9, 'surprise': -0.1, 'try': 0.9, 'back': 0.45, 'value': 0.405}
    """
    _require_shares(promise=promise)
    expected, back = _expected_and_back(promise, quality, base, disappointment, told, rounds)
    table = {"expected": expected, "surprise": quality - expected, "try": expected, "back": back}
    index = pd.RangeIndex(1, rounds + 1, name="round")
    return pd.DataFrame(table | {"value": expected * back}, index=index)


def shares_curve(
    quality: float, base: float, disappointment: float, told: float = 0.0, rounds: int = 1
) -> pd.DataFrame:
    """Return for every promise from 0 to 1 the means over the rounds.

    Parameters
    ----------
    quality, base, disappointment, told, rounds
        As in `promise_value`.

    Returns
    -------
    DataFrame, indexed by promise in steps of 0.001
        ``try``, ``back`` and ``value``, as in `promise_value`.
    """
    promises = np.arange(round(1 / FINEST) + 1) * FINEST
    expected, back = _expected_and_back(promises, quality, base, disappointment, told, rounds)
    means = {"try": expected, "back": back, "value": expected * back}
    index = pd.Index(promises.round(3), name="promise")
    return pd.DataFrame({name: share.mean(axis=1) for name, share in means.items()}, index)


def value_curve(
    quality: float, base: float, disappointment: float, told: float = 0.0, rounds: int = 1
) -> pd.Series:
    """Return the mean value of a round for every promise from 0 to 1.

    Parameters
    ----------
    quality, base, disappointment, told, rounds
        As in `promise_value`.

    Returns
    -------
    Series of float, indexed by promise in steps of 0.001

    Examples
    --------
    >>> float(value_curve(quality=0.8, base=0.5, disappointment=0.5)[0.9].round(3))
    0.405
    """
    return shares_curve(quality, base, disappointment, told, rounds)["value"]


def best_promise(
    quality: float, base: float, disappointment: float, told: float = 0.0, rounds: int = 1
) -> float:
    """Return the promise that is worth most over the rounds.

    Parameters
    ----------
    quality, base, disappointment, told, rounds
        As in `promise_value`.

    Returns
    -------
    float from 0 to 1
        Exact where nobody has heard anything (one round, or `told` 0); to 0.001 otherwise.
        Where several are worth the same, the one nearest to what is delivered.

    Examples
    --------
    >>> best_promise(quality=0.8, base=0.5, disappointment=0.5)
    0.9
    >>> best_promise(quality=0.8, base=0.5, disappointment=2)
    0.55
    """
    if rounds > 1 and told > 0:
        curve = value_curve(quality, base, disappointment, told, rounds)
        best = curve[curve >= curve.max() - 1e-12].index.to_numpy()
        return float(best[np.abs(best - quality).argmin()])
    _require_mind(quality, base, disappointment, told, rounds)
    if disappointment == 0:
        return 1.0 if base > 0 else float(quality)
    inside = (base + disappointment * quality) / (2 * disappointment)
    all_return = quality - (1 - base) / disappointment
    return round(float(np.clip(max(inside, all_return), 0, 1)), 12)


def slope_where_underpromising_pays(quality: float, base: float) -> float:
    """Return how strong disappointment must be before it pays to promise less than is delivered.

    For strangers, who have heard nothing. (Where everybody comes back in any case, base 1,
    it never pays.)

    Parameters
    ----------
    quality, base : float from 0 to 1; quality above 0

    Examples
    --------
    >>> round(slope_where_underpromising_pays(quality=0.8, base=0.5), 3)
    0.625
    """
    _require_shares(quality=quality, base=base)
    if quality == 0:
        raise ValueError(_("nothing is delivered: no promise lies below a quality of 0"))
    return base / quality if base < 1 else np.inf


def _expected_and_back(
    promise: float | np.ndarray,
    quality: float,
    base: float,
    disappointment: float,
    told: float,
    rounds: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return what is expected and who comes back; the rounds are the last axis."""
    _require_mind(quality, base, disappointment, told, rounds)
    heard = 1 - (1 - told) ** np.arange(rounds)
    promised = np.asarray(promise, dtype=float)[..., None]
    expected = promised + heard * (quality - promised)
    return expected, np.clip(base + disappointment * (quality - expected), 0, 1)


def _require_mind(
    quality: float, base: float, disappointment: float, told: float, rounds: int
) -> None:
    _require_shares(quality=quality, base=base, told=told)
    if not 0 <= disappointment < np.inf:
        raise ValueError(
            _("the answer to a surprise is 0 or more, not {slope}").format(slope=disappointment)
        )
    if rounds < 1:
        raise ValueError(_("there is one round at least, not {rounds}").format(rounds=rounds))


def _require_shares(**shares: float) -> None:
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise ValueError(
                _("{name} lies from 0 to 1, and is {share}").format(name=_(name), share=share)
            )
