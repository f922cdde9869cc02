"""The minutes of a meeting with the family."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.errors import text
from pipeline.facts.enclosures import own_enclosures

KIND = DocumentKind(
    id="moedereferat", titel=text("Mødereferat"), forfatter="kommune",
    liste="moeder", event_name="moede", dates=("brevdato",),
    variant=lambda _: "referat", titles={"referat": "Referat af vores møde"},
    uses=("maal",), rules=(*COMMON, own_enclosures),
    needed={"moede.dato": text("Familien skal kunne se, hvilket møde referatet er fra."),
            "moede.referat": text("Familien skal kunne læse, hvad der blev talt om.")})
