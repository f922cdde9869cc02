"""Where letters go: a folder, a store of objects, or messages apart from letters."""

from __future__ import annotations

import stat
from pathlib import Path

import fsspec
import pytest

from pipeline.batch.targets import Folder, Memory, Sorted, Store, target
from pipeline.errors import MachineError, UsageError

STEM, FILES = "P%2F1/2026-01-02-revurdering-mor", {"docx": b"ord", "pdf": b"%PDF"}


def test_a_name_says_which_it_is() -> None:
    assert target("breve") == Folder(Path("breve"))
    assert target("file:///breve") == Folder(Path("/breve"))
    assert target("s3://spand/breve") == Store("s3://spand/breve")
    assert target("C:/breve") == Folder(Path("C:/breve"))
    with pytest.raises(UsageError):
        target(" ")


@pytest.mark.parametrize("kind", ["folder", "memory", "local", "own memory"])
def test_what_is_written_can_be_looked_at_again(kind: str, tmp_path: Path) -> None:
    place = {"folder": Folder(tmp_path), "memory": Store("memory://spand/breve"),
             "local": Store(f"local://{tmp_path}"), "own memory": Memory()}[kind]
    assert place.write(STEM, FILES) == (f"{STEM}.docx", f"{STEM}.pdf")
    assert place.size(f"{STEM}.pdf") == 4
    assert place.read(f"{STEM}.docx") == b"ord"
    assert place.size("findes/ikke.pdf") is None
    assert place.read("findes/ikke.pdf") is None
    place.tidy()
    assert place.size(f"{STEM}.pdf") == 4


def test_a_store_gets_one_object_for_each_file_and_nothing_else() -> None:
    place = Store("memory://alene/breve")
    place.write(STEM, FILES)
    place.write(STEM, FILES)
    system = fsspec.filesystem("memory")
    assert sorted(system.find("/alene")) == [f"/alene/breve/{STEM}.docx", f"/alene/breve/{STEM}.pdf"]


def test_only_the_owner_may_read_a_folder(tmp_path: Path) -> None:
    Folder(tmp_path / "ud").write(STEM, FILES)
    assert stat.S_IMODE((tmp_path / "ud" / f"{STEM}.pdf").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "ud" / "P%2F1").stat().st_mode) == 0o700


def test_what_was_not_finished_is_tidied_away_and_nothing_else(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    place.write(STEM, FILES)
    (tmp_path / "P%2F1" / ".brev.pdf.17.del").write_bytes(b"halv")
    (tmp_path / "P%2F1" / "husk.del").write_bytes(b"min egen")
    place.tidy()
    assert sorted(path.name for path in (tmp_path / "P%2F1").iterdir()) == [
        "2026-01-02-revurdering-mor.docx", "2026-01-02-revurdering-mor.pdf", "husk.del"]


def test_messages_are_kept_apart_from_letters(tmp_path: Path) -> None:
    place = Sorted(Folder(tmp_path / "breve"), Folder(tmp_path / "post"))
    paths = place.write(STEM, {**FILES, "xml": b"<memo/>"})
    assert paths == (f"{STEM}.docx", f"{STEM}.pdf", f"{STEM}.xml")
    assert [place.size(path) for path in paths] == [3, 4, 7]
    assert (tmp_path / "post" / f"{STEM}.xml").is_file()
    assert not list((tmp_path / "breve").rglob("*.xml"))
    assert place.read(f"{STEM}.xml") == b"<memo/>"


def test_a_store_that_cannot_be_reached_is_the_machines_fault() -> None:
    with pytest.raises(MachineError) as refused:
        Store("findes-ikke://spand").write(STEM, FILES)
    assert refused.value.problems[0].code == "kan-ikke-skrive"
    assert "spand" not in str(refused.value)
