"""What a template's file must not be or hold: programs, locks, bombs, and fields that fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.docx.contents import TRACKED
from pipeline.docx.tags import W
from pipeline.errors import text
from pipeline.pdf.xml import parse
from pipeline.templates.files import MAIN, TemplateFile
from pipeline.templates.findings import Finding, Spot

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file begins that Word has locked with a password, or that is of before 2007."""

FETCHING = frozenset({
    "AUTOTEXT", "AUTOTEXTLIST", "DATABASE", "DDE", "DDEAUTO", "EMBED", "GLOSSARY", "IMPORT",
    "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "MERGEFIELD", "RD"})
"""Fields whose text comes from another file, another program or a list of addresses."""

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FOLLOWED = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_FIELD = re.compile(r"\s*([A-Za-z]+)")


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
    spot = file.spot(owner if owner in file.stories else MAIN)
    for relation in parse(part, data).iter(_RELATIONS):
        kind = relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode") != "External":
            continue
        if kind == "hyperlink":
            if not _FOLLOWED.match(relation.get("Target", "")):
                yield Finding("link-andet", spot, text(
                    "Et link peger på noget andet end en hjemmeside, en mail eller et telefonnummer."),
                    text("Ret linkets adresse, eller fjern linket."))
        elif kind == "attachedTemplate":
            yield Finding("skabelon-vedhaeftet", Spot(file.name), text(
                "Filen bygger på en Word-skabelon, der ligger et andet sted."), text(
                "Vælg Udvikler, Dokumentskabelon, og skift til Normal.dotm."), "advarsel")
        else:
            yield Finding("henter-udefra", spot, text(
                "Filen henter noget et andet sted fra ({slags}), når brevet åbnes.", slags=kind), text(
                "Sæt indholdet ind i dokumentet selv."))


def _in_story(file: TemplateFile, part: str, root: Any) -> Iterator[Finding]:
    number, tracked = 0, False
    for element in root.iter("*"):
        number += element.tag == f"{W}p"
        if element.tag in TRACKED and not tracked:
            tracked = True
            yield Finding("sporede-aendringer", file.spot(part, number), text(
                "Skabelonen har sporede ændringer, som ikke er accepteret."), text(
                "Vælg Gennemse, Acceptér alle ændringer, og gem igen."))
        elif name := _fetching(element):
            yield Finding("felt-henter", file.spot(part, number), text(
                "Her er et Word-felt, der henter noget et andet sted fra: {navn}.", navn=name), text(
                "Fjern feltet (Skift+F9 viser dem), og skriv teksten selv."))


def _fetching(element: Any) -> str:
    """The name of a field that fetches."""
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
