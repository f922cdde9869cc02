"""What comes back while training is granted: visits, evaluations, re-evaluations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.calendar import add_months
from pipeline.duties.common import Duty, Training, goal_of, last_date, training
from pipeline.errors import Text, text
from pipeline.facts.evaluations import MONTHS, next_evaluation
from pipeline.law import look_up, statute
from pipeline.rules.common import Case, date_of, events


def visits(case: Case, settings: Case, _: dt.date) -> Iterator[Duty]:
    """Supervision: as agreed at the last visit, else evenly over the year by the kommune's number.

    The law says "løbende" and no number (domain.md trap 4): without a setting only an agreed visit
    is due.
    """
    granted, a_year = training(case), goal_of(settings, "tilsyn_pr_aar")
    if granted is None:
        return
    last = last_date(case, "tilsyn", "dato", granted.fra)
    agreed = next((date_of(visit, "naeste") for _, visit in events(case, "tilsyn")
                   if last and date_of(visit, "dato") == last), None)
    if agreed is None and not a_year:
        return
    limit = agreed or add_months(last or granted.fra, 12 // min(a_year or 1, 12))
    planned = _planned(case, "tilsyn", last or granted.fra)
    source = ("aftalt ved sidste tilsyn" if agreed else
              f"{statute('tilsyn', limit).kilde}; kommunens servicemål: {a_year} om året")
    yield from _recurring(granted, planned, limit, ("tilsyn", text("Tilsyn"), source, "tilsyn"))


def reevaluations(case: Case, _settings: Case, _by: dt.date) -> Iterator[Duty]:
    """Re-evaluation: as agreed, and at least yearly from the last one or the grant's first day."""
    granted = training(case)
    if granted is None:
        return
    last = last_date(case, "revurderinger", "brevdato", granted.fra)
    months = look_up("frister", "revurdering", last or granted.fra)
    limit = add_months(last or granted.fra, months.vaerdi)
    agreed = next((date_of(event, "naeste") for _, event in events(case, "revurderinger")
                   if last and date_of(event, "brevdato") == last), None)
    if last is None:
        agreed = date_of(granted.bevilling, "opfoelgning")
    source = "aftalt i sagen" if agreed and agreed <= limit else months.kilde
    planned = _planned(case, "revurdering", last or granted.fra)
    yield from _recurring(granted, planned, min(agreed or limit, limit),
                          ("revurdering", text("Revurdering"), source, "revurderinger"))


def evaluations(case: Case, settings: Case, _: dt.date) -> Iterator[Duty]:
    """The evaluation that provider and parents send: by the kommune's goal, else every half year
    where there is a provider (their practice, no law: domain.md 2)."""
    granted, own = training(case), goal_of(settings, "evaluering_maaneder")
    provider = any(p.get("rolle") == "leverandoer" for _, p in events(case, "parter"))
    if granted is None or not (own or provider):
        return
    last = last_date(case, "evalueringer", "brevdato", granted.fra)
    limit = next_evaluation(granted.fra, last, own or MONTHS)
    if granted.covers(limit):
        yield Duty(limit, "evaluering", text("Evaluering fra forældre og leverandør"),
                   f"hver {own or MONTHS}. måned fra bevillingens start; "
                   f"{'kommunens servicemål' if own else 'leverandørers praksis'}", "evalueringer",
                   "evaluering")


def _planned(case: Case, art: str, after: dt.date) -> tuple[dt.date, str] | None:
    """An appointment already made for the next time, with its path."""
    return next(((day, path) for path, event in events(case, "indkaldelser")
                 if event.get("art") == art and (day := date_of(event, "dato")) and day > after), None)


def _recurring(granted: Training, planned: tuple[dt.date, str] | None, limit: dt.date,
               words: tuple[str, Text, str, str]) -> Iterator[Duty]:
    """The duty on its limit, or on the day an appointment is made for."""
    kode, hvad, source, felt = words
    if planned:
        yield Duty(planned[0], kode, hvad, f"indkaldt; {source}", planned[1])
    elif granted.covers(limit):
        yield Duty(limit, kode, hvad, source, felt, "indkaldelse")
