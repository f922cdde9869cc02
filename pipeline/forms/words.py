"""The words printed on a form's pages and where they stand: what a person reads beside its fields.

Call it through `room`: the form is somebody else's file and may be made to harm.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.forms.fields import Rect

MOST = 100_000
"""Characters of a page that are looked at."""
GAP = 0.6
"""How many times a line's height two words may stand apart and still be one phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together on a line, in the page's own points from its lower left corner."""

    page: int
    rect: Rect
    words: str = field(repr=False)


def phrases(data: bytes) -> tuple[Phrase, ...]:
    """Every phrase of a PDF, page by page. Raises DataError where it cannot be read."""
    import pypdfium2

    from pipeline.forms import told

    try:
        document = pypdfium2.PdfDocument(data)
        found: list[Phrase] = []
        for number in range(len(document)):
            found += _of_page(document[number], number)
        return tuple(found)
    except pypdfium2.PdfiumError:
        raise told.unreadable() from None


def _of_page(page: object, number: int) -> list[Phrase]:
    """The rectangles of text that PDFium finds, those of one line put together."""
    text = page.get_textpage()  # type: ignore[attr-defined]
    made: list[Phrase] = []
    for index in range(text.count_rects(0, MOST)):
        left, bottom, right, top = text.get_rect(index)
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        if not words:
            continue
        before = made[-1] if made else None
        if before and _one_line(before.rect, (left, bottom, right, top)):
            rect = (before.rect[0], min(before.rect[1], bottom), right, max(before.rect[3], top))
            made[-1] = Phrase(number, rect, f"{before.words} {words}")
        else:
            made.append(Phrase(number, (left, bottom, right, top), words))
    return made


def _one_line(before: Rect, after: Rect) -> bool:
    height = max(before[3] - before[1], after[3] - after[1])
    middle = (after[1] + after[3]) / 2
    return before[1] <= middle <= before[3] and -height <= after[0] - before[2] <= GAP * height
