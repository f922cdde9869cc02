"""What is written in a form, and the two who write it."""

from __future__ import annotations

import io
from collections.abc import Mapping

from pypdf import PdfReader, PdfWriter

from pipeline.forms.entries import Given
from pipeline.forms.fields import Field, Form
from pipeline.forms.fill import fill
from pipeline.forms.letters import lacking, normal

TEXT = "Åblegrød på årø ± 12.345,67 kr."


def values(form: Form) -> dict[str, Given]:
    """A value for each field a person can fill; the last of several choices that can be set and seen."""
    found: dict[str, Given] = {}
    for one in form.fillable:
        value = _value(one)
        if value is not None:
            found[one.name] = value
    return found


def _value(one: Field) -> Given:
    if one.kind == "text":
        return TEXT
    if one.kind == "check":
        return True if len(one.options) < 2 else one.options[-1][0]
    choices = [export for export, shown in one.options
               if export and shown.strip() and not lacking(normal(shown))]
    if not choices:
        return None
    return [choices[-1]] if one.kind == "list" else choices[-1]


def ours(data: bytes, wanted: Mapping[str, Given]) -> bytes:
    return fill(data, wanted).pdf


def plain(data: bytes, form: Form, wanted: Mapping[str, Given]) -> tuple[bytes, list[str]]:
    """As pypdf's own guide has it, field by field; and the fields that raised."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        reader.decrypt("")
    writer = PdfWriter(clone_from=reader)
    raised = []
    for name, value in wanted.items():
        for page in {each.page for each in form.fields[name].widgets if each.page >= 0}:
            try:
                writer.update_page_form_field_values(
                    writer.pages[page], {name: _named(form.fields[name], value)},
                    auto_regenerate=False)
            except Exception:
                raised.append(name)
                break
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue(), raised


def _named(one: Field, value: Given) -> str | list[str]:
    """A value as pypdf wants it: the state of a button with its slash."""
    if one.kind == "check" and value is True:
        return f"/{one.on_states[0]}"
    if one.kind in ("check", "radio"):
        exports = [export for export, _ in one.options]
        state = one.on_states[exports.index(str(value))] if len(exports) == len(one.on_states) else value
        return f"/{state}"
    return list(value) if isinstance(value, list) else str(value)
