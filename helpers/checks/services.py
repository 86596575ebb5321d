"""Checks of chapter 01. The truth comes from the models."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from helpers import services
from helpers.checks._choice import mark_choice, mark_choices
from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._options import HOW_OFTEN, memo_lines
from helpers.checks._settings import mark_settings
from helpers.checks._text import keep_text
from helpers.checks._verdict import Verdict
from helpers.locale import gettext as _
from helpers.locale import mark as N_

_CONTRACT: dict[str, Any] = {"contract": list(services.KINDS), "failures": range(7)}
_CONTRACT |= {"repair_cost": range(100, 1501, 100), "per_repair": range(0, 1501, 100)}
_CONTRACT |= {"fee": range(0, 6001, 500), "per_ride": (0, 0.1)}


@never_raises("1.1")
def check_paid_per_repair(answer: object, proof: object) -> Verdict:
    """Mark exercise 1.1: does a maker paid per repair lose by a better lift, with a proof."""
    word = mark_choice(
        "1.1",
        answer,
        "sometimes",
        HOW_OFTEN,
        slips={
            "always": _("you have seen a few prices; at which would the solid line turn round?"),
            "never": _("at the prices the explorer opens with, it does: follow the solid line."),
        },
    )
    if not word.right:
        return word
    return mark_settings(
        "1.1",
        proof,
        _gains_though_paid_per_repair,
        _CONTRACT,
        praise=_(
            "the price of a repair lies below its cost, and so the maker, too, wishes for fewer. "
            "One setting is enough against “always”. Such a price is asked by a maker who repairs "
            "cheaply so that the next hotel buys its lifts as well."
        ),
    )


def _gains_though_paid_per_repair(settings: Mapping[str, Any]) -> bool | str:
    if settings["contract"] != "repair":
        return _("the sentence is about the contract per repair; choose that one.")
    if settings["failures"] < 1:
        return _("without a failure there is none that could be left out.")
    contract = services.contract_of("repair", per_repair=settings["per_repair"])
    lift = services.Machine(repair_cost=settings["repair_cost"])
    gain = services.gain_from_one_less(contract, lift, settings["failures"])
    if gain < 0:
        return _("with these settings the maker does lose, so they fit “always” as well.")
    if gain == 0:
        return _("with these settings one failure less leaves the maker as it was.")
    return True


@never_raises("1.2")
def check_sensor(answer: object, sensor: float, failures: tuple[float, float]) -> Verdict:
    """Mark exercise 1.2: what a sensor changes for a maker under full service."""
    lift = services.Machine(repair_cost=500)
    fee, price = services.Contract(fee=3000), services.Contract(per_repair=900)
    times = np.array(failures, dtype=float)
    before, after = services.maker_profit(fee, lift, times)
    old, new = services.maker_profit(price, lift, times)
    return mark_number(
        "1.2",
        answer,
        float(after - before - sensor),
        decimals=0,
        unit=_("yuan a year"),
        praise=_(
            "a small gain, so under full service the maker fits the sensor. Paid per repair it "
            "would lose the margin of a repair and pay for the sensor as well."
        ),
        hint=_("take the profit with the sensor, its cost paid, less the profit without it."),
        slips={
            float(after - before): _("that leaves out what the sensor costs."),
            float(after - sensor): _("that is the profit with the sensor, and not its change."),
            float(new - old - sensor): _("that is per repair; the hotel has full service."),
            float(new - old): _("that is per repair, and without the cost of the sensor."),
            -float(sensor): _("that is the sensor alone; a repair less is saved as well."),
        },
    )


@never_raises("1.3")
def check_pure_services(answer: object) -> Verdict:
    """Mark exercise 1.3: which of the eight cards are pure services for certain."""
    cards = services.cards()["class"]
    open_ = _("one of yours is open: its seller may have sold the product as well.")
    with_product = _("one of yours is sold with a product of its seller, or for one it has sold.")
    wrong = {"depends": open_, "support": with_product}
    pure = set(cards.index[cards == "pure"])
    return mark_choices(
        "1.3",
        answer,
        pure,
        list(cards.index),
        praise=_(
            "in each of them the seller has no product that the service belongs to. The repair of "
            "lifts is on three cards: once as support, once as pure, once open."
        ),
        hint=_("look at the right column: has the seller sold the product that is served?"),
        slips={
            frozenset(pure - {"B"}): _(
                "something is missing: does the same work sold by somebody else belong to the same "
                "class?"
            ),
            **{str(card): wrong[kind] for card, kind in cards.items() if kind != "pure"},
        },
    )


@never_raises("1.4")
def check_intensity(answer: object) -> Verdict:
    """Mark exercise 1.4: labour intensity after a call centre has bought software."""
    plant = 600_000 + 600_000
    intensity = services.labour_intensity(1_800_000, plant)
    return mark_number(
        "1.4",
        answer,
        intensity,
        decimals=2,
        praise=_("both ends of the ratio moved: less labour, and twice the plant."),
        hint=_("divide what labour costs afterwards by all the plant there is afterwards."),
        slips={
            services.labour_intensity(2_400_000, 600_000): _("that is before the software."),
            services.labour_intensity(1_800_000, 600_000): _(
                "the software is plant and equipment as well; add it below the line."
            ),
            services.labour_intensity(2_400_000, plant): _("labour costs less afterwards."),
            1 / intensity: _("that is plant divided by labour; turn it over."),
        },
    )


@never_raises("1.5")
def check_highest_price(answer: object, fixed: float, make: float, quantity: float) -> Verdict:
    """Mark exercise 1.5: the price at which buying costs what making does."""
    return mark_number(
        "1.5",
        answer,
        services.equal_price(fixed, make, quantity),
        decimals=2,
        unit=_("yuan"),
        praise=_("that is what a set costs the hotel in all, with its share of what is fixed."),
        hint=_("what does making cost in all at this quantity, and what is that for one set?"),
        slips={
            fixed / quantity: _("that is the fixed part alone; each set costs something besides."),
            make: _("that is the cost of one more set; the fixed cost would go away as well."),
            20: _("that is the price the vendor asks; at it the break-even is another quantity."),
            services.equal_price(fixed, make, services.break_even_quantity(fixed, make, 18)): _(
                "that is the price for another quantity."
            ),
            services.equal_price(fixed, make, 28_000): _("that is the price for 28,000 sets."),
            quantity * make + fixed: _("that is for a year; divide by the sets."),
        },
    )


@never_raises("1.6")
def check_laundry_memo(answer: object) -> Verdict:
    """Mark exercise 1.6: the first wrong line of the memo on the laundry."""
    stands = _("that line stands: work it out.")
    later = _("an earlier line is wrong already.")
    return mark_choice(
        "1.6",
        answer,
        "4",
        memo_lines(5),
        praise=_(
            "wages that are paid on are not saved: 12,000 yuan a year remain of the 72,000. (The "
            "last line does not follow either: who has no laundry any more has nothing to bargain "
            "with.)"
        ),
        slips={"1": stands, "2": stands, "3": stands, "5": later},
    )


@never_raises("1.7")
def check_step_to_mend(decision: object, least: float) -> Verdict:
    """Mark exercise 1.7: the step to mend, and the most faults that may be left there."""
    journey = services.wedding_journey()
    return mark_settings(
        "1.7",
        decision,
        lambda settings: _mends_enough(settings, journey["success"], least / 100),
        {
            "step": range(-1, len(journey)),
            "left": range(0, 101, 10),
            "faults": range(0, 301, 10),
            "journeys": range(1, 6),
        },
        praise=_(
            "the step that fails most, wherever it stands, and no more mended than is needed."
        ),
    )


def _mends_enough(settings: Mapping[str, Any], success: Any, least: float) -> bool | str:
    if settings["faults"] != 100 or settings["journeys"] != 1:
        return _("leave the faults at every step at 100 % and the journeys at 1.")
    if settings["step"] < 0:
        return _("choose a step to mend.")

    def spared(left: int) -> float:
        return services.flawless(services.mended(success, settings["step"], left / 100))

    if spared(0) < least:
        return _("this step does not suffice even with none of its faults left.")
    if spared(settings["left"]) < least:
        return _("the right step, but too many of its faults are left.")
    if spared(settings["left"] + 10) >= least:
        return _("that is more than is needed: some more faults may be left.")
    return True


@never_raises("1.8")
def check_next_evidence(answer: object) -> Verdict:
    """Mark exercise 1.8: which evidence can name the cause of a lost contract."""
    return mark_choice(
        "1.8",
        answer,
        "b",
        {
            "a": N_("a larger survey of guests"),
            "b": N_("a talk with the travel office"),
            "c": N_("an audit of the front desk"),
            "d": N_("the rate sheet of last year"),
        },
        praise=_(
            "the contract was ended by those who compare offers. Only they know whether it was "
            "the rate, the place, the invoices, or a complaint that reached them."
        ),
        slips={
            "a": _("more guests make the same voice surer; it is not the voice that decided."),
            "c": _("its guests are content, and they are not the ones who ended the contract."),
            "d": _("it shows half of a comparison: the hotel's offer without the others'."),
        },
    )


@never_raises("1.9")
def check_advice(answer: object) -> Verdict:
    """Keep exercise 1.9: which contract to ask for, to the General Manager."""
    return keep_text(
        "1.9",
        answer,
        at_least=30,
        praise=_(
            "Does it say what the contract changes for the maker, what the hotel loses by it, and "
            "what to know before signing?"
        ),
    )
