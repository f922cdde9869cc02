"""What is granted on the letter's date, and the figures that go with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.errors import DataError
from pipeline.facts import Fact, View
from pipeline.law import NEW_LAW, Value, statute
from pipeline.money.lost_earnings import benefit
from pipeline.money.rates import MAXIMUM, rate_on
from pipeline.money.rates import local_rates as local_rates  # part of this module's names
from pipeline.translation.language import DANISH, Language

GRANTED = ("bevilling", "delvis_bevilling")
NAMES = {"hjemmetraening": "hjemmetraening", "udgifter": "udgifter",
         "tabt_arbejdsfortjeneste": "tabt"}


def grants(view: View) -> Iterator[Fact]:
    """`bevilling`: per ydelse the newest grant in force, None where there is none to be seen."""
    for ydelse, name in NAMES.items():
        newest = newest_grant(view, ydelse)
        newest = newest and _with_amount(view, newest)
        yield Fact(f"bevilling.{name}", newest and with_statute(newest, ydelse, view.day, view.language),
                   "afgørelsen", ("afgoerelser", "brevdato"))


def without_pay(_: View) -> Iterator[Fact]:
    """No `bevilling.tabt`: a report is shown to helpers and kept by the family; pay has no place."""
    yield Fact("bevilling.tabt", None, "hører ikke til i rapporten")


def unbroken(periods: Iterable[tuple[dt.date, dt.date | None]]) -> tuple[dt.date, dt.date | None] | None:
    """First and last day of the last time that periods in order make without a break between them."""
    found: tuple[dt.date, dt.date | None] | None = None
    for start, end in periods:
        follows = found and (found[1] is None or start <= found[1] + dt.timedelta(days=1))
        found = (found[0] if found and follows else start, end)
    return found


def newest_grant(view: View, ydelse: str) -> Mapping[str, Any] | None:
    """The last grant decided that is not yet at its end; one that has begun goes first."""
    decided = [d for d in reversed(view.sag["afgoerelser"])
               if d["ydelse"] == ydelse and d["udfald"] in GRANTED and d["brevdato"] <= view.day
               and d["periode"] and (d["periode"]["til"] is None or view.day <= d["periode"]["til"])]
    begun = [d for d in decided if d["periode"]["fra"] <= view.day]
    return next(iter((*begun, *decided)), None)


def _with_amount(view: View, grant: Mapping[str, Any]) -> Mapping[str, Any]:
    """A grant of lost earnings with its amount: as written, else as its own letter computed it."""
    if grant["beloeb"] is not None or not grant["beregning"]:
        return grant
    try:
        return {**grant, "beloeb": benefit(grant, view.settings, grant["brevdato"]).ydelse}
    except DataError:
        # The decision's own letter is refused for it; any other does without the amount.
        return grant


def with_statute(
    decision: Mapping[str, Any], ydelse: str, day: dt.date, language: Language = DANISH,
) -> dict[str, Any]:
    """The grant with its law: one granted before 2024 names the law of then and of now (trap 1)."""
    now = language.words(statute(ydelse, day).vaerdi)
    old = decision["brevdato"] < NEW_LAW <= day
    then = statute(ydelse, decision["brevdato"]).vaerdi
    both = {"da": language.words(then), "nu": now}
    words = language.words("de dagældende {da}, nu {nu}", **both) if then.startswith("§§") else (
        language.words("den dagældende {da}, nu {nu}", **both))
    return {**decision, "gammel_lov": old, "hjemmel": words if old else now}


def maximum_for_costs(view: View) -> Iterator[Fact]:
    """`sats.udgifter_maksimum`: the highest sum for 12 months, where costs are granted.

    The figure of the day the grant's current year began would need a choice (trap 34); letters
    print the one of their own date, with its source.
    """
    if newest_grant(view, "udgifter") is None:
        yield Fact("sats.udgifter_maksimum", None, "ingen bevilling til udgifter")
        return
    value = maximum(view, view.day)
    yield Fact("sats.udgifter_maksimum", as_figure(value, view.language), value.kilde, ("brevdato",))


def maximum(view: View, day: dt.date) -> Value:
    """The highest sum for 12 months on a day. Raises DataError where nobody has said it."""
    return rate_on(MAXIMUM, view.settings, day)


def as_figure(value: Value, language: Language = DANISH) -> dict[str, Any]:
    """A rate as letters print it: with its own dates, its source, and whether it is the kommune's."""
    return {"beloeb": value.vaerdi, "fra": value.fra, "til": value.til,
            "kilde": value.kilde if value.lokal else language.words(value.kilde),
            "lokal": value.lokal}
