"""What of a case the readers of a letter may not see, where it can be told again: the schema's word.

Nothing here comes from the projection the letter was made from: whether that kept its word is what
is looked into.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipeline import schemas
from pipeline.access import Access, Reader, owner_of
from pipeline.gate.words import Needle, bare, digits, line, money
from pipeline.leaks import Steps

NUMBERS = frozenset({"cpr", "telefon"})
LINES = frozenset({"vej", "co", "email"})
OF_PLACES = frozenset({"navn", "beskrivelse"})
"""A school's name and where a meeting is: told only of what a protection can cover."""
NAMES = frozenset({"navn", "virksomhed", "by"})
"""What everybody is called tells nothing; an address can be the same, as "c/o" somebody."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that the readers may not see: its field, and a way to know it again."""

    path: Steps
    needle: Needle = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the schema from which something can be told; `told` says how a value's words are."""

    schema: Mapping[str, Any]
    told: str
    inner: Mapping[str, _Place]
    items: _Place | None
    marked: bool
    """Some fields are any party's: then the others are not."""


@functools.cache
def _top(every: bool) -> _Place:
    """The case's schema with the places that tell something; with `every`, also all names."""
    found = _place(schemas.resolved("sag"), "", every, guarded=False)
    assert found
    return found


def _place(schema: Mapping[str, Any], name: str, every: bool, guarded: bool) -> _Place | None:
    """The place with only those below it that can tell something, or None."""
    guarded = guarded or "x-vaerner" in schema
    properties = schema.get("properties", {})
    inner = {key: place for key, part in properties.items()
             if (place := _place(part, key, every, guarded))}
    items = _place(schema["items"], name, every, guarded) if "items" in schema else None
    told = _told(schema, name, guarded) or ("navn" if every and name in NAMES else "")
    if not (told or inner or items):
        return None
    marked = any("x-part" in part for part in properties.values())
    return _Place(schema, told, inner, items, marked)


def _told(schema: Mapping[str, Any], name: str, guarded: bool) -> str:
    form = schema.get("format")
    if form in NUMBERS:
        return "tal"
    if form == "kroner":
        return "kroner"
    return name if name in LINES or (guarded and name in OF_PLACES) else ""


def secrets(case: Mapping[str, Any], readers: Sequence[Reader], day: dt.date) -> tuple[Secret, ...]:
    """What one of the readers may not see on `day`, save what they all see in another field."""
    found: dict[Needle, Steps] = {}
    seen: set[bytes] = set()

    def leaf(value: Any, place: _Place, path: Steps, hidden: bool) -> None:
        if hidden:
            for needle in _needles(value, place.told):
                found.setdefault(needle, path)
        elif isinstance(value, str):
            seen.update((bare(value), bare(value.partition(",")[0])))
        elif isinstance(value, int | Decimal):
            seen.add(str(int(value)).encode())

    _Walk(Access(case, tuple(readers), day), leaf).object(case, _top(False), None, (), hidden=False)
    return tuple(Secret(path, needle) for needle, path in found.items() if needle.bare not in seen)


def visible(case: Mapping[str, Any], readers: Sequence[Reader], day: dt.date) -> list[str]:
    """Addresses, numbers and names that all readers may see on `day`; not what is written of anything
    else, in which they may have been told."""
    words: list[str] = []

    def leaf(value: Any, place: _Place, _: Steps, hidden: bool) -> None:
        if not hidden and place.told and isinstance(value, str):
            words.append(value)

    _Walk(Access(case, tuple(readers), day), leaf).object(case, _top(True), None, (), hidden=False)
    return words


Leaf = Callable[[Any, _Place, Steps, bool], None]
"""Told each value that stands in a place, its path, and whether a reader may not see it."""


class _Walk:
    """Goes through a case beside its schema."""

    def __init__(self, access: Access, leaf: Leaf) -> None:
        self._access, self._leaf = access, leaf

    def object(self, value: Mapping[str, Any], place: _Place, owner: str | None, path: Steps,
               hidden: bool) -> None:
        """The fields of an object."""
        owner = owner_of(value, place.schema, owner)
        for name, inner in place.inner.items():
            item = value.get(name)
            if item is not None:
                self._any(item, inner, owner, (*path, name), hidden or self._hides(
                    item, inner.schema, owner, place.marked))

    def _hides(self, value: Any, schema: Mapping[str, Any], owner: str | None, marked: bool) -> bool:
        access = self._access
        if not access.allowed(schema["x-roller"], owner):
            return True
        if marked and not access.part_in(schema, owner):
            return True
        return "x-vaerner" in schema and not access.all_know(value, schema, owner)

    def _any(self, value: Any, place: _Place, owner: str | None, path: Steps, hidden: bool) -> None:
        if isinstance(value, Mapping):
            self.object(value, place, owner, path, hidden)
        elif not isinstance(value, list):
            self._leaf(value, place, path, hidden)
        elif place.items:
            self._list(value, place.items, owner, path, hidden)

    def _list(self, values: Sequence[Any], place: _Place, owner: str | None, path: Steps,
              hidden: bool) -> None:
        access, schema = self._access, place.schema
        for index, value in enumerate(values):
            mine = owner_of(value, schema, owner) if isinstance(value, Mapping) else owner
            gone = hidden or ("x-roller" in schema and not (
                access.allowed(schema["x-roller"], mine) and access.part_in(schema, mine)))
            self._any(value, place, owner, (*path, index), gone)


def _needles(value: Any, told: str) -> Iterator[Needle]:
    """The ways to know a value again."""
    if told == "kroner":
        if isinstance(value, int | Decimal):
            yield from money(int(value))
    elif not isinstance(value, str):
        return
    elif told == "tal":
        yield from digits(value)
    elif told == "vej":
        # Of "Skovvej 7, 2. th." people write the first half; a long street's name is enough.
        first, _, rest = value.partition(",")
        street = re.split(r"\s+\d", first)[0]
        yield from line(first)
        if rest:
            yield from line(value)
        if street != first and len(street) >= TELLING_STREET:
            yield from line(street)
    elif told == "navn":
        first = value.split(",")[0]
        yield from line(value)
        if first != value and (" " in first or len(first) >= TELLING_STREET):
            yield from line(first)
    elif told != "beskrivelse" or re.search(r"\d", value):
        yield from line(value)


TELLING_STREET = 10
"""Letters of a name without a number that tell where somebody is; "Engen" can be any meadow."""
