"""README and chapter 00 say which chapters are written."""

import re
from pathlib import Path

import chapters
import nbformat
import pytest

from helpers.data.schemas import CHAPTERS

WRITTEN = sorted(path.stem for path in chapters.START.parent.glob("[0-9][0-9]_*.ipynb"))
README = chapters.README.read_text(encoding="utf-8")
MAP = next(
    cell.source
    for cell in nbformat.read(chapters.START, as_version=4).cells
    if cell.id == chapters.MAP
)


def test_the_tables_are_what_the_command_writes():
    assert chapters.readme(README) == README, "python tools/chapters.py"
    assert chapters.course_map(MAP) == MAP, "python tools/chapters.py"


@pytest.mark.parametrize("text", [README, MAP], ids=["README", "chapter 00"])
def test_each_chapter_has_its_row_and_its_state(text):
    rows = {row[1]: row for row in chapters.ROW.finditer(text)}
    assert [row[2] for row in rows.values()] == list(CHAPTERS)
    written = [f"{row[1]}_{row[2]}" for row in rows.values() if row[0].endswith("| written |")]
    assert written == WRITTEN


def test_each_written_chapter_has_its_instructors_page():
    pages = (chapters.ROOT / "docs" / "instructor").glob("[0-9][0-9]_*.md")
    assert sorted(page.stem for page in pages) == WRITTEN


def test_every_link_of_readme_leads_to_a_file():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not Path(chapters.ROOT, link).exists()] == []
