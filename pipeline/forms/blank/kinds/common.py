"""What several of the parents' forms ask alike: the child, the parents, consents, signatures."""

from __future__ import annotations

from pipeline.errors import Text, text
from pipeline.forms.blank.asked import UNAIDED, Ask, Blocks, Part, Say

SEND = Part(text("Send blanketten"), (
    Say(text("Send blanketten og bilagene til den kommune, hvor barnet er registreret. Brug Digital "
             "Post, når du sender den elektronisk: en almindelig mail er ikke sikker.")),), sends=True)

CASE_NUMBER = Ask("sagsnummer", help=text("Kommunens nummer på sagen, hvis du har det."), width=4,
                  required=False)


DIAGNOSIS = Ask("barn.diagnose", lines=2, help=text(
    "Diagnosen, eller en beskrivelse af funktionsnedsættelsen."))


def child(*more: Ask, address: bool = True) -> Part:
    """The child, with what a form asks of it besides."""
    home = (Ask("barn.adresse.vej", help=UNAIDED, required=False),
            Ask("barn.adresse.postnr", help=UNAIDED, width=3, required=False),
            Ask("barn.adresse.by", help=UNAIDED, width=5, required=False),
            ) if address else ()
    return Part(text("Barnet"), (
        Ask("barn.navn", width=8), CASE_NUMBER,
        Ask("barn.cpr", help=text("Ti cifre."), width=6),
        Ask("barn.foedselsdato", help=text("Hvis barnet ikke har et CPR-nummer."), width=6),
        *home, *more))


PARENT = (
    Ask("navn", help=UNAIDED, width=7),
    Ask("relation", help=UNAIDED, width=12),
    Ask("cpr", width=6),
    Ask("kontakt.telefon", help=UNAIDED, width=6),
    Ask("adresse.vej", help=UNAIDED, required=False),
    Ask("adresse.postnr", help=UNAIDED, width=3, required=False),
    Ask("adresse.by", help=UNAIDED, width=9, required=False),
    Ask("kontakt.email", help=UNAIDED),
    Ask("foraeldremyndighed", help=text("Har du del i forældremyndigheden?"), required=True),
)
"""What is asked of a parent."""


BOTH, ALONE = text("Forældrene"), text("Dig, der søger")


def parents(*more: Ask, title: Text = BOTH) -> Part:
    """The parents, a block each."""
    return Part(title, (
        Blocks("parter", text("{navn}"), PARENT, among="people",
               fixed={"rolle": "foraelder"}),
        *more))


CONSENTS = Part(text("Samtykke"), (
    Say(text("I bestemmer selv, om I vil give samtykke, og I kan trække det tilbage. Uden samtykke kan "
             "kommunen bede jer om selv at skaffe oplysningerne.")),
    Blocks("ansoegning.samtykker", text("{navn} giver samtykke"), (
        Ask("omfang", text("Kommunen må hente disse oplysninger om barnet"),
            text("Skriv, hvilke oplysninger og hos hvem, for eksempel udtalelser fra børneafdelingen."),
            lines=2),
        Ask("dato", text("Dato for samtykket"), UNAIDED, width=4)), among="people")))

ENCLOSURES = Part(text("Bilag"), (
    Ask("ansoegning.bilag", text("Det sender jeg med"), text(
        "Skriv et bilag på hver linje: lægelige papirer, tilbud, lønsedler, kvitteringer."), lines=6),))


def signatures(all_sign: bool) -> Part:
    """Faith and honour, a date and a signature for each who signs."""
    who = text("Alle med forældremyndighed skriver under.") if all_sign else \
        text("Den, der søger, skriver under.")
    return Part(text("Underskrift"), (
        Say(text("Jeg skriver under på tro og love: Oplysningerne er rigtige, og jeg giver kommunen "
                 "besked, hvis noget ændrer sig."), strong=True),
        Say(who),
        Ask("ansoegning.brevdato", text("Ansøgningens dato"), UNAIDED, width=4),
        Blocks("ansoegning.underskrifter", text("{navn}"), (
            Ask("dato", text("Dato"), UNAIDED, width=4),
            Ask("navn", text("Underskrift"), text("Skriv dit navn, eller skriv under på papiret."),
                width=8, bound=False)),
            among="people")))


COMPLAINT = Say(text(
    "Kommunen skriver, hvad den har besluttet, og hvorfor. Er I ikke enige, kan I klage til kommunen "
    "senest fire uger efter, at I har fået afgørelsen. Får I ikke ret, sender kommunen klagen videre "
    "til Ankestyrelsen."))
HELPED = Say(text("I må altid have en bisidder med, og I kan altid bede om at se sagens papirer. "
                  "Sig det til kommunen, hvis noget ændrer sig, efter at I har søgt."))


def afterwards(*more: Say) -> Part:
    """What happens once it is sent: of time limits only those that are law."""
    return Part(text("Det sker der bagefter"), (*more, COMPLAINT, HELPED))
