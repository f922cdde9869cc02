"""What LibreOffice is handed: a document that fetches nothing and shows no more than it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx, pack
from pipeline.errors import DocumentRefused
from pipeline.pdf.office import cropped
from pipeline.pdf.word import rasters
from pipeline.pdf.word.place import Place, named, told
from pipeline.pdf.word.quoting import quoted
from pipeline.pdf.word.refusal import Refusals, final
from pipeline.pdf.word.vocabulary import CODES
from pipeline.pdf.word.xml import WP, W, parse

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


def sealed(docx: Docx, *, quoting: bool = False) -> bytes:
    """The document, packed anew from the parts that were looked at.

    Raises DocumentRefused with everything that would be fetched from elsewhere, or that another
    reader than the one who wrote it must not see; where `quoting`, with words around each place.
    """
    refusals = Refusals()
    parts = dict(docx.parts)
    for name, data in docx.parts.items():
        if name.endswith(".rels"):
            parts[name] = _relations(name, data, refusals)
        elif name.endswith(".xml"):
            _story(name, parse(name, data), refusals, quoting)
        elif data.lstrip()[:1] == b"<" or data[:2] in _UTF16:
            root = parse(name, data)
            # Whatever it is called, another part may name it as its text.
            (_story if root.tag.startswith(W) else _picture)(name, root, refusals, quoting)
        elif data[:2] == b"\x1f\x8b":
            refusals.add("pdf-billede-format", name)
        elif rasters.kind_of(data):
            parts[name] = _bare(name, data, refusals)
    for name, data in docx.parts.items():
        if name.endswith(".xml") and (b"srcRect" in data or b"crop" in data):
            _uncover(name, parts, refusals, quoting)
    if len(refusals):
        raise DocumentRefused(map(final, refusals))
    return pack(parts)


def _bare(name: str, data: bytes, refusals: Refusals) -> bytes:
    """A picture without what its file says of it."""
    try:
        return rasters.bare(data)
    except ValueError:
        refusals.add("pdf-billede-fil", name)
        return data


def _uncover(name: str, parts: dict[str, bytes], refusals: Refusals, quoting: bool) -> None:
    """One part with the pictures in it that are cropped cut to what they show."""
    from lxml import etree

    folder, _, stem = name.rpartition("/")
    links = f"{folder}/_rels/{stem}.rels"
    if links not in parts:
        return
    root, relations = parse(name, parts[name]), parse(links, parts[links])
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(W + "p"), 1)}

    def refuse(holder: Element) -> None:
        number = next((numbers[above] for above in holder.iterancestors(W + "p")), 0)
        refusals.add("pdf-billede-afskaaret", _place(name, number, holder, quoting))

    if cropped.uncover(name, root, relations, parts, refuse):
        for part, tree in ((name, root), (links, relations)):
            parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8",
                                         standalone=True)


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


def _story(name: str, root: Element, refusals: Refusals, quoting: bool) -> None:
    """One part's text: nothing tracked, nothing fetched, no picture without words."""
    number = 0
    for element in root.iter(W + "p", WP + "docPr", _IMAGE, *_TRACKED):
        if element.tag == W + "p":
            number += 1
        elif element.tag in _TRACKED:
            refusals.add("pdf-sporede-aendringer", _place(name, number, element, quoting))
        elif not _described(element):
            refusals.add("pdf-billede-alternativ-tekst", _place(name, number, element, quoting))
    for number, element, instruction in _fields(root):
        place = _place(name, number, element, quoting)
        word = instruction.split()[0].upper() if instruction.split() else ""
        link = _TARGET.search(instruction)
        if word in _FETCHING:
            refusals.add("pdf-felt", place, navn=word)
        elif link is not None and link[1] and not _SCHEMES.fullmatch(link[1]):
            refusals.add("pdf-link", place)


def _place(name: str, number: int, element: Element, quoting: bool) -> Place:
    """Where an element of a part stands."""
    if not number:
        return Place(named(name))
    around = next(element.iterancestors(W + "p"), None)
    words = quoted(around, element) if quoting and around is not None else ""
    return Place.at(f"{named(name)}, afsnit {number}", told(name, number), words)


def _described(drawing: Element) -> bool:
    """Whether a picture has words for those who cannot see it; a text box has its own."""
    around = drawing.getparent()
    if around is None:
        return False
    if drawing.tag == _IMAGE:
        return bool((around.get("alt") or "").strip())
    return next(around.iter(W + "txbxContent"), None) is not None or any(
        (drawing.get(key) or "").strip() for key in ("descr", "title"))


def _fields(root: Element) -> Iterator[tuple[int, Element, str]]:
    """Every field's paragraph, mark and instruction; one may be written in many pieces."""
    number = 0
    opened: list[tuple[int, Element, list[str]]] = []
    for element in root.iter(W + "p", W + "fldSimple", W + "fldChar", W + "instrText"):
        if element.tag == W + "p":
            number += 1
        elif element.tag == W + "fldSimple":
            yield number, element, element.get(W + "instr") or ""
        elif element.tag == W + "instrText":
            for _, _, pieces in opened:
                pieces.append(element.text or "")
        elif element.get(W + "fldCharType") == "begin":
            opened.append((number, element, []))
        elif element.get(W + "fldCharType") == "end" and opened:
            begun, mark, pieces = opened.pop()
            yield begun, mark, "".join(pieces)
    for begun, mark, pieces in opened:
        yield begun, mark, "".join(pieces)


def _picture(name: str, root: Element, refusals: Refusals, _quoting: bool) -> None:
    """A drawing written as XML shows nothing but what it holds itself."""
    for element in root.iter():
        targets = [str(value) for key, value in element.attrib.items()
                   if str(key).rpartition("}")[2] == "href"]
        for value in (*element.attrib.values(), element.text or ""):
            targets += [one or other for one, other in _CALLED.findall(str(value))]
        if any(not target.strip(" '\"").startswith(("#", "data:")) for target in targets):
            refusals.add("pdf-udenfor", name)
