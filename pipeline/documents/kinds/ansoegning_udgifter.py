"""A parent's application for costs, and the account of what was spent."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.documents.needs import SIGNED
from pipeline.errors import text
from pipeline.facts.applications import consents, signatures
from pipeline.facts.budget import accounts, cost_lines
from pipeline.facts.people import applicants, provider

KIND = DocumentKind(
    id="ansoegning-udgifter", titel=text("Ansøgning om og dokumentation af udgifter"),
    forfatter="foraelder", authors=("ansoegere",), liste="ansoegninger", art="udgifter",
    event_name="ansoegning", dates=("brevdato",),
    variant=lambda event: str(event["variant"]),
    titles={"ansoegning": "Ansøgning om redskaber, kurser og hjælpere",
            "dokumentation": "Dokumentation af udgifter til hjemmetræning"},
    uses=("maal", "afgoerelser", "udgifter"),
    rules=(*COMMON, applicants, provider, cost_lines, accounts, signatures, consents),
    needed={
        "linjer.beloeb": text("Kommunen skal kunne se, hvad hver ting koster."),
        "underskrifter.navn": SIGNED})
