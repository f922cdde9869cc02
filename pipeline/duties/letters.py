"""Letters that are owed: receipts, hearings, final reports, decisions, approvals; and unsent ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.calendar import next_workday
from pipeline.documents import KINDS
from pipeline.duties.common import Duty, goal_of
from pipeline.errors import text
from pipeline.rules.common import Case, date_of, events
from pipeline.rules.hearings import hearing_limit, hearing_open


def receipts(case: Case, settings: Case, _: dt.date) -> Iterator[Duty]:
    """An application without a receipt: the kommune's own goal for the first contact."""
    days = goal_of(settings, "foerste_kontakt_dage")
    for path, application in events(case, "ansoegninger"):
        came = date_of(application, "modtaget")
        if came and days is not None and "kvittering" not in application and not _answered(
                case, application):
            yield Duty(next_workday(came + dt.timedelta(days=days)), "foerste_kontakt",
                       text("Første kontakt og kvittering for ansøgningen"), "kommunens servicemål",
                       path, "kvitteringsbrev")


def _answered(case: Case, application: Case) -> bool:
    """Whether a later decision shows that the application has been dealt with."""
    own, of = date_of(application, "brevdato"), application.get("art")
    return any((day := date_of(decision, "brevdato")) and own and day >= own
               and decision.get("ydelse") == of for _, decision in events(case, "afgoerelser"))


def reports(case: Case, settings: Case, by: dt.date) -> Iterator[Duty]:
    """After a visit: the draft, its hearing, and the final report once the hearing is over."""
    heard = {h.get("tilsyn"): (path, h) for path, h in events(case, "hoeringer")
             if h.get("art") == "rapport"}
    for path, visit in events(case, "tilsyn"):
        day, draft = date_of(visit, "dato"), date_of(visit, "brevdato")
        if day is None or "endelig_brevdato" in visit:
            continue
        hearing = heard.get(visit.get("dato"))
        if draft is None:
            yield Duty(day, "rapport", text("Udkast til tilsynsrapport"), "efter hvert tilsyn", path,
                       "tilsynsrapport")
        elif hearing is None:
            yield Duty(draft, "hoering", text("Høring over tilsynsrapporten"), "efter hvert tilsyn",
                       path, "partshoering")
        elif (limit := hearing_limit(hearing[1], settings)) and (
                limit < by or not hearing_open(case, hearing[1], settings, by)):
            yield Duty(next_workday(limit + dt.timedelta(days=1)), "endelig_rapport",
                       text("Endelig tilsynsrapport"), "høringen er slut", hearing[0], "tilsynsrapport")


def answers(case: Case, settings: Case, _: dt.date) -> Iterator[Duty]:
    """An intended decision whose hearing is over: decide."""
    for path, hearing in events(case, "hoeringer"):
        limit, sent = hearing_limit(hearing, settings), date_of(hearing, "brevdato")
        if hearing.get("art") != "paataenkt_afgoerelse" or limit is None or sent is None:
            continue
        if not any(_decides(hearing, event, sent) for liste in ("afgoerelser", "ophoer")
                   for _, event in events(case, liste)):
            yield Duty(next_workday(limit + dt.timedelta(days=1)), "afgoerelse",
                       text("Afgørelse efter partshøring"), "høringen er slut", path, "afgoerelse")


def _decides(hearing: Case, event: Case, sent: dt.date) -> bool:
    """Whether a decision or an ending after the hearing is about the same thing."""
    day, what, whose = date_of(event, "brevdato"), hearing.get("ydelse"), hearing.get("part")
    if day is None or day < sent:
        return False
    if "ydelser" in event:
        return what in event["ydelser"]
    return what == event.get("ydelse") and whose == event.get("part")


def outstanding(case: Case, _settings: Case, _by: dt.date) -> Iterator[Duty]:
    """What a family was asked to send by a day: what an application lacks, the last receipts."""
    for path, application in events(case, "ansoegninger"):
        given = application.get("kvittering") or {}
        limit = date_of(given, "mangler_senest")
        if limit and given.get("mangler") and not _answered(case, application):
            yield Duty(limit, "mangler", text("Oplysninger, som familien skal sende"),
                       "kvitteringen", f"{path}.kvittering.mangler_senest")
    for path, ending in events(case, "ophoer"):
        if limit := date_of(ending, "afregning_senest"):
            yield Duty(limit, "afregning", text("Dokumentation for de sidste udgifter"),
                       "brevet om ophør", f"{path}.afregning_senest")


def drafts(case: Case, settings: Case, _: dt.date) -> Iterator[Duty]:
    """A letter that somebody must approve before it goes."""
    for kind in (settings.get("godkendelse") or {}).get("dokumenter") or ():
        liste = KINDS[kind].liste
        for path, event in events(case, liste):
            day, sent_to = date_of(event, "brevdato"), date_of(case, "breve_sendt_til")
            if day and "godkendt" not in event and sent_to and day > sent_to:
                yield Duty(day, "godkendelse", text("Brevet skal godkendes"),
                           "kommunens indstilling om godkendelse", path, kind)


def unsent(case: Case, _: Case, by: dt.date) -> Iterator[Duty]:
    """Letters of the kommune dated after `breve_sendt_til`: they wait to be sent.

    A case that does not say until when its letters were sent has none: nobody wants a letter twice.
    """
    sent_to = date_of(case, "breve_sendt_til")
    if sent_to is None:
        return
    for kind in KINDS.values():
        if kind.forfatter != "kommune":
            continue
        for number, places in enumerate(kind.events(case), start=1):
            day = kind.own_date(case, places[0])
            if day and sent_to < day <= by:
                yield Duty(day, "brev", kind.titel, "brevets dato", f"{kind.liste}[{places[0][0]}]",
                           kind.id, number, klar=True)
