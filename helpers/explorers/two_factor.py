"""The explorers of chapter 06: the next yuan, penalties and rewards, and a map of kinds."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers import two_factor
from helpers.charts.style import shown, signed
from helpers.charts.two_factor import asymmetry_map, bent_response, effect_intervals
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import choice, slider
from helpers.locale import gettext as _
from helpers.locale import in_a_row, one_text


def explore_next_spend(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader spend on clearing low ratings or on raising more guests to high.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """

    def draw(penalty: float, reward: float, low: int, high: int, raised: int) -> View:
        possible = min(high, 100 - low)
        attribute = pd.DataFrame(
            {
                "penalty": [penalty],
                "reward": [reward],
                "low": [low / 100],
                "high": [possible / 100],
            }
        )
        found = two_factor.spending_yields(attribute, raised / 100).iloc[0]
        slope = two_factor.plain_slope(penalty, reward, low / 100, possible / 100)
        shares = [low / 100, found["middle"], possible / 100]
        line = _straight_line(slope, [penalty, 0.0, reward], shares)
        bought = pd.Series({_("clear the low"): found["clear"], _("raise to high"): found["raise"]})
        title = _("One attribute: what low and high ratings do, and how many guests give them")
        return View(
            bent_response([penalty, 0.0, reward], shares, line, bought, title),
            _which_first(found, slope, low, high, possible, raised),
            _spending_table(penalty, reward, shares, found, slope),
        )

    return Explorer(
        draw,
        name=_("Where does the next 100,000 yuan go?"),
        question=Question(
            _(
                "A low rating of cleanliness costs 0.8 points of satisfaction, a high one brings "
                "0.5. The money either clears all low ratings or moves 20 guests in 100 from a "
                "middle to a high one. Which first?"
            ),
            (
                _("Clear the low ratings: the penalty is larger, and hygiene comes first, always"),
                _("Raise more to high: delight is what brings guests back"),
                _("It cannot be said: how many guests rate it low?"),
            ),
            _(
                "A is the usual answer, and C is right. Effects are per guest. Where 3 guests in "
                "100 rate it low, clearing them yields 0.024 points and raising 20 guests yields "
                "0.100; where 30 rate it low, clearing yields 0.240. Money buys the effect times "
                "the guests who move. Turn “Guests who rate it low” up from 3 and see where the "
                "order changes."
            ),
        ),
        scenes={
            _("1 · thirty in a hundred rate it low"): {"low": 30},
            _("2 · the straight line sees nothing bent"): {
                "penalty": -1.5,
                "reward": 0.1,
                "low": 0,
            },
            _("3 · nobody left in the middle"): {"low": 30, "high": 70},
        },
        settings=settings,
        penalty=slider(_("Penalty of a low rating (points)"), -0.8, -1.5, 0.0, 0.1),
        reward=slider(_("Reward of a high rating (points)"), 0.5, 0.0, 1.5, 0.1),
        low=slider(_("Guests who rate it low (%)"), 3, 0, 60),
        high=slider(_("Guests who rate it high (%)"), 40, 0, 80),
        raised=slider(_("Guests the money can raise (%)"), 20, 5, 40, 5),
    )


def _straight_line(
    slope: float, response: Sequence[float], shares: Sequence[float]
) -> list[float] | None:
    if slope != slope:
        return None
    level = np.array([-1.0, 0.0, 1.0])
    middle = np.dot(shares, response) - slope * np.dot(shares, level)
    return [float(middle + slope * place) for place in level]


def _which_first(
    found: pd.Series, slope: float, low: int, high: int, possible: int, raised: int
) -> str:
    parts = [
        _(
            "Clearing the {low} % low ratings yields {clear}, raising {moved:.0f} % yields {lift}"
        ).format(
            low=low,
            clear=signed(found["clear"], 3),
            moved=100 * found["raised"],
            lift=signed(found["raise"], 3),
        )
        + {
            "clear": _(": clear first."),
            "raise": _(": raise first."),
            "either": _(": both the same."),
            "neither": _(": neither is worth anything."),
        }[found["first"]],
        _("A plain regression reports {slope} per level.").format(slope=signed(slope))
        if slope == slope
        else _("With all guests at one level a plain regression finds no line."),
    ]
    if possible < high:
        parts.append(
            _("Low and high cannot exceed 100 %, so high is cut to {possible} %.").format(
                possible=possible
            )
        )
    if 100 * found["raised"] < raised - 1e-9:
        parts.append(_("No more than that stand in the middle."))
    return one_text(*parts)


def _spending_table(
    penalty: float, reward: float, shares: Sequence[float], found: pd.Series, slope: float
) -> pd.DataFrame:
    moved = ["", f"{shares[0]:.0%}", f"{found['raised']:.0%}"]
    effects = [signed(slope) if slope == slope else "–", signed(penalty), signed(reward)]
    yields = ["", signed(found["clear"], 3), signed(found["raise"], 3)]
    return pd.DataFrame(
        {
            _("what"): [_("plain regression"), _("clear the low"), _("raise to high")],
            _("effect (points)"): effects,
            _("guests who move"): moved,
            _("yield (points)"): yields,
        }
    )


def explore_contrast(
    table: pd.DataFrame,
    attributes: Sequence[str],
    overall: str,
    truth: pd.DataFrame | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Explorer:
    """Let the reader ask few guests or many, and see what each penalty and reward rests on.

    Parameters
    ----------
    table, attributes, overall
        As in `helpers.two_factor.penalty_reward`; ratings of 3 to 20 different values.
    truth : DataFrame, optional
        ``penalty`` and ``reward`` by attribute, where they are known.
    settings : mapping, optional
        Where to start.
    """
    names = list(attributes)
    points = _points(table, names)
    lows, highs = points[: len(points) // 2], points[(len(points) + 1) // 2 :]
    most, step, least = _samples(table, names)
    order = np.random.default_rng(6).permuted(np.tile(np.arange(len(table)), (20, 1)), axis=1)

    def draw(guests: int, sample: int, low: float, high: float) -> View:
        asked = table.iloc[order[sample - 1][:guests]]
        try:
            # Robust errors from a handful of guests would be noise themselves.
            found = two_factor.penalty_reward(
                asked, names, overall, low=low, high=high, robust=None
            )
        except ValueError as error:
            return _nothing_found(names, str(error), usual)
        title = _("What {guests} guests tell about penalties and rewards").format(guests=guests)
        return View(
            effect_intervals(found.effects, title, _wide_enough(found.effects, usual), truth),
            _widest(found),
            _effect_table(found, truth),
        )

    first = least if most < 200 else 200
    shares = two_factor.rating_shares(table, names, low=lows[-1], high=highs[-1])["low"]
    usual = _reach(table, names, overall, lows[-1], highs[min(1, len(highs) - 1)])
    rare = names[int(shares.to_numpy().argmin())]
    return Explorer(
        draw,
        name=_("What does a low rating cost?"),
        question=Question(
            _(
                "About {low} guests in 100 rate {name} low. A survey asks {guests} guests. Which "
                "effect will it know least well?"
            ).format(low=f"{100 * shares[rare]:.0f}", name=shown(rare), guests=first),
            (
                _("The smallest effects: they are hard to see"),
                _("The penalty of {name}: hardly anybody rates it low").format(name=shown(rare)),
                _("The reward of {name}: few can tell what it is").format(name=shown(rare)),
                _("All equally well: the same guests rated all of it"),
            ),
            _(
                "Not the guests asked count but the guests behind the effect. About {behind} of "
                "{guests} rate {name} low, and on them alone its penalty rests, however large it "
                "is. An effect that is small, and rests on many, has a short interval around a "
                "small number. Turn “Sample” and watch which diamonds jump."
            ).format(behind=f"{shares[rare] * first:.0f}", guests=first, name=shown(rare)),
        ),
        scenes={
            _("1 · few guests"): {"guests": least},
            _("2 · all guests"): {"guests": most},
        },
        settings=settings,
        guests=slider(_("Guests asked"), first, least, most, step),
        sample=slider(_("Sample (other guests answer)"), 1, 1, 20),
        low=choice(_("Low: up to (points)"), {f"{p:g}": p for p in lows}, lows[-1]),
        high=choice(
            _("High: from (points)"),
            {f"{p:g}": p for p in highs},
            highs[min(1, len(highs) - 1)],
        ),
    )


def _points(table: pd.DataFrame, names: Sequence[str]) -> list[float]:
    two_factor.rating_shares(table, names, low=0, high=1)  # refuses what is no table of ratings
    found = sorted(set(pd.unique(table[list(names)].to_numpy(dtype=float).ravel())))
    points = [float(point) for point in found if point == point]
    if not 3 <= len(points) <= 20:
        raise ValueError(
            _("ratings take 3 to 20 different values here, not {count}").format(count=len(points))
        )
    return points


def _samples(table: pd.DataFrame, names: Sequence[str]) -> tuple[int, int, int]:
    step = 50 if len(table) >= 400 else 10
    most = len(table) // step * step
    least = -(-(6 * len(names)) // step) * step
    if most <= least:
        raise ValueError(
            _("{guests} guests are too few here; {needed} are needed").format(
                guests=len(table), needed=least + step
            )
        )
    return most, step, least


def _reach(
    table: pd.DataFrame, names: list[str], overall: str, low: float, high: float
) -> tuple[float, float]:
    """Return ends of the axis that hold most samples, from what all guests tell."""
    found = two_factor.penalty_reward(table, names, overall, low=low, high=high, robust=None)
    sides = found.effects[["penalty", "reward"]].to_numpy()
    span = float(np.nanmax(np.abs(sides))) if not np.isnan(sides).all() else 1.0
    return float(np.nanmin(sides, initial=0.0)) - span, float(np.nanmax(sides, initial=0.0)) + span


def _wide_enough(effects: pd.DataFrame, usual: tuple[float, float]) -> tuple[float, float]:
    ends = effects[["penalty_from", "penalty_to", "reward_from", "reward_to"]].to_numpy()
    low, high = np.nanmin(ends, initial=usual[0]), np.nanmax(ends, initial=usual[1])
    return float(low), float(high)


def _nothing_found(names: Sequence[str], reason: str, usual: tuple[float, float]) -> View:
    nothing = pd.DataFrame(
        {
            **{
                f"{side}{part}": np.nan
                for side in ("penalty", "reward")
                for part in ("", "_se", "_from", "_to")
            },
            "lows": 0,
        },
        index=list(names),
    )
    title = _("Nothing can be estimated from these answers")
    figure = effect_intervals(nothing, title, usual)
    return View(figure, f"{title}: {reason}.", pd.DataFrame({_("attribute"): list(names)}))


def _widest(found: two_factor.Contrast) -> str:
    effects = found.effects
    lost = [shown(name) for name in effects.index[effects["penalty"].isna()]]
    sure = effects.dropna(subset=["penalty_se"])
    if sure.empty:
        return _("No penalty can be estimated with an interval: too few low ratings.")
    place = int(sure["penalty_se"].to_numpy().argmax())
    name, row = sure.index[place], sure.iloc[place]
    sentence = _(
        "Of the penalties, that of {name} is known least well: {penalty}, between {low} and "
        "{high}. Low ratings behind it: {lows}."
    ).format(
        name=shown(name),
        penalty=signed(row["penalty"]),
        low=signed(row["penalty_from"]),
        high=signed(row["penalty_to"]),
        lows=int(row["lows"]),
    )
    if lost:
        also = _("Not to be estimated at all: the penalty of {names}.").format(names=in_a_row(lost))
        return one_text(sentence, also)
    return sentence


def _effect_table(found: two_factor.Contrast, truth: pd.DataFrame | None) -> pd.DataFrame:
    effects = found.effects
    columns: dict[str, list[str]] = {_("attribute"): [shown(name) for name in effects.index]}
    for side in ("penalty", "reward"):
        columns[_(side)] = [
            _with_interval(*row) for row in effects[[side, f"{side}_from", f"{side}_to"]].to_numpy()
        ]
        if truth is not None:
            columns[_("{side}, true").format(side=_(side))] = [
                signed(value) if value == value else "–"
                for value in truth[side].reindex(effects.index)
            ]
    counts = {_("low ratings"): "lows", _("high ratings"): "highs"}
    return pd.DataFrame(
        columns | {title: [str(n) for n in effects[name]] for title, name in counts.items()}
    )


def _with_interval(value: float, low: float, high: float) -> str:
    if value != value:
        return _("cannot be estimated")
    if low != low:
        return _("{value} (one guest)").format(value=signed(value))
    return _("{value} ({low} to {high})").format(
        value=signed(value), low=signed(low), high=signed(high)
    )


def explore_kinds(attributes: pd.DataFrame, settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader move the cut-off that makes a kind, and see its size beside it.

    Parameters
    ----------
    attributes : DataFrame, one row per attribute
        Columns ``penalty`` and ``reward``, in points of the overall rating.
    settings : mapping, optional
        Where to start.
    """
    largest = two_factor.impact_asymmetry(attributes)["size"].max()
    top = float(np.ceil(10 * max(largest, 0.5) + 1) / 10)
    before = two_factor.impact_asymmetry(attributes, 0.2)

    def draw(cut_off: float, least: float) -> View:
        found = two_factor.impact_asymmetry(attributes, cut_off, least)
        title = _("Asymmetry and size: cut-off {cut_off:.2f}").format(cut_off=cut_off)
        return View(
            asymmetry_map(found, cut_off, least, title, top),
            _by_kind(found),
            _kind_table(found, attributes),
        )

    place = int(before["size"].to_numpy().argmin())
    small, size = before.index[place], float(before["size"].iloc[place])
    asymmetry = float(before["asymmetry"].iloc[place])
    return Explorer(
        draw,
        name=_("Which kind is it?"),
        question=Question(
            _(
                "Asymmetry of {name} is {asymmetry}. Is it the attribute on which delight should "
                "be built?"
            ).format(name=shown(small), asymmetry=signed(asymmetry) if size > 0 else "–"),
            (
                _("Yes: the further from zero, the more it matters"),
                _("No: asymmetry is a direction; look at the size as well"),
                _("No: only basic attributes count"),
            ),
            _(
                "Asymmetry says which side weighs more, and nothing about how much. The size of "
                "{name} is {size} points, the smallest of all. Raise “Least size” and see it "
                "become neutral."
            ).format(name=shown(small), size=f"{size:.2f}"),
        ),
        scenes={
            _("1 · a cut-off of 0.4"): {"cut_off": 0.4},
            _("2 · small ones are neutral"): {"least": 0.25},
        },
        settings=settings,
        cut_off=slider(_("Cut-off (asymmetry)"), 0.2, 0.0, 0.6, 0.05),
        least=slider(_("Least size (points)"), 0.0, 0.0, 1.0, 0.05),
    )


def _by_kind(found: pd.DataFrame) -> str:
    parts = [
        _("{kind}: {names}.").format(
            kind=_(kind), names=in_a_row(shown(name) for name in found.index[found["kind"] == kind])
        )
        for kind in two_factor.KINDS
        if (found["kind"] == kind).any()
    ]
    return one_text(*parts)


def _kind_table(found: pd.DataFrame, attributes: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("attribute"): [shown(name) for name in found.index],
            _("penalty"): [signed(value) for value in attributes["penalty"]],
            _("reward"): [signed(value) for value in attributes["reward"]],
            _("size (points)"): [f"{value:.2f}" for value in found["size"]],
            _("asymmetry"): [signed(a) if a == a else "–" for a in found["asymmetry"]],
            _("kind"): [_(kind) for kind in found["kind"]],
        }
    )
