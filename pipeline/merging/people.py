"""The same child, the same people: whether a document belongs to a case, and who is who in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import DataError, Problem, text
from pipeline.formats import cpr_birth_date
from pipeline.leaks import folded

Case = Mapping[str, Any]


def refuse_another(mine: Case, theirs: Case) -> None:
    """Raise DataError where the document is about another child, or nobody can tell."""
    problems = list(_against(mine, theirs))
    if problems:
        raise DataError(problems)


def same_person(mine: Case, party: Case, matched: frozenset[str] = frozenset()) -> str | None:
    """The id that a party of theirs has here: by CPR number, by id and name, else by name alone."""
    for agrees in (_by_number, _by_id, _by_name):
        for own in mine.get("parter") or ():
            if own["id"] not in matched and own.get("rolle") == party.get("rolle") and (
                    not _contradicts(own, party)) and agrees(own, party):
                return str(own["id"])
    return None


def born(person: Case) -> str | None:
    """A person's birth date, from the field or from the number it stands in."""
    date = cpr_birth_date(str(person.get("cpr", "")))
    return person.get("foedselsdato") or (date.isoformat() if date else None)


def _by_number(own: Case, other: Case) -> bool:
    return (bool(own.get("cpr")) and _digits(own) == _digits(other)) or (
        bool(own.get("cvr")) and own["cvr"] == other.get("cvr"))


def _by_id(own: Case, other: Case) -> bool:
    """One id and one name; also a surname that is new, since the first name stays."""
    return own["id"] == other["id"] and _first(own) == _first(other)


def _by_name(own: Case, other: Case) -> bool:
    return folded(str(own.get("navn"))) == folded(str(other.get("navn")))


def _contradicts(own: Case, other: Case) -> bool:
    """Whether both have a number, and it is not the same."""
    return any(own.get(key) and other.get(key) and _digits(own, key) != _digits(other, key)
               for key in ("cpr", "cvr", "foedselsdato"))


def _first(person: Case) -> str:
    return folded(str(person.get("navn", ""))).split(" ")[0]


def _digits(person: Case, key: str = "cpr") -> str:
    return re.sub(r"\D", "", str(person.get(key, "")))


def _against(mine: Case, theirs: Case) -> Iterator[Problem]:
    own, other = mine.get("barn") or {}, theirs.get("barn") or {}
    if _contradicts(own, other) or (born(own) and born(other) and born(own) != born(other)):
        yield Problem("barn", "andet-barn", text("Barn"), text(
            "Filen handler om et andet barn end sagen: CPR-nummer eller fødselsdato er ikke de samme."),
            text("Vælg den rigtige sag. Er et af numrene forkert, så ret det først."))
    elif theirs.get("sagsnummer") != mine.get("sagsnummer") and not _surely(own, other):
        yield Problem("sagsnummer", "anden-sag", text("Sagsnummer"), text(
            "Filen har et andet sagsnummer, og intet andet viser, at den handler om det samme barn."),
            text("Vælg den rigtige sag, eller kontrollér barnets navn og fødselsdato begge steder."))


def _surely(own: Case, other: Case) -> bool:
    """Whether two are the same child by number, or by birth date and name."""
    if own.get("cpr") and _digits(own) == _digits(other):
        return True
    return bool(born(own)) and born(own) == born(other) and (
        folded(str(own.get("navn"))) == folded(str(other.get("navn"))))
