"""The runner: each case is tried once; what went wrong with one never touches the next."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.batch.sources import Item
from pipeline.duties import due
from pipeline.errors import DataError, OurFault, PipelineError, Problem, text
from pipeline.flow import Produced, produce, warnings_of
from pipeline.key import render_key
from pipeline.letters import Job, checked
from pipeline.output import write
from pipeline.sag import Sag

REPORT = "rapport.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case went: its files, or its problems and whose turn it is (an exit code).

    `kind` is the document, "" where none was due; `key` names what it was made from (see
    `render_key`); both are None where the case could not be read.
    """

    source: str
    case_number: str | None
    kind: str | None = None
    key: str | None = None
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0

    @property
    def result(self) -> str:
        """Made, failed, or that nothing was due."""
        return "fejl" if self.exit_code else "intet" if self.kind == "" else "lavet"

    def as_json(self, language: str) -> dict[str, Any]:
        """The report's line."""
        return {"kilde": self.source, "sagsnummer": self.case_number, "dokument": self.kind or None,
                "noegle": self.key, "udfald": self.result, "filer": list(self.files),
                "problemer": [problem.as_json(language) for problem in self.problems]}


@dataclass(slots=True)
class Summary:
    """A run in figures, and the cases that failed."""

    total: int = 0
    files: int = 0
    without: int = 0
    failed: list[Outcome] = field(default_factory=list)

    @property
    def made(self) -> int:
        """Documents asked for that were made."""
        return self.total - len(self.failed) - self.without

    @property
    def exit_code(self) -> int:
        """0 where all went well, else the gravest of the failures."""
        return max((outcome.exit_code for outcome in self.failed), default=0)

    def add(self, outcome: Outcome) -> None:
        """Count one more case."""
        self.total += 1
        self.files += len(outcome.files)
        self.without += outcome.result == "intet"
        if outcome.exit_code:
            self.failed.append(outcome)

    def as_json(self) -> dict[str, Any]:
        """The figures for programs."""
        return {"sager": self.total, "lavet": self.made, "fejl": len(self.failed),
                "intet": self.without, "filer": self.files}


JobsOf = Callable[[Sag], Iterable[Job]]


def due_jobs(by: dt.date, job: Job) -> JobsOf:
    """The letters of a case that wait to be sent by a day; `job` says the rest."""
    def jobs(sag: Sag) -> Iterable[Job]:
        case, settings, _ = checked(sag, replace(job, kind=""))
        return [replace(job, kind=duty.kind, nr=duty.nr)
                for duty in due(case, settings, by) if duty.klar and duty.kind]

    return jobs


def run(items: Iterable[Item], jobs: Job | JobsOf, out: Path, *, language: str = "da",
        advance: Callable[[], object] = lambda: None) -> Summary:
    """Make the job's document of every case below `out`, and `rapport.jsonl` with a line for each.

    Where the jobs are found in the case itself, it has a line for each of them, and one that says so
    where there are none. The report stands under its name when the run is over; while it runs, its
    lines are in a file beside it. Raises MachineError only where the report itself cannot be written.
    """
    summary, taken = Summary(), dict[str, str]()
    write(out, REPORT.removesuffix(".jsonl"), {"jsonl": b""})
    unfinished = out / f".{REPORT}.del"
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w",
              encoding="utf-8", errors="backslashreplace") as report:
        for item in items:
            for outcome in _outcomes(item, jobs, out, taken):
                summary.add(outcome)
                report.write(json.dumps(outcome.as_json(language), ensure_ascii=False) + "\n")
                report.flush()
            advance()
    os.replace(unfinished, out / REPORT)
    return summary


def _outcomes(item: Item, jobs: Job | JobsOf, out: Path, taken: dict[str, str]
              ) -> Iterator[Outcome]:
    """One case from file to files; whatever happens becomes an outcome."""
    number: str | None = None
    try:
        sag = item.read()
        stated = sag.data.get("sagsnummer")
        number = stated if isinstance(stated, str) else None
        wanted = [jobs] if isinstance(jobs, Job) else list(jobs(sag))
    except Exception as error:
        yield _failed(item, number, None, error)
        return
    if not wanted:
        yield Outcome(item.name, number, kind="")
    for job in wanted:
        yield _try(item, sag, number, job, out, taken)


def _try(item: Item, sag: Sag, number: str | None, job: Job, out: Path, taken: dict[str, str]
         ) -> Outcome:
    """One document of one case."""
    key: str | None = None
    try:
        key = render_key(sag, job)
        letters = produce(sag, job)
        _refuse_taken(letters, taken, item.name)
        files = [path for letter in letters for path in write(out, letter.stem, letter.files)]
        return Outcome(item.name, number, job.kind, key,
                       tuple(str(path.relative_to(out)) for path in files), warnings_of(letters))
    except Exception as error:
        return _failed(item, number, key, error, job.kind)


def _failed(item: Item, number: str | None, key: str | None, error: Exception, kind: str | None = None
            ) -> Outcome:
    """What went wrong, and whose turn it is."""
    if isinstance(error, PipelineError):
        return Outcome(item.name, number, kind, key, (), error.problems, error.exit_code)
    fault = Problem("", "fejl-hos-os", text("Programfejl"), text(
        "Der skete en fejl i programmet ({slags}).", slags=type(error).__name__), text(
        "Prøv sagen alene med render, og skriv til os uden personoplysninger."))
    return Outcome(item.name, number, kind, key, (), (fault,), OurFault.exit_code)


def _refuse_taken(letters: Iterable[Produced], taken: dict[str, str], source: str) -> None:
    """Two cases that would write the same file: the second would silently replace the first."""
    for letter in letters:
        if letter.stem in taken:
            raise DataError([Problem("sagsnummer", "sag-to-gange", text("Sagsnummer"), text(
                "Samme dokument er allerede lavet i denne kørsel af {kilde}.",
                kilde=taken[letter.stem]), text(
                "Slet den ene sag, eller ret dens sagsnummer."))])
    for letter in letters:
        taken[letter.stem] = source
