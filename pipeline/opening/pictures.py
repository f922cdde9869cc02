"""Where two PDFs look different: what lies over the words, or stands in their place.

Call it through `pipeline.forms.room`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.forms.fields import Rect
from pipeline.opening.paper import LONGEST, document

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

SCALE = 1.5
"""Pixels of a point. One pixel is then what programs that save a PDF move a letter by."""
CELL = 2
"""Pixels of the squares that are held against each other."""
UNLIKE = 32
"""Of 255: how much darker or lighter a square is at least where something else is drawn. The same page
saved by Ghostscript comes to 4; a 7 in the place of a 1 to 105, a 0 in the place of an 8 to 117."""
APART = 12
"""Pixels between two rows of differences that are told as two."""
_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A stripe of a page that looks different, and the words that ours has there."""

    page: int
    """Counted from 0."""
    words: str = field(repr=False)


def spots(
    given: bytes, ours: bytes, signatures: Sequence[tuple[int, Rect]] = (), *, notes: bool = True,
) -> tuple[Spot, ...]:
    """Where the pages of a file look otherwise than those of ours; both have as many.

    A signature may stand where our page has nothing. Without `notes` neither's fields and comments are
    drawn. Raises DataError where the file cannot be drawn.
    """
    found = []
    with document(given, fields=notes) as one, document(ours, fields=notes) as other:
        for number in range(min(len(one), len(other))):
            allowed = [rect for page, rect in signatures if page == number]
            found += list(_of_page(one[number], other[number], number, allowed, notes))
    return tuple(found)


def _of_page(one: Any, other: Any, number: int, allowed: Sequence[Rect], notes: bool) -> Iterator[Spot]:
    width, height = other.get_size()
    if max(abs(a - b) for a, b in zip(one.get_size(), (width, height), strict=True)) > _LEAST:
        yield Spot(number, "")
        return
    here, ours = _drawn(one, notes), _drawn(other, notes)
    if here.size != ours.size:
        here = here.resize(ours.size)
    for rect in allowed:
        _without(here, ours, rect, height)
    for left, top, right, bottom in _stripes(_unlike(here, ours)):
        yield Spot(number, _said(other, (left / SCALE, height - bottom / SCALE, right / SCALE,
                                         height - top / SCALE)))


def _drawn(page: pypdfium2.PdfPage, notes: bool) -> Image:
    picture: Image = page.render(scale=SCALE, grayscale=True, may_draw_forms=notes,
                                 draw_annots=notes).to_pil().convert("L")
    return picture


def _without(here: Image, ours: Image, rect: Rect, height: float) -> None:
    """Blank a signature's place, unless it lies on something of ours."""
    left, bottom, right, top = rect
    box = (max(int(left * SCALE) - 1, 0), max(int((height - top) * SCALE) - 1, 0),
           min(int(right * SCALE) + 2, ours.width), min(int((height - bottom) * SCALE) + 2, ours.height))
    if box[0] < box[2] and box[1] < box[3] and ours.crop(box).getextrema() == (255, 255):
        here.paste(255, box)


def _unlike(here: Image, ours: Image) -> Image:
    """White where a letter of one has nothing like it within a pixel of its place in the other."""
    from PIL import ImageChops, ImageFilter

    nearby = ImageFilter.MinFilter(3)
    more = ImageChops.subtract(ours.filter(nearby), here)
    less = ImageChops.subtract(here.filter(nearby), ours)
    worst = ImageChops.lighter(more.reduce(CELL), less.reduce(CELL))
    return worst.point(lambda value: 255 if value >= UNLIKE else 0)


def _stripes(unlike: Image) -> Iterator[tuple[int, int, int, int]]:
    """The parts of a page that differ, from the top down, in pixels of the page."""
    while (box := unlike.getbbox()) is not None:
        left, top, right, bottom = box
        end = _end_of_stripe(unlike, box)
        stripe = unlike.crop((left, top, right, end)).getbbox() or (0, 0, right - left, end - top)
        yield ((left + stripe[0]) * CELL, top * CELL, (left + stripe[2]) * CELL, end * CELL)
        unlike.paste(0, (0, 0, unlike.width, end))
        if end >= bottom:
            return


def _end_of_stripe(unlike: Image, box: tuple[int, int, int, int]) -> int:
    """The row below which there is nothing for a while."""
    left, top, right, bottom = box
    end, gap = top + 1, max(APART // CELL, 1)
    while end < bottom:
        following = unlike.crop((left, end, right, min(end + gap, bottom))).getbbox()
        if following is None:
            return end
        end += following[3]
    return bottom


def _said(page: Any, rect: Rect) -> str:
    """The words in a part of a page of ours."""
    reader = page.get_textpage()
    try:
        left, bottom, right, top = rect
        return str(reader.get_text_bounded(left, bottom, right, top))[:LONGEST]
    finally:
        reader.close()
