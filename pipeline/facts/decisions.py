"""Decisions of one letter, each with its own reasons; and who must approve it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.facts import Fact, View
from pipeline.facts.grants import GRANTED, NAMES, as_figure, maximum, with_statute
from pipeline.facts.lost_earnings import calculation
from pipeline.facts.receipts import examination_limit
from pipeline.rules.grounds import lawful

CONDITIONS = {
    1: "Træningen er til gavn for barnet og møder barnets behov",
    2: "Forældrene kan stå for træningen",
    3: "Træningen følger metoder, der kan dokumenteres",
}
"""What the law's three conditions are about, in plain words (barnets lov § 85, stk. 1)."""


def approval(view: View) -> Iterator[Fact]:
    """`brev.udkast`, `godkendt`, `godkendes_af`: a letter is a draft until its kommune approves it."""
    kind = "afgoerelse" if "ydelse" in view.event else "ophoer"
    rule = view.settings["godkendelse"]
    needed = bool(rule) and kind in rule["dokumenter"]
    events = view.events or (view.event,)
    given = view.event["godkendt"]
    approved = given if given and given["dato"] <= view.day else None
    source = "kommunens indstilling" if needed else "kommunen kræver ikke godkendelse"
    yield Fact("brev.udkast", needed and any(
        event["godkendt"] is None or event["godkendt"]["dato"] > view.day for event in events),
        source, ("godkendelse.dokumenter", "godkendt.dato"))
    yield Fact("godkendt", approved, "godkendelsen", ("godkendt",))
    yield Fact("godkendes_af", rule["af"] if needed else None, source, ("godkendelse.af",))


def decisions(view: View) -> Iterator[Fact]:
    """`afgoerelser` and `afgoerelse_om.*`: what this reader sees of them, in the order of the law's
    steps; `bilag` of all of them; `undersoegelse`: the finished examination they rest on."""
    by_name = {name: next((decided(view, event) for event in view.events
                           if event["ydelse"] == ydelse), None) for ydelse, name in NAMES.items()}
    for name, decision in by_name.items():
        yield Fact(f"afgoerelse_om.{name}", decision, "afgørelsen", ("afgoerelser",))
    yield Fact("afgoerelser", [decision for decision in by_name.values() if decision], "afgørelserne",
               ("afgoerelser",))
    yield Fact("bilag", list(dict.fromkeys(b for event in view.events for b in event["bilag"])),
               "afgørelserne", ("afgoerelser.bilag",))
    yield examination(view)


def decided(view: View, event: Mapping[str, Any]) -> dict[str, Any]:
    """A decision with its law, its lawful grounds, and what was and was not granted."""
    goals = {goal["id"]: goal["titel"] for goal in view.sag["maal"]}
    elements = [_with_goals(element, goals) for element in event["elementer"]]
    return {
        **with_statute(event, event["ydelse"], view.day, view.language),
        "fuldt_medhold": event["udfald"] == "bevilling",
        "grunde": lawful(event["grunde"]),
        "betingelser": [{**condition, "titel": view.language.words(CONDITIONS[condition["nr"]])}
                        for condition in sorted(event["betingelser"], key=lambda c: c["nr"])],
        "elementer_godkendt": [element for element in elements if element["godkendt"]],
        "elementer_afvist": [element for element in elements if not element["godkendt"]],
        "poster": [_with_goals(post, goals) for post in event["poster"]],
        "ansoegt_i_alt": total(event["poster"], "ansoegt"),
        "bevilget_i_alt": total(event["poster"], "bevilget"),
        "maksimum": _maximum(view, event),
        "beregning": calculation(event, view.settings, view.day, view.language)
        if event["udfald"] in GRANTED and event["beregning"] else None,
    }


def _with_goals(item: Mapping[str, Any], goals: Mapping[str, str]) -> dict[str, Any]:
    return {**item, "maal": [goals[goal] for goal in item["maal"]]}


def total(posts: Sequence[Mapping[str, Any]], name: str) -> Decimal | None:
    """The posts' sum; None where there are none."""
    return sum((Decimal(post[name]) for post in posts), Decimal(0)) if posts else None


def _maximum(view: View, event: Mapping[str, Any]) -> dict[str, Any] | None:
    """The most that can be granted for 12 months, where the decision is about costs: of the day the
    grant begins, or of the letter where nothing is granted (trap 34)."""
    if event["ydelse"] != "udgifter":
        return None
    day = event["periode"]["fra"] if event["periode"] else view.day
    return as_figure(maximum(view, day), view.language)


def examination(view: View) -> Fact:
    """`undersoegelse`: the newest examination finished by the letter's date, with its limit."""
    ended = [e for e in view.sag["undersoegelser"] if e["afsluttet"] and e["afsluttet"] <= view.day]
    if not ended:
        return Fact("undersoegelse", None, "ingen afsluttet undersøgelse", ("undersoegelser",))
    newest = ended[-1]
    limit = examination_limit(newest["blev_opmaerksom"] or _aware(view, newest["startet"]))
    return Fact("undersoegelse", {**newest, "frist": limit.value,
                                  "overskredet": newest["afsluttet"] > limit.value},
                limit.source, ("undersoegelser", "afgoerelser.ansoegning"))


def _aware(view: View, started: dt.date) -> dt.date:
    """The day the kommune became aware of the child's needs: with the application that led to the
    examination; a later one rests on an examination that was made for another reason."""
    asked = [event["ansoegning"] for event in view.events if event["ansoegning"]]
    return min([day for day in asked if day <= started], default=started)
