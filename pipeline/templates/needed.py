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

NEEDED: Mapping[str, Mapping[str, Text]] = {kind.id: kind.needed for kind in KINDS.values()}
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
