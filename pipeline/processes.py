"""What every process of ours does before anything else: the command, and each worker it starts."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from pipeline import logs

OTHERS = 0o077
"""What nobody but the owner may do with a file or folder, whichever library makes it."""
_ENDING = 128
"""Added to a signal's number: how a shell tells that a command was ended by it."""


def settle() -> None:
    """Files for their owner alone, and logs without numbers or values."""
    os.umask(OTHERS)
    logs.set_up()


def end_in_order() -> None:
    """Let a request to stop end the process as an error does: temporary files go, then the process.

    Ctrl-C does so already.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What somebody has asked to go on after a closed terminal (nohup) does.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(_ENDING + number)
