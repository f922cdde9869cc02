"""Single values: what people may write, and what only looks like it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats import (
    FORMATS,
    cpr_birth_date,
    cpr_checksum_holds,
    cpr_digits,
    cpr_is_replacement,
    parse_date,
)

CENTURIES = [
    # digit 7, year's digits, the year (domain.md 5); every border on both sides
    ("0", "00", 1900), ("0", "99", 1999), ("3", "00", 1900), ("3", "36", 1936), ("3", "37", 1937),
    ("3", "57", 1957), ("3", "58", 1958), ("3", "99", 1999),
    ("4", "00", 2000), ("4", "36", 2036), ("4", "37", 1937), ("4", "57", 1957), ("4", "58", 1958),
    ("4", "99", 1999),
    ("5", "00", 2000), ("5", "36", 2036), ("5", "37", 2037), ("5", "57", 2057), ("5", "58", 1858),
    ("5", "99", 1899),
    ("8", "00", 2000), ("8", "57", 2057), ("8", "58", 1858), ("8", "99", 1899),
    ("9", "00", 2000), ("9", "36", 2036), ("9", "37", 1937), ("9", "57", 1957), ("9", "58", 1958),
    ("9", "99", 1999),
]


@pytest.mark.parametrize(("seventh", "yy", "year"), CENTURIES)
def test_the_century_of_a_cpr_number(seventh: str, yy: str, year: int) -> None:
    assert cpr_birth_date(f"1705{yy}-{seventh}123") == dt.date(year, 5, 17)


@given(st.integers(0, 9), st.integers(0, 99))
def test_digits_that_share_a_rule_share_it_everywhere(seventh: int, yy: int) -> None:
    born = cpr_birth_date(f"1705{yy:02}{seventh}000")
    assert born is not None
    assert born.year % 100 == yy
    like = {0: 1, 1: 2, 2: 3, 4: 9, 5: 6, 6: 7, 7: 8}.get(seventh, seventh)
    assert cpr_birth_date(f"1705{yy:02}{like}000") == born


@pytest.mark.parametrize(("written", "digits"), [
    ("170518-7162", "1705187162"), ("1705187162", "1705187162"), ("170518 7162", "1705187162"),
    ("170518--7162", ""), ("17 05 18 7162", ""), ("170518-716", ""), ("170518-71622", ""),
    ("170518-716x", ""), ("", ""), ("170518-7162\n", ""), ("١٧٠٥١٨7162", ""),
])
def test_how_a_cpr_number_is_written(written: str, digits: str) -> None:
    assert cpr_digits(written) == digits
    assert FORMATS.conforms(written, "cpr") is bool(digits)


@pytest.mark.parametrize(("number", "born"), [
    ("310218-7162", None), ("290223-7162", None), ("290224-7162", dt.date(2024, 2, 29)),
    ("290200-0162", None), ("290200-5162", dt.date(2000, 2, 29)),
    ("001218-7162", None), ("321218-7162", None), ("171318-7162", None), ("170018-7162", None),
    ("770518-7162", dt.date(2018, 5, 17)), ("610518-7162", dt.date(2018, 5, 1)),
    ("910518-7162", dt.date(2018, 5, 31)), ("910618-7162", None), ("920518-7162", None),
    ("600518-7162", None),
])
def test_the_day_of_a_cpr_number(number: str, born: dt.date | None) -> None:
    assert cpr_birth_date(number) == born
    assert FORMATS.conforms(number, "cpr") is (born is not None)


def test_replacement_numbers_are_known_by_their_day() -> None:
    assert cpr_is_replacement("770518-7162")
    assert not cpr_is_replacement("310518-7162")


def test_modulus_11() -> None:
    # 3 1 0 2 1 8 7 1 6 with weights 4 3 2 7 6 5 4 3 2 is 118; 118 + 3 is 11 times 11. There is no
    # 31 February, so the number is nobody's.
    assert [n for n in range(10) if cpr_checksum_holds(f"310218-716{n}")] == [3]


YES_AND_NO: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
    "dato": (
        ("2024-02-29", "1900-01-01", "2200-12-31", "2026-03-31"),
        ("2023-02-29", "2026-02-30", "2026-13-01", "1899-12-31", "2201-01-01", "2026-3-1", "31-03-2026",
         "20260331", "2026-03-31T00:00", " 2026-03-31", "2026-03-31\n", "٢٠٢٦-03-31", "", "2026-W10-1")),
    "maaned": (("2026-03", "1900-01"), ("2026-13", "2026-00", "2026-3", "2026", "2026-03-01", "")),
    "klokkeslaet": (("00:00", "08:30", "19:59", "23:59"),
                    ("24:00", "8:30", "08:60", "08.30", "0830", "08:30:00", "08:30\n", "")),
    "kroner": (
        (0, 645867, Decimal("645.87"), Decimal("645.8"), Decimal("645.870"), Decimal("1E+3")),
        (Decimal("645.867"), Decimal("0.001"), Decimal("1E-3"))),
    "cvr": (("99001208", "99000104"), ("99001209", "9900120", "990012088", "DK99001208", "99 00 12 08",
                                       "00000000", "9900120x", "99001208\n", "")),
    "postnummer": (("0800", "5999", "9990"), ("0799", "9991", "0000", "800", "05999", "DK-5999", "5999 ",
                                              "599x", "٥٩٩٩", "5999\n", "")),
    "telefon": (
        ("65000001", "65 00 00 01", "6500 0001", "65-00-00-01", "+4565000001", "+45 65 00 00 01",
         "004565000001", "+46 70 123 45 67", "+4930123456"),
        ("6500000", "650000011", "05000001", "15000001", "+45 650000011", "+45 6500000", "tlf. 65000001",
         "65000001 eller 65000002", "65000001\n", "+0123456789", "+46", "٦٥000001", "")),
    "e-mail": (
        ("navn@example.dk", "a.b+c@mail.example.dk", "søren@blåbær.dk", "n@a.b"),
        ("navn", "navn@", "@example.dk", "navn@example", "navn@@example.dk", "n avn@example.dk",
         "navn@example.dk, b@example.dk", "Navn <navn@example.dk>", "navn@example..dk", "navn@.dk",
         "navn@example.dk\n", "na\u202evn@example.dk", "na\x00vn@example.dk", "")),
    "linje": (
        ("Søren Åkjær-O’Neil", "«Æøå» – “x”", "Zoé", "日本", "👩\u200d👧", "a\u00a0b", "{{ x }} <b>&"),
        ("a\nb", "a\tb", "a\rb", "a\u2028b", "a\u2029b", "a\x85b", "a\x00b", "a\u202eb", "a\u061cb",
         "a\ue000b", "a\n")),
    "tekst": (
        ("En linje.\nEn til.\n\n\tMed indryk.", "", "a\u2028b", "Ærø"),
        ("a\x00b", "a\x07b", "a\x1bb", "a\rb", "a\x0bb", "a\x0cb", "a\x7fb", "a\x85b", "a\x9fb",
         "\ufeffa", "a\ufffeb", "a\uffffb", "a\u200eb", "a\u200fb", "a\u061cb", "a\u202ab", "a\u202eb",
         "a\u2066b", "a\u2069b", "a\ud800b", "a\udfffb", "a\ue000b", "a\uf8ffb", "a\U000f0000b",
         "a\U0010fffdb")),
}


def test_every_format_is_in_the_table() -> None:
    assert set(FORMATS.checkers) == {*YES_AND_NO, "cpr"}


@pytest.mark.parametrize(("form", "value"), [(f, v) for f, (yes, _) in YES_AND_NO.items() for v in yes])
def test_accepted(form: str, value: Any) -> None:
    assert FORMATS.conforms(value, form)


@pytest.mark.parametrize(("form", "value"), [(f, v) for f, (_, no) in YES_AND_NO.items() for v in no])
def test_refused(form: str, value: Any) -> None:
    assert not FORMATS.conforms(value, form)


@pytest.mark.parametrize("form", [*YES_AND_NO, "cpr"])
@pytest.mark.parametrize("value", [None, True, False, [], {}, ["2026-13-01"]])
def test_a_format_says_nothing_of_other_types(form: str, value: Any) -> None:
    assert FORMATS.conforms(value, form)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)))
def test_every_date_is_read_as_itself(day: dt.date) -> None:
    assert parse_date(day.isoformat()) == day
    assert FORMATS.conforms(day.isoformat(), "dato")


@given(st.decimals(0, 10**9, places=2))
def test_money_in_kroner_and_oere(amount: Decimal) -> None:
    assert FORMATS.conforms(amount, "kroner")


@given(st.integers(0, 10**9), st.integers(1, 9))
def test_three_decimals_are_a_thousands_point_gone_wrong(kroner: int, last: int) -> None:
    assert not FORMATS.conforms(Decimal(f"{kroner}.00{last}"), "kroner")


@given(st.text())
def test_a_line_is_a_text(value: str) -> None:
    if FORMATS.conforms(value, "linje"):
        assert FORMATS.conforms(value, "tekst")
        assert len(value.splitlines()) <= 1


@given(st.text(max_size=12), st.sampled_from([*YES_AND_NO, "cpr"]))
def test_no_text_breaks_a_format(value: str, form: str) -> None:
    assert FORMATS.conforms(value, form) in (True, False)
