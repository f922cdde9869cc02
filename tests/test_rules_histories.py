"""A case through time: every rule about order, copies and references on both sides of its border."""

from __future__ import annotations

import ast
import datetime as dt
from typing import Any

import pytest

from pipeline.rules import RULES
from pipeline.rules.common import values
from pipeline.rules.dates import LETTERS, PERIODS, events_in_order
from pipeline.rules.grants import last_day
from pipeline.rules.people import consents
from pipeline.rules.references import GOALS, PEOPLE
from pipeline.schemas import resolved
from tests.borders import Border, fails, found, passes
from tests.cases import GONE, ROOT

TEXT = "Bo rejste sig."
GRANT, NEW, VISIT, REVIEW = "afgoerelser[0]", "afgoerelser[1]", "tilsyn[0]", "revurderinger[0]"
GRANTED = {"brevdato": "2026-07-01", "ydelse": "hjemmetraening", "udfald": "bevilling",
           "periode": {"fra": "2026-08-01"}}
PAY = {"brevdato": "2026-02-10", "ydelse": "tabt_arbejdsfortjeneste", "part": "far",
       "udfald": "bevilling", "periode": {"fra": "2026-02-15"}}
COSTS = {**GRANTED, "ydelse": "udgifter"}
PROVIDER = {"id": "lev", "rolle": "leverandoer", "navn": "Karen Bloch", "virksomhed": "Legeværk"}
HELPER = {"id": "hj", "rolle": "hjaelper", "navn": "Ane Vig"}
MOTHER = {"id": "mor", "rolle": "foraelder", "foraeldremyndighed": True, "navn": "Eva Ebbesen"}
OFFER = {"brevdato": "2026-07-01", "leverandoer": "lev"}
EVALUATION = {"brevdato": "2026-07-01", "forfattere": ["far"], "periode": {"fra": "2026-01-01",
                                                                          "til": "2026-06-30"}}
MEETING = {"art": "tilsyn", "brevdato": "2026-05-11", "dato": "2026-06-03", "fra": "10:00",
           "sted": {"art": "hjemmet"}}
COST = {"dato": "2026-07-01", "hvad": "Ribbe", "art": "redskab", "beloeb": 500}
END = {"brevdato": "2026-12-01", "ydelser": ["hjemmetraening"], "aarsag": "foraeldres_oenske",
       "slutdato": "2026-12-31"}
CONSENT = {"fra": "far", "til": "lev", "dokumenter": ["tilsynsrapport"], "dato": "2026-06-10"}
HEARD = {"art": "paataenkt_afgoerelse", "brevdato": "2026-11-02", "ydelse": "hjemmetraening",
         "frist": "2026-11-17"}
ANSWER = {"part": "far", "modtaget": "2026-06-12", "tekst": TEXT}
REPORT = {"maal": "sta1", "status": "i_gang", "vurdering": TEXT}
COUNTED = {"enhed": "forsøg", "udgangspunkt": 0, "oensket": 8}
SENT = {"part": "far", "dato": "2025-12-09", "kanal": "brev"}
WITH_OFFER = {"parter[1]": PROVIDER, "tilbud": [OFFER]}
COPY = {"parter[1]": PROVIDER, f"{VISIT}.kopi_til": ["lev"], "samtykker": [CONSENT]}
BOTH = {**COPY, "parter[2]": MOTHER}


def someone(path: str, good: Any, bad: Any, given: dict[str, Any], code: str = "part-findes-ikke",
            says: str = "den, der henvises til, er i sagen") -> Border:
    at = path + ("[0]" if isinstance(bad, list) else "")
    return Border("known_people", f"{says}: {path}", {path: good}, {path: bad}, ((at, code),),
                  given=given)


def goal(path: str, given: dict[str, Any]) -> Border:
    return Border("known_goals", f"målet er et af sagens: {path}", {path: ["sta1"]}, {path: ["gang1"]},
                  ((f"{path}[0]", "maal-findes-ikke"),), given=given)


def pair(path: str, good: str, bad: str, code: str, given: dict[str, Any],
         rule: str = "order_of_letters") -> Border:
    return Border(rule, f"datoerne følger hinanden: {path}", {path: good}, {path: bad}, ((path, code),),
                  given=given)


HOME = "ansoegninger[0]"
RECEIPT = {"brevdato": "2025-08-14"}
PEOPLE_BORDERS = (
    someone("tilbud[0].leverandoer", "lev", "far", WITH_OFFER, "leverandoer-findes-ikke"),
    someone(f"{HOME}.udarbejdet_med", "lev", "hj", {"parter[1]": PROVIDER, "parter[2]": HELPER},
            "leverandoer-findes-ikke"),
    someone("evalueringer[0].forfattere", ["lev"], ["hj"],
            {"parter[1]": PROVIDER, "parter[2]": HELPER, "evalueringer": [EVALUATION]}),
    someone("evalueringer[0].underskrifter[0].part", "far", "mor",
            {"evalueringer": [{**EVALUATION, "underskrifter": [
                {"part": "far", "dato": "2026-07-01"}]}]}),
    someone("indkaldelser[0].sted.hos", "far", "mor", {"indkaldelser": [MEETING]}),
    someone(f"{GRANT}.forsendelser[0].part", "far", "lev",
            {"parter[1]": PROVIDER, f"{GRANT}.forsendelser": [SENT]}),
    someone("samtykker[0].fra", "far", "lev", {"parter[1]": PROVIDER, "samtykker": [CONSENT]}),
    someone("samtykker[0].til", "lev", "ane", {"parter[1]": PROVIDER, "samtykker": [CONSENT]}),
)

BORDERS = (
    *PEOPLE_BORDERS,
    goal("tilbud[0].maal", WITH_OFFER),
    goal("tilbud[0].elementer[0].maal", {"parter[1]": PROVIDER, "tilbud": [
        {**OFFER, "elementer": [{"navn": "Leg", "hvordan": TEXT, "maal": ["sta1"]}]}]}),
    goal("tilbud[0].budget.linjer[0].maal", {"parter[1]": PROVIDER, "tilbud": [
        {**OFFER, "budget": {"fra": "2026-08-01", "linjer": [
            {"hvad": "Ribbe", "art": "redskab", "beloeb": 500, "maal": ["sta1"]}]}}]}),
    goal("evalueringer[0].nye_maal", {"evalueringer": [EVALUATION]}),
    goal(f"{GRANT}.elementer[0].maal", {f"{GRANT}.elementer": [
        {"navn": "Leg", "omraader": ["social"], "godkendt": True}]}),
    goal(f"{NEW}.poster[0].maal", {NEW: {**COSTS, "poster": [
        {"hvad": "Ribbe", "art": "redskab", "ansoegt": 5, "bevilget": 5}]}}),
    goal("udgifter[0].maal", {"udgifter": [COST], NEW: {**COSTS, "brevdato": "2026-01-02",
                                                       "periode": {"fra": "2026-01-02"}}}),
    pair("evalueringer[0].periode.til", "2026-01-01", "2025-12-31", "slut-foer-start",
         {"evalueringer": [EVALUATION]}, "periods"),
    pair("samtykker[0].tilbagekaldt", "2026-06-10", "2026-06-09", "slut-foer-start",
         {"parter[1]": PROVIDER, "samtykker": [CONSENT]}, "periods"),
    pair("maal[0].frist", "2026-01-01", "2025-12-31", "frist-foer-start", {"maal[0].sat": "2026-01-01"},
         "periods"),
    pair("hoeringer[0].svar[0].modtaget", "2026-06-10", "2026-06-09", "svar-foer-hoering",
         {"hoeringer[0].svar": [ANSWER]}),
    pair("hoeringer[0].svar[0].modtaget", "2026-06-12", "2026-06-11", "modtaget-foer-brev",
         {"hoeringer[0].svar": [{**ANSWER, "brevdato": "2026-06-12"}]}),
    pair("indkaldelser[0].dato", "2026-05-11", "2026-05-10", "moede-foer-brev",
         {"indkaldelser": [MEETING]}),
    pair("indkaldelser[0].indsend_senest", "2026-06-03", "2026-06-04", "frist-efter-moede",
         {"indkaldelser": [MEETING]}),
    pair("indkaldelser[0].indsend_senest", "2026-05-11", "2026-05-10", "frist-foer-brev",
         {"indkaldelser": [MEETING]}),
    pair("tilbud[0].gaelder_til", "2026-07-01", "2026-06-30", "frist-foer-brev", WITH_OFFER),
    pair(f"{HOME}.kvittering.brevdato", "2025-08-12", "2025-08-11", "kvittering-foer-modtagelse",
         {f"{HOME}.kvittering": RECEIPT, f"{HOME}.modtaget": "2025-08-12"}),
    pair(f"{HOME}.kvittering.mangler_senest", "2025-08-14", "2025-08-13", "frist-foer-brev",
         {f"{HOME}.kvittering": RECEIPT}),
    pair(f"{HOME}.forsinkelse.forventet", "2025-12-01", "2025-11-30", "frist-foer-brev",
         {f"{HOME}.forsinkelse": {"brevdato": "2025-12-01", "grund": TEXT, "foreloebig_vurdering": TEXT,
                                  "forventet": "2025-12-01"}}),
    pair(f"{GRANT}.opfoelgning", "2025-12-09", "2025-12-08", "opfoelgning-foer-brev", {}),
    pair(f"{GRANT}.forsendelser[0].dato", "2025-12-09", "2025-12-08", "sendt-foer-brev",
         {f"{GRANT}.forsendelser": [SENT]}),
    pair(f"{REVIEW}.naeste", "2026-11-18", "2026-11-17", "naeste-foer-brev", {}),
    pair("ophoer[0].afregning_senest", "2026-12-01", "2026-11-30", "frist-foer-brev", {"ophoer": [END]}),
    Border("order_of_letters", "brevet om revurdering kommer efter mødet",
           {f"{REVIEW}.moede": "2026-11-18"}, {f"{REVIEW}.moede": "2026-11-19"},
           ((f"{REVIEW}.brevdato", "brev-foer-moede"),)),
    Border("meetings", "et møde slutter, efter det begynder",
           {"indkaldelser[0].til": "10:01"}, {"indkaldelser[0].til": "10:00"},
           (("indkaldelser[0].til", "slut-foer-start"),), given={"indkaldelser": [MEETING]}),
    Border("applicants_with_custody", "hjemmetræning søges af den, der har forældremyndighed",
           {"parter[1].foraeldremyndighed": False, "ansoegninger[0].ansoegere": ["mor"]},
           {"parter[1].foraeldremyndighed": False, "ansoegninger[0].ansoegere": ["mor", "far"]},
           (("ansoegninger[0].ansoegere[1]", "ansoeger-uden-myndighed"),), sample="alma"),
    Border("copies_with_consent", "en kopi kræver samtykke til den slags brev",
           {"samtykker[0].dokumenter": ["tilsynsrapport"]}, {"samtykker[0].dokumenter": ["afgoerelse"]},
           ((f"{VISIT}.kopi_til[0]", "samtykke-mangler"),), given=COPY),
    Border("copies_with_consent", "givet på brevets dato eller før",
           {"samtykker[0].dato": "2026-06-10"}, {"samtykker[0].dato": "2026-06-11"},
           ((f"{VISIT}.kopi_til[0]", "samtykke-mangler"),), given=COPY),
    Border("copies_with_consent", "og ikke trukket tilbage",
           {"samtykker[0].tilbagekaldt": "2026-06-11"}, {"samtykker[0].tilbagekaldt": "2026-06-10"},
           ((f"{VISIT}.kopi_til[0]", "samtykke-mangler"),), given=COPY),
    Border("copies_with_consent", "fra alle med forældremyndighed",
           {"samtykker[1]": {**CONSENT, "fra": "mor"}}, {"samtykker[0]": {**CONSENT, "fra": "mor"}},
           ((f"{VISIT}.kopi_til[0]", "samtykke-mangler"),), given=BOTH),
    Border("overlapping_grants", "to bevillinger af det samme løber ikke samtidig",
           {f"{GRANT}.periode.til": "2026-07-31"}, {f"{GRANT}.periode.til": "2026-08-01"},
           ((f"{NEW}.periode.fra", "bevillinger-overlapper"),), given={NEW: GRANTED}),
    Border("overlapping_grants", "medmindre den ene afløser den anden",
           {f"{NEW}.erstatter": "2025-12-09"}, {f"{NEW}.vilkaar": [TEXT]},
           ((f"{NEW}.periode.fra", "bevillinger-overlapper"),), given={NEW: GRANTED}),
    Border("overlapping_grants", "eller den ene er slut",
           {"ophoer[0].slutdato": "2027-01-31"}, {"ophoer[0].slutdato": "2027-02-01"},
           ((f"{NEW}.periode.fra", "bevillinger-overlapper"),),
           given={NEW: {**GRANTED, "brevdato": "2027-01-15", "periode": {"fra": "2027-02-01"}},
                  "ophoer": [END]}),
    Border("overlapping_grants", "forskellige ydelser må, og to forældre må",
           {"afgoerelser[2].part": "mor"}, {"afgoerelser[2].part": "far"},
           (("afgoerelser[2].periode.fra", "bevillinger-overlapper"),),
           given={"parter[1]": MOTHER, NEW: PAY, "afgoerelser[2]": PAY}),
    Border("before_the_first_grant", "et tilsyn ligger ikke før den første bevilling",
           {f"{VISIT}.dato": "2025-12-09", "hoeringer[0].tilsyn": "2025-12-09"},
           {f"{VISIT}.dato": "2025-12-08", "hoeringer[0].tilsyn": "2025-12-08"},
           ((f"{VISIT}.dato", "foer-bevillingen"),)),
    Border("before_the_first_grant", "det gør en evaluering heller ikke",
           {"evalueringer[0].brevdato": "2026-07-01"}, {"evalueringer[0].brevdato": "2025-12-08"},
           (("evalueringer[0].brevdato", "foer-bevillingen"),),
           given={"evalueringer": [{"brevdato": "2026-07-01", "forfattere": ["far"]}]}),
    Border("before_the_first_grant", "og heller ikke en revurdering",
           {f"{REVIEW}.brevdato": "2025-12-09"}, {f"{REVIEW}.brevdato": "2025-12-08"},
           ((f"{REVIEW}.brevdato", "foer-bevillingen"),)),
    *(Border("after_eighteen", f"intet rækker længere end dagen før 18-årsdagen: {path}",
             {path: "2037-03-07"}, {path: "2037-03-08"}, ((path, "efter-18"),), given=given)
      for path, given in (
          (f"{GRANT}.periode.til", {}), (f"{REVIEW}.brevdato", {}),
          (f"{VISIT}.dato", {"hoeringer": [], f"{VISIT}.brevdato": GONE}),
          ("evalueringer[0].periode.til", {"evalueringer": [EVALUATION]}),
          ("indkaldelser[0].dato", {"indkaldelser": [MEETING]}))),
    Border("after_eighteen", "den, der er født den 29. februar, fylder år den 1. marts",
           {f"{GRANT}.periode.til": "2038-02-28"}, {f"{GRANT}.periode.til": "2038-03-01"},
           ((f"{GRANT}.periode.til", "efter-18"),), given={"barn.foedselsdato": "2020-02-29"}),
    Border("after_eighteen", "næste gang er ikke efter 18-årsdagen",
           {f"{REVIEW}.naeste": "2037-03-07"}, {f"{REVIEW}.naeste": "2037-03-08"},
           ((f"{REVIEW}.naeste", "efter-18"),), severity="advarsel"),
    Border("goals_through_time", "et måls udgaver står i datoorden",
           {"maal[0].historik[1].til": "2026-02-01"}, {"maal[0].historik[1].til": "2026-01-31"},
           (("maal[0].historik[1].til", "maal-historik"),),
           given={"maal[0].historik": [{"til": "2026-01-31", "hvorfor": TEXT},
                                       {"til": "2026-03-01", "hvorfor": TEXT}]}),
    Border("goals_through_time", "fra den dag, målet blev sat",
           {"maal[0].historik[0].til": "2026-01-01"}, {"maal[0].historik[0].til": "2025-12-31"},
           (("maal[0].historik[0].til", "maal-historik"),),
           given={"maal[0].historik": [{"til": "2026-01-31", "hvorfor": TEXT}],
                  "maal[0].sat": "2026-01-01"}),
    Border("goals_through_time", "til det udgik",
           {"maal[0].historik[0].til": "2026-12-01"}, {"maal[0].historik[0].til": "2026-12-02"},
           (("maal[0].historik[0].til", "maal-historik"),),
           given={"maal[0].historik": [{"til": "2026-01-31", "hvorfor": TEXT}],
                  "maal[0].udgaar": {"dato": "2026-12-01", "hvorfor": TEXT}}),
    Border("goals_through_time", "et mål udgår ikke, før det er sat",
           {"maal[1].udgaar.dato": "2026-12-01"}, {"maal[1].udgaar.dato": "2026-11-30"},
           (("maal[1].udgaar.dato", "maal-historik"),),
           given={"maal[1]": {"id": "gang1", "titel": TEXT, "omraade": "fysisk", "udgangspunkt": TEXT,
                              "maaling": TEXT, "oensket": TEXT, "frist": "2026-12-31",
                              "sat": "2026-12-01", "udgaar": {"dato": "2026-12-01", "hvorfor": TEXT}}}),
    Border("reported_goals", "der meldes om mål, der er sat",
           {"maal[0].sat": "2026-06-03"}, {"maal[0].sat": "2026-06-04"},
           ((f"{VISIT}.maal[0].maal", "maal-ikke-sat"),)),
    Border("reported_goals", "og ikke er udgået",
           {"maal[0].udgaar": {"dato": "2026-06-03", "hvorfor": TEXT}},
           {"maal[0].udgaar": {"dato": "2026-06-02", "hvorfor": TEXT}},
           ((f"{VISIT}.maal[0].maal", "maal-udgaaet"),)),
    Border("reported_goals", "en evaluering kan melde om et mål, der udgik undervejs",
           {"maal[0].udgaar": {"dato": "2026-06-30", "hvorfor": TEXT}},
           {"maal[0].udgaar": {"dato": "2026-01-31", "hvorfor": TEXT}},
           (("evalueringer[0].maal[0].maal", "maal-udgaaet"),),
           given={"evalueringer": [{**EVALUATION, "periode": {"fra": "2026-02-01"}, "maal": [REPORT]}],
                  "tilsyn": [], "hoeringer": []}),
    Border("reported_goals", "et tal hører til et mål, der tælles",
           {"maal[0].maaltal": COUNTED}, {"maal[0].sat": "2026-01-01"},
           ((f"{VISIT}.maal[0].vaerdi", "tal-uden-maaltal"),), severity="advarsel",
           given={f"{VISIT}.maal[0].vaerdi": 3}),
    Border("built_on_a_draft", "en revurdering bygger på en endelig rapport",
           {f"{VISIT}.endelig_brevdato": "2026-11-18"}, {f"{VISIT}.endelig_brevdato": "2026-11-19"},
           ((f"{REVIEW}.brevdato", "bygger-paa-udkast"),), severity="advarsel"),
    Border("unchanged_while_heard", "bevillingen fortsætter ikke uændret, mens en ændring er i høring",
           {"hoeringer[1].frist": "2026-11-17"}, {"hoeringer[1].frist": "2026-11-18"},
           ((f"{REVIEW}.udfald", "hoering-aaben"),), severity="advarsel", given={"hoeringer[1]": HEARD}),
)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_passes(border: Border) -> None:
    passes(border)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_fails(border: Border) -> None:
    fails(border)


def test_the_18th_birthday_is_read_from_the_cpr_number_too() -> None:
    given = {"barn.foedselsdato": GONE, "barn.cpr": "080319-7162"}
    assert found({**given, f"{GRANT}.periode.til": "2037-03-07"}) == ()
    assert found({**given, f"{GRANT}.periode.til": "2037-03-08"}) == (
        (f"{GRANT}.periode.til", "efter-18"),)


@pytest.mark.parametrize(("more", "last"), [
    ({}, None),
    ({"periode": {"fra": "2026-01-01", "til": "2027-12-31"}}, "2027-12-31"),
])
def test_a_grant_ends_by_itself(more: dict[str, Any], last: str | None) -> None:
    grant = {**GRANTED, **more}
    assert str(last_day({"afgoerelser": [grant]}, grant)) == str(last)


def test_a_chain_of_grants_ends_each_with_the_next() -> None:
    one = {**GRANTED, "brevdato": "2026-01-01", "periode": {"fra": "2026-01-01"}}
    two = {**GRANTED, "brevdato": "2026-05-01", "erstatter": "2026-01-01",
           "periode": {"fra": "2026-06-01"}}
    three = {**GRANTED, "brevdato": "2026-05-15", "erstatter": "2026-05-01",
             "periode": {"fra": "2026-05-20"}}
    whole = {"afgoerelser": [one, two, three]}
    # The third begins before the second did: the first ends with it, and the second never runs.
    assert [str(last_day(whole, grant)) for grant in (one, two, three)] == [
        "2026-05-19", "2026-05-19", "None"]
    assert str(last_day({"afgoerelser": [one, two]}, one)) == "2026-05-31"


def test_lost_earnings_end_with_their_own_entry() -> None:
    ending = {**END, "ydelser": ["hjemmetraening", "tabt_arbejdsfortjeneste"], "tabt": [
        {"part": "far", "slutdato": "2027-03-31"}]}
    other = {**PAY, "part": "mor"}
    whole = {"afgoerelser": [PAY, other, GRANTED], "ophoer": [ending]}
    assert str(last_day(whole, PAY)) == "2027-03-31"
    assert last_day(whole, other) is None
    assert str(last_day(whole, GRANTED)) == "2026-12-31"


def test_consent_ends_the_day_it_is_taken_back() -> None:
    taken_back = {"samtykker": [{**CONSENT, "tilbagekaldt": "2026-07-01"}]}
    days = [dt.date(2026, 6, 9), dt.date(2026, 6, 10), dt.date(2026, 6, 30), dt.date(2026, 7, 1)]
    assert [consents(taken_back, "far", "lev", "tilsynsrapport", day) for day in days] == [
        False, True, True, False]


def test_two_answers_of_one_party_are_in_order() -> None:
    assert found({"hoeringer[0].svar": [ANSWER, {**ANSWER, "modtaget": "2026-06-20"}]}) == ()


@pytest.mark.parametrize("liste", ["indkaldelser", "tilbud", "evalueringer", "udgifter", "ophoer"])
def test_the_new_lists_stand_in_date_order(liste: str) -> None:
    key = "dato" if liste == "udgifter" else "brevdato"
    problems = events_in_order({liste: [{key: "2026-02-02"}, {key: "2026-02-01"}]}, {})
    assert [(p.path, p.code) for p in problems] == [(f"{liste}[1].{key}", "raekkefoelge")]


def schema_of(pattern: str) -> Any:
    node: Any = resolved("sag")
    for step in pattern.split("."):
        node = node["properties"][step.removesuffix("[]")]
        node = node["items"] if step.endswith("[]") else node
    return node


@pytest.mark.parametrize("pattern", [*PEOPLE, *GOALS])
def test_a_reference_is_a_field_of_the_schema(pattern: str) -> None:
    assert schema_of(pattern)["type"] == "string"


@pytest.mark.parametrize("pair", [*PERIODS, *LETTERS], ids=lambda p: f"{p.where}.{p.later}")
def test_a_pair_of_dates_are_fields_of_the_schema(pair: Any) -> None:
    for name in (pair.earlier, pair.later):
        assert schema_of(f"{pair.where}.{name}")["format"] == "dato"


def test_a_pattern_finds_each_place() -> None:
    data = {"tilsyn": [{"maal": [{"maal": "a"}, {}]}, {}, {"maal": [{"maal": "b"}]}]}
    assert list(values(data, "tilsyn[].maal[].maal")) == [
        ("tilsyn[0].maal[0].maal", "a"), ("tilsyn[2].maal[0].maal", "b")]
    assert list(values(data, "ophoer[].slutdato")) == []


def test_every_rule_stands_in_a_table() -> None:
    """Each has a border on both sides, in one of the files of this kind."""
    tested = {name for path in (ROOT / "tests").glob("test_rules*.py")
              for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
              if isinstance(name := getattr(node, "id", getattr(node, "value", None)), str)}
    assert {rule.__name__ for rule in RULES} <= tested
