"""A parent's application for lost earnings."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.documents.needs import SIGNED
from pipeline.errors import text
from pipeline.facts.applications import consents, signatures, sums, timetable
from pipeline.facts.people import applicants

KIND = DocumentKind(
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
    rules=(*COMMON, applicants, timetable, sums, signatures, consents),
    needed={
        "ansoegning.periode": text("Kommunen skal vide, hvilken tid der bliver søgt for."),
        "ansoegning.timer_pr_uge": text("Kommunen skal vide, hvor mange timer om ugen der bliver søgt "
                                        "for."),
        "underskrifter.navn": SIGNED})
