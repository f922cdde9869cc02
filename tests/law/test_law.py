"""Law as dated data: the right statute and figure on each day, or a refusal that names the gap."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import law
from pipeline.errors import DataError
from pipeline.law import NEW_LAW, Quantity, Value, look_up, quantities, statute, unbreakable

OLD = dt.date(2023, 12, 31)
NEW = dt.date(2024, 1, 1)
S = "\u00a0"
FAMILIES = ("hjemler", "satser", "frister")

# topic: (on the last day of serviceloven, on the first day of barnets lov)
STATUTES = {
    "hjemmetraening": ("§ 32 a i serviceloven", "§ 85 i barnets lov"),
    "betingelser": ("§ 32 a i serviceloven", "§ 85, stk. 1, i barnets lov"),
    "sundhedsfaglig": ("§ 32 a i serviceloven", "§ 85, stk. 3, i barnets lov"),
    "tilsyn": ("§ 32 a i serviceloven", "§ 85, stk. 4, i barnets lov"),
    "tabt_arbejdsfortjeneste": ("§§ 32 a og 42 i serviceloven",
                                "§ 85, stk. 5, og § 87 i barnets lov"),
    "udgifter": ("§ 32 a, stk. 6, i serviceloven", "§ 85, stk. 6, i barnets lov"),
    "undersoegelse": ("§ 50 i serviceloven", "§§ 20 og 22 i barnets lov"),
    "barnets_syn": ("§§ 46 og 48 i serviceloven", "§ 5 i barnets lov"),
    "saerligt_tilbud": ("§ 32 i serviceloven", "§ 82 i barnets lov"),
    "hjaelpemidler": ("§ 112 i serviceloven", "§ 112 i serviceloven"),
    "partshoering": ("§ 19 i forvaltningsloven", "§ 19 i forvaltningsloven"),
    "aktindsigt": ("§ 9 i forvaltningsloven", "§ 9 i forvaltningsloven"),
    "repraesentation": ("§ 8 i forvaltningsloven", "§ 8 i forvaltningsloven"),
    "udsaettelse": ("§ 21 i forvaltningsloven", "§ 21 i forvaltningsloven"),
    "barnets_bisidder": ("§ 48 a i serviceloven", "§ 6 i barnets lov"),
    "specialiseret_behandling": ("§ 32 a i serviceloven", "§ 85, stk. 2, i barnets lov"),
    "foreloebig_vurdering": ("§ 50 i serviceloven", "§ 20, stk. 3, i barnets lov"),
    "begrundelse": ("§§ 22 og 24 i forvaltningsloven", "§§ 22 og 24 i forvaltningsloven"),
    "klagevejledning": ("§ 25 i forvaltningsloven", "§ 25 i forvaltningsloven"),
}

UNSEEN = {"klagefrist", "klubtilbud", "sagsbehandlingsfrist"}
"""Topics whose statute of today was never seen in a source: known, marked, never printed."""


def test_the_day_the_law_changed() -> None:
    assert NEW_LAW == NEW


def test_every_topic_is_in_the_table() -> None:
    assert set(quantities("hjemler")) == set(STATUTES) | UNSEEN


@pytest.mark.parametrize("topic", sorted(UNSEEN))
def test_an_unseen_statute_is_never_given_out(topic: str) -> None:
    found = quantities("hjemler")[topic].on(NEW)
    assert found is not None
    assert not found.sikker
    assert not quantities("hjemler")[topic].known_after(NEW)
    with pytest.raises(DataError):
        statute(topic, NEW)


@pytest.mark.parametrize("topic", STATUTES)
def test_a_topic_on_both_sides_of_the_new_law(topic: str) -> None:
    old, new = STATUTES[topic]
    assert statute(topic, OLD).vaerdi.replace(S, " ") == old
    assert statute(topic, NEW).vaerdi.replace(S, " ") == new
    assert "barnets lov" not in old
    if topic != "hjaelpemidler":
        assert "serviceloven" not in new


@given(st.dates(dt.date(2016, 10, 1), OLD), st.dates(NEW, dt.date(2040, 12, 31)))
def test_no_day_of_one_law_cites_the_other(before: dt.date, after: dt.date) -> None:
    for topic, (old, new) in STATUTES.items():
        assert statute(topic, before).vaerdi.replace(S, " ") == old
        assert statute(topic, after).vaerdi.replace(S, " ") == new


@pytest.mark.parametrize(("words", "held"), [
    ("§ 85 i barnets lov", f"§{S}85 i barnets lov"),
    ("§ 32 a, stk. 1, i serviceloven", f"§{S}32{S}a, stk.{S}1, i serviceloven"),
    ("§ 32 a i serviceloven", f"§{S}32{S}a i serviceloven"),
    ("§ 85, stk. 5, og § 87 i barnets lov", f"§{S}85, stk.{S}5, og §{S}87 i barnets lov"),
    ("§§ 20 og 22 i barnets lov", f"§§{S}20 og 22 i barnets lov"),
    ("lov nr. 12 af 3. maj", f"lov nr.{S}12 af 3. maj"),
])
def test_a_citation_holds_together_at_a_lines_end(words: str, held: str) -> None:
    assert unbreakable(words) == held


def test_no_statute_can_break_after_its_sign() -> None:
    for topic in STATUTES:
        for day in (OLD, NEW):
            assert "§ " not in statute(topic, day).vaerdi
            assert "stk. " not in statute(topic, day).vaerdi


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_has_a_source_a_reference_and_dates_in_order(family: str) -> None:
    assert quantities(family)
    for quantity in quantities(family).values():
        assert quantity.titel
        assert quantity.enhed
        assert quantity.vaerdier
        for value in quantity.vaerdier:
            assert value.kilde
            assert value.ref
            assert not value.lokal
            assert isinstance(value.fra, dt.date)
            assert value.til is None or value.fra <= value.til
        for earlier, later in zip(quantity.vaerdier, quantity.vaerdier[1:], strict=False):
            assert earlier.til is not None
            assert earlier.til < later.fra


@pytest.mark.parametrize("family", ["hjemler", "frister"])
def test_statutes_and_periods_have_no_gap(family: str) -> None:
    for quantity in quantities(family).values():
        for earlier, later in zip(quantity.vaerdier, quantity.vaerdier[1:], strict=False):
            assert earlier.til is not None
            assert later.fra - earlier.til == dt.timedelta(days=1)
        assert quantity.vaerdier[-1].til is None


@pytest.mark.parametrize(("key", "day", "amount"), [
    ("udgifter_maksimum", "2020-12-31", 645867), ("udgifter_maksimum", "2021-01-01", 658784),
    ("udgifter_maksimum", "2024-01-01", 706600), ("udgifter_maksimum", "2024-12-31", 706600),
    ("tabt_arbejdsfortjeneste_loft", "2021-06-15", 32671),
    ("tabt_arbejdsfortjeneste_loft", "2023-12-31", 34055),
    ("tabt_arbejdsfortjeneste_loft", "2024-01-01", 35247),
])
def test_figures_of_law(key: str, day: str, amount: int) -> None:
    value = look_up("satser", key, dt.date.fromisoformat(day))
    assert value.vaerdi == amount
    assert not value.lokal


@pytest.mark.parametrize(("key", "day"), [
    ("udgifter_maksimum", "2016-09-30"), ("udgifter_maksimum", "2017-06-01"),
    ("udgifter_maksimum", "2022-01-01"), ("udgifter_maksimum", "2023-12-31"),
    ("udgifter_maksimum", "2025-01-01"), ("udgifter_maksimum", "2026-03-01"),
    ("tabt_arbejdsfortjeneste_loft", "2022-12-31"), ("tabt_arbejdsfortjeneste_loft", "2025-01-01"),
])
def test_a_gap_is_refused_with_the_quantity_and_the_date(key: str, day: str) -> None:
    with pytest.raises(DataError) as error:
        look_up("satser", key, dt.date.fromisoformat(day))
    (problem,) = error.value.problems
    assert problem.code == "sats-mangler"
    assert key in problem.path
    assert str(problem.title) == quantities("satser")[key].titel
    assert day in str(problem.message)
    assert day in problem.message.in_language("en")
    assert "satser" in str(problem.remedy)


@pytest.mark.parametrize("topic", STATUTES)
def test_before_home_training_law_there_is_no_statute(topic: str) -> None:
    assert statute(topic, dt.date(2016, 10, 1))
    with pytest.raises(DataError) as error:
        statute(topic, dt.date(2016, 9, 30))
    (problem,) = error.value.problems
    assert problem.code == "lov-mangler"
    assert "2016-10-01" in str(problem.remedy)


def local(fra: str, til: str | None, amount: int) -> Value:
    return Value(dt.date.fromisoformat(fra), til and dt.date.fromisoformat(til), amount, "Kommunen",
                 sikker=False, lokal=True)


def test_a_local_rate_fills_a_gap_and_says_so() -> None:
    rates = [local("2025-01-01", "2025-12-31", 725000), local("2026-01-01", None, 740000)]
    value = look_up("satser", "udgifter_maksimum", dt.date(2025, 12, 31), rates)
    assert (value.vaerdi, value.lokal, value.kilde) == (725000, True, "Kommunen")
    assert look_up("satser", "udgifter_maksimum", dt.date(2026, 1, 1), rates).vaerdi == 740000


def test_a_local_rate_never_replaces_the_law() -> None:
    rates = [local("2020-01-01", None, 1)]
    for year, amount in ((2020, 645867), (2024, 706600)):
        assert look_up("satser", "udgifter_maksimum", dt.date(year, 7, 1), rates).vaerdi == amount


def test_a_local_rate_of_other_dates_fills_nothing() -> None:
    last_year = [local("2025-01-01", "2025-12-31", 1)]
    with pytest.raises(DataError):
        look_up("satser", "udgifter_maksimum", dt.date(2026, 1, 1), last_year)


def test_an_unverified_value_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    doubtful = Value(dt.date(2025, 1, 1), None, 999999, "Rygte", sikker=False, ref="X")
    quantity = Quantity("udgifter_maksimum", "Maksimum", "kroner", (doubtful,))
    monkeypatch.setattr(law, "quantities", lambda _: {"udgifter_maksimum": quantity})
    with pytest.raises(DataError):
        look_up("satser", "udgifter_maksimum", dt.date(2025, 6, 1))
    rate = local("2025-01-01", None, 725000)
    assert look_up("satser", "udgifter_maksimum", dt.date(2025, 6, 1), [rate]) is rate


@pytest.mark.parametrize("family", FAMILIES)
@given(day=st.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1)))
def test_what_is_returned_holds_on_the_day_and_is_verified(family: str, day: dt.date) -> None:
    for key in quantities(family):
        try:
            value = look_up(family, key, day)
        except DataError:
            continue
        assert value.sikker
        assert value.fra <= day
        assert value.til is None or day <= value.til


def test_figures_are_exact() -> None:
    for quantity in quantities("satser").values():
        assert all(isinstance(value.vaerdi, int | Decimal) for value in quantity.vaerdier)
