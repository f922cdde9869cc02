"""Worker processes behind the interface of `concurrent.futures`, each alone with its task.

The pool of the standard library shares its pipes: one worker that dies takes everything under way
with it. Here every worker is a pool of one, so that only its own task is lost and known.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
)
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import Any

from pipeline import temporary
from pipeline.processes import settle

TASKS = 2_000
"""Tasks after which a worker makes room for a fresh one."""
LAST_WORDS = 5.0
"""Seconds a dead worker's process has to tell how it ended."""


class Died(BrokenExecutor):
    """Raised for a task whose worker died: how it ended, and whether we ended it because it hung.

    `code` is a process's own: the negative number of a signal; None where nobody knows.
    """

    def __init__(self, code: int | None, *, hung: bool) -> None:
        self.code, self.hung = code, hung
        super().__init__()


@dataclass(slots=True)
class _Slot:
    """One worker and what it is doing."""

    pool: ProcessPoolExecutor
    pid: int | None = None
    tasks: int = 0
    under_way: Future[Any] | None = None
    timer: threading.Timer | None = field(default=None, repr=False)
    hung: bool = False


@dataclass(frozen=True, slots=True)
class _Call:
    future: Future[Any]
    run: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class Workers(Executor):
    """A fixed number of worker processes; a task whose worker dies gets `Died`, a BrokenExecutor.

    They end when their parent does, leave Ctrl-C to it, and are replaced when they have grown, hang
    or die. They are spawned: Typst cannot be forked.
    """

    def __init__(self, count: int, *, ready: Callable[[], object], stuck: float, grown: int,
                 start: float = 0.0) -> None:
        """`ready` is called once in each worker; `stuck` and `grown` are seconds and bytes.

        A worker's first task has `start` seconds more.
        """
        self._stuck, self._grown, self._ready, self._start = stuck, grown, ready, start
        self._lock = threading.RLock()
        self._waiting: deque[_Call] = deque()
        self._slots = [_Slot(_pool(ready)) for _ in range(count)]
        self._closed = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `fn(*args, **kwargs)` in the next worker that is free."""
        future: Future[Any] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the workers have been sent home")
            self._waiting.append(_Call(future, (fn, args, kwargs)))
            self._hand_out()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send the workers home once they are done with what they were given."""
        with self._lock:
            self._closed = True
            while cancel_futures and self._waiting:
                self._waiting.popleft().future.cancel()
            left = [each.under_way for each in self._slots if each.under_way]
            left += [call.future for call in self._waiting]
        if wait:
            for future in left:
                future.exception()
        for slot in self._slots:
            slot.pool.shutdown(wait=wait, cancel_futures=True)

    def _hand_out(self) -> None:
        for slot in self._slots:
            while slot.under_way is None and self._waiting:
                call = self._waiting.popleft()
                if call.future.set_running_or_notify_cancel():
                    self._give(slot, call)

    def _give(self, slot: _Slot, call: _Call) -> None:
        fn, args, kwargs = call.run
        slot.under_way, slot.hung = call.future, False
        try:
            running = slot.pool.submit(_measured, fn, args, kwargs)
        except BrokenExecutor:  # it died while it had nothing to do
            slot.pool, slot.pid, slot.tasks = _pool(self._ready), None, 0
            running = slot.pool.submit(_measured, fn, args, kwargs)
        patience = self._stuck + (0.0 if slot.tasks else self._start)
        slot.timer = threading.Timer(patience, self._kill, (slot, running))
        slot.timer.daemon = True
        slot.timer.start()
        running.add_done_callback(lambda done: self._over(slot, call.future, done))

    def _over(self, slot: _Slot, future: Future[Any], done: Future[Any]) -> None:
        """A worker is through with its task, or gone."""
        error = CancelledError() if done.cancelled() else done.exception()
        with self._lock:
            if isinstance(error, BrokenExecutor):
                error = Died(_ended(slot.pool), hung=slot.hung)
            if slot.timer is not None:
                slot.timer.cancel()
            slot.under_way = None
            slot.tasks += 1
            grown = error is None and done.result().memory > self._grown
            if isinstance(error, BrokenExecutor) or grown or slot.tasks >= TASKS:
                slot.pool.shutdown(wait=False)
                slot.pool, slot.tasks = _pool(self._ready), 0
            self._hand_out()
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(done.result().value)

    def _kill(self, slot: _Slot, running: Future[Any]) -> None:
        """End a worker that hangs; its task then ends as one whose worker died."""
        with self._lock:
            processes = [] if running.done() else _processes(slot.pool)
            slot.hung = bool(processes)
        for process in processes:
            process.kill()


def _processes(pool: ProcessPoolExecutor) -> list[Any]:
    # No public way to a pool's processes before Python 3.14 (kill_workers).
    return list((pool._processes or {}).values())


def _ended(pool: ProcessPoolExecutor) -> int | None:
    """How the one process of a broken pool ended; None where it has not told."""
    for process in _processes(pool):
        process.join(LAST_WORDS)  # its pipes are closed a moment before it is gone
        code: int | None = process.exitcode
        return code
    return None


@dataclass(frozen=True, slots=True)
class _Measured:
    value: Any
    memory: int


def _measured(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> _Measured:
    return _Measured(fn(*args, **kwargs), memory())


def memory() -> int:
    """The memory this process has now, in bytes; 0 where the system does not tell.

    Not the most it ever had: that counts the parent's too, from before the process was its own.
    """
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _pool(ready: Callable[[], object]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"),
                               initializer=_settle_in, initargs=(sys.getswitchinterval(), ready))


def _settle_in(hand_over: float, ready: Callable[[], object]) -> None:
    """In a new worker: leave being stopped to the parent, and go when the parent goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    settle()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()
    sys.setswitchinterval(hand_over)
    ready()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    temporary.remove_all()
    os._exit(1)
