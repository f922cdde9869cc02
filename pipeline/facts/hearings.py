"""Hearings: the report they are about, the last day to answer, who answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.calendar import next_workday
from pipeline.errors import DataError, Problem, text
from pipeline.facts import Fact, View
from pipeline.recipients import UNG
from pipeline.translation.language import Language


def hearing_limit(view: View, hearing: Mapping[str, Any]) -> tuple[dt.date, str]:
    """The last day to answer and its source: as written, else the kommune's days, on a workday.

    Forvaltningsloven sets no number of days (domain.md 2), so without both the letter is refused.
    """
    if hearing["frist"]:
        return hearing["frist"], "høringen"
    days = (view.settings["servicemaal"] or {}).get("hoering_dage")
    if days is None:
        raise DataError([Problem("hoeringer.frist", "frist-mangler", text("Høringsfrist"), text(
            "Der er ingen frist for at svare."), text(
            "Skriv fristen i høringen, eller hoering_dage i kommunens indstillinger."))])
    return next_workday(hearing["brevdato"] + dt.timedelta(days=days)), "kommunens indstilling"


def own_hearing(view: View) -> Iterator[Fact]:
    """`frist.hoering`, `rapport` and `bilag` of a letter that sends something for comments."""
    limit, source = hearing_limit(view, view.event)
    if limit < view.day:
        raise DataError([Problem("hoeringer.frist", "frist-foer-brev", text("Høringsfrist"), text(
            "Fristen for at svare er gået på brevets dato."), text(
            "Skriv en ny frist i høringen, eller lav brevet med dets egen dato."))])
    yield Fact("frist.hoering", limit, source, ("hoeringer.frist", "hoeringer.brevdato"))
    visit = next((v for v in view.sag["tilsyn"] if v["dato"] == view.event["tilsyn"]), None)
    report = visit and {"dato": visit["dato"], "brevdato": visit["brevdato"]}
    yield Fact("rapport", report, "tilsynet", ("hoeringer.tilsyn",))
    draft = _draft_title(report, view.language) if report else ()
    yield Fact("bilag", [*draft, *view.event["bilag"]], "høringen", ("hoeringer.bilag",))


def _draft_title(report: Mapping[str, Any], language: Language) -> tuple[str]:
    """The enclosed draft by visit and date, so that nobody can mistake it for another."""
    if report["brevdato"]:
        return (language.words(
            "Udkast af {brevdato|dato} til tilsynsrapport om besøget den {dato|dato}", **report),)
    return (language.words("Udkast til tilsynsrapport om besøget den {dato|dato}", **report),)


def hearing_of_report(view: View) -> Iterator[Fact]:
    """`hoering_af_rapport` and `brev.udkast`: a report is a draft until its hearing is over."""
    hearing = next((h for h in reversed(view.sag["hoeringer"])
                    if h["tilsyn"] == view.event["dato"] and h["brevdato"] <= view.day), None)
    final = view.event["endelig_brevdato"] is not None and view.event["endelig_brevdato"] <= view.day
    yield Fact("brev.udkast", not final, "tilsynet", ("endelig_brevdato", "brevdato"))
    yield Fact("bilag", list(view.event["bilag"]), "tilsynet", ("tilsyn.bilag",))
    if hearing is None:
        yield Fact("hoering_af_rapport", None, "ingen høring endnu")
        return
    limit, source = hearing_limit(view, hearing)
    yield Fact("frist.hoering", limit, source, ("hoeringer.frist", "hoeringer.brevdato"))
    yield Fact("hoering_af_rapport", {
        "brevdato": hearing["brevdato"], "frist": limit, "afsluttet": final,
        "svar": [{**answer, "navn": _name(view, answer["part"])} for answer in hearing["svar"]],
        "uden_svar": _silent(view, hearing), "undtagelse": hearing["undtagelse"],
    }, "høringen", ("hoeringer",))


def _name(view: View, who: str) -> str:
    name: str = view.sag["barn"]["navn"] if who == UNG else view.party(who)["navn"]
    return name


def _silent(view: View, hearing: Mapping[str, Any]) -> list[str]:
    """Names of those who were asked and did not answer."""
    asked = [p["id"] for p in view.sag["parter"]
             if p["rolle"] == "foraelder" and p["foraeldremyndighed"]]
    if hearing["til_barnet"]:
        asked.append(UNG)
    answered = {answer["part"] for answer in hearing["svar"]}
    return [_name(view, who) for who in asked if who not in answered]


