"""Workbooks for the tests, with invented people, and what is read from them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.batch.sources import items
from pipeline.errors import Problem
from pipeline.sag import Sag

HERE = Path(__file__).parent / "regneark"
CASE: Mapping[str, Any] = {
    "Sagsnummer": "26/1", "Sagsbehandler: Navn": "Ane Ærø", "Barn: Navn": "Bo Bæk",
    "Barn: Fødselsdato": dt.date(2018, 3, 1), "Part 1: Id": "mor", "Part 1: Rolle": "forælder",
    "Part 1: Navn": "Mia Bæk"}
"""A row that gives a whole case."""


def book(path: Path, *rows: Sequence[Any], title: str = "Sager",
         more: Mapping[str, Sequence[Sequence[Any]]] | None = None, epoch: Any = None) -> Path:
    """A workbook with a sheet of these rows, and other sheets."""
    made = openpyxl.Workbook()
    if epoch:
        made.epoch = epoch
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for name, own in (more or {}).items():
        other = made.create_sheet(name)
        for row in own:
            other.append(list(row))
    made.save(path)
    return path


def one(path: Path, changes: Mapping[str, Any] | None = None, **more: Any) -> Sag:
    """The case of a workbook with one row: CASE with changes."""
    row = {**CASE, **(changes or {})}
    (sag,) = read(book(path, list(row), list(row.values()), **more))
    return sag


def read(path: Path) -> list[Sag]:
    return [item.read() for item in items([path])]


def told(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    """(path, code, place) of each."""
    return [(problem.path, problem.code, str(problem.place)) for problem in problems]


def changed(path: Path, part: str, pattern: str, to: str) -> Path:
    """The workbook with something else in one of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    old = parts[part].decode()
    new = re.sub(pattern, to, old, count=1)
    assert new != old, f"{part} has no {pattern}"
    return packed(path, {**parts, part: new.encode()})


def packed(path: Path, parts: Mapping[str, bytes]) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(made.getvalue())
    return path


