"""Places in a case as a mapping names them: "ansoegninger[-1].udgifter[0].beloeb".

[0] is a list's first item and [-1] its last; [-1] of the list that the document's events stand in is
the event that is made or read. [+] is an item that reading the form adds. [rolle=foraelder] leaves
the items that have that value, and [rolle=foraelder][1] is the second of them. [] stands for all items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Which(Enum):
    """Items that are named by no place of theirs."""

    ALL = ""
    NEW = "+"


@dataclass(frozen=True, slots=True)
class Match:
    """Leaves a list's items that have a value in a field."""

    field: str
    value: str


Step = str | int | Match | Which
"""A field's name, an item's place, or which items."""

_FIELD = r"[a-z][a-z0-9_]*"
_CHOICE = rf"\[(?:-1|\d{{1,4}}|\+|{_FIELD}=[^\[\]=]{{1,100}})?\]"
_PATH = re.compile(rf"{_FIELD}(?:{_CHOICE})*(?:\.{_FIELD}(?:{_CHOICE})*)*", re.ASCII)
_STEP = re.compile(rf"({_FIELD})(?![^\[]*\])|\[(.*?)\]")
MAX_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Path:
    """A place in a case, step by step."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        written = ""
        for step in self.steps:
            written += f".{step}" if isinstance(step, str) else f"[{_choice(step)}]"
        return written.removeprefix(".")

    @property
    def generic(self) -> str:
        """The field's path in the schema, with [] for each list: "parter[].navn"."""
        written = ""
        for number, step in enumerate(self.steps):
            if isinstance(step, str):
                written += f".{step}"
            elif number == 0 or isinstance(self.steps[number - 1], str):
                written += "[]"  # two choices of one list are still one list
        return written.removeprefix(".")

    def item(self, number: int) -> Path:
        """An item of the list at this place."""
        return Path((*self.steps, number))

    def join(self, inner: Path) -> Path:
        """A place within this one."""
        return Path((*self.steps, *inner.steps))


def parse(written: str) -> Path | None:
    """The path a text says; None where it says none."""
    if len(written) > MAX_LENGTH or not _PATH.fullmatch(written):
        return None
    return Path(tuple(match[1] if match[1] else _step(match[2]) for match in _STEP.finditer(written)))


def _step(choice: str) -> Step:
    if choice in ("", "+"):
        return Which(choice)
    if re.fullmatch(r"-?\d+", choice):
        return int(choice)
    name, _, value = choice.partition("=")
    return Match(name, value)


def _choice(step: Step) -> str:
    if isinstance(step, Match):
        return f"{step.field}={step.value}"
    return step.value if isinstance(step, Which) else str(step)
