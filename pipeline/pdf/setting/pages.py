"""What a page has besides text and running heads: how it is numbered, and a border around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.emit import pt
from pipeline.pdf.word import properties
from pipeline.pdf.word.geometry import Geometry
from pipeline.pdf.word.numbering import MOST
from pipeline.pdf.word.strokes import KINDS, stroke
from pipeline.pdf.word.xml import W, local, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.context import Context

_FORMATS = {"decimal": "1", "lowerRoman": "i", "upperRoman": "I", "lowerLetter": "a",
            "upperLetter": "A"}

NUMBERS = """#let number-at(place) = {
  let figures = place.page-numbering()
  numbering(if figures == none { "1" } else { figures }, value-at(place))
}
#let page-number() = context number-at(here())
#let page-of(label, stored) = context {
  let found = query(label)
  if found.len() == 0 { stored } else { number-at(found.first().location()) }
}
#let page-count() = context str(query(<last>).first().location().page())
"""
"""Page numbers in a document where some section counts in its own way."""
LAST = "#metadata(none)<last>\n"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a section's pages are numbered: from where, if it starts over, and in which figures."""

    start: int | None = None
    figures: str = "1"

    @property
    def plain(self) -> bool:
        """Whether it goes on in ordinary figures."""
        return self.start is None and self.figures == "1"

    def marks(self) -> list[str]:
        """What tells the pages from here on that they are counted anew, as code."""
        return [] if self.start is None else [f"[#metadata({self.start})<from>]"]


PLAIN = Numbers()


def numbers(context: Context, element: Element) -> Numbers:
    """A `w:pgNumType`."""
    start, figures = element.get(W + "start"), _FORMATS.get(element.get(W + "fmt") or "decimal")
    if figures is None or element.get(W + "chapStyle") is not None:
        context.refuse("pdf-sidetal")
        return PLAIN
    first = None if start is None else int(start)
    if first is not None and not 0 <= first <= MOST:
        raise ValueError("beyond any page")
    return Numbers(first, figures)


def grid(context: Context, element: Element) -> float:
    """How far apart a `w:docGrid` holds lines, in points; 0 where it does not."""
    if element.get(W + "type") in (None, "default"):
        return 0.0
    if element.get(W + "type") != "lines" and element.get(W + "charSpace", "0") != "0":
        context.refuse("pdf-sektion", navn="docGrid")
    return max(points(element.get(W + "linePitch")), 0.0)


def border(context: Context, element: Element, page: Geometry) -> str:
    """A `w:pgBorders` as code, "" where it draws nothing."""
    edges = {}
    for side in element:
        value = properties.border(side)
        kind = value.split(" ")[0]
        if kind in ("none", "nil"):
            continue
        if kind not in KINDS:
            context.refuse("pdf-kant", navn=kind)
            return ""
        edges[local(side)] = value
    if not edges:
        return ""
    if element.get(W + "offsetFrom") != "page" or element.get(
            W + "display") not in (None, "allPages"):
        context.refuse("pdf-sidekant")
        return ""
    # Word measures from the page's edge to the line's outer side; Typst draws along its middle.
    room = {side: float(value.split(" ")[2] or 0) + stroke(value)[0] / 2
            for side, value in edges.items()}
    left, top = room.get("left", 0.0), room.get("top", 0.0)
    width = page.width - left - room.get("right", 0.0)
    height = page.height - top - room.get("bottom", 0.0)
    lines = ", ".join(f"{side}: {stroke(value)[1]}" for side, value in edges.items())
    return (f"place(top + left, dx: {pt(left)}, dy: {pt(top)}, rect(width: {pt(width)}, "
            f"height: {pt(height)}, stroke: ({lines})))")
