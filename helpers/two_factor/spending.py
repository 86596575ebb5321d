"""What a spending yields: an effect times the guests whom it moves.

With the three levels of a penalty-reward contrast analysis (low, middle, high), clearing the low
ratings of an attribute lifts the mean overall rating by ``-penalty * share low``; raising a share
of guests from middle to high lifts it by ``reward * share raised``. Own derivation: the mean of
the model's prediction over the guests before and after.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.ratings import as_numbers, require_columns
from helpers.two_factor._survey import Cut, cuts

_SLACK = 1e-9


def spending_yields(attributes: pd.DataFrame, raised: float = 0.2) -> pd.DataFrame:
    """Return what either spending on each attribute would add to the mean overall rating.

    Parameters
    ----------
    attributes : DataFrame, one row per attribute
        Columns ``penalty``, ``reward`` (points of the overall rating) and ``low``, ``high``
        (shares of the guests, 0 to 1, together at most 1).
    raised : float, 0 to 1
        Share of all guests to be raised from middle to high; no more than there are in the
        middle can be.

    Returns
    -------
    DataFrame, in the order of `attributes`
        ``middle`` and ``raised`` (shares), ``clear`` and ``raise`` (points of the mean overall
        rating), ``first`` (``"clear"``, ``"raise"`` or ``"either"``, the one that yields more;
        ``"neither"`` where neither yields anything).

    Raises
    ------
    ValueError
        If a column is missing, empty or not numeric, or shares lie outside 0 to 1 or add up
        to more.

    Examples
    --------
    >>> rooms = pd.DataFrame(
    ...     {"penalty": [-0.8, -0.8], "reward": 0.5, "low": [0.03, 0.30], "high": 0.4},
    ...     ["few low", "many low"],
    ... )
    >>> spending_yields(rooms)[["clear", "raise", "first"]].round(3)
              clear  raise  first
    few low   0.024    0.1  raise
    many low  0.240    0.1  clear
    """
    require_columns(attributes, ["penalty", "reward", "low", "high"])
    table = pd.DataFrame(
        {name: _filled(attributes, name) for name in ("penalty", "reward", "low", "high")}
    )
    _require_share("raised", raised)
    for name, row in table.iterrows():
        _require_shares(row["low"], row["high"], str(name))
    middle = (1 - table["low"] - table["high"]).clip(lower=0)
    moved = middle.clip(upper=raised)
    result = pd.DataFrame(
        {
            "middle": middle,
            "raised": moved,
            "clear": -table["penalty"] * table["low"] + 0.0,
            "raise": table["reward"] * moved,
        }
    )
    result["first"] = [_first(*pair) for pair in result[["clear", "raise"]].to_numpy()]
    return result


def plain_slope(penalty: float, reward: float, low: float, high: float) -> float:
    """Return the slope that a straight-line regression on the three levels would report.

    Levels count -1, 0 and +1. The line is the least-squares line through all guests, so its
    slope depends on how many stand where, and not on penalty and reward alone.

    Parameters
    ----------
    penalty, reward : float
        Points of the overall rating.
    low, high : float
        Shares of the guests, 0 to 1, together at most 1.

    Returns
    -------
    float, points of the overall rating per level
        NaN if all guests stand at one level: no line is determined then.

    Examples
    --------
    >>> round(plain_slope(-0.8, 0.5, 0.5, 0.5), 3), round(plain_slope(-0.8, 0.5, 0.0, 0.5), 3)
    (0.65, 0.5)
    """
    _require_shares(low, high, _("the attribute"))
    shares = np.array([low, max(1 - low - high, 0.0), high])
    level, effect = np.array([-1.0, 0.0, 1.0]), np.array([penalty, 0.0, reward])
    apart = level - shares @ level
    variance = shares @ apart**2
    return float(shares @ (apart * effect) / variance) if variance > _SLACK else float("nan")


def rating_shares(
    table: pd.DataFrame, attributes: Sequence[str], *, low: Cut, high: Cut
) -> pd.DataFrame:
    """Return the shares of low and high ratings of each attribute, among those who answered.

    Parameters
    ----------
    table, attributes, low, high
        As in `helpers.two_factor.penalty_reward`.

    Returns
    -------
    DataFrame, one row per attribute
        ``low``, ``high`` (shares), ``answers``.
    """
    require_columns(table, list(attributes))
    rows = {}
    for name in attributes:
        below, above = cuts(name, low, high)
        given = as_numbers(table[name], name).dropna()
        if given.empty:
            raise ValueError(_("nobody rated {name}").format(name=name))
        rows[name] = {
            "low": float((given <= below).mean()),
            "high": float((given >= above).mean()),
            "answers": len(given),
        }
    return pd.DataFrame.from_dict(rows, orient="index").astype({"answers": int})


def _filled(attributes: pd.DataFrame, name: str) -> pd.Series:
    column = as_numbers(attributes[name], name)
    if column.isna().any():
        raise ValueError(
            _("{column} is missing for {row}").format(column=name, row=column.isna().idxmax())
        )
    return column


def _require_shares(low: float, high: float, name: str) -> None:
    _require_share(f"{name}: low", low)
    _require_share(f"{name}: high", high)
    if low + high > 1 + _SLACK:
        raise ValueError(
            _("{name}: low and high make {total:.0%} of the guests; at most 100% can be").format(
                name=name, total=low + high
            )
        )


def _require_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(
            _("{name} is a share from 0 to 1, not {share}").format(name=name, share=share)
        )


def _first(clear: float, lift: float) -> str:
    if max(clear, lift) <= _SLACK:
        return "neither"
    if abs(clear - lift) <= _SLACK:
        return "either"
    return "clear" if clear > lift else "raise"
