"""A value that somebody wrote as the JSON value of its field, or what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pipeline.danish.dates import day_of, no_time, parse_day, parse_time, time_of
from pipeline.danish.fields import Field, Form
from pipeline.danish.numbers import Trouble, parse_number
from pipeline.errors import text

Written = str | int | Decimal | bool | dt.datetime | dt.time
"""A text, or a value that a program has kept as what it is. Text of nothing but spaces is empty."""

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "_", "-": "_"})
YES, NO = frozenset({"ja", "x", "sand", "true"}), frozenset({"nej", "falsk", "false"})
NONE = frozenset({"ingen", "[]"})

SHORTENED = ("tal-forkortet", text("Regnearket har forkortet nummeret til et afrundet tal."), text(
    "Formatér kolonnen som tekst, og skriv nummeret igen med alle cifre."))

DIGITS: Mapping[Form, int] = {"cpr": 10, "postnummer": 4, "cvr": 8}
"""Numbers of a fixed length, which a spreadsheet shortens when it takes them for amounts."""


def value_of(raw: Written, field: Field, listed: bool) -> Any:
    """The JSON value; `listed`: a whole list was written. Raises Trouble."""
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
    """Whether nobody has written anything."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def word(code: str) -> str:
    """A code as a Danish word: "delvist_naaet" is "delvist nået"."""
    danish = code.replace("_", " ")
    for letters, letter in (("aa", "å"), ("ae", "æ"), ("oe", "ø")):
        danish = danish.replace(letters, letter)
    return danish


def text_of(raw: Written) -> str:
    """What a text says; whole numbers as their digits. Raises Trouble."""
    if isinstance(raw, str):
        return raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    raise Trouble("som-dato" if isinstance(raw, dt.datetime | dt.time) else "tekst", text(
        "Regnearket har lavet teksten om til en dato, et klokkeslæt eller et tal."), text(
        "Formatér cellen som tekst, og skriv den igen."))


def _text(raw: Written, field: Field) -> str:
    said = text_of(raw)
    if field.form in DIGITS:
        _refuse_shortened(said, DIGITS[field.form], isinstance(raw, int))
    return said


def _refuse_shortened(said: str, length: int, numeric: bool) -> None:
    digits = re.sub(r"[ -]", "", said)
    if re.fullmatch(r"\d[.,]\d+E\+\d+", said):
        raise Trouble(*SHORTENED)
    if digits.isdecimal() and len(digits) == length - 1 and (numeric or length != DIGITS["cvr"]):
        raise Trouble("nul-tabt", text("Nummeret mangler et ciffer. Regnearket fjerner nuller "
                                             "først i tal."), text(
            "Formatér kolonnen som tekst, og skriv nummeret igen med alle cifre."))


def _choice(raw: Written, field: Field) -> str:
    said = text_of(raw).casefold()
    code = re.sub(r"\s+", " ", said).translate(LETTERS)
    for own in field.codes:
        if code == own or said == _printed(own):
            return own
    raise Trouble("valg", text("Værdien er ikke en af dem, der kan vælges."), text(
        "Vælg en af: {valg}.", valg=", ".join(word(own) for own in field.codes)))


def _printed(code: str) -> str:
    """The words that letters print for a code."""
    from pipeline.formatting import ord_

    return ord_(code)


def _yes_or_no(raw: Written, _: Field) -> bool:
    if isinstance(raw, bool):
        return raw
    said = raw.strip().casefold() if isinstance(raw, str) else ""
    if said in YES or said in NO:
        return said in YES
    raise Trouble("ja-nej", text("Her skal stå ja eller nej."), text(
        "Skriv ja eller nej; et x er også et ja."))


def _number(raw: Written, field: Field) -> int | Decimal:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        number = raw
    elif isinstance(raw, str):
        number = parse_number(raw, money=field.form == "kroner")
    else:
        raise Trouble("tal", text("Her skal stå et tal."), text(
            "Skriv kun tallet, for eksempel 1234,50."))
    if field.form == "heltal" and not isinstance(number, int):
        raise Trouble("tal", text("Her skal stå et helt tal."), text(
            "Skriv tallet uden decimaler."))
    return number


def _date(raw: Written, _: Field) -> str:
    if isinstance(raw, dt.datetime):
        return day_of(raw)
    if isinstance(raw, str):
        return parse_day(raw)
    raise Trouble("dato", text("Cellen indeholder et tal, men skal indeholde en dato."), text(
        "Formatér cellen som dato, og skriv datoen som 31-03-2026."))


def _time(raw: Written, _: Field) -> str:
    if isinstance(raw, dt.time):
        return time_of(raw)
    if isinstance(raw, str):
        return parse_time(raw)
    raise no_time()


def _none(raw: Written) -> list[Any]:
    if isinstance(raw, str) and raw.strip().casefold() in NONE:
        return []
    raise Trouble("liste", text("Listen har sit eget ark. Her kan der kun stå, at der ikke er "
                                      "nogen."), text(
        "Skriv listens rækker på arket med samme navn, eller skriv »ingen«."))


READERS: Mapping[Form, Callable[[Written, Field], Any]] = {
    "valg": _choice, "ja-nej": _yes_or_no, "heltal": _number, "tal": _number, "kroner": _number,
    "dato": _date, "klokkeslaet": _time,
}
"""How each form is read; every other one is text."""
