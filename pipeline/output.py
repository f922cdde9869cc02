"""Where a letter's files go, and how they get there whole."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import MachineError, Problem, text

DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$", re.IGNORECASE)
"""Names that mean a device on Windows, with or without a suffix."""

IDLE = 60
"""Seconds without a write after which a file that has no final name yet is nobody's."""
FORGOTTEN = 86_400
"""Seconds after which it is nobody's even where a process has the number of its writer."""

LONGEST = 200
"""Characters of a folder's name; file systems stop at 255 bytes."""

_UNNAMED = re.compile(r"\A\..+\.([0-9]{1,10})\.del\Z")
"""A file on its way to its name, and the number of the process that writes it."""

_WHOLE = re.compile("(?:[^%]|%[0-7].|%[CD].(?:%..)|%E.(?:%..){2}|%F.(?:%..){3})*")
"""Whole characters of a folder's name: one that is escaped is not cut in the middle."""


def folder_name(case_number: str) -> str:
    """A case number as a folder's name; two case numbers never share one.

    Everything outside [A-Za-z0-9._-], a leading dot and a device's first letter become %XX
    (UTF-8), so "15/18085" is "15%2F18085" and "../.." stays inside the output folder.
    """
    name = re.sub(r"[^A-Za-z0-9._-]", lambda m: _escaped(m.group()), case_number)
    if name.startswith(".") or DEVICES.match(name):
        name = _escaped(name[0]) + name[1:]
    if len(name) > LONGEST:
        # "%~" is in no other name, so a shortened one is never taken for another.
        digest = hashlib.sha256(case_number.encode("utf-8", "surrogatepass")).hexdigest()
        start = _WHOLE.match(name[:LONGEST - 36])
        name = f"{start[0] if start else ''}%~{digest[:32]}"
    return name


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def stem(case_number: str, day: dt.date, kind: str, number: int, recipient: str) -> str:
    """`<sagsnummer>/<date>-<kind>[-<event number>]-<recipient id>`; the first event has no number."""
    numbered = kind if number == 1 else f"{kind}-{number}"
    return f"{folder_name(case_number)}/{day.isoformat()}-{numbered}-{recipient}"


def file_name(stem: str, suffix: str) -> str:
    """A file's path: "docx" goes behind a point; what begins with a hyphen ("-laes-en.pdf") follows."""
    return f"{stem}{suffix}" if suffix.startswith("-") else f"{stem}.{suffix}"


def write(folder: Path, stem: str, files: Mapping[str, bytes]) -> list[Path]:
    """Write a letter's files below `folder`, each whole or not at all; only the owner may read.

    Raises MachineError where the folder cannot be made or written to.
    """
    written: list[Path] = []
    try:
        private_folder((folder / stem).parent)
        for suffix, data in files.items():
            target = folder / file_name(stem, suffix)
            replace(target, data)
            written.append(target)
    except OSError as error:
        raise MachineError([Problem(stem.split("/")[-1], "kan-ikke-skrive", text("Mappe"), text(
            "Filen kunne ikke skrives ({grund}).", grund=os.strerror(error.errno or 5)), text(
            "Kontrollér, at mappen findes, at der er plads, og at du må skrive i den."))],
        ) from None
    return written


def private_folder(wanted: Path) -> None:
    """Make a folder, and those above it that are missing: each for its owner alone.

    One that is there keeps its mode. Raises OSError.
    """
    if wanted.is_dir():
        return
    missing = [folder for folder in (wanted, *wanted.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def replace(target: Path, data: bytes | Iterable[bytes]) -> None:
    """Put `data`, or its pieces, under its name in one step: nobody ever reads half of it.

    Only its owner may read it. What a process that was killed had begun in the folder goes.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.del")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
            _tidy(target.parent, int(os.fstat(file.fileno()).st_mtime) // IDLE * IDLE)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


@functools.lru_cache(1024)
def _tidy(folder: Path, now: int) -> None:
    """Remove what processes that are no more left half written; looked for once in a minute."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        left = [(entry, int(match[1])) for entry in entries if (match := _UNNAMED.search(entry.name))]
        for entry, writer in left:
            idle = now - entry.stat(follow_symlinks=False).st_mtime
            if idle > FORGOTTEN or (idle > IDLE and not _running(writer)):
                os.unlink(entry.path)


def _running(number: int) -> bool:
    """Whether this machine has a process of that number; yes where it cannot be asked."""
    if os.name != "posix":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
