"""Arabic and Hebrew in the last check: a PDF's reader gives all letters, but in its own order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

Normal = Callable[[str], str]

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_SIGNS = "\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u061b-\u061f\u066a-\u066d\u06d4"
_LETTER = re.compile(f"[{_LETTERS}]")
_SAID = re.compile(f"(?![{_SIGNS}])[{_LETTERS}]")


def found(texts: Iterable[str]) -> bool:
    """Whether any of the text runs from right to left."""
    return _LETTER.search("".join(texts)) is not None


def without(normal: Normal, marks: str) -> Normal:
    """The same normal form for what is left of a text when words that run leftward are taken out.

    Signs go with them, for a reader may move those beside a word, and mirror them; not `marks`.
    """
    dropped = re.compile(f"(?!{marks})(?:[^\\w]|[{_LETTERS}])")
    return lambda value: dropped.sub("", normal(value))


def letters(texts: Iterable[str]) -> Counter[str]:
    """The letters of words that run leftward, each with how often it stands there.

    Not the words: a reader may see a gap in one.
    """
    return Counter(_SAID.findall(unicodedata.normalize("NFC", "".join(texts))))
