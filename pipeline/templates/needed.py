"""What a letter must say: a template that never does makes letters that do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.documents import KINDS
from pipeline.errors import Text, text
from pipeline.templates.fieldtypes import Path, Type
from pipeline.templates.files import MAIN, TemplateFile
from pipeline.templates.findings import Finding
from pipeline.templates.suggesting import suggested

EVERY: Mapping[str, Text] = {
    "sagsnummer": text("Det viser, hvilken sag brevet hører til, og det skal bruges, når nogen "
                       "skriver tilbage."),
    "brev.dato": text("Læseren skal kunne se, hvornår brevet er skrevet; frister regnes derfra."),
    "kommune.navn": text("Læseren skal kunne se, hvilken kommune brevet er fra eller til."),
}
FROM_KOMMUNE: Mapping[str, Text] = {
    "modtager.navn": text("Hver modtager får sit eget brev og skal kunne se, at det er til netop dem."),
}

_COMPLAIN = text("En afgørelse skal sige, hvor længe man kan klage (forvaltningsloven § 25).")
_LAW = text("En begrundelse skal nævne de regler, der er brugt (forvaltningsloven § 24).")
_REASON = text("En begrundelse skal sige, hvilke hensyn kommunen har lagt vægt på (forvaltningsloven "
               "§ 24).")
_FACTS = text("En begrundelse skal kort nævne de oplysninger, der har haft væsentlig betydning "
              "(forvaltningsloven § 24).")
_STATUS = text("Læseren skal kunne se, hvor langt barnet er kommet med hvert mål.")
_SIGNED = text("Kommunen skal kunne se, hvem der har skrevet under.")

NEEDED: Mapping[str, Mapping[str, Text]] = {
    "afgoerelse": {
        "afgoerelser.udfald": text("Modtageren skal kunne se, om svaret er ja, delvist ja eller nej."),
        "afgoerelser.hjemmel": _LAW, "afgoerelser.begrundelse.hovedhensyn": _REASON,
        "afgoerelser.begrundelse.oplysninger": _FACTS, "frist.klage": _COMPLAIN},
    "ophoer": {
        "slutter.slutdato": text("Familien skal vide, hvilken dag bevillingen slutter."),
        "slutter.hjemmel": _LAW, "ophoer.begrundelse.hovedhensyn": _REASON,
        "ophoer.begrundelse.oplysninger": _FACTS, "frist.klage": _COMPLAIN},
    "partshoering": {
        "frist.hoering": text("Den, der bliver hørt, skal vide, hvornår svaret senest skal være "
                              "fremme (forvaltningsloven § 19)."),
        "hoering.paataenkt": text("Den, der bliver hørt, skal vide, hvilken afgørelse kommunen er på "
                                  "vej til at træffe."),
        "hoering.til_ugunst": text("Den, der bliver hørt, skal kende de oplysninger, der taler imod "
                                   "(forvaltningsloven § 19).")},
    "tilsynsrapport": {
        "besoeg.dato": text("Familien skal kunne se, hvilket besøg rapporten handler om."),
        "besoeg.observationer": text("Familien skal kunne se, hvad der blev set ved besøget, og rette "
                                     "det, der er forkert."),
        "besoeg.vurdering": text("Rapporten skal sige, hvordan kommunen vurderer træningen."),
        "maalstatus.status": _STATUS,
        "hoering_af_rapport.svar": text("Den endelige rapport skal gengive, hvad der blev svaret i "
                                        "høringen.")},
    "kvitteringsbrev": {
        "kvittering.modtaget": text("Ansøgeren skal kunne se, hvilken dag ansøgningen kom frem; "
                                    "kommunens frister regnes derfra."),
        "kvittering.mangler": text("Ansøgeren skal vide, hvilke papirer kommunen mangler."),
        "frist.foerste_kontakt": text("Ansøgeren skal vide, hvornår kommunen senest tager kontakt.")},
    "indkaldelse": {
        "indkaldelse.dato": text("Familien skal vide, hvilken dag mødet er."),
        "indkaldelse.fra": text("Familien skal vide, hvornår på dagen mødet begynder."),
        "moedested": text("Familien skal vide, hvor mødet er.")},
    "revurdering": {
        "revurdering.udfald": text("Familien skal vide, om bevillingen fortsætter, eller om kommunen "
                                   "vil ændre den."),
        "maalstatus.status": _STATUS},
    "evaluering": {
        "evaluering.periode": text("Kommunen skal kunne se, hvilken tid evalueringen dækker."),
        "maalstatus.status": _STATUS, "underskrifter.navn": _SIGNED},
    "tilbud": {
        "tilbudte_maal.titel": text("Kommunen skal kunne se, hvad træningen skal føre til."),
        "budget.i_alt": text("Kommunen skal kunne se, hvad tilbuddet koster i alt."),
        "tilbud.gaelder_til": text("Kommunen skal vide, hvor længe tilbuddet gælder.")},
    "ansoegning-hjemmetraening": {
        "ansoegning.begrundelse": text("Kommunen skal kunne læse, hvorfor der bliver søgt."),
        "underskrifter.navn": _SIGNED},
    "ansoegning-tabt-arbejdsfortjeneste": {
        "ansoegning.periode": text("Kommunen skal vide, hvilken tid der bliver søgt for."),
        "ansoegning.timer_pr_uge": text("Kommunen skal vide, hvor mange timer om ugen der bliver søgt "
                                        "for."),
        "underskrifter.navn": _SIGNED},
    "ansoegning-udgifter": {
        "linjer.beloeb": text("Kommunen skal kunne se, hvad hver ting koster."),
        "underskrifter.navn": _SIGNED},
    "hoeringssvar": {
        "ansoeger.navn": text("Kommunen skal kunne se, hvem svaret er fra."),
        "svar.tekst": text("Kommunen skal kunne læse, hvad der bliver svaret.")},
}
"""By kind, the fields a letter of it must print, and why; of a list, a field of its items."""


def needs_of(kind: str) -> Mapping[str, Text]:
    """Every field a letter of a kind must have, and why its reader needs it."""
    return {**EVERY, **(FROM_KOMMUNE if KINDS[kind].forfatter == "kommune" else {}), **NEEDED[kind]}


def never_said(
    kind: str, names: Type, shown: set[Path], used: set[Path], file: TemplateFile,
) -> Iterator[Finding]:
    """The fields that letters of a kind need and that no tag prints; of codes that none asks for, of
    groups and lists that none goes into."""
    for name, why in needs_of(kind).items():
        path = tuple(name.split("."))
        found = _type_at(names, path)
        if found.kind == "objekt":
            said = any(len(each) > len(path) and each[: len(path)] == path for each in shown)
        else:
            said = path in (used if found.values or found.kind == "liste" else shown)
        if not said:
            yield Finding("felt-mangler-i-brevet", file.spot(MAIN), text(
                "Feltet {felt} står ingen steder i brevet. {hvorfor}", felt=name, hvorfor=why),
                text("Skriv {forslag}, hvor det hører til.", forslag=suggested(path, names)),
                kinds=(kind,))


def _type_at(names: Type, path: Path) -> Type:
    """The type of a field; raises KeyError where there is none."""
    found = names
    for step in path:
        found = (found.items or found) if found.kind == "liste" else found
        found = found.fields[step]
    return found
