"""What no template may bring into a letter: programs, and whatever fetches from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from pipeline.docx.package import unreadable
from pipeline.docx.stories import Part, numbered, stories_of
from pipeline.docx.tags import Place, W
from pipeline.errors import Problem, text

FETCHING = frozenset({
    "AUTOTEXT", "AUTOTEXTLIST", "DATABASE", "DDE", "DDEAUTO", "EMBED", "GLOSSARY", "IMPORT",
    "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "MERGEFIELD", "RD"})
"""Fields whose text comes from another file, another program or a list of addresses."""
FOLLOWED = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
"""How the addresses begin that a link may have."""
DROPPED = frozenset({"attachedTemplate", "mailMergeSource"})
"""Relations to elsewhere that composing takes out (see privacy)."""
_FIELD = re.compile(r"\s*([A-Za-z]+)")


def without_types(parts: Mapping[str, bytes], name: str) -> Mapping[str, bytes]:
    """The parts, once each is known to be XML without a document type.

    Word never writes one; with it a few letters unfold to a gigabyte, or to another file. Raises
    TemplateError.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for part, data in parts.items():
        if part.endswith((".xml", ".rels")):
            try:
                about: Any = etree.fromstring(data, parser).getroottree().docinfo
            except (etree.XMLSyntaxError, ValueError):
                raise unreadable(name) from None
            if about.doctype:
                raise unreadable(name)
    return parts


def problems(document: Any, place: Place, *, letterhead: bool) -> Iterator[Problem]:
    """Everything of that sort in a file; of a letterhead also its headers, footers and relations."""
    package = document.part.package
    parts = list(package.iter_parts())
    if any(str(part.partname).casefold().endswith(("vbaproject.bin", "vbadata.xml")) for part in parts):
        yield Problem(place.name, "docx-makroer", text("Skabelon"), text("Filen har makroer."), text(
            "Gem den i Word som almindeligt dokument (.docx) uden makroer."))
    for relation in document.part.rels.values() if not letterhead else (
            each for part in (package, *parts) for each in part.rels.values()):
        yield from _relation(relation, place, letterhead)
    for story in stories_of(document) if letterhead else (
            Part(place.part, document.element.body),):
        yield from _fields(story, Place(place.name, story.name))


def _relation(relation: Any, place: Place, letterhead: bool) -> Iterator[Problem]:
    if not relation.is_external:
        return
    kind = relation.reltype.rpartition("/")[2]
    if kind == "hyperlink":
        if not FOLLOWED.match(relation.target_ref):
            yield place.problem(0, "link-andet", text(
                "Et link peger på noget andet end en hjemmeside, en mail eller et telefonnummer."),
                text("Ret linkets adresse, eller fjern linket."))
    elif letterhead and kind not in DROPPED:
        yield place.problem(0, "henter-udefra", text(
            "Brevpapiret henter noget et andet sted fra, når brevet åbnes."), text(
            "Sæt indholdet ind i dokumentet selv."))


def _fields(story: Part, place: Place) -> Iterator[Problem]:
    for number, element in numbered(story.root):
        if name := fetching(element):
            yield place.problem(number, "felt-henter", text(
                "Her er et Word-felt, der henter noget et andet sted fra: {navn}.", navn=name), text(
                "Fjern feltet (Alt+F9 viser feltkoderne), og skriv teksten selv."))


def fetching(element: Any) -> str:
    """The name of a field that fetches, told at its first run."""
    code = element.get(f"{W}instr", "") if element.tag == f"{W}fldSimple" else _instruction(element)
    match = _FIELD.match(code)
    return match[1].upper() if match and match[1].upper() in FETCHING else ""


def _instruction(element: Any) -> str:
    """A field's whole code, told at its first run: Word splits it as it likes."""
    if element.tag != f"{W}instrText":
        return ""
    paragraph = next(element.iterancestors(f"{W}p"), None)
    pieces: list[Any] = []
    for each in paragraph.iter(f"{W}instrText", f"{W}fldChar") if paragraph is not None else ():
        if each.tag == f"{W}fldChar":
            if element in pieces:
                break
            pieces = []
        else:
            pieces.append(each)
    return "".join(piece.text or "" for piece in pieces) if pieces and pieces[0] is element else ""
