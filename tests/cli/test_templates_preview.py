"""`hjemmetraening templates preview` as people and programs meet it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.templates.broken import good, line, saved
from tests.templates.started import begun
from tests.test_cli import SOLBAEK, command

KARLA = str(SAMPLES / "sager" / "karla-tre-aar.json")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "tilbud.docx"
    path.write_bytes(begun("tilbud"))
    return path


def test_a_letter_is_made_at_once_and_the_sample_is_named(template: Path) -> None:
    done = command("templates", "preview", str(template))
    assert done.returncode == 0, done.stderr
    made = [Path(line_) for line_ in done.stdout.splitlines()]
    assert {path.suffix for path in made} == {".docx", ".pdf"}
    assert all(path.parent == template.parent / "proeve" for path in made)
    assert all(path.name.startswith("tilbud-proeve-") for path in made)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in made)
    assert made[1].read_bytes().startswith(b"%PDF")
    assert "Vist med sagen " in done.stderr
    assert "felter, skabelonen bruger" in done.stderr


def test_it_is_the_same_sample_every_time(template: Path) -> None:
    told = [json.loads(command("templates", "preview", str(template), "--format", "docx",
                               "--json").stdout) for _ in range(2)]
    assert told[0] == told[1]
    assert {letter["dokument"] for letter in told[0]} == {"tilbud"}


def test_every_sample_letter_can_be_seen(template: Path) -> None:
    done = command("templates", "preview", str(template), "--alle", "--format", "docx", "--json")
    made = json.loads(done.stdout)
    assert len({letter["sag"] for letter in made}) >= 2
    files = [name for letter in made for name in letter["filer"]]
    assert len(set(files)) == len(files)


def test_a_template_with_faults_makes_no_letter(tmp_path: Path) -> None:
    document = good()
    line("{{ barn.nvan }}")(document)
    path = tmp_path / "afgoerelse.docx"
    path.write_bytes(saved(document))
    done = command("templates", "preview", str(path))
    assert (done.returncode, done.stdout) == (3, "")
    assert "Feltet barn.nvan findes ikke" in done.stderr
    programs = command("templates", "preview", str(path), "--json")
    assert programs.returncode == 3
    assert "felt-findes-ikke" in {each["code"] for each in json.loads(programs.stdout)}
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_ones_own_case_and_folder(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "se"
    done = command("templates", "preview", str(template), "--case", KARLA, "--kommune", SOLBAEK,
                   "--nr", "1", "--out", str(out), "--format", "pdf")
    assert done.returncode == 0, done.stderr
    assert "karla-tre-aar, hændelse 1" in done.stderr
    assert {path.suffix for path in out.iterdir()} == {".pdf"}


def test_a_case_without_the_event(template: Path) -> None:
    liv = str(SAMPLES / "sager" / "liv-uden-leverandoer.json")
    done = command("templates", "preview", str(template), "--case", liv, "--kommune", SOLBAEK)
    assert done.returncode == 2
    assert "Sagen har ingen hændelse af den slags" in done.stderr


def test_files_that_are_no_template(tmp_path: Path) -> None:
    path = tmp_path / "tilbud.docx"
    path.write_bytes(b"hej")
    done = command("templates", "preview", str(path))
    assert done.returncode == 3
    assert "kan ikke læses som et Word-dokument" in done.stderr
    assert command("templates", "preview", str(tmp_path / "nej.docx")).returncode == 2
    assert command("templates", "preview", str(path), "--kind", "tilbudd").returncode == 2


def test_in_the_templates_own_folders_no_letter_is_taken_for_a_template(tmp_path: Path) -> None:
    path = tmp_path / "blokke" / "persondata.docx"
    path.parent.mkdir()
    from pipeline.templateset import TemplateSet
    path.write_bytes(TemplateSet().passages()["persondata"].read_bytes())
    done = command("templates", "preview", str(path), "--format", "docx", "--templates", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert [each.name for each in path.parent.iterdir()] == ["persondata.docx"]
    assert list((tmp_path / "proeve").iterdir())
    assert command("templates", "check", "--templates", str(tmp_path), str(path)).returncode == 0
