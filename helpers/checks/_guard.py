"""No check raises at a reader: whatever goes wrong becomes a verdict."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from helpers.checks._verdict import State, Verdict
from helpers.locale import gettext as _

P = ParamSpec("P")


class Refusal(Exception):
    """An answer that cannot be marked, with the sentence for the reader."""

    def __init__(self, sentence: str, state: State = "error"):
        super().__init__(sentence)
        self.sentence = sentence
        self.state: State = state


def marker(mark: Callable[Concatenate[str, P], Verdict]) -> Callable[Concatenate[str, P], Verdict]:
    """Make a function whose first argument is the exercise return a verdict, always."""

    @wraps(mark)
    def guarded(exercise: str, *args: P.args, **kwargs: P.kwargs) -> Verdict:
        return _settle(exercise, lambda: mark(exercise, *args, **kwargs), tell=False)

    return guarded


def never_raises(exercise: str) -> Callable[[Callable[P, Verdict]], Callable[P, Verdict]]:
    """Decorate a chapter's check, so that a spoilt table is met by a sentence too.

    A check computes the truth before it marks, from a table that the reader may have
    changed or left blank; a model's ValueError is then told, not raised.

    Examples
    --------
    >>> @never_raises("4.1")
    ... def check_gap(answer, ratings):
    ...     raise ValueError("ratings run from 1 to 7, but row 3 has perception 8")
    >>> check_gap(..., ...).state
    'error'
    """

    def decorate(check: Callable[P, Verdict]) -> Callable[P, Verdict]:
        @wraps(check)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Verdict:
            return _settle(exercise, lambda: check(*args, **kwargs), tell=True)

        return guarded

    return decorate


def _settle(exercise: str, work: Callable[[], Verdict], tell: bool) -> Verdict:
    try:
        return work()
    except Refusal as refusal:
        return Verdict(exercise, refusal.state, refusal.sentence)
    except KeyboardInterrupt:  # the reader pressed stop
        raise
    except BaseException as error:
        return Verdict(exercise, "error", _fault(error, tell))


def _fault(error: BaseException, tell: bool) -> str:
    """Say that the check could not work; a model's own sentence is told, no other.

    Other messages are left out because they may quote the truth.
    """
    told = tell and type(error) is ValueError
    reason = str(error)[:200] if told else type(error).__name__
    return _(
        "this check could not do its work ({reason}). Run the chapter again from its"
        " first cell; if that does not help, it is the course's mistake, not yours."
    ).format(reason=reason)
