"""What each reader may see of a case, and that no text of their copy tells the rest."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.errors import DataError
from pipeline.recipients import KOMMUNE, UNG, Reader, custodial, project, reader_of, settings_view
from pipeline.richtext import RichText
from tests.cases import GONE, NAMES, case, change, settings

DAY = dt.date(2026, 2, 10)
HIDDEN = {"beskyttet": True}
EVERY_LIST = ("maal", "ansoegninger", "undersoegelser", "afgoerelser", "tilsyn", "hoeringer",
              "revurderinger")
REVIEW = ("revurderinger", 0)


def see(data: Mapping[str, Any], *who: str, day: dt.date = DAY,
        event: tuple[str, int] = REVIEW) -> dict[str, Any]:
    """The case as the readers see it, with the event under "hændelse"."""
    seen, events = project(data, [reader_of(data, reader) for reader in who], day, [event], EVERY_LIST)
    return {**seen, "hændelse": events[0][0] if events else None}


def party(seen: Mapping[str, Any], who: str) -> Mapping[str, Any]:
    return next(p for p in seen["parter"] if p["id"] == who)


OUT_OF_DATE = {"status": "ingen", "kontrolleret": "2024-01-01"}
FRESH = {"status": "ingen", "kontrolleret": "2026-01-05"}
GUARDED = {"status": "beskyttet", "kontrolleret": "2026-01-05"}
MORS = {"vej": "Hemmelighedsstræde 77, 2. th.", "postnr": "5998", "by": "Lønholm"}
FARS = {"vej": "Fyrbakken 18", "postnr": "5999", "by": "Solbæk"}


def family(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Two parents with custody and a helper; the child lives with a mother nobody may find."""
    data = case("bo", {
        "parter[0]": {
            "id": "mor", "rolle": "foraelder", "relation": "mor", "foraeldremyndighed": True,
            "navn": "Ida Lund", "cpr": "270290-0494", "adresse": MORS, "beskyttelse": GUARDED,
            "kontakt": {"telefon": "65 00 00 77", "email": "gemt@example.dk"}},
        "parter[1]": {
            "id": "far", "rolle": "foraelder", "relation": "far", "foraeldremyndighed": True,
            "navn": "Per Tange", "cpr": "080787-1531", "adresse": FARS, "beskyttelse": FRESH,
            "kontakt": {"telefon": "65 00 00 78", "email": "per@example.dk"}},
        "parter[2]": {"id": "hj", "rolle": "hjaelper", "navn": "Ane Vig",
                      "kontakt": {"telefon": "65 00 00 79"}},
        "parter[3]": {"id": "lev", "rolle": "leverandoer", "navn": "Karen Bloch",
                      "virksomhed": "Legeværk",
                      "adresse": {"vej": "Havnegangen 9", "postnr": "5999", "by": "Solbæk"}},
        "barn.adresse": MORS, "barn.bor_hos": ["mor"], "barn.beskyttelse": GUARDED,
        "barn.cpr": "080319-7161",
        "barn.tilbud": {"art": "skole", "navn": "Skjulteskolen, 2. spor", "klasse": "1. b"},
        "ansoegninger[0].ansoegere": ["mor", "far"],
        "ansoegninger[1].ansoeger": "mor", "ansoegninger[1].arbejde.bruttoloen": 32450,
        "afgoerelser[1]": {"brevdato": "2026-01-20", "ydelse": "tabt_arbejdsfortjeneste", "part": "mor",
                           "udfald": "bevilling", "periode": {"fra": "2026-02-01"},
                           "beloeb": Decimal("4567.25")},
        "tilsyn[0].sted": {"art": "hjemmet", "hos": "mor", "beskrivelse": "Sommerfuglehuset 12"},
        "tilsyn[0].deltagere": [{"navn": "Ida Lund", "funktion": "mor"}],
    })
    for path, value in (changes or {}).items():
        change(data, path, copy.deepcopy(value))
    return data


def place(seen: Mapping[str, Any]) -> Any:
    return seen["tilsyn"][0]["sted"]


# reader: what of the mother, the child and the visit they see in full
MAY_SEE = {
    "mor": {"adresse", "kontakt", "barn.adresse", "barn.tilbud", "sted"},
    "far": set(),
    "lev": set(),
    UNG: {"barn.adresse", "barn.tilbud", "sted"},
    KOMMUNE: {"adresse", "kontakt", "barn.adresse", "barn.tilbud", "sted"},
}


@pytest.mark.parametrize("who", MAY_SEE)
def test_protected_things_by_reader(who: str) -> None:
    data = family()
    seen = see(data, who)
    found = {"adresse": party(seen, "mor")["adresse"], "kontakt": party(seen, "mor")["kontakt"],
             "barn.adresse": seen["barn"]["adresse"], "barn.tilbud": seen["barn"]["tilbud"],
             "sted": place(seen)}
    for name, value in found.items():
        if name in MAY_SEE[who]:
            assert value["beskyttet"] is False, name
            assert len(value) > 1
        else:
            assert value in (HIDDEN, None), name


# field of the case -> the readers who see it (the mother's own things, and the child's number)
OWN = {
    "mor.cpr": {"mor", KOMMUNE}, "mor.beskyttelse": {"mor", KOMMUNE},
    "mor.foraeldremyndighed": {"mor", "far", KOMMUNE}, "mor.relation": {"mor", "far", UNG, KOMMUNE},
    "mor.navn": {"mor", "far", UNG, "lev", KOMMUNE},
    "barn.cpr": {"mor", "far", UNG, KOMMUNE}, "barn.bor_hos": {"mor", "far", UNG, KOMMUNE},
    "barn.beskyttelse": {UNG, KOMMUNE}, "barn.navn": {"mor", "far", UNG, "lev", KOMMUNE},
}


@pytest.mark.parametrize("field", OWN)
@pytest.mark.parametrize("who", MAY_SEE)
def test_fields_by_reader(field: str, who: str) -> None:
    seen = see(family(), who)
    person, name = field.split(".")
    value = (seen["barn"] if person == "barn" else party(seen, person))[name]
    assert bool(value) is (who in OWN[field])


@pytest.mark.parametrize(("who", "sees"), [
    ("mor", True), ("far", False), (UNG, False), ("lev", False), ("hj", False), (KOMMUNE, True)])
def test_pay_is_seen_by_its_parent_and_the_kommune_alone(who: str, sees: bool) -> None:
    seen = see(family(), who)
    assert [d["ydelse"] for d in seen["afgoerelser"] or ()].count("tabt_arbejdsfortjeneste") is int(sees)
    assert [a["art"] for a in seen["ansoegninger"] or ()].count("tabt_arbejdsfortjeneste") is int(sees)
    assert ("32450" in told(seen)) is sees
    assert ("4567.25" in told(seen)) is sees


def test_a_helper_sees_nothing_of_the_case() -> None:
    seen = see(family(), "hj")
    assert not any(seen.values())


def test_an_event_of_another_is_no_event() -> None:
    data = family()
    assert see(data, "mor", event=("ansoegninger", 1))["hændelse"]["arbejde"]["bruttoloen"] == 32450
    assert see(data, "far", event=("ansoegninger", 1))["hændelse"] is None


def test_a_change_of_pay_is_told_to_its_parent_alone() -> None:
    data = family({
        "revurderinger[0].udfald": "aendring_paataenkes",
        "revurderinger[0].aendringer": [
            {"hvad": "Færre timer.", "hvorfor": "Skolen fylder mere."},
            {"hvad": "Mindre løn.", "hvorfor": "Færre timer.", "part": "mor"}]})
    told_to = {who: [change["hvad"] for change in see(data, who)["hændelse"]["aendringer"]]
               for who in ("mor", "far")}
    assert told_to == {"mor": ["Færre timer.", "Mindre løn."], "far": ["Færre timer."]}


def test_what_two_sign_holds_what_both_may_see() -> None:
    both = see(family(), "mor", "far", event=("ansoegninger", 0))
    assert party(both, "mor")["adresse"] == HIDDEN
    assert both["barn"]["adresse"] == HIDDEN
    assert party(both, "mor")["cpr"] is None
    assert party(both, "far")["cpr"] is None
    assert party(both, "far")["adresse"]["vej"] == "Fyrbakken 18"


@pytest.mark.parametrize(("status", "day", "open_"), [
    (FRESH, "2026-02-10", True),
    ({"status": "ingen", "kontrolleret": "2025-02-10"}, "2026-02-10", True),   # a year to the day
    ({"status": "ingen", "kontrolleret": "2025-02-10"}, "2026-02-11", False),  # and a day
    ({"status": "ingen", "kontrolleret": "2024-02-29"}, "2025-02-28", True),
    ({"status": "ingen", "kontrolleret": "2024-02-29"}, "2025-03-01", False),
    ({"status": "ingen"}, "2026-02-10", False),
    ({"status": "ukendt", "kontrolleret": "2026-02-09"}, "2026-02-10", False),
    ({"status": "beskyttet"}, "2026-02-10", False),
    (GUARDED, "2029-02-10", False),
    (GONE, "2026-02-10", False),
])
def test_unknown_and_out_of_date_count_as_protected(status: Any, day: str, open_: bool) -> None:
    data = family({"parter[0].beskyttelse": status, "barn.beskyttelse": status})
    seen = see(data, "far", day=dt.date.fromisoformat(day))
    for value in (party(seen, "mor")["adresse"], party(seen, "mor")["kontakt"], seen["barn"]["adresse"],
                  seen["barn"]["tilbud"], place(seen)):
        assert value["beskyttet"] is not open_


def test_a_child_with_a_protected_parent_is_protected_too() -> None:
    data = family({"barn.beskyttelse": FRESH})
    seen = see(data, "far")
    assert seen["barn"]["adresse"] == seen["barn"]["tilbud"] == place(seen) == HIDDEN


def test_a_protected_child_with_open_parents() -> None:
    data = family({"parter[0].beskyttelse": FRESH})
    seen = see(data, "far")
    assert party(seen, "mor")["adresse"]["beskyttet"] is False
    assert seen["barn"]["adresse"] == seen["barn"]["tilbud"] == place(seen) == HIDDEN


def test_in_two_homes_the_other_parent_knows_the_school_but_not_the_door() -> None:
    data = family({"barn.bor_hos": ["mor", "far"]})
    seen = see(data, "far")
    assert seen["barn"]["tilbud"]["navn"].startswith("Skjulteskolen")
    assert seen["barn"]["adresse"] == party(seen, "mor")["adresse"] == place(seen) == HIDDEN


@pytest.mark.parametrize("vej", [
    "Hemmelighedsstræde 77, 2. th.", "Hemmelighedsstræde 77 2.th", "HEMMELIGHEDSSTRÆDE  77, 2 TH"])
def test_the_childs_door_is_the_mothers_however_it_is_spelled(vej: str) -> None:
    data = family({"barn.bor_hos": ["mor", "far"], "barn.adresse": {**MORS, "vej": vej}})
    assert see(data, "far")["barn"]["adresse"] == HIDDEN
    assert see(data, "mor")["barn"]["adresse"]["vej"] == vej


def test_with_two_homes_an_address_that_is_not_the_readers_may_be_the_hidden_one() -> None:
    data = family({"barn.bor_hos": ["mor", "far"], "parter[0].adresse": GONE})
    assert see(data, "far")["barn"]["adresse"] == HIDDEN
    change(data, "barn.adresse", FARS)
    assert see(data, "far")["barn"]["adresse"]["vej"] == FARS["vej"]


def test_an_open_childs_address_is_hidden_where_it_is_a_protected_persons() -> None:
    data = family({"barn.beskyttelse": FRESH, "barn.bor_hos": GONE})
    assert see(data, "far")["barn"]["adresse"] == HIDDEN
    change(data, "barn.adresse", {"vej": "Åvej 3", "postnr": "5999", "by": "Solbæk"})
    assert see(data, "far")["barn"]["adresse"]["vej"] == "Åvej 3"


@pytest.mark.parametrize(("sted", "hidden"), [
    ({"art": "hjemmet", "hos": "mor"}, True), ({"art": "hjemmet", "hos": "far"}, False),
    ({"art": "kommunen"}, False), ({"art": "hjemmet", "hos": "findesikke"}, True),
])
def test_the_place_of_a_visit_in_two_homes(sted: dict[str, Any], hidden: bool) -> None:
    data = family({"barn.bor_hos": ["mor", "far"], "tilsyn[0].sted": sted})
    assert place(see(data, "far"))["beskyttet"] is hidden
    assert place(see(data, "mor"))["beskyttet"] is (sted.get("hos") == "findesikke")


def test_a_provider_is_no_private_person() -> None:
    assert party(see(family(), "far"), "lev")["adresse"]["vej"] == "Havnegangen 9"


def test_only_the_lists_a_letter_uses_are_kept() -> None:
    seen, events = project(family(), [Reader("mor", "foraelder")], DAY, [("tilsyn", 0)], ("maal",))
    assert len(events) == 1
    assert seen["maal"]
    assert seen["parter"]
    assert {name: seen[name] for name in EVERY_LIST if name != "maal"} == {
        name: () for name in EVERY_LIST if name != "maal"}


def test_what_is_seen_is_complete_by_the_schema() -> None:
    seen = see(case("bo"), "far")
    assert set(seen) - {"hændelse"} == set(schemas.resolved("sag")["properties"])
    assert seen["barn"]["tilbud"] is None
    assert seen["barn"]["bor_hos"] == ()
    assert seen["hændelse"]["naeste"] is None
    assert seen["hændelse"]["brevdato"] == dt.date(2026, 11, 18)
    assert seen["tilsyn"][0]["sted"] == {"art": "hjemmet", "hos": None, "beskrivelse": None,
                                         "beskyttet": False}


def test_the_case_itself_stays_as_it_was() -> None:
    data = family()
    before = copy.deepcopy(data)
    see(data, "far")
    assert data == before


def test_custody_decides_whose_letter_it_is() -> None:
    assert custodial(family()) == ("mor", "far")
    assert custodial(family({"parter[1].foraeldremyndighed": False})) == ("mor",)


def test_settings_are_public_and_complete() -> None:
    local = settings_view(settings("nyborg"), DAY)
    assert local["navn"] == "Nyborg Kommune"
    assert local["satser"][0]["fra"] == dt.date(2020, 1, 1)
    assert local["telefon"] is None


NOTE = "tilsyn[0].observationer"


def refused(data: Mapping[str, Any], who: str) -> list[tuple[str, str]]:
    try:
        see(data, who, event=("tilsyn", 0))
    except DataError as error:
        return [(p.path, p.code) for p in error.problems]
    return []


TELLING = [
    "Hemmelighedsstræde 77, 2. th.", "Hemmelighedsstræde 77", "Hemmelighedsstræde",
    "hemmelighedsstræde  nr. 77", "HEMMELIGHEDSSTRÆDE", "i Hemmelighedsstrædes gård", "Lønholm",
    "Lønholms torv",
    "Skjulteskolen, 2. spor", "Sommerfuglehuset 12",
    "gemt@example.dk", "GEMT@EXAMPLE.DK",
    "65 00 00 77", "65000077", "6500 0077", "65-00-00-77", "+45 65000077", "+4565000077", "65.00.00.77",
    "65\u00a000\u00a000\u00a077", "tlf.65000077.",
    "270290-0494", "2702900494", "270290 0494", "27 02 90 04 94", "cpr270290-0494",
    "32.450", "32450", "32 450", "32\u00a0450 kr.", "32.450,00", "kr. 32450,-", "32450kr", "4.567",
    "4567,25",
]


@pytest.mark.parametrize("words", TELLING)
def test_a_text_that_tells_what_was_taken_out_is_refused_by_its_place(words: str) -> None:
    data = family({NOTE: f"Vi talte om {words} sammen.", "tilsyn[0].aftaler[0].hvem": "Ida"})
    assert (NOTE, "beskyttet-i-tekst") in refused(data, "far")
    assert refused(data, "mor") == []
    assert see(data, KOMMUNE)


@pytest.mark.parametrize("words", TELLING)
def test_marks_in_a_text_hide_nothing(words: str) -> None:
    """Bold in the middle of a word, italics around it, a list's mark before it."""
    letter = words.find(next(char for char in words if char.isalnum()))
    inside = f"{words[:letter + 1]}**{words[letter + 1:letter + 3]}**{words[letter + 3:]}"
    for said in (inside, f"_{words}_", f"***{words}***", f"to ting:\n- {words}\n- og mere"):
        data = family({NOTE: f"Vi talte om {said} sammen."})
        assert (NOTE, "beskyttet-i-tekst") in refused(data, "far"), said


def test_a_text_that_tells_with_and_without_its_marks_is_named_once() -> None:
    assert refused(family({NOTE: "**I** Lønholm og L**ønh**olm."}), "far") == [
        (NOTE, "beskyttet-i-tekst")]


def test_only_a_field_whose_schema_says_so_has_marks() -> None:
    seen = see(family({NOTE: "**Ja**", "tilsyn[0].aftaler[0].hvad": "**Ja**"}), "mor")
    visit = seen["tilsyn"][0]
    assert type(visit["observationer"]) is RichText
    assert type(visit["aftaler"][0]["hvad"]) is str


@pytest.mark.parametrize("words", TELLING)
def test_the_refusal_does_not_repeat_it(words: str) -> None:
    data = family({NOTE: f"Vi talte om {words} sammen."})
    with pytest.raises(DataError) as error:
        see(data, "far")
    shown = json.dumps([p.as_json(language) for p in error.value.problems for language in ("da", "en")],
                       ensure_ascii=False)
    assert words not in shown


def test_every_text_that_tells_is_named_at_once() -> None:
    data = family({NOTE: "I Lønholm.", "tilsyn[0].aftaler[0].hvad": "Ring 65000077.",
                   "maal[0].maaling": "Hver fredag i Hemmelighedsstræde."})
    assert set(refused(data, "far")) == {
        (NOTE, "beskyttet-i-tekst"), ("tilsyn[0].aftaler[0].hvad", "beskyttet-i-tekst"),
        ("maal[0].maaling", "beskyttet-i-tekst")}


def test_a_number_stored_with_its_country_code_is_found_without_it() -> None:
    data = family({"parter[0].kontakt.telefon": "+45 65 00 00 77", NOTE: "Ring på 65000077."})
    assert (NOTE, "beskyttet-i-tekst") in refused(data, "far")


@pytest.mark.parametrize(
    "vej", ["Gemmevej 4 B", "Gemmevej 12-14", "Gemmevej 4, st.", "Gemmevej 4 st. tv."])
def test_a_street_is_found_without_its_number(vej: str) -> None:
    data = family({"parter[0].adresse.vej": vej, "barn.adresse.vej": vej,
                   NOTE: "Vi gik ned ad Gemmevej."})
    assert (NOTE, "beskyttet-i-tekst") in refused(data, "far")


@pytest.mark.parametrize(("words", "changes"), [
    ("Vi mødtes på Fyrbakken 18 i Solbæk.", {}),
    ("Ring til Per på 65 00 00 78 eller per@example.dk.", {}),
    ("Vi var på Havnegangen 9.", {}),
    ("Bo gik 324 skridt, så 450 og til sidst 132450.", {}),
    ("Lønholmere og skjulteskoler er noget andet.", {}),
    ("Far bor også i Lønholm.",
     {"parter[1].adresse": {"vej": "Åvej 3", "postnr": "5998", "by": "Lønholm"}}),
    ("Han bor på Hemmelighedsstræde 5.",
     {"parter[1].adresse": {"vej": "Hemmelighedsstræde 5", "postnr": "5998", "by": "Lønholm"}}),
    ("De deler telefonen 65 00 00 77.", {"parter[1].kontakt.telefon": "+4565000077"}),
    ("Hjemme hos Bos mor.", {"tilsyn[0].sted.beskrivelse": "Hjemme hos Bos mor"}),
    ("Det tog 980 sekunder.",
     {"ansoegninger[1].sparede_udgifter": [{"hvad": "Bus", "beloeb": 980}]}),
])
def test_no_false_alarm(words: str, changes: dict[str, Any]) -> None:
    assert refused(family({**changes, NOTE: words}), "far") == []


def test_the_other_number_of_a_shared_street_is_still_a_secret() -> None:
    data = family({"parter[1].adresse": {**MORS, "vej": "Hemmelighedsstræde 775"},
                   NOTE: "Hun bor på Hemmelighedsstræde 77."})
    assert (NOTE, "beskyttet-i-tekst") in refused(data, "far")


@pytest.mark.parametrize("name", NAMES)
def test_no_sample_alarms_anybody(name: str) -> None:
    data = case(name)
    for who in (*custodial(data), UNG, KOMMUNE):
        for index in range(len(data["revurderinger"])):
            day = dt.date.fromisoformat(data["revurderinger"][index]["brevdato"])
            assert see(data, who, day=day, event=("revurderinger", index))


def told(seen: Any) -> str:
    return json.dumps(seen, ensure_ascii=False, default=str)


def marked(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Put a mark of its own into every protected or owned value of the mother; (what, mark)."""
    fields = ["parter[0].adresse.vej", "parter[0].adresse.by", "parter[0].adresse.co",
              "parter[0].kontakt.telefon", "parter[0].kontakt.email", "parter[0].cpr",
              "barn.adresse.vej", "barn.adresse.by", "barn.tilbud.navn", "barn.tilbud.klasse",
              "tilsyn[0].sted.beskrivelse", "ansoegninger[1].arbejde.arbejdsgiver",
              "ansoegninger[1].traeningsplan", "ansoegninger[1].arbejde.bruttoloen",
              "ansoegninger[1].bilag[0]", "afgoerelser[1].beloeb"]
    for number, path in enumerate(fields):
        mark = f"{71000000 + number * 1111}"
        change(data, path, int(mark) if path.endswith(("loen", "beloeb")) else f"Z{mark}")
        yield path, mark


@profile(max_examples=60, deadline=None)
@given(st.sampled_from(["far", UNG, "lev"]),
       st.sampled_from([GUARDED, {"status": "ukendt"}, OUT_OF_DATE]),
       st.sampled_from([GUARDED, {"status": "ukendt"}, GONE]),
       st.sampled_from([["mor"], ["mor", "far"]]),
       st.sampled_from([("tilsyn", 0), ("revurderinger", 0), ("hoeringer", 0), ("ansoegninger", 0)]),
       st.dates(dt.date(2026, 1, 6), dt.date(2027, 1, 5)))
def test_no_hidden_value_is_anywhere_in_the_projection(
    who: str, mors: Any, barns: Any, homes: list[str], event: tuple[str, int], day: dt.date
) -> None:
    data = family({"parter[0].beskyttelse": mors, "barn.beskyttelse": barns, "barn.bor_hos": homes})
    marks = dict(marked(data))
    words = told(see(data, who, day=day, event=event))
    school = {"barn.tilbud.navn", "barn.tilbud.klasse"}
    shared = school if "far" in homes else set()
    own = {"barn.adresse.vej", "barn.adresse.by", "tilsyn[0].sted.beskrivelse", *school}
    known = {UNG: own, "far": shared}.get(who, set())
    for path, mark in marks.items():
        assert (mark in words) is (path in known), path
    mothers = told(see(data, "mor", day=day, event=event))
    assert all(mark in mothers for mark in marks.values())


def test_a_parent_without_custody_sees_their_own_decision_and_nothing_else() -> None:
    """Party to that decision alone (domain.md trap 10)."""
    data = case("saga", {"parter[1].foraeldremyndighed": False})
    own = next(i for i, d in enumerate(data["afgoerelser"]) if d.get("part") == "far")
    seen = see(data, "far", event=("afgoerelser", own))
    assert seen["hændelse"]["part"] == "far"
    assert [d["part"] for d in seen["afgoerelser"]] == ["far"]
    assert [p["id"] for p in seen["parter"]] == ["far"]
    assert seen["barn"]["navn"] == data["barn"]["navn"]
    assert not any(seen["barn"][name] for name in ("adresse", "tilbud", "bor_hos"))
    for liste in ("maal", "undersoegelser", "tilsyn", "revurderinger"):
        assert seen[liste] == ()
    home = next(i for i, d in enumerate(data["afgoerelser"]) if d["ydelse"] == "hjemmetraening")
    assert see(data, "far", event=("afgoerelser", home))["hændelse"] is None
    assert see(data, "far", event=("tilsyn", 0))["hændelse"] is None


def test_an_ending_shows_a_parent_without_custody_only_their_own_part() -> None:
    data = case("alma", {"parter[1].foraeldremyndighed": False, "ophoer": [{
        "brevdato": "2026-02-02", "ydelser": ["hjemmetraening", "tabt_arbejdsfortjeneste"],
        "aarsag": "ingen_gavn", "slutdato": "2026-03-31", "redskaber": "Redskaberne hentes.",
        "begrundelse": {"hovedhensyn": "Alma har ikke længere gavn af træningen."},
        "godkendt": {"af": "Eva Lund", "dato": "2026-02-02"},
        "tabt": [{"part": who, "slutdato": "2026-03-31", "form": "maanedens_udgang",
                  "hjemmel": "kvalitetsstandarden"} for who in ("mor", "far")]}]})
    event = see(data, "far", event=("ophoer", 0))["hændelse"]
    assert [part["part"] for part in event["tabt"]] == ["far"]
    assert event["slutdato"] is None
    assert event["godkendt"]["dato"] == dt.date(2026, 2, 2)
    assert event["begrundelse"] is None
    assert event["redskaber"] is None
    both = see(data, "mor", event=("ophoer", 0))["hændelse"]
    assert [part["part"] for part in both["tabt"]] == ["mor"]
    assert both["redskaber"]


def test_an_answer_is_seen_with_the_hearing_it_stands_in() -> None:
    data = case("alma")
    place = next((i, j) for i, h in enumerate(data["hoeringer"])
                 for j, a in enumerate(h.get("svar", ())) if a["part"] == "mor")
    _, ((own, host),) = project(data, [reader_of(data, "mor")], DAY,
                                [("hoeringer", place[0], "svar", place[1])], EVERY_LIST)
    assert own["part"] == "mor"
    assert host is not None
    assert host["art"] == data["hoeringer"][place[0]]["art"]
    assert host["svar"] == ()


@pytest.mark.parametrize("words", ["Hemmelighedsstræde", "71 00 00 01", "Lønholm Skole"])
def test_a_parent_without_custody_is_not_told_what_is_hidden_with_the_rest(words: str) -> None:
    """The other parent is not in their copy at all, and is no less protected for it."""
    data = family({"parter[1].foraeldremyndighed": False, "barn.tilbud": {
        "art": "skole", "navn": "Lønholm Skole"}, "parter[0].kontakt": {"telefon": "71000001"},
        "hoeringer": [{"art": "paataenkt_afgoerelse", "ydelse": "tabt_arbejdsfortjeneste",
                       "part": "far", "brevdato": "2026-02-01", "paataenkt": f"Se {words} igen."}]})
    with pytest.raises(DataError) as error:
        see(data, "far", event=("hoeringer", 0))
    assert "hoeringer[0].paataenkt" in [problem.path for problem in error.value.problems]


@pytest.mark.parametrize(("art", "seen"), [("kommunen", True), ("online", True), ("andet", False)])
def test_a_town_hall_is_no_secret(art: str, seen: bool) -> None:
    data = family({"tilsyn[0].sted": {"art": art, "beskrivelse": "Lokale 2 på 1. sal"}})
    assert (place(see(data, "far")) != HIDDEN) is seen


@pytest.mark.parametrize("words", [
    "270290–0494", "270290 - 0494", "270290\u20110494", "27/02/90-0494", "(65) 00 00 77", "65–00–00–77",
    "65/00/00/77", "4565000077", "Hemmeligheds-stræde", "Hemmelighedsstraede", "Hemmelighedsstræde77",
    "Hemmeligheds\u00adstræde", "Hemmeligheds\u200bstræde", "HEMMELIGHEDSSTRÆDE", "Skjulte-skolen",
    "Hemmelighedsstr\u00e6de", "Hemmelighedsstr\u0061\u0308de".replace("a\u0308", "æ"),
])
def test_a_secret_is_known_however_it_is_spelled(words: str) -> None:
    with pytest.raises(DataError) as error:
        see(family({"tilsyn[0].observationer": f"Vi mødtes ved {words} igen."}), "far",
            event=("tilsyn", 0))
    assert "tilsyn[0].observationer" in [problem.path for problem in error.value.problems]


@pytest.mark.parametrize("words", ["Bo er hemmelig glad.", "Sagen har nr. 2702.", "Vi ringer kl. 65."])
def test_what_only_looks_like_a_secret_is_none(words: str) -> None:
    assert see(family({"tilsyn[0].observationer": words}), "far", event=("tilsyn", 0))["hændelse"]
