"""What every reading copy says of itself: on its first page in full, and on each page in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.docx.compose import ComposedParts
from pipeline.docx.tags import Origin, W
from pipeline.translation.language import DANISH, Language

MAIN = "word/document.xml"
_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_SETTINGS = "word/settings.xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEADER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
NEW_HEADER = "header999.xml"
"""A header of our own, for a letterhead without one."""

_SIDES = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="6" w:color="595959"/>'
                 for side in ("top", "left", "bottom", "right"))
_BOX = (f'<w:pBdr>{_SIDES}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        '<w:spacing w:before="{before}" w:after="{after}"/><w:ind w:left="142" w:right="142"/>')
_LINE = '<w:spacing w:before="0" w:after="60"/>'


def lacking(language: Language) -> bool:
    """Whether the catalog cannot say what such a document is: then there is none in that language."""
    return any(said(language) == said(DANISH) for said in (title, line, explained))


def title(language: Language) -> str:
    """What such a document is called."""
    return language.words("Uofficiel læsekopi")


def line(language: Language) -> str:
    """What stands on each page."""
    return language.words("Uofficiel læsekopi. Det er det danske dokument, der gælder.")


def explained(language: Language) -> str:
    """What stands on the first page."""
    return language.words(
        "Dette er en oversættelse af et dokument på dansk. Den skal kun hjælpe dig med at læse det. Det "
        "er det danske dokument, der gælder. Det, som mennesker selv har skrevet i sagen, er ikke "
        "oversat.")


def titled(danish: str, language: Language) -> str:
    """A document's title with what it is."""
    return f"{danish} ({title(language).lower()})"


def put(parts: ComposedParts, origins: Sequence[Origin], language: Language) -> tuple[Origin, ...]:
    """Put the notice into the parts; where their paragraphs come from, the notice's own too."""
    root = etree.fromstring(parts[MAIN])
    body: Any = root.find(f"{W}body")
    new = [_paragraph(title(language), _BOX.format(before=200, after=0), "<w:b/>"),
           _paragraph(explained(language), _BOX.format(before=0, after=240))]
    for place, paragraph in enumerate(new):
        body.insert(place, paragraph)
    for header in _headers(parts, root):
        story = etree.fromstring(parts[header])
        story.insert(0, _paragraph(line(language), _LINE, '<w:sz w:val="18"/>'))
        parts[header] = _written(story)
    parts[MAIN] = _written(root)
    own = origins[0] if origins else Origin("", 0)
    return (*[own] * len(new), *origins)


def _paragraph(words: str, properties: str, look: str = "") -> Any:
    return etree.fromstring(
        f'<w:p xmlns:w="{W[1:-1]}"><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr>'
        f"<w:t>{escape(words)}</w:t></w:r></w:p>")


def _headers(parts: ComposedParts, root: Any) -> Iterator[str]:
    """The headers of all pages; a first section without one gets one."""
    relations = etree.fromstring(parts[_RELATIONS])
    targets = {each.get("Id"): str(each.get("Target")) for each in relations.iter(_RELATION)}
    sections = list(root.iter(f"{W}sectPr"))
    lacking = [kind for kind in _needed(parts, sections[0]) if not any(
        each.get(f"{W}type") == kind for each in sections[0].iter(f"{W}headerReference"))]
    used = {targets[each.get(f"{_R}id")] for section in sections
            for each in section.iter(f"{W}headerReference")}
    yield from sorted(f"word/{re.sub('^/word/', '', target)}" for target in used)
    if lacking:
        _add_header(parts, relations, sections[0], lacking)
        yield f"word/{NEW_HEADER}"


def _needed(parts: ComposedParts, section: Any) -> Iterator[str]:
    """The kinds of header that the pages of a section have."""
    yield "default"
    if section.find(f"{W}titlePg") is not None:
        yield "first"
    if b"evenAndOddHeaders" in parts.get(_SETTINGS, b""):
        yield "even"


def _add_header(parts: ComposedParts, relations: Any, section: Any, kinds: Sequence[str]) -> None:
    """An empty header of our own, for these kinds of page."""
    parts[f"word/{NEW_HEADER}"] = f'<w:hdr xmlns:w="{W[1:-1]}"></w:hdr>'.encode()
    identifier = "rIdLaesekopi"
    etree.SubElement(relations, _RELATION, Id=identifier, Type=_HEADER, Target=NEW_HEADER)
    parts[_RELATIONS] = _written(relations)
    types = etree.fromstring(parts[_TYPES])
    etree.SubElement(types, _OVERRIDE, PartName=f"/word/{NEW_HEADER}", ContentType=_HEADER_TYPE)
    parts[_TYPES] = _written(types)
    for kind in reversed(kinds):
        reference = etree.Element(f"{W}headerReference", {f"{W}type": kind, f"{_R}id": identifier})
        section.insert(0, reference)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))
