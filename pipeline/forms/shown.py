"""A form for programs: as JSON, and as a JSON Schema of the values that fill it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.forms.fields import Field, Form, Kind, Widget

KINDS: Mapping[Kind, str] = {
    "text": "tekst", "check": "afkrydsning", "radio": "knapper", "combo": "rulleliste", "list": "liste",
    "signature": "underskrift", "button": "trykknap"}
"""What each kind of field is called in Danish, in JSON as on the screen."""
_FLAGS = (("required", "paakraevet"), ("read_only", "skrivebeskyttet"), ("hidden", "skjult"),
          ("multiline", "flere_linjer"), ("comb", "rubrikker"), ("password", "adgangskode"),
          ("editable", "egen_tekst"), ("multiple", "flere_valg"), ("calculated", "beregnet"))


def form_json(form: Form, language: str = "da") -> dict[str, Any]:
    """The form without what stands in its fields: that may be somebody's data."""
    return {
        "titel": form.title, "sprog": form.language, "opmaerket": form.tagged, "xfa": form.has_xfa,
        "underskrevet": form.signed, "laast": form.owner_password,
        "sider": [{"bredde": round(page.width, 2), "hoejde": round(page.height, 2),
                   "drejet": page.rotation} for page in form.pages],
        "felter": [_field(each) for each in form.fields.values()],
        "problemer": [each.as_json(language) for each in form.defects],
    }


def _field(one: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "navn": one.name, "slags": KINDS[one.kind], "hjaelpetekst": one.tooltip,
        "udfyldt": one.value not in (None, False, ()),
        "egenskaber": list(flags(one)), "steder": [_place(each) for each in one.widgets]}
    if one.options:
        found["valg"] = [{"vaerdi": export, "vises": shown} for export, shown in one.options]
    if one.max_length is not None:
        found["hoejst_tegn"] = one.max_length
    if one.mapping_name:
        found["eksportnavn"] = one.mapping_name
    if one.format is not None:
        found["format"] = {"slags": one.format.kind, "moenster": one.format.pattern,
                           "decimaler": one.format.decimals}
    return found


def _place(widget: Widget) -> dict[str, Any]:
    place: dict[str, Any] = {"side": widget.page + 1 or None,
                             "rektangel": [round(each, 2) for each in widget.rect]}
    if widget.on_state:
        place["tilstand"] = widget.on_state
    return place


def flags(one: Field) -> Iterator[str]:
    """What is special about a field, as words."""
    return (word for name, word in _FLAGS if getattr(one, name))


def form_schema(form: Form) -> dict[str, Any]:
    """A JSON Schema of an object by full field names, as `forms fill` and `Room.fill` take it."""
    properties = {one.name: _property(one) for one in form.fillable}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": form.title or "Formular",
        "type": "object", "properties": properties,
        "required": [one.name for one in form.fillable if one.required],
        "additionalProperties": False}


def _property(one: Field) -> dict[str, Any]:
    title = {"title": one.tooltip} if one.tooltip else {}
    exports = [export for export, _ in one.options]
    if one.kind == "text":
        length = {"maxLength": one.max_length} if one.max_length is not None else {}
        hint = {"description": one.format.pattern} if one.format and one.format.pattern else {}
        return {**title, "type": "string", **length, **hint}
    if one.kind == "check" and not exports:
        return {**title, "type": "boolean"}
    if one.kind == "list":
        most = {} if one.multiple else {"maxItems": 1}
        return {**title, "type": "array", "items": {"enum": exports}, "uniqueItems": True, **most}
    if one.editable:
        return {**title, "type": "string", "examples": exports}
    return {**title, "enum": exports}
