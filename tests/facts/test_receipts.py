"""The receipt: what was applied for, when the family hears, when the examination is done."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.facts.receipts import receipt
from tests.cases import GONE, case, settings
from tests.facts.views import facts, view

APPLIED = {"art": "hjemmetraening", "variant": "ny", "brevdato": "2025-03-03", "modtaget": "2025-03-04",
           "kanal": "telefon", "ansoegere": ["mor", "far"], "oensker_undersoegelse": True,
           "omfang": {"form": "heldag", "timer_pr_uge": 20, "start": "2025-08-01"},
           "metoder": [{"navn": "Marte Meo", "hvorfor": "Ro."}]}


def received(changes: dict[str, Any], day: str = "2025-03-05", examinations: Any = (),
             local: Any = None) -> dict[str, Any]:
    data = case("alma", {"ansoegninger": [{**APPLIED, **changes}],
                         "undersoegelser": list(examinations)})
    return facts(view(data, ("ansoegninger", 0), day, "mor", local=local), receipt)


def test_what_was_applied_for_is_repeated() -> None:
    assert received({})["soegt"] == [
        "hjemmetræning i 20\u00a0timer om ugen fra den 1.\u00a0august 2025", "metoden Marte Meo",
        "en børnefaglig undersøgelse"]
    assert received({"udgifter": [{"hvad": "Billedkort", "beloeb": 300}]})["soegt"][-1] == "Billedkort"


@pytest.mark.parametrize(("came", "agreed", "days", "expected"), [
    ("2025-03-04", None, 10, "2025-03-14"),
    ("2025-03-05", None, 10, "2025-03-17"),   # a Saturday
    ("2025-04-07", None, 10, "2025-04-22"),   # Maundy Thursday to Easter Monday
    ("2025-03-04", "2025-03-10", 10, "2025-03-10"),
    ("2025-03-04", None, None, None),
])
def test_first_contact(came: str, agreed: str | None, days: int | None, expected: str | None) -> None:
    receipt_ = {"kvittering": {"brevdato": "2025-03-05", **(
        {"foerste_kontakt": agreed} if agreed else {})}}
    local = settings("solbaek", {"servicemaal": {"foerste_kontakt_dage": days} if days else {}})
    found = received({"modtaget": came, **receipt_}, local=local)["frist.foerste_kontakt"]
    assert found == (dt.date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(("aware", "limit"), [
    ("2025-03-04", "2025-07-04"), ("2025-10-31", "2026-02-28"), ("2027-10-31", "2028-02-29"),
])
def test_four_months_from_the_day_the_kommune_became_aware(aware: str, limit: str) -> None:
    running = [{"startet": "2025-03-10", "blev_opmaerksom": aware}]
    running[0]["startet"] = aware
    found = received({}, aware, running)
    assert found["frist.undersoegelse"] == dt.date.fromisoformat(limit)
    assert received({"modtaget": aware})["frist.undersoegelse"] == dt.date.fromisoformat(limit)


@pytest.mark.parametrize(("day", "ended", "overdue"), [
    ("2025-07-04", None, False), ("2025-07-05", None, True),
    ("2025-08-01", "2025-07-04", False), ("2025-08-01", "2025-07-10", True),
])
def test_whether_it_is_overdue(day: str, ended: str | None, overdue: bool) -> None:
    running = [{"startet": "2025-03-10", "blev_opmaerksom": "2025-03-04",
                **({"afsluttet": ended} if ended else {})}]
    assert received({}, day, running)["undersoegelse"]["overskredet"] is overdue


def test_no_examination_no_limit() -> None:
    found = received({"oensker_undersoegelse": False})
    assert found["frist.undersoegelse"] is None
    assert found["undersoegelse"] is None


def test_the_letters_own_date_when_the_day_it_came_is_not_noted() -> None:
    data = case("alma", {"ansoegninger": [APPLIED], "ansoegninger[0].modtaget": GONE})
    found = facts(view(data, ("ansoegninger", 0), "2025-03-05", "mor"), receipt)
    assert found["kvittering"]["modtaget"] == dt.date(2025, 3, 3)


def test_a_documentation_is_acknowledged_with_the_number_of_its_receipts() -> None:
    spent = [{"dato": day, "hvad": "Bog", "art": "redskab", "beloeb": 90, "bilag": "Bilag"}
             for day in ("2025-01-31", "2025-02-01", "2025-07-31", "2025-08-01")]
    data = case("alma", {"udgifter": [*spent, {**spent[1], "bilag": None}], "ansoegninger": [{
        "art": "udgifter", "variant": "dokumentation", "brevdato": "2025-08-04",
        "modtaget": "2025-08-04", "ansoegere": ["mor"],
        "periode": {"fra": "2025-02-01", "til": "2025-07-31"}}]})
    del data["udgifter"][-1]["bilag"]
    assert facts(view(data, ("ansoegninger", 0), "2025-08-07", "mor"), receipt)["soegt"] == [
        "udgifter fra den 1.\u00a0februar 2025 til den 31.\u00a0juli 2025, "
        "2 kvitteringer og regninger"]
