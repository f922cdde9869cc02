"""Folders for what a process needs only while it runs: its owner's alone, and gone when it is.

Each process has one such room in the system's folder for temporary files, with a lock in it that
the system lets go of however the process ends. A room that nobody holds was left by one that was
killed, and the next process that needs a room of its own removes it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import threading
import weakref
from pathlib import Path
from typing import Any

PREFIX = "hjemmetraening-"
LOCK = "laas"
UNSETTLED = 600.0
"""Seconds after which a room without a lock counts as left: one is made and locked at once."""


class _Room:
    """The room of one process."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
            self._lock = _held(self.path)
            # Somebody who was sweeping may have taken it for one that was left.
            if self._lock is not None and (self.path / LOCK).exists():
                break
        _sweep(self.path)
        self.close = weakref.finalize(self, _remove, self.path, self._lock, self.owner)


_guard = threading.RLock()
_room: _Room | None = None


def private_folder(purpose: str) -> Path:
    """A new folder that only this user may look into, removed with the process at the latest."""
    global _room  # noqa: PLW0603
    with _guard:
        if _room is None or _room.owner != os.getpid():
            _room = _Room()
        return Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=_room.path))


def remove_all() -> None:
    """Remove this process's room now: for one that ends without saying goodbye."""
    with _guard:
        if _room is not None:
            _room.close()


def _held(room: Path) -> Any:
    """The room's lock, once it is ours; None where another process holds it or the room is gone."""
    import filelock

    lock = filelock.FileLock(room / LOCK, timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except (filelock.Timeout, OSError):
        return None
    return lock


def _remove(room: Path, lock: Any, owner: int) -> None:
    """A forked child leaves its parent's room alone."""
    if os.getpid() == owner:
        shutil.rmtree(room, ignore_errors=True)
        with contextlib.suppress(OSError):
            lock.release()
        # Where an open file cannot be removed, it was still here.
        shutil.rmtree(room, ignore_errors=True)


def _sweep(own: Path) -> None:
    """Remove the rooms of this user's processes that are no more; `own` tells what time it is."""
    born = own.stat()
    for room in own.parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            state = room.lstat()
            if room == own or not stat.S_ISDIR(state.st_mode) or state.st_uid != born.st_uid:
                continue
            if (room / LOCK).is_file():
                _remove_left(room)
            elif born.st_mtime - state.st_mtime > UNSETTLED:
                shutil.rmtree(room, ignore_errors=True)


def _remove_left(room: Path) -> None:
    lock = _held(room)
    if lock is not None:
        shutil.rmtree(room, ignore_errors=True)
        with contextlib.suppress(OSError):
            lock.release()
