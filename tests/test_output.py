"""Where files go: one folder per case number, whole files, for their owner only."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import output
from pipeline.errors import MachineError
from pipeline.output import folder_name, replace, stem, write


@pytest.mark.parametrize(("number", "folder"), [
    ("26-1234", "26-1234"), ("26/1234", "26%2F1234"), ("15/18085", "15%2F18085"),
    ("..", "%2E."), (".", "%2E"), ("../..", "%2E.%2F.."), ("/etc/passwd", "%2Fetc%2Fpasswd"),
    (".hidden", "%2Ehidden"), ("a.b", "a.b"), ("CON", "%43ON"), ("con", "%63on"),
    ("Aux.txt", "%41ux.txt"),
    ("aux.txt", "%61ux.txt"), ("nul", "%6Eul"), ("COM1", "%43OM1"), ("lpt9.x", "%6Cpt9.x"),
    ("console", "console"), ("com10", "com10"), ("æøå", "%C3%A6%C3%B8%C3%A5"), ("a b", "a%20b"),
    ("100%", "100%25"), ("%2F", "%252F"), ("a\\b", "a%5Cb"), ("a\nb", "a%0Ab"), ("a\x00b", "a%00b"),
    ("C:x", "C%3Ax"), ("*?<>|\"", "%2A%3F%3C%3E%7C%22"), ("~x", "%7Ex"), ("-x", "-x"),
    ("😀", "%F0%9F%98%80"),
])
def test_folder_names(number: str, folder: str) -> None:
    assert folder_name(number) == folder


def unescaped(folder: str) -> str:
    parts = re.split(r"%([0-9A-F]{2})", folder)
    raw = b"".join(bytes([int(part, 16)]) if i % 2 else part.encode() for i, part in enumerate(parts))
    return raw.decode("utf-8", "surrogatepass")


numbers = st.text(min_size=1, max_size=30) | st.text("./\\%.aAcCoOnN1x2F", min_size=1, max_size=8)


@given(numbers)
@example("con")
@example("%63on")
@example("\ud800")
@example("000000:::" + 10 * "\x80" + 10 * "\U00010000")
def test_no_two_case_numbers_share_a_folder(number: str) -> None:
    folder = folder_name(number)
    start, shortened, _ = folder.partition("%~")
    if shortened:
        assert number.startswith(unescaped(start))
    else:
        assert unescaped(folder) == number  # what can be read back cannot be shared
    assert re.fullmatch(r"[A-Za-z0-9_%-][A-Za-z0-9._%~-]*", folder)
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", folder)


@given(numbers, numbers)
def test_two_numbers_two_folders(one: str, other: str) -> None:
    assert (folder_name(one) == folder_name(other)) is (one == other)


@given(numbers)
def test_a_file_stays_below_the_output_folder(number: str) -> None:
    path = Path("/ud") / f"{stem(number, dt.date(2026, 3, 1), 'revurdering', 1, 'mor')}.pdf"
    assert Path(os.path.normpath(path)).parent.parent == Path("/ud")


@pytest.mark.parametrize(("number", "name"), [
    (1, "26-1/2026-03-01-revurdering-mor"), (2, "26-1/2026-03-01-revurdering-2-mor"),
    (10, "26-1/2026-03-01-revurdering-10-mor")])
def test_a_files_name(number: int, name: str) -> None:
    assert stem("26-1", dt.date(2026, 3, 1), "revurdering", number, "mor") == name


FILES = {"docx": b"Word", "pdf": b"PDF"}
STEM = "26-1/2026-03-01-revurdering-mor"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_and_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    out = tmp_path / "ud" / "i" / "dag"
    written = write(out, STEM, FILES)
    assert written == [out / f"{STEM}.docx", out / f"{STEM}.pdf"]
    assert [path.read_bytes() for path in written] == [b"Word", b"PDF"]
    assert {mode(path) for path in written} == {0o600}
    assert mode(out) == mode(out / "26-1") == 0o700


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_folders_above_it_are_too_whatever_the_mask(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        output.private_folder(tmp_path / "a" / "b" / "c")
        (written,) = write(tmp_path / "d", "brev", {"pdf": b"x"})
    finally:
        os.umask(before)
    assert {mode(folder) for folder in (tmp_path / "a", tmp_path / "a" / "b" / "c", written.parent)} == {
        0o700}
    assert mode(written) == 0o600


@pytest.mark.parametrize(("name", "age", "stays"), [
    (".brev.pdf.{dead}.del", 10_000, False), (".brev.pdf.{dead}.del", 0, True),
    (".brev.pdf.{alive}.del", 10_000, True), (".brev.pdf.{alive}.del", 100_000, False),
    ("brev.pdf.{dead}.del", 100_000, True), (".brev.pdf.del", 100_000, True),
    (".brev.pdf.{dead}.dels", 100_000, True), ("husk.del", 100_000, True)])
def test_what_a_killed_process_left_is_removed_by_the_next_that_writes(
    name: str, age: int, stays: bool, tmp_path: Path,
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / name.format(dead=ended.pid, alive=os.getppid())
    left.write_bytes(b"halv")
    written = time.time() - age
    os.utime(left, (written, written))
    write(tmp_path, "nyt", {"pdf": b"x"})
    assert left.exists() is stays
    assert (tmp_path / "nyt.pdf").read_bytes() == b"x"


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    write(tmp_path, STEM, FILES)
    assert mode(tmp_path) == 0o755
    assert mode(tmp_path / "26-1") == 0o700


def test_writing_again_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, STEM, {"pdf": b"gammel"})
    (target,) = write(tmp_path, STEM, {"pdf": b"ny"})
    assert target.read_bytes() == b"ny"
    assert [path.name for path in (tmp_path / "26-1").iterdir()] == [target.name]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_no_half_one(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "whatever the system says of /hemmelig/sti")

    target = tmp_path / "brev.pdf"
    target.write_bytes(b"gammel")
    monkeypatch.setattr(output.os, step, full)
    with pytest.raises(MachineError) as error:
        write(tmp_path, "brev", {"pdf": b"ny"})
    assert [path.name for path in tmp_path.iterdir()] == ["brev.pdf"]
    assert target.read_bytes() == b"gammel"
    (problem,) = error.value.problems
    assert (problem.path, problem.code) == ("brev", "kan-ikke-skrive")
    assert os.strerror(28) in str(problem.message)
    assert "hemmelig" not in str(error.value) + str(problem.message)


def test_an_interruption_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output.os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        replace(tmp_path / "brev.pdf", b"ny")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_never_sees_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "brev.pdf"
    target.write_bytes(b"gammel")
    seen: list[bytes] = []
    fsync = os.fsync
    monkeypatch.setattr(output.os, "fsync", lambda fd: (seen.append(target.read_bytes()), fsync(fd)))
    replace(target, b"ny")
    assert seen == [b"gammel"]
    assert target.read_bytes() == b"ny"


@pytest.mark.parametrize("block", ["ud", "ud/26-1"])
def test_a_file_in_the_way_is_the_machines_fault(block: str, tmp_path: Path) -> None:
    way = tmp_path / block
    way.parent.mkdir(exist_ok=True)
    way.write_bytes(b"i vejen")
    with pytest.raises(MachineError) as error:
        write(tmp_path / "ud", STEM, FILES)
    assert error.value.exit_code == 4
    assert error.value.problems[0].path == "2026-03-01-revurdering-mor"
    assert way.read_bytes() == b"i vejen"


def test_a_folder_in_the_way_is_too(tmp_path: Path) -> None:
    (tmp_path / "brev.pdf").mkdir()
    with pytest.raises(MachineError):
        write(tmp_path, "brev", {"pdf": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["brev.pdf"]


def test_a_long_case_number_fits_a_folder_and_stays_its_own() -> None:
    names = {folder_name("æ" * 59 + last) for last in "øåa"}
    assert len(names) == 3
    assert all(len(name) <= 200 for name in names)
