"""A file that a command makes for somebody to work in: never over one that is there."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pipeline.errors import MachineError, Problem, text


def checked(target: Path, suffix: str) -> Path:
    """The path, once it has the suffix and nothing is there yet; refused before any work is done."""
    if target.suffix != suffix:
        raise click.UsageError(f"Kald filen noget, der ender på {suffix}.")
    if target.exists():
        raise click.UsageError("Filen findes allerede. Vælg et andet navn, eller flyt den.")
    return target


def put(target: Path, data: bytes) -> None:
    """Write the file, whole or not at all. Raises MachineError where that cannot be done."""
    from pipeline.output import write

    write(target.parent, target.stem, {target.suffix[1:]: data})


def over(target: Path, data: bytes) -> None:
    """Write a file over the one that is there, in one step and for its owner only.

    Raises MachineError where that cannot be done.
    """
    from pipeline.output import replace

    try:
        replace(target, data)
    except OSError as error:
        raise MachineError([Problem(target.name, "kan-ikke-skrive", text("Fil"), text(
            "Filen kunne ikke skrives ({grund}).", grund=os.strerror(error.errno or 5)), text(
            "Kontrollér, at mappen findes, at der er plads, og at du må skrive i den."))]) from None
