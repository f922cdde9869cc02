"""A parent's or the young person's comments: a hearing has one for each that answered."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.errors import text
from pipeline.facts.answers import answer
from pipeline.facts.people import applicants

KIND = DocumentKind(
    id="hoeringssvar", titel=text("Høringssvar"),
    forfatter="foraelder", authors=("part",), liste="hoeringer", led="svar",
    event_name="svar", dates=("brevdato", "modtaget"), variant=lambda _: "svar",
    titles={"svar": "Høringssvar"}, uses=("tilsyn",), rules=(*COMMON, applicants, answer),
    needed={
        "ansoeger.navn": text("Kommunen skal kunne se, hvem svaret er fra."),
        "svar.tekst": text("Kommunen skal kunne læse, hvad der bliver svaret.")})
