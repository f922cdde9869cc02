"""Rules over a kommune's settings, and those of an ending and a re-evaluation that need two events."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.rules.endings import within_the_grant
from pipeline.rules.histories import reevaluated_grant
from pipeline.rules.people import born_before_the_case, case_number_names_nobody
from pipeline.rules.settings import rates, receipt_rules
from pipeline.validation import validate
from tests.cases import sag, settings


def rate(fra: str, til: str, noegle: str = "udgifter_maksimum") -> dict[str, Any]:
    return {"noegle": noegle, "fra": fra, "til": til, "beloeb": 1, "kilde": "Opdigtet"}


@pytest.mark.parametrize(("listed", "codes"), [
    ([rate("2026-01-01", "2026-12-31"), rate("2027-01-01", "2027-12-31")], []),
    ([rate("2026-01-01", "2026-12-31"), rate("2026-12-31", "2027-12-31")], ["satser-overlapper"]),
    ([rate("2026-01-01", "2026-12-31"),
      rate("2026-06-01", "2026-06-30", "tabt_arbejdsfortjeneste_loft")], []),
    ([rate("2026-01-01", "2026-01-01")], []),
    ([rate("2026-01-02", "2026-01-01")], ["slut-foer-start"]),
])
def test_each_day_has_one_rate(listed: list[dict[str, Any]], codes: list[str]) -> None:
    assert [problem.code for problem in rates({}, {"satser": listed})] == codes


@pytest.mark.parametrize(("other", "codes"), [
    (("brev", "2018-01-01"), ["modtagelse-to-gange"]), (("brev", "2018-01-02"), []),
    (("digital_post", "2018-01-01"), [])])
def test_a_channel_has_one_rule_from_a_day_on(other: tuple[str, str], codes: list[str]) -> None:
    listed = [{"kanal": kanal, "fra": fra, "hverdage": 6}
              for kanal, fra in (("brev", "2018-01-01"), other)]
    assert [problem.code for problem in receipt_rules({}, {"modtagelse": listed})] == codes


def test_they_are_asked_of_every_case() -> None:
    twice = [rate("2026-01-01", "2026-12-31"), rate("2026-01-01", "2026-12-31")]
    found = validate(sag("bo"), settings("solbaek", {"satser": twice}))
    assert ("kommune.satser[1].fra", "satser-overlapper") in [(p.path, p.code) for p in found]


GRANT = {"brevdato": "2025-01-10", "ydelse": "hjemmetraening", "udfald": "bevilling",
         "periode": {"fra": "2025-02-01", "til": "2026-01-31"}}
LOST = {**GRANT, "ydelse": "tabt_arbejdsfortjeneste", "part": "far"}
REVIEW = {"brevdato": "2025-11-03", "udfald": "uaendret"}


@pytest.mark.parametrize(("case", "codes"), [
    ({"afgoerelser": [GRANT], "revurderinger": [REVIEW]}, []),
    ({"afgoerelser": [], "revurderinger": [REVIEW]}, ["ingen-bevilling"]),
    ({"afgoerelser": [{**GRANT, "udfald": "afslag"}], "revurderinger": [REVIEW]}, ["ingen-bevilling"]),
    ({"afgoerelser": [GRANT], "revurderinger": [REVIEW], "ophoer": [
        {"brevdato": "2025-06-01", "ydelser": ["hjemmetraening"], "slutdato": "2025-11-02"}]},
     ["ingen-bevilling"]),
    ({"afgoerelser": [GRANT], "revurderinger": [REVIEW], "ophoer": [
        {"brevdato": "2025-06-01", "ydelser": ["hjemmetraening"], "slutdato": "2025-11-03"}]}, []),
    ({"revurderinger": [REVIEW]}, []),
])
def test_what_is_re_evaluated_is_granted(case: dict[str, Any], codes: list[str]) -> None:
    assert [problem.code for problem in reevaluated_grant(case, {})] == codes


def ending(**more: Any) -> dict[str, Any]:
    return {"afgoerelser": [GRANT, LOST], "ophoer": [
        {"brevdato": "2025-06-02", "ydelser": ["hjemmetraening", "tabt_arbejdsfortjeneste"],
         "slutdato": "2025-06-30", "tabt": [{"part": "far", "slutdato": "2025-06-30"}], **more}]}


@pytest.mark.parametrize(("case", "found"), [
    (ending(), []),
    (ending(slutdato="2026-01-31"), []),
    (ending(slutdato="2026-02-01"), [("ophoer[0].slutdato", "slutter-efter-bevillingen")]),
    (ending(tabt=[{"part": "far", "slutdato": "2026-02-01"}]),
     [("ophoer[0].tabt[0].slutdato", "slutter-efter-bevillingen")]),
    (ending(tabt=[{"part": "far", "slutdato": "2025-06-30"}] * 2),
     [("ophoer[0].tabt[1].part", "tabt-to-gange")]),
])
def test_an_ending_makes_nothing_longer(case: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert [(p.path, p.code) for p in within_the_grant(case, {})] == found


CHILD = {"barn": {"navn": "Alma Kjær", "foedselsdato": "2018-05-17"},
         "parter": [{"id": "mor", "rolle": "foraelder", "navn": "Eva Lund Kjær"}]}


@pytest.mark.parametrize(("number", "warned"), [
    ("26/1234", False), ("Alma", True), ("2026 kjær", True), ("Lund-7", True), ("Eva-7", False)])
def test_a_case_number_names_nobody(number: str, warned: bool) -> None:
    found = list(case_number_names_nobody({**CHILD, "sagsnummer": number}, {}))
    assert [(p.code, p.severity) for p in found] == [("navn-i-sagsnummer", "advarsel")] * warned


@pytest.mark.parametrize(("first", "codes"), [
    ("2018-05-17", []), ("2018-05-16", ["foedt-efter-sagen"])])
def test_the_child_is_born_when_the_case_begins(first: str, codes: list[str]) -> None:
    case = {**CHILD, "ansoegninger": [{"brevdato": first}]}
    assert [problem.code for problem in born_before_the_case(case, {})] == codes


@pytest.mark.parametrize(("changes", "found"), [
    ({"ansoegninger[0].modtaget": "2024-09-15"}, ("ansoegninger[0].modtaget", "modtaget-foer-brev")),
    ({"undersoegelser[0].blev_opmaerksom": "2030-01-01"},
     ("undersoegelser[0].afsluttet", "slut-foer-start")),
])
def test_dates_that_cannot_be(changes: dict[str, str], found: tuple[str, str]) -> None:
    problems = validate(sag("alma", changes), settings())
    assert found in [(problem.path, problem.code) for problem in problems]


def test_who_may_not_see_it_cannot_have_written_it() -> None:
    from pipeline import Job
    from pipeline.errors import DataError
    from pipeline.letters import prepared
    from tests.cases import case

    data = case("thea", {"evalueringer": [
        {"brevdato": "2025-01-10", "forfattere": ["mor", "sted"], "maal": []}]})
    with pytest.raises(DataError) as error:
        prepared(data, settings(), Job("evaluering"))
    assert [(p.path, p.code) for p in error.value.problems] == [
        ("evalueringer[0].forfattere", "forfatter-ikke-part")]
