"""A paragraph's content between reading and setting: pieces of code by page, line and tab."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.placing import Placed

_CASES = re.compile(r"[A-ZÆØÅÉÜÖÄ]+|[^A-ZÆØÅÉÜÖÄ]+")

Line = list[list[str]]
"""The pieces of one line, cut at its tabs."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A tab to the left, the middle or the right of the text, or of the paragraph."""

    side: str
    leader: str
    whole: bool
    """Whether it counts from the margins, not from the paragraph's indents."""


@dataclass(slots=True)
class Content:
    """A paragraph's content: chunks between page breaks, lines between line breaks."""

    chunks: list[list[Line]] = field(default_factory=lambda: [[[[]]]])
    visible: bool = False
    words: bool = False
    """Whether there is any text, not only pictures: a heading needs some."""

    placed: list[Placed] = field(default_factory=list)
    """What it anchors at a place of its own."""

    aligned: list[tuple[Line, Aligned]] = field(default_factory=list)
    """The tabs that have a place of their own, each with its line."""

    @property
    def tabbed(self) -> bool:
        """Whether any line has a tab."""
        return any(len(line) > 1 for chunk in self.chunks for line in chunk)


def words(element: Element) -> str:
    """The text of a `w:t`, its outer spaces only where the file says they count."""
    text = element.text or ""
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def cases(text: str) -> list[tuple[str, bool]]:
    """The text cut where small letters and others meet; True for the small ones."""
    pieces = [match[0] for match in _CASES.finditer(text)]
    return [(piece, piece != piece.upper()) for piece in pieces]
