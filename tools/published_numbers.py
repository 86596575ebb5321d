"""Write docs/published_numbers.md: what was printed, and what the models compute.

python tools/published_numbers.py
"""

import sys
from pathlib import Path

if __name__ == "__main__":  # as a script, the folder of the course is not on the path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from published import NUMBERS

from helpers.data.schemas import CHAPTERS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "published_numbers.md"
HEAD = """# Published numbers, computed again

Each row is a number that somebody printed, and what the course's model makes of the same inputs.
`python tools/published_numbers.py` computes and writes this page; `tests/test_published_numbers.py`
fails when a number departs by more than half of the last printed decimal (or by the tolerance in
brackets), and when this page is not what the command would write. The test that is named goes
further into the case. What we derived ourselves is tested too, but stands in no row.

| chapter | source | what | printed | computed | test |
|---|---|---|---|---|---|
"""


def page() -> str:
    """Return the page, computed now."""
    rows = [
        _row(f"{number:02d} {word}", published)
        for number, word in enumerate(CHAPTERS)
        for published in NUMBERS.get(word, [])
    ]
    return HEAD + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _row(chapter: str, published) -> tuple[str, ...]:
    file, _, name = published.test.partition("::")
    within = "" if published.within is None else f" (± {published.within:g})"
    return (
        chapter,
        published.source,
        published.what,
        _texts(published.printed, published.decimals) + within,
        _texts(published.computed(), published.decimals),
        f"[{name.removeprefix('test_').replace('_', ' ')}](../tests/{file})",
    )


def _texts(numbers, decimals: int) -> str:
    # Adding zero turns a rounded −0 into 0.
    rounded = (round(float(number), decimals) + 0.0 for number in numbers)
    return "; ".join(f"{number:,.{decimals}f}".replace("-", "−") for number in rounded)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {sum(map(len, NUMBERS.values()))} rows")
