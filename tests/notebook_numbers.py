"""Find numbers in a chapter's prose that nothing stands behind.

Decimals and percentages are looked at; whole numbers are not, nor exercise numbers, versions,
formulas, code, addresses, 0%, 100% and the level of an interval. Something stands behind a
number if

- a code cell of the chapter holds it, or the stored output of a checked cell does, rounded to
  as many places as in the prose, with either sign, a share also as a percentage;
- its paragraph, bullet or table names a source, an author and a year;
- the cell's metadata allow it and say why: ``"numbers": {"12.5": "made up for this sentence"}``.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from notebook_form import code, named, parsed

NUMBER = re.compile(
    r"(?<![\w.,/])(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?(?=(\s?(?:%|percent\b|per cent\b))?)"
)
PLAIN = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
NAME = r"[A-Z][^\W\d_]+(?:[-'’][^\W\d_]+)*"
YEAR = r"(?:19|20)\d\d[a-z]?\b"
SOURCE = re.compile(
    rf"{NAME}(?:(?:,? (?:&|and) |,? ){NAME}| [A-Z]\.)*(?: et al\.?,? ?\(?|, ?| ?\(){YEAR}"
    rf"|{NAME},? (?:&|and) {NAME} {YEAR}"
)
LEVELS = {90, 95, 99}
OF_AN_INTERVAL = re.compile(r"\binterval|\bconfiden", re.IGNORECASE)
NOT_PROSE = re.compile(
    r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]+\$|<[^>]*>|\]\([^)]*\)|https?://\S+|\bdoi:\S+"
    r"|\b(?:exercises?|chapters?|sections?|tables?|figures?|steps?|python|version)\s+[\d.]+"
    r"(?:\s*(?:,|and|to|or|–|-)\s*\d+\.\d+)*"
    r"|(?<![\d.,])(?:0|100)\s?%",
    re.DOTALL | re.IGNORECASE,
)


def numbers_without_origin(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """Every number in the prose is computed beside it or comes with its source."""
    computed = known_numbers(notebook)
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        allowed = dict(cell.metadata.get("numbers", {}))
        for text, value, places, percent in prose_numbers(cell.source):
            if text in allowed:
                if not allowed.pop(text).strip():
                    yield f"{named(cell)} allows {text} and does not say why"
            elif not is_known(value, places, percent, computed):
                yield (
                    f"{named(cell)} says {text}, which no cell computes and no source backs. "
                    "Compute it in a checked cell, name author and year beside it, or give the "
                    f'reason in the cell\'s metadata: "numbers": {{"{text}": "..."}}'
                )
        for text in allowed:
            yield f"{named(cell)} allows {text}, which its text does not say"


def prose_numbers(source: str) -> Iterator[tuple[str, float, int, bool]]:
    """Yield each number that needs an origin: as written, value, places, whether a percentage."""
    for paragraph in paragraphs(source):
        if SOURCE.search(paragraph):
            continue
        for found in NUMBER.finditer(NOT_PROSE.sub(" ", paragraph)):
            whole, decimals, percent = found.groups()
            value = float(re.sub("[, ]", "", whole) + (decimals or ""))
            level = percent and value in LEVELS and OF_AN_INTERVAL.search(paragraph)
            if (decimals or percent) and not level:
                text = whole + (decimals or "") + ("%" if percent else "")
                yield text, value, len(decimals or ".") - 1, bool(percent)


def paragraphs(source: str) -> list[str]:
    """Return paragraphs and bullets one by one; a table goes with the text around it."""
    if re.search(r"^\s*\|", source, re.MULTILINE):
        return [source]
    return re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)", source)


def known_numbers(notebook: NotebookNode) -> list[float]:
    """Return the numbers in the code cells and in their stored outputs."""
    known = [
        float(node.value)
        for cell in code(notebook)
        for node in ast.walk(parsed(cell))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
    ]
    for output in (output for cell in code(notebook) for output in cell.outputs):
        shown = [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
        known += [float(number) for text in shown for number in PLAIN.findall(text)]
    return known


def is_known(value: float, places: int, percent: bool, computed: list[float]) -> bool:
    """Tell whether a computed number, rounded as in the prose, is the number of the prose."""
    scales = (1, 100) if percent else (1,)
    reach = 0.5 * 10**-places + 1e-9
    return any(abs(abs(known) * scale - value) <= reach for known in computed for scale in scales)
