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
}
