"""Answers to the exercises of chapter 01."""

from solutions.exercise import Exercise

_BELOW_COST = 'breakdowns.settings() | {"per_repair": 300}'
_MEND = 'journey.settings() | {"step": 5, "left": 30}'


def _memo(line: int, said: str) -> tuple[dict[str, str], str]:
    return {"first_wrong_line": str(line)}, said


def _mended(settings: str, said: str) -> tuple[dict[str, str], str]:
    return {"decision": f"journey.settings() | {settings}"}, said


EXERCISES = {
    "ex-1": Exercise(
        {"loses_by_a_better_lift": "'sometimes'", "proof": _BELOW_COST},
        [
            (
                {"loses_by_a_better_lift": "'always'", "proof": _BELOW_COST},
                "solid line turn round",
            ),
            (
                {"loses_by_a_better_lift": "'never'", "proof": _BELOW_COST},
                "follow the solid line",
            ),
            (
                {"loses_by_a_better_lift": "'sometimes'", "proof": "breakdowns.settings()"},
                "fit “always” as well",
            ),
            (
                {
                    "loses_by_a_better_lift": "'sometimes'",
                    "proof": 'breakdowns.settings() | {"contract": "full"}',
                },
                "choose that one",
            ),
            (
                {
                    "loses_by_a_better_lift": "'sometimes'",
                    "proof": 'breakdowns.settings() | {"per_repair": 500}',
                },
                "leaves the maker as it was",
            ),
            (
                {
                    "loses_by_a_better_lift": "'sometimes'",
                    "proof": 'breakdowns.settings() | {"per_repair": 300, "failures": 0}',
                },
                "without a failure",
            ),
        ],
    ),
    "ex-2": Exercise(
        {"change_of_profit": "1500 - 1000 - 450"},
        [
            ({"change_of_profit": "500"}, "what the sensor costs"),
            ({"change_of_profit": "1500 - 450"}, "not its change"),
            ({"change_of_profit": "1200 - 1600 - 450"}, "full service"),
            ({"change_of_profit": "-400"}, "without the cost of the sensor"),
            ({"change_of_profit": "-450"}, "the sensor alone"),
        ],
    ),
    "ex-3": Exercise(
        {"pure_services": "'B, D, F'"},
        [
            ({"pure_services": "'D, F'"}, "somebody else"),
            ({"pure_services": "'A, B, D, F'"}, "sold with a product"),
            ({"pure_services": "'B, C, D, F'"}, "is open"),
            ({"pure_services": "'B, D, F, H'"}, "is open"),
            ({"pure_services": "'B, D'"}, "something is missing"),
        ],
    ),
    "ex-4": Exercise(
        {"intensity_afterwards": "1_800_000 / 1_200_000"},
        [
            ({"intensity_afterwards": "2_400_000 / 600_000"}, "before the software"),
            ({"intensity_afterwards": "1_800_000 / 600_000"}, "below the line"),
            ({"intensity_afterwards": "2_400_000 / 1_200_000"}, "labour costs less"),
            ({"intensity_afterwards": "round(1_200_000 / 1_800_000, 2)"}, "turn it over"),
        ],
    ),
    "ex-5": Exercise(
        {"highest_price": "12 + 240_000 / 32_000"},
        [
            ({"highest_price": "240_000 / 32_000"}, "the fixed part alone"),
            ({"highest_price": "12"}, "would go away"),
            ({"highest_price": "20"}, "the vendor asks"),
            ({"highest_price": "18"}, "another quantity"),
            ({"highest_price": "round(12 + 240_000 / 28_000, 2)"}, "28,000"),
            ({"highest_price": "240_000 + 12 * 32_000"}, "divide by the sets"),
        ],
    ),
    "ex-6": Exercise(
        {"first_wrong_line": "4"},
        [
            _memo(1, "that line stands"),
            _memo(2, "that line stands"),
            _memo(3, "that line stands"),
            _memo(5, "an earlier line"),
        ],
    ),
    "ex-7": Exercise(
        {"decision": _MEND},
        [
            _mended("{}", "choose a step"),
            _mended('{"step": 3, "left": 0}', "does not suffice"),
            _mended('{"step": 5}', "too many of its faults"),
            _mended('{"step": 5, "left": 20}', "more than is needed"),
            _mended('{"step": 5, "left": 30, "faults": 50}', "leave the faults"),
        ],
    ),
    "ex-8": Exercise(
        {"evidence": "'b'"},
        [
            ({"evidence": "'a'"}, "the same voice"),
            ({"evidence": "'c'"}, "content"),
            ({"evidence": "'d'"}, "half of a comparison"),
        ],
    ),
    "ex-9": Exercise(
        {"advice": "'word ' * 45"},
        [({"advice": "'Full service.'"}, "2 words")],
        graded=False,
    ),
}
