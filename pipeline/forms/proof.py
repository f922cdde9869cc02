"""The last look at a filled form: every value read back from its bytes, every letter as it is shown.

The letters are read by another program's eyes, PDFium's, from what each widget draws and nothing else.
"""

from __future__ import annotations

import ctypes
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject

from pipeline.errors import DocumentRefused, Problem, text
from pipeline.forms import told
from pipeline.forms.described import kind_of, states_of, value_of
from pipeline.forms.entries import Entry
from pipeline.forms.objects import name, raw, resolved
from pipeline.forms.walk import Node, walk
from pipeline.forms.written import is_on

_FORM, _TEXT = 5, 1
"""PDFium's numbers for a form and for a text on a page."""
_PRINTED = 1 << 2
_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""What PDFium makes of a hyphen at the end of a line."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be seen in a widget, and the field it belongs to."""

    name: str
    letters: str = field(repr=False)


def prove(pdf: bytes, ready: Mapping[str, Entry], seen: Mapping[tuple[int, int], Seen]) -> None:
    """Raises DocumentRefused naming every field that does not hold or show what was written."""
    problems = [_differs(each) for each in _unread(pdf, ready)]
    problems += [_unseen(each) for each in dict.fromkeys(_misread(pdf, seen))]
    if problems:
        raise DocumentRefused(problems)


def _unread(pdf: bytes, ready: Mapping[str, Entry]) -> Iterator[str]:
    """The fields whose value is not read back as it was written."""
    root = resolved(PdfReader(io.BytesIO(pdf)).trailer["/Root"])
    nodes = walk(root).nodes if isinstance(root, DictionaryObject) else {}
    for full, entry in ready.items():
        alike = [node for node in nodes.get(full, ()) if kind_of(node) == entry.target.kind]
        if not alike or not all(_holds(node, entry) for node in alike):
            yield full


def _holds(node: Node, entry: Entry) -> bool:
    if entry.target.kind in ("check", "radio"):
        return _switched(node, entry)
    if entry.target.kind == "list":
        return (value_of(node) or ()) == entry.chosen
    return (value_of(node) or "") == (entry.text or next(iter(entry.chosen), ""))


def _switched(node: Node, entry: Entry) -> bool:
    """Whether the field's value is a name, and exactly the right buttons are in that state."""
    wanted = any(is_on(node, place, entry) for place in node.places)
    value = node.value("/V")
    if not isinstance(value, NameObject) or (name(value) == "Off") == wanted:
        return False
    on = False
    for place in node.places:
        state = name(raw(place.dictionary, "/AS"))
        if state != "Off":
            on = True
            if not is_on(node, place, entry) or state not in states_of(place.dictionary):
                return False
    return on == wanted


def _misread(pdf: bytes, seen: Mapping[tuple[int, int], Seen]) -> Iterator[str]:
    """The fields whose letters are not those that were written."""
    pages: dict[int, dict[int, Seen]] = {}
    for (page, order), each in sorted(seen.items()):
        if bare_letters(each.letters):
            pages.setdefault(page, {})[order] = each
    for number, wanted in pages.items():
        shown = shown_letters(pdf, number, set(wanted))
        for order, each in wanted.items():
            letters = bare_letters(each.letters)
            # Of letters that lie on each other PDFium reads but one: then each is read alone.
            if shown.get(order) != letters and shown_letters(pdf, number, {order}).get(order) != letters:
                yield each.name


def bare_letters(value: str) -> str:
    """The letters of a text for a comparison: without the gaps, which a reader guesses."""
    plain = "".join(_HYPHENS.get(char, char) for char in unicodedata.normalize("NFKC", value))
    return "".join(char for char in plain if not char.isspace() and char != "\0")


def shown_letters(pdf: bytes, number: int, wanted: set[int]) -> dict[int, str]:
    """The letters that each of a page's wanted annotations draws, by its number."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw_

    document = pdfium.PdfDocument(pdf)
    try:
        page = document[number]
        kept = []
        for order in reversed(range(raw_.FPDFPage_GetAnnotCount(page.raw))):
            if order in wanted and _bared(raw_, page.raw, order):
                kept.append(order)
            else:
                raw_.FPDFPage_RemoveAnnot(page.raw, order)
        flat = raw_.FPDFPage_Flatten(page.raw, raw_.FLAT_PRINT) == raw_.FLATTEN_SUCCESS
        page.close()
        drawn = _drawn(raw_, document[number]) if flat else []
        return dict(zip(reversed(kept), drawn, strict=True)) if len(drawn) == len(kept) else {}
    finally:
        document.close()


def _drawn(raw_: Any, page: Any) -> list[str]:
    """The letters of each annotation on a page that was flattened: it is the page's last object."""
    words = raw_.FPDFText_LoadPage(page.raw)
    try:
        last = raw_.FPDFPage_GetObject(page.raw, raw_.FPDFPage_CountObjects(page.raw) - 1)
        return [bare_letters("".join(_texts(raw_, raw_.FPDFFormObj_GetObject(last, at), words)))
                for at in range(raw_.FPDFFormObj_CountObjects(last))]
    finally:
        raw_.FPDFText_ClosePage(words)
        page.close()


def _bared(raw_: Any, page: Any, order: int) -> bool:
    """Make an annotation one that is printed, so that it is looked at even where it is hidden."""
    annotation = raw_.FPDFPage_GetAnnot(page, order)
    if not annotation:
        return False
    try:
        return bool(raw_.FPDFAnnot_SetFlags(annotation, _PRINTED))
    finally:
        raw_.FPDFPage_CloseAnnot(annotation)


def _texts(raw_: Any, item: Any, words: Any) -> Iterator[str]:
    """The letters of an object on a page, and of those inside it."""
    kind = raw_.FPDFPageObj_GetType(item)
    if kind == _FORM:
        for at in range(raw_.FPDFFormObj_CountObjects(item)):
            yield from _texts(raw_, raw_.FPDFFormObj_GetObject(item, at), words)
    elif kind == _TEXT:
        size = raw_.FPDFTextObj_GetText(item, words, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw_.FPDFTextObj_GetText(
            item, words, ctypes.cast(buffer, ctypes.POINTER(raw_.FPDF_WCHAR)), size)
        yield buffer.raw.decode("utf-16-le", "replace")


def _differs(full: str) -> Problem:
    return told.problem("ikke-gemt", text("Værdien blev ikke gemt, som den blev skrevet."),
                        text("Formularen er ikke udfyldt. Brug en anden udgave af den."), full)


def _unseen(full: str) -> Problem:
    return told.problem("ikke-som-skrevet", text("Feltet viser ikke de bogstaver, der blev skrevet."),
                        text("Formularen er ikke udfyldt. Brug en anden udgave af den."), full)
