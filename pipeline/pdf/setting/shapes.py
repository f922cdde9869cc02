"""Drawn shapes: what fills them, the line around them, and the few that are drawn without words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.pdf.emit import colour, pt
from pipeline.pdf.setting.pictures import effects
from pipeline.pdf.setting.positions import EMU
from pipeline.pdf.word.xml import WP, WPS, A

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.context import Context
    from pipeline.pdf.word.colours import Scheme

_LINES = frozenset({"line", "straightConnector1"})
_DRAWN = {"rect": "rect", "ellipse": "ellipse"}
_FILLS = ("gradFill", "blipFill", "pattFill", "grpFill")


def shape(context: Context, holder: Element) -> str | None:
    """A shape without words as code; it only decorates. None where it was refused."""
    drawn = holder.find(f".//{WPS}wsp")
    form = drawn.find(WPS + "spPr") if drawn is not None else None
    extent, about = holder.find(WP + "extent"), holder.find(WP + "docPr")
    code = None
    if drawn is not None and form is not None and extent is not None and (
            about is None or not about.get("descr")):
        width, height = (int(extent.get(side) or 0) / EMU for side in ("cx", "cy"))
        code = _code(context.template.scheme, drawn, form, width, height)
    if code is None:
        context.refuse("pdf-tekstboks")
        return None
    return code if context.running else f"pdf.artifact({code})"


def _code(
    scheme: Scheme, drawn: Element, form: Element, width: float, height: float,
) -> str | None:
    geometry = form.find(A + "prstGeom")
    kind = (geometry.get("prst") or "") if geometry is not None else ""
    fill, stroke = paint(scheme, form, drawn, "fillRef"), line(scheme, form, drawn)
    if fill is None or stroke is None or turned(form, flips=kind in _LINES) or any(
            name not in ("ln", "prstGeom") for name in effects(None, form)):
        return None
    if kind in _LINES:
        if _ended(form):
            return None
        frame = form.find(A + "xfrm")
        flipped = frame is not None and (
            frame.get("flipV", "0") in ("1", "true")) != (frame.get("flipH", "0") in ("1", "true"))
        start, end = ((0.0, height), (width, 0.0)) if flipped else ((0.0, 0.0), (width, height))
        points = ", ".join(f"{name}: ({pt(x)}, {pt(y)})" for name, (x, y) in (
            ("start", start), ("end", end)))
        return f"line({points}, stroke: {stroke})" if stroke else "none"
    if kind not in _DRAWN:
        return None
    options = [f"width: {pt(width)}", f"height: {pt(height)}"]
    options += [f"fill: {colour(fill)}"] if fill else []
    options.append(f"stroke: {stroke or 'none'}")
    return f"{_DRAWN[kind]}({', '.join(options)})"


def paint(scheme: Scheme, form: Element, shape: Element, style: str) -> str | None:
    """The colour a shape or line is filled with, "" for none; None where it is not known."""
    if form.find(A + "noFill") is not None:
        return ""
    solid = form.find(A + "solidFill")
    if solid is not None:
        return scheme.drawn(solid)
    if any(form.find(A + name) is not None for name in _FILLS):
        return None
    reference = shape.find(f"{WPS}style/{A}{style}")
    number = 0 if reference is None else int(reference.get("idx") or 0)
    if reference is None or not number:
        return ""
    # Of a theme's fills the first is plain, of its lines every one; the others shade off.
    return scheme.drawn(reference) if number == 1 or style == "lnRef" else None


def line(scheme: Scheme, form: Element, shape: Element) -> str | None:
    """The line around a shape as code, "" for none; None where it is not known."""
    own = form.find(A + "ln")
    reference = shape.find(f"{WPS}style/{A}lnRef")
    number = 0 if reference is None else int(reference.get("idx") or 0)
    if own is None:
        if reference is None or not number:
            return ""
        own = reference.makeelement(A + "ln", {})
    dash = own.find(A + "prstDash")
    ink = paint(scheme, own, shape, "lnRef")
    if ink is None or (dash is not None and dash.get("val") != "solid") or own.get(
            "cmpd", "sng") != "sng":
        return None
    width = int(own.get("w") or scheme.lines.get(number, 9525)) / EMU
    return f"{pt(width)} + {colour(ink)}" if ink else ""


def turned(form: Element, *, flips: bool = False) -> bool:
    """Whether a shape stands otherwise than upright; some may be mirrored, where `flips`."""
    frame = form.find(A + "xfrm")
    return frame is not None and any(
        frame.get(name, "0") not in ("0", "false")
        for name in ("rot", *(() if flips else ("flipH", "flipV"))))


def _ended(form: Element) -> bool:
    """Whether a line has arrows."""
    return any(end.get("type", "none") != "none"
               for name in ("headEnd", "tailEnd") for end in form.iterfind(f"{A}ln/{A}{name}"))
