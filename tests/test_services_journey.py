"""A journey of touchpoints, and the charts and explorers of chapter 01, read by their data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import services
from helpers.explorers.services import explore_breakdowns, explore_make_or_buy
from helpers.explorers.services_journey import explore_journey, explore_process_matrix

shares = st.lists(st.integers(0, 1000).map(lambda per_mille: per_mille / 1000), min_size=1)


@pytest.mark.parametrize(("steps", "spared"), [(10, 0.817), (20, 0.668)])
def test_steps_of_98_in_100_spare_fewer_guests_the_more_there_are(steps, spared):
    """Derived: 0.98 to the power of the steps."""
    assert services.flawless([0.98] * steps) == pytest.approx(spared, abs=5e-4)


def test_a_journey_made_twice_is_one_of_twice_as_many_steps():
    assert services.flawless([0.98] * 10, journeys=2) == pytest.approx(
        services.flawless([0.98] * 20)
    )


@given(shares)
def test_independent_faults_lie_between_luck_at_its_best_and_at_its_worst(success):
    low, high = services.flawless_bounds(success)
    assert low - 1e-9 <= services.flawless(success) <= high + 1e-9


@given(shares, st.randoms())
def test_the_order_of_the_steps_does_not_matter(success, random):
    shuffled = random.sample(success, len(success))
    assert services.flawless(shuffled) == pytest.approx(services.flawless(success))


@given(st.lists(st.integers(1, 1000).map(lambda per_mille: per_mille / 1000), min_size=1))
def test_to_mend_the_weakest_step_brings_most(success):
    gains = [services.flawless(services.mended(success, i)) for i in range(len(success))]
    assert gains[int(np.argmin(success))] == pytest.approx(max(gains))


@given(shares)
def test_twice_the_faults_are_never_better(success):
    doubled = services.scaled(success, 2)
    assert services.flawless(doubled) <= services.flawless(success) + 1e-12


def test_the_wedding_party_meets_its_worst_step_at_the_lift():
    table = services.mending_table(services.wedding_journey()).set_index("step")
    assert table["gain"].idxmax() == "lift"
    assert table["so_far"].iloc[-1] == pytest.approx(0.816, abs=5e-4)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: services.flawless([0.9, 1.2]), "a share from 0 to 1, not 1.2"),
        (lambda: services.flawless([0.9], journeys=0), "one journey at least, not 0"),
        (lambda: services.flawless_bounds([]), "a journey needs a touchpoint"),
        (lambda: services.mended([0.9], 1), "there is no step 1"),
        (lambda: services.mended([0.9], 0, 2), "a share from 0 to 1, not 2"),
        (lambda: services.scaled([0.9], -1), "multiplied by 0 or more, not -1"),
    ],
)
def test_a_journey_that_cannot_be_is_named(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()


def test_a_table_of_touchpoints_needs_its_columns_and_known_phases():
    journey = services.wedding_journey()
    with pytest.raises(ValueError, match="no column phase"):
        services.mending_table(journey.drop(columns="phase"))
    with pytest.raises(ValueError, match="not 'later'"):
        services.mending_table(journey.assign(phase="later"))


# Explorers and charts


def test_the_marked_point_slides_down_the_maker_s_line_when_it_is_paid_per_repair():
    explorer = explore_breakdowns()
    at_four = explorer.figure.data[1].y[0]
    explorer.set({"failures": 3})
    assert (at_four, explorer.figure.data[1].y[0]) == (1600, 1200)
    assert explorer.figure.data[0].y.tolist()[3] == 1200


def test_turning_the_contract_turns_the_maker_s_line():
    explorer = explore_breakdowns()
    axis = explorer.figure.layout.yaxis.range
    slopes = {}
    for contract in services.KINDS:
        explorer.set({"contract": contract})
        line = explorer.figure.data[0].y
        slopes[contract] = line[1] - line[0]
        assert explorer.figure.layout.yaxis.range == axis
    assert slopes["repair"] > 0 > slopes["full"] > slopes["ride"]


def test_a_repair_at_cost_leaves_the_maker_indifferent():
    explorer = explore_breakdowns(settings={"per_repair": 500})
    assert "changes nothing for the maker" in explorer.sentence
    explorer.set({"failures": 0})
    assert "Nothing is left to mend" in explorer.sentence


def test_the_star_stands_where_making_and_buying_cost_the_same():
    explorer = explore_make_or_buy(settings={"buy": 18})
    star = explorer.figure.data[-1]
    assert (star.x[0], star.y[0]) == (40_000, 720_000)
    assert "cheaper above 40,000 units" in explorer.sentence


def test_what_the_vendor_learns_and_the_hotel_forgets_both_make_the_way_back_longer():
    explorer = explore_make_or_buy()
    break_evens = []
    for scene in (None, "2 · the vendor has learned", "3 · and the hotel has forgotten"):
        if scene:
            explorer.show_scene(scene)
        break_evens.append(explorer.figure.data[-1].x[0])
    assert break_evens == sorted(break_evens)
    assert break_evens[0] == 30_000 < break_evens[1] < break_evens[2]


def test_a_vendor_below_the_cost_of_one_more_is_told_in_a_sentence():
    explorer = explore_make_or_buy(settings={"buy": 11})
    assert "no quantity pays for making" in explorer.sentence
    assert len(explorer.figure.data[-1].x) == 0


def test_the_last_bar_of_the_journey_is_the_share_in_the_sentence():
    explorer = explore_journey(settings={"journeys": 2})
    bars = [trace for trace in explorer.figure.data if trace.type == "bar"]
    assert f"{bars[-1].y[-1]:.1f} meet no fault on the 20 steps" in explorer.sentence


def test_a_reader_s_own_touchpoints_are_taken():
    own = services.wedding_journey().iloc[:2].assign(step=["call", "visit"], success=[0.5, 0.5])
    explorer = explore_journey(own, settings={"step": 1, "left": 0})
    assert "50.0 meet no fault on the 2 steps" in explorer.sentence


def test_the_business_stands_in_the_quadrant_that_is_named():
    explorer = explore_process_matrix(settings={"labour": 900, "plant": 300})
    bold = [text for text in (a.text for a in explorer.figure.layout.annotations) if "<b>" in text]
    assert bold == ["<b>professional service</b>"]
    assert "3.00 times" in explorer.sentence
