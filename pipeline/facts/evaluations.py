"""An evaluation: who has written it and which visits and reports it follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipeline.calendar import add_months
from pipeline.facts import Fact, View
from pipeline.facts.grants import GRANTED, newest_grant, unbroken, with_statute

MONTHS = 6
"""The usual distance of evaluations (provider's practice, domain.md 2); a setting overrides it."""


def evaluation(view: View) -> Iterator[Fact]:
    """`underskrifter`, `forrige` (the date of the last one), `frist.evaluering` (the next, None after
    the grant's last day, `frist.bevilling`), and the grant of the period that is evaluated."""
    signed = {s["part"]: s["dato"] for s in view.event["underskrifter"]}
    yield Fact("underskrifter", [
        {"navn": view.party(who)["navn"], "dato": signed.get(who), "mangler": who not in signed}
        for who in view.authors], "evalueringen", ("evalueringer.underskrifter",))
    earlier = [e["brevdato"] for e in view.sag["evalueringer"] if e["brevdato"] < view.event["brevdato"]]
    yield Fact("forrige", max(earlier, default=None), "sagen", ("evalueringer.brevdato",))
    months = (view.settings["servicemaal"] or {}).get("evaluering_maaneder") or MONTHS
    time = unbroken(sorted(
        ((d["periode"]["fra"], d["periode"]["til"]) for d in view.sag["afgoerelser"]
         if d["ydelse"] == "hjemmetraening" and d["udfald"] in GRANTED and d["periode"]
         and d["periode"]["fra"] <= view.day), key=lambda period: period[0]))
    start = time[0] if time else view.event["brevdato"]
    last = time[1] if time else None
    due = next_evaluation(start, view.event["brevdato"], months)
    yield Fact("frist.evaluering", None if last and due > last else due,
               f"hver {months}. måned fra bevillingens start", ("afgoerelser.periode",))
    yield Fact("frist.bevilling", last, "bevillingens sidste dag", ("afgoerelser.periode.til",))
    yield _grant_of_period(view)


def _grant_of_period(view: View) -> Fact:
    """`bevilling.hjemmetraening`: the grant that held when the evaluated period ended."""
    period = view.event["periode"]
    then = replace(view, day=min(period["til"] or view.day, view.day)) if period else view
    grant = newest_grant(then, "hjemmetraening")
    with_law = grant and with_statute(grant, "hjemmetraening", view.day, view.language)
    return Fact("bevilling.hjemmetraening", with_law, "afgørelsen",
                ("afgoerelser", "evalueringer.periode"))


EARLY = dt.timedelta(days=45)
"""An evaluation written this long before its day counts for it."""


def next_evaluation(start: dt.date, last: dt.date | None, months: int) -> dt.date:
    """The day of the next evaluation: every so many months from the grant's first day.

    Counted from there and never from the last evaluation, so that days do not drift (trap 9).
    """
    step = 1
    while last and add_months(start, step * months) <= last + EARLY:
        step += 1
    return add_months(start, step * months)
