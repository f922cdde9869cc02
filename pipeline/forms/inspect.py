"""A foreign PDF to the Form it holds. Call it through `room`: the file may be made to harm."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pypdf.generic import DictionaryObject

from pipeline.errors import PipelineError
from pipeline.forms import told
from pipeline.forms.defects import defects
from pipeline.forms.described import described
from pipeline.forms.fields import Field, Form
from pipeline.forms.objects import acroform, box, dictionary, got, items, raw, resolved, string, true
from pipeline.forms.opening import Opened, opened
from pipeline.forms.walk import Walked, walk

_ROW = 4.0
"""Points within which two fields stand on one row."""


def inspect(data: bytes) -> Form:
    """The form in a PDF. Raises DataError where the file holds none, or none that can be read."""
    document = opened(data)
    try:
        return form_of(document, walk(document.root))
    except (PipelineError, MemoryError):
        raise
    except Exception:
        raise told.unreadable() from None


def form_of(document: Opened, walked: Walked) -> Form:
    """The value of what was walked. Raises DataError for a form without fields."""
    root, form = document.root, acroform(document.root)
    language = string(raw(root, "/Lang")) or ""
    fields = _ordered(walked, fields_of(walked))
    marks = dictionary(root, "/MarkInfo")
    tagged = marks is not None and true(raw(marks, "/Marked"))
    signed = is_signed(walked)
    title = _title(document)
    return Form(
        fields, tuple(sheet.page for sheet in walked.sheets),
        defects(walked, fields, locked=document.encrypted, signed=signed, tagged=tagged,
                language=language, title=title),
        has_xfa=form is not None and got(form, "/XFA") is not None, signed=signed,
        encrypted=document.encrypted, owner_password=document.encrypted, tagged=tagged,
        language=language, title=title)


def is_signed(walked: Walked) -> bool:
    """Whether somebody has signed the file, or certified it."""
    rights = dictionary(walked.root, "/Perms")
    return any(node.type == "Sig" and isinstance(node.value("/V"), DictionaryObject)
               for each in walked.nodes.values() for node in each) or (
        rights is not None and got(rights, "/DocMDP") is not None)


def computed(form: DictionaryObject | None) -> frozenset[int]:
    """Which fields the form works out, by the identity of their dictionaries: /CO."""
    order = items(raw(form, "/CO")) if form is not None else ()
    return frozenset(id(resolved(each)) for each in order)


def fields_of(walked: Walked) -> dict[str, Field]:
    """The fields by full name, as they were found. Raises DataError where there are none."""
    form = acroform(walked.root)
    if not any(node.places for each in walked.nodes.values() for node in each):
        raise told.pure_xfa() if form is not None and got(form, "/XFA") is not None \
            else told.no_fields()
    made, language = computed(form), string(raw(walked.root, "/Lang")) or ""
    return {name: described(nodes, made, language) for name, nodes in walked.nodes.items()
            if any(node.places for node in nodes)}


def _ordered(walked: Walked, fields: Mapping[str, Field]) -> Mapping[str, Field]:
    """The fields as Tab goes through them; those on no page come last."""
    def place(name: str) -> tuple[float, ...]:
        places = [place for node in walked.nodes[name] for place in node.places if place.page >= 0]
        if not places:
            return (float(len(walked.sheets)),)
        first = min(places, key=lambda each: (each.page, each.order))
        left, _, _, top = box(raw(first.dictionary, "/Rect")) or (0.0,) * 4
        tabs, row = walked.sheets[first.page].tabs, -round(top / _ROW)
        if tabs == "R":
            return first.page, row, left
        return (first.page, left, row) if tabs == "C" else (first.page, first.order)

    return MappingProxyType({name: fields[name] for name in sorted(fields, key=place)})


def _title(document: Opened) -> str:
    info = resolved(document.reader.trailer.get("/Info"))
    return (string(raw(info, "/Title")) or "") if isinstance(info, DictionaryObject) else ""

