"""What an application adds up to, and what is still missing from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipeline.facts import Fact, View
from pipeline.money import total
from pipeline.money.costs import line_amount

DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "loerdag", "soendag")


def timetable(view: View) -> Iterator[Fact]:
    """`ugeskema` in the week's order with hours per row, `ugetimer` in all, `ugedage`."""
    rows = sorted(({**row, "timer": Decimal(_minutes(row)) / 60} for row in view.event["ugeskema"]),
                  key=lambda row: (DAYS.index(row["dag"]), row["fra"]))
    # Minutes are added before they are divided: three times twenty are an hour.
    total = sum(_minutes(row) for row in rows)
    yield Fact("ugeskema", rows, "ansøgningen", ("ugeskema",))
    yield Fact("ugetimer", Decimal(total) / 60 if rows else None, "ansøgningen", ("ugeskema",))
    yield Fact("ugedage", len({row["dag"] for row in rows}), "ansøgningen", ("ugeskema",))


def _minutes(row: Mapping[str, Any]) -> int:
    """Minutes between two times of day."""
    start, end = (dt.datetime.strptime(row[key], "%H:%M") for key in ("fra", "til"))  # noqa: DTZ007
    return int((end - start).total_seconds()) // 60


def sums(view: View) -> Iterator[Fact]:
    """`udgifter_i_alt` and `sparet_i_alt`, exact."""
    for name, liste in (("udgifter_i_alt", "udgifter"), ("sparet_i_alt", "sparede_udgifter")):
        lines = view.event[liste]
        amounts = [line_amount(line) or 0 for line in lines]
        yield Fact(name, total(amounts) if lines else None, "ansøgningen", (liste,))


def signatures(view: View) -> Iterator[Fact]:
    """`underskrifter` of everyone who must sign, and `mangler`: what the kommune will ask for.

    All custodial parents sign for home training; only the applicant for lost earnings
    (domain.md traps 10 and 33). A missing signature stops nothing.
    """
    signed = {s["part"]: s["dato"] for s in view.event["underskrifter"]}
    must = list(view.authors)
    if view.event["art"] == "hjemmetraening":
        must += [p["id"] for p in view.sag["parter"] if p["rolle"] == "foraelder"
                 and p["foraeldremyndighed"] and p["id"] not in must]
    listed = [{"navn": view.party(who)["navn"], "dato": signed.get(who),
               "mangler": who not in signed} for who in must]
    yield Fact("underskrifter", listed, "ansøgningen", ("underskrifter", "parter"))
    yield Fact("mangler", [view.language.words("Underskrift fra {navn}", navn=row["navn"])
                           for row in listed if row["mangler"]],
               "ansøgningen", ("underskrifter", "parter"))


def consents(view: View) -> Iterator[Fact]:
    """`samtykker` with names, and the enclosures."""
    dato = view.language.filters["dato"]
    yield Fact("samtykker", [{**given, "navn": view.party(given["part"])["navn"],
                              "givet": dato(given["dato"])} for given in view.event["samtykker"]],
               "ansøgningen", ("samtykker",))
    yield Fact("bilag", list(view.event["bilag"]), "ansøgningen", ("bilag",))
