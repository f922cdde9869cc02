"""What a Word document says, wherever in its parts: text, notes, properties, alt texts, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.docx.package import Docx
from pipeline.gate.channel import Channel
from pipeline.gate.words import bare, unescaped

STILL = frozenset({
    "[Content_Types].xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml",
    "word/fontTable.xml", "word/webSettings.xml", "word/theme/theme1.xml"})
"""Parts that our own letters have from their template, word for word."""

_NAMES = (("word/document", "tekst"), ("word/header", "sidehoved"), ("word/footer", "sidehoved"),
          ("word/footnotes", "note"), ("word/endnotes", "note"), ("word/comments", "note"),
          ("docProps/", "egenskaber"), ("customXml/", "medfoelgende"))
_ATTRIBUTES = (
    ("billedtekst", re.compile(r'\s(?:descr|title|alt|o:title)="([^"]*)"')),
    ("bogmaerke", re.compile(r'<w:bookmarkStart\b[^>]*\sw:name="([^"]*)"')),
    ("henvisning", re.compile(r'\s(?:Target|w:anchor|w:tooltip|w:instr)="([^"]*)"')),
    ("medfoelgende", re.compile(r'<w:(?:tag|alias|docVar|default|listItem)\b[^>]*\sw:val="([^"]*)"')))
_BETWEEN = re.compile(r"<(?:w:br|w:cr|w:tab|w:ptab|/w:p|/w:tc|/a:p)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WORDS = re.compile(rb">([^<]+)")
_VALUES = re.compile(rb'="([^"]{4,})"')


def haystack(docx: Docx) -> bytes:
    """All words of a document as `bare` has them, with no break between runs; what stands in
    attributes too, where it is more than a measure."""
    # Between two of them stands a mark that is never left out.
    pieces = [bare("".join(docx.parts))]
    for name, part in _read(docx):
        json = name.startswith("customXml/")
        pieces += [bare(unescaped(each.decode("utf-8", "replace"), json=json)) for each in (
            b"".join(_WORDS.findall(part)), _attributes(part))]
    return b"|".join(pieces)


def _read(docx: Docx) -> Iterator[tuple[str, bytes]]:
    """The parts that say something, each in the encoding that most have."""
    for name, part in docx.parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and not (docx.template_key and name in STILL):
            wide = part[:2] in (b"\xff\xfe", b"\xfe\xff")
            yield name, part.decode("utf-16", "replace").encode() if wide else part


def _attributes(part: bytes) -> bytes:
    """What attributes say; all of the part where it is written in a way that no program of ours is."""
    if b"<!--" in part or b" ='" in part or part.count(b"='") > 3:
        return part
    return b"|".join(value for value in _VALUES.findall(part) if not value.isdigit())


def channels(docx: Docx) -> Iterator[Channel]:
    """Each place in the document where something can stand."""
    yield Channel("filnavn", "\n".join(docx.parts))
    for name, part in _read(docx):
        xml = part.decode("utf-8", "replace")
        channel = next((said for start, said in _NAMES if name.startswith(start)), "opmaerkning")
        # In a text what stands in two runs can be one word; of properties each is its own.
        yield Channel(channel, _TAG.sub("" if name.startswith("word/") else "\n",
                                        _BETWEEN.sub("\n", xml)))
        for said, attribute in _ATTRIBUTES:
            yield Channel(said, "\n".join(attribute.findall(xml)))
        yield Channel("opmaerkning", xml, marks=True)
