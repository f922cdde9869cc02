"""Who does the work: processes on this machine, or a Dask cluster; both are `concurrent.futures`."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from typing import Any

from pipeline import logs
from pipeline.errors import MachineError, Problem, Text, text
from pipeline.key import program

PATIENCE = "10s"
"""How long a cluster may be silent before it counts as gone."""


@dataclass(frozen=True, slots=True)
class Crew:
    """An executor, how many work there at once, and how many cases to send each at a time."""

    executor: Executor
    workers: int
    chunk: int


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def local(count: int) -> Iterator[Crew]:
    """That many worker processes on this machine."""
    from pipeline.batch.workers import Workers

    with Workers(count) as workers:
        yield Crew(workers, count, chunk=8)


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """A Dask cluster by its scheduler's address. Raises MachineError where there is none.

    Its workers need this program, and the output must be a place all of them reach.
    """
    try:
        from distributed import Client
    except ImportError:
        raise _refused("dask-mangler", text(
            "Pakken til at køre på flere maskiner er ikke installeret."), text(
            "Installer den med pip install 'hjemmetraening[dask]'.")) from None
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError):
        raise _gone() from None
    # What it has to tell of a lost connection we say ourselves, once.
    for name in ("asyncio", "tornado", *logging.root.manager.loggerDict):
        if name.split(".")[0] in ("asyncio", "distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with contextlib.closing(client):
        threads = sum(client.nthreads().values())
        if not threads:
            raise _refused("dask-uden-arbejdere", text("Klyngen har ingen arbejdere."), text(
                "Start dem med: dask worker ADRESSE --nthreads 1"))
        _same_program(client)
        client.run(logs.set_up)
        yield Crew(_Cluster(client), threads, chunk=16)


def _same_program(client: Any) -> None:
    """Raise MachineError unless every worker has our program in our version: else bytes differ."""
    try:
        theirs = set(client.run(program).values())
    except Exception:
        theirs = set()
    if theirs != {program()}:
        raise _refused("dask-anden-version", text(
            "En af klyngens arbejdere mangler programmet eller har en anden version af det."), text(
            "Installer samme version af hjemmetraening og dens pakker på alle maskinerne."))


class _Cluster(Executor):
    """A Dask client whose futures fail as those of `concurrent.futures` do."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._loop = client.get_executor(pure=False, retries=0)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `fn(*args, **kwargs)` somewhere in the cluster."""
        ours: Future[Any] = Future()
        ours.set_running_or_notify_cancel()
        try:
            theirs = self._loop.submit(fn, *args, **kwargs)
        except Exception:
            raise _gone() from None
        theirs.add_done_callback(lambda done: _passed_on(done, ours))
        return ours


def _passed_on(theirs: Future[Any], ours: Future[Any]) -> None:
    try:
        ours.set_result(theirs.result())
    except CancelledError:
        ours.set_exception(_gone())
    except Exception as error:
        # distributed.KilledWorker: the task took several workers down with it.
        died = type(error).__name__ == "KilledWorker"
        ours.set_exception(BrokenExecutor() if died else _gone())


def _gone() -> MachineError:
    return _refused("dask-vaek", text("Klyngen svarer ikke."), text(
        "Kontrollér adressen, og start kommandoen igen: det, der er lavet, laves ikke om."))


def _refused(code: str, message: Text, remedy: Text) -> MachineError:
    return MachineError([Problem("--scheduler", code, text("Dask"), message, remedy)])
