"""Drawings in Word's older language, VML, put into the newer one: pictures, boxes and lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.pdf.emit import colour, pt
from pipeline.pdf.setting.positions import EMU
from pipeline.pdf.word.xml import PIC, WP, WPS, A, R, W, attributes, local, number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that Word gives it
_BOXES = re.compile(r"#(?:_x0000_t|shapetype_)(?:202|1)")
"""The shape types that are plain rectangles, as Word and LibreOffice call them."""
_ACROSS = {"text": "column", "margin": "margin", "page": "page", "left-margin-area": "leftMargin",
           "right-margin-area": "rightMargin"}
_DOWN = {"text": "paragraph", "margin": "margin", "page": "page", "top-margin-area": "topMargin",
         "bottom-margin-area": "bottomMargin"}
_WRAPS = {"square": "wrapSquare", "tight": "wrapTight", "through": "wrapThrough",
          "topAndBottom": "wrapTopAndBottom", "none": "wrapNone"}
_COLOURS = {"white": "FFFFFF", "black": "000000", "red": "FF0000", "blue": "0000FF", "green": "008000",
            "yellow": "FFFF00", "silver": "C0C0C0", "gray": "808080", "navy": "000080",
            "window": "FFFFFF", "windowText": "000000"}
_PLAIN = frozenset({"textbox", "wrap", "lock", "anchorlock", "path", "stroke", "fill", "imagedata"})
_OFF = ("f", "false", "0")
_PARTS_OF_STYLE = re.compile(r"\s*([\w-]+)\s*:\s*([^;]*?)\s*(?:;|$)")
_ELSEWHERE = ("rotation", "flip", "mso-left-percent", "mso-top-percent")
"""What has it stand otherwise than its other measures say; a share of the page they do say."""


def drawing_of(pict: Element) -> Element | None:
    """The `w:drawing` that says what a `w:pict` says; None where there is none that does."""
    shapes = [child for child in pict if child.tag not in (V + "shapetype", W + "binData")]
    if len(shapes) != 1:
        return None
    return _Reader(shapes[0]).drawing()


def is_empty(pict: Element) -> bool:
    """Whether it draws nothing, but only keeps the type of some other shape."""
    return all(child.tag in (V + "shapetype", W + "binData") for child in pict)


def rule_of(pict: Element) -> str | None:
    """The line across the page that a `w:pict` is, as code; None where it is none."""
    shape = next(iter(pict), None)
    if shape is None or shape.tag != V + "rect" or shape.get(O + "hr") not in ("t", "true"):
        return None
    style = _style(shape)
    plain = _length(style.get("width", "0")) == 0 and shape.get(O + "hrpct", "1000") in ("0", "1000")
    height = _length(style.get("height", ""))
    if not plain or not height:
        return None
    ink = _digits(shape.get("fillcolor") or "") or "A0A0A0"
    return f"line(length: 100%, stroke: {pt(height)} + {colour(ink)})"


class _Reader:
    """Reads one shape; where it finds something it does not know, there is no drawing."""

    def __init__(self, shape: Element) -> None:
        self._shape = shape
        self._style = _style(shape)

    def drawing(self) -> Element | None:
        shape, style = self._shape, self._style
        width, height = (_length(style.get(side, "")) for side in ("width", "height"))
        unknown = any(style.get(name, "0") not in ("0", "") for name in _ELSEWHERE) or any(
            local(child) not in _PLAIN for child in shape)
        if unknown or width is None or height is None:
            return None
        holder = self._holder()
        graphic = self._graphic()
        if holder is None or graphic is None:
            return None
        _add(holder, WP + "extent", cx=_emu(width), cy=_emu(height))
        _add(holder, WP + "docPr", descr=shape.get("alt") or "")
        holder.append(graphic)
        drawing = shape.makeelement(W + "drawing", {})
        drawing.append(holder)
        return drawing

    def _holder(self) -> Element | None:
        """Where it stands."""
        style = self._style
        if style.get("position", "static") != "absolute":
            return self._shape.makeelement(WP + "inline", {})
        wrap = self._shape.find("{urn:schemas-microsoft-com:office:word}wrap")
        kind = _WRAPS.get((wrap.get("type") or "none") if wrap is not None else "none")
        across = _ACROSS.get(style.get("mso-position-horizontal-relative", "text"))
        down = _DOWN.get(style.get("mso-position-vertical-relative", "text"))
        left, top = (_length(style.get(name, "0")) for name in ("margin-left", "margin-top"))
        if None in (kind, across, down, left, top):
            return None
        behind = style.get("z-index", "0").startswith("-")
        anchor = self._shape.makeelement(WP + "anchor", {
            "behindDoc": "1" if behind else "0",
            "distB": _emu(_length(style.get("mso-wrap-distance-bottom", "0")) or 0.0)})
        for name, base, align, offset in (
                ("positionH", across, style.get("mso-position-horizontal", ""), left),
                ("positionV", down, style.get("mso-position-vertical", ""), top)):
            place = _add(anchor, WP + name, relativeFrom=base or "")
            if align in ("", "absolute"):
                _add(place, WP + "posOffset").text = _emu(offset or 0.0)
            else:
                _add(place, WP + "align").text = align
        _add(anchor, WP + (kind or ""))
        return anchor

    def _graphic(self) -> Element | None:
        shape = self._shape
        image, box = shape.find(V + "imagedata"), shape.find(V + "textbox")
        graphic = shape.makeelement(A + "graphic", {})
        data = _add(graphic, A + "graphicData")
        if image is not None and box is None:
            data.set("uri", PIC[1:-1])
            return graphic if _picture(data, shape, image) else None
        rectangle = shape.tag == V + "rect" or (
            shape.tag == V + "shape" and _BOXES.fullmatch(shape.get("type") or "") is not None)
        if image is not None or not rectangle:
            return None
        data.set("uri", WPS[1:-1])
        return graphic if _box(data, shape, box) else None


def _picture(data: Element, shape: Element, image: Element) -> bool:
    lines = [name for name in ("stroked", "filled") if shape.get(name, "f") not in _OFF]
    said = attributes(image)
    if lines or set(said) - {"id", "title", "cropleft", "croptop", "cropright", "cropbottom", "relid"}:
        return False
    inner = _add(_add(data, PIC + "pic"), PIC + "blipFill")
    _add(inner, A + "blip").set(R + "embed", image.get(R + "id") or "")
    crop = {side[0]: said.get(f"crop{name}", "0") for side, name in (
        ("l", "left"), ("t", "top"), ("r", "right"), ("b", "bottom"))}
    shares = {side: _share(value) for side, value in crop.items()}
    if any(share is None for share in shares.values()):
        return False
    _add(inner, A + "srcRect", **{side: str(share) for side, share in shares.items()})
    return True


def _box(data: Element, shape: Element, box: Element | None) -> bool:
    drawn = _add(data, WPS + "wsp")
    form = _add(drawn, WPS + "spPr")
    _add(form, A + "prstGeom", prst="rect")
    fill, line = shape.find(V + "fill"), shape.find(V + "stroke")
    if not _filled(form, shape, fill) or not _lined(form, shape, line):
        return False
    body = drawn.makeelement(WPS + "bodyPr", {})
    if box is not None:
        content = box.find(W + "txbxContent")
        insets = (box.get("inset") or "").split(",")
        flow = _style(box)
        if content is None or flow.get("layout-flow", "horizontal") != "horizontal" or len(insets) > 4:
            return False
        for name, inset in zip(("lIns", "tIns", "rIns", "bIns"), insets, strict=False):
            length = _length(inset.strip()) if inset.strip() else None
            if length is not None:
                body.set(name, _emu(length))
        anchor = {"top": "t", "middle": "ctr", "bottom": "b"}.get(
            _style(shape).get("v-text-anchor", "top"))
        if anchor is None:
            return False
        body.set("anchor", anchor)
        _add(drawn, WPS + "txbx").append(content)
    drawn.append(body)
    return True


def _filled(form: Element, shape: Element, fill: Element | None) -> bool:
    if shape.get("filled", "t") in _OFF or (fill is not None and fill.get("on") in _OFF):
        _add(form, A + "noFill")
        return True
    plain = fill is None or (fill.get("type", "solid") == "solid" and fill.get("opacity", "1") in (
        "1", "1.0", "100%"))
    return plain and _inked(form, shape.get("fillcolor") or "white")


def _lined(form: Element, shape: Element, line: Element | None) -> bool:
    own = _add(form, A + "ln")
    if shape.get("stroked", "t") in _OFF or (line is not None and line.get("on") in _OFF):
        _add(own, A + "noFill")
        return True
    width = _length(shape.get("strokeweight") or "0.75pt")
    plain = line is None or (line.get("dashstyle", "solid") == "solid"
                             and line.get("linestyle", "single") == "single")
    own.set("w", _emu(width or 0.0))
    return plain and width is not None and _inked(own, shape.get("strokecolor") or "black")


def _inked(parent: Element, said: str) -> bool:
    value = _digits(said)
    _add(_add(parent, A + "solidFill"), A + "srgbClr", val=value)
    return bool(value)


def _digits(said: str) -> str:
    """A colour as six hexadecimal digits; "" where it is not known."""
    # Behind the colour Word keeps the number it has in a palette: "white [3212]".
    name = said.partition(" ")[0]
    value = _COLOURS.get(name) or name.removeprefix("#").upper()
    if re.fullmatch("[0-9A-F]{3}", value):
        value = "".join(digit * 2 for digit in value)
    return value if re.fullmatch("[0-9A-F]{6}", value) else ""


def _style(element: Element) -> Mapping[str, str]:
    return dict(_PARTS_OF_STYLE.findall(element.get("style") or ""))


def _length(value: str) -> float | None:
    """A length in points; pixels are three quarters of one."""
    try:
        return number(value[:-2], 1) * 0.75 if value.endswith("px") else (
            number(value, 1) if value == "0" or value[-1:].isalpha() else None)
    except ValueError:
        return None


def _share(value: str) -> int | None:
    """A crop's share of the whole, which VML counts in 65536ths, as DrawingML does."""
    try:
        whole = int(value[:-1]) / 65_536 if value.endswith("f") else float(value)
    except ValueError:
        return None
    return round(whole * 100_000)


def _emu(value: float) -> str:
    return str(round(value * EMU))


def _add(parent: Element, tag: str, **said: str) -> Element:
    child = parent.makeelement(tag, said)
    parent.append(child)
    return child
