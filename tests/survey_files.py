"""Surveys written to files in the ways that readers' programs write them."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import openpyxl
import pandas as pd
from hypothesis import strategies as st

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
SEPARATORS = (",", ";", "\t")
SCALES = ((1, 5), (1, 7), (1, 9), (1, 10), (0, 10), (-3, 3))
WORDS = (
    "business",
    "leisure",
    "a, b; c",
    'say "yes"',
    "two\nlines",
    "商务客人",
    "度假",
    "é",
    "0012",
)


class Survey(NamedTuple):
    """A small survey: who answered, what belongs where, and the answers (guests by items)."""

    guests: list[str]
    segment: list[str]
    dimensions: dict[str, str]
    scale: tuple[int, int]
    expectation: np.ndarray
    perception: np.ndarray

    def table(self) -> pd.DataFrame:
        """Return what `load_survey` must make of it."""
        items, count = list(self.dimensions), len(self.guests)
        whole = all(guest.isdigit() for guest in self.guests)
        guests = [int(guest) if whole else guest for guest in self.guests]
        return pd.DataFrame(
            {
                "guest": pd.Series(
                    np.repeat(guests, len(items)), dtype="int64" if whole else "str"
                ),
                "item": pd.Series(items * count, dtype="str"),
                "dimension": pd.Series(list(self.dimensions.values()) * count, dtype="str"),
                "expectation": self.expectation.ravel(),
                "perception": self.perception.ravel(),
                "segment": pd.Series(np.repeat(self.segment, len(items)), dtype="str"),
            }
        )

    def wide(self) -> list[list[str]]:
        """Return the rows of a file with one row per respondent."""
        heads = [f"{letter}{item}" for letter in "EP" for item in self.dimensions]
        rows = [["id", *heads, "segment"]]
        for place, guest in enumerate(self.guests):
            answers = [*self.expectation[place], *self.perception[place]]
            rows.append([guest, *map(as_cell, answers), self.segment[place]])
        return rows

    def long(self) -> list[list[str]]:
        """Return the rows of a file with one row per respondent and item."""
        rows = [["respondent", "question", "dimension", "expected", "perceived", "segment"]]
        for row in self.table().itertuples(index=False):
            ratings = as_cell(row.expectation), as_cell(row.perception)
            rows.append([str(row.guest), row.item, row.dimension, *ratings, row.segment])
        return rows


def as_cell(rating: float) -> str:
    """Return a rating as it stands in a file."""
    return "" if np.isnan(rating) else f"{rating:g}"


def as_csv(rows: list[list[str]], encoding: str, separator: str, line_end: str = "\n") -> bytes:
    """Return the bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(rows: list[list[str]], title: str = "Sheet1") -> bytes:
    """Return the bytes of a workbook whose last sheet holds the rows, numbers as numbers."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append([int(cell) if _is_number(cell) else cell or None for cell in row])
    raw = io.BytesIO()
    book.save(raw)
    return _without_time(raw)


def _without_time(raw: io.BytesIO) -> bytes:
    """Return a workbook that does not say when it was written: the same bytes each time."""
    same = io.BytesIO()
    with zipfile.ZipFile(raw) as written, zipfile.ZipFile(same, "w") as archive:
        for name in written.namelist():
            part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2008-05-06T00:00:00Z", written.read(name))
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return same.getvalue()


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").isdigit() and not (cell.startswith("0") and len(cell) > 1)


def write(folder: Path, raw: bytes, name: str = "survey.csv") -> Path:
    """Write the bytes to a file and return its path."""
    path = folder / name
    path.write_bytes(raw)
    return path


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    """Surveys of 1 to 5 respondents and 1 to 6 items in 1 to 3 dimensions."""
    names = st.sampled_from(["7", "12", "A-3", "张三", "x;y", "0", "99999"])
    guests = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    sizes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    blocks = zip(draw(st.permutations(["staff", "服务", "speed, queue"])), sizes, strict=False)
    of_item = [name for name, size in blocks for _ in range(size)]
    low, high = draw(st.sampled_from(SCALES))
    rating = st.one_of(st.integers(low, high).map(float), st.just(np.nan))
    shape = (len(guests), len(of_item))
    answers = draw(
        st.lists(rating, min_size=2 * shape[0] * shape[1], max_size=2 * shape[0] * shape[1])
    )
    answers[0] = float(high)
    segment = draw(st.lists(st.sampled_from(WORDS), min_size=len(guests), max_size=len(guests)))
    both = np.array(answers).reshape(2, *shape)
    dimensions = {str(number): name for number, name in enumerate(of_item, start=1)}
    return Survey(guests, segment, dimensions, (low, high), both[0], both[1])
