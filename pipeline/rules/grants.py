"""Grants through time: whose they are, and until when each really runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.calendar import birthday
from pipeline.formats import cpr_birth_date
from pipeline.rules.common import Case, date_of, events

GRANTED = ("bevilling", "delvis_bevilling")
TRAINING, COSTS, LOST = "hjemmetraening", "udgifter", "tabt_arbejdsfortjeneste"
ONE_DAY = dt.timedelta(days=1)


def grants(case: Case, ydelse: str) -> Iterator[tuple[str, Case]]:
    """Every grant of a ydelse with its path, refusals left out."""
    for path, decision in events(case, "afgoerelser"):
        if decision.get("ydelse") == ydelse and decision.get("udfald") in GRANTED:
            yield path, decision


def same_benefit(one: Case, other: Case) -> bool:
    """Whether two decisions or hearings are about the same ydelse to the same person."""
    return bool(one.get("ydelse")) and (one.get("ydelse"), one.get("part")) == (
        other.get("ydelse"), other.get("part"))


def last_day(case: Case, grant: Case, before: dt.date = dt.date.max) -> dt.date | None:
    """The last day a grant runs, as it was decided before a day; None where no end is known.

    It is the grant's own, or earlier: a decision that takes its place (trap 34) or an ending.
    """
    known = (date_of(grant, "periode.til"), *_replaced(case, grant, before),
             *ended(case, grant, before))
    return min((day for day in known if day), default=None)


def _replaced(case: Case, grant: Case, before: dt.date) -> Iterator[dt.date]:
    """The day before each decision that takes a grant's place, or the place of one that did."""
    own = date_of(grant, "brevdato")
    later = sorted((decided, place) for place, (_, other) in enumerate(events(case, "afgoerelser"))
                   if (decided := date_of(other, "brevdato")) and own and own < decided < before
                   and same_benefit(grant, other))
    line = {own}
    for decided, place in later:
        other = case["afgoerelser"][place]
        if date_of(other, "erstatter") in line:
            line.add(decided)
            yield (date_of(other, "periode.fra") or decided) - ONE_DAY


def ended(case: Case, grant: Case, before: dt.date) -> Iterator[dt.date]:
    """The last day that each ending sets for a grant."""
    own = date_of(grant, "brevdato")
    for _, ending in events(case, "ophoer"):
        decided = date_of(ending, "brevdato")
        if not (own and decided and own <= decided < before
                and grant.get("ydelse") in (ending.get("ydelser") or ())):
            continue
        of_it = [ending] if grant.get("ydelse") != LOST else [
            entry for entry in ending.get("tabt") or () if entry.get("part") == grant.get("part")]
        yield from (day for entry in of_it if (day := date_of(entry, "slutdato")))


def running(case: Case, grant: Case, day: dt.date) -> bool:
    """Whether a grant, decided by `day`, has not come to its end: also where it begins later."""
    decided, end = date_of(grant, "brevdato"), last_day(case, grant, day)
    return bool(decided and decided <= day and (end is None or day <= end))


def last_day_as_child(case: Case) -> dt.date | None:
    """The day before the 18th birthday: no help runs longer (domain.md 2)."""
    child = case.get("barn") or {}
    born = date_of(child, "foedselsdato") or (
        cpr_birth_date(child["cpr"]) if isinstance(child.get("cpr"), str) else None)
    return birthday(born, 18) - ONE_DAY if born else None
