"""A person at a screen: PDFium's form filling, driven as a viewer drives it."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.forms.entries import Given
from pipeline.forms.fields import Field, Form, Widget


def typed(data: bytes, form: Form, values: Mapping[str, Given]) -> bytes:
    """The form after somebody has clicked and typed these values, as the viewer saves it."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    try:
        for number in range(len(document)):
            page = document[number]
            for name, value in values.items():
                field = form.fields[name]
                if field.page == number:
                    _fill(document, page, field, value)
            raw.FORM_ForceToKillFocus(document.formenv)
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()
    finally:
        document.close()


def _fill(document: pdfium.PdfDocument, page: pdfium.PdfPage, field: Field, value: Given) -> None:
    widget = field.widgets[0]
    if field.kind == "radio":
        widget = next(each for each in field.widgets if each.on_state == value)
    _click(document, page, widget)
    if field.kind == "combo":
        chosen = [export for export, _ in field.options].index(str(value))
        assert raw.FORM_SetIndexSelected(document.formenv, page, chosen, True)
    elif field.kind == "text":
        for letter in str(value).replace("\n", "\r"):
            raw.FORM_OnChar(document.formenv, page, ord(letter), 0)
    raw.FORM_ForceToKillFocus(document.formenv)


def _click(document: pdfium.PdfDocument, page: pdfium.PdfPage, widget: Widget) -> None:
    left, low, right, high = widget.rect
    x, y = (left + right) / 2, (low + high) / 2
    raw.FORM_OnMouseMove(document.formenv, page, 0, x, y)
    raw.FORM_OnLButtonDown(document.formenv, page, 0, x, y)
    raw.FORM_OnLButtonUp(document.formenv, page, 0, x, y)
