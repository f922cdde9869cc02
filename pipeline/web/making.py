"""Letters made beside the server, each within bounds, so that none stands in another's way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from typing import ParamSpec, TypeVar

from pipeline.errors import MachineError, Problem, text
from pipeline.flow import Produced, produce
from pipeline.letters import Job
from pipeline.sag import Sag
from pipeline.workers import Workers

MEMORY = 1_500_000_000
"""Bytes of memory after which a worker is replaced."""
START = 30.0
"""Seconds more for the first letter of a worker."""



P = ParamSpec("P")
T = TypeVar("T")


class Maker:
    """The processes that letters are made in."""

    def __init__(self, workers: int, patience: float) -> None:
        self._pool = Workers(workers, ready=ready, stuck=patience, grown=MEMORY, start=START)

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function gives, made in a worker.

        Raises what it raises, and MachineError for what takes too long.
        """
        try:
            return await asyncio.wrap_future(self._pool.submit(function, *args, **kwargs))
        except BrokenExecutor:
            raise MachineError([Problem("", "tog-for-lang-tid", text("Dokument"), text(
                "Dokumentet kunne ikke laves i tide."), text(
                "Prøv igen. Sker det igen, så gem en kladde, og spørg den, der driver siden.")),
            ]) from None

    async def letters(self, sag: Sag, job: Job) -> tuple[Produced, ...]:
        """The letters of a job. Raises what `produce` raises."""
        return await self.run(produce, sag, job)

    def close(self) -> None:
        """Send the workers home."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def ready() -> None:
    """What a worker loads before its first letter."""
    import pipeline.flow
    import pipeline.web.skema.answering  # noqa: F401


