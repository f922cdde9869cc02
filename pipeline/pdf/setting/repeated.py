"""Tables that come again: the same but for their words, in one letter or the next, read once.

Only while a shape is walked, where a mark stands for each of the words: letters differ in how many
tables and rows they have more than in what those look like.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.setting import blocks, table
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.placing import Placed
from pipeline.pdf.setting.shape import MARK
from pipeline.pdf.word.formats import Surroundings
from pipeline.pdf.word.refusal import Refusals
from pipeline.pdf.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.errors import Problem
    from pipeline.pdf.setting.breaks import Room
    from pipeline.pdf.setting.rowheads import Heads

_NAMES = (
    "tbl tblPr tblStyle tblW tblLook tblLayout tblInd tblCellMar tblBorders tblGrid gridCol jc "
    "tr trPr trHeight tblHeader cantSplit cnfStyle tc tcPr tcW gridSpan vMerge tcBorders tcMar "
    "vAlign shd noWrap hideMark top left bottom right start end insideH insideV p pPr pStyle "
    "spacing ind keepNext keepLines widowControl contextualSpacing r rPr rStyle rFonts b bCs i iCs "
    "u caps strike color sz szCs lang noProof t br tab proofErr")
_PLAIN = frozenset(W + name for name in _NAMES.split())
"""What says nothing of the document around it, nor asks what came before."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """A table as code without its words, and what setting it left behind."""

    pieces: tuple[str, ...]
    sticky: bool
    rooms: tuple[Room, ...]
    heads: tuple[Heads, ...]
    warnings: tuple[Problem, ...]
    paragraphs: int
    headings: int
    heading: int

    def set(self, context: Context, marks: list[str]) -> blocks.Table:
        """The table with these marks, and what it leaves behind."""
        context.tables += 1
        context.number += self.paragraphs
        context.headings += self.headings
        context.heading = self.heading
        context.rooms += self.rooms
        context.heads += self.heads
        context.warnings.update(dict.fromkeys(self.warnings))
        code = "".join(part for pair in zip(self.pieces, [*marks, ""], strict=True) for part in pair)
        return blocks.Table(code, self.sticky)


UNFIT = Repeated((), False, (), (), (), 0, 0, 0)
"""A table that has to be read each time."""


def set_table(
    context: Context, element: Element, around: Surroundings, width: float,
) -> blocks.Table | Placed:
    """One `w:tbl` as code; one of the same shape is not read again."""
    if not context.marked or context.depth or context.fields:
        return table.set_table(context, element, around, width)
    from lxml import etree

    text = etree.tostring(element, encoding="unicode", with_tail=False)
    shape = hashlib.sha256(MARK.sub("\0", text).encode()).digest()
    key = (shape, around, width, context.heading)
    marks = MARK.findall(text)
    found = context.template.tables.get(key)
    if found is None:
        found = _repeated(context, element, around, width, marks)
        context.template.tables.put(key, found)
    if found is UNFIT:
        return table.set_table(context, element, around, width)
    return found.set(context, marks)


def _repeated(
    context: Context, element: Element, around: Surroundings, width: float, marks: list[str],
) -> Repeated:
    """The table read by itself; UNFIT where it is more, or other, than its words in their forms."""
    if not {child.tag for child in element.iter()} <= _PLAIN:
        return UNFIT
    alone = Context(context.docx, context.template, Refusals(), context.store, context.part,
                    page=context.page, heading=context.heading)
    made = table.set_table(alone, element, around, width)
    if (isinstance(made, Placed) or len(alone.refusals) or alone.counters.begun
            or not alone.verbatim or MARK.findall(made.code) != marks):
        return UNFIT
    return Repeated(tuple(MARK.split(made.code)), made.sticky, tuple(alone.rooms),
                    tuple(alone.heads), tuple(alone.warnings), alone.number, alone.headings,
                    alone.heading)
