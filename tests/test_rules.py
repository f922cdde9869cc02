"""Every rule on both sides of its border, as sentences about one changed sample."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.rules import RULES, references
from pipeline.rules.dates import EVENT_DATE, events_in_order
from pipeline.rules.hearings import hearing_limit
from pipeline.validation import validate
from tests.borders import Border, Changes, fails, found, passes
from tests.cases import GONE, NAMES, case, sag, settings

GRANT = "afgoerelser[0]"
VISIT = "tilsyn[0]"
HEARING = "hoeringer[0]"
REVIEW = "revurderinger[0]"
HOME, PAY = "ansoegninger[0]", "ansoegninger[1]"
TEXT = "Bo rejste sig."
INTENDED = {"art": "paataenkt_afgoerelse", "brevdato": "2026-07-01", "ydelse": "hjemmetraening",
            "frist": "2026-07-15"}
DECIDED = {"brevdato": "2026-07-16", "ydelse": "hjemmetraening", "udfald": "afslag"}
ANSWER = {"part": "far", "modtaget": "2026-07-06", "tekst": TEXT}
HELPER = {"rolle": "hjaelper", "navn": "Ane Vig", "id": "hj"}
MONDAY = {"dag": "mandag", "fra": "16:00", "til": "17:00", "aktivitet": "Leg"}

BORDERS = (
    Border("periods", "en bevilling kan slutte den dag, den begynder, men ikke før",
           {f"{GRANT}.periode.til": "2026-01-01"}, {f"{GRANT}.periode.til": "2025-12-31"},
           ((f"{GRANT}.periode.til", "slut-foer-start"),)),
    Border("periods", "en ansøgt periode ligeså",
           {f"{PAY}.periode.til": "2026-02-01"}, {f"{PAY}.periode.til": "2026-01-31"},
           ((f"{PAY}.periode.til", "slut-foer-start"),)),
    Border("periods", "en undersøgelse ligeså",
           {"undersoegelser[0].afsluttet": "2025-09-01"}, {"undersoegelser[0].afsluttet": "2025-08-31"},
           (("undersoegelser[0].afsluttet", "slut-foer-start"),)),
    Border("order_of_letters", "rapporten skrives på besøgets dag eller senere",
           {f"{VISIT}.brevdato": "2026-06-03"}, {f"{VISIT}.brevdato": "2026-06-02"},
           ((f"{VISIT}.brevdato", "rapport-foer-besoeg"),)),
    Border("order_of_letters", "den endelige rapport kommer ikke før udkastet",
           {f"{VISIT}.endelig_brevdato": "2026-06-10"}, {f"{VISIT}.endelig_brevdato": "2026-06-09"},
           ((f"{VISIT}.endelig_brevdato", "endelig-foer-udkast"),),
           given={f"{HEARING}.undtagelse": "Forældrene har frafaldet høringen."}),
    Border("order_of_letters", "fristen for at svare ligger ikke før høringsbrevet",
           {f"{HEARING}.frist": "2026-06-10"}, {f"{HEARING}.frist": "2026-06-09"},
           ((f"{HEARING}.frist", "frist-foer-brev"),)),
    Border("events_in_order", "ansøgninger står i datoorden; samme dag er i orden",
           {f"{HOME}.brevdato": "2026-01-19"}, {f"{HOME}.brevdato": "2026-01-20"},
           ((f"{PAY}.brevdato", "raekkefoelge"),)),
    Border("unique_ids", "to parter har hver sit id",
           {"parter[1]": HELPER}, {"parter[1]": {**HELPER, "id": "far"}},
           (("parter[0].id", "id-to-gange"), ("parter[1].id", "id-to-gange"))),
    Border("unique_ids", "to mål har hver sit id",
           {"maal[1].id": "leg1"}, {"maal[1].id": "toej1"},
           (("maal[1].id", "id-to-gange"), ("maal[3].id", "id-to-gange")), sample="alma",
           given={f"{REVIEW}.maal": GONE, "tilsyn[0].maal": GONE, "tilsyn[1].maal": GONE, HOME: GONE}),
    Border("known_goals", "en rapport handler om sagens mål",
           {f"{VISIT}.maal[0].maal": "sta1"}, {f"{VISIT}.maal[0].maal": "gang1"},
           ((f"{VISIT}.maal[0].maal", "maal-findes-ikke"),)),
    Border("known_goals", "det gør en revurdering også",
           {f"{REVIEW}.maal": [{"maal": "sta1", "status": "naaet", "vurdering": TEXT}]},
           {f"{REVIEW}.maal": [{"maal": "gang1", "status": "naaet", "vurdering": TEXT}]},
           ((f"{REVIEW}.maal[0].maal", "maal-findes-ikke"),)),
    Border("known_goals", "et træningselement tjener sagens mål",
           {f"{HOME}.elementer[0].maal": ["sta1"]}, {f"{HOME}.elementer[0].maal": ["sta1", "gang1"]},
           ((f"{HOME}.elementer[0].maal[1]", "maal-findes-ikke"),)),
    Border("known_people", "den, der søger, er en af sagens forældre",
           {f"{PAY}.ansoeger": "far"}, {f"{PAY}.ansoeger": "mor"},
           ((f"{PAY}.ansoeger", "part-findes-ikke"),)),
    Border("known_people", "en hjælper kan ikke søge",
           {f"{HOME}.ansoegere": ["far"]}, {f"{HOME}.ansoegere": ["far", "hj"]},
           ((f"{HOME}.ansoegere[1]", "part-findes-ikke"),), given={"parter[1]": HELPER}),
    Border("known_people", "barnet bor hos en af forældrene",
           {"barn.bor_hos": ["far"]}, {"barn.bor_hos": ["far", "mor"]},
           (("barn.bor_hos[1]", "part-findes-ikke"),)),
    Border("known_people", "den, en afgørelse om løn gælder, er i sagen",
           {"afgoerelser[1].part": "far"}, {"afgoerelser[1].part": "mor"},
           (("afgoerelser[1].part", "part-findes-ikke"),),
           given={"afgoerelser[1]": {"brevdato": "2025-12-09", "ydelse": "tabt_arbejdsfortjeneste",
                                     "udfald": "afslag", "part": "far"}}),
    Border("known_people", "den, en partshøring gælder, er i sagen",
           {"hoeringer[1].part": "far"}, {"hoeringer[1].part": "mor"},
           (("hoeringer[1].part", "part-findes-ikke"),), given={"hoeringer[1]": INTENDED}),
    Border("known_people", "de, der giver samtykke, er i sagen",
           {f"{HOME}.samtykker": [{"part": "far", "omfang": TEXT, "dato": "2025-08-11"}]},
           {f"{HOME}.samtykker": [{"part": "mor", "omfang": TEXT, "dato": "2025-08-11"}]},
           ((f"{HOME}.samtykker[0].part", "part-findes-ikke"),)),
    Border("known_people", "de, der skriver under, er i sagen",
           {f"{HOME}.underskrifter": [{"part": "far", "dato": "2025-08-11"}]},
           {f"{HOME}.underskrifter": [{"part": "mor", "dato": "2025-08-11"}]},
           ((f"{HOME}.underskrifter[0].part", "part-findes-ikke"),)),
    Border("known_people", "den unge kan svare i en høring, en fremmed kan ikke",
           {f"{HEARING}.svar": [{**ANSWER, "part": "ung"}]},
           {f"{HEARING}.svar": [{**ANSWER, "part": "onkel"}]},
           ((f"{HEARING}.svar[0].part", "part-findes-ikke"),)),
    Border("known_people", "den, et tilsyn er hos, er i sagen",
           {f"{VISIT}.sted.hos": "far"}, {f"{VISIT}.sted.hos": "mor"},
           ((f"{VISIT}.sted.hos", "part-findes-ikke"),)),
    Border("known_people", "den, en ændring gælder, er i sagen",
           {f"{REVIEW}.aendringer": [{"hvad": TEXT, "hvorfor": TEXT, "part": "far"}]},
           {f"{REVIEW}.aendringer": [{"hvad": TEXT, "hvorfor": TEXT, "part": "mor"}]},
           ((f"{REVIEW}.aendringer[0].part", "part-findes-ikke"),),
           given={f"{REVIEW}.udfald": "aendring_paataenkes"}),
    Border("timetables", "træningen slutter, efter den begynder",
           {f"{PAY}.ugeskema[0].til": "14:01"}, {f"{PAY}.ugeskema[0].til": "14:00"},
           ((f"{PAY}.ugeskema[0].til", "slut-foer-start"),)),
    Border("timetables", "to rækker må støde op til hinanden, men ikke overlappe",
           {f"{PAY}.ugeskema[2]": MONDAY}, {f"{PAY}.ugeskema[2]": {**MONDAY, "fra": "15:59"}},
           ((f"{PAY}.ugeskema[2].til", "overlap"),)),
    Border("timetables", "samme tid på en anden dag er ikke et overlap",
           {f"{PAY}.ugeskema[2]": {**MONDAY, "dag": "tirsdag", "fra": "14:00"}},
           {f"{PAY}.ugeskema[2]": {**MONDAY, "fra": "13:00", "til": "14:30"}},
           ((f"{PAY}.ugeskema[0].til", "overlap"),)),
    Border("lost_hours", "ingen mister flere timer, end de arbejder",
           {f"{PAY}.timer_pr_uge": 37}, {f"{PAY}.timer_pr_uge": 38},
           ((f"{PAY}.timer_pr_uge", "timer-over-arbejdstid"),)),
    Border("conditions", "hver betingelse vurderes én gang",
           {f"{REVIEW}.betingelser[0].nr": 3, f"{REVIEW}.betingelser[2].nr": 1},
           {f"{REVIEW}.betingelser[0].nr": 2},
           ((f"{REVIEW}.betingelser", "betingelser"),)),
    Border("conditions", "bevillingen fortsætter kun uændret, når betingelserne er opfyldt",
           {f"{REVIEW}.betingelser[1].opfyldt": True}, {f"{REVIEW}.betingelser[1].opfyldt": False},
           ((f"{REVIEW}.betingelser[1].opfyldt", "udfald-modsiger"),)),
    Border("health_professionals", "fysisk sundhedsfaglig træning kræver en sundhedsfaglig ved tilsynet",
           {f"{VISIT}.deltagere[1].sundhedsfaglig": True},
           {f"{VISIT}.deltagere[1].sundhedsfaglig": False},
           ((f"{VISIT}.deltagere", "sundhedsfaglig-mangler"),),
           given={f"{GRANT}.sundhedsfagligt": True}),
    Border("health_professionals", "men kun mens bevillingen gælder",
           {f"{GRANT}.periode.til": "2026-06-02"}, {f"{GRANT}.periode.til": "2026-06-03"},
           ((f"{VISIT}.deltagere", "sundhedsfaglig-mangler"),),
           given={f"{GRANT}.sundhedsfagligt": True}),
    Border("decisions_after_hearing", "afgørelsen venter, til dagen efter fristen",
           {"afgoerelser[1].brevdato": "2026-07-16"}, {"afgoerelser[1].brevdato": "2026-07-15"},
           (("afgoerelser[1].brevdato", "afgoerelse-foer-frist"),),
           given={"hoeringer[1]": INTENDED, "afgoerelser[1]": DECIDED}),
    Border("decisions_after_hearing", "eller til alle har svaret",
           {"hoeringer[1].svar": [{**ANSWER, "modtaget": "2026-07-10"}]},
           {"hoeringer[1].svar": [{**ANSWER, "modtaget": "2026-07-11"}]},
           (("afgoerelser[1].brevdato", "afgoerelse-foer-frist"),),
           given={"hoeringer[1]": INTENDED, "afgoerelser[1]": {**DECIDED, "brevdato": "2026-07-10"}}),
    Border("decisions_after_hearing", "også den unge, når den unge er hørt",
           {"hoeringer[1].til_barnet": False}, {"hoeringer[1].til_barnet": True},
           (("afgoerelser[1].brevdato", "afgoerelse-foer-frist"),),
           given={"hoeringer[1]": {**INTENDED, "svar": [ANSWER]},
                  "afgoerelser[1]": {**DECIDED, "brevdato": "2026-07-10"}}),
    Border("decisions_after_hearing", "en anden ydelses høring er uden betydning",
           {"afgoerelser[1].ydelse": "udgifter"}, {"afgoerelser[1].ydelse": "hjemmetraening"},
           (("afgoerelser[1].brevdato", "afgoerelse-foer-frist"),),
           given={"hoeringer[1]": INTENDED, "afgoerelser[1]": {**DECIDED, "brevdato": "2026-07-10"}}),
    Border("decisions_after_hearing", "uden skrevet frist gælder kommunens dage, rykket til en hverdag",
           {"afgoerelser[1].brevdato": "2026-07-21"}, {"afgoerelser[1].brevdato": "2026-07-20"},
           (("afgoerelser[1].brevdato", "afgoerelse-foer-frist"),),
           given={"hoeringer[1]": {**INTENDED, "brevdato": "2026-07-04"}, "hoeringer[1].frist": GONE,
                  "afgoerelser[1]": DECIDED}),
    Border("final_reports_after_hearing", "rapporten er endelig tidligst dagen efter fristen",
           {f"{VISIT}.endelig_brevdato": "2026-06-25"}, {f"{VISIT}.endelig_brevdato": "2026-06-24"},
           ((f"{VISIT}.endelig_brevdato", "endelig-foer-frist"),)),
    Border("final_reports_after_hearing", "en endelig rapport har været i høring",
           {HEARING: {"art": "rapport", "brevdato": "2026-06-10", "tilsyn": "2026-06-03"}},
           {HEARING: GONE},
           ((f"{VISIT}.endelig_brevdato", "endelig-uden-hoering"),),
           given={f"{VISIT}.endelig_brevdato": "2026-06-25"}),
    Border("hearings_of_visits", "en høring handler om et af sagens tilsyn",
           {f"{HEARING}.tilsyn": "2026-06-03"}, {f"{HEARING}.tilsyn": "2026-06-04"},
           ((f"{HEARING}.tilsyn", "tilsyn-findes-ikke"),)),
    Border("people", "fødselsdatoen er CPR-nummerets",
           {"barn.foedselsdato": "2018-05-17"}, {"barn.foedselsdato": "2018-05-18"},
           (("barn.foedselsdato", "cpr-foedselsdato"),), given={"barn.cpr": "170518-7162"}),
)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_passes(border: Border) -> None:
    passes(border)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_fails(border: Border) -> None:
    fails(border)


@pytest.mark.parametrize(("changes", "warning"), [
    ({"barn.cpr": "170518-7162", "barn.foedselsdato": GONE}, ("barn.cpr", "cpr-modulus11")),
    ({"barn.cpr": "770518-7162", "barn.foedselsdato": GONE}, ("barn.cpr", "cpr-erstatning")),
    ({"parter[0].cpr": "240386-2273"}, ("parter[0].cpr", "cpr-modulus11")),
    ({"barn.adresse": {"vej": "Møllestien 11", "postnr": "5999", "by": "Solbæk"},
      "barn.beskyttelse": GONE}, ("barn.beskyttelse", "beskyttelse-ukendt")),
    ({"parter[0].adresse": {"vej": "Møllestien 11", "postnr": "5999", "by": "Solbæk"},
      "parter[0].beskyttelse": {"status": "ukendt"}}, ("parter[0].beskyttelse", "beskyttelse-ukendt")),
])
def test_warnings_stop_nothing(changes: Changes, warning: tuple[str, str]) -> None:
    assert found(changes, severity="advarsel") == (warning,)
    assert found(changes) == ()


@pytest.mark.parametrize("changes", [
    # Born in 2057: the number cannot be anybody's yet.
    {"parter[0].cpr": "310157-5003"},
    {"barn.adresse": {"vej": "Møllestien 11", "postnr": "5999", "by": "Solbæk"}},
    {"parter[0].beskyttelse": GONE},
    {"parter[1]": {"id": "lev", "rolle": "leverandoer", "navn": "Karen Bloch", "virksomhed": "Legeværk",
                   "adresse": {"vej": "Havnegangen 9", "postnr": "5999", "by": "Solbæk"}}},
])
def test_no_warning_without_a_reason(changes: Changes) -> None:
    assert found(changes, severity="advarsel") == ()
    assert found(changes) == ()


@pytest.mark.parametrize(("liste", "key"), EVENT_DATE.items())
def test_every_list_of_events_stands_in_date_order(liste: str, key: str) -> None:
    days = ("2026-02-02", "2026-01-01", "2026-02-01", "2026-02-02", "2026-02-03")
    problems = events_in_order({liste: [{key: day} for day in days]}, {})
    # Each is held against the latest so far, not against its neighbour alone.
    assert [(p.path, p.code) for p in problems] == [
        (f"{liste}[1].{key}", "raekkefoelge"), (f"{liste}[2].{key}", "raekkefoelge")]


@pytest.mark.parametrize(("sent", "days", "limit"), [
    ("2026-06-10", 14, "2026-06-24"),
    ("2026-06-06", 14, "2026-06-22"),  # a Saturday
    ("2026-03-19", 14, "2026-04-07"),  # Skærtorsdag; the first workday is the Tuesday after Easter
    ("2023-04-21", 14, "2023-05-08"),  # Store bededag was a holiday in 2023
    ("2024-04-12", 14, "2024-04-26"),  # and is none since
])
def test_the_kommunes_limit_ends_on_a_workday(sent: str, days: int, limit: str) -> None:
    local = {"servicemaal": {"hoering_dage": days}}
    assert str(hearing_limit({"brevdato": sent}, local)) == limit


def test_a_written_limit_stands_and_without_any_there_is_none() -> None:
    local = {"servicemaal": {"hoering_dage": 14}}
    assert str(hearing_limit({"brevdato": "2026-06-06", "frist": "2026-06-20"}, local)) == "2026-06-20"
    assert hearing_limit({"brevdato": "2026-06-06"}, {}) is None


def test_a_hearing_without_a_limit_ends_with_the_last_answer() -> None:
    data = {"hoeringer[1]": {**INTENDED}, "hoeringer[1].frist": GONE,
            "afgoerelser[1]": {**DECIDED, "brevdato": "2027-07-01"}}
    bare = settings("nyborg")
    assert "afgoerelse-foer-frist" in [p.code for p in validate(sag("bo", data), bare)]
    data["hoeringer[1].svar"] = [ANSWER]
    assert "afgoerelse-foer-frist" not in [p.code for p in validate(sag("bo", data), bare)]


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_break_no_rule(name: str) -> None:
    assert found({}, name) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_has_nothing_to_say_of_an_empty_case(rule: Any) -> None:
    assert list(rule({}, {})) == []
    bare = {"barn": {}, "parter": [{}], "maal": [{}], **{liste: [{}] for liste in EVENT_DATE}}
    assert list(rule(bare, {})) == []


def test_who_answers_a_report_has_not_the_visit() -> None:
    data = case("alma-to-hjem")
    heard = {"art": "rapport", "brevdato": "2026-06-10", "tilsyn": "2026-06-03"}
    answer = {"part": "mor", "modtaget": "2026-06-12", "tekst": "Ja."}
    alone = {**data, "tilsyn": [], "hoeringer": [{**heard, "svar": [answer]}]}
    assert list(references.hearings_of_visits(alone, {})) == []
    assert list(references.hearings_of_visits({**alone, "hoeringer": [heard]}, {}))
