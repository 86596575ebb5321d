"""Checks of chapter 12. The truth comes from the models and the reader's own tables."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers import bundling
from helpers.bundling import BUNDLE
from helpers.checks._choice import mark_choice
from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._options import HOW_OFTEN, memo_lines
from helpers.checks._settings import mark_settings
from helpers.checks._text import keep_text
from helpers.checks._verdict import Verdict
from helpers.locale import gettext as _
from helpers.locale import mark as N_

_TWO_GUESTS = {
    "li_room": range(0, 1201, 50),
    "li_dinner": range(0, 801, 50),
    "berg_room": range(0, 1201, 50),
    "berg_dinner": range(0, 801, 50),
    "cost_room": range(0, 601, 50),
    "cost_dinner": range(0, 601, 50),
}
LEAST_VALUE = 100  # yuan that each guest of exercise 12.2 must be willing to pay
_DIRECTIONS = {
    "a": N_("the package stays ahead by as much as before"),
    "b": N_("the package stays ahead, by less"),
    "c": N_("selling one by one earns more"),
}
_FACTS = {
    "a": N_("whether the two services are used together"),
    "b": N_("whether those who would pay much for one would pay much for the other"),
    "c": N_("what customers would pay for each service on average"),
    "d": N_("how large a reduction competitors give on such packages"),
}


@never_raises("12.1")
def check_package_gain(answer: object, firms: pd.DataFrame) -> Verdict:
    """Mark exercise 12.1: what the best package earns beyond the best single prices."""
    separate, package = bundling.best_separate(firms).profit, bundling.best_bundle(firms).profit
    everybody = float((firms.min() * len(firms)).sum())
    return mark_number(
        "12.1",
        answer,
        package - separate,
        tolerance=0.01,
        unit=_("thousand yuan"),
        praise=_("nobody's value has risen; the two sums are closer together than their parts."),
        hint=_(
            "three prices to find, each by trying what the one firm would pay and what the other "
            "would; then subtract."
        ),
        slips={
            package: _("that is what the package earns; how much more is it than singly?"),
            separate: _("that is what the best single prices earn; the package is missing."),
            package - everybody: _(
                "one of your single prices is not the best: it need not be one that both firms pay."
            ),
            separate - package: _("right size, wrong sign: the package less the single prices."),
            package / 2: _("that is the price of the package; two firms pay it."),
        },
    )


@never_raises("12.2")
def check_no_help(settings: object) -> Verdict:
    """Mark exercise 12.2: guests of opposite tastes from whom a package earns nothing more."""
    return mark_settings(
        "12.2",
        settings,
        _is_no_help,
        _TWO_GUESTS,
        praise=_(
            "one guest wants a service so much more than the other that its best price is for "
            "that guest alone. A package for both has to bow to the smaller of the two sums, and "
            "that costs more than it brings."
        ),
    )


def _is_no_help(chosen: Mapping[str, Any]) -> bool | str:
    values, costs = guests_of(chosen)
    if any(costs):
        return _("leave both costs at 0: the tastes alone should do it.")
    if values.to_numpy().min() < LEAST_VALUE:
        return _("each guest should be willing to pay 100 yuan at least for each service.")
    (li_room, li_dinner), (berg_room, berg_dinner) = values.to_numpy()
    if li_room <= berg_room or li_dinner >= berg_dinner:
        return _("Li should pay more for the room than Berg, and Berg more for dinner than Li.")
    package, separate = bundling.best_bundle(values).profit, bundling.best_separate(values).profit
    if package > separate:
        return _("here the package earns {more:.0f} yuan more than single prices.").format(
            more=package - separate
        )
    return True


@never_raises("12.3")
def check_both_ways(answer: object, proof: object) -> Verdict:
    """Mark exercise 12.3: does selling both ways earn strictly more, with a proof at no cost."""
    word = mark_choice(
        "12.3",
        answer,
        "sometimes",
        HOW_OFTEN,
        slips={
            "always": _("the explorer opened with a case where the package alone earns as much."),
            "never": _("look for a guest who cares for one of the two services only."),
        },
    )
    if not word.right:
        return word
    return mark_settings(
        "12.3",
        proof,
        _is_strictly_better,
        _TWO_GUESTS,
        praise=_(
            "and the case that the explorer opens with is the other half of the proof. It never "
            "earns less: its prices can be set so that it comes to the one or to the other."
        ),
    )


def _is_strictly_better(chosen: Mapping[str, Any]) -> bool | str:
    values, costs = guests_of(chosen)
    profits = bundling.compare(values, costs)["profit"]
    if profits["mixed"] > profits[["separate", "bundle"]].max() + 1e-6:
        if any(costs):
            return _("here a cost does the work; find a case with both costs at 0.")
        return True
    return _("with these settings selling both ways earns no more than the better of the others.")


def guests_of(chosen: Mapping[str, Any]) -> tuple[pd.DataFrame, tuple[float, float]]:
    """Return two guests' reservation prices, and the costs, from the explorer's settings."""
    values = pd.DataFrame(
        {
            "room": [chosen["li_room"], chosen["berg_room"]],
            "dinner": [chosen["li_dinner"], chosen["berg_dinner"]],
        }
    )
    return values, (chosen["cost_room"], chosen["cost_dinner"])


@never_raises("12.4")
def check_weekend(
    settings: object, guests: pd.DataFrame, costs: Mapping[str, float], at_least: float
) -> Verdict:
    """Mark exercise 12.4: prices of room, spa and package that earn enough."""
    return mark_settings(
        "12.4",
        settings,
        lambda chosen: _earns_enough(chosen, guests, costs, at_least),
        {
            "extra": ["dinner", "spa", "guide"],
            "who": ["all", *dict.fromkeys(guests["segment"])],
            "room": range(0, 1001, 10),
            "single": range(0, 1001, 10),
            "package": range(0, 2001, 10),
        },
        praise=_(
            "with a room alone at its old price, most guests would take just that. It had to "
            "become dearer before the package could do its work."
        ),
    )


def _earns_enough(
    chosen: Mapping[str, Any], guests: pd.DataFrame, costs: Mapping[str, float], at_least: float
) -> bool | str:
    if (chosen["extra"], chosen["who"]) != ("spa", "all"):
        return _("the exercise asks for the spa, and for all guests.")
    values = guests[["room", "spa"]]
    of_two = {name: costs[name] for name in ("room", "spa")}
    prices = {"room": chosen["room"], "spa": chosen["single"], BUNDLE: chosen["package"]}
    earned = bundling.profit(values, prices, of_two)
    if earned >= at_least:
        return True
    if prices[BUNDLE] >= prices["room"] + prices["spa"]:
        return _(
            "{profit:.0f} yuan: the package costs no less than the two singly, so nobody needs it."
        ).format(profit=earned)
    most = {
        what: max(
            bundling.profit(values, {**prices, what: price}, of_two)
            for price in range(0, 2001 if what == BUNDLE else 1001, 10)
        )
        for what in prices
    }
    if max(most.values()) <= earned:
        return _(
            "{profit:.0f} yuan: turning one price alone does not bring more; turn two of them."
        ).format(profit=earned)
    said = {
        "room": _("{profit:.0f} yuan: of your three prices, that of the room alone holds it back."),
        "spa": _("{profit:.0f} yuan: of your three prices, that of the spa alone holds it back."),
        BUNDLE: _("{profit:.0f} yuan: of your three prices, that of the package holds it back."),
    }
    return said[max(most, key=lambda what: most[what])].format(profit=earned)


@never_raises("12.5")
def check_web_solution(answer: object) -> Verdict:
    """Mark exercise 12.5: the first wrong line of a solution found on the web."""
    stands = _("that line stands: do the sum again.")
    return mark_choice(
        "12.5",
        answer,
        "2",
        memo_lines(6),
        praise=_(
            "at 4 two customers pay, and each leaves twice as much. A price that everybody pays "
            "is not a best price for that reason. With fries at 2, single prices earn 5.5."
        ),
        slips={
            "1": stands,
            "3": _("that line is wrong as well, but an earlier one is wrong already."),
            "4": _("that line adds up what went wrong before; go further up."),
            "5": stands,
            "6": stands,
        },
    )


@never_raises("12.6")
def check_direction(answer: object, services: int, cost: float) -> Verdict:
    """Mark exercise 12.6: what cost does to a package of many services."""
    free = bundling.many_services(services)["profit"] - 1 / 4
    dear = bundling.many_services(services, cost)["profit"] - (1 - cost) ** 2 / 4
    truth = "c" if dear < 0 else "b" if dear < free else "a"
    return mark_choice(
        "12.6",
        answer,
        truth,
        _DIRECTIONS,
        praise=_(
            "a package sells every service to everybody, also to those who value it below its "
            "cost; and the more services, the more of those."
        ),
        slips={
            "a": _("think of a customer who values one of the services below its cost."),
            "b": _("by less, yes; turn the cost and see how far that goes."),
            "c": _("at a cost high enough that is so; is this one as high?"),
        },
    )


@never_raises("12.7")
def check_deciding_fact(answer: object) -> Verdict:
    """Mark exercise 12.7: the fact that decides whether a package pays."""
    return mark_choice(
        "12.7",
        answer,
        "b",
        _FACTS,
        praise=_("two clouds with the same averages earn very differently; this tells them apart."),
        slips={
            "a": _("used together or not, what counts is who would pay how much for which."),
            "c": _("both clouds of the first explorer have the same averages."),
            "d": _("their reduction answers their customers; it says nothing of yours."),
        },
    )


@never_raises("12.8")
def check_advice(answer: object) -> Verdict:
    """Keep exercise 12.8: a few sentences to the General Manager."""
    return keep_text(
        "12.8",
        answer,
        at_least=30,
        praise=_(
            "Does it say which single price changes, who would have bought both anyway, and what "
            "you would have to find out about real guests first?"
        ),
    )
