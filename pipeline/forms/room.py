"""Where foreign files are read: a process of its own, with a bound on memory and time, kept warm.

A file that is made to harm ends that process and nothing else; the next file gets a new one.
"""

from __future__ import annotations

import functools
import gc
import signal
import threading
from collections.abc import Callable, Mapping
from multiprocessing import util
from typing import Any

from pipeline.errors import PipelineError
from pipeline.forms import limits, told
from pipeline.forms.blank.carried import Carried
from pipeline.forms.entries import Given
from pipeline.forms.fields import Form
from pipeline.forms.heads import sized
from pipeline.forms.report import Filled
from pipeline.forms.words import Phrase
from pipeline.workers import Died, Workers, memory


class Room:
    """Processes that read forms; as many files at once as there are of them."""

    def __init__(self, processes: int = 1, *, seconds: float = limits.WALL_SECONDS) -> None:
        self._workers = Workers(processes, ready=_ready, stuck=seconds, grown=limits.GROWN,
                                start=limits.START_SECONDS)

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Send the processes home."""
        self._workers.shutdown()

    def inspect(self, data: bytes) -> Form:
        """The form in a PDF. Raises DataError where there is none that can be read."""
        form: Form = self._asked("inspect", data)
        return form

    def fill(self, data: bytes, values: Mapping[str, Given]) -> Filled:
        """The form with these values by full field names, and what is to be said of it.

        Raises DataError for a file that cannot be filled, and DocumentRefused naming the fields with
        letters that cannot be set, or that do not come out as they were written.
        """
        filled: Filled = self._asked("fill", data, dict(values))
        return filled

    def flatten(self, data: bytes) -> bytes:
        """The same pages without fields. Raises DataError where there are none, or they are signed."""
        flat: bytes = self._asked("flatten", data)
        return flat

    def append(self, data: bytes, pages: bytes) -> bytes:
        """The form with pages of ours behind its own. Raises DataError where that cannot be done."""
        longer: bytes = self._asked("append", data, pages)
        return longer

    def phrases(self, data: bytes) -> tuple[Phrase, ...]:
        """The words printed on the pages. Raises DataError where they cannot be read."""
        found: tuple[Phrase, ...] = self._asked("phrases", data)
        return found

    def carried(self, data: bytes) -> Carried | None:
        """What a form of ours carries with it; None for somebody else's. Raises DataError."""
        found: Carried | None = self._asked("carried", data)
        return found

    def _asked(self, work: str, data: bytes, *more: object) -> Any:
        sized(data)
        return self.run(work, data, *more)

    def run(self, work: str | Callable[..., Any], data: bytes, *more: object) -> Any:
        """What a function of another part of the program finds in a file; what it refuses is raised.

        The function must stand in a module, and what it is given and gives must be able to travel.
        The file need not be a PDF, and how much of it is read the function must know.
        """
        try:
            found = self._workers.submit(_bounded, work, data, *more).result()
        except Died as end:
            raise _told(end) from None
        if isinstance(found, PipelineError):
            raise found
        return found


def _ends(*names: str) -> frozenset[int]:
    """How a process ends that gets one of these signals, where the system has them."""
    return frozenset(-getattr(signal, name) for name in names if hasattr(signal, name))


_TOO_MUCH, _FROM_OUTSIDE = _ends("SIGXCPU"), _ends("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")


def _told(end: Died) -> PipelineError:
    """What is said of a file whose process ended: too much work, ended by others, or a crash.

    One that ends by a number of its own never came to the file.
    """
    if end.hung or end.code in _TOO_MUCH:
        return told.too_heavy()
    own = end.code is not None and end.code >= 0
    return told.stopped() if own or end.code in _FROM_OUTSIDE else told.crashed()


_LOCK = threading.Lock()
_FIRST = 100
"""Before anything else that is put off until a process ends."""


@functools.cache
def _shared() -> Room:
    made = Room()
    # A process that is itself somebody's worker waits for its children before it says goodbye to them.
    util.Finalize(None, made.close, exitpriority=_FIRST)
    return made


def room() -> Room:
    """The room that everybody in this process shares."""
    with _LOCK:
        return _shared()


def inspect(data: bytes) -> Form:
    """`Room.inspect` in the shared room."""
    return room().inspect(data)


def fill(data: bytes, values: Mapping[str, Given]) -> Filled:
    """`Room.fill` in the shared room."""
    return room().fill(data, values)


def flatten(data: bytes) -> bytes:
    """`Room.flatten` in the shared room."""
    return room().flatten(data)


def append(data: bytes, pages: bytes) -> bytes:
    """`Room.append` in the shared room."""
    return room().append(data, pages)


def phrases(data: bytes) -> tuple[Phrase, ...]:
    """`Room.phrases` in the shared room."""
    return room().phrases(data)


def carried(data: bytes) -> Carried | None:
    """`Room.carried` in the shared room."""
    return room().carried(data)


def _ready() -> None:
    """In a new process: bound its memory before anything is loaded, then load what forms take."""
    _limit("RLIMIT_AS", limits.MEMORY)
    _limit("RLIMIT_CORE", 0)
    import logging

    # They quote what they stumble over: a foreign file's contents do not belong in a log.
    for name in ("pypdf", "pikepdf"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    import pikepdf  # noqa: F401
    import pypdfium2  # noqa: F401

    import pipeline.forms.fill
    import pipeline.forms.flatten  # noqa: F401

    gc.freeze()
    gc.disable()


def _limit(what: str, most: int) -> None:
    try:
        import resource
    except ImportError:  # a system without such bounds: the time is bounded all the same
        return
    kind = getattr(resource, what)
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _bounded(work: str | Callable[..., Any], *arguments: Any) -> Any:
    """One task with its share of processor time; its refusal is a result like any other."""
    from pipeline.forms.append import append
    from pipeline.forms.blank.carried import carried
    from pipeline.forms.fill import fill
    from pipeline.forms.flatten import flatten
    from pipeline.forms.inspect import inspect
    from pipeline.forms.words import phrases

    tasks: dict[str, Callable[..., Any]] = {
        "inspect": inspect, "fill": fill, "flatten": flatten, "append": append, "phrases": phrases,
        "carried": carried}
    if memory() > limits.UNTIDY:
        gc.collect()
    _limit("RLIMIT_CPU", _spent() + limits.CPU_SECONDS)
    try:
        return (tasks[work] if isinstance(work, str) else work)(*arguments)
    except PipelineError as error:
        return error
    except MemoryError:
        return told.too_heavy()


def _spent() -> int:
    """Whole seconds of processor time this process has taken so far."""
    try:
        import resource
    except ImportError:
        return 0
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime) + 1
