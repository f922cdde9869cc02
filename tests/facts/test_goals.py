"""Goals in reports: joined by id, with progress in numbers where there are some."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.goals import STEPS, goal_status, new_goals, offered_goals, progress
from tests.cases import case
from tests.facts.views import facts, view

WORDS = {"enhed": "gange", "udgangspunkt": 2, "oensket": 15}


@pytest.mark.parametrize(("start", "wanted", "now", "percent", "filled"), [
    (2, 15, 2, 0, 0), (2, 15, 15, 100, 10), (2, 15, 9, 53, 5), (2, 15, 1, 0, 0), (2, 15, 20, 100, 10),
    (2, 15, 14, 92, 9), (20, 5, 20, 0, 0), (20, 5, 10, 66, 6), (20, 5, 5, 100, 10), (20, 5, 25, 0, 0),
    (0, 1, Decimal("0.5"), 50, 5),
])
def test_how_far(start: Any, wanted: Any, now: Any, percent: int, filled: int) -> None:
    found = progress({"maaltal": {"enhed": "gange", "udgangspunkt": start, "oensket": wanted}},
                     {"vaerdi": now})
    assert found is not None
    assert (found["procent"], found["fyldt"], found["tom"]) == (percent, filled, STEPS - filled)


@given(*[st.integers(-1000, 1000)] * 3)
def test_a_bar_is_full_only_when_the_goal_is_reached(start: int, wanted: int, now: int) -> None:
    found = progress({"maaltal": {"enhed": "x", "udgangspunkt": start, "oensket": wanted}},
                     {"vaerdi": now})
    if start == wanted:
        assert found is None
        return
    assert found is not None
    assert 0 <= found["fyldt"] <= STEPS
    reached = now >= wanted if wanted > start else now <= wanted
    assert (found["fyldt"] == STEPS) is reached


def test_the_words_say_all_three_numbers() -> None:
    found = progress({"maaltal": WORDS}, {"vaerdi": Decimal("8.5")})
    assert found is not None
    assert found["ord"] == "Nu 8,5, ved start 2. Målet er 15\u00a0gange."


@pytest.mark.parametrize(("goal", "report"), [
    ({"maaltal": None}, {"vaerdi": 4}), ({"maaltal": WORDS}, {"vaerdi": None})])
def test_without_numbers_there_is_no_figure(goal: Any, report: Any) -> None:
    assert progress(goal, report) is None


def test_a_report_speaks_of_the_cases_own_goals() -> None:
    data = case("alma", {"maal[0].maaltal": WORDS, "tilsyn[0].maal[0].vaerdi": 9})
    reported = data["tilsyn"][0]["maal"]
    found = facts(view(data, ("tilsyn", 0), "2025-12-01", "mor"), goal_status)["maalstatus"]
    assert [goal["id"] for goal in found] == [report["maal"] for report in reported]
    titles = {goal["id"]: goal["titel"] for goal in data["maal"]}
    assert [goal["titel"] for goal in found] == [titles[report["maal"]] for report in reported]
    by_number = {goal["id"]: goal["fremgang"] for goal in found}
    assert (by_number[data["maal"][0]["id"]] is not None) is (
        reported[0]["maal"] == data["maal"][0]["id"])


def test_new_and_offered_goals_by_id() -> None:
    data = case("alma", {
        "evalueringer": [{"brevdato": "2025-12-01", "forfattere": ["mor"], "nye_maal": ["leg1"]}],
        "tilbud": [{"brevdato": "2025-01-01", "leverandoer": "lev", "maal": ["ord1", "leg1"]}]})
    new = facts(view(data, ("evalueringer", 0), "2025-12-01", "kommune", ("mor",)), new_goals)
    assert [goal["id"] for goal in new["nye_maal"]] == ["leg1"]
    offered = facts(view(data, ("tilbud", 0), "2025-01-01", "kommune", ("lev",)), offered_goals)
    assert [goal["id"] for goal in offered["tilbudte_maal"]] == ["ord1", "leg1"]
