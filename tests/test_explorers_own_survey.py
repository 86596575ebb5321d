"""A reader's own survey either opens an explorer and breaks nowhere, or is met by a sentence."""

import json
import traceback
from collections.abc import Callable
from pathlib import Path

import explorer_sweep as sweeps
import numpy as np
import own_surveys
import pandas as pd
import pytest

import helpers
from helpers.explorers import Explorer
from helpers.explorers.servqual import explore_how_sure, explore_weights, explore_whose_gap
from helpers.explorers.start import explore_one_guest

OPENED: dict[str, Callable[[pd.DataFrame], Explorer]] = {
    "whose gap": explore_whose_gap,
    "how sure": explore_how_sure,
    "weights": lambda ratings: explore_weights(ratings, own_surveys.points(ratings)),
}


def _sentence_or_explorer(build: Callable[[], Explorer]) -> Explorer | str:
    """Return what is built, or the sentence of an error that helpers itself raised."""
    try:
        return build()
    except ValueError as error:
        raised_at = traceback.extract_tb(error.__traceback__)[-1]
        ours = Path(helpers.__file__).parent in Path(raised_at.filename).parents
        if not (ours and (raised_at.line or "").startswith("raise ")):
            raise
        return str(error)


def assert_whole(explorer: Explorer) -> None:
    """Turn an explorer to a sample of its settings, hand each in, and look for holes."""
    opens_at = explorer.settings()
    tried = sweeps.settings_to_try(explorer.controls, np.random.default_rng(5))
    for settings in [{}, *tried[:: max(1, len(tried) // 6)]]:
        explorer.set(opens_at | settings)
        json.dumps(explorer.settings())
        assert not list(sweeps.faults(explorer.view)), settings


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("explore", OPENED)
@pytest.mark.parametrize("special", own_surveys.SURVEYS)
def test_an_own_survey_opens_an_explorer_or_is_met_by_one_sentence(special, explore):
    ratings = own_surveys.SURVEYS[special]()
    found = _sentence_or_explorer(lambda: OPENED[explore](ratings))
    if isinstance(found, Explorer):
        assert_whole(found)
    else:
        assert found.strip()
        assert len(found.splitlines()) == 1
        assert not sweeps._NOT_A_TEXT.search(found)


def test_without_business_guests_after_the_readers_may_still_look_at_all_and_at_leisure():
    explorer = explore_whose_gap(own_surveys.SURVEYS["no business guests after"]())
    assert sweeps.steps(explorer.controls["guests"]) == ["all", "leisure"]
    assert "business, before" in set(explorer.table.iloc[:, 0])


def test_a_dimension_that_nobody_rated_after_is_not_compared():
    explorer = explore_whose_gap(own_surveys.SURVEYS["nobody answered about empathy after"]())
    assert "empathy" not in sweeps.steps(explorer.controls["dimension"])


def test_guests_who_do_not_say_what_they_are_are_a_kind_of_their_own():
    explorer = explore_whose_gap(own_surveys.SURVEYS["some segments missing"]())
    assert sweeps.steps(explorer.controls["guests"]) == ["all", "business", "leisure", "not known"]


@pytest.mark.parametrize("points", [5, 10])
def test_an_unknown_scale_hides_no_guest(points):
    ratings = own_surveys.survey(scale=(1, points))
    ratings.attrs = {}
    explorer = explore_whose_gap(ratings)
    low, high = explorer.figure.layout.xaxis.range
    drawn = [x for trace in explorer.figure.data for x in trace.x if x == x]
    assert low <= min(drawn) <= max(drawn) <= high


def test_the_spread_of_the_readers_own_guests_is_where_the_slider_opens():
    ratings = own_surveys.survey(scale=(0, 100), items=1, dimensions=("speed",))
    opens_at = explore_how_sure(ratings).controls["spread"]
    assert opens_at.value == opens_at.max > 20


def test_a_segment_that_gave_no_points_has_no_weights_to_choose():
    ratings = own_surveys.survey()
    points = own_surveys.points(ratings)
    points.loc[points["segment"] == "leisure", "points_empathy"] = np.nan
    explorer = explore_weights(ratings, points)
    assert sweeps.steps(explorer.controls["whose"]) == ["all", "business", "equal"]


def test_points_that_leave_out_a_dimension_are_met_by_a_sentence():
    ratings = own_surveys.survey()
    points = own_surveys.points(ratings).drop(columns="points_empathy")
    with pytest.raises(ValueError, match='no weight is given for "empathy"'):
        explore_weights(ratings, points)


@pytest.mark.parametrize("scale", [(1, 3), (1, 5), (1, 7), (1, 9), (1, 10), (0, 10), (-3, 3)])
def test_one_guest_can_answer_on_any_scale(scale):
    explorer = explore_one_guest(scale)
    assert_whole(explorer)
    for scene in explorer.scenes:
        explorer.show_scene(scene)
        assert not list(sweeps.faults(explorer.view))
