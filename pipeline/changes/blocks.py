"""A letter as its reader goes through it: paragraphs and table rows, each with the heading above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.changes.looks import Look, Styles, styles_of
from pipeline.changes.marking import of_template, plain
from pipeline.docx.package import Docx
from pipeline.docx.tags import W
from pipeline.errors import Text, text
from pipeline.pdf.word.xml import WP, parse
from pipeline.templates.files import MAIN

STORIES: Mapping[str, Text] = {
    "document": text("brødteksten"), "header": text("sidehovedet"), "footer": text("sidefoden"),
    "footnotes": text("fodnoterne")}

_PART = re.compile(r"word/(document|header|footer|footnotes)\d*\.xml")
_SPACE = re.compile(r"\s+")
_LEVEL = re.compile(r"heading ([1-9])", re.IGNORECASE)

Pieces = tuple[tuple[int, Look], ...]
"""Looks of text that follows text: how many characters have each."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table's row with its cells in one line.

    `words` is the letter's text; `own` is the template's, with a sign for each value of the case.
    `look` is of the whole, `pieces` of the text.
    """

    words: str
    own: str
    heading: str
    look: Look = field(compare=False, repr=False)
    pieces: Pieces = field(compare=False, repr=False)


def blocks_of(letter: Docx) -> dict[str, tuple[Block, ...]]:
    """The blocks of each story of a letter, under its name in STORIES; empty paragraphs are left out.

    Parts of one kind (a first page's header, the others') follow each other.
    """
    styles = styles_of(letter.parts.get("word/styles.xml", b""),
                       letter.parts.get("word/numbering.xml", b""))
    found: dict[str, tuple[Block, ...]] = dict.fromkeys(STORIES, ())
    for part in sorted(letter.parts):
        if match := _PART.fullmatch(part):
            root = parse(part, letter.parts[part])
            top = root.find(f"{W}body") if part == MAIN else root
            found[match[1]] += tuple(_Reader(styles).blocks(top))
    return found


class _Reader:
    """Reads one part from its beginning to its end."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._heading = ""

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks below an element; what holds paragraphs in a box is gone into."""
        for child in parent:
            if child.tag == f"{W}p":
                if (block := self._paragraph(child)).words or "drawing" in block.look:
                    yield block
                for box in child.iter(f"{W}txbxContent"):
                    yield from self.blocks(box)
            elif child.tag == f"{W}tr":
                yield from self._row(child)
            elif child.tag in (f"{W}tbl", f"{W}sdt", f"{W}sdtContent", f"{W}footnote", f"{W}ins"):
                yield from self.blocks(child)

    def _paragraph(self, element: Any) -> Block:
        look, standard = self._styles.paragraph(element.find(f"{W}pPr"))
        words, pieces = "", []
        for run in element.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}p")) is not element:
                continue
            written = _written(run)
            if said := plain(written):
                pieces.append((len(said), self._styles.run(standard, run.find(f"{W}rPr"))))
            words += written
        if pictures := [each.get("descr", "") for each in element.iter(f"{WP}docPr")]:
            look = {**look, "drawing": " ".join(pictures)}
        block = Block(_folded(plain(words)), _folded(of_template(words)), self._heading, look,
                      tuple(pieces))
        if _LEVEL.fullmatch(look.get("p:pStyle", "")) and block.words:
            self._heading = block.words
        return block

    def _row(self, row: Any) -> Iterator[Block]:
        cells = [[self._paragraph(each) for each in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")
                 if next(cell.iterancestors(f"{W}tr")) is row]
        words = " | ".join(" / ".join(each.words for each in cell if each.words) for cell in cells)
        own = " | ".join(" / ".join(each.own for each in cell if each.own) for cell in cells)
        if words.strip(" |"):
            inner = [each for cell in cells for each in cell if each.words]
            shape = {"p:table": _shape(row)}
            yield Block(words, own, inner[0].heading, {**inner[0].look, **shape},
                        tuple(piece for each in inner for piece in each.pieces))


def _written(run: Any) -> str:
    pieces = []
    for node in run:
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            pieces.append(" ")
        elif node.tag == f"{W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


def _folded(words: str) -> str:
    return _SPACE.sub(" ", words).strip()


def _shape(row: Any) -> str:
    """What of a row is no text: its cells' widths, borders and shading, whether it repeats."""
    found = []
    for each in row.iter(f"{W}tblHeader", f"{W}tcW", f"{W}gridSpan", f"{W}shd", f"{W}tcBorders",
                         f"{W}vAlign"):
        inner = [f"{child.tag.partition('}')[2]}{sorted(child.attrib.values())}" for child in each]
        found.append(f"{each.tag.partition('}')[2]}{sorted(each.attrib.values())}{inner}")
    table = next(row.iterancestors(f"{W}tbl"), None)
    style = table.find(f"{W}tblPr/{W}tblStyle") if table is not None else None
    return " ".join([*found, style.get(f"{W}val", "") if style is not None else ""])
