"""The explorers of chapter 04: find the gap, whose gap, how sure, and whose weights."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import servqual
from helpers.charts.servqual import (
    change_waterfall,
    gap_waterfall,
    interval_lines,
    level_dumbbells,
    rank_bars,
)
from helpers.charts.style import FIRST, SECOND, THIRD, shown, signed
from helpers.comparison import chance_to_tell_apart, difference_interval
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers._groups import ALL, EQUAL, kinds, two_waves
from helpers.explorers.controls import choice, slider
from helpers.five_gaps import GAPS, Case, hearsay, make_case, seen, suspects
from helpers.intervals import mean_interval
from helpers.locale import gettext as _
from helpers.locale import in_a_row, one_text
from helpers.ratings import require_columns

NOTHING = "nothing"


def explore_find_the_gap(cases: int = 12, settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader buy two pieces of evidence of four, and look for the cause of gap 5.

    The cases are made up; all share what the survey of guests can see.

    Parameters
    ----------
    cases : int
        How many there are to choose from.
    settings : mapping, optional
        Where to start.
    """
    labels = {
        _("nothing"): NOTHING,
        _("interview: guests' wishes, as managers see them"): "interview",
        _("manual, beside what managers want"): "standard",
        _("audit: what is done, beside the manual"): "audit",
        _("brochure, beside what is done"): "brochure",
    }

    def draw(case: int, first: str, second: str) -> View:
        hotel = make_case(case)
        bought = [evidence for evidence in dict.fromkeys((first, second)) if evidence != NOTHING]
        found = seen(hotel, bought)
        title = _("Case {case}: from what guests expect to what they perceive").format(case=case)
        return View(
            gap_waterfall(hotel, found, title),
            _finding(case, bought),
            _dossier(hotel, found, bought),
        )

    first = make_case(1)
    return Explorer(
        draw,
        name=_("Find the gap"),
        question=Question(
            _(
                "At the front desk of hotel 1 guests expect {expectation:.1f} and perceive "
                "{perception:.1f}. One hears: {hearsay} Name the cause before you buy evidence."
            ).format(
                expectation=first.expectation, perception=first.perception, hearsay=hearsay(1)
            ),
            (
                _("The managers do not know what guests expect (gap 1)"),
                _("They know it, but the written standard does not say it (gap 2)"),
                _("The staff do not do what the standard says: train the front desk (gap 3)"),
                _("The brochure promised more than the hotel delivers (gap 4)"),
            ),
            _(
                "C is the usual answer: the front desk is where the symptom is seen. The survey "
                "cannot tell, for all cases here have the same expectation, the same perception "
                "and the same gap 5. What one hears points at two gaps, one of them the cause. "
                "Someone has to go and look: buy two pieces of evidence."
            ),
        ),
        scenes={
            _("1 · audit the front desk"): {"first": "audit"},
            _("2 · and read the brochure"): {"first": "audit", "second": "brochure"},
            _("3 · case 4, the audit"): {"case": 4, "first": "audit"},
        },
        settings=settings,
        case=slider(_("Case (a hotel)"), 1, 1, cases),
        first=choice(_("First evidence"), labels, NOTHING),
        second=choice(_("Second evidence"), labels, NOTHING),
    )


def _finding(number: int, bought: list[str]) -> str:
    case = make_case(number)
    open_to_doubt = suspects(case, bought)
    names = in_a_row(_numbered(gap) for gap in open_to_doubt)
    if len(open_to_doubt) == 1:
        return _("The cause is named: {gap} makes up {size} of gap 5, {total}.").format(
            gap=names,
            size=signed(case.gaps[open_to_doubt[0]], 1),
            total=signed(case.gap5, 1),
        )
    if not bought:
        return _(
            "Gap 5 is {total}, and nobody has looked inside: any of the four may be the cause. "
            "One hears: {hearsay}"
        ).format(total=signed(case.gap5, 1), hearsay=hearsay(number))
    left = signed(seen(case, bought)["gap"]["unseen"], 1)
    return _(
        "Gap 5 is {total}. What nobody has looked at holds {left} together; "
        "the cause may be {suspects}. One hears: {hearsay}"
    ).format(hearsay=hearsay(number), total=signed(case.gap5, 1), left=left, suspects=names)


def _dossier(case: Case, found: pd.DataFrame, bought: list[str]) -> pd.DataFrame:
    gaps = found.drop("unseen")
    open_to_doubt = suspects(case, bought)
    return pd.DataFrame(
        {
            _("gap"): [_numbered(gap) for gap in gaps.index],
            _("between"): [_(GAPS[gap].meaning) for gap in gaps.index],
            _("seen"): [signed(gap, 1) if gap == gap else "?" for gap in gaps["gap"]],
            _("may be the cause"): [
                _("yes") if gap in open_to_doubt else _("no") for gap in gaps.index
            ],
        }
    )


def _numbered(gap: str) -> str:
    return _("gap {number} ({name})").format(number=GAPS[gap].number, name=shown(gap))


def explore_whose_gap(
    ratings: pd.DataFrame, by: str = "segment", settings: Mapping[str, Any] | None = None
) -> Explorer:
    """Let the reader see whose gap moved between two samples, and which end of it.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item
        As taken by `helpers.servqual.gap_scores`, with a column ``wave`` of two values,
        the earlier first, and the column `by`.
    by : str
        What makes a segment. One is offered if it rated, in both waves, every dimension
        that anybody rated in both.
    settings : mapping, optional
        Where to start.
    """
    rows, waves, segments = two_waves(ratings, by)
    dimensions = kinds(rows["dimension"])
    known = _by_guests(rows, by, waves, segments)
    answers = rows[["expectation", "perception"]].to_numpy()
    scale = ratings.attrs.get("scale", (answers.min(), answers.max()))

    def draw(guests: str, dimension: str, picture: str) -> View:
        levels, change = known[guests, dimension]
        rows = levels.sort_index(
            level=0, sort_remaining=False, kind="stable", key=lambda names: names.astype(str)
        )
        who = _("all guests") if guests == ALL else shown(guests)
        what = _("all dimensions") if dimension == ALL else shown(dimension)
        title = _("First and second sample: {who}, {what}").format(who=who, what=what)
        figure = (
            change_waterfall(change, title)
            if picture == "parts"
            else level_dumbbells(rows, title, scale)
        )
        return View(figure, _what_moved(change), _both_tables(rows, change))

    overall = known[ALL, ALL][1]
    return Explorer(
        draw,
        name=_("Whose gap?"),
        question=Question(
            _(
                "The gap over all guests was {before} in the first sample and is {after} in the "
                "second. Which part of the change is the largest?"
            ).format(before=signed(overall["before"]), after=signed(overall["after"])),
            (
                _("The service: what guests perceive"),
                _("The guests' demands: what they expect"),
                _("The guests themselves: others come"),
            ),
            _(
                "Expectations make {expectations} of the change, perceptions {perceptions} and the "
                "mix of guests {mix}. A gap has two ends, and a mean has guests in it: who reads a "
                "gap without looking at both sees neither. Now look at single dimensions."
            ).format(**{part: signed(overall[part]) for part in overall.index}),
        ),
        scenes={_("1 · parts of the change"): {"picture": "parts"}},
        settings=settings,
        guests=choice(_("Guests"), {_("all guests"): ALL, **{shown(s): s for s in segments}}, ALL),
        dimension=choice(
            _("Dimension"), {_("all dimensions"): ALL, **{shown(d): d for d in dimensions}}, ALL
        ),
        picture=choice(
            _("Picture"),
            {_("expected and perceived"): "levels", _("parts of the change"): "parts"},
            "levels",
        ),
    )


def _by_guests(
    ratings: pd.DataFrame, by: str, waves: list[Any], segments: list[Any]
) -> dict[tuple[Any, Any], tuple[pd.DataFrame, pd.Series]]:
    """Return the levels and the parts of the change for each kind of guest and dimension."""
    known: dict[tuple[Any, Any], tuple[pd.DataFrame, pd.Series]] = {}
    for guests in (ALL, *segments):
        of_guests = ratings if guests == ALL else ratings[ratings[by] == guests]
        before, after = (of_guests[of_guests["wave"] == wave] for wave in waves)
        levels = servqual.level_scores(of_guests, by=["dimension", by, "wave"])
        parts = servqual.explain_change_by_dimension(before, after, by)
        of_all = levels.groupby(level=[by, "wave"], sort=False).mean()
        known[guests, ALL] = (of_all, parts.mean())
        for dimension, change in parts.iterrows():
            known[guests, dimension] = (levels.loc[[dimension]].droplevel(0), change)
    return known


def _what_moved(change: pd.Series) -> str:
    return _(
        "The gap went from {before} to {after}. Of this, what guests expect made {expectations}, "
        "what they perceive {perceptions}, and their mix {mix}."
    ).format(**{part: signed(change[part]) for part in change.index})


def _both_tables(levels: pd.DataFrame, change: pd.Series) -> pd.DataFrame:
    named = levels.reset_index()
    groups = [
        shown((guests, wave))
        for guests, wave in zip(named.iloc[:, 0], named.iloc[:, 1], strict=True)
    ]
    top = pd.DataFrame(
        {
            _("guests"): groups,
            _("expected"): [f"{value:.2f}" for value in named["expectation"]],
            _("perceived"): [f"{value:.2f}" for value in named["perception"]],
            _("gap"): [signed(gap) for gap in named["gap"]],
        }
    )
    parts = {
        "expectations": _("change from expectations"),
        "perceptions": _("change from perceptions"),
        "mix": _("change from the mix of guests"),
    }
    bottom = pd.DataFrame(
        {_("guests"): list(parts.values()), _("gap"): [signed(change[part]) for part in parts]}
    )
    return pd.concat([top, bottom]).fillna("")


def explore_how_sure(ratings: pd.DataFrame, settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader ask few guests or many, and see whether two hotels can be told apart.

    Hotel B is made up: guests drawn from the same table, their gaps moved by a difference
    that the reader sets, and so known.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item
        As taken by `helpers.servqual.gap_scores`.
    settings : mapping, optional
        Where to start.
    """
    gaps = servqual.respondent_gaps(ratings).mean(axis=1).dropna()
    centre, usual_spread = gaps.mean(), gaps.std()
    if not usual_spread > 0:
        raise ValueError(
            _("two guests at least need gaps that differ; {guests} answered, all alike").format(
                guests=len(gaps)
            )
        )
    shape = ((gaps - centre) / usual_spread).to_numpy()

    def draw(guests: int, difference: float, spread: float, confidence: int, sample: int) -> View:
        level = confidence / 100
        rng = np.random.default_rng([2, sample])
        drawn = centre + spread * rng.choice(shape, size=(2, guests))
        a, b = pd.Series(drawn[0]), pd.Series(drawn[1] + difference)
        lines = _three_lines(a, b, level)
        chance = chance_to_tell_apart(guests, difference, spread, level)
        title = _("{guests} guests in each hotel, {confidence} % intervals").format(
            guests=guests, confidence=confidence
        )
        # Few guests who differ much can take an interval beyond the ends that are kept still.
        low, high = min(centre - 2, lines["low"].min()), max(centre + 2.5, lines["high"].max())
        reach = (float(np.floor(low)), float(np.ceil(high)))
        return View(
            interval_lines(lines, title, reach),
            _apart(lines, difference, float(chance)),
            _plain(lines),
        )

    spread = max(0.1, round(float(usual_spread), 1))
    chance = chance_to_tell_apart(30, 0.3, spread)
    return Explorer(
        draw,
        name=_("How sure?"),
        question=Question(
            _(
                "Hotel B is truly 0.3 scale points better than Hotel A; guests of one hotel "
                "differ by about {spread:.1f}. Each asks 30 guests. How often does such a "
                "survey tell the two apart?"
            ).format(spread=spread),
            (
                _("Nearly always"),
                _("About two times in three"),
                _("About one time in three"),
                _("Hardly ever"),
            ),
            _(
                "In {chance:.0%} of such surveys. Mostly the survey cannot say which hotel is "
                "better, and now and then the worse one leads. Turn “Sample” to see other guests "
                "answer."
            ).format(chance=chance),
        ),
        scenes={
            _("1 · four hundred guests"): {"guests": 400},
            _("2 · no difference at all"): {"difference": 0.0},
        },
        settings=settings,
        guests=slider(_("Guests asked in each hotel"), 30, 10, 400, 10),
        difference=slider(_("True difference, B − A (scale points)"), 0.3, 0.0, 1.0, 0.1),
        spread=slider(
            _("Spread between guests (scale points)"),
            spread,
            min(0.3, spread),
            max(2.0, spread),
            0.1,
        ),
        confidence=choice(_("Confidence"), {f"{c} %": c for c in (80, 90, 95, 99)}, 95),
        sample=slider(_("Sample (other guests answer)"), 1, 1, 20),
    )


def _three_lines(a: pd.Series, b: pd.Series, level: float) -> pd.DataFrame:
    apart = difference_interval(b, a, level).rename({"difference": "gap"})
    lines = pd.DataFrame(
        [
            mean_interval(a, level)[["gap", "low", "high"]],
            mean_interval(b, level)[["gap", "low", "high"]],
            apart,
        ],
        index=[_("gap of Hotel A"), _("gap of Hotel B"), _("difference, B − A")],
    )
    return lines.assign(colour=[FIRST, SECOND, THIRD])


def _apart(lines: pd.DataFrame, difference: float, chance: float) -> str:
    found = lines.iloc[-1]
    numbers = {
        "found": signed(found["gap"]),
        "low": signed(found["low"]),
        "high": signed(found["high"]),
        "chance": f"{chance:.0%}",
    }
    if found["high"] < 0 < difference:
        said = _(
            "This sample: the difference lies in {low} to {high}, on the wrong side of zero: "
            "the worse hotel comes out better."
        )
    elif found["low"] > 0 or found["high"] < 0:
        said = _("This sample: the difference lies in {low} to {high}, without zero: told apart.")
    else:
        said = _("This sample: the difference lies in {low} to {high}, zero too: not told apart.")
    if difference == 0:
        often = _("There is no difference, and {chance} of all such surveys find one.")
    else:
        often = _("Of all such surveys, {chance} tell the two apart.")
    return one_text(said, often).format(**numbers)


def _plain(lines: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("what"): lines.index,
            _("estimate"): [signed(value) for value in lines["gap"]],
            _("from"): [signed(value) for value in lines["low"]],
            _("to"): [signed(value) for value in lines["high"]],
        }
    )


def explore_weights(
    ratings: pd.DataFrame, points: pd.DataFrame, settings: Mapping[str, Any] | None = None
) -> Explorer:
    """Let the reader see how the first priority depends on whose weights are used.

    Parameters
    ----------
    ratings : DataFrame, one row per respondent and item
        As taken by `helpers.servqual.gap_scores`.
    points : DataFrame, one row per respondent
        Importance points, as taken by `helpers.servqual.weights_from_points`, and a
        column ``segment``.
    settings : mapping, optional
        Where to start.
    """
    gaps = servqual.gap_scores(ratings)
    if gaps.count() < 2:
        raise ValueError(
            _("two dimensions at least need a gap, and the table has {count}").format(
                count=gaps.count()
            )
        )
    require_columns(points, ["segment"])
    given = points.filter(like="points_")
    weights = {ALL: servqual.weights_from_points(given)}
    gave_some = points.loc[servqual.own_weights(given).index, "segment"]
    segments = kinds(gave_some)
    for segment in segments:
        weights[segment] = servqual.weights_from_points(given[points["segment"] == segment])
    weights[EQUAL] = gaps.notna() / gaps.count()

    def draw(whose: str, agreement: int) -> View:
        rng = np.random.default_rng(0)
        ranks = servqual.rank_stability(
            gaps, weights[whose], agreement=agreement, draws=1000, rng=rng
        )
        often = ranks.iloc[:, 0]
        sentence = _(
            "First for {share:.0%} of made-up people with weights around these: {first}. "
            "Next: {second}, {other:.0%}."
        ).format(
            first=shown(often.idxmax()),
            share=often.max(),
            second=shown(often.drop(often.idxmax()).idxmax()),
            other=often.drop(often.idxmax()).max(),
        )
        title = _("Which dimension comes first? (In each bar: the rank)")
        return View(rank_bars(ranks, title), sentence, _shares(weights[whose], gaps, ranks))

    of_guests = servqual.first_priority_by_respondent(gaps, given)
    first = str((gaps * weights[ALL]).idxmin())
    return Explorer(
        draw,
        name=_("Whose weights?"),
        question=Question(
            _(
                "With the mean weights of all guests, {first} has the largest weighted "
                "shortfall. For how many guests is that so with their own weights?"
            ).format(first=shown(first)),
            (_("Nearly all"), _("About two in three"), _("About half"), _("About one in four")),
            _(
                "For {share:.0%} of the guests who gave points. (The picture shows made-up people "
                "whose weights lie around the mean; you set how widely.) A mean weight is nobody's "
                "weight: show a first priority with how many people share it."
            ).format(share=of_guests[first]),
        ),
        settings=settings,
        whose=choice(
            _("Weights around"),
            {
                _("the mean of all guests"): ALL,
                **{_("the mean of: {who}").format(who=shown(s)): s for s in segments},
                _("equal weights"): EQUAL,
            },
            ALL,
        ),
        agreement=slider(_("How far people agree (1 hardly, 100 closely)"), 20, 1, 100),
    )


def _shares(weights: pd.Series, gaps: pd.Series, ranks: pd.DataFrame) -> pd.DataFrame:
    names = list(ranks.index)
    return pd.DataFrame(
        {
            _("dimension"): [shown(name) for name in names],
            _("weight"): [f"{weights[name]:.0%}" for name in names],
            _("gap"): [signed(gaps[name]) for name in names],
            _("weighted gap"): [signed(weights[name] * gaps[name], 3) for name in names],
            _("first for"): [f"{ranks.loc[name].iloc[0]:.0%}" for name in names],
        }
    )
