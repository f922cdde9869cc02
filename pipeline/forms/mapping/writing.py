"""A FormMap as its file: JSON values to travel with a form, TOML for a person to finish."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.forms.mapping import FormMap, Rows, Source


def as_json(mapping: FormMap) -> dict[str, Any]:
    """The mapping as JSON values, in the order its schema has them; what is empty is left out."""
    form = {key: value for key, value in (("navn", mapping.form), ("sha256", mapping.digest)) if value}
    whole = {
        "kind": mapping.kind, "formular": form, "i_haanden": list(mapping.by_hand),
        "felter": {name: source_json(source) for name, source in mapping.fields.items()},
        "raekker": [_rows(each) for each in mapping.rows],
        "faste": {str(path): value for path, value in mapping.constants.items()},
    }
    return {key: value for key, value in whole.items() if value}


def source_json(source: Source) -> str | dict[str, Any]:
    """A field's source; a path alone is a text."""
    found = {
        "sti": str(source.path) if source.path else "", "udtryk": source.expression,
        "sum": str(source.total) if source.total else "", "del": source.part,
        "format": source.style, "valg": dict(source.choices), "naar": source.when,
        "skal_udfyldes": source.required,
    }
    kept = {key: value for key, value in found.items()
            if value is not None and (key == "naar" or value not in ("", {}, False))}
    return str(kept["sti"]) if set(kept) == {"sti"} else kept


def _rows(rows: Rows) -> dict[str, Any]:
    first = {"fra": rows.first} if rows.first != 1 else {}
    return {"liste": str(rows.path), "antal": rows.count, **first,
            "felter": {name: source_json(source) for name, source in rows.fields.items()}}


def as_toml(mapping: FormMap, comments: Mapping[str, str] | None = None,
            head: tuple[str, ...] = ()) -> str:
    """The mapping as TOML, a line a field; `comments` stand behind the fields, `head` above all."""
    said, data = comments or {}, as_json(mapping)
    return "\n".join([*(f"# {line}".rstrip() for line in head), *([""] if head else []),
                      *_lines(data, said)]) + "\n"


def _lines(data: Mapping[str, Any], said: Mapping[str, str]) -> Iterator[str]:
    for key in ("kind", "formular"):
        if key in data:
            yield f"{key} = {_value(data[key])}"
    if "i_haanden" in data:
        yield "i_haanden = ["
        yield from (f"    {_value(name)}," for name in data["i_haanden"])
        yield "]"
    if "felter" in data:
        yield from ("", "[felter]", *_fields(data["felter"], said))
    for rows in data.get("raekker", ()):
        yield from ("", "[[raekker]]")
        yield from (f"{key} = {_value(value)}" for key, value in rows.items() if key != "felter")
        yield from ("[raekker.felter]", *_fields(rows["felter"], said))
    if "faste" in data:
        yield from ("", "[faste]", *_fields(data["faste"], {}))


def _fields(fields: Mapping[str, Any], said: Mapping[str, str]) -> Iterator[str]:
    for name, value in fields.items():
        comment = f"  # {said[name]}" if said.get(name) else ""
        yield f"{_string(name)} = {_value(value)}{comment}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _string(value)


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else _string(name)


def _string(value: str) -> str:
    """JSON's text is TOML's, but for one control character that JSON lets stand."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
