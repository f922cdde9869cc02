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


def known_as(party: Mapping[str, Any]) -> str:
    """What others call a party: a provider's company, anybody else's name."""
    name: str = party["virksomhed"] or party["navn"]
    return name


def copies_to(view: View) -> Iterator[Fact]:
    """`kopi_til`: whom else the letter goes to with the parents' consent; `brev.kopi`: for whom this
    copy is, where it is theirs."""
    ids = dict.fromkeys(who for event in view.events or (view.event,)
                        for who in event.get("kopi_til") or ())
    # The young person's own letter is copied to nobody.
    copied = [party for party in view.sag["parter"] if party["id"] in ids] \
        if view.recipient.rolle != UNG else []
    yield Fact("kopi_til", [known_as(party) for party in copied], "samtykke", ("kopi_til", "samtykker"))
    reader = view.til_orientering
    yield Fact("brev.kopi", known_as(view.party(reader.id)) if reader else None, "samtykke",
               ("kopi_til", "samtykker"))


def provider(view: View) -> Iterator[Fact]:
    """`leverandoer`: the provider who has written a document or helped with it, else None."""
    event = view.event
    named = (event.get("leverandoer"), event.get("udarbejdet_med"), *view.authors)
    found = next((party for party in view.sag["parter"]
                  if party["id"] in named and party["rolle"] == "leverandoer"), None)
    yield Fact("leverandoer", found, "sagens parter", ("parter",))


def applicants(view: View) -> Iterator[Fact]:
    """`ansoegere`, or for one parent `ansoeger`: the family's own who have written a document."""
    parents = [party for who in view.authors if (party := view.party(who))["rolle"] != "leverandoer"]
    people = [{**party, "fornavn": fornavn(party["navn"])} for party in parents]
    yield Fact("ansoegere", people, "ansøgningen", ("ansoegning",))
    yield Fact("ansoeger", people[0] if people else None, "ansøgningen", ("ansoegning",))
    yield Fact("flere_ansoegere", len(people) > 1, "ansøgningen", ("ansoegning",))
