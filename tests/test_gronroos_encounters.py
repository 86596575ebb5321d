"""The same service is not perceived the same: four features of service quality at work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import gronroos
from helpers.gronroos import SOURCES, Service

spreads, shares = st.floats(0, 3), st.floats(0, 1)
services = st.builds(Service, spreads, shares, spreads, spreads, spreads, shares, shares)
DRAWS = np.random.default_rng(3).standard_normal((200, 4))


def test_what_is_laid_down_makes_clerks_alike_and_leaves_guests_as_they_are():
    # By hand, weight .6: guests .6 x 1, staff 0, outcome .4 x .3, expectations .7; squared.
    found = gronroos.variance_by_source(Service(standard=1))
    assert found.tolist() == pytest.approx([0.49, 0.0144, 0, 0.36])


def test_with_free_hands_clerks_even_out_half_of_what_guests_bring_along():
    found = gronroos.variance_by_source(Service(standard=0))
    assert found[["staff", "guests"]].tolist() == pytest.approx([0.36, 0.09])


@given(services)
def test_the_sources_add_up_to_the_variance_of_what_is_perceived(service):
    effects = np.sqrt(gronroos.variance_by_source(service))
    encounters = gronroos.simulate_encounters(service, np.eye(4))
    np.testing.assert_allclose(encounters["perceived"].abs(), effects, atol=1e-12)


@given(services)
def test_perceived_quality_is_what_is_delivered_less_what_is_expected(service):
    found = gronroos.simulate_encounters(service, DRAWS)
    np.testing.assert_allclose(found["perceived"], found["delivered"] - found["expected"])


def test_one_delivery_is_perceived_in_two_ways_by_guests_who_expect_two_things():
    service = Service(staff=0, guests=0, outcome=0, expectations=1)
    found = gronroos.simulate_encounters(service, [[1, 0, 0, 0], [-1, 0, 0, 0]])
    assert found["delivered"].tolist() == [0, 0]
    assert found["perceived"].tolist() == [-1, 1]


@given(spreads, spreads, shares)
def test_no_other_standard_is_steadier_than_the_steadiest(staff, guests, adapts):
    best = gronroos.steadiest_standard(staff, guests, adapts)

    def variance(standard):
        service = Service(staff=staff, guests=guests, adapts=adapts, standard=standard)
        return gronroos.variance_by_source(service).sum()

    assert variance(best) <= min(variance(standard) for standard in np.linspace(0, 1, 21)) + 1e-9


@pytest.mark.parametrize(
    ("staff", "guests", "standard"), [(1, 1, 0.6), (1, 0, 1), (0, 1, 0), (0, 0, 0)]
)
def test_how_much_to_lay_down_depends_on_who_differs(staff, guests, standard):
    # By hand for (1, 1) and half evened out: (1 - .25) / (1 + .25).
    assert gronroos.steadiest_standard(staff, guests) == standard


@pytest.mark.parametrize(
    ("change", "words"), [({"staff": -1}, "staff is -1"), ({"standard": 1.5}, r"standard is 1\.5")]
)
def test_a_service_that_cannot_be_is_named(change, words):
    with pytest.raises(ValueError, match=words):
        gronroos.variance_by_source(Service(**change))


def test_draws_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=f"{len(SOURCES)} columns"):
        gronroos.simulate_encounters(Service(), np.zeros((5, 3)))
