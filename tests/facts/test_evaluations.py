"""Evaluations: half-yearly from the grant's first day, never drifting; who has signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.calendar import add_months
from pipeline.facts.answers import answer
from pipeline.facts.evaluations import evaluation, next_evaluation
from pipeline.facts.meetings import meeting
from tests.cases import case
from tests.facts.views import facts, view


@pytest.mark.parametrize(("start", "last", "expected"), [
    ("2025-08-31", None, "2026-02-28"),
    ("2025-08-31", "2026-02-27", "2026-08-31"),   # the anchor day comes back
    ("2025-08-31", "2026-01-14", "2026-08-31"),   # six weeks early still counts for February
    ("2025-08-31", "2026-01-13", "2026-02-28"),   # a day more does not
    ("2023-08-31", "2024-02-20", "2024-08-31"),
    ("2023-08-31", None, "2024-02-29"),
])
def test_the_next_evaluation(start: str, last: str | None, expected: str) -> None:
    found = next_evaluation(dt.date.fromisoformat(start),
                            dt.date.fromisoformat(last) if last else None, 6)
    assert found == dt.date.fromisoformat(expected)


def test_years_of_evaluations_keep_their_day() -> None:
    start = day = dt.date(2020, 8, 31)
    for step in range(1, 20):
        day = next_evaluation(start, day, 6)
        assert day == add_months(start, 6 * step)


def evaluated(**more: Any) -> dict[str, Any]:
    data = case("alma", {"evalueringer": [
        {"brevdato": "2025-08-20", "forfattere": ["lev"]},
        {"brevdato": "2026-02-20", "forfattere": ["lev", "mor"],
         "underskrifter": [{"part": "lev", "dato": "2026-02-20"}], **more}]})
    return facts(view(data, ("evalueringer", 1), "2026-02-20", "kommune", ("lev", "mor")), evaluation)


def test_who_has_signed_and_which_came_before() -> None:
    found = evaluated()
    assert [(row["navn"], row["mangler"]) for row in found["underskrifter"]] == [
        ("Karen Bloch", False), ("Signe Østergård", True)]
    assert found["forrige"] == dt.date(2025, 8, 20)
    assert found["frist.evaluering"] > dt.date(2026, 2, 20)


@pytest.mark.parametrize(("place", "who", "own"), [
    ({"art": "hjemmet", "hos": "mor"}, "mor", True), ({"art": "hjemmet", "hos": "mor"}, "far", False),
    ({"art": "hjemmet"}, "far", False), ({"art": "kommunen", "beskrivelse": "Lokale 2"}, "mor", False),
    ({"art": "hjemmet", "hos": "mor"}, "ung", True),
])
def test_where_we_meet(place: dict[str, str], who: str, own: bool) -> None:
    data = case("alma", {"indkaldelser": [{
        "art": "tilsyn", "brevdato": "2026-01-05", "dato": "2026-01-20", "fra": "10:00",
        "sted": place}]})
    found = facts(view(data, ("indkaldelser", 0), "2026-01-05", who), meeting)["moedested"]
    assert found["hjemme_hos_dig"] is own
    assert found["beskyttet"] is False


def test_a_protected_home_is_told_only_to_who_lives_there() -> None:
    data = case("alma", {
        "parter[0].beskyttelse": {"status": "beskyttet", "kontrolleret": "2025-12-01"},
        "indkaldelser": [{"art": "tilsyn", "brevdato": "2026-01-05", "dato": "2026-01-20",
                          "fra": "10:00", "sted": {"art": "hjemmet", "hos": "mor"}}]})
    found = facts(view(data, ("indkaldelser", 0), "2026-01-05", "far"), meeting)["moedested"]
    assert found == {"beskyttet": True, "hjemme_hos_dig": False, "art": None, "beskrivelse": None}


@pytest.mark.parametrize(("came", "late"), [("2026-01-19", False), ("2026-01-20", True)])
def test_an_answer_in_time_or_late(came: str, late: bool) -> None:
    data = case("alma", {"hoeringer": [{
        "art": "paataenkt_afgoerelse", "ydelse": "hjemmetraening", "brevdato": "2026-01-05",
        "paataenkt": "Færre timer.", "svar": [{"part": "mor", "modtaget": came, "tekst": "Nej."}]}]})
    found = facts(view(data, ("hoeringer", 0, "svar", 0), came, "kommune", ("mor",)), answer)
    assert found["frist.hoering"] == dt.date(2026, 1, 19)
    assert found["for_sent"] is late
    assert found["hoering"]["paataenkt"] == "Færre timer."
    assert found["rapport"] is None


GRANTS = [{"brevdato": "2024-12-17", "ydelse": "hjemmetraening", "udfald": "bevilling",
           "timer_pr_uge": 18, "periode": {"fra": "2025-02-01", "til": "2025-07-31"}},
          {"brevdato": "2025-06-26", "ydelse": "hjemmetraening", "udfald": "bevilling",
           "timer_pr_uge": 8, "periode": {"fra": "2025-08-01", "til": "2026-07-31"}}]


@pytest.mark.parametrize(("day", "ended", "hours", "following"), [
    ("2025-08-04", "2025-07-31", 18, dt.date(2026, 2, 1)),
    ("2025-08-04", "2025-08-03", 8, dt.date(2026, 2, 1)),
    ("2026-02-02", "2026-01-31", 8, None),   # 1 August 2026 is the day after the grant's last
])
def test_the_grant_of_the_period_and_no_evaluation_after_its_end(
    day: str, ended: str, hours: int, following: dt.date | None
) -> None:
    data = case("alma", {"afgoerelser": GRANTS, "evalueringer": [
        {"brevdato": day, "forfattere": ["mor"], "periode": {"fra": "2025-02-01", "til": ended}}]})
    found = facts(view(data, ("evalueringer", 0), day, "kommune", ("mor",)), evaluation)
    assert found["bevilling.hjemmetraening"]["timer_pr_uge"] == hours
    assert found["frist.evaluering"] == following
    assert found["frist.bevilling"] == dt.date(2026, 7, 31)
