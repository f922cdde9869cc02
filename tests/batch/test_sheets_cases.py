"""Rows to cases: numbered columns, lists on sheets of their own, and where each problem is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.sources import items
from pipeline.errors import DataError
from pipeline.letters import Job, checked, every_problem, problems_of
from pipeline.sag import Sag
from tests.batch.books import CASE, book, one, read, told
from tests.conftest import settings

HEARINGS = ["Sagsnummer", "Høring nr.", "Art", "Dato"]
ANSWERS = ["Sagsnummer", "Høring nr.", "Høringssvar nr.", "Fra", "Modtaget", "Svar"]
POINTS = ["Sagsnummer", "Høring nr.", "Høringssvar nr.", "Om", "Kommentar"]


def two(path: Path, more: dict[str, Any]) -> list[Sag]:
    """Two cases, 26/1 and 26/2, and other sheets."""
    return read(book(path, list(CASE), list(CASE.values()), ["26/2", *list(CASE.values())[1:]],
                     more=more))


def test_numbered_columns_are_lists_and_an_empty_item_is_none(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {
        "Part 2: Id": None, "Part 2: Navn": None, "Part 3: Id": "far", "Part 3: Rolle": "x",
        "Part 3: Navn": "Ib", "Afgørelse 1: Bilag 1": "a", "Afgørelse 1: Bilag 2": None,
        "Afgørelse 1: Bilag 3": "c"})
    assert [part["id"] for part in sag.data["parter"]] == ["mor", "far"]
    assert sag.data["afgoerelser"] == [{"bilag": ["a", "c"]}]
    assert told(sag.problems) == [("parter[1].rolle", "celle-valg", "celle Sager!K2")]
    assert sag.places["parter[1].navn"] == "Sager!L2"
    assert sag.places["afgoerelser[0].bilag[1]"] == "Sager!O2"


def test_rows_of_lists_find_their_case_and_their_item(tmp_path: Path) -> None:
    first, second = two(tmp_path / "s.xlsx", {
        "Høringer": [HEARINGS, ["26/2", 2, "rapport", "2.3.2026"], ["26/1", None, "rapport", "5.3.2026"],
                     ["26/2", 1, "påtænkt afgørelse", "1.3.2026"]],
        "Høringer - Høringssvar": [ANSWERS, ["26/2", 1, 1, "mor", "3.3.2026", "Et"],
                                   ["26/2", 1, 2, "far", "3.3.2026", "To"],
                                   ["26/1", None, None, "mor", "6.3.2026", "Tre"]],
        "Høringssvar - Punkter": [POINTS, ["26/2", 1, 2, "A", "a"], ["26/1", None, None, "B", "b"],
                                  ["26/2", 1, 2, "C", "c"]]})
    assert first.problems == second.problems == ()
    assert first.data["hoeringer"] == [{
        "art": "rapport", "brevdato": "2026-03-05", "svar": [{
            "part": "mor", "modtaget": "2026-03-06", "tekst": "Tre",
            "punkter": [{"emne": "B", "kommentar": "b"}]}]}]
    assert [hearing["brevdato"] for hearing in second.data["hoeringer"]] == ["2026-03-01", "2026-03-02"]
    assert [point["emne"] for point in second.data["hoeringer"][0]["svar"][1]["punkter"]] == ["A", "C"]
    assert second.places["hoeringer[0].svar[1].punkter[1].kommentar"] == "Høringssvar - Punkter!E4"
    assert second.places["hoeringer[1]"] == "Høringer!A2"


def test_a_list_can_be_said_to_be_empty(tmp_path: Path) -> None:
    first, second = two(tmp_path / "s.xlsx", {
        "Høringer": [[*HEARINGS, "Høringssvar"], ["26/1", 1, "rapport", "1.3.2026", "ingen"],
                     ["26/2", 1, "rapport", "1.3.2026", "ingen"]],
        "Høringer - Høringssvar": [ANSWERS, ["26/2", 1, 1, "mor", "3.3.2026", "Et"]]})
    assert first.data["hoeringer"][0]["svar"] == []
    assert told(second.problems) == [("", "liste-to-steder", "celle Høringer!E3")]


def test_a_list_in_columns_and_on_a_sheet_is_refused(tmp_path: Path) -> None:
    first, _ = two(tmp_path / "s.xlsx", {"Parter": [["Sagsnummer", "Id"], ["26/1", "far"]]})
    assert told(first.problems) == [("", "liste-to-steder", "celle Parter!A2")]


@pytest.mark.parametrize(("row", "code", "cell"), [
    (["26/1", 3, None, "mor", "3.3.2026", "Et"], "nummer-ukendt", "B2"),
    (["26/1", None, None, "mor", "3.3.2026", "Et"], "nummer-ukendt", "B2"),
    (["26/1", "den første", None, "mor", "3.3.2026", "Et"], "nummer-ukendt", "B2"),
    (["26/1", 1, "nej", "mor", "3.3.2026", "Et"], "nummer-to-gange", "C2")])
def test_a_row_that_does_not_say_which_item_it_is_of(row: list[Any], code: str, cell: str,
                                                     tmp_path: Path) -> None:
    first, _ = two(tmp_path / "s.xlsx", {
        "Høringer": [HEARINGS, ["26/1", None, "rapport", "1.3.2026"], ["26/1", None, "rapport",
                                                                       "2.3.2026"]],
        "Høringer - Høringssvar": [ANSWERS, row]})
    assert told(first.problems) == [("", code, f"celle Høringer - Høringssvar!{cell}")]


def test_two_rows_with_one_number(tmp_path: Path) -> None:
    first, _ = two(tmp_path / "s.xlsx", {
        "Høringer": [HEARINGS, ["26/1", 1, "rapport", "1.3.2026"], ["26/1", 1, "rapport", "2.3.2026"]]})
    assert told(first.problems) == [("", "nummer-to-gange", "celle Høringer!B3")]


def test_rows_of_lists_without_a_case_are_never_lost_in_silence(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", list(CASE), list(CASE.values()), more={
        "Mål": [["Sagsnummer", "Id"], ["26/1", "a"], ["26/l", "b"], [None, "c"]]})
    good, bad = items([path])
    assert good.read().data["maal"] == [{"id": "a"}]
    with pytest.raises(DataError) as error:
        bad.read()
    assert told(error.value.problems) == [
        ("", "raekke-uden-sag", "celle Mål!A3"), ("", "raekke-uden-sag", "celle Mål!A4")]


def test_a_case_number_is_the_same_as_number_and_as_text(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", list(CASE), [26001, *list(CASE.values())[1:]],
                more={"Mål": [["Sagsnummer", "Id"], ["26001", "a"]]})
    (sag,) = read(path)
    assert (sag.data["sagsnummer"], sag.data["maal"]) == ("26001", [{"id": "a"}])


def test_problems_of_the_rules_name_the_cell_to_look_at(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {
        "Barn: CPR-nummer": "0103180000", "Barn: Fødselsdato": "2.3.2018", "Part 1: Telefon": "12",
        "Part 1: Rolle": None})
    found = {path: (code, place) for path, code, place in told(problems_of(sag, Job("",
                                                                                    settings=settings())))}
    assert found["parter[0].kontakt.telefon"] == ("format", "celle Sager!I2")
    assert found["parter[0].rolle"] == ("mangler", "celle Sager!F2")
    assert found["barn.foedselsdato"][1] == "celle Sager!D2"


def test_what_a_document_lacks_is_placed_at_its_row(tmp_path: Path) -> None:
    first, second = two(tmp_path / "s.xlsx", {"Revurderinger": [
        ["Sagsnummer", "Dato", "Art", "Udfald", "Barnets behov nu"], ["26/2", "1.3.2026", "årlig",
                                                                      "uændret", None]]})
    found = {path: place for path, _, place in told(problems_of(second, Job("revurdering",
                                                                            settings=settings())))}
    assert found["revurderinger[0].behov"] == "celle Revurderinger!E2"
    assert found["revurderinger[0].grundlag"] == "celle Revurderinger!A2"
    assert found["afgoerelser"] == "celle Sager!A3, ingen række på arket »Afgørelser«"
    assert found["revurderinger[0].betingelser"] == \
        "celle Revurderinger!A2, ingen række på arket »Revurderinger - Betingelser«"
    assert first.data.get("revurderinger") is None


def test_what_comes_to_light_later_is_placed_too(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {"Indkaldelse 1: Art": "tilsyn"})
    problems = every_problem(sag, Job("indkaldelse", settings=settings()))
    assert problems
    assert all(problem.place for problem in problems)


def test_problems_of_the_settings_have_no_cell(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx")
    found = problems_of(sag, Job("", settings={**settings(), "navn": 5}))
    assert [str(problem.place) for problem in found if problem.path.startswith("kommune")] == ["None"]


def test_a_cell_that_cannot_be_read_stops_the_case_and_is_told_once(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {
        "Barn: Fødselsdato": "03/04/18", "Sagsbehandler: Navn": True, "Part 1: Forældremyndighed": "ja"})
    with pytest.raises(DataError) as error:
        checked(sag, Job("", settings=settings()))
    assert told(error.value.problems) == [
        ("barn.foedselsdato", "celle-dato-tvetydig", "celle Sager!D2"),
        ("sagsbehandler.navn", "celle-tekst", "celle Sager!B2")]


def test_an_event_hidden_by_a_cell_is_told_by_that_cell(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {"Ansøgning 1: Art": "hjemmetræning?",
                                    "Ansøgning 1: Dato": "1.3.2026"})
    codes = [problem.code for problem in problems_of(sag, Job("ansoegning-udgifter",
                                                              settings=settings()))]
    assert "celle-valg" in codes


def test_no_message_tells_what_a_cell_holds(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {
        "Barn: Fødselsdato": "Hemmelig", "Part 1: Rolle": "Hemmelig",
        "Part 1: Forældremyndighed": "Hemmelig",
        "Udgift 1: Beløb": "Hemmelig", "Indkaldelse 1: Fra klokken": "Hemmelig"})
    assert len(sag.problems) == 5
    for language in ("da", "en"):
        assert "Hemmelig" not in str([problem.as_json(language) for problem in sag.problems])
    assert "Hemmelig" not in repr(sag)
    assert "Bæk" not in repr(list(items([tmp_path / "s.xlsx"])))
