"""Where Word says that something stands: from the page, its margins or the text, or lined up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.pdf.setting.placing import Spot
from pipeline.pdf.word.xml import MC, WP, local, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.word.geometry import Geometry

EMU = 12_700
"""English metric units to the point."""

_WRAPS = {"wrapNone": "none", "wrapTopAndBottom": "apart", "wrapSquare": "around",
          "wrapTight": "around", "wrapThrough": "around"}
_FRAME_WRAPS = {"notBeside": "apart", "none": "apart"}


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction: what is measured from, and how far or lined up how."""

    base: str
    offset: float = 0.0
    align: str = ""


def spot(
    page: Geometry, x: Axis, y: Axis, size: tuple[float, float], wrap: str, below: float,
    cell: float = 0.0,
) -> Spot | str:
    """The spot; or the name of what is measured from in a way that is not known.

    `cell` is the width of the table cell it stands in, which then is what counts.
    """
    width, height = size
    if cell:
        if x.base not in ("column", "text") or y.base not in ("paragraph", "text") or y.align:
            return "tabel"
        left = _aligned(x, 0.0, cell, width)
        return left if isinstance(left, str) else Spot(
            left, y.offset, False, width, height, wrap, below)
    across = _across(page, x.base)
    down = _down(page, y.base)
    if across is None or (down is None and y.base not in ("paragraph", "text")):
        return x.base if across is None else y.base
    left = _aligned(x, *across, width)
    if isinstance(left, str):
        return left
    left -= page.left
    if down is None:
        return y.align or Spot(left, y.offset, False, width, height, wrap, below)
    top = _aligned(y, *down, height)
    return top if isinstance(top, str) else Spot(left, top, True, width, height, wrap, below)


def _across(page: Geometry, base: str) -> tuple[float, float] | None:
    """Where the frame of reference begins from the page's left edge, and how wide it is."""
    return {
        "page": (0.0, page.width), "margin": (page.left, page.room),
        "column": (page.left, page.room), "text": (page.left, page.room),
        "leftMargin": (0.0, page.left), "rightMargin": (page.width - page.right, page.right),
    }.get(base)


def _down(page: Geometry, base: str) -> tuple[float, float] | None:
    return {
        "page": (0.0, page.height), "margin": (page.top, page.height - page.top - page.bottom),
        "topMargin": (0.0, page.top), "bottomMargin": (page.height - page.bottom, page.bottom),
    }.get(base)


def _aligned(axis: Axis, start: float, length: float, size: float) -> float | str:
    if not axis.align:
        return start + axis.offset
    if axis.align in ("left", "top"):
        return start
    if axis.align == "center":
        return start + (length - size) / 2
    return start + length - size if axis.align in ("right", "bottom") else axis.align


def of_anchor(anchor: Element, page: Geometry, cell: float) -> Spot | str:
    """The spot of a `wp:anchor`; or the name of what is not known."""
    extent = anchor.find(WP + "extent")
    size = tuple(int(extent.get(name) or 0) / EMU if extent is not None else 0.0
                 for name in ("cx", "cy"))
    wrap = next((_WRAPS[name] for child in anchor if (name := local(child)) in _WRAPS), "none")
    if wrap == "none" and anchor.get("behindDoc") in ("1", "true"):
        wrap = "behind"
    if anchor.get("simplePos") in ("1", "true"):
        return "simplePos"
    axes = [_anchor_axis(_position(anchor, name)) for name in ("positionH", "positionV")]
    across, down = axes
    if across is None or down is None:
        return "positionH" if across is None else "positionV"
    return spot(page, across, down, (size[0], size[1]), wrap,
                int(anchor.get("distB") or 0) / EMU, cell)


def _position(anchor: Element, name: str) -> Element | None:
    """What says where it stands; what newer programs count in percent, others are told in units."""
    own = anchor.find(WP + name)
    return own if own is not None else anchor.find(
        f"{MC}AlternateContent/{MC}Fallback/{WP}{name}")


def _anchor_axis(element: Element | None) -> Axis | None:
    if element is None:
        return None
    offset, align = element.find(WP + "posOffset"), element.find(WP + "align")
    base = element.get("relativeFrom") or ""
    if align is not None:
        return Axis(base, 0.0, (align.text or "").strip())
    return None if offset is None else Axis(base, int(offset.text or 0) / EMU)


def of_frame(
    form: dict[str, str], names: tuple[str, ...], page: Geometry, size: tuple[float, float],
) -> Spot | str:
    """The spot of a frame or a floating table, whose attributes have these names."""
    across, down, x, y, align_x, align_y = (form.get(name, "") for name in names)
    wrap = _FRAME_WRAPS.get(form.get("wrap", ""), "around")
    found = spot(
        page, Axis(across or "text", points(x), align_x),
        Axis(down or "margin", points(y), "" if align_y == "inline" else align_y), size, wrap,
        points(form.get("vSpace") or form.get("bottomFromText")))
    # Its height is that at most.
    return found if isinstance(found, str) else replace(
        found, share={"center": 0.5, "bottom": 1.0}.get(align_y, 0.0) if found.on_page else 0.0)


FRAME = ("hAnchor", "vAnchor", "x", "y", "xAlign", "yAlign")
TABLE = ("horzAnchor", "vertAnchor", "tblpX", "tblpY", "tblpXSpec", "tblpYSpec")
