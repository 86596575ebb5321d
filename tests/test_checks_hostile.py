"""Whatever an answer is, the reader meets one sentence, and never the true answer."""

import math
import pickle
import re
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from helpers.checks import (
    Verdict,
    keep_text,
    mark_choice,
    mark_choices,
    mark_function,
    mark_number,
    mark_order,
    mark_settings,
    mark_table,
    own_numbers,
)

SECRET = 7341.952  # its digits stand in no sentence and in no other number here
SLIPS = {8265.43: "that is the mean of all five."}
TABLE = pd.Series({"tangibles": SECRET, "reliability": 8265.43}, name="gap")
OPTIONS = {"a": "the front desk", "b": "the written standard", "c": "the brochure"}
CONTROLS = {"price": (50, 200), "segment": ["business"], "evidence": {"audit"}, "games": bool}


def every_verdict(answer):
    """Mark one answer by every marker, with the secret as the truth of each that has one."""
    table = TABLE.to_frame()
    return [
        mark_number("4.1", answer, SECRET, decimals=3, slips=SLIPS, unit="yuan", hint="look."),
        mark_number("4.1", answer, SECRET, tolerance=0.5, unit="percent"),
        mark_number("4.1", answer, SECRET / 1e4, unit="share"),
        mark_number("4.1", answer, 7341),
        mark_choice("4.2", answer, "b", OPTIONS, slips={"a": "no."}),
        mark_choices("4.3", answer, {"a", "b"}, OPTIONS, slips={"c": "no."}),
        mark_order("4.4", answer, ["c", "a", "b"], OPTIONS, slips={("a", "b", "c"): "no."}),
        mark_table("4.5", answer, TABLE, slips=[(-TABLE, "no.")]),
        mark_table("4.5", answer, table, any_order=True, decimals=2),
        mark_function("4.6", answer, lambda x: SECRET + x, [(1.0,)], seconds=0.2),
        keep_text("4.7", answer, at_least=3),
        mark_settings("4.8", answer, lambda found: found["price"] > 100, CONTROLS),
    ]


def all_shown(answer):
    for verdict in every_verdict(answer):
        yield repr(verdict)
        yield verdict._repr_html_()
        yield repr(pickle.dumps(verdict))


def tells(shown):
    return re.search(r"734\d|73\.4|8265", shown) is not None


# Objects that lie about themselves


class Agrees:
    """Equal to everything, near everything, in everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 0

    def __sub__(self, other):
        return 0.0

    __rsub__ = __add__ = __radd__ = __neg__ = __abs__ = __mul__ = __truediv__ = __round__ = __sub__

    def __lt__(self, other):
        return True

    __le__ = __gt__ = __ge__ = __contains__ = __lt__

    def __bool__(self):
        return True

    def __len__(self):
        return 1

    def __float__(self):
        return SECRET

    def __int__(self):
        return 7341

    def __index__(self):
        return 7341

    def __str__(self):
        return "b"

    __repr__ = __str__

    def __array__(self, *_args, **_kwargs):
        return np.array(SECRET)

    def __iter__(self):
        return iter(["a", "b"])

    def __getitem__(self, key):
        return SECRET

    def item(self):
        return SECRET

    def settings(self):
        return self


def _explodes(*_args, **_kwargs):
    raise SystemExit("gone")


DUNDERS = [
    *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "len", "float", "int", "index"),
    *("complex", "str", "repr", "format", "array", "iter", "next", "getitem", "contains"),
    *("sub", "rsub", "add", "neg", "abs", "round", "getattr", "getattribute", "call", "reduce"),
    *("deepcopy", "instancecheck", "sizeof", "dir", "array_ufunc", "array_function"),
]
Explodes = type("Explodes", (), {f"__{name}__": _explodes for name in DUNDERS})


class Bursts:
    """As `Explodes`, but so that pytest and hypothesis can still report on it."""

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]
    __len__ = __float__ = __int__ = __iter__ = __array__ = __bool__ = __str__ = __eq__


class _ExplodingMeta(type):
    __eq__ = __hash__ = __repr__ = __str__ = __instancecheck__ = __subclasscheck__ = _explodes

    @property
    def __name__(cls):
        raise SystemExit


class ExplodesAsAClass(metaclass=_ExplodingMeta):
    pass


class SaysItIsAFloat:
    @property
    def __class__(self):
        return float


def _liar(base, *made_from):
    """Return an object of a subclass that lies in every way that the base allows."""
    names = ("eq", "ne", "hash", "lt", "gt", "sub", "neg", "abs", "repr", "str")
    methods = {f"__{name}__": getattr(Agrees, f"__{name}__") for name in names}
    methods |= {"__float__": Agrees.__float__, "__len__": Agrees.__len__}
    return type(f"Liar{base.__name__}", (base,), methods)(*made_from)


class LyingSeries(pd.Series):
    def equals(self, other):
        return True

    def __eq__(self, other):
        return True

    def to_numpy(self, *_args, **_kwargs):
        return TABLE.to_numpy()


HOSTILE = {
    "equal to everything": Agrees(),
    "its class": Agrees,
    "explodes": Explodes(),
    "explodes as a class": ExplodesAsAClass(),
    "says it is a float": SaysItIsAFloat(),
    "lying float": _liar(float, 3.0),
    "lying int": _liar(int, 3),
    "lying text": _liar(str, "c"),
    "lying list": _liar(list, ["c"]),
    "lying dict": _liar(dict, {"price": 1}),
    "lying numpy number": _liar(np.float64, 3.0),
    "lying series": LyingSeries([1.0, 2.0], index=TABLE.index),
    "list of liars": [Agrees(), Agrees()],
    "list that holds itself": [],
    "dict of liars": {Agrees(): Agrees(), "price": Agrees()},
    "series of liars": pd.Series([Agrees(), Agrees()], index=TABLE.index),
    "series of one liar": pd.Series([Agrees()]),
    "table of liars": pd.DataFrame({"gap": [Agrees(), Agrees()]}, index=TABLE.index),
    "series labelled by liars": pd.Series([SECRET, 1.0], index=[Agrees(), "x"]),
    "array of liars": np.array([Agrees()], dtype=object),
    "lone surrogate": "\ud800" * 5,
    "turned text": "\u202egnorw\x00\x1b[31m",
    "huge text": "9" * 5_000_000,
    "huge spaces": " " * 5_000_000 + "x",
    "huge number": 10**100_000,
    "huge array": np.zeros(5_000_000),
    "wide table": pd.DataFrame(np.zeros((2, 200_000))),
    "deep list": [],
    "generator": (number for number in [SECRET]),
    "module": math,
    "exception": SystemExit(),
    "a verdict": Verdict("4.1", "right", "that is right."),
}
HOSTILE["list that holds itself"].append(HOSTILE["list that holds itself"])
for _step in range(100_000):
    HOSTILE["deep list"] = [HOSTILE["deep list"]]


@pytest.mark.parametrize("name", HOSTILE)
def test_an_object_that_lies_is_not_right(name):
    for verdict in every_verdict(HOSTILE[name]):
        assert verdict.state in ("wrong", "error", "blank", "kept"), verdict
        assert "not yours" not in verdict.sentence, verdict


@pytest.mark.parametrize("name", HOSTILE)
def test_no_answer_takes_long_or_fills_the_screen(name):
    started = time.monotonic()
    for verdict in every_verdict(HOSTILE[name]):
        assert len(verdict.sentence) < 400
        verdict.sentence.encode()
        verdict._repr_html_().encode()
    assert time.monotonic() - started < 4


@pytest.mark.parametrize("name", HOSTILE)
def test_an_object_that_lies_is_not_told_the_true_answer(name):
    assert not any(tells(shown) for shown in all_shown(HOSTILE[name]))


def test_a_function_that_returns_a_liar_is_not_right():
    for lie in (Agrees(), Explodes(), HOSTILE["lying float"], HOSTILE["series of liars"]):
        verdict = mark_function("4.6", lambda x, lie=lie: lie, lambda x: SECRET, [(1,)])
        assert verdict.state in ("wrong", "error")
        verdict = mark_function("4.6", lambda x, lie=lie: lie, lambda x: TABLE, [(1,)])
        assert verdict.state in ("wrong", "error")


def test_a_function_that_puts_a_liar_into_its_table_is_found_out():
    def spoils(table):
        table["gap"] = [Agrees(), Agrees()]
        return 1.0

    table = TABLE.to_frame()
    assert "changes" in mark_function("4.6", spoils, lambda table: 1.0, [(table,)]).sentence


def test_an_honest_subclass_of_a_number_is_a_number():
    from enum import IntEnum

    assert mark_number("4.1", IntEnum("Floors", {"TOP": 12}).TOP, 12).right


# Anything at all

scalars = st.one_of(
    st.none(),
    st.just(...),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(max_size=50),
    st.decimals(),
    st.fractions(),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.sampled_from([pd.NA, pd.NaT, np.nan, *"abc", *OPTIONS.values(), "a, b", "c > a > b"]),
    st.sampled_from([len, np.mean, float, lambda x: x, lambda x: SECRET]),
    arrays.arrays(arrays.scalar_dtypes(), ()).map(lambda array: array[()]),
    st.builds(Agrees),
    st.builds(Bursts),
    st.builds(SaysItIsAFloat),
)
flat = st.lists(scalars, max_size=4)
numbers = st.lists(st.floats(), min_size=2, max_size=2)
answers = st.one_of(
    scalars,
    st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.lists(inner, max_size=3).map(tuple),
            st.dictionaries(st.text(max_size=3) | st.sampled_from(list(CONTROLS)), inner),
        ),
        max_leaves=8,
    ),
    st.frozensets(st.text(max_size=3) | st.sampled_from("abc")),
    flat.map(lambda values: pd.Series(values, dtype=object)),
    flat.map(lambda values: pd.DataFrame({"gap": pd.Series(values, dtype=object)})),
    numbers.map(lambda values: pd.Series(values, index=TABLE.index)),
    numbers.map(lambda values: pd.DataFrame({"gap": values}, index=TABLE.index)),
    numbers.map(lambda values: pd.DataFrame([values])),
    arrays.arrays(arrays.scalar_dtypes(), arrays.array_shapes(max_dims=2, max_side=3)),
    st.fixed_dictionaries(
        {
            "price": st.floats() | scalars,
            "segment": st.just("business") | scalars,
            "evidence": flat,
            "games": st.booleans() | scalars,
        }
    ),
)
often = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@often
@given(answers)
def test_whatever_the_answer_there_is_one_verdict_with_one_sentence(answer):
    for verdict in every_verdict(answer):
        assert isinstance(verdict, Verdict)
        assert verdict.state in ("right", "wrong", "blank", "error", "kept")
        assert verdict.sentence
        assert "\n" not in verdict.sentence
        assert "not yours" not in verdict.sentence, verdict
        assert len(verdict.sentence) < 400
        assert repr(verdict).endswith(verdict.sentence)
        verdict._repr_html_().encode()


@often
@given(answers)
def test_no_verdict_holds_the_true_answer_or_what_a_known_mistake_gives(answer):
    assume(not tells(str(answer)) if type(answer) in (str, list, dict) else True)
    assert not any(tells(shown) for shown in all_shown(answer))


@often
@given(
    number=st.floats(-1e6, 1e6),
    truth=st.floats(-1e6, 1e6),
    decimals=st.integers(-2, 6) | st.none(),
    tolerance=st.floats(0, 10) | st.none(),
)
def test_a_number_is_right_only_within_what_the_rule_allows(number, truth, decimals, tolerance):
    verdict = mark_number("4.1", number, truth, decimals=decimals, tolerance=tolerance)
    half = 0.0 if decimals is None else 0.5 * 10.0**-decimals
    if decimals is None and tolerance is None:
        half = 0.005
    allowed = max(half, tolerance or 0.0)
    if verdict.right:
        assert abs(number - truth) <= allowed * (1 + 1e-6) + 1e-6 * abs(truth) + 1e-12
    elif tolerance is not None and decimals != 0:
        assert abs(number - truth) >= tolerance * (1 - 1e-6) - 1e-9 * abs(truth)


@often
@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_the_truth_rounded_as_asked_is_right_and_its_opposite_is_not(truth, decimals):
    rounded = round(truth, decimals)
    assert mark_number("4.1", rounded, truth, decimals=decimals).right
    if abs(rounded) > 10.0**-decimals:
        assert mark_number("4.1", -rounded, truth, decimals=decimals).slip == "sign"


@often
@given(answers)
def test_an_id_is_taken_or_refused_with_a_sentence(student_id):
    said = ""
    try:
        own = own_numbers("servqual", student_id)
    except ValueError as error:
        said = str(error)
    if said:
        assert said.startswith("student_id is ")
    else:
        assert own.number("price", 100, 200, 5) in range(100, 201, 5)
