"""Which stand-in a value gets: the same one every time, and none that anybody can count back from.

A keyed digest (HMAC-SHA256) chooses. Without the key nobody can try out names to see which of them
gives a stand-in; with the same key two runs, of other cases too, agree.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.pseudonyms.material import EVERYTHING

T = TypeVar("T")
SHORTEST = 4
"""Characters of a value from which on it must not turn up anywhere; "mor" may."""
TRIES = 200
LAST = "xyz"
"""Where every candidate has something forbidden in it: too short to have."""
LEAST_KEY = 16
"""Bytes of a key."""


@dataclass(frozen=True, slots=True)
class Key:
    """The secret that chooses; whoever has it and guesses a value can see which stand-in it got."""

    secret: bytes = field(repr=False)

    def number(self, kind: str, value: str, below: int, attempt: int = 0) -> int:
        """A number from 0 for a value of a kind; `attempt` gives another one."""
        said = f"{kind}\0{attempt}\0{value}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hmac.digest(self.secret, said, hashlib.sha256), "big") % below

    def one_of(self, choices: Sequence[T], kind: str, value: str, attempt: int = 0) -> T:
        """One of the choices."""
        return choices[self.number(kind, value, len(choices), attempt)]

    def shuffled(self, choices: Iterable[T], kind: str, value: str) -> list[T]:
        """All of them, in an order of their own."""
        numbered = enumerate(choices)
        return [one for _, one in sorted(
            numbered, key=lambda pair: self.number(kind, f"{pair[0]}\0{value}", 2**64))]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The values of the cases that no stand-in may happen to be, or have in it."""

    exact: frozenset[str] = field(repr=False)
    inside: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, values: Iterable[str]) -> Forbidden:
        """Only values that our material could form are looked for inside others."""
        told = frozenset(folded for value in values if len(folded := value.casefold()) >= SHORTEST)
        return cls(told, tuple(sorted(value for value in told if _possible(value))))

    def free(self, words: str) -> bool:
        """Whether nothing forbidden is in the words."""
        folded = words.casefold()
        return folded not in self.exact and not any(value in folded for value in self.inside)

    def first(self, candidate: Callable[[int], str], taken: Collection[str] = ()) -> str:
        """The first candidate with nothing forbidden in it, and that is not taken."""
        return next((words for words in map(candidate, range(TRIES))
                     if words not in taken and self.free(words)), LAST)


def _possible(value: str) -> bool:
    return all(part.isdigit() or part in EVERYTHING for part in re.findall(r"\w+", value))
