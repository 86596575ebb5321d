"""The case of one's own in the assignment of chapter 01. All its numbers are made up.

What is drawn must never change, or marks once given cannot be checked again: a golden
test holds it.
"""

from typing import NamedTuple

import pandas as pd

from helpers.checks._own import OwnNumbers

# Fixed cost of making (thousand yuan a year), unit cost of making, price of a bought unit (yuan).
KITCHENS = (
    *((180, 11, 17), (240, 9, 15), (150, 12, 17), (210, 13, 20), (320, 10, 18)),
    *((270, 14, 23), (160, 13, 21), (350, 11, 21), (280, 12, 19), (300, 8, 20)),
)
SERVICES = ("air conditioning", "kitchen machines", "fire doors", "card locks", "laundry presses")
# What is said of a service; the order in which the student reads it.
ORDERS = ("kmpt", "mtkp", "tpmk", "pktm", "mkpt", "tkmp", "ptkm", "kpmt")
STEPS = ("reply to the enquiry", "offer", "arrival", "meeting room", "lunch", "invoice")
FAULTS = (
    *((1, 3, 2, 6, 4, 2), (2, 1, 5, 3, 4, 8), (3, 2, 1, 4, 7, 2), (1, 2, 4, 9, 3, 3)),
    *((2, 4, 3, 5, 1, 6), (4, 1, 2, 3, 8, 5), (1, 5, 6, 2, 3, 4), (3, 3, 1, 7, 2, 5)),
)
# Repairs a year now and with better care, cost and price of a repair (yuan).
LIFTS = (
    *((6, 3, 500, 900), (6, 4, 400, 900), (7, 3, 400, 700), (8, 5, 500, 800), (5, 2, 600, 900)),
    *((7, 4, 500, 700), (6, 2, 300, 600), (8, 4, 400, 600), (5, 3, 300, 800), (6, 4, 300, 700)),
)


class Lift(NamedTuple):
    """A lift under repair: failures a year now and later, cost and price of a repair in yuan."""

    now: int
    later: int
    repair_cost: int
    per_repair: int


def kitchen(own: OwnNumbers) -> dict[str, int]:
    """Return what staff meals cost a firm that cooks itself, or buys them.

    Returns
    -------
    dict
        ``fixed`` (yuan a year), ``make`` and ``buy`` (yuan a meal).
    """
    fixed, make, buy = own.choose("kitchen", KITCHENS)
    return {"fixed": 1000 * fixed, "make": make, "buy": buy}


def service(own: OwnNumbers) -> str:
    """Return the machines whose repair the student classes."""
    return own.choose("service", SERVICES)


def facts(own: OwnNumbers) -> list[str]:
    """Return four facts about the repair, in the student's own order."""
    what = service(own)
    known = {
        "k": f"Repairing {what} takes skill, tools and spare parts.",
        "m": f"The firm repairs the {what} that it has built and sold to the same customer.",
        "p": "The bill names hours and parts, each with its price.",
        "t": f"The technician comes to the customer's house, for that is where the {what} are.",
    }
    return [known[letter] for letter in own.choose("facts", ORDERS)]


def journey(own: OwnNumbers) -> pd.Series:
    """Return the share of conference guests for whom each step goes well.

    Returns
    -------
    Series of float, one share per step
    """
    faults = own.choose("faults", FAULTS)
    return pd.Series([(100 - each) / 100 for each in faults], STEPS, name="goes well")


def lift(own: OwnNumbers) -> Lift:
    """Return a lift, and what its repairs cost."""
    return Lift(*own.choose("lift", LIFTS))


def memo(own: OwnNumbers) -> str:
    """Return the letter of the memo that the student looks through."""
    return own.choose("memo", "ABCD")
