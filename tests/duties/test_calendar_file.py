"""Duties as a calendar file: readable again, the same each time, no person's name."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from pipeline.duties import due
from pipeline.duties.calendar_file import calendar_file
from tests.cases import case, settings

MADE = dt.date(2026, 2, 1)


def entries(language: str = "da") -> tuple[bytes, list[object]]:
    data = case("alma")
    duties = [(data["sagsnummer"], duty) for duty in due(data, settings(), dt.date(2027, 1, 1))]
    made = calendar_file(duties, MADE, language)
    return made, list(Calendar.from_ical(made).walk("VEVENT"))


def test_each_duty_is_a_day_with_its_source() -> None:
    data = case("alma")
    duties = due(data, settings(), dt.date(2027, 1, 1))
    _, events = entries()
    assert len(events) == len(duties) > 3
    assert [event["dtstart"].dt for event in events] == [duty.frist for duty in duties]  # type: ignore[index]
    assert all(event["summary"].endswith(f", sag {data['sagsnummer']}") for event in events)  # type: ignore[index]
    assert len({event["uid"] for event in events}) == len(events)  # type: ignore[index]


def test_the_same_duties_give_the_same_bytes() -> None:
    assert entries()[0] == entries()[0]


def test_it_names_no_person() -> None:
    data, text = case("alma"), entries()[0].decode()
    for person in (data["barn"], *data["parter"]):
        assert person["navn"] not in text
        assert person["navn"].split()[0] not in text
