"""Who gets a copy of a document, and who has written it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.documents import Author, DocumentKind, Event, Place
from pipeline.formats import parse_date
from pipeline.recipients import KOMMUNE, UNG, custodial
from pipeline.rules.people import consents

Case = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: whom it is for, who has written it (nobody: the kommune), who will read it.

    `til_orientering`: somebody gets it besides the parties, with their consent; it stays a letter
    to the party who is first among its readers.
    """

    recipient: str
    authors: tuple[str, ...]
    readers: tuple[str, ...]
    til_orientering: bool = False


def copies(
    kind: DocumentKind, case: Case, places: Sequence[Place], day: dt.date
) -> Iterator[Copy]:
    """Every copy of a letter about these events.

    Who may not see the events drops out when the case is projected.
    """
    events = [kind.event(case, place) for place in places]
    if kind.forfatter != KOMMUNE:
        yield from _from_citizens(kind, case, events[0])
        return
    parties = list(dict.fromkeys(
        who for event in events for who in _parties(kind, case, event)))
    yield from (Copy(who, (), (who,)) for who in parties)
    for who in _with_consent(kind, case, events, day):
        if who not in parties and custodial(case):
            yield Copy(who, (), (custodial(case)[0], who), til_orientering=True)


def _from_citizens(kind: DocumentKind, case: Case, event: Event) -> Iterator[Copy]:
    """To the kommune; what a provider has written, to the custodial parents too."""
    authors = authors_of(kind, event)
    yield Copy(KOMMUNE, authors, authors)
    if author_of(case, authors) == "leverandoer":
        yield from (Copy(who, authors, (*authors, who)) for who in custodial(case)
                    if who not in authors)


def authors_of(kind: DocumentKind, event: Event) -> tuple[str, ...]:
    """Ids of those who have written it: one field names them, alone or in a list."""
    named = next(event[name] for name in kind.authors if event.get(name))
    return (named,) if isinstance(named, str) else tuple(named)


def author_of(case: Case, authors: Sequence[str]) -> Author:
    """Whose letterhead a document wears: the provider's where one has written or helped to."""
    roles = {party["rolle"] for party in case["parter"] if party["id"] in authors}
    return "leverandoer" if "leverandoer" in roles else "foraelder" if authors else "kommune"


def _parties(kind: DocumentKind, case: Case, event: Event) -> Iterator[str]:
    """Every custodial parent; whoever the event is about; the young person where it says so.

    One parent's lost earnings alone are nobody else's business.
    """
    if event.get("ansoeger"):
        yield event["ansoeger"]
        return
    if event.get("ydelser") == ["tabt_arbejdsfortjeneste"]:
        yield from (item["part"] for item in event.get("tabt") or ())
        return
    yield from custodial(case)
    if event.get("part"):
        yield event["part"]
    yield from (item["part"] for item in event.get("tabt") or ())
    hearing = event if kind.liste == "hoeringer" else next(
        (h for h in case.get("hoeringer", ()) if h.get("tilsyn") == event.get("dato")), {})
    if kind.til_ung and (event.get("til_barnet") or hearing.get("til_barnet")):
        yield UNG


def _with_consent(
    kind: DocumentKind, case: Case, events: Sequence[Event], day: dt.date
) -> Iterator[str]:
    """Whom the events name for a copy, where every custodial parent has consented by that day.

    A report that is still heard is between the kommune and the family.
    """
    wanted = dict.fromkeys(who for event in events for who in event.get("kopi_til") or ()
                           if kind.liste != "tilsyn" or _final(event, day))
    yield from (who for who in wanted if kind.copies and all(
        consents(case, parent, who, kind.id, day) for parent in custodial(case)))


def _final(visit: Event, day: dt.date) -> bool:
    """Whether the report of a visit is final by a day."""
    final = parse_date(visit.get("endelig_brevdato", ""))
    return final is not None and final <= day
