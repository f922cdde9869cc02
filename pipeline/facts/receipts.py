"""The receipt for an application: what came, when the family hears, when the examination is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.calendar import add_months, next_workday
from pipeline.facts import Fact, View
from pipeline.law import look_up
from pipeline.translation.language import Language


def receipt(view: View) -> Iterator[Fact]:
    """`kvittering`, `soegt`, `frist.foerste_kontakt`, `frist.undersoegelse`, `undersoegelse`."""
    event, came = view.event, received(view.event)
    given = event["kvittering"] or {}
    yield Fact("kvittering", {
        "modtaget": came, "kanal": event["kanal"], "mangler": list(given.get("mangler") or ()),
        "mangler_senest": given.get("mangler_senest"),
    }, "ansøgningen", ("ansoegninger.modtaget", "ansoegninger.kvittering"))
    yield Fact("soegt", [*applied_for(event, view.language), *_receipts_sent(view)], "ansøgningen",
               ("ansoegninger",))
    yield first_contact(view, came, given.get("foerste_kontakt"))
    yield from _examination(view, came)


def received(application: Mapping[str, Any]) -> dt.date:
    """The day the kommune got an application: as noted, else its own date."""
    day: dt.date = application["modtaget"] or application["brevdato"]
    return day


def applied_for(event: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What somebody has applied for, in short lines: an application by telephone is repeated."""
    if event["art"] == "hjemmetraening":
        extent = event["omfang"] or {}
        yield training(extent.get("timer_pr_uge"), extent.get("start"), language)
        yield from (language.words("metoden {navn}", navn=method["navn"])
                    for method in event["metoder"])
        if event["oensker_undersoegelse"]:
            yield language.words("en børnefaglig undersøgelse")
    elif event["art"] == "tabt_arbejdsfortjeneste":
        yield lost_pay(event["timer_pr_uge"], (event["periode"] or {}).get("fra"), language)
    yield from (line["hvad"] for line in event["udgifter"])


def training(hours: Any, start: dt.date | None, language: Language) -> str:
    """Home training, with hours and first day as far as they are said."""
    if hours and start:
        return language.words("hjemmetræning i {timer|timer} om ugen fra den {dag|dato}",
                              timer=hours, dag=start)
    if hours:
        return language.words("hjemmetræning i {timer|timer} om ugen", timer=hours)
    return language.words("hjemmetræning")


def lost_pay(hours: Any, start: dt.date | None, language: Language) -> str:
    """Lost earnings, with hours and first day as far as they are said."""
    if hours and start:
        return language.words("tabt arbejdsfortjeneste i {timer|timer} om ugen fra den {dag|dato}",
                              timer=hours, dag=start)
    if hours:
        return language.words("tabt arbejdsfortjeneste i {timer|timer} om ugen", timer=hours)
    if start:
        return language.words("tabt arbejdsfortjeneste fra den {dag|dato}", dag=start)
    return language.words("tabt arbejdsfortjeneste")


def _receipts_sent(view: View) -> Iterator[str]:
    """What a documentation of costs covers, so that the family sees that all of it has come."""
    period = view.event["periode"]
    if view.event["variant"] != "dokumentation" or period is None:
        return
    last = period["til"] or view.event["brevdato"]
    count = sum(period["fra"] <= spent["dato"] <= last and spent["bilag"] is not None
                for spent in view.sag["udgifter"])
    span = {"fra": period["fra"], "til": last, "antal": count}
    yield view.language.words("udgifter fra den {fra|dato} til den {til|dato}, {antal} kvittering eller "
                              "regning", **span) if count == 1 else view.language.words(
        "udgifter fra den {fra|dato} til den {til|dato}, {antal} kvitteringer og regninger", **span)


def first_contact(view: View, came: dt.date, agreed: dt.date | None) -> Fact:
    """`frist.foerste_kontakt`: as agreed, else the kommune's own goal, on a workday (domain.md 2)."""
    days = (view.settings["servicemaal"] or {}).get("foerste_kontakt_dage")
    if agreed or days is None:
        return Fact("frist.foerste_kontakt", agreed, "aftalt i sagen" if agreed else
                    "kommunen har intet mål", ("ansoegninger.kvittering",))
    return Fact("frist.foerste_kontakt", next_workday(came + dt.timedelta(days=days)),
                "kommunens servicemål", ("ansoegninger.modtaget", "servicemaal"))


def _examination(view: View, came: dt.date) -> Iterator[Fact]:
    """The examination's limit, and whether it is over, where one is under way or asked for."""
    running = next((u for u in view.sag["undersoegelser"]
                    if (u["blev_opmaerksom"] or u["startet"]) <= view.day
                    and (u["afsluttet"] is None or u["afsluttet"] >= came)), None)
    if running is None and not view.event["oensker_undersoegelse"]:
        yield Fact("frist.undersoegelse", None, "ingen undersøgelse")
        yield Fact("undersoegelse", None, "ingen undersøgelse")
        return
    limit = examination_limit((running or {}).get("blev_opmaerksom") or came)
    ended = running["afsluttet"] if running else None
    yield limit
    yield Fact("undersoegelse", {
        "frist": limit.value, "afsluttet": ended if ended and ended <= view.day else None,
        "overskredet": view.day > limit.value and not (ended and ended <= limit.value),
    }, limit.source, limit.inputs)


def examination_limit(aware: dt.date) -> Fact:
    """`frist.undersoegelse`: four months from the day the kommune became aware of the child's needs."""
    months = look_up("frister", "undersoegelse", aware)
    return Fact("frist.undersoegelse", add_months(aware, months.vaerdi), months.kilde,
                ("undersoegelser.blev_opmaerksom", "ansoegninger.modtaget"))
