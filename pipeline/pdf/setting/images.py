"""Files that Typst reads: pictures and attachments in a private folder, named by content."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import threading
import weakref
from collections import OrderedDict
from pathlib import Path

from pipeline.pdf.emit import digest
from pipeline.temporary import private_folder

_FILE = re.compile(r'image\("/([0-9a-f]{64}\.\w+)"')


class Store:
    """A private folder that Typst reads pictures and attachments from, named by content."""

    def __init__(self, size: int = 1024) -> None:
        self._folder: Path | None = None
        self._size = size
        self._names: OrderedDict[str, None] = OrderedDict()
        self._lent: set[str] = set()
        self._lock = threading.Lock()
        self._owner = 0

    @property
    def root(self) -> Path:
        """The folder, made on first use; a child process makes its own."""
        with self._lock:
            return self._root()

    def put(self, data: bytes, kind: str) -> str:
        """Keep the bytes and give the path Typst knows them by; the oldest files make room."""
        name = f"{digest(data)}.{kind}"
        with self._lock:
            root = self._root()
            if name not in self._names:
                (root / name).write_bytes(data)
            self._names[name] = None
            self._names.move_to_end(name)
            while len(self._names) > self._size:
                (root / self._names.popitem(last=False)[0]).unlink(missing_ok=True)
        return f"/{name}"

    def lend(self, data: bytes) -> str:
        """Keep the bytes until they are dropped; then their name is somebody else's.

        A process has names for so many files only: Typst forgets none.
        """
        with self._lock:
            root = self._root()
            name = next(name for name in map("{}.bin".format, itertools.count())
                        if name not in self._lent)
            self._lent.add(name)
            (root / name).write_bytes(data)
        return f"/{name}"

    def keeps(self, code: str) -> bool:
        """Whether every file that this code reads is still here."""
        with self._lock:
            self._root()
            names = _FILE.findall(code)
            for name in names:
                if name in self._names:
                    self._names.move_to_end(name)
            return all(name in self._names for name in names)

    def drop(self, path: str) -> None:
        """Forget a file that no later document needs."""
        with self._lock:
            self._names.pop(path[1:], None)
            self._lent.discard(path[1:])
            (self._root() / path[1:]).unlink(missing_ok=True)

    def _root(self) -> Path:
        if self._folder is None or self._owner != os.getpid():
            self._owner = os.getpid()
            self._names.clear()
            self._lent.clear()
            self._folder = private_folder("pdf")
            weakref.finalize(self, _discard, self._folder, self._owner)
        return self._folder


def _discard(folder: Path, owner: int) -> None:
    """Remove the folder, unless we are a copy of the process that made it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
