"""One file tried out in place of the one it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.preview import Tried, letters, tried
from pipeline.samples import Sample, samples_of
from pipeline.templateset import TemplateSet
from tests.templates.broken import good, line, saved
from tests.templates.started import begun


def document(folder: Path, name: str = "min.docx") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(begun("tilbud"))
    return path


def one(template: Tried) -> Sample:
    return next(samples_of(template.kind))


def test_a_document_takes_the_place_of_its_kind(tmp_path: Path) -> None:
    path = document(tmp_path)
    template = tried(path, "tilbud", TemplateSet())
    assert template.kind == "tilbud"
    assert template.templates.document("tilbud") == path
    assert ("budget", "i_alt") in template.fields
    assert tried(document(tmp_path, "tilbud.docx"), None, TemplateSet()).kind == "tilbud"


def test_its_letters_are_named_so_that_nobody_sends_them(tmp_path: Path) -> None:
    template = tried(document(tmp_path), "tilbud", TemplateSet())
    made = list(letters(template, [one(template)], ("docx",), "typst"))
    assert {stem for _, _, stem in made} == {
        f"min-proeve-{letter.recipient}" for _, letter, _ in made}
    twice = list(samples_of("tilbud", nr="alle"))
    names = [stem for _, _, stem in letters(template, twice, ("docx",), "typst")]
    assert len(set(names)) == len(names) > len(made)
    assert all(name.startswith("min-proeve-") for name in names)


def test_a_passage_is_shown_in_the_first_letter_that_has_it(tmp_path: Path) -> None:
    built_in = TemplateSet().passages()["udgifter_arter"]
    path = tmp_path / "blokke" / "bisidder.docx"
    path.parent.mkdir()
    path.write_bytes(built_in.with_name("bisidder.docx").read_bytes())
    template = tried(path, None, TemplateSet())
    assert template.kind == "partshoering"
    assert template.templates.passages()["bisidder"] == path
    assert tried(path, "kvitteringsbrev", TemplateSet()).kind == "kvitteringsbrev"


def test_a_letterhead_is_shown_in_a_letter_of_its_author(tmp_path: Path) -> None:
    path = tmp_path / "brevpapir" / "leverandoer.docx"
    path.parent.mkdir()
    path.write_bytes(TemplateSet().letterhead("leverandoer").read_bytes())
    template = tried(path, None, TemplateSet())
    assert template.kind == "tilbud"
    assert template.templates.letterhead("leverandoer") == path


def test_a_passage_that_no_letter_has_cannot_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "blokke" / "helt_ny.docx"
    path.parent.mkdir()
    path.write_bytes(saved(good()))
    with pytest.raises(UsageError) as raised:
        tried(path, None, TemplateSet())
    assert [problem.code for problem in raised.value.problems] == ["skabelon-ikke-brugt"]


def test_the_fields_of_its_passages_count_and_names_of_loops_do_not(tmp_path: Path) -> None:
    template = tried(document(tmp_path), "tilbud", TemplateSet())
    assert ("bilag",) in template.fields
    assert ("tilbudte_maal", "titel") in template.fields
    assert not [path for path in template.fields if "#" in path[0]]


def test_fields_that_nobody_has_seen_are_known(tmp_path: Path) -> None:
    import docx

    path = document(tmp_path)
    changed = docx.Document(str(path))
    line("{% if brev.kopi %}{{ brev.kopi }}{% endif %}")(changed)
    changed.save(str(path))
    template = tried(path, "tilbud", TemplateSet())
    assert ("brev", "kopi") in template.missing([one(template)])
    assert ("budget", "i_alt") not in template.missing([one(template)])
