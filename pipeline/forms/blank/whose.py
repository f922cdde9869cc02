"""Whose form it is: a kommune's, or one that begins with what a case knows and its reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline.forms.blank.made import described
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.prefill import For, planned, values
from pipeline.forms.blank.sending import sent_to
from pipeline.forms.entries import Given
from pipeline.letters import Job, checked
from pipeline.merging.difference import without_hidden
from pipeline.sag import Sag
from pipeline.validation import problems_of, refuse

Settings = Mapping[str, Any]


def of_case(plan: Plan, sag: Sag, reader: str, day: dt.date, *, nr: int | None = None,
            settings: Settings | None = None) -> tuple[Plan, dict[str, Given]]:
    """The plan with what the case knows, and what of it stands in the form.

    `nr` is the event that is answered. Raises DataError for a case that is wrong, and UsageError where
    the reader fills in no such form.
    """
    case, known, _ = checked(sag, Job("", date=day, settings=settings))
    return _known(sent_to(plan, known), case, reader, day, nr, known)


def of_carried(plan: Plan, case: Mapping[str, Any], reader: str, day: dt.date, *,
               nr: int | None = None, settings: Settings | None = None
               ) -> tuple[Plan, dict[str, Given]]:
    """The same from what a document carries: the part of a case that its reader was let see.

    It is not to stand by itself, so nothing is told of what it lacks.
    """
    known = settings or {}
    return _known(sent_to(plan, known), without_hidden(case), reader, day, nr, known)


def _known(plan: Plan, case: Mapping[str, Any], reader: str, day: dt.date, nr: int | None,
           settings: Settings) -> tuple[Plan, dict[str, Given]]:
    public = (settings.get("navn"), (settings.get("adresse") or {}).get("by"))
    whole, seen = planned(plan, For(case, reader, day, nr, tuple(filter(None, public))))
    _, form, mapping = described(whole)
    return whole, values(form, mapping, seen)


def of_kommune(plan: Plan, settings: Settings) -> Plan:
    """The plan with where the form is sent. Raises DataError for settings that are wrong."""
    refuse(tuple(problems_of(settings, "kommune")))
    return sent_to(plan, settings)
