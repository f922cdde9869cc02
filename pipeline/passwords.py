"""The password of an encrypted letter: what it must be like. It is never shown, logged or kept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from pipeline.errors import DataError, Problem, Text, text

SHORTEST = 12
"""Characters: a file can be guessed at for years by whoever has a copy of it."""
FEWEST = 5
"""Different characters."""
LONGEST = 127
"""Bytes in UTF-8; PDF takes no more of a password than that."""


@dataclass(frozen=True, slots=True)
class Password:
    """A password that has been found good enough; `checked` makes it."""

    words: str = field(repr=False)

    def __str__(self) -> str:
        return "…"


def checked(words: str) -> Password:
    """The password as every keyboard writes it. Raises DataError with what is wrong with it."""
    # As PDF asks for (SASLprep): the same letters typed on another machine open the file.
    plain = unicodedata.normalize("NFKC", words)
    if any(unicodedata.category(char)[0] == "C" for char in plain):
        raise _refused("kodeord-tegn", text("Kodeordet har tegn, som ikke kan ses eller tastes."), text(
            "Brug bogstaver, tal, tegn og mellemrum."))
    if len(plain) < SHORTEST or len(set(plain)) < FEWEST:
        raise _refused("kodeord-kort", text("Kodeordet er for let at gætte."), text(
            "Brug mindst {antal} tegn, som ikke er ens: for eksempel fire ord, der ikke hører sammen.",
            antal=SHORTEST))
    if len(plain.encode()) > LONGEST:
        raise _refused("kodeord-langt", text("Kodeordet er for langt til en PDF-fil."), text(
            "Brug højst {antal} tegn.", antal=LONGEST // 2))
    return Password(plain)


def _refused(code: str, message: Text, remedy: Text) -> DataError:
    return DataError([Problem("", code, text("Kodeord"), message, remedy)])
