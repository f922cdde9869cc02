"""Frames: paragraphs, or a table, that Word sets at a place of their own, as one block."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.pdf.emit import pt
from pipeline.pdf.fonts import width_bound
from pipeline.pdf.setting import positions
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.paragraph import Paragraph
from pipeline.pdf.setting.placing import Placed
from pipeline.pdf.word.xml import VAL, W, attributes, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.rows import Row
    from pipeline.pdf.setting.tablestyle import TableFormat

LINE = 1.5
"""The thickest line that a row may have besides."""


def framed(context: Context, members: Sequence[Paragraph]) -> Placed | None:
    """Neighbouring paragraphs of one frame as one thing; None where it was refused."""
    from pipeline.pdf.setting import blocks

    form = dict(members[0].format.place)
    place = context.place_of(members[0].number, members[0].source)
    if form.get("dropCap", "none") != "none" or context.depth:
        context.refusals.add("pdf-ramme", place)
        return None
    align = form.get("xAlign", "")
    height = points(form.get("h"))
    exact = form.get("hRule") == "exact" and height > 0
    if not exact:
        height = max(height, sum(height_of(context, each) for each in members))
    wide = members[0].width
    spot = positions.of_frame(form, positions.FRAME, context.page, (wide, height))
    if isinstance(spot, str):
        context.refusals.add("pdf-placering", place, navn=spot)
        return None
    inner = "{" + ";".join(blocks.set_blocks(context, list(members), closed=True)) + "}"
    if not form.get("w") and align in ("right", "center"):
        inner = f"align({align}, {inner})"
    tall = f", height: {pt(height)}" if exact else ""
    return Placed(f"block(width: {pt(wide)}{tall}, {inner})", spot, place)


def height_of(context: Context, read: Paragraph) -> float:
    """How high a paragraph is at most; where its words decide, they have to be looked at."""
    lines = sum(len(chunk) for chunk in read.content.chunks)
    format, base = read.format, read.format.base
    # In half points.
    size = max([base.size, *(points(run.get(VAL)) * 10 for run in own(read, W + "sz"))])
    long = width_bound("".join(part.text or "" for part in own(read, W + "t")))
    if long:
        context.verbatim = False
        room = read.width - format.left - format.right - max(format.first, 0.0)
        lines += math.ceil(long * size / max(room, 1.0)) - 1
    return format.before + format.after + lines * base.height() * size / base.size


def own(read: Paragraph, *names: str) -> Iterator[Element]:
    """What of these names stands in a paragraph itself, and in no text box that it anchors."""
    for found in read.source.iter(*names):
        above = found.getparent()
        while above is not None and above is not read.source and above.tag != W + "txbxContent":
            above = above.getparent()
        if above is read.source:
            yield found


def floating(
    context: Context, element: Element, code: str, table: TableFormat, place: str,
) -> Placed | None:
    """A table with a `w:tblpPr` as one thing; None where it was refused."""
    form = attributes(element)
    if context.depth:
        context.refusals.add("pdf-tabel-flydende", place)
        return None
    size = (sum(table.columns), sum(_row_height(context, row) for row in table.rows))
    spot = positions.of_frame(form, positions.TABLE, context.page, size)
    if isinstance(spot, str):
        context.refusals.add("pdf-placering", place, navn=spot)
        return None
    return Placed(f"block(width: {pt(size[0])}, {code})", spot, place)


def _row_height(context: Context, row: Row) -> float:
    """How high a row is at most; a table in a cell is as high as any."""
    if row.rule == "exact":
        return row.height
    cells = [sum(height_of(context, block) if isinstance(block, Paragraph) else math.inf
                 for block in cell.blocks) + cell.margins[1] + cell.margins[3]
             for cell in row.cells]
    return max(row.height, *cells) + LINE
