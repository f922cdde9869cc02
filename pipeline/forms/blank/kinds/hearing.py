"""A parent's comments on a report or on a decision that is intended."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import FORAELDER, UNAIDED, Ask, Asked, Blocks, Only, Part, Say
from pipeline.forms.blank.kinds.common import PARENT, SEND, child

LETTER = Part(text("Det, du svarer på"), (
    Ask("hoeringer.art", text("Hvad har kommunen sendt?"), UNAIDED, labels={
        "rapport": text("En tilsynsrapport"),
        "paataenkt_afgoerelse": text("En afgørelse, som kommunen påtænker")}),
    Ask("hoeringer.brevdato", text("Brevets dato"), text("Den står på brevet."), width=6),
    Ask("hoeringer.frist", text("Svar senest"), text("Fristen står i brevet."), width=6,
        required=False),
    Only("hoeringer.art", ("rapport",), (
        Ask("hoeringer.tilsyn", text("Tilsynets dato"), text("Kun når det er en tilsynsrapport."),
            width=6, required=False),)),
    Only("hoeringer.art", ("paataenkt_afgoerelse",), (
        Ask("hoeringer.ydelse", text("Hvad handler afgørelsen om?"),
            text("Kun når det er en afgørelse, kommunen påtænker."), required=False),)),
))

ANSWER = Part(text("Dit svar"), (
    Say(text("Du kan bede om at få mere tid, om at se sagens papirer og om at have en med, der hjælper "
             "dig. Skriv eller ring til kommunen.")),
    Ask("svar.tekst", text("Det vil jeg sige"), text(
        "Skriv det, du mener, med dine egne ord. Skriv også, hvis noget er forkert eller mangler."),
        lines=10),
    Say(text("Du kan også svare på bestemte steder i brevet, et punkt ad gangen.")),
    Blocks("svar.punkter", text("Punkt {nr}"), (
        Ask("emne", text("Afsnit eller oplysning"), UNAIDED),
        Ask("kommentar", text("Det mener jeg"), UNAIDED, lines=3)), count=4),
    Ask("svar.oensker_moede", text("Vil du tale med kommunen, før den går videre?"), UNAIDED),
    Ask("svar.bilag", help=text("Skriv et bilag på hver linje, hvis du sender nogen med."), lines=3),
))

AFTERWARDS = Part(text("Det sker der bagefter"), (
    Say(text("Kommunen skal tage dit svar med, før den gør rapporten færdig eller træffer afgørelse. "
             "Når du ikke at svare til tiden, så bed om mere tid, før fristen er gået.")),
    Say(text("Er du ikke enig i den afgørelse, kommunen træffer bagefter, kan du klage over den.")),
))

ASKED = Asked(
    parts=(
        child(address=False),
        Part(text("Du, der svarer"), (
            Blocks("parter", text("{navn}"), tuple(ask for ask in PARENT if not ask.path.startswith(
                "adresse")), among="people", fixed={"rolle": "foraelder"}),)),
        LETTER, ANSWER,
        SEND,
        Part(text("Underskrift"), (
            Say(text("Den, der svarer, skriver under.")),
            Ask("svar.brevdato", text("Dato"), UNAIDED, width=4),
            Ask("svar.underskrift", text("Underskrift"),
                text("Skriv dit navn, eller skriv under på papiret."), width=8, bound=False))),
        AFTERWARDS),
    fixed={"svar.part": "{id}"}, people=(FORAELDER,))
