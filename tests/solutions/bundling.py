"""Answers to the exercises of chapter 12."""

from solutions.exercise import Exercise

_FIRMS = "bundling.best_{}(firms).profit"
_GAIN = f"{_FIRMS.format('bundle')} - {_FIRMS.format('separate')}"
_TOO_OPPOSITE = (
    '{"li_room": 800, "li_dinner": 100, "berg_room": 100, "berg_dinner": 500,'
    ' "cost_room": 0, "cost_dinner": 0}'
)
_ALIKE = '"li_room": 1200, "li_dinner": 400, "berg_room": 1000, "berg_dinner": 300'
_PROOF = 'two_guests.settings() | {"li_room": 1000, "li_dinner": 0, "berg_room": 800}'
_WITH_A_COST = 'two_guests.settings() | {"cost_dinner": 300}'
_PLAN = '{"extra": "spa", "who": "all", "room": 550, "single": 400, "package": 650}'

EXERCISES = {
    "ex-1": Exercise(
        {"package_gain": _GAIN},
        [
            ({"package_gain": _FIRMS.format("bundle")}, "what the package earns"),
            ({"package_gain": _FIRMS.format("separate")}, "the package is missing"),
            ({"package_gain": "210 - 160"}, "need not be one that both firms pay"),
            ({"package_gain": f"-({_GAIN})"}, "wrong sign"),
            ({"package_gain": "105"}, "two firms pay it"),
        ],
    ),
    "ex-2": Exercise(
        {"no_help": _TOO_OPPOSITE},
        [
            ({"no_help": "two_guests.settings()"}, "earns 200 yuan more"),
            ({"no_help": f'{_TOO_OPPOSITE} | {{"cost_room": 50}}'}, "leave both costs at 0"),
            ({"no_help": f'{_TOO_OPPOSITE} | {{"li_dinner": 50}}'}, "at least for each service"),
            ({"no_help": f"two_guests.settings() | {{{_ALIKE}}}"}, "Berg more for dinner"),
            ({"no_help": f'{_TOO_OPPOSITE} | {{"li_room": 810}}'}, "in steps of 50"),
        ],
    ),
    "ex-3": Exercise(
        {"both_ways_earn_more": "'sometimes'", "proof": _PROOF},
        [
            ({"both_ways_earn_more": "'always'", "proof": _PROOF}, "opened with a case"),
            ({"both_ways_earn_more": "'never'", "proof": _PROOF}, "one of the two services only"),
            (
                {"both_ways_earn_more": "'sometimes'", "proof": "two_guests.settings()"},
                "no more than the better",
            ),
            (
                {"both_ways_earn_more": "'sometimes'", "proof": _WITH_A_COST},
                "with both costs at 0",
            ),
        ],
    ),
    "ex-4": Exercise(
        {"plan": _PLAN},
        [
            ({"plan": "a_weekend.settings()"}, "asks for the spa"),
            ({"plan": 'a_weekend.settings() | {"extra": "spa"}'}, "the room alone holds it back"),
            ({"plan": f'{_PLAN} | {{"package": 710}}'}, "the package holds it back"),
            ({"plan": f'{_PLAN} | {{"single": 100}}'}, "nobody needs it"),
            ({"plan": f'{_PLAN} | {{"single": 140}}'}, "the spa alone holds it back"),
        ],
    ),
    "ex-5": Exercise(
        {"first_wrong_line": "2"},
        [
            ({"first_wrong_line": "4"}, "go further up"),
            ({"first_wrong_line": "3"}, "an earlier one is wrong already"),
            ({"first_wrong_line": "6"}, "that line stands"),
        ],
    ),
    "ex-6": Exercise(
        {"lead": "'b'"},
        [
            ({"lead": "'a'"}, "below its cost"),
            ({"lead": "'c'"}, "is this one as high"),
        ],
    ),
    "ex-7": Exercise(
        {"fact": "'b'"},
        [
            ({"fact": "'a'"}, "who would pay how much"),
            ({"fact": "'c'"}, "the same averages"),
            ({"fact": "'d'"}, "nothing of yours"),
        ],
    ),
    "ex-8": Exercise(
        {"advice": "'word ' * 45"},
        [({"advice": "'Sell both.'"}, "2 words")],
        graded=False,
    ),
}
