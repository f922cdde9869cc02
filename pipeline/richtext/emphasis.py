"""Bold and italics inside a paragraph: which stars and underscores are marks, and which are text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

BOLD = "**"


class Span(NamedTuple):
    """Characters of one look; line breaks are among them."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Mark:
    """A star, two stars or an underscore that may begin or end something."""

    written: str
    opens: bool
    closes: bool
    real: bool = False
    """Whether it has a partner, and so is no text."""


_ESCAPED = re.compile(r"\\([*_])|([*_])\2*")
_MARKS = {"*": ("*",), "**": ("**",), "***": ("**", "*"), "_": ("_",)}


def spans_of(text: str) -> tuple[Span, ...]:
    """A paragraph's text as spans, its marks taken out. Time grows with the length alone."""
    pieces: list[str | _Mark] = []
    done = 0
    for found in _ESCAPED.finditer(text):
        pieces.append(text[done:found.start()])
        done = found.end()
        marks = _MARKS.get(found[0], ())
        before = text[max(found.start() - 1, 0):found.start()]
        if found[1]:
            pieces.append(found[1])
        elif marks:
            pieces += _marks(marks, before, text[done:done + 1])
        else:
            pieces.append(found[0])
    pieces.append(text[done:])
    _pair([piece for piece in pieces if isinstance(piece, _Mark)])
    return tuple(_joined(pieces))


def _marks(marks: tuple[str, ...], before: str, after: str) -> list[_Mark]:
    """Marks between two characters ("" at an end): what they can do is decided by these."""
    left = not _blank(after) and (not _sign(after) or _blank(before) or _sign(before))
    right = not _blank(before) and (not _sign(before) or _blank(after) or _sign(after))
    inside = before.isalnum() and after.isalnum()
    # A word's middle can be bold; a star there is more often a sum or a gender star.
    return [_Mark(mark, left and (mark == BOLD or not inside), right and (mark == BOLD or not inside))
            for mark in marks]


def _blank(char: str) -> bool:
    return not char or char.isspace()


def _sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _pair(marks: list[_Mark]) -> None:
    """Let each mark that can end something end what the nearest of its kind began."""
    begun: dict[str, _Mark] = {}
    for mark in marks:
        other = begun.get(mark.written)
        if mark.closes and other is not None:
            other.real = mark.real = True
            del begun[mark.written]
        elif mark.opens:
            begun[mark.written] = mark


def _joined(pieces: list[str | _Mark]) -> list[Span]:
    """Spans of the pieces, neighbours of one look put together."""
    spans: list[tuple[bool, bool, list[str]]] = []
    on = {"**": False, "*": False, "_": False}
    for piece in pieces:
        if isinstance(piece, _Mark) and piece.real:
            on[piece.written] = not on[piece.written]
            continue
        words = piece.written if isinstance(piece, _Mark) else piece
        look = (on["**"], on["*"] or on["_"])
        if words and spans and spans[-1][:2] == look:
            spans[-1][2].append(words)
        elif words:
            spans.append((*look, [words]))
    return [Span("".join(words), bold, italic) for bold, italic, words in spans]
