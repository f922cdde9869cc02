"""What every form of ours says, whatever it asks."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import Text, text

LABELS: Mapping[str, Text] = {
    "side": text("Side"), "af": text("af"), "ja": text("Ja"), "nej": text("Nej"),
    "skal": text("Skal udfyldes"), "vaelg": text("Vælg her"), "skriv": text("Skriv her"),
    "dato": text("dd-mm-åååå"), "tid": text("tt:mm"), "kroner": text("kr."),
    "ubesvaret": text("Ikke besvaret"),
}
"""The form's few words of its own."""
HOW = text("Du kan udfylde blanketten på skærmen eller skrive på papir. Felter med * skal udfyldes. "
           "Er der ikke plads nok, så skriv videre på et ark og send det med.")
TRANSLATED = text("Blanketten er en oversættelse. Er der forskel på den og den danske, er det den "
                  "danske, der gælder.")
