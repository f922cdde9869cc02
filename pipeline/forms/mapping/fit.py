"""Whether what the schema has at a path can be written in a field, and read back from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.danish.fields import Field as CaseField
from pipeline.danish.fields import Form as Shape
from pipeline.danish.numbers import Trouble
from pipeline.errors import Problem, Text, text
from pipeline.forms.fields import Field
from pipeline.forms.mapping import Source
from pipeline.forms.mapping.reading import problem
from pipeline.forms.mapping.understanding import understood
from pipeline.forms.mapping.wording import Unfit, worded

CHOICES = ("radio", "combo", "list")

SAMPLES: Mapping[Shape, Any] = {
    "dato": dt.date(2026, 3, 31), "kroner": Decimal("1234.50"), "tal": Decimal("12.5"), "heltal": 3,
    "cpr": "010120-4000", "klokkeslaet": "08:30", "postnummer": "5000", "ja-nej": True,
}
"""A value of each form that says whether a field has room for it, and says it back."""


def of_field(target: Field, source: Source, known: CaseField | None) -> Iterator[Problem]:
    """What is wrong with a field's source; `known` is what the schema has at its path."""
    where = f"felter.{target.name}"
    if not target.fillable:
        yield problem(where, "kan-ikke-udfyldes", text(
            "Feltet kan ikke udfyldes: det er en knap, en underskrift eller skrivebeskyttet."), text(
            "Slet feltet fra koblingen."))
    elif known is not None:
        yield from _of_values(where, target, source, known)
        if source.when is None:
            yield from _of_kind(where, target, source, known)


def _of_values(where: str, target: Field, source: Source, known: CaseField) -> Iterator[Problem]:
    """Values and options that do not exist."""
    meant = [*source.choices.values(), *([] if source.when is None else [source.when])]
    if not all(_possible(value, known) for value in meant):
        yield problem(where, "vaerdi", text("En af værdierne findes ikke i feltet på stien."),
                      _codes(known))
    names = {name for option in target.options for name in option} | set(target.on_states)
    if source.choices and not set(source.choices) <= names:
        yield problem(where, "valg", text("En af valgmulighederne findes ikke i formularen."), text(
            "Se valgmulighederne med forms inspect."))
    if source.part and known.form not in (
            ("cpr",) if source.part in ("foedselsdato", "loebenummer") else ("dato",)):
        yield problem(where, "del", text("Feltet på stien har ingen sådan del."), text(
            "Brug dag, maaned og aar til datoer, foedselsdato og loebenummer til CPR-numre."))


def _possible(value: Any, known: CaseField) -> bool:
    if known.form == "ja-nej":
        return isinstance(value, bool)
    if known.form in ("heltal", "tal", "kroner"):
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and (not known.codes or value in known.codes)


def _codes(known: CaseField) -> Text:
    if known.codes:
        return text("Vælg en af: {valg}.", valg=", ".join(known.codes))
    return text("Skriv true eller false.") if known.form == "ja-nej" else text(
        "Se, hvordan feltet er beskrevet i skemaet.")


def _of_kind(where: str, target: Field, source: Source, known: CaseField) -> Iterator[Problem]:
    """Whether a value of the case has a place in the field."""
    if target.kind == "check" and not source.choices and known.form != "ja-nej":
        yield problem(where, "slags", text(
            "Et kryds kan kun stå for ja eller nej, eller for én værdi."), text(
            "Skriv med naar, hvilken værdi krydset betyder."))
    elif target.kind in CHOICES and not source.choices:
        yield from _of_options(where, target, source, known)
    elif target.kind == "text" and not source.part and (sample := _sample(known)) is not None:
        yield from _of_text(where, target, source, known, sample)


def _sample(known: CaseField) -> Any:
    return known.codes[0] if known.codes else SAMPLES.get(known.form)


def _of_options(where: str, target: Field, source: Source, known: CaseField) -> Iterator[Problem]:
    """Which of the schema's values no option says."""
    values: tuple[Any, ...] = known.codes or ((True, False) if known.form == "ja-nej" else ())
    unsaid = [value for value in values if not _written(value, target, source, known)]
    if not values or len(unsaid) == len(values):
        yield problem(where, "valg", text(
            "Formularens valgmuligheder siger ikke selv, hvad de betyder i sagen."), text(
            "Skriv valg i koblingen: for hver mulighed den værdi, den svarer til."))
    elif unsaid:
        yield replace(problem(where, "valg-mangler", text(
            "Formularen har ingen valgmulighed til: {valg}.", valg=", ".join(map(_said, unsaid))),
            text("Skriv valg i koblingen, hvis en af dem passer.")), severity="advarsel")


def _said(value: Any) -> str:
    return value if isinstance(value, str) else "ja" if value else "nej"


def _written(value: Any, target: Field, source: Source, known: CaseField) -> Any:
    try:
        return worded(value, source, known, target)
    except Unfit:
        return None


def _of_text(where: str, target: Field, source: Source, known: CaseField, sample: Any
             ) -> Iterator[Problem]:
    """Whether a value of the kind fits in the box, and is understood when it comes back."""
    written = _written(sample, target, source, known)
    if written is None:
        yield problem(where, "format", text("Formatet passer ikke til feltet på stien."), text(
            "Brug et format til den slags, eller slet det."))
    elif target.max_length is not None and len(str(written)) > target.max_length:
        yield problem(where, "for-kort", text(
            "Feltet har plads til {antal} tegn, og det er for lidt til en {slags}.",
            antal=target.max_length, slags=known.title.lower()), text(
            "Brug del, hvis oplysningen står i flere felter, eller et kortere format."))
    elif _back(str(written), target, source, known) != _plain(sample):
        yield replace(problem(where, "en-vej", text(
            "Det, der skrives med dette format, kan ikke læses tilbage fra formularen."), text(
            "Slet formatet, hvis formularen skal kunne læses.")), severity="advarsel")


def _back(written: str, target: Field, source: Source, known: CaseField) -> Any:
    try:
        found = understood(replace(target, value=written), source, known)
    except Trouble:
        return None
    return found[0] if known.many and isinstance(found, list) and found else found


def _plain(sample: Any) -> Any:
    return sample.isoformat() if isinstance(sample, dt.date) else sample
