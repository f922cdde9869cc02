"""A form made into pages: what its fields show becomes part of each page, and nothing can be edited.

Text keeps its place in the reading order of a tagged file: where a field stood, its text is read.
Call it through `room`: the form is somebody else's file and may be made to harm.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from pipeline.errors import DocumentRefused, PipelineError, Problem, text
from pipeline.forms import told
from pipeline.forms.drawn import figure
from pipeline.forms.fill import fill
from pipeline.forms.objects import box, dictionary, got, integer, items, name, numbers, raw, resolved
from pipeline.forms.opening import Opened, opened
from pipeline.forms.pages import Sheet
from pipeline.forms.tags import Tags
from pipeline.forms.walk import walk

_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5


def flatten(data: bytes) -> bytes:
    """The same pages without fields.

    Raises DataError where there are none, or they are signed, and DocumentRefused naming the fields
    that would be lost: their looks do not show what they hold, and their letters cannot be set.
    """
    painted = fill(data, {})
    if painted.report.unpainted:
        raise DocumentRefused(_lost(name) for name in painted.report.unpainted)
    document = opened(painted.pdf)
    try:
        return _pages(document)
    except (PipelineError, MemoryError):
        raise
    except Exception:
        raise told.unreadable() from None


def _lost(full: str) -> Problem:
    return told.problem("tegn-tabes", text(
        "Feltet viser ikke de tegn, der står i det, og de kan ikke sættes, så de ville forsvinde."),
        text("Åbn formularen i et PDF-program, der viser feltet, og gem den på ny."), full)


def _pages(document: Opened) -> bytes:
    """The pages with what the fields show, and no fields."""
    writer = PdfWriter(clone_from=document.reader)
    root = writer.root_object
    tags = Tags(root)
    for sheet in walk(root).sheets:
        _flat(writer, sheet, tags)
    tags.close(writer._add_object)
    for key in ("/AcroForm", "/Perms", "/NeedsRendering"):
        root.pop(key, None)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _flat(writer: PdfWriter, sheet: Sheet, tags: Tags) -> None:
    """Draw a page's widgets on it and take them away."""
    widgets, kept = [], ArrayObject()
    for reference in sheet.annotations:
        found = resolved(reference)
        if isinstance(found, DictionaryObject) and name(raw(found, "/Subtype")) == "Widget":
            widgets.append(found)
        else:
            kept.append(reference)
    if not widgets:
        return
    page = sheet.dictionary
    page[NameObject("/Annots")] = kept
    if not kept:
        del page["/Annots"]
    resources = _copy(sheet.resources)
    forms = _copy(dictionary(resources, "/XObject"))
    page[NameObject("/Resources")], resources[NameObject("/XObject")] = resources, forms
    drawn = list(_drawn(writer, widgets, forms, page, tags))
    if drawn:
        _append(writer, page, "\n".join(drawn))


def _drawn(writer: PdfWriter, widgets: list[DictionaryObject], forms: DictionaryObject,
           page: DictionaryObject, tags: Tags) -> Iterator[str]:
    """The operators that draw each widget, under a name its page has free."""
    number = 0
    for widget in widgets:
        form = _look(widget)
        placed = _placing(widget, form) if form is not None else None
        if form is None or placed is None:
            tags.drop(widget)
            continue
        while f"/Flad{number}" in forms:
            number += 1
        reference = form.indirect_reference or writer._add_object(form)
        forms[NameObject(f"/Flad{number}")] = reference
        form[NameObject("/Subtype")] = NameObject("/Form")
        begin, end = tags.mark(widget, page)
        yield f"q {begin}{' '.join(map(figure, placed))} cm /Flad{number} Do {end}Q"


def _look(widget: DictionaryObject) -> StreamObject | None:
    """What a widget shows, if it is shown at all."""
    if integer(raw(widget, "/F")) & (_HIDDEN | _NO_VIEW):
        return None
    looks = dictionary(widget, "/AP")
    found = got(looks, "/N") if looks is not None else None
    if isinstance(found, DictionaryObject) and not isinstance(found, StreamObject):
        found = got(found, f"/{name(raw(widget, '/AS')) or 'Off'}")
    return found if isinstance(found, StreamObject) else None


def _placing(widget: DictionaryObject, form: StreamObject) -> tuple[float, ...] | None:
    """What moves a form's own box, turned as it is, onto the widget's (ISO 32000-1, 12.5.5)."""
    rect, own = box(raw(widget, "/Rect")), box(raw(form, "/BBox"))
    if rect is None or own is None:
        return None
    a, b, c, d, e, f = numbers(raw(form, "/Matrix"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in own[::2] for y in own[1::2]]
    left, low = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - low
    if wide <= 0 or high <= 0 or rect[2] <= rect[0] or rect[3] <= rect[1]:
        return None
    across, up = (rect[2] - rect[0]) / wide, (rect[3] - rect[1]) / high
    return across, 0.0, 0.0, up, rect[0] - across * left, rect[1] - up * low


def _copy(shared: DictionaryObject | None) -> DictionaryObject:
    """A dictionary of the same entries: what other objects see stays as it is."""
    return DictionaryObject(dict(dict.items(shared))) if shared is not None else DictionaryObject()


def _append(writer: PdfWriter, page: DictionaryObject, content: str) -> None:
    """Put operators after a page's own, which are closed off first: they may leave a mess."""
    before: Any = raw(page, "/Contents")
    old = list(items(before)) if isinstance(resolved(before), ArrayObject) else [before]
    parts = [_added(writer, b"q\n"), *(each for each in old if isinstance(each, IndirectObject)),
             _added(writer, b"\nQ\n" + content.encode("ascii"))]
    page[NameObject("/Contents")] = ArrayObject(parts)


def _added(writer: PdfWriter, data: bytes) -> IndirectObject:
    stream = StreamObject()
    stream._data = data
    return writer._add_object(stream)
