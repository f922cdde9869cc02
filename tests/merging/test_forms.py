"""Forms that come back, merged like documents: those made from the case and those made from nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.errors import DataError
from pipeline.forms import room
from pipeline.forms.blank import made
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.prefill import For, planned, values
from pipeline.merging.difference import difference
from pipeline.merging.forms import of_form
from pipeline.merging.incoming import Incoming
from pipeline.merging.merged import accepted, merged
from tests.cases import case
from tests.forms.making import field, form

DAY = dt.date(2026, 9, 1)
KIND = "ansoegning-udgifter"
ANSWERS = {"variant": "ansoegning", "brevdato": "01-09-2026", "udgifter.0.hvad": "En gynge",
           "udgifter.0.art": "redskab", "udgifter.0.beloeb": "1.250,50", "ansoegere.mor": True}


def for_mor(data: Any, **answers: Any) -> bytes:
    """The mother's form of a case, with her answers about the new application."""
    plan, seen = planned(Plan(KIND), For(data, "mor", DAY))
    _, described, mapping = made.described(plan)
    blank = made.pdf(plan, values(described, mapping, seen))
    event = f"ansoegninger.{plan.event}."
    return room.fill(blank, {event + name: value for name, value in answers.items()}).pdf


def taken(mine: Any, incoming: Incoming, *accept: str) -> dict[str, Any]:
    return merged(mine, incoming, accepted(difference(mine, incoming), accept), DAY)


def test_a_form_made_from_the_case_brings_its_answers_and_who_gave_them() -> None:
    mine = case("liv")
    incoming = of_form("svar.pdf", for_mor(mine, **ANSWERS), mine, DAY)
    after = taken(mine, incoming, "nye")
    new = after["ansoegninger"][-1]
    assert (new["art"], new["brevdato"], new["udgifter"][0]["hvad"]) == (
        "udgifter", "2026-09-01", "En gynge")
    assert str(new["udgifter"][0]["beloeb"]) in ("1250.50", "1250.5")
    assert after["kilder"][-1]["bevis"] == "blanket"
    assert after["kilder"][-1]["dokument"] == KIND
    assert after["kilder"][-1]["fra"] == ["mor"]


def test_the_same_form_again_changes_nothing_though_the_case_has_grown() -> None:
    mine = case("liv")
    data = for_mor(mine, **ANSWERS)
    incoming = of_form("svar.pdf", data, mine, DAY)
    once = merged(mine, incoming, accepted(difference(mine, incoming), ["nye"]), DAY, received=DAY)
    assert once["ansoegninger"][-1]["modtaget"] == "2026-09-01"
    again = difference(once, of_form("svar.pdf", data, once, DAY))
    assert [each for each in again if each.can_be_taken] == []


def test_a_form_of_another_case_is_refused() -> None:
    data = for_mor(case("liv"), **ANSWERS)
    with pytest.raises(DataError):
        of_form("svar.pdf", data, case("oskar"), DAY)


def test_a_file_that_is_no_form_of_ours_is_refused_by_name() -> None:
    with pytest.raises(DataError) as refused:
        of_form("andet.pdf", form(field("Navn")), case("liv"), DAY)
    assert refused.value.problems[0].code == "uden-kobling"


def test_what_cannot_be_read_is_told_and_the_rest_can_be_merged() -> None:
    mine = case("liv")
    data = for_mor(mine, **{**ANSWERS, "udgifter.0.beloeb": "cirka tusind"})
    incoming = of_form("svar.pdf", data, mine, DAY)
    assert any(each.severity == "fejl" for each in incoming.problems)
    new = next(each for each in difference(mine, incoming) if each.place.startswith("ansoegninger["))
    assert new.new["udgifter"][0]["hvad"] == "En gynge"
    assert "beloeb" not in new.new["udgifter"][0]
