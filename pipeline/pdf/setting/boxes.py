"""Paragraph borders and shading: neighbours that share them stand in one box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.pdf.emit import colour, pt
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.paragraph import Paragraph
from pipeline.pdf.word.formats import Format
from pipeline.pdf.word.strokes import stroke

if TYPE_CHECKING:
    from pipeline.pdf.setting.blocks import Block

BREAK = "pagebreak()"


def framed(
    context: Context, members: Sequence[Block], gap: float, inner: list[str],
) -> list[str]:
    """The paragraphs of one box, as statements: one for each page they are broken over."""
    first = next(block for block in members if isinstance(block, Paragraph))
    found: list[str] = []
    page: list[str] = []
    for code in inner:
        if code != BREAK:
            page.append(code)
            continue
        # A page break has a line of its own, which shows in a box.
        page = page or [f"gap({pt(first.format.mark.height())})"]
        found += [_framed(context, first, 0.0 if found else gap, page), BREAK]
        page = []
    return [*found, _framed(context, first, 0.0 if found else gap, page)] if page else found


def _framed(context: Context, first: Paragraph, gap: float, inner: list[str]) -> str:
    """What stands in one box, as one statement."""
    name = context.template.registry.name("f", frame_code(first.format))
    between = dict(first.format.borders).get("between")
    if between and len(inner) > 1:
        _, line = stroke(between)
        rule = f"block(width: 100%, above: 1pt, below: 1pt, line(length: 100%, stroke: {line}))"
        inner = [part for number, code in enumerate(inner)
                 for part in ([rule, code] if number else [code])]
    return f"{name}({pt(gap)}, {{{';'.join(inner)}}})"


def frame_code(format: Format) -> str:
    """The function that draws the box: (gap, body)."""
    strokes: list[str] = []
    inset: list[str] = []
    outset: list[str] = []
    for side, value in format.borders:
        width, line = stroke(value)
        if side == "between" or not line:
            continue
        strokes.append(f"{side}: {line}")
        space = float(value.split(" ")[2] or 0) + width / 2
        # Word hangs side borders outside the indent, and gives top and bottom ones room.
        (outset if side in ("left", "right") else inset).append(f"{side}: {pt(space)}")
    options = ["width: 100%"]
    if strokes:
        options.append(f"stroke: ({', '.join(strokes)})")
    if inset:
        options.append(f"inset: ({', '.join(inset)})")
    if outset:
        options.append(f"outset: ({', '.join(outset)})")
    if format.fill:
        options.append(f"fill: {colour(format.fill, 'FFFFFF')}")
    left, right = format.left + min(format.first, 0.0), format.right
    sticky = ", sticky: true" if format.keep_next else ""
    return (f"(g, b) => block(width: 100%, above: g{sticky}, pad(left: {pt(left)}, "
            f"right: {pt(right)}, block({', '.join(options)}, b)))")
