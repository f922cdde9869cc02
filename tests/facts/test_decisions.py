"""A decision as its letter tells it: lawful grounds alone, each part with its reasons, and a draft
until somebody has approved it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from pipeline.errors import DataError
from pipeline.facts import View
from pipeline.facts.decisions import CONDITIONS, approval, decisions
from pipeline.facts.endings import ending
from pipeline.recipients import project, reader_of, settings_view
from pipeline.rules.grounds import FORBIDDEN, lawful
from tests.cases import GONE, case, settings
from tests.facts.views import LISTS, facts

TEXT = "Bo rejste sig."
DAY = "2026-07-01"
CONDITION = [{"nr": nr, "opfyldt": nr != 2, "begrundelse": TEXT} for nr in (3, 1, 2)]
ELEMENTS = [
    {"navn": "Leg", "omraader": ["social"], "godkendt": True, "maal": ["sta1"]},
    {"navn": "Strøm", "omraader": ["fysisk"], "godkendt": False, "specialiseret": True,
     "begrundelse": TEXT}]
TRAINING = {"brevdato": DAY, "ydelse": "hjemmetraening", "udfald": "delvis_bevilling",
            "periode": {"fra": "2026-08-01"}, "elementer": ELEMENTS, "betingelser": CONDITION,
            "bilag": ["Undersøgelsen", "Rapporten"],
            "grunde": [{"art": art, "tekst": TEXT} for art in ("specialiseret_behandling", *FORBIDDEN)]}
POSTS = [{"hvad": "Ribbe", "art": "redskab", "ansoegt": 500, "bevilget": 300, "maal": ["sta1"]},
         {"hvad": "Kursus", "art": "kursus", "ansoegt": Decimal("99.50"), "bevilget": 0}]
COSTS = {"brevdato": DAY, "ydelse": "udgifter", "udfald": "delvis_bevilling", "poster": POSTS,
         "periode": {"fra": "2026-08-01"}, "bilag": ["Rapporten", "Budgettet"]}
PAY = {"brevdato": DAY, "ydelse": "tabt_arbejdsfortjeneste", "part": "far", "udfald": "bevilling",
       "periode": {"fra": "2026-08-01"}, "timer_pr_uge": 10,
       "beregning": {"form": "loenmodtager", "bruttoloen": 30000, "arbejdstid": 37,
                     "arbejdsgiver_pension": 3000}}
APPROVAL = {"godkendelse": {"dokumenter": ["afgoerelse"], "af": "afdelingslederen"}}


def letter(listed: Sequence[Mapping[str, Any]], day: str = DAY, who: str = "far",
           changes: Mapping[str, Any] | None = None, local: Mapping[str, Any] | None = None,
           liste: str = "afgoerelser") -> View:
    """A letter about several events of one list."""
    data = case("bo", changes)
    first = len(data.setdefault(liste, []))
    data[liste] = [*data[liste], *listed]
    date = dt.date.fromisoformat(day)
    places = [(liste, first + index) for index in range(len(listed))]
    seen, own = project(data, [reader_of(data, who)], date, places, LISTS)
    events = tuple(event for event, _ in own)
    return View(seen, events[0], settings_view(settings("solbaek", local), date),
                reader_of(data, who), (), date, events)


def told(*listed: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return facts(letter(listed, **more), decisions)


def test_the_decisions_of_a_letter_stand_in_the_order_of_the_law() -> None:
    found = told(PAY, COSTS, TRAINING)
    assert [d["ydelse"] for d in found["afgoerelser"]] == [
        "hjemmetraening", "udgifter", "tabt_arbejdsfortjeneste"]
    assert found["afgoerelse_om.udgifter"] is found["afgoerelser"][1]
    assert found["bilag"] == ["Rapporten", "Budgettet", "Undersøgelsen"]
    assert told(COSTS)["afgoerelse_om.hjemmetraening"] is None


def test_forbidden_grounds_are_not_told() -> None:
    (decision,) = told(TRAINING)["afgoerelser"]
    assert [ground["art"] for ground in decision["grunde"]] == ["specialiseret_behandling"]
    assert lawful([{"art": art} for art in FORBIDDEN]) == []


def test_conditions_have_their_words_in_order() -> None:
    (decision,) = told(TRAINING)["afgoerelser"]
    assert [(c["nr"], c["titel"], c["opfyldt"]) for c in decision["betingelser"]] == [
        (nr, CONDITIONS[nr], nr != 2) for nr in (1, 2, 3)]


def test_elements_are_told_apart_with_their_goals() -> None:
    (decision,) = told(TRAINING)["afgoerelser"]
    (yes,), (no,) = decision["elementer_godkendt"], decision["elementer_afvist"]
    assert (yes["navn"], yes["maal"]) == ("Leg", ["Bo rejser sig ved et bord uden hjælp."])
    assert (no["navn"], no["begrundelse"], no["specialiseret"], no["maal"]) == ("Strøm", TEXT, True, [])


def test_items_add_up_and_are_measured_against_the_maximum_of_the_day_the_grant_begins() -> None:
    (decision,) = told(COSTS)["afgoerelser"]
    assert decision["poster"][0]["maal"] == ["Bo rejser sig ved et bord uden hjælp."]
    assert (decision["ansoegt_i_alt"], decision["bevilget_i_alt"]) == (Decimal("599.50"), 300)
    assert decision["maksimum"]["beloeb"] == 740000
    (earlier,) = told({**COSTS, "periode": {"fra": "2025-12-31"}})["afgoerelser"]
    assert earlier["maksimum"]["beloeb"] == 725000
    refused = {"brevdato": DAY, "ydelse": "udgifter", "udfald": "afslag"}
    (without,) = told(refused)["afgoerelser"]
    assert without["maksimum"]["beloeb"] == 740000
    assert without["ansoegt_i_alt"] is without["bevilget_i_alt"] is None
    with pytest.raises(DataError):
        told({**COSTS, "periode": {"fra": "2030-01-01"}})


@pytest.mark.parametrize(("decision", "full"), [
    (TRAINING, False), ({**TRAINING, "udfald": "bevilling"}, True),
    ({"brevdato": DAY, "ydelse": "hjemmetraening", "udfald": "afslag"}, False)])
def test_only_a_full_grant_gives_the_parents_all(decision: dict[str, Any], full: bool) -> None:
    assert told(decision)["afgoerelser"][0]["fuldt_medhold"] is full


def test_lost_earnings_are_calculated_where_they_are_granted() -> None:
    (decision,) = told(PAY)["afgoerelser"]
    assert decision["beregning"]["grundlag"] == 30000
    assert decision["beregning"]["trin"]
    refused = {key: value for key, value in PAY.items() if key != "periode"}
    for other in ({**PAY, "beregning": None}, {**refused, "udfald": "afslag"}, TRAINING):
        listed = {key: value for key, value in other.items() if value is not None}
        assert told(listed)["afgoerelser"][0]["beregning"] is None


def test_a_decision_names_its_law() -> None:
    (decision,) = told(TRAINING)["afgoerelser"]
    assert decision["hjemmel"].replace("\u00a0", " ") == "§ 85 i barnets lov"
    assert decision["gammel_lov"] is False


EXAMINED = "undersoegelser[0]"


@pytest.mark.parametrize(("changes", "limit", "late"), [
    ({}, "2026-01-01", False),
    ({f"{EXAMINED}.afsluttet": "2026-01-01"}, "2026-01-01", False),
    ({f"{EXAMINED}.afsluttet": "2026-01-02"}, "2026-01-01", True),
    ({f"{EXAMINED}.blev_opmaerksom": "2025-06-30"}, "2025-10-30", True),
])
def test_the_examination_it_rests_on(changes: dict[str, Any], limit: str, late: bool) -> None:
    found = told(TRAINING, changes=changes)["undersoegelse"]
    assert (str(found["frist"]), found["overskredet"]) == (limit, late)


def test_the_limit_counts_from_the_application_that_led_to_the_examination() -> None:
    asked = {**TRAINING, "ansoegning": "2025-08-11"}
    assert str(told(asked)["undersoegelse"]["frist"]) == "2025-12-11"
    later = {**TRAINING, "ansoegning": "2026-05-01"}
    assert str(told(later)["undersoegelse"]["frist"]) == "2026-01-01"


def test_an_examination_of_later_is_none() -> None:
    assert told(TRAINING, changes={f"{EXAMINED}.afsluttet": DAY})["undersoegelse"] is not None
    for end in ("2026-07-02", GONE):
        assert told(TRAINING, changes={f"{EXAMINED}.afsluttet": end})["undersoegelse"] is None


GIVEN = {"af": "Per Lund", "titel": "Afdelingsleder", "dato": DAY}


@pytest.mark.parametrize(("listed", "draft"), [
    ([TRAINING], True), ([{**TRAINING, "godkendt": GIVEN}], False),
    ([{**TRAINING, "godkendt": GIVEN}, COSTS], True),
    ([{**TRAINING, "godkendt": GIVEN}, {**COSTS, "godkendt": GIVEN}], False),
    ([{**TRAINING, "godkendt": {**GIVEN, "dato": "2026-07-02"}}], True),
])
def test_a_letter_is_a_draft_until_all_of_it_is_approved(listed: list[Any], draft: bool) -> None:
    found = facts(letter(listed, local=APPROVAL), approval)
    assert found["brev.udkast"] is draft
    assert found["godkendes_af"] == "afdelingslederen"


@pytest.mark.parametrize("local", [
    {"godkendelse": GONE}, {"godkendelse": {"dokumenter": ["ophoer"], "af": "lederen"}}])
def test_a_kommune_that_asks_for_none_has_no_drafts(local: dict[str, Any]) -> None:
    found = facts(letter([TRAINING], local=local), approval)
    assert found == {"brev.udkast": False, "godkendt": None, "godkendes_af": None}


def test_who_approved_is_told_from_that_day_on() -> None:
    approved = {**TRAINING, "godkendt": GIVEN}
    found = facts(letter([approved], local=APPROVAL), approval)["godkendt"]
    assert (found["af"], found["titel"], str(found["dato"])) == ("Per Lund", "Afdelingsleder", DAY)
    assert facts(letter([approved], "2026-06-30", local=APPROVAL), approval)["godkendt"] is None


END = {"brevdato": "2026-12-01", "ydelser": ["hjemmetraening", "tabt_arbejdsfortjeneste"],
       "aarsag": "ingen_gavn", "slutdato": "2026-12-31",
       "grunde": [{"art": "betingelse", "betingelse": 1, "tekst": TEXT},
                  {"art": "kommunens_eget_tilbud", "tekst": TEXT}],
       "tabt": [{"part": "far", "slutdato": "2027-03-31", "form": "afvikling", "hjemmel": TEXT}]}


def test_an_ending_is_approved_like_a_decision() -> None:
    local = {"godkendelse": {"dokumenter": ["ophoer"], "af": "afdelingslederen"}}
    seen = letter([END], "2026-12-01", local=local, liste="ophoer")
    assert facts(seen, approval)["brev.udkast"] is True
    approved = {**END, "godkendt": {"af": "Per Lund", "dato": "2026-11-30"}}
    seen = letter([approved], "2026-12-01", local=local, liste="ophoer")
    assert facts(seen, approval)["brev.udkast"] is False


def test_an_ending_has_each_benefit_with_its_own_last_day() -> None:
    found = facts(letter([END], "2026-12-01", liste="ophoer"), ending)
    assert [(e["ydelse"], str(e["slutdato"])) for e in found["slutter"]] == [
        ("hjemmetraening", "2026-12-31"), ("tabt_arbejdsfortjeneste", "2027-03-31")]
    assert found["slutter"][0]["bevilget"]["brevdato"] == dt.date(2025, 12, 9)
    assert found["tabt"]["form"] == "afvikling"
    assert found["imod_oenske"] is True
    assert [ground["art"] for ground in found["grunde"]] == ["betingelse"]


def test_a_parent_without_custody_is_told_of_their_own_lost_earnings_alone() -> None:
    seen = letter([END], "2026-12-01", liste="ophoer", changes={
        "parter[0].foraeldremyndighed": False})
    found = facts(seen, ending)
    assert [e["ydelse"] for e in found["slutter"]] == ["tabt_arbejdsfortjeneste"]
    assert found["tabt"]["form"] == "afvikling"
    assert found["grunde"] == []


def test_what_is_anothers_is_not_told() -> None:
    other = {"id": "mor", "rolle": "foraelder", "foraeldremyndighed": True, "navn": "Eva Ebbesen"}
    seen = letter([END], "2026-12-01", "mor", liste="ophoer", changes={"parter[1]": other})
    found = facts(seen, ending)
    assert found["tabt"] is None
    assert [e["ydelse"] for e in found["slutter"]] == ["hjemmetraening"]


@pytest.mark.parametrize(("reason", "against"), [
    ("foraeldres_oenske", False), ("fylder_18", False), ("fraflytning", False),
    ("anbringelse", True), ("nyt_tilbud", True), ("betingelser_ikke_opfyldt", True)])
def test_a_wish_or_a_fact_is_not_against_the_parents(reason: str, against: bool) -> None:
    seen = letter([{**END, "aarsag": reason}], "2026-12-01", liste="ophoer")
    assert facts(seen, ending)["imod_oenske"] is against
