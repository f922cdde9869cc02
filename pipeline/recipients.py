"""Who receives which document, and what of the case each reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import schemas
from pipeline.access import KOMMUNE, UNG, Access, Reader, owner_of
from pipeline.errors import DataError, Problem, text
from pipeline.formats import parse_date
from pipeline.leaks import (
    CPR,
    GUARDED,
    HIDDEN_BY_ROLE,
    SEEN_ANYWAY,
    Steps,
    tell_tales,
    telling,
)
from pipeline.richtext import may_have_marks, rich, unmarked
from pipeline.validation import path_text, title_of

__all__ = ["KOMMUNE", "UNG", "Reader", "custodial", "project", "reader_of", "settings_view"]


def reader_of(case: Mapping[str, Any], who: str) -> Reader:
    """The reader with an id: a party of the case, the young person or the kommune."""
    if who in (KOMMUNE, UNG):
        return Reader(who, who)
    party = next(p for p in case["parter"] if p["id"] == who)
    return Reader(who, party["rolle"], party["rolle"] != "foraelder"
                  or bool(party.get("foraeldremyndighed")))


def custodial(case: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the parents with custody: each is a party with letters of their own (trap 10)."""
    return tuple(p["id"] for p in case["parter"]
                 if p["rolle"] == "foraelder" and p.get("foraeldremyndighed"))


def project(
    case: Mapping[str, Any], readers: Sequence[Reader], day: dt.date, events: Sequence[Steps],
    uses: Sequence[str] = (), public: Sequence[str] = (),
) -> tuple[dict[str, Any], list[tuple[dict[str, Any], dict[str, Any] | None]]]:
    """The case and some of its events as all `readers` may see them on `day`.

    An event is named by its path: ("tilsyn", 0), or ("hoeringer", 0, "svar", 1) for one that stands
    in another's list. Each comes with the event it stands in, if any; those that are not the
    readers' are left out. All is complete by the schema: a field that one reader may not see, or
    that the case does not have, is None (a list: empty); a list item that is not theirs is gone. A
    protected address, school or place is `{"beskyttet": True}`. Dates become dates. Of the case's
    lists only `uses` are kept, parties always. Raises DataError where a free text that stays names
    something that was taken out: the letter would give it away (domain.md 5 and trap 12). What
    stands in `public` words is no secret.
    """
    projection, aside = (_Projection(case, tuple(readers), day) for _ in range(2))
    schema = schemas.resolved("sag")
    left_out = {key: value for key, value in case.items()
                if isinstance(value, list) and key != "parter" and key not in uses}
    seen = projection.walk({k: v for k, v in case.items() if k not in left_out}, schema, None, ())
    aside.walk(left_out, schema, None, ())
    projection.secrets |= aside.secrets
    own = [found for event in events for found in projection.event(event, schema)]
    projection.refuse_leaks(public)
    return seen, own


def settings_view(settings: Mapping[str, Any], day: dt.date) -> dict[str, Any]:
    """A kommune's settings, complete by their schema, dates as dates; they are public."""
    everyone = _Projection({}, (Reader(KOMMUNE, KOMMUNE),), day)
    seen: dict[str, Any] = everyone.walk(settings, schemas.resolved("kommune"), None, ())
    return seen


@dataclass(slots=True)
class _Projection(Access):
    secrets: set[str] = field(default_factory=set)
    kept: list[tuple[Steps, str]] = field(default_factory=list)

    def walk(self, value: Any, schema: Mapping[str, Any], owner: str | None, path: Steps) -> Any:
        """A value with what the readers may not see taken out."""
        if isinstance(value, dict):
            return self._object(value, schema, owner, path)
        if isinstance(value, list):
            return tuple(self.items(value, schema.get("items", {}), owner, path))
        if isinstance(value, str):
            if schema.get("format") == "dato":
                return parse_date(value)
            self.kept.append((path, value))
            if "x-rigtekst" in schema and may_have_marks(value):
                # Without its marks it can say what it does not say with them.
                self.kept.append((path, unmarked(value)))
                return rich(value)
        return value

    def _object(self, value: Mapping[str, Any], schema: Mapping[str, Any], owner: str | None,
                path: Steps) -> dict[str, Any]:
        owner = owner_of(value, schema, owner)
        seen: dict[str, Any] = {}
        properties = schema.get("properties", {})
        # Where some fields are marked as any party's, the others are not; else all of it is.
        marked = any("x-part" in part for part in properties.values())
        for name, part in properties.items():
            absent = () if part.get("type") == "array" else None
            item = value.get(name)
            if item is None:
                seen[name] = absent
            elif not (self.allowed(part["x-roller"], owner) and (
                    not marked or self.part_in(part, owner))):
                self._conceal(item, part, HIDDEN_BY_ROLE if self.others(owner) else CPR, owner)
                seen[name] = absent
            elif "x-vaerner" in part:
                seen[name] = self._guarded(item, part, owner, (*path, name))
            else:
                seen[name] = self.walk(item, part, owner, (*path, name))
        return seen

    def event(self, path: Steps, schema: Mapping[str, Any]
              ) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
        """The event at a path with the one it stands in, or nothing where it is not theirs."""
        liste, index, *inner = path
        value, part = self.case[str(liste)][index], schema["properties"][liste]["items"]
        whole = {k: v for k, v in value.items() if not inner or k != inner[0]}
        for host in self.items([whole], part, None, (liste,), int(index)):
            if not inner:
                yield host, None
                continue
            led, place = inner
            owner, listed = owner_of(value, part, None), part["properties"][led]
            if self.allowed(listed["x-roller"], owner):
                yield from ((own, host) for own in self.items(
                    [value[led][place]], listed["items"], owner, (liste, index, led), int(place)))

    def items(self, values: list[Any], schema: Mapping[str, Any], owner: str | None,
              path: Steps, first: int = 0) -> Iterator[Any]:
        """The items that the readers may see; `first` is the place of the first in its list."""
        for index, value in enumerate(values, first):
            mine = owner_of(value, schema, owner) if isinstance(value, dict) else owner
            if "x-roller" in schema and not (
                    self.allowed(schema["x-roller"], mine) and self.part_in(schema, mine)):
                self._conceal(value, schema, HIDDEN_BY_ROLE if self.others(mine) else CPR, owner)
            else:
                yield self.walk(value, schema, owner, (*path, index))

    def _guarded(self, value: Mapping[str, Any], schema: Mapping[str, Any], owner: str | None,
                 path: Steps) -> dict[str, Any]:
        """An address, a school or a place: all of it, or that it is protected."""
        if self.all_know(value, schema, owner):
            return {**self._object(value, schema, owner, path), "beskyttet": False}
        self._conceal(value, schema, GUARDED, owner)
        return {"beskyttet": True}

    def _conceal(self, value: Any, schema: Mapping[str, Any], telling: frozenset[str],
                 owner: str | None) -> None:
        """Remember what was taken out, in the ways a free text might say it.

        What would have been guarded inside it is guarded still.
        """
        if isinstance(value, dict):
            owner = owner_of(value, schema, owner)
            if "x-vaerner" in schema and not self.all_know(value, schema, owner):
                telling = GUARDED
            for name, part in schema.get("properties", {}).items():
                if name in value:
                    self._conceal(value[name], {**part, "name": name}, telling, owner)
        elif isinstance(value, list):
            for item in value:
                self._conceal(item, schema.get("items", {}), telling, owner)
        elif schema.get("name") in telling or schema.get("format") in telling:
            self.secrets.update(tell_tales(value, schema))

    def refuse_leaks(self, public: Iterable[str]) -> None:
        """Raise DataError naming each text that says what this reader may not see."""
        seen_anyway = [value for path, value in self.kept if path[-1] in SEEN_ANYWAY]
        found = [Problem(path_text(path), "beskyttet-i-tekst", title_of("sag", path), text(
            "Teksten nævner en oplysning, som en modtager af dette dokument ikke må se: en "
            "beskyttet adresse, skole eller kontakt, et CPR-nummer eller den anden forælders "
            "indtægt."), text("Skriv teksten om, så oplysningen ikke står der."))
            for path in dict.fromkeys(telling(self.kept, self.secrets, [*seen_anyway, *public]))]
        if found:
            raise DataError(found)
