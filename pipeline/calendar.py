"""Days and months as Danish letters count them."""

from __future__ import annotations

import datetime as dt
import functools

from dateutil.relativedelta import relativedelta


@functools.cache
def holidays_of(year: int) -> frozenset[dt.date]:
    """Denmark's public holidays of a year (Store bededag until 2023)."""
    import holidays

    return frozenset(holidays.country_holidays("DK", years=year))


def is_workday(day: dt.date) -> bool:
    """Monday to Friday and no public holiday (domain.md 2, Helligdage)."""
    return day.weekday() < 5 and day not in holidays_of(day.year)


def next_workday(day: dt.date) -> dt.date:
    """The day itself, or the first workday after it: a limit never ends on a day off."""
    while not is_workday(day):
        day += dt.timedelta(days=1)
    return day


def add_months(day: dt.date, months: int) -> dt.date:
    """Calendar months on; the 31st becomes the last day of a shorter month.

    Always count from the anchor day: adding 6 and 6 months to a result would drift.
    """
    return day + relativedelta(months=months)


def birthday(born: dt.date, age: int) -> dt.date:
    """The day somebody turns `age`. Who is born on 29 February turns on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return dt.date(born.year + age, 3, 1)


def age_on(born: dt.date, day: dt.date) -> int:
    """Full years of age on a day, with the convention of `birthday`."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1
