"""The case as it was on a letter's date: goals in the wording of then, the school of then."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest

from pipeline.history import as_of, goal_on

GOAL = {"id": "ord", "titel": "Ti ord", "frist": "2026-06-30", "historik": [
    {"til": "2025-01-31", "hvorfor": "For let.", "titel": "To ord"},
    {"til": "2025-08-31", "hvorfor": "For let.", "titel": "Fem ord", "frist": "2025-12-31"}]}
CASE = {"maal": [GOAL], "barn": {"navn": "Bo", "tilbud": {"art": "skole", "navn": "Åskolen"},
                                 "tidligere_tilbud": [
    {"til": "2024-07-31", "tilbud": {"art": "dagtilbud", "navn": "Tusindfryd"}}]}}


@pytest.mark.parametrize(("day", "title", "limit"), [
    ("2024-12-01", "To ord", "2026-06-30"), ("2025-01-31", "To ord", "2026-06-30"),
    ("2025-02-01", "Fem ord", "2025-12-31"), ("2025-08-31", "Fem ord", "2025-12-31"),
    ("2025-09-01", "Ti ord", "2026-06-30"),
])
def test_a_goal_in_the_wording_of_the_day(day: str, title: str, limit: str) -> None:
    seen = goal_on(GOAL, dt.date.fromisoformat(day))
    assert (seen["titel"], seen["frist"], seen["id"]) == (title, limit, "ord")
    assert "hvorfor" not in seen


@pytest.mark.parametrize(("day", "name"), [("2024-07-31", "Tusindfryd"), ("2024-08-01", "Åskolen")])
def test_the_school_of_the_day(day: str, name: str) -> None:
    assert as_of(CASE, dt.date.fromisoformat(day))["barn"]["tilbud"]["navn"] == name


def test_the_case_itself_stays_as_it_is() -> None:
    before = copy.deepcopy(CASE)
    as_of(CASE, dt.date(2024, 1, 1))
    assert before == CASE
    assert as_of({"barn": {"navn": "Bo"}}, dt.date(2024, 1, 1)) == {"barn": {"navn": "Bo"}}


GRANT = {"brevdato": "2025-01-10", "ydelse": "udgifter",
         "periode": {"fra": "2025-02-01", "til": "2026-01-31"}}
LOST = {"brevdato": "2025-01-10", "ydelse": "tabt_arbejdsfortjeneste", "part": "far",
        "periode": {"fra": "2025-02-01"}}
END = {"brevdato": "2025-06-02", "ydelser": ["udgifter", "tabt_arbejdsfortjeneste"],
       "slutdato": "2025-06-30", "tabt": [{"part": "far", "slutdato": "2025-07-31"}]}


@pytest.mark.parametrize(("decision", "day", "last"), [
    (GRANT, "2025-06-01", "2026-01-31"), (GRANT, "2025-06-02", "2025-06-30"),
    (LOST, "2025-06-01", None), (LOST, "2025-06-02", "2025-07-31"),
    ({**LOST, "part": "mor"}, "2025-06-02", None),
    ({**GRANT, "ydelse": "hjemmetraening"}, "2025-06-02", "2026-01-31"),
    ({**GRANT, "brevdato": "2025-08-01"}, "2025-09-01", "2026-01-31"),
    ({**GRANT, "periode": {"fra": "2025-02-01", "til": "2025-05-31"}}, "2025-06-02", "2025-05-31"),
])
def test_a_grant_ends_where_its_ending_says_from_that_letter_on(
    decision: dict[str, Any], day: str, last: str | None
) -> None:
    seen = as_of({"afgoerelser": [decision], "ophoer": [END]}, dt.date.fromisoformat(day))
    assert seen["afgoerelser"][0]["periode"].get("til") == last
