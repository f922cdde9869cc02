"""Work done in processes of their own: what takes too long, or too much, ends alone."""

from __future__ import annotations

import multiprocessing
import queue
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

Maker = Callable[..., Callable[..., Any]]
"""Called once in each process; what it makes is called for each item."""

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Lost:
    """What happened to an item that has no result: "hung", "crashed" or "raised", and the last words."""

    how: str
    said: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one process may take; it is replaced after `recycle` items."""

    seconds: float = 60.0
    bytes: int = 4 * 2**30
    recycle: int = 100


class Worker:
    """One process at a time; a new one where the last was lost or has done its share."""

    def __init__(self, maker: Maker, arguments: Sequence[Any], bounds: Bounds) -> None:
        self._maker, self._arguments, self._bounds = maker, tuple(arguments), bounds
        self._done = 0
        self._process: Any = None
        self._line: Connection | None = None

    def ask(self, item: Sequence[Any]) -> Any:
        """The result for one item, or Lost."""
        if self._process is None or self._done >= self._bounds.recycle:
            self.close()
            self._start()
        assert self._line is not None
        self._done += 1
        try:
            self._line.send(tuple(item))
            if not self._line.poll(self._bounds.seconds):
                self.close()
                return Lost("hung", f"after {self._bounds.seconds:.0f} s")
            return self._line.recv()
        except (EOFError, OSError):
            self._process.join(5)
            code = self._process.exitcode
            self.close()
            return Lost("crashed", f"exit code {code}")

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            assert self._line is not None
            self._line.close()
            self._process.join(2)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process = None

    def _start(self) -> None:
        self._line, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(
            target=_serve, args=(theirs, self._maker, self._arguments, self._bounds.bytes))
        self._process.start()
        theirs.close()
        self._done = 0
        try:
            self._line.recv()
        except (EOFError, OSError):
            raise RuntimeError("a worker does not start; its own words stand above") from None


def _serve(line: Connection, maker: Maker, arguments: Sequence[Any], most: int) -> None:
    """The process's life: an item in, a result out, until nobody asks."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    call = maker(*arguments)
    line.send("ready")
    while True:
        try:
            item = line.recv()
        except EOFError:
            return
        try:
            result = call(*item)
        except BaseException:  # a panic in Rust is no Exception
            result = Lost("raised", traceback.format_exc(limit=-6))
        line.send(result)


def results(
    maker: Maker, arguments: Sequence[Any], items: Sequence[Sequence[Any]], *, bounds: Bounds,
    processes: int,
) -> Iterator[tuple[int, Any]]:
    """(number of the item, its result or Lost) as they come, from so many processes at once.

    Raises RuntimeError where a process does not even start.
    """
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(len(items)):
        waiting.put(number)
    made: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()

    def work() -> None:
        worker = Worker(maker, arguments, bounds)
        try:
            while True:
                number = waiting.get_nowait()
                made.put((number, worker.ask(items[number])))
        except queue.Empty:
            pass
        except RuntimeError as error:
            made.put((-1, error))
        finally:
            worker.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for _ in items:
        number, result = made.get()
        if number < 0:
            raise result
        yield number, result
    for thread in threads:
        thread.join()
