"""No decision and no final report while a hearing is open (forvaltningsloven § 19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.calendar import next_workday
from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, date_of, events


def hearing_limit(hearing: Case, settings: Case) -> dt.date | None:
    """The last day to answer: as written, else the kommune's days from the letter, on a workday."""
    written, sent = date_of(hearing, "frist"), date_of(hearing, "brevdato")
    days = (settings.get("servicemaal") or {}).get("hoering_dage")
    if written or not sent or not isinstance(days, int):
        return written
    return next_workday(sent + dt.timedelta(days=days))


def hearing_open(case: Case, hearing: Case, settings: Case, day: dt.date) -> bool:
    """Whether the hearing still runs on `day`: no limit passed, not everyone answered, no exception.

    Forvaltningsloven § 19: no decision before the party could comment (domain.md 1.3, trap 20).
    """
    limit = hearing_limit(hearing, settings)
    if hearing.get("undtagelse") or (limit and day > limit):
        return False
    heard = {p.get("id") for _, p in events(case, "parter")
             if p.get("foraeldremyndighed") and p.get("rolle") == "foraelder"}
    if "part" in hearing:
        heard = {hearing["part"]}
    if hearing.get("til_barnet"):
        heard.add("ung")
    answered = {s.get("part") for s in hearing.get("svar") or ()
                if (received := date_of(s, "modtaget")) and received <= day}
    return not heard <= answered


def decisions_after_hearing(case: Case, settings: Case) -> Iterator[Problem]:
    """No decision while the hearing about it is open."""
    for path, decision in events(case, "afgoerelser"):
        day = date_of(decision, "brevdato")
        for _, hearing in events(case, "hoeringer"):
            sent = date_of(hearing, "brevdato")
            same = (hearing.get("art") == "paataenkt_afgoerelse"
                    and hearing.get("ydelse") == decision.get("ydelse")
                    and hearing.get("part") == decision.get("part"))
            if same and day and sent and sent <= day and hearing_open(case, hearing, settings, day):
                yield broken(f"{path}.brevdato", "afgoerelse-foer-frist", "Dato", text(
                    "Afgørelsen er dateret, før høringsfristen er udløbet, og ikke alle har svaret."),
                    text("Vent, registrér svaret, eller skriv undtagelsen i høringen."))


def final_reports_after_hearing(case: Case, settings: Case) -> Iterator[Problem]:
    """A report is final only when its hearing is over."""
    hearings = [h for _, h in events(case, "hoeringer") if h.get("art") == "rapport"]
    for path, visit in events(case, "tilsyn"):
        day = date_of(visit, "endelig_brevdato")
        mine = [h for h in hearings if h.get("tilsyn") == visit.get("dato")]
        if day and not mine:
            yield broken(f"{path}.endelig_brevdato", "endelig-uden-hoering", "Endelig rapport", text(
                "Rapporten er endelig, men har ikke været i høring."), text(
                "Tilføj høringen, eller fjern datoen."))
        elif day and any(hearing_open(case, h, settings, day) for h in mine):
            yield broken(f"{path}.endelig_brevdato", "endelig-foer-frist", "Endelig rapport", text(
                "Rapporten er endelig, før høringsfristen er udløbet, og ikke alle har svaret."),
                text("Vent, registrér svaret, eller skriv undtagelsen i høringen."))
