"""Amounts and times as people write them in a form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.danish.dates import parse_time
from pipeline.danish.numbers import Trouble, by_hand, parse_number


@pytest.mark.parametrize(("written", "kroner"), [
    ("31.500", "31500"), ("31.500 kr.", "31500"), ("kr. 1.234", "1234"), ("31,500", "31500"),
    ("31500", "31500"), ("31 500", "31500"), ("31\u00a0500", "31500"), ("31.500,50", "31500.5"),
    ("1.231.500", "1231500"), ("31,5", "31.5"), ("31.50", "31.5"), ("-1.250", "-1250"),
    ("31,500.75", "31500.75"), ("645.867,-", "645867")])
def test_an_amount_written_by_hand(written: str, kroner: str) -> None:
    assert parse_number(by_hand(written), money=True) == Decimal(kroner)


@pytest.mark.parametrize("written", ["0.500", "31.5000", "31.50.0", "3.1500,5", "otte"])
def test_what_no_mark_between_thousands_explains_stays_as_it_is(written: str) -> None:
    assert by_hand(written) == written


@pytest.mark.parametrize(("written", "time"), [
    ("10", "10:00"), ("kl. 8", "08:00"), ("8.30", "08:30"), ("kl. 08:30", "08:30"),
    ("8:30:00", "08:30")])
def test_a_time_of_day(written: str, time: str) -> None:
    assert parse_time(written) == time


@pytest.mark.parametrize("written", ["", "8.3", "halv ni", "100", "8.30.15"])
def test_no_time_of_day(written: str) -> None:
    with pytest.raises(Trouble):
        parse_time(written)
