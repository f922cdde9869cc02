"""Expenses for the training: applied for, or accounted for afterwards."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import UNAIDED, Ask, Asked, Blocks, Only, Part, Rows, Say
from pipeline.forms.blank.kinds.common import (
    ENCLOSURES,
    SEND,
    afterwards,
    child,
    parents,
    signatures,
)

WISH = Part(text("Det, I sender"), (
    Ask("ansoegning.variant", text("Hvad sender I?"), UNAIDED, required=True, labels={
        "ansoegning": text("En ansøgning om redskaber, kurser eller hjælpere"),
        "dokumentation": text("Dokumentation for det, vi har brugt")}),
    Ask("ansoegning.ansoegere", text("Hvem søger?"), text("Sæt kryds ved den eller dem, der søger."),
        required=True, among="people"),
    Only("ansoegning.variant", ("dokumentation",), (
        Ask("ansoegning.periode.fra", text("Perioden fra"), text("Kun ved dokumentation."), width=6,
            required=False),
        Ask("ansoegning.periode.til", text("Perioden til"), text("Kun ved dokumentation."), width=6))),
))

GOALS = Part(text("Målene"), (
    Only("ansoegning.variant", ("ansoegning",), (
        Say(text("Skriv de mål fra bevillingen, udgifterne hjælper med, så I kan henvise til deres "
                 "numre.")),
        Blocks("maal", text("Mål {nr}"), (
            Ask("titel", help=text("Skriv målet, som det står i bevillingen."), required=False),
            Ask("omraade", help=UNAIDED, required=False),
            Ask("udgangspunkt", text("Hvad kan barnet nu?"), UNAIDED, required=False),
            Ask("oensket", text("Hvad skal barnet kunne?"), UNAIDED, required=False),
            Ask("maaling", text("Hvordan måler I det?"), UNAIDED, required=False),
            Ask("frist", text("Hvornår?"), UNAIDED, width=4, required=False)),
            among="goals", fixed={"kilde": "ansoegning"}))),
))

COSTS = Part(text("Ansøgning: det, I søger om"), (
    Only("ansoegning.variant", ("ansoegning",), (
        Blocks("ansoegning.udgifter", text("Udgift {nr}"), (
            Ask("hvad", help=UNAIDED, required=True), Ask("art", help=UNAIDED, required=True),
            Ask("antal", help=UNAIDED, width=3), Ask("enhed", help=text("Stk., timer."), width=3),
            Ask("enhedspris", help=text("Med moms."), width=3),
            Ask("beloeb", text("Beløb i alt"), text("Med moms."), width=3),
            Ask("leverandoer", help=UNAIDED, width=6),
            Ask("gentagelse", help=UNAIDED, width=6),
            Ask("maal", text("Hvilke mål hjælper den med?"), UNAIDED, among="goals", required=True),
            Ask("formaal", help=text("Hvad skal den bruges til i træningen?"), lines=2, required=True),
            Ask("hvorfor", help=text("Hvorfor er den nødvendig, og hvad er ellers prøvet?"), lines=2,
                required=True),
            Ask("bilag", help=text("Tilbud eller faktura, du sender med."))), count=4),
        Say(text("Der kan ikke gives penge til kurser i udlandet.")))),
))

SPENT = Part(text("Dokumentation: det, I har brugt"), (
    Only("ansoegning.variant", ("dokumentation",), (
        Rows("udgifter", (
            Ask("dato", width=3), Ask("hvad", width=4), Ask("art", width=3),
            Ask("beloeb", text("Beløb i kr."), width=2), Ask("bilag", text("Bilag nr."), width=2)), 10,
            help=text("Send kvittering eller faktura med for hver.")),)),
    Ask("ansoegning.begrundelse", text("Bemærkninger"), text("Det, I ellers vil fortælle kommunen."),
        required=False),
))

ASKED = Asked(
    parts=(child(address=False), parents(), WISH, GOALS, COSTS, SPENT, ENCLOSURES, SEND,
           signatures(all_sign=False), afterwards()),
    fixed={"ansoegning.art": "udgifter"}, goals=4)
