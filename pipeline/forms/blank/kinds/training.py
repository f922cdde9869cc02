"""The application for home training."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import UNAIDED, Ask, Asked, Blocks, Only, Part, Rows, Say
from pipeline.forms.blank.kinds.common import (
    CONSENTS,
    DIAGNOSIS,
    ENCLOSURES,
    SEND,
    afterwards,
    child,
    parents,
    signatures,
)

VARIANT = Ask("ansoegning.variant", text("Hvad søger I om?"), UNAIDED, required=True, labels={
    "ny": text("Hjemmetræning for første gang"),
    "forlaengelse": text("Forlængelse af den hjemmetræning, vi har"),
    "aendring": text("Ændring af den hjemmetræning, vi har"),
    "metodeskift": text("Skift til en anden metode")})

WISH = Part(text("Det, I søger om"), (
    VARIANT,
    Ask("ansoegning.ansoegere", text("Hvem søger?"), text("Sæt kryds ved den eller dem, der søger."),
        required=True, among="people"),
    Ask("ansoegning.oensker_undersoegelse", text("Beder I samtidig om en børnefaglig undersøgelse?"),
        text("Kommunen skal have lavet en undersøgelse, før den kan sige ja til hjemmetræning.")),
    Only("ansoegning.variant", ("forlaengelse", "aendring", "metodeskift"), (
        Ask("ansoegning.aendring", help=text(
            "Kun ved forlængelse, ændring og skift af metode: Hvad er nyt siden bevillingen, og "
            "hvorfor?")),)),
    Ask("ansoegning.begrundelse", text("Hvorfor ønsker I at træne jeres barn hjemme?"),
        text("Skriv også, hvad almindelige tilbud eller undervisningen i skolen ikke dækker."), lines=7),
))

EXTENT = Part(text("Omfang"), (
    Ask("ansoegning.omfang.form", text("Hvor meget skal træningen fylde?"), UNAIDED, labels={
        "supplement": text("Et supplement til dagtilbud eller skole"),
        "halvdag": text("I stedet for en del af dagen"), "heldag": text("I stedet for hele dagen"),
        "enkelte_dage": text("I stedet for enkelte dage om ugen")}),
    Ask("ansoegning.omfang.timer_pr_uge", help=text("I alt."), width=4),
    Ask("ansoegning.omfang.dage_pr_uge", help=text("Fra 1 til 7."), width=4),
    Ask("ansoegning.omfang.start", help=text("Hvornår vil I begynde?"), width=4),
    Only("ansoegning.omfang.form", ("supplement",), (
        Ask("ansoegning.samarbejde", help=text(
            "Kun når træningen er et supplement: Hvordan skal I samarbejde med dagtilbud eller skole?"),
            lines=3),)),
    Rows("ansoegning.ugeskema", (
        Ask("dag", width=3), Ask("fra", width=2), Ask("til", width=2), Ask("aktivitet", width=4),
        Ask("hvem", width=3)), 10,
        help=text("En almindelig uge. Skriv klokkeslæt som 8.30.")),
))

GOALS = Part(text("Mål for træningen"), (
    Say(text("Skriv et mål for hvert område, I vil arbejde med. Når et mål kan måles, kan I og "
             "kommunen se, om træningen virker.")),
    Blocks("maal", text("Mål {nr}"), (
        Ask("titel", help=text("Skriv målet i én sætning.")),
        Ask("omraade", help=text("Hvilket område hører det til?")),
        Ask("udgangspunkt", text("Hvad kan barnet nu?"), UNAIDED, lines=2),
        Ask("oensket", text("Hvad skal barnet kunne?"), UNAIDED, lines=2),
        Ask("maaling", text("Hvordan måler I det?"), text("For eksempel: Vi tæller en gang om ugen."),
            lines=2),
        Ask("frist", text("Hvornår?"), UNAIDED, width=4)),
        among="goals", fixed={"kilde": "ansoegning"})))

METHODS = Part(text("Metode og træning"), (
    Say(text("Metoden skal kunne dokumenteres: Det skal kunne ses, om målene nås. Den behøver ikke være "
             "videnskabeligt bevist, og I kan bruge flere metoder sammen.")),
    Blocks("ansoegning.metoder", text("Metode {nr}"), (
        Ask("navn"), Ask("hvorfor", help=text("Hvorfor passer metoden til jeres barn?"), lines=3),
        Ask("vejledning", help=text("Hvem vejleder jer?"))), count=2),
    Blocks("ansoegning.elementer", text("Træningselement {nr}"), (
        Ask("navn", help=text("Hvad træner I?")), Ask("form", help=UNAIDED),
        Ask("hvordan", help=text("Hvordan hjælper det på vej mod målet?"), lines=2),
        Ask("maal", text("Hvilke mål hjælper det med?"), UNAIDED, among="goals"),
        Ask("omraader", help=UNAIDED),
        Ask("sundhedsfagligt", text("Er der fysisk sundhedsfagligt indhold?"),
            text("Så skal sundhedsfagligt personale være med til at vurdere det."))), count=3),
    Ask("ansoegning.dokumentation", text("Hvordan følger I udviklingen?"),
        text("Hvordan skriver I ned eller måler undervejs, om det går frem?"), lines=3),
))

NEEDS = Part(text("Barnets behov og syn"), (
    Ask("ansoegning.behov.saerlige", help=text("Hvad har barnet særligt brug for?"), lines=3),
    Ask("ansoegning.behov.fritid", help=text(
        "Hvordan bliver der plads til fritid, som barnet selv bestemmer over, og til jævnaldrende?"),
        lines=3),
    Ask("ansoegning.behov.undervisning", help=text(
        "Når barnet er i skolealderen: Hvordan får det den undervisning, det har ret til?"), lines=3),
    Ask("ansoegning.barnets_syn.tekst", help=text("Hvad siger eller viser barnet selv?"), lines=3),
    Ask("ansoegning.barnets_syn.hvordan", text("Hvordan ved I det?"),
        text("Vi har talt om det, vi har set det i legen, andre har fortalt det."), lines=2),
))

FAMILY = Part(text("Familien"), (
    Ask("ansoegning.familie.ressourcer", text("Hvad kan I, og hvad har I brug for hjælp til?"),
        text("Tænk på både kræfter, tid og viden."), lines=3),
    Ask("ansoegning.familie.arbejde", help=text("Jeres arbejde nu. Skriv ikke løn her."), lines=2),
    Ask("ansoegning.familie.soeskende", help=text("Hvordan tager I hensyn til søskende?"), lines=2),
    Ask("ansoegning.familie.netvaerk", help=text("Hvem kan hjælpe jer?"), lines=2),
))

COSTS = Part(text("Udgifter"), (
    Rows("ansoegning.udgifter", (
        Ask("hvad", width=6), Ask("art", width=3), Ask("beloeb", text("Beløb i kr."), width=3)), 6,
        help=text("Redskaber, kurser og hjælpere, I søger om for et år.")),
))

AFTERWARDS = afterwards(
    Say(text("Før kommunen kan sige ja, skal der være lavet en børnefaglig undersøgelse. Den skal være "
             "færdig senest fire måneder efter, at kommunen blev opmærksom på, at barnet kan have brug "
             "for særlig støtte. Kan den undtagelsesvis ikke det, laver kommunen en foreløbig vurdering "
             "og gør undersøgelsen færdig hurtigst muligt.")),
    Say(text("Kommunen skal høre, hvad barnet selv mener, før den beslutter noget.")))

ASKED = Asked(
    parts=(
        child(
            DIAGNOSIS,
            Ask("barn.funktionsniveau", help=text(
                "Hvad kan barnet, og hvad har det brug for hjælp til?")),
            Ask("barn.tilbud.art", text("Hvad går barnet i nu?"), UNAIDED),
            Ask("barn.tilbud.navn", text("Stedets navn"), UNAIDED, width=8),
            Ask("barn.tilbud.klasse", help=UNAIDED, width=4)),
        parents(Ask("barn.bor_hos", text("Hvem bor barnet hos?"), UNAIDED, among="people")),
        WISH, EXTENT, GOALS, METHODS, NEEDS, FAMILY, COSTS, CONSENTS, ENCLOSURES,
        SEND, signatures(all_sign=True), AFTERWARDS),
    fixed={"ansoegning.art": "hjemmetraening"}, goals=4)
