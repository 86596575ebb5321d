"""The table of ratings that the models share: one row per respondent and item.

Its columns are ``guest`` (who answered), ``item`` and ``dimension`` (what was rated),
``expectation`` and ``perception`` (scale points; missing where there is no answer);
columns such as ``segment`` or ``wave`` may stand beside them. ``ratings.attrs["scale"]``
holds the lowest and the highest rating that the survey allowed, where they are known.
"""

from collections.abc import Iterable
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import in_a_row

Scale = tuple[float, float]
By = str | list[str]


class RespondentSums(NamedTuple):
    """What each respondent's gaps add up to: rows are respondents, columns are groups."""

    guests: pd.Index
    groups: pd.Index
    sums: np.ndarray
    counts: np.ndarray


def complete_pairs(
    ratings: pd.DataFrame, needed: By | tuple[()] = (), scale: Scale | None = None
) -> pd.DataFrame:
    """Return expectation, perception and gap, all missing where either rating is.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item
    needed : str or list of str
        Columns that must be there besides ``expectation`` and ``perception``.
    scale : (low, high), optional
        The ends of the scale in points; without it ``ratings.attrs["scale"]`` counts,
        and where neither is given ratings are not held against a scale.

    Returns
    -------
    DataFrame of float, one row per row of `ratings`
        Columns ``expectation``, ``perception``, ``gap`` (perception minus expectation),
        in scale points.

    Raises
    ------
    ValueError
        If a column is missing, a rating is not a number, or one lies off the scale.
    """
    require_columns(ratings, [*columns_of(needed), "expectation", "perception"])
    scale = scale or ratings.attrs.get("scale")
    expectation, perception = (
        _numbers(ratings[name], scale) for name in ("expectation", "perception")
    )
    gap = perception - expectation
    missing = np.isnan(gap)
    return pd.DataFrame(
        {
            "expectation": np.where(missing, np.nan, expectation),
            "perception": np.where(missing, np.nan, perception),
            "gap": gap,
        },
        index=ratings.index,
    )


def respondent_sums(
    ratings: pd.DataFrame, by: By = "dimension", scale: Scale | None = None
) -> RespondentSums:
    """Add up each respondent's gaps within each group, and count the complete pairs.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item
    by : str or list of str
        The column or columns that make the groups. Rows whose group is missing are left out.
    scale : (low, high), optional
        As in `complete_pairs`.

    Returns
    -------
    RespondentSums
        ``sums`` (scale points) and ``counts`` (complete pairs) are arrays of shape
        (respondents, groups), both in the order of first appearance.

    Raises
    ------
    ValueError
        As `complete_pairs` does, and if a row does not say who answered.
    """
    gap = complete_pairs(ratings, ["guest", *columns_of(by)], scale)["gap"].to_numpy()
    who, guests = pd.factorize(ratings["guest"])
    if (who < 0).any():
        row = ratings.index[who < 0][0]
        raise ValueError(_("row {row} does not say which guest answered").format(row=row))
    grouped = ratings.groupby(by, sort=False, observed=True)
    groups = grouped.size().index
    group = grouped.ngroup().to_numpy(dtype=float, na_value=np.nan)
    used = ~np.isnan(gap) & (group >= 0)
    cell = who[used] * len(groups) + group[used].astype(int)
    shape = len(guests), len(groups)
    sums = np.bincount(cell, weights=gap[used], minlength=shape[0] * shape[1]).astype(float)
    counts = np.bincount(cell, minlength=shape[0] * shape[1])
    return RespondentSums(
        pd.Index(guests, name="guest"), groups, sums.reshape(shape), counts.reshape(shape)
    )


def columns_of(by: By | tuple[()]) -> list[str]:
    """Return one column's name or several names as a list."""
    return [by] if isinstance(by, str) else list(by)


def require_columns(table: pd.DataFrame, needed: list[str]) -> None:
    """Raise a ValueError that names the columns missing from the table, and those it has."""
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise ValueError(
            _("the table has no column {missing}; it has {present}").format(
                missing=quoted(missing), present=quoted(table.columns) or _("no columns at all")
            )
        )


def as_numbers(column: pd.Series, name: str) -> pd.Series:
    """Return a column as floats, with what is missing as NaN; text is refused by its row."""
    numbers = pd.to_numeric(column, errors="coerce").astype(float)
    strange = (numbers.isna() & column.notna()) | np.isinf(numbers)
    if strange.any():
        place = int(strange.to_numpy().argmax())
        raise ValueError(
            _("{column} holds numbers, but row {row} has {found!r}").format(
                column=name, row=column.index[place], found=column.iloc[place]
            )
        )
    return numbers


def quoted(names: Iterable[object]) -> str:
    """Return names in quotation marks, with commas between them."""
    return in_a_row(f'"{name}"' for name in names)


def _numbers(column: pd.Series, scale: Scale | None) -> np.ndarray:
    if column.dtype == object or not pd.api.types.is_numeric_dtype(column):
        _require_numbers(column)
    values = column.to_numpy(dtype=float, na_value=np.nan)
    low, high = scale or (-np.inf, np.inf)
    wrong = (values < low) | (values > high) | np.isinf(values)
    if wrong.any():
        row, value = column.index[wrong][0], values[wrong][0]
        if scale:
            message = _(
                "ratings run from {low:g} to {high:g}, but row {row} has {column} {value:g}"
            )
        else:
            message = _("ratings are finite numbers, but row {row} has {column} {value:g}")
        raise ValueError(
            message.format(low=low, high=high, row=row, column=column.name, value=value)
        )
    return values


def _require_numbers(column: pd.Series) -> None:
    for row, value in column[column.notna()].items():
        if not isinstance(value, Real) or isinstance(value, bool | np.bool_):
            raise ValueError(
                _('ratings are numbers, but row {row} has {column} "{value}"').format(
                    row=row, column=column.name, value=value
                )
            )
