"""WordprocessingML as lxml elements: the names, a safe parser and the smallest readers."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.errors import DocumentRefused
from pipeline.pdf.word.refusal import problem

if TYPE_CHECKING:
    from lxml.etree import XMLParser
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

_THREAD = threading.local()

MAX_TAGS = 2_000_000
"""Tags of one part: two thousand pages have half as many. Each takes its time and memory."""

VAL = W + "val"
OFF = frozenset({"0", "false", "off", "none"})


def parse(part: str, data: bytes) -> Element:
    """The root of one part, read without entities, network or unbounded trees.

    Raises DocumentRefused where the part is not XML, declares a document type or is endless.
    """
    from lxml import etree

    if data.count(b"<") > MAX_TAGS:
        raise DocumentRefused([problem("pdf-for-stort", part)])

    parser: XMLParser | None = getattr(_THREAD, "parser", None)
    if parser is None:
        parser = _THREAD.parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        deep = "Excessive depth" in str(error.msg)
        raise DocumentRefused([problem("pdf-dybde" if deep else "pdf-xml", part)]) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise DocumentRefused([problem("pdf-dtd", part)])
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def on(element: Element) -> bool:
    """Whether a switch such as `<w:b/>` is on: it is, unless its value says otherwise."""
    return element.get(VAL) not in OFF


def attributes(element: Element) -> dict[str, str]:
    """The element's attributes by local name."""
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.items()}


def key_of(element: Element | None) -> tuple[object, ...]:
    """What the element says, as a value to remember results by."""
    if element is None:
        return ()
    return tuple(
        (child.tag, *child.items(), key_of(child) if len(child) else "")
        if len(child) or child.attrib else child.tag
        for child in element
    )


_MEASURE = re.compile(r"\s*([-+]?\d+(?:\.\d*)?|[-+]?\.\d+)(mm|cm|in|pt|pc|pi)\s*")
_UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


def number(value: str, parts: int) -> float:
    """A number; or a measure with its unit, such as "12pt", in these `parts` of a point.

    Raises ValueError for what is neither.
    """
    found = _MEASURE.fullmatch(value)
    return float(value) if found is None else float(found[1]) * _UNITS[found[2]] * parts


FARTHEST = 10_000.0
"""A measure in points beyond what Word can write."""


def points(value: str | None, default: float = 0.0) -> float:
    """Twentieths of a point, or a measure with its unit, as points; some writers leave decimals."""
    try:
        found = number(value, 20) / 20 if value else default
    except ValueError:
        return default
    if not abs(found) <= FARTHEST:
        raise ValueError("beyond any page")
    return found


def rels(parts: Mapping[str, bytes], part: str) -> Mapping[str, tuple[str, str, bool]]:
    """The part's relations: id -> (type's last word, target, external)."""
    folder, _, name = part.rpartition("/")
    data = parts.get(f"{folder}/_rels/{name}.rels")
    return {} if data is None else _relations(folder, f"{folder}/_rels/{name}.rels", data)


@functools.lru_cache(maxsize=256)
def _relations(folder: str, part: str, data: bytes) -> dict[str, tuple[str, str, bool]]:
    found = {}
    for relation in parse(part, data):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        external = relation.get("TargetMode") == "External"
        target = relation.get("Target") or ""
        if not external:
            target = target[1:] if target.startswith("/") else _joined(folder, target)
        found[relation.get("Id") or ""] = (kind, target, external)
    return found


def _joined(folder: str, target: str) -> str:
    path = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        elif step not in ("", "."):
            path.append(step)
    return "/".join(path)
