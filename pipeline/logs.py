"""How a process of ours speaks of what happens in it: no number, no value, whoever does the telling.

`set_up()` is called once by the command and once in every worker process. From then on each log
record is masked where it is made, so it makes no difference which handler a library brings, and
neither a warning nor a fault that nobody caught shows what a variable held.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from typing import Any

from pipeline.masking import masked


class MaskedRecord(logging.LogRecord):
    """A log record that gives neither a CPR number nor the words of an exception away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A handler may write the arguments as well.
        self.msg, self.args = self.getMessage(), None
        error = self.exc_info[1] if isinstance(self.exc_info, tuple) else None
        if error is not None:
            # A formatter writes this in place of the traceback it would make itself.
            self.exc_text = where(error)
        if self.stack_info:
            self.stack_info = masked(self.stack_info)

    def getMessage(self) -> str:
        """The message with its arguments, masked; one whose arguments do not fit says so."""
        try:
            return masked(super().getMessage())
        except Exception:
            return masked(f"{self.msg!s} (…)")


def set_up() -> None:
    """Mask this process's logs, warnings and faults. Doing it again changes nothing."""
    logging.setLogRecordFactory(MaskedRecord)
    logging.captureWarnings(True)
    spoken = logging.getLogger("py.warnings")
    if logging.lastResort is not None and logging.lastResort not in spoken.handlers:
        spoken.addHandler(logging.lastResort)
    # logging's own complaint of a handler that failed has the record's arguments in it.
    logging.raiseExceptions = False
    sys.excepthook = lambda _, error, __: _tell(error)
    threading.excepthook = lambda fault: _tell(fault.exc_value)
    sys.unraisablehook = lambda fault: _tell(fault.exc_value)


def where(error: BaseException) -> str:
    """Where in the program an error arose and of what kind: a traceback without its words."""
    return "\n".join(masked(line) for line in _lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None and id(earlier) not in seen:
        yield from _lines(earlier, seen)
        yield "----"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            if id(one) not in seen:
                yield from _lines(one, seen)


def _tell(error: BaseException | None) -> None:
    if error is not None and sys.stderr is not None:
        print(where(error), file=sys.stderr, flush=True)
