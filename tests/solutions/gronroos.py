"""Answers to the exercises of chapter 03."""

from solutions.exercise import Exercise

_MARKET = 'importance.settings() | {"technical": 0.1, "weight": 1.5}'
_PROOF = (
    'promise.settings() | {"promise": 0.6, "disappointment": 3.0, "told": 0.3, "base": 0.2,'
    ' "rounds": 8}'
)
_ADEQUACY = 'gronroos.tolerance_scores(tolerance, by=["segment", "dimension"])'


def _promise(change: str) -> dict[str, str]:
    return {"less_is_more": "'sometimes'", "proof": f"{_PROOF} | {change}"}


EXERCISES = {
    "ex-1": Exercise(
        {"functional": "['b', 'd', 'h']"},
        [
            ({"functional": "['b', 'd', 'e', 'h']"}, "Functional does not mean useful"),
            ({"functional": "['a', 'b', 'd', 'h']"}, "a is something that is received"),
            ({"functional": "['b', 'c', 'd', 'h']"}, "c is something that is received"),
            ({"functional": "['b', 'd', 'f', 'h']"}, "its image"),
            ({"functional": "['b', 'd', 'g', 'h']"}, "what is expected"),
            ({"functional": "['b', 'd']"}, "something is missing"),
        ],
    ),
    "ex-2": Exercise(
        {"points_above": "2.33"},
        [
            ({"points_above": "0.43"}, "turned over"),
            ({"points_above": "0.7"}, "what is lost"),
            ({"points_above": "0.3"}, "what one point of manner gives"),
            ({"points_above": "0.4"}, "not subtracted"),
            ({"points_above": "7.33"}, "that is the level"),
            ({"points_above": "2"}, "left above the 5"),
            ({"points_above": "0.67"}, "hotel guest"),
            ({"points_above": "1"}, "a point for a point"),
        ],
    ),
    "ex-3": Exercise(
        {"market": _MARKET},
        [
            ({"market": "importance.settings() | {'technical': 0.3, 'weight': 1.0}"}, "1.5 of 2.0"),
            ({"market": f"{_MARKET} | {{'rho': 0.3}}"}, "at 0"),
            ({"market": f"{_MARKET} | {{'technical': 1.0}}"}, "as much, or more"),
            ({"market": f"{_MARKET} | {{'technical': 0.2}}"}, "by less than 0.20"),
            ({"market": "{'weight': 1.5}"}, "missing"),
        ],
    ),
    "ex-4": Exercise(
        {"less_is_more": "'sometimes'", "proof": _PROOF},
        [
            ({"less_is_more": "'always'", "proof": _PROOF}, "speak against it"),
            ({"less_is_more": "'never'", "proof": _PROOF}, "scene 1"),
            (_promise("{'promise': 0.8}"), "not below"),
            (_promise("{'told': 0.0}"), "let people talk"),
            (_promise("{'rounds': 2}"), "let people talk"),
            (_promise("{'disappointment': 0.1}"), "the honest promise brings as much"),
            (_promise("{'promise': 0.75, 'disappointment': 0.6}"), "less than one in a hundred"),
        ],
    ),
    "ex-5": Exercise(
        {"advantage": "'shrink'"},
        [
            ({"advantage": "'grow'"}, "expects it"),
            ({"advantage": "'stay'"}, "eight rounds"),
        ],
    ),
    "ex-6": Exercise(
        {"laid_down": "80"},
        [
            ({"laid_down": "100"}, "nobody meets"),
            ({"laid_down": "0"}, "differ most"),
            ({"laid_down": "60"}, "opens with"),
        ],
    ),
    "ex-7": Exercise(
        {"business_adequacy": f"{_ADEQUACY}['adequacy']['business', 'reliability'].round(2)"},
        [
            (
                {"business_adequacy": f"-{_ADEQUACY}['adequacy']['business', 'reliability']"},
                "wrong sign",
            ),
            (
                {"business_adequacy": f"{_ADEQUACY}['superiority']['business', 'reliability']"},
                "less desired",
            ),
            ({"business_adequacy": "scores['adequacy']['reliability']"}, "all guests"),
            (
                {"business_adequacy": f"{_ADEQUACY}['adequacy']['leisure', 'reliability']"},
                "leisure",
            ),
            (
                {"business_adequacy": f"{_ADEQUACY}['perceived']['business', 'reliability']"},
                "subtract the adequate level",
            ),
        ],
    ),
    "ex-8": Exercise(
        {"next_step": "'c'"},
        [
            ({"next_step": "'a'"}, "within the limits"),
            ({"next_step": "'b'"}, "a wish is not a limit"),
            ({"next_step": "'d'"}, "never signal anything"),
        ],
    ),
    "ex-9": Exercise(
        {"first_wrong_line": "3"},
        [
            ({"first_wrong_line": "2"}, "it stands"),
            ({"first_wrong_line": "5"}, "an earlier one"),
            ({"first_wrong_line": "9"}, "9"),
        ],
    ),
    "ex-10": Exercise(
        {"advice": "'word ' * 45"},
        [({"advice": "'Go on.'"}, "2 words")],
        graded=False,
    ),
}
