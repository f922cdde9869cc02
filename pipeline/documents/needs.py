"""Why a letter must say something, where several kinds must for the same reason."""

from __future__ import annotations

from pipeline.errors import text

COMPLAIN = text("En afgørelse skal sige, hvor længe man kan klage (forvaltningsloven § 25).")
LAW = text("En begrundelse skal nævne de regler, der er brugt (forvaltningsloven § 24).")
REASON = text("En begrundelse skal sige, hvilke hensyn kommunen har lagt vægt på (forvaltningsloven "
              "§ 24).")
FACTS = text("En begrundelse skal kort nævne de oplysninger, der har haft væsentlig betydning "
             "(forvaltningsloven § 24).")
STATUS = text("Læseren skal kunne se, hvor langt barnet er kommet med hvert mål.")
SIGNED = text("Kommunen skal kunne se, hvem der har skrevet under.")
