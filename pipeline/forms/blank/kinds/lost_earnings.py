"""The application for lost earnings: one parent's own."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import FORAELDER, UNAIDED, Ask, Asked, Only, Part, Rows, Say
from pipeline.forms.blank.kinds.common import (
    ALONE,
    CONSENTS,
    DIAGNOSIS,
    ENCLOSURES,
    SEND,
    afterwards,
    child,
    parents,
    signatures,
)

WISH = Part(text("Det, du søger om"), (
    Ask("ansoegning.variant", text("Hvad søger du om?"), UNAIDED, labels={
        "ny": text("Tabt arbejdsfortjeneste for første gang"),
        "forlaengelse": text("Forlængelse"), "aendring": text("Ændring")}),
    Ask("ansoegning.periode.fra", text("Fra"), text("Den første dag, du søger for."), width=4),
    Ask("ansoegning.periode.til", text("Til"), text("Den sidste dag, hvis du kender den."), width=4),
    Ask("ansoegning.timer_pr_uge", help=text("Timer, du ikke kan arbejde."), width=4),
    Only("ansoegning.variant", ("forlaengelse", "aendring"), (
        Ask("ansoegning.aendring", help=text(
            "Kun ved forlængelse og ændring: Hvad er nyt siden bevillingen, og hvorfor?")),)),
    Ask("ansoegning.samlever", text("Ægtefælle eller samlever"),
        text("Kun hvis det er en anden end barnets anden forælder.")),
))

TRAINING = Part(text("Træningen"), (
    Ask("ansoegning.traeningsplan", help=text("Kort om den træning, du selv udfører."), lines=5),
    Rows("ansoegning.ugeskema", (
        Ask("dag", width=3), Ask("fra", width=2), Ask("til", width=2), Ask("aktivitet", width=4),
        Ask("hvem", width=3)), 10,
        help=text("En almindelig uge. Skriv klokkeslæt som 8.30.")),
    Say(text("Der kan kun gives tabt arbejdsfortjeneste for hjemmetræning i hjemmet. Timer med "
             "hjemmeundervisning og med behandling uden for hjemmet tælles ikke med her; behandling kan "
             "der være hjælp til efter andre regler.")),
    Ask("ansoegning.hjemmeundervisning_timer", help=text("Timer om ugen med hjemmeundervisning."),
        width=6),
    Ask("ansoegning.behandling_ude_timer", help=text("Timer om ugen til behandling eller terapi."),
        width=6),
))

WORK = Part(text("Arbejde og indtægt"), (
    Ask("ansoegning.arbejde.form", text("Hvad er du?"), UNAIDED),
    Only("ansoegning.arbejde.form", ("loenmodtager", "ledig"), (
        Say(text("Lønmodtager, eller ledig med et tidligere arbejde"), strong=True),
        Ask("ansoegning.arbejde.stilling", help=UNAIDED, width=6),
        Ask("ansoegning.arbejde.timer_pr_uge", help=text("Timer om ugen, før du går ned i tid."),
            width=6),
        Ask("ansoegning.arbejde.arbejdsgiver", help=text("Som ledig: den seneste."), width=8),
        Ask("ansoegning.arbejde.cvr", help=text("Otte cifre."), width=4),
        Ask("ansoegning.arbejde.bruttoloen", help=text("Om måneden, før skat."), width=6),
        Ask("ansoegning.arbejde.feriegodtgoerelse", help=text("De seneste 12 måneder."), width=6),
        Ask("ansoegning.arbejde.pension.selskab", text("Pensionsselskab"), UNAIDED, width=6,
            required=False),
        Ask("ansoegning.arbejde.pension.kassenummer", help=text("Fem cifre."), width=6),
        Ask("ansoegning.arbejde.pension.arbejdsgiver_procent", help=text("I procent af lønnen."),
            width=6, required=False))),
    Only("ansoegning.arbejde.form", ("selvstaendig",), (
        Say(text("Selvstændig"), strong=True),
        Ask("ansoegning.arbejde.virksomhed", help=text("Navn, og hvad den laver."), width=12),
        Ask("ansoegning.arbejde.overskud", help=text("Før renter, i det seneste år."), width=6),
        Ask("ansoegning.arbejde.regnskabsaar", help=text("Det år, overskuddet er fra."), width=6))),
    Say(text("Alle"), strong=True),
    Ask("ansoegning.arbejde.tab", help=text(
        "Hvordan går træningen ud over det, du tjener? Selvstændig: Kan timerne flyttes?"), lines=4),
    Rows("ansoegning.sparede_udgifter", (
        Ask("hvad", width=8), Ask("beloeb", text("Kr. om måneden"), width=4)), 3,
        help=text("Det, du sparer ved at være hjemme: transport, pladsbetaling.")),
    Ask("ansoegning.andre_ydelser", help=text("Andre ydelser, du får at leve af."), lines=2),
))

PAPERS = Part(text("Det skal du sende med"), (
    Say(text("Lønmodtager: lønsedler for de seneste tre måneder, eller seks, hvis løn eller timer "
             "skifter. Ledig: de tre seneste lønsedler. Selvstændig: årsregnskab. Desuden lægelige "
             "papirer om barnet, hvis kommunen ikke har dem.")),))

ASKED = Asked(
    parts=(
        child(DIAGNOSIS, address=False),
        parents(title=ALONE), WISH, TRAINING, WORK, CONSENTS, PAPERS, ENCLOSURES, SEND,
        signatures(all_sign=False), afterwards()),
    fixed={"ansoegning.art": "tabt_arbejdsfortjeneste", "ansoegning.ansoeger": "{id}"},
    people=(FORAELDER,))
