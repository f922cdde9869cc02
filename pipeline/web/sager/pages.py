"""A letter's pages as pictures, with the words that stand on them; in a worker."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, field

DPI = 110
"""Dots of an inch: letters of ten points can be read, and a page is about sixty kilobytes."""
POINTS = 72
COLOURS = 64
"""Letters are black on white with a logo: a fourth of the bytes that all colours would take."""
FAST = 2
"""Pillow's FASTOCTREE."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, of how many, its picture and its words."""

    number: int
    pages: int
    png: bytes = field(repr=False)
    width: int
    height: int
    words: str = field(repr=False)

    @property
    def address(self) -> str:
        """The picture itself as an address, so that no other has to lead to it."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


def drawn(pdf: bytes, number: int) -> Page:
    """A page of one of our own PDFs; the nearest there is to that number."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        number = min(max(number, 1), len(document))
        page = document[number - 1]
        picture = page.render(scale=DPI / POINTS).to_pil()
        reader = page.get_textpage()
        words = str(reader.get_text_range()).replace("\r\n", "\n").replace("\ufffe", "-")
        reader.close()
        written = io.BytesIO()
        picture.quantize(COLOURS, method=FAST).save(written, "PNG")
        return Page(number, len(document), written.getvalue(), picture.width, picture.height, words)
    finally:
        document.close()
