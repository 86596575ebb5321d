"""The explorer of chapter 00, to learn how an explorer works."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.charts.start import one_guest
from helpers.charts.style import signed
from helpers.explorers._explorer import Explorer, Question, View
from helpers.explorers.controls import slider
from helpers.locale import gettext as _


def explore_one_guest(
    scale: tuple[int, int] = (1, 7), settings: Mapping[str, Any] | None = None
) -> Explorer:
    """Let the reader set what one guest expects and perceives, and watch the gap.

    Parameters
    ----------
    scale : tuple of int
        Ends of the survey's scale.
    settings : mapping, optional
        Where to start.
    """
    low, high = scale

    def draw(expectation: int, perception: int) -> View:
        gap = perception - expectation
        table = pd.DataFrame(
            {
                _("what"): [_("expected"), _("perceived"), _("gap")],
                _("scale points"): [str(expectation), str(perception), signed(gap, 0)],
            }
        )
        return View(one_guest(expectation, perception, scale), _verdict(gap), table)

    return Explorer(
        draw,
        name=_("One guest's gap"),
        question=Question(
            _(
                "Two guests rate the front desk of Hotel A 5 out of 7. One of them is "
                "pleased, the other complains. Which of these can be the reason?"
            ),
            (
                _("The service that they got"),
                _("What they expected"),
                _("How they understand the scale"),
                _("Any of the three"),
            ),
            _(
                "Any of the three, and a rating alone cannot say which. Quality as "
                "guests perceive it has two ends: set the expectation to 4, then to 7, and "
                "leave the perception at 5."
            ),
        ),
        scenes={
            _("1 · pleased"): {"expectation": min(max(low, 4), high), "perception": min(high, 5)},
            _("2 · complains"): {"expectation": high, "perception": min(high, 5)},
        },
        settings=settings,
        expectation=slider(_("Expected (scale points)"), min(high, 6), low, high),
        perception=slider(_("Perceived (scale points)"), min(high, 5), low, high),
    )


def _verdict(gap: int) -> str:
    if gap < 0:
        return _("The gap is {gap}: the service fell short of what this guest expected.").format(
            gap=signed(gap, 0)
        )
    if gap > 0:
        return _("The gap is {gap}: the service was better than this guest expected.").format(
            gap=signed(gap, 0)
        )
    return _("The gap is 0: not average, but exactly as this guest expected.")
