"""Plans of prices, as the explorers of chapter 12 tell them."""

from collections.abc import Sequence

from helpers.bundling import BUNDLE, Plan
from helpers.charts.style import whole
from helpers.locale import gettext as _


def prices_of(plan: Plan, services: Sequence[str] = ()) -> str:
    """Return what a plan offers and at which prices, in one line.

    Of a plan that sells one service alone and another in the package only, the line says
    so when it is told which `services` there are.

    Examples
    --------
    >>> prices_of(Plan({"room": 460.0, "bundle": 710.0}, 0.0))
    'room 460, both 710'
    >>> prices_of(Plan({"room": 460.0, "bundle": 710.0}, 0.0), ("room", "dinner"))
    'room 460, both 710, dinner not alone'
    """
    names = {BUNDLE: _("both")}
    told = [
        _("{what} {price}").format(what=names.get(name) or _(name), price=whole(price))
        for name, price in plan.prices.items()
    ]
    if BUNDLE in plan.prices and len(plan.prices) > 1:
        absent = [name for name in services if name not in plan.prices]
        told += [_("{what} not alone").format(what=_(name)) for name in absent]
    return _(", ").join(told) or _("nothing worth selling")
