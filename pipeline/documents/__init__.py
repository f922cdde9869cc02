"""The document kinds: what each is made from, who signs it and which facts it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.errors import Text, text
from pipeline.facts import Rule
from pipeline.facts.answers import answer
from pipeline.facts.applications import consents, signatures, sums, timetable
from pipeline.facts.budget import accounts, budget, cost_lines
from pipeline.facts.complaints import complaint_by_sending
from pipeline.facts.deadlines import complaint, next_reevaluation
from pipeline.facts.decisions import approval, decisions
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.endings import ending
from pipeline.facts.evaluations import evaluation
from pipeline.facts.goals import goal_status, new_goals, offered_goals, training_elements
from pipeline.facts.grants import grants, maximum_for_costs, without_pay
from pipeline.facts.hearings import hearing_of_report, own_hearing
from pipeline.facts.meetings import meeting
from pipeline.facts.people import addressee, applicants, child, copies_to, provider
from pipeline.facts.receipts import receipt
from pipeline.facts.statutes import statutes
from pipeline.formats import parse_date

Event = Mapping[str, Any]
Place = tuple[int | str, ...]
"""Where an event stands: (3,) in its list, (3, 1) in the fourth event's own list; (3, "kvittering"):
the letter that a part of the fourth event makes."""

Author = Literal["kommune", "foraelder", "leverandoer"]

COMMON: tuple[Rule, ...] = (statutes, child, addressee, copies_to, grants)


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
    nothing.
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


def what_ends(event: Event) -> str:
    """What an ending is about to its reader: a party to lost earnings alone is told of nothing else."""
    ends = event["ydelser"] if event["slutdato"] else ("tabt_arbejdsfortjeneste",)
    return "hjemmetraening" if "hjemmetraening" in ends else str(ends[0])


KINDS: Mapping[str, DocumentKind] = {kind.id: kind for kind in (
    DocumentKind(
        id="ansoegning-hjemmetraening", titel=text("Ansøgning om hjemmetræning"),
        forfatter="foraelder", authors=("ansoegere",), liste="ansoegninger", art="hjemmetraening",
        event_name="ansoegning", dates=("brevdato",),
        variant=lambda event: str(event["variant"]),
        titles={
            "ny": "Ansøgning om hjemmetræning",
            "forlaengelse": "Ansøgning om forlængelse af hjemmetræning",
            "aendring": "Ansøgning om ændring af hjemmetræning",
            "metodeskift": "Ansøgning om skift af metode i hjemmetræning",
        },
        uses=("maal", "afgoerelser"),
        rules=(*COMMON, applicants, training_elements, timetable, sums, signatures, consents)),
    DocumentKind(
        id="ansoegning-tabt-arbejdsfortjeneste",
        titel=text("Ansøgning om tabt arbejdsfortjeneste"),
        forfatter="foraelder", authors=("ansoeger",), liste="ansoegninger",
        art="tabt_arbejdsfortjeneste",
        event_name="ansoegning", dates=("brevdato",),
        variant=lambda event: str(event["variant"] or "ny"),
        titles={
            "ny": "Ansøgning om tabt arbejdsfortjeneste",
            "forlaengelse": "Ansøgning om forlængelse af tabt arbejdsfortjeneste",
            "aendring": "Ansøgning om ændring af tabt arbejdsfortjeneste",
        },
        uses=("afgoerelser",),
        rules=(*COMMON, applicants, timetable, sums, signatures, consents)),
    DocumentKind(
        id="tilsynsrapport", titel=text("Tilsynsrapport"),
        forfatter="kommune", liste="tilsyn", event_name="besoeg",
        dates=("endelig_brevdato", "brevdato", "dato"),
        variant=lambda event: "endelig" if event["endelig_brevdato"] else "udkast",
        titles={"udkast": "Tilsynsrapport", "endelig": "Tilsynsrapport"}, til_ung=True, copies=True,
        uses=("maal", "afgoerelser", "hoeringer", "samtykker"),
        rules=(*COMMON, without_pay, goal_status, hearing_of_report)),
    DocumentKind(
        id="partshoering", titel=text("Partshøring og høring over en tilsynsrapport"),
        forfatter="kommune", liste="hoeringer", event_name="hoering", dates=("brevdato",),
        variant=lambda event: str(event["art"]),
        titles={"rapport": "Høring: tilsynsrapport", "paataenkt_afgoerelse": "Partshøring"},
        til_ung=True, uses=("afgoerelser", "tilsyn"), rules=(*COMMON, own_hearing)),
    DocumentKind(
        id="revurdering", titel=text("Revurdering"),
        forfatter="kommune", liste="revurderinger", event_name="revurdering", dates=("brevdato",),
        variant=lambda event: str(event["udfald"]),
        titles={"uaendret": "Revurdering af hjemmetræning",
                "aendring_paataenkes": "Revurdering af hjemmetræning"},
        copies=True, uses=("maal", "afgoerelser", "samtykker"),
        rules=(*COMMON, goal_status, maximum_for_costs, complaint, next_reevaluation,
               own_enclosures)),
    DocumentKind(
        id="ansoegning-udgifter", titel=text("Ansøgning om og dokumentation af udgifter"),
        forfatter="foraelder", authors=("ansoegere",), liste="ansoegninger", art="udgifter",
        event_name="ansoegning", dates=("brevdato",),
        variant=lambda event: str(event["variant"]),
        titles={"ansoegning": "Ansøgning om redskaber, kurser og hjælpere",
                "dokumentation": "Dokumentation af udgifter til hjemmetræning"},
        uses=("maal", "afgoerelser", "udgifter"),
        rules=(*COMMON, applicants, provider, cost_lines, accounts, signatures, consents)),
    DocumentKind(
        id="hoeringssvar", titel=text("Høringssvar"),
        forfatter="foraelder", authors=("part",), liste="hoeringer", led="svar",
        event_name="svar", dates=("brevdato", "modtaget"), variant=lambda _: "svar",
        titles={"svar": "Høringssvar"}, uses=("tilsyn",), rules=(*COMMON, applicants, answer)),
    DocumentKind(
        id="tilbud", titel=text("Tilbud fra leverandør"),
        forfatter="leverandoer", authors=("leverandoer",), liste="tilbud",
        event_name="tilbud", dates=("brevdato",),
        variant=lambda event: "revideret" if event["erstatter"] else "nyt",
        titles={"nyt": "Tilbud om støtte til hjemmetræning",
                "revideret": "Revideret tilbud om støtte til hjemmetræning"},
        uses=("maal", "afgoerelser"),
        rules=(*COMMON, provider, offered_goals, training_elements, budget, own_enclosures)),
    DocumentKind(
        id="evaluering", titel=text("Evaluering"),
        forfatter="leverandoer", authors=("forfattere",), liste="evalueringer",
        event_name="evaluering", dates=("brevdato",), variant=lambda _: "evaluering",
        titles={"evaluering": "Evaluering af hjemmetræning"},
        uses=("maal", "afgoerelser", "tilsyn", "evalueringer", "revurderinger"),
        rules=(*COMMON, applicants, provider, goal_status, new_goals, evaluation, own_enclosures)),
    DocumentKind(
        id="kvitteringsbrev", titel=text("Kvittering for en ansøgning"),
        forfatter="kommune", liste="ansoegninger", event_name="ansoegning",
        dele=("kvittering", "forsinkelse"), dates=("brevdato",),
        variant=lambda _: "kvittering",
        titles={"kvittering": "Vi har modtaget ansøgningen",
                "forsinkelse": "Undersøgelsen tager længere tid"},
        uses=("undersoegelser", "afgoerelser", "udgifter"), rules=(*COMMON, receipt)),
    DocumentKind(
        id="indkaldelse", titel=text("Indkaldelse til tilsyn eller møde om revurdering"),
        forfatter="kommune", liste="indkaldelser", event_name="indkaldelse", dates=("brevdato",),
        variant=lambda event: str(event["art"]),
        titles={"tilsyn": "Vi kommer på tilsyn", "revurdering": "Møde om revurdering"},
        til_ung=True, copies=True, uses=("afgoerelser", "samtykker"),
        rules=(*COMMON, meeting, own_enclosures)),
    DocumentKind(
        id="afgoerelse", titel=text("Afgørelse"),
        forfatter="kommune", liste="afgoerelser", samles=True, event_name="afgoerelse",
        dates=("brevdato",), variant=lambda event: str(event["ydelse"]),
        titles={"hjemmetraening": "Afgørelse om hjemmetræning",
                "udgifter": "Afgørelse om udgifter til hjemmetræning",
                "tabt_arbejdsfortjeneste": "Afgørelse om tabt arbejdsfortjeneste"},
        til_ung=True, copies=True, uses=("maal", "afgoerelser", "undersoegelser", "samtykker"),
        rules=(*COMMON, approval, decisions, complaint, complaint_by_sending)),
    DocumentKind(
        id="ophoer", titel=text("Ophør af hjemmetræning"),
        forfatter="kommune", liste="ophoer", event_name="ophoer", dates=("brevdato",),
        variant=what_ends,
        titles={"hjemmetraening": "Hjemmetræningen slutter",
                "udgifter": "Bevillingen til udgifter slutter",
                "tabt_arbejdsfortjeneste": "Din tabte arbejdsfortjeneste slutter"},
        til_ung=True, copies=True, uses=("afgoerelser", "hoeringer", "samtykker"),
        rules=(*COMMON, approval, ending, complaint, complaint_by_sending, own_enclosures)),
)}
"""Every kind by its id."""


def title(kind: DocumentKind, variant: str) -> str:
    """The title a letter prints: of its variant, else of the kind."""
    return kind.titles.get(variant, str(kind.titel))
