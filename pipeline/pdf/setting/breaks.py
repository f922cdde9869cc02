"""Where a line may break inside a word: where Word breaks it, which is not always where Typst would.

Typst breaks after a slash, and never where a word has no place to break. Word breaks after a hyphen,
after a slash only in a word that is wider than its line, and between any two letters if it must.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.pdf.emit import escaped, literal, pt
from pipeline.pdf.fonts import WIDEST, width_bound

LONGEST = 20_000
"""Characters of one word: it is broken between any two, and each takes its time."""

_WORD = re.compile(r"[^\s\u00a0\u00ad]+")
_HYPHENATED = re.compile(r"[^\u2010\u2012-\u2014-]*[\u2010\u2012-\u2014-]+|[^\u2010\u2012-\u2014-]+")
_SLASH = re.compile(r"[^/]/[^\d/]")


class Room(NamedTuple):
    """The line that a text has to itself."""

    ems: float
    """How many ems, in the text's own size, it has room for."""
    width: float
    """Its width in points; 0 in a heading, whose words PDF/UA wants whatever the page."""


def words(value: str, room: Room) -> str:
    """The text as a string literal, what must break otherwise than Typst breaks it taken out."""
    return f'"{inside(value, room)}"'


def inside(value: str, room: Room) -> str:
    """The text as it stands inside a string literal, broken off where a word needs care."""
    if not _doubtful(value, room.ems):
        return escaped(value)
    pieces, end = [], 0
    for word in _WORD.finditer(value):
        kept = _kept(word[0], room)
        if kept:
            pieces += [escaped(value[end:word.start()]), kept]
            end = word.end()
    return "".join([*pieces, escaped(value[end:])])


def _doubtful(value: str, ems: float) -> bool:
    """Whether some word may need care: quick, since hardly any does."""
    return "/" in value or (len(value) * WIDEST > ems
                            and max(map(len, value.split()), default=0) * WIDEST > ems)


def _kept(word: str, room: Room) -> str:
    """The word where it needs care; else nothing."""
    if len(word) * WIDEST > room.ems and width_bound(word) > room.ems:
        # How wide it really is, only the page knows.
        call = f"brk({pt(room.width)}, {literal(word)})" if room.width else f"cut({literal(word)})"
        return f'" + {call} + "'
    if _SLASH.search(word) is None:
        return ""
    return "".join(f'" + box({literal(part)}) + "' for part in _HYPHENATED.findall(word))
