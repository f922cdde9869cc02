"""What a kind of document is: its events in a case, who signs it, which facts it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.errors import Text
from pipeline.facts import Rule
from pipeline.facts.grants import grants
from pipeline.facts.people import addressee, child, copies_to
from pipeline.facts.statutes import statutes
from pipeline.formats import parse_date

Event = Mapping[str, Any]
Place = tuple[int | str, ...]
"""Where an event stands: (3,) in its list, (3, 1) in the fourth event's own list; (3, "kvittering"):
the letter that a part of the fourth event makes."""

Author = Literal["kommune", "foraelder", "leverandoer"]

COMMON: tuple[Rule, ...] = (statutes, child, addressee, copies_to, grants)
"""What every letter needs."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    `liste` and `art` pick its events in the case, or those in each event's own list `led`;
    `dele`: each of these parts of an event makes a letter about it; `samles`: events of one date make
    one letter. `event_name` is what templates call the event;
    `dates` are the event's fields for the letter's date, first one set wins; `variant` names the
    variant of an event and `titles` every variant with the title it prints. `forfatter` is who signs
    it and whose letterhead it wears; `authors` the fields that name who, where that is not the
    kommune. `til_ung` says whether the young person can get a copy, `copies` whether somebody with
    the parents' consent can. `uses` are the case's lists it draws on: of the others its letters know
    nothing. `needed` are the fields that its letters must print and why, of a list a field of its
    items: `templates check` misses them.
    """

    id: str
    titel: Text
    forfatter: Author
    liste: str
    event_name: str
    dates: tuple[str, ...]
    titles: Mapping[str, str]
    variant: Callable[[Event], str]
    rules: tuple[Rule, ...]
    uses: tuple[str, ...]
    art: str | None = None
    led: str | None = None
    dele: tuple[str, ...] = ()
    samles: bool = False
    authors: tuple[str, ...] = ()
    til_ung: bool = False
    copies: bool = False
    needed: Mapping[str, Text] = field(default_factory=dict)

    def events(self, case: Mapping[str, Any]) -> list[tuple[Place, ...]]:
        """The places of each letter's events in `case[liste]`, in order: that gives their numbers."""
        places: list[tuple[int]] = [(index,) for index, event in enumerate(case.get(self.liste) or ())
                  if isinstance(event, Mapping) and self.art in (None, event.get("art"))]
        if self.led:
            return [((index, inner),) for (index,) in places
                    for inner, event in enumerate(case[self.liste][index].get(self.led) or ())
                    if isinstance(event, Mapping)]
        if self.dele:
            return [((index, part),) for (index,) in places for part in self.dele
                    if isinstance(case[self.liste][index].get(part), Mapping)]
        if self.samles:
            letters: dict[Any, tuple[Place, ...]] = {}
            for place in places:
                date = case[self.liste][place[0]].get(self.dates[0])
                letters[date] = (*letters.get(date, ()), place)
            return list(letters.values())
        return [(place,) for place in places]

    def event(self, case: Mapping[str, Any], place: Place) -> Event:
        """The event at a place."""
        event: Event = case[self.liste][place[0]]
        inner: Event = event[self.led][place[1]] if self.led else event
        return inner

    def own_date(self, case: Mapping[str, Any], place: Place) -> dt.date | None:
        """The event's own date for its letter, or that of the part the letter is made from."""
        event = self.event(case, place)
        dated = event[str(place[1])] if self.dele else event
        return next((parse_date(found) for name in self.dates
                     if isinstance(found := dated.get(name), str)), None)
