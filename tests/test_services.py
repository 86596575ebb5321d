"""Services in business markets: contracts, make or buy, and the class of a service.

No published table stands behind these: the figures are derived from formulas that the tests
state, and work out by hand.
"""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import services
from helpers.services import Contract, Machine

LIFT = Machine(repair_cost=500)
amounts = st.integers(0, 5000).map(float)
failures = st.integers(1, 40)
contracts = st.builds(
    Contract, fee=amounts, per_repair=amounts, per_ride=st.integers(0, 20).map(lambda c: c / 100)
)
lifts = st.builds(Machine, repair_cost=amounts, rides_lost=st.integers(0, 900).map(float))


# Who pays for breakdowns


@pytest.mark.parametrize(
    ("contract", "at_four", "at_three"),
    [
        (Contract(per_repair=900), 1600, 1200),
        (Contract(fee=3000), 1000, 1500),
        (Contract(per_ride=0.05), 920, 1440),
    ],
)
def test_who_earns_by_breakdowns_agrees_with_the_sums_done_by_hand(contract, at_four, at_three):
    assert services.maker_profit(contract, LIFT, 4) == pytest.approx(at_four)
    assert services.maker_profit(contract, LIFT, 3) == pytest.approx(at_three)
    gain = services.gain_from_one_less(contract, LIFT, 4)
    assert gain == pytest.approx(at_three - at_four)


@given(amounts, lifts, failures)
def test_under_full_service_every_failure_avoided_saves_the_maker_a_repair(fee, lift, times):
    gain = services.gain_from_one_less(Contract(fee=fee), lift, times)
    assert gain == pytest.approx(lift.repair_cost)


@given(amounts, lifts, failures)
def test_paid_per_repair_the_maker_loses_by_a_better_lift_only_above_its_cost(price, lift, times):
    gain = services.gain_from_one_less(Contract(per_repair=price), lift, times)
    assert gain == pytest.approx(lift.repair_cost - price)


@given(contracts, lifts, failures)
def test_what_the_hotel_pays_is_what_the_maker_gets(contract, lift, times):
    paid = services.payment(contract, lift, times)
    assert services.maker_profit(contract, lift, times) + lift.repair_cost * times == pytest.approx(
        paid
    )
    assert services.buyer_cost(contract, lift, times) - lift.standstill * times == pytest.approx(
        paid
    )


@given(contracts, lifts, failures)
def test_a_contract_of_several_prices_pays_what_its_parts_pay_together(contract, lift, times):
    parts = [
        Contract(fee=contract.fee),
        Contract(per_repair=contract.per_repair),
        Contract(per_ride=contract.per_ride),
    ]
    together = sum(services.payment(part, lift, times) for part in parts)
    assert services.payment(contract, lift, times) == pytest.approx(together)


def test_a_lift_that_always_stands_still_brings_no_rides():
    assert services.payment(Contract(per_ride=0.05), Machine(500, rides=1000), 3) == 0


def test_a_row_of_failures_is_reckoned_as_one_after_the_other():
    row = services.maker_profit(Contract(per_repair=900), LIFT, np.arange(5))
    assert row.tolist() == [0, 400, 800, 1200, 1600]


def test_a_pure_contract_leaves_out_the_prices_that_it_does_not_use():
    prices = {"fee": 3000.0, "per_repair": 900.0, "per_ride": 0.05}
    sold = [services.contract_of(kind, **prices) for kind in services.KINDS]
    assert sold == [Contract(per_repair=900.0), Contract(fee=3000.0), Contract(per_ride=0.05)]


@given(amounts.filter(bool), amounts.filter(bool))
def test_at_equal_bills_the_hotel_pays_the_same_either_way(fee, price):
    times = services.equal_bills(fee, price)
    bills = [
        services.payment(contract, LIFT, times)
        for contract in (Contract(fee=fee), Contract(per_repair=price))
    ]
    assert bills[0] == pytest.approx(bills[1])


def test_free_repairs_are_never_dearer_than_a_fee():
    assert services.equal_bills(3000, 0) == math.inf


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: Contract(fee=-1), "fee is an amount from 0 up, not -1"),
        (lambda: Machine(repair_cost=float("nan")), "repair_cost is an amount from 0 up, not nan"),
        (lambda: services.payment(Contract(), LIFT, -2), "counted from 0 up, not -2"),
        (lambda: services.contract_of("lease"), "not 'lease'"),
        (lambda: services.gain_from_one_less(Contract(), LIFT, 0), "at least one, not 0"),
        (lambda: services.equal_bills(0, 0), "both bills are zero"),
    ],
)
def test_a_contract_that_cannot_be_is_named(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()


# Make or buy


@pytest.mark.parametrize(("buy", "units"), [(20, 30_000), (18, 40_000), (12.5, 480_000)])
def test_the_break_even_is_the_fixed_cost_over_what_buying_costs_more(buy, units):
    """Worked by hand: 240,000 / (20 - 12), / (18 - 12), / (12.5 - 12)."""
    assert services.break_even_quantity(240_000, make=12, buy=buy) == units


@given(amounts, amounts, amounts)
def test_at_the_break_even_making_and_buying_cost_the_same(fixed, make, buy):
    units = services.break_even_quantity(fixed, make, buy)
    assume(math.isfinite(units))
    made, bought = services.yearly_costs(np.array([units]), fixed, make, buy)
    assert made[0] == pytest.approx(bought[0])


@given(amounts, amounts, st.integers(1, 10**6))
def test_the_equal_price_puts_the_break_even_at_the_quantity(fixed, make, quantity):
    assume(fixed > 0)
    price = services.equal_price(fixed, make, quantity)
    assert services.break_even_quantity(fixed, make, price) == pytest.approx(quantity, rel=1e-6)


@pytest.mark.parametrize("buy", [12, 11, 0])
def test_where_a_bought_unit_costs_no_more_than_making_one_buying_is_always_cheaper(buy):
    assert services.break_even_quantity(240_000, make=12, buy=buy) == math.inf
    made, bought = services.yearly_costs(np.array([1e3, 1e6]), 240_000, 12, buy)
    assert (bought < made).all()


@given(amounts, st.integers(0, 6), st.integers(1, 100))
def test_each_doubling_of_experience_leaves_the_same_share_of_the_cost(cost, doublings, keeps):
    share = keeps / 100
    once_more = services.learned_cost(cost, doublings + 1, share)
    assert once_more == pytest.approx(share * services.learned_cost(cost, doublings, share))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: services.break_even_quantity(-1, 12, 20), "fixed is an amount from 0 up, not -1"),
        (lambda: services.equal_price(1, 12, 0), "a quantity is above 0, not 0"),
        (lambda: services.learned_cost(20, 1, 1.2), "above 0 up to 1, not 1.2"),
        (lambda: services.learned_cost(20, -1), "doublings is an amount from 0 up, not -1"),
        (lambda: services.yearly_costs(np.array([-1]), 0, 1, 2), "counted from 0 up"),
    ],
)
def test_a_cost_that_cannot_be_is_named(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()


# The class of a service


def test_the_same_repair_is_in_each_class_once_by_how_it_is_sold():
    repairs = services.cards()[lambda card: card["service"].str.startswith("repair")]
    assert repairs["class"].tolist() == ["support", "pure", "depends"]


def test_a_class_needs_a_plain_answer():
    with pytest.raises(ValueError, match="True, False or None, not 'maybe'"):
        services.service_class("maybe")


# The service process matrix


@pytest.mark.parametrize(
    ("labour", "plant", "ratio", "if_personal"),
    [(900_000, 300_000, 3.0, "professional"), (400_000, 1_600_000, 0.25, "shop")],
)
def test_labour_intensity_is_a_ratio_and_no_head_count(labour, plant, ratio, if_personal):
    assert services.labour_intensity(labour, plant) == ratio
    assert services.quadrant(ratio, interaction=9) == if_personal


@given(st.floats(0.01, 100), st.floats(0, 10))
def test_more_interaction_never_makes_a_business_less_personal(intensity, interaction):
    personal = {"shop", "professional"}
    if services.quadrant(intensity, interaction) in personal:
        assert services.quadrant(intensity, interaction + 1) in personal


@pytest.mark.parametrize(
    ("labour", "plant", "said"), [(-1, 10, "from 0 up, not -1"), (10, 0, "above 0, not 0")]
)
def test_a_business_without_plant_has_no_labour_intensity(labour, plant, said):
    with pytest.raises(ValueError, match=said):
        services.labour_intensity(labour, plant)
