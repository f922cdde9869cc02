"""Duties as a calendar file (RFC 5545) for Outlook and others: case numbers, never names."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from pipeline.duties.common import Duty


def calendar_file(duties: Iterable[tuple[str, Duty]], made: dt.date, language: str) -> bytes:
    """One whole-day entry for each (case number, duty); the same duties give the same bytes.

    An entry keeps its identity from file to file, so importing again moves it and adds none.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//hjemmetraening//frister//DA")
    calendar.add("version", "2.0")
    for number, duty in duties:
        entry = Event()
        identity = f"{number}|{duty.kode}|{duty.felt}|{duty.nr}"
        entry.add("uid", f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}@hjemmetraening")
        entry.add("dtstamp", dt.datetime.combine(made, dt.time(0), dt.UTC))
        entry.add("dtstart", duty.frist)
        entry.add("dtend", duty.frist + dt.timedelta(days=1))
        entry.add("summary", f"{duty.hvad.in_language(language)}, sag {number}")
        entry.add("description", duty.kilde)
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    made_of: bytes = calendar.to_ical()
    return made_of
