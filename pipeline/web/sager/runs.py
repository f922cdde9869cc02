"""All runs of the server, so that none stands in another's way.

One worker less than there are makes runs, a case of each in turn, so that there is always one for those
who want a single document. A case that hangs is given up by `Maker`; a run that loses three is stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from pipeline.batch.work import Done, failed
from pipeline.errors import MachineError, Problem, UsageError, text
from pipeline.web.holding import Holding
from pipeline.web.making import Maker
from pipeline.web.sager.run import ROW, Run, Wanted, hung, made

LOST = "tog-for-lang-tid"
"""The code of what `Maker` says of a worker that was lost."""
MOST_LOST = 3
SOON = 1.0
"""Seconds that one who starts a run is kept waiting for the end of it."""


class Runs:
    """The runs that are under way, and those that wait to be fetched."""

    def __init__(self, maker: Maker, holding: Holding, workers: int, most: int) -> None:
        """`most`: bytes of letters in one run."""
        self._maker, self._holding, self._most = maker, holding, most
        self._wide = max(1, workers - 1)
        self._lanes = asyncio.Semaphore(self._wide)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._known: dict[Hashable, str] = {}

    def start(self, run: Run, asked: Hashable, *, apart: bool = False) -> str:
        """Begin; the run's token. The same asked for again is the run that is there already.

        `apart`: beside the other runs, for one case that somebody waits to see. Raises MachineError
        where there is no room.
        """
        self._known = {key: token for key, token in self._known.items() if self._holding.get(token)}
        there = self._known.get(asked)
        if there is not None and self._holding.of(there, Run).sound:
            return there
        token = self._holding.keep(run, sum(each.size for each in run.waiting))
        self._known[asked] = token
        task = asyncio.create_task(self._through(token, run, apart=apart))
        self._under_way[token] = task
        task.add_done_callback(lambda _: self._under_way.pop(token, None))
        return token

    async def end(self, token: str, within: float = SOON) -> None:
        """Wait until a run is over, but not longer than that."""
        task = self._under_way.get(token)
        if task is not None:
            await asyncio.wait({task}, timeout=within)

    def drop(self, token: str) -> None:
        """Forget a run, and stop it."""
        run = self._holding.get(token)
        if isinstance(run, Run):
            run.stop = True
        self._holding.drop(token)

    def close(self) -> None:
        """Stop them all: the server goes."""
        for task in list(self._under_way.values()):
            task.cancel()

    async def _through(self, token: str, run: Run, *, apart: bool) -> None:
        lanes = [nullcontext()] if apart else [self._lanes] * self._wide
        try:
            await asyncio.gather(*(self._lane(token, run, lane) for lane in lanes))
        finally:
            run.over = True

    async def _lane(self, token: str, run: Run, turn: AbstractAsyncContextManager[Any]) -> None:
        """One case after the other, waiting its turn before each."""
        while run.waiting and not run.stop:
            async with turn:
                if run.stop or not run.waiting:
                    return
                each = run.waiting.popleft()
                done, files = await self._made(run, each)
            self._take(token, run, done, files)

    async def _made(self, run: Run, each: Wanted) -> tuple[Done, Mapping[str, bytes]]:
        """A case, whatever happens with it."""
        try:
            return await self._maker.run(made, each, run.jobs)
        except MachineError as error:
            if all(problem.code != LOST for problem in error.problems):
                return _failed(each, error), {}
        except Exception as error:
            return _failed(each, error), {}
        run.lost += 1
        if run.lost >= MOST_LOST:
            _stop(run, _three_lost())
        return hung(each), {}

    def _take(self, token: str, run: Run, done: Done, files: Mapping[str, bytes]) -> None:
        """Keep what was made of a case, where there is room."""
        size = sum(map(len, files.values()))
        try:
            if run.size + size > self._most:
                raise MachineError([_too_large()])
            self._holding.grow(token, ROW + size)
        except UsageError:
            run.stop = True
        except MachineError as error:
            _stop(run, error.problems[0])
            run.done[done.seq] = Done(done.seq, done.source, done.number, done.key, (failed(error),))
        else:
            run.done[done.seq] = done
            run.files.update(files)
            run.size += size


def _failed(each: Wanted, error: Exception) -> Done:
    return Done(each.seq, each.came.name, each.came.number or None, None, (failed(error),))


def _stop(run: Run, why: Problem) -> None:
    run.stop = True
    run.why = run.why or why


def _too_large() -> Problem:
    return Problem("", "koersel-for-stor", text("Plads"), text(
        "Brevene fylder mere, end én kørsel må her."), text(
        "Vælg færre sager ad gangen, eller brug kommandoen batch på din egen maskine."))


def _three_lost() -> Problem:
    return Problem("", "koersel-gik-i-staa", text("Kørsel"), text(
        "Programmet gik ned eller i stå med flere af sagerne, og kørslen er standset."), text(
        "Lav de andre sager uden dem, og skriv til os uden personoplysninger."))
