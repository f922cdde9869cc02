"""Pictures as code, each with its alternative text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.pdf.emit import literal, pt
from pipeline.pdf.setting.positions import EMU
from pipeline.pdf.word import rasters
from pipeline.pdf.word.geometry import MOST
from pipeline.pdf.word.rasters import Crop
from pipeline.pdf.word.xml import PIC, WP, A, R, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.setting.context import Context

_PLAIN_NAME = re.compile(r"[A-Za-z]{1,20}\d{0,6}\.[A-Za-z]{2,5}")

MAX_PIXELS = 100_000_000
"""Points of all the pictures in a document's text: each takes three or four bytes of memory."""


def picture(context: Context, holder: Element) -> str | None:
    """The picture in a `wp:inline` or `wp:anchor` as code; None where it was refused."""
    blip = holder.find(f".//{A}blip")
    source = blip.get(R + "embed") if blip is not None else None
    if source is None:
        context.refuse("pdf-udenfor")
        return None
    _, target, external = context.rels.get(source, ("", "", False))
    data = None if external else context.docx.parts.get(target)
    if data is None:
        context.refuse("pdf-udenfor" if external else "pdf-billede-mangler")
        return None
    kind = rasters.kind_of(data)
    if kind is None:
        context.refuse("pdf-billede-format")
        return None
    described = holder.find(WP + "docPr")
    alternative = (described.get("descr") or "").strip() if described is not None else ""
    decorative = any(child.tag.endswith("}decorative") and child.get("val") in ("1", "true")
                     for child in (described.iter() if described is not None else ()))
    if not alternative and not decorative and not context.running:
        context.refuse("pdf-billede-alternativ-tekst", navn=_name(target))
        return None
    crop = _crop(holder)
    if _refused(context, holder, crop):
        return None
    if not _fits(context, holder, target, data):
        context.refuse("pdf-billede-stoerrelse", navn=_name(target))
        return None
    try:
        data = rasters.bare(data)
    except ValueError:
        context.refuse("pdf-billede-fil")
        return None
    try:
        data, crop = rasters.cut(data, crop) if any(crop) else (data, crop)
    except ValueError:
        context.refuse("pdf-billede-afskaaret")
        return None
    if rasters.for_print(data):
        context.refuse("pdf-billede-farver")
        return None
    image = _image(holder, context.store.put(data, kind), crop, "" if decorative else alternative)
    return f"pdf.artifact({image})" if decorative and not context.running else image


def _image(holder: Element, path: str, crop: Crop, alternative: str) -> str:
    extent = holder.find(WP + "extent")
    width, height = (int(extent.get(side) or 0) / EMU if extent is not None else 0
                     for side in ("cx", "cy"))
    alt = f", alt: {literal(alternative)}" if alternative else ""
    left, top, right, bottom = crop
    wide, high = width / (1 - left - right), height / (1 - top - bottom)
    size = f'width: {pt(wide)}, height: {pt(high)}, fit: "stretch"'
    image = f"image({literal(path)}, {size}{alt})"
    if not any(crop):
        return image
    return (f"block(width: {pt(width)}, height: {pt(height)}, clip: true, "
            f"place(top + left, dx: {pt(-left * wide)}, dy: {pt(-top * high)}, {image}))")


def _fits(context: Context, holder: Element, target: str, data: bytes) -> bool:
    """Whether the picture has a size on the page, and is not of more points than can be drawn."""
    extent = holder.find(WP + "extent")
    if extent is None or not all(
            0 < int(extent.get(side) or 0) <= MOST * EMU for side in ("cx", "cy")):
        return False
    context.pixels[target] = rasters.pixels(data)
    return sum(context.pixels.values()) <= MAX_PIXELS


def _crop(holder: Element) -> Crop:
    """What is cut away."""
    element = holder.find(f".//{A}srcRect")
    if element is None:
        return 0.0, 0.0, 0.0, 0.0
    left, top, right, bottom = (
        _share(element.get(side) or "0") for side in ("l", "t", "r", "b"))
    return left, top, right, bottom


def _share(value: str) -> float:
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / rasters.WHOLE


def _refused(context: Context, holder: Element, crop: Crop) -> bool:
    """Refuse what would make another picture of it."""
    before = len(context.refusals)
    if not all(0 <= share < 1 for share in crop) or crop[0] + crop[2] >= 1 or crop[1] + crop[3] >= 1:
        context.refuse("pdf-billede-beskaaret")
    shape = holder.find(f".//{PIC}spPr")
    form = shape.find(A + "xfrm") if shape is not None else None
    if form is not None and any(
            form.get(name, "0") not in ("0", "false") for name in ("rot", "flipH", "flipV")):
        context.refuse("pdf-billede-drejet")
    for name in effects(holder.find(f".//{A}blip"), shape):
        context.refuse("pdf-billede-virkning", navn=name)
    return len(context.refusals) > before


def effects(blip: Element | None, shape: Element | None) -> list[str]:
    """What changes how a picture looks, by name."""
    found = [local(child) for child in (blip if blip is not None else ())
             if local(child) != "extLst"]
    for child in shape if shape is not None else ():
        name = local(child)
        if (name == "prstGeom" and child.get("prst") != "rect") or name == "custGeom" or (
                name == "ln" and len(child) and child.find(A + "noFill") is None) or (
                name in ("effectLst", "effectDag", "scene3d", "sp3d") and len(child)):
            found.append(name)
    return found


def _name(target: str) -> str:
    """The picture's file, as Word names it; another program's name may be a person's."""
    name = target.rpartition("/")[2]
    return name if _PLAIN_NAME.fullmatch(name) else "?"
