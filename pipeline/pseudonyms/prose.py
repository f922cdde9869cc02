"""Texts that say nothing: paragraph for paragraph, item for item, word for word as long."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from pipeline.pseudonyms.drawn import Forbidden, Key
from pipeline.pseudonyms.material import WORDS

_MARK = re.compile(r"([ \t]*)([-*]|[1-9][0-9]{0,3}\.)?([ \t]*)")
"""What a line begins with: an item's mark."""
_WORD = re.compile(r"""([("'»*_]*)(.*?)([)"'«*_.,:;!?]*)""", re.DOTALL)
"""A word between the marks of its sentence; emphasis is one of them."""
_LONGEST = max(map(len, WORDS))


def _by_length() -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for word in WORDS:
        found[len(word)].append(word)
    return {length: tuple(words) for length, words in found.items()}


_WORDS = _by_length()


def neutral(text: str, key: Key, forbidden: Forbidden) -> str:
    """A text of the same shape and the same length; the same text gives the same."""
    return forbidden.first(lambda attempt: _Writer(text, key, attempt).written())


class _Writer:
    """One text."""

    def __init__(self, text: str, key: Key, attempt: int) -> None:
        self._text, self._key, self._attempt = text, key, attempt
        self._count = 0
        self._first = True

    def written(self) -> str:
        """The text line by line."""
        return "\n".join(self._line(line) for line in self._text.split("\n"))

    def _line(self, line: str) -> str:
        mark = _MARK.match(line)
        begun = mark[0] if mark and mark[2] and mark[3] else ""
        self._first = True
        parts = re.split(r"(\s+)", line[len(begun):])
        return begun + "".join(part if not part or part.isspace() else self._word(part)
                               for part in parts)

    def _word(self, token: str) -> str:
        found = _WORD.fullmatch(token)
        before, word, after = found.groups() if found else ("", token, "")
        if not word:
            return token
        made = "".join(self._letters(len(piece)) for piece in _pieces(len(word), word))
        if self._first:
            made = made[0].upper() + made[1:]
        self._first = bool(re.search(r"[.!?]", after))
        return f"{before}{made}{after}"

    def _letters(self, length: int) -> str:
        self._count += 1
        return self._key.one_of(_WORDS[length], f"ord{self._count}", self._text, self._attempt)


def _pieces(length: int, word: str) -> list[str]:
    """A word cut into pieces that there are words as long as."""
    pieces = []
    while length:
        piece = next(size for size in range(min(length, _LONGEST), 0, -1) if size in _WORDS)
        pieces.append(word[:piece])
        length -= piece
    return pieces
