"""The explorers of chapter 03 that go deeper: encounters, tolerance, and a control chart."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import control_chart, gronroos
from helpers.charts.gronroos_deeper import control_lines, encounter_bars, zone_bars
from helpers.charts.style import shown, signed
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers._groups import ALL, kinds
from helpers.explorers.controls import choice, slider
from helpers.gronroos import Service
from helpers.locale import gettext as _
from helpers.locale import in_a_row, one_text

ENCOUNTERS, WIDTH = 200, 0.5
DAYS, CHANGE_AFTER, TARGET = 60, 30, 10.0


def explore_encounters(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader standardise one service, and see 200 guests perceive it.

    The encounters are made up, and the same on every setting: the same draws, stretched.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    kept = np.random.default_rng(200).standard_normal((ENCOUNTERS, 4))
    edges = np.arange(-5, 5 + WIDTH / 2, WIDTH)
    middles = pd.Index((edges[:-1] + WIDTH / 2).round(2), name="perceived")

    def draw(standard: int, staff: float, guests: float, expectations: float, weight: int) -> View:
        service = Service(
            expectations=expectations,
            process_weight=weight / 100,
            staff=staff,
            guests=guests,
            standard=standard / 100,
        )
        perceived = gronroos.simulate_encounters(service, kept)["perceived"].to_numpy()
        counts = np.histogram(np.clip(perceived, edges[0], edges[-1]), edges)[0]
        variance = gronroos.variance_by_source(service)
        shares = variance / variance.sum()
        names = {
            "expectations": _("1 subjective:<br>what guests expect"),
            "outcome": _("2 the outcome<br>beside the process"),
            "staff": _("3 not stable:<br>who serves"),
            "guests": _("4 interactive:<br>what guests bring along"),
        }
        title = _("One service, 200 encounters: perceived quality")
        figure = encounter_bars(pd.Series(counts, middles), shares, names, title)
        return View(figure, _spread_said(variance, perceived), _source_table(variance, names))

    return Explorer(
        draw,
        name=_("The same service, 200 times"),
        question=Question(
            _(
                "A hotel writes down more and more of what its clerks do and say, from nothing to "
                "every word. What happens to how far guests differ in what they perceive?"
            ),
            (
                _("They differ less and less, in the end not at all"),
                _("Less and less, but they go on differing"),
                _("Less at first, then more again"),
                _("Nothing changes: quality is subjective"),
            ),
            _(
                "Less at first, for the clerks become alike; then more again, for a clerk who may "
                "not depart from the text cannot even out what guests bring along. And what "
                "guests expect differs on every setting. Turn “Laid down” and watch the sources."
            ),
        ),
        scenes={
            _("1 · every word is laid down"): {"standard": 100},
            _("2 · laid down, and room left to the clerk"): {"standard": 60},
            _("3 · a machine: guests do nothing"): {"guests": 0.0, "standard": 100},
        },
        settings=settings,
        standard=slider(_("Laid down in standards (%)"), 0, 0, 100, 5),
        staff=slider(_("Employees differ by (points)"), 1.0, 0.0, 2.0, 0.1),
        guests=slider(_("Guests bring along (points)"), 1.0, 0.0, 2.0, 0.1),
        expectations=slider(_("Expectations differ by (points)"), 0.7, 0.1, 2.0, 0.1),
        weight=slider(_("Weight of the process (%)"), 60, 0, 100, 10),
    )


def _spread_said(variance: pd.Series, perceived: np.ndarray) -> str:
    of_guests = variance[["expectations", "guests"]].sum() / variance.sum()
    return _(
        "What guests perceive differs by {spread:.3f} points (standard deviation); {share:.0%} "
        "of the variance comes with the guests. Of these 200, {below} perceive less than they "
        "expected."
    ).format(spread=np.sqrt(variance.sum()), share=of_guests, below=int((perceived < 0).sum()))


def _source_table(variance: pd.Series, names: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("source"): [names[source].replace("<br>", " ") for source in variance.index],
            _("standard deviation"): [f"{np.sqrt(part):.2f}" for part in variance],
            _("share of the variance"): [f"{part:.0%}" for part in variance / variance.sum()],
        }
    )


def explore_tolerance(
    answers: pd.DataFrame, by: str = "segment", settings: Mapping[str, Any] | None = None
) -> Explorer:
    """Let the reader move the ends of a zone and the service in it, kind of guests by kind.

    Parameters
    ----------
    answers : DataFrame, one row per respondent and dimension
        As taken by `helpers.gronroos.tolerance_scores`, with ``dimension`` and the column `by`.
    by : str
        What makes a kind of guests.
    settings : mapping, optional
        Where to start.
    """
    complete = answers.dropna(subset=["adequate", "desired", "perceived"])
    dimensions, groups = kinds(complete["dimension"]), kinds(complete[by])
    tables = {group: complete[complete[by] == group] for group in groups} | {ALL: complete}
    levels = complete[["adequate", "desired", "perceived"]].to_numpy()
    scale = answers.attrs.get("scale", (levels.min(), levels.max()))

    def draw(
        guests: str, dimension: str, perceived: float, adequate: float, desired: float
    ) -> View:
        moves = {"adequate": adequate, "desired": desired, "perceived": perceived}
        asked = tables[guests]
        chosen = asked["dimension"].isin(dimensions if dimension == ALL else [dimension])
        moved = asked.assign(**{name: asked[name] + far * chosen for name, far in moves.items()})
        scores = gronroos.tolerance_scores(moved)
        scores = scores[scores["counted"] > 0].round(9)
        place = gronroos.place_in_zone(scores["perceived"], scores["adequate"], scores["desired"])
        who = _("all guests") if guests == ALL else shown(guests)
        what = _("all dimensions") if dimension == ALL else shown(dimension)
        title = _("Zones of tolerance: {who}; moved: {what}").format(who=who, what=what)
        figure = zone_bars(scores.assign(place=place), title, scale)
        return View(figure, _zones_said(scores, dimension, place), _zone_table(scores))

    return Explorer(
        draw,
        name=_("Zones of tolerance"),
        question=Question(
            _(
                "The mean perception of all guests lies within the zone in every dimension. For "
                "how many of the guests does that hold, in a dimension like reliability?"
            ),
            (
                _("For nearly all of them"),
                _("For about two in three; the others lie on both sides of the zone"),
                _("For about two in three; nearly all the others lie below their adequate level"),
                _("For hardly anybody"),
            ),
            _two_kinds(tables[ALL]),
        ),
        scenes={shown(group): {"guests": group} for group in groups[:8]},
        settings=settings,
        guests=choice(_("Guests"), {_("all guests"): ALL, **{shown(g): g for g in groups}}, ALL),
        dimension=choice(
            _("Dimension that is moved"),
            {_("all dimensions"): ALL, **{shown(d): d for d in dimensions}},
            ALL,
        ),
        perceived=slider(_("Perceived moves by (points)"), 0.0, -1.5, 1.5, 0.1),
        adequate=slider(_("Adequate moves by (points)"), 0.0, -1.5, 1.5, 0.1),
        desired=slider(_("Desired moves by (points)"), 0.0, -1.5, 1.5, 0.1),
    )


def _two_kinds(answers: pd.DataFrame) -> str:
    scores = gronroos.tolerance_scores(answers)
    worst = _least_room(scores)
    return _(
        "In {dimension}, {within:.0%} lie within their own zone, {below:.0%} below it and "
        "{above:.0%} above. A mean within the zone of means is nobody's zone. Choose the guests "
        "one kind at a time."
    ).format(dimension=shown(worst), **scores.loc[worst, ["within", "below", "above"]])


def _least_room(scores: pd.DataFrame) -> Any:
    return scores.index[int(scores["adequacy"].fillna(np.inf).to_numpy().argmin())]


def _zones_said(scores: pd.DataFrame, dimension: str, place: np.ndarray) -> str:
    if scores.empty:
        return _("No answer counts: the adequate level lies above the desired for everybody.")
    chosen = dimension if dimension in scores.index else _least_room(scores)
    found = scores.loc[chosen].astype(float).to_dict()
    said = (
        _(
            "{dimension}: {adequacy} from the adequate level and {superiority} from the desired; "
            "{below:.0%} of the guests lie below their own adequate level."
        )
        if dimension in scores.index
        else _(
            "Least room in {dimension}: {adequacy} from the adequate level and {superiority} from "
            "the desired; {below:.0%} of the guests lie below their own adequate level."
        )
    ).format(
        dimension=shown(chosen),
        adequacy=signed(found["adequacy"]),
        superiority=signed(found["superiority"]),
        below=found["below"],
    )
    outside = [shown(name) for name in scores.index[place == "below"]]
    if not outside:
        return said
    return one_text(said, _("Mean below the zone: {names}.").format(names=in_a_row(outside)))


def _zone_table(scores: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("dimension"): [shown(name) for name in scores.index],
            _("adequate"): [f"{level:.2f}" for level in scores["adequate"]],
            _("desired"): [f"{level:.2f}" for level in scores["desired"]],
            _("perceived"): [f"{level:.2f}" for level in scores["perceived"]],
            _("adequacy"): [signed(level) for level in scores["adequacy"]],
            _("superiority"): [signed(level) for level in scores["superiority"]],
            _("below their own zone"): [f"{share:.0%}" for share in scores["below"]],
            _("counted"): [str(int(count)) for count in scores["counted"]],
        }
    )


def explore_control_chart(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader watch sixty check-ins, change the service, and tamper with it.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    kept = {
        sample: np.random.default_rng([26, sample]).standard_normal(DAYS * 5).reshape(DAYS, 5)
        for sample in range(1, 11)
    }
    later = np.arange(DAYS) >= CHANGE_AFTER

    def draw(reaction: int, change: float, spread: float, size: int, sample: int) -> View:
        noise = spread * kept[sample][:, :size]
        steady = control_chart.adjusted_after_each(noise.mean(axis=1), reaction / 100)
        table = noise + (steady - noise.mean(axis=1) + change * later)[:, None] + TARGET
        means = table.mean(axis=1)
        limits = _limits_of_first(table)
        found = control_chart.signals(means, limits)
        labels = (
            _("check-in (one every hour)") if size == 1 else _("hour (mean of its check-ins)"),
            _("minutes"),
        )
        title = _("Minutes at check-in, with limits from the first 30 hours")
        points = pd.Series(means, range(1, DAYS + 1))
        figure = control_lines(points, limits, found, title, (0.0, 24.0), labels)
        return View(figure, _signals_said(means, found), _chart_table(points, limits, found))

    return Explorer(
        draw,
        name=_("Common causes and special ones"),
        question=Question(
            _(
                "Check-in takes 10 minutes on average, now more, now less, and nothing has "
                "changed. A conscientious manager corrects after every single result: two minutes "
                "too slow, so two minutes faster next time. What happens to the differences?"
            ),
            (
                _("They become smaller"),
                _("They stay as they are"),
                _("They become larger"),
            ),
            _(
                "They become larger, by a factor of {factor:.2f} in the long run: each correction "
                "answers chance and adds it to the next result. Turn “Corrected after each "
                "result” and read the standard deviation."
            ).format(factor=control_chart.spread_when_adjusted(1)),
        ),
        scenes={
            _("1 · the conscientious manager"): {"reaction": 100},
            _("2 · slower by 3 minutes from hour 31"): {"change": 3.0},
            _("3 · the same, means of five"): {"change": 3.0, "size": 5},
        },
        settings=settings,
        reaction=slider(_("Corrected after each result (%)"), 0, 0, 100, 10),
        change=slider(_("Change from hour 31 (minutes)"), 0.0, -2.0, 4.0, 0.5),
        spread=slider(_("Spread of check-ins (minutes)"), 1.5, 0.5, 2.0, 0.1),
        size=slider(_("Check-ins in each point (number)"), 1, 1, 5),
        sample=slider(_("Other hours (sample)"), 1, 1, 10),
    )


def _limits_of_first(table: np.ndarray) -> pd.Series:
    first = table[:CHANGE_AFTER]
    if table.shape[1] == 1:
        return control_chart.individuals_chart(first[:, 0])
    return control_chart.subgroup_chart(first)[0]


def _signals_said(means: np.ndarray, found: pd.DataFrame) -> str:
    hours = [str(hour + 1) for hour in np.flatnonzero(found.any(axis=1))]
    spread = float(np.std(means, ddof=1))
    if not hours:
        return _(
            "No signal: the points differ by {spread:.2f} minutes (standard deviation), and the "
            "chart gives no reason to look for the cause of one of them."
        ).format(spread=spread)
    return _(
        "{count} of 60 points are worth asking about, the first at hour {first}; the points differ "
        "by {spread:.2f} minutes (standard deviation)."
    ).format(count=len(hours), first=hours[0], spread=spread)


def _chart_table(points: pd.Series, limits: pd.Series, found: pd.DataFrame) -> pd.DataFrame:
    rows = [hour for hour in points.index if found.iloc[hour - 1].any()]
    lines = {_("centre"): "centre", _("lower limit"): "low", _("upper limit"): "high"}
    return pd.DataFrame(
        {
            _("what"): [*lines, *(_("signal at hour {hour}").format(hour=hour) for hour in rows)],
            _("minutes"): [
                *(f"{limits[name]:.2f}" for name in lines.values()),
                *(f"{points[hour]:.2f}" for hour in rows),
            ],
        }
    )
