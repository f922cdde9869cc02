"""A run: the letters of the chosen cases, one case at a time beside the server, kept in memory.

Each case is made as a batch makes it (`pipeline.batch.work`): names, outcomes and report are the same.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.batch.jobs import Jobs
from pipeline.batch.targets import Memory
from pipeline.batch.work import Done, Made, Outcome, Task, Work, failed, make
from pipeline.errors import DataError, OurFault, Problem, text
from pipeline.web.sager.intake import Came

State = Literal["i gang", "færdig", "standset"]
ROW = 3_000
"""Bytes of memory that the account of one case takes, about."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case to make: its place in the run from 1, and the one before it with the same number."""

    seq: int
    came: Came = field(repr=False)
    other: str | None = None

    @property
    def size(self) -> int:
        """Bytes of memory it takes while it waits."""
        return ROW + len(self.came.packed)


def wanted(cases: Iterable[Came]) -> Iterator[Wanted]:
    """The cases in their order; the first with a number has it."""
    first: dict[str, str] = {}
    for seq, came in enumerate(cases, start=1):
        other = first.get(came.number) if came.number else None
        if came.number:
            first.setdefault(came.number, came.name)
        yield Wanted(seq, came, other)


def made(each: Wanted, jobs: Jobs) -> tuple[Done, Mapping[str, bytes]]:
    """A case's letters by their paths, and how it went; in a worker."""
    came, kept = each.came, Memory()
    if not came.packed:
        refused = failed(DataError(came.problems))
        return Done(each.seq, came.name, came.number or None, None, (refused,)), {}
    sag = pickle.loads(came.packed)  # noqa: S301 - our own bytes; what came was read as a case first
    task = Task(each.seq, came.name, sag, each.other)
    done, = make([task], Work(jobs, kept))
    return done, kept.files


@dataclass(frozen=True, slots=True)
class Letter:
    """One copy of a document in a run, known by its place there."""

    place: str
    """"3.1.2": the second copy of the first document of the third case."""
    done: Done = field(repr=False)
    outcome: Outcome = field(repr=False)
    made: Made

    @property
    def paths(self) -> tuple[str, ...]:
        """Its files."""
        return tuple(sorted(file.path for file in self.made.files))


@dataclass(slots=True)
class Run:
    """What is asked for, and how far it has come. Only the event loop's thread changes it."""

    waiting: deque[Wanted] = field(repr=False)
    jobs: Jobs = field(repr=False)
    intake: str = field(default="", repr=False)
    """The token of what the cases came in with: the way back to it."""
    total: int = 0
    done: dict[int, Done] = field(default_factory=dict, repr=False)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    size: int = 0
    """Bytes of the letters."""
    lost: int = 0
    """Workers that died or hung with one of its cases."""
    stop: bool = False
    """Nothing more is begun."""
    over: bool = False
    why: Problem | None = None
    """Why it did not get through all cases, where nobody asked it to stop."""

    @classmethod
    def of(cls, cases: Iterable[Came], jobs: Jobs, intake: str = "") -> Run:
        """A run that has not begun."""
        waiting = deque(wanted(cases))
        return cls(waiting, jobs, intake, len(waiting))

    @property
    def state(self) -> State:
        """Under way, through, or stopped before it was."""
        return "i gang" if not self.over else "standset" if self.waiting else "færdig"

    @property
    def cases(self) -> list[Done]:
        """Those that are through, in the order they came in."""
        return [self.done[seq] for seq in sorted(self.done)]

    @property
    def failures(self) -> int:
        """Cases with something that could not be made."""
        return sum(bool(each.exit_code) for each in self.done.values())

    @property
    def sound(self) -> bool:
        """Whether to make the same once more would give the same."""
        return not self.stop and all(each.exit_code < 4 for each in self.done.values())

    def letters(self, done: Done) -> Iterator[Letter]:
        """Every copy that was made of a case."""
        for nr, outcome in enumerate(done.outcomes, start=1):
            for place, each in enumerate(outcome.copies, start=1):
                yield Letter(f"{done.seq}.{nr}.{place}", done, outcome, each)

    def letter(self, place: str) -> Letter | None:
        """The copy of that place."""
        return next((each for done in self.cases for each in self.letters(done) if each.place == place),
                    None)


def hung(each: Wanted) -> Done:
    """A case whose worker died with it, or took longer than there was."""
    problem = Problem("", "sag-gik-i-staa", text("Programfejl"), text(
        "Programmet gik ned eller i stå med denne sag."), text(
        "Prøv sagen alene. Sker det igen, så skriv til os uden personoplysninger."))
    outcome = Outcome(problems=(problem,), exit_code=OurFault.exit_code)
    return Done(each.seq, each.came.name, each.came.number or None, None, (outcome,))
