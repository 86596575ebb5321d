"""Checks of chapter 11. The truth comes from the models and the numbers of the task."""

import math
from collections.abc import Mapping
from typing import Any

from helpers import peak_pricing as model
from helpers.checks._choice import mark_choice
from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._options import HOW_OFTEN, memo_lines
from helpers.checks._settings import mark_settings
from helpers.checks._text import keep_text
from helpers.checks._verdict import Verdict
from helpers.locale import gettext as _
from helpers.locale import mark as N_

_FLOWS = {
    "cut": range(0, 51, 5),
    "flexible": range(31),
    "new": range(61),
    "turned_away": range(21),
    "unit_cost": range(0, 401, 10),
}
_EVIDENCE = {
    "a": ("a", N_("the accounts")),
    "b": ("b", N_("each weekday with itself")),
    "c": ("c", N_("even and odd dates")),
    "d": ("d", N_("two hundred guests in the lobby")),
}


@never_raises("11.1")
def check_break_even(
    answer: object, price_before: float, sold: int, price_after: float, unit_cost: float
) -> Verdict:
    """Mark exercise 11.1: what must be sold in addition, for the same contribution."""
    needed = math.ceil(
        model.quantity_to_break_even(price_before, sold, price_after, unit_cost) - 1e-9
    )
    by_revenue = price_before * sold / price_after
    revenue = _("that keeps the revenue; but each more costs something, too.")
    cut = 1 - price_after / price_before
    return mark_number(
        "11.1",
        answer,
        needed - sold,
        praise=_("a cut by a fifth, and a third more must be let."),
        hint=_("what did all of them leave before, and what does one leave now?"),
        slips={
            needed: _("that is all of them; how many are additional?"),
            round(cut * sold): _(
                "a fifth off the price and a fifth more: that loses revenue even."
            ),
            math.ceil(by_revenue) - sold: revenue,
            by_revenue - sold: revenue,
            math.floor(by_revenue) - sold: revenue,
            math.ceil(by_revenue): revenue,
        },
    )


@never_raises("11.2")
def check_full_house(answer: object, proof: object) -> Verdict:
    """Mark exercise 11.2: does a cut that fills the house pay, with a setting as proof."""
    word = mark_choice(
        "11.2",
        answer,
        "sometimes",
        HOW_OFTEN,
        slips={
            "always": _(
                "look for a full house that loses. How much does each kind of guest bring or cost?"
            ),
            "never": _("it can: let new guests fill it, and nobody switch."),
        },
    )
    if not word.right:
        return word
    return mark_settings(
        "11.2",
        proof,
        _fills_and_loses,
        _FLOWS,
        praise=_(
            "one setting is enough against “always”: the house is full and the profit has "
            "fallen. A full house counts heads."
        ),
    )


def _fills_and_loses(chosen: Mapping[str, Any]) -> bool | str:
    nights, price, switched, new = two_nights(chosen)
    took = model.flows(nights, switched, new, chosen["turned_away"])
    sold = took["stayed"] + took["switched"] + took["new"]
    if sold < nights.rooms:
        return _("with these settings {sold} off-peak rooms are sold, not {rooms}.").format(
            sold=sold, rooms=nights.rooms
        )
    change = model.profit_change(nights, price, switched, new, chosen["turned_away"])["total"]
    if change >= 0:
        return _(
            "the house is full, but with these settings the profit does not fall. What could make "
            "a new guest bring less, or more of the guests come from the peak?"
        )
    return True


def two_nights(chosen: Mapping[str, Any]) -> tuple[model.TwoNights, float, int, int]:
    """Return the nights, the new price, and who switches and comes, of an explorer's settings."""
    nights = model.TwoNights(unit_cost=chosen["unit_cost"])
    price = nights.offpeak_price * (100 - chosen["cut"]) / 100
    if not chosen["cut"]:
        return nights, price, 0, 0
    return nights, price, round(nights.peak_sold * chosen["flexible"] / 100), chosen["new"]


@never_raises("11.3")
def check_evidence(answer: object) -> Verdict:
    """Mark exercise 11.3: which evidence shows the effect of a price."""
    return mark_choice(
        "11.3",
        answer,
        "c",
        _EVIDENCE,
        praise=_(
            "whether a date is even has nothing to do with demand, so nights at 640 and nights at "
            "800 differ in the price and else by chance alone. Ten weeks are few; but they are the "
            "right few."
        ),
        slips={
            "a": _(
                "prices were high on nights when demand was high: this shows demand moving the "
                "price."
            ),
            "b": _(
                "better, for weekdays differ. But on the Tuesday of a trade fair the price was "
                "raised because rooms were wanted."
            ),
            "d": _(
                "they are in the lobby already, and an answer costs nothing; those who stay away "
                "are not asked."
            ),
        },
    )


@never_raises("11.4")
def check_protection(
    answer: object, low_fare: float, high_fare: float, mean: float, spread: float
) -> Verdict:
    """Mark exercise 11.4: Littlewood's protection level, to the nearest room."""
    demand = model.normal(mean, spread)
    level = int(model.littlewood(low_fare, high_fare, demand, "round"))
    turned = int(model.rounded(float(demand.ppf(low_fare / high_fare)), "round"))
    return mark_number(
        "11.4",
        answer,
        level,
        unit=_("rooms"),
        praise=_("more than are expected, since a late guest is worth more than two groups."),
        hint=_("the chance that a kept room is wanted should equal low rate over high rate."),
        slips={
            mean: _("that is the number expected; it is right only at a ratio of one half."),
            turned: _("you took the chance that it is *not* wanted; turn it round."),
            level + 1: _("the nearest room, please."),
            100 - level: _("that is what is left for the groups in a house of 100."),
            high_fare * mean / (low_fare + high_fare): _("rates are compared, rooms not shared."),
        },
    )


@never_raises("11.5")
def check_memo(answer: object) -> Verdict:
    """Mark exercise 11.5: the first wrong line of the memo."""
    stands = _("that line stands: go through it with the explorer.")
    return mark_choice(
        "11.5",
        answer,
        "4",
        memo_lines(5),
        praise=_("above a ratio of one half, doubt argues for keeping fewer rooms."),
        slips={
            "1": stands,
            "2": stands,
            "3": stands,
            "5": _("that line is wrong because an earlier one is."),
        },
    )


@never_raises("11.6")
def check_web_profit(answer: object) -> Verdict:
    """Mark exercise 11.6: what the prices of a notebook on the web would earn."""
    market = model.Market([22, 18], [-1, -1], unit_cost=6, capacity_cost=8)
    prices = [11.03, 8.97]
    asked = market.demand(prices)
    without_capacity = float((prices - market.each("unit_cost")) @ asked)
    return mark_number(
        "11.6",
        answer,
        market.profit(prices),
        decimals=2,
        praise=_("a loss: a capacity that large costs more than both nights leave."),
        hint=_("hand both prices to `web.profit`, in brackets, the day first."),
        slips={
            without_capacity: _("and who pays for the capacity?"),
            model.best_plan(market).profit: _("that is the best plan's profit."),
            market.profit(prices[::-1]): _("day and night have changed places."),
        },
    )


@never_raises("11.7")
def check_firm_peak(answer: object) -> Verdict:
    """Mark exercise 11.7: the highest weekend demand that leaves the peak firm."""
    return mark_settings(
        "11.7",
        answer,
        _just_firm,
        {
            "peak": range(1200, 2401, 50),
            "offpeak": range(800, 2401, 50),
            "unit_cost": range(0, 701, 50),
            "capacity_cost": range(0, 1201, 50),
            "aim": ["profit", "welfare"],
        },
        praise=_(
            "weekends leave the last room empty, or would just take it for nothing: they have no "
            "part in what it costs."
        ),
    )


def _just_firm(chosen: Mapping[str, Any]) -> bool | str:
    opening = {"peak": 2200, "unit_cost": 600, "capacity_cost": 800, "aim": "profit"}
    if any(chosen[name] != value for name, value in opening.items()):
        return _("turn the weekend line only, and leave the rest as it opens.")
    if not _is_firm(chosen["offpeak"]):
        return _("with these settings both nights share the cost of a room.")
    if _is_firm(chosen["offpeak"] + 50):
        return _("a firm peak, but a higher weekend line leaves it firm, too.")
    return True


def _is_firm(offpeak: float) -> bool:
    market = model.Market([220, offpeak / 10], [-0.1, -0.1], 600, capacity_cost=800)
    plan = model.best_plan(market)
    return plan.kind == "firm" and plan.shares[0] > 0


@never_raises("11.8")
def check_notice(answer: object) -> Verdict:
    """Keep exercise 11.8: what the hotel tells its guests about two prices."""
    return keep_text(
        "11.8",
        answer,
        at_least=30,
        praise=_(
            "Does a guest see what the difference pays for, how to avoid it, and that the lower "
            "price is the one that was moved?"
        ),
    )
