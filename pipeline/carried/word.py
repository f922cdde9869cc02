"""Carried data in a Word file: a custom XML part, which Word keeps when somebody saves the file."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from html import escape
from itertools import count
from typing import TYPE_CHECKING

from pipeline.carried.payload import LONGEST
from pipeline.docx.package import CONTENT_TYPES, read_parts
from pipeline.docx.splice import spliced
from pipeline.errors import DataError, TemplateError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.docx.package import Docx

OURS = "https://hjemmetraening.invalid/data"
"""The namespace of what a letter carries; an identifier only."""
RELATIONS = "word/_rels/document.xml.rels"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = "{4E0A1B7C-93D5-4C62-8F1E-6B2D9A705C38}"
"""What Word calls the part by; the same in every letter, as there is one in each."""
_PROPERTIES = (
    f'{_HEAD}<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_ITEM}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{OURS}"/></ds:schemaRefs></ds:datastoreItem>').encode()


def carrying(docx: Docx, data: bytes) -> bytes:
    """The Word file with the data in it; all other parts stay as they are."""
    number = next(n for n in count(1) if f"customXml/item{n}.xml" not in docx.parts)
    item, about = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    return spliced(docx.data, {
        CONTENT_TYPES: _typed(docx.parts[CONTENT_TYPES], about),
        RELATIONS: _related(docx.parts.get(RELATIONS, _NO_RELATIONS), item),
        item: f'{_HEAD}<data xmlns="{OURS}">{escape(data.decode(), quote=False)}</data>'.encode(),
        about: _PROPERTIES,
        f"customXml/_rels/item{number}.xml.rels": _related(
            _NO_RELATIONS, about.removeprefix("customXml/"), "customXmlProps")})


_NO_RELATIONS = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()


@functools.lru_cache(64)
def _typed(types: bytes, about: str) -> bytes:
    """The content types with those of the new parts. Letters of one template share theirs."""
    from lxml import etree

    root = etree.fromstring(types)
    space = f"{{{_PACKAGE}/content-types}}"
    defaults = {(each.get("Extension") or "").casefold() for each in root.iter(f"{space}Default")}
    if "xml" not in defaults:
        root.insert(0, root.makeelement(
            f"{space}Default", {"Extension": "xml", "ContentType": "application/xml"}))
    etree.SubElement(root, f"{space}Override", {
        "PartName": f"/{about}", "ContentType": _PROPERTIES_TYPE})
    written: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return written


@functools.lru_cache(64)
def _related(relations: bytes, target: str, kind: str = "customXml") -> bytes:
    """A part's relations with one more; paths are from the part's own folder."""
    from lxml import etree

    root = etree.fromstring(relations)
    known = {each.get("Id") for each in root}
    etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship", {
        "Id": next(name for n in count(1) if (name := f"rIdData{n}") not in known),
        "Type": f"{_RELATION}/{kind}",
        "Target": f"../{target}" if kind == "customXml" else target})
    written: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return written


def in_docx(data: bytes, name: str = "") -> tuple[bytes, ...]:
    """What a Word file carries under our name; there may be none, or more than one.

    The file is foreign: have it read in a process of its own. Raises DataError where it is no Word
    file, or unpacks beyond bounds.
    """
    try:
        parts = read_parts(data, name)
    except TemplateError as error:
        raise DataError(error.problems) from None
    return tuple("".join(map(str, root.itertext())).encode("utf-8", "replace")
                 for _, root in ours(parts))


def ours(parts: Mapping[str, bytes]) -> list[tuple[str, Element]]:
    """The parts under our own name, whichever numbers they have, as XML."""
    found = []
    for name, content in parts.items():
        if name.casefold().startswith("customxml/item") and len(content) <= 2 * LONGEST:
            root = root_of(content)
            if root is not None and root.tag == f"{{{OURS}}}data":
                found.append((name, root))
    return found


def root_of(content: bytes) -> Element | None:
    """A part as XML without entities or anything fetched; None where it is not that."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    return None if root.getroottree().docinfo.doctype else root  # type: ignore[union-attr]
