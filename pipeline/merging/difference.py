"""What another's document says that a case does not: field by field, each thing by its identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline import schemas
from pipeline.documents import KINDS
from pipeline.errors import Text
from pipeline.merging.alignment import aligned
from pipeline.merging.identity import NAMED_BY, Path, keys_of, list_name, written
from pipeline.merging.incoming import Incoming
from pipeline.merging.unseen import by_identity, names
from pipeline.merging.views import views

Art = Literal["ny", "aendret", "mangler_der"]
"""We have nothing there; we have something else; they have nothing there that they could have seen."""

NEVER = frozenset({"skema", "sagsnummer", "kommune", "breve_sendt_til", "kilder"})
"""What makes a case this case, and is no document's to say."""

BESIDE = frozenset({"barn", "parter", "maal", "udgifter"})
"""What a parent or provider tells besides the event that their document is about."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` is its place by identity; `old` is ours and `new` theirs.

    `own`: it is the sender's to say, and not something of the kommune's that they repeat. `locked`:
    ours holds something there that they could not see, so theirs cannot take its place. `unseen`
    names what of it stands on no page of the document.
    """

    path: Path
    title: Text
    art: Art
    old: Any = field(repr=False)
    new: Any = field(repr=False)
    own: bool
    locked: bool = False
    unseen: tuple[str, ...] = ()

    @property
    def off_the_page(self) -> bool:
        """Whether nothing of it stands on a page: nobody has to have read it before it was sent."""
        return bool(self.unseen) and len(self.unseen) == sum(1 for _ in names(self.new, self.path))

    @property
    def place(self) -> str:
        """The path as people and command lines write it."""
        return written(self.path)

    @property
    def contradicts(self) -> bool:
        """Whether somebody has to choose: it would change what we have, is not theirs to say, or stands
        on no page."""
        return self.art == "aendret" or not self.own or self.off_the_page

    @property
    def can_be_taken(self) -> bool:
        """Whether it can become part of our case at all."""
        return self.art != "mangler_der" and not self.locked


def difference(mine: Mapping[str, Any], incoming: Incoming) -> tuple[Change, ...]:
    """Every difference between our case and what came, in the schema's order.

    Raises DataError where the document is about another child, or nothing says that it is the same.
    """
    theirs = aligned(mine, incoming)
    ours = views(mine, theirs)
    walk = _Walk(theirs, by_identity(theirs.sag, theirs.beside))
    return tuple(walk.object(ours, theirs.sag, schemas.resolved("sag"), ()))


@dataclass(frozen=True, slots=True)
class _Walk:
    incoming: Incoming
    beside: frozenset[str]

    def object(self, ours: Sequence[Any], theirs: Mapping[str, Any], schema: Mapping[str, Any],
               path: Path) -> Iterator[Change]:
        """The differences inside an object that both have. The first of `ours` is our case itself."""
        for name, part in schema.get("properties", {}).items():
            if not path and name in NEVER:
                continue
            inner = [_inside(one, name) for one in ours]
            if theirs.get(name) is not None:
                yield from self.value(inner, theirs[name], part, (*path, name))
            elif len(ours) > 2 and inner[2] is not None:
                yield self._change((*path, name), part, "mangler_der", inner[0], None)

    def value(self, ours: Sequence[Any], theirs: Any, schema: Mapping[str, Any], path: Path
              ) -> Iterator[Change]:
        """The differences at one place, of which they say something."""
        if _hidden(theirs) or any(_same(one, theirs, schema) for one in ours):
            return
        if list_name(path) in NAMED_BY:
            yield from self._items(ours, theirs, schema["items"], path)
        elif ours[0] is None:
            yield self._change(path, schema, "ny", None, theirs)
        elif isinstance(ours[0], Mapping) and isinstance(theirs, Mapping):
            yield from self.object(ours, theirs, schema, path)
        else:
            # They wrote about what they saw; what they did not see stands in ours alone.
            unseen = len(ours) > 2 and not any(_same(one, ours[0], schema) for one in ours[2:])
            yield self._change(path, schema, "aendret", ours[0], theirs,
                               locked=unseen and isinstance(ours[0], list))

    def _items(self, ours: Sequence[Any], theirs: Sequence[Any], schema: Mapping[str, Any], path: Path
               ) -> Iterator[Change]:
        """The differences of a list whose items are met again."""
        here = [dict(zip(keys_of(path, one or ()), one or (), strict=True)) for one in ours]
        there = dict(zip(keys_of(path, theirs), theirs, strict=True))
        for key, item in there.items():
            if key not in here[0]:
                yield from self._new((*path, key), schema, item)
            elif not any(_same(one.get(key), item, schema) for one in here):
                yield from self.object([one.get(key) for one in here], item, schema, (*path, key))
        for key in here[2] if len(here) > 2 else ():
            if key not in there and key in here[0]:
                yield self._change((*path, key), schema, "mangler_der", here[0][key], None)

    def _new(self, path: Path, schema: Mapping[str, Any], item: Mapping[str, Any]) -> Iterator[Change]:
        """An item that we do not have; what in it is not the sender's to say comes by itself."""
        parts, needed = schema.get("properties", {}), schema.get("required", ())
        apart = [] if self.incoming.from_kommune else [
            name for name in item if f"{list_name(path)}.{name}" in OF_KOMMUNE and name not in needed]
        yield self._change(path, schema, "ny", None, {
            name: value for name, value in item.items() if name not in apart})
        for name in apart:
            yield self._change((*path, name), parts[name], "ny", None, item[name])

    def _change(self, path: Path, schema: Mapping[str, Any], art: Art, old: Any, new: Any,
                locked: bool = False) -> Change:
        shown = without_hidden(new)
        unseen = tuple(name for _, name in names(shown, path) if name in self.beside)
        return Change(path, Text(str(schema.get("title", path[-1]))), art, old, shown, self._own(path),
                      locked, unseen)

    def _own(self, path: Path) -> bool:
        """Whether what stands there is the sender's to say: all of it, where the kommune speaks."""
        if self.incoming.from_kommune:
            return True
        kind = KINDS.get(self.incoming.kind)
        if kind is None:
            return False
        name = list_name(path)
        if any(name == place or name.startswith(f"{place}.") for place in OF_KOMMUNE):
            return False
        if kind.led:
            return name.startswith(f"{kind.liste}.{kind.led}")
        return path[0] in BESIDE or path[0] == kind.liste


OF_KOMMUNE = frozenset({
    *(f"{person}.{name}" for person in ("barn", "parter") for name in ("beskyttelse", "digital_post")),
    "parter.rolle", "parter.foraeldremyndighed", "barn.bor_hos",
    *(f"ansoegninger.{name}" for name in (
        "kvittering", "forsinkelse", "noteret", "modtaget", "kanal")),
    "hoeringer.svar.bemaerkning",
})
"""What the kommune looks up or writes itself, also where it stands among what a sender tells."""


def _inside(one: Any, name: str) -> Any:
    found = one.get(name) if isinstance(one, Mapping) else None
    return None if found in ([], {}) or _hidden(found) else found


def _hidden(value: Any) -> bool:
    """Whether it is the sign that something is protected, which says nothing of what it is."""
    return isinstance(value, Mapping) and value.get("beskyttet") is True


def without_hidden(value: Any) -> Any:
    """The value as a case may hold it: without the signs of what is protected."""
    if isinstance(value, Mapping):
        return {key: without_hidden(item) for key, item in value.items()
                if item is not None and not _hidden(item)}
    if isinstance(value, list | tuple):
        return [without_hidden(item) for item in value]
    return value


def _same(own: Any, other: Any, schema: Mapping[str, Any]) -> bool:
    """Whether two values say the same: of a set, in whatever order."""
    if isinstance(own, bool) != isinstance(other, bool):
        return False
    if isinstance(own, Mapping) and isinstance(other, Mapping):
        parts = schema.get("properties", {})
        return own.keys() == other.keys() and all(
            _same(own[key], other[key], parts.get(key, {})) for key in own)
    if isinstance(own, list) and isinstance(other, list | tuple):
        if schema.get("uniqueItems"):
            own, other = sorted(own), sorted(other)
        items = schema.get("items", {})
        return len(own) == len(other) and all(
            _same(one, two, items) for one, two in zip(own, other, strict=True))
    return bool(own == other)
