"""Lost earnings: the figures of a decision, from earlier pay to benefit and pension.

Barnets lov § 87, stk. 3 (before 2024: serviceloven § 42): earlier gross income, a ceiling that
follows the share of hours, pension of a tenth of the benefit but never above the employer's earlier
contribution. Hourly rates and a self-employed parent's monthly income are the kommune's own method:
without one in its settings they are refused (domain.md 3.3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pipeline.errors import DataError, Problem, text
from pipeline.law import Value
from pipeline.money import Amount, paid, rounding
from pipeline.money.rates import CEILING, as_date, rate_on

FULL_WEEK = 37
"""The week that a kommune's hours of a month belong to."""

NO_WEEK = text("Uden arbejdstid kan ydelsen ikke regnes ud.")
WRITE_WEEK = text("Skriv den arbejdstid om ugen, der var før træningen.")


@dataclass(frozen=True, slots=True)
class Benefit:
    """Every figure on the way, in kroner a month; `timesats` only where the kommune uses one.

    `loen` is pay for the granted hours before the ceiling; `sats` the ceiling for full time, `loft`
    for these hours. `pensionsloft` is None without an employer's pension.
    """

    form: str
    arbejdstid: int | Decimal
    timer: int | Decimal
    indtaegt: int | Decimal
    grundlag: Amount
    maanedstimer: int | Decimal | None
    timesats: Amount | None
    loen: Amount
    sats: Value
    loft: Amount
    ydelse: Decimal
    arbejdsgiverbidrag: int | Decimal
    tiendedel: Amount
    pensionsloft: Amount | None
    pension: Decimal

    @property
    def i_alt(self) -> Decimal:
        """Benefit and pension together."""
        return self.ydelse + self.pension

    @property
    def loft_brugt(self) -> bool:
        """Whether the ceiling lowered the benefit."""
        return self.loft.kroner < self.loen.kroner


def benefit(decision: Mapping[str, Any], settings: Mapping[str, Any], day: dt.date) -> Benefit:
    """The figures of a decision on lost earnings dated `day`.

    The ceiling is that of the letter's day, or of the first day of a grant that begins later.
    Raises DataError for what is missing: a figure of the case, the kommune's method, a rate.
    """
    given = decision.get("beregning") or {}
    hours, week = _needed(decision, "timer_pr_uge", ""), _needed(given, "arbejdstid")
    if not week:
        raise DataError([Problem(
            "afgoerelser.beregning.arbejdstid", "arbejdstid-nul", text("Arbejdstid"), NO_WEEK,
            WRITE_WEEK)])
    method, to = settings.get("beregning") or {}, rounding(settings)
    share = Fraction(hours) / Fraction(week)
    income, base = _income(given, settings, to)
    month = method.get("timer_pr_maaned")
    hourly, pay = _pay(base.kroner, Fraction(hours), Fraction(week), month, to)
    rate = rate_on(CEILING, settings, _day_of_rate(decision, day))
    ceiling = paid(Fraction(rate.vaerdi) * share, to)
    amount = min(pay.kroner, ceiling.kroner)
    tenth, limit = paid(Fraction(amount) / 10, to), _pension_limit(given, method, share, to)
    return Benefit(
        given.get("form", ""), week, hours, income, base, month, hourly, pay, rate, ceiling, amount,
        given.get("arbejdsgiver_pension") or 0, tenth, limit,
        min(tenth.kroner, limit.kroner) if limit else Decimal(0))


def _needed(given: Mapping[str, Any], name: str, inside: str = "beregning.") -> int | Decimal:
    """A figure the calculation cannot do without."""
    value: int | Decimal | None = given.get(name)
    if value is None:
        raise DataError([Problem(f"afgoerelser.{inside}{name}", "mangler", text("Beregning"), text(
            "Feltet mangler, så ydelsen ikke kan regnes ud."), text("Udfyld feltet i afgørelsen."))])
    return value


def _income(
    given: Mapping[str, Any], settings: Mapping[str, Any], to: str
) -> tuple[int | Decimal, Amount]:
    """Income as written, and by the month. A year's profit by the month is the kommune's method."""
    if given.get("form") != "selvstaendig":
        pay = _needed(given, "bruttoloen")
        return pay, Amount(Fraction(pay), Decimal(pay))
    profit = _needed(given, "overskud")
    if not settings.get("beregning"):
        raise DataError([Problem("kommune.beregning", "beregning-mangler", text("Beregning"), text(
            "Loven siger ikke, hvordan overskud bliver til et beløb om måneden, og kommunens metode "
            "står ikke i indstillingerne."), text(
            "Skriv i kommunens indstillinger under beregning, hvor metoden er besluttet."))])
    return profit, paid(Fraction(profit) / 12, to)


def _pay(
    base: Decimal, hours: Fraction, week: Fraction, month: int | Decimal | None, to: str
) -> tuple[Amount | None, Amount]:
    """The hourly rate, if the kommune uses one, and pay for the hours before the ceiling."""
    if not month:
        return None, paid(Fraction(base) * hours / week, to)
    hourly = paid(Fraction(base) / (Fraction(month) * week / FULL_WEEK), to)
    return hourly, paid(Fraction(hourly.kroner) * hours * Fraction(month) / FULL_WEEK, to)


def _day_of_rate(decision: Mapping[str, Any], day: dt.date) -> dt.date:
    starts = as_date((decision.get("periode") or {}).get("fra"))
    return max(day, starts) if starts else day


def _pension_limit(
    given: Mapping[str, Any], method: Mapping[str, Any], share: Fraction, to: str
) -> Amount | None:
    """The employer's earlier contribution: whole, or by the kommune's method the share of hours."""
    employer = given.get("arbejdsgiver_pension")
    if not employer:
        return None
    if method.get("pensionsloft") == "forholdsmaessigt":
        return paid(Fraction(employer) * share, to)
    return Amount(Fraction(employer), Decimal(employer))
