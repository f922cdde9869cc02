"""Who receives which document, and what of the case each reader may see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import schemas
from pipeline.calendar import add_months
from pipeline.errors import DataError, Problem, text
from pipeline.formats import parse_date
from pipeline.law import look_up
from pipeline.leaks import (
    CPR,
    GUARDED,
    HIDDEN_BY_ROLE,
    SEEN_ANYWAY,
    Steps,
    folded,
    tell_tales,
    telling,
)
from pipeline.richtext import may_have_marks, rich, unmarked
from pipeline.validation import path_text, title_of

KOMMUNE = "kommune"
UNG = "ung"

ANYBODYS_PLACE = ("kommunen", "online")
"""Places that tell nothing of where somebody lives or goes to school."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who sees a document: a party's id, "ung" or "kommune", and the role that goes with it.

    A parent without custody is a party to what is their own, and sees nothing else (trap 10).
    """

    id: str
    rolle: str
    fuld_part: bool = True


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
class _Projection:
    case: Mapping[str, Any]
    readers: tuple[Reader, ...]
    day: dt.date
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
        owner = _owner(value, schema, owner)
        seen: dict[str, Any] = {}
        properties = schema.get("properties", {})
        # Where some fields are marked as any party's, the others are not; else all of it is.
        marked = any("x-part" in part for part in properties.values())
        for name, part in properties.items():
            absent = () if part.get("type") == "array" else None
            item = value.get(name)
            if item is None:
                seen[name] = absent
            elif not (self._allowed(part["x-roller"], owner) and (
                    not marked or self._part_in(part, owner))):
                self._conceal(item, part, HIDDEN_BY_ROLE if self._others(owner) else CPR, owner)
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
            owner, listed = _owner(value, part, None), part["properties"][led]
            if self._allowed(listed["x-roller"], owner):
                yield from ((own, host) for own in self.items(
                    [value[led][place]], listed["items"], owner, (liste, index, led), int(place)))

    def items(self, values: list[Any], schema: Mapping[str, Any], owner: str | None,
              path: Steps, first: int = 0) -> Iterator[Any]:
        """The items that the readers may see; `first` is the place of the first in its list."""
        for index, value in enumerate(values, first):
            mine = _owner(value, schema, owner) if isinstance(value, dict) else owner
            if "x-roller" in schema and not (
                    self._allowed(schema["x-roller"], mine) and self._part_in(schema, mine)):
                self._conceal(value, schema, HIDDEN_BY_ROLE if self._others(mine) else CPR, owner)
            else:
                yield self.walk(value, schema, owner, (*path, index))

    def _guarded(self, value: Mapping[str, Any], schema: Mapping[str, Any], owner: str | None,
                 path: Steps) -> dict[str, Any]:
        """An address, a school or a place: all of it, or that it is protected."""
        if self._all_know(value, schema, owner):
            return {**self._object(value, schema, owner, path), "beskyttet": False}
        self._conceal(value, schema, GUARDED, owner)
        return {"beskyttet": True}

    def _all_know(self, value: Mapping[str, Any], schema: Mapping[str, Any],
                  owner: str | None) -> bool:
        """Whether every reader may know an address, a school or a place."""
        return value.get("art") in ANYBODYS_PLACE or all(
            self._knows(reader, guard, value, owner)
            for reader in self.readers for guard in schema["x-vaerner"])

    def _part_in(self, schema: Mapping[str, Any], owner: str | None) -> bool:
        """Whether it concerns every reader: theirs, or marked as what any party may see."""
        return all(reader.fuld_part or owner == reader.id or schema.get("x-part", False)
                   for reader in self.readers)

    def _others(self, owner: str | None) -> bool:
        """Whether something belongs to somebody else than one of the readers."""
        return owner is not None and any(
            owner != reader.id and reader.rolle != KOMMUNE for reader in self.readers)

    def _allowed(self, roles: Sequence[str], owner: str | None) -> bool:
        """Whether every reader's role is among `roles`; what is another's asks more of them."""
        for reader in self.readers:
            others = owner is not None and owner != reader.id and reader.rolle != KOMMUNE
            if others and "anden_foraelder" not in roles:
                return False
            if not (others and reader.rolle == "foraelder") and reader.rolle not in roles:
                return False
        return True

    def _knows(self, reader: Reader, guard: str, value: Mapping[str, Any],
               owner: str | None) -> bool:
        """Whether a reader may know what `guard`'s protection covers."""
        if reader.rolle == KOMMUNE:
            return True
        if guard == "barn":
            return self._knows_of_child(reader, value)
        person = owner if guard == "ejer" else value.get("hos")
        homes = self.case.get("barn", {}).get("bor_hos", ())
        if guard == "hos" and reader.rolle == UNG and person in homes:
            return True
        return person is None or person == reader.id or not self._protected(self._party(person))

    def _knows_of_child(self, reader: Reader, value: Mapping[str, Any]) -> bool:
        child = self.case.get("barn", {})
        homes = child.get("bor_hos", ())
        shielded = self._protected(child) or any(self._protected(self._party(h)) for h in homes)
        if reader.rolle == UNG:
            return True
        return not self._anothers_door(reader, value, homes) and (
            not shielded or reader.id in homes)

    def _anothers_door(self, reader: Reader, value: Mapping[str, Any], homes: Sequence[str]) -> bool:
        """Whether the child's address is, or with two homes may be, that of somebody protected."""
        if "vej" not in value or _door(self._party(reader.id).get("adresse", {})) == _door(value):
            return False
        return any(p["id"] in homes or _door(p.get("adresse", {})) == _door(value)
                   for p in self.case.get("parter", ())
                   if p["id"] != reader.id and self._protected(p))

    def _party(self, who: Any) -> Mapping[str, Any]:
        return next((p for p in self.case.get("parter", ()) if p.get("id") == who), {})

    def _protected(self, person: Mapping[str, Any]) -> bool:
        """Protected, unknown, or looked up too long ago. A provider is no private person."""
        if person.get("rolle") == "leverandoer":
            return False
        status = person.get("beskyttelse", {})
        checked = parse_date(status.get("kontrolleret", ""))
        months = look_up("frister", "adressebeskyttelse", self.day).vaerdi
        fresh = checked is not None and self.day <= add_months(checked, months)
        return not (status.get("status") == "ingen" and fresh)

    def _conceal(self, value: Any, schema: Mapping[str, Any], telling: frozenset[str],
                 owner: str | None) -> None:
        """Remember what was taken out, in the ways a free text might say it.

        What would have been guarded inside it is guarded still.
        """
        if isinstance(value, dict):
            owner = _owner(value, schema, owner)
            if "x-vaerner" in schema and not self._all_know(value, schema, owner):
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


def _owner(value: Mapping[str, Any], schema: Mapping[str, Any], owner: str | None) -> str | None:
    """Whose an object is: the party its `x-ejer` field names, else whoever owns what it stands in."""
    named = value.get(schema.get("x-ejer", ""))
    return named if isinstance(named, str) else owner


def _door(address: Mapping[str, Any]) -> tuple[str, str]:
    return re.sub(r"\W", "", folded(str(address.get("vej", "")))), str(address.get("postnr", ""))
