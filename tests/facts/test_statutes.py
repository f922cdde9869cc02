"""Statutes, deadlines, goals and enclosures as a letter gets them."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.documents import KINDS
from pipeline.facts import Fact, as_context
from pipeline.facts.deadlines import complaint, next_reevaluation
from pipeline.facts.enclosures import own_enclosures
from pipeline.facts.goals import goal_status
from pipeline.facts.statutes import statutes
from pipeline.law import quantities
from tests.cases import GONE, case
from tests.facts.views import facts, sources, view

REVIEW = ("revurderinger", 0)


@pytest.mark.parametrize(("day", "law", "other"), [
    ("2023-12-31", "serviceloven", "barnets lov"), ("2024-01-01", "barnets lov", "serviceloven")])
def test_every_topic_has_the_statute_of_the_day(day: str, law: str, other: str) -> None:
    seen = view(case("bo"), REVIEW, day)
    found = facts(seen, statutes)
    unseen = {topic for topic, quantity in quantities("hjemler").items()
              if not any(value.sikker and value.holds_on(dt.date.fromisoformat(day))
                         for value in quantity.vaerdier)}
    assert {"klagefrist", "sagsbehandlingsfrist"} <= unseen
    assert set(found) == {f"hjemmel.{topic}" for topic in quantities("hjemler")} - {
        f"hjemmel.{topic}" for topic in unseen}
    of_training = {name: words for name, words in found.items()
                   if "forvaltningsloven" not in words and name != "hjemmel.hjaelpemidler"}
    assert len(of_training) >= 12
    assert all(law in words and other not in words for words in of_training.values())
    assert all(sources(seen, statutes).values())


def test_the_period_to_complain() -> None:
    found = facts(view(case("bo"), REVIEW, "2026-11-18"), complaint)
    assert found == {"frist.klage": "4\u00a0uger", "frist.genvurdering": "4\u00a0uger"}


@pytest.mark.parametrize(("day", "due"), [
    ("2026-11-18", "2027-11-18"), ("2024-02-29", "2025-02-28"), ("2027-02-28", "2028-02-28")])
def test_the_next_reevaluation_is_a_year_on(day: str, due: str) -> None:
    seen = view(case("bo"), REVIEW, day)
    assert str(facts(seen, next_reevaluation)["frist.revurdering"]) == due
    assert "ikke fundet i loven" in sources(seen, next_reevaluation)["frist.revurdering"]


def test_unless_another_day_was_agreed() -> None:
    seen = view(case("bo", {"revurderinger[0].naeste": "2027-06-01"}), REVIEW, "2026-11-18")
    assert facts(seen, next_reevaluation)["frist.revurdering"] == dt.date(2027, 6, 1)
    assert sources(seen, next_reevaluation)["frist.revurdering"] == "aftalt i sagen"


def test_goal_status_joins_goal_and_report() -> None:
    seen = view(case("alma"), ("tilsyn", 1), "2026-01-21")
    status = facts(seen, goal_status)["maalstatus"]
    assert [goal["id"] for goal in status] == ["ord1", "leg1", "skift1", "toej1"]
    assert status[0]["titel"].startswith("Alma beder selv")
    assert status[0]["status"] == "delvist_naaet"
    assert status[0]["vurdering"].startswith("Alma beder selv om noget 11 gange")
    assert status[0]["frist"] == dt.date(2026, 8, 31)


def test_a_report_without_goals_has_no_status() -> None:
    seen = view(case("bo", {"tilsyn[0].maal": GONE}), ("tilsyn", 0), "2026-06-10")
    assert facts(seen, goal_status)["maalstatus"] == []


def test_enclosures_are_the_events_own() -> None:
    assert facts(view(case("bo"), REVIEW, "2026-11-18"), own_enclosures)["bilag"] == []
    listed = case("bo", {"revurderinger[0].bilag": ["Skema"]})
    assert facts(view(listed, REVIEW, "2026-11-18"), own_enclosures)["bilag"] == ["Skema"]


def test_the_context_has_facts_under_their_names_and_the_kommunes_settings() -> None:
    seen = view(case("bo", {"kommune": {"art": "kommune", "navn": "En anden"}}), REVIEW, "2026-11-18")
    made = [Fact("frist.klage", "4 uger", "lov"), Fact("frist.hoering", None, "x"),
            Fact("bilag", [], "x")]
    context = as_context(seen, made)
    assert context["frist"] == {"klage": "4 uger", "hoering": None}
    assert context["bilag"] == []
    assert context["kommune"]["navn"] == "Solbæk Kommune"
    assert context["barn"]["navn"] == "Bo Ebbesen"


def test_a_fact_does_not_print_its_value() -> None:
    assert "Zorkel" not in repr(Fact("barnet.navn", "Zorkel", "sagen"))
    assert "Ebbesen" not in repr(view(case("bo"), REVIEW, "2026-11-18"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_later_rule_of_a_kind_never_fights_an_earlier_one_unknowingly(kind: object) -> None:
    names = [rule.__name__ for rule in kind.rules]  # type: ignore[attr-defined]
    assert len(set(names)) == len(names)
