"""Lost earnings: hours that are trained and worked, amounts that follow from the calculation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pipeline.errors import DataError, Problem, text
from pipeline.money.lost_earnings import NO_WEEK, WRITE_WEEK, benefit
from pipeline.rules.common import Case, broken, date_of, events
from pipeline.rules.grants import LOST, TRAINING, grants, last_day


def asked_hours_are_trained(case: Case, _: Case) -> Iterator[Problem]:
    """The hours asked for are hours of training in the timetable.

    Home schooling and treatment outside the home have fields of their own and never fill it up
    (domain.md 3.3, trap 14). Without such hours a timetable may just be short: a warning.
    """
    for path, application in events(case, "ansoegninger"):
        asked, rows = application.get("timer_pr_uge"), application.get("ugeskema")
        if application.get("art") != LOST or asked is None or not rows:
            continue
        if Fraction(asked) * 60 <= sum(_minutes(row) for row in rows):
            continue
        place = f"{path}.timer_pr_uge"
        if any(application.get(name) for name in NEVER_COUNTED):
            yield broken(place, "timer-over-ugeskema", "Timer om ugen", text(
                "Der søges om flere timer, end der trænes i ugeskemaet. Hjemmeundervisning og "
                "behandling uden for hjemmet tælles ikke med."), text("Ret timerne eller ugeskemaet."))
        else:
            yield broken(place, "timer-over-ugeskema", "Timer om ugen", text(
                "Der søges om flere timer, end der trænes i ugeskemaet."), text(
                "Ret timerne eller ugeskemaet."), "advarsel")


NEVER_COUNTED = ("hjemmeundervisning_timer", "behandling_ude_timer")


def _minutes(row: Case) -> int:
    """The minutes of a row of the timetable; none where it ends before it begins."""
    if not row.get("fra") or not row.get("til"):
        return 0
    fra, til = (int(row[key][:2]) * 60 + int(row[key][3:]) for key in ("fra", "til"))
    return max(til - fra, 0)


def granted_hours(case: Case, _: Case) -> Iterator[Problem]:
    """Nobody is granted more hours than they worked, and there was work."""
    for path, grant in grants(case, LOST):
        hours, week = grant.get("timer_pr_uge"), (grant.get("beregning") or {}).get("arbejdstid")
        if week == 0:
            yield broken(f"{path}.beregning.arbejdstid", "arbejdstid-nul", "Arbejdstid", NO_WEEK,
                         WRITE_WEEK)
        elif hours is not None and week is not None and hours > week:
            yield broken(f"{path}.timer_pr_uge", "timer-over-arbejdstid", "Timer om ugen", text(
                "Der er bevilget flere timer, end arbejdstiden i beregning er."), text(
                "Ret timer_pr_uge eller arbejdstid."))


def granted_amount(case: Case, settings: Case) -> Iterator[Problem]:
    """An amount written in a decision is the one its calculation gives.

    A calculation that lacks a rate or the kommune's method is refused where its letter is made.
    """
    for path, grant in grants(case, LOST):
        written, day = grant.get("beloeb"), date_of(grant, "brevdato")
        if written is None or day is None or "beregning" not in grant:
            continue
        try:
            computed = benefit(grant, settings, day).ydelse
        except DataError:
            continue
        if Decimal(written) != computed:
            yield broken(f"{path}.beloeb", "beloeb-og-beregning", "Beløb", text(
                "Felterne beloeb og beregning siger hver sit: beløbet er et andet end det, der regnes "
                "ud."), text("Ret beregning eller timer_pr_uge, eller lad beloeb være ude."))


def hours_together(case: Case, _: Case) -> Iterator[Problem]:
    """All parents' hours at one time are within the approved training: else a warning.

    Both may train at once, so that it can be right (domain.md 3.3).
    """
    paid = [(path, grant, _run(case, grant)) for path, grant in grants(case, LOST)]
    approved = [(grant, _run(case, grant)) for _, grant in grants(case, TRAINING)]
    runs = [*(run for *_, run in paid), *(run for _, run in approved)]
    warned: set[str] = set()
    for day in sorted({run[0] for run in runs if run}):
        now = [(path, grant) for path, grant, run in paid if _on(run, day)]
        trained = [hours for grant, run in approved if _on(run, day)
                   and (hours := grant.get("timer_pr_uge")) is not None]
        granted = sum(Fraction(grant.get("timer_pr_uge") or 0) for _, grant in now)
        if trained and granted > Fraction(trained[-1]) and now[-1][0] not in warned:
            warned.add(now[-1][0])
            yield broken(f"{now[-1][0]}.timer_pr_uge", "timer-over-traening", "Timer om ugen", text(
                "Der er bevilget tabt arbejdsfortjeneste i flere timer, end træningen er godkendt til. "
                "Det kan være rigtigt, når begge forældre træner samtidig."), text(
                "Kontrollér timerne."), "advarsel")


Run = tuple[dt.date, dt.date | None]


def _run(case: Case, grant: Case) -> Run | None:
    """The first and last day of a grant."""
    starts = date_of(grant, "periode.fra")
    return (starts, last_day(case, grant)) if starts else None


def _on(run: Run | None, day: dt.date) -> bool:
    return run is not None and run[0] <= day <= (run[1] or day)
