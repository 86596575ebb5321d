"""Penalty-reward contrast analysis: what a low rating costs, what a high rating brings.

Brandt, D. R. (1987). A procedure for identifying value-enhancing service components using
customer satisfaction survey data. In C. Surprenant (ed.), Add Value to Your Service, 61-65.
American Marketing Association.

``overall = b0 + sum(penalty_k * LOW_k + reward_k * HIGH_k) + error``: for each attribute one
indicator for a low rating and one for a high rating; the middle is what both are compared with.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from helpers.locale import gettext as _
from helpers.locale import in_a_row
from helpers.two_factor._least_squares import ROBUST, solve
from helpers.two_factor._survey import CONSTANT, Cut, Survey, read_survey

FEW = 15  # with fewer guests behind it, an effect is said to rest on few
CORRELATED = 10.0  # variance inflation from which indicators are said to overlap


@dataclass(frozen=True)
class Contrast:
    """What a penalty-reward contrast analysis found.

    Attributes
    ----------
    effects : DataFrame, one row per attribute
        ``penalty`` and ``reward`` (points of the overall rating, against the middle), their
        ``_se``, ``_from`` and ``_to`` (interval), ``lows`` and ``highs`` (guests behind each).
        NaN only where `notes` say why.
    constant : float
        Overall rating of a guest with only middle ratings.
    guests, left_out : int
        Complete rows used; rows with an answer missing.
    r_squared : float
    notes : tuple of str
        What a reader of the effects must know, in sentences.
    covariance : DataFrame
        Of the estimable effects; labels are pairs such as ``("service", "penalty")``.
    """

    effects: pd.DataFrame
    constant: float
    guests: int
    left_out: int
    r_squared: float
    notes: tuple[str, ...]
    covariance: pd.DataFrame = field(repr=False)


def penalty_reward(
    table: pd.DataFrame,
    attributes: Sequence[str],
    overall: str,
    *,
    low: Cut,
    high: Cut,
    weights: str | Sequence[float] | None = None,
    robust: str | None = "HC3",
    confidence: float = 0.95,
) -> Contrast:
    """Estimate each attribute's penalty and reward from a table of ratings.

    Parameters
    ----------
    table : DataFrame, one row per respondent
    attributes : sequence of str
        Columns with the attributes' ratings, on any scale.
    overall : str
        Column with the overall rating, on any scale.
    low, high : number, or mapping of attribute to number
        A rating up to `low` counts as low, one from `high` on as high.
    weights : str or sequence of float, optional
        A column, or one number per row: how many guests a row stands for, in proportion.
    robust : {"HC3", "HC2", "HC1", "HC0"} or None
        Standard errors that allow guests to scatter differently; None for the classical.
    confidence : float between 0 and 1
        Of the intervals (Student's t).

    Returns
    -------
    Contrast
        Rows with any answer missing are left out and counted. What the table cannot tell (no
        low rating, two attributes rated alike) is NaN, and a note says so.

    Raises
    ------
    ValueError
        If a column is missing or holds text, `low` is not below `high`, a weight is negative
        or missing, the overall rating never varies, or too few complete rows are left.

    Examples
    --------
    >>> stays = pd.DataFrame({"bed": [1, 1, 3, 3, 5, 5], "stay": [2, 3, 5, 6, 6, 7]})
    >>> found = penalty_reward(stays, ["bed"], "stay", low=2, high=4, robust=None)
    >>> found.effects[["penalty", "reward", "lows", "highs"]].round(2)
         penalty  reward  lows  highs
    bed     -3.0     1.0     2      2
    >>> round(found.constant, 2), found.guests, found.left_out
    (5.5, 6, 0)
    """
    if robust is not None and robust not in ROBUST:
        raise ValueError(
            _("robust is {allowed} or None, not {robust!r}").format(
                allowed=in_a_row(ROBUST), robust=robust
            )
        )
    if not 0 < confidence < 1:
        raise ValueError(
            _("confidence lies between 0 and 1, not at {confidence}").format(confidence=confidence)
        )
    survey = read_survey(table, attributes, overall, low, high, weights)
    fit = solve(survey.design.to_numpy(), survey.overall.to_numpy(), survey.weights.to_numpy())
    labels = list(survey.design.columns)
    known = {label for label, free in zip(labels, fit.free, strict=True) if not free}
    on_one = {label for label, alone in zip(labels, fit.on_one_row, strict=True) if alone}
    unsure = set() if robust is None else on_one
    found = pd.Series(fit.estimates, survey.design.columns)
    covariance = pd.DataFrame(fit.covariance(robust), found.index, found.index)
    effects = _effects(survey, found, fit.freedom, covariance, known, unsure, confidence)
    kept = [label for label in labels if label in known and label != CONSTANT]
    return Contrast(
        effects=effects,
        constant=float(found[CONSTANT]) if CONSTANT in known else float("nan"),
        guests=len(survey.overall),
        left_out=survey.left_out,
        r_squared=fit.r_squared,
        notes=tuple(_notes(survey, known, fit.tangled, unsure)),
        covariance=covariance.loc[kept, kept],
    )


def _effects(
    survey: Survey,
    found: pd.Series,
    freedom: int,
    covariance: pd.DataFrame,
    known: set[Any],
    unsure: set[Any],
    confidence: float,
) -> pd.DataFrame:
    reach = stats.t.ppf((1 + confidence) / 2, freedom)
    errors = pd.Series(np.sqrt(np.clip(np.diag(covariance), 0, None)), covariance.index)
    rows = {}
    for name in survey.attributes:
        row: dict[str, float] = {}
        for side in ("penalty", "reward"):
            label = (name, side)
            value = float(found[label]) if label in known else float("nan")
            sure = label in known and label not in unsure
            error = float(errors[label]) if sure else float("nan")
            row |= {
                side: value,
                f"{side}_se": error,
                f"{side}_from": value - reach * error,
                f"{side}_to": value + reach * error,
            }
        rows[name] = row | {
            "lows": int(survey.counts[name, "penalty"]),
            "highs": int(survey.counts[name, "reward"]),
        }
    effects = pd.DataFrame.from_dict(rows, orient="index")
    return effects.astype({"lows": int, "highs": int})


def _notes(
    survey: Survey, known: set[Any], tangled: list[list[int]], unsure: set[Any]
) -> Iterator[str]:
    if survey.left_out:
        yield _("{left_out} of {rows} rows are left out: an answer is missing ({where}).").format(
            left_out=survey.left_out,
            rows=survey.left_out + len(survey.overall),
            where=in_a_row(f"{name}: {count}" for name, count in survey.missing.items() if count),
        )
    for name in survey.attributes:
        for side, empty, few in (
            (
                "penalty",
                _("no guest rated {name} low, so its penalty cannot be estimated."),
                _("{count} guests rated {name} low: its penalty rests on few."),
            ),
            (
                "reward",
                _("no guest rated {name} high, so its reward cannot be estimated."),
                _("{count} guests rated {name} high: its reward rests on few."),
            ),
        ):
            count = int(survey.counts[name, side])
            if not count:
                yield empty.format(name=name)
            elif (name, side) in unsure:
                yield _(
                    "one guest alone decides the {side} of {name}: no robust standard error."
                ).format(side=_(side), name=name)
            elif count < FEW and (name, side) in known:
                yield few.format(count=count, name=name)
    for group in tangled:
        yield _("these cannot be told apart, guest by guest they go together: {names}.").format(
            names=in_a_row(_named(survey.design.columns[place]) for place in group)
        )
    yield from _overlaps(survey, known)


def _overlaps(survey: Survey, known: set[Any]) -> Iterator[str]:
    labels = [label for label in survey.design.columns if label in known and label != CONSTANT]
    part = survey.design[labels]
    varied = part.loc[:, part.std() > 0]
    if varied.shape[1] < 2:
        return
    together = np.corrcoef(varied.to_numpy(), rowvar=False)
    inflation = np.diag(np.linalg.pinv(together, hermitian=True))
    for label, factor in zip(varied.columns, inflation, strict=True):
        if factor > CORRELATED:
            yield _(
                "{effect} overlaps with the others so much that its variance is {factor:.0f} times "
                "as large."
            ).format(effect=_named(label), factor=factor)


def _named(label: Any) -> str:
    name, side = label
    if label == CONSTANT:
        return _("the constant")
    return _("{side} of {name}").format(side=_(side), name=name)
