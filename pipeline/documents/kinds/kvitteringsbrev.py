"""The receipt for an application, and the letter that its examination is late."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.errors import text
from pipeline.facts.receipts import receipt

KIND = DocumentKind(
    id="kvitteringsbrev", titel=text("Kvittering for en ansøgning"),
    forfatter="kommune", liste="ansoegninger", event_name="ansoegning",
    dele=("kvittering", "forsinkelse"), dates=("brevdato",),
    variant=lambda _: "kvittering",
    titles={"kvittering": "Vi har modtaget ansøgningen",
            "forsinkelse": "Undersøgelsen tager længere tid"},
    uses=("undersoegelser", "afgoerelser", "udgifter"), rules=(*COMMON, receipt),
    needed={
        "kvittering.modtaget": text("Ansøgeren skal kunne se, hvilken dag ansøgningen kom frem; "
                                    "kommunens frister regnes derfra."),
        "kvittering.mangler": text("Ansøgeren skal vide, hvilke papirer kommunen mangler."),
        "frist.foerste_kontakt": text("Ansøgeren skal vide, hvornår kommunen senest tager kontakt.")})
