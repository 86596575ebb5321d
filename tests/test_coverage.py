"""Each concept of the two course texts is taught where docs/coverage.md says it is."""

import re
from pathlib import Path

import nbformat
import pytest

from helpers.data.schemas import CHAPTERS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "coverage.md"
COLUMNS = ["text", "in the text", "in English", "chapter", "heading", "stands there"]
NO_LESSON = {"Summary", "Key terms", "Sources"}


def rows() -> list[dict[str, str]]:
    """Return the rows of the table, by column."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    split = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert split[0] == COLUMNS
    return [dict(zip(COLUMNS, cells, strict=True)) for cells in split[2:]]


def notebook(chapter: str) -> Path:
    return ROOT / "notebooks" / f"{chapter.replace(' ', '_')}.ipynb"


def sections(path: Path) -> dict[str, str]:
    """Return what stands under each heading of a chapter, its sub-headings included."""
    texts: dict[str, str] = {}
    open_: list[tuple[int, str]] = []
    for cell in nbformat.read(path, as_version=4).cells:
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else ():
            if heading := re.match(r"(#+) (.*)", line):
                level, title = len(heading[1]), heading[2].strip()
                open_ = [*(one for one in open_ if one[0] < level), (level, title)]
            for _level, title in open_:
                texts[title] = texts.get(title, "") + line + "\n"
    return texts


ROWS = rows()
WRITTEN = [row for row in ROWS if notebook(row["chapter"]).exists()]


def test_every_concept_of_both_texts_has_its_place():
    concepts = {(row["text"], row["in the text"]) for row in ROWS}
    assert len(concepts) == 112
    assert {text for text, _concept in concepts} == {"A", "B"}
    assert all(row["in English"] and row["heading"] for row in ROWS)


def test_the_chapters_are_those_of_the_course():
    known = {f"{number:02d} {word}" for number, word in enumerate(CHAPTERS)}
    assert {row["chapter"] for row in ROWS} <= known


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: f"{row['chapter']}-{row['in English']}")
def test_a_concept_is_taught_under_its_heading_with_the_texts_own_word(row):
    taught = sections(notebook(row["chapter"]))
    assert row["heading"] in taught.keys() - NO_LESSON
    terms = [term.strip() for term in row["stands there"].split(";")]
    assert all(re.search(r"[\u4e00-\u9fff]", term) for term in terms)
    assert [term for term in terms if term not in taught[row["heading"]]] == []


def test_a_chapter_that_is_not_written_claims_no_heading():
    to_come = [row for row in ROWS if row not in WRITTEN]
    assert {(row["heading"], row["stands there"]) for row in to_come} <= {("to come", "")}
