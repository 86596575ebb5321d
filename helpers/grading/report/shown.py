"""A stranger's text, as it may stand on a page or in a spreadsheet.

Names of folders, names of cells and what a cell printed come from students. On the page the
template escapes them; here they lose what cannot be seen, and their length.
"""

LONGEST, LONGEST_NAME = 300, 80
# A spreadsheet takes what begins so for a formula; the wide forms count too.
FORMULA = tuple("=+-@＝＋－＠")


def shown(text: object, most: int = LONGEST) -> str:
    """Return a text on one line, without control characters, cut to a length.

    Examples
    --------
    >>> shown("two\\nlines\\x1b[31m")
    'two lines[31m'
    >>> shown("too long a text", 9)
    'too long…'
    """
    start = str(text)[: 10 * most]
    kept = (sign if sign.isprintable() else " " * sign.isspace() for sign in start)
    line = " ".join("".join(kept).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def name(text: object) -> str:
    """Return the name of a student, a notebook or a cell."""
    return shown(text, LONGEST_NAME) or "?"


def in_spreadsheet(value: object) -> object:
    """Return a value that no spreadsheet computes; a number stays a number.

    Examples
    --------
    >>> in_spreadsheet("=1+1"), in_spreadsheet(-1.5)
    ("'=1+1", -1.5)
    """
    if isinstance(value, str) and value.lstrip().startswith(FORMULA):
        return "'" + value
    return value
