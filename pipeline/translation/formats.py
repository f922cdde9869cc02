"""The filters of templates in another language: Babel writes dates, numbers and lists."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from pipeline.formatting import FILTERS, NBSP, ord_

Words = Callable[..., str]
"""`Language.words` of the language."""

_DECIMALS = re.compile(r"\.0+(?=[^0]*$)")
_BESIDE = re.compile(r"¤(?=[#0])|(?<=[#0])¤")
SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4})\.$")


def filters(code: str, words: Words) -> Mapping[str, Callable[..., Any]]:
    """Every filter by its Danish name, writing as `code` ("en_GB") does."""
    formats = _Formats(Locale.parse(code), words)
    own = {name: getattr(formats, name) for name in (
        "dato", "ugedag", "klokken", "dato_kort", "maaned", "kroner", "tal", "timer", "procent",
        "ejefald", "liste")}
    return {**FILTERS, **own, "ord": formats.ord_}


class _Formats:
    """The filters that differ between languages."""

    def __init__(self, locale: Locale, words: Words) -> None:
        self._locale, self._words = locale, words

    def dato(self, value: dt.date) -> str:
        """12 March 2026, day and month held together."""
        return format_date(value, "long", self._locale).replace(" ", NBSP, 1)

    def ugedag(self, value: dt.date) -> str:
        """Thursday."""
        return format_date(value, "EEEE", self._locale)

    def klokken(self, value: str) -> str:
        """13:30."""
        return format_time(dt.time.fromisoformat(value), "short", locale=self._locale)

    def dato_kort(self, value: dt.date) -> str:
        """12 Mar 2026: months as words, since orders of figures differ."""
        return format_date(value, "medium", self._locale).replace(" ", NBSP)

    def maaned(self, value: dt.date | str) -> str:
        """March 2026; takes a date or a month as "2026-03"."""
        day = dt.date.fromisoformat(f"{value}-01") if isinstance(value, str) else value
        return format_skeleton("yMMMM", day, locale=self._locale)

    def kroner(self, value: Decimal | int) -> str:
        """DKK 645,867 or DKK 1,234.50: øre only where there are some."""
        pattern = _BESIDE.sub(lambda m: f"{m[0]}{NBSP}" if m.start() == 0 else f"{NBSP}{m[0]}",
                              self._locale.currency_formats["standard"].pattern)
        whole = value == int(value)
        return format_currency(value, "DKK", _DECIMALS.sub("", pattern) if whole else pattern,
                               locale=self._locale, currency_digits=not whole)

    def tal(self, value: Decimal | int) -> str:
        """18.5: no trailing zeros."""
        return format_decimal(value, "#,##0.###", self._locale)

    def timer(self, value: Decimal | int) -> str:
        """18.5 hours; 1 hour."""
        return format_unit(value, "duration-hour", "long", "#,##0.###", self._locale).replace(" ", NBSP)

    def procent(self, value: Decimal | int) -> str:
        """12.5%."""
        pattern = self._locale.percent_formats[None].pattern
        return re.sub(r"[#,0.]+", lambda _: self.tal(value), pattern)

    def ejefald(self, name: str) -> str:
        """The genitive: Alma’s."""
        return self._words("{navn}s", navn=name)

    def liste(self, items: Iterable[str]) -> str:
        """a, b and c; the full stop of a sentence is left out."""
        return format_list([SENTENCE_END.sub("", item) for item in items], locale=self._locale)

    def ord_(self, value: str) -> str:
        """A code of the schemas in words."""
        return self._words(ord_(value))
