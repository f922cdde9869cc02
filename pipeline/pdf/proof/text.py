"""The text of a Word document, paragraph by paragraph: what its PDF must say, no more, no less."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.pdf import fonts
from pipeline.pdf.setting.context import MAIN
from pipeline.pdf.word.fields import NUMBERED, form_text
from pipeline.pdf.word.xml import MC, VAL, W, on, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PAGE = "\ue000"
"""Stands where a page field, or a note, shows a number that only the PDF knows."""
REFERENCES = (W + "footnoteReference", W + "endnoteReference")

_SKIPPED = frozenset({
    W + "pPr", W + "rPr", W + "instrText", W + "delText", W + "del", W + "moveFrom", W + "sdtPr",
    W + "txbxContent", MC + "Fallback", W + "fldData"})


def docx_paragraphs(docx: Docx) -> list[str]:
    """The body's paragraphs in document order, table cells included; page fields left out."""
    return [paragraph.replace(PAGE, "") for paragraph in paragraphs(body(docx))]


def body(docx: Docx) -> Element:
    """The main part, parsed."""
    return parse(MAIN, docx.parts[MAIN])


def spanning(root: Element) -> list[bool]:
    """For each of the `paragraphs`, whether it stands in a cell that spans rows, or in a text box.

    Such a cell is drawn beside several rows, so its text may come before, between or after theirs;
    a text box is drawn before, or after, the paragraph that anchors it.
    """
    if next(root.iter(W + "vMerge", W + "txbxContent"), None) is None:
        return [False for _ in shown_paragraphs(root)]
    return [any(above.tag == W + "txbxContent" or above.find(f"{W}tcPr/{W}vMerge") is not None
                for above in paragraph.iterancestors(W + "tc", W + "txbxContent"))
            for paragraph in shown_paragraphs(root)]


def paragraphs(root: Element) -> list[str]:
    """The paragraphs below an element, with `PAGE` where a page field stands."""
    if next(root.iter(*_NESTING), None) is None:
        return list(_flat(root))
    return [_text(paragraph) for paragraph in shown_paragraphs(root)]


def _flat(root: Element) -> Iterator[str]:
    """The paragraphs where none stands in another and all are shown: read in one go."""
    pieces: list[str] = []
    paragraph, odd = None, False
    for element in root.iter(W + "p", *_TELLING):
        tag = element.tag
        if tag == W + "p":
            if paragraph is not None:
                yield _read(paragraph) if odd else "".join(pieces)
            paragraph, pieces, odd = element, [], False
        elif tag == W + "t":
            pieces.append(_words(element))
        elif tag in _BREAKS:
            pieces.append(_PLAIN[tag])
        else:
            odd = True
    if paragraph is not None:
        yield _read(paragraph) if odd else "".join(pieces)


def shown_paragraphs(root: Element) -> Iterator[Element]:
    """The paragraphs below an element that are shown."""
    if next(root.iter(W + "vMerge", MC + "Fallback"), None) is None:
        return root.iter(W + "p")
    return filter(_shown, root.iter(W + "p"))


def _shown(paragraph: Element) -> bool:
    """Not what a merged cell hides, nor the second copy kept for older programs."""
    parent = paragraph.getparent()
    if parent is None or parent.tag == W + "body":
        return True
    for above in paragraph.iterancestors(W + "tc", MC + "Fallback"):
        if above.tag == MC + "Fallback":
            return False
        merge = above.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(VAL) != "restart":
            return False
    return True


def _text(paragraph: Element) -> str:
    """The paragraph's text; in most there is nothing but words and line breaks."""
    pieces = []
    for element in paragraph.iter(*_TELLING):
        if element.tag == W + "t":
            pieces.append(_words(element))
        elif element.tag in _BREAKS:
            pieces.append(_PLAIN[element.tag])
        else:
            return _read(paragraph)
    return "".join(pieces)


def _read(paragraph: Element) -> str:
    """The text of a paragraph that has fields, hidden words or the like."""
    reader = _Reader()
    reader.walk(paragraph)
    return "".join(reader.pieces)


class _Reader:
    """Collects the text of one paragraph."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._fields: list[str] = []
        self._results: list[bool] = []
        self._forms: list[str] = []

    def walk(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "t":
                self._put(_words(child))
            elif tag == W + "r":
                if not _hidden(child):
                    self.walk(child)
            elif tag == W + "fldChar":
                self._field(child)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1] += child.text or ""
            elif tag == W + "fldSimple":
                self._simple(child)
            elif tag in _PLAIN:
                self._put(_PLAIN[tag])
            elif tag in REFERENCES:
                self._put(PAGE)
            elif tag == W + "sym":
                self._put(_symbol(child))
            elif tag not in _SKIPPED and len(child):
                self.walk(child)

    def _put(self, text: str) -> None:
        inside = [name for name, open_result in zip(self._fields, self._results, strict=True)
                  if not open_result or _number(name)] or [form for form in self._forms if form]
        if not inside:
            self.pieces.append(text)

    def _field(self, mark: Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append("")
            self._results.append(False)
            self._forms.append(form_text(mark))
        elif kind == "separate" and self._results:
            self._results[-1] = True
        elif kind == "end" and self._fields:
            instruction = self._fields.pop()
            self._results.pop()
            form = self._forms.pop()
            if all(self._results) and (_number(instruction) or form):
                self.pieces.append(form or PAGE)

    def _simple(self, element: Element) -> None:
        if _number(element.get(W + "instr") or ""):
            self.pieces.append(PAGE)
        else:
            self.walk(element)


_PLAIN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011",
          W + "ptab": "\t"}
_BREAKS = frozenset(_PLAIN) - {W + "tab"}
# What holds text, and what says that text is to be read otherwise; a tab stop has a tab's name.
_TELLING = (W + "t", *_PLAIN, *REFERENCES, W + "sym", W + "fldChar", W + "fldSimple", W + "vanish",
            *(_SKIPPED - {W + "pPr", W + "rPr"}))


_NESTING = (W + "vMerge", W + "txbxContent", MC + "Fallback")


def _number(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and words[0].upper() in NUMBERED


def _hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and on(vanish)


def _words(element: Element) -> str:
    text = element.text or ""
    kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if kept else text.strip()


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    return fonts.glyph(element.get(W + "font") or "", code) or chr(code)


def repeated(root: Element) -> list[str]:
    """Table header rows, as a page that goes on with the table repeats them."""
    rows = []
    for row in root.iter(W + "tr"):
        header = row.find(f"{W}trPr/{W}tblHeader")
        if header is not None and on(header):
            rows.append("".join(paragraphs(row)))
    return rows


def notes(docx: Docx, root: Element) -> list[tuple[str, str]]:
    """The paragraphs of the notes that the text refers to, each with the part it stands in."""
    found = []
    for tag in REFERENCES:
        name = tag.removesuffix("Reference")
        part = f"word/{name.removeprefix(W)}s.xml"
        wanted = {reference.get(W + "id") for reference in root.iter(tag)}
        if not wanted or part not in docx.parts:
            continue
        found += [(part, paragraph) for note in parse(part, docx.parts[part]).iter(name)
                  if note.get(W + "id") in wanted for paragraph in paragraphs(note)]
    return found


def running(docx: Docx, *kinds: str) -> list[list[str]]:
    """The paragraphs of each header and footer part, or of those of one kind."""
    prefixes = tuple(f"word/{kind}" for kind in kinds or ("header", "footer"))
    return [_running(part, docx.parts[part]) for part in sorted(docx.parts)
            if part.startswith(prefixes) and part.endswith(".xml")]


@functools.lru_cache(maxsize=128)
def _running(part: str, data: bytes) -> list[str]:
    """Most headers and footers are the same in every letter of a template."""
    root = parse(part, data)
    if b"txbxContent" not in data:
        return paragraphs(root)
    # A text box is drawn before the paragraph that anchors it.
    order: list[Element] = []
    for paragraph in shown_paragraphs(root):
        holder = next(paragraph.iterancestors(W + "p"), None)
        order.insert(len(order) if holder is None else order.index(holder), paragraph)
    return [_text(paragraph) for paragraph in order]


@functools.lru_cache(maxsize=32)
def label_words(numbering: bytes) -> tuple[str, ...]:
    """The words that list labels may hold besides their numbers."""
    if not numbering:
        return ()
    found: set[str] = set()
    for element in parse("word/numbering.xml", numbering).iter(W + "lvlText"):
        label = element.get(VAL) or ""
        for number in range(1, 10):
            label = label.replace(f"%{number}", " ")
        found.update(word for word in label.split() if any(char.isalpha() for char in word))
    return tuple(sorted(found, key=len, reverse=True))


