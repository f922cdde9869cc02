"""A few of a document's own words around a place: for a screen, never for a log."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pipeline.pdf.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BESIDE, INSIDE, FIRST = 4, 6, 8
"""How many words are told before and after a place, of it, and of a paragraph as a whole."""
LONGEST = 30
"""Characters of one word."""


def quoted(paragraph: Element, at: Element | None = None) -> str:
    """The words around one element of a paragraph, its own in brackets; or the paragraph's first."""
    # Held on to: an element is known by its identity only as long as somebody does.
    own = [] if at is None else list(at.iter())
    every = list(paragraph.iter())
    if not any(part is at for part in every):
        whole = excerpt("", _text(paragraph), "", whole=True)
        return whole or _preceding(paragraph)
    mine = set(map(id, own))
    pieces: tuple[list[str], list[str], list[str]] = ([], [], [])
    reached = False
    for part in every:
        reached = reached or part is at
        pieces[1 if id(part) in mine else 2 if reached else 0].append(_words(part))
    before, inside, after = map("".join, pieces)
    if not f"{before}{inside}{after}".strip():
        return _preceding(paragraph)
    return excerpt(before, inside, after)


def excerpt(before: str, inside: str, after: str, *, whole: bool = False) -> str:
    """A few words of each, the ones in the middle in brackets, or the first of a `whole` text."""
    if whole:
        words = _plain(inside)
        return " ".join(words[:FIRST]) + (" …" if len(words) > FIRST else "")
    left, own, right = map(_plain, (before, inside, after))
    middle = " ".join(own[:INSIDE]) + (" …" if len(own) > INSIDE else "") or "…"
    glue_left = "" if before and not before[-1].isspace() else " "
    glue_right = "" if after and not after[0].isspace() else " "
    start = ("… " if len(left) > BESIDE else "") + " ".join(left[-BESIDE:])
    end = " ".join(right[:BESIDE]) + (" …" if len(right) > BESIDE else "")
    return f"{start}{glue_left if start else ''}[{middle}]{glue_right if end else ''}{end}"


def _preceding(paragraph: Element) -> str:
    """For a paragraph without words: the last ones before it."""
    for level in (paragraph, *paragraph.iterancestors()):
        for earlier in level.itersiblings(preceding=True):
            if words := _text(earlier).strip():
                return excerpt(words + " ", "", "")
    return ""


def _text(element: Element) -> str:
    return "".join(map(_words, element.iter()))


def _words(part: Element) -> str:
    if part.tag in _TEXT:
        return part.text or ""
    return " " if part.tag in _SPACE else ""


def _plain(words: str) -> list[str]:
    """The words as a screen may show them: no mark that turns text round or drives a terminal."""
    shown = "".join(
        char if char.isprintable() or char.isspace() else
        "" if unicodedata.category(char) == "Cf" else "\ufffd" for char in words)
    return [word if len(word) <= LONGEST else word[:LONGEST] + "…" for word in shown.split()]


_TEXT = (W + "t", W + "delText")
_SPACE = (W + "tab", W + "br", W + "cr", W + "p")
