"""docs/seeds.md: every sentence of the two documents and every trap points to where it is met."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "seeds.md"
SENTENCES, TRAPS = 90, 37
NOT_OURS = "Ikke vores, fordi"


def rows(heading: str) -> list[tuple[int, str, str]]:
    """(number, what it says, where it is) of the table under a heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    found = []
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if re.match(r"\|\s*\d+\s*\|", line):
            assert len(cells) == 3, line
            found.append((int(cells[0]), cells[1], cells[2]))
    return found


@cache
def content(path: str) -> str:
    """What a file says: a Word document's running text, else its own."""
    file = ROOT / path
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as package:
            xml = package.read("word/document.xml").decode()
        return re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", xml)).replace("\u00a0", " ")
    return file.read_text(encoding="utf-8").replace("\u00a0", " ")


ALL = [("Sætning for sætning", *row) for row in rows("Sætning for sætning")]
ALL += [("Fælder", *row) for row in rows("Fælder")]


def test_every_sentence_and_every_trap_has_a_row() -> None:
    assert [row[1] for row in ALL if row[0] == "Sætning for sætning"] == list(range(1, SENTENCES + 1))
    assert [row[1] for row in ALL if row[0] == "Fælder"] == list(range(1, TRAPS + 1))


@pytest.mark.parametrize(("table", "number", "what", "where"), ALL,
                         ids=[f"{row[0][0]}{row[1]}" for row in ALL])
def test_a_row_leads_somewhere(table: str, number: int, what: str, where: str) -> None:
    """A pointer is `file: words that stand in it`; a row without one says why it is not ours."""
    assert len(what) > 10
    pointers = re.findall(r"`([^`:]+): ([^`]+)`", where)
    if where.startswith(NOT_OURS):
        assert len(where) > len(NOT_OURS) + 15
        return
    assert pointers, f"{table} {number}: no pointer and no reason"
    for path, words in pointers:
        assert (ROOT / path).is_file(), f"{table} {number}: {path} is not there"
        assert words in content(path), f"{table} {number}: {path} does not say {words!r}"
