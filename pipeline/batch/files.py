"""A file that cases are read from, wherever its bytes are: on a disk, or held in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol


class File(Protocol):
    """What the readers ask of a file."""

    @property
    def name(self) -> str:
        """What messages call it, with what its kind is known by (".xlsx"); no folder."""
        ...

    def open(self) -> BinaryIO:
        """Its bytes from the first, to be closed. Raises OSError."""
        ...


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file on a disk."""

    path: Path

    @property
    def name(self) -> str:
        """The last of its path."""
        return self.path.name

    def open(self) -> BinaryIO:
        """Open it."""
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class Held:
    """A file that was sent, and is never written to a disk."""

    name: str
    data: bytes = field(repr=False)

    def open(self) -> BinaryIO:
        """Read it from memory."""
        return io.BytesIO(self.data)


def suffix(name: str) -> str:
    """What a file's name ends in, in small letters, with the dot; "" where it has none."""
    return PurePath(name).suffix.lower()
