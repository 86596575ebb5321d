"""What several test modules share: small tables with the sums beside them, and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import settings

from helpers import language
from tools import lab

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A busy machine is slow now and then; that is no fault of a law. Fifty surveys try a law well.
settings.register_profile("course", deadline=None, max_examples=50)
settings.load_profile("course")

#        dimension         guest 1: E, P   guest 2: E, P   mean gap
BY_HAND = {
    "tangibles": ((6, 5), (5, 5), -0.5),
    "reliability": ((7, 5), (6, 5), -1.5),
    "responsiveness": ((6, 6), (7, 5), -1.0),
    "assurance": ((5, 6), (6, 6), 0.5),
    "empathy": ((6, 4), (7, 6), -1.5),
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin every test in English, whatever COURSE_LANG or the test before it chose; end so too."""
    language("en")
    yield
    language("en")


@pytest.fixture
def two_guests() -> pd.DataFrame:
    """Two guests of Hotel A, one item per dimension, on a scale of 1 to 7."""
    rows = [
        (guest, f"{dimension}_1", dimension, *answers[guest - 1])
        for guest in (1, 2)
        for dimension, answers in BY_HAND.items()
    ]
    columns = ["guest", "item", "dimension", "expectation", "perception"]
    ratings = pd.DataFrame(rows, columns=columns)
    ratings.attrs["scale"] = (1, 7)
    return ratings


@pytest.fixture
def by_hand() -> pd.Series:
    """The mean gaps of `two_guests`."""
    gaps = {dimension: gap for dimension, (_, _, gap) in BY_HAND.items()}
    return pd.Series(gaps, name="gap").rename_axis("dimension")


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """One Chromium. Not for the whole session: other tests have an event loop of their own."""
    if lab.chromium() is None:
        meet = pytest.fail if os.environ.get("CI") else pytest.skip
        meet("there is no Chromium: apt-get install chromium, or playwright install chromium")
    with lab.browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab on a copy of the notebooks, which it may save: its address and its folder."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(
        lab.ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*")
    )
    with lab.jupyter(folder) as url:
        yield url, folder
