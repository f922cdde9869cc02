"""What somebody wrote in a form's field as the value of its place in the case."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from pipeline.danish.fields import Field as CaseField
from pipeline.danish.numbers import Trouble, by_hand
from pipeline.danish.values import value_of
from pipeline.errors import text
from pipeline.formats import cpr_digits
from pipeline.forms.fields import Field
from pipeline.forms.mapping import Part, Source
from pipeline.forms.mapping.spelling import plain_day, plain_time
from pipeline.forms.mapping.wording import date_pattern

WHERE = "felt"
"""What the codes of a field's troubles begin with."""


def is_blank(target: Field) -> bool:
    """Whether nobody has written or chosen anything."""
    value = target.value
    if isinstance(value, str):
        return not value.strip()
    return not value


def understood(target: Field, source: Source, known: CaseField) -> Any:
    """The value of a field that is not blank, as JSON has it. Raises Trouble."""
    try:
        return _understood(target, source, known)
    except Trouble as trouble:
        raise trouble.within(WHERE) from None


def _understood(target: Field, source: Source, known: CaseField) -> Any:
    value = target.value
    if isinstance(value, bool):
        return value
    if source.choices:
        options = value if isinstance(value, tuple) else (str(value),)
        chosen = [_meant(option, source, target) for option in options]
        return chosen if known.many else chosen[0]
    if target.kind in ("radio", "combo", "list"):
        return _choice(target, known)
    said = str(value).replace("\r\n", "\n").replace("\r", "\n")
    if known.form == "dato":
        said = plain_day(_spelled(said, target))
    if known.form == "klokkeslaet":
        said = plain_time(said)
    if known.form == "kroner":
        said = by_hand(said)
    if known.form == "cpr" and (digits := cpr_digits(said.strip())):
        return f"{digits[:6]}-{digits[6:]}"
    if known.form in ("telefon", "postnummer", "cvr"):
        said = " ".join(said.split())
        return said if known.form == "telefon" else said.replace(" ", "")
    if known.form == "linje" and not known.many:
        said = " ".join(said.split())  # a line may be broken where the box was full
    return value_of(said, known, known.many)


def _meant(option: str, source: Source, target: Field) -> Any:
    """The value in the case for one of the form's options, by export value or by what is shown."""
    shown = dict(target.options).get(option, option)
    for name in (option, shown):
        if name in source.choices:
            return source.choices[name]
    raise _no_choice()


def _choice(target: Field, known: CaseField) -> Any:
    """A choice whose texts say the value themselves."""
    shown = dict(target.options)
    chosen = target.value if isinstance(target.value, tuple) else (str(target.value),)
    found = [_said(option, shown.get(option, option), known) for option in chosen]
    return found if known.many else found[0]


def _said(export: str, shown: str, known: CaseField) -> Any:
    for said in (shown, export):
        try:
            return value_of(said, known, listed=False)
        except Trouble:
            continue
    raise _no_choice()


def _no_choice() -> Trouble:
    return Trouble("valg", text("Værdien er ikke en af dem, der kan vælges."), text(
        "Vælg en af formularens egne muligheder, eller skriv i koblingen, hvad muligheden betyder."))


def _spelled(said: str, target: Field) -> str:
    """A day as day, month and year, where the form itself says in which order its figures stand."""
    pattern, figures = date_pattern(target), said.strip()
    runs = {match[0][0]: match for match in re.finditer("d+|m+|y+", pattern)}
    if re.fullmatch(r"\d{8}", figures, re.ASCII) and len(pattern) == len(figures):
        found = {letter: figures[run.start():run.end()] for letter, run in runs.items()}
    elif target.format and (match := re.fullmatch(
            r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})", figures, re.ASCII)):
        found = dict(zip(runs, match.groups(), strict=True))
    else:
        return said
    return f"{found['d']}-{found['m']}-{found['y']}"


def joined(parts: Mapping[Part, str]) -> Any:
    """The value whose parts stand in several fields. Raises Trouble."""
    try:
        return _joined({part: said.strip() for part, said in parts.items()})
    except Trouble as trouble:
        raise trouble.within(WHERE) from None


def _joined(parts: Mapping[Part, str]) -> str:
    if "foedselsdato" in parts or "loebenummer" in parts:
        digits = cpr_digits(f"{parts.get('foedselsdato', '')}{parts.get('loebenummer', '')}")
        if not digits:
            raise Trouble("del", text("Nummeret er ikke skrevet helt."), text(
                "Skriv seks cifre i det første felt og fire i det andet."))
        return f"{digits[:6]}-{digits[6:]}"
    if set(parts) != {"dag", "maaned", "aar"}:
        raise Trouble("del", text("Datoen er ikke skrevet helt."), text(
            "Udfyld både dag, måned og år."))
    if len(parts["aar"]) != 4:
        raise Trouble("dato-tvetydig", text("Årstallet har kun to cifre."), text(
            "Skriv datoen som 31-03-2026 eller 31. marts 2026."))
    return _day(parts)


def _day(parts: Mapping[Part, str]) -> str:
    try:
        return dt.date(int(parts["aar"]), int(parts["maaned"]), int(parts["dag"])).isoformat()
    except ValueError:
        raise Trouble("dato", text("Datoen findes ikke."), text(
            "Skriv datoen som 31-03-2026 eller 31. marts 2026.")) from None
