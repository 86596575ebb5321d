"""Answers to the exercises of chapter 04."""

from solutions.exercise import Exercise

_GAPS = 'servqual.gap_scores(ratings, by=["wave", "segment", "dimension"])'
_PERCEIVED = (
    'servqual.level_scores(ratings, by=["wave", "segment", "dimension"])["perception"]'
    '["after", "business", "reliability"]'
)
_PROOF = '{"guests": "business", "dimension": "all", "picture": "levels"}'
_NAMED = '{"case": 6, "first": "standard", "second": "brochure"}'

EXERCISES = {
    "ex-1": Exercise(
        {"missing": "'security'"},
        [
            ({"missing": "'tangibles'"}, "that one is in the list"),
            ({"missing": "'可靠性'"}, "that one is in the list"),
            ({"missing": "'parking'"}, "parking"),
        ],
    ),
    "ex-2": Exercise(
        {"business_reliability": f'{_GAPS}["after", "business", "reliability"].round(2)'},
        [
            (
                {"business_reliability": f'-{_GAPS}["after", "business", "reliability"]'},
                "wrong sign",
            ),
            (
                {"business_reliability": f'{_GAPS}["before", "business", "reliability"]'},
                "before the upgrade",
            ),
            (
                {"business_reliability": f'{_GAPS}["after", "leisure", "reliability"]'},
                "leisure",
            ),
            ({"business_reliability": "gaps['reliability']"}, "all guests"),
            ({"business_reliability": _PERCEIVED}, "subtract what they expected"),
            ({"business_reliability": "gaps.mean()"}, "the mean of all dimensions"),
        ],
    ),
    "ex-3": Exercise(
        {"wider_means_worse": "'sometimes'", "proof": _PROOF},
        [
            (
                {"wider_means_worse": "'always'", "proof": _PROOF},
                "although the perceptions rose",
            ),
            ({"wider_means_worse": "'never'", "proof": _PROOF}, "let the perceptions fall"),
            (
                {
                    "wider_means_worse": "'sometimes'",
                    "proof": f'{_PROOF} | {{"dimension": "tangibles"}}',
                },
                "did not become wider",
            ),
            (
                {
                    "wider_means_worse": "'sometimes'",
                    "proof": f'{_PROOF} | {{"dimension": "reliability"}}',
                },
                "no proof",
            ),
            (
                {"wider_means_worse": "'sometimes'", "proof": "whose_gap.settings()"},
                "choose one kind of guests",
            ),
            (
                {"wider_means_worse": "'sometimes'", "proof": "{'guests': 'business'}"},
                "missing",
            ),
            (
                {
                    "wider_means_worse": "'sometimes'",
                    "proof": "whose_gap.settings() | {'guests': 3}",
                },
                "guests",
            ),
        ],
    ),
    "ex-4": Exercise(
        {"score": "round(servqual.weighted_score(example, points), 2)"},
        [
            ({"score": "example.mean()"}, "the plain mean"),
            ({"score": "100 * servqual.weighted_score(example, points)"}, "not divided"),
            ({"score": "servqual.weighted_score(example, points) / 5"}, "as well"),
            ({"score": "-servqual.weighted_score(example, points)"}, "wrong sign"),
        ],
    ),
    "ex-5": Exercise(
        {"evidence": _NAMED, "cause": "'standards'"},
        [
            (
                {"evidence": "find_the_gap.settings() | {'case': 1}", "cause": "'standards'"},
                "case 1",
            ),
            (
                {
                    "evidence": '{"case": 6, "first": "audit", "second": "audit"}',
                    "cause": "'standards'",
                },
                "should differ",
            ),
            (
                {
                    "evidence": '{"case": 6, "first": "interview", "second": "brochure"}',
                    "cause": "'standards'",
                },
                "2 gaps may still be the cause",
            ),
            ({"evidence": _NAMED, "cause": "'knowledge'"}, "another bar as the longest"),
        ],
    ),
    "ex-6": Exercise(
        {"guests_in_each_hotel": "120"},
        [
            ({"guests_in_each_hotel": "240"}, "both hotels together"),
            ({"guests_in_each_hotel": "110"}, "just short"),
            ({"guests_in_each_hotel": "150"}, "fewer would do"),
            (
                {"guests_in_each_hotel": "comparison.guests_needed(0.3, 0.8)"},
                "rounded up to a full ten",
            ),
            ({"guests_in_each_hotel": "90"}, "90 %"),
            ({"guests_in_each_hotel": "60"}, "every second time"),
        ],
    ),
    "ex-7": Exercise(
        {"first_wrong_line": "3"},
        [
            ({"first_wrong_line": "5"}, "an earlier one"),
            ({"first_wrong_line": "2"}, "that line stands"),
            ({"first_wrong_line": "9"}, "9"),
        ],
    ),
    "ex-8": Exercise(
        {"advice": "'word ' * 45"},
        [({"advice": "'Train them.'"}, "2 words")],
        graded=False,
    ),
}
