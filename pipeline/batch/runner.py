"""The runner: every case once, in whatever process; what went wrong with one never touches the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field

from pipeline.batch.ledger import Ledger, Reused
from pipeline.batch.sources import Item
from pipeline.batch.work import Done, Outcome, Task, Work, case_number, failed, make
from pipeline.errors import DataError, MachineError, OurFault, Problem, text

CHUNK = 8
"""Cases sent to a worker at a time: enough that sending costs nothing, few enough that little is
lost with a worker."""
WINDOW = 3
"""Chunks under way for each worker: one it works on, the next ones ready."""
TOGETHER = 100
"""Cases that need no work kept at a time: each time costs a flush of the disk."""
LOOK = 0.5
"""Seconds between looks at whether somebody wants the run to stop."""
CANNOT_WRITE = "kan-ikke-skrive"


@dataclass(slots=True)
class Tally:
    """The run in figures so far."""

    cases: int = 0
    failed: int = 0
    reused: int = 0

    def add(self, each: Done | Reused) -> None:
        """Count one more case."""
        self.cases += 1
        if isinstance(each, Reused):
            self.reused += 1
        else:
            self.failed += bool(each.exit_code)


@dataclass(slots=True)
class Runner:
    """One run. `workers` says how many the executor has; `resume` reuses what an earlier run made.

    `stop` is asked now and then: once it is true nothing more is begun, and what is under way is
    finished. `told` hears the tally after every step.
    """

    work: Work
    ledger: Ledger
    executor: Executor
    workers: int
    resume: bool = True
    chunk: int = CHUNK
    stop: Callable[[], bool] = lambda: False
    told: Callable[[Tally], object] = lambda _: None
    tally: Tally = field(default_factory=Tally)
    _under_way: dict[Future[list[Done]], list[Task]] = field(default_factory=dict)
    _once_more: list[Task] = field(default_factory=list)
    _later: list[Done | Reused] = field(default_factory=list)
    lost: bool = False
    """Whether a worker died, perhaps in the middle of writing a file."""

    def run(self, items: Iterable[Item]) -> bool:
        """Make the documents of every case; whether all of them were tried.

        Raises MachineError where the ledger or the target cannot be written; what was made until
        then is in the ledger.
        """
        try:
            for chunk in self._chunks(self._tasks(items)):
                self._submit(chunk)
                while len(self._under_way) >= self.workers * WINDOW:
                    self._collect()
            while self._under_way:
                self._collect()
            self._alone()
            self._record([])
        except BaseException:
            for future in self._under_way:
                future.cancel()
            raise
        return not self.stop()

    def _tasks(self, items: Iterable[Item]) -> Iterator[Task]:
        """The cases that are to be made; the others are recorded at once."""
        for seq, item in enumerate(items, start=1):
            if self.stop():
                return
            found = self._looked_at(seq, item)
            if isinstance(found, Task):
                yield found
            else:
                self._later.append(found)
                if len(self._later) >= TOGETHER:
                    self._record([])

    def _looked_at(self, seq: int, item: Item) -> Task | Done | Reused:
        try:
            sag = item.read()
        except Exception as error:
            return Done(seq, item.name, None, None, (failed(error),))
        number = case_number(sag)
        other = None if number is None else self.ledger.claim(number, item.name)
        task = Task(seq, item.name, sag, other)
        return self._made_before(task) or task

    def _made_before(self, task: Task) -> Reused | None:
        """The case as an earlier run made it, if nothing has changed and every file is there."""
        if task.other is not None or not (self.resume and self.ledger.has_earlier):
            return None
        try:
            earlier = self.ledger.made_before(self.work.key(task.sag))
        except DataError:
            return None
        if earlier is None or any(self.work.target.size(path) != size for path, size in earlier.files):
            return None
        if not self.work.opens(path for path, _ in earlier.files):
            return None
        return Reused(task.seq, task.source, earlier)

    def _chunks(self, tasks: Iterator[Task]) -> Iterator[list[Task]]:
        """Small ones first, so that every worker soon has something to do."""
        size, chunk, given = 1, [], 0
        for task in tasks:
            chunk.append(task)
            if len(chunk) >= size:
                yield chunk
                chunk, given = [], given + 1
                size = min(self.chunk, 1 + given // self.workers)
        if chunk:
            yield chunk

    def _submit(self, chunk: list[Task]) -> None:
        self._under_way[self.executor.submit(make, chunk, self.work)] = chunk

    def _collect(self) -> None:
        """Take in what is finished; a chunk whose worker died is put aside."""
        finished, _ = wait(self._under_way, timeout=LOOK, return_when=FIRST_COMPLETED)
        for future in finished:
            chunk = self._under_way.pop(future)
            try:
                self._record(future.result())
            except BrokenExecutor:
                self.lost = True
                self._once_more += chunk

    def _alone(self) -> None:
        """Once more, one at a time, the cases that were with a worker when it died."""
        for task in self._once_more:
            if self.stop():
                return
            try:
                self._record(self.executor.submit(make, [task], self.work).result())
            except BrokenExecutor:
                self._record([Done(task.seq, task.source, case_number(task.sag), None, (_killer(),))])

    def _record(self, cases: Sequence[Done | Reused]) -> None:
        """Keep these, and those that needed no work, in one step."""
        cases, self._later = [*self._later, *cases], []
        self.ledger.record(cases)
        for each in cases:
            self.tally.add(each)
        self.told(self.tally)
        for each in cases:
            if isinstance(each, Done):
                _refuse_full_disk(each)


def _refuse_full_disk(done: Done) -> None:
    """A target that takes nothing more will not take the next letter either."""
    for outcome in done.outcomes:
        if outcome.exit_code == MachineError.exit_code and any(
                problem.code == CANNOT_WRITE for problem in outcome.problems):
            raise MachineError(outcome.problems)


def _killer() -> Outcome:
    return Outcome(problems=(Problem("", "sag-slog-ned", text("Programfejl"), text(
        "Programmet gik ned eller i stå med denne sag to gange."), text(
        "Prøv sagen alene med render, og skriv til os uden personoplysninger.")),),
        exit_code=OurFault.exit_code)
