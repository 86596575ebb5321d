"""Across hotels, a correlation describes the market; the weight in the mind is something else."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import gronroos

EVEN = {"technical": 1.0, "functional": 1.0}
weights = st.fixed_dictionaries({name: st.floats(0.1, 3) for name in EVEN})
spreads = st.fixed_dictionaries({name: st.floats(0.1, 3) for name in EVEN})
noises, rhos = st.floats(0.05, 3), st.floats(-0.9, 0.9)


def draws(firms=60, qualities=2, seed=1):
    return gronroos.standard_draws(firms, qualities, np.random.default_rng(seed))


def test_when_rooms_become_alike_friendliness_correlates_more_though_no_mind_has_changed():
    # By hand: 1/sqrt(1+1+1) before; .3/sqrt(.09+1+1) and 1/sqrt(.09+1+1) after.
    before = gronroos.market_correlations(EVEN, EVEN, 1)
    after = gronroos.market_correlations(EVEN, EVEN | {"technical": 0.3}, 1)
    assert before.tolist() == pytest.approx([3**-0.5, 3**-0.5])
    assert after.tolist() == pytest.approx([0.3 / 2.09**0.5, 2.09**-0.5])
    assert after.round(2).tolist() == [0.21, 0.69]


@given(weights, spreads, noises)
def test_a_spread_counts_exactly_as_a_weight_does(weights, spreads, noise):
    moved = {name: weights[name] * spreads[name] for name in weights}
    np.testing.assert_allclose(
        gronroos.market_correlations(weights, spreads, noise),
        gronroos.market_correlations(moved, EVEN, noise),
    )


@given(weights, spreads, noises, rhos)
def test_a_correlation_never_leaves_its_bounds(weights, spreads, noise, rho):
    found = gronroos.market_correlations(weights, spreads, noise, rho)
    assert found.abs().max() <= 1 + 1e-12


@given(weights, spreads, noises)
def test_of_independent_qualities_the_squares_and_the_noise_add_up_to_one(weights, spreads, noise):
    found = gronroos.market_correlations(weights, spreads, noise)
    moved = sum((weights[name] * spreads[name]) ** 2 for name in weights)
    assert (found**2).sum() == pytest.approx(moved / (moved + noise**2))


@given(spreads, noises, st.floats(0.1, 0.8))
def test_making_rooms_alike_never_lowers_the_correlation_of_friendliness(spreads, noise, share):
    alike = spreads | {"technical": spreads["technical"] * share}
    before, after = (gronroos.market_correlations(EVEN, s, noise) for s in (spreads, alike))
    assert after["functional"] >= before["functional"]
    assert after["technical"] <= before["technical"]


def test_a_quality_without_weight_correlates_where_good_hotels_are_good_in_both():
    found = gronroos.market_correlations({"technical": 1, "functional": 0}, EVEN, 1, rho=0.6)
    assert found["functional"] == pytest.approx(0.6 * found["technical"]) != 0


def test_a_great_many_hotels_come_to_the_correlations_of_the_formula():
    weights, spreads = {"technical": 0.7, "functional": 1.3}, {"technical": 0.5, "functional": 1.2}
    firms = gronroos.simulate_market(weights, spreads, 0.8, draws(200_000), rho=0.4)
    found = gronroos.sample_correlations(firms)
    wanted = gronroos.market_correlations(weights, spreads, 0.8, rho=0.4)
    np.testing.assert_allclose(found, wanted, atol=0.01)
    np.testing.assert_allclose(firms[list(weights)].corr().iloc[0, 1], 0.4, atol=0.01)


def test_three_qualities_make_a_market_as_well_as_two():
    weights = {"technical": 1.0, "functional": 1.0, "image": 0.5}
    found = gronroos.market_correlations(weights, dict.fromkeys(weights, 1.0), 0, rho=0)
    np.testing.assert_allclose(found, np.array([1, 1, 0.5]) / 1.5)


def test_the_same_draws_with_another_spread_are_the_same_hotels_moved_together():
    kept = draws()
    wide = gronroos.simulate_market(EVEN, EVEN, 1, kept)
    alike = gronroos.simulate_market(EVEN, EVEN | {"technical": 0.3}, 1, kept)
    np.testing.assert_allclose(alike["technical"], 0.3 * wide["technical"])
    np.testing.assert_allclose(alike["functional"], wide["functional"])


@given(weights, spreads)
def test_slopes_find_the_weights_in_the_minds_whatever_the_spreads(weights, spreads):
    firms = gronroos.simulate_market(weights, spreads, 0, draws())
    np.testing.assert_allclose(gronroos.fitted_weights(firms), list(weights.values()), rtol=1e-6)


def test_a_hotel_with_a_missing_answer_is_left_out():
    firms = gronroos.simulate_market(EVEN, EVEN, 1, draws())
    holed = pd.concat([firms, pd.DataFrame({"technical": [9.0], "functional": [np.nan]})])
    assert gronroos.sample_correlations(holed).equals(gronroos.sample_correlations(firms))


def test_where_all_rooms_are_alike_there_is_no_correlation_to_speak_of():
    alike = EVEN | {"technical": 0.0}
    assert np.isnan(gronroos.market_correlations(EVEN, alike, 1)["technical"])
    firms = gronroos.simulate_market(EVEN, alike, 1, draws())
    with pytest.raises(ValueError, match='60 firms do not tell "technical", "functional" apart'):
        gronroos.fitted_weights(firms)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"spreads": {"technical": 1}}, 'not "technical", "functional" and "technical"'),
        ({"spreads": EVEN | {"technical": -1}}, "technical has -1"),
        ({"noise": -0.5}, "noise has -0.5"),
        ({"rho": 1.2}, "between -1.00 and 1, not 1.2"),
    ],
)
def test_a_market_that_cannot_be_is_named(change, words):
    market = {"weights": EVEN, "spreads": EVEN, "noise": 1, "rho": 0} | change
    with pytest.raises(ValueError, match=words):
        gronroos.market_correlations(**market)


def test_draws_for_another_number_of_qualities_are_refused():
    with pytest.raises(ValueError, match="one for the noise: 3"):
        gronroos.simulate_market(EVEN, EVEN, 1, draws(qualities=3))
