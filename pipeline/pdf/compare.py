"""Is the text of a PDF that of the Word document? Paragraph by paragraph, white space aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.docx.package import Docx
from pipeline.errors import Text, text
from pipeline.pdf.text import PAGE, label_words, marked_paragraphs, repeated, running

MAIN = "word/document.xml"
BREAK = "\x0c"
"""Stands between two pages."""

# PDFium gives a hyphen at a line's end as U+0002 or U+FFFE; so hyphens are left out of both sides.
_IGNORED = re.compile(
    "[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x00-\x08\x0e-\x1f\u2010\u2011-]")
# What may stand between paragraphs: bullets, leaders, and numbers or letters of list labels.
_LABELS = re.compile(r"(?:[^\w]|_|\d|[ivxlcdm]{1,8}[.)]|[^\W\d_]{1,2}[.)])*", re.IGNORECASE)
LONGEST_GAP = 2_000
"""More characters than this between two paragraphs are no label and no repeated row."""
_RESIDUE = ("{{", "}}", "{%", "%}")

Difference = tuple[str, str, Text]


def differences(docx: Docx, pages: Sequence[str]) -> Iterator[Difference]:
    """Where the PDF says less, or more, than the document: place, code, message."""
    wanted = marked_paragraphs(docx, MAIN)
    fold = b"<w:caps" in docx.parts.get("word/styles.xml", b"") + docx.parts[MAIN] or (
        b"<w:smallCaps" in docx.parts.get("word/styles.xml", b"") + docx.parts[MAIN])
    normal = _folding if fold else _normal
    furniture = [_pattern("".join(part), normal) for part in running(docx)]
    bodies = [_without(normal(page), furniture) for page in pages]
    known = [normal(row.replace(PAGE, "")) for row in repeated(docx)]
    known += [normal(word) for word in label_words(docx.parts.get("word/numbering.xml", b""))]
    reader = _Reader(BREAK.join(bodies), known)
    for number, paragraph in enumerate(wanted, 1):
        pieces = [piece for piece in map(normal, paragraph.split(PAGE)) if piece]
        if not all([reader.take(piece) for piece in pieces]):
            yield (f"{MAIN}, afsnit {number}", "pdf-kontrol-tekst-mangler",
                   text("Afsnittets tekst står ikke som den skal i PDF-filen."))
    if any(not _explained(rest, known) for rest in reader.left):
        yield ("pdf", "pdf-kontrol-tekst-ekstra",
               text("PDF-filen har tekst, der ikke står i Word-dokumentet."))
    said, shown = "".join(wanted), "".join(pages)
    if any(mark in shown and mark not in said for mark in _RESIDUE):
        yield ("pdf", "pdf-kontrol-skabelonrest",
               text("PDF-filen har rester af skabelonens koder."))


class _Reader:
    """Takes paragraphs out of the PDF's text, in order; `left` is what nobody asked for."""

    def __init__(self, whole: str, known: Sequence[str]) -> None:
        self._known = known
        self._text = whole
        self._at = 0
        self._gaps: list[str] = []

    def take(self, wanted: str) -> bool:
        """Find the paragraph from where we are on; True where the PDF has it."""
        found = self._text.find(wanted, self._at)
        if found >= 0 and self._free(found):
            self._gaps.append(self._text[self._at:found])
            self._at = found + len(wanted)
            return True
        if self._over_pages(wanted):
            return True
        if found >= 0 and BREAK in self._text[self._at:found]:
            # A row that goes on over the page: its left cell's end comes after its right one's
            # beginning.
            self._cut(found, len(wanted))
            return True
        return False

    @property
    def left(self) -> list[str]:
        """What stood between the paragraphs and after the last."""
        rest = [*self._gaps, self._text[self._at:]]
        return [piece for gap in rest for piece in gap.split(BREAK) if piece]

    def _free(self, found: int) -> bool:
        """Whether only labels stand between here and there."""
        between = self._text[self._at:found]
        return not between or (
            len(between) < LONGEST_GAP
            and _explained(between.replace(BREAK, ""), self._known))

    def _over_pages(self, wanted: str) -> bool:
        """The paragraph begins on this page and ends on the next."""
        end = self._text.find(BREAK, self._at)
        if end < 0:
            return False
        here = self._text[self._at:end]
        length = _longest(wanted, here)
        for size in range(length, max(length - 4, 0), -1):
            rest = self._text.find(wanted[size:], end + 1)
            following = self._text.find(BREAK, end + 1)
            if rest < 0 or (0 <= following < rest):
                continue
            self._cut(rest, len(wanted) - size)
            start = here.rfind(wanted[:size])
            self._gaps.append(here[:start])
            self._at += start + size
            return True
        return False

    def _cut(self, start: int, length: int) -> None:
        self._text = self._text[:start] + self._text[start + length:]


def _longest(wanted: str, here: str) -> int:
    """How much of the paragraph's beginning stands on the page."""
    low, high = 0, min(len(wanted), len(here))
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in here:
            low = middle
        else:
            high = middle - 1
    return low


def _normal(value: str) -> str:
    return unicodedata.normalize("NFC", _IGNORED.sub("", value))


def _folding(value: str) -> str:
    return _normal(value).casefold()


def _pattern(value: str, normal: object) -> re.Pattern[str] | None:
    """A header or footer as a page shows it: page numbers are any digits."""
    assert callable(normal)
    pieces = [re.escape(normal(piece)) for piece in value.split(PAGE)]
    return re.compile(r"\d{1,5}".join(pieces)) if any(pieces) else None


def _without(page: str, furniture: Sequence[re.Pattern[str] | None]) -> str:
    """The page without the headers and footers at its ends."""
    for pattern in furniture:
        if pattern is None:
            continue
        if (match := pattern.match(page)) is not None:
            page = page[match.end():]
        else:
            ends = re.compile(f"(?:{pattern.pattern})\\Z").search(page)
            page = page[:ends.start()] if ends is not None else page
    return page


def _explained(rest: str, known: Sequence[str]) -> bool:
    """Whether labels and repeated rows are all there is to it."""
    for phrase in known:
        if phrase:
            rest = rest.replace(phrase, "")
    return _LABELS.fullmatch(rest) is not None
