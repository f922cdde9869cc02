"""Law as dated data: the right statute and figure on each day, or a refusal that names the gap."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import law
from pipeline.errors import DataError
from pipeline.facts.budget import budget
from pipeline.facts.deadlines import complaint
from pipeline.facts.grants import maximum_for_costs
from pipeline.facts.lost_earnings import calculation
from pipeline.facts.statutes import statutes
from pipeline.law import NEW_LAW, Quantity, Value, look_up, quantities, statute, unbreakable
from tests.cases import ROOT, case, settings
from tests.facts.views import view
from tests.tavler.tavle import table

OLD = dt.date(2023, 12, 31)
NEW = dt.date(2024, 1, 1)
S = "\u00a0"
FAMILIES = ("hjemler", "satser", "frister")

TABLE = table("Hjemmel på begge sider af den nye lov").rows
UNSEEN = {row["Emne"] for row in TABLE if row["Den 01-01-2024"] == "ingen"}
"""Topics whose statute of today was never seen in a source: known, marked, never printed."""

STATUTES = {row["Emne"]: (row["Den 31-12-2023"], row["Den 01-01-2024"])
            for row in TABLE if row["Emne"] not in UNSEEN}
"""Each topic on the last day of serviceloven and on the first of barnets lov."""


def test_the_day_the_law_changed() -> None:
    assert NEW_LAW == NEW


def test_every_topic_is_in_the_table() -> None:
    assert set(quantities("hjemler")) == set(STATUTES) | UNSEEN
    assert len(UNSEEN) >= 3
    assert len(STATUTES) >= 19


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
            assert value.kilde.strip()
            assert value.ref.strip()
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


def test_every_file_of_law_is_looked_at() -> None:
    assert sorted(FAMILIES) == sorted(path.stem for path in (ROOT / "pipeline" / "law").glob("*.toml"))


def unsure() -> Iterator[Value]:
    return (value for family in FAMILIES for quantity in quantities(family).values()
            for value in quantity.vaerdier if not value.sikker)


def test_what_is_general_knowledge_is_marked_as_unsure() -> None:
    for family in FAMILIES:
        for quantity in quantities(family).values():
            assert not any("GK" in value.ref and value.sikker for value in quantity.vaerdier)
    assert len(list(unsure())) >= 6


def doubt_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law as it is, but nothing of it seen in a source."""
    doubted = {family: {key: replace(q, vaerdier=tuple(replace(v, sikker=False) for v in q.vaerdier))
                        for key, q in quantities(family).items()} for family in FAMILIES}
    for module in ("pipeline.law", "pipeline.money.rates", "pipeline.facts.statutes"):
        monkeypatch.setattr(f"{module}.quantities", doubted.__getitem__)


GRANT = {"brevdato": "2024-02-01", "ydelse": "udgifter", "udfald": "bevilling",
         "periode": {"fra": "2024-02-01"}, "beloeb": 1000}
OFFER = {"brevdato": "2024-02-01", "leverandoer": "lev",
         "budget": {"fra": "2024-03-01", "linjer": [{"hvad": "Besøg", "beloeb": 1000}]}}
PAY = {"timer_pr_uge": 10, "beregning": {"form": "loenmodtager", "arbejdstid": 37, "bruttoloen": 30000}}
PROVIDER = {"id": "lev", "rolle": "leverandoer", "navn": "Karen Bloch", "virksomhed": "Legeværk"}


def test_what_is_unsure_reaches_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    data = case("bo", {"afgoerelser": [GRANT], "tilbud": [OFFER], "parter[1]": PROVIDER})
    bare = {**settings("nyborg"), "satser": []}
    day = "2024-06-01"
    review = view(data, ("revurderinger", 0), day, local=bare)
    offer = view(data, ("tilbud", 0), day, "kommune", ("lev",), bare)
    for rule in (statutes, complaint, maximum_for_costs):
        assert list(rule(review))
    assert list(budget(offer))
    assert calculation(PAY, bare, offer.day)
    doubt_everything(monkeypatch)
    assert list(statutes(review)) == []
    for rule in (complaint, maximum_for_costs):
        with pytest.raises(DataError):
            list(rule(review))
    with pytest.raises(DataError):
        list(budget(offer))
    with pytest.raises(DataError):
        calculation(PAY, bare, offer.day)


def test_only_the_lookup_gives_values_out() -> None:
    """Who reads a quantity's values past the lookup could print what nobody has verified."""
    # What there is to translate is collected from all of them, and so are the amounts that a shared
    # case keeps because everybody knows them; neither is printed.
    allowed = {"law/__init__.py", "money/rates.py", "locale/documents.py", "pseudonyms/moved.py"}
    readers = {path.relative_to(ROOT / "pipeline").as_posix()
               for path in (ROOT / "pipeline").rglob("*.py") if "_data" not in path.parts
               and re.search(r"\.vaerdier\b", path.read_text(encoding="utf-8"))}
    assert readers == allowed


def printed() -> Mapping[str, str]:
    """The text of every template and of every letter on record."""
    found = {}
    for path in (ROOT / "templates").rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            xml = package.read("word/document.xml").decode("utf-8")
        found[path.name] = re.sub("<[^>]+>", "", xml)
    for path in (ROOT / "tests" / "golden").rglob("*.txt"):
        found[f"{path.parent.name}/{path.name}"] = path.read_text(encoding="utf-8")
    return found


def test_no_unsure_statute_is_written_anywhere() -> None:
    statutes_in_doubt = {value.vaerdi for value in unsure() if isinstance(value.vaerdi, str)}
    texts = {name: words.replace(S, " ") for name, words in printed().items()}
    assert len(texts) > 50
    assert statutes_in_doubt
    for name, words in texts.items():
        assert not any(doubted in words for doubted in statutes_in_doubt), name
