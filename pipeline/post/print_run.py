"""The print file: what goes on paper in one PDF, and an index of which pages are whose.

It is for the printer, not for reading: its pages have no tags, and it promises neither PDF/UA nor
PDF/A. Each letter begins on a front side. Nothing is added to what a letter says, and neither the
outline nor the index names a person.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.errors import MachineError, Problem, text
from pipeline.output import replace
from pipeline.post.plan import Entry
from pipeline.post.sheets import Part, Placed, Unusable

Read = Callable[[str], bytes | None]
"""Gives a file by its path below the output, None where it is not there."""

_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Printed:
    """One letter in the print file: which file, its own pages there (from 1), sheets of paper."""

    entry: Entry
    file: str
    first: int
    last: int
    sheets: int

    def as_json(self) -> dict[str, Any]:
        """Its row in the index."""
        return {"fil": self.file, "stem": self.entry.stem, "modtager": self.entry.recipient,
                "dokument": self.entry.kind, "titel": self.entry.title, "foerste_side": self.first,
                "sidste_side": self.last, "ark": self.sheets}


COLUMNS = ("fil", "stem", "modtager", "dokument", "titel", "foerste_side", "sidste_side", "ark")


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What was merged: the files' names, each letter's place, pages with the blank ones, and the
    letters that could not be printed."""

    files: tuple[str, ...]
    letters: tuple[Printed, ...]
    pages: int
    duplex: bool
    problems: tuple[Problem, ...]

    @property
    def sheets(self) -> int:
        """Sheets of paper."""
        return sum(letter.sheets for letter in self.letters)

    def as_json(self) -> dict[str, Any]:
        """The index for programs."""
        return {"filer": list(self.files), "dobbeltsidet": self.duplex, "sider": self.pages,
                "ark": self.sheets, "breve": [letter.as_json() for letter in self.letters],
                "mangler": [problem.path for problem in self.problems]}


def write(entries: Iterable[Entry], read: Read, target: Path, *, duplex: bool = True) -> PrintRun:
    """Merge the entries' PDFs, in the order given, into `target`; `plan.plan` gives the order.

    One letter's PDF is held at a time, and a part's pages until it is written. More than
    `sheets.MOST_LETTERS` letters or `sheets.MOST_BYTES` become `<name>-1.pdf`, `<name>-2.pdf` and
    so on. Beside them are `<target>.json` and `<target>.csv`. What an earlier run left under these
    names is replaced or removed. A letter that cannot be printed is among the problems and in no
    file. Raises MachineError where nothing can be written.
    """
    parts: list[_Saved] = []
    problems: list[Problem] = []
    try:
        for part in _parts(entries, read, Part(duplex), problems):
            parts.append(_saved(part, target.parent))
            part.clear()
        names = _names(target, len(parts))
        letters = tuple(Printed(one.entry, name, one.first, one.last, one.sheets)
                        for name, part in zip(names, parts, strict=True) for one in part.placed)
        run = PrintRun(names, letters, sum(part.pages for part in parts), duplex, tuple(problems))
        _put(run, [part.file for part in parts], target)
        return run
    except OSError as error:
        raise MachineError([Problem(target.name, "kan-ikke-skrive", text("Til print"), text(
            "Filen kunne ikke skrives ({grund}).", grund=os.strerror(error.errno or 5)), text(
            "Kontrollér, at mappen findes, at der er plads, og at du må skrive i den."))],
        ) from None
    finally:
        for saved in parts:
            saved.file.close()


@dataclass(frozen=True, slots=True)
class _Saved:
    """A finished part in a file that has no name until all of them are there."""

    file: IO[bytes]
    placed: tuple[Placed, ...]
    pages: int


def _parts(entries: Iterable[Entry], read: Read, part: Part, problems: list[Problem]
           ) -> Iterator[Part]:
    """The part each time it is full, and at the end; whoever takes it empties it."""
    for entry in entries:
        if part.full:
            yield part
        data = read(entry.pdf)
        if data is None:
            problems.append(Problem(entry.pdf, "print-mangler", text("Til print"), text(
                "Brevets PDF-fil findes ikke."), text(
                "Lav brevet igen, også som PDF (--format docx,pdf).")))
            continue
        try:
            part.add(entry, data)
        except Unusable as error:
            problems.append(error.problem)
    if part.placed:
        yield part


def _saved(part: Part, folder: Path) -> _Saved:
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
    try:
        part.save(file)
    except BaseException:
        file.close()
        raise
    return _Saved(file, tuple(part.placed), part.pages)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


def _names(target: Path, count: int) -> tuple[str, ...]:
    if count == 1:
        return (target.name,)
    return tuple(f"{target.stem}-{number}{target.suffix}" for number in range(1, count + 1))


def _put(run: PrintRun, files: Iterable[IO[bytes]], target: Path) -> None:
    """Everything under its name, each whole, the index last; what an earlier run had is gone."""
    index = target.with_name(f"{target.name}.json")
    for stale in _of_earlier(index, target) - set(run.files):
        target.with_name(stale).unlink(missing_ok=True)
    for name, file in zip(run.files, files, strict=True):
        replace(target.with_name(name), _pieces(file))
    replace(target.with_name(f"{target.name}.csv"), _table(run))
    replace(index, (json.dumps(run.as_json(), ensure_ascii=False, indent=1) + "\n").encode())


def _of_earlier(index: Path, target: Path) -> set[str]:
    """The print files that the index of an earlier run speaks of, and no other file."""
    ours = re.compile(rf"{re.escape(target.stem)}(-[1-9][0-9]*)?{re.escape(target.suffix)}")
    try:
        named = json.loads(index.read_bytes())["filer"]
        return {name for name in named if isinstance(name, str) and ours.fullmatch(name)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _table(run: PrintRun) -> bytes:
    """The index as a spreadsheet reads it: semicolons, as Danish ones expect, and UTF-8 by its mark."""
    words = io.StringIO()
    rows = csv.DictWriter(words, COLUMNS, delimiter=";", lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(letter.as_json() for letter in run.letters)
    return words.getvalue().encode("utf-8-sig")
