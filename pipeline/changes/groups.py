"""The differences of many letters, each told once: in how many, and in which ones first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.changes.difference import Change, Difference, Restyled
from pipeline.changes.sides import Compared
from pipeline.errors import Problem

MAX_GROUPS = 500
"""Groups kept; what differs otherwise still is only counted, so that a run of any length fits."""
FIRST = 5
"""Letters that a group names."""


@dataclass(slots=True)
class Group:
    """One difference, with an example of it, how many letters have it, and the first of them."""

    example: Difference
    letters: int = 0
    times: int = 0
    first: list[Compared] = field(default_factory=list)


@dataclass(slots=True)
class Failure:
    """What keeps letters from being made with one side; each problem of a template once."""

    side: str
    problem: Problem
    letters: int = 0
    first: list[Compared] = field(default_factory=list)


class Overview:
    """What was seen of any number of letters."""

    def __init__(self) -> None:
        self.letters = self.changed = self.restyled = self.failed = self.left_out = 0
        self._groups: dict[Difference, Group] = {}
        self._failures: dict[tuple[str, Problem], Failure] = {}

    @property
    def groups(self) -> list[Group]:
        """The differences, words before looks, those of most letters first."""
        return sorted(self._groups.values(), key=lambda each: (
            isinstance(each.example, Restyled), -each.letters))

    @property
    def failures(self) -> list[Failure]:
        """What a side could not make."""
        return list(self._failures.values())

    def add(self, letter: Compared) -> None:
        """Count a letter with what differs in it."""
        self.letters += 1
        if letter.failed:
            self.failed += 1
            self._fail(letter)
            return
        words = any(isinstance(each, Change) for each in letter.found)
        self.changed += words
        self.restyled += bool(letter.found) and not words
        for difference, times in _counted(letter.found).items():
            group = self._groups.get(difference)
            if group is None:
                if len(self._groups) >= MAX_GROUPS:
                    self.left_out += 1
                    continue
                group = self._groups[difference] = Group(difference)
            group.letters += 1
            group.times += times
            _note(group.first, letter)

    def _fail(self, letter: Compared) -> None:
        for side, problems in (("gammel", letter.old_problems), ("ny", letter.new_problems)):
            for problem in problems:
                if (side, problem) in self._failures or len(self._failures) < MAX_GROUPS:
                    failure = self._failures.setdefault((side, problem), Failure(side, problem))
                    failure.letters += 1
                    _note(failure.first, letter)


def _counted(found: Iterable[Difference]) -> Mapping[Difference, int]:
    counts: dict[Difference, int] = {}
    for each in found:
        counts[each] = counts.get(each, 0) + 1
    return counts


def _note(first: list[Compared], letter: Compared) -> None:
    if len(first) < FIRST:
        first.append(Compared(letter.case, letter.kind, letter.number, letter.recipient, ()))
