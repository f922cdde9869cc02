"""Who may see what: the roles, owners and protections that a case's schema speaks of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.calendar import add_months
from pipeline.formats import parse_date
from pipeline.law import look_up
from pipeline.leaks import folded

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


@dataclass(slots=True)
class Access:
    """What all `readers` together may see of a case on a day."""

    case: Mapping[str, Any]
    readers: tuple[Reader, ...]
    day: dt.date
    _shielded: dict[int, bool] = field(default_factory=dict, init=False, repr=False)

    def all_know(self, value: Mapping[str, Any], schema: Mapping[str, Any],
                 owner: str | None) -> bool:
        """Whether every reader may know an address, a school or a place."""
        return value.get("art") in ANYBODYS_PLACE or all(
            self._knows(reader, guard, value, owner)
            for reader in self.readers for guard in schema["x-vaerner"])

    def part_in(self, schema: Mapping[str, Any], owner: str | None) -> bool:
        """Whether it concerns every reader: theirs, or marked as what any party may see."""
        return all(reader.fuld_part or owner == reader.id or schema.get("x-part", False)
                   for reader in self.readers)

    def others(self, owner: str | None) -> bool:
        """Whether something belongs to somebody else than one of the readers."""
        return owner is not None and any(
            owner != reader.id and reader.rolle != KOMMUNE for reader in self.readers)

    def allowed(self, roles: Sequence[str], owner: str | None) -> bool:
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
        if id(person) not in self._shielded:
            self._shielded[id(person)] = self._looked_up(person)
        return self._shielded[id(person)]

    def _looked_up(self, person: Mapping[str, Any]) -> bool:
        status = person.get("beskyttelse", {})
        checked = parse_date(status.get("kontrolleret", ""))
        months = look_up("frister", "adressebeskyttelse", self.day).vaerdi
        fresh = checked is not None and self.day <= add_months(checked, months)
        return not (status.get("status") == "ingen" and fresh)


def owner_of(value: Mapping[str, Any], schema: Mapping[str, Any], owner: str | None) -> str | None:
    """Whose an object is: the party its `x-ejer` field names, else whoever owns what it stands in."""
    named = value.get(schema.get("x-ejer", ""))
    return named if isinstance(named, str) else owner


def _door(address: Mapping[str, Any]) -> tuple[str, str]:
    return re.sub(r"\W", "", folded(str(address.get("vej", "")))), str(address.get("postnr", ""))
