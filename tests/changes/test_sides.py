"""Two sets of templates over the same cases: what is chosen, made and told of each letter."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline import Job, read_sag, read_settings, resources
from pipeline.changes.blocks import blocks_of
from pipeline.changes.choosing import pair
from pipeline.changes.marking import marking
from pipeline.changes.sides import Sides
from pipeline.documents import KINDS
from pipeline.docx.templates import load
from pipeline.errors import DataError, TemplateError, UsageError
from pipeline.letters import makeable, prepared
from pipeline.templateset import TemplateSet
from pipeline.tools import environment, template_of
from tests.templates.broken import good, saved

SAMPLES = resources.samples()
SETTINGS = read_settings(SAMPLES / "kommuner" / "solbaek.toml")
BUILT_IN = TemplateSet()
KARLA = read_sag(SAMPLES / "sager" / "karla-tre-aar.json")


def changed(folder: Path, words: str, kind: str = "afgoerelse") -> Path:
    """The built-in template with a paragraph more."""
    document = docx.Document(str(BUILT_IN.document(kind)))
    document.add_paragraph(words)
    path = folder / f"{kind}.docx"
    document.save(str(path))
    return path


def sides(path: Path, **asked: Any) -> Sides:
    old, new, kind = pair(None, path, None, BUILT_IN)
    return Sides(old, new, Job(kind, settings=SETTINGS, **asked))


def test_a_letter_is_compared_for_each_of_its_readers(tmp_path: Path) -> None:
    found = list(sides(changed(tmp_path, "Hilsen {{ kommune.navn }}")).compared(KARLA))
    assert len(found) >= 2
    assert len({each.recipient for each in found}) == len(found)
    assert {each.case for each in found} == {KARLA.data["sagsnummer"]}
    assert not any(each.failed for each in found)
    assert {getattr(change, "new", ()) for each in found for change in each.found} == {
        ("Hilsen Solbæk Kommune",)}


def test_an_unchanged_template_changes_nothing(tmp_path: Path) -> None:
    shutil.copy(BUILT_IN.document("afgoerelse"), tmp_path / "afgoerelse.docx")
    found = list(sides(tmp_path / "afgoerelse.docx", nr="alle").compared(KARLA))
    assert found
    assert all(each.found == () for each in found)


def test_readers_see_no_more_than_in_their_letters(tmp_path: Path) -> None:
    """Each letter is projected before either template sees it."""
    villads = read_sag(SAMPLES / "sager" / "villads-beskyttet-adresse.json")
    path = changed(tmp_path, "{% for p in parter %}{{ p.navn }}: {% if p.adresse and not "
                             "p.adresse.beskyttet %}{{ p.adresse.vej }}{% endif %};{% endfor %}",
                   "revurdering")
    secret = next(p for p in villads.data["parter"] if p.get("beskyttelse"))
    found = list(sides(path).compared(villads))
    for each in found:
        said = str([change.new for change in each.found if hasattr(change, "new")])
        if each.recipient != secret["id"]:
            assert secret["adresse"]["vej"] not in said


def test_a_template_that_is_wrong_is_told_for_each_letter_and_never_raised(tmp_path: Path) -> None:
    path = changed(tmp_path, "{{ barn.nvan }}")
    found = list(sides(path).compared(KARLA))
    assert found
    assert all(each.failed and not each.old_problems for each in found)
    assert {problem.code for each in found for problem in each.new_problems} == {"felt-mangler"}
    path.write_bytes(b"ingen skabelon")
    found = list(sides(path).compared(KARLA))
    assert {problem.code for each in found for problem in each.new_problems} == {"docx-ulaeselig"}


def test_a_case_that_cannot_be_made_is_raised_once(tmp_path: Path) -> None:
    alma = read_sag(SAMPLES / "sager" / "alma-to-hjem.json")
    with pytest.raises(DataError):
        list(sides(changed(tmp_path, "x")).compared(alma))


def test_a_case_without_such_an_event_has_no_letters(tmp_path: Path) -> None:
    without = read_sag(SAMPLES / "sager" / "bo-kun-det-noedvendige.json")
    assert not KINDS["ophoer"].events(without.data)
    assert list(sides(changed(tmp_path, "x", "ophoer")).compared(without)) == []


def test_both_versions_can_be_written(tmp_path: Path) -> None:
    compared = sides(changed(tmp_path, "Farvel"))
    letter = next(compared.compared(KARLA)).letter
    assert letter is not None
    files = compared.files(letter)
    assert set(files) == {"gammel.docx", "ny.docx"}
    assert files["gammel.docx"] == template_of(letter.kind, letter.author, None).render(
        letter.context).data


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_marks_change_no_word_of_any_letter(kind: str) -> None:
    """What is compared is what the readers get."""
    seen = 0
    for path in sorted((SAMPLES / "sager").glob("*.json")):
        sag = read_sag(path)
        if kind not in makeable(sag):
            continue
        for letter in prepared(sag.data, SETTINGS, Job(kind, settings=SETTINGS))[:1]:
            files = (BUILT_IN.document(kind), BUILT_IN.letterhead(letter.author), BUILT_IN.passages())
            marked = load(*files, marking(environment())).render(letter.context)
            sent = load(*files, environment()).render(letter.context)
            for story, blocks in blocks_of(sent).items():
                assert [b.words for b in blocks_of(marked)[story]] == [b.words for b in blocks]
            seen += 1
        if seen == 3:
            break
    assert seen


def test_a_folder_a_file_and_nothing_can_be_compared(tmp_path: Path) -> None:
    own = tmp_path / "egne"
    passage = own / "blokke" / "bilag.docx"
    passage.parent.mkdir(parents=True)
    shutil.copy(BUILT_IN.passages()["bilag"], passage)
    old, new, kind = pair(None, own, None, BUILT_IN)
    assert (old, kind) == (BUILT_IN, "")
    assert new.passages()["bilag"] == passage
    _, new, kind = pair(None, passage, None, BUILT_IN)
    assert kind == ""
    assert new.passages()["bilag"] == passage
    _, new, kind = pair(own, changed(tmp_path, "x", "tilbud"), None, BUILT_IN)
    assert kind == "tilbud"
    mine = tmp_path / "min egen.docx"
    mine.write_bytes(saved(good()))
    _, new, kind = pair(None, mine, "afgoerelse", BUILT_IN)
    assert (new.document("afgoerelse"), kind) == (mine, "afgoerelse")


def test_two_files_of_different_things_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        pair(changed(tmp_path, "x"), changed(tmp_path, "x", "tilbud"), None, BUILT_IN)
    assert [problem.code for problem in raised.value.problems] == ["skabeloner-forskellige"]
    for wrong in (tmp_path / "findes-ikke.docx", tmp_path / "ukendt.docx"):
        with pytest.raises((UsageError, TemplateError)):
            pair(None, wrong, None, BUILT_IN)
