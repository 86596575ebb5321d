"""What and how, seen through an image: how far one makes up for the other, and where it ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import gronroos
from helpers.gronroos import Image, Mind

TOY = Mind(technical=0.4, functional=0.6)
GUARDED = TOY._replace(threshold=3, cap=3.5)
levels = st.floats(1, 7)
images = st.builds(Image, st.floats(1, 7), st.floats(0, 0.3), st.just(4.0))


def test_two_thirds_of_a_point_of_friendliness_make_up_for_a_point_of_the_room():
    # By hand: 0.4 x 1 = 0.6 x 2/3.
    assert gronroos.compensation(TOY) == pytest.approx(2 / 3)
    made_up = gronroos.perceived_quality(4, 5 + 2 / 3, 5, TOY)
    assert made_up == pytest.approx(0)


def test_below_the_threshold_no_friendliness_makes_up_for_the_room():
    assert gronroos.perceived_quality(2.9, 7, 5, GUARDED) == pytest.approx(3.5 - 5)
    assert gronroos.perceived_quality(2.9, 7, 5, TOY) > 0
    assert np.isnan(gronroos.functional_needed(2.9, 5, GUARDED, top=7))
    assert gronroos.functional_needed(3.0, 5, GUARDED, top=7) == pytest.approx(19 / 3)


def test_without_a_threshold_the_end_of_the_scale_is_the_limit():
    # By hand: 0.4 x 2 + 0.6 x 7 = 5.
    assert gronroos.functional_needed(2.0, 5, TOY, top=7) == pytest.approx(7)
    assert np.isnan(gronroos.functional_needed(1.99, 5, TOY, top=7))


@given(levels, levels, images)
def test_what_is_needed_is_just_enough(room, expected, image):
    needed = gronroos.functional_needed(room, expected, TOY, image)
    perceived = gronroos.perceived_quality(room, needed, expected, TOY, image)
    assert perceived == pytest.approx(0, abs=1e-9)


@given(levels, levels, levels, images, st.floats(0.01, 2))
def test_better_service_is_never_perceived_as_worse(room, friendly, expected, image, more):
    before = gronroos.perceived_quality(room, friendly, expected, GUARDED, image)
    assert gronroos.perceived_quality(room + more, friendly, expected, GUARDED, image) >= before
    assert gronroos.perceived_quality(room, friendly + more, expected, GUARDED, image) >= before


@given(levels, levels)
def test_an_image_is_a_filter_and_has_nothing_to_work_on_where_all_is_as_expected(level, expected):
    image = Image(level, 0.3)
    assert gronroos.perceived_quality(expected, expected, expected, TOY, image) == pytest.approx(0)


@given(levels, levels)
def test_a_good_image_forgives_and_a_bad_one_does_not(quality, expected):
    bad, neutral, good = (
        gronroos.seen_through(Image(level, 0.2), quality, expected) for level in (2, 4, 6)
    )
    assert bad <= neutral <= good
    assert neutral == pytest.approx(quality)


def test_the_same_defect_is_half_as_bad_in_a_hotel_of_good_name():
    # By hand: one point short, times 1 - 0.25 x 2.
    assert gronroos.seen_through(Image(6, 0.25), 4, 5) == pytest.approx(4.5)


def test_an_image_that_would_turn_better_into_worse_is_refused():
    with pytest.raises(ValueError, match=r"an image of 7 with a strength of 0\.5"):
        gronroos.seen_through(Image(7, 0.5), 4, 5)


@pytest.mark.parametrize("mind", [Mind(0, 1), Mind(0.4, -0.6)])
def test_a_weight_of_nothing_is_refused(mind):
    with pytest.raises(ValueError, match="both weights lie above zero"):
        gronroos.compensation(mind)
