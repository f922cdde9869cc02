"""Hearings: the last day to answer, what is enclosed, who answered."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.errors import DataError
from pipeline.facts.hearings import hearing_of_report, own_hearing
from pipeline.recipients import UNG
from tests.cases import GONE, case, settings
from tests.facts.views import facts, sources, view

HEARING, VISIT = ("hoeringer", 0), ("tilsyn", 0)


def own(changes: dict[str, Any] | None = None, local: Any = None) -> dict[str, Any]:
    return facts(view(case("bo", changes), HEARING, "2026-06-10", local=local), own_hearing)


@pytest.mark.parametrize(("sent", "days", "limit"), [
    ("2026-06-10", 14, "2026-06-24"), ("2026-06-06", 14, "2026-06-22"), ("2026-12-11", 14, "2026-12-28"),
    ("2026-03-20", 14, "2026-04-07"), ("2026-06-10", 1, "2026-06-11"),
])
def test_the_kommunes_days_end_on_a_workday(sent: str, days: int, limit: str) -> None:
    local = settings("solbaek", {"servicemaal.hoering_dage": days})
    data = case("bo", {"hoeringer[0].brevdato": sent})
    found = facts(view(data, HEARING, sent, local=local), own_hearing)
    assert str(found["frist.hoering"]) == limit


def test_a_written_limit_stands_as_written() -> None:
    data = case("bo", {"hoeringer[0].frist": "2026-06-27"})
    seen = view(data, HEARING, "2026-06-10")
    assert facts(seen, own_hearing)["frist.hoering"] == dt.date(2026, 6, 27)
    assert sources(seen, own_hearing)["frist.hoering"] == "høringen"


@pytest.mark.parametrize("changes", [{"servicemaal": GONE}, {"servicemaal": {"tilsyn_pr_aar": 2}}])
def test_without_a_limit_the_letter_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(DataError) as error:
        own(local=settings("solbaek", changes))
    (problem,) = error.value.problems
    assert (problem.path, problem.code) == ("hoeringer.frist", "frist-mangler")
    assert "hoering_dage" in str(problem.remedy)


def test_the_draft_is_enclosed_by_its_dates() -> None:
    found = own({"hoeringer[0].bilag": ["Skema over mål"]})
    assert found["rapport"] == {"dato": dt.date(2026, 6, 3), "brevdato": dt.date(2026, 6, 10)}
    assert [words.replace("\u00a0", " ") for words in found["bilag"]] == [
        "Udkast af 10. juni 2026 til tilsynsrapport om besøget den 3. juni 2026", "Skema over mål"]


def test_an_intended_decision_encloses_what_it_lists() -> None:
    found = own({"hoeringer[0]": {
        "art": "paataenkt_afgoerelse", "ydelse": "hjemmetraening", "brevdato": "2026-06-10",
        "paataenkt": "Færre timer.", "bilag": ["Notat"]}})
    assert found["rapport"] is None
    assert found["bilag"] == ["Notat"]


def report(day: str, changes: dict[str, Any] | None = None) -> dict[str, Any]:
    return facts(view(case("alma", changes), ("tilsyn", 1), day), hearing_of_report)


def test_a_report_is_a_draft_until_the_day_it_is_final() -> None:
    assert report("2026-01-21")["brev.udkast"] is True
    assert report("2026-02-05")["brev.udkast"] is True
    assert report("2026-02-06")["brev.udkast"] is False
    assert report("2026-02-06")["hoering_af_rapport"]["afsluttet"] is True
    assert report("2026-03-01", {"tilsyn[1].endelig_brevdato": GONE})["brev.udkast"] is True


def test_before_the_hearing_there_is_none() -> None:
    assert report("2026-01-20")["hoering_af_rapport"] is None
    assert "frist.hoering" not in report("2026-01-20")
    assert report("2026-01-21")["hoering_af_rapport"]["brevdato"] == dt.date(2026, 1, 21)


def test_who_answered_and_who_did_not() -> None:
    hearing = report("2026-02-06")["hoering_af_rapport"]
    assert [answer["navn"] for answer in hearing["svar"]] == ["Signe Østergård"]
    assert hearing["uden_svar"] == ["Jonas Kjær"]
    everyone = {"hoeringer[1].svar": [{"part": who, "modtaget": "2026-01-30", "tekst": "Fint."}
                                      for who in ("mor", "far")]}
    assert report("2026-02-06", everyone)["hoering_af_rapport"]["uden_svar"] == []
    assert report("2026-02-06", {"hoeringer[1].svar": GONE})["hoering_af_rapport"]["uden_svar"] == [
        "Signe Østergård", "Jonas Kjær"]


def test_the_young_person_is_asked_where_the_hearing_says_so() -> None:
    asked = report("2026-02-06", {"hoeringer[1].til_barnet": True})["hoering_af_rapport"]
    assert asked["uden_svar"] == ["Jonas Kjær", "Alma Østergård Kjær"]
    answered = report("2026-02-06", {
        "hoeringer[1].til_barnet": True,
        "hoeringer[1].svar": [{"part": UNG, "modtaget": "2026-01-30", "tekst": "Godt."}]})
    assert [a["navn"] for a in answered["hoering_af_rapport"]["svar"]] == ["Alma Østergård Kjær"]


def test_an_exception_is_told() -> None:
    found = report("2026-02-06", {"hoeringer[1].undtagelse": "Forældrene har frafaldet høringen."})
    assert found["hoering_af_rapport"]["undtagelse"] == "Forældrene har frafaldet høringen."


def test_another_visits_hearing_is_not_this_ones() -> None:
    found = facts(view(case("alma"), VISIT, "2025-09-19"), hearing_of_report)
    assert found["hoering_af_rapport"]["brevdato"] == dt.date(2025, 9, 3)


@pytest.mark.parametrize(("day", "open_"), [("2026-06-24", True), ("2026-06-25", False)])
def test_nobody_is_asked_to_answer_by_a_day_that_is_gone(day: str, open_: bool) -> None:
    seen = view(case("bo", {"hoeringer[0].brevdato": "2026-06-10"}), HEARING, day)
    if open_:
        assert facts(seen, own_hearing)["frist.hoering"] == dt.date(2026, 6, 24)
        return
    with pytest.raises(DataError) as error:
        facts(seen, own_hearing)
    assert [problem.code for problem in error.value.problems] == ["frist-foer-brev"]
