"""Numbers as people write them; what can be read in two ways is refused."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.errors import Text, text
from pipeline.sag import MAX_DIGITS


class Trouble(Exception):
    """Raised when a value cannot be read: what kind of trouble, what is wrong, what to do.

    Who reads cells or forms puts a word of its own before the code: "tal", "felt-tal".
    """

    def __init__(self, code: str, message: Text, remedy: Text) -> None:
        self.code, self.message, self.remedy = code, message, remedy
        super().__init__(code)

    def within(self, where: str) -> Trouble:
        """The same, with the word of where it was read."""
        return Trouble(f"{where}-{self.code}", self.message, self.remedy)


SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
"""Spaces that do not break, as programs write them between thousands."""

DANISH = re.compile(
    r"-?(\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+(?=,)|\d{1,3}( \d{3})+|\d+)(,\d+)?", re.ASCII)
"""1.234.567 · 1.234,50 · 1 234,50 · 1234,5: points or spaces for thousands, a comma for decimals."""
POINTED = re.compile(r"-?(\d{1,3}(,\d{3}){2,}|\d{1,3}(,\d{3})+(?=\.)|\d+(?=\.))(\.\d+)?", re.ASCII)
"""1234.50 · 1,234.50 · 1,234,567: a decimal point, as programs and English settings write it."""
EITHER_WAY = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""1.234 and 1,234: over a thousand to one reader, a little more than one to another."""


def parse_number(written: str, money: bool = False) -> int | Decimal:
    """The number a text says. Raises Trouble where it is none, or could be two."""
    said = SPACES.sub(" ", written).replace("\u2212", "-").strip()
    if money:
        said = re.sub(r"(?i)\s*(kr\.?|dkk)$|^(kr\.?|dkk)\s*|,-+$", "", said)
    if EITHER_WAY.fullmatch(said):
        raise Trouble("tal-tvetydigt", text(
            "Tallet kan læses på to måder: som tusinder og som decimaler."), text(
            "Skriv tusinder uden punktum (1234) og decimaler med to cifre (1,25 eller 1234,50)."))
    if DANISH.fullmatch(said):
        said = said.replace(".", "").replace(" ", "").replace(",", ".")
    elif POINTED.fullmatch(said):
        said = said.replace(",", "")
    else:
        raise Trouble("tal", text("Her skal stå et tal."), text(
            "Skriv kun tallet, for eksempel 1234,50."))
    if sum(char.isdigit() for char in said) > MAX_DIGITS:
        raise Trouble("tal", text(
            "Tallet har over {antal} cifre.", antal=MAX_DIGITS), text("Skriv tallet med færre cifre."))
    return exact(said)


def by_hand(amount: str) -> str:
    """An amount as a person writes it, without the mark between its thousands: "31.500 kr.".

    Nobody writes kroner with three decimals. Programs do, so a cell of a spreadsheet is asked about.
    """
    said = SPACES.sub(" ", amount).strip()
    return re.sub(r"(?<![\d.,])([1-9]\d{0,2})[.,](\d{3})(?![\d.,]*\d)", r"\1\2", said)


def exact(literal: str) -> int | Decimal:
    """A number with a decimal point as JSON's reader gives it: whole numbers as int."""
    number = Decimal(literal)
    return int(number) if number == number.to_integral_value() else number
