"""Templates are compiled once, and anew when a file has changed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.docx.environment import make_environment
from pipeline.docx.templates import load
from pipeline.errors import TemplateError
from pipeline.templateset import word_files
from tests.docx.building import ENVIRONMENT, FILTERS, codes, document, docx_bytes, lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "blokke").mkdir()
    write(tmp_path / "brev.docx", "Kære {{ navn }}", '{%p include "klage" %}')
    write(tmp_path / "kommune.docx", '{%p include "dokument" %}', "Hilsen")
    write(tmp_path / "blokke" / "klage.docx", "Du kan klage")
    (tmp_path / "blokke" / "~$klage.docx").write_bytes(b"laast af Word")
    return tmp_path


def write(path: Path, *paragraphs: str) -> None:
    path.write_bytes(docx_bytes(document(*paragraphs)))


def paths(folder: Path) -> tuple[Path, Path, Mapping[str, Path]]:
    return folder / "brev.docx", folder / "kommune.docx", word_files(folder / "blokke")


def test_files_are_composed_and_compiled(folder: Path) -> None:
    letter = load(*paths(folder), ENVIRONMENT).render({"navn": "Åse"})
    assert lines(letter.data) == ["Kære Åse", "Du kan klage", "Hilsen"]


def test_the_same_files_are_compiled_once(folder: Path) -> None:
    assert load(*paths(folder), ENVIRONMENT) is load(*paths(folder), ENVIRONMENT)
    other = make_environment(FILTERS)
    assert load(*paths(folder), other) is not load(*paths(folder), ENVIRONMENT)


@pytest.mark.parametrize("name", ["brev.docx", "kommune.docx", "blokke/klage.docx"])
def test_a_changed_file_is_noticed(folder: Path, name: str) -> None:
    before = load(*paths(folder), ENVIRONMENT)
    write(folder / name, "Nyt", *(
        ['{%p include "dokument" %}'] if name == "kommune.docx" else []))
    os.utime(folder / name, ns=(1, 1))
    after = load(*paths(folder), ENVIRONMENT)
    assert after is not before
    assert "Nyt" in lines(after.render({"navn": "Åse"}).data)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "kommune.docx").unlink()
    with pytest.raises(TemplateError) as raised:
        load(*paths(folder), ENVIRONMENT)
    assert codes(raised.value) == ["skabelon-mangler"]
    assert raised.value.problems[0].path.endswith("kommune.docx")
