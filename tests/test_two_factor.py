"""Penalties and rewards, asymmetries, incidents, yields: numbers, laws, and errors with words."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import data, two_factor

SIX = list(data.load("hotel_attribute_truth")["attribute"])


@pytest.fixture(scope="module")
def stays():
    return data.load("hotel_attributes")


@pytest.fixture(scope="module")
def truth():
    return data.load("hotel_attribute_truth").set_index("attribute")


def contrast(table, names=SIX, **more):
    return two_factor.penalty_reward(table, names, "overall", low=3, high=6, **more)


def formula_fit(table, names, weights=None):
    known = table.dropna(subset=[*names, "overall"])
    coded = known[["overall"]].copy()
    for name in names:
        coded[f"{name}_low"] = (known[name] <= 3).astype(int)
        coded[f"{name}_high"] = (known[name] >= 6).astype(int)
    formula = "overall ~ " + " + ".join(c for c in coded if c != "overall")
    if weights is None:
        return smf.ols(formula, coded)
    return smf.wls(formula, coded, weights=weights.loc[known.index])


# Penalty-reward contrast analysis


@pytest.mark.parametrize("robust", [None, "HC0", "HC1", "HC2", "HC3"])
def test_effects_and_their_errors_are_those_of_a_statsmodels_formula(stays, robust):
    found = contrast(stays, robust=robust).effects
    fit = formula_fit(stays, SIX).fit(cov_type=robust or "nonrobust")
    for side, end in (("penalty", "low"), ("reward", "high")):
        terms = [f"{name}_{end}" for name in SIX]
        np.testing.assert_allclose(found[side], fit.params[terms], atol=1e-10)
        np.testing.assert_allclose(found[f"{side}_se"], fit.bse[terms], atol=1e-10)


def test_intervals_and_fit_agree_with_statsmodels(stays):
    found = contrast(stays, robust="HC1", confidence=0.9)
    fit = formula_fit(stays, SIX).fit(cov_type="HC1", use_t=True)
    bounds = fit.conf_int(0.1)
    np.testing.assert_allclose(
        found.effects.loc["comfort", ["penalty_from", "penalty_to"]].astype(float),
        bounds.loc["comfort_low"],
    )
    assert found.r_squared == pytest.approx(fit.rsquared)
    assert found.constant == pytest.approx(fit.params["Intercept"])
    assert found.guests == fit.nobs


@pytest.mark.parametrize("robust", [None, "HC1", "HC3"])
def test_weighted_guests_give_what_weighted_least_squares_gives(stays, robust):
    weights = pd.Series(np.linspace(0.5, 3, len(stays)), stays.index)
    found = contrast(stays, weights=weights.to_numpy(), robust=robust).effects
    fit = formula_fit(stays, SIX, weights).fit(cov_type=robust or "nonrobust")
    terms = [f"{name}_low" for name in SIX]
    np.testing.assert_allclose(found["penalty"], fit.params[terms], atol=1e-10)
    np.testing.assert_allclose(found["penalty_se"], fit.bse[terms], atol=1e-10)


def test_a_weight_of_zero_leaves_a_guest_out(stays):
    weighted = stays.assign(counts=np.where(stays.index < 600, 1.0, 0.0))
    pd.testing.assert_frame_equal(
        contrast(weighted, weights="counts").effects, contrast(stays.head(600)).effects
    )


def test_the_truth_of_the_simulation_lies_within_three_standard_errors(stays, truth):
    found = contrast(stays).effects
    for side in ("penalty", "reward"):
        assert ((found[side] - truth[side]).abs() < 3 * found[f"{side}_se"]).all()


def test_few_low_ratings_make_a_wide_interval(stays):
    found = contrast(stays).effects
    assert found["penalty_se"].idxmax() == found["lows"].idxmin() == "cleanliness"
    assert found.loc["cleanliness", "penalty_se"] > 2 * found.loc["cleanliness", "reward_se"]


def test_missing_answers_are_left_out_and_counted_by_column(stays):
    found = contrast(stays)
    assert found.left_out == stays[SIX].isna().any(axis=1).sum()
    assert found.guests + found.left_out == len(stays)
    assert f"cleanliness: {stays['cleanliness'].isna().sum()}" in found.notes[0]


def test_an_attribute_that_nobody_rates_low_has_no_penalty_and_says_so(stays):
    never_low = stays.assign(cleanliness=stays["cleanliness"].clip(lower=4))
    found = contrast(never_low)
    assert np.isnan(found.effects.loc["cleanliness", "penalty"])
    assert "no guest rated cleanliness low, so its penalty cannot be estimated." in found.notes
    assert found.effects.drop("cleanliness").notna().all(axis=None)
    fit = formula_fit(never_low, SIX).fit()
    assert found.effects.loc["comfort", "penalty"] == pytest.approx(fit.params["comfort_low"])


def test_two_attributes_rated_alike_are_named_and_the_others_stand(stays):
    twins = stays.assign(tidiness=stays["cleanliness"])
    found = contrast(twins, [*SIX, "tidiness"])
    assert (
        found.effects.loc[["cleanliness", "tidiness"], ["penalty", "reward"]].isna().all(axis=None)
    )
    assert any("penalty of cleanliness, penalty of tidiness" in note for note in found.notes)
    assert any("reward of cleanliness, reward of tidiness" in note for note in found.notes)
    np.testing.assert_allclose(
        found.effects.loc[SIX[1:], "penalty_se"], contrast(stays).effects.loc[SIX[1:], "penalty_se"]
    )


def test_where_nobody_is_in_the_middle_only_the_difference_is_known(stays):
    split = stays.assign(comfort=stays["comfort"].map(lambda r: 1 if r <= 4 else 7))
    found = contrast(split)
    assert found.effects.loc["comfort", ["penalty", "reward"]].isna().all()
    assert np.isnan(found.constant)
    assert any("penalty of comfort" in n and "the constant" in n for n in found.notes)


def test_an_effect_that_rests_on_one_guest_has_no_robust_error(stays):
    complete = stays.dropna().head(300)
    clean = complete.assign(cleanliness=complete["cleanliness"].clip(lower=4))
    clean.loc[clean.index[0], "cleanliness"] = 1
    robust, classical = contrast(clean), contrast(clean, robust=None)
    assert np.isnan(robust.effects.loc["cleanliness", "penalty_se"])
    assert any("one guest alone decides the penalty of cleanliness" in n for n in robust.notes)
    assert classical.effects.loc["cleanliness", "penalty_se"] > 0.3
    without = contrast(clean.iloc[1:], robust="HC3").effects.loc["comfort", "penalty_se"]
    assert robust.effects.loc["comfort", "penalty_se"] == pytest.approx(without)


def test_attributes_that_overlap_are_said_to(stays):
    # Another attribute rated like cleanliness by all but a few.
    complete = stays.dropna()
    near = complete["comfort"].where(complete.index % 40 != 0, 8 - complete["comfort"])
    found = contrast(complete.assign(quiet=near), [*SIX, "quiet"])
    assert any("overlaps with the others" in note for note in found.notes)


def test_cuts_may_differ_by_attribute(stays):
    found = two_factor.penalty_reward(
        stays,
        ["comfort", "friendliness"],
        "overall",
        low={"comfort": 2, "friendliness": 3},
        high={"comfort": 7, "friendliness": 5},
    ).effects
    known = stays.dropna(subset=["comfort", "friendliness"])
    assert found["lows"].tolist() == [
        (known["comfort"] <= 2).sum(),
        (known["friendliness"] <= 3).sum(),
    ]


@settings(max_examples=25, deadline=None)
@given(st.floats(0.1, 50), st.floats(-20, 20))
def test_another_overall_scale_only_stretches_the_effects(stretch, shift):
    table = data.load("hotel_attributes").head(300)
    found = contrast(table).effects
    other = contrast(table.assign(overall=shift + stretch * table["overall"])).effects
    sides = ["penalty", "reward", "penalty_se"]
    np.testing.assert_allclose(other[sides], stretch * found[sides], rtol=1e-6, atol=1e-8)


def test_nullable_columns_and_repeated_row_labels_are_read_alike(stays):
    nullable = stays.astype(dict.fromkeys(SIX, "Int64"))
    nullable.index = [0] * len(nullable)
    pd.testing.assert_frame_equal(contrast(nullable).effects, contrast(stays).effects)


@pytest.mark.parametrize(
    ("change", "more", "words"),
    [
        ({"overall": 5.0}, {}, "overall is 5.0 in every row"),
        ({"comfort": "good"}, {}, "comfort holds numbers, but row 0 has 'good'"),
        ({"comfort": np.nan}, {}, "0 of 1200 rows are complete"),
        ({}, {"weights": "counts"}, "no column"),
        ({}, {"weights": [-1.0] * 1200}, "weights are zero or more, but row 0 has -1.0"),
        ({}, {"weights": [1.0]}, "1 weights for 1200 rows"),
        ({}, {"robust": "HC9"}, "HC0, HC1, HC2, HC3 or None, not 'HC9'"),
        ({}, {"confidence": 95}, "between 0 and 1, not at 95"),
        ({}, {"names": ["comfort", "comfort"]}, "comfort is named twice"),
        ({}, {"names": ["comfort", "overall"]}, "cannot be an attribute too"),
        ({}, {"names": []}, "at least one attribute"),
    ],
)
def test_a_survey_that_cannot_be_read_is_refused_by_what_was_found(stays, change, more, words):
    with pytest.raises(ValueError, match=words):
        contrast(stays.assign(**change), **more)


def test_a_low_that_does_not_end_before_high_begins_is_refused(stays):
    with pytest.raises(ValueError, match=r"low ends at 6\.0 and high begins at 6\.0"):
        two_factor.penalty_reward(stays, SIX, "overall", low=6, high=6)
    with pytest.raises(ValueError, match="reliability needs a number"):
        two_factor.penalty_reward(stays, SIX, "overall", low={"cleanliness": 3}, high=6)


# Impact asymmetry


def test_the_asymmetries_of_new_york_hotels_come_out_as_printed():
    # J. Wang et al. (2024), Data Science and Management, 7, 164-180, Table 4: asymmetry and
    # class with a cut-off of 0.2, from penalties and rewards printed to two places.
    printed = data.load("new_york_hotels").set_index("attribute")
    found = two_factor.impact_asymmetry(printed[["penalty", "reward"]], cut_off=0.2)
    np.testing.assert_allclose(found["asymmetry"], printed["asymmetry"], atol=0.02)
    assert found["kind"].tolist() == printed["kind"].tolist()
    assert found.loc["value", ["size", "satisfying", "dissatisfying"]].astype(float).round(
        3
    ).tolist() == [0.93, 0.237, 0.763]
    assert found.loc["location", "size"] == pytest.approx(0.20)
    assert printed["performance"].mean() == pytest.approx(4.3217, abs=5e-5)


def test_weak_and_basic_attributes_are_mended_first():
    # The order that J. Wang et al. (2024) state: Value and Sleep quality, then Service.
    printed = data.load("new_york_hotels").set_index("attribute")
    order = two_factor.priority_order(printed)
    assert order.index.tolist() == [
        *("value", "sleep quality", "service", "room", "cleanliness", "location"),
    ]
    assert order["below_bar"].tolist() == [True] * 4 + [False] * 2


def test_a_small_attribute_is_neutral_whatever_its_asymmetry():
    printed = data.load("new_york_hotels").set_index("attribute")
    assert two_factor.impact_asymmetry(printed, 0.2)["kind"]["location"] == "excitement"
    assert two_factor.impact_asymmetry(printed, 0.2, least=0.2)["kind"]["location"] == "neutral"


@given(st.floats(0, 5), st.floats(0, 5))
def test_swapping_penalty_and_reward_turns_the_asymmetry(hurt, lift):
    one, other = (
        two_factor.impact_asymmetry(pd.DataFrame({"penalty": [-a], "reward": [b]})).iloc[0]
        for a, b in ((hurt, lift), (lift, hurt))
    )
    assert one["size"] == pytest.approx(other["size"])
    if hurt + lift > 0:
        assert one["asymmetry"] == pytest.approx(-other["asymmetry"])
        assert -1 <= one["asymmetry"] <= 1
    else:
        assert one["kind"] == other["kind"] == "neutral"


def test_an_asymmetry_at_the_cut_off_is_performance():
    at = pd.DataFrame({"penalty": [-0.4, -0.6, -0.61], "reward": [0.6, 0.4, 0.39]})
    assert two_factor.impact_asymmetry(at, 0.2)["kind"].tolist() == [
        *("performance", "performance", "basic"),
    ]


def test_a_contrary_effect_counts_as_none_and_is_said():
    found = two_factor.impact_asymmetry(
        pd.DataFrame({"penalty": [0.1, -0.5, np.nan], "reward": [0.4, -0.2, 0.3]})
    )
    assert found["asymmetry"].tolist()[:2] == [1.0, -1.0]
    assert "a low rating pleases" in found["note"][0]
    assert "a high rating displeases" in found["note"][1]
    assert (found["kind"][2], found["note"][2]) == ("", "penalty or reward is missing")


def test_penalties_may_be_given_as_sizes():
    sizes = pd.DataFrame({"penalty": [0.71], "reward": [0.22]})
    found = two_factor.impact_asymmetry(sizes, 0.2, sizes=True)
    assert found["kind"].tolist() == ["basic"]
    with pytest.raises(ValueError, match=r"zero or more, but row 0 has -0.71"):
        two_factor.impact_asymmetry(sizes.assign(penalty=-0.71), sizes=True)


@pytest.mark.parametrize(
    ("more", "words"), [({"cut_off": 2}, "from 0 to 1"), ({"least": -1}, "zero or more")]
)
def test_a_cut_off_or_size_out_of_range_is_refused(more, words):
    with pytest.raises(ValueError, match=words):
        two_factor.impact_asymmetry(pd.DataFrame({"penalty": [0], "reward": [1]}), **more)


def test_a_kind_is_only_as_sure_as_its_effects(stays):
    chances = two_factor.class_chances(contrast(stays), 0.2, rng=np.random.default_rng(1))
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert chances.loc["cleanliness", "basic"] > 0.95
    assert chances.loc["aesthetics"].max() < 0.7


# Incidents


def test_the_index_is_minus_one_for_what_only_hurts_and_lies_in_its_interval():
    told = pd.DataFrame(
        {"factor": ["a", "a", "b", "b", "c"], "outcome": ["good", "bad", "good", "bad", "bad"]}
    )
    told["n"] = [30, 10, 20, 20, 10]
    found = two_factor.incident_index(
        told, satisfying="good", dissatisfying="bad", count="n", confidence=0.95
    )
    # By hand: s = 30/50, d = 10/40 for a; s = 20/50, d = 20/40 for b; c is only in the bad.
    np.testing.assert_allclose(
        found["index"], [(0.6 - 0.25) / 0.85, (0.4 - 0.5) / 0.9, -1], atol=1e-12
    )
    assert ((found["low"] <= found["index"]) & (found["index"] <= found["high"])).all()
    assert found.loc["c", "high"] < 0 < found.loc["a", "low"]


def test_a_table_of_counts_is_read_like_one_row_per_incident():
    rows = two_factor.simulate_reports(300, 0.3, rng=np.random.default_rng(4))
    counted = rows.groupby(["factor", "outcome"], sort=False).size().rename("n").reset_index()
    pd.testing.assert_frame_equal(
        two_factor.incident_index(rows).sort_index(),
        two_factor.incident_index(counted, count="n").sort_index(),
    )


def test_counts_as_papers_print_them_give_the_same_index():
    rows = two_factor.simulate_reports(300, 0.3, rng=np.random.default_rng(4))
    counts = pd.crosstab(rows["factor"], rows["outcome"]).reindex(rows["factor"].unique())
    counts.columns.name = None
    found = two_factor.index_from_counts(counts)
    pd.testing.assert_frame_equal(found, two_factor.incident_index(rows), check_like=True)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"satisfying": [1, -1], "dissatisfying": [1, 1]}, "row 1 has -1"),
        ({"satisfying": [0, 0], "dissatisfying": [1, 1]}, "no incident is 'satisfying'"),
        ({"satisfying": [1, 1]}, "no column"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, words):
    with pytest.raises(ValueError, match=words):
        two_factor.index_from_counts(pd.DataFrame(counts))


def test_the_interval_holds_the_true_index_in_about_95_of_100_surveys():
    held = []
    for seed in range(300):
        rng = np.random.default_rng(seed)
        told = two_factor.simulate_reports(400, 0.0, 0.3, rng=rng)
        row = two_factor.incident_index(told).loc["achievement"]
        held.append(row["low"] <= 0.3 <= row["high"])
    assert 0.92 < np.mean(held) < 0.98


def test_incidents_without_a_factor_are_left_out_and_counted():
    told = pd.DataFrame(
        {"factor": ["a", None, "a"], "outcome": ["satisfying", "satisfying", "dissatisfying"]}
    )
    found = two_factor.incident_index(told)
    assert found.attrs["left_out"] == 1
    assert found.loc["a", "satisfying"] == 1


@pytest.mark.parametrize(
    ("change", "more", "words"),
    [
        ({"outcome": "fine"}, {}, "row 0 has 'fine'"),
        ({"outcome": "satisfying"}, {}, "no incident is 'dissatisfying'"),
        ({"n": -1}, {"count": "n"}, "row 0 has -1"),
        ({}, {"factor": "what"}, "no column"),
        ({}, {"satisfying": "dissatisfying"}, "two names"),
        ({}, {"confidence": 0}, "between 0 and 1"),
    ],
)
def test_incidents_that_cannot_be_read_are_refused(change, more, words):
    told = pd.DataFrame({"factor": "a", "outcome": ["satisfying", "dissatisfying"]})
    with pytest.raises(ValueError, match=words):
        two_factor.incident_index(told.assign(**change), **more)


# Who tells


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 1), st.floats(-1, 1), st.integers(0, 1000))
def test_told_stories_approach_the_index_that_the_formula_gives(bias, difference, seed):
    told = two_factor.simulate_reports(20_000, bias, difference, rng=np.random.default_rng(seed))
    own = told["factor"].isin(["achievement", "recognition", "responsibility"])
    good = told["outcome"] == "satisfying"
    s, d = own[good].mean(), own[~good].mean()
    assert (s - d) / (s + d) == pytest.approx(two_factor.reported_index(bias, difference), abs=0.03)


def test_one_factor_told_by_the_self_serving_looks_like_two():
    told = two_factor.simulate_reports(4000, 0.5, rng=np.random.default_rng(6))
    true = told.assign(factor=told["true_factor"])
    assert two_factor.incident_index(true)["index"].abs().max() < 0.12
    assert (two_factor.incident_index(told)["index"].abs() > 0.4).all()


def test_a_bias_and_a_difference_give_the_same_stories():
    assert two_factor.reported_index(0.4) == two_factor.reported_index(0.0, 0.4)


@pytest.mark.parametrize("numbers", [(1, 0.5, 0.0), (10, 1.5, 0.0), (10, 0.5, 2.0)])
def test_stories_out_of_range_are_refused(numbers):
    with pytest.raises(ValueError, match=r"needed|from 0 to 1|from -1 to 1"):
        two_factor.simulate_reports(*numbers, rng=np.random.default_rng(1))


# What money buys


@given(st.floats(-2, 0), st.floats(0, 2), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_yield_is_the_change_of_the_mean_over_the_guests(penalty, reward, low, part, raised):
    high = (1 - low) * part
    table = pd.DataFrame({"penalty": [penalty], "reward": [reward], "low": [low], "high": [high]})
    found = two_factor.spending_yields(table, raised).iloc[0]
    before = penalty * low + reward * high
    assert found["clear"] == pytest.approx(reward * high - before, abs=1e-9)
    moved = min(raised, 1 - low - high)
    assert found["raise"] == pytest.approx(
        penalty * low + reward * (high + moved) - before, abs=1e-9
    )


def test_the_straight_line_is_that_of_a_regression_on_the_three_levels():
    level = np.repeat([-1, 0, 1], [30, 50, 20])
    rating = np.repeat([-0.8, 0.0, 0.5], [30, 50, 20])
    assert two_factor.plain_slope(-0.8, 0.5, 0.3, 0.2) == pytest.approx(
        np.polyfit(level, rating, 1)[0]
    )
    assert np.isnan(two_factor.plain_slope(-0.8, 0.5, 0.0, 0.0))


def test_shares_are_among_those_who_answered(stays):
    found = two_factor.rating_shares(stays, ["comfort"], low=3, high=6).loc["comfort"]
    given_ratings = stays["comfort"].dropna()
    assert found["low"] == (given_ratings <= 3).mean()
    assert found["answers"] == len(given_ratings)


@pytest.mark.parametrize(
    ("change", "raised", "words"),
    [
        ({"low": 0.7}, 0.2, "make 110% of the guests"),
        ({"low": -0.1}, 0.2, "from 0 to 1, not -0.1"),
        ({"penalty": np.nan}, 0.2, "penalty is missing for 0"),
        ({}, 20, "raised is a share from 0 to 1, not 20"),
    ],
)
def test_shares_that_cannot_be_are_refused(change, raised, words):
    table = pd.DataFrame({"penalty": [-0.8], "reward": 0.5, "low": 0.3, "high": 0.4})
    with pytest.raises(ValueError, match=words):
        two_factor.spending_yields(table.assign(**change), raised)


def test_johnstons_list_has_twelve_determinants_each_with_an_example():
    assert len(two_factor.DETERMINANTS) == 12
    assert all(one.chinese and one.example for one in two_factor.DETERMINANTS.values())
