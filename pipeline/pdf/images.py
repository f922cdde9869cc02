"""Pictures in line with the text, each with its alternative text."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
import weakref
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.pdf.emit import digest, literal, pt
from pipeline.pdf.xml import PIC, WP, A, R

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.pdf.context import Context

_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_FILE = re.compile(r'image\("/([0-9a-f]{64}\.\w+)"')
EMU = 12_700
"""English metric units to the point."""


class Store:
    """A private folder that Typst reads pictures and attachments from, named by content."""

    def __init__(self, size: int = 1024) -> None:
        self._folder: Path | None = None
        self._size = size
        self._names: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._owner = 0

    @property
    def root(self) -> Path:
        """The folder, made on first use; a child process makes its own."""
        with self._lock:
            return self._root()

    def put(self, data: bytes, kind: str) -> str:
        """Keep the bytes and give the path Typst knows them by; the oldest files make room."""
        name = f"{digest(data)}.{kind}"
        with self._lock:
            root = self._root()
            if name not in self._names:
                (root / name).write_bytes(data)
            self._names[name] = None
            self._names.move_to_end(name)
            while len(self._names) > self._size:
                (root / self._names.popitem(last=False)[0]).unlink(missing_ok=True)
        return f"/{name}"

    def keeps(self, code: str) -> bool:
        """Whether every file that this code reads is still here."""
        with self._lock:
            self._root()
            names = _FILE.findall(code)
            for name in names:
                if name in self._names:
                    self._names.move_to_end(name)
            return all(name in self._names for name in names)

    def drop(self, path: str) -> None:
        """Forget a file that no later document needs."""
        with self._lock:
            self._names.pop(path[1:], None)
            (self._root() / path[1:]).unlink(missing_ok=True)

    def _root(self) -> Path:
        if self._folder is None or self._owner != os.getpid():
            self._owner = os.getpid()
            self._names.clear()
            self._folder = Path(tempfile.mkdtemp(prefix="pdf-"))
            weakref.finalize(self, _discard, self._folder, self._owner)
        return self._folder


def _discard(folder: Path, owner: int) -> None:
    """Remove the folder, unless we are a copy of the process that made it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def drawing(context: Context, element: Element) -> str | None:
    """A `w:drawing` as code; None where it was refused."""
    inline = element.find(WP + "inline")
    code = _refusal(element, inline)
    if code is not None or inline is None:
        context.refuse(code or "pdf-tekstboks")
        return None
    blip = inline.find(f".//{A}blip")
    source = blip.get(R + "embed") if blip is not None else None
    if source is None:
        context.refuse("pdf-udenfor")
        return None
    _, target, external = context.rels.get(source, ("", "", False))
    data = None if external else context.docx.parts.get(target)
    if data is None:
        context.refuse("pdf-udenfor" if external else "pdf-billede-mangler")
        return None
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), None)
    described = inline.find(WP + "docPr")
    alternative = (described.get("descr") or "").strip() if described is not None else ""
    decorative = any(child.tag.endswith("}decorative") and child.get("val") == "1"
                     for child in (described.iter() if described is not None else ()))
    if kind is None:
        context.refuse("pdf-billede-format")
        return None
    if not alternative and not decorative and not context.running:
        context.refuse("pdf-billede-alternativ-tekst")
        return None
    return _code(context, inline, data, kind, alternative, decorative)


def _code(
    context: Context, inline: Element, data: bytes, kind: str, alternative: str, decorative: bool,
) -> str:
    extent = inline.find(WP + "extent")
    width, height = (int(extent.get(side) or 0) / EMU if extent is not None else 0
                     for side in ("cx", "cy"))
    path = context.store.put(data, kind)
    size = f'width: {pt(width)}, height: {pt(height)}, fit: "stretch"'
    alt = f", alt: {literal(alternative)}" if alternative else ""
    image = f"box(image({literal(path)}, {size}{alt}))"
    return f"pdf.artifact({image})" if decorative and not context.running else image


def _refusal(element: Element, inline: Element | None) -> str | None:
    """Why the drawing cannot be set, in the order a reader would name it."""
    data = element.find(f".//{A}graphicData")
    uri = data.get("uri") or "" if data is not None else ""
    if uri != _PICTURE:
        if any(word in uri for word in ("chart", "diagram")):
            return "pdf-diagram"
        return "pdf-tekstboks"
    if inline is None:
        return "pdf-billede-forankret"
    crop = inline.find(f".//{A}srcRect")
    if crop is not None and any(value not in ("0", "") for value in crop.attrib.values()):
        return "pdf-billede-beskaaret"
    shape = inline.find(f".//{PIC}spPr/{A}xfrm")
    if shape is not None and any(
            shape.get(name, "0") not in ("0", "false") for name in ("rot", "flipH", "flipV")):
        return "pdf-billede-beskaaret"
    return None


