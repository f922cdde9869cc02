"""The end of a grant: what ends, on whose wish, and each parent's lost earnings apart."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View
from pipeline.facts.grants import with_statute
from pipeline.law import statute
from pipeline.rules.grants import LOST
from pipeline.rules.grounds import BY_WISH_OR_FACT


def ending(view: View) -> Iterator[Fact]:
    """`imod_oenske`, `slutter` (each ydelse that this reader may see, with its last day and statute)
    and `tabt` (the reader's own lost earnings, else None)."""
    event = view.event
    yield Fact("imod_oenske", event["aarsag"] not in BY_WISH_OR_FACT, "domain.md 4.8",
               ("ophoer.aarsag",))
    mine = next((t for t in event["tabt"] if t["part"] == view.recipient.id), None)
    yield Fact("tabt", mine, "ophøret", ("ophoer.tabt",))
    yield Fact("slutter", [
        {"ydelse": ydelse, "slutdato": (mine if ydelse == LOST and mine else event)["slutdato"],
         "hjemmel": statute(ydelse, view.day).vaerdi, "bevilget": _granted(view, ydelse)}
        for ydelse in event["ydelser"] if ydelse != LOST or mine], "ophøret", ("ophoer.ydelser",))


def _granted(view: View, ydelse: str) -> object:
    """The last grant of what ends, also where its period is already over."""
    granted = [d for d in view.sag["afgoerelser"] if d["ydelse"] == ydelse
               and d["udfald"] != "afslag" and d["brevdato"] <= view.day]
    return with_statute(granted[-1], ydelse, view.day) if granted else None
