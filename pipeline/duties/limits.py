"""Limits that a day brings: examinations, grants that end, birthdays, goals, old look-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.calendar import add_months, birthday
from pipeline.duties.common import Duty, goal_of, training
from pipeline.errors import text
from pipeline.facts.people import birth_date
from pipeline.facts.receipts import examination_limit
from pipeline.law import look_up
from pipeline.rules.common import Case, date_of, events


def examinations(case: Case, _settings: Case, _by: dt.date) -> Iterator[Duty]:
    """An examination that is asked for or begun and not finished: four months, then a preliminary
    assessment (barnets lov § 20, stk. 3)."""
    for path, aware in _unfinished(case):
        limit = examination_limit(aware)
        told = any(event.get("forsinkelse") for _, event in events(case, "ansoegninger"))
        yield Duty(limit.value, "undersoegelse", text("Den børnefaglige undersøgelse skal være færdig"),
                   limit.source, path, None if told else "kvitteringsbrev")


def _unfinished(case: Case) -> Iterator[tuple[str, dt.date]]:
    """Each open examination with the day the kommune became aware."""
    begun = [(path, e) for path, e in events(case, "undersoegelser")]
    asked = [day for _, a in events(case, "ansoegninger") if a.get("art") == "hjemmetraening"
             and (day := date_of(a, "modtaget") or date_of(a, "brevdato"))]
    for path, examination in begun:
        started = date_of(examination, "startet")
        aware = date_of(examination, "blev_opmaerksom") or max(
            (day for day in asked if started and day <= started), default=started)
        if "afsluttet" not in examination and aware:
            yield path, aware
    for path, application in events(case, "ansoegninger"):
        came = date_of(application, "modtaget")
        if application.get("oensker_undersoegelse") and came and not any(
                (date_of(e, "startet") or came) >= came or "afsluttet" not in e for _, e in begun):
            yield path, came


def expiry(case: Case, settings: Case, _by: dt.date) -> Iterator[Duty]:
    """A grant near its last day, with nothing after it: the family should hear in time."""
    days, granted = goal_of(settings, "udloeb_dage"), training(case)
    if days is None or granted is None or granted.til is None:
        return
    ended = any("hjemmetraening" in (e.get("ydelser") or ()) for _, e in events(case, "ophoer"))
    warn = granted.til - dt.timedelta(days=days)
    asked = any(a.get("variant") == "forlaengelse" and (date_of(a, "brevdato") or granted.fra) >= warn
                for _, a in events(case, "ansoegninger"))
    if not ended and not asked:
        yield Duty(warn, "udloeb", text("Bevillingen til hjemmetræning udløber snart"),
                   f"kommunens servicemål: {days} dage før bevillingens sidste dag", granted.felt)


def adulthood(case: Case, _settings: Case, _by: dt.date) -> Iterator[Duty]:
    """Training is for those under 18: an end before the birthday."""
    child = case.get("barn") or {}
    born = birth_date({**child, "foedselsdato": date_of(child, "foedselsdato")})
    granted = training(case)
    if born is None or granted is None:
        return
    last = birthday(born, 18) - dt.timedelta(days=1)
    ended = any("hjemmetraening" in (e.get("ydelser") or ()) for _, e in events(case, "ophoer"))
    if granted.covers(last) and not ended:
        yield Duty(last, "fylder_18", text("Den unge fylder 18 år, og bevillingen slutter"),
                   "under 18 år, barnets lov § 85, stk. 5", "barn.foedselsdato", "ophoer")


def goals(case: Case, _settings: Case, _by: dt.date) -> Iterator[Duty]:
    """A goal whose day has come without a report that says how it went."""
    done = {(status.get("maal"), date_of(event, "dato") or date_of(event, "brevdato"))
            for liste in ("tilsyn", "evalueringer", "revurderinger")
            for _, event in events(case, liste) for status in event.get("maal") or ()
            if status.get("status") in ("naaet", "ikke_naaet", "delvist_naaet")}
    granted = training(case)
    for path, goal in events(case, "maal"):
        limit = date_of(goal, "frist")
        settled = "udgaar" in goal or any(which == goal.get("id") for which, _ in done)
        if limit and not settled and granted and granted.covers(limit):
            yield Duty(limit, "maal", text("Et mål skal være nået"), "målets frist", f"{path}.frist")


def protection(case: Case, _settings: Case, _by: dt.date) -> Iterator[Duty]:
    """Address protection that was looked up too long ago counts as protected (domain.md trap 12)."""
    granted = training(case)
    people = [("barn", case.get("barn") or {}), *events(case, "parter")]
    for path, person in people:
        status = person.get("beskyttelse") or {}
        looked_up = date_of(status, "kontrolleret")
        if status.get("status") != "ingen" or looked_up is None:
            continue
        rule = look_up("frister", "adressebeskyttelse", looked_up)
        limit = add_months(looked_up, rule.vaerdi)
        if granted and granted.covers(limit):
            yield Duty(limit, "beskyttelse", text("Adressebeskyttelsen skal slås op igen"), rule.kilde,
                       f"{path}.beskyttelse.kontrolleret")
