"""Do they say the same? Asked of every peer's document before anything is timed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.table import Table

_BROKEN = re.compile("(?<=\\w)(?:-|\u00ad|\u2010|\u0002|\ufffe)?\\s*[\r\n]+\\s*")
_MARK = re.compile(r"\W+")


class Differs(Exception):
    """A peer's document says something else; its time would mean nothing."""


def docx_text(data: bytes, *, heads: bool = False) -> list[str]:
    """What a Word file says: every paragraph with words, white space folded; running heads if asked."""
    document = docx.Document(io.BytesIO(data))
    running = [paragraph.text for section in document.sections if heads
               for head in (section.header, section.first_page_header) for paragraph in head.paragraphs]
    return [folded for each in (*running, *_blocks(document)) if (folded := " ".join(each.split()))]


def _blocks(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from (text for row in block.rows for cell in row.cells for text in _blocks(cell))
        else:
            yield block.text


def pdf_letters(data: bytes) -> str:
    """A PDF's letters and figures, in the order its text is read, without what lines and pages add."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        said = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return letters(said)


def letters(text: str) -> str:
    return _MARK.sub("", unicodedata.normalize("NFKC", _BROKEN.sub("", text))).replace("_", "")


def same_docx(ours: bytes, theirs: bytes, who: str) -> None:
    """Raises Differs, naming how many paragraphs; letters, order and number of paragraphs count."""
    one, other = docx_text(ours, heads=True), docx_text(theirs, heads=True)
    if one != other:
        raise Differs(f"{who}: {_apart(one, other)} paragraphs are not the same")


def same_pdf(said: Sequence[str], theirs: bytes, who: str) -> None:
    """Each paragraph stands in the PDF; over a page's end it may have what stands there within.

    Raises Differs, naming how many do not.
    """
    shown = pdf_letters(theirs)
    lost = [each for each in said if (wanted := letters(each)) and not _within(wanted, shown)]
    if lost:
        raise Differs(f"{who}: {len(lost)} of {len(said)} paragraphs do not stand in its PDF")


def _within(wanted: str, shown: str) -> bool:
    """Whole, or in two parts one after the other with a page's foot and head between."""
    if wanted in shown:
        return True
    for cut in range(1, len(wanted)):
        at = shown.find(wanted[:cut])
        if at < 0:
            return False
        if 0 <= shown.find(wanted[cut:], at + cut) - at - cut <= 400:
            return True
    return False


def _apart(one: Sequence[str], other: Sequence[str]) -> int:
    left, right = Counter(one), Counter(other)
    return max(1, ((left - right) + (right - left)).total())
