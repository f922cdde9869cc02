"""What stands at a place of its own on the page: pictures, text boxes, frames, floating tables.

The text of the page is set as if they were not there, but for what `flowing` finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.emit import pt

if TYPE_CHECKING:
    from pipeline.pdf.setting.blocks import Block
    from pipeline.pdf.setting.context import Context
    from pipeline.pdf.word.geometry import Geometry

FREE = ("none", "behind")
"""What no text has to give way to."""


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
    share: float = 0.0
    """How much of its height, which is this at most, stands above what it is lined up with."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Something at a place of its own, as code; `place` tells a person which."""

    code: str
    spot: Spot
    place: str
    flows: bool = False
    """Whether it stands where the text has come to, with nothing beside it."""

    def statements(self, gap: float) -> list[str]:
        """The thing and the space above it."""
        spot = self.spot
        if not self.place:
            return [self.code, f"gap({pt(gap)})"] if gap else [self.code]
        if self.flows:
            body = f"pad(left: {pt(spot.x)}, {self.code})" if spot.x else self.code
            block = f"block(width: 100%, above: {pt(gap + spot.y)}, {body})"
            return [block, f"gap({pt(spot.below)})"] if spot.below else [block]
        if spot.share:
            low = spot.y + spot.share * spot.height
            return [f"spot-above({pt(gap)}, {pt(spot.x)}, {pt(low)}, {spot.share}, {self.code})"]
        name = "spot" if spot.on_page else "spot-here"
        return [f"{name}({pt(gap)}, {pt(spot.x)}, {pt(spot.y)}, {self.code})"]

    @classmethod
    def gap(cls, code: str) -> Placed:
        """What stands nowhere itself, and only leads the text on to where it has room."""
        return cls(code, Spot(0.0, 0.0, False, 0.0, 0.0, "none"), "")


def refuse_beside(context: Context, blocks: Iterable[Block], page: Geometry) -> None:
    """Refuse, in a header or footer, what its text or the page's would have to flow around."""
    from pipeline.pdf.setting.paragraph import Paragraph

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
