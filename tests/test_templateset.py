"""Templates are found file by file: a kommune's own first, the built-in one else."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.errors import UsageError
from pipeline.templateset import TemplateSet, template_set, word_files

BUILT_IN = resources.templates()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with an own letterhead and a passage that is new."""
    folder = tmp_path / "egne"
    for name, new in (("brevpapir/kommune.docx", "brevpapir/kommune.docx"),
                      ("blokke/hilsen.docx", "blokke/vores.docx")):
        (folder / new).parent.mkdir(parents=True)
        shutil.copy(BUILT_IN / name, folder / new)
    return folder


def test_an_own_file_takes_the_built_in_ones_place_and_the_rest_stays(own: Path) -> None:
    found = TemplateSet((own,))
    assert found.letterhead("kommune") == own / "brevpapir" / "kommune.docx"
    assert found.letterhead("foraelder") == BUILT_IN / "brevpapir" / "foraelder.docx"
    assert found.document("tilbud") == BUILT_IN / "dokumenter" / "tilbud.docx"
    passages = found.passages()
    assert passages["vores"] == own / "blokke" / "vores.docx"
    assert passages["hilsen"] == BUILT_IN / "blokke" / "hilsen.docx"
    assert list(passages) == sorted(passages)
    assert set(found.documents()) == set(KINDS)
    theirs = {name for name, path in found.files().items() if found.is_own(path)}
    assert theirs == {"brevpapir/kommune.docx", "blokke/vores.docx"}


def test_the_first_of_several_folders_wins(own: Path, tmp_path: Path) -> None:
    nearer = tmp_path / "naermere"
    shutil.copytree(own / "brevpapir", nearer / "brevpapir")
    found = TemplateSet((nearer, own))
    assert found.letterhead("kommune") == nearer / "brevpapir" / "kommune.docx"
    assert found.passages()["vores"] == own / "blokke" / "vores.docx"


def test_one_file_can_stand_in_for_another(own: Path, tmp_path: Path) -> None:
    tried, again = tmp_path / "prøve.docx", tmp_path / "igen.docx"
    one = TemplateSet((own,)).instead("dokumenter/tilbud.docx", tried)
    assert one.document("tilbud") == one.documents()["tilbud"] == tried
    assert one.instead("dokumenter/tilbud.docx", again).document("tilbud") == again
    assert one.instead("blokke/ny.docx", again).passages()["ny"] == again


def test_what_programs_keep_aside_is_no_template(own: Path) -> None:
    before = TemplateSet((own,)).passages()
    for name in ("~$lsen.docx", ".~lock.vores.docx#", "._vores.docx", "læsmig.txt", "vores.docx.bak"):
        (own / "blokke" / name).write_bytes(b"x")
    assert TemplateSet((own,)).passages() == before
    assert set(word_files(own / "blokke")) == {"vores"}


def test_a_folder_that_is_gone_is_told_and_never_replaced_by_the_built_in_one(own: Path) -> None:
    found = TemplateSet((own,))
    shutil.rmtree(own)
    for ask in (found.passages, found.files, found.fonts, found.digest,
                lambda: found.letterhead("kommune"), lambda: found.document("tilbud")):
        with pytest.raises(UsageError) as raised:
            ask()
        assert [problem.code for problem in raised.value.problems] == ["skabelonmappe-mangler"]


def test_callers_may_say_it_in_three_ways(own: Path) -> None:
    assert template_set(None) == TemplateSet()
    assert template_set(own) == template_set(template_set(own)) == TemplateSet((own,))


def test_it_is_small_to_send_and_the_built_in_folder_is_found_where_it_arrives(own: Path) -> None:
    sent = pickle.dumps(TemplateSet((own,)))
    assert len(sent) < 500
    assert str(BUILT_IN).encode() not in pickle.dumps(TemplateSet())
    assert pickle.loads(sent) == TemplateSet((own,))


def test_the_digest_names_every_byte_that_counts_and_not_where_it_lies(own: Path) -> None:
    shutil.copytree(BUILT_IN, own.parent / "kopi")
    assert TemplateSet((own.parent / "kopi",)).digest() == TemplateSet().digest()
    seen = {TemplateSet().digest(), TemplateSet((own,)).digest()}
    (own / "skrifter").mkdir()
    for name in ("blokke/vores.docx", "brevpapir/kommune.docx", "skrifter/egen.ttf"):
        with (own / name).open("ab") as file:
            file.write(b"\0")
        seen.add(TemplateSet((own,)).digest())
    assert len(seen) == 5


def test_another_kinds_document_does_not_count(own: Path) -> None:
    before = TemplateSet((own,)).digest("afgoerelse"), TemplateSet((own,)).digest()
    (own / "dokumenter").mkdir()
    path = own / "dokumenter" / "tilbud.docx"
    path.write_bytes(b"et andet tilbud")
    assert TemplateSet((own,)).digest("afgoerelse") == before[0]
    assert TemplateSet((own,)).digest() != before[1]
    both = TemplateSet((own,)).digest("tilbud")
    path.write_bytes(b"et nyere tilbud")
    os.utime(path, ns=(1, 1))
    assert TemplateSet((own,)).digest("tilbud") != both
