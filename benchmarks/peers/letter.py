"""One letter, written once: what it says, where it depends on the case, and what it repeats.

A re-evaluation's letter with what every template language has: fields, conditions around words and
around paragraphs, lists, a table with a row for each condition, a part for each goal. `syntax` says it
in each one's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import formatting
from pipeline.letters import Letter


@dataclass(frozen=True)
class Only:
    """Words that stand only where the flag is set."""

    flag: str
    words: str


@dataclass(frozen=True)
class Line:
    """A paragraph; `{navn}` in its words is a field."""

    style: str
    pieces: tuple[str | Only, ...]


@dataclass(frozen=True)
class When:
    """Blocks that stand only where the flag is set."""

    flag: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Each:
    """Blocks for each item of a list; `{:navn}` is a field of the item, the first one names it."""

    items: str
    first: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Table:
    """A row for each item of a list, under a head."""

    head: tuple[str, ...]
    items: str
    cells: tuple[str, ...]


Block = Line | When | Each | Table


def line(*pieces: str | Only, style: str = "Normal") -> Line:
    return Line(style, pieces)


def heading(*pieces: str | Only, level: int = 2) -> Line:
    return Line(f"Heading {level}", pieces)


def bullets(items: str) -> Each:
    return Each(items, "ord", (line("{:ord}", style="List Bullet"),))


RUNNING = "{kommune} · Sag {sagsnummer}"
"""Every page's head."""

LETTER: tuple[Block, ...] = (
    line("{modtager}"),
    When("har_adresse", (line("{vej}"), line("{postnr} {by}"))),
    line("Dato: {dato}", style="Brevinfo"),
    line("Sagsnr.: {sagsnummer}", Only("har_kle", " ({kle})"), style="Brevinfo"),
    When("har_sagsbehandler", (
        line("Sagsbehandler: {sagsbehandler}", style="Brevinfo"),
        line("Direkte telefon: {sagsbehandler_telefon}", style="Brevinfo"))),
    heading("{titel}", level=1),
    line("Det handler om {barn}", Only("har_foedselsdato", ", født den {foedselsdato}"), "."),
    line("Kære {modtager}"),
    When("uaendret", (
        line("Bevillingen fortsætter uændret. Vi har set på den igen og besluttet, at {fornavns} "
             "hjemmetræning kan fortsætte, som den er.", Only("har_periode", " Bevillingen løber til og "
             "med den {periode_til}."), style="Fremhævet"),)),
    When("paataenkt", (
        line("Vi overvejer at ændre bevillingen til {fornavns} hjemmetræning. Der er ikke afgjort noget "
             "endnu. Før vi gør det, sender vi dig et brev i partshøring.", style="Fremhævet"),)),
    line("Det er den årlige revurdering af bevillingen. Her ser vi på, om hjemmetræningen stadig dækker "
         "{fornavns} behov."),
    When("har_bevilling", (
        heading("Bevillingen i dag"),
        line("Hjemmetræning: {timer} om ugen, bevilget den {bevilget}."),
        When("har_metoder", (line("Metoder: {metoder}"),)),
        When("har_vilkaar", (line("Vilkår:", style="Oplæg"), bullets("vilkaar"))))),
    heading("Det har vi bygget på"),
    bullets("grundlag"),
    heading("Dækker træningen stadig {fornavns} behov?"),
    line("{behov}"),
    heading("Målene"),
    Each("maal", "titel", (
        heading("{:titel}", level=3),
        line("Område: {:omraade} udvikling. Frist: {:frist}. Status: {:status}."),
        line("Udgangspunkt: {:udgangspunkt}"),
        line("Når målet er nået: {:oensket}"),
        line("Sådan går det: {:vurdering}"),
        When(":har_naeste", (line("Næste skridt: {:naeste}"),)))),
    heading("De tre betingelser"),
    line("Hjemmetræning kan kun godkendes, når tre betingelser er opfyldt ({hjemmel_betingelser}). "
         "Sådan ser vi på dem nu:", style="Oplæg"),
    Table(("Betingelse", "Opfyldt", "Vores vurdering"), "betingelser",
          ("{:hvilken}", "{:opfyldt}", "{:vurdering}")),
    heading("Det sker fremover"),
    line("Vi revurderer bevillingen igen senest den {frist_revurdering}. Vi fører løbende tilsyn med "
         "træningen.", Only("har_tilsyn", " I vores kommune sker det mindst {tilsyn} gange om året.")),
    line("Fortæl os det, hvis noget ændrer sig – for eksempel hvis I vil træne flere eller færre timer, "
         "vil bruge en anden metode eller flytter, eller hvis {fornavn} får andre behov."),
    When("har_indsend", (heading("Send os dette inden næste revurdering"), bullets("indsend"))),
    heading("Hvis du vil klage"),
    line("Er du uenig i afgørelsen, kan du klage over den. Du skal klage senest {frist_klage} efter, at "
         "du har modtaget dette brev."),
    line("Send klagen til os i kommunen – ikke til Ankestyrelsen. Du kan klage i et brev, i en mail "
         "eller ved at ringe til os. Fortæl gerne, hvad du er uenig i, og hvorfor."),
    line("Når vi har fået klagen, ser vi på sagen igen. Det gør vi inden for {frist_genvurdering}. "
         "Holder vi fast i afgørelsen, sender vi klagen og sagens papirer videre til Ankestyrelsen."),
    heading("Du har ret til en bisidder"),
    line("En bisidder er med, når du taler med os, og støtter dig. Reglen står i "
         "{hjemmel_repraesentation}."),
    heading("Du kan se papirerne i sagen"),
    line("Du har ret til at se papirerne i sagen. Det kaldes aktindsigt, og reglen står i "
         "{hjemmel_aktindsigt}. Skriv eller ring til os på {kommune_telefon}, hvis du vil se dem."),
    line("Venlig hilsen"),
    line("{sagsbehandler}, {kommune}"),
)


def data_of(letter: Letter) -> dict[str, Any]:
    """What the letter says of one case: words, flags and lists of them, alike for every language.

    Dates and amounts are words already: how a language writes them is not what is compared.
    """
    context = letter.context
    event, child = context["revurdering"], context["barnet"]
    return {
        **_heads(context),
        **_grant(context["bevilling"]["hjemmetraening"]),
        "uaendret": event["udfald"] == "uaendret", "paataenkt": event["udfald"] != "uaendret",
        "fornavn": child["fornavn"], "fornavns": formatting.ejefald(child["fornavn"]),
        "behov": str(event["behov"]),
        "grundlag": _words(event["grundlag"]), "indsend": _words(event["indsend"]),
        "har_indsend": bool(event["indsend"]),
        "maal": [_goal(goal) for goal in context["maalstatus"]],
        "betingelser": [_condition(each) for each in event["betingelser"]],
    }


def _heads(context: Mapping[str, Any]) -> dict[str, Any]:
    """Who writes to whom about whom, by when and by which rules."""
    reader, office, child = context["modtager"], context["kommune"], context["barn"]
    return {
        "modtager": reader["navn"], "har_adresse": True, "vej": reader["adresse"]["vej"],
        "postnr": reader["adresse"]["postnr"], "by": reader["adresse"]["by"],
        "dato": formatting.dato(context["brev"]["dato"]), "titel": context["brev"]["titel"],
        "sagsnummer": context["sagsnummer"], "har_kle": bool(context["kle"]),
        "kle": context["kle"] or "",
        "har_sagsbehandler": True, "sagsbehandler": context["sagsbehandler"]["navn"],
        "sagsbehandler_telefon": formatting.telefon(context["sagsbehandler"]["telefon"]),
        "barn": child["navn"], "har_foedselsdato": True,
        "foedselsdato": formatting.dato(context["barnet"]["foedselsdato"]),
        "kommune": office["navn"], "kommune_telefon": formatting.telefon(office["telefon"]),
        "har_tilsyn": True, "tilsyn": formatting.tal(office["servicemaal"]["tilsyn_pr_aar"]),
        "frist_revurdering": formatting.dato(context["frist"]["revurdering"]),
        "frist_klage": str(context["frist"]["klage"]),
        "frist_genvurdering": str(context["frist"]["genvurdering"]),
        **{f"hjemmel_{name}": str(context["hjemmel"][name])
           for name in ("betingelser", "repraesentation", "aktindsigt")},
    }


def _grant(grant: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "har_bevilling": True, "har_periode": True,
        "periode_til": formatting.dato(grant["periode"]["til"]),
        "timer": formatting.timer(grant["timer_pr_uge"]), "bevilget": formatting.dato(grant["brevdato"]),
        "har_metoder": bool(grant["metoder"]),
        "metoder": formatting.stort(formatting.liste(grant["metoder"])),
        "har_vilkaar": bool(grant["vilkaar"]), "vilkaar": _words(grant["vilkaar"]),
    }


def _words(items: Any) -> list[dict[str, str]]:
    return [{"ord": str(item)} for item in items]


def _goal(goal: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "titel": goal["titel"], "omraade": formatting.stort(formatting.ord_(goal["omraade"])),
        "frist": formatting.dato(goal["frist"]),
        "status": formatting.stort(formatting.ord_(goal["status"])),
        "udgangspunkt": str(goal["udgangspunkt"]), "oensket": str(goal["oensket"]),
        "vurdering": str(goal["vurdering"]), "har_naeste": bool(goal["naeste"]),
        "naeste": str(goal["naeste"] or ""),
    }


def _condition(each: Mapping[str, Any]) -> dict[str, str]:
    which = {1: "Træningen fremmer barnets tarv og trivsel.", 2: "Forældrene kan udføre opgaverne.",
             3: "Metoderne er dokumenterbare."}
    return {"hvilken": which[each["nr"]], "opfyldt": "Ja" if each["opfyldt"] else "Nej",
            "vurdering": str(each["vurdering"])}
