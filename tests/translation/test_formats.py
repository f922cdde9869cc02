"""How a reading copy writes dates, amounts and lists."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pipeline.formatting import FILTERS
from pipeline.translation.formats import filters
from pipeline.translation.language import DANISH, Language

DAY = dt.date(2026, 3, 12)


def words(danish: str, /, **values: Any) -> str:
    return {"{navn}s": "{navn}’s", "nået": "reached"}.get(danish, danish).format(**values)


ENGLISH = filters("en_GB", words)


@pytest.mark.parametrize(("name", "value", "written"), [
    ("dato", DAY, "12 March 2026"), ("dato_kort", DAY, "12 Mar 2026"), ("ugedag", DAY, "Thursday"),
    ("maaned", DAY, "March 2026"), ("maaned", "2026-03", "March 2026"), ("klokken", "13:30", "13:30"),
    ("kroner", 12345, "DKK 12,345"), ("kroner", Decimal("12345.5"), "DKK 12,345.50"),
    ("kroner", Decimal("1200.00"), "DKK 1,200"), ("kroner", -5, "-DKK 5"),
    ("tal", Decimal("1234.50"), "1,234.5"), ("timer", 1, "1 hour"),
    ("timer", Decimal("18.5"), "18.5 hours"), ("procent", Decimal("12.5"), "12.5%"),
    ("ejefald", "Lars", "Lars’s"), ("liste", ["a", "b", "c"], "a, b and c"),
    ("liste", ["Noget helt færdigt."], "Noget helt færdigt"), ("liste", [], ""),
    ("ord", "naaet", "reached"), ("ord", "noget_andet", "noget andet"),
    ("telefon", "65000001", "65 00 00 01"), ("stort", "æble", "Æble"),
])
def test_english(name: str, value: Any, written: str) -> None:
    assert ENGLISH[name](value).replace("\u00a0", " ") == written


def test_day_and_month_and_currency_hold_together() -> None:
    assert "12\u00a0March" in ENGLISH["dato"](DAY)
    assert "DKK\u00a0" in ENGLISH["kroner"](5)


@pytest.mark.parametrize(("locale", "amount", "share"), [
    ("de", "12.345,50 DKK", "12,5 %"), ("tr", "DKK 12.345,50", "%12,5"),
    ("pl", "12 345,50 DKK", "12,5%"),
])
def test_another_language_is_written_as_it_is(locale: str, amount: str, share: str) -> None:
    found = filters(locale, words)
    assert found["kroner"](Decimal("12345.5")).replace("\u00a0", " ") == amount
    assert found["procent"](Decimal("12.5")).replace("\u00a0", " ") == share


def test_a_template_finds_every_filter_in_every_language() -> None:
    assert set(ENGLISH) == set(FILTERS)


def language(**catalog: str) -> Language:
    return Language("en", "en_GB", ENGLISH, catalog)


def test_words_are_filled_through_the_languages_own_filters() -> None:
    catalog = {"fra {dag|dato}, {beloeb|kroner}": "{beloeb|kroner} from {dag|dato}"}
    made = Language("en", "en_GB", ENGLISH, catalog).words(
        "fra {dag|dato}, {beloeb|kroner}", dag=DAY, beloeb=5)
    assert made.replace("\u00a0", " ") == "DKK 5 from 12 March 2026"
    assert DANISH.words("fra {dag|dato}", dag=DAY).replace("\u00a0", " ") == "fra 12. marts 2026"


def test_a_value_is_never_read_as_a_place() -> None:
    assert DANISH.words("{a} og {b}", a="{b}", b="<b1>") == "{b} og <b1>"


def test_without_a_translation_the_danish_words_stand() -> None:
    assert language().words("Noget") == "Noget"
    assert language(Noget="Some").words("Noget") == "Some"


def test_blanks_that_hold_together_do_not_hide_a_translation() -> None:
    catalog = {"§ 85 i barnets lov": "section 85"}
    assert Language("en", "en_GB", ENGLISH, catalog).words("§\u00a085 i barnets lov") == "section 85"
