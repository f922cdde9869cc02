"""The table of roles: each field of a case by its title, and who may see it, as the schema says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline import schemas
from pipeline.documents import KINDS, Author, DocumentKind
from pipeline.errors import Text, text

OTHER = "anden_foraelder"
ROLES: Mapping[str, Text] = {
    "foraelder": text("Forælder"), OTHER: text("Den anden forælder"), "ung": text("Barnet"),
    "leverandoer": text("Leverandør"), "kommune": text("Kommune")}
"""The columns. What belongs to one parent is the other's only where it says so."""

PROTECTED = text("Skjult, når den er beskyttet, ukendt eller ikke slået op i et år")
OWN = text("Også for en forælder uden del i forældremyndigheden, når det er forælderens eget")
NOTES = {"b": PROTECTED, "e": OWN}
"""What else decides, by a letter for where there is no room."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its path in the case ("parter[].cpr"), its title, the roles that may see it, and
    what else decides. `above` are the titles of what it stands in, within its part of the case."""

    path: str
    title: Text
    roles: frozenset[str]
    notes: tuple[Text, ...] = ()
    above: tuple[Text, ...] = ()

    def named(self, language: str = "da") -> str:
        """Its title after those above it: "Adresse: By"."""
        return ": ".join(title.in_language(language) for title in (*self.above, self.title))


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one part of a case."""

    name: str
    title: Text
    fields: tuple[Field, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: who writes it, who gets it, and the lists of a case it draws on."""

    id: str
    title: Text
    author: Author
    recipients: tuple[Text, ...]
    lists: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What holds at a place in the schema: the roles, whether it can belong to one parent, notes."""

    roles: frozenset[str]
    owned: bool = False
    notes: tuple[Text, ...] = ()
    above: tuple[Text, ...] = ()

    def within(self, schema: Mapping[str, Any]) -> _Seen:
        """What holds of a part: nobody sees more of it than of the whole."""
        stated = frozenset(schema.get("x-roller", ROLES))
        owned = self.owned or "x-ejer" in schema
        if not owned and "foraelder" in stated:
            # What belongs to no one parent is for both.
            stated |= {OTHER}
        more = (PROTECTED,) if "x-vaerner" in schema else ()
        return replace(self, roles=self.roles & stated, owned=owned, notes=(*self.notes, *more))


def groups() -> tuple[Group, ...]:
    """Every field of a case, in the schema's order; single fields at the top come together first."""
    everyone = _Seen(frozenset(ROLES))
    alone: list[Field] = []
    found = []
    for name, part in schemas.resolved("sag")["properties"].items():
        fields = tuple(_fields(name, part, everyone, top=True))
        if len(fields) == 1 and fields[0].path == name:
            alone += fields
        else:
            found.append(Group(name, Text(str(part.get("title", name))), fields))
    return (Group("", text("Sagen"), tuple(alone)), *found)


def _fields(
    path: str, schema: Mapping[str, Any], above: _Seen, *, top: bool = False,
) -> Iterator[Field]:
    leaf, title = above.within(schema), Text(str(schema.get("title", path)))
    seen, items = leaf if top else replace(leaf, above=(*leaf.above, title)), schema.get("items", {})
    if "properties" in items:
        yield from _inside(f"{path}[]", items, seen.within(items))
    elif "properties" in schema:
        yield from _inside(path, schema, seen)
    else:
        yield Field(path, title, leaf.roles, leaf.notes, leaf.above)


def _inside(path: str, schema: Mapping[str, Any], seen: _Seen) -> Iterator[Field]:
    properties = schema["properties"]
    for name, part in properties.items():
        own = (OWN,) if "x-part" in part else ()
        yield from _fields(f"{path}.{name}", part, replace(seen, notes=(*seen.notes, *own)))


def documents() -> tuple[Document, ...]:
    """Every document, who gets it and what it draws on."""
    properties = schemas.resolved("sag")["properties"]
    return tuple(Document(
        kind.id, kind.titel, kind.forfatter, tuple(_recipients(kind)),
        tuple(Text(str(properties[name]["title"])) for name in dict.fromkeys((kind.liste, *kind.uses))))
        for kind in KINDS.values())


def _recipients(kind: DocumentKind) -> Iterator[Text]:
    if kind.forfatter != "kommune":
        yield text("Kommunen")
        if kind.forfatter == "leverandoer":
            yield text("Hver forælder med del i forældremyndigheden")
        return
    yield text("Hver forælder, det handler om")
    if kind.til_ung:
        yield text("Barnet, når sagen siger det")
    if kind.copies:
        yield text("Andre i sagen, med alle forældres samtykke")
