"""Where a batch's cases come from: a JSON file, a folder of them, JSONL, a spreadsheet, filled forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.sheets.records import Record, is_spreadsheet, records
from pipeline.errors import Problem, UsageError, text
from pipeline.sag import MAX_BYTES, Sag, parse_sag, read_bytes, read_sag

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

    path: Path
    line: int | None = None
    start: int = 0
    record: Record | None = None
    mapping: FormMap | None = field(default=None, repr=False, compare=False)

    @property
    def name(self) -> str:
        """What reports call it: "alma.json" or "sager.jsonl:12"."""
        return self.path.name if self.line is None else f"{self.path.name}:{self.line}"

    def read(self) -> Sag:
        """The case. Raises what the reader raises."""
        if self.record is not None:
            return self.record.sag(self.name)
        if is_form(self.path):
            from pipeline.forms.mapping.taken import case_of

            return case_of(read_bytes(self.path), self.mapping, self.name)
        if self.line is None:
            return read_sag(self.path)
        with self.path.open("rb") as file:
            file.seek(self.start)
            return parse_sag(file.readline(MAX_BYTES + 1), self.name)


def is_form(path: Path) -> bool:
    """Whether a file's name says that it is a filled form."""
    return path.suffix.lower() in FORMS


def items(sources: Iterable[Path], mapping: FormMap | None = None) -> Iterator[Item]:
    """Every case of the sources in a stable order. Raises UsageError where there are none.

    With a mapping the forms in a folder are cases too.
    """
    found = False
    for source in sources:
        for item in _of(source, mapping):
            found = True
            yield item
    if not found:
        raise UsageError([Problem("", "ingen-sager", text("Kilde"), text(
            "Der er ingen sager i det, du har angivet."), text(
            "Angiv en JSON-fil, en mappe med JSON-filer, en JSONL-fil, et regneark eller udfyldte "
            "formularer."))])


def count(sources: Iterable[Path], mapping: FormMap | None = None) -> int | None:
    """How many cases the sources have, for progress; None where a spreadsheet would have to be read."""
    chosen = tuple(sources)
    if any(is_spreadsheet(source) for source in chosen):
        return None
    return sum(1 for source in chosen for _ in _of(source, mapping))


def _of(source: Path, mapping: FormMap | None) -> Iterator[Item]:
    if source.is_dir():
        forms = filter(is_form, source.iterdir()) if mapping is not None else ()
        for path in sorted((*source.glob("*.json"), *forms)):
            yield Item(path, mapping=mapping)
    elif source.suffix == ".jsonl":
        yield from _lines(source)
    elif is_spreadsheet(source):
        yield from _rows(source)
    else:
        yield Item(source, mapping=mapping)


def _lines(path: Path) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            start = 0
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield Item(path, number, start)
                start += len(line)
    except OSError:
        raise _no_file(path) from None


def _rows(path: Path) -> Iterator[Item]:
    try:
        for record in records(path):
            yield Item(path, record.number, record=record)
    except OSError:
        raise _no_file(path) from None


def _no_file(path: Path) -> UsageError:
    return UsageError([Problem(path.name, "fil-mangler", text("Kilde"), text(
        "Filen findes ikke eller kan ikke læses."), text(
        "Kontrollér stien, og at du har adgang til filen."))])
