"""Who pays for breakdowns: how a service is sold, and what its maker then earns by.

A contract is a fee a year, a price per repair and a price per ride, any of them zero. The
accounts are ours: revenue less the cost of the repairs; no source prints them.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.services._require import require_amounts

Failures = TypeVar("Failures", float, NDArray[Any])

KINDS = {
    "repair": N_("per repair"),
    "full": N_("full service"),
    "ride": N_("per ride"),
}


@dataclass(frozen=True)
class Contract:
    """What a maker is paid for keeping a machine running.

    Parameters
    ----------
    fee : float
        In yuan a year, whatever happens.
    per_repair : float
        In yuan for each repair.
    per_ride : float
        In yuan for each use of the machine.

    Raises
    ------
    ValueError
        If a price is below zero or is no number.

    Examples
    --------
    >>> Contract(fee=1500, per_repair=450)
    Contract(fee=1500, per_repair=450, per_ride=0.0)
    """

    fee: float = 0.0
    per_repair: float = 0.0
    per_ride: float = 0.0

    def __post_init__(self) -> None:
        require_amounts(**vars(self))


@dataclass(frozen=True)
class Machine:
    """What is looked after: how much it is used, and what a standstill costs.

    Parameters
    ----------
    repair_cost : float
        What one repair costs the maker, in yuan.
    rides : float
        In a year without failures.
    rides_lost : float
        By each failure, while the machine stands still.
    standstill : float
        What one failure costs the buyer besides the bill, in yuan: guests moved, a dinner late.

    Examples
    --------
    >>> Machine(repair_cost=500).rides
    60000.0
    """

    repair_cost: float
    rides: float = 60_000.0
    rides_lost: float = 400.0
    standstill: float = 600.0

    def __post_init__(self) -> None:
        require_amounts(**vars(self))


def contract_of(
    kind: str, *, fee: float = 0.0, per_repair: float = 0.0, per_ride: float = 0.0
) -> Contract:
    """Return one of the three pure contracts; the prices that it does not use are left out.

    Parameters
    ----------
    kind : str
        "repair", "full" or "ride".
    fee, per_repair, per_ride : float
        As in `Contract`.

    Raises
    ------
    ValueError
        If there is no such contract, or a price is below zero.

    Examples
    --------
    >>> contract_of("full", fee=3000, per_repair=900)
    Contract(fee=3000, per_repair=0.0, per_ride=0.0)
    """
    if kind not in KINDS:
        raise ValueError(
            _('a contract is "repair", "full" or "ride", not {kind!r}').format(kind=kind)
        )
    if kind == "repair":
        return Contract(per_repair=per_repair)
    return Contract(fee=fee) if kind == "full" else Contract(per_ride=per_ride)


def payment(contract: Contract, machine: Machine, failures: Failures) -> Failures:
    """Return what the buyer pays the maker in a year.

    Parameters
    ----------
    contract : Contract
    machine : Machine
    failures : float or array of float
        In a year; all are repaired.

    Returns
    -------
    float or array of float, as `failures`
        In yuan a year. Rides end at zero: a machine that always stands still is not paid for.

    Raises
    ------
    ValueError
        If the number of failures is below zero.

    Examples
    --------
    >>> payment(Contract(per_repair=900), Machine(repair_cost=500), 4)
    3600.0
    """
    times = _failures(failures)
    rides = np.maximum(machine.rides - machine.rides_lost * times, 0.0)
    paid = contract.fee + contract.per_repair * times + contract.per_ride * rides
    return _like(failures, paid)


def maker_profit(contract: Contract, machine: Machine, failures: Failures) -> Failures:
    """Return what is left to the maker in a year when the repairs are paid for.

    Parameters
    ----------
    contract, machine, failures
        As in `payment`.

    Returns
    -------
    float or array of float, as `failures`
        In yuan a year; below zero a loss.

    Examples
    --------
    Fewer failures: paid per repair the maker loses by them, under full service it gains.

    >>> lift = Machine(repair_cost=500)
    >>> [maker_profit(Contract(per_repair=900), lift, times) for times in (4, 3)]
    [1600.0, 1200.0]
    >>> [maker_profit(Contract(fee=3000), lift, times) for times in (4, 3)]
    [1000.0, 1500.0]
    """
    profit = payment(contract, machine, failures) - machine.repair_cost * _failures(failures)
    return _like(failures, profit)


def buyer_cost(contract: Contract, machine: Machine, failures: Failures) -> Failures:
    """Return what the machine's failures and its contract cost the buyer in a year.

    Parameters
    ----------
    contract, machine, failures
        As in `payment`.

    Returns
    -------
    float or array of float, as `failures`
        In yuan a year: the bill and the standstills.

    Examples
    --------
    >>> buyer_cost(Contract(fee=3000), Machine(repair_cost=500, standstill=600), 4)
    5400.0
    """
    cost = payment(contract, machine, failures) + machine.standstill * _failures(failures)
    return _like(failures, cost)


def gain_from_one_less(contract: Contract, machine: Machine, failures: float) -> float:
    """Return what the maker gains in a year when one failure of these does not happen.

    It is what a repair costs, less what a repair brings, and the rides that are not lost. Its
    sign is the maker's incentive, and the number of failures hardly matters for it.

    Parameters
    ----------
    contract, machine
        As in `payment`.
    failures : float
        In a year, 1 at least.

    Returns
    -------
    float
        In yuan a year; below zero the maker loses when the machine runs better.

    Raises
    ------
    ValueError
        If there is no failure to be left out.

    Examples
    --------
    >>> gain_from_one_less(Contract(per_repair=900), Machine(repair_cost=500), 4)
    -400.0
    """
    if not failures >= 1:
        raise ValueError(
            _("one failure less needs at least one, not {failures}").format(failures=failures)
        )
    before, after = maker_profit(contract, machine, np.array([failures, failures - 1]))
    return float(after - before)


def equal_bills(fee: float, per_repair: float) -> float:
    """Return the failures a year at which a fee costs the buyer what repairs would.

    Below that number paying per repair is cheaper, above it full service is.

    Parameters
    ----------
    fee : float
        In yuan a year.
    per_repair : float
        In yuan.

    Returns
    -------
    float
        Failures a year; infinity if repairs are free and the fee is not.

    Raises
    ------
    ValueError
        If a price is below zero, or both are zero and the bills equal throughout.

    Examples
    --------
    >>> round(equal_bills(3000, 900), 2)
    3.33
    """
    require_amounts(fee=fee, per_repair=per_repair)
    if fee == per_repair == 0:
        raise ValueError(_("both bills are zero, whatever fails"))
    return fee / per_repair if per_repair else float("inf")


def _failures(failures: ArrayLike) -> NDArray[np.float64]:
    times = np.asarray(failures, dtype=float)
    if not (np.isfinite(times) & (times >= 0)).all():
        raise ValueError(
            _("failures are counted from 0 up, not {failures}").format(failures=failures)
        )
    return times


def _like(failures: ArrayLike, amounts: NDArray[np.float64]) -> Any:
    """Return amounts as an array where failures are one, else as a plain number."""
    return amounts if np.ndim(failures) else float(amounts)
