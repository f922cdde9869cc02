"""Days and months as Danish letters count them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.calendar import add_months, age_on, birthday, holidays_of, is_workday, next_workday


def day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(("start", "months", "end"), [
    ("2025-08-31", 6, "2026-02-28"), ("2023-08-31", 6, "2024-02-29"), ("2026-01-31", 1, "2026-02-28"),
    ("2026-03-31", 1, "2026-04-30"), ("2026-02-28", 12, "2027-02-28"), ("2024-02-29", 12, "2025-02-28"),
    ("2024-02-29", 48, "2028-02-29"), ("2025-12-15", 4, "2026-04-15"), ("2026-05-17", 0, "2026-05-17"),
])
def test_months_on(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@given(DAYS, st.integers(0, 60))
def test_months_land_in_the_month_they_should(start: dt.date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + dt.timedelta(days=1)).day == 1)


@pytest.mark.parametrize(("born", "age", "turns"), [
    ("2008-02-29", 18, "2026-03-01"), ("2008-02-29", 4, "2012-02-29"), ("2010-03-01", 18, "2028-03-01"),
    ("2009-05-17", 18, "2027-05-17"), ("2009-12-31", 18, "2027-12-31"),
])
def test_birthdays(born: str, age: int, turns: str) -> None:
    assert birthday(day(born), age) == day(turns)
    assert age_on(day(born), day(turns)) == age
    assert age_on(day(born), day(turns) - dt.timedelta(days=1)) == age - 1


@given(DAYS, st.integers(0, 120))
def test_somebody_has_an_age_from_that_birthday_on(born: dt.date, age: int) -> None:
    turns = birthday(born, age)
    assert age_on(born, turns) == age
    if age:
        assert age_on(born, turns - dt.timedelta(days=1)) == age - 1


@pytest.mark.parametrize(("written", "works"), [
    ("2023-05-05", False),  # Store bededag, the last one
    ("2024-04-26", True),   # the Friday that would have been Store bededag
    ("2026-04-01", True), ("2026-04-02", False), ("2026-04-03", False),  # Skærtorsdag, langfredag
    ("2026-04-06", False), ("2026-04-07", True),                          # 2. påskedag
    ("2026-05-14", False), ("2026-05-15", True),                          # Kristi himmelfart
    ("2026-05-25", False), ("2026-05-26", True),                          # 2. pinsedag
    ("2026-05-01", True), ("2026-06-05", True),                           # no public holidays
    ("2026-12-24", True), ("2026-12-25", False), ("2025-12-26", False), ("2026-12-31", True),
    ("2026-01-01", False), ("2026-11-21", False), ("2026-11-22", False), ("2026-11-23", True),
])
def test_workdays(written: str, works: bool) -> None:
    assert is_workday(day(written)) is works


@pytest.mark.parametrize(("limit", "moved"), [
    ("2026-04-01", "2026-04-01"), ("2026-04-02", "2026-04-07"), ("2026-04-05", "2026-04-07"),
    ("2026-12-24", "2026-12-24"), ("2026-12-25", "2026-12-28"), ("2027-01-01", "2027-01-04"),
    ("2023-05-05", "2023-05-08"), ("2024-04-26", "2024-04-26"), ("2026-11-21", "2026-11-23"),
])
def test_a_limit_on_a_day_off_moves_to_the_next_workday(limit: str, moved: str) -> None:
    assert next_workday(day(limit)) == day(moved)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
def test_a_limit_only_ever_moves_over_days_off(limit: dt.date) -> None:
    moved = next_workday(limit)
    assert is_workday(moved)
    between = [limit + dt.timedelta(days=n) for n in range((moved - limit).days)]
    assert not any(is_workday(passed) for passed in between)
    assert len(between) <= 5


def test_holidays_are_those_of_the_year() -> None:
    assert {holiday.year for holiday in holidays_of(2026)} == {2026}
    assert len(holidays_of(2023)) == len(holidays_of(2024)) + 1
