"""The day a letter is received and the last day to complain. More rows stand in tavler/frister.md."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.calendar import is_workday
from pipeline.errors import DataError
from pipeline.facts.complaints import complaint_limit, workdays_on, workdays_until_received
from pipeline.law import look_up
from pipeline.recipients import settings_view
from tests.cases import settings

SENT = dt.date(2026, 3, 2)


def test_settings_are_read_from_json_and_from_a_view() -> None:
    plain = settings()
    seen = settings_view(plain, SENT)
    for channel in ("digital_post", "brev"):
        found = complaint_limit(SENT, channel, plain, SENT)
        assert found
        assert found == complaint_limit(SENT, channel, seen, SENT)


def test_the_limit_says_where_it_comes_from() -> None:
    found = complaint_limit(SENT, "brev", settings(), SENT)
    assert found
    received, limit, source = found
    assert (received, limit) == (dt.date(2026, 3, 10), dt.date(2026, 4, 7))
    assert look_up("frister", "klage", SENT).kilde in source
    assert "kommunens indstilling" in source


@pytest.mark.parametrize("local", [{}, {"modtagelse": ()}, {"modtagelse": None}])
def test_without_a_setting_there_is_no_date(local: dict[str, object]) -> None:
    assert complaint_limit(SENT, "digital_post", local, SENT) is None


def test_a_newer_rule_holds_from_its_day_whatever_the_order() -> None:
    local = {"modtagelse": [{"kanal": "brev", "fra": "2026-03-02", "hverdage": 8},
                            {"kanal": "brev", "fra": "2018-01-01", "hverdage": 6}]}
    assert workdays_until_received("brev", local, SENT) == 8
    assert workdays_until_received("brev", local, SENT - dt.timedelta(days=1)) == 6
    assert workdays_until_received("digital_post", local, SENT) is None


def test_the_period_is_that_of_the_decisions_day() -> None:
    with pytest.raises(DataError):
        complaint_limit(SENT, "brev", settings(), dt.date(2016, 9, 30))


@given(st.dates(dt.date(2018, 1, 1), dt.date(2060, 12, 31)), st.sampled_from(["digital_post", "brev"]))
def test_a_limit_ends_on_a_workday_at_least_four_weeks_on(sent: dt.date, channel: str) -> None:
    found = complaint_limit(sent, channel, settings(), sent)
    assert found
    received, limit, _ = found
    assert is_workday(limit)
    assert sent <= received
    assert 28 <= (limit - received).days <= 33


@given(st.dates(dt.date(2018, 1, 1), dt.date(2060, 12, 31)), st.integers(1, 20))
def test_so_many_workdays_lie_after_the_day(start: dt.date, count: int) -> None:
    end = workdays_on(start, count)
    days = [start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(is_workday, days)) == count
    assert is_workday(end)


def test_with_no_workdays_it_is_the_day_itself_also_a_sunday() -> None:
    assert workdays_on(dt.date(2026, 11, 22), 0) == dt.date(2026, 11, 22)
