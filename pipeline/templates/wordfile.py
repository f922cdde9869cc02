"""Writes a plain Word document: headings, paragraphs, tags to paste, tables with a header row.

It gets its typefaces and styles from one of the templates, so that it looks like the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from pipeline.docx.package import pack, read_parts
from pipeline.docx.tags import W
from pipeline.templates.files import CORE, MAIN

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER, RELATIONS, TYPES = "word/footer1.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_ROOT = f'xmlns:w="{W[1:-1]}" xmlns:r="{OFFICE}"'
_WIDE = 14570
"""The width of a page's text on its side, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind: `code` is to be pasted, `target` the name of a place they lead to."""

    words: str
    code: bool = False
    strong: bool = False
    target: str = ""

    @property
    def xml(self) -> str:
        """The run as Word has it."""
        look = ('<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:noProof/>'
                '<w:sz w:val="17"/><w:szCs w:val="17"/>') if self.code else ""
        style = "Strong" if self.strong else "Hyperlink" if self.target else ""
        named = f'<w:rStyle w:val="{style}"/>' if style else ""
        properties = f"<w:rPr>{named}{look}</w:rPr>" if named or look else ""
        run = f'<w:r>{properties}<w:t xml:space="preserve">{escape(self.words, quote=False)}</w:t></w:r>'
        return f'<w:hyperlink w:anchor="{self.target}">{run}</w:hyperlink>' if self.target else run


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a style of the templates; `place` is a name that runs can lead to, `keep` holds it
    on the page of what follows."""

    runs: tuple[Run, ...]
    style: str = ""
    place: str = ""
    keep: bool = False

    @property
    def xml(self) -> str:
        """The paragraph as Word has it."""
        look = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        look += "<w:keepNext/>" if self.keep else ""
        look = f"<w:pPr>{look}</w:pPr>" if look else ""
        inner = "".join(run.xml for run in self.runs)
        if self.place:
            number = re.sub(r"\D", "", self.place)
            inner = (f'<w:bookmarkStart w:id="{number}" w:name="{self.place}"/>{inner}'
                     f'<w:bookmarkEnd w:id="{number}"/>')
        return f"<w:p>{look}{inner}</w:p>"


def line(words: str, style: str = "", place: str = "", *, keep: bool = False) -> Line:
    """A paragraph of plain words."""
    return Line((Run(words),), style, place, keep)


def code(words: str, style: str = "Brevinfo", *, keep: bool = False) -> Line:
    """A paragraph to be pasted."""
    return Line((Run(words, code=True),), style, keep=keep)


Cell = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; `caption` says what it holds, `shares` how wide its columns are."""

    caption: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]] = field(repr=False)
    shares: tuple[int, ...]

    @property
    def xml(self) -> str:
        """The table as Word has it."""
        widths = [_WIDE * share // sum(self.shares) for share in self.shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        header = _row([[line(words, "Tabeltekst", keep=True)] for words in self.header], widths,
                      "<w:tblHeader/>")
        rows = "".join(_row(row, widths) for row in self.rows)
        return (f'<w:tbl><w:tblPr><w:tblStyle w:val="Skema"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
                '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
                'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
                f'<w:tblCaption w:val="{escape(self.caption)}"/></w:tblPr>'
                f"<w:tblGrid>{grid}</w:tblGrid>{header}{rows}</w:tbl>")


def _row(cells: Sequence[Cell], widths: Sequence[int], more: str = "") -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'{"".join(each.xml for each in cell)}</w:tc>'
        for cell, width in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inner}</w:tr>"


Block = Line | Table


def document(like: bytes, blocks: Iterable[Block], title: str, footer: str = "") -> bytes:
    """A Word document of blocks with the styles of the template `like`.

    With `footer` the pages lie on their side and are numbered after those words; else they are as in
    the template. The same blocks give the same bytes.
    """
    parts = dict(read_parts(like))
    section = re.search(r"<w:sectPr\b.*</w:sectPr>", parts[MAIN].decode(), re.DOTALL)
    page = section[0] if section else ""
    if footer:
        page = ('<w:sectPr><w:footerReference w:type="default" r:id="rIdFod"/>'
                '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
                '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="510" '
                'w:footer="454" w:gutter="0"/></w:sectPr>')
        _add_footer(parts, footer)
    body = "".join(block.xml for block in blocks)
    parts[MAIN] = _part(f"<w:document {_ROOT}><w:body>{body}{page}</w:body></w:document>")
    parts[CORE] = re.sub(rb"(<dc:title>)[^<]*", rb"\1" + escape(title).encode(), parts[CORE])
    return pack(parts)


def _part(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def _add_footer(parts: dict[str, bytes], words: str) -> None:
    """A footer with the page's number."""
    fields = [f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
              for name in ("PAGE", "NUMPAGES")]
    parts[FOOTER] = _part(
        f'<w:ftr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{Run(f"{words} · side ").xml}'
        f'{fields[0]}{Run(" af ").xml}{fields[1]}</w:p></w:ftr>')
    _put(parts, RELATIONS, "</Relationships>",
         f'<Relationship Id="rIdFod" Type="{OFFICE}/footer" Target="footer1.xml"/>')
    _put(parts, TYPES, "</Types>", f'<Override PartName="/{FOOTER}" ContentType="application/'
         'vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>')


def _put(parts: dict[str, bytes], name: str, end: str, more: str) -> None:
    parts[name] = parts[name].replace(end.encode(), f"{more}{end}".encode())
