"""The child on the letter's date, and whom the letter is for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.facts.people import addressee, applicants, birth_date, child, in_school_age
from pipeline.recipients import KOMMUNE, UNG
from tests.cases import GONE, case
from tests.facts.views import facts, view

REVIEW, HOME = ("revurderinger", 0), ("ansoegninger", 0)


def of_child(born: str, day: str) -> dict[str, Any]:
    return facts(view(case("bo", {"barn.foedselsdato": born}), REVIEW, day), child)


@pytest.mark.parametrize(("born", "day", "age"), [
    ("2009-05-17", "2026-05-16", 16), ("2009-05-17", "2026-05-17", 17),
    ("2008-02-29", "2026-02-28", 17), ("2008-02-29", "2026-03-01", 18),
])
def test_age_on_the_letters_date(born: str, day: str, age: int) -> None:
    assert of_child(born, day)["barnet.alder"] == age


@pytest.mark.parametrize(("born", "adult", "last"), [
    ("2009-05-17", "2027-05-17", "2027-05-16"), ("2009-01-01", "2027-01-01", "2026-12-31"),
    ("2008-02-29", "2026-03-01", "2026-02-28"), ("2009-03-01", "2027-03-01", "2027-02-28"),
])
def test_the_last_day_before_eighteen(born: str, adult: str, last: str) -> None:
    found = of_child(born, "2026-02-01")
    assert (str(found["barnet.fylder_18"]), str(found["barnet.sidste_dag"])) == (adult, last)


@pytest.mark.parametrize(("day", "soon"), [
    ("2026-05-16", False), ("2026-05-17", True), ("2027-05-16", True), ("2027-05-17", False),
    ("2028-01-01", False)])
def test_eighteen_within_a_year(day: str, soon: bool) -> None:
    assert of_child("2009-05-17", day)["barnet.fylder_18_snart"] is soon


@pytest.mark.parametrize(("born", "day", "must_learn"), [
    ("2019-12-31", "2025-07-31", False), ("2019-01-01", "2025-08-01", True),
    ("2009-01-01", "2026-07-31", True), ("2009-12-31", "2026-08-01", False),
])
def test_school_age_by_the_calendar_year(born: str, day: str, must_learn: bool) -> None:
    assert in_school_age(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) is must_learn
    assert of_child(born, day)["barnet.i_skolealder"] is must_learn


def test_a_birth_date_is_the_written_one_else_the_numbers() -> None:
    written = dt.date(2018, 5, 17)
    assert birth_date({"foedselsdato": written, "cpr": None}) == written
    assert birth_date({"foedselsdato": None, "cpr": "170518-7162"}) == written
    assert birth_date({"foedselsdato": None, "cpr": None}) is None


def test_who_may_not_see_the_number_gets_no_birth_date_from_it() -> None:
    provider = {"id": "lev", "rolle": "leverandoer", "navn": "Karen Bloch", "virksomhed": "Legeværk"}
    data = case("bo", {"barn.cpr": "080319-7161", "barn.foedselsdato": GONE, "parter[1]": provider})
    seen = view(data, ("tilsyn", 0), "2026-06-10", "lev")
    assert facts(seen, child) == {"barnet.fornavn": "Bo"}


def test_the_childs_first_name() -> None:
    found = facts(view(case("bo", {"barn.navn": "Åse-Løvig Kjær"}), REVIEW, "2026-02-01"), child)
    assert found["barnet.fornavn"] == "Åse-Løvig"


def recipient(name: str, who: str, event: tuple[str, int], day: str) -> Any:
    return facts(view(case(name), event, day, who), addressee)["modtager"]


def test_a_letter_to_a_parent() -> None:
    found = recipient("alma", "mor", REVIEW, "2026-02-10")
    assert (found["id"], found["navn"], found["fornavn"]) == ("mor", "Signe Østergård", "Signe")
    assert found["adresse"]["vej"] == "Kirsebærhaven 4, 2. th."
    assert (found["er_ung"], found["er_kommune"]) == (False, False)


def test_a_letter_to_the_young_person() -> None:
    found = recipient("august", UNG, ("tilsyn", 0), "2025-10-01")
    assert found["id"] == UNG
    assert found["navn"] == case("august")["barn"]["navn"]
    assert (found["er_ung"], found["er_kommune"]) == (True, False)


def test_an_application_to_the_kommune() -> None:
    found = recipient("alma", KOMMUNE, HOME, "2024-09-16")
    assert (found["navn"], found["fornavn"]) == ("Solbæk Kommune", "Solbæk")
    assert found["adresse"] == {"vej": "Rådhusgangen 1", "postnr": "5999", "by": "Solbæk", "co": None,
                                "beskyttet": False}
    assert (found["er_ung"], found["er_kommune"]) == (False, True)


@pytest.mark.parametrize(("authors", "several"), [(("mor",), False), (("mor", "far"), True)])
def test_who_applies(authors: tuple[str, ...], several: bool) -> None:
    found = facts(view(case("alma"), HOME, "2024-09-16", KOMMUNE, authors), applicants)
    assert [person["id"] for person in found["ansoegere"]] == list(authors)
    assert found["ansoeger"]["fornavn"] == "Signe"
    assert found["flere_ansoegere"] is several
