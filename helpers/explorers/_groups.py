"""Which groups of a reader's own table an explorer can offer to choose from."""

from typing import Any

import pandas as pd

from helpers.locale import gettext as _
from helpers.ratings import complete_pairs, quoted

ALL, EQUAL = "all", "equal"


def kinds(column: pd.Series) -> list[Any]:
    """Return what a column holds, once each in the order of first appearance, as plain values.

    Raises
    ------
    ValueError
        If the column holds a name that means something else to an explorer.
    """
    found = column.dropna().drop_duplicates().tolist()
    if taken := [name for name in (ALL, EQUAL) if name in found]:
        raise ValueError(
            _("{names} means something else here: call that group by another name").format(
                names=quoted(taken)
            )
        )
    return found


def two_waves(ratings: pd.DataFrame, by: str) -> tuple[pd.DataFrame, list[Any], list[Any]]:
    """Return the rows with which two waves can be compared, the waves, and the kinds of guests.

    Kept are complete pairs of dimensions that have some in both waves. Guests whose kind is
    missing are a kind of their own. A kind is offered that rated every such dimension in
    both waves; the guests of other kinds are still among the rows.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item
        With the columns ``wave``, ``dimension`` and `by`.
    by : str
        What makes a kind of guests.

    Raises
    ------
    ValueError
        As `complete_pairs` and `kinds` do, if there are not two waves, or if no dimension
        has a complete pair in both.
    """
    pairs = complete_pairs(ratings, ["wave", "dimension", by])
    waves = kinds(ratings["wave"])
    if len(waves) != 2:
        raise ValueError(
            _("two waves are compared, and the table has {count}: {waves}").format(
                count=len(waves), waves=quoted(waves) or _("none")
            )
        )
    kind = ratings[by].astype(object).where(ratings[by].notna(), _("not known"))
    rows = ratings.assign(**{by: kind})[pairs["gap"].notna() & ratings["wave"].notna()]
    in_waves = rows.groupby("dimension", observed=True)["wave"].nunique()
    rows = rows[rows["dimension"].isin(in_waves.index[in_waves == 2])]
    if rows.empty:
        raise ValueError(_("no dimension has a gap in both waves"))
    rated = rows[[by, "dimension", "wave"]].drop_duplicates()[by].value_counts()
    in_both = rated.index[rated == 2 * rows["dimension"].nunique()].to_series()
    return rows, waves, sorted(kinds(in_both), key=lambda kind: (str(type(kind)), kind))
