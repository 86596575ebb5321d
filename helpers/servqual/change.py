"""Why an overall gap changed: expectations, perceptions, or another mix of guests."""

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.ratings import By, columns_of, complete_pairs, quoted, require_columns


def explain_change(before: pd.DataFrame, after: pd.DataFrame, by: By = "segment") -> pd.Series:
    """Split the change of the overall mean gap into its three possible causes.

    Parameters
    ----------
    before, after : DataFrame, one row per respondent and item
        As in `gap_scores`, with ``dimension`` and the column or columns of `by`.
    by : str or list of str
        What makes a segment. Respondents whose segment is missing are one of their own.

    Returns
    -------
    Series of float named ``gap``, in scale points
        ``before``, ``expectations``, ``perceptions``, ``mix``, ``after``; the first four
        add up to the last. The parts are those of `explain_change_by_dimension`, and
        both ends are `unweighted_score`: means over the dimensions that have a gap in
        both tables.

    Raises
    ------
    ValueError
        As in `gap_scores`, if the tables do not have the same dimensions, or if none of
        them has a gap in both.

    Examples
    --------
    Nobody's service changed, and nobody's expectations did: more of the demanding came.

    >>> before = pd.DataFrame(
    ...     {
    ...         "segment": ["business", "leisure", "leisure", "leisure"],
    ...         "dimension": "reliability",
    ...         "expectation": [7, 5, 5, 5],
    ...         "perception": [5, 5, 5, 5],
    ...     }
    ... )
    >>> after = before.assign(segment=["business", "business", "business", "leisure"],
    ...                       expectation=[7, 7, 7, 5])
    >>> explain_change(before, after)
    before         -0.5
    expectations    0.0
    perceptions     0.0
    mix            -1.0
    after          -1.5
    Name: gap, dtype: float64
    """
    parts = explain_change_by_dimension(before, after, by).dropna()
    if parts.empty:
        raise ValueError(_("no dimension has a gap in both tables"))
    return parts.mean().rename("gap")


def explain_change_by_dimension(
    before: pd.DataFrame, after: pd.DataFrame, by: By = "segment"
) -> pd.DataFrame:
    """Split the change of each dimension's gap into its three possible causes, exactly.

    A dimension's gap is the sum over segments of share times gap, where the share is the
    segment's part of the complete pairs. With the mean of the two tables' shares and
    gaps marked by a bar, and the difference, after less before, by a d:

    - ``expectations``: the sum of -bar(share) x d(expectation), within segments; negative
      where expectations rose;
    - ``perceptions``: the sum of bar(share) x d(perception), within segments;
    - ``mix``: the sum of d(share) x bar(gap): more guests of a kind whose gap is wide.

    Taking both tables' mean is one convention, the symmetric one (the mean of both
    orders in which shares and levels can be exchanged, as in Shapley's value); with the
    shares or gaps of one table alone the parts are others, or leave a remainder. A
    segment found in one table only has no change within and goes to the mix.

    Parameters
    ----------
    before, after, by
        As in `explain_change`.

    Returns
    -------
    DataFrame of float, one row per dimension, in scale points
        Columns ``before``, ``expectations``, ``perceptions``, ``mix``, ``after``; a
        dimension without a complete pair in one of the tables has NaN there and in its
        parts.

    Raises
    ------
    ValueError
        As in `gap_scores`, and if the tables do not have the same dimensions.
    """
    _require_same_dimensions(before, after)
    dimensions, share, expectation, perception = _shares_and_levels(before, after, columns_of(by))
    gap = perception - expectation
    parts = {
        "before": share[0] * gap[0],
        "expectations": -share.mean(axis=0) * (expectation[1] - expectation[0]),
        "perceptions": share.mean(axis=0) * (perception[1] - perception[0]),
        "mix": (share[1] - share[0]) * gap.mean(axis=0),
        "after": share[1] * gap[1],
    }
    return pd.DataFrame({name: part.sum(axis=1) for name, part in parts.items()}, dimensions)


def _shares_and_levels(
    before: pd.DataFrame, after: pd.DataFrame, segment: list[str]
) -> tuple[pd.Index, np.ndarray, np.ndarray, np.ndarray]:
    """Return the dimensions and three arrays of shape (table, dimension, segment)."""
    needed = ["dimension", *segment]
    pairs = pd.concat([complete_pairs(ratings, needed) for ratings in (before, after)])
    keys = pd.concat([ratings[needed] for ratings in (before, after)])
    table = np.repeat([0, 1], [len(before), len(after)])
    dimension, dimensions = pd.factorize(keys["dimension"])
    kind = keys.groupby(segment, dropna=False, sort=False).ngroup().to_numpy()
    used = pairs["gap"].notna().to_numpy() & (dimension >= 0)
    shape = (2, len(dimensions), kind.max(initial=0) + 1)
    cell = np.ravel_multi_index((table[used], dimension[used], kind[used]), shape)

    def add_up(values: np.ndarray | None = None) -> np.ndarray:
        # Without .astype, bincount counts in whole numbers where there is nothing to add.
        return np.bincount(cell, values, np.prod(shape)).reshape(shape).astype(float)

    count = add_up()
    with np.errstate(invalid="ignore"):
        share = count / count.sum(axis=2, keepdims=True)
    expectation, perception = (
        _levels(add_up(pairs[name].to_numpy()[used]), count)
        for name in ("expectation", "perception")
    )
    return pd.Index(dimensions, name="dimension"), share, expectation, perception


def _levels(sums: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Return mean ratings; a segment missing from one table has those of the other."""
    means = np.divide(sums, count, out=np.zeros_like(sums), where=count > 0)
    return np.where(count > 0, means, means[::-1])


def _require_same_dimensions(before: pd.DataFrame, after: pd.DataFrame) -> None:
    for ratings in (before, after):
        require_columns(ratings, ["dimension"])
    if lone := set(before["dimension"].dropna()) ^ set(after["dimension"].dropna()):
        raise ValueError(
            _("the two tables need the same dimensions, but only one of them has {names}").format(
                names=quoted(sorted(lone))
            )
        )
