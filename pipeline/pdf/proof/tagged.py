"""The text of a PDF in the order of its tags: as a screen reader reads it, boxes where they belong."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdfium2

_DEEP = 200
"""Tags within tags, and drawings within drawings; more is no letter."""

_HOLDING = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "NonStruct", "BlockQuote", "Table", "THead", "TBody",
    "TFoot", "TR", "TH", "TD", "L", "LI", "LBody", "TOC", "TOCI", "Note"})
_BLOCKS = frozenset({"Div", "Table"})
"""In a paragraph these are frames and floating tables: in Word they stand before it."""


def tagged(document: pypdfium2.PdfDocument) -> list[str]:
    """The tagged text of each page, and last of the notes; headers and footers have no tags."""
    pages = [_page(document[number]) for number in range(len(document))]
    return [*(text for text, _ in pages), "".join(notes for _, notes in pages)]


def _page(page: pypdfium2.PdfPage) -> tuple[str, str]:
    """A page's text, and that of its footnotes."""
    import pypdfium2.raw as raw

    reader = page.get_textpage()
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        texts = _by_mark(page, reader.raw)
        tops = [raw.FPDF_StructTree_GetChildAtIndex(tree, index)
                for index in range(raw.FPDF_StructTree_CountChildren(tree))]
        notes: list[int] = []
        marks = [mark for top in tops for mark in _marks(top, 0, notes)]
        text = "".join(texts.pop(mark, "") for mark in marks)
        return text, "".join(texts.pop(mark, "") for mark in notes)
    finally:
        raw.FPDF_StructTree_Close(tree)
        reader.close()
        page.close()


def _marks(element: Any, depth: int, notes: list[int]) -> Iterator[int]:
    """The numbers of the marked pieces of text below a tag, in order; those of notes go apart."""
    import pypdfium2.raw as raw

    if not element or depth > _DEEP:
        return
    own = _type(element)
    inside: list[int] = []
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if mark >= 0:
            inside.append(mark)
        elif own not in _HOLDING and _type(child) in _BLOCKS:
            yield from _marks(child, depth + 1, notes)
        else:
            inside += _marks(child, depth + 1, notes)
    if own == "Note":
        notes += inside
    else:
        yield from inside


def _type(element: Any) -> str:
    import pypdfium2.raw as raw

    length = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _by_mark(page: pypdfium2.PdfPage, reader: Any) -> dict[int, str]:
    """What each marked piece of a page says."""
    import pypdfium2.raw as raw

    found: dict[int, str] = {}
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=_DEEP):
        mark = raw.FPDFPageObj_GetMarkedContentID(item.raw)
        if mark >= 0:
            found[mark] = found.get(mark, "") + _text(item.raw, reader)
    return found


def _text(item: Any, reader: Any) -> str:
    import pypdfium2.raw as raw

    length = raw.FPDFTextObj_GetText(item, reader, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(item, reader, ctypes.cast(
        buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
