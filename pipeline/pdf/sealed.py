"""What LibreOffice is handed: a document that fetches nothing and shows no more than it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx, pack
from pipeline.pdf.refusal import Refusals
from pipeline.pdf.vocabulary import CODES
from pipeline.pdf.xml import WP, W, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEMPLATE = "attachedTemplate"
_FOREIGN = frozenset({"aFChunk", "subDocument"})
# What takes its text from elsewhere, and what says another thing every day.
_FETCHING = frozenset({
    "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD",
    "DATE", "TIME", "PRINTDATE"})
_TRACKED = frozenset(tag for tag, code in CODES.items() if code == "pdf-sporede-aendringer") | {
    W + name for name in ("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange",
                          "tcPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel",
                          "cellMerge")}
_SCHEMES = re.compile(r"(?:#|(?:https?|mailto|tel):)\S+", re.IGNORECASE)
_TARGET = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"', re.IGNORECASE)
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_CALLED = re.compile(r"url\(([^)]*)\)|@import\s+([^;]+)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sealed(docx: Docx) -> bytes:
    """The document, packed anew from the parts that were looked at.

    Raises DocumentRefused with everything that would be fetched from elsewhere, or that another
    reader than the one who wrote it must not see.
    """
    refusals = Refusals()
    parts = dict(docx.parts)
    for name, data in docx.parts.items():
        if name.endswith(".rels"):
            parts[name] = _relations(name, data, refusals)
        elif name.endswith(".xml"):
            _story(name, parse(name, data), refusals)
        elif data.lstrip()[:1] == b"<" or data[:2] in _UTF16:
            _picture(name, parse(name, data), refusals)
        elif data[:2] == b"\x1f\x8b":
            refusals.add("pdf-billede-format", name)
    refusals.check()
    return pack(parts)


def _relations(name: str, data: bytes, refusals: Refusals) -> bytes:
    """The part's relations without the template the document was once made from."""
    from lxml import etree

    root = parse(name, data)
    changed = False
    for relation in list(root):
        kind = (relation.get("Type") or "").rpartition("/")[2]
        if kind == _TEMPLATE:
            root.remove(relation)
            changed = True
        elif kind in _FOREIGN:
            refusals.add("pdf-udenfor", name)
        elif relation.get("TargetMode") == "External":
            if kind != "hyperlink":
                refusals.add("pdf-udenfor", name)
            elif not _SCHEMES.fullmatch(relation.get("Target") or ""):
                refusals.add("pdf-link", name)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) \
        if changed else data


def _story(name: str, root: Element, refusals: Refusals) -> None:
    """One part's text: nothing tracked, nothing fetched, no picture without words."""
    number = 0
    for element in root.iter(W + "p", WP + "docPr", _IMAGE, *_TRACKED):
        place = f"{name}, afsnit {number}" if number else name
        if element.tag == W + "p":
            number += 1
        elif element.tag in _TRACKED:
            refusals.add("pdf-sporede-aendringer", place)
        elif not _described(element):
            refusals.add("pdf-billede-alternativ-tekst", place)
    for place, instruction in _fields(name, root):
        word = instruction.split()[0].upper() if instruction.split() else ""
        link = _TARGET.search(instruction)
        if word in _FETCHING:
            refusals.add("pdf-felt", place, navn=word)
        elif link is not None and link[1] and not _SCHEMES.fullmatch(link[1]):
            refusals.add("pdf-link", place)


def _described(drawing: Element) -> bool:
    """Whether a picture has words for those who cannot see it; a text box has its own."""
    around = drawing.getparent()
    if around is None:
        return False
    if drawing.tag == _IMAGE:
        return bool((around.get("alt") or "").strip())
    return next(around.iter(W + "txbxContent"), None) is not None or any(
        (drawing.get(key) or "").strip() for key in ("descr", "title"))


def _fields(name: str, root: Element) -> Iterator[tuple[str, str]]:
    """Every field's instruction with its place; one may be written in many pieces."""
    number, opened = 0, list[tuple[str, list[str]]]()
    for element in root.iter(W + "p", W + "fldSimple", W + "fldChar", W + "instrText"):
        if element.tag == W + "p":
            number += 1
        elif element.tag == W + "fldSimple":
            yield f"{name}, afsnit {number}", element.get(W + "instr") or ""
        elif element.tag == W + "instrText":
            for _, pieces in opened:
                pieces.append(element.text or "")
        elif element.get(W + "fldCharType") == "begin":
            opened.append((f"{name}, afsnit {number}", []))
        elif element.get(W + "fldCharType") == "end" and opened:
            place, pieces = opened.pop()
            yield place, "".join(pieces)
    for place, pieces in opened:
        yield place, "".join(pieces)


def _picture(name: str, root: Element, refusals: Refusals) -> None:
    """A drawing written as XML shows nothing but what it holds itself."""
    for element in root.iter():
        targets = [str(value) for key, value in element.attrib.items()
                   if str(key).rpartition("}")[2] == "href"]
        for value in (*element.attrib.values(), element.text or ""):
            targets += [one or other for one, other in _CALLED.findall(str(value))]
        if any(not target.strip(" '\"").startswith(("#", "data:")) for target in targets):
            refusals.add("pdf-udenfor", name)
