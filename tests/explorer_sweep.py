"""What a reader can do to an explorer, and what must hold whatever they do.

Every `explore_*` function of `helpers.explorers` is found by import. A new one is entered in
`ARGUMENTS`; nothing else has to be written for it to be swept.
"""

import importlib
import itertools
import math
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from ipywidgets import Checkbox, Dropdown, IntSlider, Widget

import helpers.explorers
from helpers import data
from helpers.explorers import Explorer, View

MOST_DRAWS, SAMPLED_PAIRS = 500, 60
Settings = dict[str, Any]


def _of_hotel_a() -> pd.DataFrame:
    guests = data.load("hotel_guests")
    return data.join(data.load("hotel_ratings"), guests, ["wave", "segment"])


# What each explorer is called with, as its chapter does.
ARGUMENTS: dict[str, Callable[[], Settings]] = {
    "explore_one_guest": dict,
    "explore_find_the_gap": dict,
    "explore_whose_gap": lambda: {"ratings": _of_hotel_a()},
    "explore_how_sure": lambda: {"ratings": _of_hotel_a()},
    "explore_breakdowns": dict,
    "explore_make_or_buy": dict,
    "explore_journey": dict,
    "explore_process_matrix": dict,
    "explore_importance": dict,
    "explore_compensation": dict,
    "explore_promise": dict,
    "explore_encounters": dict,
    "explore_tolerance": lambda: {"answers": data.load("hotel_tolerance")},
    "explore_control_chart": dict,
    "explore_flows": dict,
    "explore_elasticity": dict,
    "explore_protection": dict,
    "explore_games": lambda: {"hotels": data.load("games_hotels")},
    "explore_peak_load": dict,
    "explore_nested": dict,
    "explore_overbooking": dict,
    "explore_weights": lambda: {"ratings": _of_hotel_a(), "points": data.load("hotel_guests")},
    "explore_cloud": dict,
    "explore_two_guests": dict,
    "explore_weekend": lambda: {
        "guests": data.load("weekend_guests"),
        "costs": {"room": 160, "dinner": 120, "spa": 90, "guide": 60},
    },
    "explore_many_services": dict,
    "explore_next_spend": dict,
    "explore_contrast": lambda: {
        "table": data.load("hotel_attributes"),
        "attributes": data.load("hotel_attribute_truth")["attribute"],
        "overall": "overall",
        "truth": data.load("hotel_attribute_truth").set_index("attribute"),
    },
    "explore_stories": dict,
    "explore_kinds": lambda: {"attributes": data.load("new_york_hotels").set_index("attribute")},
}

# Sliders that count what they name, and so need no unit in parentheses.
COUNTS = {"Guests asked in each hotel", "Guests asked"}


def explorers() -> dict[str, Callable[..., Explorer]]:
    """Return every `explore_*` function by name."""
    modules = (
        importlib.import_module(f"helpers.explorers.{module.name}")
        for module in pkgutil.iter_modules(helpers.explorers.__path__)
    )
    return {
        name: thing
        for module in modules
        for name, thing in vars(module).items()
        if name.startswith("explore_") and thing.__module__ == module.__name__
    }


@cache
def arguments(name: str) -> Settings:
    """Return what an explorer is called with; a new one is asked for it in a sentence."""
    if name not in ARGUMENTS:
        raise LookupError(f"enter what {name} is called with in ARGUMENTS of {__file__}")
    return ARGUMENTS[name]()


def opened(name: str, settings: Mapping[str, Any] | None = None) -> Explorer:
    """Open an explorer as its chapter does."""
    return explorers()[name](**arguments(name), settings=settings)


def steps(control: Widget) -> list[Any]:
    """Return every value that a control can be turned to, in order."""
    if isinstance(control, Dropdown):
        return [value for _label, value in control._options_full]
    if isinstance(control, Checkbox):
        return [False, True]
    if isinstance(control, IntSlider):
        return [*range(control.min, control.max, control.step), control.max]
    count = math.floor((control.max - control.min) / control.step + 1e-9)
    inner = [round(control.min + i * control.step, 9) for i in range(count + 1)]
    return [*inner, control.max] if inner[-1] < control.max else inner


def settings_to_try(controls: Mapping[str, Widget], rng: np.random.Generator) -> list[Settings]:
    """Return the settings of a sweep, each naming the controls that leave their default.

    Every pair of ends comes first, then every step of each control, then a sample of pairs
    of steps. Where all steps together are more than `MOST_DRAWS`, a sample of them is taken.
    """
    at = {name: steps(control) for name, control in controls.items()}
    pairs = list(itertools.combinations(at, 2))
    ends = [
        dict(zip(pair, corner, strict=True))
        for pair in pairs
        for corner in itertools.product(*((at[name][0], at[name][-1]) for name in pair))
    ]
    single = [{name: value} for name, values in at.items() for value in values]
    room = MOST_DRAWS - 1 - len(ends)
    if len(single) > room:
        single = [single[i] for i in sorted(rng.choice(len(single), room, replace=False))]
    sampled = [
        {name: at[name][rng.integers(len(at[name]))] for name in pairs[rng.integers(len(pairs))]}
        for _draw in range(min(SAMPLED_PAIRS, room - len(single)) if pairs else 0)
    ]
    return [{}, *ends, *single, *sampled]


def sweep(explorer: Explorer) -> Iterator[tuple[Settings, View]]:
    """Turn an explorer to each setting of its sweep; yield the setting and what it shows."""
    opened_at = explorer.settings()
    for settings in settings_to_try(explorer.controls, np.random.default_rng(5)):
        explorer.set(opened_at | settings)
        yield settings, explorer.view
    explorer.reset()


_NOT_A_TEXT = re.compile(r"\b(nan|NaN|NaT|None(?! of)|inf|Infinity|undefined)\b|<NA>|[{}]")
_PLOTLYS = re.compile(r"%\{[^}]*\}")


def faults(view: View) -> Iterator[str]:
    """Say what a reader must never be shown, whatever the setting."""
    drawn = view.figure.to_plotly_json()
    if not any(_has_data(trace) for trace in drawn["data"]):
        yield "the figure has no data"
    for where, texts in (
        ("figure", [leaf for _path, leaf in leaves(drawn) if isinstance(leaf, str)]),
        ("sentence", [view.sentence]),
        ("table", cells(view.table)),
    ):
        for text in texts:
            if wrong := _NOT_A_TEXT.search(_PLOTLYS.sub("", text)):
                yield f"the {where} says {wrong[0]!r} in {text!r}"
    if not view.sentence.strip() or len(view.sentence.splitlines()) != 1:
        yield f"the sentence is {view.sentence!r}"
    if view.table.empty:
        yield "there are no numbers behind the chart"
    for part in (*drawn["data"], {"type": "layout", **drawn["layout"]}):
        yield from _holes(part)


def _has_data(trace: dict[str, Any]) -> bool:
    columns = (trace[name] for name in ("x", "y", "z", "values", "r") if name in trace)
    return any(pd.notna(value) for column in columns for value in column)


def _holes(part: dict[str, Any]) -> Iterator[str]:
    """Say where a trace or the layout holds no number; a line may break."""
    may_break = part["type"] == "scatter" and part.get("mode") == "lines"
    for path, leaf in leaves(part):
        hole = isinstance(leaf, float | np.floating) and not math.isfinite(leaf)
        if hole and not (may_break and math.isnan(leaf)):
            yield f"{part['type']} holds {leaf} in {path}"


def leaves(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what stands at the ends of nested data, with the path to it; no templates."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key != "template":
                yield from leaves(value, f"{path}.{key}".lstrip("."))
    elif isinstance(part, list | tuple | np.ndarray):
        for value in part:
            yield from leaves(value, path)
    else:
        yield path, part


def texts(drawn: dict[str, Any]) -> Iterator[str]:
    """Yield what a figure says; plotly's own words, such as "middle" or "text", are no text."""
    for path, leaf in leaves(drawn):
        if isinstance(leaf, str) and not path.endswith(("anchor", "position", "align", "mode")):
            yield leaf


def cells(table: pd.DataFrame) -> Iterator[str]:
    """Yield the headings and the cells of a table as texts."""
    yield from map(str, table.columns)
    yield from map(str, table.to_numpy().ravel())


def faults_of_form(explorer: Explorer) -> Iterator[str]:
    """Say what an explorer lacks that every reader counts on, before any control is turned."""
    for name, control in explorer.controls.items():
        described = control.description
        if not described.strip():
            yield f"the control {name} has no description"
        number = not isinstance(control, Dropdown | Checkbox)
        if number and not re.search(r"[(（].+[)）]", described) and described not in COUNTS:
            yield f'"{described}" names no unit in parentheses'
        if control.value not in steps(control):
            yield f'"{described}" opens at {control.value}, where it cannot be turned back to'
    if explorer.question is None:
        yield "it shows before it asks"
    else:
        question = explorer.question
        for text in (question.ask, question.because, *question.answers):
            if not text.strip() or _NOT_A_TEXT.search(text):
                yield f"the question says {text!r}"
        if len(set(question.answers)) < len(question.answers):
            yield "two answers of its question are the same"
    if len(explorer.scenes) > 9:
        yield "it has more scenes than there are digit keys"
