"""The first explorers of chapter 01: who pays for breakdowns, and make or buy."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from helpers import services
from helpers.charts.services import contract_lines, make_or_buy_lines
from helpers.charts.style import shown, whole
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import choice, slider
from helpers.locale import gettext as _
from helpers.locale import one_text

MOST_FAILURES = 6
MOST_UNITS = 80_000


def explore_breakdowns(
    rides: float = 60_000.0,
    rides_lost: float = 400.0,
    standstill: float = 600.0,
    settings: Mapping[str, Any] | None = None,
) -> Explorer:
    """Let the reader sell a lift's maintenance in three ways, and see who earns by failures.

    Parameters
    ----------
    rides : float
        A year without failures.
    rides_lost : float
        By each failure.
    standstill : float
        What one failure costs the hotel besides the bill, in yuan.
    settings : mapping, optional
        Where to start.
    """
    failures_drawn = np.arange(MOST_FAILURES + 1)

    def draw(
        contract: str, failures: int, repair_cost: int, per_repair: int, fee: int, per_ride: float
    ) -> View:
        lift = services.Machine(float(repair_cost), rides, rides_lost, standstill)
        prices = {"fee": float(fee), "per_repair": float(per_repair), "per_ride": per_ride}
        sold = {kind: services.contract_of(kind, **prices) for kind in services.KINDS}
        lines = pd.DataFrame(
            {
                "failures": failures_drawn,
                "profit": services.maker_profit(sold[contract], lift, failures_drawn),
                "cost": services.buyer_cost(sold[contract], lift, failures_drawn),
            }
        )
        title = _("Lift maintenance: {how}").format(how=shown(services.KINDS[contract]))
        return View(
            contract_lines(lines, failures, title, _ends(sold, lift)),
            _who_earns(contract, sold[contract], lift, failures),
            _three_contracts(sold, lift, failures),
        )

    return Explorer(
        draw,
        name=_("Who pays for breakdowns?"),
        question=Question(
            _(
                "A repair costs the lift's maker 500 yuan. The hotel can buy maintenance per "
                "repair (900 yuan each), as full service (3,000 yuan a year) or per ride. Failures "
                "fall from 4 a year to 3. Does the maker gain?"
            ),
            (
                _("Always: a lift that runs better is good for its maker"),
                _("Only if it is paid per repair"),
                _("Under full service and per ride; paid per repair it loses"),
                _("Never: it has less to do"),
            ),
            _(
                "Paid per repair, the maker's profit falls from 1,600 to 1,200 yuan, since each "
                "repair leaves it 400. Under full service it rises from 1,000 to 1,500, since each "
                "repair costs it 500. Per ride it gains as well. The work is the same. How it is "
                "sold decides what the maker hopes for."
            ),
        ),
        scenes={
            _("1 · per repair, 3 failures"): {"failures": 3},
            _("2 · full service, 4 failures"): {"contract": "full"},
            _("3 · full service, 3 failures"): {"contract": "full", "failures": 3},
            _("4 · per ride, 3 failures"): {"contract": "ride", "failures": 3},
        },
        settings=settings,
        contract=choice(
            _("Contract"), {shown(name): kind for kind, name in services.KINDS.items()}, "repair"
        ),
        failures=slider(_("Failures (a year)"), 4, 0, MOST_FAILURES),
        repair_cost=slider(_("Cost of a repair (yuan)"), 500, 100, 1500, 100),
        per_repair=slider(_("Price of a repair (yuan)"), 900, 0, 1500, 100),
        fee=slider(_("Fee (yuan a year)"), 3000, 0, 6000, 500),
        per_ride=slider(_("Price of a ride (yuan)"), 0.05, 0.0, 0.1, 0.01),
    )


def _ends(sold: Mapping[str, services.Contract], lift: services.Machine) -> tuple[float, float]:
    """Return ends of the axis that hold all three contracts, so that a change is a movement."""
    ends = np.array([0.0, MOST_FAILURES])
    profit = [services.maker_profit(contract, lift, ends) for contract in sold.values()]
    cost = [services.buyer_cost(contract, lift, ends) for contract in sold.values()]
    low, high = min(0.0, np.min(profit)), max(np.max(cost), 1000.0)
    room = 0.14 * (high - low)
    return float(low - room / 2), float(high + room)


def _who_earns(
    kind: str, contract: services.Contract, lift: services.Machine, failures: int
) -> str:
    told = {
        "how": shown(services.KINDS[kind]),
        "failures": failures,
        "profit": whole(services.maker_profit(contract, lift, failures)),
        "cost": whole(services.buyer_cost(contract, lift, failures)),
    }
    if failures == 0:
        return _(
            "Contract {how}, failures a year 0: the maker's profit is {profit} yuan, and the lift "
            "costs the hotel {cost}. Nothing is left to mend."
        ).format(**told)
    gain = services.gain_from_one_less(contract, lift, failures)
    if round(gain) == 0:
        sentence = _(
            "Contract {how}, failures a year {failures}: the maker's profit is {profit} yuan, and "
            "the lift costs the hotel {cost}. One failure less changes nothing for the maker."
        )
    elif gain > 0:
        sentence = _(
            "Contract {how}, failures a year {failures}: the maker's profit is {profit} yuan, and "
            "the lift costs the hotel {cost}. By one failure less the maker gains {change} yuan."
        )
    else:
        sentence = _(
            "Contract {how}, failures a year {failures}: the maker's profit is {profit} yuan, and "
            "the lift costs the hotel {cost}. By one failure less the maker loses {change} yuan."
        )
    return sentence.format(**told, change=whole(abs(gain)))


def _three_contracts(
    sold: Mapping[str, services.Contract], lift: services.Machine, failures: int
) -> pd.DataFrame:
    def by_one_less(contract: services.Contract) -> str:
        if failures < 1:
            return "–"
        gain = round(services.gain_from_one_less(contract, lift, failures))
        return f"{gain:+,d}".replace("-", "−") if gain else "0"

    return pd.DataFrame(
        {
            _("sold"): [shown(services.KINDS[kind]) for kind in sold],
            _("the hotel's bill (yuan)"): [
                whole(services.payment(contract, lift, failures)) for contract in sold.values()
            ],
            _("the hotel's cost, standstills included (yuan)"): [
                whole(services.buyer_cost(contract, lift, failures)) for contract in sold.values()
            ],
            _("the maker's profit (yuan)"): [
                whole(services.maker_profit(contract, lift, failures)) for contract in sold.values()
            ],
            _("for the maker, one failure less (yuan)"): [
                by_one_less(contract) for contract in sold.values()
            ],
        }
    )


def explore_make_or_buy(keeps: float = 0.95, settings: Mapping[str, Any] | None = None) -> Explorer:
    """Let the reader make or buy, and see the break-even move when one side learns.

    Parameters
    ----------
    keeps : float
        The share of its price that the vendor still asks after its experience has doubled once.
    settings : mapping, optional
        Where to start.
    """
    quantities = np.arange(0, MOST_UNITS + 1, 1000)
    most = 2_000_000.0

    def draw(
        quantity: int, fixed: int, make: int, buy: int, doublings: int, forgotten: int
    ) -> View:
        own = make * (1 + forgotten / 100)
        price = services.learned_cost(float(buy), doublings, keeps)
        break_even = services.break_even_quantity(float(fixed), own, price)
        making, buying = services.yearly_costs(quantities, float(fixed), own, price)
        lines = pd.DataFrame(
            {
                "quantity": quantities,
                "make": making,
                "buy": buying,
                "first_buy": services.yearly_costs(quantities, 0.0, 0.0, float(buy))[1],
            }
        )
        seen = break_even <= MOST_UNITS and price * break_even <= most
        title = _("Made or bought: what a year costs")
        return View(
            make_or_buy_lines(lines, quantity, break_even if seen else None, title, most),
            _which_is_cheaper(quantity, float(fixed), own, price, seen),
            _side_by_side(quantity, float(fixed), own, price),
        )

    return Explorer(
        draw,
        name=_("Make or buy?"),
        question=Question(
            _(
                "The hotel's laundry costs 240,000 yuan a year and 12 yuan a set of linen; a "
                "vendor asks 20 yuan a set. Making is cheaper above 30,000 sets a year. The vendor "
                "lowers its price by a tenth, to 18 yuan. Where does the break-even go?"
            ),
            (
                _("To 27,000 sets: a tenth less"),
                _("To 33,000 sets: a tenth more"),
                _("To 40,000 sets: a third more"),
                _("It stays: the laundry costs what it did"),
            ),
            _(
                "What counts is not the price but the difference between the price and the cost of "
                "one more set. It shrinks from 8 yuan to 6, so 240,000 yuan take 40,000 sets to "
                "earn back. The closer the two lie, the more a small change of price moves."
            ),
        ),
        scenes={
            _("1 · the vendor asks 18"): {"buy": 18},
            _("2 · the vendor has learned"): {"doublings": 3},
            _("3 · and the hotel has forgotten"): {"doublings": 3, "forgotten": 15},
            _("4 · buying is always cheaper"): {"buy": 11},
        },
        settings=settings,
        quantity=slider(_("Linen washed (sets a year)"), 28_000, 0, MOST_UNITS, 1000),
        fixed=slider(_("Fixed cost of making (yuan a year)"), 240_000, 0, 480_000, 20_000),
        make=slider(_("Making one more (yuan)"), 12, 4, 30),
        buy=slider(_("Buying one (yuan)"), 20, 4, 30),
        doublings=slider(_("Vendor's experience (doublings)"), 0, 0, 5),
        forgotten=slider(_("Making has become dearer by (%)"), 0, 0, 50, 5),
    )


def _which_is_cheaper(quantity: int, fixed: float, make: float, buy: float, seen: bool) -> str:
    making, buying = (float(cost[0]) for cost in _year(quantity, fixed, make, buy))
    break_even = services.break_even_quantity(fixed, make, buy)
    if buy <= make:
        where = _("A bought unit costs no more than making one more: no quantity pays for making.")
    else:
        where = one_text(
            _("Making is cheaper above {units} units a year.").format(units=whole(break_even)),
            "" if seen else _("That lies beyond the edge of the chart."),
        )
    told = {"quantity": whole(quantity), "less": whole(abs(making - buying))}
    if round(making - buying) == 0:
        now = _("At {quantity} both cost the same.")
    elif buying < making:
        now = _("At {quantity} buying is cheaper by {less} yuan a year.")
    else:
        now = _("At {quantity} making is cheaper by {less} yuan a year.")
    return one_text(where, now.format(**told))


def _side_by_side(quantity: int, fixed: float, make: float, buy: float) -> pd.DataFrame:
    making, buying = (float(cost[0]) for cost in _year(quantity, fixed, make, buy))
    return pd.DataFrame(
        {
            _("way"): [_("making"), _("buying")],
            _("fixed (yuan a year)"): [whole(fixed), "0"],
            _("one more unit (yuan)"): [f"{make:.2f}", f"{buy:.2f}"],
            _("in all (yuan a year)"): [whole(making), whole(buying)],
        }
    )


def _year(quantity: int, fixed: float, make: float, buy: float) -> tuple[np.ndarray, np.ndarray]:
    return services.yearly_costs(np.array([quantity]), fixed, make, buy)
