"""Answers to the exercises of chapter 11."""

from solutions.exercise import Exercise

_FULL = '{"cut": 20, "flexible": 25, "new": 35, "turned_away": 0, "unit_cost": 150}'
_FIRM = '{"peak": 2200, "offpeak": 1400, "unit_cost": 600, "capacity_cost": 800, "aim": "profit"}'

EXERCISES = {
    "ex-1": Exercise(
        {"additional_days": "10"},
        [
            ({"additional_days": "8"}, "keeps the revenue"),
            ({"additional_days": "7.5"}, "keeps the revenue"),
            ({"additional_days": "40"}, "that is all of them"),
            ({"additional_days": "6"}, "a fifth more"),
            ({"additional_days": "11"}, "what does one leave now"),
        ],
    ),
    "ex-2": Exercise(
        {"a_full_house_pays": "'sometimes'", "proof": _FULL},
        [
            ({"a_full_house_pays": "'always'", "proof": _FULL}, "a full house that loses"),
            ({"a_full_house_pays": "'never'", "proof": _FULL}, "it can"),
            (
                {"a_full_house_pays": "'sometimes'", "proof": "where_from.settings()"},
                "50 off-peak rooms are sold, not 100",
            ),
            (
                {
                    "a_full_house_pays": "'sometimes'",
                    "proof": f'{_FULL} | {{"flexible": 20, "new": 40}}',
                },
                "new guest bring less",
            ),
            ({"a_full_house_pays": "'sometimes'", "proof": "{'cut': 20}"}, "missing"),
        ],
    ),
    "ex-3": Exercise(
        {"evidence": "'c'"},
        [
            ({"evidence": "'a'"}, "demand moving the price"),
            ({"evidence": "'b'"}, "trade fair"),
            ({"evidence": "'d'"}, "in the lobby already"),
        ],
    ),
    "ex-4": Exercise(
        {"protected": "70"},
        [
            ({"protected": "60"}, "the number expected"),
            ({"protected": "50"}, "turn it round"),
            ({"protected": "30"}, "left for the groups"),
            ({"protected": "71"}, "the nearest room"),
        ],
    ),
    "ex-5": Exercise(
        {"first_wrong_line": "4"},
        [
            ({"first_wrong_line": "5"}, "an earlier one"),
            ({"first_wrong_line": "3"}, "that line stands"),
            ({"first_wrong_line": "1"}, "that line stands"),
        ],
    ),
    "ex-6": Exercise(
        {"profit_of_the_web": "web.profit([11.03, 8.97])"},
        [
            ({"profit_of_the_web": "best.profit"}, "the best plan's"),
            ({"profit_of_the_web": "12"}, "web.profit"),
            ({"profit_of_the_web": "5.03 * 10.97 + 2.97 * 9.03"}, "who pays for the capacity"),
            ({"profit_of_the_web": "web.profit([8.97, 11.03])"}, "changed places"),
        ],
    ),
    "ex-7": Exercise(
        {"firm": _FIRM},
        [
            ({"firm": "who_bears.settings()"}, "both nights share"),
            ({"firm": f'{_FIRM} | {{"offpeak": 1200}}'}, "leaves it firm, too"),
            ({"firm": f'{_FIRM} | {{"peak": 2400}}'}, "the weekend line only"),
        ],
    ),
    "ex-8": Exercise(
        {"notice": "'word ' * 45"},
        [({"notice": "'Cheaper on Tuesdays.'"}, "3 words")],
        graded=False,
    ),
}
