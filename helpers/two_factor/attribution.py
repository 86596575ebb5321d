"""Self-serving reports: how two factors can appear where there is one.

Who tells a good incident likes to have had a part in it; who tells a bad one likes to have had
none. The objection to Herzberg's method is old; the model here is ours, and the smallest that
shows it. An incident is truly the teller's *own* doing or that of the *surroundings*. A share
``bias`` of the tellers credits themselves with whatever went well and blames the surroundings
for whatever went wrong; the others tell what was.
"""

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import mark as N_

OWN = (N_("achievement"), N_("recognition"), N_("responsibility"))
SURROUNDINGS = (N_("company rules"), N_("supervision"), N_("working conditions"))


def reported_index(bias: float, difference: float = 0.0) -> float:
    """Return the index that reports give a factor of one's own doing; the other gets minus it.

    Parameters
    ----------
    bias : float, 0 to 1
        Share of tellers who credit themselves and blame the surroundings.
    difference : float, -1 to 1
        The true index: 0 where own doing and surroundings please and hurt alike.

    Returns
    -------
    float, -1 to 1
        ``bias + (1 - bias) * difference``. Many pairs give the same: the reports cannot tell
        a bias from a difference.

    Examples
    --------
    >>> reported_index(0.5), reported_index(0.0, 0.5), reported_index(0.5, -1.0)
    (0.5, 0.5, 0.0)
    """
    _require(bias, difference)
    return bias + (1 - bias) * difference


def simulate_reports(
    incidents: int, bias: float, difference: float = 0.0, *, rng: np.random.Generator
) -> pd.DataFrame:
    """Return simulated reports of incidents, half of them good, with what truly caused each.

    Parameters
    ----------
    incidents : int, at least 2
    bias, difference : float
        As in `reported_index`.
    rng : numpy Generator

    Returns
    -------
    DataFrame, one row per incident
        ``outcome`` (satisfying or dissatisfying), ``true_factor`` and ``factor`` (as told), each
        of the six in `OWN` and `SURROUNDINGS`.

    Raises
    ------
    ValueError
        If there are fewer than two incidents, or a number lies outside its range.
    """
    _require(bias, difference)
    if incidents < 2:
        raise ValueError(_("at least two incidents are needed, not {n}").format(n=incidents))
    good = np.arange(incidents) % 2 == 0
    # One draw of everything, whatever the bias, so that turning it changes nothing else.
    chance, honest, which = rng.random((3, incidents))
    own = chance < np.where(good, (1 + difference) / 2, (1 - difference) / 2)
    told_own = np.where(honest < bias, good, own)
    names = np.array([OWN, SURROUNDINGS])
    place = np.minimum((which * 3).astype(int), 2)
    return pd.DataFrame(
        {
            "outcome": np.where(good, "satisfying", "dissatisfying"),
            "true_factor": names[np.where(own, 0, 1), place],
            "factor": names[np.where(told_own, 0, 1), place],
        }
    )


def _require(bias: float, difference: float) -> None:
    if not 0 <= bias <= 1:
        raise ValueError(_("a bias is a share from 0 to 1, not {bias}").format(bias=bias))
    if not -1 <= difference <= 1:
        raise ValueError(
            _("a true difference runs from -1 to 1, not {difference}").format(difference=difference)
        )
