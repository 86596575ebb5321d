"""Checks of chapter 00."""

from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
from helpers.checks._settings import Settings, mark_settings
from helpers.checks._verdict import Verdict
from helpers.locale import gettext as _


@never_raises("0.1")
def check_first_gap(answer: object, expectation: float, perception: float) -> Verdict:
    """Mark exercise 0.1: one guest's gap."""
    return mark_number(
        "0.1",
        answer,
        perception - expectation,
        tolerance=0,
        unit=_("scale points"),
        praise=_("the service fell short of what this guest expected, and the sign says so."),
        hint=_("take what the guest perceived and subtract what the guest expected."),
        slips={
            expectation - perception: _(
                "the size is right, the sign is not: perception comes first, then expectation "
                "is subtracted."
            ),
            perception: _("that is the perception alone; the expectation is still to subtract."),
            perception + expectation: _("that is the sum; a gap is a difference."),
        },
    )


@never_raises("0.2")
def check_disappointed(answer: object, perceived: int = 5, short: int = 2) -> Verdict:
    """Mark exercise 0.2: settings with a perception of 5 that falls short by two points."""

    def judge(found: Settings) -> bool | str:
        gap = found["perception"] - found["expectation"]
        if found["perception"] != perceived:
            return _("this guest perceives {found}, and not {perceived}.").format(
                found=found["perception"], perceived=perceived
            )
        if gap > 0:
            return _("this guest got more than expected, and is not disappointed.")
        return gap == -short

    return mark_settings(
        "0.2",
        answer,
        judge,
        {"expectation": range(1, 8), "perception": range(1, 8)},
        praise=_(
            "what you find in an explorer can be handed in, and anybody can call it up again."
        ),
        hint=_("the gap under the chart should be two points below zero, at that perception."),
    )
