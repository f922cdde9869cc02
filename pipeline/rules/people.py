"""People: numbers that deserve a second look, unknown address protection, consent to copies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.errors import Problem, text
from pipeline.formats import cpr_birth_date, cpr_checksum_holds, cpr_is_replacement
from pipeline.rules.common import Case, broken, date_of, events

COPIED = {
    "indkaldelser": ("indkaldelse", ("brevdato",)),
    "afgoerelser": ("afgoerelse", ("brevdato",)),
    "tilsyn": ("tilsynsrapport", ("endelig_brevdato", "brevdato", "dato")),
    "revurderinger": ("revurdering", ("brevdato",)),
    "ophoer": ("ophoer", ("brevdato",)),
}
"""The lists whose letters somebody else can get a copy of: which letter, and the fields of its date."""


def applicants_with_custody(case: Case, _: Case) -> Iterator[Problem]:
    """Only those with custody can ask for home training (barnets lov § 85, stk. 1; trap 10)."""
    without = {p.get("id") for _, p in events(case, "parter")
               if p.get("rolle") == "foraelder" and p.get("foraeldremyndighed") is False}
    for path, application in events(case, "ansoegninger"):
        if application.get("art") != "hjemmetraening":
            continue
        for i, who in enumerate(application.get("ansoegere") or ()):
            if isinstance(who, str) and who in without:
                yield broken(f"{path}.ansoegere[{i}]", "ansoeger-uden-myndighed", "Ansøger", text(
                    "Hjemmetræning kan kun søges af den, der har forældremyndighed."), text(
                    "Lad den, der har forældremyndigheden, søge. Tabt arbejdsfortjeneste kan en anden "
                    "forælder søge selv."))


def people(case: Case, _: Case) -> Iterator[Problem]:
    """CPR against birth date; numbers that deserve a second look; unknown address protection."""
    everyone = [("barn", case.get("barn") or {}), *events(case, "parter")]
    for path, person in everyone:
        number, born = person.get("cpr"), date_of(person, "foedselsdato")
        if number and born and cpr_birth_date(number) != born:
            yield broken(f"{path}.foedselsdato", "cpr-foedselsdato", "Fødselsdato", text(
                "Fødselsdatoen passer ikke med CPR-nummeret."), text("Ret et af felterne."))
        if number and cpr_is_replacement(number):
            yield broken(f"{path}.cpr", "cpr-erstatning", "CPR-nummer", text(
                "CPR-nummeret er et erstatningsnummer (dag + 60)."), text(
                "Brug det rigtige nummer, når personen har fået et."), "advarsel")
        elif number and not cpr_checksum_holds(number):
            yield broken(f"{path}.cpr", "cpr-modulus11", "CPR-nummer", text(
                "CPR-nummeret opfylder ikke modulus 11. Det gør nyere numre ikke altid."), text(
                "Kontrollér cifrene en ekstra gang."), "advarsel")
        if person.get("rolle", "barn") in ("barn", "foraelder") and "adresse" in person and (
                (person.get("beskyttelse") or {}).get("status") in (None, "ukendt")):
            yield broken(f"{path}.beskyttelse", "beskyttelse-ukendt", "Adressebeskyttelse", text(
                "Adressebeskyttelsen er ukendt, så adressen behandles som beskyttet."), text(
                "Slå beskyttelsen op, og skriv status og dato."), "advarsel")


def consents(case: Case, parent: str, who: str, kind: str, day: dt.date) -> bool:
    """Whether a parent lets somebody have a kind of letter on a day."""
    return any(
        given.get("fra") == parent and given.get("til") == who
        and kind in (given.get("dokumenter") or ())
        and (start := date_of(given, "dato")) and start <= day
        and not ((end := date_of(given, "tilbagekaldt")) and end <= day)
        for _, given in events(case, "samtykker"))


def case_number_names_nobody(case: Case, _: Case) -> Iterator[Problem]:
    """The case number becomes a folder's name and stands in every subject line."""
    number = str(case.get("sagsnummer", "")).casefold()
    people_ = [case.get("barn") or {}, *(party for _, party in events(case, "parter"))]
    words = {word for person in people_ for word in re.findall(r"\w{4,}", str(
        person.get("navn", "")).casefold())}
    if any(word in re.findall(r"\w+", number) for word in words):
        yield broken("sagsnummer", "navn-i-sagsnummer", "Sagsnummer", text(
            "Sagsnummeret ligner et navn i sagen. Det bliver til navnet på en mappe og står i brevenes "
            "emne."), text("Brug et nummer uden navne."), "advarsel")


def born_before_the_case(case: Case, _: Case) -> Iterator[Problem]:
    """The child is born when its case begins."""
    child = case.get("barn") or {}
    born = date_of(child, "foedselsdato") or (
        cpr_birth_date(child["cpr"]) if isinstance(child.get("cpr"), str) else None)
    dated = [day for liste in ("ansoegninger", "afgoerelser", "tilsyn")
             for _, event in events(case, liste)
             if (day := date_of(event, "brevdato") or date_of(event, "dato"))]
    if born and dated and born > min(dated):
        yield broken("barn.foedselsdato" if "foedselsdato" in child else "barn.cpr", "foedt-efter-sagen",
                     "Fødselsdato", text("Barnet er født efter sagens første hændelse."),
                     text("Ret fødselsdatoen eller hændelsens dato."))


def _role(case: Case, who: object) -> object:
    return next((p.get("rolle") for _, p in events(case, "parter") if p.get("id") == who), None)


def copies_with_consent(case: Case, _: Case) -> Iterator[Problem]:
    """Who gets a copy has the consent of every parent with custody on the letter's date."""
    custodial = [party.get("id") for _, party in events(case, "parter")
                 if party.get("rolle") == "foraelder" and party.get("foraeldremyndighed")]
    for liste, (kind, dates) in COPIED.items():
        for path, event in events(case, liste):
            day = next((found for key in dates if (found := date_of(event, key))), None)
            for i, who in enumerate(event.get("kopi_til") or ()):
                if _role(case, who) not in (None, "leverandoer"):
                    yield broken(f"{path}.kopi_til[{i}]", "kopi-kun-leverandoer", "Kopi til", text(
                        "Kun en leverandør kan få kopi af breve. Forældre får deres egne."), text(
                        "Slet kopien."))
                elif day and not all(
                        consents(case, str(parent), who, kind, day) for parent in custodial):
                    yield broken(f"{path}.kopi_til[{i}]", "samtykke-mangler", "Kopi til", text(
                        "Kopien kræver samtykke fra alle, der har del i forældremyndigheden, på "
                        "brevets dato. Et samtykke mangler eller er trukket tilbage."), text(
                        "Skriv samtykket i sagen, eller slet kopien."))
