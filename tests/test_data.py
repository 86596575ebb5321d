"""Hotel A's data: the files, the codebook, the schemas and the truth behind them."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

import helpers
from helpers import data
from helpers.data import tables
from helpers.data.schemas import CHAPTERS, SCHEMAS

ROOT = Path(__file__).resolve().parents[1]
DIMENSIONS = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
POINTS = [f"points_{name}" for name in DIMENSIONS]


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _codebook() -> dict[str, list[pd.DataFrame]]:
    """Return the tables of data/README.md by the heading above them."""
    found: dict[str, list[pd.DataFrame]] = {}
    heading, rows = "", []
    for line in [*(ROOT / "data/README.md").read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip(" `") for cell in line.strip("|").split("|")])
        elif rows:
            table = pd.DataFrame(rows[2:], columns=rows[0]).set_index(rows[0][0])
            found.setdefault(heading, []).append(table)
            rows = []
        if line.startswith("#"):
            heading = line.strip("# ")
    return found


def _numbers(table: pd.DataFrame) -> np.ndarray:
    return table.map(lambda cell: float(cell.replace("−", "-").replace(",", ""))).to_numpy()


truth = _tool("hotel_truth")
CODEBOOK = _codebook()


@pytest.fixture(scope="module")
def guests() -> pd.DataFrame:
    return data.load("hotel_guests").set_index("guest", drop=False)


@pytest.fixture(scope="module")
def ratings(guests) -> pd.DataFrame:
    table = data.load("hotel_ratings")
    who = guests.loc[table["guest"], ["wave", "segment", "account"]].reset_index(drop=True)
    return table.assign(gap=table["perception"] - table["expectation"]).join(who)


@pytest.fixture(scope="module")
def by_dimension(ratings) -> pd.DataFrame:
    return ratings.pivot_table(index="guest", columns="dimension", values="perception")[DIMENSIONS]


# The files, the codebook and the schemas


@pytest.mark.parametrize(
    ("tool", "files"),
    [
        ("simulate_hotel", ["hotel_guests.csv", "hotel_ratings.csv"]),
        ("simulate_tolerance", ["hotel_tolerance.csv"]),
        ("simulate_example_survey", ["example_survey.csv"]),
        ("simulate_weekend", ["weekend_guests.csv"]),
        ("simulate_attributes", ["hotel_attributes.csv", "hotel_attribute_truth.csv"]),
    ],
)
def test_the_simulation_writes_the_same_bytes_again(tool, files, tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    script = tmp_path / "tools" / f"{tool}.py"
    subprocess.run([sys.executable, str(script)], check=True, timeout=60)
    for file in files:
        assert (tmp_path / "data" / file).read_bytes() == (ROOT / "data" / file).read_bytes()


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_codebook_and_the_schema_say_the_same_of_every_column(name):
    (table,) = CODEBOOK[f"{name}.csv"]
    schema = SCHEMAS[name]()
    assert list(table.index) == list(schema.columns)
    assert list(table["allowed"]) == [column.description for column in schema.columns.values()]
    may_be_missing = {"yes": True, "no": False}
    assert [may_be_missing[word] for word in table["may be missing"]] == [
        column.nullable for column in schema.columns.values()
    ]
    assert (table["what it is"].str.len() > 0).all()


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_codebook_and_the_file_have_the_same_columns_and_rows(name):
    table = data.load(name)
    (files,) = CODEBOOK["Codebook: the data of the course"]
    assert len(table) == int(files.loc[f"{name}.csv", "rows"].replace(",", ""))
    assert list(table.columns) == list(CODEBOOK[f"{name}.csv"][0].index)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_column_that_may_be_missing_sometimes_is_or_the_codebook_exaggerates(name):
    table = data.load(name)
    nullable = [key for key, column in SCHEMAS[name]().columns.items() if column.nullable]
    assert table[nullable].isna().any().all()


def test_every_file_ends_its_lines_alike_on_every_system():
    for file in (ROOT / "data").glob("*.csv"):
        assert b"\r" not in file.read_bytes()


def test_every_guest_has_a_row_for_every_item(ratings):
    items = data.load("items")
    assert list(ratings["item"].unique()) == list(items["item"])
    assert len(ratings) == 800 * 22
    assert list(ratings["dimension"].unique()) == DIMENSIONS
    of_item = items.set_index("item")["dimension"]
    assert (ratings["dimension"] == ratings["item"].map(of_item)).all()


def test_ratings_say_which_scale_they_are_on():
    assert data.load("hotel_ratings").attrs["scale"] == (1, 7)


def test_changing_a_loaded_table_changes_no_other():
    first = data.load("hotel_guests")
    first["wave"] = "never"
    first.attrs["scale"] = None
    assert set(data.load("hotel_guests")["wave"]) == {"before", "after"}
    assert data.load("hotel_ratings").attrs["scale"] == (1, 7)


def test_an_unknown_table_is_answered_with_the_known_ones():
    with pytest.raises(data.DataError, match=r'no table "hotel_gests".*"hotel_guests".*"glossary"'):
        data.load("hotel_gests")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("\n3,before", "\n3,during", 'row 4, column "wave" has "during" where only before, after'),
        ("\n3,before", "\n2,before", 'row 4, column "guest" repeats "2"'),
        ("\n3,before", "\n,before", 'row 4, column "guest" has nothing where only whole numbers'),
        (
            "\n3,before",
            "\nthree,before",
            'column "guest" has "three" where only whole numbers from 1',
        ),
        ("\n3,before", "\n3.5,before", 'column "guest" has "3.5" where only whole numbers from 1'),
        (",wave,", ",time,", '"guest", "time".* must be "guest", "wave"'),
        ("\n3,before", "\n3,before,extra", "row 4 has 15 cells and there are 14 headings"),
    ],
)
def test_a_table_of_the_course_that_was_changed_is_not_loaded(
    old, new, sentence, tmp_path, monkeypatch
):
    text = (ROOT / "data/hotel_guests.csv").read_text(encoding="utf-8")
    (tmp_path / "hotel_guests.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    with pytest.raises(data.DataError, match=f"hotel_guests.csv: .*{sentence}"):
        data.load("hotel_guests")


# The glossary


def test_every_chapter_has_key_terms_in_both_languages():
    for word in CHAPTERS:
        terms = data.key_terms(word).table
        assert len(terms) >= 2, word
        assert terms["term_zh"].str.contains(r"[\u4e00-\u9fff]").mean() > 0.7


def test_key_terms_are_a_table_that_a_screen_reader_can_follow():
    terms = data.key_terms("servqual")
    html = terms._repr_html_()
    assert html.count('<th scope="col" ') == 3
    assert html.count('<th scope="row" lang="en" ') == len(terms.table)
    assert html.count('<td lang="zh-Hans" ') == len(terms.table)
    assert "<caption>" in html
    assert "reliability · 可靠性 · Doing what was promised" in repr(terms)


def test_key_terms_are_explained_in_the_language_in_use():
    helpers.language("zh")
    assert "可靠性 · 可靠、准确" in repr(data.key_terms("servqual"))
    assert data.key_terms("servqual")._repr_html_().count('lang="zh-Hans"') == 2 * len(
        data.key_terms("servqual").table
    )


def test_key_terms_show_no_text_as_markup():
    odd = pd.DataFrame({"term_en": ["<b>"], "term_zh": ["&"], "definition_en": ["<script>"]})
    assert "<script>" not in data.KeyTerms(odd)._repr_html_()


def test_an_unknown_chapter_is_answered_with_the_known_words():
    with pytest.raises(data.DataError, match=r'no chapter "gaps".*"servqual"'):
        data.key_terms("gaps")


# The story


def test_the_gap_is_worse_after_the_upgrade_although_perceptions_are_not(ratings):
    before, after = (
        ratings[ratings["wave"] == wave][["expectation", "perception", "gap"]].mean()
        for wave in ("before", "after")
    )
    assert after["gap"] < before["gap"] - 0.15
    assert after["perception"] > before["perception"]
    assert after["expectation"] > before["expectation"] + 0.3


def test_the_upgrade_is_seen_in_tangibles_and_hardly_elsewhere(ratings):
    means = ratings.groupby(["segment", "wave", "dimension"])["perception"].mean().unstack("wave")
    rise = (means["after"] - means["before"]).unstack("segment")
    assert (rise.loc["tangibles"] > 0.5).all()
    assert (rise.drop("tangibles").abs() < 0.25).all(axis=None)


def test_expectations_rose_most_in_tangibles_and_reliability(ratings):
    means = ratings.groupby(["wave", "dimension"])["expectation"].mean().unstack("wave")
    rise = means["after"] - means["before"]
    assert set(rise.nlargest(2).index) == {"tangibles", "reliability"}
    assert (rise > 0.2).all()


def test_the_mix_shifted_towards_business_guests_who_are_harder_to_please(ratings, guests):
    share = (guests["segment"] == "business").groupby(guests["wave"]).mean()
    assert share["after"] > share["before"] + 0.2
    gap = ratings.groupby(["wave", "segment"])["gap"].mean().unstack()
    assert (gap["business"] < gap["leisure"] - 0.2).all()


def test_reliability_falls_furthest_short_in_both_waves(ratings):
    gaps = ratings.groupby(["wave", "dimension"])["gap"].mean().unstack()
    assert set(gaps.idxmin(axis=1)) == {"reliability"}


def test_weights_change_what_comes_first(ratings, guests):
    gaps = ratings.groupby(["segment", "dimension"])["gap"].mean().unstack()[DIMENSIONS]
    weights = guests.groupby("segment")[POINTS].mean().to_numpy() / 100
    first = (gaps * weights).idxmin(axis=1)
    assert first["business"] == "reliability"
    assert first["leisure"] == "empathy"


def test_overall_quality_stays_where_it_was_and_satisfaction_falls(guests):
    change = guests.groupby("wave")[["overall_quality", "satisfaction"]].mean().diff().iloc[1] * -1
    assert abs(change["overall_quality"]) < 0.1
    assert change["satisfaction"] < -0.05


def test_expectations_cluster_near_the_top_of_the_scale(ratings):
    assert 5.8 < ratings["expectation"].mean() < 6.3
    assert (ratings["expectation"] == 7).mean() > 0.25


def test_dimensions_overlap_but_are_not_the_same(by_dimension):
    between = by_dimension.corr().to_numpy()[np.triu_indices(5, 1)]
    assert between.min() > 0.45
    assert between.max() < 0.75


def test_guests_of_one_firm_answer_more_alike_than_guests_of_different_firms(ratings, guests):
    own = ratings.groupby("guest")["perception"].mean()
    firm = guests["account"].dropna()
    own = own[firm.index] - own[firm.index].groupby(guests["segment"]).transform("mean")
    size = firm.map(firm.value_counts())
    between = own.groupby(firm).mean()[firm[size >= 8].unique()].var()
    alone = own.var() / size[size >= 8].groupby(firm).first().mean()
    assert firm.nunique() == 25
    assert between > 1.3 * alone


def test_leisure_guests_have_no_corporate_account(guests):
    assert guests.loc[guests["segment"] == "leisure", "account"].isna().all()


def test_no_night_costs_more_than_beijing_asked_in_an_ordinary_season(guests):
    assert (guests["spend"] / guests["nights"]).between(380, 2200).all()
    assert (guests["spend"] / guests["nights"]).median() < 900


def test_perceptions_are_missing_more_often_than_expectations(ratings):
    missing = ratings[["expectation", "perception"]].isna().mean()
    assert 0.01 < missing["expectation"] < missing["perception"] < 0.05


def test_some_guests_skip_a_whole_dimension(ratings):
    answered = ratings.groupby(["guest", "dimension"])[["expectation", "perception"]].count()
    assert (answered.sum(axis=1) == 0).sum() > 10


def test_most_importance_points_sum_to_100_and_some_do_not(guests):
    sums = guests[POINTS].sum(axis=1, min_count=5).value_counts(dropna=False)
    assert set(sums.index.dropna()) == {90, 100, 110}
    assert sums[100] > 0.85 * len(guests)
    assert guests[POINTS].isna().any(axis=1).sum() == guests[POINTS].isna().all(axis=1).sum() > 0


# The truth in the codebook


def test_the_codebook_tells_the_numbers_that_the_simulation_drew_with():
    for kind in ("expectation", "perception"):
        (table,) = CODEBOOK[f"{kind.title()} before rounding (scale points)"]
        np.testing.assert_array_equal(_numbers(table), [*truth.MEANS[kind].values()])
    (spread,) = CODEBOOK["Standard deviations (scale points)"]
    np.testing.assert_array_equal(
        _numbers(spread), [[*row.values()] for row in truth.SPREAD.values()]
    )
    (items,) = CODEBOOK["The items' own (scale points; shares)"]
    np.testing.assert_array_equal(_numbers(items), [*truth.ITEMS.values()])
    assert list(items.index) == list(truth.ITEMS)
    (points,) = CODEBOOK["Importance points (out of 100)"]
    np.testing.assert_array_equal(_numbers(points), [*truth.IMPORTANCE.values()])
    (quality,) = CODEBOOK["Overall quality"]
    np.testing.assert_array_equal(_numbers(quality), [truth.QUALITY_ABOVE, truth.QUALITY_BELOW])
    (returns,) = CODEBOOK["Satisfaction and return"]
    np.testing.assert_array_equal(_numbers(returns), [*truth.RETURN.values()])
    (stay,) = CODEBOOK["Nights and spend"]
    kinds = (truth.ONE_MORE_NIGHT, truth.RATE, truth.EXTRAS)
    np.testing.assert_array_equal(
        _numbers(stay), [[kind[segment] for kind in kinds] for segment in truth.SEGMENTS]
    )


def test_the_codebook_tells_the_single_numbers_too():
    (who,) = CODEBOOK["Who answers"]
    assert _numbers(who).ravel().tolist() == [
        truth.PER_WAVE,
        *truth.BUSINESS_SHARE.values(),
        len(truth.ACCOUNTS),
        truth.WITHOUT_ACCOUNT,
        truth.SEED,
    ]
    (missing,) = CODEBOOK["Missing answers (shares)"]
    assert _numbers(missing).ravel().tolist() == [
        *truth.MISSING.values(),
        truth.SKIPS_A_DIMENSION,
    ]
    prose = " ".join((ROOT / "data/README.md").read_text(encoding="utf-8").split())
    for sentence in (
        f"correlated {truth.HALO_CORRELATION:.2f}",
        f"exp({truth.IMPORTANCE_SPREAD} z)",
        f"where z is {truth.IMPORTANCE_FOLLOWS_EXPECTATION} times",
        f"missing for {truth.POINTS_MISSING:.0%}".replace("%", " %"),
        f"sum to 90 for {truth.SUM_TO_90:.0%} and to 110 for {truth.SUM_TO_110:.0%}".replace(
            "%", " %"
        ),
        f"{truth.QUALITY['level']}, plus for each point",
        f"minus {-truth.QUALITY['expectation']} for each point of mean expectation above 6",
        f"noise with standard deviation {truth.QUALITY['noise']}, rounded",
        f"Satisfaction is {truth.SATISFACTION['level']} + {truth.SATISFACTION['quality']:.2f} "
        f"(overall quality − 5) + {truth.SATISFACTION['gap']} mean gap + noise with standard "
        f"deviation {truth.SATISFACTION['noise']}",
        f"a step of {truth.RETURN_IF_DELIGHTED} at 7",
        f"about {truth.RATE_AFTER} yuan higher",
        f"vary by {100 * truth.RATE_SPREAD:.0f} % and lie between {truth.RATE_RANGE[0]} and "
        f"{truth.RATE_RANGE[1]:,} yuan",
        f"longer than {truth.NIGHTS_AT_MOST} nights",
    ):
        assert sentence in prose


@pytest.mark.parametrize("kind", ["expectation", "perception", "gap"])
def test_the_codebook_tells_which_means_follow(kind):
    (table,) = CODEBOOK[f"Mean {kind}"]
    implied = [
        [*means, means.mean()]
        for wave in truth.WAVES
        for segment in truth.SEGMENTS
        for means in [truth.mean_ratings(wave, segment)[kind]]
    ]
    np.testing.assert_allclose(_numbers(table), implied, atol=0.0051)


@pytest.mark.parametrize("kind", ["expectation", "perception", "gap"])
@pytest.mark.parametrize("segment", truth.SEGMENTS)
@pytest.mark.parametrize("wave", truth.WAVES)
def test_mean_ratings_lie_within_four_standard_errors_of_the_truth(ratings, wave, segment, kind):
    there = ratings[(ratings["wave"] == wave) & (ratings["segment"] == segment)]
    by_guest = there.pivot_table(index="guest", columns="dimension", values=kind)[DIMENSIONS]
    off = by_guest.mean() - truth.mean_ratings(wave, segment)[kind]
    assert (off.abs() < 4 * by_guest.sem()).all()


def test_what_quality_owes_to_each_dimension_can_be_estimated(guests, by_dimension):
    off = by_dimension.dropna() - 5
    bent = np.column_stack([np.ones(len(off)), off.clip(lower=0), off.clip(upper=0)])
    quality = guests.loc[off.index, "overall_quality"]
    estimate, error = _least_squares(bent, quality.to_numpy(dtype=float))
    true = np.array([*truth.QUALITY_ABOVE, *truth.QUALITY_BELOW])
    assert (np.abs(estimate[1:] - true) < 4 * error[1:]).all()
    assert estimate[7] > estimate[2] + 0.1  # reliability is punished more than praised
    assert estimate[5] > estimate[10] + 0.1  # empathy is praised more than punished


def test_quality_follows_perceptions_better_than_gaps(ratings, guests, by_dimension):
    gaps = ratings.pivot_table(index="guest", columns="dimension", values="gap")[DIMENSIONS]
    complete = gaps.dropna().index.intersection(by_dimension.dropna().index)
    quality = guests.loc[complete, "overall_quality"]
    perceived, gap = (
        quality.corr(table.loc[complete].mean(axis=1)) for table in (by_dimension, gaps)
    )
    assert perceived > gap + 0.1


def test_satisfaction_follows_quality_and_the_gap(ratings, guests):
    gap = ratings.pivot_table(index="guest", columns="dimension", values="gap").mean(axis=1)
    known = gap.dropna().index
    columns = [np.ones(len(known)), guests.loc[known, "overall_quality"] - 5, gap[known]]
    estimate, error = _least_squares(
        np.column_stack(columns), guests.loc[known, "satisfaction"].to_numpy(dtype=float)
    )
    true = [truth.SATISFACTION[name] for name in ("level", "quality", "gap")]
    assert (np.abs(estimate - true) < 4 * error).all()


def test_leisure_guests_return_when_satisfied_and_business_guests_when_sent(guests):
    share = guests.groupby(["segment", "satisfaction"])["would_return"].agg(["mean", "size"])
    share = share[share["size"] >= 20]["mean"].unstack("segment")
    spread = share.max() - share.min()
    assert spread["leisure"] > spread["business"] + 0.1


@pytest.mark.parametrize("segment", truth.SEGMENTS)
def test_mean_importance_points_lie_near_the_truth(guests, segment):
    points = guests.loc[guests["segment"] == segment, POINTS].mean()
    np.testing.assert_allclose(points, truth.IMPORTANCE[segment], atol=1.5)


def test_the_share_of_business_guests_lies_near_the_truth(guests):
    share = (guests["segment"] == "business").groupby(guests["wave"]).mean()
    for wave, true in truth.BUSINESS_SHARE.items():
        assert abs(share[wave] - true) < 4 * np.sqrt(true * (1 - true) / truth.PER_WAVE)


def _least_squares(columns: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return coefficients and their standard errors."""
    estimate, rest, _, _ = np.linalg.lstsq(columns, target, rcond=None)
    variance = rest[0] / (len(target) - columns.shape[1])
    return estimate, np.sqrt(variance * np.diag(np.linalg.inv(columns.T @ columns)))
