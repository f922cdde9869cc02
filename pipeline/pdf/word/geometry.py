"""The page: its size and its margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.word.xml import W, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


LEAST, MOST = 72.0, 1_584.0
"""How small and how large a page, or what stands on it, may be, in points."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page: its size and margins in points."""

    width: float = 612.0
    height: float = 792.0
    left: float = 90.0
    right: float = 90.0
    top: float = 72.0
    bottom: float = 72.0
    header: float = 36.0
    footer: float = 36.0

    @property
    def usable(self) -> bool:
        """Whether it is of a size that Word lets a page have, with room for text."""
        high = self.height - self.top - self.bottom
        return all(LEAST <= side <= MOST for side in (self.width, self.height)) and (
            self.room >= LEAST / 2 and high >= LEAST / 2)

    @property
    def room(self) -> float:
        """The width text is set in."""
        return self.width - self.left - self.right


PLAIN = Geometry()
"""What Word takes where a document does not say."""


def geometry(element: Element, gutter_at_top: bool = False) -> Geometry:
    """The page of a `w:sectPr`; its gutter moves the header too where it is at the top."""
    size, margin = element.find(W + "pgSz"), element.find(W + "pgMar")
    usual = PLAIN
    values = {"width": usual.width, "height": usual.height}
    if size is not None:
        values = {"width": points(size.get(W + "w"), usual.width),
                  "height": points(size.get(W + "h"), usual.height)}
    if margin is None:
        return Geometry(**values)
    sides = {side: points(margin.get(W + side), getattr(usual, side))
             for side in ("left", "right", "top", "bottom", "header", "footer")}
    # A negative margin tells Word to let the header overlap the text; its size is what counts.
    sides["top"], sides["bottom"] = abs(sides["top"]), abs(sides["bottom"])
    for side in ("top", "header") if gutter_at_top else ("left",):
        sides[side] += points(margin.get(W + "gutter"))
    return Geometry(**values, **sides)
