"""templates list: what letters are made of, for people and for programs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.templates.listing import entries
from pipeline.templateset import FOLDERS, TemplateSet
from tests.conftest import SAMPLES
from tests.test_cli import command

BUILT_IN = resources.templates()
LYNGHOEJ = SAMPLES / "kommuner" / "lynghoej.toml"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A letterhead that was only copied, one that differs, a new passage and one nobody can open."""
    for folder in ("brevpapir", "blokke"):
        (tmp_path / folder).mkdir()
    for author in ("kommune", "foraelder"):
        shutil.copy(BUILT_IN / "brevpapir" / f"{author}.docx", tmp_path / "brevpapir")
    changed = docx.Document(str(tmp_path / "brevpapir" / "kommune.docx"))
    changed.save(str(tmp_path / "brevpapir" / "kommune.docx"))
    new = docx.Document()
    for words in ('{%p argumenter frist, om="brevet" %}',
                  "{% if om %}Svar{%- else %}Skriv{% endif %} senest {{ frist }}"):
        new.add_paragraph(words)
    new.save(str(tmp_path / "blokke" / "vores.docx"))
    (tmp_path / "blokke" / "x.docx").write_bytes(b"")
    return tmp_path


def test_the_built_in_set_is_every_kind_letterhead_and_passage() -> None:
    found = list(entries(TemplateSet()))
    assert [one.name for one in found if one.sort == "dokument"] == list(KINDS)
    assert [one.name for one in found if one.sort == "brevpapir"] == [
        "kommune", "foraelder", "leverandoer"]
    assert {one.path for one in found} == {
        path for part in FOLDERS for path in (BUILT_IN / part).glob("*.docx")}
    assert not [one.name for one in found if one.own or one.changed is not None]
    assert not [one.name for one in found if not str(one.title).strip()]
    assert {one.name: one.takes for one in found if one.takes} == {
        "afgoerelse_grund": "grund", "tilbud_maal": "et_maal"}


def test_own_files_are_told_with_whether_they_differ(own: Path) -> None:
    found = {one.name: one for one in entries(TemplateSet((own,))) if one.own}
    assert {name: one.changed for name, one in found.items()} == {
        "kommune": True, "foraelder": False, "vores": None, "x": None}
    assert (str(found["vores"].title), found["vores"].takes) == (
        "Svar / Skriv senest …", 'frist, om="brevet"')
    assert found["vores"].path == own / "blokke" / "vores.docx"


def test_people_see_files_and_arguments_and_programs_get_everything(own: Path) -> None:
    done = command("templates", "list", "--templates", str(own))
    assert done.returncode == 0, done.stderr
    assert "Argumenter: frist, om=\"brevet\"" in done.stdout
    assert f"Egen: {own / 'blokke' / 'vores.docx'}" in done.stdout
    assert "Egen, men magen til den indbyggede" in done.stdout
    assert "Egne: 4." in done.stderr
    listed = json.loads(command("templates", "list", "--templates", str(own), "--json").stdout)
    (vores,) = [one for one in listed if one["navn"] == "vores"]
    assert vores == {"navn": "vores", "slags": "blok", "titel": "Svar / Skriv senest …", "egen": True,
                     "fil": str(own / "blokke" / "vores.docx"), "aendret": None,
                     "argumenter": 'frist, om="brevet"'}


def test_the_settings_say_which_folder_and_english_has_its_words() -> None:
    done = command("templates", "list", "--kommune", str(LYNGHOEJ), "--json", "--lang", "en")
    listed = {one["navn"]: one for one in json.loads(done.stdout)}
    assert {name for name, one in listed.items() if one["egen"]} == {"kommune", "hilsen"}
    assert listed["afgoerelse"]["titel"] == "Decision"


def test_a_folder_with_a_misspelt_file_ends_with_3_and_no_folder_with_2(tmp_path: Path) -> None:
    (tmp_path / "brevpapir").mkdir()
    shutil.copy(BUILT_IN / "brevpapir" / "kommune.docx", tmp_path / "brevpapir" / "komune.docx")
    done = command("templates", "list", "--templates", str(tmp_path))
    assert done.returncode == 3
    assert "Mente du kommune.docx?" in done.stderr
    assert command("templates", "list", "--templates", str(tmp_path / "vaek")).returncode == 2
