"""Amounts of money: exact until the one place where they are rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

Number = int | Decimal | Fraction

DECIMALS: Mapping[str, int] = {"oere": 2, "krone": 0}
"""What amounts can be rounded to, by the decimals that are left."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A computed amount: as it came out, and as it is paid."""

    exact: Fraction
    kroner: Decimal

    @property
    def was_rounded(self) -> bool:
        """Whether rounding changed it: then the reader is told."""
        return self.exact != Fraction(self.kroner)


def rounded(amount: Number, to: str = "oere") -> Decimal:
    """An amount to whole øre ("oere") or whole kroner ("krone"); the half goes up.

    Exact fractions go in, so that nothing is rounded twice.
    """
    decimals = DECIMALS[to]
    units = abs(Fraction(amount)) * 10**decimals
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return Decimal(f"{'-' if amount < 0 and whole else ''}{whole}E-{decimals}")


def paid(amount: Number, to: str = "oere") -> Amount:
    """An amount with what rounding makes of it."""
    return Amount(Fraction(amount), rounded(amount, to))


def rounding(settings: Mapping[str, Any]) -> str:
    """What the kommune rounds a benefit to: no rule of law was found (domain.md 3.3); else øre."""
    method = settings.get("beregning") or {}
    return str(method.get("afrunding") or "oere")


def total(amounts: Iterable[int | Decimal]) -> Decimal:
    """The sum of amounts."""
    return sum((Decimal(amount) for amount in amounts), Decimal(0))
