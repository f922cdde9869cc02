"""What an included document may hold: what is dropped, what is refused by name, what is renewed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from pipeline.docx.stories import Part, numbered, running_of, stories_of
from pipeline.docx.tags import Place, W
from pipeline.errors import Problem, Text, text

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"

_DROPPED = tuple(f"{W}{each}" for each in (
    "commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd", "proofErr",
))
"""Comments, and marks that only the Word they were written in needs."""

_WRAPPERS = (f"{W}smartTag", f"{W}customXml")
_OF_WRAPPERS = (f"{W}smartTagPr", f"{W}customXmlPr")
"""What Word once knew of words it took for a name or a date."""

TRACKED = tuple(f"{W}{each}" for each in (
    "ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "tblPrChange", "trPrChange",
    "tcPrChange", "sectPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
))

_REFUSED: dict[str, Text] = {
    f"{W}footnoteReference": text("en fodnote"),
    f"{W}endnoteReference": text("en slutnote"),
    f"{W}altChunk": text("et indsat dokument (altChunk)"),
    f"{W}subDoc": text("et underdokument"),
    f"{W}object": text("et indlejret objekt (OLE)"),
    f"{W}control": text("et ActiveX-objekt"),
    f"{W}contentPart": text("håndskrift eller andet indlejret indhold"),
    f"{_CHART}chart": text("et diagram"),
    f"{_DIAGRAM}relIds": text("en SmartArt-tegning"),
}
"""What cannot be carried over from an included document; a letterhead may hold it."""


def clean(document: Any, place: Place, *, letterhead: bool) -> Iterator[Problem]:
    """Drop what never belongs in a letter; name what cannot stay."""
    body = document.element.body
    for story in stories_of(document) if letterhead else (Part(place.part, body),):
        yield from _tracked(story, Place(place.name, story.name))
    if not letterhead:
        for number, element in numbered(body):
            if found := _refusal(element, body):
                yield place.problem(number, "kan-ikke-indsaettes", text(
                    "Dokumentet indeholder {ting}, som ikke kan flettes ind i et brev.",
                    ting=found), text("Fjern det, eller skriv indholdet som almindelig tekst."))
    for root in (body, *(story.root for story in running_of(document) if letterhead)):
        _drop(root)
        _unwrap(root)


def _tracked(story: Part, place: Place) -> Iterator[Problem]:
    """The first change of a text that nobody has accepted: it says who made it, and when."""
    for number, element in numbered(story.root):
        if element.tag in TRACKED:
            yield place.problem(number, "sporede-aendringer", text(
                "Skabelonen har sporede ændringer, som ikke er accepteret."), text(
                "Vælg Gennemse, Acceptér alle ændringer, og gem igen."))
            return


def _refusal(element: Any, body: Any) -> Text | None:
    if element.tag == f"{W}sectPr" and element.getparent() is not body:
        return text("et sektionsskift")
    return _REFUSED.get(element.tag)


def _drop(body: Any) -> None:
    for element in list(body.iter(*_DROPPED)):
        parent = element.getparent()
        parent.remove(element)
        if parent.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in parent):
            parent.getparent().remove(parent)


def _unwrap(body: Any) -> None:
    """Take marks around words away and leave the words: a tag may begin in one and end outside."""
    for mark in list(body.iter(*_WRAPPERS)):
        parent, at = mark.getparent(), mark.getparent().index(mark)
        inner = [child for child in mark if child.tag not in _OF_WRAPPERS]
        parent[at:at + 1] = inner


def make_unique(body: Any) -> None:
    """Numbers that must differ within one document, after parts of several were put together."""
    numbers = itertools.count()
    opened: dict[str, str] = {}
    names: set[str] = set()
    for mark in list(body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        old = mark.get(f"{W}id", "")
        if mark.tag == f"{W}bookmarkEnd":
            new = opened.pop(old, "")
        else:
            name = mark.get(f"{W}name", "")
            new = "" if name in names or name == "_GoBack" else str(next(numbers))
            names.add(name)
            opened[old] = new
        if new:
            mark.set(f"{W}id", new)
        else:
            mark.getparent().remove(mark)
    for properties in body.iter(f"{W}sdtPr"):
        for each in properties.findall(f"{W}id"):
            properties.remove(each)
    for paragraph in body.iter(f"{W}p", f"{W}tr"):
        for attribute in (f"{_W14}paraId", f"{_W14}textId"):
            paragraph.attrib.pop(attribute, None)
