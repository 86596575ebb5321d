"""The ten determinants, the nine of the course text, and the five dimensions."""

import pandas as pd
import pytest

from helpers import servqual


def test_the_course_text_lists_nine_of_the_ten_determinants_and_leaves_out_security():
    assert len(servqual.DETERMINANTS) == 10
    assert set(servqual.DETERMINANTS) - set(servqual.IN_COURSE_TEXT) == {"security"}
    assert len(servqual.IN_COURSE_TEXT) == 9


def test_the_ten_determinants_go_into_five_dimensions_as_our_table_has_it():
    # Our table; as reported by Zeithaml, Parasuraman & Berry 1990, not verified.
    table = servqual.determinant_table()
    went_into = table.groupby("dimension").groups
    assert {name: sorted(group) for name, group in went_into.items()} == {
        "tangibles": ["tangibles"],
        "reliability": ["reliability"],
        "responsiveness": ["responsiveness"],
        "assurance": ["competence", "courtesy", "credibility", "security"],
        "empathy": ["access", "communication", "understanding"],
    }


def test_a_dimension_scores_the_mean_of_its_determinants():
    scores = pd.Series(range(10), index=list(servqual.DETERMINANTS), dtype=float)
    by_dimension = servqual.to_dimensions(scores)
    assert by_dimension.index.tolist() == list(servqual.DIMENSIONS)
    assert by_dimension["assurance"] == (2 + 4 + 6 + 7) / 4
    assert by_dimension["tangibles"] == 9


def test_leaving_out_security_as_the_course_text_does_hides_a_fault_in_assurance():
    scores = pd.Series(0.0, index=list(servqual.DETERMINANTS))
    scores["security"] = -4
    assert servqual.to_dimensions(scores)["assurance"] == -1
    assert servqual.to_dimensions(scores[list(servqual.IN_COURSE_TEXT)])["assurance"] == 0


def test_a_dimension_none_of_whose_determinants_was_scored_has_no_score():
    assert servqual.to_dimensions(pd.Series({"access": 1.0})).drop("empathy").isna().all()


@pytest.mark.parametrize("names", [["price"], ["access", "access"]])
def test_a_name_that_is_not_one_of_the_determinants_once_is_named(names):
    with pytest.raises(ValueError, match=f'"{names[0]}" should be determinants'):
        servqual.to_dimensions(pd.Series(1.0, index=names))
