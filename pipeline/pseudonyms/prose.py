"""Texts that say nothing: paragraph for paragraph, item for item, and as long."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from pipeline.formats import INVISIBLE
from pipeline.pseudonyms.drawn import Forbidden, Key
from pipeline.pseudonyms.material import WORDS

_ITEM = re.compile(r"[ \t]*(?:[-*]|[1-9][0-9]?\.)[ \t]+")
"""What a line begins with that is an item of a list."""
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
    """A text of the same shape and length, no word of it as long as it was; the same gives the same.

    A character that must not be in a case is in the stand-in too: what was wrong stays wrong.
    """
    shape = text if re.search(r"\w", text) else "xyz"
    unseen = INVISIBLE.search(text)
    made = forbidden.first(lambda attempt: _Writer(shape, key, attempt).written())
    return made + unseen[0] if unseen else made


class _Writer:
    """One text."""

    def __init__(self, text: str, key: Key, attempt: int) -> None:
        self._text, self._key, self._attempt = text, key, attempt
        self._count = 0
        self._first = True
        self._lengths = iter(self._unlike([
            len(word) for line in text.split("\n") for token in re.split(r"\s+", _split(line)[1])
            if (word := _parts(token)[1])]))

    def _unlike(self, lengths: list[int]) -> list[int]:
        """Each second word lends or borrows a letter, so that the words are not to be known again."""
        for place in range(0, len(lengths) - 1, 2):
            giver = place + self._key.number(f"giver{place}", self._text, 2)
            if lengths[giver] > 1:
                lengths[giver] -= 1
                lengths[2 * place + 1 - giver] += 1
        return lengths

    def written(self) -> str:
        """The text line by line."""
        return "\n".join(self._line(line) for line in self._text.split("\n"))

    def _line(self, line: str) -> str:
        begun, rest = _split(line)
        self._first = True
        return begun + "".join(part if not part or part.isspace() else self._word(part)
                               for part in re.split(r"(\s+)", rest))

    def _word(self, token: str) -> str:
        before, word, after = _parts(token)
        if not word:
            return token
        made = "".join(map(self._letters, _sizes(next(self._lengths))))
        if self._first:
            made = made[0].upper() + made[1:]
        self._first = bool(re.search(r"[.!?]", after))
        return f"{before}{made}{after}"

    def _letters(self, length: int) -> str:
        self._count += 1
        return self._key.one_of(_WORDS[length], f"ord{self._count}", self._text, self._attempt)


def _split(line: str) -> tuple[str, str]:
    """A line's mark, if it is an item, and the rest of it."""
    found = _ITEM.match(line)
    return (found[0], line[found.end():]) if found else ("", line)


def _parts(token: str) -> tuple[str, str, str]:
    """A word between the marks of its sentence."""
    found = _WORD.fullmatch(token)
    return (found[1], found[2], found[3]) if found else ("", token, "")


def _sizes(length: int) -> list[int]:
    """Lengths that there are words of, as long together."""
    sizes = []
    while length:
        sizes.append(next(size for size in range(min(length, _LONGEST), 0, -1) if size in _WORDS))
        length -= sizes[-1]
    return sizes
