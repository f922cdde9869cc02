"""The half-yearly evaluation, by provider, parents or both."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.documents.needs import SIGNED, STATUS
from pipeline.errors import text
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.evaluations import evaluation
from pipeline.facts.goals import goal_status, new_goals
from pipeline.facts.people import applicants, provider

KIND = DocumentKind(
    id="evaluering", titel=text("Evaluering"),
    forfatter="leverandoer", authors=("forfattere",), liste="evalueringer",
    event_name="evaluering", dates=("brevdato",), variant=lambda _: "evaluering",
    titles={"evaluering": "Evaluering af hjemmetræning"},
    uses=("maal", "afgoerelser", "tilsyn", "evalueringer", "revurderinger"),
    rules=(*COMMON, applicants, provider, goal_status, new_goals, evaluation, own_enclosures),
    needed={
        "evaluering.periode": text("Kommunen skal kunne se, hvilken tid evalueringen dækker."),
        "maalstatus.status": STATUS, "underskrifter.navn": SIGNED})
