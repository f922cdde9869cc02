"""What each filter of a template takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.errors import Text, text
from pipeline.templates.fieldtypes import ANY, TEXT, WHOLE, Kind, Type, listed

NAMES: Mapping[Kind, Text] = {
    "tekst": text("en tekst"), "tal": text("et tal"), "heltal": text("et helt tal"),
    "dato": text("en dato"), "janej": text("et ja eller nej"), "liste": text("en liste"),
    "objekt": text("en gruppe felter"), "alt": text("en værdi"),
}
"""What types are called in messages."""

NUMBERS: tuple[Kind, ...] = ("tal", "heltal")
MANY: tuple[Kind, ...] = ("liste", "tekst", "objekt")


@dataclass(frozen=True, slots=True)
class Signature:
    """The kinds a filter takes, those of a list's items where it needs them, and what it gives.

    `gives` None: the same type again. `instead` is what to use for other kinds.
    """

    takes: tuple[Kind, ...]
    gives: Type | None = TEXT
    of: tuple[Kind, ...] = ()


SIGNATURES: Mapping[str, Signature] = {
    "dato": Signature(("dato",)), "dato_kort": Signature(("dato",)), "ugedag": Signature(("dato",)),
    "maaned": Signature(("dato", "tekst")), "klokken": Signature(("tekst",)),
    "kroner": Signature(NUMBERS), "tal": Signature(NUMBERS), "timer": Signature(NUMBERS),
    "procent": Signature(NUMBERS), "ejefald": Signature(("tekst",)),
    "liste": Signature(("liste",), of=("tekst",)), "telefon": Signature(("tekst",)),
    "cpr": Signature(("tekst",)), "stort": Signature(("tekst",), None),
    "ord": Signature(("tekst",)), "fornavn": Signature(("tekst",)),
    "join": Signature(("liste",), of=("tekst", "heltal")), "length": Signature(MANY, WHOLE),
    "lower": Signature(("tekst",), None), "upper": Signature(("tekst",), None),
    "first": Signature(("liste", "tekst"), ANY), "last": Signature(("liste", "tekst"), ANY),
    "list": Signature(MANY, None), "map": Signature(("liste",), None),
    "selectattr": Signature(("liste",), None), "rejectattr": Signature(("liste",), None),
    "default": Signature((), None),
}
"""Every filter a template may use; `default` takes anything."""

PRINTERS: Mapping[Kind, str] = {"dato": "dato", "tal": "tal", "liste": "liste"}
"""The filter that most often makes a kind into text."""

OF_LISTS = frozenset({"length", "list", "first", "last", "map", "selectattr", "rejectattr", "join",
                      "liste"})
"""Filters whose result has something only where the list they are given has."""


def takes(name: str, found: Type) -> bool:
    """Whether a filter takes such a value."""
    signature = SIGNATURES.get(name)
    return signature is None or not signature.takes or found.kind in (*signature.takes, "alt")


def takes_items(name: str, found: Type) -> bool:
    """Whether a filter takes what such a list holds."""
    signature = SIGNATURES.get(name)
    items = (found.items or ANY).kind
    return signature is None or not signature.of or items in (*signature.of, "alt")


def given(name: str, found: Type) -> Type:
    """The type of what a filter gives for such a value."""
    signature = SIGNATURES.get(name)
    if signature is None:
        return ANY
    if name in ("first", "last"):
        return replace(found.items or ANY, absent=True) if found.kind == "liste" else TEXT
    if name == "list" and found.kind != "liste":
        return listed(ANY)
    return found if signature.gives is None else signature.gives
