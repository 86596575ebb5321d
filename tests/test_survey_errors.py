"""What a reader meets whose survey cannot be read: one sentence that helps."""

import os
import re
import stat
import zipfile
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from survey_files import ENCODINGS, SEPARATORS, as_csv, as_workbook, surveys, write

from helpers import data
from helpers.data import schemas

GOOD = "id,E1,P1,E2,P2\n1,6,5,7,4\n2,3,2,1,4\n"
TWO = {"comfort": [1], "speed": [2]}


def sentence(path, **options):
    with pytest.raises(data.SurveyError) as caught:
        data.load_survey(path, **{"points": 7, "dimensions": TWO} | options)
    return str(caught.value)


def sentence_for(tmp_path, text, **options):
    return sentence(write(tmp_path, text.encode()), **options)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "survey.csv: the file is empty."),
        ("\n\n ,,\n", "survey.csv: the file is empty."),
        ("id,E1,P1,E2,P2\n", "survey.csv: there are headings but no rows below them."),
        (
            GOOD.replace("3,2,1", "8,2,1"),
            'survey.csv: row 3, column "E1" has "8" where only whole numbers from 1 to 7 may stand '
            "(a number that means no answer is named like missing=[99]).",
        ),
        (
            GOOD.replace("3,2,1", "good,2,1"),
            'survey.csv: row 3, column "E1" has "good" where only a number, nothing, "NA", "-", '
            '"." or a mark named in missing= may stand.',
        ),
        (
            GOOD.replace("3,2,1", "4.5,2,1"),
            'survey.csv: row 3, column "E1" has "4.5" where only whole numbers from 1 to 7 may '
            "stand (where ratings are averages, say decimals=True).",
        ),
        (
            GOOD.replace("3,2,1", "7 = very much,2,1"),
            'row 3, column "E1" has "7 = very much" where only a number',
        ),
        (GOOD.replace("\n2,", "\n1,"), 'rows 2 and 3 are both respondent "1".'),
        (GOOD.replace("\n2,", "\n,"), 'row 3 does not say in column "id" who answered.'),
        (
            "id,E1,P1,E2\n1,6,5,7\n",
            'column "E2" (item "2") has no column of perceptions beside it.',
        ),
        (
            "id,E1,P1,P2\n1,6,5,7\n",
            'column "P2" (item "2") has no column of expectations beside it.',
        ),
        ("id,E1,P1,E1,P2\n1,6,5,7,4\n", 'row 1 has the heading "E1" more than once.'),
        ("E1,e_1,P1\n1,6,5\n", '"E1" and "e_1" both seem to be about item "1".'),
        (GOOD + "3,1,2\n", "row 4 has 3 cells and there are 5 headings."),
        (GOOD + "3,1,2,3,4,5\n", "row 4 has 6 cells and there are 5 headings."),
        (
            "id,E1,P1,,E2,P2\n1,6,5,x,7,4\n",
            'row 2 has "x" in column D, which has no heading.',
        ),
        (GOOD + '3,1,"2"x,3,4\n', "row 4 has a quotation mark out of place."),
        (GOOD + '3,1,"2,3,4\n', "row 4 has a quotation mark out of place."),
        ("id E1 P1\n1 6 5\n", 'row 1 holds a single cell, "id E1 P1"; the first row that is'),
        (
            "name,age\nAnn,33\n",
            'no columns for expectations and perceptions among "name", "age"; they are known by',
        ),
        ("id,E1,P1,E2,P2\n1,,,NA,-\n", "there is not a single rating."),
        (
            "id,expectation,perception\n1,6,5\n",
            'one row per respondent and item needs a column "item"; there are "id"',
        ),
        (
            "item,expectation,perception\n1,6,5\n",
            'one row per respondent and item needs a column "guest"; there are "item"',
        ),
        (
            "id,item,expectation,perception\n1,1,6,5\n1,2,6,5\n1,1,6,5\n",
            'rows 2 and 4 are both respondent "1" on item "1".',
        ),
        ("id,item,E,P\n1,,6,5\n", 'row 2 has nothing in column "item".'),
        (
            "id,E1,P1,E2,P2,item,expectation,perception\n1,6,5,7,4,1,6,5\n",
            'columns for single items, such as "E1", and columns for all items, such as',
        ),
        (
            "id,E1,P1,E2,P2,dimension\n1,6,5,7,4,x\n",
            'column "dimension" has the name of a column of the result; give it another.',
        ),
        ("# scale: huge\nE1,P1\n1,2\n", 'a scale is written "huge"; write it like "1 to 7".'),
        (
            "# scale: 1 to 5\nid,E1,P1,E2,P2\n1,5,5,5,4\n",
            "the file says that ratings run from 1 to 5, and 1 to 7 was given.",
        ),
        (
            "E1,P1,E2,P2,scale\n5,5,5,4,1-5\n5,5,5,4,1-7\n",
            'more than one scale is named: "1-5", "1-7".',
        ),
    ],
)
def test_a_survey_that_cannot_be_read_says_why(tmp_path, text, said):
    found = sentence_for(tmp_path, text)
    assert found.startswith("survey.csv: ")
    assert said in found


def test_an_item_belongs_to_one_dimension(tmp_path):
    text = "id,item,dimension,E,P\n1,1,room,6,5\n2,1,staff,6,5\n"
    said = 'item "1" belongs to "room" in row 2 and to "staff" in row 3.'
    assert said in sentence_for(tmp_path, text, dimensions=None)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"dimensions": None}, 'nothing says which of the 2 items ("1", "2") belong to which'),
        ({"dimensions": {"comfort": [1]}}, 'dimensions= leaves out item "2".'),
        ({"dimensions": {"comfort": [1, 2, 3]}}, 'names item "3", which the file does not have.'),
        ({"dimensions": {"a": [1, 2], "b": [2]}}, 'dimensions= names item "2" more than once.'),
        ({"dimensions": {1: "a", 2: " "}}, 'has no name for the dimension of item "2".'),
        ({"dimensions": {}}, "dimensions= says what belongs where like"),
        ({"dimensions": "comfort"}, "dimensions= says what belongs where like"),
        ({"points": 5, "scale": (1, 7)}, "scale=(1, 7) and points=5 disagree; give one of them."),
        ({"points": "seven"}, 'points="seven" is not a number of scale points such as 7.'),
        ({"points": None, "scale": (7, 1)}, 'scale="(7, 1)" is not a lowest and a highest rating'),
        ({"points": None, "scale": 7}, 'scale="7" is not a lowest and a highest rating'),
        ({"points": None, "scale": "17"}, 'scale="17" is not a lowest and a highest rating'),
        ({"points": None}, "ratings run from 1 to 7; give points=7 or points=9 or points=10"),
        ({"missing": [4]}, "missing=4 is also a rating: they run from 1 to 7."),
        ({"columns": "E"}, "columns= names columns like"),
        ({"columns": {"gast": "id"}}, 'columns= has "gast"; it can name "guest", "item"'),
        ({"columns": {"guest": "respondent"}}, 'there is no column "respondent"; there are "id"'),
        ({"columns": {"expectation": "E{}"}}, "names one of expectation and perception, and not"),
        (
            {"columns": {"expectation": "E{}", "perception": "Q{}"}},
            'no column fits the pattern "Q{}"; there are "id", "E1"',
        ),
        (
            {"columns": {"expectation": "E{}", "perception": "P1"}},
            "names many columns for expectation and a single one for the other",
        ),
        (
            {"columns": {"expectation": {"1": "E1"}, "perception": {"1": "E1"}}},
            'column "E1" is named for two things.',
        ),
        (
            {"columns": {"expectation": {"1": "E1", 1: "E2"}, "perception": "P{}"}},
            "columns= names an item of expectation twice.",
        ),
        (
            {"columns": {"expectation": "E{}", "perception": "P{}", "item": "id"}},
            "columns= names a column item, which a table with one row per respondent does not",
        ),
        ({"sheet": "May"}, "only an Excel workbook has sheets; leave out sheet=."),
        ({"encoding": "klingon"}, '"klingon" is not the name of a text encoding; usual ones are'),
        ({"encoding": "utf-16"}, 'the text cannot be read as "utf-16"; usual encodings are'),
    ],
)
def test_what_the_reader_says_of_the_survey_is_checked(tmp_path, options, said):
    assert said in sentence_for(tmp_path, GOOD, **options)


def test_of_many_faults_the_first_few_are_told_and_the_rest_counted(tmp_path):
    rows = "".join(f"{guest},99,1,1,1\n" for guest in range(1, 2001))
    found = sentence_for(tmp_path, "id,E1,P1,E2,P2\n" + rows)
    assert found.count("row ") == 3
    assert "and 1997 more" in found
    assert len(found) < 500


def test_rows_are_counted_as_a_spreadsheet_counts_them(tmp_path):
    text = "\nid,E1,P1,E2,P2,note\n\n1,6,5,7,4,'two\n2,8,5,7,4,x\n"
    assert 'row 5, column "E1" has "8"' in sentence_for(tmp_path, text)
    quoted = 'id,E1,P1,E2,P2,note\n1,6,5,7,4,"two\nlines"\n2,8,5,7,4,x\n'
    assert 'row 3, column "E1" has "8"' in sentence_for(tmp_path, quoted)


def test_long_and_unprintable_cells_are_shown_short_and_clean(tmp_path):
    found = sentence_for(tmp_path, GOOD.replace("3,2,1", "\x07" + "x" * 9000 + ",2,1"))
    assert len(found) < 300
    assert found.isprintable()


def test_a_file_that_is_not_there_is_looked_for_where_it_says(tmp_path):
    found = sentence(tmp_path / "nowhere.csv")
    assert found.startswith("nowhere.csv: there is no such file in ")
    assert tmp_path.name in sentence(tmp_path / "n.csv") or "…" in found


def test_a_folder_is_not_a_survey(tmp_path):
    assert sentence(tmp_path) == f"{tmp_path.name}: this is a folder, not a file."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "this is not an ordinary file" in sentence(tmp_path / "pipe.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    path = write(tmp_path, GOOD.encode())
    path.chmod(stat.S_IWUSR)
    assert "cannot be opened" in sentence(path)


@pytest.mark.parametrize("name", ["a\0b.csv", "x" * 5000])
def test_an_impossible_name_is_a_sentence_too(name):
    assert sentence(name)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old .xls file or one with a password; save it as"),
        (b"PK\x03\x04 broken", "this is not an Excel workbook (.xlsx) that can be read"),
        (b"E1,P1\n\x00\x01", "this is not a text file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is not a text file"),
        (b"E1;P1\n\xff\xfe\xfd;1\n", "neither UTF-8 nor GBK"),
        (b"\xff\xfeE\x001", 'cannot be read as "utf-16"'),
        (b"\xef\xbb\xbfE1,P1\n\xff,1\n", 'cannot be read as "utf-8-sig"'),
    ],
)
def test_bytes_that_are_no_survey_say_what_they_seem_to_be(tmp_path, raw, said):
    assert said in sentence(write(tmp_path, raw))


def test_another_kind_of_zip_file_is_no_workbook(tmp_path):
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "not an Excel workbook" in sentence(write(tmp_path, raw.getvalue(), "survey.ods"))


def test_a_workbook_that_unpacks_to_a_mountain_is_left_packed(tmp_path):
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(310_000_000))
    found = sentence(write(tmp_path, raw.getvalue(), "survey.xlsx"))
    assert "holds 310 MB, and at most 300 MB are read" in found


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    path = write(tmp_path, as_workbook([["E1", "P1"], ["1", "2"]], "spring"), "survey.xlsx")
    assert 'there is no sheet "autumn"; there are "spring"' in sentence(path, sheet="autumn")


def test_a_formula_that_was_never_worked_out_is_not_taken_for_no_answer(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["E1", "P1", "E2", "P2"])
    book.active.append([6, "=A2-1", 7, 4])
    book.save(tmp_path / "survey.xlsx")
    assert "row 2 has a formula without a stored result" in sentence(tmp_path / "survey.xlsx")


def test_a_date_made_of_a_rating_by_the_spreadsheet_is_shown(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["E1", "P1", "E2", "P2"])
    book.active.append([6, pd.Timestamp("2008-05-06").to_pydatetime(), 7, 4])
    book.save(tmp_path / "survey.xlsx")
    assert 'column "P1" has "2008-05-06 00:00:00"' in sentence(tmp_path / "survey.xlsx")


# Whatever the bytes


def is_table_or_sentence(path, **options):
    """Return the table, or None after one clear sentence; anything else is a failure."""
    try:
        table = data.load_survey(path, **options)
    except data.SurveyError as problem:
        text = str(problem)
        assert text.startswith(f"{path.name}: ")
        assert text.endswith(".")
        assert text.isprintable()
        assert len(text) < 1500
        assert not re.search(r"Error|Traceback|\{\w*:?\w*\} ", text.replace("{}", ""))
        return None
    low, high = table.attrs["scale"]
    schema = schemas.ratings((low, high), table["dimension"].unique())
    schema.validate(table)
    assert table[["expectation", "perception"]].notna().any(axis=None)
    return table


fuzz = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@fuzz
@given(raw=st.binary(max_size=200))
def test_random_bytes_are_a_table_or_a_sentence(tmp_path, raw):
    is_table_or_sentence(write(tmp_path, raw))


@fuzz
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                *"E1,P1;\t\n\r\"' 0579.-#=",
                "E2",
                "P2",
                "id",
                "item",
                "expectation",
                "perception",
                "dimension",
                "期望1",
                "感知1",
                "NA",
                "无",
                "# scale: 1 to 7",
                "sep=;",
                "4,5",
                "\ufeff",
                "\x00",
            ]
        ),
        max_size=60,
    ),
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    points=st.sampled_from([None, 5, 10]),
)
def test_pieces_of_surveys_in_any_order_are_a_table_or_a_sentence(
    tmp_path, pieces, encoding, points
):
    path = write(tmp_path, "".join(pieces).encode(encoding))
    is_table_or_sentence(path, points=points, dimensions={"all": [1]})


@st.composite
def mutated(draw, workbook=False):
    """Draw a good survey and its bytes with a few of them changed, lost or said twice."""
    survey = draw(surveys())
    rows = draw(st.sampled_from([survey.wide(), survey.long()]))
    if workbook:
        raw = as_workbook(rows)
    else:
        raw = as_csv(rows, draw(st.sampled_from(ENCODINGS)), draw(st.sampled_from(SEPARATORS)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(raw)))
        cut = draw(st.integers(0, 6))
        put = draw(st.one_of(st.binary(max_size=4), st.just(raw[at : at + 20])))
        raw = raw[:at] + put + raw[at + cut :]
    return survey, raw


@fuzz
@given(drawn=mutated())
def test_a_damaged_file_is_a_table_or_a_sentence(tmp_path, drawn):
    survey, raw = drawn
    options = {"scale": survey.scale, "dimensions": survey.dimensions}
    is_table_or_sentence(write(tmp_path, raw), **options)


@settings(fuzz, max_examples=60)
@given(drawn=mutated(workbook=True))
def test_a_damaged_workbook_is_a_table_or_a_sentence(tmp_path, drawn):
    survey, raw = drawn
    options = {"scale": survey.scale, "dimensions": survey.dimensions}
    is_table_or_sentence(write(tmp_path, raw, "survey.xlsx"), **options)


@settings(fuzz, max_examples=60)
@given(
    survey=surveys(),
    row=st.integers(0, 5),
    column=st.integers(0, 13),
    cell=st.text(max_size=8),
)
def test_one_strange_cell_is_a_table_or_a_sentence(tmp_path, survey, row, column, cell):
    rows = survey.wide()
    rows[row % len(rows)][column % len(rows[0])] = cell
    path = write(tmp_path, as_csv(rows, "utf-8", ","))
    is_table_or_sentence(path, scale=survey.scale, dimensions=survey.dimensions)
