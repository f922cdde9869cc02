"""What the providers' forms ask alike: the child, as far as they may know it, and themselves."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import UNAIDED, Ask, Part, Say
from pipeline.forms.blank.kinds.common import CASE_NUMBER

CHILD = Part(text("Barnet"), (
    Ask("barn.navn", width=8), CASE_NUMBER,
    Ask("barn.foedselsdato", help=text("Skriv ikke CPR-nummeret: Leverandøren skal ikke have det."),
        width=6, required=True)))

PROVIDER = (
    Ask("virksomhed", text("Virksomhedens navn"), UNAIDED, width=8, required=True),
    Ask("cvr", help=text("Otte cifre."), width=4),
    Ask("navn", text("Den, der er ansvarlig"), text(
        "Navnet på den, kommunen kan tale med."), width=7),
    Ask("kontakt.telefon", help=UNAIDED, width=5),
    Ask("adresse.vej", help=UNAIDED, required=False),
    Ask("adresse.postnr", help=UNAIDED, width=3, required=False),
    Ask("adresse.by", help=UNAIDED, width=9, required=False),
    Ask("kontakt.email", help=UNAIDED),
)
"""What is asked of a provider."""

DISCREET = Say(text("Skriv kun det om familien, som træningen kræver: ikke forældrenes løn og ikke en "
                    "adresse, der er beskyttet."))
"""What a provider does not tell, even where they know it."""
