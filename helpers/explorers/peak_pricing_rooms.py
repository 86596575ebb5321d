"""The explorers of chapter 11 on rooms kept back: Littlewood's rule, and the Games."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import peak_pricing as model
from helpers.charts.peak_pricing_rooms import chance_and_revenue, rooms_by_rule, stars_shown
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import choice, slider
from helpers.locale import gettext as _
from helpers.locale import one_text

HOUSE, HIGH = 100, 1000


def explore_protection(settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader keep rooms of one night for guests who pay more and book late.

    A house of 100 rooms; the high rate is 1,000 yuan, and of guests at the low rate there
    are always enough. The numbers are made up.

    Parameters
    ----------
    settings : mapping, optional
        Where to start.
    """
    rooms = np.arange(HOUSE + 1)

    def draw(low: int, mean: int, spread: int, protected: int) -> View:
        demand = model.normal(mean, spread)
        best = model.littlewood(low, HIGH, demand)
        sales = mean - model.expected_excess(demand, rooms)
        columns = {"chance": demand.sf(rooms), "revenue": low * (HOUSE - rooms) + HIGH * sales}
        curve = pd.DataFrame(columns, index=rooms)
        title = _("Low rate {low}, high rate {high} yuan; {mean} ± {spread} late guests").format(
            low=low, high=HIGH, mean=mean, spread=spread
        )
        figure = chance_and_revenue(curve, low / HIGH, protected, best, title, _reach(curve))
        return View(
            figure, _kept(curve, protected, best, low, mean), _levels(curve, protected, best)
        )

    return Explorer(
        draw,
        name=_("How many rooms to keep?"),
        question=Question(
            _(
                "Guests at 1,000 yuan book late: 50 of them are expected, give or take 15. "
                "Tour groups take any room at 400 yuan, today. How many rooms do you keep for "
                "the late guests?"
            ),
            (
                "45",
                "50",
                "54",
                "100",
            ),
            _(
                "54. B is the usual answer. With 50 rooms kept, one more is wanted with a chance "
                "of one half; that is worth 500 on average, and a group pays 400 for it today: "
                "keep it. With 54 kept the chance is about 0.4, which is 400 / 1,000; there it "
                "stops. The expected number is right only where the low rate is half of the high "
                "one."
            ),
        ),
        scenes={
            _("1 · Littlewood's number"): {"protected": 54},
            _("2 · a better low rate"): {"low": 600, "protected": 54},
            _("3 · more doubt, low rate 400"): {"spread": 30, "protected": 58},
            _("4 · more doubt, low rate 600"): {"low": 600, "spread": 30, "protected": 42},
            _("5 · half: doubt does not matter"): {"low": 500, "spread": 30},
        },
        settings=settings,
        low=slider(_("Low rate (yuan)"), 400, 100, 900, 50),
        mean=slider(_("Late guests expected (rooms)"), 50, 10, 90),
        spread=slider(_("Standard deviation (rooms)"), 15, 1, 30),
        protected=slider(_("Rooms you protect (rooms)"), 50, 0, 100),
    )


def _reach(curve: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis of revenue, in steps of 10,000 yuan, with room for a name."""
    low, high = curve["revenue"].min(), curve["revenue"].max()
    return float(low // 10_000 * 10_000), float((high + 2_000) // 10_000 * 10_000 + 10_000)


def _kept(curve: pd.DataFrame, protected: int, best: float, low: int, mean: int) -> str:
    nearest = int(np.clip(round(best), 0, HOUSE))
    lost = curve["revenue"].max() - curve["revenue"][protected]
    what = _(
        "{protected} rooms protected: one more would find a late guest with a chance of "
        "{chance:.0%}, and the low rate asks for {ratio:.0%}."
    ).format(protected=protected, chance=curve["chance"][protected], ratio=low / HIGH)
    best_is = _(
        "Littlewood keeps {best:.1f} of {mean} expected, and you give up {lost:,.0f} yuan a night."
    )
    there = _("Littlewood keeps {best:.1f} of {mean} expected: you are there.")
    close = protected == nearest
    return one_text(what, (there if close else best_is).format(best=best, mean=mean, lost=lost))


def _levels(curve: pd.DataFrame, protected: int, best: float) -> pd.DataFrame:
    nearest = int(np.clip(round(best), 0, HOUSE))
    rows = [(_("yours"), protected), (_("Littlewood, to the nearest room"), nearest)]
    rows += [(_("for comparison"), level) for level in range(0, HOUSE + 1, 20)]
    return pd.DataFrame(
        {
            _("level"): [name for name, _level in rows],
            _("rooms protected"): [str(level) for _name, level in rows],
            _("chance of more guests than that"): [
                f"{curve['chance'][level]:.0%}" for _name, level in rows
            ],
            _("revenue on average (yuan)"): [
                f"{curve['revenue'][level]:,.0f}" for _name, level in rows
            ],
        }
    )


def explore_games(hotels: pd.DataFrame, settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader keep rooms for the Games by a forecast, and see what came.

    The occupancy of each class is what was reported of August 2008; rates, the sure demand
    of groups and the size of the house are made up.

    Parameters
    ----------
    hotels : DataFrame, one row per class of hotel
        As `helpers.data.load` returns the table ``games_hotels``.
    settings : mapping, optional
        Where to start.
    """
    reported = (hotels["occupancy_low"] + hotels["occupancy_high"]) / 2
    came = {str(name): round(x) for name, x in zip(hotels["stars"], reported, strict=True)}
    stars = list(came)

    def draw(hotel: str, forecast: int, doubt: int, low: int, groups: int) -> View:
        demand = model.normal(forecast, doubt)
        level = min(model.littlewood(low, 2700, demand, "round"), HOUSE)
        actual = came[hotel]
        rules = {
            _("protected by the forecast"): level,
            _("nothing protected"): 0.0,
            _("had one known what came"): float(actual),
        }
        rooms = pd.DataFrame(
            {rule: _night(kept, actual, groups, low) for rule, kept in rules.items()}
        ).T
        title = _("Games visitors: {forecast} expected, {actual} came; groups ask for {groups}")
        figure = rooms_by_rule(
            rooms, title.format(forecast=forecast, actual=actual, groups=groups), HOUSE
        )
        return View(figure, _after_the_games(rooms, level, forecast, actual), _nights(rooms))

    return Explorer(
        draw,
        name=_("Rooms for the Games"),
        question=Question(
            _(
                "Spring 2008. A four-star house of 100 rooms expects 90 Games visitors at 2,700 "
                "yuan, give or take 10. Groups would take 50 rooms at 1,000 today. The rule keeps "
                "93 rooms. Then 60 visitors come. What did the forecast cost, beside a house that "
                "had protected nothing?"
            ),
            (
                _("Nothing: 60 rooms at 2,700 are worth more than 50 groups at 1,000"),
                _("It lost: groups were turned away for rooms that stayed empty"),
                _("It made no difference"),
            ),
            _(
                "It lost 16,000 yuan in one night. The rule sold 60 rooms at 2,700 and 7 at 1,000, "
                "and 33 stood empty. With nothing protected the groups take 50, and the visitors "
                "the other 50. The rule is not to blame: it did what the forecast said. At a "
                "five-star house, with the same forecast, 81 came and the rule paid."
            ),
        ),
        scenes={
            _("1 · five stars"): {"hotel": stars[0]},
            _("2 · three stars and below"): {"hotel": stars[-1]},
            _("3 · more doubt about the forecast"): {"doubt": 30},
            _("4 · a year before as the forecast"): {"forecast": 69},
        },
        settings=settings,
        hotel=choice(_("Hotel"), {stars_shown(name): name for name in stars}, stars[1]),
        forecast=slider(_("Visitors expected (rooms)"), 90, 30, 100),
        doubt=slider(_("Standard deviation (rooms)"), 10, 1, 40),
        low=slider(_("Rate for groups (yuan)"), 1000, 400, 2400, 100),
        groups=slider(_("Groups that ask in spring (rooms)"), 50, 0, 100, 5),
    )


def _night(kept: float, actual: int, groups: int, low: int) -> dict[str, float]:
    fares = [2700, low]
    high_sold, low_sold = model.sold([actual, groups], HOUSE, model.booking_limits(HOUSE, [kept]))
    return {
        "high": float(high_sold),
        "low": float(low_sold),
        "empty": float(HOUSE - high_sold - low_sold),
        "revenue": float(model.revenue(fares, [high_sold, low_sold])),
    }


def _after_the_games(rooms: pd.DataFrame, level: float, forecast: int, actual: int) -> str:
    rule, nothing, known = (float(value) for value in rooms["revenue"])
    empty = float(rooms["empty"].iloc[0])
    kept = _(
        "{level:.0f} rooms kept for {forecast} visitors, of whom {actual} came; {empty:.0f} rooms "
        "stayed empty."
    ).format(level=level, forecast=forecast, actual=actual, empty=empty)
    if rule > nothing:
        said = _("Still {more:,.0f} yuan more than with nothing protected,")
    elif rule < nothing:
        said = _("That is {less:,.0f} yuan less than with nothing protected,")
    else:
        said = _("That is as much as with nothing protected,")
    short = _("and {short:,.0f} short of what was possible.")
    return one_text(kept, said, short).format(
        more=rule - nothing, less=nothing - rule, short=known - rule
    )


def _nights(rooms: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("rule"): rooms.index,
            _("sold at the high rate"): [f"{value:.0f}" for value in rooms["high"]],
            _("sold at the low rate"): [f"{value:.0f}" for value in rooms["low"]],
            _("left empty"): [f"{value:.0f}" for value in rooms["empty"]],
            _("revenue (yuan)"): [f"{value:,.0f}" for value in rooms["revenue"]],
        }
    )
