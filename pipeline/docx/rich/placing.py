"""Where a text with marks is printed: as paragraphs of its own, or as part of a sentence.

A rendered part holds each such text between two characters that no XML can hold. A field that stands
alone in its paragraph becomes as many paragraphs as its text has; elsewhere it stays in its line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.docx.rich.lists import Lists
from pipeline.docx.rich.paragraphs import Frame, paragraphs
from pipeline.docx.rich.runs import inside
from pipeline.docx.values import RICH, RICH_END
from pipeline.richtext.blocks import blocks_of

_TEXT = rf"{RICH}([^{RICH_END}]*){RICH_END}"
# Its first character is one of two: that is what makes it quick.
_PIECE = re.compile(rf"[<{RICH}](?:(?<=<)(/?)w:(p|tc|txbxContent)(?=[ >])[^>]*>"
                    rf"|(?<={RICH})([^{RICH_END}]*){RICH_END})")
_TAG = re.compile(r"<[^>]*>")
_LOOK = r"(?:<w:rPr>.*?</w:rPr>|<w:rPr/>)?"
_BLANK = r"(?:<w:t(?: [^>]*)?>\s*</w:t>|<w:t(?: [^>]*)?/>|<w:lastRenderedPageBreak/>)*"
_ASIDE = (rf"(?:<w:(?:bookmarkStart|bookmarkEnd|proofErr)\b[^>]*/>"
          rf"|<w:r(?: [^>]*)?>{_LOOK}{_BLANK}</w:r>)*")
_ALONE = re.compile(
    rf"(<w:p(?: [^>]*)?>)(<w:pPr>.*?</w:pPr>|<w:pPr/>)?({_ASIDE})<w:r(?: [^>]*)?>({_LOOK}){_BLANK}"
    rf"<w:t(?: [^>]*)?>\s*{_TEXT}\s*</w:t>{_BLANK}</w:r>({_ASIDE})</w:p>", re.S)
_RUN = re.compile(rf"<w:r(?: [^>]*)?>({_LOOK})", re.S)
_WHOLE = ("<w:sectPr", "<w:framePr", "<w:pageBreakBefore")
"""A paragraph with one of these cannot become two."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the part that has texts with marks: where it begins, and where they stand."""

    start: int
    narrow: bool
    """Whether it stands in a table's cell or a text box."""
    texts: list[re.Match[str]] = field(default_factory=list)


def placed(xml: str, lists: Lists) -> str:
    """The part with each text set; its lists are noted in `lists`."""
    out: list[str] = []
    done = 0
    for start, end, written in sorted(_places(xml, lists)):
        out += [xml[done:start], written]
        done = end
    return "".join((*out, xml[done:]))


def _places(xml: str, lists: Lists) -> Iterator[tuple[int, int, str]]:
    """What stands instead of which stretch of the part."""
    opened: list[_Paragraph] = []
    narrow = 0
    for piece in _PIECE.finditer(xml):
        if piece[2] is None:
            opened[-1].texts.append(piece)
        elif piece[2] != "p":
            narrow += -1 if piece[1] else 1
        elif piece[1]:
            if (paragraph := opened.pop()).texts:
                yield from _in_paragraph(xml, paragraph, piece.end(), lists)
        elif not piece[0].endswith("/>"):
            opened.append(_Paragraph(piece.start(), narrow > 0))


def _in_paragraph(
    xml: str, paragraph: _Paragraph, end: int, lists: Lists,
) -> Iterator[tuple[int, int, str]]:
    if len(paragraph.texts) == 1 and (alone := _ALONE.fullmatch(xml, paragraph.start, end)):
        opening, properties, before, look, words, after = alone.groups("")
        blocks = blocks_of(html.unescape(words))
        frame = Frame(opening, properties, before, look, after, paragraph.narrow)
        splits = len(blocks) > 1 or blocks[0].list
        if splits and not any(mark in properties for mark in _WHOLE) and (
                not lists.letterhead.look(properties).heading):
            yield paragraph.start, end, paragraphs(frame, blocks, lists)
            return
    for text in paragraph.texts:
        before = xml[paragraph.start:text.start()]
        blocks = blocks_of(html.unescape(text[3]))
        below = bool(blocks[0].list and _TAG.sub("", before).strip())
        yield text.start(), text.end(), inside(blocks, _look_of_run(before), below)


def _look_of_run(before: str) -> str:
    """The `w:rPr` of the run that is open at the end of this piece of a paragraph."""
    start = max(before.rfind("<w:r>"), before.rfind("<w:r "))
    found = _RUN.match(before, max(start, 0))
    return found[1] if found and "</w:r>" not in before[found.end():] else ""
