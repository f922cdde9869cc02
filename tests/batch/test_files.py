"""A file gives the same cases and the same problems from a disk and from memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.batch.files import File, Held, OnDisk
from pipeline.batch.sources import of_file
from pipeline.errors import PipelineError, Problem
from pipeline.forms.fill import fill
from tests.batch.books import CASE, book
from tests.cases import SAMPLES
from tests.forms.mapping.forms import small

KARLA = (SAMPLES / "sager" / "karla-tre-aar.json").read_bytes()
LINE = KARLA.replace(b"\n", b" ")


def _sheet(path: Path) -> None:
    book(path, list(CASE), list(CASE.values()), [*["26/2"], *list(CASE.values())[1:]])


def _formula(path: Path) -> None:
    book(path, list(CASE), ["=1+1", *list(CASE.values())[1:]])


def _csv(path: Path) -> None:
    path.write_bytes("Sagsnummer;Barn: Navn\n26/1;Bo Bæk\n26/2;\"Æ;Ø\"\n".encode("cp1252"))


def _hidden(path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["Ikke en sag"])
    made.save(path)


FILES: dict[str, Callable[[Path], object]] = {
    "en.json": lambda path: path.write_bytes(KARLA),
    "to.jsonl": lambda path: path.write_bytes(LINE + b"\n\n" + LINE + b"\n{"),
    "STORE.JSONL": lambda path: path.write_bytes(LINE),
    "tom.jsonl": lambda path: path.write_bytes(b""),
    "brudt.json": lambda path: path.write_bytes(KARLA[:900]),
    "bog.xlsx": _sheet, "formel.xlsx": _formula, "ark.csv": _csv, "andet.xlsx": _hidden,
    "brudt.xlsx": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(100)),
    "gammel.xls": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "makro.xlsm": lambda path: path.write_bytes(b"PK"),
    "nul.csv": lambda path: path.write_bytes(b"Sagsnummer\n\0"),
    "blanket.pdf": lambda path: path.write_bytes(fill(small(), {"navn": "Bo"}).pdf),
}


def read(file: File) -> list[tuple[str, object, tuple[Problem, ...]]]:
    """Of each case its name, its data, its problems."""
    found: list[tuple[str, object, tuple[Problem, ...]]] = []
    for item in of_file(file):
        try:
            sag = item.read()
        except PipelineError as error:
            found.append((item.name, None, error.problems))
        else:
            found.append((item.name, sag.data, sag.problems))
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_disk_and_memory_give_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    FILES[name](path)
    found = read(OnDisk(path))
    assert read(Held(name, path.read_bytes())) == found
    assert bool(found) == (name != "tom.jsonl")


def test_what_they_give_is_not_nothing() -> None:
    lines = read(Held("to.jsonl", LINE + b"\n\n" + LINE + b"\n{"))
    assert [(name, data is None) for name, data, _ in lines] == [
        ("to.jsonl:1", False), ("to.jsonl:3", False), ("to.jsonl:4", True)]
    (_, data, _), _ = read(Held("ark.csv", b"Sagsnummer;Barn: Navn\n26/1;Bo\n26/2;Bi\n"))
    assert isinstance(data, dict)
    assert data["barn"] == {"navn": "Bo"}


def test_a_file_held_in_memory_shows_nothing_of_itself() -> None:
    assert "hemmeligt" not in repr(Held("a.json", b"hemmeligt"))
