"""What a letter must say: a template that never does makes letters that do not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.documents import KINDS
from pipeline.errors import Text, text
from pipeline.templates.fieldtypes import Path, Type
from pipeline.templates.files import MAIN, TemplateFile
from pipeline.templates.findings import Finding

_WHO = text("modtageren skal kunne se, hvem brevet er til og fra")
_WHICH = text("brevet skal kunne føres tilbage til sagen")
_WHEN = text("frister regnes fra brevets dato")
_COMPLAIN = text("en afgørelse skal sige, hvordan og hvor længe man kan klage (forvaltningsloven § 25)")
_REASON = text("en afgørelse skal begrundes (forvaltningsloven § 22 og § 24)")
_LAW = text("en begrundelse skal nævne de regler, der er brugt (forvaltningsloven § 24)")
_ANSWER = text("den, der høres, skal have en frist at svare inden for (forvaltningsloven § 19)")
_SIGNED = text("kommunen skal kunne se, hvem der har søgt og skrevet under")
_PROMISE = text("familien skal vide, hvornår de hører nærmere")
_MEETING = text("familien skal vide, hvornår det er")
_OFFER = text("et tilbud uden sum og udløb kan ingen tage stilling til")
_GOALS = text("dokumentet er til for at følge målene")

EVERY: Mapping[str, Text] = {"sagsnummer": _WHICH, "brev.dato": _WHEN, "kommune.navn": _WHO}
FROM_KOMMUNE: Mapping[str, Text] = {"modtager.navn": _WHO}

NEEDED: Mapping[str, Mapping[str, Text]] = {
    "afgoerelse": {"frist.klage": _COMPLAIN, "afgoerelser.hjemmel": _LAW, "afgoerelser.udfald": _REASON,
                   "afgoerelser.begrundelse.hovedhensyn": _REASON},
    "ophoer": {"frist.klage": _COMPLAIN, "slutter.slutdato": _MEETING,
               "ophoer.begrundelse.hovedhensyn": _REASON},
    "partshoering": {"frist.hoering": _ANSWER},
    "tilsynsrapport": {"besoeg.dato": _MEETING, "maalstatus.status": _GOALS},
    "kvitteringsbrev": {"kvittering.modtaget": _PROMISE, "frist.foerste_kontakt": _PROMISE},
    "indkaldelse": {"indkaldelse.dato": _MEETING},
    "revurdering": {"maalstatus.status": _GOALS},
    "evaluering": {"maalstatus.status": _GOALS},
    "tilbud": {"budget.i_alt": _OFFER, "tilbud.gaelder_til": _OFFER},
    "ansoegning-hjemmetraening": {"underskrifter.navn": _SIGNED},
    "ansoegning-tabt-arbejdsfortjeneste": {"underskrifter.navn": _SIGNED},
    "ansoegning-udgifter": {"underskrifter.navn": _SIGNED},
    "hoeringssvar": {"svar.tekst": _ANSWER},
}
"""By kind, the fields a letter of it must print, and why; of a list, a field of its items."""


def never_said(
    kind: str, names: Type, shown: set[Path], used: set[Path], file: TemplateFile,
) -> Iterator[Finding]:
    """The fields that letters of a kind need and that no tag prints; of codes that none asks for."""
    wanted = {**EVERY, **(FROM_KOMMUNE if KINDS[kind].forfatter == "kommune" else {}), **NEEDED[kind]}
    for name, why in wanted.items():
        path = tuple(name.split("."))
        found = _type_at(names, path)
        if path not in (used if found.values else shown):
            yield Finding("felt-mangler-i-brevet", file.spot(MAIN), text(
                "Feltet {felt} står ingen steder, og det skal det: {hvorfor}.", felt=name, hvorfor=why),
                text("Skriv {forslag}, hvor det hører til.", forslag=f"{{{{ {name} }}}}"), kinds=(kind,))


def _type_at(names: Type, path: Path) -> Type:
    """The type of a field; raises KeyError where there is none."""
    found = names
    for step in path:
        found = (found.items or found) if found.kind == "liste" else found
        found = found.fields[step]
    return found
