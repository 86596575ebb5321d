"""Impact asymmetry: does an attribute mostly punish, mostly reward, or both; and how much.

After the definitions of J. Mikulić and D. Prebežac as cited by J. Wang et al. (2024), Data
Science and Management, 7, 164-180: with penalty p and reward r the *size* is |p| + r (their
RIOCS, range of impact on overall customer satisfaction), the satisfaction-generating potential
r / size, the dissatisfaction-generating potential |p| / size, and the asymmetry their difference.
"""

import numpy as np
import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import in_a_row
from helpers.locale import mark as N_
from helpers.ratings import as_numbers, require_columns
from helpers.two_factor.contrast import Contrast

KINDS = (N_("basic"), N_("performance"), N_("excitement"), N_("neutral"))


def impact_asymmetry(
    effects: pd.DataFrame, cut_off: float = 0.1, least: float = 0.0, *, sizes: bool = False
) -> pd.DataFrame:
    """Return size, asymmetry and kind of each attribute from its penalty and reward.

    Parameters
    ----------
    effects : DataFrame, one row per attribute
        Columns ``penalty`` (usually below zero) and ``reward`` (usually above), in points of
        the overall rating; such as `Contrast.effects`.
    cut_off : float, 0 to 1
        An asymmetry beyond it, in either direction, gives a kind other than performance.
    least : float
        An attribute whose size is not above it is neutral, whatever its asymmetry.
    sizes : bool
        Whether penalties are given as sizes, without their minus sign.

    Returns
    -------
    DataFrame, in the order of `effects`
        ``size`` (points), ``satisfying`` (SGP) and ``dissatisfying`` (DGP, shares of it),
        ``asymmetry`` (-1 only punishes, +1 only rewards), ``kind`` (one of `KINDS`, empty where
        penalty or reward is missing) and ``note``. An effect with the contrary sign (a low
        rating that pleases) counts as none, and the note says so.

    Raises
    ------
    ValueError
        If a column is missing or not numeric, the cut-off is outside 0 to 1, `least` is negative,
        or penalties called sizes lie below zero.

    Examples
    --------
    >>> value = pd.DataFrame({"penalty": [-0.71], "reward": [0.22]}, ["value"])
    >>> impact_asymmetry(value, 0.2).drop(columns="note").round(3)
           size  satisfying  dissatisfying  asymmetry   kind
    value  0.93       0.237          0.763     -0.527  basic
    """
    penalty, reward = _both(effects, sizes)
    _require_bounds(cut_off, least)
    hurt, lift = np.clip(-penalty, 0, None), np.clip(reward, 0, None)
    size = hurt + lift
    of_size = size.where(size > 0)
    result = pd.DataFrame(
        {"size": size, "satisfying": lift / of_size, "dissatisfying": hurt / of_size}
    )
    result["asymmetry"] = result["satisfying"] - result["dissatisfying"]
    result["kind"] = _kinds(result["asymmetry"], size, cut_off, least)
    result["note"] = [_note(p, r) for p, r in zip(penalty, reward, strict=True)]
    return result


def class_chances(
    contrast: Contrast,
    cut_off: float = 0.1,
    least: float = 0.0,
    draws: int = 2000,
    *,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return how often each kind would come out if the guests had been others.

    Effects are drawn from the normal distribution around the estimates, with their covariance;
    an attribute with an effect that could not be estimated is left out.

    Parameters
    ----------
    contrast : Contrast
        As returned by `penalty_reward`.
    cut_off, least : float
        As in `impact_asymmetry`.
    draws : int
    rng : numpy Generator

    Returns
    -------
    DataFrame of shares, attributes by `KINDS`; rows sum to one
    """
    if draws < 1:
        raise ValueError(_("at least one draw is needed, not {draws}").format(draws=draws))
    effects = contrast.effects
    sure = list(effects.dropna(subset=["penalty_se", "reward_se"]).index)
    labels = [(name, side) for name in sure for side in ("penalty", "reward")]
    if not labels:
        return pd.DataFrame(columns=list(KINDS), dtype=float)
    centre = effects.loc[sure, ["penalty", "reward"]].to_numpy().ravel()
    spread = contrast.covariance.loc[labels, labels].to_numpy()
    drawn = rng.multivariate_normal(centre, spread, size=draws, method="eigh")
    shares = {}
    for place, name in enumerate(sure):
        two = pd.DataFrame(drawn[:, 2 * place : 2 * place + 2], columns=["penalty", "reward"])
        kinds = impact_asymmetry(two, cut_off, least)["kind"]
        shares[name] = kinds.value_counts(normalize=True).reindex(KINDS).fillna(0.0)
    return pd.DataFrame.from_dict(shares, orient="index")[list(KINDS)]


def priority_order(attributes: pd.DataFrame, bar: float | None = None) -> pd.DataFrame:
    """Return attributes in the order in which J. Wang et al. (2024) would mend them.

    First those performing below the bar (basic, performance, excitement), then those above.
    The order looks at kinds only; neutral attributes come last on either side.

    Parameters
    ----------
    attributes : DataFrame, one row per attribute
        Columns ``performance`` (mean rating) and ``kind`` (one of `KINDS`).
    bar : float, optional
        Performance below it is low; without it the mean of all.

    Returns
    -------
    DataFrame
        The same rows sorted, with a column ``below_bar``; of equal
        rank, the lowest performance first.
    """
    require_columns(attributes, ["performance", "kind"])
    strange = ~attributes["kind"].isin(KINDS)
    if strange.any():
        place = int(strange.to_numpy().argmax())
        raise ValueError(
            _("row {row} has the kind {found!r}; kinds are {known}").format(
                row=attributes.index[place],
                found=attributes["kind"].iloc[place],
                known=in_a_row(KINDS),
            )
        )
    performance = as_numbers(attributes["performance"], "performance")
    line = performance.mean() if bar is None else bar
    ranked = attributes.assign(
        below_bar=performance < line,
        _kind=[KINDS.index(kind) for kind in attributes["kind"]],
    )
    order = ranked.sort_values(
        ["below_bar", "_kind", "performance"], ascending=[False, True, True], kind="stable"
    )
    return order.drop(columns="_kind")


def _both(effects: pd.DataFrame, sizes: bool) -> tuple[pd.Series, pd.Series]:
    require_columns(effects, ["penalty", "reward"])
    penalty, reward = (as_numbers(effects[name], name) for name in ("penalty", "reward"))
    if sizes and (penalty < 0).any():
        place = int((penalty < 0).to_numpy().argmax())
        raise ValueError(
            _("penalties given as sizes are zero or more, but row {row} has {found}").format(
                row=penalty.index[place], found=penalty.iloc[place]
            )
        )
    return (-penalty if sizes else penalty), reward


def _require_bounds(cut_off: float, least: float) -> None:
    if not 0 <= cut_off <= 1:
        raise ValueError(_("a cut-off runs from 0 to 1, not {found}").format(found=cut_off))
    if not least >= 0:
        raise ValueError(_("a least size is zero or more, not {found}").format(found=least))


def _kinds(asymmetry: pd.Series, size: pd.Series, cut_off: float, least: float) -> list[str]:
    slack = 1e-12  # so that an asymmetry equal to the cut-off is on the same side everywhere
    kinds = np.select(
        [
            size.isna(),
            (size <= least + slack) | (size == 0),
            asymmetry < -cut_off - slack,
            asymmetry > cut_off + slack,
        ],
        ["", "neutral", "basic", "excitement"],
        "performance",
    )
    return kinds.tolist()


def _note(penalty: float, reward: float) -> str:
    if np.isnan(penalty) or np.isnan(reward):
        return _("penalty or reward is missing")
    found = [
        *([_("a low rating pleases here; counted as no penalty")] if penalty > 0 else []),
        *([_("a high rating displeases here; counted as no reward")] if reward < 0 else []),
    ]
    return "; ".join(found)
