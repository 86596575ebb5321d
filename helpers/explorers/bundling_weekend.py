"""The explorer of chapter 12 that prices Hotel A's weekend package."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from helpers import bundling
from helpers.bundling import BUNDLE, MOVES, Plan
from helpers.charts.bundling import moves
from helpers.charts.style import signed_whole, whole
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers._prices import prices_of
from helpers.explorers.controls import choice, slider
from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.locale import one_text

ALL, MAIN = "all", "room"
_WORDS = (
    *(N_("room"), N_("dinner"), N_("spa"), N_("guide")),
    *(N_("couple"), N_("family"), N_("stays on")),
)


def explore_weekend(
    guests: pd.DataFrame,
    costs: Mapping[str, float],
    extras: Sequence[str] = ("dinner", "spa", "guide"),
    settings: Mapping[str, Any] | None = None,
) -> Explorer:
    """Let the reader price a weekend package, and see who comes, buys more or gets a present.

    Parameters
    ----------
    guests : DataFrame, one row per guest
        Reservation prices in yuan in a column ``room`` and one for each extra, and a column
        ``segment``.
    costs : mapping of service to float
        Of serving one more guest, in yuan.
    extras : sequence of str
        Services that may go into the package with the room.
    settings : mapping, optional
        Where to start.
    """
    segments = list(dict.fromkeys(guests["segment"]))

    @cache
    def known(extra: str, who: str) -> tuple[pd.DataFrame, dict[str, float], dict[str, Plan]]:
        of_guests = guests if who == ALL else guests[guests["segment"] == who]
        values = of_guests[[MAIN, extra]]
        of_two = {name: float(costs[name]) for name in (MAIN, extra)}
        best = {
            "separate": bundling.best_separate(values, of_two),
            "bundle": bundling.best_bundle(values, of_two),
            "mixed": bundling.best_mixed(values, of_two),
        }
        return values, of_two, best

    def draw(extra: str, who: str, room: int, single: int, package: int) -> View:
        values, of_two, best = known(extra, who)
        prices = {MAIN: float(room), extra: float(single), BUNDLE: float(package)}
        before = best["separate"]
        changes = bundling.moves_to_package(values, before.prices, prices, of_two)
        after = bundling.profit(values, prices, of_two)
        figure = moves(
            before.profit,
            changes,
            after,
            _("From the best single prices ({prices}) to yours ({yours})").format(
                prices=prices_of(before), yours=prices_of(Plan(prices, after))
            ),
        )
        return View(figure, _said(after, best, changes), _table(changes, before, after, best))

    opened = _opened(known(extras[0], ALL)[2]["separate"], extras[0])
    return Explorer(
        draw,
        name=_("A weekend package"),
        question=_first_question(known(extras[0], ALL), opened),
        scenes={
            _("1 · the package at full price, the room dearer"): {
                "room": 550,
                "single": 400,
                "package": 710,
            },
            _("2 · 20 % off"): {"package": 570},
            _("3 · another service with the room"): {
                "extra": extras[-1],
                "single": 150,
                "package": 550,
            },
        },
        settings=settings,
        extra=choice(_("With the room"), {_(name): name for name in extras}, extras[0]),
        who=choice(
            _("Guests"), {_("all guests"): ALL, **{_(str(name)): name for name in segments}}, ALL
        ),
        room=slider(_("Room alone (yuan)"), opened[MAIN], 0, 1000, 10),
        single=slider(_("The other service alone (yuan)"), opened[extras[0]], 0, 1000, 10),
        package=slider(_("Package (yuan)"), opened[BUNDLE], 0, 2000, 10),
    )


def _opened(before: Plan, extra: str) -> dict[str, int]:
    """Return where the price controls stand at first: the best single prices, and 10 % off both."""
    singles = {name: before.prices.get(name, 1000.0) for name in (MAIN, extra)}
    prices = {**singles, BUNDLE: 0.9 * sum(singles.values())}
    return {name: min(1000, round(price / 10) * 10) for name, price in prices.items()}


def _first_question(
    known: tuple[pd.DataFrame, dict[str, float], dict[str, Plan]], opened: dict[str, int]
) -> Question:
    values, costs, best = known
    prices = {name: float(price) for name, price in opened.items()}
    changes = bundling.moves_to_package(values, best["separate"].prices, prices, costs)
    room, single, package = opened.values()
    guests, yuan = (changes[column].astype(float).to_dict() for column in changes)
    return Question(
        _(
            "The room and {extra} are sold at their best single prices, {room} and {single} "
            "yuan. Wang Hao adds a package at {package}, a tenth less. Who will most of its buyers "
            "be?"
        ).format(extra=_(str(values.columns[1])), room=room, single=single, package=package),
        (
            _("Guests who would not have come at all"),
            _("Guests who would have bought one of the two"),
            _("Guests who would have bought both anyway"),
        ),
        _(
            "{same:.0f} would have bought both anyway, {more:.0f} buy one service more, and "
            "{new:.0f} come for it. The first get a present of {present} yuan in all; the "
            "second, cross-sold, bring {brought}."
        ).format(
            same=guests["same"],
            more=guests["more"],
            new=guests["new"],
            present=whole(-yuan["same"]),
            brought=whole(yuan["more"]),
        ),
    )


def _said(after: float, best: Mapping[str, Plan], changes: pd.DataFrame) -> str:
    before = best["separate"].profit
    difference = round(after - before)
    if difference > 0:
        told = _("Your prices earn {after} yuan, {more} more than the best single prices.")
    elif difference < 0:
        told = _("Your prices earn {after} yuan, {more} less than the best single prices.")
    else:
        told = _("Your prices earn {after} yuan, as much as the best single prices.")
    cross = _("{count:.0f} guests buy one service more, and {new:.0f} come for the first time.")
    most = _("The most that can be earned: {best}.")
    return one_text(
        told.format(after=whole(after), more=whole(abs(difference))),
        cross.format(count=changes.loc["more", "customers"], new=changes.loc["new", "customers"]),
        most.format(best=whole(best["mixed"].profit)),
    )


def _table(
    changes: pd.DataFrame, before: Plan, after: float, best: Mapping[str, Plan]
) -> pd.DataFrame:
    rows = [
        (_(MOVES[str(kind)]), f"{row['customers']:.0f}", signed_whole(row["change"]))
        for kind, row in changes.iterrows()
    ]
    ends = [
        (_("profit at the best single prices"), "", whole(before.profit)),
        (_("profit at your prices"), "", whole(after)),
        (_("best as a package only"), "", whole(best["bundle"].profit)),
        (_("best sold both ways"), "", whole(best["mixed"].profit)),
    ]
    columns = [_("guests who"), _("number"), _("yuan")]
    return pd.DataFrame([*rows, *ends], columns=columns)
