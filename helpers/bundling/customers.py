"""What bundling starts from: customers' reservation prices, costs, and a plan of prices."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import in_a_row

BUNDLE = "bundle"  # what the package is called among the prices

Costs = Mapping[str, float] | Sequence[float] | None
Weights = pd.Series | Sequence[float] | npt.NDArray[Any] | None


@dataclass(frozen=True)
class Plan:
    """What a seller offers, at which prices, and what that earns.

    Attributes
    ----------
    prices : dict of str to float
        Of each service sold on its own, and of the package under the name ``"bundle"``.
        What is not in it is not on offer.
    profit : float
        What customers pay less what it costs to serve them, in the unit of the prices.
    """

    prices: dict[str, float]
    profit: float


@dataclass(frozen=True)
class Market:
    """A table of reservation prices that has been looked through, as arrays.

    Attributes
    ----------
    names : tuple of str
        The services, in the table's order.
    values : array of float, customers by services
    costs : array of float, one per service
    weights : array of float, one per customer
        How many customers a row stands for.
    """

    names: tuple[str, ...]
    values: npt.NDArray[np.float64]
    costs: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]

    @property
    def slack(self) -> float:
        """How far two amounts may lie apart and still be the same: binary fractions."""
        return 1e-9 * max(self.values.max(initial=0), self.costs.max(initial=0), 1e-300)


def read_market(
    values: pd.DataFrame, costs: Costs = None, weights: Weights = None, services: int | None = None
) -> Market:
    """Return the market of a table, or say what is wrong with the table.

    Parameters
    ----------
    values : DataFrame, one row per customer, one column per service
        Reservation prices, 0 or more. Two customers may value everything alike, but no two
        rows may have the same label, since that is one customer entered twice.
    costs : mapping of service to float, or sequence in the order of the columns, optional
        What it costs to serve one more customer; 0 without it.
    weights : Series by customer, or sequence in the order of the rows, optional
        How many customers each row stands for, 0 or more; 1 without it.
    services : int, optional
        How many columns the caller can do with.

    Raises
    ------
    ValueError
        Naming the customer, the service, what was found and what is allowed.
    """
    names = _read_names(values, services)
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()][0]
        raise ValueError(
            _("customer {customer} has two rows; give each customer one").format(customer=twice)
        )
    found = _read_values(values, names)
    return Market(names, found, _read_costs(costs, names), _read_weights(weights, values.index))


def _read_names(values: pd.DataFrame, services: int | None) -> tuple[str, ...]:
    if not isinstance(values, pd.DataFrame):
        raise ValueError(
            _(
                "reservation prices come as a table, one row per customer and one column per "
                "service, not as {kind}"
            ).format(kind=type(values).__name__)
        )
    names = tuple(map(str, values.columns))
    if services is not None and len(names) != services:
        raise ValueError(
            _("{wanted} services are asked for, and the table has {count} columns: {names}").format(
                wanted=services, count=len(names), names=in_a_row(names) or _("none")
            )
        )
    if not names or not len(values):
        raise ValueError(_("the table needs one customer and one service at least"))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(_('the service "{name}" stands in two columns').format(name=twice))
    if BUNDLE in names:
        raise ValueError(
            _('no service may be called "{name}": that is the package').format(name=BUNDLE)
        )
    return names


def _read_values(values: pd.DataFrame, names: Sequence[str]) -> npt.NDArray[np.float64]:
    found = values.apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
    bad = ~np.isfinite(found) | (found < 0)
    if bad.any():
        row, column = map(int, np.argwhere(bad)[0])
        cell: Any = values.iloc[row, column]
        raise ValueError(
            _(
                "customer {customer} has {found} for {service}; a reservation price is a number, "
                "0 or more"
            ).format(
                customer=values.index[row],
                found=_("nothing") if pd.isna(cell) else f'"{cell}"',
                service=names[column],
            )
        )
    return found


def _read_costs(costs: Costs, names: Sequence[str]) -> npt.NDArray[np.float64]:
    if costs is None:
        return np.zeros(len(names))
    if isinstance(costs, Mapping):
        if set(costs) != set(names):
            raise ValueError(
                _("costs are asked for {names}, and given for {given}").format(
                    names=in_a_row(names), given=in_a_row(costs) or _("none")
                )
            )
        costs = [costs[name] for name in names]
    found = np.asarray(costs, dtype=float)
    if found.shape != (len(names),):
        raise ValueError(
            _("there are {services} services and {costs} costs").format(
                services=len(names), costs=found.size
            )
        )
    if not (np.isfinite(found) & (found >= 0)).all():
        place = int(np.flatnonzero(~(np.isfinite(found) & (found >= 0)))[0])
        raise ValueError(
            _("a cost is a number, 0 or more; {service} has {found:g}").format(
                service=names[place], found=found[place]
            )
        )
    return found


def _read_weights(weights: Weights, customers: pd.Index) -> npt.NDArray[np.float64]:
    if weights is None:
        return np.ones(len(customers))
    if isinstance(weights, pd.Series):
        if not set(customers) <= set(weights.index) or weights.index.has_duplicates:
            raise ValueError(_("every customer needs one weight, under the customer's own label"))
        weights = weights.loc[customers].to_numpy()
    found = np.asarray(weights, dtype=float)
    if found.shape != (len(customers),):
        raise ValueError(
            _("there are {customers} customers and {weights} weights").format(
                customers=len(customers), weights=found.size
            )
        )
    if not (np.isfinite(found) & (found >= 0)).all() or not found.sum() > 0:
        raise ValueError(_("weights are numbers, 0 or more, and not all of them 0"))
    return found


def read_prices(prices: Mapping[str, float], names: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the prices of the services, then of the package; infinite where not on offer.

    Raises
    ------
    ValueError
        If a price is for something unknown, below 0 or not a number.
    """
    unknown = [name for name in prices if name not in (*names, BUNDLE)]
    if unknown:
        raise ValueError(
            _("there is no {name} to price; there are: {known}").format(
                name=unknown[0], known=in_a_row((*names, BUNDLE))
            )
        )
    found = np.array([float(prices.get(name, math.inf)) for name in (*names, BUNDLE)])
    if np.isnan(found).any() or (found < 0).any():
        place = int(np.flatnonzero(np.isnan(found) | (found < 0))[0])
        raise ValueError(
            _("a price is a number, 0 or more; {name} has {found:g}").format(
                name=(*names, BUNDLE)[place], found=found[place]
            )
        )
    return found
