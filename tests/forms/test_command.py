"""`forms inspect` and `forms flatten`, as people and programs use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import group
from pipeline.errors import PipelineError
from pipeline.forms.fill import fill
from tests.forms.making import LOOKS, box, field, form
from tests.forms.seeing import words


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["forms", *map(str, arguments)], standalone_mode=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "skema.pdf"
    path.write_bytes(form(
        field("barn.navn", entries="/TU(Barnets navn)/MaxLen 40/Ff 2/V(Alma)"),
        field("land", "Ch", "/Ff 131072/Opt[[(dk)(Danmark)]]", at=(50, 650)),
        box("enig", at=(50, 600)), more=LOOKS))
    return path


def test_a_table_for_people(file):
    done = run("inspect", file)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["side", "navn", "slags", "egenskaber", "hjælpetekst"]
    assert lines[1] == ["1", "barn.navn", "tekst", "(40)", "paakraevet", "Barnets", "navn"]
    assert lines[2] == ["1", "land", "rulleliste", "Danmark"]
    assert "Felter: 3. Sider: 1." in done.stderr
    assert "ingen hjælpetekst" in done.stderr
    assert "Alma" not in done.output
    assert done.return_value == 0


def test_json_for_programs(file):
    found = json.loads(run("inspect", file, "--json", "--lang", "en").stdout)
    assert [one["navn"] for one in found["felter"]] == ["barn.navn", "land", "enig"]
    assert {one["code"] for one in found["problemer"]} >= {"formular-uden-tags"}
    assert "Alma" not in json.dumps(found)


def test_a_schema_of_the_values(file):
    schema = json.loads(run("inspect", file, "--schema").stdout)
    assert schema["properties"]["enig"] == {"type": "boolean"}
    assert schema["required"] == ["barn.navn"]


def test_a_signed_form_ends_with_one(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(form(field("a"), field("s", "Sig", "/V<</Type/Sig>>", at=(50, 600))))
    assert run("inspect", path).return_value == 1


def test_a_file_that_is_no_form_is_told_by_its_name(tmp_path):
    path = tmp_path / "brev.pdf"
    path.write_bytes(b"PK\3\4")
    done = run("inspect", path)
    assert isinstance(done.exception, PipelineError)
    assert [(each.path, each.code) for each in done.exception.problems] == [
        ("brev.pdf", "formular-ikke-pdf")]


def test_flatten_writes_pages_without_fields_and_never_over_a_file(tmp_path):
    source, target = tmp_path / "udfyldt.pdf", tmp_path / "sider.pdf"
    source.write_bytes(fill(form(field("a")), {"a": "Ærø"}).pdf)
    assert run("flatten", source, "--out", target).exception is None
    assert words(target.read_bytes()) == "Ærø"
    assert b"/AcroForm" not in target.read_bytes()
    assert "findes allerede" in str(run("flatten", source, "--out", target).exception)
    assert "ender på .pdf" in str(run("flatten", source, "--out", tmp_path / "x.docx").exception)
