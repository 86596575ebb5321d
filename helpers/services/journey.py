"""A journey of touchpoints: how many guests meet no fault, and which step to mend.

Faults at different steps are taken as independent of each other unless a function says
otherwise. The success of a touchpoint is the share of guests for whom it goes well.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import mark as N_

PHASES = {
    "before": N_("before the sale"),
    "during": N_("during the sale"),
    "after": N_("after the sale"),
}

_WEDDING = (
    (N_("reply"), "before", 0.99),
    (N_("advice"), "before", 0.98),
    (N_("rooms shown"), "before", 0.99),
    (N_("menu chosen"), "during", 0.97),
    (N_("contract"), "during", 0.99),
    (N_("lift"), "during", 0.94),
    (N_("dinner"), "during", 0.99),
    (N_("invoice"), "after", 0.98),
    (N_("lost things"), "after", 0.99),
    (N_("complaint"), "after", 0.98),
)


def wedding_journey() -> pd.DataFrame:
    """Return the ten touchpoints of a wedding party in Hotel A; made up for this course.

    Returns
    -------
    DataFrame, one row per touchpoint in the order in which guests meet them
        ``step`` (text), ``phase`` (a name in `PHASES`), ``success`` (a share; the mean is .98).

    Examples
    --------
    >>> round(float(wedding_journey()["success"].mean()), 3)
    0.98
    """
    return pd.DataFrame(_WEDDING, columns=["step", "phase", "success"])


def flawless(success: Sequence[float] | np.ndarray | pd.Series, journeys: int = 1) -> float:
    """Return the share of guests who meet no fault at all.

    Parameters
    ----------
    success : sequence of float
        Of each touchpoint, a share from 0 to 1.
    journeys : int
        How many times a guest goes through all of them, 1 or more.

    Returns
    -------
    float
        The product of all, to the power of `journeys`; 1 where there is no touchpoint.

    Raises
    ------
    ValueError
        If a success is no share, or there are fewer than one journey.

    Examples
    --------
    >>> round(flawless([0.98] * 10), 3), round(flawless([0.98] * 20), 3)
    (0.817, 0.668)
    """
    shares = _shares(success)
    if journeys < 1:
        raise ValueError(
            _("a guest makes one journey at least, not {journeys}").format(journeys=journeys)
        )
    return float(np.prod(shares) ** journeys)


def flawless_bounds(success: Sequence[float] | np.ndarray | pd.Series) -> tuple[float, float]:
    """Return the least and the most that `flawless` can be if faults are *not* independent.

    At best the same unlucky guests meet all the faults: then as many are spared as at the
    weakest step. At worst no two faults meet the same guest, and the faults add up.

    Parameters
    ----------
    success : sequence of float
        As in `flawless`, at least one.

    Returns
    -------
    two floats
        Shares; what independence gives lies between them.

    Raises
    ------
    ValueError
        If a success is no share, or there is none.

    Examples
    --------
    >>> low, high = flawless_bounds([0.98] * 10)
    >>> round(low, 2), round(high, 2)
    (0.8, 0.98)
    """
    shares = _shares(success)
    if not len(shares):
        raise ValueError(_("a journey needs a touchpoint"))
    return max(0.0, float(1 - (1 - shares).sum())), float(shares.min())


def mended(
    success: Sequence[float] | np.ndarray | pd.Series, step: int, faults_left: float = 0.0
) -> np.ndarray:
    """Return the successes when one step has only a part of its faults left.

    Parameters
    ----------
    success : sequence of float
        As in `flawless`.
    step : int
        Which, counted from 0.
    faults_left : float
        The share of today's faults at that step which remains, from 0 (none) to 1 (all).

    Returns
    -------
    array of float
        A copy.

    Raises
    ------
    ValueError
        If there is no such step, or one of the shares is none.

    Examples
    --------
    >>> mended([0.98, 0.9], step=1, faults_left=0.5).round(2).tolist()
    [0.98, 0.95]
    """
    shares = _shares(success)
    if not 0 <= step < len(shares):
        raise ValueError(
            _("there are {count} steps, counted from 0; there is no step {step}").format(
                count=len(shares), step=step
            )
        )
    if not 0 <= faults_left <= 1:
        raise ValueError(
            _("what is left of the faults is a share from 0 to 1, not {share}").format(
                share=faults_left
            )
        )
    after = shares.copy()
    after[step] = 1 - faults_left * (1 - shares[step])
    return after


def scaled(success: Sequence[float] | np.ndarray | pd.Series, times: float) -> np.ndarray:
    """Return the successes when every step has that many times its faults, at most all.

    Parameters
    ----------
    success : sequence of float
        As in `flawless`.
    times : float
        0 or more; 1 changes nothing, 0 leaves no fault.

    Raises
    ------
    ValueError
        If it is below zero, or a success is no share.

    Examples
    --------
    >>> scaled([0.98, 0.4], 2).round(2).tolist()
    [0.96, 0.0]
    """
    if not 0 <= times < float("inf"):
        raise ValueError(_("faults are multiplied by 0 or more, not {times}").format(times=times))
    return np.maximum(1 - times * (1 - _shares(success)), 0.0)


def mending_table(touchpoints: pd.DataFrame, faults_left: float = 0.0) -> pd.DataFrame:
    """Return what each step would bring if it alone were mended.

    Parameters
    ----------
    touchpoints : DataFrame, one row per touchpoint
        Columns ``step``, ``phase`` (a name in `PHASES`) and ``success`` (a share).
    faults_left : float
        As in `mended`.

    Returns
    -------
    DataFrame, as `touchpoints`, with three columns more
        ``so_far``: share of guests without a fault up to this step; ``if_mended``: of the
        whole journey with this step mended; ``gain``: what that is above today.

    Raises
    ------
    ValueError
        If a column is missing, a phase is unknown or a success is no share.

    Examples
    --------
    >>> mending_table(wedding_journey()).set_index("step")["gain"].idxmax()
    'lift'
    """
    if absent := [name for name in ("step", "phase", "success") if name not in touchpoints]:
        raise ValueError(
            _("the table of touchpoints has no column {name}").format(name=", ".join(absent))
        )
    if unknown := [phase for phase in touchpoints["phase"] if phase not in PHASES]:
        raise ValueError(
            _('a phase is "before", "during" or "after", not {phase!r}').format(phase=unknown[0])
        )
    shares = _shares(touchpoints["success"])
    today = flawless(shares)
    if_mended = [flawless(mended(shares, step, faults_left)) for step in range(len(shares))]
    return touchpoints.assign(
        so_far=np.cumprod(shares), if_mended=if_mended, gain=np.array(if_mended) - today
    )


def _shares(success: Sequence[float] | np.ndarray | pd.Series) -> np.ndarray:
    shares = np.asarray(success, dtype=float)
    wrong = shares[~((shares >= 0) & (shares <= 1))]
    if len(wrong):
        raise ValueError(_("a success is a share from 0 to 1, not {share}").format(share=wrong[0]))
    return shares
