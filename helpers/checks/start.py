"""Checks of chapter 00."""

from helpers.checks._guard import never_raises
from helpers.checks._number import mark_number
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
