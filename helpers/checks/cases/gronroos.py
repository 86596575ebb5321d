"""The case of one's own in the assignment of chapter 03. All its numbers are made up.

What is drawn must never change, or marks once given cannot be checked again: a golden
test holds it.
"""

from typing import NamedTuple

from helpers.checks._own import OwnNumbers


class Market(NamedTuple):
    """A market of hotels: weights in guests' minds, and spreads among hotels (points)."""

    technical_weight: float
    functional_weight: float
    technical_spread: float
    functional_spread: float
    noise: float


class Firm(NamedTuple):
    """A service and a customer's mind: weights, and by how many points the outcome is short."""

    service: str
    technical_weight: float
    functional_weight: float
    short: float


class Promises(NamedTuple):
    """A hotel and its guests, as the explorer of promises takes them."""

    quality: float
    base: float
    disappointment: float
    told: float
    rounds: int


# Weight of technical quality, spreads of technical and functional quality, noise.
MARKETS = (
    *((0.6, 0.8, 0.6, 0.5), (0.8, 0.5, 0.6, 1.1), (1.2, 0.3, 0.9, 0.8), (1.2, 0.3, 1.2, 0.5)),
    *((1.2, 0.4, 0.9, 1.1), (1.2, 0.5, 1.2, 0.8), (1.4, 0.3, 0.9, 1.1), (1.4, 0.3, 1.2, 0.8)),
    *((1.4, 0.4, 1.2, 1.1), (1.4, 0.8, 0.9, 0.8), (1.6, 0.5, 0.6, 0.8), (1.6, 0.5, 0.9, 0.8)),
)
SERVICES = ("an audit", "a repair of a lift", "a night in a hotel", "a container to Hamburg")
WEIGHTS = ((0.3, 0.7), (0.4, 0.6), (0.6, 0.4), (0.7, 0.3), (0.8, 0.2))
SHORT = (0.5, 0.6, 0.8, 1.5)
PROMISES = (
    *((0.7, 0.5, 0.3, 0.2, 10), (0.75, 0.4, 0.3, 0.3, 10), (0.85, 0.6, 0.3, 0.2, 10)),
    *((0.85, 0.6, 0.3, 0.5, 4), (0.6, 0.5, 2.5, 0.3, 6), (0.6, 0.6, 2.5, 0.5, 4)),
    *((0.7, 0.4, 1.5, 0.2, 10), (0.7, 0.6, 2.0, 0.2, 10), (0.7, 0.6, 2.5, 0.2, 6)),
    *((0.75, 0.5, 1.5, 0.3, 6), (0.9, 0.4, 2.5, 0.2, 10), (0.9, 0.6, 1.5, 0.3, 4)),
)
STATEMENTS = {
    "a": "The container was dry when we opened it.",
    "b": "The forwarder rang on Friday to tell us where the container was.",
    "c": "The auditor's opinion stood up in court.",
    "d": "The auditor told us why she asked each question.",
    "e": "With the new software we close our books two days earlier.",
    "f": "The hotline let me finish my sentence.",
    "g": "They look after the central bank, too.",
    "h": "Their advertisement says: repaired within a day.",
    "i": "The receptionist looked up from the screen when I spoke.",
    "j": "The room was quiet all night.",
    "k": "My brother says that the place has gone downhill.",
    "l": "Since their course our drivers have fewer accidents.",
}
OFFERS = ("abcegh", "acdjkl", "aefghl", "ceijkl", "bghjkl", "adeghk", "cfghjl", "aeghil")


def market(own: OwnNumbers) -> Market:
    """Return the market of question 1."""
    weight, technical, functional, noise = own.choose("market", MARKETS)
    return Market(weight, round(2 - weight, 1), technical, functional, noise)


def firm(own: OwnNumbers) -> Firm:
    """Return the service of question 2."""
    service, short = own.choose("service", SERVICES), own.choose("short", SHORT)
    return Firm(service, *own.choose("weights", WEIGHTS), short)


def promises(own: OwnNumbers) -> Promises:
    """Return the hotel of question 3."""
    return Promises(*own.choose("promises", PROMISES))


def statements(own: OwnNumbers) -> dict[str, str]:
    """Return the statements of question 4, by letter."""
    return {letter: STATEMENTS[letter] for letter in own.choose("statements", OFFERS)}


def memo(own: OwnNumbers) -> str:
    """Return the letter of the memo that the student looks through."""
    return own.choose("memo", "ABCD")
