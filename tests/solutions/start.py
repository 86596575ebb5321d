"""Answers to the exercises of chapter 00."""

from solutions.exercise import Exercise

EXERCISES = {
    "ex-1": Exercise(
        {"gap": "4 - 6"},
        [
            ({"gap": "2"}, "the sign is not"),
            ({"gap": "4"}, "the perception alone"),
            ({"gap": "10"}, "that is the sum"),
            ({"gap": "'minus two'"}, "number"),
        ],
    ),
    "ex-2": Exercise(
        {"disappointed": "{'expectation': 7, 'perception': 5}"},
        [
            ({"disappointed": "one_guest.settings()"}, "two points below zero"),
            ({"disappointed": "{'expectation': 6, 'perception': 4}"}, "perceives 4"),
            ({"disappointed": "{'expectation': 3, 'perception': 5}"}, "more than expected"),
            ({"disappointed": "{'expectation': 7}"}, "perception"),
            ({"disappointed": "7"}, "settings"),
        ],
    ),
}
