"""Texts that can be written down; what a student hands in may hold others."""

import json
import os
from typing import Any

LONGEST_NAME = 200


def storable(value: Any) -> Any:
    """Return plain JSON in which half of a surrogate pair, which no file can hold, is a "?".

    Examples
    --------
    >>> storable({"a": ["ok", "\\ud800"]})
    {'a': ['ok', '?']}
    """
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
        return value
    except UnicodeEncodeError:
        return json.loads(text.encode(errors="replace"))


def unfit(student: str) -> str:
    """Return why a folder's name cannot be a student's, in a sentence; nothing if it can."""
    if storable(student) != student:
        return "Its folder's name is no text in UTF-8: rename it."
    if len(os.fsencode(student)) > LONGEST_NAME:
        return f"Its folder's name is longer than {LONGEST_NAME} bytes: rename it."
    return ""
