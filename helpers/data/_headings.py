"""The headings by which a survey's columns are known, in English and Chinese."""

import re
import unicodedata

from helpers.data._errors import file_error, quote
from helpers.data._grid import Grid
from helpers.locale import gettext as _

EXPECTATION = (
    *("expectation", "expectations", "expected", "expect", "expec", "exp", "e"),
    *("期望", "期望值", "期望评分", "期待", "期待值", "预期"),
)
PERCEPTION = (
    *("perception", "perceptions", "perceived", "percep", "perc", "per", "p"),
    *("performance", "perf", "感知", "感知值", "感知评分", "实际感受", "实际感知", "实际", "感受"),
)
# Where a file has several of these, the first counts.
GUEST = (
    *("guest", "guestid", "guestno", "respondent", "respondentid", "respondentno"),
    *("participant", "participantid", "customerid", "subject", "subjectid", "id", "no", "nr"),
    *("受访者", "受访者编号", "被访者", "答卷编号", "答卷序号", "问卷编号", "顾客编号", "客人编号"),
    *("顾客", "客人", "编号", "序号"),
)
ITEM = (
    *("item", "itemid", "itemno", "question", "questionid", "questionno", "statement", "q"),
    *("题项", "题目", "题号", "题目编号", "项目", "指标", "条目", "测项", "问题"),
)
DIMENSION = ("dimension", "dim", "factor", "construct", "维度", "因子", "因素", "构面")
SCALE = ("scale", "scalepoints", "量表", "分制")
KNOWN = {
    "guest": GUEST,
    "item": ITEM,
    "dimension": DIMENSION,
    "expectation": EXPECTATION,
    "perception": PERCEPTION,
    "scale": SCALE,
}


def fold(heading: str) -> str:
    """Return a heading without case, spaces, punctuation and full-width forms."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\s_\-.:/#()\[\]]+", "", text)


def item_name(text: object) -> str:
    """Return an item's name; ``01`` and 1 are the same item."""
    name = unicodedata.normalize("NFKC", str(text)).strip()
    return str(int(name)) if re.fullmatch(r"\d{1,9}", name) else name


def numbered(grid: Grid, kind: str, taken: set[int]) -> dict[str, int]:
    """Return, by item, the columns whose heading has an item's number beside a known word.

    Raises
    ------
    DataError
        If two columns have the same number.
    """
    word = "|".join(sorted(KNOWN[kind], key=len, reverse=True))
    forms = re.compile(
        rf"(?:{word})(?:item|q|第|题)?(\d{{1,4}})题?|(?:item|q|第|题)?(\d{{1,4}})题?(?:{word})"
    )
    found: dict[str, int] = {}
    for place, heading in enumerate(grid.headings):
        match = forms.fullmatch(fold(heading))
        if not match or place in taken:
            continue
        item = item_name(match[1] or match[2])
        if item in found:
            problem = _("{first} and {second} both seem to be about item {item}")
            both = {"first": quote(grid.headings[found[item]]), "second": quote(heading)}
            raise file_error(grid.file, problem.format(item=quote(item), **both))
        found[item] = place
    return dict(sorted(found.items(), key=lambda pair: int(pair[0])))


def first(grid: Grid, kind: str) -> int | None:
    """Return the place of the first known heading of a kind, or None."""
    folded = [fold(heading) for heading in grid.headings]
    return next((folded.index(name) for name in KNOWN[kind] if name in folded), None)
