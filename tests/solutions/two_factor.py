"""Answers to the exercises of chapter 06."""

from solutions.exercise import Exercise

_BUILT = '{"penalty": -0.6, "reward": 0.3, "low": 10, "high": 40, "raised": 40}'
_CLEAR = 'two_factor.spending_yields(board)["clear"]'
_VALUE = 'two_factor.impact_asymmetry(new_york).loc["value"]'

EXERCISES = {
    "ex-1": Exercise(
        {"settings": _BUILT},
        [
            ({"settings": "next_spend.settings()"}, "fewer than ten"),
            ({"settings": f'{_BUILT} | {{"reward": 0.5}}'}, "not twice the reward"),
            ({"settings": f'{_BUILT} | {{"low": 30}}'}, "the usual advice is right"),
            ({"settings": f'{_BUILT} | {{"penalty": 0.0, "reward": 0.0}}'}, "neither spending"),
            ({"settings": f'{_BUILT} | {{"low": 90}}'}, "low"),
            ({"settings": "{'low': 10}"}, "missing"),
        ],
    ),
    "ex-2": Exercise(
        {"clear_responsiveness": f'round({_CLEAR}["responsiveness"], 3)'},
        [
            ({"clear_responsiveness": f'-{_CLEAR}["responsiveness"]'}, "clearing a penalty"),
            ({"clear_responsiveness": f'{_CLEAR}["cleanliness"]'}, "that is cleanliness"),
            (
                {
                    "clear_responsiveness": (
                        'two_factor.spending_yields(board)["raise"]["responsiveness"]'
                    )
                },
                "raising a fifth",
            ),
            ({"clear_responsiveness": '-board.loc["responsiveness", "penalty"]'}, "on one guest"),
            ({"clear_responsiveness": 'board.loc["responsiveness", "low"]'}, "times what"),
            (
                {"clear_responsiveness": ('(board["reward"] * board["low"])["responsiveness"]')},
                "takes off a penalty",
            ),
            (
                {
                    "clear_responsiveness": (
                        '((board["reward"] - board["penalty"]) * board["low"])["responsiveness"]'
                    )
                },
                "lifts them to the middle",
            ),
        ],
    ),
    "ex-3": Exercise(
        {"value_asymmetry": "round((0.22 - 0.71) / (0.22 + 0.71), 2)"},
        [
            ({"value_asymmetry": f'-{_VALUE}["asymmetry"]'}, "wrong sign"),
            ({"value_asymmetry": f'{_VALUE}["size"]'}, "that is the size"),
            ({"value_asymmetry": f'{_VALUE}["satisfying"]'}, "subtract the other"),
            ({"value_asymmetry": f'{_VALUE}["dissatisfying"]'}, "penalty's share alone"),
            ({"value_asymmetry": "0.22 - 0.71"}, "divide it by the size"),
        ],
    ),
    "ex-4": Exercise(
        {"larger_matters_more": "'sometimes'", "proof": '{"cut_off": 0.2, "least": 0.25}'},
        [
            ({"larger_matters_more": "'always'", "proof": "{}"}, "whose whole size is small"),
            ({"larger_matters_more": "'never'", "proof": "{}"}, "it can"),
            (
                {"larger_matters_more": "'sometimes'", "proof": "which_kind.settings()"},
                "size does not count yet",
            ),
        ],
    ),
    "ex-5": Exercise(
        {"next_evidence": "'B'"},
        [
            ({"next_evidence": "'A'"}, "only sharper"),
            ({"next_evidence": "'C'"}, "the telling stays"),
            ({"next_evidence": "'D'"}, "how pleased they are"),
        ],
    ),
    "ex-6": Exercise(
        {"mainly_hygiene": "['availability', '可靠性']"},
        [
            (
                {"mainly_hygiene": "['availability', 'reliability', 'responsiveness']"},
                "on both sides",
            ),
            ({"mainly_hygiene": "['availability', 'friendliness']"}, "what delights"),
        ],
    ),
    "ex-7": Exercise(
        {"number_nine": "'friendliness'"},
        [
            ({"number_nine": "'友谊'"}, "would you train"),
            ({"number_nine": "'courtesy'"}, "number 8"),
            ({"number_nine": "'empathy'"}, "of chapter 4"),
        ],
    ),
    "ex-8": Exercise(
        {"first_wrong_line": "3"},
        [
            ({"first_wrong_line": "2"}, "that line stands"),
            ({"first_wrong_line": "4"}, "rests on the one before"),
            ({"first_wrong_line": "5"}, "an earlier one"),
        ],
    ),
    "ex-9": Exercise(
        {"advice": "'word ' * 45"},
        [({"advice": "'Speed first.'"}, "2 words")],
        graded=False,
    ),
}
