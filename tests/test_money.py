"""Rounding in one place, lines that add up, years and what they are measured by."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.calendar import birthday
from pipeline.errors import DataError
from pipeline.money import Number, paid, rounded, rounding, total
from pipeline.money.costs import (
    contradicts_itself,
    first_day,
    granted_for_a_year,
    handed_out,
    last_day,
    line_amount,
    year_with,
)
from pipeline.money.rates import MAXIMUM, as_date, known_maximum, local_rates, measured_by, rate_on
from tests.cases import settings

ONE_DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))


@pytest.mark.parametrize(("amount", "to", "kroner"), [
    (Fraction(704940, 37), "oere", "19052.43"),
    (Decimal("123.425"), "oere", "123.43"), (Decimal("123.4249"), "oere", "123.42"),
    (Decimal("123.435"), "oere", "123.44"), (Decimal("0.005"), "oere", "0.01"),
    (Decimal("1234.5"), "krone", "1235"), (Decimal("1234.49"), "krone", "1234"),
    (Decimal("1235.5"), "krone", "1236"), (Fraction(1, 2), "krone", "1"),
    (35890, "oere", "35890.00"), (35890, "krone", "35890"), (0, "oere", "0.00"),
    (Decimal("-0.005"), "oere", "-0.01"), (Decimal("-0.004"), "oere", "0.00"),
    # Wider than a Decimal's usual 28 digits: nothing is rounded on the way.
    (Fraction(10**30 + 1, 200), "oere", f"5{'0' * 27}.01"),
])
def test_the_half_goes_up(amount: Number, to: str, kroner: str) -> None:
    assert str(rounded(amount, to)) == kroner


@given(st.fractions(0, 10**12), st.sampled_from([("oere", 100), ("krone", 1)]))
def test_rounding_is_to_the_nearest_unit(amount: Fraction, to: tuple[str, int]) -> None:
    name, units = to
    found = Fraction(rounded(amount, name)) * units
    assert found.denominator == 1
    assert -Fraction(1, 2) < found - amount * units <= Fraction(1, 2)


def test_an_amount_knows_whether_it_was_rounded() -> None:
    assert paid(Fraction(1, 3)).was_rounded
    assert not paid(Decimal("0.33")).was_rounded
    assert paid(Decimal("0.33"), "krone").was_rounded


@pytest.mark.parametrize(("local", "to"), [
    ({}, "oere"), ({"beregning": None}, "oere"), ({"beregning": {"kilde": "K"}}, "oere"),
    ({"beregning": {"kilde": "K", "afrunding": None}}, "oere"),
    ({"beregning": {"kilde": "K", "afrunding": "krone"}}, "krone")])
def test_the_kommune_says_what_to_round_to(local: dict[str, Any], to: str) -> None:
    assert rounding(local) == to


def test_a_sum_is_exact() -> None:
    assert total([Decimal("0.1")] * 10 + [1]) == 2
    assert total([]) == 0


@pytest.mark.parametrize(("line", "amount"), [
    ({"beloeb": 171600}, 171600), ({"beloeb": Decimal("1450.50")}, Decimal("1450.5")),
    ({"antal": 12, "enhedspris": 1250}, 15000),
    ({"antal": Decimal("2.5"), "enhedspris": Decimal("333.33")}, Decimal("833.33")),
    ({"antal": Decimal("0.1"), "enhedspris": Decimal("0.25")}, Decimal("0.03")),
    ({"antal": 3, "enhedspris": 0}, 0), ({"beloeb": 0}, 0), ({"antal": 3}, None), ({}, None),
    ({"beloeb": None, "antal": 2, "enhedspris": 5}, 10),
    ({"beloeb": 900, "antal": 2, "enhedspris": 5}, 900),
])
def test_what_a_line_amounts_to(line: dict[str, Any], amount: Decimal | None) -> None:
    assert line_amount(line) == amount


@pytest.mark.parametrize(("beloeb", "wrong"), [
    ("833.32", False), ("833.33", False), ("833.31", True), ("833.34", True),
    ("833", True)])
def test_a_line_may_differ_by_rounding_alone(beloeb: str, wrong: bool) -> None:
    line = {"antal": Decimal("2.5"), "enhedspris": Decimal("333.33"), "beloeb": Decimal(beloeb)}
    assert contradicts_itself(line) is wrong


@pytest.mark.parametrize("line", [
    {"beloeb": 5}, {"antal": 2, "beloeb": 5}, {"antal": 2, "enhedspris": 3}, {}])
def test_what_is_not_said_twice_cannot_differ(line: dict[str, Any]) -> None:
    assert not contradicts_itself(line)


@pytest.mark.parametrize(("line", "free"), [
    ({"beloeb": 0}, True), ({"antal": 4, "enhedspris": 0}, True),
    ({"enhedspris": None, "beloeb": 0}, True), ({"antal": 0, "enhedspris": 5}, False),
    ({"beloeb": 1}, False), ({}, False)])
def test_a_price_of_nothing_is_handed_out(line: dict[str, Any], free: bool) -> None:
    assert handed_out(line) is free


@pytest.mark.parametrize(("decision", "amount"), [
    ({"beloeb": 1000, "poster": [{"bevilget": 400}]}, 1000),
    ({"poster": [{"bevilget": 400}, {"bevilget": Decimal("0.5")}]}, Decimal("400.5")),
    ({"poster": [{"bevilget": 0}]}, 0), ({"poster": ()}, None), ({"beloeb": None}, None)])
def test_what_is_granted_for_a_year(decision: dict[str, Any], amount: Decimal | None) -> None:
    assert granted_for_a_year(decision) == amount


@given(DAYS)
def test_a_year_ends_the_day_before_the_next(fra: dt.date) -> None:
    til = last_day(fra)
    assert til + ONE_DAY == birthday(fra, 1)
    assert 364 <= (til - fra).days <= 365


@given(DAYS)
def test_the_twelve_months_to_a_day_are_the_longest_that_hold_it(til: dt.date) -> None:
    fra = first_day(til)
    assert fra <= til <= last_day(fra)
    assert last_day(fra - ONE_DAY) < til


@pytest.mark.parametrize(("til", "fra"), [
    ("2025-02-27", "2024-02-28"), ("2025-02-28", "2024-02-29"), ("2025-03-01", "2024-03-02"),
    ("2028-02-28", "2027-03-01"), ("2028-02-29", "2027-03-01"), ("2026-03-31", "2025-04-01")])
def test_the_twelve_months_around_a_leap_day(til: str, fra: str) -> None:
    assert first_day(dt.date.fromisoformat(til)) == dt.date.fromisoformat(fra)


@given(DAYS, st.integers(0, 5000))
def test_every_day_is_in_one_year_of_a_grant(anchor: dt.date, later: int) -> None:
    day = anchor + dt.timedelta(days=later)
    fra, til = year_with(anchor, day)
    assert anchor <= fra <= day <= til
    assert year_with(anchor, fra) == year_with(anchor, til) == (fra, til)
    assert year_with(anchor, til + ONE_DAY)[0] == til + ONE_DAY


@pytest.mark.parametrize(("anchor", "day", "fra", "til"), [
    ("2024-02-29", "2025-02-28", "2024-02-29", "2025-02-28"),
    ("2024-02-29", "2025-03-01", "2025-03-01", "2026-02-28"),
    ("2024-02-29", "2028-02-29", "2028-02-29", "2029-02-28"),
    ("2025-08-01", "2026-07-31", "2025-08-01", "2026-07-31"),
    ("2025-08-01", "2026-08-01", "2026-08-01", "2027-07-31"),
])
def test_years_of_a_grant(anchor: str, day: str, fra: str, til: str) -> None:
    read = dt.date.fromisoformat
    assert year_with(read(anchor), read(day)) == (read(fra), read(til))


def test_dates_come_as_text_or_as_dates() -> None:
    day = dt.date(2026, 3, 1)
    assert as_date("2026-03-01") == as_date(day) == day
    assert as_date("2026-02-30") is as_date(None) is as_date(3) is None


def own(fra: str, til: str, amount: int) -> dict[str, Any]:
    return {"noegle": MAXIMUM, "fra": fra, "til": til, "beloeb": amount, "kilde": "Byrådet"}


def test_a_kommunes_rates_are_read_from_json_and_from_a_view() -> None:
    plain = own("2025-01-01", "2025-12-31", 725000)
    seen = {**plain, "fra": dt.date(2025, 1, 1), "til": dt.date(2025, 12, 31)}
    (one,), (other,) = (list(local_rates({"satser": [rate]}, MAXIMUM)) for rate in (plain, seen))
    assert one == other
    assert one.lokal
    assert (one.vaerdi, one.kilde) == (725000, "Byrådet")


@pytest.mark.parametrize("gone", ["noegle", "fra", "til", "beloeb", "kilde"])
def test_a_rate_that_is_wrong_somewhere_counts_for_nothing(gone: str) -> None:
    rate = own("2025-01-01", "2025-12-31", 725000)
    del rate[gone]
    assert list(local_rates({"satser": [rate]}, MAXIMUM)) == []
    assert list(local_rates({}, MAXIMUM)) == []


def test_a_rate_that_changes_within_a_year_is_found() -> None:
    halves = [own("2025-01-01", "2025-06-30", 700000), own("2025-07-01", "2025-12-31", 690000)]
    local = {"satser": halves, "budgetaar_sats": "laveste"}
    fra, til = dt.date(2025, 2, 1), dt.date(2025, 12, 31)
    assert measured_by(local, fra, til).vaerdi == 690000
    assert measured_by({**local, "budgetaar_sats": None}, fra, til).vaerdi == 700000


def test_a_rate_that_is_nowhere_is_refused_by_name() -> None:
    for ask in (lambda: rate_on(MAXIMUM, settings("nyborg"), dt.date(2026, 1, 1)),
                lambda: measured_by({}, dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
                lambda: measured_by({"budgetaar_sats": "laveste"}, dt.date(2024, 6, 1),
                                    dt.date(2025, 5, 31))):
        with pytest.raises(DataError) as error:
            ask()
        assert MAXIMUM in error.value.problems[0].path


def test_of_what_is_known_the_lowest_is_a_sure_limit() -> None:
    year = dt.date(2024, 6, 1), dt.date(2025, 5, 31)
    lowest = {"budgetaar_sats": "laveste"}
    known = known_maximum(lowest, *year)
    assert known
    assert known.vaerdi == 706600
    assert known_maximum(lowest, dt.date(2026, 1, 1), dt.date(2026, 12, 31)) is None
    assert known_maximum({}, dt.date(2026, 1, 1), dt.date(2026, 12, 31)) is None
