"""What is done with one case of a batch, in whatever process or on whatever machine that is."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pipeline.batch.jobs import Jobs
from pipeline.batch.targets import Target
from pipeline.errors import DataError, OurFault, PipelineError, Problem, text
from pipeline.flow import Produced, warnings_of
from pipeline.key import render_key
from pipeline.letters import Job
from pipeline.locking import locked
from pipeline.passwords import Password
from pipeline.pdf.encrypted import opens
from pipeline.post.channel import Channel
from pipeline.post.memo import message
from pipeline.post.plan import Entry
from pipeline.post.plan import entry as way
from pipeline.sag import Sag


@dataclass(frozen=True, slots=True)
class Task:
    """One case of the run: its place in the order of the sources, from 1, and its case.

    `other` is the source that came first with the same case number; then nothing is written.
    """

    seq: int
    source: str
    sag: Sag
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What to do with each: picklable, so that it can be sent anywhere.

    `channel` leaves out copies that go another way; with `messages` those that go digitally get
    their message beside them (see `pipeline.post`). With a `password` the letters are encrypted; no
    key or ledger holds anything of it.
    """

    jobs: Jobs
    target: Target
    channel: Channel | None = None
    messages: bool = False
    password: Password | None = None

    def key(self, sag: Sag) -> str:
        """A digest of all that can change a byte of what is made of a case, and which copies."""
        return (f"{self.jobs.key(sag)}{self.channel or ''}{'+xml' if self.messages else ''}"
                f"{'+kodeord' if self.password else ''}")

    def wish(self) -> dict[str, Any]:
        """What was asked for, whatever the day."""
        return {**self.jobs.wish(), "kanal": self.channel, "digital_post": self.messages,
                **({"krypteret": True} if self.password else {})}

    def opens(self, paths: Iterable[str]) -> bool:
        """Whether letters of an earlier run open with this run's password, where it has one."""
        return self.password is None or all(
            opens(self.target.read(path) or b"", self.password) for path in paths)


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written: its path below the target, its size and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Made:
    """One recipient's copy of a document, the way it goes, and its files."""

    entry: Entry
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one document of a case went: its copies, or its problems and whose turn it is.

    `kind` is the document, "" where none was due; `key` names what it was made from (see
    `render_key`); both are None where the case could not be read.
    """

    kind: str | None = None
    key: str | None = None
    copies: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0

    @property
    def result(self) -> str:
        """Made, failed, or that nothing was due."""
        return "fejl" if self.exit_code else "intet" if self.kind == "" else "lavet"


@dataclass(frozen=True, slots=True)
class Done:
    """One case when it is through: its number, its key, how each document went, and the time."""

    seq: int
    source: str
    number: str | None
    key: str | None
    outcomes: tuple[Outcome, ...] = field(repr=False)
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 where all went well, else the gravest."""
        return max((outcome.exit_code for outcome in self.outcomes), default=0)


def make(tasks: Sequence[Task], work: Work) -> list[Done]:
    """Each case from its JSON to files; whatever happens becomes an outcome.

    The files of one case are flushed to the disk while the next is being made.
    """
    with ThreadPoolExecutor(1, "skriver") as writer:
        begun = [_begun(task, work, writer) for task in tasks]
        return [done() for done in begun]


def _begun(task: Task, work: Work, writer: Executor) -> Callable[[], Done]:
    """One case, made; what it returns waits until its files are written."""
    start = time.perf_counter()
    number, key = case_number(task.sag), None
    outcomes: list[Callable[[], Outcome]]
    try:
        key = work.key(task.sag)
        outcomes = [_document(task, job, work, writer) for job in work.jobs.of(task.sag)]
    except Exception as error:
        outcomes = [partial(failed, error)]
    seconds = time.perf_counter() - start

    def done() -> Done:
        made = tuple(outcome() for outcome in outcomes) or (Outcome(""),)
        return Done(task.seq, task.source, number, key, made, seconds)

    return done


def case_number(sag: Sag) -> str | None:
    """The case's number, where it has one that is text."""
    stated = sag.data.get("sagsnummer")
    return stated if isinstance(stated, str) else None


def _document(task: Task, job: Job, work: Work, writer: Executor) -> Callable[[], Outcome]:
    """One document of a case: its copies are made, and on their way to the disk."""
    key = None
    try:
        key = render_key(task.sag, job)
        letters = [locked(letter, work.password) for letter in work.jobs.made(task.sag, job)]
        if task.other is not None:
            raise DataError([])
        copies = [_copy(letter, task.sag, job, work) for letter in letters]
    except Exception as error:
        if isinstance(error, DataError) and task.other is not None:
            error = DataError([*error.problems, _twice(task.other)])
        return partial(failed, error, job.kind, key)
    written = [writer.submit(_written, entry, files, work.target) for entry, files in copies
               if work.channel in (None, entry.channel)]
    warnings = warnings_of(letters)

    def done() -> Outcome:
        try:
            return Outcome(job.kind, key, tuple(each.result() for each in written), warnings)
        except Exception as error:
            return failed(error, job.kind, key)

    return done


def _copy(letter: Produced, sag: Sag, job: Job, work: Work) -> tuple[Entry, Mapping[str, bytes]]:
    """A copy, the way it goes and its files; with its message, where it has one."""
    settings = sag.data["kommune"] if job.settings is None else job.settings
    entry = way(sag.data, settings, letter)
    if not (work.messages and entry.channel == "digital_post"):
        return entry, letter.files
    return entry, {**letter.files, "xml": message(sag.data, settings, letter).data}


def _twice(other: str) -> Problem:
    """Two cases with one number: the letters of the second would replace those of the first."""
    return Problem("sagsnummer", "sag-to-gange", text("Sagsnummer"), text(
        "Sagsnummeret står også i {kilde}, som kom først i denne kørsel.", kilde=other), text(
        "Slet den ene sag, eller ret dens sagsnummer."))


def _written(entry: Entry, files: Mapping[str, bytes], target: Target) -> Made:
    paths = target.write(entry.stem, files)
    return Made(entry, tuple(File(path, len(data), hashlib.sha256(data).hexdigest())
                             for path, data in zip(paths, files.values(), strict=True)))


def failed(error: Exception, kind: str | None = None, key: str | None = None) -> Outcome:
    """What went wrong, and whose turn it is."""
    if isinstance(error, PipelineError):
        return Outcome(kind, key, (), error.problems, error.exit_code)
    return Outcome(kind, key, (), (Problem("", "fejl-hos-os", text("Programfejl"), text(
        "Der skete en fejl i programmet ({slags}).", slags=type(error).__name__), text(
        "Prøv sagen alene med render, og skriv til os uden personoplysninger.")),), OurFault.exit_code)

