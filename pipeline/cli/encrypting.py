"""`--encrypt`: where the password comes from. It is never written on the command line."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import report
from pipeline.errors import text

if TYPE_CHECKING:
    from pipeline.passwords import Password

VARIABLE = "HJEMMETRAENING_PASSWORD"
MOST = 4096
"""Bytes a file with a password has at most."""

encrypt = click.option(
    "--encrypt", is_flag=True,
    help="Kryptér PDF-filerne (AES-256). Kodeordet skrives to gange på skærmen, uden at det vises, "
         f"eller tages fra --password-file eller {VARIABLE}.")
password_file = click.option(
    "--password-file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL",
    help="Filen, hvis eneste linje er kodeordet til --encrypt.")


def password(encrypt: bool, file: Path | None, formats: Sequence[str] = ("pdf",),
             also: Sequence[object] = ()) -> Password | None:
    """The password, or None where nothing is to be encrypted; `also` must be empty then.

    Raises DataError for one that is too easy, and click's errors for wrong use.
    """
    from pipeline.passwords import checked

    if not encrypt:
        if file is not None:
            raise click.UsageError("Brug --password-file sammen med --encrypt.")
        return None
    if "docx" in formats:
        raise click.UsageError("Kun PDF-filer kan krypteres. Brug --format pdf sammen med --encrypt.")
    if any(also):
        raise click.UsageError("En krypteret PDF kan hverken printes samlet eller sendes med Digital "
                               "Post. Udelad --encrypt, --print-run eller --digital-post.")
    return checked(_words(file))


def _words(file: Path | None) -> str:
    """What was given, wherever that was."""
    if file is not None:
        return line(file)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise click.UsageError("Her er ingen skærm at skrive kodeordet på. Angiv --password-file eller "
                               f"{VARIABLE}.")
    lang = report.language()
    first, second = (click.prompt(question.in_language(lang), hide_input=True, err=True,
                                  default="", show_default=False)
                     for question in (text("Kodeord"), text("Kodeordet igen")))
    if first != second:
        raise click.UsageError("De to kodeord er ikke ens. Prøv igen.")
    return str(first)


def line(file: Path) -> str:
    """The file's one line; told where others may read it too."""
    try:
        with file.open("rb") as opened:
            mode, raw = os.fstat(opened.fileno()).st_mode, opened.read(MOST + 1)
        words = raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        raise click.UsageError("Filen med kodeordet kan ikke læses.") from None
    if len(raw) > MOST or "\n" in words:
        raise click.UsageError("Filen med kodeordet skal have én linje: kodeordet.")
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        report.say("Andre kan læse filen med kodeordet. Brug chmod 600.")
    return words
