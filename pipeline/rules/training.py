"""The training itself: timetable, hours, conditions, who must be there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, date_of, events


def timetables(case: Case, _: Case) -> Iterator[Problem]:
    """Training ends after it begins, and nothing overlaps on a day."""
    for path, event in events(case, "ansoegninger"):
        by_day: dict[str, list[tuple[str, str, str]]] = {}
        for i, row in enumerate(event.get("ugeskema") or ()):
            place, start, end = f"{path}.ugeskema[{i}].til", row.get("fra"), row.get("til")
            if not start or not end:
                continue
            if end <= start:
                yield broken(place, "slut-foer-start", "Ugeskema", text(
                    "Træningen slutter, før den begynder."), text("Ret klokkeslættet."))
            by_day.setdefault(str(row.get("dag")), []).append((start, end, place))
        for rows in by_day.values():
            rows.sort()
            for before, after in pairwise(rows):
                if after[0] < before[1]:
                    yield broken(after[2], "overlap", "Ugeskema", text(
                        "To rækker i ugeskemaet overlapper hinanden."), text("Ret tiderne."))


def lost_hours(case: Case, _: Case) -> Iterator[Problem]:
    """Nobody loses more hours than they work."""
    for path, event in events(case, "ansoegninger"):
        normal = (event.get("arbejde") or {}).get("timer_pr_uge")
        asked = event.get("timer_pr_uge")
        if isinstance(normal, int | Decimal) and isinstance(asked, int | Decimal) and asked > normal:
            yield broken(f"{path}.timer_pr_uge", "timer-over-arbejdstid", "Timer om ugen", text(
                "Der søges om flere timer, end den normale arbejdstid er."), text(
                "Ret timerne eller den normale arbejdstid."))


def conditions(case: Case, _: Case) -> Iterator[Problem]:
    """A re-evaluation looks at each of the three conditions once; unchanged needs all three met."""
    for path, event in events(case, "revurderinger"):
        listed = event.get("betingelser") or ()
        if listed and sorted(c.get("nr", 0) for c in listed) != [1, 2, 3]:
            yield broken(f"{path}.betingelser", "betingelser", "Betingelser", text(
                "Hver af de tre betingelser skal stå én gang."), text("Brug nummer 1, 2 og 3."))
        for i, condition in enumerate(listed):
            if event.get("udfald") == "uaendret" and condition.get("opfyldt") is False:
                yield broken(f"{path}.betingelser[{i}].opfyldt", "udfald-modsiger", "Betingelser",
                               text("Betingelsen er ikke opfyldt, men bevillingen fortsætter uændret."),
                               text("Ret vurderingen, eller vælg udfaldet aendring_paataenkes."))


def health_professionals(case: Case, _: Case) -> Iterator[Problem]:
    """Physical health elements need a health professional at the visit (domain.md trap 17)."""
    grants = [e for _, e in events(case, "afgoerelser") if e.get("sundhedsfagligt")]
    for path, visit in events(case, "tilsyn"):
        day, present = date_of(visit, "dato"), visit.get("deltagere") or ()
        needed = any(day and in_force(grant, day) for grant in grants)
        if needed and present and not any(p.get("sundhedsfaglig") for p in present):
            yield broken(f"{path}.deltagere", "sundhedsfaglig-mangler", "Deltagere", text(
                "Træningen har fysisk sundhedsfagligt indhold, men ingen deltager har "
                "sundhedsfaglig kompetence."), text(
                "Tilføj den sundhedsfaglige deltager, eller sæt sundhedsfaglig til true."))


def in_force(decision: Case, day: dt.date) -> bool:
    """Whether a grant covers a day."""
    period = decision.get("periode") or {}
    start, end = date_of(period, "fra"), date_of(period, "til")
    return bool(start and start <= day and (end is None or day <= end))
