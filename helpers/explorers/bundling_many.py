"""The explorer of chapter 12 that puts more and more services into one package."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from helpers.bundling import many_services
from helpers.charts.bundling import many
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import slider
from helpers.locale import gettext as _

SIZES = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30)


def explore_many_services(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader put many services into one package, with and without cost.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    known = cache(lambda cost: _table(cost / 100))

    def draw(services: int, cost: int) -> View:
        table = known(cost).loc[: SIZES[-1]]
        here = pd.Series(table.loc[services])
        alone = (1 - cost / 100) ** 2 / 4
        limit = max(0.5 - cost / 100, 0.0)
        figure = many(
            table,
            alone,
            limit,
            services,
            _("Every value is even between 0 and 1, and independent of the others"),
        )
        return View(figure, _said(services, cost, here, alone), _shown_table(table, alone))

    return Explorer(
        draw,
        name=_("Many services"),
        question=Question(
            _(
                "Customers value each of twenty services evenly between 0 and 1, independently, "
                "and serving costs nothing. Sold one by one at 0.50, each is bought by half of "
                "them. How many buy the best package of all twenty?"
            ),
            (
                _("Hardly anybody: who wants all twenty?"),
                _("About half, as with each"),
                _("About nine in ten"),
            ),
            _(
                "{share:.0%}, at {price:.2f} a service. What one customer dislikes another "
                "likes, but the sum of twenty values is nearly the same for everybody, and one "
                "price fits nearly all. Now let serving cost something."
            ).format(share=known(0)["share"].loc[20], price=known(0)["price"].loc[20]),
        ),
        scenes={
            _("1 · two services"): {"services": 2},
            _("2 · serving costs half of the highest value"): {"cost": 50},
        },
        settings=settings,
        services=slider(_("Services in the package (number)"), 20, 1, 30),
        cost=slider(_("Cost of serving, each service (% of its highest value)"), 0, 0, 80, 5),
    )


def _table(cost: float) -> pd.DataFrame:
    """Return price, share and profit per service for every number that can be chosen."""
    sizes = range(1, SIZES[-1] + 1)
    return pd.DataFrame([many_services(size, cost) for size in sizes], index=list(sizes))


def _said(services: int, cost: int, here: pd.Series, alone: float) -> str:
    said = _(
        "The best package of {services} earns {profit:.3f} a service and is bought by {share:.0%}; "
        "one by one, each service earns {alone:.3f}."
    )
    return said.format(services=services, profit=here["profit"], share=here["share"], alone=alone)


def _shown_table(table: pd.DataFrame, alone: float) -> pd.DataFrame:
    chosen = table.loc[list(SIZES)]
    return pd.DataFrame(
        {
            _("services"): [str(size) for size in chosen.index],
            _("price of the package, per service"): [f"{x:.4f}" for x in chosen["price"]],
            _("share that buys it"): [f"{x:.1%}" for x in chosen["share"]],
            _("profit per service"): [f"{x:.4f}" for x in chosen["profit"]],
            _("one by one"): [f"{alone:.4f}"] * len(chosen),
        }
    )
