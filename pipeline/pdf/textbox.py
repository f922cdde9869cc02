"""Text boxes: a rectangle with paragraphs in it, as one block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pdf.emit import colour, pt
from pipeline.pdf.formats import Surroundings
from pipeline.pdf.looks import is_dark
from pipeline.pdf.pictures import effects
from pipeline.pdf.positions import EMU
from pipeline.pdf.xml import WP, WPS, A, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.context import Context

_INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
_ALIGN = {"t": "", "ctr": "left + horizon", "b": "left + bottom"}
_SCHEME = {"tx1": "000000", "dk1": "000000", "bg1": "FFFFFF", "lt1": "FFFFFF"}


def textbox(context: Context, holder: Element) -> str | None:
    """The text box in a `wp:anchor` as code; None where it was refused."""
    from pipeline.pdf import blocks

    shape = holder.find(f".//{WPS}wsp")
    content = shape.find(f"{WPS}txbx/{W}txbxContent") if shape is not None else None
    form = shape.find(WPS + "spPr") if shape is not None else None
    extent, body = holder.find(WP + "extent"), holder.find(f".//{WPS}bodyPr")
    if shape is None or content is None or form is None or extent is None or context.depth:
        context.refuse("pdf-tekstboks")
        return None
    fill, stroke = _paint(form, shape, "fillRef"), _stroke(form, shape)
    align = _ALIGN.get(body.get("anchor") or "t") if body is not None else ""
    if fill is None or stroke is None or align is None or _turned(form, body) or any(
            name != "ln" for name in effects(None, form)):
        context.refuse("pdf-tekstboks")
        return None
    width, height = (int(extent.get(side) or 0) / EMU for side in ("cx", "cy"))
    left, top, right, bottom = (
        int((body.get(name) if body is not None else None) or usual) / EMU
        for name, usual in _INSETS.items())
    inside = Surroundings(dark=bool(fill) and is_dark(fill))
    context.depth += 1
    read = blocks.read(context, blocks.elements(context, content), inside,
                       max(width - left - right, 1.0))
    code = "{" + ";".join(blocks.set_blocks(context, read, closed=True)) + "}"
    context.depth -= 1
    options = [f"width: {pt(width)}", f"inset: (left: {pt(left)}, top: {pt(top)}, "
               f"right: {pt(right)}, bottom: {pt(bottom)})"]
    # A box that grows with its text was saved as high as its text is in Word.
    options += [f"height: {pt(height)}"] if align or fill or stroke else []
    options += [f"fill: {colour(fill)}"] if fill else []
    options += [f"stroke: {stroke}"] if stroke else []
    return f"block({', '.join(options)}, {f'align({align}, {code})' if align else code})"


def _turned(form: Element, body: Element | None) -> bool:
    """Whether the box, or the text in it, stands otherwise than upright in one column."""
    frame = form.find(A + "xfrm")
    if frame is not None and any(
            frame.get(name, "0") not in ("0", "false") for name in ("rot", "flipH", "flipV")):
        return True
    return body is not None and (
        body.get("rot", "0") != "0" or body.get("vert", "horz") != "horz"
        or body.get("numCol", "1") not in ("0", "1") or bool(body.get("anchorCtr", "0") == "1"))


def _paint(form: Element, shape: Element, style: str) -> str | None:
    """The colour a shape or line is filled with, "" for none; None where it is not known."""
    if form.find(A + "noFill") is not None:
        return ""
    solid = form.find(A + "solidFill")
    if solid is None:
        reference = shape.find(f"{WPS}style/{A}{style}")
        other = any(form.find(A + name) is not None
                    for name in ("gradFill", "blipFill", "pattFill", "grpFill"))
        return None if other or (reference is not None and reference.get("idx") != "0") else ""
    ink = next(iter(solid), None)
    if ink is None or len(ink):
        return None
    if ink.tag == A + "srgbClr":
        return ink.get("val")
    return _SCHEME.get(ink.get("val") or "") if ink.tag == A + "schemeClr" else None


def _stroke(form: Element, shape: Element) -> str | None:
    """The line around a shape as code, "" for none; None where it is not known."""
    line = form.find(A + "ln")
    if line is None:
        reference = shape.find(f"{WPS}style/{A}lnRef")
        return None if reference is not None and reference.get("idx") != "0" else ""
    dash = line.find(A + "prstDash")
    paint = _paint(line, shape, "lnRef")
    if paint is None or (dash is not None and dash.get("val") != "solid") or line.get(
            "cmpd", "sng") != "sng":
        return None
    return f"{pt(int(line.get('w') or 9525) / EMU)} + {colour(paint)}" if paint else ""
