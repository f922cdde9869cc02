"""What the commands about forms share: the files they read, the tables they print."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from pipeline.errors import MachineError, PipelineError, Problem, text

_WIDEST = 48
"""Letters a column is made as wide as at most; a longer word pushes the rest aside."""


@contextlib.contextmanager
def named(path: Path) -> Iterator[None]:
    """What is refused inside is told with the file's name, where it has no field's."""
    try:
        yield
    except PipelineError as error:
        raise type(error)([replace(each, path=each.path or path.name)
                           for each in error.problems]) from None


def content(path: Path) -> bytes:
    """A form's bytes. Raises MachineError where the file cannot be read."""
    from pipeline.forms import told
    from pipeline.forms.limits import MAX_BYTES

    try:
        if path.stat().st_size > MAX_BYTES:
            raise told.too_large(MAX_BYTES // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise MachineError([Problem(path.name, "kan-ikke-laese", text("Fil"), text(
            "Filen kunne ikke læses ({grund}).", grund=os.strerror(error.errno or 5)), text(
            "Kontrollér, at du må læse den."))]) from None


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table for people; letters that would move the cursor are left out."""
    lines = [list(heads), *([_plain(cell) for cell in row] for row in rows)]
    widths = [min(max(len(line[place]) for line in lines), _WIDEST) for place in range(len(heads))]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in
                             zip(line, widths, strict=True)).rstrip())


def _plain(cell: str) -> str:
    return "".join(char if char.isprintable() else " " for char in cell)
