"""The half-yearly evaluation, goal by goal: a provider's, the parents', or theirs together."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import (
    FORAELDER,
    LEVERANDOER,
    UNAIDED,
    Ask,
    Asked,
    Blocks,
    Part,
    Say,
)
from pipeline.forms.blank.kinds.goals import GOAL
from pipeline.forms.blank.kinds.provider import CHILD, DISCREET, PROVIDER

AUTHORS = "evaluering.forfattere"

WRITTEN_BY = Part(text("Den, der skriver"), (
    Ask(AUTHORS, text("Hvem skriver evalueringen?"), text(
        "Sæt kryds ved alle, der skriver den sammen."), among="people"),))

WRITERS = Part(text("Navne"), (
    Blocks("parter", text("{navn}"), PROVIDER, among="people", fixed={"rolle": "leverandoer"},
           role=LEVERANDOER, chosen=AUTHORS),
    Blocks("parter", text("{navn}"), (
        Ask("navn", help=UNAIDED, width=7), Ask("kontakt.telefon", help=UNAIDED, width=5),
        Ask("relation", help=UNAIDED),
        Ask("foraeldremyndighed", help=text("Har du del i forældremyndigheden?"), required=True)),
        among="people", fixed={"rolle": "foraelder"}, role=FORAELDER, chosen=AUTHORS)))

TRAINED = Part(text("Perioden"), (
    Ask("evaluering.periode.fra", text("Evalueringen gælder fra"), text(
        "Dagen efter den forrige, eller den dag træningen begyndte."), width=6),
    Ask("evaluering.periode.til", text("Til og med"), UNAIDED, width=6),
    DISCREET,
    Ask("evaluering.status", text("Hvor er barnet nu?"), text("Set under ét."), lines=5),
    Ask("evaluering.indsats", text("Hvad er der gjort?"), text(
        "Hvad er trænet, hvor mange timer, og med hvilken støtte?"), lines=5),
))

GOALS = Part(text("Målene"), (
    Say(text("Skriv hvert mål, som det står i tilbuddet. Et mål, der begynder nu, skriver du også "
             "her.")),
    Blocks("maal", text("Mål {nr}"), GOAL, among="goals"),
    Ask("evaluering.nye_maal", text("Hvilke af målene begynder nu?"), text(
        "Sæt ingen kryds, hvis alle er begyndt før."), among="goals"),
))

REACHED = Part(text("Mål for mål"), (
    Blocks("evaluering.maal", text("Mål {nr}"), (
        Ask("status", text("Hvor langt er barnet?"), UNAIDED),
        Ask("vurdering", text("Hvad er gjort, og hvad er set eller målt?"), text(
            "Sammenlign med udgangspunktet."), lines=3),
        Ask("vaerdi", help=text("Når målet kan tælles."), width=4),
        Ask("naeste", text("Hvad er næste skridt?"), text("Det, I arbejder med til næste gang."),
            lines=2)),
        among="goals"),
))

SEEN = Part(text("Det bygger evalueringen på"), (
    Ask("evaluering.dokumentation", text("Hvilke målinger, film og tests er der?"), UNAIDED, lines=3),
    Ask("evaluering.foraeldres_vurdering", text("Hvad siger forældrene?"), text(
        "Om træningen, barnet og familiens hverdag."), lines=4),
    Ask("evaluering.barnets_syn.tekst", text("Hvad siger eller viser barnet selv?"), UNAIDED, lines=3),
    Ask("evaluering.barnets_syn.hvordan", text("Hvordan ved I det?"),
        text("Vi har talt om det, vi har set det i legen, andre har fortalt det."), lines=2),
    Ask("evaluering.barnets_syn.fraveget_fordi", text("Hvorfor er der ikke talt med barnet?"),
        text("Kun hvis ingen har talt med barnet."), lines=2),
))

CHANGES = Part(text("Ændringer"), (
    Blocks("evaluering.aendringer", text("Ændring {nr}"), (
        Ask("hvad", text("Hvad skal ændres?"), text("Plan, metode, redskaber eller budget."), lines=2),
        Ask("hvorfor", text("Hvorfor?"), UNAIDED, lines=2)), count=3),
    Ask("evaluering.bilag", text("Bilag"), text("Skriv et bilag på hver linje."), lines=3),
))

SEND = Part(text("Skriv under, og send evalueringen"), (
    Say(text("Alle, der har skrevet evalueringen, skriver under. Send den og bilagene til kommunen. "
             "Brug Digital Post: en almindelig mail er ikke sikker.")),
    Say(text("Har leverandøren skrevet den alene, skal forældrene have en kopi på samme sikre måde.")),
    ), sends=True)

SIGN = Part(text("Underskrift"), (
    Ask("evaluering.brevdato", text("Evalueringens dato"), UNAIDED, width=4),
    Blocks("evaluering.underskrifter", text("{navn}"), (
        Ask("dato", text("Dato"), UNAIDED, width=4),
        Ask("navn", text("Underskrift"), text("Skriv dit navn, eller skriv under på papiret."),
            width=8, bound=False)), among="people", chosen=AUTHORS)))

ASKED = Asked(
    parts=(CHILD, WRITTEN_BY, WRITERS, TRAINED, GOALS, REACHED, SEEN, CHANGES, SEND, SIGN),
    people=(LEVERANDOER, FORAELDER, FORAELDER), goals=5)
