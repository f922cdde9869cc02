"""The next document from an earlier one: what is known is filled in, and nothing is made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.errors import DataError, UsageError
from pipeline.letters import Job, Letter, problems_of
from pipeline.merging.incoming import Incoming
from pipeline.sag import Sag
from pipeline.starting.case import Started, started
from pipeline.starting.events import STARTS, VARIANTS
from tests.cases import case, settings
from tests.merging.sending import letters, sent, without

DAY = dt.date(2026, 11, 2)


def begun(incoming: Incoming, kind: str, writer: str, day: dt.date = DAY, **asked: Any) -> Started:
    return started(incoming.sag, kind, day, writer=writer, settings=settings(), source=incoming, **asked)


def test_an_extension_goes_on_from_the_decision_the_day_after_it_ends() -> None:
    data = case("karla")
    decision = [each for each in data["afgoerelser"] if each["ydelse"] == "hjemmetraening"][-1]
    found = begun(sent(data, "afgoerelse", to="mor"), "ansoegning-hjemmetraening", "mor",
                  dt.date(2026, 6, 1))
    event = found.case["ansoegninger"][-1]
    after = dt.date.fromisoformat(decision["periode"]["til"]) + dt.timedelta(1)
    assert (event["variant"], event["brevdato"], event["ansoegere"]) == (
        "forlaengelse", "2026-06-01", ["mor"])
    assert event["omfang"] == {"timer_pr_uge": decision["timer_pr_uge"], "start": after.isoformat()}
    assert [each["navn"] for each in event["metoder"]] == decision["metoder"]
    assert [each["navn"] for each in event["elementer"]] == [
        each["navn"] for each in decision["elementer"] if each["godkendt"]]
    assert {problem.path.rpartition(".")[2] for problem in found.missing} >= {
        "begrundelse", "barnets_syn", "aendring", "hvorfor", "hvordan", "form"}


def test_nothing_is_signed_or_said_for_anybody() -> None:
    found = begun(sent(case("karla"), "afgoerelse", to="mor", nr=1), "ansoegning-hjemmetraening", "mor")
    assert not {"underskrifter", "samtykker", "barnets_syn", "begrundelse"} & set(
        found.case["ansoegninger"][-1])


def test_a_decision_is_not_held_against_its_reader() -> None:
    """It names an application and an examination that the letter does not have."""
    found = begun(sent(case("karla"), "afgoerelse", to="mor", nr=1), "ansoegning-hjemmetraening", "mor")
    assert [each for each in found.missing if each.path.startswith("afgoerelser")] == []
    bare = {**found.case, "kilder": []}
    codes = {each.code for each in problems_of(Sag(bare), Job("ansoegning-hjemmetraening", today=DAY))
             if each.path.startswith("afgoerelser")}
    assert "ansoegning-findes-ikke" in codes


def test_the_case_can_be_made_once_it_is_written() -> None:
    data = case("karla")
    found = begun(sent(data, "afgoerelse", to="mor", nr=1), "ansoegning-hjemmetraening", "mor",
                  dt.date(2026, 6, 1))
    event = found.case["ansoegninger"][-1]
    earlier = next(each for each in data["ansoegninger"] if each["art"] == "hjemmetraening")
    kept = {key: value for key, value in earlier.items() if key not in (
        "brevdato", "variant", "modtaget", "kanal", "kvittering", "forsinkelse", "udarbejdet_med")}
    written = {**found.case, "ansoegninger": [
        {**event, **kept, "ansoegere": ["mor"], "aendring": "Et år til.", "underskrifter": []}]}
    (letter,) = made(written, "ansoegning-hjemmetraening")
    assert letter.variant == "forlaengelse"


def made(data: Any, kind: str) -> tuple[Letter, ...]:
    return letters(data, kind)


@pytest.mark.parametrize("to", ["mor", "far"])
def test_a_protected_address_is_no_more_in_it_than_in_the_letter(to: str) -> None:
    data = case("oskar")
    incoming = next((sent(data, "afgoerelse", to=to, nr=nr) for nr in (1, 2, 3, 4)
                     if reaches(data, to, nr)), None)
    assert incoming is not None
    found = begun(incoming, "ansoegning-tabt-arbejdsfortjeneste", to)
    street = data["parter"][0]["adresse"]["vej"]
    assert (street in str(found.case)) == (street in str(incoming.sag))
    assert "beskyttet" not in {key for party in found.case["parter"] for key in party.get("adresse", {})}


def reaches(data: Any, to: str, nr: int) -> bool:
    return any(letter.view.recipient.id == to for letter in letters(data, "afgoerelse", nr))


def test_a_claim_goes_on_from_the_parents_own_grant_alone() -> None:
    data = case("karla")
    own = [each for each in data["afgoerelser"] if each.get("part") == "far"][-1]
    mine = without(data, "ansoegninger")
    found = started(mine, "ansoegning-tabt-arbejdsfortjeneste", DAY, writer="far", settings=settings())
    event = next(each for each in found.case["ansoegninger"] if each["brevdato"] == "2026-11-02")
    assert (event["ansoeger"], event["timer_pr_uge"]) == ("far", own["timer_pr_uge"])


def test_accounts_begin_with_the_period_and_an_application_with_what_was_granted() -> None:
    data = case("karla")
    grant = [each for each in data["afgoerelser"] if each["ydelse"] == "udgifter"][-1]
    accounts = started(data, "ansoegning-udgifter", DAY, writer="mor", variant="dokumentation")
    assert accounts.case["ansoegninger"][-1]["periode"] == grant["periode"]
    asked = started(data, "ansoegning-udgifter", DAY, writer="mor")
    lines = asked.case["ansoegninger"][-1]["udgifter"]
    assert [each["hvad"] for each in lines] == [
        each["hvad"] for each in grant["poster"] if each["bevilget"]]
    assert all("beloeb" not in each for each in lines)


def test_an_evaluation_takes_the_goals_that_hold_and_the_time_since_the_last() -> None:
    data = case("karla", {"maal[1].udgaar": {"dato": "2026-03-01", "hvorfor": "Det er nået."}})
    last = data["evalueringer"][-1]
    found = started(data, "evaluering", DAY, writer="lev")
    event = found.case["evalueringer"][-1]
    after = dt.date.fromisoformat(last["periode"]["til"]) + dt.timedelta(1)
    assert event["periode"] == {"fra": after.isoformat(), "til": "2026-11-02"}
    assert [each["maal"] for each in event["maal"]] == [
        goal["id"] for goal in data["maal"] if goal["id"] != data["maal"][1]["id"]]


def test_an_answer_belongs_to_the_newest_hearing() -> None:
    data = case("thea")
    incoming = sent(data, "partshoering", to="mor", nr=3)
    found = begun(incoming, "hoeringssvar", "mor")
    assert found.case["hoeringer"][-1]["svar"] == [
        {"part": "mor", "modtaget": "2026-11-02", "brevdato": "2026-11-02"}]


def test_a_revised_offer_takes_the_place_of_the_last() -> None:
    data = case("karla")
    found = started(data, "tilbud", DAY, writer="lev", variant="revideret")
    event, last = found.case["tilbud"][-1], data["tilbud"][-1]
    assert event["erstatter"] == last["brevdato"]
    assert event["budget"] == last["budget"]
    assert "gaelder_til" not in event


def test_who_writes_must_be_said_where_several_can() -> None:
    data = case("karla")
    with pytest.raises(UsageError) as refused:
        started(data, "ansoegning-hjemmetraening", DAY)
    assert refused.value.problems[0].code == "hvem-skriver"
    with pytest.raises(UsageError):
        started(data, "ansoegning-hjemmetraening", DAY, writer="lev")
    assert started(case("bo"), "ansoegning-hjemmetraening", DAY).writer == "far"


@pytest.mark.parametrize(("kind", "variant", "code"), [
    ("afgoerelse", "", "kan-ikke-begyndes"), ("ansoegning-udgifter", "ny", "ukendt-variant"),
    ("evaluering", "ny", "ukendt-variant"), ("findes-ikke", "", "ukendt-dokument")])
def test_what_cannot_begin_is_refused_by_name(kind: str, variant: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        started(case("karla"), kind, DAY, writer="mor", variant=variant)
    assert refused.value.problems[0].code == code


def test_there_is_nothing_to_answer_without_a_hearing() -> None:
    with pytest.raises(DataError) as refused:
        started({**case("bo"), "hoeringer": []}, "hoeringssvar", DAY)
    assert refused.value.problems[0].code == "ingen-haendelse-at-svare"


def test_every_document_of_parents_and_providers_can_begin() -> None:
    from pipeline.documents import KINDS

    assert set(STARTS) == {kind.id for kind in KINDS.values() if kind.forfatter != "kommune"}
    assert set(VARIANTS) <= set(STARTS)
