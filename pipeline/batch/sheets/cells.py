"""A cell's value as the JSON value of its field, or what is wrong with the cell."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from pipeline.danish import values
from pipeline.danish.fields import Field
from pipeline.danish.numbers import Trouble
from pipeline.danish.values import Written
from pipeline.errors import Text, text

WHERE = "celle"
"""What the codes of a cell's troubles begin with."""


class Odd(Enum):
    """Cells without a value to use."""

    ERROR = "fejl"
    UNCALCULATED = "formel"
    DATE = "dato"
    SHORTENED = "forkortet"


Raw = Written | Odd
"""What a reader finds in a cell that is not empty. Text of nothing but spaces is empty."""

ODD: Mapping[Odd, tuple[str, Text, Text]] = {
    Odd.ERROR: ("fejl", text("Regnearket viser en fejl i cellen, for eksempel #REF!."), text(
        "Ret formlen, eller skriv værdien selv.")),
    Odd.UNCALCULATED: ("formel", text("Cellen har en formel, men filen indeholder ikke dens "
                                      "resultat."), text(
        "Åbn regnearket, så formlen bliver regnet ud, og gem det, eller skriv værdien selv.")),
    Odd.DATE: ("dato", text("Cellens tal kan ikke være en dato."), text(
        "Skriv datoen som 31-03-2026 eller 31. marts 2026.")),
    Odd.SHORTENED: values.SHORTENED,
}


def value_of(raw: Raw, field: Field, listed: bool) -> Any:
    """A cell's JSON value; `listed`: the cell holds a whole list. Raises Trouble."""
    try:
        return values.value_of(_usable(raw), field, listed)
    except Trouble as trouble:
        raise trouble.within(WHERE) from None


def text_of(raw: Raw) -> str:
    """What a cell of text says; whole numbers as their digits. Raises Trouble."""
    try:
        return values.text_of(_usable(raw))
    except Trouble as trouble:
        raise trouble.within(WHERE) from None


def _usable(raw: Raw) -> Written:
    if isinstance(raw, Odd):
        raise Trouble(*ODD[raw])
    return raw
