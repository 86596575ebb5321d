"""The answers to the chapters' exercises, right ones and known wrong ones.

Students do not get this folder. Each chapter has a module of its word, with its `EXERCISES` by
cell: what to write in place of the dots (Python, run after the chapter's own cells), and for
each known mistake the words of the hint that should meet it.
"""

import importlib
import pkgutil

from solutions.exercise import Exercise

SOLUTIONS: dict[str, dict[str, Exercise]] = {
    module.name: importlib.import_module(f"{__name__}.{module.name}").EXERCISES
    for module in pkgutil.iter_modules(__path__)
    if module.name != "exercise"
}
