"""People: numbers that deserve a second look, unknown address protection."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import Problem, text
from pipeline.formats import cpr_birth_date, cpr_checksum_holds, cpr_is_replacement
from pipeline.rules.common import Case, broken, date_of, events


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
