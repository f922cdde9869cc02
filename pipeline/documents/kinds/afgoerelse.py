"""Decisions: those of one date make one letter."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.documents.needs import COMPLAIN, FACTS, LAW, REASON
from pipeline.errors import text
from pipeline.facts.complaints import complaint_by_sending
from pipeline.facts.deadlines import complaint
from pipeline.facts.decisions import approval, decisions

KIND = DocumentKind(
    id="afgoerelse", titel=text("Afgørelse"),
    forfatter="kommune", liste="afgoerelser", samles=True, event_name="afgoerelse",
    dates=("brevdato",), variant=lambda event: str(event["ydelse"]),
    titles={"hjemmetraening": "Afgørelse om hjemmetræning",
            "udgifter": "Afgørelse om udgifter til hjemmetræning",
            "tabt_arbejdsfortjeneste": "Afgørelse om tabt arbejdsfortjeneste"},
    til_ung=True, copies=True, uses=("maal", "afgoerelser", "undersoegelser", "samtykker"),
    rules=(*COMMON, approval, decisions, complaint, complaint_by_sending),
    needed={
        "afgoerelser.udfald": text("Modtageren skal kunne se, om svaret er ja, delvist ja eller nej."),
        "afgoerelser.hjemmel": LAW, "afgoerelser.begrundelse.hovedhensyn": REASON,
        "afgoerelser.begrundelse.oplysninger": FACTS, "frist.klage": COMPLAIN})
