"""The child on the letter's date, and whom the letter is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.calendar import add_months, age_on, birthday
from pipeline.facts import Fact, View
from pipeline.formats import cpr_birth_date
from pipeline.formatting import fornavn
from pipeline.recipients import KOMMUNE, UNG

SCHOOL_STARTS_AGE, SCHOOL_ENDS_AGE = 6, 17
"""Undervisningspligt: from 1 August of the year a child turns 6 to 31 July of the year it turns
17 at the latest (domain.md 2)."""


def child(view: View) -> Iterator[Fact]:
    """`barnet`: first name, age, and the birthday on which the right to home training ends."""
    barn = view.sag["barn"]
    born = birth_date(barn)
    yield Fact("barnet.fornavn", fornavn(barn["navn"]), "sagen", ("barn.navn",))
    if born is None:
        return
    adult = birthday(born, 18)
    under_18 = "under 18 år, barnets lov § 85, stk. 5"
    inputs = ("barn.foedselsdato", "brevdato")
    yield Fact("barnet.foedselsdato", born, "sagen", ("barn.foedselsdato", "barn.cpr"))
    yield Fact("barnet.alder", age_on(born, view.day), "kalenderen", inputs)
    yield Fact("barnet.fylder_18", adult, "kalenderen", inputs)
    yield Fact("barnet.sidste_dag", adult - dt.timedelta(days=1), under_18, inputs)
    yield Fact("barnet.fylder_18_snart", view.day < adult <= add_months(view.day, 12), under_18,
               inputs)
    yield Fact("barnet.i_skolealder", in_school_age(born, view.day), "undervisningspligten", inputs)


def birth_date(person: Mapping[str, Any]) -> dt.date | None:
    """A person's birth date: as written, else from the CPR number."""
    written: dt.date | None = person.get("foedselsdato")
    return written or (cpr_birth_date(person["cpr"]) if person.get("cpr") else None)


def in_school_age(born: dt.date, day: dt.date) -> bool:
    """Whether a child must be taught on a day."""
    return (dt.date(born.year + SCHOOL_STARTS_AGE, 8, 1) <= day
            <= dt.date(born.year + SCHOOL_ENDS_AGE, 7, 31))


def addressee(view: View) -> Iterator[Fact]:
    """`modtager`: name and address of whom this copy is for."""
    role = view.recipient.rolle
    who: Mapping[str, Any]
    if role == KOMMUNE:
        settings = view.settings
        who = {"navn": settings["navn"], "adresse": {**settings["adresse"], "beskyttet": False}}
    elif role == UNG:
        who = view.sag["barn"]
    else:
        who = view.party(view.recipient.id)
    yield Fact("modtager", {
        "id": view.recipient.id, "navn": who["navn"], "fornavn": fornavn(who["navn"]),
        "adresse": who["adresse"], "er_ung": role == UNG, "er_kommune": role == KOMMUNE,
    }, "sagens parter", ("parter",))


def applicants(view: View) -> Iterator[Fact]:
    """`ansoegere`, or for one parent `ansoeger`: who signs an application."""
    people = [{**view.party(who), "fornavn": fornavn(view.party(who)["navn"])}
              for who in view.authors]
    yield Fact("ansoegere", people, "ansøgningen", ("ansoegning",))
    yield Fact("ansoeger", people[0], "ansøgningen", ("ansoegning",))
    yield Fact("flere_ansoegere", len(people) > 1, "ansøgningen", ("ansoegning",))
