"""The deeper explorers of chapter 11: shifting peaks, nested classes, overbooking."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import peak_pricing as model
from helpers.charts.peak_pricing import two_demands
from helpers.charts.peak_pricing_rooms import booking_curve, revenue_bars
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import choice, slider
from helpers.locale import gettext as _
from helpers.locale import one_text

HOUSE = 100
FARES = (1050, 950, 699, 520)
MEANS, SPREADS = (17.3, 45.1, 39.6, 34.0), (5.8, 15.0, 13.2, 11.3)
NIGHTS, SEATS = 2000, 100


def explore_peak_load(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader move two nights' demands together, until the peak shifts.

    Demand on either night falls by one room for every 10 yuan. The numbers are made up.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """

    def draw(peak: int, offpeak: int, unit_cost: int, capacity_cost: int, aim: model.Aim) -> View:
        market = model.Market(
            [peak / 10, offpeak / 10], [-0.1, -0.1], unit_cost, capacity_cost=capacity_cost
        )
        plan = model.best_plan(market, aim)
        higher = 0 if peak >= offpeak else 1
        naive = model.firm_peak_prices(market, higher, aim)
        points = pd.DataFrame(
            [
                (quantity, price, f"{price:.0f}", True)
                for quantity, price in zip(plan.quantities, plan.prices, strict=True)
            ]
            + [
                (max(quantity, 0.0), price, f"{price:.0f}", False)
                for quantity, price in zip(market.demand(naive), naive, strict=True)
            ],
            columns=["quantity", "price", "what", "chosen"],
        )
        lines = {
            _("weekday nights"): ([0, peak / 10], [peak, 0]),
            _("weekend nights"): ([0, offpeak / 10], [offpeak, 0]),
        }
        title = _("A room more costs {cost} yuan for the two nights together").format(
            cost=capacity_cost
        )
        figure = two_demands(lines, points, plan.capacity, title, (250, 2700))
        return View(figure, _who_bears(plan, market, naive, higher), _plan_table(plan, naive))

    return Explorer(
        draw,
        name=_("Firm peak or shifting peak?"),
        question=Question(
            _(
                "Weekday guests would pay up to 2,200 yuan, weekend guests up to 1,800; serving a "
                "guest costs 600, and a room built costs 800 for the two nights. Weekdays are the "
                "peak. Should weekday guests bear all of the 800?"
            ),
            (
                _("Yes: rooms are built for the peak"),
                _("No: half each, which is fair"),
                _("No: weekdays 600 and weekends 200"),
            ),
            _(
                "600 and 200. If weekday guests bear it all, fewer of them come than on weekends: "
                "40 rooms are built and 60 guests stand at the door on Saturday. The peak has "
                "shifted. With 600 and 200 both nights are just full. Neither “the peak pays” nor "
                "“half each” is a rule; the demand decides."
            ),
        ),
        scenes={
            _("1 · a firm peak"): {"offpeak": 1200},
            _("2 · a wholly equal week"): {"offpeak": 2200},
            _("3 · cheap rooms"): {"capacity_cost": 200},
            _("4 · for the good of all"): {"aim": "welfare"},
        },
        settings=settings,
        peak=slider(_("Most that a weekday guest pays (yuan)"), 2200, 1200, 2400, 50),
        offpeak=slider(_("Most that a weekend guest pays (yuan)"), 1800, 800, 2400, 50),
        unit_cost=slider(_("Cost of serving a guest (yuan)"), 600, 0, 700, 50),
        capacity_cost=slider(_("Cost of a room built (yuan for both nights)"), 800, 0, 1200, 50),
        aim=choice(
            _("Aim"), {_("profit"): "profit", _("welfare of guests and hotel"): "welfare"}, "profit"
        ),
    )


def _who_bears(plan: model.Plan, market: model.Market, naive: np.ndarray, higher: int) -> str:
    sizes = _("{rooms:.0f} rooms are built; weekday {first:.0f} yuan, weekend {second:.0f}.")
    if market.capacity_cost == 0:
        bear = _("A room costs nothing to build, so nobody bears anything.")
    elif plan.kind == "firm" and abs(plan.quantities[0] - plan.quantities[1]) < 1e-6:
        bear = _("A firm peak: one night bears the room, and the other just fills it for nothing.")
    elif plan.kind == "firm":
        bear = _("A firm peak: one night bears the room, and the other leaves some empty.")
    else:
        bear = _(
            "A shifting peak: of a room's cost weekday nights bear {a:.0f} and weekends {b:.0f}, "
            "and both are full."
        )
    wanted = np.maximum(market.demand(naive), 0)
    over = float(wanted[1 - higher] - wanted[higher])
    shift = (
        _(
            "With the higher night bearing it all, the other would have {over:.0f} guests more "
            "than it."
        )
        if over > 1e-6
        else ""
    )
    return one_text(sizes, bear, shift).format(
        rooms=plan.capacity,
        first=plan.prices[0],
        second=plan.prices[1],
        a=plan.shares[0],
        b=plan.shares[1],
        over=over,
    )


def _plan_table(plan: model.Plan, naive: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("night"): [_("weekday"), _("weekend")],
            _("price (yuan)"): [f"{value:,.0f}" for value in plan.prices],
            _("rooms sold"): [f"{value:.1f}" for value in plan.quantities],
            _("bears of a room (yuan)"): [f"{value:,.0f}" for value in plan.shares],
            _("price if the peak bears it all (yuan)"): [f"{value:,.0f}" for value in naive],
        }
    )


def explore_nested(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader sell four classes by several rules on 2,000 simulated nights.

    Fares and forecasts are those of a published example (Talluri & van Ryzin, as printed
    in public code); the nights are drawn around them, moved as the reader says.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    forecasts = [model.normal(*both) for both in zip(MEANS, SPREADS, strict=True)]
    levels = {
        "EMSR-a": model.emsr_a(FARES, forecasts, "round"),
        "EMSR-b": model.emsr_b(FARES, forecasts, "round"),
    }

    def draw(capacity: int, came: int, doubt: int, sample: int) -> View:
        rng = np.random.default_rng([11, sample])
        drawn = rng.standard_normal((NIGHTS, len(FARES)))
        centre, spread = np.array(MEANS) * came / 100, np.array(SPREADS) * doubt / 100
        nights = np.maximum(np.round(centre + spread * drawn), 0)
        earned = {_("first come, first served"): model.sold(nights, capacity)}
        for name, kept in levels.items():
            earned[name] = model.sold(nights, capacity, model.booking_limits(capacity, kept))
        earned[_("in hindsight")] = model.sold_in_hindsight(nights, capacity)
        means = {name: float(model.revenue(FARES, rooms).mean()) for name, rooms in earned.items()}
        rules = pd.DataFrame({"revenue": pd.Series(means)})
        without, perfect = rules["revenue"].iloc[0], rules["revenue"].iloc[-1]
        rules["text"] = [f"{value:,.0f}" for value in rules["revenue"]]
        title = _("{rooms} rooms, {nights} nights; demand {came} % of the forecast").format(
            rooms=capacity, nights=NIGHTS, came=came
        )
        figure = revenue_bars(rules, title, (0, 150_000))
        return View(figure, _captured(rules, without, perfect), _by_rule(rules, earned))

    return Explorer(
        draw,
        name=_("Four rates, one house"),
        question=Question(
            _(
                "Four rates and a house of 100 rooms. Cheap guests book first. Of what perfect "
                "foresight could add to “first come, first served”, which part does a simple rule "
                "(EMSR-b) catch?"
            ),
            (_("About a quarter"), _("About three fifths"), _("Nearly all of it")),
            _(
                "About three fifths, if demand is as forecast, and a rule that nothing in advance "
                "could beat would catch hardly more: what is left is luck. Now move the demand "
                "away from the forecast. At 70 % the rule loses against no rule at all."
            ),
        ),
        scenes={
            _("1 · demand as forecast"): {},
            _("2 · the Games: 70 % come"): {"came": 70},
            _("3 · more come than expected"): {"came": 130},
        },
        settings=settings,
        capacity=slider(_("House (rooms)"), SEATS, 80, 160, 5),
        came=slider(_("Demand that comes (percent of the forecast)"), 100, 50, 150, 5),
        doubt=slider(_("Spread of the demand (percent of the forecast's)"), 100, 0, 200, 10),
        sample=slider(_("Sample (other nights)"), 1, 1, 20),
    )


def _captured(rules: pd.DataFrame, without: float, perfect: float) -> str:
    earned = float(rules["revenue"]["EMSR-b"])
    if perfect - without < 0.002 * perfect:
        start = _("There is room for nearly everybody, so no rule can add much;")
    elif earned <= without:
        start = _("EMSR-b catches nothing of what perfect foresight would add;")
    else:
        share = model.opportunity_captured(earned, without, perfect)
        start = _("EMSR-b catches {share:.0%} of what perfect foresight would add;").format(
            share=share
        )
    change = earned - without
    said = (
        _("against no control it gains {change:,.0f} yuan a night.")
        if change >= 0
        else _("against no control it loses {change:,.0f} yuan a night.")
    )
    return one_text(start, said.format(change=abs(change)))


def _by_rule(rules: pd.DataFrame, earned: Mapping[str, np.ndarray]) -> pd.DataFrame:
    table = pd.DataFrame({_("rule"): rules.index, _("revenue (yuan)"): rules["text"].to_numpy()})
    for place, fare in enumerate(FARES):
        sold = [f"{rooms[:, place].mean():.1f}" for rooms in earned.values()]
        table[_("rooms sold at {fare}").format(fare=fare)] = sold
    return table


def explore_overbooking(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader take more bookings than there are rooms.

    A house of 100 rooms; the numbers are made up.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    counts = np.arange(90, 131)

    def draw(bookings: int, no_show: int, margin: int, walk_cost: int) -> View:
        share = no_show / 100
        profits = _profits(counts, share, margin, walk_cost)
        best = int(counts[int(np.argmax(profits))])
        filled = min(model.bookings_to_fill(HOUSE, share), int(counts[-1]))
        marks = pd.DataFrame(
            [
                (bookings, _("yours")),
                (best, _("best on average")),
                (filled, _("fills the house on average")),
            ],
            columns=["bookings", "what"],
        )
        marks["profit"] = [float(profits[count - counts[0]]) for count in marks["bookings"]]
        risk = model.chance_too_many(bookings, HOUSE, share)
        title = _("{no_show} % do not come; a guest sent away costs {walk:,} yuan").format(
            no_show=no_show, walk=walk_cost
        )
        said = _(
            "With {bookings} bookings somebody is sent away on {risk:.0%} of nights; best on "
            "average are {best} bookings, for {more:,.0f} yuan a night more."
        ).format(
            bookings=bookings,
            risk=risk,
            best=best,
            more=profits.max() - profits[bookings - counts[0]],
        )
        return View(
            booking_curve(counts.tolist(), profits.tolist(), marks, title, (0, 110 * margin)),
            said,
            _risks(marks, share),
        )

    return Explorer(
        draw,
        name=_("More bookings than rooms"),
        question=Question(
            _(
                "Of all bookings 10 % do not come. 111 bookings fill 100 rooms on average. On how "
                "many nights is somebody sent away then?"
            ),
            (_("Hardly ever"), _("On one night in ten"), _("On four nights in ten or more")),
            _(
                "On 44 % of nights. An average of 99.9 guests means more than 100 on many nights. "
                "What that costs decides: turn the cost of a guest sent away."
            ),
        ),
        scenes={_("1 · a guest who tells everybody"): {"walk_cost": 5000}},
        settings=settings,
        bookings=slider(_("Bookings you take (rooms)"), 111, 90, 130),
        no_show=slider(_("Bookings that do not come (percent)"), 10, 0, 20),
        margin=slider(_("A filled room leaves (yuan)"), 650, 100, 900, 50),
        walk_cost=slider(_("Cost of a guest sent away (yuan)"), 2000, 100, 5000, 100),
    )


def _profits(counts: np.ndarray, share: float, margin: float, walk_cost: float) -> np.ndarray:
    turned = np.array([_sent_away(int(count), share) for count in counts])
    return margin * (counts * (1 - share) - turned) - walk_cost * turned


def _sent_away(bookings: int, share: float) -> float:
    """Return how many guests find no room on average: what a walk cost of one would cost."""
    return -model.expected_profit(bookings, HOUSE, share, 0, 1)


def _risks(marks: pd.DataFrame, share: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("rule"): marks["what"],
            _("bookings"): [str(count) for count in marks["bookings"]],
            _("profit of a night, on average (yuan)"): [f"{p:,.0f}" for p in marks["profit"]],
            _("nights with somebody sent away"): [
                f"{model.chance_too_many(int(count), HOUSE, share):.0%}"
                for count in marks["bookings"]
            ],
        }
    )
