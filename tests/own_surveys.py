"""Small surveys such as readers bring: other dimensions, segments, scales, and holes in them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def survey(
    guests: int = 40,
    dimensions: Sequence[Any] = DIMENSIONS,
    segments: Sequence[Any] = ("business", "leisure"),
    waves: Sequence[Any] = ("before", "after"),
    scale: tuple[int, int] = (1, 7),
    missing: float = 0.0,
    items: int = 2,
) -> pd.DataFrame:
    """Return ratings of so many guests in each wave, with ``wave`` and ``segment``."""
    rng = np.random.default_rng(4)
    low, high = scale
    everybody = guests * len(waves)
    who = np.repeat(np.arange(everybody), len(dimensions) * items)
    what = np.tile(np.repeat(np.arange(len(dimensions)), items), everybody)
    table = pd.DataFrame(
        {
            "guest": who + 1,
            "item": [f"{dimensions[d]}_{i % items + 1}" for i, d in enumerate(what)],
            "dimension": [dimensions[d] for d in what],
            "expectation": rng.integers((low + high) // 2, high + 1, len(who)).astype(float),
            "perception": rng.integers(low, high + 1, len(who)).astype(float),
            "wave": [waves[guest // guests] for guest in who],
            "segment": [segments[guest % len(segments)] for guest in who],
        }
    )
    for rating in ("expectation", "perception"):
        table.loc[rng.random(len(table)) < missing, rating] = np.nan
    table.attrs["scale"] = scale
    return table


def points(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return importance points of the guests of a survey, one row per guest."""
    guests = ratings.drop_duplicates("guest").filter(["guest", "segment"]).reset_index(drop=True)
    rng = np.random.default_rng(7)
    for dimension in ratings["dimension"].dropna().unique():
        guests[f"points_{dimension}"] = rng.integers(1, 60, len(guests))
    return guests


def _without(column: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda table: table.drop(columns=column)


def _answers_only(keep: Callable[[pd.DataFrame], pd.Series]) -> Callable:
    def cut(table: pd.DataFrame) -> pd.DataFrame:
        table.loc[~keep(table), "perception"] = np.nan
        return table

    return cut


def _rows_only(keep: Callable[[pd.DataFrame], pd.Series]) -> Callable:
    def cut(table: pd.DataFrame) -> pd.DataFrame:
        rows = table[keep(table)].reset_index(drop=True)
        rows.attrs = table.attrs
        return rows

    return cut


def _not_empathy_after(table: pd.DataFrame) -> pd.Series:
    return (table["dimension"] != "empathy") | (table["wave"] != "after")


def _not_empathy(table: pd.DataFrame) -> pd.Series:
    return table["dimension"] != "empathy"


def _no_scale(table: pd.DataFrame) -> pd.DataFrame:
    table.attrs = {}
    return table


def _some_segments_missing(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(segment=table["segment"].where(table["guest"] % 3 > 0))


# What a reader brings, by what is special about it.
SURVEYS: dict[str, Callable[[], pd.DataFrame]] = {
    "like Hotel A's": survey,
    "two dimensions of other names": lambda: survey(dimensions=("speed", "价格 % <b>")),
    "one dimension": lambda: survey(dimensions=("speed",)),
    "fifteen dimensions": lambda: survey(dimensions=[f"d{i}" for i in range(15)]),
    "dimensions named by numbers": lambda: survey(dimensions=(1, 2, 3)),
    "a dimension called all": lambda: survey(dimensions=("all", "speed")),
    "one segment": lambda: survey(segments=("families",)),
    "eight segments": lambda: survey(segments=[f"kind {i}" for i in range(8)]),
    "segments named by numbers": lambda: survey(segments=(1, 2)),
    "segments of mixed types": lambda: survey(segments=(1, "leisure")),
    "segments called all and equal": lambda: survey(segments=("all", "equal")),
    "a segment called equal": lambda: survey(segments=("equal", "leisure")),
    "some segments missing": lambda: _some_segments_missing(survey()),
    "all segments missing": lambda: survey(segments=(None,)),
    "segments as a category": lambda: survey().astype({"segment": "category"}),
    "a column of segments left out": lambda: _without("segment")(survey()),
    "waves named by years": lambda: survey(waves=(2007, 2008)),
    "one wave": lambda: survey(waves=("before",)),
    "three waves": lambda: survey(waves=("2006", "2007", "2008")),
    "no waves": lambda: _without("wave")(survey()),
    "a 5-point scale": lambda: survey(scale=(1, 5)),
    "a 10-point scale from 0": lambda: survey(scale=(0, 10)),
    "an unknown scale": lambda: _no_scale(survey()),
    "an unknown 10-point scale": lambda: _no_scale(survey(scale=(1, 10))),
    "a third of the answers missing": lambda: survey(missing=0.2),
    "nine of ten answers missing": lambda: survey(missing=0.7),
    "no answers at all": lambda: survey(missing=1.1),
    "nobody was asked about empathy after": lambda: _rows_only(_not_empathy_after)(survey()),
    "nobody answered about empathy after": lambda: _answers_only(_not_empathy_after)(survey()),
    "nobody answered about empathy": lambda: _answers_only(_not_empathy)(survey()),
    "nobody answered after": lambda: _answers_only(lambda t: t["wave"] == "before")(survey()),
    "no business guests after": lambda: _rows_only(
        lambda t: (t["segment"] != "business") | (t["wave"] == "before")
    )(survey()),
    "one guest": lambda: survey(guests=1, waves=("before",)),
    "one guest in each wave": lambda: survey(guests=1),
    "two guests in each wave": lambda: survey(guests=2),
    "three guests in each wave": lambda: survey(guests=3),
    "guests who all answer the same": lambda: survey().assign(expectation=6.0, perception=5.0),
    "guests whom nothing lets down": lambda: survey().assign(expectation=5.0, perception=5.0),
    "a table without rows": lambda: _rows_only(lambda t: t["guest"] < 0)(survey()),
    "ratings off the scale": lambda: survey().assign(perception=9.0),
    "ratings as text": lambda: survey().assign(perception="good"),
}
