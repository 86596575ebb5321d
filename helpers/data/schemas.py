"""What each table must look like; data/README.md says the same in words.

A column's ``description`` is what a reader is told is allowed there. Every schema is a
function, so that its words are in the language in use.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from helpers.data._dimensions import CLASSICAL
from helpers.data._scale import Scale, in_words
from helpers.locale import gettext as _
from helpers.locale import in_a_row

HOTEL_SCALE = (1, 7)
HOTEL_ITEMS = tuple(f"{name}_{n}" for name, size in CLASSICAL.items() for n in range(1, size + 1))
CHAPTERS = (
    *("start", "services", "kano", "gronroos", "servqual", "measurement", "two_factor"),
    *("recovery", "retention", "return_on_quality", "offering", "peak_pricing", "bundling"),
    "hotel",
)


def ratings(
    scale: Scale,
    dimensions: Iterable[str],
    items: Iterable[str] | None = None,
    decimals: bool = False,
) -> pa.DataFrameSchema:
    """Return the schema of a table of ratings, one row per respondent and item.

    Parameters
    ----------
    scale : (low, high)
        In scale points.
    dimensions, items : iterable of str
        What may stand in these columns; without `items` any text.
    decimals : bool
        Whether ratings may lie between the points of the scale.
    """
    columns = _rating_columns(scale, dimensions, items, _number if decimals else _whole)
    return pa.DataFrameSchema(columns, unique=["guest", "item"])


def _rating_columns(
    scale: Scale,
    dimensions: Iterable[str],
    items: Iterable[str] | None,
    rating: Callable[..., pa.Column],
) -> dict[str, pa.Column]:
    return {
        "guest": pa.Column(description=_("a name or a number")),
        "item": _text() if items is None else _one_of(items),
        "dimension": _one_of(dimensions),
        "expectation": rating(*scale, dtype="float64", nullable=True),
        "perception": rating(*scale, dtype="float64", nullable=True),
    }


def _hotel_guests() -> pa.DataFrameSchema:
    rating, points = HOTEL_SCALE, (0, 100)
    return pa.DataFrameSchema(
        {
            "guest": _whole(1, 800, unique=True),
            "wave": _one_of(["before", "after"]),
            "segment": _one_of(["business", "leisure"]),
            "account": _text(nullable=True),
            "nights": _whole(1, 14),
            "spend": _whole(380, 30_000),
            **{
                f"points_{name}": _whole(*points, dtype="float64", nullable=True)
                for name in CLASSICAL
            },
            "overall_quality": _whole(*rating),
            "satisfaction": _whole(*rating),
            "would_return": _whole(0, 1),
        }
    )


def _hotel_ratings() -> pa.DataFrameSchema:
    columns = _rating_columns(HOTEL_SCALE, CLASSICAL, HOTEL_ITEMS, _whole)
    return pa.DataFrameSchema(columns | {"guest": _whole(1, 800)}, unique=["guest", "item"])


def _hotel_tolerance() -> pa.DataFrameSchema:
    level = _whole(*HOTEL_SCALE, dtype="float64", nullable=True)
    return pa.DataFrameSchema(
        {
            "guest": _whole(1, 160),
            "segment": _one_of(["business", "leisure"]),
            "dimension": _one_of(CLASSICAL),
            "adequate": level,
            "desired": level,
            "perceived": level,
        },
        unique=["guest", "dimension"],
    )


def _items() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "item": _one_of(HOTEL_ITEMS, unique=True),
            "dimension": _one_of(CLASSICAL),
            "text_en": _text(unique=True),
            "text_zh": _text(unique=True),
        }
    )


def _weekend_guests() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "guest": _whole(1, 240, unique=True),
            "segment": _one_of(["couple", "family", "stays on"]),
            **{name: _whole(0, 900) for name in ("room", "dinner", "spa", "guide")},
        }
    )


def _glossary() -> pa.DataFrameSchema:
    words = pa.Check(_are_chapters, name="chapter words")
    allowed = _("words of chapters with a semicolon between them")
    return pa.DataFrameSchema(
        {
            "term_en": _text(unique=True),
            "term_zh": _text(),
            "chapter": pa.Column("str", words, description=allowed),
            "definition_en": _text(),
            "definition_zh": _text(),
        }
    )


def _games_hotels() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "stars": _one_of(["five", "four", "three and below"], unique=True),
            "occupancy_low": _whole(0, 100),
            "occupancy_high": _whole(0, 100),
            "year_before": _whole(0, 100, dtype="float64", nullable=True),
            "expected": _whole(0, 100),
            "booked_june": _number(0, 100, nullable=True),
        }
    )


HOTEL_ATTRIBUTES = (
    *("cleanliness", "reliability", "responsiveness"),
    *("comfort", "friendliness", "aesthetics"),
)
NEW_YORK = ("value", "room", "location", "cleanliness", "service", "sleep quality")


def _hotel_attributes() -> pa.DataFrameSchema:
    rating = _whole(*HOTEL_SCALE, dtype="float64", nullable=True)
    return pa.DataFrameSchema(
        {
            "guest": _whole(1, 1200, unique=True),
            **dict.fromkeys(HOTEL_ATTRIBUTES, rating),
            "overall": _number(*HOTEL_SCALE),
        }
    )


def _hotel_attribute_truth() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "attribute": _one_of(HOTEL_ATTRIBUTES, unique=True),
            "penalty": _number(-2, 0),
            "reward": _number(0, 2),
            "low": _number(0, 1),
            "high": _number(0, 1),
        }
    )


def _new_york_hotels() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "attribute": _one_of(NEW_YORK, unique=True),
            "performance": _number(1, 5),
            "penalty": _number(-2, 0),
            "reward": _number(0, 2),
            "asymmetry": _number(-1, 1),
            "kind": _one_of(["basic", "performance", "excitement"]),
        }
    )


SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "hotel_guests": _hotel_guests,
    "hotel_ratings": _hotel_ratings,
    "hotel_tolerance": _hotel_tolerance,
    "items": _items,
    "weekend_guests": _weekend_guests,
    "glossary": _glossary,
    "games_hotels": _games_hotels,
    "hotel_attributes": _hotel_attributes,
    "hotel_attribute_truth": _hotel_attribute_truth,
    "new_york_hotels": _new_york_hotels,
}


def _whole(low: float, high: float, dtype: str = "int64", **more: Any) -> pa.Column:
    checks = [pa.Check.in_range(low, high), pa.Check(_is_whole, name="whole")]
    allowed = _("whole numbers from {range}").format(range=in_words((low, high)))
    return pa.Column(dtype, checks, description=allowed, **more)


def _number(low: float, high: float, dtype: str = "float64", **more: Any) -> pa.Column:
    allowed = _("numbers from {range}").format(range=in_words((low, high)))
    return pa.Column(dtype, pa.Check.in_range(low, high), description=allowed, **more)


def _one_of(names: Iterable[str], **more: Any) -> pa.Column:
    known = list(dict.fromkeys(names))
    return pa.Column("str", pa.Check.isin(known), description=in_a_row(known), **more)


def _text(**more: Any) -> pa.Column:
    return pa.Column("str", pa.Check.str_length(min_value=1), description=_("text"), **more)


def _is_whole(column: pd.Series) -> pd.Series:
    return column % 1 == 0


def _are_chapters(column: pd.Series) -> pd.Series:
    return column.map(lambda words: set(words.split("; ")) <= set(CHAPTERS))
