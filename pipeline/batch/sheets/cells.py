"""A cell's value as the JSON value of its field, or what is wrong with the cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from pipeline.batch.sheets.dates import day_of, no_time, parse_day, parse_time, time_of
from pipeline.batch.sheets.fields import Field, Form
from pipeline.batch.sheets.numbers import Trouble, parse_number
from pipeline.errors import Text, text


class Odd(Enum):
    """Cells without a value to use."""

    ERROR = "fejl"
    UNCALCULATED = "formel"
    DATE = "dato"
    SHORTENED = "forkortet"


Raw = str | int | Decimal | bool | dt.datetime | dt.time | Odd
"""What a reader finds in a cell that is not empty. Text of nothing but spaces is empty."""

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "_", "-": "_"})
YES, NO = frozenset({"ja", "x", "sand", "true"}), frozenset({"nej", "falsk", "false"})
NONE = frozenset({"ingen", "[]"})

ODD: Mapping[Odd, tuple[str, Text, Text]] = {
    Odd.ERROR: ("celle-fejl", text("Regnearket viser en fejl i cellen, for eksempel #REF!."), text(
        "Ret formlen, eller skriv værdien selv.")),
    Odd.UNCALCULATED: ("celle-formel", text("Cellen har en formel, men filen indeholder ikke dens "
                                            "resultat."), text(
        "Åbn regnearket, så formlen bliver regnet ud, og gem det, eller skriv værdien selv.")),
    Odd.DATE: ("celle-dato", text("Cellens tal kan ikke være en dato."), text(
        "Skriv datoen som 31-03-2026 eller 31. marts 2026.")),
    Odd.SHORTENED: ("celle-tal-forkortet", text("Regnearket har forkortet nummeret til et afrundet "
                                                "tal."), text(
        "Formatér kolonnen som tekst, og skriv nummeret igen med alle cifre.")),
}

DIGITS: Mapping[Form, int] = {"cpr": 10, "postnummer": 4, "cvr": 8}
"""Numbers of a fixed length, which a spreadsheet shortens when it takes them for amounts."""


def value_of(raw: Raw, field: Field, listed: bool) -> Any:
    """A cell's JSON value; `listed`: the cell holds a whole list. Raises Trouble."""
    if isinstance(raw, Odd):
        raise Trouble(*ODD[raw])
    if field.form == "ingen":
        return _none(raw)
    if not listed:
        return READERS.get(field.form, _text)(raw, field)
    if isinstance(raw, str) and raw.strip().casefold() in NONE:
        return []
    lines = re.split(r"[\n,;]" if field.codes or field.names else r"\n", raw) \
        if isinstance(raw, str) else [raw]
    return [READERS.get(field.form, _text)(line, field) for line in lines
            if not isinstance(line, str) or line.strip()]


def is_empty(raw: object) -> bool:
    """Whether nobody has written anything in a cell."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def word(code: str) -> str:
    """A code as a Danish word: "delvist_naaet" is "delvist nået"."""
    danish = code.replace("_", " ")
    for letters, letter in (("aa", "å"), ("ae", "æ"), ("oe", "ø")):
        danish = danish.replace(letters, letter)
    return danish


def text_of(raw: Raw) -> str:
    """What a cell of text says; whole numbers as their digits. Raises Trouble."""
    if isinstance(raw, Odd):
        raise Trouble(*ODD[raw])
    if isinstance(raw, str):
        return raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    raise Trouble("celle-som-dato" if isinstance(raw, dt.datetime | dt.time) else "celle-tekst", text(
        "Regnearket har lavet teksten om til en dato, et klokkeslæt eller et tal."), text(
        "Formatér cellen som tekst, og skriv den igen."))


def _text(raw: Raw, field: Field) -> str:
    said = text_of(raw)
    if field.form in DIGITS:
        _refuse_shortened(said, DIGITS[field.form], isinstance(raw, int))
    return said


def _refuse_shortened(said: str, length: int, numeric: bool) -> None:
    digits = re.sub(r"[ -]", "", said)
    if re.fullmatch(r"\d[.,]\d+E\+\d+", said):
        raise Trouble(*ODD[Odd.SHORTENED])
    if digits.isdecimal() and len(digits) == length - 1 and (numeric or length != DIGITS["cvr"]):
        raise Trouble("celle-nul-tabt", text("Nummeret mangler et ciffer. Regnearket fjerner nuller "
                                             "først i tal."), text(
            "Formatér kolonnen som tekst, og skriv nummeret igen med alle cifre."))


def _choice(raw: Raw, field: Field) -> str:
    said = text_of(raw).casefold()
    code = re.sub(r"\s+", " ", said).translate(LETTERS)
    for own in field.codes:
        if code == own or said == _printed(own):
            return own
    raise Trouble("celle-valg", text("Værdien er ikke en af dem, der kan vælges."), text(
        "Vælg en af: {valg}.", valg=", ".join(word(own) for own in field.codes)))


def _printed(code: str) -> str:
    """The words that letters print for a code."""
    from pipeline.formatting import ord_

    return ord_(code)


def _yes_or_no(raw: Raw, _: Field) -> bool:
    if isinstance(raw, bool):
        return raw
    said = raw.strip().casefold() if isinstance(raw, str) else ""
    if said in YES or said in NO:
        return said in YES
    raise Trouble("celle-ja-nej", text("Cellen skal indeholde ja eller nej."), text(
        "Skriv ja eller nej; et x er også et ja."))


def _number(raw: Raw, field: Field) -> int | Decimal:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        number = raw
    elif isinstance(raw, str):
        number = parse_number(raw, money=field.form == "kroner")
    else:
        raise Trouble("celle-tal", text("Cellen skal indeholde et tal."), text(
            "Skriv kun tallet, for eksempel 1234,50."))
    if field.form == "heltal" and not isinstance(number, int):
        raise Trouble("celle-tal", text("Cellen skal indeholde et helt tal."), text(
            "Skriv tallet uden decimaler."))
    return number


def _date(raw: Raw, _: Field) -> str:
    if isinstance(raw, dt.datetime):
        return day_of(raw)
    if isinstance(raw, str):
        return parse_day(raw)
    raise Trouble("celle-dato", text("Cellen indeholder et tal, men skal indeholde en dato."), text(
        "Formatér cellen som dato, og skriv datoen som 31-03-2026."))


def _time(raw: Raw, _: Field) -> str:
    if isinstance(raw, dt.time):
        return time_of(raw)
    if isinstance(raw, str):
        return parse_time(raw)
    raise no_time()


def _none(raw: Raw) -> list[Any]:
    if isinstance(raw, str) and raw.strip().casefold() in NONE:
        return []
    raise Trouble("celle-liste", text("Listen har sit eget ark. Her kan der kun stå, at der ikke er "
                                      "nogen."), text(
        "Skriv listens rækker på arket med samme navn, eller skriv »ingen«."))


READERS: Mapping[Form, Callable[[Raw, Field], Any]] = {
    "valg": _choice, "ja-nej": _yes_or_no, "heltal": _number, "tal": _number, "kroner": _number,
    "dato": _date, "klokkeslaet": _time,
}
"""How each form is read; every other one is text."""
