"""How dates, numbers and names are written in Danish letters."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import formatting
from pipeline.formatting import (
    FILTERS,
    FILTERS_OF_JINJA,
    NBSP,
    cpr,
    dato,
    dato_kort,
    ejefald,
    fornavn,
    kroner,
    liste,
    maaned,
    ord_,
    procent,
    stort,
    tal,
    telefon,
    timer,
)
from pipeline.richtext import RichText

S = NBSP


@pytest.mark.parametrize(("day", "words", "short", "month"), [
    (dt.date(2026, 3, 3), f"3.{S}marts 2026", "03-03-2026", "marts 2026"),
    (dt.date(2026, 12, 31), f"31.{S}december 2026", "31-12-2026", "december 2026"),
    (dt.date(2024, 2, 29), f"29.{S}februar 2024", "29-02-2024", "februar 2024"),
    (dt.date(1900, 1, 1), f"1.{S}januar 1900", "01-01-1900", "januar 1900"),
])
def test_dates(day: dt.date, words: str, short: str, month: str) -> None:
    assert (dato(day), dato_kort(day), maaned(day)) == (words, short, month)


def test_every_month_in_danish() -> None:
    assert [maaned(f"2026-{n:02}").split()[0] for n in range(1, 13)] == [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
        "november", "december"]


@pytest.mark.parametrize(("amount", "words"), [
    (645867, "645.867"), (Decimal("1234.5"), "1.234,50"), (Decimal("1234.50"), "1.234,50"), (0, "0"),
    (Decimal("0.05"), "0,05"), (Decimal("1000.00"), "1.000"), (999, "999"), (1000000, "1.000.000"),
    (Decimal("7638.51"), "7.638,51"), (Decimal("0.5"), "0,50"), (Decimal("1E+3"), "1.000"),
])
def test_kroner(amount: Decimal | int, words: str) -> None:
    assert kroner(amount) == f"{words}{S}kr."


@given(st.decimals(0, 10**12, places=2))
def test_an_amount_can_be_read_back(amount: Decimal) -> None:
    printed = kroner(amount)
    number, unit = printed.split(S)
    assert unit == "kr."
    assert Decimal(number.replace(".", "").replace(",", ".")) == amount
    assert re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d\d)?", number)
    assert not number.endswith(",00")


@pytest.mark.parametrize(("value", "number", "hours", "percent"), [
    (Decimal("18.5"), "18,5", f"18,5{S}timer", f"18,5{S}%"), (1, "1", f"1{S}time", f"1{S}%"),
    (Decimal("1.0"), "1", f"1{S}time", f"1{S}%"), (Decimal("0.5"), "0,5", f"0,5{S}timer", f"0,5{S}%"),
    (0, "0", f"0{S}timer", f"0{S}%"), (Decimal("12.50"), "12,5", f"12,5{S}timer", f"12,5{S}%"),
    (1234, "1.234", f"1.234{S}timer", f"1.234{S}%"), (2, "2", f"2{S}timer", f"2{S}%"),
])
def test_numbers(value: Decimal | int, number: str, hours: str, percent: str) -> None:
    assert (tal(value), timer(value), procent(value)) == (number, hours, percent)


@given(st.integers(0, 167), st.integers(0, 59))
def test_no_number_ends_in_a_comma_or_a_zero_decimal(hours: int, minutes: int) -> None:
    assert not re.search(r",$|,\d*0$", tal(hours + Decimal(minutes) / 60))


@pytest.mark.parametrize(("name", "genitive"), [
    ("Alma", "Almas"), ("Zoé", "Zoés"), ("Lars", "Lars'"), ("Max", "Max'"), ("Moritz", "Moritz'"),
    ("Åse", "Åses"), ("Søren", "Sørens"), ("LARS", "LARS'"), ("Ann-Louise", "Ann-Louises"),
    ("Hans-Jens", "Hans-Jens'"), ("Bo", "Bos"),
])
def test_genitive(name: str, genitive: str) -> None:
    assert ejefald(name) == genitive


@pytest.mark.parametrize(("items", "words"), [
    ([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c"),
    (["a", "b", "c", "d"], "a, b, c og d"), (("a", "b"), "a og b"),
])
def test_lists(items: list[str], words: str) -> None:
    assert liste(items) == words
    assert liste(iter(items)) == words


@given(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True).filter(lambda w: w != "og"), min_size=1))
def test_every_item_of_a_list_is_named_once(items: list[str]) -> None:
    assert re.split(r", | og ", liste(items)) == items


@pytest.mark.parametrize(("written", "printed"), [
    ("65000001", f"65{S}00{S}00{S}01"), ("65 00 00 01", f"65{S}00{S}00{S}01"),
    ("6500 0001", f"65{S}00{S}00{S}01"), ("65-00-00-01", f"65{S}00{S}00{S}01"),
    ("+4565000001", f"65{S}00{S}00{S}01"), ("+45 65 00 00 01", f"65{S}00{S}00{S}01"),
    ("004565000001", f"65{S}00{S}00{S}01"), ("45454545", f"45{S}45{S}45{S}45"),
    ("+46 70 123 45 67", "+46 70 123 45 67"), ("+3712345", "+3712345"), ("+37123456", "+37123456"),
])
def test_telephone_numbers(written: str, printed: str) -> None:
    assert telefon(written) == printed


@pytest.mark.parametrize("written", ["1705187162", "170518-7162", "170518 7162"])
def test_cpr_numbers(written: str) -> None:
    assert cpr(written) == "170518-7162"


@pytest.mark.parametrize(("word", "capital"), [
    ("delvist nået", "Delvist nået"), ("øvelse", "Øvelse"), ("", ""), ("A b", "A b"), ("iPad", "IPad"),
])
def test_a_capital_first_letter(word: str, capital: str) -> None:
    assert stort(word) == capital


def test_a_capital_stands_behind_the_marks_before_it() -> None:
    changed = stort(RichText("- **æble**\n- pære"))
    assert (changed, type(changed)) == ("- **Æble**\n- pære", RichText)


def test_a_code_without_a_word_of_its_own_is_its_own_word() -> None:
    assert ord_("efter_behov") == "efter behov"
    assert ord_("ny") == "ny"


@pytest.mark.parametrize(("name", "first"), [
    ("Alma Østergård Kjær", "Alma"), ("Åse-Løvig Kjær", "Åse-Løvig"), ("Zoé", "Zoé"),
    ("  Bo  Ebbesen", "Bo"),
])
def test_first_names(name: str, first: str) -> None:
    assert fornavn(name) == first


def test_every_filter_is_offered_under_its_name() -> None:
    for name, function in FILTERS.items():
        assert function.__name__.rstrip("_") == name
        assert getattr(formatting, function.__name__) is function


def test_filters_of_jinja_exist_and_none_is_ours() -> None:
    assert set(FILTERS_OF_JINJA) <= set(jinja2.filters.FILTERS)
    assert not set(FILTERS_OF_JINJA) & set(FILTERS)
    assert not {"safe", "attr", "tojson", "xmlattr", "pprint", "urlize"} & {*FILTERS_OF_JINJA, *FILTERS}
