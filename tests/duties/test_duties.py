"""What is due in a case, by when and why: every duty on both sides of its limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from pipeline.duties import FINDERS, due
from tests.cases import settings

FAR = dt.date(2040, 1, 1)
GRANT = {"brevdato": "2025-01-10", "ydelse": "hjemmetraening", "udfald": "bevilling",
         "periode": {"fra": "2025-02-01", "til": "2027-01-31"}}
OPEN = {**GRANT, "periode": {"fra": "2025-02-01"}}
VISIT = {"dato": "2025-06-04", "brevdato": "2025-06-10", "endelig_brevdato": "2025-07-01"}
HEARD = {"art": "rapport", "tilsyn": "2025-06-04", "brevdato": "2025-06-10"}
INTENDED = {"art": "paataenkt_afgoerelse", "ydelse": "hjemmetraening", "brevdato": "2025-06-10"}
APPLIED = {"art": "hjemmetraening", "variant": "ny", "brevdato": "2025-01-02",
           "modtaget": "2025-01-03", "ansoegere": ["mor"]}
PARENT = {"id": "mor", "rolle": "foraelder", "foraeldremyndighed": True, "navn": "Ida Holm"}
PROVIDER = {"id": "lev", "rolle": "leverandoer", "navn": "Bo Dam"}


def case(**lists: Any) -> dict[str, Any]:
    return {"skema": "1", "sagsnummer": "26/1", "parter": [PARENT],
            "barn": {"navn": "Bo Holm", "foedselsdato": "2018-05-17"}, **lists}


def found(data: Mapping[str, Any], kode: str, by: dt.date = FAR,
          local: Mapping[str, Any] | None = None) -> list[str]:
    wanted = settings() if local is None else local
    return [duty.frist.isoformat() for duty in due(data, wanted, by) if duty.kode == kode]


# what it shows | the case | duty | the days it is due
ROWS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("ten days after it came, on a workday",
     case(ansoegninger=[APPLIED]), "foerste_kontakt", ["2025-01-13"]),
    ("a receipt was sent",
     case(ansoegninger=[{**APPLIED, "kvittering": {"brevdato": "2025-01-07"}}]), "foerste_kontakt", []),
    ("it was decided long ago",
     case(ansoegninger=[APPLIED], afgoerelser=[GRANT]), "foerste_kontakt", []),
    ("four months from the application",
     case(ansoegninger=[{**APPLIED, "oensker_undersoegelse": True}]), "undersoegelse", ["2025-05-03"]),
    ("four months from the day the kommune became aware; the 31st becomes the 30th",
     case(undersoegelser=[{"startet": "2025-06-01", "blev_opmaerksom": "2025-05-31"}]),
     "undersoegelse", ["2025-09-30"]),
    ("four months from 31 October end in February",
     case(undersoegelser=[{"startet": "2025-11-03", "blev_opmaerksom": "2025-10-31"}]),
     "undersoegelse", ["2026-02-28"]),
    ("and in a leap year on the 29th",
     case(undersoegelser=[{"startet": "2027-11-03", "blev_opmaerksom": "2027-10-31"}]),
     "undersoegelse", ["2028-02-29"]),
    ("the examination is finished",
     case(undersoegelser=[{"startet": "2025-01-03", "afsluttet": "2025-04-01"}]), "undersoegelse", []),
    ("two visits a year: half a year after the grant's first day",
     case(afgoerelser=[GRANT]), "tilsyn", ["2025-08-01"]),
    ("half a year after the last visit",
     case(afgoerelser=[GRANT], tilsyn=[VISIT]), "tilsyn", ["2025-12-04"]),
    ("as agreed at the last visit",
     case(afgoerelser=[GRANT], tilsyn=[{**VISIT, "naeste": "2025-11-12"}]), "tilsyn", ["2025-11-12"]),
    ("on the day the family is asked to",
     case(afgoerelser=[GRANT], tilsyn=[VISIT], indkaldelser=[
         {"art": "tilsyn", "brevdato": "2025-11-03", "dato": "2025-11-20"}]), "tilsyn", ["2025-11-20"]),
    ("no visit after the grant's last day",
     case(afgoerelser=[{**GRANT, "periode": {"fra": "2025-02-01", "til": "2025-07-31"}}]), "tilsyn", []),
    ("no visit after training has ended",
     case(afgoerelser=[GRANT], ophoer=[{"brevdato": "2025-05-01", "ydelser": ["hjemmetraening"],
                                        "slutdato": "2025-05-31"}]), "tilsyn", []),
    ("a grant that follows without a break is one time of training",
     case(afgoerelser=[{**GRANT, "periode": {"fra": "2024-02-01", "til": "2025-01-31"}},
                       GRANT], tilsyn=[{**VISIT, "dato": "2025-01-15"}]), "tilsyn", ["2025-07-15"]),
    ("a refusal gives nothing to supervise",
     case(afgoerelser=[{**GRANT, "udfald": "afslag"}]), "tilsyn", []),
    ("a draft is owed after the visit",
     case(tilsyn=[{"dato": "2025-06-04"}]), "rapport", ["2025-06-04"]),
    ("a draft is heard",
     case(tilsyn=[{"dato": "2025-06-04", "brevdato": "2025-06-10"}]), "hoering", ["2025-06-10"]),
    ("a hearing of 14 days: final on the next workday",
     case(tilsyn=[{"dato": "2025-06-04", "brevdato": "2025-06-10"}], hoeringer=[HEARD]),
     "endelig_rapport", ["2025-06-25"]),
    ("the report is final",
     case(tilsyn=[VISIT], hoeringer=[HEARD]), "endelig_rapport", []),
    ("decide when the parties were heard",
     case(hoeringer=[INTENDED]), "afgoerelse", ["2025-06-25"]),
    ("it was decided",
     case(hoeringer=[INTENDED], afgoerelser=[{**GRANT, "brevdato": "2025-07-01"}]), "afgoerelse", []),
    ("another decision is not about what was heard",
     case(hoeringer=[INTENDED], afgoerelser=[{**GRANT, "brevdato": "2025-07-01", "ydelse": "udgifter"}]),
     "afgoerelse", ["2025-06-25"]),
    ("an ending of what was heard is",
     case(hoeringer=[INTENDED], ophoer=[{"brevdato": "2025-07-01", "ydelser": ["hjemmetraening"],
                                         "slutdato": "2025-08-31"}]), "afgoerelse", []),
    ("one parent's lost earnings are not the other's",
     case(hoeringer=[{**INTENDED, "ydelse": "tabt_arbejdsfortjeneste", "part": "mor"}], afgoerelser=[
         {**GRANT, "brevdato": "2025-07-01", "ydelse": "tabt_arbejdsfortjeneste", "part": "far"}]),
     "afgoerelse", ["2025-06-25"]),
    ("what the receipt asked for",
     case(ansoegninger=[{**APPLIED, "kvittering": {"brevdato": "2025-01-07", "mangler": ["Ugeskema"],
                                                   "mangler_senest": "2025-01-21"}}]),
     "mangler", ["2025-01-21"]),
    ("and nothing more once it is decided",
     case(ansoegninger=[{**APPLIED, "kvittering": {"brevdato": "2025-01-07", "mangler": ["Ugeskema"],
                                                   "mangler_senest": "2025-01-21"}}],
          afgoerelser=[GRANT]), "mangler", []),
    ("the last receipts after an ending",
     case(ophoer=[{"brevdato": "2025-05-01", "ydelser": ["udgifter"], "slutdato": "2025-05-31",
                   "afregning_senest": "2025-06-30"}]), "afregning", ["2025-06-30"]),
    ("an ending of another kind does not make anybody older",
     case(afgoerelser=[OPEN], ophoer=[{"brevdato": "2025-05-01", "ydelser": ["udgifter"],
                                       "slutdato": "2025-05-31"}]), "fylder_18", ["2036-05-16"]),
    ("half-yearly from 31 August without drift",
     case(parter=[PARENT, PROVIDER], afgoerelser=[{**OPEN, "periode": {"fra": "2025-08-31"}}],
          evalueringer=[{"brevdato": "2026-02-25", "forfattere": ["lev"]}]), "evaluering",
     ["2026-08-31"]),
    ("the first of them on the last day of February",
     case(parter=[PARENT, PROVIDER], afgoerelser=[{**OPEN, "periode": {"fra": "2025-08-31"}}]),
     "evaluering", ["2026-02-28"]),
    ("a year after the grant began",
     case(afgoerelser=[GRANT]), "revurdering", ["2026-02-01"]),
    ("earlier where agreed",
     case(afgoerelser=[{**GRANT, "opfoelgning": "2025-11-03"}]), "revurdering", ["2025-11-03"]),
    ("never later than a year, whatever was agreed",
     case(afgoerelser=[GRANT], revurderinger=[
         {"brevdato": "2025-12-01", "art": "aarlig", "udfald": "uaendret", "naeste": "2027-01-05"}]),
     "revurdering", ["2026-12-01"]),
    ("before the grant runs out",
     case(afgoerelser=[GRANT]), "udloeb", ["2026-11-02"]),
    ("an open grant does not run out",
     case(afgoerelser=[OPEN]), "udloeb", []),
    ("the day before the 18th birthday",
     case(afgoerelser=[OPEN]), "fylder_18", ["2036-05-16"]),
    ("born on 29 February: 18 on 1 March",
     case(afgoerelser=[OPEN], barn={"navn": "Bo", "foedselsdato": "2012-02-29"}), "fylder_18",
     ["2030-02-28"]),
    ("a goal whose day has come",
     case(afgoerelser=[GRANT], maal=[{"id": "gang", "frist": "2025-10-01"}]), "maal", ["2025-10-01"]),
    ("a goal reported as reached",
     case(afgoerelser=[GRANT], maal=[{"id": "gang", "frist": "2025-10-01"}],
          tilsyn=[{**VISIT, "maal": [{"maal": "gang", "status": "naaet"}]}]), "maal", []),
    ("protection looked up a year ago",
     case(afgoerelser=[GRANT], parter=[{**PARENT, "beskyttelse": {
         "status": "ingen", "kontrolleret": "2025-03-01"}}]), "beskyttelse", ["2026-03-01"]),
    ("a letter dated after those that were sent",
     case(afgoerelser=[GRANT], breve_sendt_til="2025-01-09"), "brev", ["2025-01-10"]),
    ("a letter that was sent",
     case(afgoerelser=[GRANT], breve_sendt_til="2025-01-10"), "brev", []),
    ("a case that does not say what was sent",
     case(afgoerelser=[GRANT]), "brev", []),
]


@pytest.mark.parametrize(("shows", "data", "kode", "days"), ROWS, ids=[row[0] for row in ROWS])
def test_a_duty(shows: str, data: dict[str, Any], kode: str, days: list[str]) -> None:
    local = settings("solbaek", {"servicemaal": {
        "foerste_kontakt_dage": 10, "tilsyn_pr_aar": 2, "hoering_dage": 14, "udloeb_dage": 90}})
    assert found(data, kode, local=local) == days
    for day in days:
        limit = dt.date.fromisoformat(day)
        assert found(data, kode, limit, local) == days
        assert found(data, kode, limit - dt.timedelta(days=1), local) == []


def test_every_finder_has_rows() -> None:
    codes = {row[2] for row in ROWS} | {"godkendelse"}
    seen = {duty.kode for row in ROWS for duty in due(row[1], settings(), FAR)} | {"godkendelse"}
    assert seen <= codes
    assert len(FINDERS) >= 13


def test_without_local_goals_only_law_and_agreements_are_due() -> None:
    bare = settings("solbaek", {"servicemaal": {}})
    data = case(ansoegninger=[{**APPLIED, "oensker_undersoegelse": True}], afgoerelser=[GRANT])
    assert {duty.kode for duty in due(data, bare, FAR)} == {"undersoegelse", "revurdering"}


def test_a_draft_waits_for_approval() -> None:
    local = settings("solbaek", {"godkendelse": {"dokumenter": ["afgoerelse"], "af": "lederen"}})
    data = case(afgoerelser=[GRANT], breve_sendt_til="2025-01-01")
    assert found(data, "godkendelse", local=local) == ["2025-01-10"]
    data["afgoerelser"] = [{**GRANT, "godkendt": {"af": "Eva Lund", "dato": "2025-01-10"}}]
    assert found(data, "godkendelse", local=local) == []


def test_every_duty_names_its_source_and_a_field_of_the_case() -> None:
    for row in ROWS:
        for duty in due(row[1], settings(), FAR):
            assert duty.kilde
            assert duty.felt.split("[")[0].split(".")[0] in (
                *row[1], "tilsyn", "evalueringer", "revurderinger")
