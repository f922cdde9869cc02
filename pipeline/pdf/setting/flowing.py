"""How the text of a page makes way for what stands at a place of its own, as far as that is known.

A line that has room above such a thing stands there, the next one below it: so Word sets it. Of empty
lines and of words that fit on one line the height is known. Where words on several lines, or a table,
would have to be parted, the document is refused: nobody has looked yet where their lines break.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.pdf.emit import pt
from pipeline.pdf.setting.frames import height_of, own
from pipeline.pdf.setting.paragraph import Paragraph
from pipeline.pdf.setting.placing import FREE, Placed
from pipeline.pdf.word.xml import WP, W

if TYPE_CHECKING:
    from pipeline.pdf.setting.blocks import Block, Table
    from pipeline.pdf.setting.context import Context
    from pipeline.pdf.word.geometry import Geometry

NARROW = 72.0
"""Word sets no text in a strip beside something that is narrower than an inch."""
SLIGHT = 12.0
"""How far below its paragraph's top something may stand that is set above it: under a line."""
NEW_PAGE = "pagebreak(weak: true)"


def checked(context: Context, blocks: Iterable[Block], page: Geometry) -> list[Block]:
    """The blocks of a section, each with the room that placed things take; refuses what is beside."""
    from pipeline.pdf.setting.blocks import Spacing

    reader = _Page(context, page)
    spacing = Spacing(context)
    found: list[Block] = []
    for block in blocks:
        gap = spacing.before(block)
        found += reader.read(block, gap + getattr(block, "lead", 0.0))
    return found


class _Page:
    """How far the text of one page has come, and what it meets."""

    def __init__(self, context: Context, page: Geometry) -> None:
        self._context = context
        self._page = page
        self._begin()

    def _begin(self) -> None:
        self._y = self._page.top
        self._lines: list[float] = []
        """The lines so far, each with the space above it."""
        self._text = self._moved = False
        self._exact = True
        """Whether the heights of all lines so far are known."""
        self._things: list[Placed] = []

    def read(self, block: Block, gap: float) -> Iterator[Block]:
        """The block, and before it the room that it needs to clear what it meets."""
        if isinstance(block, Placed):
            yield self._place(block)
            return
        at = 0
        if isinstance(block, Paragraph):
            if block.format.page_break:
                self._begin()
            before = len(self._things)
            block.placed = [self._place(each) for each in block.placed]
            # Below what it anchors itself; else what it anchors goes with it.
            at = len(block.placed) if len(self._things) > before else 0
        parted = isinstance(block, Paragraph) and len(block.content.chunks) > 1
        empty = isinstance(block, Paragraph) and block.empty
        room = "" if parted and empty else self._pass(block, gap)
        if room and isinstance(block, Paragraph):
            block.placed.insert(at, Placed.gap(room))
        elif room:
            yield Placed.gap(room)
        if parted:
            self._begin()
            self._text = not empty
            self._y = math.inf if self._text else self._y
        yield block

    def _pass(self, block: Paragraph | Table, gap: float) -> str:
        """Go on to below a block; what makes the room above it, as code."""
        empty, first = _first(block)
        room, top = self._room(block, gap + first)
        ahead = [each for each in self._things if self._reaches(each, top + gap)]
        height, exact = first, True
        if not empty:
            height, exact = self._height(block) if ahead else (math.inf, False)
        for thing in ahead:
            if top + gap + height > thing.spot.y + 1 and (not empty or self._is_apart(thing)):
                self._refuse(thing)
        self._y = top + gap + height
        self._lines.append(gap + height)
        self._text = self._text or not empty
        self._exact = self._exact and exact
        return room

    def _height(self, block: Paragraph | Table) -> tuple[float, bool]:
        """How high a block with words is at most, and whether it is just so high."""
        if not isinstance(block, Paragraph) or block.content.tabbed:
            return math.inf, False
        if any(True for _ in own(block, WP + "inline", W + "object", W + "pict")):
            return math.inf, False
        format = block.format
        most = height_of(self._context, block) - format.before - format.after
        if most <= format.base.height() + 0.01:
            return most, True
        # Words may leave nearly half of their lines empty.
        return 2 * most, False

    def _room(self, block: Paragraph | Table, line: float) -> tuple[str, float]:
        """What leads to where a line of this height may stand, as code, and its top."""
        if not self._things or math.isinf(self._y):
            return "", self._y
        top = self._top(line)
        if top <= self._y + 0.01:
            return "", self._y
        if not self._exact or (isinstance(block, Paragraph) and block.format.frame):
            for thing in self._things:
                self._refuse(thing)
            return "", top
        if top + line > self._page.height - self._page.bottom + 1:
            self._begin()
            return NEW_PAGE, self._y
        moved, self._moved = self._moved, True
        passed = self._y - self._page.top
        return (f"gap({pt(top - self._y)})" if moved else
                f"gap(calc.max(0pt, {pt(top - passed)} - text-top))"), top

    def _top(self, line: float) -> float:
        """The top of a line that goes on below those before it."""
        y = self._page.top
        for height in (*self._lines, line):
            y = self._clear(y, height) + height
        return y - line

    def _clear(self, y: float, height: float) -> float:
        """Where something of this height may stand, at `y` or below."""
        for thing in sorted(self._things, key=lambda each: each.spot.y):
            if self._is_apart(thing) and y + height > thing.spot.y + 1 and self._reaches(thing, y):
                y = _bottom(thing)
        return y

    def _place(self, placed: Placed) -> Placed:
        spot, page = placed.spot, self._page
        bottom = _bottom(placed)
        beside = spot.x < page.room - 1 and spot.x + spot.width > 1
        if spot.wrap in FREE or not beside:
            if spot.wrap == "behind" and beside and self._text and (
                    spot.y < 0 if not spot.on_page else bottom > page.top + 1):
                # What is drawn now hides what was drawn before.
                self._context.refusals.add("pdf-bag-tekst", placed.place)
            return placed
        if not spot.on_page:
            if self._is_apart(placed) and 0 <= spot.y <= SLIGHT:
                for thing in self._things:
                    if self._reaches(thing, self._y):
                        self._refuse(thing)
                self._text, self._exact, self._y = True, False, math.inf
                return replace(placed, flows=True)
            self._refuse(placed)
        elif bottom > page.top + 1 and spot.y < page.height - page.bottom - 1:
            if self._text and self._y > spot.y + 1:
                self._refuse(placed)
            else:
                self._things.append(placed)
        return placed

    def _is_apart(self, placed: Placed) -> bool:
        """Whether no text stands beside it."""
        spot = placed.spot
        strip = max(spot.x, self._page.room - spot.x - spot.width)
        return spot.wrap == "apart" or strip < NARROW

    def _reaches(self, placed: Placed, y: float) -> bool:
        """Whether it reaches below this height; text keeps its distance only from what is apart."""
        spot = placed.spot
        return (_bottom(placed) if self._is_apart(placed) else spot.y + spot.height - 1) > y + 0.01

    def _refuse(self, placed: Placed) -> None:
        self._context.refusals.add("pdf-ombrydning", placed.place)


def _first(block: Paragraph | Table) -> tuple[bool, float]:
    """Whether a block is a line without words, and how high its first line is."""
    if not isinstance(block, Paragraph):
        return False, SLIGHT
    look = block.format.mark if block.empty else block.format.base
    return block.empty, look.height()


def _bottom(placed: Placed) -> float:
    return placed.spot.y + placed.spot.height + placed.spot.below
