"""Drawings: pictures and text boxes, in line with the text or at a place of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pdf.setting import pictures, positions, shapes, textbox
from pipeline.pdf.setting.placing import Placed
from pipeline.pdf.word.xml import WP, WPS, A

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.context import Context

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def drawing(context: Context, element: Element, width: float) -> str | Placed | None:
    """A `w:drawing` in text of this width, as code for its line or as a thing of its own.

    None where it was refused.
    """
    place, inline = context.place, element.find(WP + "inline")
    holder = inline if inline is not None else element.find(WP + "anchor")
    data = element.find(f".//{A}graphicData")
    uri = data.get("uri") or "" if data is not None else ""
    code = None
    if holder is not None and uri == _PICTURE:
        code = pictures.picture(context, holder)
    elif holder is not None and uri == _SHAPE and holder.find(f".//{WPS}txbx") is None:
        code = shapes.shape(context, holder)
    elif inline is None and holder is not None and uri == _SHAPE:
        code = textbox.textbox(context, holder)
    elif any(word in uri for word in ("chart", "diagram")):
        context.refuse("pdf-diagram")
    else:
        context.refuse("pdf-tekstboks")
    if inline is not None or holder is None:
        return None if code is None else f"box({code})"
    spot = positions.of_anchor(holder, context.page, width if context.depth else 0.0)
    if isinstance(spot, str):
        context.refusals.add("pdf-placering", place, navn=spot)
        return None
    return None if code is None else Placed(code, spot, place)
