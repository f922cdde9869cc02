"""`hjemmetraening templates new` as people and programs meet it."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.templateset import TemplateSet
from tests.test_cli import command


def test_a_started_template_passes_the_check_and_says_what_to_do_next(tmp_path: Path) -> None:
    path = tmp_path / "indkaldelse.docx"
    done = command("templates", "new", "indkaldelse", "--out", str(path))
    assert done.returncode == 0, done.stderr
    assert f"templates preview {path} --kind indkaldelse" in done.stderr
    checked = command("templates", "check", str(path), "--json")
    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "tilbud.docx"
    path.write_bytes(b"mit eget")
    done = command("templates", "new", "tilbud", "--out", str(path))
    assert (done.returncode, path.read_bytes()) == (2, b"mit eget")


def test_the_whole_built_in_one_can_be_taken_instead(tmp_path: Path) -> None:
    path = tmp_path / "tilbud.docx"
    done = command("templates", "new", "tilbud", "--hele", "--out", str(path), "--json")
    assert json.loads(done.stdout) == {"fil": str(path), "dokument": "tilbud"}
    assert path.read_bytes() == TemplateSet().document("tilbud").read_bytes()


def test_a_letterhead_and_a_passage_are_copied_to_be_changed(tmp_path: Path) -> None:
    own = tmp_path / "skabeloner"
    for path, name, built_in in (
            (own / "brevpapir" / "kommune.docx", "kommune", TemplateSet().letterhead("kommune")),
            (own / "blokke" / "hilsen.docx", "hilsen", TemplateSet().passages()["hilsen"])):
        done = command("templates", "new", name, "--out", str(path))
        assert done.returncode == 0, done.stderr
        assert f"templates preview {path}" in done.stderr
        assert path.read_bytes() == built_in.read_bytes()
    listed = json.loads(command("templates", "list", "--templates", str(own), "--json").stdout)
    assert {each["navn"] for each in listed if each["egen"]} == {"kommune", "hilsen"}


def test_what_cannot_be_begun(tmp_path: Path) -> None:
    assert command("templates", "new", "tilbud", "--out", str(tmp_path / "a.doc")).returncode == 2
    done = command("templates", "new", "tilsynsraport", "--out", str(tmp_path / "a.docx"))
    assert done.returncode == 2
    assert "Mente du tilsynsrapport?" in done.stderr
    assert not list(tmp_path.iterdir())
