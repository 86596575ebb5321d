"""Critical incidents: which factor stands in the stories that please, which in those that hurt.

Flanagan, J. C. (1954). The critical incident technique. Psychological Bulletin, 51(4), 327-358.

With s the share of a factor among satisfying incidents and d its share among dissatisfying
ones, the index is ``(s - d) / (s + d)``: -1 a factor that only hurts, +1 one that only pleases.
"""

import numpy as np
import pandas as pd
from scipy import stats

from helpers.locale import gettext as _
from helpers.ratings import as_numbers, require_columns


def incident_index(
    incidents: pd.DataFrame,
    factor: str = "factor",
    outcome: str = "outcome",
    *,
    satisfying: object = "satisfying",
    dissatisfying: object = "dissatisfying",
    count: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return the index of each factor, from -1 (hygiene) to +1 (satisfier), with an interval.

    The interval is that of a ratio of two shares on the logarithmic scale, with half an incident
    added to each count (so that it exists with none as well); incidents are taken as independent.

    Parameters
    ----------
    incidents : DataFrame, one row per incident, or per kind of incident with a `count`
    factor, outcome : str
        Columns: what it was about, and how it was felt.
    satisfying, dissatisfying : object
        The two values that `outcome` takes.
    count : str, optional
        Column with the number of incidents that a row stands for.
    confidence : float between 0 and 1

    Returns
    -------
    DataFrame, one row per factor in order of appearance
        ``satisfying``, ``dissatisfying`` (incidents), ``s``, ``d`` (shares), ``index``, ``low``,
        ``high``. ``attrs["left_out"]`` counts incidents without a factor or an outcome.

    Raises
    ------
    ValueError
        If a column is missing, an outcome is neither of the two, a count is negative, or either
        kind of incident does not occur.

    Examples
    --------
    >>> told = pd.DataFrame(
    ...     {
    ...         "factor": ["smile", "smile", "bill", "bill"],
    ...         "outcome": ["satisfying", "dissatisfying"] * 2,
    ...         "number": [30, 10, 10, 30],
    ...     }
    ... )
    >>> incident_index(told, count="number")["index"].to_dict()
    {'smile': 0.5, 'bill': -0.5}
    """
    if not 0 < confidence < 1:
        raise ValueError(
            _("confidence lies between 0 and 1, not at {confidence}").format(confidence=confidence)
        )
    require_columns(incidents, [factor, outcome, *([count] if count else [])])
    if not incidents.index.is_unique:
        incidents = incidents.reset_index(drop=True)
    number = _numbers(incidents, count)
    told = incidents[factor].notna() & incidents[outcome].notna()
    _require_known(incidents.loc[told, outcome], satisfying, dissatisfying)
    rows, number, left_out = incidents[told], number[told], number[~told].sum()
    kinds = rows[factor].drop_duplicates()
    pleased, hurt = (
        number[rows[outcome] == value].groupby(rows[factor]).sum().reindex(kinds).fillna(0.0)
        for value in (satisfying, dissatisfying)
    )
    for what, total in ((satisfying, pleased.sum()), (dissatisfying, hurt.sum())):
        if not total > 0:
            raise ValueError(
                _("no incident is {what!r}; both kinds are needed for an index").format(what=what)
            )
    result = index_from_counts(
        pd.DataFrame({"satisfying": pleased, "dissatisfying": hurt}).rename_axis(factor), confidence
    )
    result.attrs["left_out"] = float(left_out)
    return result


def index_from_counts(counts: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Return the index of each factor from a table of counts, as papers print it.

    Parameters
    ----------
    counts : DataFrame, one row per factor
        Columns ``satisfying`` and ``dissatisfying``: incidents, zero or more.
    confidence : float between 0 and 1

    Returns
    -------
    DataFrame
        As `incident_index`; NaN for a factor without any incident.

    Raises
    ------
    ValueError
        If a column is missing, a count is missing, negative or no number, or either kind of
        incident does not occur.

    Examples
    --------
    >>> told = pd.DataFrame({"satisfying": [30, 10], "dissatisfying": [10, 30]}, ["smile", "bill"])
    >>> index_from_counts(told)["index"].to_dict()
    {'smile': 0.5, 'bill': -0.5}
    """
    if not 0 < confidence < 1:
        raise ValueError(
            _("confidence lies between 0 and 1, not at {confidence}").format(confidence=confidence)
        )
    require_columns(counts, ["satisfying", "dissatisfying"])
    pleased, hurt = (_numbers(counts, name) for name in ("satisfying", "dissatisfying"))
    for what, number in (("satisfying", pleased), ("dissatisfying", hurt)):
        if not number.sum() > 0:
            raise ValueError(
                _("no incident is {what!r}; both kinds are needed for an index").format(what=what)
            )
    s, d = pleased / pleased.sum(), hurt / hurt.sum()
    low, high = _interval(pleased.to_numpy(), hurt.to_numpy(), confidence)
    result = pd.DataFrame(
        {
            "satisfying": pleased,
            "dissatisfying": hurt,
            "s": s,
            "d": d,
            "index": (s - d) / (s + d).where(s + d > 0),
            "low": low,
            "high": high,
        }
    )
    whole = result[["satisfying", "dissatisfying"]]
    return result.astype(dict.fromkeys(whole, int)) if (whole % 1 == 0).all(axis=None) else result


def _interval(
    pleased: np.ndarray, hurt: np.ndarray, confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    x, y = pleased + 0.5, hurt + 0.5
    n, m = pleased.sum() + 0.5, hurt.sum() + 0.5
    ratio = np.log(x / n) - np.log(y / m)
    spread = np.sqrt(np.clip(1 / x - 1 / n + 1 / y - 1 / m, 0, None))
    reach = stats.norm.ppf((1 + confidence) / 2) * spread
    # (s - d) / (s + d) is the hyperbolic tangent of half the logarithm of s / d.
    low, high = np.tanh((ratio - reach) / 2), np.tanh((ratio + reach) / 2)
    unknown = (pleased + hurt) == 0
    low = np.where(unknown, -1.0, np.where(pleased == 0, -1.0, low))
    high = np.where(unknown, 1.0, np.where(hurt == 0, 1.0, high))
    return low, high


def _numbers(incidents: pd.DataFrame, count: str | None) -> pd.Series:
    if count is None:
        return pd.Series(1.0, incidents.index)
    numbers = as_numbers(incidents[count], count)
    bad = (numbers.isna() | (numbers < 0)).to_numpy()
    if bad.any():
        place = int(bad.argmax())
        raise ValueError(
            _("{column} counts incidents, but row {row} has {found}").format(
                column=count, row=numbers.index[place], found=numbers.iloc[place]
            )
        )
    return numbers


def _require_known(outcomes: pd.Series, satisfying: object, dissatisfying: object) -> None:
    if satisfying == dissatisfying:
        raise ValueError(_("the two outcomes need two names, not {name!r}").format(name=satisfying))
    strange = (~outcomes.isin([satisfying, dissatisfying])).to_numpy()
    if strange.any():
        place = int(strange.argmax())
        raise ValueError(
            _("an incident is {good!r} or {bad!r}, but row {row} has {found!r}").format(
                good=satisfying,
                bad=dissatisfying,
                row=outcomes.index[place],
                found=outcomes.iloc[place],
            )
        )
