"""What becomes of each value of a case, from the schema: what has no treatment becomes plain words.

A text's kind is its format's, or what `x-slags` says of a line that is more than words: a person, a
firm, a street. So a field that is added to the schema is never shared as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.schemas import Schema

OPEN = "aaben"
"""Stays as it is: one of the schema's own words, a time of day, a land, a code of a subject."""
ID, CPR, DATE, MONTH, MONEY, NUMBER, WORDS = "id", "cpr", "dato", "maaned", "kroner", "antal", "ord"

KINDS = frozenset({
    OPEN, ID, CPR, DATE, MONTH, MONEY, NUMBER, WORDS, "person", "cvr", "telefon", "e-mail", "web",
    "sagsnummer", "vej", "by", "postnummer", "kommune", "institution", "virksomhed", "stilling",
    "enhed", "tal"})
"""Every kind of value. Those not named above are made by `standins`."""

_FORMATS = {"klokkeslaet": OPEN, "tekst": WORDS, "linje": WORDS}
LEFT_OUT = frozenset({"kilder", "skabelonmappe"})
"""Fields that are dropped: what they name are real files. No letter shows them."""


def kind_of(schema: Schema) -> str:
    """The kind of a value of this schema."""
    if "const" in schema or "enum" in schema:
        return OPEN
    said = schema.get("x-slags") or schema.get("format")
    if said is None:
        return NUMBER if schema.get("type") in ("number", "integer", "boolean") else WORDS
    said = _FORMATS.get(said, said)
    return said if said in KINDS else WORDS


def leaves(value: Any, schema: Schema, path: tuple[str | int, ...] = ()
           ) -> Iterator[tuple[tuple[str | int, ...], Any, Schema]]:
    """Every single value with its place and its schema; an empty schema where there is none."""
    if isinstance(value, Mapping):
        properties = schema.get("properties", {})
        for name, item in value.items():
            yield from leaves(item, properties.get(name, {}), (*path, name))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from leaves(item, schema.get("items", {}), (*path, place))
    else:
        yield path, value, schema


def secrets(case: Any, schema: Schema) -> Iterator[str]:
    """The texts of a case that must be nowhere in what is made of it."""
    for _, value, of in leaves(case, schema):
        if isinstance(value, str) and kind_of(of) not in (OPEN, DATE, MONTH, ID) \
                and of.get("x-slags") != "enhed":
            yield value
