"""Is the text of a PDF that of the Word document? Paragraph by paragraph, white space aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.errors import Text, text
from pipeline.pdf.proof import leftward
from pipeline.pdf.proof.furniture import bare, lone_number
from pipeline.pdf.proof.labels import labels
from pipeline.pdf.proof.text import (
    PAGE,
    body,
    label_words,
    notes,
    paragraphs,
    repeated,
    running,
    spanning,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN = "word/document.xml"
BREAK = "\x0c"
"""Stands between two pages."""

# PDFium gives a hyphen at a line's end as U+0002 or U+FFFE; so hyphens are left out of both sides.
_IGNORED = re.compile(
    "[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x00-\x08\x0e-\x1f\u2010\u2011-]")
# What may stand between paragraphs: bullets and leaders, a page number, and one list label such
# as "2.1", "b)" or "(iv)"; Word goes from "z" on to "aa" and "bb".
_LEADERS = re.compile(r"(?:[^\w]|_)*")
_LABEL = re.compile(
    r"(?:[^\w]|_|\d)*(?:(?:\d+|[ivxlcdm]{1,9}|([a-zæøå])\1*)[.):]+)*(?:[^\w]|_|\d)*",
    re.IGNORECASE)
# Where there are notes, there are their numbers too, in any figures.
_NUMBERED = re.compile(r"(?:[^\w]|_|\d|[a-zæøå]{1,9}[.):]|[ivxlcdm])*", re.IGNORECASE)
_NOTES = re.compile(rb"<w:(?:foot|end)noteReference\b")
_END = "\uffff"
"""Between two paragraphs, normalised together for speed; XML has no such character."""
LONGEST_GAP = 2_000
"""More characters than this between two paragraphs are no label and no repeated row."""
_RESIDUE = ("{{", "}}", "{%", "%}")

_NUMBERS = re.compile(rb"\b(?:PAGE|NUMPAGES|PAGEREF)\b")

Difference = tuple[str, str, Text]
Normal = Callable[[str], str]


def differences(docx: Docx, pages: Sequence[str]) -> list[Difference]:
    """Where the PDF says less, or more, than the document: place, code, message."""
    root = body(docx)
    found = list(_differences(docx, root, pages, ()))
    if found and (counted := labels(docx, root)):
        # A list's numbers may read as words of its paragraphs do: then they have to be known.
        return list(_differences(docx, root, pages, counted)) and found
    return found


def _differences(
    docx: Docx, root: Element, pages: Sequence[str], counted: Sequence[str],
) -> Iterator[Difference]:
    """The differences, where `counted` are the numbers the paragraphs have in their lists."""
    wanted = paragraphs(root)
    normal: Normal = _folding if _has_capitals(docx) else _normal
    if leftward.found((*wanted, *pages)):
        yield from _leftward(docx, root, pages)
        normal = leftward.without(normal, f"[{BREAK}{_END}{PAGE}]")
    bodies = bare(docx, pages, normal)
    known = _Known(docx, root, normal)
    loose = [number for number, spans in enumerate(spanning(root)) if spans] if (
        b"<w:vMerge" in docx.parts[MAIN] or b"<w:txbxContent" in docx.parts[MAIN]) else []
    # Notes stand at the foot of whichever page, or after it all.
    apart = notes(docx, root) if _NOTES.search(docx.parts[MAIN]) else []
    known.loose = [normal(said) for said in (
        *(wanted[number] for number in loose), *(said for _, said in apart))]
    reader = _Reader(BREAK.join(bodies), known)
    missing = []
    told = [label + PAGE + said for label, said in zip(counted, wanted, strict=True)] if (
        counted) else wanted
    whole = normal(_END.join(told).replace("\t", PAGE))
    for number, paragraph in enumerate(whole.split(_END)):
        if number not in loose:
            taken = [reader.take(piece) for piece in paragraph.split(PAGE) if piece]
            missing += [] if all(taken) else [number]
    beside = [*loose, *range(len(wanted), len(wanted) + len(apart))]
    missing += reader.absent(zip(beside, known.loose, strict=True))
    for number in sorted(missing):
        place = (f"{MAIN}, afsnit {number + 1}" if number < len(wanted) else
                 apart[number - len(wanted)][0])
        yield (place, "pdf-kontrol-tekst-mangler",
               text("Afsnittets tekst står ikke som den skal i PDF-filen."))
    if not all(map(known.explains, reader.left)):
        yield ("pdf", "pdf-kontrol-tekst-ekstra",
               text("PDF-filen har tekst, der ikke står i Word-dokumentet."))
    said = "".join((*wanted, *(each for _, each in apart), *chain(*running(docx))))
    shown = "".join(pages)
    if any(mark in shown and mark not in said for mark in _RESIDUE):
        yield ("pdf", "pdf-kontrol-skabelonrest",
               text("PDF-filen har rester af skabelonens koder."))


def _leftward(docx: Docx, root: Element, pages: Sequence[str]) -> Iterator[Difference]:
    """Where Arabic or Hebrew is missing, or too much, in the whole PDF."""
    said = leftward.letters([*paragraphs(root), *(words for _, words in notes(docx, root))])
    shown, beside = leftward.letters(pages), leftward.letters(
        words for part in running(docx) for words in part)
    if said - shown:
        yield (MAIN, "pdf-kontrol-tekst-mangler",
               text("Arabiske eller hebraiske ord står forkert i PDF-filen."))
    again = leftward.letters(repeated(root)) + beside
    if any(letter not in again for letter in shown - said):
        yield ("pdf", "pdf-kontrol-tekst-ekstra",
               text("PDF-filen har tekst, der ikke står i Word-dokumentet."))


def _has_capitals(docx: Docx) -> bool:
    """Whether some text is shown in capitals that is not written in them."""
    return any(mark in docx.parts.get(part, b"") for mark in (b"<w:caps", b"<w:smallCaps")
               for part in (MAIN, "word/styles.xml"))


class _Known:
    """What a PDF shows besides the paragraphs: list labels, repeated rows, numbers of pages."""

    def __init__(self, docx: Docx, root: Element, normal: Normal) -> None:
        main, numbering = docx.parts[MAIN], docx.parts.get("word/numbering.xml", b"")
        numbered = numbering and any(
            b"w:numPr" in part for part in (main, docx.parts.get("word/styles.xml", b"")))
        self._between = (_NUMBERED if _NOTES.search(main) else
                         _LABEL if numbered or _NUMBERS.search(main) or lone_number(docx)
                         else _LEADERS)
        self.rows = [normal(row.replace(PAGE, "")) for row in repeated(root)]
        self.loose: Sequence[str] = ()
        """Texts of cells that span rows, of text boxes and of notes."""
        self._words = [normal(word) for word in label_words(numbering)] if numbered else []

    def explains(self, rest: str) -> bool:
        """Whether labels and repeated rows are all there is to it."""
        if not rest:
            return True
        for phrase in sorted((*self.rows, *self.loose, *self._words), key=len, reverse=True):
            if phrase:
                rest = rest.replace(phrase, "")
        return self._between.fullmatch(rest) is not None


class _Reader:
    """Takes paragraphs out of the PDF's text, in order; `left` is what nobody asked for."""

    def __init__(self, whole: str, known: _Known) -> None:
        self._text = whole
        self._known = known
        self._at = 0
        self._gaps: list[str] = []

    def take(self, wanted: str) -> bool:
        """Find the paragraph from where we are on; True where the PDF has it."""
        if self._text.startswith(wanted, self._at):
            self._at += len(wanted)
            return True
        found = self._text.find(wanted, self._at)
        if found >= 0 and self._free(found):
            self._gaps.append(self._text[self._at:found])
            self._at = found + len(wanted)
            return True
        return self._over_pages(wanted)

    @property
    def left(self) -> list[str]:
        """What stood between the paragraphs and after the last."""
        rest = [*self._gaps, self._text[self._at:]]
        return [piece for gap in rest for piece in gap.split(BREAK) if piece]

    def absent(self, loose: Iterable[tuple[int, str]]) -> list[int]:
        """Which texts of cells that span rows stand nowhere between the others."""
        rest = "".join(self.left)
        missing = []
        for number, wanted in loose:
            if wanted in rest:
                rest = rest.replace(wanted, "", 1)
            else:
                missing.append(number)
        return missing

    def _free(self, found: int) -> bool:
        """Whether only what is known stands between here and there."""
        return found - self._at < LONGEST_GAP and all(
            map(self._known.explains, self._text[self._at:found].split(BREAK)))

    def _over_pages(self, wanted: str) -> bool:
        """The paragraph begins on this page, or has no more room on it, and ends on a later one.

        Where it is in a row that goes on over the page, the cell to the right comes between: so
        what was found further on is taken out, and reading goes on where the beginning ended.
        """
        end = self._text.find(BREAK, self._at)
        if end < 0:
            return False
        start = self._beginning(wanted, end)
        size = _common(wanted, self._text, start, end)
        for length in range(size, max(size - 4, 0), -1):
            rest = self._rest(wanted[length:], end)
            if rest is not None:
                self._text = rest
                self._gaps.append(self._text[self._at:start])
                self._at = start + length
                return True
        while end >= 0:
            rest = self._rest(wanted, end)
            if rest is not None:
                self._text = rest
                return True
            end = self._text.find(BREAK, end + 1)
        return False

    def _beginning(self, wanted: str, end: int) -> int:
        """Where on this page the paragraph begins, labels passed over."""
        for length in (len(wanted), 8, 1):
            start = self._text.find(wanted[:length], self._at, end)
            if start >= 0 and self._free(start):
                return start
        return self._at

    def _rest(self, wanted: str, end: int) -> str | None:
        """The text without the paragraph's rest, which follows the page break at `end`."""
        start = end + 1
        for row in self._known.rows:
            if row and self._text.startswith(row, start) and not wanted.startswith(row):
                start += len(row)
        if self._text.startswith(wanted, start):
            return self._text[:start] + self._text[start + len(wanted):]
        following = self._text.find(BREAK, start)
        size = _common(wanted, self._text, start, following)
        if following < 0 or size == 0:
            return None
        further = self._rest(wanted[size:], following)
        return None if further is None else further[:start] + further[start + size:]


def _common(wanted: str, whole: str, start: int, end: int) -> int:
    """How many characters of `wanted` stand at `start`."""
    size = 0
    for one, other in zip(wanted, whole[start:end], strict=False):
        if one != other:
            break
        size += 1
    return size


def _normal(value: str) -> str:
    # Most of what is left out is white space, and that goes quicker.
    return unicodedata.normalize("NFC", _IGNORED.sub("", "".join(value.split())))


def _folding(value: str) -> str:
    return _normal(value).casefold()
