"""A provider's offer: needs, goals, the plan and a budget for a year."""

from __future__ import annotations

from pipeline.errors import text
from pipeline.forms.blank.asked import LEVERANDOER, UNAIDED, Ask, Asked, Blocks, Part, Say
from pipeline.forms.blank.kinds.goals import GOAL, SMART
from pipeline.forms.blank.kinds.provider import CHILD, DISCREET, PROVIDER

OURSELVES = Part(text("Leverandøren"), (
    Blocks("parter", text("{navn}"), PROVIDER, among="people", fixed={"rolle": "leverandoer"}),))

NEEDS = Part(text("Barnets behov"), (
    DISCREET,
    Ask("tilbud.behov", text("Hvad har barnet brug for?"), text(
        "Beskriv barnet, så den, der ikke har mødt det, forstår hvorfor."), lines=7),
    Ask("tilbud.kortlaegning", text("Hvordan har I undersøgt det?"), text(
        "Besøg, observationer og tests, med dato, og hvem I har talt med."), lines=4),
    Blocks("tilbud.fokus", text("Fokusområde {nr}"), (
        Ask("omraade", help=UNAIDED),
        Ask("beskrivelse", text("Hvor er barnet nu, og hvad er næste trin?"), UNAIDED, lines=2)),
        count=5),
))

GOALS = Part(text("Målene"), (
    *SMART,
    Blocks("maal", text("Mål {nr}"), GOAL, among="goals", fixed={"kilde": "tilbud"}),
    Ask("tilbud.maal", text("Hvilke mål er med i tilbuddet?"), text(
        "Sæt kryds ved alle de mål, I tilbyder at arbejde med."), among="goals"),
))

TRAINING = Part(text("Metode og træning"), (
    Blocks("tilbud.metoder", text("Metode {nr}"), (
        Ask("navn"), Ask("hvorfor", help=text(
            "Hvorfor passer metoden til barnet? Bruger I flere, så skriv, hvordan de supplerer "
            "hinanden."), lines=3)), count=3),
    Blocks("tilbud.elementer", text("Træningselement {nr}"), (
        Ask("navn", help=text("Hvad trænes der?")), Ask("form", help=UNAIDED),
        Ask("hvordan", help=text("Hvordan trænes det, og hvordan hjælper det mod målet?"), lines=2),
        Ask("maal", text("Hvilke mål hjælper det med?"), UNAIDED, among="goals"),
        Ask("omraader", help=UNAIDED),
        Ask("sundhedsfagligt", text("Er der fysisk sundhedsfagligt indhold?"),
            text("Så skal sundhedsfagligt personale være med til at vurdere det."))), count=5),
))

PLAN = Part(text("Plan for året"), (
    Say(text("Skriv hvert besøg, hver supervision, samtale og evaluering. Kommunens tilsyn og møder "
             "skal også være med.")),
    Blocks("tilbud.plan", text("Aktivitet {nr}"), (
        Ask("hvad", text("Hvad sker der, og hvem kommer?"), UNAIDED),
        Ask("form", text("Hvordan?"), UNAIDED),
        Ask("hvornaar", text("Hvornår eller hvor tit?"), UNAIDED, width=6),
        Ask("antal", text("Gange på et år"), UNAIDED, width=3),
        Ask("timer", text("Timer hver gang"), UNAIDED, width=3)), count=8),
    Ask("tilbud.dokumentation", text("Hvordan dokumenterer I udviklingen?"), text(
        "Hvad bliver målt eller filmet, hvor tit og af hvem? Hvornår kommer evalueringerne?"), lines=4),
    Ask("tilbud.samarbejde", text("Hvem samarbejder I med?"), text(
        "Sagsbehandler, dagtilbud eller skole, tilsyn og netværksmøder."), lines=4),
    Ask("tilbud.familien", text("Hvad gør familien selv?"), text(
        "Hvad kræver tilbuddet af familien, og hvilken støtte får den?"), lines=4),
))

BUDGET = Part(text("Budget for et år"), (
    Say(text("Skriv alt, der koster noget: besøg, supervision, redskaber, kurser, hjælpere og kørsel. "
             "Skriv også det, I giver uden betaling, med prisen 0.")),
    Say(text("Kommunen kan højst dække et bestemt beløb inden for 12 måneder. Andre udgifter til "
             "træningen i samme tid tæller også med.")),
    Say(text("Der kan ikke gives penge til kurser i udlandet.")),
    Ask("tilbud.budget.fra", text("Den første dag i budgetåret"), UNAIDED, width=6),
    Blocks("tilbud.budget.linjer", text("Budgetlinje {nr}"), (
        Ask("hvad", text("Hvad betales der for?"), UNAIDED), Ask("art", help=UNAIDED),
        Ask("antal", help=UNAIDED, width=3), Ask("enhed", help=text("Stk., timer."), width=3),
        Ask("enhedspris", help=text("Med moms."), width=3),
        Ask("beloeb", text("Beløb i alt"), text("Kun når der ikke står et antal."), width=3),
        Ask("moms", help=UNAIDED, width=6), Ask("gentagelse", help=UNAIDED, width=6),
        Ask("maal", text("Hvilke mål hjælper den med?"), UNAIDED, among="goals"),
        Ask("formaal", help=text("Hvad skal den bruges til i træningen?"), lines=2),
        Ask("hvorfor", help=text("Hvorfor er den nødvendig, og hvad er ellers prøvet?"), lines=2),
        Ask("leverandoer", help=text("Kun hvis det er hos en anden end jer."))), count=8),
))

VALID = Part(text("Tilbuddets gyldighed"), (
    Ask("tilbud.gaelder_til", text("Tilbuddet gælder til"), text(
        "Den sidste dag, kommunen kan sige ja."), width=6),
    Ask("tilbud.erstatter", text("Det afløser tilbuddet af"), text(
        "Kun når I retter et tilbud, I har givet."), width=6),
    Ask("tilbud.aendringer", text("Hvad er nyt, og hvorfor?"), text(
        "Kun når tilbuddet afløser et andet."), lines=3),
    Ask("tilbud.bilag", text("Det sender vi med"), text("Skriv et bilag på hver linje."), lines=4),
))

SEND = Part(text("Skriv under, og send tilbuddet"), (
    Say(text("Den, der er ansvarlig hos jer, skriver under. Send tilbuddet og bilagene til den kommune, "
             "hvor barnet er registreret. Brug Digital Post: en almindelig mail er ikke sikker.")),
    Say(text("Giv forældrene en kopi på samme sikre måde. Det er kommunen, der afgør, hvad den kan "
             "dække, og forældrene, der vælger, hvem de vil arbejde sammen med."))), sends=True)

SIGN = Part(text("Underskrift"), (
    Ask("tilbud.brevdato", text("Tilbuddets dato"), UNAIDED, width=4),
    Ask("tilbud.underskrift", text("Underskrift"), text(
        "Den ansvarliges navn, eller en underskrift på papiret."), width=8, bound=False)))

ASKED = Asked(
    parts=(CHILD, OURSELVES, NEEDS, GOALS, TRAINING, PLAN, BUDGET, VALID, SEND, SIGN),
    fixed={"tilbud.leverandoer": "{id}"}, people=(LEVERANDOER,), goals=5)
