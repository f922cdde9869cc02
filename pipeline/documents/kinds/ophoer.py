"""The end of a grant, for all of it or for one benefit."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind, Event
from pipeline.documents.needs import COMPLAIN, FACTS, LAW, REASON
from pipeline.errors import text
from pipeline.facts.complaints import complaint_by_sending
from pipeline.facts.deadlines import complaint
from pipeline.facts.decisions import approval
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.endings import ending


def what_ends(event: Event) -> str:
    """What an ending is about to its reader: a party to lost earnings alone is told of nothing else."""
    ends = event["ydelser"] if event["slutdato"] else ("tabt_arbejdsfortjeneste",)
    return "hjemmetraening" if "hjemmetraening" in ends else str(ends[0])


KIND = DocumentKind(
    id="ophoer", titel=text("Ophør af hjemmetræning"),
    forfatter="kommune", liste="ophoer", event_name="ophoer", dates=("brevdato",),
    variant=what_ends,
    titles={"hjemmetraening": "Hjemmetræningen slutter",
            "udgifter": "Bevillingen til udgifter slutter",
            "tabt_arbejdsfortjeneste": "Din tabte arbejdsfortjeneste slutter"},
    til_ung=True, copies=True, uses=("afgoerelser", "hoeringer", "samtykker"),
    rules=(*COMMON, approval, ending, complaint, complaint_by_sending, own_enclosures),
    needed={
        "slutter.slutdato": text("Familien skal vide, hvilken dag bevillingen slutter."),
        "slutter.hjemmel": LAW, "ophoer.begrundelse.hovedhensyn": REASON,
        "ophoer.begrundelse.oplysninger": FACTS, "frist.klage": COMPLAIN})
