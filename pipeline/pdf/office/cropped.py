"""Pictures in a part that LibreOffice is handed: what a person cropped away is cut from the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.pdf.word import rasters
from pipeline.pdf.word.rasters import WHOLE, Crop
from pipeline.pdf.word.xml import A, R, rels

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_SHARE = re.compile(r"(-?[\d.]{1,12})(f?)")
_FRACTION = 65_536
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def uncover(
    part: str, root: Element, relations: Element, parts: dict[str, bytes],
    refuse: Callable[[Element], None],
) -> bool:
    """Give each cropped picture below `root` a file without what was cut away.

    The files go to `parts`, their relations to `relations`; `refuse` is told of those that cannot
    be cut. Says whether anything changed.
    """
    known = rels(parts, part)
    changed = False
    for holder in root.iter(f"{A}srcRect", _IMAGE):
        blip, read = _place(holder)
        ident = blip.get(R + ("id" if holder.tag == _IMAGE else "embed")) if blip is not None else None
        _, target, external = known.get(ident or "", ("", "", True))
        if blip is None or external or target not in parts:
            continue
        try:
            crop = read(holder)
            if not any(share > 0 for share in crop):
                continue
            data, rest = rasters.cut(parts[target], crop)
        except ValueError:
            refuse(holder)
            continue
        _replace(holder, blip, rest, _added(target, data, relations, parts))
        changed = True
    return changed


def _place(holder: Element) -> tuple[Element | None, Callable[[Element], Crop]]:
    """What names the picture's file, and how its crop is read."""
    if holder.tag == _IMAGE:
        return holder, _vml_crop
    around = holder.getparent()
    return (around.find(A + "blip") if around is not None else None), _crop


def _crop(holder: Element) -> Crop:
    left, top, right, bottom = (_share(holder.get(side) or "0") for side in _SIDES)
    return left, top, right, bottom


def _share(value: str) -> float:
    """A share of the picture in hundred thousandths, or per cent."""
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / WHOLE


def _vml_crop(holder: Element) -> Crop:
    left, top, right, bottom = (_vml_share(holder.get(side) or "0") for side in _VML_SIDES)
    return left, top, right, bottom


def _vml_share(value: str) -> float:
    """A share as VML writes it: 0.25, or 16384f."""
    match = _SHARE.fullmatch(value)
    if match is None:
        raise ValueError("no share of a picture")
    return float(match[1]) / (_FRACTION if match[2] else 1)


def _added(
    target: str, data: bytes, relations: Element, parts: dict[str, bytes],
) -> str:
    """A new file beside the old one, and the id of its relation."""
    from lxml import etree

    folder, _, name = target.rpartition("/")
    suffix = name.rpartition(".")[2]
    number = next(number for number in range(len(parts) + 1)
                  if f"{folder}/cut{number}.{suffix}" not in parts)
    parts[f"{folder}/cut{number}.{suffix}"] = data
    ident = f"rCut{number}"
    etree.SubElement(relations, _RELATION, {
        "Id": ident, "Type": _KIND, "Target": f"/{folder}/cut{number}.{suffix}"})
    return ident


def _replace(holder: Element, blip: Element, rest: Crop, ident: str) -> None:
    if holder.tag == _IMAGE:
        blip.set(R + "id", ident)
        for side, share in zip(_VML_SIDES, rest, strict=True):
            holder.set(side, f"{round(share * _FRACTION)}f")
        return
    blip.set(R + "embed", ident)
    for side, share in zip(_SIDES, rest, strict=True):
        holder.set(side, str(round(share * WHOLE)))
