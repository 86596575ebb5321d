"""Reading an answer without trusting it.

An answer may be an object that lies about itself: equal to everything, a number that
raises. So no method of the answer's own class is called: values are taken out by the
methods of the built-in type underneath, and anything else is only described.
"""

import datetime
import math
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from helpers.checks._guard import Refusal
from helpers.locale import gettext as _
from helpers.locale import mark as N_
from helpers.locale import ngettext

QUOTED = 40
_NUMPY = tuple(set(np.sctypeDict.values()))
_DATES = (pd.Timestamp, datetime.datetime, datetime.date, np.datetime64)
_CONTAINERS: dict[type, str] = {
    list: N_("a list"),
    tuple: N_("a tuple"),
    set: N_("a set"),
    frozenset: N_("a set"),
    dict: N_("a dictionary"),
    pd.Series: N_("a Series"),
    pd.Index: N_("an Index"),
    np.ndarray: N_("an array"),
}
_TO_NUMPY: tuple[tuple[type, Callable[..., Any]], ...] = (
    (pd.Series, pd.Series.to_numpy),
    (pd.Index, pd.Index.to_numpy),
    (pd.CategoricalIndex, pd.Index.to_numpy),
    (np.ndarray, np.asarray),
)
_NUMBER = re.compile(r"[-+]?[\d.,' ]*\d[\d.,' ]*(e[-+]?\d+)?[^\d]{0,12}", re.IGNORECASE)


class Unknown:
    """Stands for a value of a type that no exercise asks for; equal to nothing else."""


Plain = bool | int | float | complex | str | pd.Timestamp | None | Unknown


def plain(value: object) -> Plain:
    """Return the value as an exact built-in type.

    numpy's scalars, Decimal and Fraction become numbers, a missing value of pandas
    becomes NaN, a date a Timestamp; the rest becomes an `Unknown`.
    """
    kind = type(value)
    if value is None or kind is bool:
        return value  # type: ignore[return-value]
    if value is pd.NA or value is pd.NaT:
        return math.nan
    try:
        return _stripped(value, kind)
    except (ArithmeticError, ValueError, TypeError):
        return Unknown()


def _stripped(value: object, kind: type) -> Plain:
    for base, strip in _BUILTIN:
        if issubclass(kind, base):
            return strip(value)
    if _is_one_of(kind, _DATES):
        date = pd.Timestamp(value)  # type: ignore[arg-type]
        return math.nan if date is pd.NaT else date
    if kind is Decimal or kind is Fraction or kind is np.longdouble:
        return float(value)  # type: ignore[arg-type]
    if _is_one_of(kind, _NUMPY):
        return plain(value.item())  # type: ignore[attr-defined]
    return Unknown()


_BUILTIN: tuple[tuple[type, Callable[[Any], Plain]], ...] = (
    (int, int.__int__),
    (float, float.__float__),
    (complex, complex.__pos__),
    (str, str.__str__),
)


def _is_one_of(kind: type, kinds: tuple[type, ...]) -> bool:
    """Compare by identity: a class can lie about being equal or a subclass."""
    return any(kind is known for known in kinds)


def text_of(value: object) -> str | None:
    """Return the value as an exact str if it is text, else None."""
    found = plain(value)
    return found if isinstance(found, str) else None


def refuse_blank(answer: object) -> None:
    """Refuse an answer that is not there yet: the dots, None, an empty text."""
    if answer is ... or answer is None or text_is_blank(text_of(answer)):
        raise Refusal(_("put your answer in place of the dots, then run the cell again."), "blank")


def text_is_blank(text: str | None) -> bool:
    """Return whether the text says nothing: empty, spaces or dots."""
    return text is not None and not text.strip().strip(".…")


def quoted(text: str) -> str:
    """Return the text between quotation marks, cut to `QUOTED` characters, on one line."""
    start = "".join(sign if sign.isprintable() else " " for sign in text[: QUOTED + 1])
    return f'"{start if len(text) <= QUOTED else start[: QUOTED - 1] + "…"}"'


def holds_a_number(text: str) -> bool:
    """Return whether a text is a number in quotation marks, such as "−0.9" or "70%"."""
    if len(text) > QUOTED:
        return False
    return _NUMBER.fullmatch(re.sub("[−–—－]", "-", text.strip())) is not None


def type_name(value: object) -> str:
    """Return the name of the value's class, which the class itself cannot forge."""
    return str(type.__dict__["__name__"].__get__(type(value)))[:QUOTED]


def refuse_kind(answer: object, asked: str) -> NoReturn:
    """Refuse an answer of the wrong kind; `asked` is the sentence that says which is right."""
    if callable(answer):
        sentence = _("that is a function, not its result (call it, with parentheses); {asked}")
    else:
        sentence = _("that is {what}; {asked}")
    raise Refusal(sentence.format(what=describe(answer), asked=asked))


def elements_of(container: object) -> list[object] | None:
    """Return the elements of a Series, Index or array; None for anything else."""
    for known, to_numpy in _TO_NUMPY:
        if type(container) is known:
            return list(to_numpy(container, dtype=object).reshape(-1))
    return None


def describe(value: object) -> str:
    """Say in words what kind of thing an answer is."""
    found = plain(value)
    if isinstance(found, Unknown):
        return _container(value)
    if isinstance(found, str):
        return _("text ({quote})").format(quote=quoted(found))
    for kind, words in (
        (bool, _("a truth value, True or False")),
        (complex, _("a complex number")),
        (pd.Timestamp, _("a date")),
        (type(None), _("None")),
    ):
        if isinstance(found, kind):
            return words
    return _("a missing value (NaN)") if found != found else _("a number")


def _container(value: object) -> str:
    kind = type(value)
    if kind is pd.DataFrame:
        rows, columns = value.shape  # type: ignore[attr-defined]
        return _("a table (DataFrame) of {rows} × {columns}").format(rows=rows, columns=columns)
    for known, words in _CONTAINERS.items():
        if kind is known:
            size = value.size if hasattr(known, "size") else len(value)  # type: ignore
            return ngettext("{kind} of {n} value", "{kind} of {n} values", size).format(
                kind=_(words), n=size
            )
    if callable(value):
        return _("a function")
    return _('an object of type "{name}"').format(name=type_name(value))
