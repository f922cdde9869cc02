"""What an application adds up to, and what is still missing from it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pipeline.facts.applications import DAYS, consents, signatures, sums, timetable
from pipeline.facts.goals import training_elements
from pipeline.recipients import KOMMUNE
from tests.cases import GONE, case
from tests.facts.views import facts, view

HOME, PAY = ("ansoegninger", 0), ("ansoegninger", 1)


def week(rows: list[dict[str, Any]] | type) -> dict[str, Any]:
    data = case("bo", {"ansoegninger[1].ugeskema": rows})
    return facts(view(data, PAY, "2026-01-19", KOMMUNE, ("far",)), timetable)


def row(day: str, start: str, end: str) -> dict[str, Any]:
    return {"dag": day, "fra": start, "til": end, "aktivitet": "Leg"}


def test_the_week_in_its_order_with_hours() -> None:
    found = week([row("soendag", "10:00", "11:00"), row("mandag", "14:00", "16:00"),
                  row("mandag", "08:30", "10:00")])
    assert [(r["dag"], r["fra"], r["timer"]) for r in found["ugeskema"]] == [
        ("mandag", "08:30", Decimal("1.5")), ("mandag", "14:00", Decimal(2)),
        ("soendag", "10:00", Decimal(1))]
    assert found["ugetimer"] == Decimal("4.5")
    assert found["ugedage"] == 2


def test_no_timetable_no_hours() -> None:
    assert week(GONE) == {"ugeskema": [], "ugetimer": None, "ugedage": 0}


minutes = st.integers(0, 23 * 60 + 58).flatmap(
    lambda start: st.tuples(st.just(start), st.integers(start + 1, 23 * 60 + 59)))


@profile(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DAYS), minutes), min_size=1, max_size=8))
def test_the_sum_is_exact_to_the_minute(lessons: list[tuple[str, tuple[int, int]]]) -> None:
    def clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    found = week([row(day, clock(start), clock(end)) for day, (start, end) in lessons])
    total = sum(end - start for _, (start, end) in lessons)
    assert found["ugetimer"] == Decimal(total) / 60
    assert found["ugedage"] == len({day for day, _ in lessons})


def test_twenty_minutes_three_times_are_an_hour() -> None:
    assert week([row("mandag", "08:00", "08:20"), row("tirsdag", "08:00", "08:20"),
                 row("onsdag", "08:00", "08:20")])["ugetimer"] == 1


def added(amounts: list[Any]) -> Any:
    data = case("bo", {"ansoegninger[0].udgifter": [{"hvad": "x", "beloeb": a} for a in amounts]})
    return facts(view(data, HOME, "2025-08-11", KOMMUNE, ("far",)), sums)["udgifter_i_alt"]


def test_sums_are_exact() -> None:
    assert added([Decimal("0.10"), Decimal("0.20")]) == Decimal("0.30")
    assert added([0]) == 0
    assert added([]) is None


@profile(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=6))
def test_oere_add_up(oere: list[int]) -> None:
    assert added([Decimal(amount) / 100 for amount in oere]) * 100 == sum(oere)


def test_what_is_saved_is_added_for_pay() -> None:
    found = facts(view(case("alma"), PAY, "2025-02-12", KOMMUNE, ("mor",)), sums)
    assert found == {"udgifter_i_alt": None, "sparet_i_alt": Decimal(980)}


def signed(event: tuple[str, int], authors: tuple[str, ...], by: list[str],
           custody: bool = True) -> Any:
    data = case("alma", {
        f"{event[0]}[{event[1]}].underskrifter": [{"part": who, "dato": "2025-02-12"} for who in by],
        "parter[1].foraeldremyndighed": custody})
    return facts(view(data, event, "2025-02-12", KOMMUNE, authors), signatures)


SIGNE, JONAS = "Signe Østergård", "Jonas Kjær"


@pytest.mark.parametrize(("by", "missing"), [
    (["mor", "far"], []), (["mor"], [JONAS]), (["far"], [SIGNE]), ([], [SIGNE, JONAS])])
def test_every_custodial_parent_signs_for_home_training(by: list[str], missing: list[str]) -> None:
    for authors in (("mor", "far"), ("mor",)):
        found = signed(HOME, authors, by)
        assert [row["navn"] for row in found["underskrifter"]] == [SIGNE, JONAS]
        assert [row["navn"] for row in found["underskrifter"] if row["mangler"]] == missing
        assert found["mangler"] == [f"Underskrift fra {name}" for name in missing]
        assert all((row["dato"] == dt.date(2025, 2, 12)) is not row["mangler"]
                   for row in found["underskrifter"])


def test_a_parent_without_custody_need_not_sign() -> None:
    found = signed(HOME, ("mor",), ["mor"], custody=False)
    assert [row["navn"] for row in found["underskrifter"]] == [SIGNE]


def test_for_pay_the_applicant_alone_signs() -> None:
    assert [row["navn"] for row in signed(PAY, ("mor",), [])["underskrifter"]] == [SIGNE]
    assert signed(PAY, ("mor",), ["mor"])["mangler"] == []


def test_consents_name_who_gave_them() -> None:
    data = case("alma", {"ansoegninger[0].samtykker": [
        {"part": "far", "omfang": "Journal fra børnepsykiatrien", "dato": "2024-09-15"}]})
    found = facts(view(data, HOME, "2024-09-16", KOMMUNE, ("mor", "far")), consents)
    (given_,) = found["samtykker"]
    assert (given_["navn"], given_["givet"]) == (JONAS, "15.\u00a0september 2024")
    assert found["bilag"] == data["ansoegninger"][0]["bilag"]


def test_elements_and_the_goals_they_serve() -> None:
    element = {"navn": "Leg", "form": "samspil", "hvordan": "Ved bordet."}
    data = case("alma", {"ansoegninger[0].elementer": [
        {**element, "maal": ["leg1", "ord1"]}, {**element, "maal": ["ord1"], "sundhedsfagligt": True}]})
    found = facts(view(data, HOME, "2024-09-16", KOMMUNE, ("mor", "far")), training_elements)
    titles = {goal["id"]: goal["titel"] for goal in data["maal"]}
    assert [element["maal"] for element in found["elementer"]] == [
        [titles["leg1"], titles["ord1"]], [titles["ord1"]]]
    assert [e["sundhedsfagligt"] for e in found["elementer"]] == [False, True]
    assert [goal["id"] for goal in found["maalliste"]] == ["leg1", "ord1"]
    assert found["har_sundhedsfagligt"] is True


def test_without_physical_elements() -> None:
    found = facts(view(case("bo"), HOME, "2025-08-11", KOMMUNE, ("far",)), training_elements)
    assert found["har_sundhedsfagligt"] is False
