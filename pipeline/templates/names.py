"""Everything a template of one document kind may name, with types."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline import schemas
from pipeline.documents import KINDS, Author, DocumentKind
from pipeline.templates.facts import LETTER, Parts, facts_of
from pipeline.templates.fieldtypes import (
    DATE,
    TEXT,
    Clue,
    Readers,
    Type,
    codes,
    listed,
    of_schema,
)
from pipeline.templates.knowledge import NO


@functools.cache
def names_of(kind: str, author: Author | None = None) -> Type:
    """The names of a kind's letters as one object: facts, the case's own fields, its event.

    With `author` as they are in letters of that author, whose letterhead may take him for granted.
    """
    spec = KINDS[kind]
    parts = _parts(kind, author or (spec.forfatter if len(authors_of(spec)) == 1 else "kommune"))
    root = dict(parts.case.fields)
    root["kommune"] = parts.settings
    facts = {**LETTER, "brev.variant": _variants(spec, parts.event)}
    for rule in spec.rules:
        facts |= facts_of(rule.__name__, parts)
    for name, found in facts.items():
        head, _, tail = name.partition(".")
        if tail:
            above = root.get(head)
            root[head] = (above if above and above.kind == "objekt" else Type("objekt")).also(
                **{tail: found})
        else:
            root[head] = found
    for head in {name.partition(".")[0] for name in facts} & set(root):
        root[head] = _together(root[head])
    root[spec.event_name] = parts.event
    return Type("objekt", fields={
        name: found for name, found in root.items() if name not in _emptied(spec, facts)})


def _together(found: Type) -> Type:
    """An object of facts is missing where all of them are."""
    inner = tuple(found.fields.values())
    if found.kind != "objekt" or not inner or not all(part.absent for part in inner):
        return found
    return replace(found, absent=True, known=inner[0].known)


def authors_of(kind: DocumentKind) -> tuple[Author, ...]:
    """Whose letterheads a kind's letters can wear."""
    return ("leverandoer", "foraelder") if kind.id == "evaluering" else (kind.forfatter,)


def left_out(kind: str) -> frozenset[str]:
    """The case's lists that never come along to a kind's letters: there they have no items."""
    return _emptied(KINDS[kind], {*_facts(kind)})


def worked_out(kind: str) -> frozenset[str]:
    """The names at the top that a kind's letters know of themselves or work out from the case."""
    return frozenset(name.partition(".")[0] for name in (*LETTER, *_facts(kind)))


def _facts(kind: str) -> Mapping[str, Type]:
    """The facts of a kind by dotted name."""
    parts = _parts(kind, "kommune")
    return {name: found for rule in KINDS[kind].rules
            for name, found in facts_of(rule.__name__, parts).items()}


def _emptied(spec: DocumentKind, facts: Mapping[str, Type] | set[str]) -> frozenset[str]:
    lists = {name for name, part in schemas.resolved("sag")["properties"].items()
             if part.get("type") == "array"}
    return frozenset(lists - {*spec.uses, spec.liste, "parter", spec.event_name, *facts})


def _parts(kind: str, author: str) -> Parts:
    return replace(_parts_of(kind), author=author)


@functools.cache
def _parts_of(kind: str) -> Parts:
    """The parts of a kind, whoever is its author."""
    spec = KINDS[kind]
    partly = spec.forfatter == "kommune" or "ansoeger" in spec.authors
    readers = Readers(_roles(spec), in_part=partly)
    case, needs = schemas.resolved("sag"), schemas.resolved(f"dokumenter/{spec.id}")
    # Of the letter's own event its document asks more than of the others in its list.
    lists = {name: part for name, part in needs.get("properties", {}).items() if name != spec.liste}
    seen = of_schema(case, readers, [{**needs, "properties": lists}])
    seen = seen.also(barn=_as_of(seen.fields["barn"]))
    host = _item(case, needs, spec.liste, readers)
    event = _inner(case, needs, spec, readers) if spec.led else host
    settings = of_schema(schemas.resolved("kommune"), Readers(
        frozenset({"kommune"}), audience=_roles(spec)))
    event = _of_kind(event, spec, case["properties"][spec.liste]["items"])
    return Parts(seen, event, host, settings, "")


def _as_of(child: Type) -> Type:
    """The child as it was: with the birth date that a CPR number tells, the school of now among the
    earlier ones."""
    earlier = child.fields["tidligere_tilbud"].items or Type("objekt")
    return child.also(foedselsdato=DATE, tidligere_tilbud=listed(earlier.also(til=DATE.maybe())))


def _item(
    case: Mapping[str, Any], needs: Mapping[str, Any], liste: str, readers: Readers,
) -> Type:
    """The type of one event of a list."""
    part = case["properties"][liste]["items"]
    further = needs.get("properties", {}).get(liste, {}).get("items")
    return of_schema(part, readers, [further] if further else [])


def _inner(
    case: Mapping[str, Any], needs: Mapping[str, Any], spec: DocumentKind, readers: Readers,
) -> Type:
    """The type of one event in the list `led` of another."""
    host = case["properties"][spec.liste]["items"]
    further = needs.get("properties", {}).get(spec.liste, {}).get("items", {})
    return _item(host, further, str(spec.led), readers.within(host))


def _of_kind(event: Type, spec: DocumentKind, schema: Mapping[str, Any]) -> Type:
    """The event with the codes of its own kind alone, and with what its schema asks of that kind."""
    fields = dict(event.fields)
    for part in spec.dele:
        fields[part] = fields[part].maybe((Clue(("brev", "variant"), frozenset({part}), absolute=True),))
    if spec.id == "indkaldelse":
        place = Clue(("moedested", "beskyttet"), NO, absolute=True)
        fields["sted"] = replace(fields["sted"], opened=(place,))
    if spec.art is None:
        return replace(event, fields=fields)
    art = frozenset({spec.art})
    for name, found in fields.items():
        sure = any(all(clue.path == ("art",) and clue.values >= art for clue in clues)
                   for clues in found.known)
        values = _codes_of(schema, spec.art, name) or found.values
        fields[name] = replace(found, optional=found.optional and not sure, values=values)
    fields["art"] = replace(fields["art"], values=art)
    return replace(event, fields=fields)


def _codes_of(schema: Mapping[str, Any], art: str, name: str) -> frozenset[str]:
    """The codes a property can have in events of one kind, where their schema says it."""
    found: frozenset[str] = frozenset()
    for rule in schema.get("allOf", ()):
        asked = rule.get("if", {}).get("properties", {}).get("art", {}).get("const")
        branch = rule.get("then" if asked == art else "else", {}) if asked else {}
        part = branch.get("properties", {}).get(name)
        if isinstance(part, Mapping) and "enum" in part:
            values = frozenset(part["enum"])
            found = found & values if found else values
    return found


def _variants(spec: DocumentKind, event: Type) -> Type:
    """The codes of a kind's variants: those with titles of their own, and the event's."""
    own = event.fields.get("variant", TEXT).values if spec.art else frozenset()
    return codes(*spec.titles, *own)


def _roles(spec: DocumentKind) -> frozenset[str]:
    """Who reads the letters: of a citizen's own document its authors, of the kommune's the parties."""
    if spec.forfatter == "leverandoer":
        return frozenset({"leverandoer", "foraelder"})
    roles = {"foraelder"}
    if spec.til_ung or spec.id == "hoeringssvar":
        roles.add("ung")
    if spec.copies:
        roles.add("leverandoer")
    return frozenset(roles)
