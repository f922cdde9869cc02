"""A foreign PDF as its reader has it before them: the words of its pages, and what lies on top of them.

Everything here reads files that may be made to harm: call it through `pipeline.forms.room`.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.forms import told
from pipeline.forms.fields import Rect
from pipeline.forms.heads import sized
from pipeline.forms.limits import MAX_DEPTH, MAX_PAGES, MAX_WIDGETS

if TYPE_CHECKING:
    import pypdfium2

LONGEST = 200_000
"""Characters of a page that are read; a full page of small type has 10,000."""
_METADATA = 1_000_000
_INSTANCE = re.compile(rb"InstanceID(?:>|=[\"'])\s*([A-Za-z0-9+/=:-]{1,60})\s*[<\"']")


@dataclass(frozen=True, slots=True)
class Note:
    """Something that lies on a page and is no link: a comment, a highlight, a stamp, a field."""

    page: int
    """Counted from 0."""
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF as it is read. `producer` is the program that it says has made it, `instance` what it
    calls the very file that was written first."""

    pages: tuple[str, ...] = field(repr=False)
    title: str
    producer: str
    instance: str
    notes: tuple[Note, ...] = ()
    signed: bool = False
    signatures: tuple[tuple[int, Rect], ...] = ()
    """Where signatures are drawn: page and place."""


def paper(data: bytes) -> Paper:
    """What a PDF shows. Raises DataError where it cannot be read, or has too many pages."""
    with document(data) as opened:
        if len(opened) > MAX_PAGES:
            raise told.too_many_pages(MAX_PAGES)
        pages = tuple(_words(opened, number) for number in range(len(opened)))
        title, producer = (str(opened.get_metadata_value(key)) for key in ("Title", "Producer"))
    return _with_objects(data, pages, title, producer)


@contextmanager
def document(data: bytes, *, fields: bool = False) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF as PDFium has it; with `fields` these can be drawn, though none of their scripts is run.

    Raises DataError where it has nothing.
    """
    import pypdfium2

    sized(data)
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise told.password() if "password" in str(error).casefold() else told.unreadable() from None
    try:
        if fields:
            opened.init_forms()
        yield opened
    except pypdfium2.PdfiumError:
        raise told.unreadable() from None
    finally:
        opened.close()


def _words(opened: pypdfium2.PdfDocument, number: int) -> str:
    page = opened[number]
    try:
        reader = page.get_textpage()
        try:
            return str(reader.get_text_range(0, min(reader.count_chars(), LONGEST)))
        finally:
            reader.close()
    finally:
        page.close()


def _with_objects(data: bytes, pages: tuple[str, ...], title: str, producer: str) -> Paper:
    """The rest, which PDFium does not tell."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            notes, signatures = [], []
            signed = _is_signed(pdf)
            for number, page in enumerate(pdf.pages):
                for each in _annotations(page):
                    if _inherited(each, "/FT") == "/Sig":
                        signatures.append((number, _rectangle(each)))
                        signed = signed or isinstance(_inherited(each, "/V"), pikepdf.Dictionary)
                    else:
                        notes.append(Note(number, _text(each.get("/Contents"))))
            return Paper(pages, title, producer, _instance(pdf), tuple(notes), signed,
                         tuple(signatures))
    except pikepdf.PasswordError:
        raise told.password() from None
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, OverflowError):
        raise told.unreadable() from None


def _annotations(page: Any) -> Iterator[Any]:
    """What lies on a page, links and what is never shown apart."""
    import pikepdf

    found = page.obj.get("/Annots")
    for each in list(found)[:MAX_WIDGETS] if isinstance(found, pikepdf.Array) else ():
        if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") not in ("/Link", "/Popup"):
            yield each


def _inherited(widget: Any, key: str) -> Any:
    """What holds for a field's widget: its own, or what stands above it; None where nothing does."""
    import pikepdf

    for _ in range(MAX_DEPTH):
        if widget.get(key) is not None:
            return widget[key]
        above = widget.get("/Parent")
        if not isinstance(above, pikepdf.Dictionary):
            break
        widget = above
    return None


def _rectangle(widget: Any) -> Rect:
    try:
        left, bottom, right, top = (float(each) for each in widget["/Rect"])
    except (KeyError, TypeError, ValueError):
        return 0.0, 0.0, 0.0, 0.0
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _is_signed(pdf: Any) -> bool:
    """Whether somebody has signed it: every signature says which bytes it is about. One that is no
    object of its own is found at its field."""
    import pikepdf

    return any(isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each for each in pdf.objects)


def _instance(pdf: Any) -> str:
    """The XMP's InstanceID. What we write is a digest of all that is in the file."""
    import pikepdf

    held = pdf.Root.get("/Metadata")
    if not isinstance(held, pikepdf.Stream):
        return ""
    raw = bytes(held.read_raw_bytes())
    if "/Filter" in held:
        try:
            raw = zlib.decompressobj().decompress(raw, _METADATA)
        except zlib.error:
            return ""
    match = _INSTANCE.search(raw[:_METADATA])
    return match[1].decode() if match else ""


def _text(value: Any) -> str:
    import pikepdf

    return str(value)[:LONGEST] if isinstance(value, pikepdf.String) else ""
