"""A form that came back, as something to merge: what people wrote in its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import DataError, Problem, text
from pipeline.forms.blank.filled import read_filled
from pipeline.forms.blank.plan import Plan
from pipeline.forms.mapping.taken import taken
from pipeline.merging.incoming import Incoming, digest

READ_BEFORE = "blanket-laest-foer"
"""Of a form whose every answer the case has: there is nothing to merge, and nothing wrong."""


def of_form(name: str, data: bytes, mine: Mapping[str, Any], day: dt.date) -> Incoming:
    """The answers of a form of ours; one that was made from a case is read into that case.

    `day` is the day it came. Raises DataError for a file that is no form of ours, or belongs to
    another case.
    """
    carried = read_filled(data, name).carried
    if carried is None:
        raise DataError([Problem(name, "uden-kobling", text("Blanket"), text(
            "Filen har ingen data med, og den er ikke en af programmets blanketter."), text(
            "Læs den med forms read og en kobling (--map)."))])
    plan = carried.plan
    try:
        found = taken(data, None, mine if plan.case else None, name)
    except DataError as error:
        if any(each.code == READ_BEFORE for each in error.problems):
            return Incoming(name, digest(data), plan.kind, mine, "blanket", day)
        raise
    case = found.data
    places = tuple((at,) for at in _places(plan, mine, case))
    return Incoming(name, digest(data), plan.kind, case, "blanket", day, _authors(plan, case, places),
                    places=places, problems=found.problems)


def _places(plan: Plan, mine: Mapping[str, Any], case: Mapping[str, Any]) -> list[int]:
    """Where the event stands that the form is about: what our case does not have yet."""
    listed = case.get(KINDS[plan.kind].liste) or []
    known = (mine.get(KINDS[plan.kind].liste) or []) if plan.case else []
    return [at for at, event in enumerate(listed) if event not in known][:1]


def _authors(plan: Plan, case: Mapping[str, Any], places: tuple[tuple[int], ...]) -> tuple[str, ...]:
    """Who has signed it, by the fields that name who: else the parent whom it was made for."""
    kind = KINDS[plan.kind]
    for (at,) in places:
        event = case[kind.liste][at]
        for name in kind.authors if not kind.led else ():
            if event.get(name):
                return (event[name],) if isinstance(event[name], str) else tuple(event[name])
    return (plan.reader,) if plan.reader else ()
