"""A budget for a year while it is written: each line, the sum, and the maximum it is held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.law import Value
from pipeline.money import total
from pipeline.money.costs import last_day, line_amount
from pipeline.money.rates import known_maximum


@dataclass(frozen=True, slots=True)
class Yearly:
    """What a budget comes to, in kroner, as far as it is written.

    `amounts` has None for a line that says too little; `maximum` is None before the year's first day
    is known, and for a year whose figure nobody has said.
    """

    amounts: tuple[Decimal | None, ...]
    total: Decimal
    fra: dt.date | None = None
    til: dt.date | None = None
    maximum: Value | None = None

    @property
    def rest(self) -> Decimal | None:
        """What is left of the maximum; below zero where the budget is above it."""
        return None if self.maximum is None else self.maximum.vaerdi - self.total


def yearly(lines: Sequence[Mapping[str, Any]], fra: dt.date | None,
           settings: Mapping[str, Any]) -> Yearly:
    """The sums of a budget that begins on a day, by the rates of law or else of these settings."""
    amounts = tuple(line_amount(line) for line in lines)
    whole = total(each for each in amounts if each is not None)
    if fra is None:
        return Yearly(amounts, whole)
    til = last_day(fra)
    return Yearly(amounts, whole, fra, til, known_maximum(settings, fra, til))
