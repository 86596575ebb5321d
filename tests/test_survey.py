"""Reading a reader's own survey: every form that a survey comes in."""

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from survey_files import ENCODINGS, SEPARATORS, as_csv, as_workbook, surveys, write

from helpers import data
from helpers.data import schemas

CANTEEN = {"guest": "student", "expectation": "want_{}", "perception": "got_{}"}
CANTEEN_DIMENSIONS = {
    "food": range(1, 6),
    "staff": range(6, 11),
    "waiting": range(11, 15),
    "place": range(15, 19),
}
TWO = {"comfort": [1], "speed": [2]}


def read(tmp_path, text, encoding="utf-8", **options):
    path = write(tmp_path, text.encode(encoding))
    return data.load_survey(path, **{"points": 7, "dimensions": TWO} | options)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(
    survey=surveys(),
    form=st.sampled_from(["wide", "long"]),
    encoding=st.sampled_from(ENCODINGS),
    separator=st.sampled_from(SEPARATORS),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_survey_is_read_back_as_it_was_written(
    tmp_path, survey, form, encoding, separator, line_end
):
    raw = as_csv(getattr(survey, form)(), encoding, separator, line_end)
    path = write(tmp_path, raw)
    dimensions = survey.dimensions if form == "wide" else None
    options = {"encoding": "gb18030"} if encoding == "gb18030" else {}
    table = data.load_survey(path, scale=survey.scale, dimensions=dimensions, **options)
    pd.testing.assert_frame_equal(table, survey.table(), check_exact=True)
    assert table.attrs["scale"] == survey.scale


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(survey=surveys(), form=st.sampled_from(["wide", "long"]))
def test_a_workbook_is_read_back_as_it_was_written(tmp_path, survey, form):
    path = write(tmp_path, as_workbook(getattr(survey, form)()), "survey.xlsx")
    dimensions = survey.dimensions if form == "wide" else None
    table = data.load_survey(path, scale=survey.scale, dimensions=dimensions)
    pd.testing.assert_frame_equal(table, survey.table(), check_exact=True)


@pytest.mark.parametrize(
    "headings",
    [
        "E1,E2,P1,P2",
        "e1,e2,p1,p2",
        "E_1,E_2,P_1,P_2",
        "E01,E02,P01,P02",
        "E 1,E 2,P 1,P 2",
        "exp_1,exp_2,perc_1,perc_2",
        "Expectation 1,Expectation 2,Perception 1,Perception 2",
        "expectation_item_1,expectation_item_2,perception_item_1,perception_item_2",
        "Q1_E,Q2_E,Q1_P,Q2_P",
        "1. expected,2. expected,1. perceived,2. perceived",
        "期望1,期望2,感知1,感知2",
        "期望第1题,期望第2题,感知第1题,感知第2题",
        "题1期望,题2期望,题1实际感受,题2实际感受",
        "Ｅ１,Ｅ２,Ｐ１,Ｐ２",
    ],
)
def test_columns_are_known_by_the_headings_that_people_give_them(tmp_path, headings):
    table = read(tmp_path, f"{headings}\n6,7,5,4\n")
    assert table["item"].tolist() == ["1", "2"]
    assert table["expectation"].tolist() == [6, 7]
    assert table["perception"].tolist() == [5, 4]


@pytest.mark.parametrize("headings", ["P2,P1,E2,E1", "E2,P1,P2,E1"])
def test_columns_may_stand_in_any_order(tmp_path, headings):
    ratings = {"E1": 6, "E2": 7, "P1": 5, "P2": 4}
    cells = ",".join(str(ratings[heading]) for heading in headings.split(","))
    table = read(tmp_path, f"{headings}\n{cells}\n")
    assert table["expectation"].tolist() == [6, 7]
    assert table["perception"].tolist() == [5, 4]


@pytest.mark.parametrize(
    "headings",
    [
        "guest,item,dimension,expectation,perception",
        "Respondent ID,Question,Factor,Expected,Perceived",
        "ID,Q,dim,E,P",
        "答卷编号,题项,维度,期望,感知",
        "受访者,题目,构面,期望值,实际感受",
    ],
)
def test_long_form_is_known_by_the_headings_that_people_give_it(tmp_path, headings):
    table = read(tmp_path, f"{headings}\nAnn,1,comfort,6,5\nAnn,2,speed,7,\n", dimensions=None)
    assert list(table.columns) == ["guest", "item", "dimension", "expectation", "perception"]
    assert table["dimension"].tolist() == ["comfort", "speed"]
    assert table["perception"].isna().tolist() == [False, True]


def test_the_same_survey_in_wide_and_long_form_is_the_same_table(tmp_path):
    wide = read(tmp_path, "id,E1,P1,E2,P2,sex\n4,6,5,7,4,f\n2,3,3,5,,m\n")
    long = read(
        tmp_path,
        "id,item,expectation,perception,sex\n4,2,7,4,f\n2,2,5,,m\n2,1,3,3,m\n4,1,6,5,f\n",
    )
    pd.testing.assert_frame_equal(wide, long)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_chinese_text_is_read_in_the_encodings_that_programs_write(tmp_path, encoding):
    text = "编号,期望1,感知1,期望2,感知2,客源\n1,6,5,7,4,商务\n"
    table = read(tmp_path, text, encoding)
    assert table["客源"].tolist() == ["商务", "商务"]


def test_western_text_is_not_taken_for_chinese(tmp_path):
    text = "id;E1;P1;E2;P2;Herkunft\n1;6;5;7;4;München\n2;6;5;7;4;Düsseldorf\n"
    with pytest.raises(data.SurveyError, match=r'neither UTF-8 nor GBK.*encoding="cp1252"'):
        read(tmp_path, text, "cp1252")
    table = data.load_survey(tmp_path / "survey.csv", points=7, dimensions=TWO, encoding="cp1252")
    assert set(table["Herkunft"]) == {"München", "Düsseldorf"}


def test_twenty_two_numbered_items_are_taken_in_the_order_of_1988(tmp_path):
    heads = [f"{letter}{n}" for letter in "EP" for n in range(1, 23)]
    path = write(tmp_path, as_csv([heads, ["6"] * 44], "utf-8", ","))
    table = data.load_survey(path, points=7)
    assert table["dimension"].value_counts(sort=False).to_dict() == {
        "tangibles": 4,
        "reliability": 5,
        "responsiveness": 4,
        "assurance": 4,
        "empathy": 5,
    }
    assert table["guest"].unique().tolist() == [1]


def test_dimensions_can_be_given_by_item_or_by_dimension(tmp_path):
    text = "E1,P1,E2,P2,E3,P3\n1,2,3,4,5,6\n"
    by_dimension = read(tmp_path, text, dimensions={"speed": [2], "comfort": [1, "3"]})
    by_item = read(tmp_path, text, dimensions={2: "speed", "01": "comfort", 3: "comfort"})
    pd.testing.assert_frame_equal(by_dimension, by_item)
    assert by_item["item"].tolist() == ["2", "1", "3"]
    assert by_item["dimension"].tolist() == ["speed", "comfort", "comfort"]
    assert by_item["expectation"].tolist() == [3, 1, 5]


def test_columns_of_any_name_are_named_in_a_mapping(tmp_path):
    text = "who,hotel,Sauber?,Sauber!,Schnell?,Schnell!\nx,A,6,5,7,4\n"
    table = read(
        tmp_path,
        text,
        columns={
            "guest": "who",
            "expectation": {"clean": "Sauber?", "fast": "Schnell?"},
            "perception": {"clean": "Sauber!", "fast": "Schnell!"},
        },
        dimensions={"clean": "room", "fast": "staff"},
    )
    assert table["item"].tolist() == ["clean", "fast"]
    assert table["perception"].tolist() == [5, 4]
    assert table["hotel"].tolist() == ["A", "A"]


def test_a_pattern_names_many_columns_at_once(tmp_path):
    text = "who,wish room,wish staff,real room,real staff\nx,6,7,5,4\n"
    table = read(
        tmp_path,
        text,
        columns={"guest": "WHO", "expectation": "wish {}", "perception": "real {}"},
        dimensions={"hotel": ["room", "staff"]},
    )
    assert table["item"].tolist() == ["room", "staff"]
    assert table["perception"].tolist() == [5, 4]


def test_long_columns_of_any_name_are_named_in_a_mapping(tmp_path):
    table = read(
        tmp_path,
        "who,what,about,wish,real\nx,room,comfort,6,5\n",
        columns={
            "guest": "who",
            "item": "what",
            "dimension": "about",
            "expectation": "wish",
            "perception": "real",
        },
        dimensions=None,
    )
    assert table.iloc[0].tolist() == ["x", "room", "comfort", 6, 5]


def test_a_mapping_may_name_only_what_the_headings_do_not_tell(tmp_path):
    table = read(tmp_path, "who,E1,P1,E2,P2\nx,6,5,7,4\n", columns={"guest": "who"})
    assert table["guest"].tolist() == ["x", "x"]


@pytest.mark.parametrize(
    "cell", ["", " ", "NA", "n/a", "NaN", "-", "–", ".", "无", "null", "99", "keine"]
)
def test_what_stands_for_no_answer_is_missing(tmp_path, cell):
    table = read(tmp_path, f"E1,P1,E2,P2\n6,{cell},7,4\n", missing=[99, "KEINE"])
    assert table["perception"].isna().tolist() == [True, False]
    assert table["expectation"].notna().all()


def test_respondents_without_a_number_are_numbered_from_one(tmp_path):
    table = read(tmp_path, "E1,P1,E2,P2\n6,5,7,4\n1,1,1,1\n")
    assert table["guest"].tolist() == [1, 1, 2, 2]


def test_names_of_respondents_keep_their_leading_zeros(tmp_path):
    table = read(tmp_path, "id,E1,P1,E2,P2\n007,6,5,7,4\n012,1,1,1,1\n")
    assert table["guest"].unique().tolist() == ["007", "012"]


def test_further_columns_are_carried_along_as_numbers_only_where_they_are_such(tmp_path):
    text = "id;E1;P1;E2;P2;minutes;postcode;visits;rent;left out\n1;6;5;7;4;7,5;0100;3;1.200;\n"
    table = read(tmp_path, text)
    assert table.loc[0, "minutes"] == 7.5
    assert table.loc[0, "postcode"] == "0100"
    assert table["visits"].dtype == "int64"
    assert table.loc[0, "rent"] == "1.200"
    assert table["left out"].isna().all()


def test_averages_are_read_when_the_reader_says_so(tmp_path):
    table = read(tmp_path, "E1;P1;E2;P2\n6,5;5.25;7;4\n", decimals=True)
    assert table["expectation"].tolist() == [6.5, 7]
    assert table["perception"].tolist() == [5.25, 4]


def test_full_width_digits_are_digits(tmp_path):
    table = read(tmp_path, "E1,P1,E2,P2\n６,５,7,4\n")
    assert table["expectation"].tolist() == [6, 7]


def test_blank_rows_columns_and_trailing_separators_do_no_harm(tmp_path):
    table = read(tmp_path, "\n,,,,,,\nE1,P1,,E2,P2,,\n6,5,,7,4,,\n\n,,,\n1,1,,1,1\n")
    assert len(table) == 4


def test_a_line_that_names_the_separator_is_no_row(tmp_path):
    assert len(read(tmp_path, "sep=;\nE1;P1;E2;P2\n6;5;7;4\n")) == 2


def test_the_first_sheet_is_read_or_the_one_that_is_named(tmp_path):
    book = openpyxl.Workbook()
    for title, rating in (("spring", 6), ("autumn", 3)):
        sheet = book.create_sheet(title)
        sheet.append(["E1", "P1"])
        sheet.append([7, rating])
    book.remove(book["Sheet"])
    book.save(tmp_path / "two.xlsx")
    options = {"points": 7, "dimensions": {"all": [1]}}
    first = data.load_survey(tmp_path / "two.xlsx", **options)
    named = data.load_survey(tmp_path / "two.xlsx", sheet="autumn", **options)
    assert (first["perception"].item(), named["perception"].item()) == (6, 3)


def test_a_workbook_is_known_by_its_bytes_and_not_by_its_name(tmp_path):
    raw = as_workbook([["E1", "P1"], ["6", "5"]])
    path = write(tmp_path, raw, "misnamed.csv")
    assert len(data.load_survey(path, points=7, dimensions={"all": [1]})) == 1


# The scale


@pytest.mark.parametrize("points", [5, 7, 9, 10])
def test_the_scale_is_what_the_reader_says(tmp_path, points):
    text = f"E1,P1,E2,P2\n{points},1,1,1\n"
    assert read(tmp_path, text, points=points).attrs["scale"] == (1, points)
    assert read(tmp_path, text, points=None, scale=[1, points]).attrs["scale"] == (1, points)


@pytest.mark.parametrize("first", ["# scale: 1 to 7", "#Scale = 1-7", "# 量表：7点"])
def test_a_first_line_can_tell_the_scale(tmp_path, first):
    table = read(tmp_path, f"{first}\nE1,P1,E2,P2\n6,5,7,4\n", points=None)
    assert table.attrs["scale"] == (1, 7)


@pytest.mark.parametrize(
    "cell", ["1 to 7", "1-7", "1～7", "7", "7-point", "7 points", "7级", "1到7分"]
)
def test_a_column_can_tell_the_scale(tmp_path, cell):
    table = read(tmp_path, f"E1,P1,E2,P2,Scale\n6,5,7,4,{cell}\n2,2,2,2,\n", points=None)
    assert table.attrs["scale"] == (1, 7)
    assert "Scale" not in table.columns


def test_a_column_called_scale_that_tells_something_else_is_carried_along(tmp_path):
    table = read(tmp_path, "E1,P1,E2,P2,scale\n6,5,7,4,kitchen\n")
    assert table["scale"].tolist() == ["kitchen", "kitchen"]


def test_a_ten_tells_the_ten_point_scale(tmp_path):
    assert read(tmp_path, "E1,P1,E2,P2\n10,5,7,4\n", points=None).attrs["scale"] == (1, 10)


@pytest.mark.parametrize(
    ("top", "candidates"),
    [
        (4, "points=5 or points=7 or points=9 or points=10"),
        (6, "points=7 or points=9 or points=10"),
        (8, "points=9 or points=10"),
    ],
)
def test_a_scale_that_cannot_be_told_is_not_guessed(tmp_path, top, candidates):
    with pytest.raises(data.SurveyError, match=f"ratings run from 2 to {top}; give {candidates}"):
        read(tmp_path, f"E1,P1,E2,P2\n{top},2,3,4\n", points=None)


def test_zero_to_ten_has_to_be_given(tmp_path):
    text = "E1,P1,E2,P2\n10,0,3,4\n"
    with pytest.raises(data.SurveyError, match=r"off every usual scale.*scale=\(0, 10\)"):
        read(tmp_path, text, points=None)
    assert read(tmp_path, text, points=None, scale=(0, 10)).attrs["scale"] == (0, 10)


def test_marks_for_no_answer_do_not_count_as_ratings_when_the_scale_is_looked_for(tmp_path):
    table = read(tmp_path, "E1,P1,E2,P2\n10,99,3,4\n", points=None, missing=99)
    assert table.attrs["scale"] == (1, 10)


# The example that comes with the course


def test_the_example_survey_reads_as_the_codebook_says():
    table = data.load_survey(
        data.FOLDER / "example_survey.csv",
        points=5,
        columns=CANTEEN,
        dimensions=CANTEEN_DIMENSIONS,
        missing=[9],
    )
    assert table.shape == (120 * 18, 7)
    assert table["dimension"].unique().tolist() == list(CANTEEN_DIMENSIONS)
    assert table["expectation"].isna().mean() == pytest.approx(0.04, abs=0.015)
    means = table.groupby("dimension", sort=False)[["expectation", "perception"]].mean()
    truth = pd.DataFrame(
        {"expectation": [4.4, 3.9, 4.5, 3.6], "perception": [3.4, 3.8, 2.9, 3.3]},
        index=pd.Index(CANTEEN_DIMENSIONS, name="dimension"),
    )
    assert (means - truth).abs().to_numpy().max() < 0.25
    gap = means["perception"] - means["expectation"]
    assert gap.idxmin() == "waiting"


def test_the_example_survey_has_the_columns_that_the_codebook_lists():
    with (data.FOLDER / "example_survey.csv").open(encoding="utf-8-sig") as file:
        headings = file.readline().strip().split(";")
    numbers = [f"{number:02d}" for number in range(1, 19)]
    rated = [f"{word}_{number}" for word in ("want", "got") for number in numbers]
    assert headings == ["student", "year", *rated, "minutes"]
    book = (data.FOLDER / "README.md").read_text(encoding="utf-8")
    for column in ("`student`", "`year`", "`want_01` to `want_18`", "`got_01` to `got_18`"):
        assert f"| {column} |" in book


def test_hotel_a_written_as_a_readers_own_survey_comes_back_unchanged(tmp_path):
    ratings = data.load("hotel_ratings")
    path = tmp_path / "hotel.csv"
    ratings.to_csv(path, index=False, encoding="gb18030")
    own = data.load_survey(path, points=7)
    pd.testing.assert_frame_equal(own, ratings)
    assert own.attrs == ratings.attrs


def test_whatever_is_read_fits_the_schema_of_its_scale_and_dimensions(tmp_path):
    table = read(tmp_path, "E1,P1,E2,P2\n6,,7,4\n")
    schemas.ratings((1, 7), ["comfort", "speed"]).validate(table)
    assert table["expectation"].dtype == np.float64
    assert table.index.equals(pd.RangeIndex(2))
