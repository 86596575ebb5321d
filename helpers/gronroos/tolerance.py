"""The zone of tolerance: between the least that will do and what is desired.

Zeithaml, Berry and Parasuraman (1993) set an *adequate* and a *desired* level apart; between
the two a customer takes a service as it comes. The two scores, perceived less adequate and
perceived less desired, are called service adequacy (MSA) and service superiority (MSS).

Zeithaml, V. A., Berry, L. L. & Parasuraman, A. (1993). The nature and determinants of
customer expectations of service. Journal of the Academy of Marketing Science, 21(1).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.ratings import as_numbers, require_columns

LEVELS = ["adequate", "desired", "perceived"]
PLACES = ("below", "within", "above")


def place_in_zone(
    perceived: npt.ArrayLike, adequate: npt.ArrayLike, desired: npt.ArrayLike
) -> np.ndarray:
    """Return where each perception lies: ``below``, ``within`` (ends included) or ``above``.

    Parameters
    ----------
    perceived, adequate, desired : float or array, in scale points

    Examples
    --------
    >>> place_in_zone([4.6, 5.6, 6.8], adequate=5.0, desired=6.5).tolist()
    ['below', 'within', 'above']
    """
    level, least, most = (np.asarray(part, float) for part in (perceived, adequate, desired))
    return np.where(level < least, "below", np.where(level > most, "above", "within"))


def tolerance_scores(answers: pd.DataFrame, by: str | Sequence[str] = "dimension") -> pd.DataFrame:
    """Return the zone of each group, how perceptions lie to it, and whose answers count.

    Parameters
    ----------
    answers : DataFrame, one row per respondent and question
        Columns ``adequate``, ``desired`` and ``perceived`` (scale points) and those of `by`.
    by : str or sequence of str
        What makes a group, such as ``["segment", "dimension"]``.

    Returns
    -------
    DataFrame, one row per group, in the order of first appearance
        Means ``adequate``, ``desired`` and ``perceived``; ``adequacy`` (perceived less
        adequate, MSA) and ``superiority`` (perceived less desired, MSS), in scale points;
        ``below``, ``within`` and ``above``, the shares of answers outside or inside the
        respondent's *own* zone; ``counted``, ``missing`` (an answer of the three is) and
        ``no_zone`` (adequate above desired), in answers. The last two count for nothing
        else. Means are NaN where no answer counts.

    Raises
    ------
    ValueError
        If a column is missing or holds something else than numbers.

    Examples
    --------
    >>> answers = pd.DataFrame({
    ...     "dimension": ["reliability"] * 4,
    ...     "adequate": [5, 5, 4, 6],
    ...     "desired": [6, 7, None, 5],
    ...     "perceived": [4, 6, 5, 5],
    ... })
    >>> tolerance_scores(answers).T["reliability"].to_dict()  # doctest: +NORMALIZE_WHITESPACE
    {'adequate': 5.0, 'desired': 6.5, 'perceived': 5.0, 'adequacy': 0.0, 'superiority': -1.5,
     'below': 0.5, 'within': 0.5, 'above': 0.0, 'counted': 2.0, 'missing': 1.0, 'no_zone': 1.0}
    """
    groups = [by] if isinstance(by, str) else list(by)
    require_columns(answers, [*LEVELS, *groups])
    levels = pd.DataFrame({name: as_numbers(answers[name], name) for name in LEVELS})
    missing = levels.isna().any(axis=1)
    no_zone = ~missing & (levels["adequate"] > levels["desired"])
    counted = ~missing & ~no_zone
    place = place_in_zone(levels["perceived"], levels["adequate"], levels["desired"])
    table = answers[groups].assign(
        **levels.where(counted, axis=0),
        **{name: pd.Series(place == name, answers.index).where(counted) for name in PLACES},
        counted=counted,
        missing=missing,
        no_zone=no_zone,
    )
    grouped = table.groupby(groups, sort=False, observed=True)
    means = grouped[LEVELS].mean()
    shares = table.astype(dict.fromkeys(PLACES, float)).groupby(groups, sort=False, observed=True)
    return means.assign(
        adequacy=means["perceived"] - means["adequate"],
        superiority=means["perceived"] - means["desired"],
        **shares[list(PLACES)].mean(),
        **grouped[["counted", "missing", "no_zone"]].sum(),
    )
