"""A parent's answer to a hearing: what it is about and who gives it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View
from pipeline.facts.hearings import hearing_limit


def answer(view: View) -> Iterator[Fact]:
    """`hoering` (what was sent for comments), `rapport`, `frist.hoering`, `for_sent`, `bilag`."""
    hearing = view.host or {}
    limit, source = hearing_limit(view, hearing)
    visit = next((v for v in view.sag["tilsyn"] if v["dato"] == hearing["tilsyn"]), None)
    yield Fact("hoering", hearing, "høringen", ("hoeringer",))
    yield Fact("rapport", visit and {"dato": visit["dato"], "brevdato": visit["brevdato"]},
               "tilsynet", ("hoeringer.tilsyn",))
    yield Fact("frist.hoering", limit, source, ("hoeringer.frist", "hoeringer.brevdato"))
    yield Fact("for_sent", view.event["modtaget"] > limit, source, ("svar.modtaget",))
    yield Fact("bilag", list(view.event["bilag"]), "svaret", ("svar.bilag",))
