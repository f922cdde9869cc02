"""`forms blank` and `forms archive` as they are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import group
from pipeline.errors import PipelineError
from pipeline.forms.inspect import inspect
from tests.conftest import SAMPLES

CASE = str(SAMPLES / "sager" / "liv-uden-leverandoer.json")
KOMMUNE = str(SAMPLES / "kommuner" / "solbaek.toml")


def run(*args: Any) -> Result:
    return CliRunner().invoke(group, ["forms", *map(str, args)])


def test_a_form_is_written_and_never_over_another(tmp_path: Path) -> None:
    target = tmp_path / "blanket.pdf"
    done = run("blank", "hoeringssvar", "--out", target, "--kommune", KOMMUNE, "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert said["felter"] == len(inspect(target.read_bytes()).fields)
    assert (said["dokument"], said["sprog"]) == ("hoeringssvar", "da")
    assert run("blank", "hoeringssvar", "--out", target).exit_code == 2


def test_a_form_for_a_parent_of_a_case(tmp_path: Path) -> None:
    target = tmp_path / "blanket.pdf"
    done = run("blank", "ansoegning-udgifter", "--out", target, "--case", CASE, "--for", "far",
               "--kommune", KOMMUNE, "--date", "2026-09-01")
    assert done.exit_code == 0, done.output
    values = {name: one.value for name, one in inspect(target.read_bytes()).fields.items() if one.value}
    assert values["parter.1.navn"] == "Jeppe Brink"


def test_what_was_written_in_word_is_read_and_archived(tmp_path: Path) -> None:
    target, pages = tmp_path / "blanket.docx", tmp_path / "arkiv.pdf"
    done = run("blank", "hoeringssvar", "--out", target, "--case", CASE, "--for", "mor",
               "--kommune", KOMMUNE, "--date", "2026-09-01")
    assert done.exit_code == 0, done.output
    read = CliRunner().invoke(group, ["forms", "read", str(target)], standalone_mode=False)
    assert read.return_value == 1, "the answer itself is missing"
    assert json.loads(read.stdout)["barn"]["navn"] == "Liv Havgaard Brink"
    assert run("archive", target, "--out", pages).exit_code == 0
    assert pages.read_bytes().startswith(b"%PDF-")


def test_the_mapping_can_be_had_as_a_file(tmp_path: Path) -> None:
    target, mapping = tmp_path / "blanket.pdf", tmp_path / "kobling.toml"
    assert run("blank", "hoeringssvar", "--out", target, "--map", mapping).exit_code == 0
    checked = CliRunner().invoke(group, ["forms", "check", str(mapping), str(target), "--json"],
                                 standalone_mode=False)
    assert checked.return_value == 0, checked.output


def test_an_english_form_has_english_words(tmp_path: Path) -> None:
    target = tmp_path / "form.pdf"
    assert run("blank", "hoeringssvar", "--out", target, "--sprog", "en").exit_code == 0
    form = inspect(target.read_bytes())
    assert form.language == "en-GB"
    assert "Telephone" in form.fields["parter.0.kontakt.telefon"].tooltip


@pytest.mark.parametrize("more", [
    ("--case", CASE), ("--for", "mor"), ("--out", "blanket.txt"), ("--sprog", "xx")])
def test_wrong_use_is_said(more: tuple[str, str], tmp_path: Path) -> None:
    out = () if "--out" in more else ("--out", tmp_path / "blanket.pdf")
    assert run("blank", "hoeringssvar", *out, *more).exit_code == 2


@pytest.mark.parametrize(("args", "code"), [
    (("blank", "findes-ikke"), "ukendt-dokument"),
    (("blank", "hoeringssvar", "--case", CASE, "--for", "onkel", "--kommune", KOMMUNE),
     "ukendt-foraelder")])
def test_what_is_not_there_is_said(args: tuple[str, ...], code: str, tmp_path: Path) -> None:
    done = run(*args, "--out", tmp_path / "blanket.pdf")
    assert isinstance(done.exception, PipelineError)
    assert [each.code for each in done.exception.problems] == [code]


def test_somebody_elses_file_is_not_archived(tmp_path: Path) -> None:
    other = tmp_path / "andet.pdf"
    other.write_bytes(b"%PDF-1.7 ikke en formular")
    done = run("archive", other, "--out", tmp_path / "arkiv.pdf")
    assert isinstance(done.exception, PipelineError)
    assert not (tmp_path / "arkiv.pdf").exists()
