"""Explorers of chapter 12: a cloud of customers, and two guests with three ways to sell."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from helpers import bundling
from helpers.bundling import BUNDLE, NOTHING, STRATEGIES, Plan
from helpers.charts.bundling import cloud, taken, ways_to_sell
from helpers.charts.style import whole
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers._prices import prices_of
from helpers.explorers.bundling_many import explore_many_services as explore_many_services
from helpers.explorers.bundling_weekend import explore_weekend as explore_weekend
from helpers.explorers.controls import choice, slider
from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.locale import one_text

CUSTOMERS, MEAN, UNIT, SEED, REACH = 240, 300, 10, 12, 700
SERVICES = (N_("dinner"), N_("spa"))
GUESTS = ("Li", "Berg")
_ROOM_AND_DINNER = (N_("room"), N_("dinner"))


def explore_cloud(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader price two services and their package for a made-up cloud of customers.

    What is turned first is how alike the two values of a customer are: the package works
    by making customers alike. The best prices are found exactly, for every setting.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    known = cache(_drawn)

    def draw(
        way: str, first: int, second: int, package: int, correlation: float, spread: int, cost: int
    ) -> View:
        values, shares, best = known(correlation, spread, cost)
        prices = _on_offer(way, first, second, package)
        sold = bundling.sales(values, prices, (cost, cost))
        title = _("Sold {way}, at a cost of {cost}: {buyers} of {customers} buy something").format(
            way=_(STRATEGIES[way]),
            cost=cost,
            buyers=int((sold["takes"] != NOTHING).sum()),
            customers=CUSTOMERS,
        )
        lines = bundling.borders(prices, SERVICES, float(REACH))
        figure = cloud(values, sold, lines, shares, title, float(REACH))
        return View(figure, _earned(sold, best, way), _best_table(sold, best, way))

    return Explorer(
        draw,
        name=_("The cloud"),
        question=_of_cloud(known),
        scenes={
            _("1 · opposite tastes, package only"): {"correlation": -0.9, "way": "bundle"},
            _("2 · independent tastes, package only"): {"correlation": 0.0, "way": "bundle"},
            _("3 · opposite tastes, both ways"): {
                "correlation": -0.9,
                "way": "mixed",
                "first": 390,
                "second": 450,
                "package": 540,
            },
            _("4 · serving costs more, package only"): {
                "correlation": 0.0,
                "way": "bundle",
                "cost": 200,
                "package": 620,
            },
            _("5 · serving costs more, both ways"): {
                "correlation": 0.0,
                "way": "mixed",
                "cost": 200,
                "first": 350,
                "second": 390,
                "package": 620,
            },
        },
        settings=settings,
        way=choice(_("Sold"), {_(way): key for key, way in STRATEGIES.items()}, "mixed"),
        first=slider(_("Price of dinner (yuan)"), 280, 0, 700, 10),
        second=slider(_("Price of spa (yuan)"), 280, 0, 700, 10),
        package=slider(_("Price of both (yuan)"), 540, 0, 1200, 10),
        correlation=slider(_("Correlation of tastes (−1 to 1)"), 0.9, -0.9, 0.9, 0.1),
        spread=slider(_("Spread between customers (yuan)"), 100, 50, 150, 10),
        cost=slider(_("Cost of serving each (yuan)"), 100, 0, 250, 10),
    )


def _drawn(
    correlation: float, spread: int, cost: int
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Plan]]:
    """Return the cloud, how its values are spread, and the best plan of each way to sell."""
    values = bundling.draw_values(
        CUSTOMERS,
        (MEAN, MEAN),
        (spread, spread),
        correlation,
        np.random.default_rng(SEED),
        unit=UNIT,
        names=SERVICES,
    )
    edges = np.arange(-15, 781, 30)
    columns = {name: values[name] for name in SERVICES} | {BUNDLE: values.sum(axis=1) / 2}
    shares = {
        name: np.histogram(column, edges)[0] / len(column) for name, column in columns.items()
    }
    best = {
        "separate": bundling.best_separate(values, (cost, cost)),
        "bundle": bundling.best_bundle(values, (cost, cost)),
        "mixed": bundling.best_mixed(values, (cost, cost)),
    }
    return values, pd.DataFrame(shares, index=edges[:-1] + 15), best


def _on_offer(way: str, first: int, second: int, package: int) -> dict[str, float]:
    singles = dict(zip(SERVICES, (float(first), float(second)), strict=True))
    return {
        "separate": singles,
        "bundle": {BUNDLE: float(package)},
        "mixed": {**singles, BUNDLE: float(package)},
    }[way]


def _of_cloud(known: Any) -> Question:
    alike, opposite = (known(correlation, 100, 100)[2] for correlation in (0.9, -0.9))
    more = {
        name: best["bundle"].profit / best["separate"].profit - 1
        for name, best in (("alike", alike), ("opposite", opposite))
    }
    return Question(
        _(
            "Dinner and spa go together: who would pay much for the one would pay much for the "
            "other (correlation +0.9). Does the best package alone earn more than the best two "
            "single prices?"
        ),
        (
            _("Clearly: the two go together, so sell them together"),
            _("Clearly: a package is always a good buy"),
            _("Hardly at all"),
            _("Clearly less"),
        ),
        _(
            "{alike:+.1%}, as good as nothing. Set the correlation to −0.9, where who loves the "
            "one does not care for the other: {opposite:+.0%}. A package earns by making customers "
            "alike. Where the same people value both, the sum is spread as widely as its parts."
        ).format(**more),
    )


def _profit(sold: pd.DataFrame) -> float:
    return float(sold["margin"].sum())


def _earned(sold: pd.DataFrame, best: Mapping[str, Plan], way: str) -> str:
    said = _("Your prices earn {profit} yuan. The best prices of this way: {prices}.").format(
        profit=whole(_profit(sold)),
        prices=prices_of(best[way], SERVICES),
    )
    others = _(
        "The best separately: {separate}; as a package only: {bundle}; both ways: {mixed}."
    ).format(**{key: whole(plan.profit) for key, plan in best.items()})
    wasted = int(sold["below_cost"].sum())
    ringed = _("Ringed: {count} take something that is worth less to them than it costs.")
    return one_text(said, others, ringed.format(count=wasted) if wasted else "")


def _best_table(sold: pd.DataFrame, best: Mapping[str, Plan], way: str) -> pd.DataFrame:
    counts = sold["takes"].value_counts()
    bought = _(", ").join(
        _("{what}: {count}").format(what=taken(what), count=counts.get(what, 0))
        for what in (NOTHING, *SERVICES, BUNDLE)
    )
    rows = [(_("yours, {way}").format(way=_(STRATEGIES[way])), whole(_profit(sold)), bought)]
    rows += [
        (
            _("best, {way}").format(way=_(STRATEGIES[key])),
            whole(plan.profit),
            prices_of(plan, SERVICES),
        )
        for key, plan in best.items()
    ]
    heads = [_("prices"), _("profit (yuan)"), _("what they are, or who buys what")]
    return pd.DataFrame(rows, columns=heads)


def explore_two_guests(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader say what two guests would pay, and see the best of three ways to sell.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """

    def draw(
        li_room: int,
        li_dinner: int,
        berg_room: int,
        berg_dinner: int,
        cost_room: int,
        cost_dinner: int,
    ) -> View:
        values = two_guests(li_room, li_dinner, berg_room, berg_dinner)
        costs = (cost_room, cost_dinner)
        best = {
            "separate": bundling.best_separate(values, costs),
            "bundle": bundling.best_bundle(values, costs),
            "mixed": bundling.best_mixed(values, costs),
        }
        sold = {way: bundling.sales(values, plan.prices, costs) for way, plan in best.items()}
        figure = ways_to_sell(
            {way: outcome["margin"].tolist() for way, outcome in sold.items()},
            {way: _in_bars(outcome) for way, outcome in sold.items()},
            GUESTS,
            _("What the two guests bring at the best prices, less cost"),
            (0, 4000 if max(plan.profit for plan in best.values()) > 2600 else 2800),
        )
        return View(figure, _which_wins(best), _plans(best, sold))

    return Explorer(
        draw,
        name=_("Two guests, three ways to sell"),
        question=Question(
            _(
                "Selling both ways, singly and as a package, includes everything that the other "
                "two ways offer. Does it earn strictly more than the better of them?"
            ),
            (_("Always"), _("Sometimes"), _("Never")),
            _(
                "Sometimes. It never earns less, since its prices can be set so that only the one "
                "or the other is bought. Here both ways and the package alone earn the same: "
                "nobody is left over whom a single price could serve better."
            ),
        ),
        scenes={
            _("1 · two television stations"): {},
            _("2 · two cinemas"): {
                "li_room": 1200,
                "li_dinner": 300,
                "berg_room": 1000,
                "berg_dinner": 400,
            },
            _("3 · the same cinemas, one pays more for both"): {
                "li_room": 1200,
                "li_dinner": 400,
                "berg_room": 1000,
                "berg_dinner": 300,
            },
            _("4 · dinner costs 300 yuan"): {"cost_dinner": 300},
        },
        settings=settings,
        li_room=slider(_("Li: room (yuan)"), 800, 0, 1200, 50),
        li_dinner=slider(_("Li: dinner (yuan)"), 250, 0, 800, 50),
        berg_room=slider(_("Berg: room (yuan)"), 700, 0, 1200, 50),
        berg_dinner=slider(_("Berg: dinner (yuan)"), 400, 0, 800, 50),
        cost_room=slider(_("Cost of a room (yuan)"), 0, 0, 600, 50),
        cost_dinner=slider(_("Cost of a dinner (yuan)"), 0, 0, 600, 50),
    )


def two_guests(
    li_room: float, li_dinner: float, berg_room: float, berg_dinner: float
) -> pd.DataFrame:
    """Return the table of two guests' reservation prices, as the explorer's controls give it."""
    rows = [[li_room, li_dinner], [berg_room, berg_dinner]]
    return pd.DataFrame(rows, index=list(GUESTS), columns=list(_ROOM_AND_DINNER))


def _in_bars(sold: pd.DataFrame) -> list[str]:
    return [
        ""
        if what == NOTHING
        else _("{who}: {what} for {price}").format(who=who, what=taken(what), price=whole(pays))
        for who, what, pays in zip(sold.index, sold["takes"], sold["pays"], strict=True)
    ]


def _which_wins(best: Mapping[str, Plan]) -> str:
    profits = {way: plan.profit for way, plan in best.items()}
    said = _(
        "Best separately {separate} yuan, as a package only {bundle}, both ways {mixed}."
    ).format(**{way: whole(amount) for way, amount in profits.items()})
    return one_text(said, _verdict(profits))


def _verdict(profits: Mapping[str, float]) -> str:
    separate, bundle, mixed = (round(profits[way], 6) for way in STRATEGIES)
    if mixed > max(separate, bundle):
        return _("Here selling both ways earns strictly more than either.")
    if separate == bundle:
        return _("Here the package brings nothing.")
    if bundle > separate:
        return _("Here the package alone does as well as selling both ways.")
    return _("Here single prices do as well as selling both ways, and the package alone is worse.")


def _plans(best: Mapping[str, Plan], sold: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("sold"): [_(STRATEGIES[way]) for way in best],
            _("best prices (yuan)"): [prices_of(plan, _ROOM_AND_DINNER) for plan in best.values()],
            **{
                who: [taken(str(outcome["takes"].loc[who])) for outcome in sold.values()]
                for who in GUESTS
            },
            _("profit (yuan)"): [whole(plan.profit) for plan in best.values()],
        }
    )
