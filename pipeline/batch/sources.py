"""Where a batch's cases come from: a JSON file, a folder of them, JSONL, a spreadsheet, filled forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.files import File, OnDisk, suffix
from pipeline.batch.sheets.records import Record, is_spreadsheet, records
from pipeline.errors import Problem, UsageError, text
from pipeline.sag import MAX_BYTES, Sag, parse_sag, read_within

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap

FORMS = (".pdf", ".docx")
"""What the name of a filled form ends in."""


@dataclass(frozen=True, slots=True)
class Item:
    """One case to come: a file, one line of a JSONL file, one row of a spreadsheet or a filled form.

    It is read when its turn comes, here or in another process. `line` is the line's or the row's
    number from 1, None in a JSON file; `start` is the line's first byte in the file. A row's cells
    come with it in `record`: to find one row of a workbook again would mean to read all before it.
    `mapping` is that of a form which does not carry its own.
    """

    file: File
    line: int | None = None
    start: int = 0
    record: Record | None = None
    mapping: FormMap | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """What reports call it: "alma.json" or "sager.jsonl:12"."""
        return self.file.name if self.line is None else f"{self.file.name}:{self.line}"

    def read(self) -> Sag:
        """The case. Raises what the reader raises."""
        if self.record is not None:
            return self.record.sag(self.name)
        if self.line is None:
            data = read_within(self.file.name, self.file.open)
            return self._form(data) if is_form(self.file.name) else parse_sag(data, self.name)
        with self.file.open() as file:
            file.seek(self.start)
            return parse_sag(file.readline(MAX_BYTES + 1), self.name)

    def _form(self, data: bytes) -> Sag:
        from pipeline.forms.mapping.taken import case_of

        return case_of(data, self.mapping, self.name)


def is_form(name: str) -> bool:
    """Whether a file's name says that it is a filled form."""
    return suffix(name) in FORMS


def items(sources: Iterable[Path], mapping: FormMap | None = None) -> Iterator[Item]:
    """Every case of the sources in a stable order. Raises UsageError where there are none.

    With a mapping the forms in a folder are cases too.
    """
    found = False
    for file in _files(sources, mapping):
        for item in of_file(file, mapping):
            found = True
            yield item
    if not found:
        raise UsageError([Problem("", "ingen-sager", text("Kilde"), text(
            "Der er ingen sager i det, du har angivet."), text(
            "Angiv en JSON-fil, en mappe med JSON-filer, en JSONL-fil, et regneark eller udfyldte "
            "formularer."))])


def count(sources: Iterable[Path], mapping: FormMap | None = None) -> int | None:
    """How many cases the sources have, for progress; None where a spreadsheet would have to be read."""
    chosen = tuple(_files(sources, mapping))
    if any(is_spreadsheet(file.name) for file in chosen):
        return None
    return sum(1 for file in chosen for _ in of_file(file, mapping))


def of_file(file: File, mapping: FormMap | None = None) -> Iterator[Item]:
    """Every case of one file; what kind of file it is, its name says. Raises UsageError."""
    if suffix(file.name) == ".jsonl":
        yield from _lines(file)
    elif is_spreadsheet(file.name):
        yield from _rows(file)
    else:
        yield Item(file, mapping=mapping)


def _files(sources: Iterable[Path], mapping: FormMap | None) -> Iterator[File]:
    """The files of the sources; in a folder those of cases, and with a mapping the forms."""
    for source in sources:
        if source.is_dir():
            yield from (OnDisk(path) for path in sorted(source.iterdir())
                        if path.suffix == ".json" or (mapping is not None and is_form(path.name)))
        else:
            yield OnDisk(source)


def _lines(file: File) -> Iterator[Item]:
    try:
        with file.open() as opened:
            start = 0
            for number, line in enumerate(opened, start=1):
                if line.strip():
                    yield Item(file, number, start)
                start += len(line)
    except OSError:
        raise _no_file(file) from None


def _rows(file: File) -> Iterator[Item]:
    try:
        for record in records(file):
            yield Item(file, record.number, record=record)
    except OSError:
        raise _no_file(file) from None


def _no_file(file: File) -> UsageError:
    return UsageError([Problem(file.name, "fil-mangler", text("Kilde"), text(
        "Filen findes ikke eller kan ikke læses."), text(
        "Kontrollér stien, og at du har adgang til filen."))])
