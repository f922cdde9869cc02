"""The end of a grant: what ends, on whose wish, and each parent's lost earnings apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.facts import Fact, View
from pipeline.facts.grants import with_statute
from pipeline.law import statute
from pipeline.rules.grants import LOST
from pipeline.rules.grounds import BY_WISH_OR_FACT, lawful


def ending(view: View) -> Iterator[Fact]:
    """`imod_oenske`, `hoering_foer`, `slutter` (each ydelse that this reader may see, with its last
    day and statute), `tabt` (the reader's own lost earnings, else None) and `grunde`, the lawful ones.
    """
    event = view.event
    yield Fact("imod_oenske", event["aarsag"] not in BY_WISH_OR_FACT, "domain.md 4.8",
               ("ophoer.aarsag",))
    yield _heard(view)
    mine = next((t for t in event["tabt"] if t["part"] == view.recipient.id), None)
    yield Fact("tabt", mine, "ophøret", ("ophoer.tabt",))
    last_days = {ydelse: mine if ydelse == LOST else event for ydelse in event["ydelser"]}
    yield Fact("slutter", [
        {"ydelse": ydelse, "slutdato": of["slutdato"],
         "hjemmel": view.language.words(statute(ydelse, view.day).vaerdi),
         "bevilget": _granted(view, ydelse)}
        # A parent without custody is told of their own lost earnings alone.
        for ydelse, of in last_days.items() if of and of["slutdato"]],
        "ophøret", ("ophoer.ydelser", "ophoer.slutdato"))
    yield Fact("grunde", lawful(event["grunde"]), "ophøret", ("ophoer.grunde",))


def _granted(view: View, ydelse: str) -> object:
    """The last grant of what ends, also where its period is already over."""
    granted = [d for d in view.sag["afgoerelser"] if d["ydelse"] == ydelse
               and d["udfald"] != "afslag" and d["brevdato"] <= view.day]
    return with_statute(granted[-1], ydelse, view.day, view.language) if granted else None


def _heard(view: View) -> Fact:
    """`hoering_foer`: the last hearing over what ends: when it was sent, or why there was none."""
    about = next((h for h in reversed(view.sag["hoeringer"])
                  if h["art"] == "paataenkt_afgoerelse" and h["ydelse"] in view.event["ydelser"]
                  and _since(view, h["ydelse"]) <= h["brevdato"] <= view.day), None)
    return Fact("hoering_foer", about and {"brevdato": about["brevdato"],
                                           "undtagelse": about["undtagelse"]},
                "høringerne", ("hoeringer.undtagelse",))


def _since(view: View, ydelse: str) -> dt.date:
    """The day of the last decision on a ydelse: an older hearing was about something else."""
    return max((d["brevdato"] for d in view.sag["afgoerelser"]
                if d["ydelse"] == ydelse and d["brevdato"] <= view.day), default=dt.date.min)
