"""What goes out, in the order it is packed; and that no draft goes anywhere."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from pipeline import Job, produce
from pipeline.output import stem
from pipeline.post.plan import Entry, entry, plan
from tests.cases import GONE, case, sag, settings
from tests.post.letters import decisions, made


def of(number: str, day: str, who: str, way: Any = "brev") -> Entry:
    path = stem(number, dt.date.fromisoformat(day), "afgoerelse", 1, who)
    return Entry(path, who, "afgoerelse", "Afgørelse", 2, way, "ukendt")


def test_by_case_number_as_people_count_then_recipient_then_date() -> None:
    wanted = [
        of("24/99", "2026-01-02", "far"), of("24/99", "2026-02-01", "far"),
        of("24/99", "2026-01-02", "mor"), of("24/100", "2026-01-02", "far"),
        of("26/1", "2026-01-02", "far"), of("SAG-7", "2026-01-02", "far"),
        of("SAG-70", "2026-01-02", "far"), of("²", "2026-01-02", "far")]
    for order in (wanted, wanted[::-1], wanted[3:] + wanted[:3]):
        assert list(plan(order, "brev")) == wanted


def test_two_case_numbers_that_count_alike_keep_one_order() -> None:
    alike = [of("24/7", "2026-01-02", "far"), of("24/07", "2026-01-02", "far")]
    assert plan(alike, "brev") == plan(alike[::-1], "brev")


def test_only_what_goes_that_way() -> None:
    paper, digital = of("1", "2026-01-01", "mor"), of("1", "2026-01-01", "far", "digital_post")
    stays = of("1", "2026-01-01", "kommune", None)
    everything = [stays, paper, digital]
    assert plan(everything, "brev") == (paper,)
    assert plan(everything, "digital_post") == (digital,)
    assert plan(everything, None) == (digital, paper)


def test_a_letter_becomes_an_entry_that_names_nobody() -> None:
    found = [entry(case("oskar"), settings(), letter) for letter in decisions()]
    assert {one.recipient for one in found} == {"mor", "far", "ung", "lev"}
    assert all(one.title.endswith("sag 22/14873") for one in found)
    written = json.dumps([one.as_json() for one in found], ensure_ascii=False)
    for person in (case("oskar")["barn"], *case("oskar")["parter"]):
        for secret in (person.get("cpr"), person.get("cvr"), *person["navn"].split()):
            assert not secret or secret not in written


def test_an_entry_comes_back_from_the_ledger() -> None:
    for letter in decisions():
        one = entry(case("oskar"), settings(), letter)
        assert Entry.from_json({**json.loads(json.dumps(one.as_json())), "andet": 1}) == one


def test_a_decision_that_awaits_approval_goes_nowhere() -> None:
    data = {"afgoerelser[0].godkendt": GONE}
    letters = produce(sag("liv", data), Job("afgoerelse", nr=1, settings=settings(), formats=("pdf",)))
    assert letters
    for letter in letters:
        one = entry(case("liv", data), settings(), letter)
        assert (one.channel, one.reason) == (None, "ikke-godkendt")
        approved = entry(case("liv", data), settings(), replace(letter, awaits_approval=False))
        assert approved.channel is not None


def test_a_report_that_is_heard_goes_out_as_the_draft_it_is() -> None:
    letters = made("karla", "tilsynsrapport")
    assert not any(letter.awaits_approval for letter in letters)
    assert any("tilsynsrapport-5" in letter.stem for letter in letters)


@pytest.mark.parametrize("kind", ["afgoerelse", "tilsynsrapport"])
def test_a_letter_carries_its_title_and_date(kind: str) -> None:
    for letter in made("karla", kind):
        assert letter.date
        assert f"/{letter.date.isoformat()}-{kind}" in letter.stem
        assert letter.title.endswith(", sag 24/17342")
