"""Marks around what looks otherwise than the rest of a paragraph, in the message for translators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.docx.tags import W
from pipeline.translation import syntax
from pipeline.translation.pieces import Piece


@dataclass(frozen=True, slots=True)
class Named:
    """A piece with its look, under the name it has in the message; words have none."""

    piece: Piece
    name: str = ""

    @property
    def is_control(self) -> bool:
        """Whether it is a condition, a loop or another statement."""
        return self.piece.kind == "tag" and syntax.is_control(self.name)


@dataclass(slots=True)
class Marks:
    """Writes a paragraph's message, and remembers what its marks mean.

    `looks` are the run properties of each mark, `links` the link elements of those that are links,
    `base` the properties of what has no mark.
    """

    base: bytes
    looks: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)

    def message(self, named: Sequence[Named]) -> str:
        """The message of all pieces."""
        written, start = "", 0
        while start < len(named):
            link = named[start].piece.link
            end = start + 1
            while end < len(named) and named[end].piece.link is link:
                end += 1
            group = named[start:end]
            if link is None:
                written += self._looking(group, self.base)
            else:
                mark = self._new("a")
                self.links[mark] = link
                base = base_of([each.piece for each in group])
                self.looks[mark] = base
                written += f"<{mark}>{self._looking(group, base)}</{mark}>"
            start = end
        return written

    def _looking(self, named: Sequence[Named], base: bytes) -> str:
        """Pieces of one link, or of none, with a mark around each stretch that looks otherwise."""
        written, start = "", 0
        while start < len(named):
            look = named[start].piece.look
            if look == base or named[start].piece.kind == "thing":
                written += _plain(named[start])
                start += 1
                continue
            end = start + 1
            while end < len(named) and (named[end].is_control or named[end].piece.look == look):
                end += 1
            while named[end - 1].piece.look != look:
                end -= 1
            written += self._stretch(named[start:end], look)
            start = end
        return written

    def _stretch(self, named: Sequence[Named], look: bytes) -> str:
        """One look: around all of it, else without statements at its ends, else piece by piece."""
        first = next((at for at, each in enumerate(named) if not each.is_control), len(named))
        last = next((at for at, each in reversed(list(enumerate(named))) if not each.is_control), -1)
        for start, end in ((0, len(named)), (first, last + 1)):
            if first <= last and _closed(named[start:end]):
                return (_words(named[:start]) + self._marked(named[start:end], look)
                        + _words(named[end:]))
        written, start = "", 0
        for at in range(len(named) + 1):
            if at == len(named) or named[at].is_control:
                if start < at:
                    written += self._marked(named[start:at], look)
                written += _words(named[at:at + 1])
                start = at + 1
        return written

    def _marked(self, named: Sequence[Named], look: bytes) -> str:
        mark = self._new(_letter(look))
        self.looks[mark] = look
        return f"<{mark}>{_words(named)}</{mark}>"

    def _new(self, letter: str) -> str:
        return f"{letter}{len(self.looks) + 1}"


def _letter(look: bytes) -> str:
    """What a mark is called: b bold, i italic, u underlined, s any other look."""
    properties = etree.fromstring(look)
    style = properties.find(f"{W}rStyle")
    name = style.get(f"{W}val", "") if style is not None else ""
    off = ("0", "false", "none")
    for letter, element, styles in (("b", "b", ("Strong",)), ("i", "i", ("Emphasis",)), ("u", "u", ())):
        found = properties.find(f"{W}{element}")
        if name in styles or (found is not None and found.get(f"{W}val", "1") not in off):
            return letter
    return "s"


def _closed(named: Sequence[Named]) -> bool:
    """Whether every block that begins or goes on in it also begins and ends in it."""
    depth = 0
    for each in named:
        if each.is_control:
            word = each.name.rstrip("0123456789")
            depth += 1 if word in syntax.OPENERS else -1 if word == "end" else 0
            if depth < 0 or (depth == 0 and word in ("elif", "else")):
                return False
    return depth == 0


def _words(named: Sequence[Named]) -> str:
    return "".join(map(_plain, named))


def _plain(each: Named) -> str:
    if each.piece.kind == "text":
        return syntax.escaped(each.piece.value)
    return f"<{each.name}/>" if each.piece.kind == "thing" else f"{{{each.name}}}"


def base_of(pieces: Sequence[Piece]) -> bytes:
    """How most of the paragraph looks: plain where any of it is."""
    letters: Counter[bytes] = Counter()
    for piece in pieces:
        if piece.kind != "thing":
            letters[piece.look] += len(piece.value.strip())
    return b"" if letters[b""] else letters.most_common(1)[0][0]
