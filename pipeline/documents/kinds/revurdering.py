"""What came of a re-evaluation."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.documents.needs import STATUS
from pipeline.errors import text
from pipeline.facts.deadlines import complaint, next_reevaluation
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.goals import goal_status
from pipeline.facts.grants import maximum_for_costs

KIND = DocumentKind(
    id="revurdering", titel=text("Revurdering"),
    forfatter="kommune", liste="revurderinger", event_name="revurdering", dates=("brevdato",),
    variant=lambda event: str(event["udfald"]),
    titles={"uaendret": "Revurdering af hjemmetræning",
            "aendring_paataenkes": "Revurdering af hjemmetræning"},
    copies=True, uses=("maal", "afgoerelser", "samtykker"),
    rules=(*COMMON, goal_status, maximum_for_costs, complaint, next_reevaluation,
           own_enclosures),
    needed={
        "revurdering.udfald": text("Familien skal vide, om bevillingen fortsætter, eller om kommunen "
                                   "vil ændre den."),
        "maalstatus.status": STATUS})
