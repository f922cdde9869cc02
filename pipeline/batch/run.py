"""A whole run: the folder is ours alone, the ledger is kept, the report is written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.executors import Crew
from pipeline.batch.jobs import Jobs
from pipeline.batch.ledger import NAME, OVER, STOPPED, Ledger
from pipeline.batch.locks import alone
from pipeline.batch.runner import Runner, Tally
from pipeline.batch.runs import Summary, export, summary
from pipeline.batch.sources import Item
from pipeline.batch.targets import Folder, Sorted, Store
from pipeline.batch.work import Work
from pipeline.errors import Problem, UsageError, text
from pipeline.passwords import Password
from pipeline.post.channel import Channel

REPORT = "rapport.jsonl"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make of which cases, where, by whom.

    `jobs` gives the documents for a day that counts as today. `ledger` is the ledger's path on
    this machine; None is its place in the output folder. For `channel`, `messages`, the folder of
    messages to Digital Post, and `password` see `Work`.
    """

    jobs: Callable[[dt.date], Jobs]
    target: Folder | Store
    ledger: Path | None = None
    resume: bool = True
    language: str = "da"
    channel: Channel | None = None
    messages: Folder | Store | None = None
    password: Password | None = None

    def work(self, day: dt.date) -> Work:
        """What is done with each case, where that day counts as today."""
        place = Sorted(self.target, self.messages) if self.messages else self.target
        return Work(self.jobs(day), place, self.channel, self.messages is not None, self.password)

    @property
    def kept_at(self) -> Path:
        """Where the ledger is. Raises UsageError for a store without one."""
        if self.ledger is not None:
            return self.ledger
        if isinstance(self.target, Folder):
            return self.target.path / NAME
        raise UsageError([Problem("--ledger", "kartotek-mangler", text("Kartotek"), text(
            "Kartoteket over kørsler skal ligge på denne maskine, når brevene skrives et andet sted."),
            text("Angiv en fil på maskinens egen disk med --ledger."))])


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its number, its figures, and whether it got through all cases.

    `day` counted as today: that of the run it went on with, where that one was cut short.
    """

    run: int
    figures: Summary
    through: bool
    day: dt.date


def run(plan: Plan, items: Iterable[Item], crew: AbstractContextManager[Crew], today: dt.date, *,
        clock: Callable[[], dt.datetime], stop: Callable[[], bool] = lambda: False,
        told: Callable[[Tally], object] = lambda _: None) -> Ended:
    """Make the documents of every case, and the report `rapport.jsonl` beside the ledger.

    Raises UsageError (the folder is in use), MachineError (ledger or target cannot be written).
    """
    path = plan.kept_at
    with alone(plan.target, path), closing(Ledger(path)) as ledger:
        if ledger.left_in_the_middle():
            plan.work(today).target.tidy()
        wish = json.dumps(plan.work(today).wish(), sort_keys=True)
        before = ledger.unfinished(wish) if plan.resume else None
        day = dt.date.fromisoformat(before.day) if before else today
        number = ledger.begin(wish, day, plan.language, clock())
        work, through = plan.work(day), False
        try:
            with crew as hands:
                runner = Runner(
                    work, ledger, hands.executor, hands.workers,
                    resume=plan.resume, chunk=hands.chunk, stop=stop, told=told)
                through = runner.run(items)
            if runner.lost:
                work.target.tidy()
        finally:
            ledger.end(OVER if through else STOPPED, clock())
            export(ledger.database, number, path.parent / REPORT)
        return Ended(number, summary(ledger.database, number), through, day)
