"""Simulate Hotel A's two guest surveys: ``python tools/simulate_hotel.py`` rewrites them.

What is true of the guests stands in hotel_truth.py. Only uniform and normal draws are used,
so that the same bytes come out of every NumPy of this generation.
"""

import math
from pathlib import Path

import hotel_truth as truth
import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
OF_ITEM = np.array([truth.DIMENSIONS.index(truth.dimension_of(item)) for item in truth.ITEMS])


def simulate() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the guests, one row each, and their ratings, one row per guest and item."""
    rng = np.random.default_rng(truth.SEED)
    guests = _draw_guests(rng)
    halo = rng.standard_normal(len(guests))
    other = rng.standard_normal(len(guests))
    common = truth.HALO_CORRELATION
    expectation, wish = _ratings(rng, "expectation", guests, halo)
    perception, _ = _ratings(
        rng, "perception", guests, common * halo + math.sqrt(1 - common**2) * other
    )
    _add_stay(rng, guests)
    _add_points(rng, guests, wish)
    _add_judgements(rng, guests, expectation, perception)
    _lose_answers(rng, expectation, perception)
    return guests, _long(guests, expectation, perception)


def _draw_guests(rng: np.random.Generator) -> pd.DataFrame:
    wave = np.repeat(truth.WAVES, truth.PER_WAVE)
    business = rng.random(len(wave)) < [truth.BUSINESS_SHARE[name] for name in wave]
    name = np.array([*truth.ACCOUNTS, None])
    drawn = np.searchsorted(truth.account_shares().cumsum(), rng.random(len(wave)))
    return pd.DataFrame(
        {
            "guest": np.arange(1, len(wave) + 1),
            "wave": wave,
            "segment": np.where(business, "business", "leisure"),
            "account": np.where(business, name[drawn], None),
        }
    )


def _ratings(
    rng: np.random.Generator, kind: str, guests: pd.DataFrame, halo: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return ratings, guests by items, and what each guest feels about each dimension alone."""
    spread = truth.SPREAD[kind]
    account = guests["account"].map(_account_levels(rng, spread["account"])).fillna(0).to_numpy()
    staff = spread["staff"] * rng.standard_normal(len(guests))
    own = rng.standard_normal((len(guests), len(truth.DIMENSIONS)))
    answers = np.empty((len(guests), len(truth.ITEMS)))
    for place, (item, facts) in enumerate(truth.ITEMS.items()):
        feeling = spread["halo"] * halo + account + spread["dimension"] * own[:, OF_ITEM[place]]
        feeling += staff * (truth.dimension_of(item) in truth.ABOUT_STAFF)
        mean = [
            truth.mean_answer(kind, item, *who)
            for who in zip(guests["wave"], guests["segment"], strict=True)
        ]
        noise = spread["item"] * rng.standard_normal(len(guests))
        answers[:, place] = mean + facts.follows * feeling + noise
    return _rounded(answers), own


def _account_levels(rng: np.random.Generator, spread: float) -> dict[str, float]:
    """Return how far each account's guests lie from the rest; over all guests not at all."""
    level = spread * rng.standard_normal(len(truth.ACCOUNTS))
    level -= np.average(level, weights=truth.account_shares())
    return dict(zip(truth.ACCOUNTS, level, strict=True))


def _rounded(level: np.ndarray) -> np.ndarray:
    return np.clip(np.floor(level + 0.5), truth.LOW, truth.HIGH)


def _add_stay(rng: np.random.Generator, guests: pd.DataFrame) -> None:
    """Add nights and spend: a rate that varies in percent, and extras that few spend much on."""
    segment = guests["segment"]
    chance = segment.map(truth.ONE_MORE_NIGHT).to_numpy()
    nights = 1 + np.floor(np.log(1 - rng.random(len(guests))) / np.log(chance))
    rate = segment.map(truth.RATE).to_numpy() + truth.RATE_AFTER * (guests["wave"] == "after")
    rate = rate * np.exp(truth.RATE_SPREAD * rng.standard_normal(len(guests)))
    extras = segment.map(truth.EXTRAS).to_numpy() * -np.log(1 - rng.random(len(guests)))
    guests["nights"] = np.minimum(nights, truth.NIGHTS_AT_MOST).astype(int)
    spend = guests["nights"] * (np.clip(rate, *truth.RATE_RANGE) + extras)
    guests["spend"] = np.floor(spend + 0.5).astype(int)


def _add_points(rng: np.random.Generator, guests: pd.DataFrame, wish: np.ndarray) -> None:
    """Add importance points: in fives, and meant to sum to 100."""
    follows = truth.IMPORTANCE_FOLLOWS_EXPECTATION
    taste = follows * wish + math.sqrt(1 - follows**2) * rng.standard_normal(wish.shape)
    usual = np.array([truth.IMPORTANCE[segment] for segment in guests["segment"]])
    points = 5 * _twenty_shared_out(usual * np.exp(truth.IMPORTANCE_SPREAD * taste))
    slip = rng.random(len(guests))
    largest = (np.arange(len(guests)), points.argmax(axis=1))
    points[largest] -= 10 * (slip < truth.SUM_TO_90)
    points[largest] += 10 * (slip > 1 - truth.SUM_TO_110)
    points[rng.random(len(guests)) < truth.POINTS_MISSING] = np.nan
    for place, name in enumerate(truth.DIMENSIONS):
        guests[f"points_{name}"] = points[:, place]


def _twenty_shared_out(weight: np.ndarray) -> np.ndarray:
    """Return whole numbers that sum to 20 in each row, as near to the weights as can be."""
    exact = 20 * weight / weight.sum(axis=1, keepdims=True)
    whole = np.floor(exact)
    rank = np.argsort(np.argsort(whole - exact, axis=1, kind="stable"), axis=1)
    return whole + (rank < 20 - whole.sum(axis=1, keepdims=True))


def _add_judgements(
    rng: np.random.Generator, guests: pd.DataFrame, expectation: np.ndarray, perception: np.ndarray
) -> None:
    """Add overall quality, satisfaction and the will to return, from complete answers."""
    expected, perceived = _dimension_means(expectation), _dimension_means(perception)
    off = perceived - 5
    bent = np.where(off > 0, truth.QUALITY_ABOVE, truth.QUALITY_BELOW) * off
    noise = rng.standard_normal((2, len(guests)))
    quality = _rounded(
        truth.QUALITY["level"]
        + bent.sum(axis=1)
        + truth.QUALITY["expectation"] * (expected.mean(axis=1) - 6)
        + truth.QUALITY["noise"] * noise[0]
    )
    satisfaction = _rounded(
        truth.SATISFACTION["level"]
        + truth.SATISFACTION["quality"] * (quality - 5)
        + truth.SATISFACTION["gap"] * (perceived - expected).mean(axis=1)
        + truth.SATISFACTION["noise"] * noise[1]
    )
    at_5, slope = np.array([truth.RETURN[segment] for segment in guests["segment"]]).T
    log_odds = at_5 + slope * (satisfaction - 5) + truth.RETURN_IF_DELIGHTED * (satisfaction == 7)
    returns = rng.random(len(guests)) < 1 / (1 + np.exp(-log_odds))
    guests["overall_quality"], guests["satisfaction"] = quality, satisfaction
    guests["would_return"] = returns.astype(int)


def _dimension_means(ratings: np.ndarray) -> np.ndarray:
    places = range(len(truth.DIMENSIONS))
    return np.column_stack([ratings[:, place == OF_ITEM].mean(axis=1) for place in places])


def _lose_answers(
    rng: np.random.Generator, expectation: np.ndarray, perception: np.ndarray
) -> None:
    """Blank single answers, services never used, and whole dimensions."""
    guests = len(expectation)
    never_used = [facts.never_used for facts in truth.ITEMS.values()]
    perception[rng.random(perception.shape) < never_used] = np.nan
    perception[rng.random(perception.shape) < truth.MISSING["perception"]] = np.nan
    expectation[rng.random(expectation.shape) < truth.MISSING["expectation"]] = np.nan
    skips = rng.random((guests, 1)) < truth.SKIPS_A_DIMENSION
    skipped = skips & (rng.integers(len(truth.DIMENSIONS), size=(guests, 1)) == OF_ITEM)
    expectation[skipped] = perception[skipped] = np.nan


def _long(guests: pd.DataFrame, expectation: np.ndarray, perception: np.ndarray) -> pd.DataFrame:
    items = list(truth.ITEMS)
    return pd.DataFrame(
        {
            "guest": np.repeat(guests["guest"].to_numpy(), len(items)),
            "item": items * len(guests),
            "dimension": [truth.dimension_of(item) for item in items] * len(guests),
            "expectation": expectation.ravel(),
            "perception": perception.ravel(),
        }
    )


def main() -> None:
    """Write both files."""
    for name, table in zip(("hotel_guests", "hotel_ratings"), simulate(), strict=True):
        with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="\n") as file:
            table.to_csv(file, index=False, lineterminator="\n", float_format="%.0f")


if __name__ == "__main__":
    main()
