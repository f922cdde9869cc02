"""Each step of lost earnings with its words and source. Amounts stand in tavler/beregning.md."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.facts.lost_earnings import calculation
from pipeline.recipients import settings_view
from tests.cases import settings

DAY = dt.date(2024, 6, 1)
LAW = "§ 85, stk. 5, og § 87 i barnets lov"
METHOD = {"kilde": "Byrådets beslutning"}


def decision(hours: Any = 20, **given: Any) -> dict[str, Any]:
    figures = {"form": "loenmodtager", "arbejdstid": 37, "bruttoloen": 40000,
               "arbejdsgiver_pension": 4000, **given}
    return {"timer_pr_uge": hours, "periode": {"fra": "2024-06-01"},
            "beregning": {key: value for key, value in figures.items() if value is not None}}


def steps(found: dict[str, Any]) -> dict[str, tuple[str, Any, str, bool]]:
    def plain(words: str) -> str:
        return words.replace("\u00a0", " ")

    return {plain(s["navn"]): (plain(s["regnestykke"]), s["beloeb"], plain(s["kilde"]),
                               s["kommunens_metode"]) for s in found["trin"]}


def test_the_steps_of_law() -> None:
    assert steps(calculation(decision(), {}, DAY)) == {
        "Bruttoløn om måneden": ("40.000 kr. om måneden", 40000, LAW, False),
        "Løn for de bevilgede timer": (
            "40.000 kr. × 20 / 37 timer, afrundet til hele øre", Decimal("21621.62"), LAW, False),
        "Loftet for timerne": (
            "35.247 kr. × 20 / 37 timer, afrundet til hele øre", Decimal("19052.43"),
            f"{LAW}; Social-, Bolig- og Ældreministeriets satser for 2024", False),
        "Ydelse om måneden": (
            "det laveste af 21.621,62 kr. og 19.052,43 kr.", Decimal("19052.43"), LAW, False),
        "10 % af ydelsen": (
            "19.052,43 kr. × 10 %, afrundet til hele øre", Decimal("1905.24"), LAW, False),
        "Pension": ("det laveste af 1.905,24 kr. og 4.000 kr.", Decimal("1905.24"), LAW, False),
        "I alt om måneden": ("19.052,43 kr. + 1.905,24 kr.", Decimal("20957.67"), LAW, False),
    }


def test_the_calculation_sums_up_its_steps() -> None:
    found = calculation(decision(), {}, DAY)
    del found["trin"]
    assert found == {
        "form": "loenmodtager", "grundlag": 40000, "arbejdstid": 37, "timer": 20,
        "ydelse": Decimal("19052.43"), "loft": Decimal("19052.43"), "loft_brugt": True,
        "pension": Decimal("1905.24"), "i_alt": Decimal("20957.67")}


def test_the_old_law_before_2024() -> None:
    event = {**decision(), "periode": {"fra": "2023-06-01"}}
    found = steps(calculation(event, {}, dt.date(2023, 6, 1)))
    assert {source.partition(";")[0] for _, _, source, _ in found.values()} == {
        "§§ 32 a og 42 i serviceloven"}
    assert found["Loftet for timerne"][0].startswith("34.055 kr. × 20 / 37 timer")


def test_what_is_the_kommunes_method_is_never_called_law() -> None:
    local = {"beregning": {**METHOD, "timer_pr_maaned": Decimal("160.33"), "afrunding": "krone",
                           "pensionsloft": "forholdsmaessigt"}}
    found = steps(calculation(decision(10, form="selvstaendig", bruttoloen=None, overskud=402750,
                                       arbejdstid=42), local, DAY))
    own = {name for name, (_, _, source, by_method) in found.items() if by_method}
    assert own == {"Overskud for en måned", "Timesats", "Løn for de bevilgede timer",
                   "Loftet over pension"}
    for name, (formula, _, source, by_method) in found.items():
        assert ("§" in source) is not by_method, name
        if by_method:
            assert source == METHOD["kilde"]
        if "hele kroner" in formula:
            assert METHOD["kilde"] in source
    assert found["Overskud for en måned"][0] == "402.750 kr. / 12 måneder, afrundet til hele kroner"
    assert found["Timesats"][0] == "33.563 kr. / (160,33 × 42 / 37) timer, afrundet til hele kroner"
    assert found["Løn for de bevilgede timer"][0].startswith("184 kr. × 10 timer × 160,33 / 37, ")
    assert found["Loftet over pension"][0] == "4.000 kr. × 10 / 42 timer, afrundet til hele kroner"


def test_a_full_weeks_hourly_rate_is_written_shortly() -> None:
    local = {"beregning": {**METHOD, "timer_pr_maaned": Decimal("160.33")}}
    rate = steps(calculation(decision(), local, DAY))["Timesats"]
    assert rate == ("40.000 kr. / 160,33 timer, afrundet til hele øre", Decimal("249.49"),
                    METHOD["kilde"], True)


def test_nothing_is_said_to_be_rounded_that_was_not() -> None:
    found = calculation(decision(Decimal("18.5")), {}, DAY)
    assert not any("afrundet" in step["regnestykke"] for step in found["trin"])


@pytest.mark.parametrize("pension", [None, 0])
def test_without_an_employers_pension_there_is_none(pension: int | None) -> None:
    found = calculation(decision(arbejdsgiver_pension=pension), {}, DAY)
    assert found["pension"] == 0
    assert found["i_alt"] == found["ydelse"]
    assert steps(found)["Pension"][0] == "ingen pensionsordning gennem arbejdsgiver"
    assert "10 % af ydelsen" not in steps(found)


def test_a_kommunes_ceiling_stands_with_its_source() -> None:
    found = steps(calculation({**decision(), "periode": {"fra": "2026-08-01"}}, settings(),
                              dt.date(2026, 7, 9)))["Loftet for timerne"]
    assert found[0].startswith("37.500 kr. × 20 / 37 timer")
    assert found[2] == f"{LAW}; Opdigtet sats til eksemplet"


def test_json_and_a_view_give_the_same() -> None:
    plain = {**settings(), "beregning": {**METHOD, "timer_pr_maaned": Decimal("160.33")}}
    day = dt.date(2025, 3, 1)
    seen = {**decision(), "periode": {"fra": day, "til": None}}
    given = {**decision(), "periode": {"fra": day.isoformat()}}
    assert calculation(given, plain, day) == calculation(seen, settings_view(plain, day), day)


@pytest.mark.parametrize(("event", "local", "path"), [
    (decision(form="selvstaendig", bruttoloen=None, overskud=402750), {}, "kommune.beregning"),
    (decision(form="selvstaendig", bruttoloen=None), {"beregning": METHOD},
     "afgoerelser.beregning.overskud"),
    (decision(bruttoloen=None), {}, "afgoerelser.beregning.bruttoloen"),
    (decision(form="ledig", bruttoloen=None, overskud=5), {}, "afgoerelser.beregning.bruttoloen"),
    (decision(arbejdstid=None), {}, "afgoerelser.beregning.arbejdstid"),
    (decision(arbejdstid=0), {}, "afgoerelser.beregning.arbejdstid"),
    (decision(hours=None), {}, "afgoerelser.timer_pr_uge"),
    ({"timer_pr_uge": 5, "beregning": None}, {}, "afgoerelser.beregning.arbejdstid"),
    ({**decision(), "periode": {"fra": "2025-01-01"}}, {},
     "kommune.satser (tabt_arbejdsfortjeneste_loft)"),
])
def test_what_is_missing_is_refused_by_name(
    event: dict[str, Any], local: dict[str, Any], path: str
) -> None:
    with pytest.raises(DataError) as error:
        calculation(event, local, DAY)
    assert [problem.path for problem in error.value.problems] == [path]


KRONER = st.decimals(0, 200000, places=2)


@given(KRONER, st.integers(1, 148), st.integers(1, 148), KRONER,
       st.sampled_from([None, Decimal("160.33")]), st.sampled_from(["oere", "krone"]))
def test_the_benefit_keeps_within_its_limits(
    pay: Decimal, quarters: int, week: int, employer: Decimal, month: Decimal | None, to: str
) -> None:
    hours = Decimal(min(quarters, week)) / 4
    local = {"beregning": {**METHOD, "timer_pr_maaned": month, "afrunding": to}}
    found = calculation(decision(hours, bruttoloen=pay, arbejdstid=Decimal(week) / 4,
                                 arbejdsgiver_pension=employer), local, DAY)
    assert found["ydelse"] <= found["loft"]
    assert found["ydelse"] <= 35247
    assert found["loft_brugt"] is (found["ydelse"] < found_pay(found))
    assert found["pension"] <= employer
    assert found["pension"] <= found["ydelse"] / 10 + Decimal("0.5")
    assert found["i_alt"] == found["ydelse"] + found["pension"]
    if to == "krone":
        assert found["ydelse"] == int(found["ydelse"])


def found_pay(found: dict[str, Any]) -> Decimal:
    pay: Decimal = next(s["beloeb"] for s in found["trin"] if s["navn"] == "Løn for de bevilgede timer")
    return pay
