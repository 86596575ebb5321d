"""The same service on paper, and what each guest makes of it: four features at work.

A demonstration in scale points. An encounter has an outcome and a process; the process
varies with who serves and with what the guest brings along; the guest holds what was
delivered against an expectation of their own.

    delivered = (1 - w) outcome + w process          perceived = delivered - expected

Standardising takes away from how far employees differ, and also from the freedom with which
they meet what a guest brings along.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.locale import gettext as _

SOURCES = ("expectations", "outcome", "staff", "guests")


class Service(NamedTuple):
    """How one service varies; spreads are standard deviations in scale points.

    Attributes
    ----------
    expectations : float
        How far guests' expectations differ: subjective (主观性).
    process_weight : float from 0 to 1
        Weight of the process against the outcome (过程和结果).
    staff : float
        How far the process differs with who serves: hard to keep stable (难以保持稳定一致).
    guests : float
        How far it differs with what guests bring along: interactive (交互性).
    outcome : float
        How far the outcome differs.
    standard : float from 0 to 1
        How much is laid down: 0 nothing, 1 every word.
    adapts : float from 0 to 1
        Share of what guests bring along that employees with free hands even out.
    """

    expectations: float = 0.7
    process_weight: float = 0.6
    staff: float = 1.0
    guests: float = 1.0
    outcome: float = 0.3
    standard: float = 0.0
    adapts: float = 0.5


def variance_by_source(service: Service) -> pd.Series:
    """Return how much of the variance of perceived quality comes from where.

    Returns
    -------
    Series of float, indexed by `SOURCES`, in scale points squared
        They add up to the variance of perceived quality.

    Raises
    ------
    ValueError
        If a spread lies below zero, or a share not from 0 to 1.

    Examples
    --------
    >>> variance_by_source(Service(standard=1)).round(3).to_dict()
    {'expectations': 0.49, 'outcome': 0.014, 'staff': 0.0, 'guests': 0.36}
    """
    return (_effects(service) ** 2).rename("variance")


def simulate_encounters(service: Service, draws: npt.ArrayLike) -> pd.DataFrame:
    """Return encounters of one service, each with another guest.

    Parameters
    ----------
    service : Service
    draws : array of float, encounters by 4
        Standard normal numbers, one column for each of `SOURCES`; the same draws are the
        same encounters on every setting.

    Returns
    -------
    DataFrame, one row per encounter, in scale points from the mean
        ``delivered``, ``expected`` and ``perceived`` (delivered less expected).

    Raises
    ------
    ValueError
        As `variance_by_source`, or if the draws do not have four columns.
    """
    standard = np.asarray(draws, float)
    if standard.ndim != 2 or standard.shape[1] != len(SOURCES):
        raise ValueError(
            _("the draws need {columns} columns, one for each source").format(columns=len(SOURCES))
        )
    effects = _effects(service)
    expected = effects["expectations"] * standard[:, 0]
    delivered = standard[:, 1:] @ effects.drop("expectations").to_numpy()
    return pd.DataFrame(
        {"delivered": delivered, "expected": expected, "perceived": delivered - expected}
    )


def steadiest_standard(staff: float, guests: float, adapts: float = 0.5) -> float:
    """Return how much to lay down so that perceived quality varies least.

    Parameters
    ----------
    staff, guests, adapts
        As in `Service`; the other sources make no difference.

    Returns
    -------
    float from 0 to 1; 0 where nothing varies

    Examples
    --------
    >>> steadiest_standard(staff=1.0, guests=1.0, adapts=0.5)
    0.6
    """
    _effects(Service(staff=staff, guests=guests, adapts=adapts))
    both = staff**2 + (adapts * guests) ** 2
    if both == 0:
        return 0.0
    inside = (staff**2 - adapts * (1 - adapts) * guests**2) / both
    return round(float(np.clip(inside, 0, 1)), 12)


def _effects(service: Service) -> pd.Series:
    """Return by how much perceived quality differs for one standard draw of each source."""
    for name, value in service._asdict().items():
        low, high = (0, 1) if name in {"process_weight", "standard", "adapts"} else (0, np.inf)
        if not low <= value <= high or value == np.inf:
            raise ValueError(
                _("{name} is {value}; a spread is 0 or more, a share lies from 0 to 1").format(
                    name=name, value=value
                )
            )
    free, weight = 1 - service.standard, service.process_weight
    sizes = (
        service.expectations,
        (1 - weight) * service.outcome,
        weight * service.staff * free,
        weight * service.guests * (1 - service.adapts * free),
    )
    return pd.Series(sizes, SOURCES, name="effect").rename_axis("source")
