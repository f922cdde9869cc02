"""Where a batch's letters go: a folder, or a place in an object store."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import MachineError, Problem, UsageError, text
from pipeline.output import file_name, write

_REMOTE = re.compile(r"[a-z][a-z0-9+]+://")
LEFT_OVER = ".*.del"
"""How a file is called until it is whole (see `pipeline.output`)."""


class Target(Protocol):
    """A place for letters, known by its name alone: any process or machine can open it."""

    def write(self, stem: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Put a letter's files there, each whole or not at all; their paths below the target.

        Raises MachineError.
        """
        ...

    def size(self, path: str) -> int | None:
        """A file's bytes, or None where it is not there."""
        ...

    def read(self, path: str) -> bytes | None:
        """A file, or None where it is not there."""
        ...

    def tidy(self) -> None:
        """Remove what a run that was killed had not finished writing."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on this machine, or one that all machines share."""

    path: Path

    def write(self, stem: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Written beside its name, flushed, renamed."""
        return tuple(made.relative_to(self.path).as_posix()
                     for made in write(self.path, stem, files))

    def size(self, path: str) -> int | None:
        """A file's bytes, or None where it is not there."""
        try:
            return (self.path / path).stat().st_size
        except OSError:
            return None

    def read(self, path: str) -> bytes | None:
        """A file, or None where it is not there."""
        try:
            return (self.path / path).read_bytes()
        except OSError:
            return None

    def tidy(self) -> None:
        """Remove what a run that was killed had not finished writing."""
        for left in self.path.rglob(LEFT_OVER):
            with contextlib.suppress(OSError):
                left.unlink()


@dataclass(frozen=True, slots=True)
class Store:
    """An object store by its address ("s3://bucket/breve"): one put for each file, no renaming.

    Who may read there is the store's own affair.
    """

    url: str

    def write(self, stem: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """One put for each file: a store shows an object whole or not at all."""
        paths = []
        for suffix, data in files.items():
            paths.append(path := file_name(stem, suffix))
            with _reached():
                system, root = self._opened()
                system.pipe_file(f"{root}/{path}", data)
        return tuple(paths)

    def size(self, path: str) -> int | None:
        """A file's bytes, or None where it is not there."""
        with _reached():
            system, root = self._opened()
            try:
                return int(system.info(f"{root}/{path}")["size"])
            except FileNotFoundError:
                return None

    def read(self, path: str) -> bytes | None:
        """A file, or None where it is not there."""
        with _reached():
            system, root = self._opened()
            try:
                return bytes(system.cat_file(f"{root}/{path}"))
            except FileNotFoundError:
                return None

    def tidy(self) -> None:
        """Nothing is ever half there."""

    def _opened(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        # "local://" is a folder that is written as a store is.
        options = {"auto_mkdir": True} if self.url.startswith("local://") else {}
        system, root = url_to_fs(self.url, **options)
        return system, str(root).rstrip("/")


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of the process that makes the letters: for who takes `files` from there at once."""

    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    def write(self, stem: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Under the names they would have on a disk."""
        paths = {file_name(stem, suffix): data for suffix, data in files.items()}
        self.files.update(paths)
        return tuple(paths)

    def size(self, path: str) -> int | None:
        """A file's bytes, or None where it is not there."""
        return len(self.files[path]) if path in self.files else None

    def read(self, path: str) -> bytes | None:
        """A file, or None where it is not there."""
        return self.files.get(path)

    def tidy(self) -> None:
        """Nothing is ever half there."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Letters in one place, messages to Digital Post (.xml) in another."""

    letters: Target
    messages: Target

    def write(self, stem: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Each file where it belongs, the letters first."""
        return tuple(path for suffix, data in files.items()
                     for path in self._of(suffix).write(stem, {suffix: data}))

    def size(self, path: str) -> int | None:
        """A file's bytes, or None where it is not there."""
        return self._of(path).size(path)

    def read(self, path: str) -> bytes | None:
        """A file, or None where it is not there."""
        return self._of(path).read(path)

    def tidy(self) -> None:
        """Remove what a run that was killed had not finished writing."""
        self.letters.tidy()
        self.messages.tidy()

    def _of(self, path: str) -> Target:
        return self.messages if path.endswith("xml") else self.letters


@contextlib.contextmanager
def _reached() -> Any:
    """What goes wrong out there, as a MachineError."""
    try:
        yield
    except Exception as error:
        raise MachineError([Problem("", "kan-ikke-skrive", text("Lager"), text(
            "Lageret kunne ikke nås ({grund}).", grund=type(error).__name__), text(
            "Kontrollér adressen, at du er logget ind, og at du må skrive dér. Nogle lagre kræver en "
            "ekstra pakke: s3 kræver s3fs, abfs kræver adlfs, gs kræver gcsfs."))]) from None


def target(where: str) -> Folder | Store:
    """The target of that name: an address with "://" is a store, all else a folder."""
    if where.startswith("file://"):
        return Folder(Path(where.removeprefix("file://")))
    if not where.strip():
        raise UsageError([Problem("--out", "mappe-mangler", text("Mappe"), text(
            "Der er ikke angivet nogen mappe."), text("Skriv navnet på en mappe."))])
    return Store(where) if _REMOTE.match(where) else Folder(Path(where))
