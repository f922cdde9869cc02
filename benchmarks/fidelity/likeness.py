"""Two PDFs of one document, page by page: words, where they stand, and how the pages look."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DPI = 50
BLUR = 1.5
"""Pixels: a letter that stands half a point off is no other picture."""

_WORD = re.compile(r"\w+")

Word = tuple[str, float]
"""A word's letters, and how far its baseline lies below the page's upper edge, in points."""


@dataclass(frozen=True, slots=True)
class PageLikeness:
    """One page of both: words in order (1: all), drift in points, difference of grey (0: none)."""

    words: float
    drift: float
    picture: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """Both PDFs' pages; those that only one has are not in `alike`."""

    ours: int
    theirs: int
    alike: tuple[PageLikeness, ...]

    @property
    def departs(self) -> int | None:
        """The first page that does not hold the same words."""
        return next((number for number, page in enumerate(self.alike, 1) if page.words < 0.95), None)


def compared(ours: Path, theirs: Path) -> Likeness:
    """Every page of one PDF with the same page of the other."""
    import pypdfium2

    one, other = pypdfium2.PdfDocument(ours), pypdfium2.PdfDocument(theirs)
    try:
        pages = [_page(mine, its) for mine, its in zip(one, other, strict=False)]
        return Likeness(len(one), len(other), tuple(pages))
    finally:
        one.close()
        other.close()


def whole(ours: Path, theirs: Path) -> float:
    """How alike all words are, in their order, wherever pages end; for documents of some pages."""
    import pypdfium2

    said: list[list[str]] = []
    for path in (ours, theirs):
        document = pypdfium2.PdfDocument(path)
        said.append([word for page in document for word, _ in words(page)])
        document.close()
    return difflib.SequenceMatcher(None, said[0], said[1], autojunk=False).ratio()


def _page(ours: Any, theirs: Any) -> PageLikeness:
    mine, its = words(ours), words(theirs)
    matcher = difflib.SequenceMatcher(None, [w for w, _ in mine], [w for w, _ in its], autojunk=False)
    moved = [mine[block.a + n][1] - its[block.b + n][1]
             for block in matcher.get_matching_blocks() for n in range(block.size)]
    drift = max(moved, key=abs) if moved else 0.0
    return PageLikeness(round(matcher.ratio(), 4), round(drift, 1),
                        round(difference(picture(ours), picture(theirs)), 4))


def words(page: Any) -> list[Word]:
    """The page's words in the order they are drawn; marks without letters or figures are none."""
    reader = page.get_textpage()
    try:
        high, shown = page.get_height(), reader.get_text_range()
        last = reader.count_chars() - 1
        # A ligature's letters come in any order.
        return [("".join(sorted(unicodedata.normalize("NFKC", found[0]))),
                 high - _baseline(reader, min(found.start(), last)))
                for found in _WORD.finditer(shown)]
    finally:
        reader.close()


def _baseline(reader: Any, index: int) -> float:
    """Where a character stands, above the page's lower edge."""
    import ctypes

    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(reader.raw, index, x, y)
    return y.value


def picture(page: Any, dpi: float = DPI) -> Any:
    """The page in grey, as Pillow has it."""
    return page.render(scale=dpi / 72, grayscale=True).to_pil()


def difference(one: Any, other: Any) -> float:
    """How far two pictures are apart on average: 0 the same, 1 black for white."""
    from PIL import Image, ImageChops, ImageFilter, ImageStat

    size = max(one.width, other.width), max(one.height, other.height)
    sheets = []
    for each in (one, other):
        sheet = Image.new("L", size, 255)
        sheet.paste(each)
        sheets.append(sheet.filter(ImageFilter.GaussianBlur(BLUR)))
    return float(ImageStat.Stat(ImageChops.difference(*sheets)).mean[0]) / 255


