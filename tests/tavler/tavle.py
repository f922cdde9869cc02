"""Markdown tables as a jurist writes them: a heading, some prose, one table below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Table:
    title: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def read(path: Path) -> Iterator[Table]:
    """Every table of a file. A heading without one, or a ragged row, is an error."""
    _, *sections = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sections, path.name
    for section in sections:
        title, *lines = section.splitlines()
        grid = [cells(line) for line in lines if line.startswith("|")]
        assert len(grid) > 2, f"{path.name}: {title} har ingen rækker"
        columns, ruler, *rows = grid
        assert all(re.fullmatch("-{3,}", cell) for cell in ruler), f"{path.name}: {title}"
        assert len(set(columns)) == len(columns), f"{path.name}: {title}"
        for row in rows:
            assert len(row) == len(columns), f"{path.name}: {title}: {row}"
        yield Table(title, columns, tuple(dict(zip(columns, row, strict=True)) for row in rows))


def cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def tables() -> list[Table]:
    return [table for path in sorted(FOLDER.glob("*.md")) for table in read(path)]


def table(title: str) -> Table:
    (found,) = (table for table in tables() if table.title == title)
    return found
