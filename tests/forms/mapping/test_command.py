"""`forms map`, `check`, `fill` and `read`, as people and programs use them."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import group
from pipeline.errors import PipelineError, TemplateError, UsageError
from pipeline.forms import room
from pipeline.forms.blank import made
from pipeline.forms.blank.plan import Plan
from pipeline.forms.fill import fill
from pipeline.forms.mapping.reading import read_map
from tests.cases import SAMPLES
from tests.forms.making import field, form
from tests.forms.mapping.forms import MAP, small

KARLA = SAMPLES / "sager" / "karla-tre-aar.json"
SOLBAEK = SAMPLES / "kommuner" / "solbaek.toml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["forms", *map(str, arguments)], standalone_mode=False)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    blank, mapping = tmp_path / "skema.pdf", tmp_path / "skema.toml"
    blank.write_bytes(small())
    mapping.write_text(MAP)
    return blank, mapping


def test_from_a_first_mapping_to_a_case(tmp_path: Path) -> None:
    blank, mapping, filled = (tmp_path / name for name in ("a.pdf", "a.toml", "b.pdf"))
    blank.write_bytes(form(field("barnets_navn", entries="/TU(Barnets navn)"),
                           field("sko", at=(50, 650)), field("diagnose", at=(50, 600))))
    done = run("map", blank, "--kind", "ansoegning-hjemmetraening", "--out", mapping)
    assert done.return_value == 0
    assert "2 af 3 felter" in done.stderr
    assert {name: str(source.path) for name, source in read_map(mapping).fields.items()} == {
        "barnets_navn": "barn.navn", "diagnose": "barn.diagnose"}
    checked = run("check", mapping, blank)
    assert checked.return_value == 0
    assert "sko" in checked.stderr
    filled.write_bytes(fill(blank.read_bytes(), {"barnets_navn": "Bo Å", "diagnose": "Ukendt"}).pdf)
    read = run("read", filled, "--map", mapping)
    assert json.loads(read.stdout)["barn"] == {"navn": "Bo Å", "diagnose": "Ukendt"}
    assert read.return_value == 0


def test_a_mapping_on_the_screen_and_for_programs(files: tuple[Path, Path]) -> None:
    shown = run("map", files[0], "--kind", "ansoegning-udgifter")
    assert shown.stdout.startswith("# Et forslag.")
    found = json.loads(run("map", files[0], "--kind", "ansoegning-udgifter", "--json").stdout)
    assert found["kobling"]["kind"] == "ansoegning-udgifter"
    assert set(found["sikkerhed"]) <= {*found["kobling"]["felter"], "hvad{n}", "formaal{n}"}
    with pytest.raises(UsageError):
        raise run("map", files[0], "--kind", "ukendt").exception or AssertionError


def test_a_wrong_mapping_is_a_template_that_is_wrong(files: tuple[Path, Path]) -> None:
    blank, mapping = files
    assert run("check", mapping, blank).return_value == 0
    mapping.write_text(MAP.replace("barn.navn\"\n", "barn.navnet\"\n", 1))
    told = run("check", mapping, blank, "--json")
    assert told.return_value == 3
    assert [each["code"] for each in json.loads(told.stdout)["problemer"]] == ["kobling-ukendt-sti"]
    mapping.write_text("=")
    assert run("check", mapping).return_value == 3
    assert isinstance(run("read", blank, "--map", mapping).exception, TemplateError)


def test_a_form_is_filled_for_its_owner_alone(files: tuple[Path, Path], tmp_path: Path) -> None:
    blank, mapping = files
    target = tmp_path / "ud.pdf"
    done = run("fill", blank, "--map", mapping, "--case", KARLA, "--kommune", SOLBAEK, "--out", target,
               "--for", "mor")
    assert done.return_value == 0, done.output
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert room.inspect(target.read_bytes()).fields["navn"].value == "Karla Søgaard Torp"
    assert "Karla" not in done.output
    again = run("fill", blank, "--map", mapping, "--case", KARLA, "--kommune", SOLBAEK, "--out", target)
    assert again.exception is not None


def test_what_became_of_every_field_for_programs(files: tuple[Path, Path], tmp_path: Path) -> None:
    blank, mapping = files
    done = run("fill", blank, "--map", mapping, "--case", KARLA, "--kommune", SOLBAEK, "--out",
               tmp_path / "ud.pdf", "--flatten", "--json")
    found = json.loads(done.stdout)
    assert {"navn", "cpr1", "hvad2", "nr2"} <= set(found["udfyldt"])
    assert found["flere_raekker"] == {"ansoegninger[-1].udgifter": 9}
    assert found["i_bilag"] == ["formaal1", "formaal2"]
    assert "Karla" not in done.stdout
    with pytest.raises(PipelineError):
        room.inspect((tmp_path / "ud.pdf").read_bytes())


def test_a_form_without_a_mapping_is_filled_with_nothing(
        files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("fill", files[0], "--case", KARLA, "--kommune", SOLBAEK, "--out", tmp_path / "ud.pdf")
    assert isinstance(done.exception, UsageError)
    assert [each.code for each in done.exception.problems] == ["kobling-mangler"]


def test_several_forms_are_a_line_each_and_one_bad_stops_no_other(
        files: tuple[Path, Path], tmp_path: Path) -> None:
    blank, mapping = files
    good, bad = tmp_path / "god.pdf", tmp_path / "daarlig.pdf"
    good.write_bytes(fill(blank.read_bytes(), {"navn": "Bo"}).pdf)
    bad.write_bytes(b"hej")
    done = run("read", bad, good, "--map", mapping)
    assert done.return_value == 1
    assert [json.loads(line)["barn"] for line in done.stdout.splitlines()] == [{"navn": "Bo"}]
    found = [json.loads(line) for line in run(
        "read", bad, good, "--map", mapping, "--json").stdout.splitlines()]
    assert [each["fil"] for each in found] == ["daarlig.pdf", "god.pdf"]
    assert found[0]["sag"] is None
    assert found[0]["problemer"][0]["code"] == "formular-ikke-pdf"
    assert found[1]["problemer"] == []


def test_json_comes_also_where_there_are_problems(files: tuple[Path, Path], tmp_path: Path) -> None:
    blank, mapping = files
    filled = tmp_path / "b.pdf"
    filled.write_bytes(fill(blank.read_bytes(), {"navn": "Bo", "dato": "03/04/2026"}).pdf)
    done = run("read", filled, "--map", mapping)
    assert done.return_value == 1
    assert json.loads(done.stdout)["barn"] == {"navn": "Bo"}
    assert "felt dato" in done.stderr
    assert "03/04" not in done.stderr
    told = run("read", filled, "--map", mapping, "--lang", "en", "--json")
    assert json.loads(told.stdout)["problemer"][0]["code"] == "felt-dato-tvetydig"


def test_answers_go_into_a_case(files: tuple[Path, Path], tmp_path: Path) -> None:
    blank, mapping = files
    filled = tmp_path / "b.pdf"
    filled.write_bytes(fill(blank.read_bytes(), {
        "navn": "Karla Søgaard Torp", "hvorfor": "Det ved vi nu."}).pdf)
    done = run("read", filled, "--map", mapping, "--case", KARLA)
    found, before = json.loads(done.stdout), json.loads(KARLA.read_text())
    after, old = ([event for event in case["ansoegninger"] if event["art"] == "udgifter"][-1]
                  for case in (found, before))
    assert after.pop("begrundelse") == "Det ved vi nu."
    old.pop("begrundelse", None)
    assert found == before
    assert run("read", filled, filled, "--map", mapping, "--case", KARLA).exception is not None


@pytest.mark.parametrize("said", [
    {"navn": "Oskar Lund"}, {"navn": "Karla Søgaard Torp", "cpr1": "010120", "cpr2": "4000"}])
def test_a_form_about_another_child_goes_into_no_case(
        said: dict[str, str], files: tuple[Path, Path], tmp_path: Path) -> None:
    filled = tmp_path / "b.pdf"
    filled.write_bytes(fill(files[0].read_bytes(), said).pdf)
    done = run("read", filled, "--map", files[1], "--case", KARLA, "--json")
    told = json.loads(done.stdout)
    assert done.return_value == 1
    assert told["sag"] is None
    assert told["problemer"][0]["code"] in ("anden-sag", "andet-barn")
    assert "Karla" not in done.stdout


def test_without_a_mapping_the_fields_say_what_they_hold(files: tuple[Path, Path]) -> None:
    done = run("read", files[0])
    found = json.loads(done.stdout)
    assert found["navn"] in (None, "")
    assert found["ny"] is False
    assert done.return_value == 0


@pytest.mark.parametrize("made_as", ["pdf", "docx"])
def test_our_own_forms_need_no_mapping(made_as: str, tmp_path: Path) -> None:
    path = tmp_path / f"b.{made_as}"
    path.write_bytes(getattr(made, made_as)(Plan("hoeringssvar")))
    done = run("read", path, "--json")
    assert json.loads(done.stdout)["sag"] == {"skema": "1"}
    assert {each["code"] for each in json.loads(done.stdout)["problemer"]} == {"felt-skal-udfyldes"}
    assert done.return_value == 1
