"""CPR numbers out of whatever a person or a log is told: the last line of defence.

Messages never hold a value in the first place. What a library, a file's name or a fault brings along
goes through here.
"""

from __future__ import annotations

import re

MASK = "xxxxxx-xxxx"
"""What stands in place of a number; the birth date goes too."""

_LIKE = re.compile(
    r"(?<![0-9])([0-9]{2})([0-9]{2})[0-9]{2}"
    r"(?:\s?[-\u00ad\u2010-\u2015\u2212]\s?|\s|%20|%2D)?[0-9]{4}(?![0-9])")
"""Six figures and four, with or without a hyphen or a space between."""


def masked(words: str) -> str:
    """The words with every CPR-like number as `MASK`; case numbers and telephone numbers stay.

    A number whose first figures are no day and month is none; 60 may be added to the day.
    """
    return _LIKE.sub(_hidden, words)


def _hidden(found: re.Match[str]) -> str:
    day, month = int(found[1]), int(found[2])
    dated = 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
    return MASK if dated else found[0]
