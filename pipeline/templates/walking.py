"""Goes through the names of a kind, field by field, and says how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.errors import Text, text
from pipeline.formatting import ord_
from pipeline.templates import needed, showing
from pipeline.templates.entries import Entry, Group
from pipeline.templates.fieldtypes import Type
from pipeline.templates.pasting import Place, asking, printed, questions
from pipeline.templates.showing import one_of
from pipeline.templates.words import OWN, Words, words_of

Examples = Mapping[str, Any]
"""Values by path, for the fields whose schemas give no example."""

Titles = tuple[Text, ...]
"""The titles of the objects a field stands in."""

MANY = 8
"""An object with more fields is a group of its own."""


TELLING = ("navn", "titel", "tekst", "hvad", "beskrivelse", "ydelse")
"""The fields that say most of what they belong to."""


class _Named(NamedTuple):
    """A field where it stands."""

    name: str
    type: Type
    place: Place
    path: str

    @property
    def said(self) -> str:
        """As a template names it."""
        return f"{self.place.prefix}{self.name}"


class Walk:
    """The fields of a kind, one name at the top at a time."""

    def __init__(self, kind: str, names: Type, examples: Examples) -> None:
        self._names, self._examples = names, examples
        self._needed = needed.needs_of(kind)
        self._place = Place(names=Place().names | frozenset(names.fields))

    def is_group(self, name: str) -> bool:
        """Whether a name at the top has fields."""
        found = self._names.fields[name]
        return found.kind == "objekt" or _is_list(found)

    def single(self, name: str) -> Entry:
        """A name at the top that has none."""
        return self._entry(self._top(name), ())

    def groups(self, name: str) -> Iterator[Group]:
        """A name at the top with its fields, those of many parts in groups of their own."""
        return self._group(self._top(name), ())

    def _top(self, name: str) -> _Named:
        return _Named(name, self._names.fields[name], self._place, name)

    def _group(self, field: _Named, above: Titles) -> Iterator[Group]:
        """A field's group and those within it; `above` is the title of what it stands in."""
        nested: list[_Named] = []
        group = (self._looped if _is_list(field.type) else self._object)(field, above, nested)
        yield group
        for inner in nested:
            yield from self._group(inner, () if inner.path in OWN else (_words(field).title,))

    def _looped(self, field: _Named, above: Titles, nested: list[_Named]) -> Group:
        """The fields of each item of a list; first the list itself, printed by one of them."""
        inside, words = field.place.looped(field.name, field.type), _words(field)
        own = list(self._fields(
            field.type.items or Type("alt"), f"{field.path}[]", (), lambda _: inside, nested))
        listed = replace(self._entry(field, ()), tag=_telling(own, f"{field.path}[]."),
                         opening=inside.opening, closing=inside.closing)
        return Group(f"{field.path}[]", _joined(*above, words.title), _help(field.type), inside.item,
                     (listed, *own), inside.opening, inside.closing)

    def _object(self, field: _Named, above: Titles, nested: list[_Named]) -> Group:
        place, words = field.place, _words(field)
        own = self._fields(field.type, field.path, (),
                           lambda inner: place.open_to(field.name, field.type, inner), nested)
        return Group(field.path, _joined(*above, words.title), _help(field.type), field.said,
                     (*self._asked_for(field, ()), *own), place.opening, place.closing)

    def _fields(
        self, found: Type, path: str, above: Titles, place: Callable[[str], Place],
        nested: list[_Named],
    ) -> Iterator[Entry]:
        """The fields of an object and of small objects in it; the others are left in `nested`."""
        for name, part in found.fields.items():
            if part.nobodys:
                continue
            field = _Named(name, part, place(name), f"{path}.{name}")
            if _is_list(part) or len(part.fields) > MANY:
                nested.append(field)
            elif part.kind == "objekt":
                yield from self._small(field, above, nested)
            else:
                yield self._entry(field, above)

    def _small(self, field: _Named, above: Titles, nested: list[_Named]) -> Iterator[Entry]:
        yield from self._asked_for(field, above)
        yield from self._fields(
            field.type, field.path, (*above, _words(field).title),
            lambda inner: field.place.open_to(field.name, field.type, inner), nested)

    def _asked_for(self, field: _Named, above: Titles) -> Iterator[Entry]:
        """An object that is not always there, to be asked for."""
        asked = (*field.place.asked, *questions(field.said, field.type))
        if asked:
            yield replace(self._entry(field, above), tag=asking(asked, "…"))

    def _entry(self, field: _Named, above: Titles) -> Entry:
        """One field at a place; a list that no sentence can hold has a paragraph for each item."""
        found, place, words = field.type, field.place, _words(field)
        asked = (*place.asked, *questions(field.said, found))
        tag = printed(field.said, found, words.form)
        if found.kind == "liste" and not tag and not _is_list(found):
            place, items = place.looped(field.name, found), one_of(found)
            asked, tag = place.asked, printed(place.item, items, words.form)
        return Entry(
            field.path, _joined(*above, words.title), _help(found), found.kind,
            showing.in_words(found, words.form), asking(asked, tag) if tag else "",
            place.opening, place.closing,
            tuple((code, ord_(code)) for code in sorted(one_of(found).values)),
            showing.example(found, words.form, self._examples.get(field.path)), bool(asked),
            self._why(field.path))

    def _why(self, path: str) -> Text | None:
        """Why a letter must print a field, or the object it is in."""
        above = path.rpartition(".")[0]
        own = self._needed.get(path.replace("[]", ""))
        return own or (None if above.endswith("[]") else self._needed.get(above))


def _telling(own: Sequence[Entry], prefix: str) -> str:
    """The tag that says most of an item: its name or its words."""
    by_path = {entry.path: entry.tag for entry in own}
    named = [by_path[f"{prefix}{name}"] for name in TELLING if f"{prefix}{name}" in by_path]
    return next(iter([*named, *by_path.values()]), "…")


def _is_list(found: Type) -> bool:
    """Whether it is a list whose items have fields."""
    return found.kind == "liste" and one_of(found).kind == "objekt"


def _words(field: _Named) -> Words:
    """A field's title and how it is written, from the schema or from what we call it."""
    said, form = field.type.said, one_of(field.type).said
    written = form.form if form else ""
    if field.path in OWN:
        return OWN[field.path]
    if said is not None and said.title:
        return Words(Text(said.title), written)
    words = words_of(field.path) or Words(Text(field.name))
    return words if words.form else replace(words, form=written)


def _help(found: Type) -> Text | None:
    return Text(found.said.help) if found.said and found.said.help else None


def _joined(*titles: Text) -> Text:
    """"Adresse: Vej"."""
    joined, *rest = titles
    for title in rest:
        joined = text("{gruppe}: {felt}", gruppe=joined, felt=title)
    return joined
