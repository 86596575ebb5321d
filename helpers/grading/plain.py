"""Values that cross from a student's process to where they are marked: plain JSON, never pickle.

`pack` turns numbers, texts, containers, arrays and tables of exactly the usual types into
JSON. What is none of these crosses as the name of its type and a number by which the
student's process knows it. `unpack` builds what the JSON says and nothing else, so nothing
that a student writes can run where it is read.
"""

import math
import types
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.grading.tables import (
    Packed,
    pack_array,
    pack_frame,
    pack_index,
    pack_series,
    to_array,
    to_frame,
    to_index,
    to_series,
)

DEEPEST = 40


class Left(NamedTuple):
    """What stayed behind: its number, the name of its type, and what it is good for.

    The last is "function", "iterator" or nothing.
    """

    number: int
    kind: str
    use: str


class Packer:
    """Packs values, and keeps those that stay behind under their number.

    Examples
    --------
    >>> Packer().pack((1, float("inf"), "a"))
    {'tuple': [1, {'float': 'inf'}, 'a']}
    >>> Packer().pack([print])
    [{'left': [0, 'builtin_function_or_method', 'function']}]
    """

    def __init__(self) -> None:
        self.kept: list[Any] = []

    def pack(self, value: Any, depth: int = 0) -> Packed:
        """Return JSON for a value of any type."""
        kind = type(value)
        if value is None or kind in (bool, str) or (kind is int and abs(value) < 2**53):
            return value
        if kind is float and math.isfinite(value):
            return value
        if kind is list and depth < DEEPEST:
            return self.all_of(value, depth)
        if isinstance(value, types.ModuleType):
            return {"module": value.__name__}
        if isinstance(value, np.generic):
            return {"scalar": pack_array(self, np.asarray(value), depth)}
        if isinstance(value, pd.Index):
            kind = pd.Index
        if kind not in BY_TYPE and (base := _base(value)):
            return self.pack(base(value), depth)
        try:
            return {kind.__name__: KINDS[kind.__name__].pack(self, _own(value, kind), depth + 1)}
        except (LookupError, TypeError, ValueError):
            return self.keep(value)

    def all_of(self, values: Iterable[Any], depth: int) -> list[Packed]:
        return [self.pack(each, depth + 1) for each in values]

    def keep(self, value: Any) -> Packed:
        """Return what stands for a value that does not cross."""
        self.kept.append(value)
        use = "iterator" if isinstance(value, Iterator) else ""
        if callable(value) and not isinstance(value, type):
            use = "function"
        return {"left": [len(self.kept) - 1, type(value).__name__, use]}


class Unpacker:
    """Builds values again.

    Parameters
    ----------
    stand_in : callable
        Takes a `Left`; returns what stands in its place.
    module : callable
        Takes the name of a module; returns what stands in its place.
    """

    def __init__(
        self, stand_in: Callable[[Left], Any], module: Callable[[str], Any] = lambda name: name
    ) -> None:
        self._special: dict[str, Callable[[Any], Any]] = {
            "left": lambda packed: stand_in(Left(*packed)),
            "module": module,
            "scalar": lambda packed: to_array(self, packed)[()],
        }

    def unpack(self, packed: Packed) -> Any:
        """Return the value of what `Packer.pack` returned.

        Raises
        ------
        ValueError
            If that is not what it is.

        Examples
        --------
        >>> Unpacker(str).unpack({"tuple": [1, {"float": "inf"}, "a"]})
        (1, inf, 'a')
        """
        if isinstance(packed, list):
            return self.all_of(packed)
        if not isinstance(packed, dict):
            return packed
        try:
            [(name, inner)] = packed.items()
            if name in self._special:
                return self._special[name](inner)
            return KINDS[name].unpack(self, inner)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise ValueError(f"not a packed value: {str(packed)[:60]}") from error

    def all_of(self, packed: Iterable[Packed]) -> list[Any]:
        return [self.unpack(each) for each in packed]


class Kind(NamedTuple):
    """How one type is packed and unpacked."""

    pack: Callable[[Packer, Any, int], Packed]
    unpack: Callable[[Unpacker, Packed], Any]


def _own(value: Any, kind: type) -> Any:
    """Return the value where it is of the very type that is meant, not of another of its name."""
    if KINDS[kind.__name__] is not BY_TYPE.get(kind):
        raise TypeError(kind)
    return value


# A value of a student's own kind of list, say, crosses as the list that it is.
BASES: dict[type, Callable[[Any], Any]] = {
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    list: lambda value: list.__getitem__(value, slice(None)),
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    set: lambda value: set().union(value),
    frozenset: lambda value: frozenset().union(value),
    dict: lambda value: dict(dict.items(value)),
}


def _base(value: Any) -> Callable[[Any], Any] | None:
    """Return what makes a plain value of one of a kind of its own."""
    if type(value) in BASES:
        return None
    return next((BASES[base] for base in BASES if issubclass(type(value), base)), None)


CHANGE = (list, dict, set, deque, np.ndarray, pd.DataFrame, pd.Series)


def can_change(value: Any) -> bool:
    """Say whether a value is one that `become` can make into another."""
    return isinstance(value, CHANGE)


def become(value: Any, now: Any) -> None:
    """Change a list, an array or a table into another, in place.

    Raises
    ------
    TypeError
        If they are not of one type, or it is one that cannot change.
    """
    if type(value) is not type(now) or not can_change(value):
        raise TypeError(f"a {type(value).__name__} cannot become a {type(now).__name__}")
    if isinstance(value, np.ndarray):
        value[...] = now
    elif isinstance(value, pd.DataFrame):
        pd.DataFrame.__init__(value, now)  # type: ignore[call-arg] # its stubs know of __new__
    elif isinstance(value, pd.Series):
        pd.Series.__init__(value, now)  # type: ignore[call-arg]
    else:
        value.clear()
        (value.update if isinstance(value, dict | set) else value.extend)(now)


def _of_items(make: Callable[[list[Any]], Any]) -> Kind:
    return Kind(
        lambda packer, value, depth: _shallow(packer, value, depth),
        lambda unpacker, packed: make(unpacker.all_of(packed)),
    )


def _shallow(packer: Packer, values: Iterable[Any], depth: int) -> list[Packed]:
    if depth > DEEPEST:
        raise ValueError("too deep")
    return packer.all_of(values, depth)


def _of_text(write: Callable[[Any], str], read: Callable[[str], Any]) -> Kind:
    return Kind(lambda _p, value, _d: write(value), lambda _u, packed: read(_text(packed)))


def _text(packed: Packed) -> str:
    if not isinstance(packed, str):
        raise TypeError(packed)
    return packed


def _dict(packer: Packer, value: dict[Any, Any], depth: int) -> Packed:
    return _shallow(packer, (list(pair) for pair in value.items()), depth)


KINDS = {
    "tuple": _of_items(tuple),
    "set": _of_items(set),
    "frozenset": _of_items(frozenset),
    "dict": Kind(_dict, lambda unpacker, packed: dict(unpacker.all_of(packed))),
    "Counter": Kind(_dict, lambda unpacker, packed: Counter(dict(unpacker.all_of(packed)))),
    "OrderedDict": Kind(_dict, lambda unpacker, packed: OrderedDict(unpacker.all_of(packed))),
    "deque": _of_items(deque),
    "dict_keys": _of_items(lambda keys: dict.fromkeys(keys).keys()),
    "dict_values": _of_items(lambda values: dict(enumerate(values)).values()),
    "dict_items": _of_items(lambda pairs: dict(pairs).items()),
    "int": _of_text(hex, lambda text: int(text, 16)),
    "float": _of_text(repr, float),
    "complex": _of_text(repr, complex),
    "bytes": _of_text(bytes.hex, bytes.fromhex),
    "Decimal": _of_text(str, Decimal),
    "Fraction": _of_text(str, Fraction),
    "datetime": _of_text(datetime.isoformat, datetime.fromisoformat),
    "date": _of_text(date.isoformat, date.fromisoformat),
    "time": _of_text(time.isoformat, time.fromisoformat),
    "timedelta": Kind(
        lambda _p, value, _d: [value.days, value.seconds, value.microseconds],
        lambda _u, packed: timedelta(*packed),
    ),
    "range": Kind(
        lambda packer, value, depth: packer.all_of([value.start, value.stop, value.step], depth),
        lambda unpacker, packed: range(*unpacker.all_of(packed)),
    ),
    "ellipsis": Kind(lambda _p, _v, _d: None, lambda _u, _packed: ...),
    "NAType": Kind(lambda _p, _v, _d: None, lambda _u, _packed: pd.NA),
    "NaTType": Kind(lambda _p, _v, _d: None, lambda _u, _packed: pd.NaT),
    "Timestamp": _of_text(pd.Timestamp.isoformat, pd.Timestamp),
    "Timedelta": _of_text(pd.Timedelta.isoformat, pd.Timedelta),
    "ndarray": Kind(pack_array, to_array),
    "Index": Kind(pack_index, to_index),
    "Series": Kind(pack_series, to_series),
    "DataFrame": Kind(pack_frame, to_frame),
}
PLAIN: tuple[type, ...] = (
    *(tuple, set, frozenset, dict, int, float, complex, bytes, range, Decimal, Fraction),
    *(Counter, OrderedDict, deque, type({}.keys()), type({}.values()), type({}.items())),
    *(datetime, date, time, timedelta, type(...), type(pd.NA), type(pd.NaT)),
    *(pd.Timestamp, pd.Timedelta, np.ndarray, pd.Index, pd.Series, pd.DataFrame),
)
BY_TYPE = {kind: KINDS[kind.__name__] for kind in PLAIN}
