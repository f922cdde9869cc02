"""The document kinds: what each is made from, who signs it and which facts it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.errors import Text, text
from pipeline.facts import Rule
from pipeline.facts.applications import consents, signatures, sums, timetable
from pipeline.facts.deadlines import complaint, next_reevaluation
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.goals import goal_status, training_elements
from pipeline.facts.grants import grants, maximum_for_costs, without_pay
from pipeline.facts.hearings import hearing_of_report, own_hearing
from pipeline.facts.people import addressee, applicants, child
from pipeline.facts.statutes import statutes

Event = Mapping[str, Any]

COMMON: tuple[Rule, ...] = (statutes, child, addressee, grants)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    `liste` and `art` pick its events in the case; `event_name` is what templates call the event;
    `dates` are the event's fields for the letter's date, first one set wins; `variant` names the
    variant of an event and `titles` every variant with the title it prints. `forfatter` is who signs it
    and whose letterhead it wears; `til_ung` says whether the young person can get a copy. `uses`
    are the case's lists it draws on: of the others its letters know nothing.
    """

    id: str
    titel: Text
    forfatter: Literal["kommune", "foraelder"]
    liste: str
    event_name: str
    dates: tuple[str, ...]
    titles: Mapping[str, str]
    variant: Callable[[Event], str]
    rules: tuple[Rule, ...]
    uses: tuple[str, ...]
    art: str | None = None
    til_ung: bool = False

    def events(self, case: Mapping[str, Any]) -> list[int]:
        """Places of this kind's events in `case[liste]`; their order gives them their numbers."""
        return [index for index, event in enumerate(case.get(self.liste) or ())
                if isinstance(event, Mapping) and self.art in (None, event.get("art"))]


KINDS: Mapping[str, DocumentKind] = {kind.id: kind for kind in (
    DocumentKind(
        id="ansoegning-hjemmetraening", titel=text("Ansøgning om hjemmetræning"),
        forfatter="foraelder", liste="ansoegninger", art="hjemmetraening",
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
        forfatter="foraelder", liste="ansoegninger", art="tabt_arbejdsfortjeneste",
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
        titles={"udkast": "Tilsynsrapport", "endelig": "Tilsynsrapport"}, til_ung=True,
        uses=("maal", "afgoerelser", "hoeringer"),
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
        uses=("maal", "afgoerelser"),
        rules=(*COMMON, goal_status, maximum_for_costs, complaint, next_reevaluation,
               own_enclosures)),
)}
"""Every kind by its id."""


def title(kind: DocumentKind, variant: str) -> str:
    """The title a letter prints: of its variant, else of the kind."""
    return kind.titles.get(variant, str(kind.titel))
