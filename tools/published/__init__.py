"""Numbers that somebody printed, and how the course's models come to them.

Each chapter has a module of its word with its `NUMBERS`. A number that we derived ourselves
is not here, and none that was only reported and not seen.
"""

import importlib
import pkgutil

from published.number import Published

NUMBERS: dict[str, list[Published]] = {
    module.name: importlib.import_module(f"{__name__}.{module.name}").NUMBERS
    for module in pkgutil.iter_modules(__path__)
    if module.name != "number"
}
