"""Marking a decision: the settings of an explorer, judged by the model."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, cast

from helpers.checks._call import call
from helpers.checks._guard import Refusal, marker
from helpers.checks._plain import Plain, describe, plain, quoted, refuse_blank, refuse_kind, text_of
from helpers.checks._verdict import Verdict, not_yet, praised
from helpers.locale import gettext as _
from helpers.locale import in_a_row

Settings = dict[str, Any]
Control = tuple[float, float] | range | list[Any] | set[str] | frozenset[str] | type
_MOST = 100
_LARGEST = 1e300


@marker
def mark_settings(
    exercise: str,
    answer: object,
    judge: Callable[[Settings], "bool | str | Verdict"],
    controls: Mapping[str, Control],
    *,
    praise: str | None = None,
    hint: str | None = None,
) -> Verdict:
    """Mark a decision handed in as an explorer's ``settings()``, or as the explorer.

    Parameters
    ----------
    exercise : str
    answer : object
        A dict, or an explorer, whose settings are then taken.
    judge : callable
        Gets the settings as plain values, calls the model, and returns True (right),
        False (wrong), a sentence (wrong, and this is the known mistake) or a Verdict.
        A ValueError of the model is told to the reader.
    controls : mapping of str to what the setting may be
        ``(0, 100)`` a number from 0 to 100; ``range(0, 101, 5)`` one of these whole
        numbers; a list: one of these; a set: a list of some of these; ``bool``,
        ``float``, ``int`` or ``str``: any of that kind.
    praise, hint : str, optional
    """
    refuse_blank(answer)
    settings = _read_settings(answer)
    _require_keys(settings, controls)
    read = {str(name): _read_one(str(name), value, controls[str(name)]) for name, value in settings}
    try:
        found = judge(read)
    except ValueError as error:
        raise Refusal(
            _("the model cannot be run with these settings: {reason}").format(
                reason=str(error)[:200]
            )
        ) from None
    if isinstance(found, Verdict):
        return found
    if isinstance(found, str):
        return Verdict(exercise, "wrong", found, found)
    return praised(exercise, praise) if found else not_yet(exercise, hint)


def _read_settings(answer: object) -> list[tuple[Plain, object]]:
    """Return names and values; pairs, not a dict, for a name may be no text at all."""
    if not issubclass(type(answer), dict):
        answer = _settings_of(answer)
    pairs = dict.items(cast(dict[object, object], answer))
    if len(pairs) > _MOST:
        refuse_kind(answer, _("that is far too many."))
    return [(plain(name), value) for name, value in pairs]


def _settings_of(explorer: object) -> object:
    outcome = call(lambda: explorer.settings())  # type: ignore[attr-defined]
    if outcome.kind != "returned" or not issubclass(type(outcome.value), dict):
        refuse_kind(explorer, _("hand in the explorer's settings()."))
    return outcome.value


def _require_keys(settings: list[tuple[Plain, object]], controls: Mapping[str, Control]) -> None:
    names = [name for name, _value in settings]
    for name in names:
        if name not in controls:
            raise Refusal(
                _("{name} is not a setting of this explorer; it has {names}.").format(
                    name=quoted(name) if isinstance(name, str) else describe(name),
                    names=in_a_row(controls),
                )
            )
    for known in controls:
        if known not in names:
            raise Refusal(_("the setting {name} is missing.").format(name=quoted(known)))


def _read_one(name: str, value: object, control: Control) -> object:
    """Return the setting as a plain value, or refuse it with what is allowed."""
    if isinstance(control, set | frozenset):
        return _read_several(name, value, control)
    found = plain(value)
    if control is bool:
        return found if isinstance(found, bool) else _refuse(name, value, _("True or False"))
    if control is str:
        return found if isinstance(found, str) else _refuse(name, value, _("text"))
    if isinstance(control, list):
        known = [option for option in control if _is_same(found, option)]
        return known[0] if known else _refuse(name, value, _one_of(control))
    return _read_number(name, value, control)


def _read_number(name: str, value: object, control: Control) -> int | float:
    found = plain(value)
    if isinstance(found, bool) or not isinstance(found, int | float) or found != found:
        _refuse(name, value, _("a number"))
    if control in (int, float) and abs(found) > _LARGEST:
        _refuse(name, value, _("a finite number"))
    if isinstance(control, tuple) and not control[0] <= found <= control[1]:
        _refuse(name, value, _("{low} to {high}").format(low=control[0], high=control[1]))
    if isinstance(control, range) and found not in control:
        allowed = _("{low} to {high} in steps of {step}").format(
            low=control[0], high=control[-1], step=control.step
        )
        _refuse(name, value, allowed)
    if (control is int or isinstance(control, range)) and found != round(found):
        _refuse(name, value, _("a whole number"))
    return round(found) if control is int or isinstance(control, range) else found


def _read_several(name: str, value: object, control: set[str] | frozenset[str]) -> list[str]:
    allowed = _("a list of some of {options}").format(options=in_a_row(sorted(control)))
    if not any(type(value) is kind for kind in (list, tuple, set, frozenset)):
        _refuse(name, value, allowed)
    several = list(cast(Iterable[object], value))[: _MOST + 1]
    chosen = [found for option in several if (found := text_of(option)) in control]
    if len(chosen) < len(several) or len(several) > _MOST:
        strange = [option for option in several if text_of(option) not in control]
        _refuse(name, strange[0] if strange else value, allowed)
    return [option for option in chosen if option is not None]


def _one_of(options: list[Any]) -> str:
    return _("one of {options}").format(options=in_a_row(options))


def _is_same(found: object, option: object) -> bool:
    return type(found) is type(option) and found == option


def _refuse(name: str, value: object, allowed: str) -> NoReturn:
    raise Refusal(
        _("the setting {name} is {what}; it may be {allowed}.").format(
            name=quoted(name), what=_shown(value), allowed=allowed
        )
    )


def _shown(value: object) -> str:
    found = plain(value)
    if isinstance(found, int | float) and abs(found) < 1e15:
        return f"{found}"
    return describe(value)
