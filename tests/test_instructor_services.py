"""The figures on the instructor's page of chapter 01 are those of the models and the data."""

from pathlib import Path

import pytest

from helpers import data, services
from helpers.explorers.services import explore_breakdowns, explore_make_or_buy
from helpers.explorers.services_journey import explore_journey

PAGE = Path(__file__).parents[1] / "docs" / "instructor" / "01_services.md"
LIFT = services.Machine(repair_cost=500)
PER_REPAIR, FULL = services.Contract(per_repair=900), services.Contract(fee=3000)


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text(encoding="utf-8")


def yuan(amount: float) -> str:
    return f"{amount:,.0f}".replace("-", "−")


def test_the_scenes_of_the_breakdowns_go_as_the_page_says(page):
    explorer = explore_breakdowns()
    profit = {None: explorer.figure.data[1].y[0]}
    for scene in explorer.scenes:
        explorer.show_scene(scene)
        profit[scene[0]] = explorer.figure.data[1].y[0]
    assert f"{yuan(profit[None])} yuan for the maker" in page
    assert f"3 failures, {yuan(profit['1'])}." in page
    assert f"{yuan(profit['2'])} and {yuan(profit['3'])}. Ask" in page
    at_four = services.maker_profit(services.Contract(per_ride=0.05), LIFT, 4)
    assert f"{yuan(profit['4'])}; it was {yuan(at_four)} at four" in page


def test_the_bills_are_those_of_the_contracts(page):
    bills = {
        times: (services.payment(PER_REPAIR, LIFT, times), services.payment(FULL, LIFT, times))
        for times in (4, 3)
    }
    per_repair, full = map(yuan, bills[4])
    assert f"{per_repair} per repair and {full} under full service" in page
    per_repair, full = map(yuan, bills[3])
    assert f"at three it is {per_repair} and {full}" in page
    assert f"equal at {services.equal_bills(3000, 900):.2f} failures" in page


def test_the_sensor_pays_under_full_service_only(page):
    full, repair = (
        services.gain_from_one_less(contract, LIFT, 4) - 450 for contract in (FULL, PER_REPAIR)
    )
    assert f"| 1.2 deeper | {yuan(full)} yuan a year |" in page
    assert f"{yuan(services.maker_profit(FULL, LIFT, 3) - 450)}: the profit" in page
    assert f"{yuan(repair)}: per repair" in page
    assert (
        f"brings the maker {yuan(full)} yuan a year; per repair it costs it {-repair:.0f}" in page
    )


def test_the_pure_cards_are_those_of_the_model(page):
    cards = services.cards()["class"]
    letters = {kind: list(cards.index[cards == kind]) for kind in services.CLASSES}
    assert f"| 1.3 core | {', '.join(letters['pure'])} |" in page
    assert f"{' or '.join(letters['depends'])}, whose seller may have sold the product too" in page
    assert letters["support"] == ["A", "E", "G"]


def test_the_call_centre_and_the_laundry_are_worked_out_right(page):
    assert f"| 1.4 deeper | {services.labour_intensity(1_800_000, 1_200_000):.2f} |" in page
    assert f"{1_200_000 / 1_800_000:.2f}: turned over" in page
    assert f"| 1.5 core | {services.equal_price(240_000, 12, 32_000):.2f} yuan |" in page
    assert f"{240_000 / 32_000:.2f}: the fixed part" in page
    assert f"{services.equal_price(240_000, 12, 28_000):.2f}: for 28,000 sets" in page
    assert f"18.5 as well: {yuan(services.break_even_quantity(240_000, 12, 18.5))} sets" in page


def test_the_memo_saves_what_the_laundry_costs_but_the_manager(page):
    laundry, vendor = 240_000 + 28_000 * 12, 28_000 * 18
    assert laundry - vendor == 72_000
    assert f"only {yuan(laundry - vendor - 60_000)} of the 72,000" in page
    assert services.break_even_quantity(240_000, 12, 18) == 40_000


def test_the_vote_on_the_break_even_is_c():
    explorer = explore_make_or_buy(settings={"buy": 18})
    assert "40,000 units" in explorer.sentence
    assert "40,000" in explorer.question.answers[2]


def test_only_the_lift_brings_85_of_100_and_30_percent_of_its_faults_may_be_left(page):
    journey = services.wedding_journey()
    table = services.mending_table(journey).sort_values("if_mended", ascending=False)
    assert table["step"].tolist()[:2] == ["lift", "menu chosen"]
    assert table["if_mended"].iloc[0] > 0.85 > table["if_mended"].iloc[1]
    assert f"brings {100 * table['if_mended'].iloc[1]:.1f} even" in page
    place = int(journey.index[journey["step"] == "lift"][0])
    spared = {
        left: 100 * services.flawless(services.mended(journey["success"], place, left / 100))
        for left in (30, 40)
    }
    assert spared[30] >= 85 > spared[40]
    assert f"30 % of its faults left ({spared[30]:.1f} in 100)" in page
    assert f"40 % left ({spared[40]:.1f})" in page


def test_the_vote_on_the_journey_is_c_and_twenty_steps_spare_two_thirds(page):
    assert f"20 steps before the cell (about {100 * services.flawless([0.98] * 20):.0f})" in page
    explorer = explore_journey()
    assert explorer.sentence.startswith("Of 100 guests 81.6")
    assert explorer.question.answers[2] == "about 82"


def test_the_guests_of_ginkgo_are_more_content_than_most_and_accounts_are_small():
    guests = data.load("hotel_guests").query("segment == 'business'")
    by_account = guests.groupby("account")["satisfaction"].agg(["mean", "size"])
    assert (by_account["mean"] < by_account["mean"]["Ginkgo"]).mean() > 0.5
    sizes = by_account["size"].sort_values(ascending=False)
    assert (sizes.iloc[4], sizes.iloc[19]) == (20, 5)
