"""One run at a time in an output folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.batch.ledger import NAME
from pipeline.batch.targets import Folder, Target
from pipeline.errors import MachineError, Problem, UsageError, text
from pipeline.output import private_folder

SUFFIX = ".laas"


@contextlib.contextmanager
def alone(target: Target, ledger: Path) -> Iterator[None]:
    """Hold the output folder and the ledger; the system lets go of them if we are killed.

    Raises UsageError where another run has them, and MachineError where the folder is read-only.
    """
    import filelock

    wanted = {ledger.absolute()}
    if isinstance(target, Folder):
        wanted.add((target.path / NAME).absolute())
    with contextlib.ExitStack() as held:
        for path in sorted(wanted):
            try:
                private_folder(path.parent)
                held.enter_context(filelock.FileLock(f"{path}{SUFFIX}", timeout=0, mode=0o600))
            except filelock.Timeout:
                raise UsageError([Problem("", "mappe-i-brug", text("Mappe"), text(
                    "En anden kørsel er i gang i mappen."), text(
                    "Vent, til den er færdig, eller vælg en anden mappe med --out."))]) from None
            except OSError as error:
                raise MachineError([Problem("", "kan-ikke-skrive", text("Mappe"), text(
                    "Filen kunne ikke skrives ({grund}).", grund=type(error).__name__), text(
                    "Kontrollér, at mappen findes, at der er plads, og at du må skrive i den."),
                )]) from None
        yield
