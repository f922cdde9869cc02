"""A folder of own templates is looked through before any letter is made of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.errors import PipelineError, TemplateError, UsageError
from pipeline.templates.overlay import chosen_set
from pipeline.templateset import TemplateSet

LETTERHEAD = resources.templates() / "brevpapir" / "kommune.docx"


def filled(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LETTERHEAD, folder / name)
    return folder


def refused(folder: Path) -> PipelineError:
    with pytest.raises(PipelineError) as raised:
        chosen_set(folder)
    assert all(str(problem.remedy) for problem in raised.value.problems)
    return raised.value


WRONG: Mapping[str, tuple[str, str, str]] = {
    "brevpapir/komune.docx": ("skabelon-ukendt-navn", "brevpapir/komune.docx", "kommune.docx"),
    "brevpapir/Kommune.docx": ("skabelon-ukendt-navn", "brevpapir/Kommune.docx", "kommune.docx"),
    "dokumenter/afgørelse.docx": ("skabelon-ukendt-navn", "dokumenter/afgørelse.docx",
                                  "afgoerelse.docx"),
    "dokumenter/x.docx": ("skabelon-ukendt-navn", "dokumenter/x.docx", "tilsynsrapport, "),
    "dokumenter/afgoerelse.docm": ("skabelon-anden-slags", "dokumenter/afgoerelse.docm", ".docx"),
    "blokke/hilsen.DOCX": ("skabelon-anden-slags", "blokke/hilsen.DOCX", ".docx"),
    "blokke/hilsen.odt": ("skabelon-anden-slags", "blokke/hilsen.odt", ".docx"),
    "blokke/dokument.docx": ("blok-optaget-navn", "blokke/dokument.docx", "andet navn"),
    "afgoerelse.docx": ("skabelon-forkert-mappe", "afgoerelse.docx", "dokumenter"),
    "hilsen.docx": ("skabelon-forkert-mappe", "hilsen.docx", "blokke"),
    "Blokke/hilsen.docx": ("skabelon-forkert-mappe", "Blokke", "blokke"),
    "dokument/afgoerelse.docx": ("skabelon-forkert-mappe", "dokument", "dokumenter"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_would_never_be_used_is_told(name: str, tmp_path: Path) -> None:
    code, path, remedy = WRONG[name]
    error = refused(filled(tmp_path, "brevpapir/leverandoer.docx", name))
    assert isinstance(error, TemplateError)
    (problem,) = error.problems
    assert (problem.code, problem.path) == (code, path)
    assert remedy in str(problem.remedy)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    assert {problem.code for problem in refused(filled(tmp_path, *WRONG)).problems} == {
        code for code, _, _ in WRONG.values()}


def test_a_folder_without_templates_or_without_being_there_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "blokke").mkdir()
    (tmp_path / "blokke" / "~$lsen.docx").write_bytes(b"")
    filled(tmp_path, "noter/møde.docx", "læsmig.docx")
    assert [problem.code for problem in refused(tmp_path).problems] == ["skabelonmappe-tom"]
    assert [problem.code for problem in refused(tmp_path / "væk").problems] == [
        "skabelonmappe-mangler"]
    assert isinstance(refused(tmp_path), UsageError)


def test_a_new_passage_other_files_and_fonts_alone_are_fine(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a", "blokke/helt_ny.docx", "noter/møde.docx")
    (folder / "blokke" / "læsmig.txt").write_text("Til os selv", encoding="utf-8")
    assert chosen_set(folder) == TemplateSet((folder,))
    (tmp_path / "b" / "skrifter").mkdir(parents=True)
    assert chosen_set(tmp_path / "b").fonts() == tmp_path / "b" / "skrifter"


def test_the_option_wins_over_the_setting_which_counts_from_its_file(tmp_path: Path) -> None:
    filled(tmp_path / "indstillet", "blokke/a.docx")
    filled(tmp_path / "valgt", "blokke/b.docx")
    settings = {"skabelonmappe": "indstillet"}
    assert chosen_set(None, settings, tmp_path).own == (tmp_path / "indstillet",)
    assert chosen_set(tmp_path / "valgt", settings, tmp_path).own == (tmp_path / "valgt",)
    assert chosen_set(None, {}, tmp_path) == chosen_set(None) == TemplateSet()
    with pytest.raises(UsageError):
        chosen_set(None, {"skabelonmappe": "findes-ikke"}, tmp_path)
