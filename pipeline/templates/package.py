"""What a template's file must not be or hold: programs, locks, bombs, and fields that fetch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.docx.contents import TRACKED
from pipeline.docx.outside import FOLLOWED, fetching
from pipeline.docx.tags import W
from pipeline.errors import Text, text
from pipeline.pdf.word.xml import R, parse
from pipeline.templates.files import MAIN, TemplateFile
from pipeline.templates.findings import Finding, Spot

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file begins that Word has locked with a password, or that is of before 2007."""

TOLD = frozenset({"docx-makroer", "felt-henter", "henter-udefra", "link-andet"})
"""What composing would tell once more of a file."""

_FETCHED: Mapping[str, Text] = {
    "image": text("et billede"), "oleObject": text("et objekt"), "package": text("et objekt"),
    "video": text("lyd eller film"), "audio": text("lyd eller film"), "media": text("lyd eller film"),
    "subDocument": text("et dokument"), "aFChunk": text("et dokument"), "frame": text("en side")}
"""Relations to things elsewhere, by the last word of their type."""
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def refused_file(name: str, data: bytes) -> Finding | None:
    """Why a file is not even opened: it is locked, or it is no Word document of today."""
    if not data.startswith(LOCKED):
        return None
    return Finding("docx-laast", Spot(name), text(
        "Filen er låst med adgangskode, eller den er i Words gamle format (.doc)."), text(
        "Åbn den i Word, fjern adgangskoden, og gem den som .docx."))


def of_package(file: TemplateFile) -> Iterator[Finding]:
    """Everything in the file's package that no letter may carry on."""
    yield from _macros(file)
    for part, data in file.parts.items():
        if part.endswith(".rels"):
            yield from _relations(file, part, data)
    for story in file.stories.values():
        yield from _in_story(file, story.part, story.root)


def _macros(file: TemplateFile) -> Iterator[Finding]:
    types = file.parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(part.lower().endswith(("vbaproject.bin", "vbadata.xml"))
                                       for part in file.parts):
        yield Finding("docx-makroer", Spot(file.name), text("Filen har makroer."), text(
            "Gem den i Word som almindeligt dokument (.docx) uden makroer."))


def _relations(file: TemplateFile, part: str, data: bytes) -> Iterator[Finding]:
    """Whatever would be fetched from elsewhere when a letter is opened."""
    owner = part.replace("_rels/", "").removesuffix(".rels")
    story = owner if owner in file.stories else MAIN
    for relation in parse(part, data).iter(_RELATIONS):
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode") != "External":
            continue
        spot = file.spot(story, _used_in(file, story, relation.get("Id", "")))
        if kind == "hyperlink":
            if not FOLLOWED.match(relation.get("Target", "")):
                yield Finding("link-andet", spot, text(
                    "Et link peger på noget andet end en hjemmeside, en mail eller et telefonnummer."),
                    text("Ret linkets adresse, eller fjern linket."))
        elif kind == "attachedTemplate":
            yield Finding("skabelon-vedhaeftet", Spot(file.name), text(
                "Filen bygger på en Word-skabelon, der ligger et andet sted."), text(
                "Vælg Udvikler, Dokumentskabelon, og skift til Normal.dotm."), "advarsel")
        else:
            thing = _FETCHED.get(kind, text("noget"))
            yield Finding("henter-udefra", spot, text(
                "Filen henter {ting} et andet sted fra, når brevet åbnes.", ting=thing),
                text("Sæt indholdet ind i dokumentet selv."))


def _used_in(file: TemplateFile, part: str, identifier: str) -> int:
    """The first paragraph that asks for a relation; 0 where none does."""
    number: int = 0
    for element in file.stories[part].root.iter("*"):
        number += element.tag == f"{W}p"
        if any(value == identifier and name.startswith(R) for name, value in element.attrib.items()):
            return number
    return 0


def _in_story(file: TemplateFile, part: str, root: Any) -> Iterator[Finding]:
    number, tracked = 0, False
    for element in root.iter("*"):
        number += element.tag == f"{W}p"
        if element.tag in TRACKED and not tracked:
            tracked = True
            yield Finding("sporede-aendringer", file.spot(part, number), text(
                "Skabelonen har sporede ændringer, som ikke er accepteret."), text(
                "Vælg Gennemse, Acceptér alle ændringer, og gem igen."))
        elif name := fetching(element):
            yield Finding("felt-henter", file.spot(part, number), text(
                "Her er et Word-felt, der henter noget et andet sted fra: {navn}.", navn=name), text(
                "Fjern feltet (Alt+F9 viser feltkoderne), og skriv teksten selv."))
