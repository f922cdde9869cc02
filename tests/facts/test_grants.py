"""What is granted on the letter's date, under which law, and the figure that goes with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.errors import DataError
from pipeline.facts.grants import grants, maximum_for_costs, without_pay
from tests.cases import GONE, case, settings
from tests.facts.views import facts, sources, view

REVIEW = ("revurderinger", 0)
S = "\u00a0"


def granted(day: str, changes: dict[str, Any] | None = None, who: str = "far") -> dict[str, Any]:
    return facts(view(case("bo", changes), REVIEW, day, who), grants)


def decision(day: str, ydelse: str = "hjemmetraening", udfald: str = "bevilling",
             **more: Any) -> dict[str, Any]:
    return {"brevdato": day, "ydelse": ydelse, "udfald": udfald, "periode": {"fra": day}, **more}


def test_the_grant_of_the_day_with_its_law() -> None:
    found = granted("2026-11-18")
    assert found["bevilling.hjemmetraening"]["hjemmel"] == f"§{S}85 i barnets lov"
    assert found["bevilling.hjemmetraening"]["gammel_lov"] is False
    assert found["bevilling.hjemmetraening"]["brevdato"] == dt.date(2025, 12, 9)
    assert found["bevilling.udgifter"] is None
    assert found["bevilling.tabt"] is None


BOTH = f"den dagældende §{S}32{S}a i serviceloven, nu §{S}85 i barnets lov"


@pytest.mark.parametrize(("decided", "day", "old", "words"), [
    ("2023-12-31", "2024-01-01", True, BOTH),
    ("2023-12-31", "2023-12-31", False, f"§{S}32{S}a i serviceloven"),
    ("2024-01-01", "2024-01-01", False, f"§{S}85 i barnets lov"),
    ("2020-05-01", "2026-02-01", True, BOTH),
])
def test_a_grant_of_the_old_law_names_the_law_of_then_and_of_now(
    decided: str, day: str, old: bool, words: str
) -> None:
    grant = granted(day, {"afgoerelser": [decision(decided)]})["bevilling.hjemmetraening"]
    assert grant["gammel_lov"] is old
    assert grant["hjemmel"] == words


@pytest.mark.parametrize(("ydelse", "name", "then", "now"), [
    ("udgifter", "udgifter", "stk. 6", "§ 85, stk. 6, i barnets lov"),
    ("tabt_arbejdsfortjeneste", "tabt", "og 42 i serviceloven", "§ 85, stk. 5, og § 87 i barnets lov"),
])
def test_each_benefit_names_its_own_statute(ydelse: str, name: str, then: str, now: str) -> None:
    own = {"part": "far"} if ydelse.startswith("tabt") else {}
    found = granted("2024-06-01", {"afgoerelser": [decision("2023-06-01", ydelse, **own)]})
    words = found[f"bevilling.{name}"]["hjemmel"].replace(S, " ")
    assert words.startswith(("den dagældende § 32 a, ", "de dagældende §§ 32 a og "))
    assert then in words
    assert words.endswith(f"nu {now}")


@pytest.mark.parametrize(("day", "found"), [
    ("2026-02-14", "2026-01-01"), ("2026-02-15", "2026-02-01"), ("2026-03-01", "2026-02-01"),
    ("2026-03-02", "2026-01-01"), ("2025-12-31", None),
])
def test_the_newest_grant_that_has_begun_and_not_ended(day: str, found: str | None) -> None:
    decisions = [decision("2026-01-01"),
                 decision("2026-02-01", periode={"fra": "2026-02-15", "til": "2026-03-01"})]
    grant = granted(day, {"afgoerelser": decisions})["bevilling.hjemmetraening"]
    assert (grant and str(grant["brevdato"])) == found


@pytest.mark.parametrize(("udfald", "counts"), [
    ("bevilling", True), ("delvis_bevilling", True), ("afslag", False)])
def test_a_refusal_is_no_grant(udfald: str, counts: bool) -> None:
    found = granted("2026-06-01", {"afgoerelser": [decision("2026-01-01", udfald=udfald)]})
    assert (found["bevilling.hjemmetraening"] is not None) is counts


def test_pay_is_granted_in_its_parents_letter_alone() -> None:
    data = case("alma")
    assert facts(view(data, REVIEW, "2026-02-10", "mor"), grants)["bevilling.tabt"] is not None
    assert facts(view(data, REVIEW, "2026-02-10", "far"), grants)["bevilling.tabt"] is None
    assert facts(view(data, REVIEW, "2026-02-10", "mor"), grants, without_pay)["bevilling.tabt"] is None


COSTS = {"afgoerelser": [decision("2024-02-01", "udgifter", beloeb=100000)]}


@pytest.mark.parametrize(("day", "amount", "of_the_kommune"), [
    ("2024-12-31", 706600, False), ("2025-01-01", 725000, True), ("2026-12-31", 740000, True)])
def test_the_maximum_is_the_laws_else_the_kommunes(day: str, amount: int, of_the_kommune: bool) -> None:
    seen = view(case("bo", COSTS), REVIEW, day)
    rate = facts(seen, maximum_for_costs)["sats.udgifter_maksimum"]
    assert (rate["beloeb"], rate["lokal"]) == (amount, of_the_kommune)
    assert rate["kilde"] == sources(seen, maximum_for_costs)["sats.udgifter_maksimum"]
    assert rate["fra"] <= seen.day <= rate["til"]


def test_without_a_figure_the_letter_is_refused_by_name() -> None:
    for local in (settings("nyborg"), settings("solbaek", {"satser": GONE})):
        with pytest.raises(DataError) as error:
            facts(view(case("bo", COSTS), REVIEW, "2026-02-01", local=local), maximum_for_costs)
        (problem,) = error.value.problems
        assert problem.code == "sats-mangler"
        assert "udgifter_maksimum" in problem.path


def test_without_granted_costs_no_figure_is_needed() -> None:
    seen = view(case("bo"), REVIEW, "2030-01-01", local=settings("nyborg"))
    assert facts(seen, maximum_for_costs) == {"sats.udgifter_maksimum": None}
