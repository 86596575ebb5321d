"""A survey of attribute ratings, read for a penalty-reward contrast analysis."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.ratings import as_numbers, require_columns

Cut = float | Mapping[str, float]
SIDES = (N_("penalty"), N_("reward"))
CONSTANT = ("", "constant")


class Survey(NamedTuple):
    """Complete rows, coded: a constant, and an indicator of low and of high per attribute.

    ``counts`` holds the guests behind each indicator, ``missing`` the answers that each
    column lacks, ``left_out`` the rows that lack any.
    """

    attributes: list[str]
    overall: pd.Series
    design: pd.DataFrame
    weights: pd.Series
    counts: dict[tuple[str, str], int]
    missing: dict[str, int]
    left_out: int


def read_survey(
    table: pd.DataFrame,
    attributes: Sequence[str],
    overall: str,
    low: Cut,
    high: Cut,
    weights: str | Sequence[float] | None,
) -> Survey:
    """Return the complete rows of a table as `Survey`; errors as in `penalty_reward`."""
    names = [attributes] if isinstance(attributes, str) else list(attributes)
    table = table.reset_index(drop=True) if not table.index.is_unique else table
    _require_names(names, overall)
    weight_column = [weights] if isinstance(weights, str) else []
    require_columns(table, [*names, overall, *weight_column])
    numbers = pd.DataFrame({name: as_numbers(table[name], name) for name in [*names, overall]})
    importance = _weights(table, weights)
    whole = numbers.notna().all(axis=1) & (importance > 0)
    rows, kept = numbers[whole], importance[whole]
    blocks: dict[Any, pd.Series] = {CONSTANT: pd.Series(1.0, rows.index)}
    for name in names:
        below, above = cuts(name, low, high)
        blocks[name, "penalty"] = (rows[name] <= below).astype(float)
        blocks[name, "reward"] = (rows[name] >= above).astype(float)
    columns = list(blocks)
    design = pd.DataFrame(
        np.column_stack([blocks[label] for label in columns]),
        index=rows.index,
        columns=pd.MultiIndex.from_tuples(columns),
    )
    _require_enough(rows[overall], design, overall, len(numbers))
    return Survey(
        names,
        rows[overall],
        design,
        kept,
        {label: int(blocks[label].sum()) for label in columns},
        {name: int(numbers[name].isna().sum()) for name in [*names, overall]},
        int(numbers.isna().any(axis=1).sum()),
    )


def cuts(name: str, low: Cut, high: Cut) -> tuple[float, float]:
    """Return up to where a rating of this attribute is low, and from where it is high."""
    pair = []
    for cut in (low, high):
        found = cut.get(name) if isinstance(cut, Mapping) else cut
        if found is None or isinstance(found, bool) or not np.isfinite(found):
            raise ValueError(
                _(
                    "{name} needs a number up to which it is low and one from which it is high, "
                    "not {found!r}"
                ).format(name=name, found=found)
            )
        pair.append(float(found))
    below, above = pair
    if not below < above:
        raise ValueError(
            _("{name}: low ends at {low} and high begins at {high}; low must end first").format(
                name=name, low=below, high=above
            )
        )
    return below, above


def _weights(table: pd.DataFrame, weights: str | Sequence[float] | None) -> pd.Series:
    if weights is None:
        return pd.Series(1.0, table.index)
    given = table[weights] if isinstance(weights, str) else weights
    if len(given) != len(table):
        raise ValueError(
            _("{weights} weights for {rows} rows; each row needs one").format(
                weights=len(given), rows=len(table)
            )
        )
    numbers = as_numbers(pd.Series(np.asarray(given), table.index), _("the weights"))
    bad = (numbers.isna() | (numbers < 0)).to_numpy()
    if bad.any():
        place = int(bad.argmax())
        raise ValueError(
            _("weights are zero or more, but row {row} has {found}").format(
                row=numbers.index[place], found=numbers.iloc[place]
            )
        )
    return numbers


def _require_names(names: list[str], overall: str) -> None:
    if not names:
        raise ValueError(_("at least one attribute is needed"))
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise ValueError(_("attribute {name} is named twice").format(name=twice[0]))
    if overall in names:
        raise ValueError(
            _("{name} is the overall rating and cannot be an attribute too").format(name=overall)
        )


def _require_enough(values: pd.Series, design: pd.DataFrame, overall: str, rows: int) -> None:
    columns = design.to_numpy()
    rank = int(np.linalg.matrix_rank(columns.T @ columns, hermitian=True)) if len(design) else 0
    if len(design) <= rank:
        raise ValueError(
            _(
                "{complete} of {rows} rows are complete; more than {needed} are needed to estimate "
                "penalties and rewards with their standard errors"
            ).format(complete=len(design), rows=rows, needed=max(rank, 1))
        )
    if values.nunique() < 2:
        raise ValueError(
            _("{overall} is {value} in every row: nothing varies that could be explained").format(
                overall=overall, value=values.iloc[0]
            )
        )
