"""Who is who: another's case under the ids that our case has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.merging.alignment import aligned
from pipeline.merging.people import same_person
from pipeline.rules.common import values
from pipeline.rules.references import GOALS, PEOPLE
from tests.cases import GONE, case, change
from tests.merging.sending import sent


def test_people_of_other_ids_are_found_by_number_and_everything_about_them_follows() -> None:
    theirs = case("thea", {"parter[0].id": "nanna"})
    theirs["barn"]["bor_hos"] = ["nanna", "sted"]
    for pattern in PEOPLE:
        for path, who in values(theirs, pattern):
            if who == "mor":
                change(theirs, path, "nanna")
    incoming = sent(theirs, "ansoegning-hjemmetraening")
    assert incoming.authors == ("nanna",)
    found = aligned(case("thea"), incoming)
    assert found.authors == ("mor",)
    assert "nanna" not in str(found.sag)
    assert found.sag["ansoegninger"][0]["ansoegere"] == ["mor"]


@pytest.mark.parametrize(("changes", "known"), [
    ({}, "mor"),
    ({"cpr": GONE}, "mor"),
    ({"cpr": GONE, "id": "hende"}, "mor"),
    ({"navn": "Rikke Åkjær"}, "mor"),
    ({"navn": "Rikke Åkjær", "cpr": GONE}, "mor"),
    ({"navn": "En Anden", "cpr": GONE}, None),
    ({"navn": "En Anden", "cpr": GONE, "id": "hende"}, None),
    ({"cpr": "010190-1078"}, None),
    ({"rolle": "hjaelper"}, None),
])
def test_the_same_person_is_known_by_number_id_or_name(
        changes: dict[str, Any], known: str | None) -> None:
    mine = case("thea", {"parter[1]": GONE})
    party = dict(mine["parter"][0])
    for name, value in changes.items():
        if value is GONE:
            party.pop(name)
        else:
            party[name] = value
    assert same_person(mine, party) == known


def test_somebody_new_whose_id_is_taken_gets_another() -> None:
    incoming = sent(case("thea"), "ansoegning-hjemmetraening")
    mine = case("thea", {"parter[0].cpr": "010190-1078", "parter[0].navn": "En Helt Anden"})
    found = aligned(mine, incoming)
    assert [each["id"] for each in found.sag["parter"]] == ["mor2", "sted", "far"]
    assert found.sag["ansoegninger"][0]["ansoegere"] == ["mor2"]


def test_another_goal_under_the_same_id_gets_another() -> None:
    incoming = sent(case("thea"), "ansoegning-hjemmetraening")
    mine = case("thea", {"maal[0]": {
        "id": "oeje1", "titel": "Et helt andet mål.", "omraade": "fysisk", "udgangspunkt": "Andet.",
        "maaling": "Anden.", "oensket": "Andet.", "frist": "2025-01-01"}})
    found = aligned(mine, incoming)
    assert [each["id"] for each in found.sag["maal"]] == ["oeje12", "staa1", "ro1"]
    assert found.sag["ansoegninger"][0]["elementer"][0]["maal"] == ["oeje12"]


def test_a_goal_in_a_new_wording_is_still_the_same_goal() -> None:
    incoming = sent(case("thea"), "ansoegning-hjemmetraening")
    mine = case("thea", {"maal[0].titel": "Thea vælger selv mellem to ting."})
    assert aligned(mine, incoming) is incoming


def test_every_reference_is_one_of_the_schema() -> None:
    data = case("karla")
    assert sum(1 for pattern in GOALS for _ in values(data, pattern)) > 20
    incoming = replace(sent(data, "tilbud", nr=1), authors=("lev",))
    assert aligned(data, incoming) is incoming
