"""What the kommune asks for comments on: a report, or a decision it intends."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.errors import text
from pipeline.facts.hearings import own_hearing

KIND = DocumentKind(
    id="partshoering", titel=text("Partshøring og høring over en tilsynsrapport"),
    forfatter="kommune", liste="hoeringer", event_name="hoering", dates=("brevdato",),
    variant=lambda event: str(event["art"]),
    titles={"rapport": "Høring: tilsynsrapport", "paataenkt_afgoerelse": "Partshøring"},
    til_ung=True, uses=("afgoerelser", "tilsyn"), rules=(*COMMON, own_hearing),
    needed={
        "frist.hoering": text("Den, der bliver hørt, skal vide, hvornår svaret senest skal være "
                              "fremme (forvaltningsloven § 19)."),
        "hoering.paataenkt": text("Den, der bliver hørt, skal vide, hvilken afgørelse kommunen er på "
                                  "vej til at træffe."),
        "hoering.til_ugunst": text("Den, der bliver hørt, skal kende de oplysninger, der taler imod "
                                   "(forvaltningsloven § 19).")})
