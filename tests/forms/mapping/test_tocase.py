"""A filled form to a case: values at their places, empty rows gone, every problem at its field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.forms.fields import Field
from pipeline.forms.mapping.reading import parse_map
from pipeline.forms.mapping.tocase import every_problem, read
from pipeline.sag import Sag
from tests.cases import case

MAP = """
kind = "ansoegning-udgifter"
[felter]
"Navn" = "barn.navn"
"Født" = "barn.foedselsdato"
"Mor" = "parter[rolle=foraelder].navn"
"Far" = "parter[rolle=foraelder][1].navn"
"CPR1" = {sti = "barn.cpr", del = "foedselsdato"}
"CPR2" = {sti = "barn.cpr", del = "loebenummer"}
"I alt" = {sum = "ansoegninger[-1].udgifter[].beloeb"}
"Ny" = {sti = "ansoegninger[-1].variant", naar = "ansoegning"}
"Dok" = {sti = "ansoegninger[-1].variant", naar = "dokumentation"}
"Fornavn" = {udtryk = "barn.navn | fornavn"}
[[raekker]]
liste = "ansoegninger[-1].udgifter"
antal = 3
felter = {"Hvad{n}" = "hvad", "Kr{n}" = "beloeb"}
[faste]
"ansoegninger[-1].udgifter[0].moms" = "med_moms"
"ansoegninger[-1].udgifter[1].moms" = "med_moms"
"""


def form(**values: Any) -> dict[str, Field]:
    """The form with these values; "_" in a name stands for a space."""
    kinds = {"Ny": "check", "Dok": "check"}
    names = ("Navn", "Født", "Mor", "Far", "CPR1", "CPR2", "I alt", "Ny", "Dok", "Fornavn",
             *(f"{name}{n}" for name in ("Hvad", "Kr") for n in (1, 2, 3)))
    given = {name.replace("_", " "): value for name, value in values.items()}
    assert set(given) <= set(names)
    return {name: Field(name, kinds.get(name, "text"),  # type: ignore[arg-type]
                        value=given.get(name, False if name in kinds else None),
                        required=name in ("Navn", "Far")) for name in names}


def told(sag: Sag, whole: bool = False) -> set[tuple[str, str, str]]:
    return {(each.path, each.code, str(each.place or "")) for each in every_problem(sag, whole)
            if each.severity == "fejl"}


def of(base: Any = None, **values: Any) -> Sag:
    return read(form(**values), parse_map(MAP.encode(), "m.toml"), base)


def test_values_find_their_places_and_empty_rows_are_gone() -> None:
    sag = of(Navn=" Alma Ø ", Født="1. marts 2020", Far="Bo", CPR1="010320", CPR2="4000", Ny=True,
             Hvad2="Bold", Kr2="1.200,50", Hvad3="Net", I_alt="1.200,50 kr.")
    assert sag.data == {
        "skema": "1", "barn": {"navn": "Alma Ø", "foedselsdato": "2020-03-01", "cpr": "010320-4000"},
        "parter": [{"rolle": "foraelder", "navn": "Bo"}],
        "ansoegninger": [{"art": "udgifter", "variant": "ansoegning", "udgifter": [
            {"hvad": "Bold", "beloeb": Decimal("1200.50"), "moms": "med_moms"},
            {"hvad": "Net"}]}]}
    assert told(sag) == set()


def test_every_problem_is_at_its_field() -> None:
    sag = of(Født="03/04/2020", CPR1="0101", Ny=True, Dok=True, Hvad1="Bold", Kr1="12a", I_alt="5",
             Mor="Åse\x07")
    assert told(sag) == {
        ("barn.foedselsdato", "felt-dato-tvetydig", "felt Født"), ("barn.cpr", "felt-del", "felt CPR1"),
        ("ansoegninger[0].variant", "felt-flere-kryds", "felt Dok"),
        ("ansoegninger[0].udgifter[0].beloeb", "felt-tal", "felt Kr1"),
        ("barn.navn", "felt-skal-udfyldes", "felt Navn"), ("parter[0].navn", "format", "felt Mor")}


def test_a_sum_that_is_not_that_of_its_figures() -> None:
    figures = {"Navn": "A", "Hvad1": "Bold", "Kr1": "100", "Hvad2": "Net", "Kr2": "50,5"}
    assert told(of(**figures, I_alt="150,50")) == set()
    assert {code for _, code, _ in told(of(**figures, I_alt="150"))} == {"felt-sum"}
    assert {code for _, code, _ in told(of(**figures, I_alt="i alt"))} == {"felt-tal"}
    assert told(of(**figures)) == set()


def test_nothing_is_said_of_a_person_nobody_has_written_of() -> None:
    empty = of()
    assert empty.data == {"skema": "1"}
    assert told(empty) == {("barn.navn", "felt-skal-udfyldes", "felt Navn")}
    assert "felt Far" not in {where for _, _, where in told(of(Mor="Åse"))}


def test_answers_go_into_a_case_and_blanks_leave_it() -> None:
    base = case("karla")
    before = case("karla")
    number = max(n for n, each in enumerate(base["ansoegninger"]) if each["art"] == "udgifter")
    sag = of(base, Navn="Karla Ny", Hvad2="Noget andet")
    assert base == before
    assert sag.data["barn"]["navn"] == "Karla Ny"
    assert sag.data["barn"]["cpr"] == before["barn"]["cpr"]
    kept = [each["hvad"] for each in sag.data["ansoegninger"][number]["udgifter"]]
    listed = [each["hvad"] for each in before["ansoegninger"][number]["udgifter"]]
    assert kept == ["Noget andet", *listed[3:]]
    untouched = of(base, Navn="Karla")
    assert untouched.data["ansoegninger"] == before["ansoegninger"]


def test_an_added_event_is_one_more() -> None:
    added = parse_map(b'kind = "ansoegning-udgifter"\n[felter]\na = "ansoegninger[+].brevdato"\n'
                      b'b = "ansoegninger[+].begrundelse"\n', "m.toml")
    base = case("karla")
    sag = read({"a": Field("a", "text", value="1.9.2026"), "b": Field("b", "text", value="Fordi")},
               added, base)
    assert sag.data["ansoegninger"][:-1] == base["ansoegninger"]
    assert sag.data["ansoegninger"][-1] == {"art": "udgifter", "brevdato": "2026-09-01",
                                            "begrundelse": "Fordi"}


def test_a_form_without_the_field_is_another_form() -> None:
    fields = form(Navn="A")
    del fields["Mor"]
    sag = read(fields, parse_map(MAP.encode(), "m.toml"))
    assert ("parter[rolle=foraelder].navn", "felt-findes-ikke", "felt Mor") in told(sag)


def test_a_whole_case_is_validated_as_one() -> None:
    assert {code for _, code, _ in told(of(case("karla"), Navn="Karla"), whole=True)} == set()
    assert "mangler" in {code for _, code, _ in told(of({"skema": "1"}, Navn="A"), whole=True)}


def test_messages_hold_nothing_of_what_was_written() -> None:
    sag = of(Født="hemmelig1", Kr1="hemmelig2", Hvad1="x", CPR1="hemmelig3", I_alt="hemmelig4")
    for each in every_problem(sag, False):
        assert "hemmelig" not in str(each.as_json())
