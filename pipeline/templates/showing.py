"""What a field holds, told to people: its kind in words, an example as a letter prints it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipeline.errors import Text, text
from pipeline.formats import parse_date
from pipeline.formatting import FILTERS, liste
from pipeline.templates.fieldtypes import Type
from pipeline.templates.pasting import filter_for

LONGEST = 70
"""Letters of an example at most."""

_KINDS: Mapping[str, Text] = {
    "tekst": text("tekst"), "tal": text("tal"), "heltal": text("helt tal"), "dato": text("dato"),
    "janej": text("ja eller nej"), "objekt": text("gruppe af felter"), "alt": text("værdi")}
_FORMS: Mapping[str, Text] = {
    "cpr": text("CPR-nummer"), "cvr": text("CVR-nummer"), "postnummer": text("postnummer"),
    "telefon": text("telefonnummer"), "e-mail": text("e-mail"), "klokkeslaet": text("klokkeslæt"),
    "maaned": text("måned"), "kroner": text("beløb i kroner"), "timer": text("timer"),
    "procent": text("procent"), "tekst": text("tekst, også i flere afsnit")}


def one_of(found: Type) -> Type:
    """The type itself, or that of a list's items."""
    return found.items or Type("alt") if found.kind == "liste" else found


def in_words(found: Type, form: str) -> Text:
    """What a field holds, as people say it."""
    one = one_of(found)
    kind = text("en af koderne") if one.values else _FORMS.get(form) or _KINDS[one.kind]
    return text("liste: {slags}", slags=kind) if found.kind == "liste" else kind


def example(found: Type, form: str, seen: Any) -> str:
    """The schemas' example as a letter prints it, else a value that was `seen`; codes need none."""
    one = one_of(found)
    if one.values or one.kind in ("objekt", "janej"):
        return ""
    said = [part.said.example for part in (found, one) if part.said]
    given = next((value for value in said if value is not None), None)
    value = seen if given is None else _read(given, one)
    if value is None:
        return ""
    values = value if isinstance(value, list | tuple) else [value]
    return _short(liste([_shown(each, one, form) for each in values]))


def _read(written: Any, found: Type) -> Any:
    """An example of the schemas as letters have it."""
    if found.kind == "dato" and isinstance(written, str):
        return parse_date(written)
    return Decimal(str(written)) if isinstance(written, float) else written


def _shown(value: Any, found: Type, form: str) -> str:
    name = filter_for(found, form)
    if name == "dato" and not isinstance(value, dt.date):
        return str(value)
    return str(FILTERS[name](value)) if name else str(value)


def _short(words: str) -> str:
    """The first line, cut between two words where it is long."""
    line = words.strip().partition("\n")[0]
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rpartition(' ')[0] or line[:LONGEST]} …"
