"""Where a batch's cases come from: a JSON file, a folder of them, JSONL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Problem, UsageError, text
from pipeline.sag import MAX_BYTES, Sag, parse_sag, read_sag


@dataclass(frozen=True, slots=True)
class Item:
    """One case to come: a file, or one line of a JSONL file. It is read when its turn comes.

    `line` is the line's number from 1 and `start` its first byte in the file; None in a JSON file.
    """

    path: Path
    line: int | None = None
    start: int = 0

    @property
    def name(self) -> str:
        """What reports call it: "alma.json" or "sager.jsonl:12"."""
        return self.path.name if self.line is None else f"{self.path.name}:{self.line}"

    def read(self) -> Sag:
        """The case. Raises what the reader raises."""
        if self.line is None:
            return read_sag(self.path)
        with self.path.open("rb") as file:
            file.seek(self.start)
            return parse_sag(file.readline(MAX_BYTES + 1), self.name)


def items(sources: Iterable[Path]) -> Iterator[Item]:
    """Every case of the sources in a stable order. Raises UsageError where there are none."""
    found = False
    for source in sources:
        for item in _of(source):
            found = True
            yield item
    if not found:
        raise UsageError([Problem("", "ingen-sager", text("Kilde"), text(
            "Der er ingen sager i det, du har angivet."), text(
            "Angiv en JSON-fil, en mappe med JSON-filer eller en JSONL-fil."))])


def _of(source: Path) -> Iterator[Item]:
    if source.is_dir():
        yield from (Item(path) for path in sorted(source.glob("*.json")))
    elif source.suffix == ".jsonl":
        yield from _lines(source)
    else:
        yield Item(source)


def _lines(path: Path) -> Iterator[Item]:
    try:
        with path.open("rb") as file:
            start = 0
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield Item(path, number, start)
                start += len(line)
    except OSError:
        raise UsageError([Problem(path.name, "fil-mangler", text("Kilde"), text(
            "Filen findes ikke eller kan ikke læses."), text(
            "Kontrollér stien, og at du har adgang til filen."))]) from None
