"""The formats of single values: dates, CPR, CVR, money as people may and may not write them."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jsonschema import FormatChecker
from stdnum.dk import cvr as stdnum_cvr

FORMATS = FormatChecker(formats=())
"""Only the formats below: the library's own would bring other rules for the same words."""

_CENTURIES: dict[str, Callable[[int], int]] = {
    "0123": lambda _: 1900,
    "49": lambda yy: 2000 if yy <= 36 else 1900,
    "5678": lambda yy: 2000 if yy <= 57 else 1800,
}
"""Digit 7 and the year's two digits give the century (domain.md 5, CPR table)."""

_CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def _format(name: str) -> Callable[[Callable[[Any], bool]], Callable[[Any], bool]]:
    """Register a check; like every format it says nothing of values of another JSON type."""
    return FORMATS.checks(name)


@functools.lru_cache(4096)
def parse_date(value: str) -> dt.date | None:
    """A date written as 2026-03-01; None where it is written otherwise or does not exist."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


@_format("dato")
def is_date(value: Any) -> bool:
    """An existing day between 1900 and 2200, as ÅÅÅÅ-MM-DD."""
    if not isinstance(value, str):
        return True
    date = parse_date(value)
    return date is not None and 1900 <= date.year <= 2200


@_format("maaned")
def is_month(value: Any) -> bool:
    """A month as ÅÅÅÅ-MM."""
    return not isinstance(value, str) or is_date(f"{value}-01")


@_format("klokkeslaet")
def is_time(value: Any) -> bool:
    """A time of day as TT:MM."""
    return not isinstance(value, str) or bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII))


@_format("kroner")
def is_money(value: Any) -> bool:
    """Kroner with at most two decimals: a third one is a thousands point gone wrong."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return True
    exponent = Decimal(value).normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -2


@_format("cpr")
def is_cpr(value: Any) -> bool:
    """Ten digits, with or without a hyphen, whose first six are a day of the right century.

    A day + 60 (erstatnings-CPR) passes; modulus 11 is no longer required of valid numbers
    (domain.md 5) and is left to a warning.
    """
    return not isinstance(value, str) or cpr_birth_date(value) is not None


def cpr_digits(value: str) -> str:
    """The ten digits of a CPR number, or "" where it is not written as one."""
    match = re.fullmatch(r"(\d{6})[- ]?(\d{4})", value, re.ASCII)
    return "".join(match.groups()) if match else ""


def cpr_birth_date(value: str) -> dt.date | None:
    """The birth date a CPR number holds; None where there is no such day."""
    digits = cpr_digits(value)
    if not digits:
        return None
    day, month, yy = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century = next(rule(yy) for keys, rule in _CENTURIES.items() if digits[6] in keys)
    try:
        return dt.date(century + yy, month, day - 60 if day > 60 else day)
    except ValueError:
        return None


def cpr_is_replacement(value: str) -> bool:
    """Whether the day has 60 added: a number given to somebody without a CPR number."""
    return int(cpr_digits(value)[:2]) > 60


def cpr_checksum_holds(value: str) -> bool:
    """Modulus 11. Numbers issued since 2007 may lack it and are fully valid."""
    return sum(w * int(d) for w, d in zip(_CPR_WEIGHTS, cpr_digits(value), strict=True)) % 11 == 0


@_format("cvr")
def is_cvr(value: Any) -> bool:
    """Eight digits with a right checksum."""
    return not isinstance(value, str) or bool(
        re.fullmatch(r"\d{8}", value, re.ASCII) and stdnum_cvr.is_valid(value))


@_format("postnummer")
def is_postcode(value: Any) -> bool:
    """Four digits, 0800 to 9990."""
    return not isinstance(value, str) or bool(
        re.fullmatch(r"\d{4}", value, re.ASCII) and 800 <= int(value) <= 9990)


@_format("telefon")
def is_phone(value: Any) -> bool:
    """Eight digits with or without spaces and +45, or a foreign number with + and country code."""
    if not isinstance(value, str):
        return True
    digits = re.sub(r"[ \-]", "", value)
    return bool(re.fullmatch(r"(\+45|0045)?[2-9]\d{7}|\+(?!45)[1-9]\d{6,14}", digits, re.ASCII))


@_format("e-mail")
def is_email(value: Any) -> bool:
    """One @, a name before it and a domain with a point after it; no spaces."""
    return not isinstance(value, str) or (is_text(value) and bool(
        re.fullmatch(r"[^\s@<>\"(),;:]+@[^\s@<>\"(),;:.]+(\.[^\s@<>\"(),;:.]+)+", value)))


INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Control characters, direction marks and private characters: nobody types them on purpose, and
they can make a letter say something else than it shows."""


@_format("tekst")
def is_text(value: Any) -> bool:
    """Text of one or more lines without invisible control characters."""
    return not isinstance(value, str) or not INVISIBLE.search(value)


@_format("linje")
def is_line(value: Any) -> bool:
    """Text of one line without invisible control characters."""
    return is_text(value) and not (isinstance(value, str) and re.search("[\n\t\u2028\u2029]", value))
