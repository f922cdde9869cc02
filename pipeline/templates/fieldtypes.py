"""What a field of a template can hold: its type, whether it is always there, which codes it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["tekst", "tal", "heltal", "dato", "janej", "liste", "objekt", "alt"]
"""Text, a number with decimals, a whole number, a date, yes or no, a list, an object, anything."""

Path = tuple[str, ...]
"""A field's way from a variable: ("barn", "adresse", "vej")."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that is known of another field: that it is filled in, or has one of some codes.

    `path` goes from the object the field stands in, or where `absolute` from the letter itself.
    """

    path: Path
    values: frozenset[str] = frozenset()
    absolute: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a schema tells people of a field: its title, what it is, how it is written, an example."""

    title: str = ""
    help: str = ""
    form: str = ""
    example: object = None


@dataclass(frozen=True, slots=True)
class Type:
    """A field's type.

    `optional`: it can be empty (None) for some case or some reader; `absent`: it can be missing
    altogether, so that only `is defined` may ask for it. `guarded`: it can be protected, and has
    then nothing but `beskyttet`. `known`: it is surely there where all clues of one group hold;
    `opened`: it is not protected where all these do. `unseen` are the roles among the document's
    readers that may not see it, and `nobodys` says that none of them may. `said` is for people.
    """

    kind: Kind
    fields: Mapping[str, Type] = field(default_factory=dict)
    items: Type | None = None
    values: frozenset[str] = frozenset()
    optional: bool = False
    absent: bool = False
    guarded: bool = False
    known: tuple[tuple[Clue, ...], ...] = ()
    opened: tuple[Clue, ...] = ()
    unseen: frozenset[str] = frozenset()
    nobodys: bool = False
    said: Said | None = field(default=None, compare=False, repr=False)

    def sure(self) -> Type:
        """The same, once it is known to be filled in."""
        return replace(self, optional=False, absent=False)

    def maybe(self, *known: tuple[Clue, ...]) -> Type:
        """The same, where it can be empty, save where one group of clues holds."""
        return replace(self, optional=True, known=known)

    def also(self, **fields: Type) -> Type:
        """An object with these fields besides its own, which they replace."""
        return replace(self, fields={**self.fields, **fields})


ANY, TEXT, DATE, YES = Type("alt"), Type("tekst"), Type("dato"), Type("janej")
NUMBER, WHOLE = Type("tal"), Type("heltal")


def listed(items: Type) -> Type:
    """A list of such items."""
    return Type("liste", items=items)


def made_of(**fields: Type) -> Type:
    """An object with these fields."""
    return Type("objekt", fields=fields)


def codes(*values: str) -> Type:
    """One of these codes."""
    return Type("tekst", values=frozenset(values))


_SCALARS: Mapping[str, Type] = {
    "string": TEXT, "number": NUMBER, "integer": WHOLE, "boolean": YES, "null": ANY}


OTHER_PARENT = "anden_foraelder"


@dataclass(frozen=True, slots=True)
class Readers:
    """Whose roles read a document; what one of them may not see is empty in all copies.

    `of_others`: the value can be somebody else's than the reader's. `in_part`: a reader can be a party
    to what is their own alone, and then sees only what is marked for any party. `audience` are the
    roles that get the document, where what is read is not cut down for them.
    """

    roles: frozenset[str]
    of_others: bool = False
    in_part: bool = False
    audience: frozenset[str] | None = None

    def unseeing(self, schema: Mapping[str, Any]) -> tuple[frozenset[str], bool]:
        """The roles among them that may not see a property, and whether that is all."""
        seen = schema.get("x-roller")
        if seen is None:
            return frozenset(), False
        roles = self.roles if self.audience is None else self.audience
        others = {OTHER_PARENT} - set(seen) if self.of_others else set()
        return frozenset(roles - set(seen) | others), bool(roles) and not roles & set(seen)

    def miss(self, schema: Mapping[str, Any]) -> bool:
        """Whether one of them may not see a property."""
        seen = schema.get("x-roller")
        return seen is not None and (
            not self.roles <= set(seen) or (self.of_others and "anden_foraelder" not in seen))

    def within(self, schema: Mapping[str, Any]) -> Readers:
        """The readers of what stands in a value: those who may see the value, which may have an
        owner from here on."""
        seen = schema.get("x-roller")
        roles = self.roles if seen is None else self.roles & set(seen)
        others = seen is None or "anden_foraelder" in seen
        audience = self.audience if seen is None or self.audience is None else self.audience & set(seen)
        return replace(self, roles=roles, audience=audience,
                       of_others=others and (self.of_others or "x-ejer" in schema))


def of_schema(
    schema: Mapping[str, Any], readers: Readers, needs: Iterable[Mapping[str, Any]] = (),
) -> Type:
    """The type a template sees of what a resolved schema describes.

    `needs` are further schemas of the same value, such as what a document asks of its event: they
    only say what is surely there.
    """
    further = tuple(needs)
    if further:
        return _said(schema, _typed(schema, readers, (schema, *further)))
    # Most of a case is the same for many kinds. The schema is kept, so that nothing takes its number.
    known = _ALONE.get((id(schema), readers))
    if known is None:
        known = _ALONE[id(schema), readers] = (
            schema, _said(schema, _typed(schema, readers, (schema,))))
    return known[1]


_ALONE: dict[tuple[int, Readers], tuple[Mapping[str, Any], Type]] = {}


def _said(schema: Mapping[str, Any], found: Type) -> Type:
    """The type with what its schema tells people."""
    examples = schema.get("examples") or (None,)
    return replace(found, said=Said(
        str(schema.get("title", "")), str(schema.get("description", "")), str(schema.get("format", "")),
        examples[0]))


def _typed(
    schema: Mapping[str, Any], readers: Readers, needs: tuple[Mapping[str, Any], ...],
) -> Type:
    kind = schema.get("type")
    if kind == "object":
        inside, properties = readers.within(schema), schema.get("properties", {})
        hiding = readers.in_part and any("x-part" in part for part in properties.values())
        return Type("objekt", guarded="x-vaerner" in schema, fields={
            name: _property(name, part, inside, needs, hiding and "x-part" not in part)
            for name, part in properties.items()})
    if kind == "array":
        further = [need["items"] for need in needs[1:] if "items" in need]
        return listed(of_schema(schema.get("items", {}), readers.within(schema), further))
    if schema.get("format") == "dato":
        return DATE
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        if all(isinstance(value, str) for value in values):
            return codes(*values)
    return _SCALARS.get(str(kind), ANY)


def _property(
    name: str, part: Mapping[str, Any], readers: Readers, needs: tuple[Mapping[str, Any], ...],
    hidden: bool,
) -> Type:
    """One property: empty where it is not asked for or not everybody's to see. A list is never empty
    in that sense: it then has no items."""
    further = [need["properties"][name] for need in needs[1:]
               if isinstance(need.get("properties", {}).get(name), Mapping)]
    found = of_schema(part, readers, further)
    if found.guarded:
        found = found.also(beskyttet=YES)
    unseen, nobodys = readers.unseeing(part)
    if unseen:
        found = replace(found, unseen=unseen, nobodys=nobodys)
    if found.kind == "liste":
        return found
    if hidden or readers.miss(part):
        return found.maybe()
    if any(name in need.get("required", ()) for need in needs):
        return found
    return found.maybe(*_known(name, needs))


def _known(name: str, needs: Iterable[Mapping[str, Any]]) -> tuple[tuple[Clue, ...], ...]:
    """Under which conditions on its neighbours a property is asked for."""
    return tuple(clues for need in needs for clues in _required_when(name, need, ()))


def _required_when(
    name: str, need: Mapping[str, Any], given: tuple[Clue, ...],
) -> Iterable[tuple[Clue, ...]]:
    if given and name in need.get("required", ()):
        yield given
    for rule in (need, *need.get("allOf", ())):
        then = rule.get("then")
        clues = _clues(rule.get("if", {}))
        if then is not None and clues:
            yield from _required_when(name, then, (*given, *clues))


def _clues(condition: Mapping[str, Any]) -> tuple[Clue, ...]:
    """The codes a condition asks of neighbours; none where it asks for more than codes."""
    found = []
    for name, part in condition.get("properties", {}).items():
        values = part.get("enum") or ([part["const"]] if "const" in part else [])
        if not values or set(part) - {"enum", "const", "title", "description"}:
            return ()
        found.append(Clue((name,), frozenset(map(str, values))))
    return tuple(found)
