"""Cells: dates, numbers, choices as people write them; what can be read in two ways is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batch.sheets.cells import Odd, Raw, value_of
from pipeline.danish.dates import MONTHS, parse_day
from pipeline.danish.fields import fields
from pipeline.danish.numbers import Trouble, parse_number
from pipeline.danish.values import word

DAY, MONEY, NUMBER, WHOLE = ("barn.foedselsdato", "udgifter[].beloeb", "afgoerelser[].timer_pr_uge",
                             "ansoegninger[].arbejde.regnskabsaar")
CPR, LINE, YES = "barn.cpr", "barn.navn", "parter[].foraeldremyndighed"
STATUS, DAYTIME, POSTCODE = ("tilsyn[].maal[].status", "indkaldelser[].fra", "barn.adresse.postnr")

MIDNIGHT, NOON = map(dt.datetime.fromisoformat, ("2026-03-01", "2026-03-01 12:00"))


def read(path: str, raw: Raw, listed: bool = False) -> Any:
    return value_of(raw, fields()[path], listed)


def refused(path: str, raw: Raw) -> str:
    with pytest.raises(Trouble) as trouble:
        read(path, raw)
    return trouble.value.code


@pytest.mark.parametrize("written", [
    "1.3.2026", "01-03-2026", "1/3-2026", "1/3 2026", "2026-03-01", "2026-3-1", "1. marts 2026",
    "1 mar 2026", "den 1. Marts 2026", " 01.03.2026 ", "1. 3. 2026", "2026-03-01T00:00:00",
    "2026-03-01 00:00", "01-03-2026 00:00:00", "1.\u00a0marts\u00a02026", MIDNIGHT])
def test_a_day_in_every_way_it_is_written(written: Raw) -> None:
    assert read(DAY, written) == "2026-03-01"


@pytest.mark.parametrize(("written", "code"), [
    ("03/04/26", "celle-dato-tvetydig"), ("3.4.26", "celle-dato-tvetydig"),
    ("03/04/2026", "celle-dato-tvetydig"), ("31.2.2026", "celle-dato"), ("3/25/2026", "celle-dato"),
    ("i morgen", "celle-dato"), ("46082", "celle-dato"), (46082, "celle-dato"), ("marts 2026",
                                                                                 "celle-dato"),
    ("1. mat 2026", "celle-dato"), ("1. ma 2026", "celle-dato"), ("2026-03-01 12:30", "celle-dato"),
    (NOON, "celle-dato"), (dt.time(8), "celle-dato"), (True, "celle-dato"),
    (Odd.DATE, "celle-dato"), ("20260301", "celle-dato")])
def test_what_is_no_day_or_could_be_two(written: Raw, code: str) -> None:
    assert refused(DAY, written) == code


@given(st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    for written in (f"{day.day}.{day.month}.{day.year}", f"{day:%d-%m-%Y}", f"{day:%d/%m-%Y}",
                    f"{day.day}. {MONTHS[day.month - 1]} {day.year}", day.isoformat()):
        assert parse_day(written) == day.isoformat()


def test_a_day_and_month_that_agree_can_be_written_either_way() -> None:
    assert parse_day("4/4/2026") == "2026-04-04"
    assert parse_day("25/3/2026") == "2026-03-25"


@pytest.mark.parametrize(("written", "number"), [
    ("1.234,50", "1234.5"), ("1234,5", "1234.5"), ("12.345.678", "12345678"), ("1 234,50", "1234.5"),
    ("1\u202f234", "1234"), ("1234.50", "1234.5"), ("1,234.50", "1234.5"), ("1,234,567", "1234567"),
    ("500,-", "500"), ("kr. 500", "500"), ("500 kr.", "500"), ("500 DKK", "500"), ("-5", "-5"),
    ("\u22125", "-5"), ("0,125", "0.125"), ("1234", "1234"), ("1,5", "1.5"), ("1000,000", "1000")])
def test_an_amount_in_every_way_it_is_written(written: str, number: str) -> None:
    assert read(MONEY, written) == Decimal(number)


@pytest.mark.parametrize(("written", "code"), [
    ("1.234", "celle-tal-tvetydigt"), ("12.000", "celle-tal-tvetydigt"), ("1,234",
                                                                          "celle-tal-tvetydigt"),
    ("tolv", "celle-tal"), ("12 timer", "celle-tal"), ("1.23.4", "celle-tal"), ("1.2345,0", "celle-tal"),
    ("", "celle-tal"), ("1234567890123456", "celle-tal"), ("٣", "celle-tal"), ("1e5", "celle-tal"),
    (MIDNIGHT, "celle-tal"), (True, "celle-tal"), ("10 %", "celle-tal")])
def test_what_is_no_amount_or_could_be_two(written: Raw, code: str) -> None:
    assert refused(MONEY, written) == code


@given(st.decimals(0, 10**9, places=2))
def test_every_amount_is_read_back(amount: Decimal) -> None:
    danish = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert parse_number(danish, money=True) == amount
    assert parse_number(f"{amount:.2f}".replace(".", ",")) == amount


def test_kroner_are_only_for_amounts() -> None:
    assert refused(NUMBER, "500 kr.") == "celle-tal"
    assert refused(WHOLE, Decimal("2.5")) == "celle-tal"
    assert read(WHOLE, "2025") == 2025


@pytest.mark.parametrize(("raw", "value"), [
    ("ja", True), ("Ja ", True), ("x", True), ("X", True), (True, True), ("SAND", True),
    ("nej", False), ("FALSK", False), (False, False)])
def test_yes_and_no(raw: Raw, value: bool) -> None:
    assert read(YES, raw) is value


@pytest.mark.parametrize("raw", ["måske", "1", 1, "j", "–"])
def test_neither_yes_nor_no(raw: Raw) -> None:
    assert refused(YES, raw) == "celle-ja-nej"


@pytest.mark.parametrize("raw", ["delvist_naaet", "delvist nået", "Delvist  Nået", "DELVIST NÅET"])
def test_a_choice_by_code_or_word(raw: str) -> None:
    assert read(STATUS, raw) == "delvist_naaet"
    assert refused(STATUS, f"{raw}t") == "celle-valg"


def test_every_choice_has_a_word_that_means_it() -> None:
    codes = [(path, code) for path, field in fields().items() for code in field.codes]
    assert len(codes) > 150
    for path, code in codes:
        assert read(path, word(code), listed=False) == code
        assert read(path, word(code).capitalize()) == code
    assert word("delvist_naaet") == "delvist nået"
    assert word("foraeldres_oenske") == "forældres ønske"


def test_the_words_of_the_letters_are_understood_too() -> None:
    assert read("maal[].omraade", "følelsesmæssig") == "emotionel"


@pytest.mark.parametrize("raw", ["8.30", "08:30", "kl. 8.30", "kl 08.30", "8:30:00", dt.time(8, 30)])
def test_a_time_of_day(raw: Raw) -> None:
    assert read(DAYTIME, raw) == "08:30"


@pytest.mark.parametrize("raw", ["8.3", "halv ni", Decimal("0.354"), dt.time(8, 30, 5), MIDNIGHT])
def test_what_is_no_time_of_day(raw: Raw) -> None:
    assert refused(DAYTIME, raw) == "celle-klokkeslaet"


@pytest.mark.parametrize(("path", "raw", "code"), [
    (CPR, 101201234, "celle-nul-tabt"), (CPR, "101201234", "celle-nul-tabt"), (POSTCODE, 800,
                                                                               "celle-nul-tabt"),
    (CPR, "1,0112E+09", "celle-tal-forkortet"), (LINE, MIDNIGHT, "celle-som-dato"),
    (LINE, Decimal("1.5"), "celle-tekst"), (LINE, True, "celle-tekst"), (LINE, Odd.ERROR, "celle-fejl"),
    (LINE, Odd.UNCALCULATED, "celle-formel"), (LINE, Odd.SHORTENED, "celle-tal-forkortet")])
def test_numbers_and_texts_that_the_spreadsheet_has_spoilt(path: str, raw: Raw, code: str) -> None:
    assert refused(path, raw) == code


def test_text_keeps_its_lines_and_loses_the_spaces_around_it() -> None:
    assert read(LINE, " Mia Bæk ") == "Mia Bæk"
    assert read("barn.diagnose", "en\r\nto\rtre") == "en\nto\ntre"
    assert read(CPR, 3112091234) == "3112091234"
    assert read("sagsnummer", 26001) == "26001"


def test_a_list_in_one_cell() -> None:
    assert read("afgoerelser[].bilag[]", "Skema, udfyldt; side 1\n\n Brev ", listed=True) == [
        "Skema, udfyldt; side 1", "Brev"]
    assert read("barn.bor_hos[]", "mor, far", listed=True) == ["mor", "far"]
    assert read("barn.bor_hos[]", "mor;far\n", listed=True) == ["mor", "far"]
    assert read("ophoer[].ydelser[]", "Hjemmetræning\nTabt arbejdsfortjeneste", listed=True) == [
        "hjemmetraening", "tabt_arbejdsfortjeneste"]
    assert read("afgoerelser[].bilag[]", "Ingen", listed=True) == []
    assert read("hoeringer[].svar", "ingen") == []
    assert refused("hoeringer[].svar", "2") == "celle-liste"


def test_trouble_never_tells_the_value() -> None:
    for path, raw in ((DAY, "Hemmelig"), (MONEY, "Hemmelig"), (YES, "Hemmelig"), (STATUS, "Hemmelig"),
                      (DAYTIME, "Hemmelig"), ("hoeringer[].svar", "Hemmelig")):
        with pytest.raises(Trouble) as trouble:
            read(path, raw)
        assert "Hemmelig" not in f"{trouble.value.message} {trouble.value.remedy} {trouble.value}"
