"""A mapping's file: TOML and JSON say the same, and everything wrong with it is told at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import TemplateError, UsageError
from pipeline.forms.mapping import FormMap, Source
from pipeline.forms.mapping.paths import parse
from pipeline.forms.mapping.reading import parse_map, read_map
from pipeline.forms.mapping.writing import as_json, as_toml

WHOLE = """
kind = "ansoegning-udgifter"
formular = {navn = "a b.pdf", sha256 = "%s"}
i_haanden = ["Underskrift", 'Med "gåseøjne" og \\ tegn']

[felter]
"Barn.Navn[0]" = "barn.navn"
"Fornavn" = {udtryk = "barn.navn | fornavn"}
"Start" = {sti = "ansoegninger[-1].omfang.start", format = "dato_kort", skal_udfyldes = true}
"CPR1" = {sti = "barn.cpr", del = "foedselsdato"}
"Form" = {sti = "ansoegninger[-1].omfang.form", valg = {"0" = "heldag", "1" = "halvdag"}}
"Ja" = {sti = "ansoegninger[-1].oensker_undersoegelse", naar = true}
"Nej" = {sti = "ansoegninger[-1].oensker_undersoegelse", naar = false}
"I alt" = {sum = "ansoegninger[-1].udgifter[].beloeb"}

[[raekker]]
liste = "ansoegninger[-1].udgifter"
antal = 2
fra = 0
felter = {"Hvad{n:02}" = "hvad"}

[[raekker]]
liste = "ansoegninger[-1].udgifter"
antal = 1
felter = {"Mere" = "hvad"}

[faste]
"ansoegninger[-1].udgifter[0].moms" = "med_moms"
"ansoegninger[-1].ansoegere" = ["mor"]
""" % ("0" * 64)


def codes(written: str) -> list[tuple[str, str]]:
    with pytest.raises(TemplateError) as error:
        parse_map(written.encode(), "m.toml")
    return [(each.path, each.code) for each in error.value.problems]


def test_toml_and_json_say_the_same() -> None:
    mapping = parse_map(WHOLE.encode(), "m.toml")
    assert parse_map(json.dumps(as_json(mapping)).encode(), "m.JSON") == mapping
    assert parse_map(as_toml(mapping, {"CPR1": "sikker"}, ("Et forslag",)).encode(), "m.toml") == mapping


def test_rows_of_one_list_go_on_after_each_other() -> None:
    mapping = parse_map(WHOLE.encode(), "m.toml")
    rows = {each.name: str(each.source.path) for each in mapping.bound() if each.row}
    assert rows == {"Hvad00": "ansoegninger[-1].udgifter[0].hvad",
                    "Hvad01": "ansoegninger[-1].udgifter[1].hvad",
                    "Mere": "ansoegninger[-1].udgifter[2].hvad"}
    assert list(mapping.capacity().values()) == [3]


def test_false_is_a_value_and_nothing_is_none() -> None:
    mapping = parse_map(WHOLE.encode(), "m.toml")
    assert mapping.fields["Nej"].when is False
    assert mapping.fields["Fornavn"].when is None
    assert mapping.fields["Start"] == Source(parse("ansoegninger[-1].omfang.start"), style="dato_kort",
                                             required=True)
    assert parse_map(b"", "m.toml") == FormMap()


def test_everything_wrong_is_told_at_once() -> None:
    assert codes('[felter]\na = "x..y"\nb = {sti = "barn.navn", sum = "a"}\nc = {}\n'
                 'd = "udgifter[].beloeb"\ne = {udtryk = "1", naar = 1}\n'
                 'f = {sti = "barn.navn", valg = {"1" = "x"}, naar = "x"}\n'
                 '[faste]\n"A" = 1\n') == [
        ("faste.A", "kobling-sti"), ("felter.a", "kobling-sti"), ("felter.b", "kobling-kilde"),
        ("felter.c", "kobling-kilde"), ("felter.d", "kobling-sti"), ("felter.e", "kobling-kilde"),
        ("felter.f", "kobling-kilde")]


def test_rows_that_cannot_be_told_apart_or_are_no_list() -> None:
    assert codes('[[raekker]]\nliste = "udgifter[0]"\nantal = 2\nfelter = {a = "beloeb"}\n') == [
        ("felter.a", "kobling-dobbelt"), ("raekker[0].felter.a", "kobling-raekke"),
        ("raekker[0].liste", "kobling-sti")]


def test_a_field_has_one_source() -> None:
    assert codes('i_haanden = ["Hvad2"]\n[[raekker]]\nliste = "udgifter"\nantal = 3\n'
                 'felter = {"Hvad{n}" = "hvad"}\n') == [("felter.Hvad2", "kobling-dobbelt")]


@pytest.mark.parametrize(("written", "code"), [
    ("felter = 1", "type"), ("felter = {a = 1}", "type"), ("ukendt = 1", "ukendt-felt"), ("=", "toml"),
    ('[[raekker]]\nliste = "a"', "mangler"), ('formular = {sha256 = "x"}', "pattern")])
def test_a_file_of_another_shape(written: str, code: str) -> None:
    assert code in {each for _, each in codes(written)}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_map(tmp_path / "m.toml")
    (tmp_path / "m.json").write_text("{")
    with pytest.raises(TemplateError) as error:
        read_map(tmp_path / "m.json")
    assert [each.code for each in error.value.problems] == ["json"]
