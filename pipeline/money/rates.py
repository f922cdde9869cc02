"""Which rate applies: law's, else the kommune's own; and what a year over two rates is measured by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import DataError
from pipeline.formats import parse_date
from pipeline.law import Value, look_up, quantities

MAXIMUM = "udgifter_maksimum"
CEILING = "tabt_arbejdsfortjeneste_loft"


def as_date(value: Any) -> dt.date | None:
    """A date of the case, as its reader (a string) or its projection (a date) gives it."""
    if isinstance(value, dt.date):
        return value
    return parse_date(value) if isinstance(value, str) else None


def local_rates(settings: Mapping[str, Any], key: str) -> Iterator[Value]:
    """A kommune's own figures for a quantity, as dated values."""
    for rate in settings.get("satser") or ():
        fra, til = as_date(rate.get("fra")), as_date(rate.get("til"))
        if rate.get("noegle") == key and fra and til and {"beloeb", "kilde"} <= rate.keys():
            yield Value(fra, til, rate["beloeb"], rate["kilde"], sikker=False, lokal=True)


def rate_on(key: str, settings: Mapping[str, Any], day: dt.date) -> Value:
    """The rate of a day. Raises DataError naming it where neither law nor the kommune has one."""
    return look_up("satser", key, day, local_rates(settings, key))


def known_rate(key: str, settings: Mapping[str, Any], day: dt.date) -> Value | None:
    """The rate of a day, None where nobody has said it."""
    try:
        return rate_on(key, settings, day)
    except DataError:
        return None


def maxima(
    settings: Mapping[str, Any], fra: dt.date, til: dt.date
) -> list[tuple[dt.date, Value | None]]:
    """The maximum for costs through a period: each figure with its first day there, None in a gap."""
    values = [*quantities("satser")[MAXIMUM].vaerdier, *local_rates(settings, MAXIMUM)]
    turns = {value.fra for value in values} | {
        value.til + dt.timedelta(days=1) for value in values if value.til}
    found: list[tuple[dt.date, Value | None]] = []
    for day in sorted({fra, *(turn for turn in turns if fra < turn <= til)}):
        value = known_rate(MAXIMUM, settings, day)
        if not found or found[-1][1] != value:
            found.append((day, value))
    return found


def measured_by(settings: Mapping[str, Any], fra: dt.date, til: dt.date) -> Value:
    """The maximum a year is measured by: the one at its start, or the kommune's choice, the lowest.

    domain.md trap 34. Raises DataError naming the rate where one that is needed is not known.
    """
    if settings.get("budgetaar_sats") != "laveste":
        return rate_on(MAXIMUM, settings, fra)
    known = [value or rate_on(MAXIMUM, settings, day) for day, value in maxima(settings, fra, til)]
    return min(known, key=lambda value: value.vaerdi)


def known_maximum(settings: Mapping[str, Any], fra: dt.date, til: dt.date) -> Value | None:
    """What a year is surely measured by at most; None where no figure is known.

    Of several the lowest that is known: a sum above it is above the lowest of all.
    """
    if settings.get("budgetaar_sats") != "laveste":
        return known_rate(MAXIMUM, settings, fra)
    known = [value for _, value in maxima(settings, fra, til) if value]
    return min(known, key=lambda value: value.vaerdi, default=None)
