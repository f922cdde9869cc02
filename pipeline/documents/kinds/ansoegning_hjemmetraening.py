"""A parent's application for home training."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.documents.needs import SIGNED
from pipeline.errors import text
from pipeline.facts.applications import consents, signatures, sums, timetable
from pipeline.facts.goals import training_elements
from pipeline.facts.people import applicants

KIND = DocumentKind(
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
    rules=(*COMMON, applicants, training_elements, timetable, sums, signatures, consents),
    needed={
        "ansoegning.begrundelse": text("Kommunen skal kunne læse, hvorfor der bliver søgt."),
        "underskrifter.navn": SIGNED})
