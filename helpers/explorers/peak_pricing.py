"""The explorers of chapter 11 on price: where the guests come from, and elasticity."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import peak_pricing as model
from helpers.charts.peak_pricing import flows_and_profit, price_curves
from helpers.charts.style import signed, signed_whole
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import slider
from helpers.locale import gettext as _
from helpers.locale import one_text

ROOMS, OFFPEAK_SOLD, OFFPEAK_PRICE, PEAK_PRICE = 100, 40, 800, 1200


def explore_flows(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader cut the off-peak price and see where the guests come from.

    Two nights of a house of 100 rooms: a peak night, full at 1,200 yuan, and an off-peak
    night with 40 rooms sold at 800. All numbers are made up.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """

    def draw(cut: int, flexible: int, new: int, turned_away: int, unit_cost: int) -> View:
        nights = model.TwoNights(unit_cost=unit_cost)
        price = OFFPEAK_PRICE * (100 - cut) / 100
        switched = round(nights.peak_sold * flexible / 100) if cut else 0
        came = new if cut else 0
        took = model.flows(nights, switched, came, turned_away)
        parts = model.profit_change(nights, price, switched, came, turned_away)
        needed = model.new_guests_to_break_even(nights, price, switched, turned_away)
        title = _("Off-peak room from {before} to {after:.0f} yuan").format(
            before=OFFPEAK_PRICE, after=price
        )
        figure = flows_and_profit(_rooms(took, turned_away), parts, title, ROOMS, _reach(parts))
        sentence = _outcome(parts["total"], took["new"], needed, bool(cut))
        return View(figure, sentence, _who_pays(took, parts))

    return Explorer(
        draw,
        name=_("Where did the guests come from?"),
        question=Question(
            _(
                "Tuesday's room goes from 800 to 640 yuan. Before, 40 rooms were sold, and a room "
                "sold costs 150 (cleaning, breakfast, commission). How many new guests are needed "
                "so that the profit does not fall?"
            ),
            (
                _("8: a fifth off the price, a fifth more guests"),
                _("10: then the revenue is what it was"),
                _("14: each room now leaves less over its cost"),
                _("25: the cut is 160, and a guest pays 640"),
            ),
            _(
                "14. Before, 40 rooms left 650 each: 26,000. Now a room leaves 490, and 26,000 / "
                "490 = 53.06, so 54 rooms: 14 new guests. 10 is the usual answer; it keeps the "
                "revenue (50 × 640 = 32,000) and forgets that ten more rooms must be cleaned. The "
                "picture opens at those 10."
            ),
        ),
        scenes={
            _("1 · ten new guests"): {},
            _("2 · fourteen"): {"new": 14},
            _("3 · five switch from the peak"): {"new": 14, "flexible": 5},
            _("4 · and their rooms are sold again"): {
                "new": 14,
                "flexible": 5,
                "turned_away": 5,
            },
            _("5 · ninety rooms sold on Tuesday"): {"new": 30, "flexible": 20},
        },
        settings=settings,
        cut=slider(_("Off-peak price cut (percent)"), 20, 0, 50, 5),
        flexible=slider(_("Flexible peak guests (percent)"), 0, 0, 30),
        new=slider(_("New demand (rooms)"), 10, 0, 60),
        turned_away=slider(_("Turned away at the peak (rooms)"), 0, 0, 20),
        unit_cost=slider(_("Cost of a room sold (yuan)"), 150, 0, 400, 10),
    )


def _reach(parts: pd.Series) -> tuple[float, float]:
    """Return one of three ends of the axis of money, so that most turns leave it in place."""
    heights = parts.drop("total").cumsum().abs().max()
    end = next(end for end in (13_000, 30_000, 75_000) if heights * 1.15 <= end)
    return -end, end


def _rooms(took: Mapping[str, int], turned_away: int) -> pd.DataFrame:
    rows = {
        _("off-peak, before"): {"stayed": OFFPEAK_SOLD},
        _("off-peak, after"): {
            "stayed": took["stayed"],
            "switched": took["switched"],
            "new": took["new"],
            "outside": took["no_room"],
        },
        _("peak, before"): {"stayed": ROOMS, "outside": turned_away},
        _("peak, after"): {
            "stayed": took["peak_stayed"],
            "resold": took["resold"],
            "outside": turned_away - took["resold"],
        },
    }
    columns = ["stayed", "switched", "new", "resold", "outside"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).fillna(0)


def _outcome(total: float, new: int, needed: int | None, is_cut: bool) -> str:
    if not is_cut:
        return _("No cut, no change: nobody comes because of it, and nobody switches.")
    changed = _("With {new} new guests the profit of the two nights changes by {total} yuan.")
    if needed is None:
        then = _("No number of new guests that the house has room for would make up for the cut.")
    elif needed == 0:
        then = _("It would not fall even with no new guest at all.")
    else:
        then = _("It takes {needed} new guests not to lose.")
    return one_text(changed, then).format(new=new, total=signed_whole(total), needed=needed)


def _who_pays(took: Mapping[str, int], parts: pd.Series) -> pd.DataFrame:
    rows = [
        (_("would have come anyway, off-peak"), took["stayed"], parts["stayed"]),
        (_("new, off-peak"), took["new"], parts["new"]),
        (_("switched from the peak"), took["switched"], parts["switched"]),
        (_("peak rooms sold again"), took["resold"], parts["resold"]),
        (_("peak rooms left empty"), took["peak_empty"], 0.0),
        (_("new, but found no room"), took["no_room"], 0.0),
    ]
    table = pd.DataFrame(
        [(who, f"{count}", signed_whole(change)) for who, count, change in rows],
        columns=[_("guests"), _("rooms"), _("change in profit (yuan)")],
    )
    table.loc[len(table)] = [_("together"), "", signed_whole(parts["total"])]
    return table


def explore_elasticity(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader move a price along demand of a given elasticity, in a house of 100 rooms.

    Today 40 rooms are sold at 800 yuan. The numbers are made up.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    prices = np.arange(400, 1201, 10)

    def earned(price: np.ndarray, elasticity: float, unit_cost: int) -> pd.DataFrame:
        asked = model.quantity_at(price, OFFPEAK_PRICE, OFFPEAK_SOLD, elasticity)
        sold = np.minimum(asked, ROOMS)
        columns = {
            "asked": asked,
            "sold": sold,
            "revenue": price * sold,
            "contribution": (price - unit_cost) * sold,
        }
        return pd.DataFrame(columns, index=price)

    def draw(price: int, elasticity: float, unit_cost: int) -> View:
        curves = earned(prices, elasticity, unit_cost)
        marks = earned(np.array([OFFPEAK_PRICE, price]), elasticity, unit_cost)
        title = _("Elasticity {elasticity}, cost of a room {cost} yuan").format(
            elasticity=signed(elasticity, 1), cost=unit_cost
        )
        figure = price_curves(curves, marks, title, OFFPEAK_PRICE, (-2_000, 64_000))
        return View(figure, _what_the_price_does(marks, unit_cost), _by_price(marks))

    return Explorer(
        draw,
        name=_("Does the cut pay?"),
        question=Question(
            _(
                "40 rooms at 800 yuan; a room sold costs 300. Demand is elastic: −1.5. The price "
                "goes down to 600. What happens to revenue and to profit?"
            ),
            (
                _("Both rise: demand is elastic, so a cut pays"),
                _("Revenue rises, profit falls"),
                _("Revenue falls, profit rises"),
                _("Both fall"),
            ),
            _(
                "Revenue rises, from 32,000 to about 36,950, and contribution falls, from 20,000 "
                "to about 18,475. “Elastic” is a promise about revenue. A room that is sold must "
                "also be cleaned; at a cost of 300 the elasticity would have to be beyond −1.78."
            ),
        ),
        scenes={
            _("1 · nothing to clean"): {"unit_cost": 0},
            _("2 · inelastic guests"): {"elasticity": -0.6},
            _("3 · and a rise instead"): {"elasticity": -0.6, "price": 1000},
            _("4 · full, and poorer"): {"elasticity": -3.0, "price": 450},
        },
        settings=settings,
        price=slider(_("New price (yuan)"), 600, 400, 1200, 10),
        elasticity=slider(
            _("Elasticity (percent of rooms per percent of price)"), -1.5, -3.0, -0.2, 0.1
        ),
        unit_cost=slider(_("Cost of a room sold (yuan)"), 300, 0, 390, 10),
    )


def _what_the_price_does(marks: pd.DataFrame, unit_cost: int) -> str:
    today, then = marks.iloc[0], marks.iloc[1]
    price = float(marks.index[1])
    if price == OFFPEAK_PRICE:
        return _("The price stays, and so does all else.")
    changed = _(
        "{sold:.0f} rooms instead of 40: revenue changes by {revenue}, profit by {profit} yuan."
    )
    if then["asked"] > ROOMS:
        more = _("The house is full, and more of a cut brings in nobody.")
    elif price < OFFPEAK_PRICE:
        more = _("For the profit to hold, the elasticity would have to be {needed} or beyond.")
    else:
        more = _("The profit holds as long as the elasticity is not beyond {needed}.")
    return one_text(changed, more).format(
        sold=then["sold"],
        revenue=signed_whole(then["revenue"] - today["revenue"]),
        profit=signed_whole(then["contribution"] - today["contribution"]),
        needed=signed(model.elasticity_to_break_even(OFFPEAK_PRICE, price, unit_cost)),
    )


def _by_price(marks: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("price (yuan)"): [f"{price:,.0f}" for price in marks.index],
            _("rooms asked for"): [f"{value:.1f}" for value in marks["asked"]],
            _("rooms sold"): [f"{value:.1f}" for value in marks["sold"]],
            _("revenue (yuan)"): [f"{value:,.0f}" for value in marks["revenue"]],
            _("contribution (yuan)"): [f"{value:,.0f}" for value in marks["contribution"]],
        }
    )
