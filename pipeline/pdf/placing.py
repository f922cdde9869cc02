"""What stands at a place of its own on the page: pictures, text boxes, frames, floating tables.

The text of the page is set as if they were not there. That is right where no text stands beside
them; where some would have to flow around one, the document is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.pdf.emit import pt

if TYPE_CHECKING:
    from pipeline.pdf.blocks import Block
    from pipeline.pdf.context import Context
    from pipeline.pdf.geometry import Geometry

FREE = ("none", "behind")
"""What no text has to give way to."""
NARROW = 72.0
"""Word sets no text in a strip beside something that is narrower than an inch."""
SLIGHT = 12.0
"""How far below its paragraph's top something may stand that is set above it: under a line."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: from the left of the text, and from the page's top or its paragraph."""

    x: float
    y: float
    on_page: bool
    """Whether `y` is measured from the page's top."""
    width: float
    height: float
    wrap: str
    """"none": in front of the text, "behind" it; text "around": beside; "apart": above and below."""
    below: float = 0.0
    """How far the text below keeps away."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Something at a place of its own, as code; `place` tells a person which."""

    code: str
    spot: Spot
    place: str
    room: str = ""
    """What keeps text from it, as code; it is none's as long as nobody has looked."""
    flows: bool = False
    """Whether it stands where the text has come to, with nothing beside it."""

    def statements(self, gap: float) -> list[str]:
        """The thing and the space above it."""
        spot = self.spot
        if self.flows:
            body = f"pad(left: {pt(spot.x)}, {self.code})" if spot.x else self.code
            block = f"block(width: 100%, above: {pt(gap + spot.y)}, {body})"
            return [block, f"gap({pt(spot.below)})"] if spot.below else [block]
        name = "spot" if spot.on_page else "spot-here"
        room = [self.room] if self.room else []
        return [f"{name}({pt(gap)}, {pt(spot.x)}, {pt(spot.y)}, {self.code})", *room]


def checked(context: Context, blocks: Iterable[Block], page: Geometry) -> list[Block]:
    """The blocks of a section, each placed thing with the room it needs; refuses what is beside."""
    from pipeline.pdf.blocks import Spacing

    reader = _Page(context, page)
    spacing = Spacing(context)
    found: list[Block] = []
    for block in blocks:
        gap = spacing.before(block)
        found.append(reader.read(block, gap + getattr(block, "lead", 0.0)))
    return found


class _Page:
    """How far the text of one page has come, as long as there is none: only empty lines."""

    def __init__(self, context: Context, page: Geometry) -> None:
        self._context = context
        self._page = page
        self._begin()

    def _begin(self) -> None:
        self._y = self._kept = self._page.top
        self._text = False
        self._waiting: list[Placed] = []

    def read(self, block: Block, gap: float) -> Block:
        from pipeline.pdf.paragraph import Paragraph

        if isinstance(block, Placed):
            return self._place(block)
        if isinstance(block, Paragraph):
            if block.format.page_break:
                self._begin()
            block.placed = [self._place(each) for each in block.placed]
        self._y += gap
        if not isinstance(block, Paragraph) or not block.empty:
            self._say()
        elif len(block.content.chunks) > 1:
            self._begin()
        else:
            self._y += block.format.mark.height()
        if isinstance(block, Paragraph) and len(block.content.chunks) > 1:
            self._begin()
            self._text = not block.empty
        return block

    def _say(self) -> None:
        """Here text begins: nothing may reach down to it."""
        for placed in self._waiting:
            if placed.spot.y + placed.spot.height > self._y + 1:
                self._refuse(placed)
        self._waiting = []
        self._text = True

    def _place(self, placed: Placed) -> Placed:
        spot, page = placed.spot, self._page
        bottom = spot.y + spot.height + spot.below
        beside = spot.x < page.room - 1 and spot.x + spot.width > 1
        if spot.wrap in FREE or not beside:
            if spot.wrap == "behind" and beside and self._text and (
                    spot.y < 0 if not spot.on_page else bottom > page.top + 1):
                # What is drawn now hides what was drawn before.
                self._context.refusals.add("pdf-bag-tekst", placed.place)
            return placed
        strip = max(spot.x, page.room - spot.x - spot.width)
        apart = spot.wrap == "apart" or strip < NARROW
        if not spot.on_page:
            if apart and 0 <= spot.y <= SLIGHT:
                self._say()
                return replace(placed, flows=True)
            self._refuse(placed)
        elif bottom > page.top + 1 and spot.y < page.height - page.bottom - 1:
            if self._text:
                self._refuse(placed)
            elif not apart:
                self._waiting.append(placed)
            elif bottom > self._kept:
                room = (f"gap({pt(bottom - self._kept)})" if self._kept > page.top else
                        f"gap(calc.max(0pt, {pt(bottom)} - text-top))")
                self._y += bottom - self._kept
                self._kept = bottom
                return replace(placed, room=room)
        return placed

    def _refuse(self, placed: Placed) -> None:
        self._context.refusals.add("pdf-ombrydning", placed.place)


def refuse_beside(context: Context, blocks: Iterable[Block], page: Geometry) -> None:
    """Refuse, in a header or footer, what its text or the page's would have to flow around."""
    from pipeline.pdf.paragraph import Paragraph

    things: list[Placed] = []
    speaks = False
    for block in blocks:
        if isinstance(block, Placed):
            things.append(block)
            continue
        things += block.placed if isinstance(block, Paragraph) else []
        speaks = speaks or not isinstance(block, Paragraph) or not block.empty
    for placed in things:
        spot = placed.spot
        beside = spot.x < page.room - 1 and spot.x + spot.width > 1
        inside = spot.on_page and (spot.y + spot.height > page.top + 1
                                   and spot.y < page.height - page.bottom - 1)
        if spot.wrap not in FREE and beside and (speaks or inside):
            context.refusals.add("pdf-ombrydning", placed.place)
