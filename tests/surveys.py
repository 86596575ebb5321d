"""Small surveys drawn at random, for laws that hold whatever guests answer."""

import itertools

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays


def tables(low: int = 1, high: int = 7, missing: bool = False) -> st.SearchStrategy[pd.DataFrame]:
    """Small surveys: 1 to 6 guests, 1 to 4 dimensions of 1 or 2 items, whole ratings."""

    def build(guests: int, dimensions: int, items: int) -> st.SearchStrategy[pd.DataFrame]:
        rows = list(itertools.product(range(1, guests + 1), range(dimensions), range(items)))
        rating = st.integers(low, high).map(float)
        if missing:
            rating = st.one_of(rating, st.just(np.nan))
        return arrays(float, (len(rows), 2), elements=rating).map(lambda x: as_table(rows, x))

    def as_table(rows: list, answers: np.ndarray) -> pd.DataFrame:
        table = pd.DataFrame(rows, columns=["guest", "dimension", "item"])
        table["item"] = "d" + table["dimension"].astype(str) + "_" + table["item"].astype(str)
        table["dimension"] = "d" + table["dimension"].astype(str)
        table[["expectation", "perception"]] = answers
        table.attrs["scale"] = (low, high)
        return table

    sizes = st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(1, 2))
    return sizes.flatmap(lambda size: build(*size))
