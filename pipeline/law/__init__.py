"""Law as dated data: which statute applies on a day, which figure, which time limit, and why.

One TOML file holds one family of quantities; each value has its dates, its source and whether the
source was verified. A day without a value is an error that names what is missing, never a guess.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.errors import DataError, Problem, Text, text

NEW_LAW = dt.date(2024, 1, 1)
"""The day barnets lov took over from serviceloven (domain.md 1.1)."""


@dataclass(frozen=True, slots=True)
class Value:
    """One dated value: `til` None means that no end is known.

    `kilde` may be printed in a letter; `ref` is the key of the research it was taken from.
    `lokal`: the value comes from a kommune's settings.
    """

    fra: dt.date
    til: dt.date | None
    vaerdi: Any
    kilde: str
    sikker: bool
    ref: str = ""
    lokal: bool = False

    def holds_on(self, day: dt.date) -> bool:
        """Whether the value applies on `day`, both ends included."""
        return self.fra <= day and (self.til is None or day <= self.til)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of law through time."""

    noegle: str
    titel: str
    enhed: str
    vaerdier: tuple[Value, ...]

    def on(self, day: dt.date) -> Value | None:
        """The value that holds on a day, verified or not; a verified one first."""
        holding = [value for value in self.vaerdier if value.holds_on(day)]
        return next((value for value in holding if value.sikker), holding[0] if holding else None)

    def known_after(self, day: dt.date) -> bool:
        """Whether a verified value holds on a day or begins later: before that, law is asked in vain."""
        return any(value.sikker and (value.til is None or day <= value.til)
                   for value in self.vaerdier)


@functools.cache
def quantities(family: str) -> Mapping[str, Quantity]:
    """All quantities of one family: "hjemler" (statutes), "satser" (kroner), "frister" (periods)."""
    raw = tomllib.loads(
        (Path(__file__).parent / f"{family}.toml").read_text(encoding="utf-8"),
        parse_float=Decimal)
    return {
        key: Quantity(key, entry["titel"], entry["enhed"], tuple(
            Value(v["fra"], v.get("til"), v["vaerdi"], v["kilde"], v["sikker"], v["ref"])
            for v in entry["vaerdi"]))
        for key, entry in raw.items()
    }


def look_up(family: str, key: str, day: dt.date, local: Iterable[Value] = ()) -> Value:
    """The verified value of a quantity on a day; a kommune's own (`local`) where law/ has none.

    Raises DataError naming the quantity and the year where there is neither.
    """
    quantity = quantities(family)[key]
    for value in (*quantity.vaerdier, *local):
        if value.holds_on(day) and (value.sikker or value.lokal):
            return value
    if family == "satser":
        raise DataError([Problem(f"kommune.satser ({key})", "sats-mangler", Text(quantity.titel), text(
            "Der er ingen bekræftet værdi for {dag}.", dag=day.isoformat()), text(
            "Skriv satsen med kilde og datoer i kommunens indstillinger under satser."))])
    raise DataError([Problem("brevdato", "lov-mangler", Text(quantity.titel), text(
        "Reglen er ikke kendt for {dag}.", dag=day.isoformat()), text(
        "Vælg en brevdato fra {foerste} og frem.",
        foerste=min(value.fra for value in quantity.vaerdier).isoformat()))])


def statute(topic: str, day: dt.date) -> Value:
    """The statute of a topic on a day, in words with no-break spaces: "§ 85 i barnets lov"."""
    value = look_up("hjemler", topic, day)
    return Value(value.fra, value.til, unbreakable(value.vaerdi), value.kilde, value.sikker, value.ref)


def unbreakable(words: str) -> str:
    """Hold "§ 85", "32 a" and "stk. 4" together at line ends."""
    return re.sub(r"(§|stk\.|nr\.|\d(?= [a-hj-z]\b))\ (?=\S)", "\\1\u00a0", words)
