"""Costs of training: what a line amounts to, and which twelve months it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pipeline.calendar import birthday
from pipeline.money import rounded, total

ARTER = ("redskab", "kursus", "hjaelper", "supervision", "transport", "andet")
"""Kinds of costs in the order letters list them."""


def line_amount(line: Mapping[str, Any]) -> Decimal | None:
    """A line's amount: as written, else number times price to whole øre; None without either."""
    written = line.get("beloeb")
    if written is not None:
        return Decimal(written)
    product = _product(line)
    return None if product is None else rounded(product)


def contradicts_itself(line: Mapping[str, Any]) -> bool:
    """Whether the written amount is another than number times price, by more than rounding to øre."""
    written, product = line.get("beloeb"), _product(line)
    return (written is not None and product is not None
            and abs(Fraction(written) - product) >= Fraction(1, 100))


def _product(line: Mapping[str, Any]) -> Fraction | None:
    number, price = line.get("antal"), line.get("enhedspris")
    return None if number is None or price is None else Fraction(number) * Fraction(price)


def handed_out(line: Mapping[str, Any]) -> bool:
    """Whether the provider gives it away: a price of 0 (domain.md 3.2)."""
    price = line.get("enhedspris")
    return (line.get("beloeb") if price is None else price) == 0


def granted_for_a_year(decision: Mapping[str, Any]) -> Decimal | None:
    """What a decision on costs grants for 12 months: as written, else its items added up."""
    if decision.get("beloeb") is not None:
        return Decimal(decision["beloeb"])
    items = decision.get("poster") or ()
    return total(item.get("bevilget", 0) for item in items) if items else None


def last_day(fra: dt.date) -> dt.date:
    """The last of twelve months from a day: the day before the anniversary.

    From 29 February the anniversary is 1 March, as with birthdays.
    """
    return birthday(fra, 1) - dt.timedelta(days=1)


def first_day(til: dt.date) -> dt.date:
    """The first of the twelve months that reach to a day."""
    start = birthday(til + dt.timedelta(days=1), -1)
    leap = start - dt.timedelta(days=1)
    return leap if last_day(leap) >= til else start


def year_with(anchor: dt.date, day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of the year with `day` in it, years counted from `anchor`."""
    years = max(day.year - anchor.year, 0)
    if years and birthday(anchor, years) > day:
        years -= 1
    return birthday(anchor, years), birthday(anchor, years + 1) - dt.timedelta(days=1)
