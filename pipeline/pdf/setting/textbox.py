"""Text boxes: a rectangle with paragraphs in it, as one block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pdf.emit import colour, pt
from pipeline.pdf.setting.pictures import effects
from pipeline.pdf.setting.positions import EMU
from pipeline.pdf.setting.shapes import line, paint, turned
from pipeline.pdf.word.formats import Surroundings
from pipeline.pdf.word.looks import is_dark
from pipeline.pdf.word.xml import WP, WPS, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.context import Context

_INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
_ALIGN = {"t": "", "ctr": "left + horizon", "b": "left + bottom"}


def textbox(context: Context, holder: Element) -> str | None:
    """The text box in a `wp:anchor` as code; None where it was refused."""
    from pipeline.pdf.setting import blocks

    shape = holder.find(f".//{WPS}wsp")
    content = shape.find(f"{WPS}txbx/{W}txbxContent") if shape is not None else None
    form = shape.find(WPS + "spPr") if shape is not None else None
    extent, body = holder.find(WP + "extent"), holder.find(f".//{WPS}bodyPr")
    if shape is None or content is None or form is None or extent is None or context.depth:
        context.refuse("pdf-tekstboks")
        return None
    scheme = context.template.scheme
    fill, stroke = paint(scheme, form, shape, "fillRef"), line(scheme, form, shape)
    align = _ALIGN.get(body.get("anchor") or "t") if body is not None else ""
    if fill is None or stroke is None or align is None or turned(form) or _turned(body) or any(
            name != "ln" for name in effects(None, form)):
        context.refuse("pdf-tekstboks")
        return None
    width, height = (int(extent.get(side) or 0) / EMU for side in ("cx", "cy"))
    left, top, right, bottom = (
        int((body.get(name) if body is not None else None) or usual) / EMU
        for name, usual in _INSETS.items())
    inside = Surroundings(dark=bool(fill) and is_dark(fill))
    context.depth += 1
    around, context.fields = context.fields, []
    read = blocks.read(context, blocks.elements(context, content), inside,
                       max(width - left - right, 1.0))
    code = "{" + ";".join(blocks.set_blocks(context, read, closed=True)) + "}"
    if not align and any(isinstance(block, blocks.Table) for block in read):
        code = f"deep({code})"
    context.depth -= 1
    context.fields = around
    options = [f"width: {pt(width)}", f"inset: (left: {pt(left)}, top: {pt(top)}, "
               f"right: {pt(right)}, bottom: {pt(bottom)})"]
    # A box that grows with its text was saved as high as its text is in Word.
    options += [f"height: {pt(height)}"] if align or fill or stroke else []
    options += [f"fill: {colour(fill)}"] if fill else []
    options += [f"stroke: {stroke}"] if stroke else []
    return f"block({', '.join(options)}, {f'align({align}, {code})' if align else code})"


def _turned(body: Element | None) -> bool:
    """Whether the text in a box stands otherwise than upright in one column."""
    return body is not None and (
        body.get("rot", "0") != "0" or body.get("vert", "horz") != "horz"
        or body.get("numCol", "1") not in ("0", "1") or bool(body.get("anchorCtr", "0") == "1"))
