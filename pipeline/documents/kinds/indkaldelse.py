"""The appointment for a supervision visit or for a meeting on re-evaluation."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.errors import text
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.meetings import meeting

KIND = DocumentKind(
    id="indkaldelse", titel=text("Indkaldelse til tilsyn eller møde om revurdering"),
    forfatter="kommune", liste="indkaldelser", event_name="indkaldelse", dates=("brevdato",),
    variant=lambda event: str(event["art"]),
    titles={"tilsyn": "Vi kommer på tilsyn", "revurdering": "Møde om revurdering"},
    til_ung=True, copies=True, uses=("afgoerelser", "samtykker"),
    rules=(*COMMON, meeting, own_enclosures),
    needed={
        "indkaldelse.dato": text("Familien skal vide, hvilken dag mødet er."),
        "indkaldelse.fra": text("Familien skal vide, hvornår på dagen mødet begynder."),
        "moedested": text("Familien skal vide, hvor mødet er.")})
